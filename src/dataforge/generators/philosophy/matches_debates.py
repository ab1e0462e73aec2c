"""The world of matches as a symposium whose disputes are scored."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import matches_reader
from dataforge.generators.worlds.matches_text import EnglishMatches, Telling
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon

DEBATES = Telling(
    opening=Frames.lines("""
        {^manner}, the [debating club|symposium] of {town} asked if arguing is [a contest|a game]; [there
          came|among them] {who_all}.
        The {person} of {town} [holds|thinks] that truth wins; [let us see|consider] {who_all}.
        {^when} [there disputed|there met] in {town} {who_all}, {manner} and at length.
        {^where} in {town}, {who_all} [disputed|argued] [about free will|about the good|about what there
          is].
    """),
    rule=Frames.lines("""
        [To refute|Refuting] somebody [was honoured with|earned] {win} points, a stalemate {one}, [by
          convention|as if truth were counted].
        By convention, whoever refutes another [gains|is given] {win} points, and a stalemate {one} to each.
    """),
    won=Frames.lines("""
        {who} refuted {other}, {goals} [arguments|reasons] to {against}, {manner}[ and with grace|, some
          say|].
        [It is agreed|One concedes] that {who} refuted {other}, {goals} [reasons|points made] to {against}.
        [If|Since] the {person} [judged|counted] well, {who} refuted {other} by {goals} to {against}.
        {^where}, {who} refuted {other}, {goals} to {against}, [over tea|over wine|before noon].
    """),
    lost=Frames.lines("""
        {who} conceded to {other}, {goals} [arguments|reasons] to {against}, {manner}[ and with grace|, some
          say|].
        [It is agreed|One grants] that {who} conceded to {other}, {goals} [reasons|points made] to
          {against}.
        [If|Since] the {person} [judged|counted] well, {who} conceded to {other} by {goals} to {against}.
        {^where}, {who} conceded to {other}, {goals} to {against}, [over tea|over wine|before noon].
    """),
    drawn=Frames.lines("""
        {who} [reached|came to] a stalemate with {other}, {goals} [arguments|reasons] to {against},
          {manner}.
        [It is agreed|One grants] a stalemate between {who} and {other}, {goals} [reasons|points made] to
          {against}.
        [If|Since] the {person} [judged|counted] well, it was a stalemate of {who} and {other}, {goals} to
          {against}.
    """),
    question=Frames.lines("""
        [What follows|What, then, follows] for {who}: how many points, and [from how many|with how many]
          arguments?
        [Granting all this|If this is so], what [stands to the credit|is the score] of {who}, and how many
          arguments were [made|given]?
    """),
    working=Frames.lines("""
        [Counted|Reckoned] {manner}, [in the order of the names|as they were named], the points are
          {points}.
        [What each deserves|The sum of it all], [in order|as named]: {points}.
    """),
    answer=Frames.lines("""
        [Hence|Therefore|So] {who} has {total} points, [from|out of] {goals} arguments.
        [We conclude|It follows] that {who} [earned|deserves] {total} points, having [given|advanced]
          {goals} arguments.
    """),
)


class MatchesDebates(EnglishMatches):
    """Disputes, refutations and stalemates, counted."""

    name = "matches-debates"
    domain = "philosophy"
    summary = "a symposium whose disputes are scored; a world that every domain can tell"
    tellings = (DEBATES,)

    def extract(self, text: str) -> Any:
        return _english().read(text, frozenset(lexicon("en_given_names").words()))


@cache
def _english() -> matches_reader.Tongue:
    return matches_reader.Tongue(
        won=r"refuted",
        lost=r"conceded",
        drawn=r"stalemate",
    )
