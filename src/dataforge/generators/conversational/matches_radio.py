"""The world of matches on the radio: results read out and added up."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.conversational._ears import vocabulary
from dataforge.generators.conversational._talk import ASIDES
from dataforge.generators.worlds import matches_reader
from dataforge.generators.worlds.matches_text import EnglishMatches, Telling
from dataforge.text.frames import Frames

RADIO = Telling(
    opening=Frames.lines("""
        A: [Good evening|Hello|Welcome], {town}! [Tonight|On air]: {who_all}. B: [What a lot|Quite a
          crowd|Indeed].
        A: {town}, {when}: [who's playing|who's on]? B: {who_all}[, all of them|, as announced|].
        A: The {person} [asks|writes]: how did they do in {town}? B: You mean {who_all}[, I suppose|, no
          doubt|]?
        A: {^when} we [left off|stopped] in {town}. B: With {who_all}, [yes|that's right].
    """),
    rule=Frames.lines("""
        B: [Remember|As ever], it's {win} for a win, {one} for a draw[, nothing else|, simple as that|].
        A: [How do they score|What's a win worth]? B: {win}[, this year|, as agreed|]. And a draw, {one}.
    """),
    won=Frames.lines("""
        B: {who} beat {other} {goals} to {against}[, imagine|, well deserved|, lucky though|].
        A: [And|What about] {who}? B: Beat {other}, {goals} to {against}, {manner}.
        A: The {person} says {who} beat {other} {goals} to {against}. B: [True|Right|So I hear].
        B: {^when} {who} beat {other}, {goals} to {against}[, what a game|, I was there|].
    """),
    lost=Frames.lines("""
        B: {who} lost to {other} {goals} to {against}[, imagine|, well deserved|, unlucky though|].
        A: [And|What about] {who}? B: Lost to {other}, {goals} to {against}, {manner}.
        A: The {person} says {who} lost to {other} {goals} to {against}. B: [True|Right|So I hear].
        B: {^when} {who} lost to {other}, {goals} to {against}[, what a game|, I was there|].
    """),
    drawn=Frames.lines("""
        B: {who} drew with {other} {goals} to {against}[, imagine|, fair enough|, dull though|].
        A: [And|What about] {who}? B: Drew with {other}, {goals} to {against}, {manner}.
        A: The {person} says {who} drew with {other} {goals} to {against}. B: [True|Right|So I hear].
    """),
    question=Frames.lines("""
        A: [So|Right, so|OK], what does {who} [have|end up with], and how many goals?
        A: [Add it up|Do the sums] for {who}, will you? Points and goals.
    """),
    working=Frames.lines("""
        B: [In the order I named them|As I read them out|One by one], {manner}: {points}.
        B: [Let's see|Hold on|Hm], [in order|as named]: {points}.
    """),
    answer=Frames.lines("""
        B: [So|There|Right], {who}: {total} points, {goals} goals.
        B: {total} for {who}, and {goals} goals[, not bad|, there you go|].
    """),
)


class MatchesRadio(EnglishMatches):
    """Two voices read results and add them up."""

    name = "matches-radio"
    domain = "conversational"
    summary = "results on the radio, added up; a world that every domain can tell"
    tellings = (RADIO,)
    knobs = (*EnglishMatches.knobs[:-1], ASIDES)

    def extract(self, text: str) -> Any:
        return _english().read(text, vocabulary("en_given_names"))


@cache
def _english() -> matches_reader.Tongue:
    return matches_reader.Tongue(
        won=r"[Bb]eat",
        lost=r"[Ll]ost",
        drawn=r"[Dd]rew",
    )
