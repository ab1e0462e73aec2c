"""The world of secrets as a problem about unions of sets."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import secrets_reader
from dataforge.generators.worlds.secrets_text import EnglishSecrets, Telling
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon

PROBLEM = Telling(
    opening=Frames.lines("""
        [Problem|Exercise|A puzzle]. In {town} {who_all} know one [fact|number|word] each, all different.
        {who_all} of {town} [hold|have] one card each, {manner} dealt.
        [Let|Suppose] {who_all} be [friends|neighbours] in {town}, each with a set of one element.
        {^when} {who_all} [meet|gather] in {town}, and each [brings|knows] one [riddle|song].
    """),
    tells=Frames.lines("""
        {who} gives copies of everything to {other}[, no exception|, once more|].
        {^manner}, {who} gives all of it to {other}.
        [Asked|Told] by the {person}, {who} gives everything to {other}.
        {^when} {who} gives the whole set to {other}.
    """),
    asks=Frames.lines("""
        {who} takes copies of everything from {other}[, no exception|, once more|].
        {^manner}, {who} takes all of it from {other}.
        [Asked|Told] by the {person}, {who} takes everything from {other}.
        {^when} {who} takes the whole set from {other}.
    """),
    swaps=Frames.lines("""
        {who} and {other} unite their sets[, no exception|, once more|].
        {^manner}, {who} and {other} unite everything.
        [Asked|Told] by the {person}, {who} and {other} unite their sets.
    """),
    question=Frames.lines("""
        [Find|Determine|Decide]: is what belonged to the second in the set of the first, {who}, {other}; and
          how large is that set?
        Does {who} [have|hold] what was first {other}'s alone? And how many in all?
        [Decide|Work out] {manner}: has {who} the element of {other}, and what is the size of the set?
    """),
    working=Frames.lines("""
        [Solution|Working]. [Sizes|Sizes of the sets], in the order given: {counts}.
        [Union by union|Step by step], [in the order of the names|as listed]: {counts}.
    """),
    no=Frames.lines("""
        [Answer|Result]: no; {who} has {count}.
        [So|Therefore|Hence] no, and {who} [holds|comes to] {count}.
    """),
    yes=Frames.lines("""
        [Answer|Result]: yes; {who} has {count}.
        [So|Therefore|Hence] yes, and {who} [holds|comes to] {count}.
    """),
)


class SecretsProblem(EnglishSecrets):
    """A problem about sets that grow by unions."""

    name = "secrets-problem"
    domain = "mathematics"
    summary = "sets that grow by unions; a world that every domain can tell"
    tellings = (PROBLEM,)

    def extract(self, text: str) -> Any:
        return _english().read(text, frozenset(lexicon("en_given_names").words()))


@cache
def _english() -> secrets_reader.Tongue:
    return secrets_reader.Tongue(
        tells=r"gives",
        asks=r"takes",
        swaps=r"unite",
        answers=("[Nn]o", "[Yy]es"),
    )
