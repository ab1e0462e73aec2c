"""The world of matches as a word problem about a tournament."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import matches_reader
from dataforge.generators.worlds.matches_text import EnglishMatches, Telling
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon

PROBLEM = Telling(
    opening=Frames.lines("""
        [Problem|Exercise|A puzzle] for {people}. [The players are|There play] {who_all},
          [guests|friends|rivals]
          from {town}.
        {who_all} [meet|play] in {town} [over a weekend|for a cup|until dark].
        In {town} {who_all} play [table football|darts|handball], {manner}.
        [Consider|Imagine] a [league|cup] in {town}, [made up of|with] {who_all}.
    """),
    rule=Frames.lines("""
        [A win|Each win] [gives|counts] {win} points, a draw {one}, a defeat nothing.
        [Award|Let us award] {win} points for a win and {one} for a draw.
    """),
    won=Frames.lines("""
        {who} wins against {other}, {goals}:{against}[, no doubt|, fairly|].
        [Watched by|Refereed by] the {person}, {who} wins against {other} by {goals}:{against}.
        {^manner}, {who} wins and {other} has to shake hands; {goals}:{against}.
    """),
    lost=Frames.lines("""
        {who} loses against {other}, {goals}:{against}[, no doubt|, fairly|].
        [Watched by|Refereed by] the {person}, {who} loses against {other} by {goals}:{against}.
        {^manner}, {who} loses and {other} has to shake hands; {goals}:{against}.
    """),
    drawn=Frames.lines("""
        {who} draws with {other}, {goals}:{against}[, no doubt|, fairly|].
        [Watched by|Refereed by] the {person}, {who} draws with {other} at {goals}:{against}.
        {^manner}, {who} draws and {other} has to shake hands; {goals}:{against}.
    """),
    question=Frames.lines("""
        [Find|Determine|Work out] the points and the [goals|hits] of {who}.
        How many points does {who} [have|collect], and how many [goals|hits]?
        [Compute|Calculate] {manner} what {who} [scores|gets] in points and [goals|hits].
    """),
    working=Frames.lines("""
        [Solution|Working]. [Points|Sums] [in the order given|in the order of the names]: {points}.
        [Adding up|Row by row], [everybody's points|the points] [are|come to] {points}, in the order
          [given|of the names].
    """),
    answer=Frames.lines("""
        [Answer|Result]: {who} has {total} points and {goals} [goals|hits].
        [So|Therefore|Hence] {who} [comes to|reaches] {total} points with {goals} [goals|hits].
    """),
)


class MatchesProblem(EnglishMatches):
    """A word problem about points and goals."""

    name = "matches-problem"
    domain = "mathematics"
    summary = "points and goals of a tournament; a world that every domain can tell"
    tellings = (PROBLEM,)

    def extract(self, text: str) -> Any:
        return _english().read(text, frozenset(lexicon("en_given_names").words()))


@cache
def _english() -> matches_reader.Tongue:
    return matches_reader.Tongue(
        won=r"wins",
        lost=r"loses",
        drawn=r"draws",
    )
