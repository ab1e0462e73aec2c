# ruff: noqa: E501 - a line of prose
"""The setup and the questions of `urn_probability`, and the words that its solution shares with them.

What the reader goes by: the list of counts, kinds, ordinals, and a cue word for what a question asks.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from dataforge.generators.mathematics._kinds import Kinds
from dataforge.generators.mathematics._lexical import Sentences
from dataforge.generators.mathematics._urn_world import (
    BLOCK,
    COLOURED,
    IN_ORDER,
    World,
    flat,
    only,
)
from dataforge.text.columns import Field, Picked, Strings, ints, join, pick, where
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.prose import enumerated
from dataforge.text.rows import I64, Rows

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six")
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
MISSES = ("", "not ", "anything but ", "other than ", "something other than ")
_LABELS = (
    "(a) ", "(b) ", "(c) ", "(d) ", "a) ", "b) ", "c) ", "d) ", "1. ", "2. ", "3. ", "4. ",
    "(1) ", "(2) ", "(3) ", "(4) ", "(i) ", "(ii) ", "(iii) ", "(iv) ", "A: ", "B: ", "C: ", "D: ",
)  # fmt: skip

OPENINGS = Sentences.lines("""
    {^when}, {who} [puts|drops|tips|throws|counts|places] into {a_box} {list}[, then shakes it|, and
      stirs them|, and mixes them well|, then closes it|, one by one|].
    {who} [has|keeps|owns|carries|has brought|has found] {a_box} [with|holding|containing]
      {list}[, nothing else|, all alike to the touch|, well mixed|, jumbled up|].
    [In|Inside] {a_box} which {who} [found|bought|filled|was given|brought along] {spot}
      [there are|lie|one counts] {list}[, all mixed up|, no more|, jumbled together|].
    {^a_box} [belonging to|filled by|owned by|lent by] {who} [holds|contains|is filled with|has in it]
      {list}[, alike in weight|, thoroughly shaken|, nothing besides|].
    {who} [of|from] {town} [fills|stocks|loads|packs] {a_box} with {list}[, and shakes it|, well
      stirred|, one on top of the other|].
    {^spot}, {who} [sets down|brings in|opens|unpacks|turns over] {a_box}: {list}[, all told|, if the
      label is right|, every one of them intact|].
    [Into|In] {a_box} [go|went|have gone] {list}, [put there|dropped in|counted|chosen] by
      {who}[, a collector|, for a bet|].
    [Suppose|Imagine|Say|Assume] {who} [has|owns|keeps|is handed] {a_box} [with|containing]
      {list}[, all of one size|, well shuffled|].
    {^a_role} [hands|gives|lends|sends|leaves] {who} {a_box} [with|containing]
      {list}[, as a present|, as a puzzle|, to play with|].
    [For|In] a [lesson|talk|game|lecture|contest|quiz] on {topic}, {who} [fills|prepares|packs] {a_box}
      with {list}[, mixed|, in no order|].
    {who} {gesture} and [opened|emptied|turned over|showed] {a_box}: {list}[, no two touching|, rather
      dusty|, neatly counted|].
    [The|All the] contents of {a_box}, [as counted|counted|listed|sorted] by {who} {when}: {list}.
    {^when} {a_box} [came|was left|was given|went] to {who}, and [in it|inside] [were|lay]
      {list}[, wrapped in paper|, as good as new|].
    [Because|As|While|Since] {scenery}, {who} [sorted|emptied|counted|filled] {a_box} {spot}:
      {list}.
""")
_OWN = """
    [Of|Among] the {those}, {n} are [borrowed|a gift|numbered|marked|damp|rather heavy|new|spare ones].
    {n} of the {those} are [dusty|old|from abroad|labelled|slightly warm|imported|on loan|faded][, which changes
      nothing|, not that it matters|, to no effect|].
    [On inspection|Held to the light|Looked at closely|For what it is worth], {n} of the {those} are
      [smaller than the rest|of poor quality|left over from last year|a little larger|rather light|very fine].
    It [is said|is known|may be noted|should not matter] [that|also that] {n} of the {those} are
      [fakes|a present|found in the street|quite new|very old|wrapped in paper].
"""
_OTHER = """
    [Beside it|Next to it|Nearby|On the shelf|Under the table|In the corner] [stands|is|rests] {a_vessel}
      [with|of|holding] {n} {stuff}[, which stays shut|, left alone|, for another day|].
    {^a_vessel} [with|holding|full of] {n} {stuff}, [set apart|out of reach|kept for later], [plays no part|is not
      used|does not count].
    There is {a_vessel} too, [with|holding|for] {n} {stuff}[, but leave it alone|, of no concern here|].
    Nobody [asks|cares|inquires] about {n} {stuff}, [locked|shut|hidden|kept] in {a_vessel}.
    [Forget|Ignore|Pass over|Disregard] {a_vessel} [with|and its|containing] {n} {stuff}[, behind the door|, on
      the chair|].
"""
ASIDES = Kinds(_OWN, _OTHER)
_MODES = (
    "without putting any back", "without replacement", "laying each aside", "setting them aside",
    "never putting one back", "keeping each of them for good", "without returning them",
    "putting each back before the next", "with replacement", "returning each before the next",
    "dropping each back in straight away", "putting every one back at once",
    "and each goes back in between", "mixing each back in",
)  # fmt: skip
ASKS = Frames.lines("""
    {who} [draws|takes|pulls out|picks|fishes out] {n} {things}[, unseen|, not looking|, eyes shut|, one by
      one|], {mode}. [What is|What would be] the [probability|chance|likelihood] that {claim}?
    {who} [draws|takes|pulls out|picks|removes] {n} {things}, {mode}. [Find|State|Give|Work out|Compute] the
      [probability|chance|likelihood] that {claim}.
    If {n} {things} are [drawn|taken|picked|lifted out][ blindly| at random| one after another|], {mode}, [how
      likely is it|what is the chance|how probable is it] that {claim}?
    [How likely is it|What is the chance|How probable is it], [when|if] {n} {things} are
      [drawn|taken|picked][ at random| by {who}| in the dark|], {mode}, that {claim}?
    {who} [will take|is going to draw|wants to pick|takes out] {n} {things}[ at random| in turn|], {mode}:
      [how likely is it|what is the chance|what are the odds] that {claim}?
    [Now|This time|Next|Let us say] {n} {things} [leave|are taken from|come out of] the {box}, {mode}.
      [Find|State|Give|Work out] the [probability|chance] that {claim}.
    [Let|Now let|Next let] {n} {things} be [drawn|taken|picked][ by {who}| from the {box}| at random|], {mode}:
      [find|give|state|compute] the [chance|probability] that {claim}.
    From the {box} [come|are drawn|are lifted|are picked] {n} {things}[ at random|, unseen|], {mode}. [With what
      probability|With what chance|How often] does it happen that {claim}?
""")
_OF = "[of them|of the {n}|of these {n}|of the {things}]"
_IS = "[is|turns out to be|proves to be|happens to be]"
CLAIMS = Frames(
    "{list}",
    f"[each|every one] {_OF} {_IS} {{e}}",
    f"[not one|none|not a single one] {_OF} {_IS} {{e}}",
    f"[at least one|no fewer than one|a minimum of one] {_OF} {_IS} {{e}}",
    f"[exactly one|just one|precisely one] {_OF} {_IS} {{e}}",
    "[they come|they appear|they turn up|all goes] [like this|as follows|in this order]: {list}",
)
_BEING = ("is ", "turns out to be ", "proves to be ", "comes out as ", "happens to be ")
ANSWERS = Frames(
    "[Answer|Result|In short|In the end|Solution]: {answers}",
    "[The answer is|We get|This is|The result is] {answers}.",
    "[So|Hence|Thus] {answers}[, as asked|, that is all|].",
)


class Words:
    """The words of a batch of urns that many sentences need.

    Attributes:
        kind: how each kind is called after "is", by kind row; those: its plural with the noun.
        group: each question's group of kinds; class_of: the class of each step.
    """

    def __init__(self, world: World):
        self._world = world
        coloured = world.block < COLOURED
        table = [
            pa.concat_arrays([lexicon("mathematics_tokens")[form], lexicon("mathematics_kinds")[form + 2]])
            for form in (0, 1)
        ]
        noun = np.where(coloured, world.noun, len(lexicon("mathematics_tokens")) + BLOCK * world.block)
        self.thing, self.things = (Picked(each, noun) for each in table)
        self.tail = where(coloured, join(" ", self.things), "")
        self.who = Picked(lexicon("en_given_names")[0], world.who)
        self.box = Picked(lexicon("mathematics_vessels")[0], world.vessel)
        self.group = self._groups()
        kinds = lexicon("mathematics_kinds")[0]
        steps = world.steps
        which = np.where(steps.hit == 0, steps.rows.doc, len(self.group) - 1 + steps.hit)
        self.class_of = Picked(pa.concat_arrays([self.group, kinds]), which)

    def _groups(self) -> Strings:
        asked = self._world.questions
        at = self._world.kinds.offsets[asked.rows.doc][:, None] + asked.member
        kinds, all_kinds = lexicon("mathematics_kinds")[0], self._world.kind
        parts: list[Field] = []
        for j in range(3):
            within = j < asked.members
            word = pick(kinds, all_kinds[np.where(within, at[:, j], 0)])
            parts += [where(within, " or " if j else "", ""), where(within, word, "")]
        return join(*parts)

    def named(self, doc: I64) -> dict[str, Field]:
        """What the holes of any sentence may ask for, for rows that belong to these documents."""
        fields = {"who": self.who, "box": self.box, "thing": self.thing, "things": self.things}
        return {name: Picked(each.table, each.which[doc]) for name, each in fields.items()}


def labels(draws: Draws, rows: Rows) -> Strings:
    """What stands before each question, its solution and its answer; '' where there is but one question."""
    several = rows.counts > 1
    each = Rows.of(np.ones(rows.num_docs, np.int64))
    style = only(draws, "label", len(_LABELS) // 4, each, several)
    return where(several[rows.doc], pick(_LABELS, 4 * style[rows.doc] + rows.pos), "")


def setup(draws: Draws, world: World, words: Words) -> Strings:
    """What the urn holds, and what else there is."""
    kinds, asides = world.kinds, world.asides
    listed = join(ints(world.count), " ", pick(lexicon("mathematics_kinds")[1], world.kind))
    things = join(enumerated(kinds, listed), words.tail)
    everyone = np.arange(len(world.total))
    vessels = join(lexicon("mathematics_vessels")[1], " ", lexicon("mathematics_vessels")[0])
    fields = {**words.named(everyone), "a_box": Picked(vessels, world.vessel), "list": things}
    opening = OPENINGS.say(draws, "opening", None, fields, span="prompt")
    rows = asides.rows
    own = np.where(asides.own, asides.kind, 0)
    those = join(pick(lexicon("mathematics_kinds")[1], world.kind[own]), words.tail.take(pa.array(rows.doc)))
    aside = ASIDES.say(
        draws, "aside", rows,
        {
            "those": those, "n": asides.amount, "a_vessel": Picked(vessels, asides.vessel),
            "stuff": Picked(lexicon("en_objects")[1], asides.thing),
        },
        (~asides.own).astype(np.int64), span="prompt",
    )  # fmt: skip
    return join(opening, rows.join(join(" ", aside)))


def asks(draws: Draws, world: World, words: Words, label: Strings) -> Strings:
    """The questions, one a line."""
    asked, steps = world.questions, world.steps
    rows = asked.rows
    in_order = asked.form == IN_ORDER
    listed = only(draws, "listed", 2, rows, in_order) == 1
    mine = np.flatnonzero(in_order[steps.rows.doc])
    chain = Rows.of(np.where(in_order, asked.taken, 0))
    by_doc = flat(rows, chain)
    missed, called = steps.missed[mine], ~listed[chain.doc]
    miss = only(draws, "asked.miss", len(MISSES) - 1, by_doc, missed)
    being = pick(_BEING, only(draws, "asked.being", len(_BEING), by_doc, called))
    item = join(
        where(called, join("the ", pick(ORDINALS, chain.pos), " ", being), ""),
        pick(MISSES, np.where(missed, 1 + miss, 0)),
        pick(words.class_of.table, words.class_of.which[mine]),
    )
    gap = where(listed[chain.doc], "; ", where(chain.last, " and ", ", "))
    items = chain.join(join(where(chain.pos > 0, gap, ""), item))
    named = {**words.named(rows.doc), "n": Picked(pa.array(_NUMBERS), asked.taken)}
    claim = CLAIMS.say(
        draws, "claim", rows, {**named, "e": words.group, "list": items},
        which=np.where(listed, len(CLAIMS) - 1, asked.form), span="prompt",
    )  # fmt: skip
    half = len(_MODES) // 2
    mode = pick(_MODES, draws.draw("mode", half, rows, span="prompt") + half * asked.put_back)
    told = ASKS.say(draws, "ask", rows, {**named, "claim": claim, "mode": mode}, span="prompt")
    return rows.join(join("\n", label, told))


def close(draws: Draws, world: World, label: Strings, answer: Strings) -> Strings:
    """The answers, labelled as the questions are."""
    rows = world.questions.rows
    return ANSWERS.say(draws, "close", None, {"answers": rows.join(join(label, answer), ", ")}, span="answer")
