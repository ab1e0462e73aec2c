"""The world of matches on the radio: results read out and added up."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.conversational._ears import vocabulary
from dataforge.generators.conversational._spoken import ASIDES, Spoken
from dataforge.generators.conversational._talk import TALK_LEXICONS
from dataforge.generators.worlds import matches_reader
from dataforge.generators.worlds.matches import Matches
from dataforge.generators.worlds.matches_text import EnglishMatches, Telling
from dataforge.text.frames import Frames

RADIO = Telling(
    opening=Frames.lines("""
        A: [Good evening|Hello|Welcome], {town}! [Tonight|On air]: {who_all}. B: [What a lot|Quite a
          crowd|Indeed].
        A: {town}, {when}: [who's playing|who's on]? B: {who_all}[, all of them|, as announced|].
        A: The {person} [asks|writes]: how did they do in {town}? B: You mean {who_all}[, I suppose|, no
          doubt|]?
        A: {^when} we [left off|stopped] in {town}. B: With {who_all}, [yes|that's right].
        B: {^where}, {manner}, [the ball is ready|the pitch is wet|the band plays]. A: In {town}? B:
          {who_all}[, all set|, warming up|].
    """),
    rule=Frames.lines("""
        B: [Remember|As ever], it's {win} for a win, {one} for a draw[, nothing else|, simple as that|].
        A: [How do they score|What's a win worth]? B: {win}[, this year|, as agreed|]. And a draw, {one}.
    """),
    won=Frames.lines("""
        B: {^um}{who} [beat|defeated|thrashed|outplayed] {other} {goals} to {against}{hedge}.
        A: [And|What about|Now|Then] {who}? B: [Beat|Defeated|Thrashed|Outplayed] {other}, {goals} to
          {against}, {manner}.
        A: The {person} [says|swears|writes|claims] {who} beat {other} {goals} to {against}. B:
          [True|Right|So I hear|Mm-hm|Could be]{hedge}.
        B: {^when} {who} [beat|defeated|thrashed|outplayed] {other}, {goals} to {against}[, what a game|, I
          was there|, lucky though]{hedge}.
        B: {^manner}, {who} [beat|defeated|thrashed|outplayed] {other}, {goals} to {against}{hedge}.
    """),
    lost=Frames.lines("""
        B: {^um}{who} [lost|went under|yielded|succumbed] to {other} {goals} to {against}{hedge}.
        A: [And|What about|Now|Then] {who}? B: [Lost|Yielded|Succumbed] to {other}, {goals} to {against},
          {manner}.
        A: The {person} [says|swears|writes|claims] {who} lost to {other} {goals} to {against}. B:
          [True|Right|So I hear|Mm-hm|Could be]{hedge}.
        B: {^when} {who} [lost|yielded|succumbed] to {other}, {goals} to {against}[, what a game|, I was
          there|, unlucky though]{hedge}.
        B: {^manner}, {who} [lost|yielded|succumbed] to {other}, {goals} to {against}{hedge}.
    """),
    drawn=Frames.lines("""
        B: {^um}{who} [drew|tied|finished level] with {other} {goals} to {against}{hedge}.
        A: [And|What about|Now|Then] {who}? B: [Drew|Tied] with {other}, {goals} to {against}, {manner}.
        A: The {person} [says|swears|writes|claims] {who} [drew|tied] with {other} {goals} to {against}. B:
          [True|Right|So I hear|Mm-hm|Could be]{hedge}.
    """),
    question=Frames.lines("""
        A: [So|Right, so|OK], what does {who} [have|end up with], and how many goals?
        A: [Add it up|Do the sums] for {who}, will you? Points and goals.
        A: {^manner} now: {who}'s [points|total], and goals?
    """),
    working=Frames.lines("""
        B: [In the order I named them|As I read them out|One by one], {manner}{hedge}: {points}.
        B: [Let's see|Hold on|Hm], [in order|as named]{hedge}: {points}.
    """),
    answer=Frames.lines("""
        B: [So|There|Right], {who}: {total} points, {goals} goals{hedge}.
        B: {total} for {who}, and {goals} goals[, not bad|, there you go|]{hedge}.
    """),
)


class MatchesRadio(Spoken[Matches], EnglishMatches):
    """Two voices read results and add them up."""

    name = "matches-radio"
    domain = "conversational"
    summary = "results on the radio, added up; a world that every domain can tell"
    tellings = (RADIO,)
    knobs = (*EnglishMatches.knobs[:-1], ASIDES)
    lexicons = tuple(sorted({*EnglishMatches.lexicons, *TALK_LEXICONS}))

    def extract(self, text: str) -> Any:
        return _english().read(text, vocabulary("en_given_names"))


@cache
def _english() -> matches_reader.Tongue:
    return matches_reader.Tongue(
        won=r"[Bb]eat|[Dd]efeated|[Tt]hrashed|[Oo]utplayed",
        lost=r"[Ll]ost|under|[Yy]ielded|[Ss]uccumbed",
        drawn=r"[Dd]rew|[Tt]ied|level",
    )
