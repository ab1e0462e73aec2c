"""The couriers' world as a dispatch handbook: stations, inventory, movement log, query, resolution."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.worlds import couriers_reader
from dataforge.generators.worlds.colour import few_at_first
from dataforge.generators.worlds.couriers_text import EnglishCouriers, Telling
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon

HANDBOOK = Telling(
    opening=Frames.lines("""
        # Dispatch, {town} [depot|yard|office]. [Operators|Staff|On duty]: {who_all}.
          [Routes|Destinations|Bookable runs]: {places_all}.
        # {town}: [dispatch handbook|movement register|logistics sheet], {colour} [binder|folder|edition].
          [Assigned|Registered] [staff|operators]: {who_all}. [Runs may be booked|Vehicles are cleared]
          {places_all}.
        # {town} [depot|pool], {a_vehicle}: [operating notes|log|record of use]. [Authorised|Trained]
          [drivers|operators]: {who_all}. [Approved|Permitted] runs: {places_all}.
        # {town} [site|depot], [appendix|annex]. [Contact|In case of questions, ask] the {person} {where}.
          [Crew|Team]: {who_all}. [Served|In scope]: {places_all}.
    """),
    stock=Frames.lines("""
        - {^the_thing}: {weight} kg[ gross| net|], {colour} label, [booked|checked in] {to}.
        - {^the_thing}, [tag|label|marking] {colour}, {weight} kg, [delivered|dispatched] {to} [at
          setup|initially].
        - [Item|Entry|Asset]: {the_thing}; [mass|weight] {weight} kg; [first|initial] run {to}.
        - {^the_thing} ([keep dry|fragile|two persons|this side up|strap down]), {weight} kg, [sent|routed]
          {to}.
    """),
    errand=Frames.lines("""
        [Log|Entry], day {day}: {who} [moved|shifted|relocated] {the_thing} {to}, {manner}.
        Day {day}: {the_thing} {source} {to}[, by|; driver|; operator] {who}[, nothing to report|, form
          signed|, no damage|].
        {who} [signed for|checked out|booked] {the_thing} on day {day} [and took|and drove|to bring] it
          {source} {to}.
        [Work order|Ticket|Request] of the {person}, day {day}: {the_thing} [moved|brought] {to} ({who}).
        [Using|With] {a_vehicle}, {who} [transferred|carried] {the_thing} {to} on day {day}.
        On day {day} {the_thing} was {manner} [unloaded|set down|handed over] after a run {source} {to} by
          {who}.
    """),
    question=Frames.lines("""
        [Query|Check|Audit]: [where|on which run] did {the_thing} [end up|go last], and what is the [total
          load|sum of loads] of {who}?
        [Before|After] [the handover|the inspection|stocktaking], [state|determine] the [last
          destination|last run] of {the_thing} and the [trips|runs] and [total|summed] load of {who}.
        [Report to|For] the {person}: [last|latest] destination of {the_thing}; runs and load of {who}.
    """),
    working=Frames.lines("""
        [Trace|Audit trail|Sequence]: {path}. [Load check|Load|Sum]: {sum}.
        [From the log|Reconstructed|Filtered by item]: {path}. [Filtered by operator|Loads of the operator]:
          {sum}.
    """),
    answer=Frames.lines("""
        [Result|Resolution|Finding]: {the_thing} [went last|was last moved] {to}; {who}: {trips} {journeys},
          {load} kg.
        [Closed|Resolved|Done]. {^the_thing} [ended up with a run|was last sent] {to}; {trips} {journeys}
          and {load} kg [stand against|are booked to] {who}.
    """),
)


class CourierHandbook(EnglishCouriers):
    """A dispatch handbook with inventory, log and an audit query."""

    name = "courier-handbook"
    domain = "technical"
    lexicons = (*EnglishCouriers.lexicons, "en_adj_technical", "en_devices", "en_verbs_system")
    summary = "a dispatch handbook with its log; a world that every domain can tell"
    knobs = few_at_first(EnglishCouriers.knobs)
    tellings = (HANDBOOK,)
    between_items = "\n"

    def extract(self, text: str) -> Any:
        return _english().read(text, frozenset(lexicon("en_given_names").words()))


@cache
def _english() -> couriers_reader.Tongue:
    return couriers_reader.english()
