"""The world of secrets as village gossip: who knew what by the end."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import secrets_reader
from dataforge.generators.worlds.secrets_text import EnglishSecrets, Telling
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon

VILLAGE = Telling(
    opening=Frames.lines("""
        {^when}, in {town}, {who_all} each [guarded|kept|had] a secret[, and the walls were thin|, or so
          they thought|].
        {who_all} of {town} had one secret [each|apiece], {manner} kept[ at first|, until that week|].
        In {town}, [every house|every soul] had a secret: {who_all}, [one each|each another one].
        The {person} of {town} [knew|said] that {who_all} had [a secret each|each something to hide].
    """),
    tells=Frames.lines("""
        {^when}, {who} {manner} confided everything [heard so far|by then known|in confidence] to {other}.
        {^where}, {who} confided all of it to {other}, {manner}.
        {who} [could not sleep|had drunk too much|was lonely] and confided everything to {other}.
        {^scenery}, and {who} confided the lot to {other}.
    """),
    asks=Frames.lines("""
        {^when}, {who} {manner} coaxed everything out of {other}.
        {^where}, {who} coaxed all of it out of {other}, {manner}.
        {who} [brought cake|brought wine|was patient] and coaxed everything out of {other}.
        {^scenery}, and {who} coaxed the lot out of {other}.
    """),
    swaps=Frames.lines("""
        {^when}, {who} and {other} {manner} traded all that they knew.
        {^where}, {who} and {other} traded everything, {manner}.
        {who} [met|ran into] {other}, and they traded [secret for secret|all they had].
        {^scenery}, and {who} and {other} traded the lot.
    """),
    question=Frames.lines("""
        [So|Now], did {who} [come to know|hear of] the secret of {other}? And how many were [known|gathered]
          in all?
        The {person} asked {manner} if {who} knew what {other} was hiding, and how many secrets [besides|in
          all].
        [Tell me|Say|Well]: was {who} by then aware of the secret of {other}, and of how many in all?
    """),
    working=Frames.lines("""
        [Counted|Reckoned] {manner}, [in the order of the names|as they were named], each knew {counts}.
        [By the end|In the end], in the order of the names, the secrets [known|in each head] were {counts}.
    """),
    no=Frames.lines("""
        [No|Alas, no|Sadly, no]: {who} never did, though {count} [secrets|of them] were known.
        No, {who}, with {count} [to keep|in mind], [never heard|missed] that one.
    """),
    yes=Frames.lines("""
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
