"""The world of matches as a chronicle of village games."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import matches_reader
from dataforge.generators.worlds.matches_text import EnglishMatches, Telling
from dataforge.generators.worlds.voices import NARRATED
from dataforge.text.lexicon import lexicon

_PLAYED = """
    <lead>{who} {manner2} <plainly> {other}, {goals} to {against}[, in the rain|, at dusk|, to loud cheers|].
    <lead>{who} <did> {other}, {goals} to {against}<tail>.
    {who}, {trait2} [and {trait3}|as ever|that day], <did> {other} {where2}, {goals} to {against}<tail>.
    The {person2} {gesture2} as {who} <did> {other}, {goals} to {against}.
    [Cheered by|Before|Among|Fed by] {people2}, {who} <did> {other}, {goals} to {against}<tail>.
    For {an_object2} and {foods2}, {who} <did> {other}, {goals} to {against}<tail>.
    In {a_texture2} {garment2}, {who} <did> {other}, {goals} to {against}<tail>.
"""
CHRONICLE = Telling(
    opening=NARRATED.lines("""
        In {town}, {when}, the [summer games|winter games|village games] [drew|called|brought out]
          {who_all}.
        {who_all} [rode|walked|came] to {town} [for the games|to play|to win the cup], {manner} and with
          {a_animal}.
        In {town} they [still sing|tell the children] of the [games|great summer] when {who_all} [met on the
          green|played].
        The {trait} {person} of {town} [threw the ball|rang the bell], and {who_all} [ran out|came on]
          {manner}.
        In {town} {scenery}, and {who_all} [laced their boots|came out to play], {manner}.
        {^people} and {people2} [packed|filled] the green of {town}, where {who_all} [played|met].
        {^a_person} of {town} [gave|lent] {an_object} for a prize, and {who_all} [played|came] for it.
    """),
    rule=NARRATED.lines("""
        A victory [was worth|earned|counted] {win} [ribbons|points|garlands], an even game {one}<so>.
        [For every|For a] victory the {person2} gave {win} [ribbons|points|feathers|{foods2}], for an even
          game
          {one}<so>.
        {^a_person2} of {town2} [set|allowed|paid] {win} points for a victory and {one} for an even game<so>.
    """),
    won=NARRATED.lines(_PLAYED, did="[beat|fairly beat|soundly beat]", plainly="beat"),
    lost=NARRATED.lines(_PLAYED, did="[lost to|only just lost to|fairly lost to]", plainly="lost to"),
    drawn=NARRATED.lines(
        _PLAYED, did="shared the [honours|spoils|glory] with", plainly="shared the honours with"
    ),
    question=NARRATED.lines("""
        [How did it end|And what came of it] for {who}: how many [ribbons|points], and how many [goals|hits]
          in all?
        [Tell me|Say|Well], what did {who} [carry home|win], and [how often|how many times] was the goal
          found?
        The {trait} {person} asked {manner} what {who} had [earned|gathered], and the goals [too|as well].
    """),
    working=NARRATED.lines("""
        [They counted|Counting|When all was counted], {manner}, in the order of the [names|song]: {points}.
        [By evening the slate read|On the barn door stood], [as they were named|in the order of the names]:
          {points}.
        {^a_person} [chalked up|sang out|added] the points, {manner}, [name by name|in order]: {points}.
    """),
    answer=NARRATED.lines("""
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
