"""The world of matches as a chronicle of village games."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import matches_reader
from dataforge.generators.worlds.matches_text import EnglishMatches, Telling
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon

CHRONICLE = Telling(
    opening=Frames.lines("""
        {^when}, the [summer games|winter games|village games] of {town} [drew|called|brought out]
          {who_all}.
        {who_all} [rode|walked|came] to {town} [for the games|to play|to win the cup], {manner} and with
          {a_animal}.
        In {town} they [still sing|tell the children] of the [games|great summer] when {who_all} [met on the
          green|played].
        The {person} of {town} [threw the ball|rang the bell], and {who_all} [ran out|came on] {manner}.
    """),
    rule=Frames.lines("""
        A victory [was worth|earned|counted] {win} [ribbons|points|garlands], an even game {one}, [and
          nothing else counted|so it was agreed].
        [For every|For a] victory the {person} gave {win} [ribbons|points|feathers], for an even game {one}.
    """),
    won=Frames.lines("""
        {who} {manner} beat {other}, {goals} to {against}[, in the rain|, to loud cheers|, at dusk|].
        {^when}, {who} beat {other} {where}, {goals} to {against}.
        {who}, [said|wrote] the {person}, beat {other} by {goals} to {against}.
        The {person} wept {manner} as {who} beat {other}, {goals} to {against}.
    """),
    lost=Frames.lines("""
        {who} {manner} lost to {other}, {goals} to {against}[, in the rain|, to loud groans|, at dusk|].
        {^when}, {who} lost to {other} {where}, {goals} to {against}.
        {who}, [said|wrote] the {person}, lost to {other} by {goals} to {against}.
        The {person} wept {manner} as {who} lost to {other}, {goals} to {against}.
    """),
    drawn=Frames.lines("""
        {who} {manner} shared the honours with {other}, {goals} to {against}[, in the rain|, to mixed
          cheers|, at dusk|].
        {^when}, {who} shared the honours with {other} {where}, {goals} to {against}.
        {who}, [said|wrote] the {person}, shared the honours with {other} at {goals} to {against}.
    """),
    question=Frames.lines("""
        [How did it end|And what came of it] for {who}: how many [ribbons|points], and how many [goals|hits]
          in all?
        [Tell me|Say|Well], what did {who} [carry home|win], and [how often|how many times] was the goal
          found?
        The {person} asked {manner} what {who} had [earned|gathered], and the goals [too|as well].
    """),
    working=Frames.lines("""
        [They counted|Counting|When all was counted], {manner}, in the order of the [names|song]: {points}.
        [By evening the slate read|On the barn door stood], [as they were named|in the order of the names]:
          {points}.
    """),
    answer=Frames.lines("""
        [So|And so|In the end] {who} [went home|left] with {total}, having [hit|found] the goal {goals}
          times.
        {who} had {total}, and {goals} goals [to remember|in the book|to boast of].
    """),
)


class MatchesChronicle(EnglishMatches):
    """A chronicle of games, and what one player carried home."""

    name = "matches-chronicle"
    domain = "creative"
    summary = "a chronicle of village games; a world that every domain can tell"
    tellings = (CHRONICLE,)

    def extract(self, text: str) -> Any:
        return _english().read(text, frozenset(lexicon("en_given_names").words()))


@cache
def _english() -> matches_reader.Tongue:
    return matches_reader.Tongue(
        won=r"beat",
        lost=r"lost",
        drawn=r"shared",
    )
