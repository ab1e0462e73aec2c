"""The world of ages as a staff register: one full entry, the others relative to it."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import ages_reader
from dataforge.generators.worlds.ages_text import EnglishAges, Telling
from dataforge.generators.worlds.colour import few_at_first
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon

REGISTER = Telling(
    opening=Frames.lines("""
        # {town} {colour} [sheet|list|page]: [seniority|staff|service]. [Registered|Listed|Entries]:
          {who_all}.
        # {town} [register|roster], kept by the {person}. [Order of entries|Index]: {who_all}.
        # {town}, {colour} [binder|folder|ledger]: [ages of operators|operator ages|crew ages].
          [Crew|Team|Shift]: {who_all}.
        # {^a_vehicle} of {town}: [licensed|cleared] [drivers|operators] are {who_all}.
    """),
    known=Frames.lines("""
        [Reference entry|Anchor|Baseline]: {who}, age {age}[, verified|, by passport|, certified].
        [Verified|Certified|Checked] {manner} by the {person}: {who} is {age}.
        [Only|The only] [absolute value|full entry] on file: {who}, {age}[ (stamped)| (signed)|].
    """),
    older=Frames.lines("""
        {who}: {other} plus {gap} {years} ([older|senior]; [entered|noted|filed] {manner}).
        {who} [outranks|is senior to|is older than] {other} by {gap} {years}, senior [entry|record]
          [checked|filed] {where}.
        [Entry|Record|Row]: {who} is {gap} {years} older than {other}[; blue tab|; source: interview|; do
          not edit|].
        The {person} [confirms|states]: {who} is older than {other}, {gap} {years}.
    """),
    younger=Frames.lines("""
        {who}: {other} minus {gap} {years} ([younger|junior]; [entered|noted|filed] {manner}).
        {who} [ranks below|is junior to|is younger than] {other} by {gap} {years}, junior [entry|record]
          [checked|filed] {where}.
        [Entry|Record|Row]: {who} is {gap} {years} younger than {other}[; blue tab|; source: interview|; do
          not edit|].
        The {person} [confirms|states]: {who} is younger than {other}, {gap} {years}.
    """),
    same=Frames.lines("""
        {who}: same as {other} ([entered|noted|filed] {manner}).
        [Entry|Record|Row]: {who} has the same age as {other}[, see there|, linked|], [filed|kept] {where}.
    """),
    question=Frames.lines("""
        [Query|Lookup|Audit]: age of {who}; [difference|gap] between {one} and {other}?
        [Before|For] the [inspection|renewal] by the {person}, [state|derive] the age of {who} and the
          [gap|difference] of {one} and {other}.
        [Report|Compute] {manner}: how old is {who}, and by how much do {one} and {other} differ?
    """),
    working=Frames.lines("""
        [Resolved|Derived|Expanded] [register|values], in [index order|order of entries]: {ages}.
        [All rows|Every row] [resolved|filled] {manner}: {ages}.
    """),
    answer=Frames.lines("""
        [Result|Answer|Output]: {who} is {age}; [difference|gap] {gap} {years}.
        [Done|Closed]. {who}: {age}. [Difference|Gap] [asked for|in question]: {gap} {years}.
    """),
)


class AgesRegister(EnglishAges):
    """A register whose entries refer to each other."""

    name = "ages-register"
    domain = "technical"
    lexicons = (*EnglishAges.lexicons, "en_adj_technical", "en_devices", "en_verbs_system")
    summary = "a register of relative entries, resolved; a world that every domain can tell"
    knobs = few_at_first(EnglishAges.knobs)
    tellings = (REGISTER,)

    def extract(self, text: str) -> Any:
        return _english().read(text, frozenset(lexicon("en_given_names").words()))


@cache
def _english() -> ages_reader.Tongue:
    return ages_reader.Tongue(
        older=r"older|senior",
        younger=r"younger|junior",
        same=r"same",
    )
