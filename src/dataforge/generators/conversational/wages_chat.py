"""The world of wages as talk between two who settle what is owed."""

from __future__ import annotations

from dataforge.generators.conversational._spoken import ASIDES, Spoken
from dataforge.generators.conversational._talk import TALK_LEXICONS
from dataforge.generators.worlds.wages import Wages
from dataforge.generators.worlds.wages_text import EnglishWages, Telling
from dataforge.text.frames import Frames

CHAT = Telling(
    opening=Frames.lines("""
        A: {town} [again|still]? B: [Yes|Yep], {who_all}, [all of us|everybody] working for each other.
        A: {^when} the {person} [asked|wondered] who owes what in {town}. B: Among {who_all}[, you mean|]?
        A: {^when} we [talked|argued] about money in {town}: {who_all}. B: [Oh no|Go on|Again].
        A: {town}, {when}: who's in it? B: {who_all}[, that's all|, the usual lot|].
        B: {^where}, {manner}, {who_all} [all worked|helped out]. A: In {town}? B: [Where else|Yes].
    """),
    wage=Frames.lines("""
        B: {^um}{who}'s on {wage} an hour{hedge}.
        A: {who}? B: {^um}{wage} an hour{hedge}.
        B: {^um}{who} [takes|asks|wants|gets|charges|costs] {wage} an hour{hedge}.
        B: {^manner}, {who} [takes|asks|wants|gets|charges|costs] {wage} an hour{hedge}.
    """),
    entry=Frames.lines("""
        B: {^um}{who} [did|put in|worked|slaved] {hours} hours for {other}{hedge}.
        A: [And|What about|Now|Then] {who}? B: For {other}, [all of|just|only|some] {hours} hours,
          {manner}.
        A: The {person} [says|swears|thinks|claims] {who} worked {hours} hours for {other}. B:
          [True|Right|So I hear|Mm-hm|Could be]{hedge}.
        B: {^when} {who} helped {other} out, {hours} hours[, can you believe it|, poor thing|, I
          saw]{hedge}.
        B: {^manner}, {who} [did|put in|worked|spent] {hours} hours for {other}{hedge}.
    """),
    question=Frames.lines("""
        A: [So|Right, so|OK], what does {who} get, and what does {other} owe?
        A: [Add it up|Do the sums], will you? {who}'s earnings, {other}'s debt.
        A: {^manner} now: what {who} [gets|earned], and what {other} owes?
    """),
    working=Frames.lines("""
        B: [In the order I named them|One by one|Hang on], {manner}{hedge}: {sums}.
        B: [Let's see|Hold on|Hm], [in order|as named]{hedge}: {sums}.
    """),
    answer=Frames.lines("""
        B: [So|There|Right], {who} gets {earned}, and {other} owes {owed}{hedge}.
        B: {^um}{who}: {earned}. {other}'s down {owed}[, sorry|, there you go|]{hedge}.
    """),
)


class WagesChat(Spoken[Wages], EnglishWages):
    """Two people work out who earned and who owes what."""

    name = "wages-chat"
    domain = "conversational"
    summary = "who earned and who owes what; a world that every domain can tell"
    tellings = (CHAT,)
    knobs = (*EnglishWages.knobs[:-1], ASIDES)
    lexicons = tuple(sorted({*EnglishWages.lexicons, *TALK_LEXICONS}))
