# ruff: noqa: E501 - a line of prose
"""The story of `remainder_puzzle` and its question.

What the reader goes by: a fact says "of" before its modulus, then what is over or short, with a cue word for the
latter and for none; asides have no "of" before a number. The question names the things.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from dataforge.generators.mathematics._kinds import Kinds
from dataforge.generators.mathematics._lexical import Sentences
from dataforge.generators.mathematics._remainder_words import Words
from dataforge.generators.mathematics._remainder_world import World
from dataforge.text.columns import Field, Picked, Strings, join, pick
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import Rows

OPENINGS = Sentences.lines("""
    {who} [has|owns|keeps|guards|looks after] [some|a good many|a heap of|plenty of] {items}, [but|and] [has
      forgotten|does not know|never says|has never found out] how many.
    {^when}, {who} [tries to count|wants to count|sorts out|checks] the {items} {spot}[, and gives up|, in
      vain|, more than once|].
    [Nobody|No one|Hardly anyone] [in|around] {town} knows how many {items} {who} has[, though there are
      hints|, and all would like to know|].
    [How many|Just how many] {items} {who} [has|owns|sold|saw] is {a_style} [riddle|secret|question][, but there
      are clues|, still|].
    {who} {gesture} and [asked|wondered|tried to work out] how many {items} [there were|had come|were left].
    {^a_role} [of|from] {town} [left|sent|sold|gave] {who} [a load of|a lot of|a great many] {items}, uncounted.
    [In|For] {a_style} [puzzle|riddle|exercise] [about|on] {topic}, {who} [counts|groups|sorts|moves] {items}.
    [Because|As|While|Since] {scenery}, {who} [passed the time|was kept busy] [counting|sorting|grouping] {items}
      {spot}.
    {^spot}, {who} [finds|meets|notices|inherits] [a crowd of|a number of|more] {items} [than one can count at a
      glance|to be counted|and a hint or two].
    {who} [of|from] {town} [arranges|groups|counts off] {items} {when}[, as a pastime|, for {a_role}|, out of
      boredom].
    {^perhaps}, the [tally|count] of {who}'s {items} [is lost|was never kept|has been mislaid], [but|yet]
      something is [known|remembered].
    [Help|Assist|Advise] {who}, who [must|has to|ought to] [tell|report to|satisfy] {a_role} how many {items}
      [there are|are in store|have gone].
    {^when} {who} [bought|received|was left with] {items}, [and|so] [now|here] [come the hints|is what is known|are
      the facts].
""")
_LEFT_TEXT = """
    {^arr} {units} of {m}, [they|the {items}] leave {r}[ over| behind| to spare].
    {^arr} {units} of {m}, all [but|except] {r} [find a place|are used up|fit in|go in].
    [With|For|In the case of] {units} of {m} [the remainder|what remains|the rest] is {r}.
    [Trying|Using|Taking|Making] {units} of {m} leaves {r}[ over| unplaced| at the end|].
    [Someone|{who}|A helper] [tries|makes|counts|fills] {units} of {m} and [has|keeps|is left with] {r}[ more| over|].
    [If|When|Once|Whenever] {arr} {units} of {m}, [they|the {items}] leave {r}[ over| behind|].
    {^units} of {m} [leave|give|have] a [rest|remainder] of {r}.
    [Full|Complete] {units} of {m} [use up|take in|hold|need] all but {r}[ of them|].
    [It|That] makes [a few|several|some] {units} of {m}, [and|with|plus] {r} [extra|besides|on top].
"""
_SHORT_TEXT = """
    {^arr} {units} of {m}, [they|the {items}] are {r} short[ of a full {unit}| in the last {unit}|].
    [With|For|In the case of] {units} of {m}, the last [one|{unit}] [lacks|misses|wants] {r}[ to be full|].
    {^units} of {m} [would need|would take|call for] {r} more[ to come out|, or the last {unit} is not full|].
    [Someone|{who}|A helper] [tries|wants|hopes for] {units} of {m} but [is|falls|ends up] {r} short.
    [If|When|Once|Whenever] {arr} {units} of {m}, [they|the {items}] fall {r} short.
    [Trying|Using|Taking|Making] {units} of {m} [fails, for|goes wrong:|does not work,] [it is|one is] short by {r}.
"""
_EVEN_TEXT = """
    {^arr} {units} of {m}, [they|the {items}] [come out even|fit exactly|leave nothing over].
    {^units} of {m} [come out even|leave nothing|fit exactly|are filled exactly].
    [With|For|In the case of] {units} of {m} there is no remainder[ at all|].
    [Someone|{who}|A helper] [makes|fills|counts] {units} of {m} and has nothing left[ over|].
    [If|When|Once|Whenever] {arr} {units} of {m}, [they|the {items}] come out even.
    [Trying|Using|Taking|Making] {units} of {m} leaves nothing[ over| unplaced| at the end|].
"""
_PEOPLE_TEXT = """
    [Meanwhile|By then|All the while|Nearby|As ever], {n} {those} [looked on|stood by|waited|made jokes|said
      nothing].
    [It took|It would take|One needs] {n} {those} to [carry|bring|guard|watch|count] the {items}.
    {n} {those} [were asked|had a guess|lost patience|came to help][, to no avail|, in vain|, and left|].
    [Behind|Before|Among] {n} {those}, [somebody|a child|a stranger] [laughed|yawned|whispered|sneezed].
"""
_THINGS_TEXT = """
    {who} [also has|also keeps|once had|has lost|treasures] {n} {those}[, which is no help|, by the way|, but never
      mind|].
    {n} {those} [lie|stand|are] [beside them|in the way|about|on the floor][, of no concern|, as usual|].
    [Next to|Besides|Apart from] {n} {those} [there is nothing to be seen|the place is empty|nothing catches the
      eye].
    [For|In exchange for] {n} {those}, {who} [would|might|may] [give them all away|tell the answer|part with them].
"""
_LEFT, _SHORT, _EVEN, _PEOPLE, _THINGS = range(5)
FACTS = Kinds(_LEFT_TEXT, _SHORT_TEXT, _EVEN_TEXT, _PEOPLE_TEXT, _THINGS_TEXT)
_LEAST = "[least|smallest|lowest]"
_BIG = "[above|beyond|greater than|larger than]"
ASKS = Frames(
    f"What is the {_LEAST} [possible|conceivable] number of {{items}}?",
    f"[Find|Give|State|Work out|Compute] the {_LEAST} number of {{items}} [that fits|for which all this holds|in keeping with this].",
    "How many {items} [are there|does {who} have|can there be], if they are as few as [possible|can be]?",
    "[At least how many|At the fewest, how many] {items} [are there|must there be|does {who} have]?",
    f"Which is the {_LEAST} number of {{items}} [to fit all this|that agrees with all of it|that meets every condition]?",
    f"What is the {_LEAST} number of {{items}} {_BIG} {{b}} [that fits|in keeping with this|for which all holds]?",
    "Given that there are more than {b}, how many {items} [must there be at least|are there at the fewest|can there be at the lowest]?",
    f"[Find|Give|State|Work out|Compute] the {_LEAST} number of {{items}} that is {_BIG} {{b}} and [fits|meets every condition].",
    "If there are [more than|over] {b}, but as few as [possible|can be], how many {items} [are there|does {who} have]?",
    f"[Everyone|{{who}}|Somebody] [is sure of|vouches for|can see] more than {{b}}: what is the {_LEAST} number of {{items}} then?",
)
ANSWERS = Frames(
    "[Answer|Result|In short|In the end|Solution|Number]: {answer}",
    "[The answer is|We get|There are|The number is] {answer}[ {items}|].",
    "[So|Hence|Thus] [there are |it is |]{answer}[ {items}|, as asked|].",
)


def story(draws: Draws, world: World, words: Words) -> Strings:
    """The opening, the facts with asides among them, and the question."""
    facts, asides = world.facts, world.asides
    everyone = words.named(np.arange(facts.num_docs))
    opening = OPENINGS.say(draws, "opening", None, everyone, span="prompt")
    told = Rows.of(1 + world.cluttered)
    rows = Rows.of(facts.counts + asides.counts)
    aside = ~told.last
    at, number = np.flatnonzero(aside), np.maximum(np.cumsum(aside) - 1, 0)
    kind = np.where(world.remainder == 0, _EVEN, np.where(world.short, _SHORT, _LEFT))[told.doc]
    kind[at] = np.where(world.people, _PEOPLE, _THINGS)
    stated = np.where(world.short, world.modulus - world.remainder, world.remainder)
    fields: dict[str, Field] = {
        **words.named(rows.doc), "m": world.modulus[told.doc], "r": stated[told.doc],
    }  # fmt: skip
    if len(at):
        fields |= {"n": world.amount[number], "those": Picked(things(world), number)}
    else:
        fields |= {"n": "", "those": ""}
    sentences = FACTS.say(draws, "fact", rows, fields, kind, span="prompt")
    form = draws.draw("ask.form", len(ASKS) // 2, span="prompt") + len(ASKS) // 2 * (world.rounds > 0)
    ask = ASKS.say(draws, "ask", None, {**everyone, "b": world.bound}, which=form, span="prompt")
    return join(opening, " ", rows.join(join(sentences, " ")), ask)


def things(world: World) -> Strings:
    """What each aside counts."""
    tables = [lexicon(name)[1] for name in ("en_people", "en_objects")]
    return pick(pa.concat_arrays(tables), world.thing + np.where(world.people, 0, len(tables[0])))


def close(draws: Draws, world: World, words: Words) -> Strings:
    """The answer."""
    everyone = words.named(np.arange(world.facts.num_docs))
    return ANSWERS.say(draws, "close", None, {**everyone, "answer": world.answer}, span="answer")
