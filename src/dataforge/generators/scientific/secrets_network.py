"""The world of secrets as a study of how items spread through contacts."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import secrets_reader
from dataforge.generators.worlds.colour import few_at_first
from dataforge.generators.worlds.secrets_text import EnglishSecrets, Telling
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon

NETWORK = Telling(
    opening=Frames.lines("""
        {town}: [spread|diffusion|transmission] of [rumours|items] in a [small|closed] group.
          [Subjects|Nodes]: {who_all}.
        {^where} in {town}, {who_all} each received one [item|card] of information, {manner} drawn.
        The {person} of {town} [gave|handed] one [item|token] each to {who_all}.
        [A study of|Notes on] {town} ({a_weather} [week|month]): {who_all}, [one item|a single item] each at
          the start.
    """),
    tells=Frames.lines("""
        [Contact|Encounter]: {who} transmitted all items held to {other} ({manner} [logged|coded]).
        [On|Late on] {a_weather} [day|morning|afternoon], {who} transmitted everything to {other}.
        [As seen by|According to] the {person}, {who} transmitted all items to {other} {where}.
    """),
    asks=Frames.lines("""
        [Contact|Encounter]: {who} acquired all items held by {other} ({manner} [logged|coded]).
        [On|Late on] {a_weather} [day|morning|afternoon], {who} acquired everything from {other}.
        [As seen by|According to] the {person}, {who} acquired all items from {other} {where}.
    """),
    swaps=Frames.lines("""
        [Contact|Encounter]: {who} and {other} pooled all items held ({manner} [logged|coded]).
        [On|Late on] {a_weather} [day|morning|afternoon], {who} and {other} pooled everything.
        [As seen by|According to] the {person}, {who} and {other} pooled all items {where}.
    """),
    question=Frames.lines("""
        [Required|To be determined]: did {who} obtain the item of {other}, and how many items [in
          total|altogether]?
        [We ask|The question is] whether the item of the second reached the first, {who}, {other}, and how
          many did.
        [Does|Did] {who} [hold|possess], at the end, the item of {other}, and how many in all?
    """),
    working=Frames.lines("""
        [Results|Analysis]. [Items held|Counts], {manner} [computed|tallied], in the order listed: {counts}.
        [Propagation|Following all contacts] gives, in the order [listed|of subjects], {counts}.
    """),
    no=Frames.lines("""
        [Conclusion|We conclude]: no; {who} [held|ended with] {count} items.
        [The answer is|We find] no, {who} [having|being left with] {count}.
    """),
    yes=Frames.lines("""
        [Conclusion|We conclude]: yes; {who} [held|ended with] {count} items.
        [The answer is|We find] yes, {who} [having|being left with] {count}.
    """),
)


class SecretsNetwork(EnglishSecrets):
    """A study of diffusion through contacts."""

    name = "secrets-network"
    domain = "scientific"
    summary = "items that spread through contacts; a world that every domain can tell"
    knobs = few_at_first(EnglishSecrets.knobs)
    tellings = (NETWORK,)

    def extract(self, text: str) -> Any:
        return _english().read(text, frozenset(lexicon("en_given_names").words()))


@cache
def _english() -> secrets_reader.Tongue:
    return secrets_reader.Tongue(
        tells=r"transmitted",
        asks=r"acquired",
        swaps=r"pooled",
        answers=("[Nn]o", "[Yy]es"),
    )
