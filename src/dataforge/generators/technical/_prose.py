# ruff: noqa: E501 - a sentence stands on one line
"""What technical pages have around their facts: where a page comes from, asides, remarks on people and rooms.

Nothing in these sentences is a claim, and none holds a digit or a backtick: readers pass them over by that. They are there so
that a page sounds like one, and so that its length says little of its difficulty.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from dataforge.generators.base import Knob
from dataforge.generators.technical._words import WORDS
from dataforge.text.columns import Strings, join, where
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.phrases import phrases as named
from dataforge.text.rows import I64, Rows

_NESTED = 12
LEXICONS = (
    "en_towns",
    "en_objects",
    "en_devices",
    "en_adj_technical",
    "en_people",
    "en_rooms",
    "en_adv_manner",
)


def colour_knob(most: int) -> Knob:
    """So many sentences of background at most; at the first levels only a few."""
    meaning = "sentences of background, which decide nothing"
    return Knob("colour", 1, 40, slack=100, most=most, meaning=meaning)


COLOUR = colour_knob(12)


def phrases(
    *templates: str, words: Mapping[str, str] | None = None, weights: Sequence[int] | None = None
) -> Frames:
    """Frames in the words of this domain; see `dataforge.text.phrases`."""
    return named({**WORDS, **(words or {})}, *templates, weights=weights)


_ASIDES = (
    "<^person> <wrote> [this|the first|the present|an earlier|the German] <page> <when>, [mostly|partly|largely|entirely] because of <why>.",
    "<^link>, <people> <does> [such a|every|the printed|this kind of] <page> [more|less|rather] than <people>.",
    "The <adj> <kit> in <place> was <did> <how> <when>.",
    "<^when>, <person> <did_act> the <kit> and <said> that it was <good>.",
    "[Questions|Remarks|Suggestions|Corrections|Complaints] about <topic> [go|should go|are passed on|belong] to <person>, [preferably|if possible|ideally|not] <how>.",
    "<^topic> [became|remained|stayed|seemed] <an_adj> <matter> [in|around|near|beyond] <town>, <turn>.",
    "In <place> <people> <does> the <soft>, which is <good>.",
    "[There is|We have|They keep|Somebody left] a <adj> <thing> [beside|behind|under|on top of|inside] the <kit> for <people> who <does> <topic>.",
    "<^person> <said> <when> that <topic> [would take|needed|deserved|cost|called for] <effort>.",
    "The <soft> [came|was inherited|was bought|was borrowed|migrated] from <town> <when>; it is <good>.",
    "<^people> in <town> <does> <a_soft> [of their own|instead|as well|too|for the same purpose], <how>.",
    "[Nobody|Hardly anyone|Not everyone|Only one team] in <place> <said> [anything|a word|much] about the <adj> <thing> <when>.",
    "A <adj> <page> on <topic> [hangs|lies|is kept|can be read|is filed] in <place>, next to the <thing>.",
    "<^why> and <why> [led to|explain|account for|were behind|prompted] the <adj> <soft>.",
    "[What|All that] <people> <does> [about it|most|least] is the <adj> <soft>, <link>.",
    "The [question|subject|problem|matter|delicate topic|old riddle] of <topic> [was settled|came up|was dropped|was reopened|has rested] <when> [after|owing to|thanks to|despite] <why>.",
    "<^person> and <person> [met|argued|agreed|spoke|corresponded] <when> [about|over|on account of] <topic>, <how>.",
    "<^link>, [a|one|this|any] <adj> <thing> [saves|costs|takes|is worth] <effort>.",
    "The <kit> [hums|rattles|blinks|waits|stands idle|smells of solder|gathers dust] in <place>, <good> and <did> <when>.",
    "<^people> [from|near|outside] <town> [once|twice|never|sometimes] <did_act> the <kit> <how> [because of|despite|in spite of|on account of] <why>.",
    "[For|To|Among] <people>, <topic> [remained|seemed|became|stayed] <an_adj> <matter>; for <people> it was <good>.",
    "[Pictures|Copies|Translations|Printed copies|Recordings] of the <adj> <page> [are|were|have been] <did> <how> in <town>.",
    "<^a_soft> and a <adj> <kit> [do not|rarely|seldom|need not] [agree|cooperate|share a room|cost the same], <person> <said>.",
    "[Anyone|Whoever|A team|The person] who <did_act> the <soft> <when> [knows|will know|learned|soon forgot] [how|that|why] <topic> [can be|may turn|will be|could become] <good>.",
    "[Before|After|Beside|Instead of] the <soft> there was <an_adj> <matter> with the <kit> in <place>.",
    "<^topic> [cost|took|required|swallowed] <effort>, <person> <said>, and <why> [did not help|made it worse|was no excuse|came on top].",
    "The <page> [you are reading|at hand|before you|below|in your hands] is <good>; <person> <wrote> it <how>.",
    "<^when> <people> <did_act> [half of|most of|all of|a part of] the <thing> [collection|stock|reserve|heap] and [kept|stored|hid|stacked|locked up] it in <place>.",
    "[More|Less|A little more|Nothing] about <topic> [stands|is written|can be found|was planned] in the <adj> <page> from <town>.",
    "[Thanks|Credit|Our thanks|A cake] [is due|go|went|should go] to <person>, who <did_act> the <adj> <soft> <how>.",
    "[It is|It was|That is|This was] <an_adj> <matter>, <turn>, [that|how] <person> <did_act> the <kit> <when>.",
    "[A visit to|The road from|A letter from|An order from|The branch in] <town> [took|cost|brought|required] <effort>, <turn>.",
)


@cache
def _asides() -> Frames:
    """The sentences of background, their words filled up from the lexicons."""
    words = {
        name: "|".join(dict.fromkeys((*WORDS[name].split("|"), *more)))
        for name, more in {
            "town": lexicon("en_towns").words()[:240],
            "thing": [each for each in lexicon("en_objects").words()[:200] if " " not in each],
            "kit": [each for each in lexicon("en_devices").words()[:160] if " " in each or each > "m"],
            "adj": [
                each[0]
                for each in zip(*(lexicon("en_adj_technical").words(i) for i in (0, 3)), strict=True)
                if each[1] == "a"
            ],
            "people": lexicon("en_people").words(1)[60:220],
            "place": [f"the {each}" for each in lexicon("en_rooms").words()[:80]],
            "how": lexicon("en_adv_manner").words()[:140],
        }.items()
    }
    return phrases(*_ASIDES, words=words)


def aside(
    draws: Draws, field: str, count: I64, *, before: str = "", after: str = "\n\n", span: str = "prompt"
) -> Strings:
    """A paragraph of `count` sentences of background for each document, between two marks; '' for none."""
    rows = Rows.of(count)
    said = sentence(draws, field, rows, span)
    return where(count > 0, join(before, rows.join(said, " "), after), "")


def sentence(draws: Draws, field: str, rows: Rows, span: str = "prompt") -> Strings:
    """A sentence of background for each row."""
    return _asides().say(draws, field, rows, span=span)


def halves(count: I64) -> tuple[I64, I64]:
    """Two shares of a number of sentences: for two paragraphs, before and after the facts."""
    first = (count + 1) // 2
    return first, count - first
