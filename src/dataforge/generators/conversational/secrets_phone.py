"""The world of secrets on the telephone: who has told whom, and who knows."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.conversational._ears import vocabulary
from dataforge.generators.conversational._spoken import ASIDES, Spoken
from dataforge.generators.conversational._talk import TALK_LEXICONS
from dataforge.generators.worlds import secrets_reader
from dataforge.generators.worlds.secrets import Secrets
from dataforge.generators.worlds.secrets_text import EnglishSecrets, Telling
from dataforge.text.frames import Frames

PHONE = Telling(
    opening=Frames.lines("""
        A: {^when} I [heard|learned] that in {town} {who_all} [had|have] a secret each. B: [Really|No|Go
          on].
        A: {town}? B: [Yes|Right], {who_all}, and each with a secret[, can you imagine|, honestly|].
        A: The {person} [says|swears] that {who_all} in {town} [all have|have] a secret. B: One each[, yes|,
          I know|].
        A: {^manner} now, [any news from|what about|how is] {town}? B: {who_all}, [all full of|each with]
          secrets, one [each|apiece].
        B: {^when}, {where}, {who_all} [each had|all had] a secret. A: In {town}?
    """),
    tells=Frames.lines("""
        B: {^um}{who} [told|informed|briefed|updated] {other} [in full|at length|at last|in a
          whisper|twice]{hedge}.
        A: [And|What about|Now|Then] {who}? B: [Told|Informed|Briefed|Updated] {other}, {manner}{hedge}.
        A: The {person} [says|swears|thinks|claims] {who} [told|informed|briefed|updated] {other}. B:
          [True|Right|So I hear|Mm-hm|Could be]{hedge}.
        B: {^when} {who} [told|informed|briefed|updated] {other}[, can you believe it|, poor thing|, just
          like that|, of all people]{hedge}.
        B: {^manner}, {who} [told|informed|briefed|updated] {other}{hedge}. A: [Oh|Ah|Really|Go on|And]?
    """),
    asks=Frames.lines("""
        B: {^um}{who} [heard|learned|gathered] [everything|the lot|it all] from {other}{hedge}.
        A: [And|What about|Now|Then] {who}? B: [Heard|Learned|Gathered] it all from {other},
          {manner}{hedge}.
        A: The {person} [says|swears|thinks|claims] {who} [heard|learned|gathered] it all from {other}. B:
          [True|Right|So I hear|Mm-hm|Could be]{hedge}.
        B: {^when} {who} [heard|learned|gathered] everything from {other}[, can you believe it|, poor
          thing|, just like that|, of all people]{hedge}.
        B: {^manner}, {who} [heard|learned|gathered] the lot from {other}{hedge}. A: [Oh|Ah|Really|Go
          on|And]?
    """),
    swaps=Frames.lines("""
        B: {^um}{who} and {other} [swapped|traded|exchanged] [everything|the lot|news|notes]{hedge}.
        A: [And|What about|Now|Then] {who}? B: [Swapped|Traded|Exchanged] [secrets|news|notes] with {other},
          {manner}{hedge}.
        A: The {person} [says|swears|thinks|claims] {who} [swapped|traded|exchanged] [secrets|news|notes]
          with {other}. B: [True|Right|So I hear|Mm-hm|Could be]{hedge}.
        B: {^manner}, {who} and {other} [swapped|traded|exchanged] [secrets|news|notes]{hedge}. A:
          [Oh|Ah|Really|Go on|And]?
    """),
    question=Frames.lines("""
        A: [So|Right, so|OK], does {who} know {other}'s? And how many [in all|altogether]?
        A: [Wait|Hold on], has {who} got wind of what {other} is hiding, and how many has that made?
        A: {^manner} now: {who}, {other}'s secret, [known or unknown|any idea]? And how many in all?
    """),
    working=Frames.lines("""
        B: [In the order I named them|One by one|Hang on], {manner}{hedge}: {counts}.
        B: [Let's see|Hold on|Hm], [in order|as named]{hedge}: {counts}.
    """),
    no=Frames.lines("""
        B: No[, never|, I'd say|, sadly|], {who} doesn't; that's {count} [in all|altogether]{hedge}.
        B: [Nope, no|No], {who} only has {count}{hedge}.
    """),
    yes=Frames.lines("""
        B: Yes[, sure|, I'd say|, sadly|], {who} does; that's {count} [in all|altogether]{hedge}.
        B: [Yep, yes|Yes], {who} now has {count}{hedge}.
    """),
)


class SecretsPhone(Spoken[Secrets], EnglishSecrets):
    """Two people work out who knows whose secret."""

    name = "secrets-phone"
    domain = "conversational"
    summary = "who knows whose secret; a world that every domain can tell"
    tellings = (PHONE,)
    knobs = (*EnglishSecrets.knobs[:-1], ASIDES)
    lexicons = tuple(sorted({*EnglishSecrets.lexicons, *TALK_LEXICONS}))

    def extract(self, text: str) -> Any:
        return _english().read(text, vocabulary("en_given_names"))


@cache
def _english() -> secrets_reader.Tongue:
    return secrets_reader.Tongue(
        tells=r"[Tt]old|[Ii]nformed|[Bb]riefed|[Uu]pdated",
        asks=r"[Hh]eard|[Ll]earned|[Gg]athered",
        swaps=r"[Ss]wapped|[Tt]raded|[Ee]xchanged",
        answers=("[Nn]o", "[Yy]es"),
    )
