"""The world of matches as a log of machines compared head to head."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import matches_reader
from dataforge.generators.worlds.colour import few_at_first
from dataforge.generators.worlds.matches_text import EnglishMatches, Telling
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon

BENCHMARK = Telling(
    opening=Frames.lines("""
        # {town} [cluster|lab|site]: [head-to-head log|benchmark log|comparison runs].
          [Hosts|Nodes|Machines]: {who_all}.
        # {^colour} [rack|room|cabinet], {town}. [Nodes|Hosts] [under test|compared]: {who_all}.
        # {^a_device} [comparison|shoot-out] in {town}, kept by the {person}. [Units|Nodes]: {who_all}.
        # {town}, [release|acceptance] [tests|runs], {manner} logged: {who_all}.
    """),
    rule=Frames.lines("""
        [Scoring|Points]: faster {win}, tie {one}[, failed runs excluded|, no decimals|].
        [Each run|A run]: {win} [points|credits] to the faster node, {one} to each on a tie.
    """),
    won=Frames.lines("""
        {who} faster than {other}, {goals} vs {against} [jobs|batches|tasks] ({manner} [verified|logged]).
        [Run|Job|Pass] [by|of] the {person}: {who} outpaced {other}, {goals} vs {against}.
        [With|Using] {a_device}: {who} faster than {other}, {goals} vs {against}.
        [Load|Mode] {adjective}: {who} outpaced {other}, {goals} vs {against}[ (cold)| (warm)|].
    """),
    lost=Frames.lines("""
        {who} slower than {other}, {goals} vs {against} [jobs|batches|tasks] ({manner} [verified|logged]).
        [Run|Job|Pass] [by|of] the {person}: {who} trailed {other}, {goals} vs {against}.
        [With|Using] {a_device}: {who} slower than {other}, {goals} vs {against}.
        [Load|Mode] {adjective}: {who} trailed {other}, {goals} vs {against}[ (cold)| (warm)|].
    """),
    drawn=Frames.lines("""
        {who} tied with {other}, {goals} vs {against} [jobs|batches|tasks] ({manner} [verified|logged]).
        [Run|Job|Pass] [by|of] the {person}: {who} tied with {other}, {goals} vs {against}.
        [With|Using] {a_device}: {who} tied with {other}, {goals} vs {against}.
        [Load|Mode] {adjective}: {who} tied with {other}, {goals} vs {against}[ (cold)| (warm)|].
    """),
    question=Frames.lines("""
        [Query|Report]: points of {who}; [total|sum] of completed [jobs|tasks]?
        [Before|For] the [review|sign-off] by the {person}: points and [jobs|tasks] of {who}.
    """),
    working=Frames.lines("""
        [Totals|Aggregation], [node order|order of listing], {manner} [checked|summed]: {points}.
        [Aggregated|Summed] [per node|by node], [in the order listed|as listed]: {points}.
    """),
    answer=Frames.lines("""
        [Result|Output]: {who} [has|holds] {total} points, {goals} [jobs|tasks] [done|completed].
        [Closed|Done]. {who}: {total} points, {goals} in total.
    """),
)


class MatchesBenchmark(EnglishMatches):
    """A log of head-to-head runs and a query on one node."""

    name = "matches-benchmark"
    domain = "technical"
    lexicons = (*EnglishMatches.lexicons, "en_adj_technical", "en_devices", "en_verbs_system")
    summary = "head-to-head runs of machines; a world that every domain can tell"
    knobs = few_at_first(EnglishMatches.knobs)
    tellings = (BENCHMARK,)

    def extract(self, text: str) -> Any:
        return _english().read(text, frozenset(lexicon("en_given_names").words()))


@cache
def _english() -> matches_reader.Tongue:
    return matches_reader.Tongue(
        won=r"faster than|outpaced",
        lost=r"slower|trailed",
        drawn=r"tied",
    )
