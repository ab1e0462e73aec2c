"""The world of matches as a symposium whose disputes are scored."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import matches_reader
from dataforge.generators.worlds.matches_text import EnglishMatches, Telling
from dataforge.generators.worlds.voices import REFLECTIVE
from dataforge.text.lexicon import lexicon

_DISPUTED = """
    <lead>{who} <did> {other}, {goals} [arguments|reasons|points|proofs] to {against}<tail>.
    [Over|About|On] {field2} and {field3}, {who} <did> {other}, {goals} to {against}<tail>.
    [On|Over|In|About] {field2}, {who} <did> {other}, {goals} to {against}<tail>.
    [With|Without|Citing|Despite] {a_document2}, {who} <did> {other}, {goals} to {against}<tail>.
    [At|After|Before|During] the {event2}, {who} <did> {other}, {goals} to {against}<tail>.
    {who}, {trait2} [but {trait3}|as ever], <did> {other} {where2}, {goals} to {against}.
    [Cheered|Judged|Heard|Doubted] by {people2}, {who} <did> {other}, {goals} to {against}<tail>.
"""
DEBATES = Telling(
    opening=REFLECTIVE.lines("""
        {^manner}, the [debating club|symposium] of {town} asked if arguing is [a contest|a game]; [there
          came|among them] {who_all}.
        The {trait} {person} of {town} [holds|thinks] that truth wins; [let us see|consider] {who_all}.
        In {town}, {when}, [there disputed|there met] {who_all}, {manner} and at length.
        In {town}, {where}, {who_all} [disputed|argued] about [{field}|the good|free will|what there is].
        {^people} and {people2} of {town} [came|sat down] to hear {who_all} [dispute|on {field}].
        {^town} [staged|held|saw] a {event} of [reason|ideas|wits] between {who_all}.
        Is {field} [a science|an art]? [So asked|On this met] {who_all} [in|of] {town}.
    """),
    rule=REFLECTIVE.lines("""
        To refute somebody [was honoured with|earned|brought] {win} points, a stalemate {one}<so>.
        [By convention|By custom|In {town2}], whoever refutes another [gains|is given|takes] {win} points,
          and a
          stalemate [gives|means] {one} to each.
        {^a_person} [gives|awards|allows] {win} points to whoever refutes another, and for a stalemate
          {one}<so>.
        {win} points [reward|honour|are for] {a_trait} [argument|reason] that refutes, {one} a stalemate.
    """),
    won=REFLECTIVE.lines(_DISPUTED, did="[refuted|once more refuted|at last refuted]"),
    lost=REFLECTIVE.lines(_DISPUTED, did="[conceded to|soon conceded to|at last conceded to]"),
    drawn=REFLECTIVE.lines(
        _DISPUTED, did="[reached a stalemate with|came to a stalemate with|fought to a stalemate with]"
    ),
    question=REFLECTIVE.lines("""
        [What follows|What, then, follows] for {who}: how many points, and [from how many|with how many]
          arguments?
        [Granting|Given] all this, what [stands to the credit|is the score] of {who}, and how many arguments
          were
          [made|given]?
        [Ask|Get|Tell] {a_person} to [sum up|say]: what has {who} in points, and how many arguments?
    """),
    working=REFLECTIVE.lines("""
        [Counted|Reckoned|Weighed] {manner}, [in the order of the names|as they were named], the points are
          {points}.
        [What each deserves|The sum of it all], [in order|as named], [says|finds] {a_person}: {points}.
    """),
    answer=REFLECTIVE.lines("""
        [Hence|Therefore|So|Thus] {who} has {total} points, [from|out of|with] {goals} arguments.
        [We conclude|It follows|One infers] that {who} [earned|deserves] {total} points, having
          [given|advanced]
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
