"""The couriers' world as a word problem: follow one thing, add up one carrier's loads."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import couriers_reader
from dataforge.generators.worlds.couriers_text import EnglishCouriers, Telling
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon

PROBLEM = Telling(
    opening=Frames.lines("""
        [Problem|Exercise|A puzzle]. {who_all} [carry|deliver|move] [heavy things|goods|furniture] around
          {town}: {places_all}.
        {who_all} [run|have|share] a [delivery|removal|haulage] business in {town}. [Their stops|They drive]
          {places_all}.
        [Consider|Imagine|Picture] {a_vehicle} in {town} and its [owners|drivers|crew], {who_all}, who go
          {places_all}.
        In {town} there [work|live] {who_all}. [Every day|Each week] one of them [may be sent|can be called]
          {places_all}.
    """),
    stock=Frames.lines("""
        {^the_thing} [weighs|has a mass of] {weight} kg and is [first|initially] taken {to}.
        {^the_thing}, {colour}, {weight} kg, [starts|begins] with a trip {to}.
        [Given|Let there be] {the_thing} of {weight} kg, [sent|taken|delivered] {to} [beforehand|at the
          outset|before day one].
        [Weight of|For] {the_thing}: {weight} kg; [it was|it has been] [brought|moved] {to}.
    """),
    errand=Frames.lines("""
        On day {day} {who} {manner} [takes|moves|carries] {the_thing} {to}.
        Day {day}: {who} [drives|goes|hurries] {source} {to} with {the_thing}, {manner}.
        {who} [picks up|loads|collects] {the_thing} on day {day} and [unloads|delivers|leaves] it {manner}
          {source} {to}.
        [Asked by|For|Paid by] the {person}, {who} brings {the_thing} {to} on day {day}.
        [Then|Next|After that], on day {day}, {the_thing} [goes|travels|moves] {to} with {who}.
        {^manner}, {who} [wheels|pushes|lifts] {the_thing} {source} {to} on day {day}.
    """),
    question=Frames.lines("""
        [Where|To which place] was {the_thing} taken last, [how many|and how many] trips did {who} make, and
          [what is the total|how large is the] load?
        [Find|Determine|Work out] the last place of {the_thing} and the [total load|sum of the loads] of
          {who}.
        [Which way|Where] did {the_thing} go last? [Add up|Compute] [all|also] that {who} carried.
    """),
    working=Frames.lines("""
        [Solution|Working|Follow the arrows]. {path}. [Sum|Total|Loads]: {sum}.
        [Stop after stop|In order|Step by step]: {path}. [Adding|In kilograms|The sum]: {sum}.
    """),
    answer=Frames.lines("""
        [Answer|Result]: {the_thing} went {to}; {who}: {trips} {journeys}, {load} kg.
        [So|Therefore|Hence] {the_thing} was [last taken|brought in the end] {to}, and {who} made {trips}
          {journeys} with {load} kg.
    """),
)


class CourierProblem(EnglishCouriers):
    """A word problem: where a thing is in the end, and how much somebody carried."""

    name = "courier-problem"
    domain = "mathematics"
    summary = "a word problem about couriers; a world that every domain can tell"
    tellings = (PROBLEM,)

    def extract(self, text: str) -> Any:
        return _english().read(text, frozenset(lexicon("en_given_names").words()))


@cache
def _english() -> couriers_reader.Tongue:
    return couriers_reader.english()
