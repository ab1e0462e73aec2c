"""The world of ages as gossip: who is older than whom, and what it comes to."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.conversational._ears import vocabulary
from dataforge.generators.conversational._spoken import ASIDES, Spoken
from dataforge.generators.conversational._talk import TALK_LEXICONS
from dataforge.generators.worlds import ages_reader
from dataforge.generators.worlds.ages import Ages
from dataforge.generators.worlds.ages_text import EnglishAges, Telling
from dataforge.text.frames import Frames

GOSSIP = Telling(
    opening=Frames.lines("""
        A: {^when} I [met|ran into|saw|called on] {who_all} [in|near|outside] {town}. B: [Really|All of
          them|No|The whole lot]?
        A: {town}? B: [Yes|Yeah|Sure], [the party|the reunion|dinner] {where}. A: Who came? B: {who_all}[,
          what a crowd|, would you believe it|].
        A: {^when} the {person} [asked|wanted to know] about {who_all}. B: [The ones|Those] from {town}? A:
          [Exactly|The same].
        A: {^manner}, {when}, {who_all} [all came|turned up|appeared] {where}. B: In {town}? A: [Yes|Where
          else|So it was].
        B: The {person} [in|from|near] {town} [keeps asking|asked|wrote] about {who_all}. A: [All of
          them|Them again|Oh]?
        B: {town}, {when}: {who_all}[, every one of them|, the whole lot|]. A: [How old are they now|And
          how old by now]?
    """),
    known=Frames.lines("""
        B: [All I know|One thing I know|I only know] is that {who} is {age}[, I saw the cake|, I did the
          maths|]{hedge}.
        A: {who}'s {age}, [right|isn't it], [so says|according to] the {person}? B: [Right|Yes|Correct].
        B: {^um}{who} [turned|is|just turned] {age}, {manner} [admitted|celebrated|hidden]{hedge}.
    """),
    older=Frames.lines("""
        A: [And|So|Then|Now|Well, and] {who}? B: [Oh|Well|Er|Hm|Ah], [all of|just|only|some|a good|about]
          {gap} {years} older than {other}{hedge}.
        B: {^um}{who}'s older than {other}, [by|only|about|some] {gap} {years}{hedge}.
        A: The {person} [says|swears|thinks|claims|insists] {who} is {gap} {years} older than {other}. B:
          [True|Mm-hm|So they say|Right|Could be|Well]{hedge}.
        B: {^manner}, {who} [spoke of|admitted to|joked about] being [all of|just|only|some] {gap} {years}
          older than {other}{hedge}.
    """),
    younger=Frames.lines("""
        A: [And|So|Then|Now|Well, and] {who}? B: [Oh|Well|Er|Hm|Ah], [all of|just|only|some|a good|about]
          {gap} {years} younger than {other}{hedge}.
        B: {^um}{who}'s younger than {other}, [by|only|about|some] {gap} {years}{hedge}.
        A: The {person} [says|swears|thinks|claims|insists] {who} is {gap} {years} younger than {other}. B:
          [True|Mm-hm|So they say|Right|Could be|Well]{hedge}.
        B: {^manner}, {who} [spoke of|admitted to|joked about] being [all of|just|only|some] {gap} {years}
          younger than {other}{hedge}.
    """),
    same=Frames.lines("""
        B: {^um}{who} and {other} are the same age, [funny|odd], isn't it, [says|swears] the {person}.
        A: [And|So|Then|Now] {who}? B: The same age as {other}, {manner} [kept secret|celebrated]{hedge}.
    """),
    question=Frames.lines("""
        A: [Wait|Hold on|So], how old does that make {who}? And [what's|how big is] the gap between {one}
          and {other}?
        A: [I'm lost|You've lost me|Sorry]. How old is {who}, and how many years between {one} and {other}?
        A: [Help me|Right], {manner} now: {who}'s age, and {one} and {other}, how far apart?
    """),
    working=Frames.lines("""
        B: [Let's see|Give me a second|Hm], [in that order|as I named them]{hedge}: {ages}.
        B: [On my fingers|Counting], {manner}, [one after the other|all of them in order]: {ages}.
    """),
    answer=Frames.lines("""
        B: [So|There|Voilà], {who} is {age}, and [the gap's|the difference is] {gap} {years}{hedge}.
        B: {^um}{who}? {age}. And the [other two|two of them], {gap} {years} apart{hedge}.
    """),
)


class AgesGossip(Spoken[Ages], EnglishAges):
    """Two people work out their acquaintances' ages."""

    name = "ages-gossip"
    domain = "conversational"
    summary = "gossip about ages, worked out; a world that every domain can tell"
    tellings = (GOSSIP,)
    knobs = (*EnglishAges.knobs[:-1], ASIDES)
    lexicons = tuple(sorted({*EnglishAges.lexicons, *TALK_LEXICONS}))

    def extract(self, text: str) -> Any:
        return _english().read(text, vocabulary("en_given_names"))


@cache
def _english() -> ages_reader.Tongue:
    return ages_reader.Tongue(
        older=r"older",
        younger=r"younger",
        same=r"same",
    )
