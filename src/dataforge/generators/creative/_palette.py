"""Palettes: frames whose holes are words drawn from lexicons; and the colour that all tales share.

A `Palette` is `Frames` with word holes. `{object}` stands for a word of the table of that name, drawn anew
at every place it stands; all words of a row come from one draw, as choices do, so that a sentence can afford
many.

Colour is what a tale says beside its facts: sounds, smells, passers-by, still lives, sayings. It is in the
past tense, names nobody, says neither he nor she, and holds no digit: readers know it by that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property

import numpy as np
import pyarrow as pa

from dataforge.text.bits import log2_units
from dataforge.text.columns import Field, Picked, Strings, join
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

_HOLE = re.compile(r"\{(\^?)([a-z_0-9]+)\}")
_CHOICE = re.compile(r"\[[^\[\]]*\]")

COLOUR_LEXICONS = (
    "creative_adjectives", "creative_moods", "creative_noises", "creative_smells", "creative_similes",
    "creative_sayings", "creative_deeds", "en_objects", "en_people", "en_buildings", "en_landforms",
    "en_adj_place", "en_adj_weather", "en_scenery", "en_gestures", "en_foods", "en_events", "en_furniture",
    "en_clothes", "en_plants", "en_verbs_move", "en_verbs_rest", "en_adv_manner", "en_materials",
    "en_instruments", "en_vehicles", "en_tools",
)  # fmt: skip
BEASTS = (
    "a cat", "a dog", "a hen", "a crow", "a goose", "a mouse", "a robin", "a sparrow", "a magpie",
    "a jackdaw",
    "a toad", "a frog", "a lizard", "a snail", "a beetle", "a moth", "a wasp", "a bee", "a spider", "a rat",
    "a ferret", "a weasel", "a hedgehog", "a squirrel", "a rabbit", "a hare", "a fox", "a goat", "a lamb",
    "a pony", "a mule", "a donkey", "a duck", "a pigeon", "a dove", "a starling", "a swallow", "a wren",
    "a finch", "a thrush", "a blackbird", "an owl", "a bat", "a kitten", "a puppy", "a terrier", "a spaniel",
    "a greyhound", "a tabby", "a rooster", "a peacock", "a gull", "a heron", "a cricket", "a grasshopper",
    "a ladybird", "a butterfly", "a dragonfly", "a mole", "an ant",
)  # fmt: skip


def _with_article(name: str, word: int, article: int) -> Strings:
    return join(lexicon(name)[article], " ", lexicon(name)[word])


@cache
def tables() -> dict[str, Strings]:
    """The tables of words that every palette knows, by the names of their holes."""
    return {
        "a_adj": _with_article("creative_adjectives", 0, 1),
        "adj": lexicon("creative_adjectives")[0],
        "object": lexicon("en_objects")[0],
        "objects": lexicon("en_objects")[1],
        "a_person": _with_article("en_people", 0, 2),
        "person": lexicon("en_people")[0],
        "people": lexicon("en_people")[1],
        "building": lexicon("en_buildings")[0],
        "land": lexicon("en_landforms")[0],
        "a_place_adj": _with_article("en_adj_place", 0, 3),
        "a_mood": _with_article("creative_moods", 0, 1),
        "mood": lexicon("creative_moods")[0],
        "noise": join(lexicon("creative_noises")[0], " ", lexicon("creative_noises")[1]),
        "smell": lexicon("creative_smells")[0],
        "likeness": join(lexicon("creative_similes")[0], " as ", lexicon("creative_similes")[1]),
        "saying": lexicon("creative_sayings")[0],
        "deed": lexicon("creative_deeds")[0],
        "weather": lexicon("en_adj_weather")[0],
        "a_weather": _with_article("en_adj_weather", 0, 3),
        "scene": lexicon("en_scenery")[0],
        "gesture": lexicon("en_gestures")[0],
        "nod": pa.array([each for each in lexicon("en_gestures").words() if " the " not in each]),
        "foods": lexicon("en_foods")[1],
        "an_event": _with_article("en_events", 0, 2),
        "event": lexicon("en_events")[0],
        "chair": lexicon("en_furniture")[0],
        "garment": lexicon("en_clothes")[0],
        "plants": lexicon("en_plants")[1],
        "moved": lexicon("en_verbs_move")[2],
        "moving": lexicon("en_verbs_move")[4],
        "resting": lexicon("en_verbs_rest")[4],
        "manner": lexicon("en_adv_manner")[0],
        "stuff": lexicon("en_materials")[0],
        "fiddle": lexicon("en_instruments")[0],
        "cart": lexicon("en_vehicles")[0],
        "tool": lexicon("en_tools")[0],
        "beast": pa.array(BEASTS),
    }


class Palette:
    """Frames with word holes, each filled by a draw of its own.

    Args:
        templates: as of `Frames`; holes that name a table are word holes and may not stand in a choice, where
            the text would not show them.
        words: tables beside those that every palette knows.
    """

    def __init__(self, *templates: str, words: Mapping[str, Strings] | None = None):
        self.templates = templates
        self._own = dict(words or {})

    def __len__(self) -> int:
        return len(self.templates)

    @cached_property
    def _compiled(self) -> tuple[Frames, Strings, I64, I64, I64]:
        """The frames, all words in one table; by template and word hole where its words begin and how many
        they are; and the bits of each template's words, in units."""
        known = {**tables(), **self._own}
        used = sorted({name for text in self.templates for _, name in _HOLE.findall(text) if name in known})
        first = dict(zip(used, np.cumsum([0, *(len(known[name]) for name in used)]).tolist(), strict=False))
        plain, holes = [], []
        for text in self.templates:
            names: list[str] = []

            def number(match: re.Match[str], names: list[str] = names) -> str:
                if match[2] not in known:
                    return match[0]
                names.append(match[2])
                return f"{{{match[1]}w{len(names) - 1}}}"

            inside = {name for option in _CHOICE.findall(text) for _, name in _HOLE.findall(option)}
            if inside & known.keys():
                raise ValueError(f"word holes in a choice: {sorted(inside & known.keys())}")
            plain.append(_HOLE.sub(number, text))
            holes.append(names)
        width = max((len(names) for names in holes), default=0)
        start, count = np.zeros((len(plain), width), np.int64), np.ones((len(plain), width), np.int64)
        for t, names in enumerate(holes):
            for j, name in enumerate(names):
                start[t, j], count[t, j] = first[name], len(known[name])
        everything = pa.concat_arrays([known[name] for name in used]) if used else pa.array([], pa.string())
        units = np.asarray(log2_units(count).sum(axis=1), np.int64)
        return Frames(*plain), everything, start, count, units

    def say(
        self,
        draws: Draws,
        field: str,
        rows: Rows | None = None,
        fields: Mapping[str, Field] | None = None,
        *,
        which: I64 | None = None,
        span: str = "prompt",
    ) -> Strings:
        """A sentence for each document, or for each row; see `Frames.say`."""
        frames, everything, start, count, units = self._compiled
        if which is None:
            which = draws.draw(field, len(self), rows, span=span)
        filled: dict[str, Field] = dict(fields or {})
        if count.shape[1]:
            words = draws.choices(f"{field}.words", (count, units), which, rows, span=span)
            for j, word in enumerate(words):
                filled[f"w{j}"] = Picked(everything, start[which, j] + word)
        return frames.say(draws, f"{field}.say", rows, filled, which=which, span=span)


COLOUR = Palette(
    "[Somewhere|Not far off|Close by|Overhead|Downstairs|Next door|Outside|Near at hand|Round the corner]"
    " {a_adj} {noise}"
    "[ and|, then|, and after that|, and above it|, and now and then] {a_adj} {noise}.",
    "{^a_adj} {noise}, {a_adj} {noise}, and [nobody|hardly anyone|no one|not a soul] [stirred|cared|woke"
    "|looked up].",
    "There was [a smell|a breath|a hint|a whiff|a trace|a taste] of {smell}[ and| mixed with| and also of"
    "| over|"
    ", laced with] {smell}[ in the air| everywhere| about the place| on the stairs| on the wind|] and"
    " {a_adj} {noise}.",
    "It smelled of {smell}[, of| and of|, less pleasantly, of|, perhaps of| or else of] {smell}, {smell}["
    " and| or| and, strangely,"
    "| and even] {smell}.",
    "[On the table|On a shelf|By the door|At the window|In a corner|On the sill|On the step|On the floor"
    "|In the dust]"
    " [lay|stood|waited|rested|gathered dust] {a_adj} {object}, {a_adj} {object}[ and| and even|, and"
    " beside it] {a_adj} {object}.",
    "{^a_person} in {a_adj} {garment} {deed} {a_adj} {object}[ by| near| in front of| behind| opposite|"
    " outside] the"
    " {building}.",
    "{^beast} [crossed|watched|avoided|circled|inspected|sniffed at] the {adj} {chair}[, looked about|,"
    " paused"
    "|, hesitated|] and [went its way|was gone|left|came no nearer|settled down|fell asleep].",
    '"As {likeness}," {a_person} in {a_adj} {garment} [said|muttered|remarked|whispered|joked] of {a_person}'
    "[, and laughed|, not unkindly|, and meant it|, half aloud|].",
    '"{saying}," {a_person} [told|reminded|assured|warned|teased|consoled] {a_mood} {person} with {a_adj}'
    ' {object}.',
    "It was {a_weather} [hour|day|time|spell], {mood} and {mood} [somehow|in its way|for some|all in"
    " all], and {scene}.",
    "{^a_mood} [mood|silence|feeling|air|humour] [hung over|lay upon|settled on|filled|crept through]"
    " the {building}, and {a_mood} one [hung over|lay upon|settled on|filled|crept through] the {land}.",
    "[Past|Beyond|Behind|Beside|Below|Above] the {building} [lay|began|opened|was] {a_place_adj} {land},"
    " where"
    " {a_person} {deed} {a_adj} {object}.",
    "{^beast} and {beast} [shared|disputed|ignored|guarded|fled from|slept beside|played with] {a_adj}"
    " {object}"
    "[ near| behind| on top of| underneath] {a_adj} {chair}.",
    "{^a_person} [spoke|talked|complained|boasted|sang|gossiped|dreamed] {manner} of {an_event}[, of| and"
    " then of| or else of|"
    " and] {foods} and {a_adj} {object}.",
    "[Hardly anyone|Nobody|Not a soul|No passer-by|No one] [noticed|missed|asked about|touched|wanted"
    "|admired] the {adj}"
    " {object}[, nor| or|, still less|, let alone] the {adj} {object}.",
    "For {foods} [one went|people went|you went|everyone went] to the {building}, for {objects} to"
    " {a_person}, for {objects}"
    " to {a_mood} {person}.",
    "The {plants} [grew|nodded|flowered|withered|thrived] [beside|round|behind|above|over] {a_adj}"
    " {object} that"
    " {a_person} had [lost|left|dropped|forgotten|thrown away|put down].",
    "{^a_person}, {a_mood} soul[ on most days|, as they say|, on the whole|], was {resting}"
    " [near|behind|beside|outside] the {building} with {a_adj} {object} and {a_adj} {tool}.",
    "[Light|Sunlight|Dust|A shadow|Firelight|Lamplight] [fell|crept|slid|settled|lay|played] [across|over|on]"
    " {a_adj} {object}, {a_adj} {object} and the {adj} {chair}.",
    "{^a_person} {moved} {manner} past the {building}, carrying {a_adj} {object}[ and|, and not|, and"
    " under one arm]"
    " {a_adj} {object}.",
    "{^a_person} had [hung|set|propped|left|spread|tied] {a_adj} {object}[ beside| over| against| beneath"
    "| behind] the"
    " {adj} {chair}[ as a joke| for luck| and forgotten it| to dry|].",
    "[Since|After|Because of|Thanks to|In spite of] the {event} there were {objects} [in|all over|around"
    "|outside"
    "|behind] the {building}, and {people} with {objects} on the {land}.",
    "{^a_person} [said|thought|wrote|whispered|swore] that {a_person} had {deed} the {adj} {object}, but"
    " {a_person}"
    " [disagreed|knew better|only laughed|was not so sure].",
    "[All day|That week|For an hour|All the while|As a rule] {people} and {people} were {resting} [on|by"
    "|near]"
    " the {land}, with {foods}, {foods} and {a_adj} {fiddle}.",
    "{^a_adj} {cart}[, loaded with|, full of|, hung with|, piled high with] {objects} and {objects},"
    " [stood|waited|came to rest]"
    " [by|behind|before|near|outside] the {building}; {a_adj} {noise}.",
    "[What with|Between] the {foods}, the {objects} and {an_event}, [no one|nobody|hardly anyone]"
    " [remembered|had"
    " time for|cared about] the {adj} {tool}.",
    "{^a_mood} {person} {deed} {a_adj} {tool}[, dropped it|, put it down|, held it up|, sighed|] and"
    " {gesture}.",
    "Made of {stuff} and {stuff}, {a_adj} {object} [hung|stood|lay|swung|glinted] [above|beside|under|behind]"
    " the {chair} of {a_mood} {person}.",
    "{^a_mood} {person} and {a_mood} {person} [traded|compared|played dice for|quarrelled over|drank to]"
    " {a_adj} {object}"
    "[ and| or] {a_adj} {tool}.",
    "{^a_person} {gesture}, {a_person} {gesture}, and {a_adj} {noise}.",
)  # fmt: skip


def interludes(draws: Draws, field: str, gaps: Rows, most: I64) -> tuple[Strings, I64]:
    """Sentences of colour for every gap between two facts, each after a space.

    The first gap of a document has `most` of them, which shows how many that is; the others none to `most`.

    Args:
        gaps: the places where colour may stand.
        most: most sentences in a gap, by document.

    Returns:
        The text of each gap, string[num_gaps], and how many sentences it has.
    """
    counts, later = most[gaps.doc], gaps.pos > 0
    rest = Rows.of(gaps.counts - (gaps.counts > 0))
    counts[later] = draws.draw(f"{field}.count", most[rest.doc] + 1, rest, span="prompt")
    sentences = Rows.of(gaps.sum(counts))
    said = COLOUR.say(draws, field, sentences)
    return Rows.of(counts).join(join(" ", said)), counts
