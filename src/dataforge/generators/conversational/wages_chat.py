"""The world of wages as talk between two who settle what is owed."""

from __future__ import annotations

from dataforge.generators.conversational._talk import ASIDES
from dataforge.generators.worlds.wages_text import EnglishWages, Telling
from dataforge.text.frames import Frames

CHAT = Telling(
    opening=Frames.lines("""
        A: {town} [again|still]? B: [Yes|Yep], {who_all}, [all of us|everybody] working for each other.
        A: {^when} the {person} [asked|wondered] who owes what in {town}. B: Among {who_all}[, you mean|]?
        A: {^when} we [talked|argued] about money in {town}: {who_all}. B: [Oh no|Go on|Again].
        A: {town}, {when}: who's in it? B: {who_all}[, that's all|, the usual lot|].
    """),
    wage=Frames.lines("""
        B: {who}'s on {wage} an hour[, I think|, as far as I know|, not bad|].
        A: {who}? B: {wage} an hour[, they say|, last I heard|].
        B: {who} [takes|asks|wants] {wage} an hour[, cash|, no less|].
    """),
    entry=Frames.lines("""
        B: {who} did {hours} hours for {other}[, I think|, in the garden|, on Sunday|].
        A: [And|What about] {who}? B: For {other}, {hours} hours, {manner}.
        A: The {person} says {who} worked {hours} hours for {other}. B: [True|Right|So I hear].
        B: {^when} {who} helped {other} out, {hours} hours[, can you believe it|, poor thing|].
    """),
    question=Frames.lines("""
        A: [So|Right, so|OK], what does {who} get, and what does {other} owe?
        A: [Add it up|Do the sums], will you? {who}'s earnings, {other}'s debt.
    """),
    working=Frames.lines("""
        B: [In the order I named them|One by one|Hang on], {manner}: {sums}.
        B: [Let's see|Hold on|Hm], [in order|as named]: {sums}.
    """),
    answer=Frames.lines("""
        B: [So|There|Right], {who} gets {earned}, and {other} owes {owed}.
        B: {who}: {earned}. {other}'s down {owed}[, sorry|, there you go|].
    """),
)


class WagesChat(EnglishWages):
    """Two people work out who earned and who owes what."""

    name = "wages-chat"
    domain = "conversational"
    summary = "who earned and who owes what; a world that every domain can tell"
    tellings = (CHAT,)
    knobs = (*EnglishWages.knobs[:-1], ASIDES)
