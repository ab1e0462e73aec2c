"""What whodunits say: the crime, the suspects one by one, and the deduction."""

from __future__ import annotations

from dataforge.generators.creative._palette import Palette

_SORT = (
    "[guest|visitor|lodger|neighbour|relation|collector|traveller|stranger|regular|dealer|dabbler"
    "|newcomer|rambler]"
)
CRIMES = Palette(
    "[Before|During|Just before|Soon after] {an_event}, {thing} [vanished|disappeared|was stolen"
    "|was gone] from"
    " {s} in {town}. [Beside|Near|Behind|On] {a_adj} {object} [it was noted|one saw|it was plain] that"
    " {clues}.",
    "{^a_mood} and {mood} thief with {a_adj} {garment} had been at {s} in {town}. [Gone|Missing|Stolen]"
    " was {thing},"
    " with {a_adj} {object} left"
    " [behind|in its place]; {clues}.",
    "{^thing}, the [pride|joy|treasure] of {s} in {town}, was [stolen|taken|lifted] {manner} while"
    " {a_person} {nod}."
    " {^a_person} [knew|proved|saw|found] that {clues}.",
    '{^a_person} had warned {a_person}, "{saying}," but at {s} in {town} {thing} was [stolen|taken|gone].'
    " {^a_person} [proved|saw|wrote down|found] that {clues}.",
    "{^a_weather} [night|evening|dawn] at {s} in {town} [ended|closed|began] with {a_mood} [cry|shout"
    "|scream]; {thing} was"
    " [gone|stolen|missing]. Among {objects} and {objects} [it was seen|they found|it was clear] that"
    " {clues}.",
)  # fmt: skip
CASTS = Palette(
    "{^a_person} and {a_person} [questioned|suspected|held|listed] {n} [people|persons|guests|suspects];"
    " [only the thief|none but"
    " the thief] [lied|would lie|told lies], said {a_mood} {person}.",
    "{^a_mood} {person} [drew up|made|read out|wrote] a list of {n} [suspects|names|people]; [of these"
    "|among them] [only the thief|none"
    " but the thief] [lied|would lie|told lies].",
)  # fmt: skip
_WHO = (
    "{who}, {a_mood} " + _SORT + " in {a_adj} {garment} [with|carrying|fond of|known for] {a_adj}"
    " {object}, {motive}. {^pro} was"
    " {traits}"
)
_WHO2 = (
    "{who} {motive}, as {a_mood} {person} [said|told us|knew|swore|confided] [over|after|before|during]"
    " {foods}."
    " [Besides|Moreover|Then again|Also|What is more], {pro} was {traits}"
)
_WHO3 = (
    "[Next came|Then there was|Nobody overlooked|They also questioned|There was] {who}, {mood} and"
    " {mood}, with {a_adj} {object} and"
    " {a_adj} {tool}, who {motive} and was {traits}"
)
_HOUR = "[At the hour of the theft|That night|At the time|When it happened|While it was done]"
_NONE = (
    ". " + _HOUR + " {pro} had been alone with {a_adj} {object} and {a_adj} {tool}.",
    "; alone [all evening|at the time|in bed|at home] with {a_adj} {object}, {pro} had seen [only|nobody"
    " but] {a_mood} {person} far off.",
    ". {^pro} [claimed|professed|swore] to have been alone, {resting} [near|behind|beside] the {building}"
    " with {a_adj} {object}.",
)  # fmt: skip
_SEEN = (
    ". " + _HOUR + " an outsider, {a_mood} {person} with {a_adj} {tool}, had {obj} in plain sight by"
    " {a_adj} {building}.",
    "; but an outsider, {a_person} with {a_adj} {object}, had [watched|chatted|dined|played cards] there"
    " with {obj}"
    " until {an_event}.",
    ". {^pro} [had been|was] {resting} with an outsider, {a_person}, and {a_adj} {object}.",
)  # fmt: skip
_WITH = (
    ". " + _HOUR + " {other} [had been|was] with {obj}, {resting} [near|behind|beside] {a_adj} {building}"
    " with {a_adj} {tool}.",
    "; and {other} [swore|said|confirmed] that {pro} [had been|was] there with {a_adj} {object} and"
    " {a_adj} {tool}.",
    ". {^pro} [was|had been] {resting} with {other}, {a_adj} {object} and {a_adj} {tool}.",
)  # fmt: skip
SUSPECTS = Palette(
    *(who + alibi for kind in (_NONE, _SEEN, _WITH) for alibi in kind for who in (_WHO, _WHO2, _WHO3))
)
FORMS = len(SUSPECTS) // 3
_OUT = "[is out|is innocent|can go|is free|is cleared|must be let go|did nothing|walks free|is safe]"
_MOVED = (
    "[had no motive|lacked a motive|was without a motive|had not the shadow of a motive|had never had a "
    "motive"
    "|was free of any motive]"
)
STEPS = Palette(
    "{who} " + _MOVED + "[, rich or poor|, whatever one thinks|, and that is that|].",
    "[For want of a motive|Lacking a motive|Having no motive|Free of any motive|With no motive], {who} "
    + _OUT + ".",
    "{who} could [never|hardly|scarcely] have [managed|dealt with|answered to|coped with|matched] the"
    " {clue}.",
    "[There is the|Remember the|But for the|Because of the|Thanks to the|Think of the] {clue}; [so|hence"
    "|thus] {who} " + _OUT + ".",
    "[An|The|That] outsider [clears|frees|speaks for|saves|stands by|protects] {who}.",
    "{who} " + _OUT + ", [thanks to|on the word of|because of|according to] an outsider.",
    "{who} was [with|beside|seen by] {other}, [who is cleared|whose word is good|who did not lie|known to"
    " be honest|who has no need"
    " to lie].",
    "[Since|As|Because|Seeing that] {other} is [cleared|honest|out|free of blame], {who} " + _OUT +
    "[ as well| too| likewise|].",
)  # fmt: skip
ENDS = Palette(
    "[Nobody is left but|That leaves|There remains|So it was|The list ends with|Only one could do it;]"
    " {who}.",
    "[By elimination it was|Hence it was|So it was|In the end it was] {who} who [took it|stole it|did it].",
    "The [thief|culprit] can only [be|have been] {who}[, who took it|, and nobody else|].",
)  # fmt: skip
QUESTIONS = Palette(
    "[Who|Which of them] [stole|took|made off with] {thing}[, then|, do you think|]?",
    "[Who was the thief|Whose hand was it|Name the thief; who was it|Who did it]?",
)
ANSWERS = Palette("[Answer:|The culprit:|The thief:|So:|Guilty:|It was|The thief was] {who}.")
