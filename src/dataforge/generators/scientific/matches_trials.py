"""The world of matches as a report on trials in pairs."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import matches_reader
from dataforge.generators.worlds.colour import few_at_first
from dataforge.generators.worlds.matches_text import EnglishMatches, Telling
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon

TRIALS = Telling(
    opening=Frames.lines("""
        {town}: [paired trials|pairwise comparisons|contests] of [foragers|growers|runners].
          [Subjects|Competitors]: {who_all}.
        {^where} in {town}, {a_weather} [spring|season], we [compared|tested] {who_all} [in pairs|pairwise].
        {^manner}, [trials|contests|comparisons] [in pairs|of pairs] were [held|run] in {town}, with {who_all}
          [taking part|as subjects|present].
        [Report|Note|Letter] from {town}, [where|in which] {who_all} were [compared|tried|tested] {manner}.
        The {person} of {town} [provided|lent] the [field|site]; [competitors|subjects] were {who_all}.
    """),
    rule=Frames.lines("""
        [Scoring|Protocol]: {win} points for the better [result|yield], {one} each for equal
          [results|yields].
        The better of a pair [received|scored] {win} points, equals {one}, [as is usual|following the
          protocol].
    """),
    won=Frames.lines("""
        {who} [outperformed|exceeded] {other}, {goals} against {against} ([trial|run] [checked|logged]
          {manner}).
        On {a_weather} [day|afternoon|morning], {who} outperformed {other}: {goals} against {against}.
        [Observed by|According to] the {person}, {who} exceeded {other} {where}, {goals} against {against}.
    """),
    lost=Frames.lines("""
        {who} [fell short of|was inferior to] {other}, {goals} against {against} ([trial|run]
          [checked|logged] {manner}).
        On {a_weather} [day|afternoon|morning], {who} fell short of {other}: {goals} against {against}.
        [Observed by|According to] the {person}, {who} fell short of {other} {where}, {goals} against
          {against}.
    """),
    drawn=Frames.lines("""
        {who} [equalled|matched] {other}, {goals} against {against} ([trial|run] [checked|logged] {manner}).
        On {a_weather} [day|afternoon|morning], {who} equalled {other}: {goals} against {against}.
        [Observed by|According to] the {person}, {who} matched {other} {where}, {goals} against {against}.
    """),
    question=Frames.lines("""
        [Required|To be determined]: the points of {who}, and [the total|the sum] of [results|units].
        [We ask|The question is] how many points {who} [reached|obtained], and [what total|which sum] of
          [results|units].
    """),
    working=Frames.lines("""
        [Results|Analysis]. [Points|Sums of points], {manner} [computed|added], in the order [listed|above]:
          {points}.
        [Adding up|Summation], [in the same order|as listed], [gives|yields]: {points}.
    """),
    answer=Frames.lines("""
        [Conclusion|We conclude]: {who} [obtained|reached] {total} points and a total of {goals}.
        [Thus|Hence] {who} [stands at|has] {total} points, [with|on] {goals} units [in all|altogether].
    """),
)


class MatchesTrials(EnglishMatches):
    """A report on paired trials, with points and totals."""

    name = "matches-trials"
    domain = "scientific"
    summary = "paired trials and their points; a world that every domain can tell"
    knobs = few_at_first(EnglishMatches.knobs)
    tellings = (TRIALS,)

    def extract(self, text: str) -> Any:
        return _english().read(text, frozenset(lexicon("en_given_names").words()))


@cache
def _english() -> matches_reader.Tongue:
    return matches_reader.Tongue(
        won=r"outperformed|exceeded",
        lost=r"fell short|inferior",
        drawn=r"equalled|matched",
    )
