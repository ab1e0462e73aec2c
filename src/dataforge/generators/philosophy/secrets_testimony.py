"""The world of secrets as a reflection on how knowledge spreads by testimony."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import secrets_reader
from dataforge.generators.worlds.secrets_text import EnglishSecrets, Telling
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon

TESTIMONY = Telling(
    opening=Frames.lines("""
        {^manner}, the {person} of {town} asked how belief spreads[, and by what right|]. [Take|Consider]
          {who_all}, each sure of one thing.
        {^when} {who_all} of {town} [believed|held] one thing each[, and no two the same|].
        {^where} in {town}, {who_all} [met|talked]; each knew [one truth|a single truth].
        The {person} of {town} [held|taught] that to know is to have been told. [Consider|Take] {who_all},
          with one truth each.
    """),
    tells=Frames.lines("""
        {who} {manner} testified to {other} of everything [believed|known so far].
        [It is agreed|Nobody denies] that {who} testified to {other} of all of it.
        [If|Since] the {person} [remembers|heard] it well, {who} testified of everything to {other}.
        {^where}, {who} testified of it all before {other}, {manner}.
    """),
    asks=Frames.lines("""
        {who} {manner} learned from {other} everything [believed|known so far].
        [It is agreed|Nobody denies] that {who} learned all of it from {other}.
        [If|Since] the {person} [remembers|heard] it well, {who} learned everything from {other}.
        {^where}, {who} learned it all from {other}, {manner}.
    """),
    swaps=Frames.lines("""
        {who} and {other} {manner} conversed until each believed the same.
        [It is agreed|Nobody denies] that {who} and {other} conversed until they agreed.
        [If|Since] the {person} [remembers|heard] it well, {who} and {other} conversed, each persuading the
          other.
    """),
    question=Frames.lines("""
        [What follows|What, then]: does {who} know what {other} alone knew at first, and how many truths?
        [Granting all this|If all this is so], is {who} entitled to the truth of {other}, and to how many
          [in all|altogether]?
        [Can|May] {who} claim to know what was once {other}'s alone? And how many things?
    """),
    working=Frames.lines("""
        [Belief by belief|Testimony by testimony], {manner} [reckoned|followed], in the order of the names:
          {counts}.
        [How much each may claim|What each knows], [one by one|in order]: {counts}.
    """),
    no=Frames.lines("""
        [Hence|Therefore|So] no: {who} [knows|may claim] {count} truths.
        [We conclude|It follows]: no, {who} having {count}.
    """),
    yes=Frames.lines("""
        [Hence|Therefore|So] yes: {who} [knows|may claim] {count} truths.
        [We conclude|It follows]: yes, {who} having {count}.
    """),
)


class SecretsTestimony(EnglishSecrets):
    """How knowledge spreads by testimony, and to whom."""

    name = "secrets-testimony"
    domain = "philosophy"
    summary = "how knowledge spreads by testimony; a world that every domain can tell"
    tellings = (TESTIMONY,)

    def extract(self, text: str) -> Any:
        return _english().read(text, frozenset(lexicon("en_given_names").words()))


@cache
def _english() -> secrets_reader.Tongue:
    return secrets_reader.Tongue(
        tells=r"testified",
        asks=r"learned",
        swaps=r"conversed",
        answers=("[Nn]o", "[Yy]es"),
    )
