"""The world of secrets as village gossip: who knew what by the end."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import secrets_reader
from dataforge.generators.worlds.secrets_text import EnglishSecrets, Telling
from dataforge.generators.worlds.voices import NARRATED
from dataforge.text.lexicon import lexicon

_ALL = "[everything|all of it|the lot|every word|all that was known]"
_MET = """
    <lead>{who} <did><tail>.
    <lead>{who} {manner2} <did><tail>.
    [Over|After|Between] {foods2} and {foods3}, {who} <did><tail>.
    {who}, {trait2} [and {trait3}|as ever|that day], <did><tail>.
    [At|After|Before|During] the {event2}, {who} <did><tail>.
    {^handling2} {an_object2}, {who} <did><tail>.
    {who} {moved2} [by|past|in|up], {handled2} {an_object2} and <did>.
"""
VILLAGE = Telling(
    opening=NARRATED.lines("""
        In {town}, {when}, {who_all} each [guarded|kept|had] a secret[, and the walls were thin|, or so
          they thought|].
        {who_all} of {town} had one secret [each|apiece], {manner} kept[ at first|, until that week|].
        In {town}, [every house|every soul|{a_person}] had a secret: {who_all}, [one each|each another one].
        The {trait} {person} of {town} [knew|said] that {who_all} had [a secret each|each something to hide].
        In {town} {scenery}, and {who_all} [lay awake|sat up], each with a secret.
        {^people} and {people2} of {town} [gossiped|whispered] about {who_all}, who kept one secret each.
        {^a_person}, {a_person2} and {a_animal} could keep quiet in {town}; {who_all} had a secret each.
        {^town} was {a_weather} place, and {who_all} kept one secret each, {manner}.
    """),
    tells=NARRATED.lines(_MET, did=f"confided {_ALL} to {{other}}"),
    asks=NARRATED.lines(_MET, did=f"coaxed {_ALL} out of {{other}}"),
    swaps=NARRATED.lines(_MET, did="traded [secrets|secret for secret|all they had|everything] with {other}"),
    question=NARRATED.lines("""
        [So|Now], did {who} [come to know|hear of] the secret of {other}? And how many were [known|gathered]
          in all?
        The {person} asked {manner} if {who} knew what {other} was hiding, and how many secrets [besides|in
          all].
        [Tell me|Say|Well]: was {who} by then aware of the secret of {other}, and of how many in all?
        {^a_trait} {person} [wondered|whispered]: did {who} know what {other} had [hidden|kept], and how many
          in
          all?
    """),
    working=NARRATED.lines("""
        [Counted|Reckoned] {manner}, [in the order of the names|as they were named], each knew {counts}.
        [By the end|In the end], in the order of the names, the secrets [known|in each head] were {counts}.
        {^a_person} [counted|noted|knew] the secrets, {manner}, [name by name|in order]: {counts}.
    """),
    no=NARRATED.lines("""
        [No|Alas, no|Sadly, no]: {who} never did, though {count} [secrets|of them] were known.
        No, {who}, with {count} [to keep|in mind], [never heard|missed] that one.
    """),
    yes=NARRATED.lines("""
        [Yes|Oh yes|Indeed, yes]: {who} did, and {count} [secrets|of them] were known.
        Yes, {who}, with {count} [to keep|in mind], [had heard|knew] that one[, too|].
    """),
)


class SecretsVillage(EnglishSecrets):
    """A village in which secrets travel."""

    name = "secrets-village"
    domain = "creative"
    summary = "secrets that travel through a village; a world that every domain can tell"
    tellings = (VILLAGE,)

    def extract(self, text: str) -> Any:
        return _english().read(text, frozenset(lexicon("en_given_names").words()))


@cache
def _english() -> secrets_reader.Tongue:
    return secrets_reader.Tongue(
        tells=r"confided",
        asks=r"coaxed",
        swaps=r"traded",
        answers=("[Nn]o", "[Yy]es"),
    )
