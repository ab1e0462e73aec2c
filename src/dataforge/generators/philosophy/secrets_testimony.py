"""The world of secrets as a reflection on how knowledge spreads by testimony."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import secrets_reader
from dataforge.generators.worlds.secrets_text import EnglishSecrets, Telling
from dataforge.generators.worlds.voices import REFLECTIVE
from dataforge.text.lexicon import lexicon

_ALL = "[everything|all of it|every word|the whole truth|all that was known]"
_MET = """
    <lead>{who} <did><tail>.
    <lead>{who} {manner2} <did><tail>.
    [Over|Between|Before|After] {foods2} [and {foods3}|{where2}], {who} <did><tail>.
    [At|After|Before|During] the {event2}, {who} <did><tail>.
    [Being|Feeling|Growing] {trait2}, {who} <did><tail>.
    [Sworn|Asked|Urged|Pressed|Paid] by {a_person2}, {who} <did><tail>.
    {^handling2} {an_object2}, {who} <did><tail>.
"""
TESTIMONY = Telling(
    opening=REFLECTIVE.lines("""
        {^manner}, the {person} of {town} asked how belief spreads[, and by what right|]. [Take|Consider]
          {who_all}, each sure of one thing.
        In {town}, {when}, {who_all} [believed|held|knew] one thing each[, and no two the same|, {surely}|].
        In {town}, {where}, {who_all} [met|talked|sat]; each knew [one truth|a single truth|one thing].
        The {trait} {person} of {town} [held|taught] that to know is to be told. [Consider|Take] {who_all},
          with one truth each.
        {^a_person} of {town} [knew|learnt] by {handling} {objects}; {who_all} by [hearing|hearsay], from one
          truth each.
        {^people} in {town} [trust|doubt] what {people2} say. [Suppose|Imagine] {who_all}, a truth apiece.
        Can {a_person} know what {a_person2} knows? [In|Near] {town} {who_all} [held|had] one truth each.
    """),
    tells=REFLECTIVE.lines(_MET, did=f"testified [to|before] {{other}} of {_ALL}"),
    asks=REFLECTIVE.lines(_MET, did=f"learned {_ALL} from {{other}}"),
    swaps=REFLECTIVE.lines(
        _MET, did="conversed with {other} [until|till] [they agreed|both knew the same|neither knew more]"
    ),
    question=REFLECTIVE.lines("""
        [What follows|What, then]: does {who} know what {other} alone knew at first, and how many truths?
        [Granting|Given|Supposing] all this, is {who} entitled to the truth of {other}, and to how many
          [in all|altogether]?
        [Can|May|Dare] {who} claim to know what was once {other}'s alone? And how many things?
        [Ask|Let] {a_person} [say|tell us]: has {who} the truth of {other}, and how many in all?
    """),
    working=REFLECTIVE.lines("""
        [Belief by belief|Word by word|Step by step], {manner} [reckoned|followed|traced], in the order of the
          names: {counts}.
        [What each may claim|What each knows], [one by one|in order|as named], so the {person}: {counts}.
        {^a_person} would [count|say|find], [name by name|in order]: {counts}.
    """),
    no=REFLECTIVE.lines("""
        [Hence|Therefore|So|Thus] no: {who} [knows|may claim|holds] {count} truths.
        [We conclude|It follows|One infers]: no, {who} having {count}.
    """),
    yes=REFLECTIVE.lines("""
        [Hence|Therefore|So|Thus] yes: {who} [knows|may claim|holds] {count} truths.
        [We conclude|It follows|One infers]: yes, {who} having {count}.
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
