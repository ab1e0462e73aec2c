"""What tales of false belief say: the room, comings and goings, moves, and the question."""

from __future__ import annotations

from dataforge.generators.creative._palette import Palette

STARTS = Palette(
    "[After|Before|During|Because of] {an_event}, {list} sat in {a_place_adj} {building} in {town},"
    " [among|beside|before] the"
    " {rest}; {thing} lay in the {c}.",
    "{list}, all {mood} and {mood}, were in {a_place_adj} {building} in {town}. [There stood|They saw|It"
    " had] the {rest}, and {thing}"
    " was in the {c}.",
    "{^a_person} in {a_adj} {garment} had brought {list} to {a_mood} {building} in {town}, where the"
    " {rest} stood[ in a row| about|];"
    " {thing} was in the {c}.",
    "{^a_weather} [day|evening|morning] in {town} kept {list} indoors with {foods}, {objects} and"
    " {people}. [There stood|They saw|The room"
    " had] the {rest}, and {thing} was in the {c}.",
)  # fmt: skip
RULES = Palette(
    "[Whoever|Anyone who] was [there|in the room|present] saw {manner} each [move|change] and who else"
    " {nod}; {people} elsewhere"
    " [learnt|knew|heard] nothing.",
    "[A move|Each move|Any change], {mood} or {mood}, was [seen|noticed] by [all|everyone] in the room,"
    " {a_adj} {object} between them,"
    " who also [saw|noted] each other, and by [nobody|no one] else.",
    "[What|Whatever] [went on|was done|moved] there [all|those] present saw, and saw [each other|one"
    " another] see it, but no {person}"
    " or {person} outside.",
)  # fmt: skip
_LEAD = (
    "[|Then |Later |Soon |Next |Before long |In time |Presently |By and by |At length |A while later "
    "|Not long after ]"
)
LEAVES = Palette(
    _LEAD + "{who} left, [looking for|to fetch|in search of|thinking of|to buy] {a_adj} {object} and"
    " {a_adj} {tool}.",
    "{^a_person} [called|rang|whistled|knocked|shouted], and {who} departed[ in haste| at once| slowly|]"
    " with {a_adj} {object}.",
    '"{^foods}!" [cried|said|sighed] {who}, and was gone, {moving} {manner}.',
    "{who} {nod} and went outside, where {a_person} [waited|stood] with {a_adj} {object}.",
    _LEAD + "{who} made an exit[, all smiles|, whistling| without a word| on tiptoe].",
    "[Tired|Weary|Fond] of {foods} and {objects}, {who} left for {a_place_adj} {land}.",
)  # fmt: skip
ENTERS = Palette(
    _LEAD + "{who} returned [with|carrying|showing|without] {a_adj} {object} and {a_adj} {tool}.",
    _LEAD + "{who} reappeared, {mood} and {mood}, [followed by|chatting with|led by] {a_person}.",
    "{who} {nod} and was with them anew, smelling of {smell} and {smell}.",
    "[With|Behind|Despite] {a_person} and {a_adj} {object}, {who} rejoined the others.",
    '"{^a_mood} {person} out there," [said|reported|laughed] {who}, and joined the others near {a_adj}'
    ' {chair}.',
    _LEAD + "{who} re-entered {manner}, [holding|dropping|hiding|eating] {foods}.",
)  # fmt: skip
MOVES = Palette(
    _LEAD + "{who} [took|picked up|lifted|grabbed|fetched] {thing} {manner} and [put|laid|hid|stowed] it"
    " in the {c}.",
    _LEAD + "{who} [moved|transferred|carried|shifted] {thing} to the {c} [with|under|behind|beside]"
    " {a_adj} {object}.",
    '"[Better|Safer|Nicer|Warmer] in the {c} than with {a_mood} {person} or {a_adj} {object}," [said'
    '|thought|muttered] {who},'
    ' and [moved|shifted|took]'
    " {thing} there.",
    "[Needing room for|Instead of|Mistaking it for|Along with|Talking of] {a_adj} {object} or {a_adj}"
    " {tool}, {who} put"
    " {thing} in the {c}.",
    "{who} {nod}, [shook|wiped|admired|weighed] {thing} and [put|laid|hid|stowed] it {manner} in the {c}.",
    "[Because of|Thinking of|With a nod to|For fear of] {an_event} and {a_mood} {person}, {who} [moved"
    "|shifted|took] {thing} to the {c}.",
    "{who} [wrapped|hid|covered] {thing} in {a_adj} {garment} and {a_adj} {garment} and [put|laid|stowed]"
    " it in the {c}.",
)  # fmt: skip
EVENTS = Palette(*LEAVES.templates, *ENTERS.templates, *MOVES.templates)
THINKS = Palette(
    "{who} [thinks|believes|supposes|assumes|is sure|takes it|would say|says|has reason to think|reckons"
    "|imagines|presumes] that ",
    "{who}[, if asked,|, rightly or not,|, after all,] [thinks|believes|holds|maintains] that ",
)
QUESTIONS = Palette(
    "[Is it so|Is it true|Would you say|Does it follow] that {chain}{thing} is in the {c}?",
    "[Yes or no|Say yes or no|One word, yes or no]; {chain}{thing} is in the {c}?",
)
REASONS = Palette(
    "[The last move|The final move] [put|left|placed] {thing} in the {b}[, where it is|, and there it"
    " stayed|].",
    "[In the end|At last|After all] {thing} [lies|is|rests] in the {b}.",
    "[The last move|The last change|The latest thing] that {all} saw [put|left|placed] {thing} in the"
    " {b}; [now|in truth|really] it is in"
    " the {a}.",
    "[Seen|Watched|Known] by {all}, the last [move|place|change] [left|found|had] {thing} in the {b};"
    " [now|in truth|really] it is in the"
    " {a}.",
)  # fmt: skip
ANSWERS = Palette("[Answer|The answer|So|Reply|Result|In a word|Hence]: {answer}.")
