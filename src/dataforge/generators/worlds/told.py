"""Telling a world in words: what the genres of all shared worlds have in common.

A telling is a set of frames by part (`opening`, `question` ...), one telling for each language that a genre
writes. Holes that the world does not fill (a season, a town, an animal) are filled from lexicons, a draw for
each.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, ClassVar, TypeVar

import numpy as np
import pyarrow as pa

from dataforge.generators.base import Genre, Segment
from dataforge.text.columns import Field, Strings, join, pick, where
from dataforge.text.draws import Draws
from dataforge.text.rows import I64, Rows
from dataforge.text.wording import Wording, Words

World = TypeVar("World")
SENTENCES_A_PARAGRAPH = 6
COLOUR_LEXICONS = (
    "en_adj_age", "en_adj_colour", "en_adj_person", "en_adj_size", "en_adj_texture", "en_adj_weather",
    "en_adv_frequency", "en_adv_manner", "en_adv_place", "en_adv_sentence", "en_adv_time", "en_animals",
    "en_buildings", "en_clothes", "en_documents", "en_events", "en_fields", "en_foods", "en_furniture",
    "en_gestures", "en_landforms", "en_objects", "en_people", "en_plants", "en_rooms", "en_scenery",
    "en_tools", "en_towns", "en_vehicles", "en_verbs_handle", "en_verbs_move", "en_verbs_rest",
    "worlds_epithets", "worlds_ways",
)  # fmt: skip
COMMENT_LEXICONS = (
    "en_adj_technical", "en_adv_frequency", "en_adv_manner", "en_adv_sentence", "en_adv_time", "en_devices",
    "en_documents", "en_events", "en_fields", "en_people", "en_towns", "en_verbs_system",
)  # fmt: skip

_SPICE = {
    "scenery": Words("en_scenery"),
    "when": Words("en_adv_time"),
    "a_weather": Words("en_adj_weather", "{3} {0}"),
    "a_animal": Words("en_animals", "{2} {0}"),
    "where": Words("en_adv_place"),
    "person": Words("en_people"),
    "a_person": Words("en_people", "{2} {0}"),
    "gesture": Words("en_gestures", unless="lamp|kettle"),  # which couriers carry
    "manner": Words("en_adv_manner"),
    "a_device": Words("en_devices", "{2} {0}"),
    "device": Words("en_devices"),
    "devices": Words("en_devices", "{1}"),
    "adjective": Words("en_adj_technical"),
    "verb": Words("en_verbs_system"),
    "colour": Words("en_adj_colour"),
    "town": Words("en_towns"),
    "a_vehicle": Words("en_vehicles", "{2} {0}"),
    "vehicle": Words("en_vehicles"),
    "people": Words("en_people", "{1}", unless="^couriers$"),
    "trait": Words("en_adj_person"),
    "a_trait": Words("en_adj_person", "{3} {0}"),
    "weather": Words("en_adj_weather"),
    "texture": Words("en_adj_texture"),
    "a_texture": Words("en_adj_texture", "{3} {0}"),
    "a_size": Words("en_adj_size", "{3} {0}"),
    "a_colour": Words("en_adj_colour", "{3} {0}"),
    "object": Words("en_objects"),
    "objects": Words("en_objects", "{1}"),
    "an_object": Words("en_objects", "{2} {0}"),
    "a_tool": Words("en_tools", "{2} {0}"),
    "furniture": Words("en_furniture"),
    "garment": Words("en_clothes"),
    "document": Words("en_documents"),
    "a_document": Words("en_documents", "{2} {0}"),
    "event": Words("en_events"),
    "field": Words("en_fields"),
    "foods": Words("en_foods", "{1}"),
    "a_plant": Words("en_plants", "{2} {0}"),
    "plants": Words("en_plants", "{1}"),
    "animals": Words("en_animals", "{1}"),
    "room": Words("en_rooms", "{3} the {0}"),
    "building": Words("en_buildings", "{3} the {0}"),
    "landform": Words("en_landforms", "{3} the {0}"),
    "handled": Words("en_verbs_handle", "{2}", unless="traded"),  # the word for a swap of secrets
    "handling": Words("en_verbs_handle", "{4}"),
    "moved": Words("en_verbs_move", "{2}"),
    "rested": Words("en_verbs_rest", "{2}"),
    "usually": Words("en_adv_frequency"),
    "surely": Words("en_adv_sentence", unless="^(?:perhaps|maybe)$"),  # which no comma parts from its clause
    "epithet": Words("worlds_epithets"),
    "way": Words("worlds_ways", "{0} ", optional=True),
}


class Spiced(Wording):
    """English sentences, whose holes that are no part of a world are filled from the lexicons."""

    words = _SPICE


NOTES = Spiced.lines("""
    # [TODO|NOTE|FIXME|XXX]: {verb} the {adjective} {device} [first|later|one day|or the {device2}]
    # [TODO|NOTE|FIXME|XXX], {person} of {town}: {verb} {devices} {manner}
    # {^manner} {verb} [the|every|any] {adjective} {device}[, if there is one|, not the {device2}|]
    # [the|note from the] {person} of {town}: [do not|please|never] {verb} the {device}
    # {adjective} {devices} [are|were|stay] [out of scope|somebody else's problem|ignored here]
    # [see|cf.|compare] [the|our] {device} {document}[, last page|, section two|, appendix|]
    # {^surely}, {adjective} {devices} {usually} [fail|lag|win|crash]
    # [why|how|when|where] [do|should] we {verb} the {adjective} {device}? [ask|tell] the {person}
    # {people} [must not|may|should|used to] {verb} {adjective} {devices}
    # the {person}'s {device} [is|was|stays|looks] {adjective} and {adjective2}
    # [older|newer|other] versions {verb} the {device} {manner}
    # [assumes|needs|expects|wants] {a_device}, {adjective} [and|or] {adjective2}
    # [no|some|all|most] {devices} are {adjective}; {verb} them {manner}
    # [before|after|until|since] the {event}, {verb} [nothing|only {devices}|everything]
    # [see|cf.|compare] the {document} [by|of|from] the {person} of {town}
    # "{adjective}" means {adjective2} [here|in {town}|to {people}]
    # [thanks to|blame|credit] the {people} of {town} [for|and] the {device} {document}
    # [if|when|unless] the {device} is {adjective}, {verb} the {device2}
    # {town} and {town2} {verb} {devices} [alike|too|{manner}]
    # [rewritten|reviewed|tested|broken] {when} by {a_person}
    # {^a_document} on {field} [inspired|explains] this; {verb} {devices} [first|with care|at will]
""")
COLOUR = Spiced.lines("""
    {^when}, {scenery}[, and the {person} {gesture}|; {a_person2} {gesture2}|].
    It was {a_weather} [morning|afternoon|evening|day|night], [and|but|so] {a_person} {gesture}.
    {^a_animal} [watched|slept|sat|waited|yawned|kept still|looked about|hid] {where}, {texture} and {colour}.
    [The|Some|An old|A passing|A tired|The young|A stout|Another] {person} [from|of] {town} {gesture}.
    {^where}, {a_person} {manner} {handled} {an_object}.
    The {trait} {person} {handled} [the|some|more] {objects} {room}.
    {^a_trait} {person} {moved} [past|by|off|away|home], {manner}[, with {an_object}| and alone|].
    {^people} and {people2} [met|talked|waited|queued|quarrelled|sang|gathered] {building}.
    [There was|There lay|Here was|Here lay] {a_texture} {object} {where}.
    Somebody had [left|lost|forgotten|hidden|put] {an_object} {room}[, {texture} and {colour}|].
    The {event} [was over|was near|had begun|had been moved], [said|thought|feared|swore] {a_person}.
    {^foods} and {foods2} [were|lay|stood] [ready|waiting|untouched|for sale] {where}.
    {^a_plant} [grew|bloomed|withered|swayed] {landform}, {colour} [as ever|and tall|and wild|at last].
    The {person}'s {object} was [gone|broken|new|for sale|in the way]; the {person2} {gesture}.
    {^when}, {a_vehicle} [stopped|turned|broke down|waited] {building}, {colour} and {texture}.
    {^a_colour} {garment} [hung|lay|dried|was found] {where}[, {texture}| beside {an_object}|].
    The {person} {usually} {rested} {room}, [so|as|where] {a_person2} {gesture}.
    The {person}, {surely}, {handled} the {texture} {object}.
    {^room}, [everything|the air|all|the {person}] smelt of {foods}, {plants} and {foods2}.
    [In|Around|Near] {town}, {a_animal} {landform} [brings|means|foretells] [luck|rain|news|snow|visitors].
    The {person} [told|asked|thanked|ignored|called] {a_trait} {person2}, who {gesture}.
    {^handling} {an_object}, {a_trait} {person} {gesture}.
    The {object} {where} [was|looked|seemed|felt] {texture}, and {colour} [too|besides|all over|at the edges].
    {^when} {a_person} [wore|put on|took off|bought] {a_colour} {garment}[, {manner}|].
    [No|Not one|Hardly any|More than one] {person} {rested} {landform} {when}.
    {^animals} and {animals2} [were|are] [rare|common|unwelcome|a nuisance|at home] {landform}.
    [A smell|Some smell|A hint] of {foods} [hung|lingered|came and went] {room}, {surely}.
    [Nobody|Somebody|The {person}] [wanted|missed|needed|had ordered] {an_object} or {a_tool}.
    [One|Another|The last|A second] {person} {manner} [asked|looked] for {a_texture} {object}.
    {^a_size} {furniture} [stood|was kept|had been left] {where}, and the {trait} {person} {gesture}.
    [In|From|Over in] {town}, {people} [study|teach|read|discuss] {field}, {people2} [do not|prefer {foods}].
    {^a_document} about {animals} lay {where}, {texture}; {a_person} {handled} it.
    On [Monday|Tuesday|Thursday|Saturday|Sunday], the {trait} {person} {moved} [to|as far as|past] {town}.
    {^where} {a_animal} and {a_animal2} {manner} [shared|guarded|eyed] the {foods}.
""")


@dataclass(frozen=True)
class Story:
    """What a document tells, each string[num_docs]: paragraphs of facts, and what stands around them."""

    opening: Strings
    facts: tuple[Strings, ...]
    question: Strings
    working: Strings
    answer: Strings


class Sayings(Genre[World]):
    """A genre that says things by `tellings`; abstract."""

    tellings: ClassVar[tuple[Any, ...]]
    wording: ClassVar[type[Wording]] = Wording
    """fills the holes that are no part of the world"""

    def say(
        self,
        draws: Draws,
        part: str,
        rows: Rows | None,
        which: I64,
        fields: dict[str, Field],
        span: str = "prompt",
    ) -> Strings:
        """One part's sentences: all templates in one table, each row choosing among its telling's."""
        return self._said(draws, (part,), rows, which if rows is None else which[rows.doc], fields, span)

    def say_one_of(
        self,
        draws: Draws,
        parts: tuple[str, ...],
        part: I64,
        rows: Rows | None,
        which: I64,
        fields: dict[str, Field],
        span: str = "prompt",
    ) -> Strings:
        """As `say`, where each row (or document) says one of several parts, given by its number."""
        of_row = which if rows is None else which[rows.doc]
        return self._said(draws, parts, rows, part * len(self.tellings) + of_row, fields, span)

    def _said(
        self,
        draws: Draws,
        parts: tuple[str, ...],
        rows: Rows | None,
        place: I64,
        fields: dict[str, Field],
        span: str,
    ) -> Strings:
        sentences, first, count = _stacked(self, parts)
        form = first[place] + draws.draw(parts[0], count[place], rows, span=span)
        return sentences.say(draws, parts[0], rows, fields, which=form, span=span)

    def scenes(self, draws: Draws, colour: I64, which: I64) -> tuple[Strings, Strings]:
        """Sentences beside the matter, before it and after it: `colour` + 2 of them a document."""
        before = Rows.of(1 + colour // 2)
        after = Rows.of(1 + colour - colour // 2)
        both = Rows.of(before.counts + after.counts)
        sentences = self.aside(draws, both, which)
        early = both.pos < before.counts[both.doc]
        parts = [
            rows.join(sentences.filter(pa.array(mask)), " ")
            for rows, mask in ((before, early), (after, ~early))
        ]
        return parts[0], parts[1]

    @abstractmethod
    def aside(self, draws: Draws, rows: Rows, which: I64) -> Strings:
        """Sentences of colour, one a row; `which` is the telling of each document."""


class Told(Sayings[World]):
    """A genre that tells its world: the opening; a scene; the facts; the scene again; the question; the
    working; the answer. Abstract: a world says what is told."""

    @abstractmethod
    def tell(self, draws: Draws, world: World, which: I64) -> Story:
        """The sentences of each document in its telling, which[i]."""

    @abstractmethod
    def colour(self, world: World) -> I64:
        """How many sentences beside the matter each document has, less two."""

    def render(self, draws: Draws, world: World) -> list[Segment]:
        which = np.zeros(draws.num_docs, np.int64)
        if len(self.tellings) > 1:
            which = draws.draw("telling", len(self.tellings), span="prompt")
        story = self.tell(draws, world, which)
        scene, ending = self.scenes(draws, self.colour(world), which)
        parts: list[Field] = [story.opening]
        for part in (scene, *story.facts, ending, story.question):
            parts += ["\n\n", part]
        return [
            Segment("prompt", join(*parts)),
            Segment("reasoning", join("\n\n", story.working, "\n\n")),
            Segment("answer", story.answer),
        ]

    def everybody(self, rows: Rows, names: Strings, which: I64) -> Strings:
        """ "A, B and C", in each document's telling; string[num_docs]."""
        return enumeration(rows, names, [telling.conjunction for telling in self.tellings], which)


class English(Sayings[World]):
    """A telling in English, coloured from the English lexicons."""

    wording = Spiced

    def aside(self, draws: Draws, rows: Rows, which: I64) -> Strings:
        return COLOUR.say(draws, "colour", rows, span="prompt")


def enumeration(rows: Rows, names: Strings, conjunctions: Sequence[str], which: I64) -> Strings:
    """ "A, B and C", with the conjunction of each document's telling; string[num_docs]."""
    last = pick(conjunctions, which).take(pa.array(rows.doc))
    glue = where(rows.last & (rows.pos > 0), last, where(np.asarray(rows.pos == 0), "", ", "))
    return rows.join(join(glue, names))


def paragraphs(rows: Rows, sentences: Strings) -> Strings:
    """Each document's sentences, a new paragraph after every sixth; string[num_docs]."""
    breaks = ((rows.pos > 0) & (rows.pos % SENTENCES_A_PARAGRAPH == 0)).astype(np.int64)
    return rows.join(join(where(rows.pos > 0, pick([" ", "\n\n"], breaks), ""), sentences))


@cache
def _stacked(genre: Sayings[Any], parts: tuple[str, ...]) -> tuple[Wording, I64, I64]:
    """All tellings' templates of some parts in one table, where each telling's begin, how many they are."""
    each = [getattr(telling, part) for part in parts for telling in genre.tellings]
    counts = np.array([len(frames) for frames in each], np.int64)
    sentences = genre.wording(*(t for frames in each for t in frames.templates))
    return sentences, np.cumsum(counts) - counts, counts
