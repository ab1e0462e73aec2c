"""The world of secrets on the telephone: who has told whom, and who knows."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.conversational._ears import vocabulary
from dataforge.generators.conversational._talk import ASIDES
from dataforge.generators.worlds import secrets_reader
from dataforge.generators.worlds.secrets_text import EnglishSecrets, Telling
from dataforge.text.frames import Frames

PHONE = Telling(
    opening=Frames.lines("""
        A: {^when} I [heard|learned] that in {town} {who_all} [had|have] a secret each. B: [Really|No|Go
          on].
        A: {town}? B: [Yes|Right], {who_all}, and each with a secret[, can you imagine|, honestly|].
        A: The {person} [says|swears] that {who_all} in {town} [all have|have] a secret. B: One each[, yes|,
          I know|].
        A: [What about|Any news from] {town}? B: {who_all}, [all full of|each with] secrets, one
          [each|apiece].
    """),
    tells=Frames.lines("""
        B: {who} told {other} everything[, I think|, in the car|, on Sunday|].
        A: [And|What about] {who}? B: Told {other} the lot, {manner}.
        A: The {person} says {who} told {other} all. B: [True|Right|So I hear].
        B: {^when} {who} told {other} everything[, can you believe it|, poor thing|].
    """),
    asks=Frames.lines("""
        B: {who} heard everything from {other}[, I think|, in the car|, on Sunday|].
        A: [And|What about] {who}? B: Heard the lot from {other}, {manner}.
        A: The {person} says {who} heard it all from {other}. B: [True|Right|So I hear].
        B: {^when} {who} heard everything from {other}[, can you believe it|, poor thing|].
    """),
    swaps=Frames.lines("""
        B: {who} and {other} swapped everything[, I think|, in the car|, on Sunday|].
        A: [And|What about] {who}? B: Swapped the lot with {other}, {manner}.
        A: The {person} says {who} swapped secrets with {other}. B: [True|Right|So I hear].
    """),
    question=Frames.lines("""
        A: [So|Right, so|OK], does {who} know {other}'s? And how many [in all|altogether]?
        A: [Wait|Hold on], has {who} got wind of what {other} is hiding, and how many has that made?
        A: {^manner} now: {who}, {other}'s secret, [known or unknown|any idea]? And how many in all?
    """),
    working=Frames.lines("""
        B: [In the order I named them|One by one|Hang on], {manner}: {counts}.
        B: [Let's see|Hold on|Hm], [in order|as named]: {counts}.
    """),
    no=Frames.lines("""
        B: No[, never|, I'd say|, sadly|], {who} doesn't; that's {count} [in all|altogether].
        B: [Nope, no|No], {who} only has {count}.
    """),
    yes=Frames.lines("""
        B: Yes[, sure|, I'd say|, sadly|], {who} does; that's {count} [in all|altogether].
        B: [Yep, yes|Yes], {who} now has {count}.
    """),
)


class SecretsPhone(EnglishSecrets):
    """Two people work out who knows whose secret."""

    name = "secrets-phone"
    domain = "conversational"
    summary = "who knows whose secret; a world that every domain can tell"
    tellings = (PHONE,)
    knobs = (*EnglishSecrets.knobs[:-1], ASIDES)

    def extract(self, text: str) -> Any:
        return _english().read(text, vocabulary("en_given_names"))


@cache
def _english() -> secrets_reader.Tongue:
    return secrets_reader.Tongue(
        tells=r"[Tt]old",
        asks=r"[Hh]eard",
        swaps=r"[Ss]wapped",
        answers=("[Nn]o", "[Yy]es"),
    )
