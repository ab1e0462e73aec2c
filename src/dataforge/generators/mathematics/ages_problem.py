"""The world of ages as a word problem: a tree of differences from one known value."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import ages_reader
from dataforge.generators.worlds.ages_text import EnglishAges, Telling
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon

PROBLEM = Telling(
    opening=Frames.lines("""
        [Problem|Exercise|A riddle]. [There are|We meet] {who_all} in {town}.
        {who_all} of {town} [compare|tell each other] their ages[ by the fire| on a train|].
        [Let|Suppose] {who_all} be [guests|friends|neighbours] in {town}, [each|everyone] of a whole number
          of years.
        {^when} {who_all} [sit|meet] {where} in {town} and [play with numbers|talk of ages].
    """),
    known=Frames.lines("""
        [Given|We know]: {who} is {age}[ years of age| today|].
        {who}, [says|writes] the {person}, is {age}.
        [Let|Take] {who} = {age}, [which is certain|to begin with].
    """),
    older=Frames.lines("""
        {who} is {gap} {years} older than {other}[, no doubt|, as agreed|].
        {who} is older than {other}; {manner} counted, the difference is {gap} {years}.
        [Add|Adding] {gap} {years} [gives|makes] {who}, older than the one addressed as {other}.
        [Older|More advanced] by {gap} {years}, so the {person}, is {who} in relation to {other}: older.
    """),
    younger=Frames.lines("""
        {who} is {gap} {years} younger than {other}[, no doubt|, as agreed|].
        {who} is younger than {other}; {manner} counted, the difference is {gap} {years}.
        [Take|Taking] {gap} {years} away [gives|makes] {who}, younger than the one addressed as {other}.
        [Younger|Less advanced] by {gap} {years}, so the {person}, is {who} in relation to {other}: younger.
    """),
    same=Frames.lines("""
        {who} and {other} are [equally old|of the same age], [said|shown] {manner}.
        {who} is as old as {other}, [and|which] the {person} [confirms|doubts].
    """),
    question=Frames.lines("""
        [Find|Determine|Work out] the age of {who}, and [by how many years|how much] {one} and {other}
          differ.
        How old is {who}? [And what|What] is the difference between {one} and {other}?
        [Compute|Calculate] {manner} the age of {who} and the [difference|distance] of {one} and {other}.
    """),
    working=Frames.lines("""
        [Solution|Working]. [In the order given|In the order of the names|As listed]: {ages}.
        [From one to the next|Spreading from the known one|Step by step], [in the order of the list|as
          listed]: {ages}.
    """),
    answer=Frames.lines("""
        [Answer|Result]: {who} is {age}, the difference is {gap} {years}.
        [So|Therefore|Hence] {who} is {age}, and the two differ by {gap} {years}.
    """),
)


class AgesProblem(EnglishAges):
    """A word problem about ages that differ by known years."""

    name = "ages-problem"
    domain = "mathematics"
    summary = "ages found from differences; a world that every domain can tell"
    tellings = (PROBLEM,)

    def extract(self, text: str) -> Any:
        return _english().read(text, frozenset(lexicon("en_given_names").words()))


@cache
def _english() -> ages_reader.Tongue:
    return ages_reader.Tongue(
        older=r"older",
        younger=r"younger",
        same=r"same|equally old|as old as",
    )
