"""The world of ages as gossip: who is older than whom, and what it comes to."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.conversational._ears import vocabulary
from dataforge.generators.conversational._talk import ASIDES
from dataforge.generators.worlds import ages_reader
from dataforge.generators.worlds.ages_text import EnglishAges, Telling
from dataforge.text.frames import Frames

GOSSIP = Telling(
    opening=Frames.lines("""
        A: [Listen|Guess what|Hey], in {town} {when} I [met|ran into|saw] the whole lot: {who_all}. B:
          [Really|All of them|No]?
        A: {town}? B: [Yes|Yeah|Sure], [the party|the reunion|dinner] {where}. A: Who came? B: {who_all}[,
          what a crowd|, would you believe it|].
        A: {^when} the {person} [asked|wanted to know] about {who_all}. B: [The ones|Those] from {town}? A:
          [Exactly|The same].
        A: [Remember|You know] {town}? {who_all}, [all|each] of them [older now|still around|doing fine]? B:
          [Of course|I do].
    """),
    known=Frames.lines("""
        B: [All I know|One thing I know] is that {who} is {age}[, I saw the cake|, I did the maths|,
          honestly].
        A: {who}'s {age}, [right|isn't it], [so says|according to] the {person}? B: [Right|Yes|Correct].
        B: {who} [turned|is] {age}, {manner} [admitted|celebrated] {where}.
    """),
    older=Frames.lines("""
        A: [And|So] {who}? B: [Oh|Well|Er], {gap} {years} older than {other}[, would you believe|, I think
          so|].
        B: {who}'s older than {other}, {gap} {years} [or so they say|it is|I'm told].
        A: The {person} says {who} is {gap} {years} older than {other}. B: [True|Mm-hm|So they say].
        B: {^manner}, {who} told me about being older than {other}, by {gap} {years}.
    """),
    younger=Frames.lines("""
        A: [And|So] {who}? B: [Oh|Well|Er], {gap} {years} younger than {other}[, would you believe|, I think
          so|].
        B: {who}'s younger than {other}, {gap} {years} [or so they say|it is|I'm told].
        A: The {person} says {who} is {gap} {years} younger than {other}. B: [True|Mm-hm|So they say].
        B: {^manner}, {who} told me about being younger than {other}, by {gap} {years}.
    """),
    same=Frames.lines("""
        B: {who} and {other} are the same age, [funny|odd], isn't it, [says|swears] the {person}.
        A: [And|So] {who}? B: The same age as {other}, {manner} [kept secret|celebrated].
    """),
    question=Frames.lines("""
        A: [Wait|Hold on|So], how old does that make {who}? And [what's|how big is] the gap between {one}
          and {other}?
        A: [I'm lost|You've lost me]. How old is {who}, and how many years between {one} and {other}?
        A: [Help me|Right], {manner} now: {who}'s age, and {one} and {other}, how far apart?
    """),
    working=Frames.lines("""
        B: [Let's see|Give me a second|Hm], [in that order|as I named them]: {ages}.
        B: [On my fingers|Counting], {manner}, [one after the other|all of them in order]: {ages}.
    """),
    answer=Frames.lines("""
        B: [So|There|Voilà], {who} is {age}, and [the gap's|the difference is] {gap} {years}.
        B: {who}? {age}. And the [other two|two of them], {gap} {years} apart.
    """),
)


class AgesGossip(EnglishAges):
    """Two people work out their acquaintances' ages."""

    name = "ages-gossip"
    domain = "conversational"
    summary = "gossip about ages, worked out; a world that every domain can tell"
    tellings = (GOSSIP,)
    knobs = (*EnglishAges.knobs[:-1], ASIDES)

    def extract(self, text: str) -> Any:
        return _english().read(text, vocabulary("en_given_names"))


@cache
def _english() -> ages_reader.Tongue:
    return ages_reader.Tongue(
        older=r"older",
        younger=r"younger",
        same=r"same",
    )
