"""Palettes: frames whose holes are words drawn from lexicons; and the colour that all tales share.

A `Palette` is `Frames` with word holes. `{object}` stands for a word of the table of that name, drawn anew
at every place it stands; all words of a row come from one draw, as choices do, so that a sentence can afford
many.

Colour is what a tale says beside its facts: sounds, smells, passers-by, still lives, sayings. It is in the
past tense, names nobody, says neither he nor she, and holds no digit: readers know it by that.
"""

from __future__ import annotations

import re
from collections import Counter

from dataforge.text.columns import Strings, join
from dataforge.text.draws import Draws
from dataforge.text.rows import I64, Rows
from dataforge.text.wording import Wording, Words

_HOLE = re.compile(r"\{(\^?)([a-z_0-9]+)\}")

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


_WORDS = {
    "a_adj": Words("creative_adjectives", "{1} {0}"),
    "adj": Words("creative_adjectives"),
    "object": Words("en_objects"),
    "objects": Words("en_objects", "{1}"),
    "a_person": Words("en_people", "{2} {0}"),
    "person": Words("en_people"),
    "people": Words("en_people", "{1}"),
    "building": Words("en_buildings"),
    "land": Words("en_landforms"),
    "a_place_adj": Words("en_adj_place", "{3} {0}"),
    "a_mood": Words("creative_moods", "{1} {0}"),
    "mood": Words("creative_moods"),
    "noise": Words("creative_noises", "{0} {1}"),
    "smell": Words("creative_smells"),
    "likeness": Words("creative_similes", "{0} as {1}"),
    "saying": Words("creative_sayings"),
    "deed": Words("creative_deeds"),
    "weather": Words("en_adj_weather"),
    "a_weather": Words("en_adj_weather", "{3} {0}"),
    "scene": Words("en_scenery"),
    "gesture": Words("en_gestures"),
    "nod": Words("en_gestures", unless=" the "),
    "foods": Words("en_foods", "{1}"),
    "an_event": Words("en_events", "{2} {0}"),
    "event": Words("en_events"),
    "chair": Words("en_furniture"),
    "garment": Words("en_clothes"),
    "plants": Words("en_plants", "{1}"),
    "moved": Words("en_verbs_move", "{2}"),
    "moving": Words("en_verbs_move", "{4}"),
    "resting": Words("en_verbs_rest", "{4}"),
    "manner": Words("en_adv_manner"),
    "stuff": Words("en_materials"),
    "fiddle": Words("en_instruments"),
    "cart": Words("en_vehicles"),
    "tool": Words("en_tools"),
    "beast": Words(BEASTS),
}


class Palette(Wording):
    """Sentences in the words of tales; a word is drawn anew at every place where its hole stands."""

    words = _WORDS
    span = "prompt"

    def __init__(self, *templates: str):
        super().__init__(*(_anew(template) for template in templates))


def _anew(template: str) -> str:
    """The template with every word hole but the first of its name numbered."""
    seen: Counter[str] = Counter()

    def number(match: re.Match[str]) -> str:
        name = match[2]
        if name not in _WORDS:
            return match[0]
        seen[name] += 1
        return match[0] if seen[name] == 1 else f"{{{match[1]}{name}{seen[name]}}}"

    return _HOLE.sub(number, template)


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
