# ruff: noqa: E501 - a line of prose
"""The wording of `urn_probability`. What the reader goes by: digits, kinds, ordinals, and a cue word a question.

A sentence with digits in a solution is a claim, and its numbers come in one order whatever the wording; what is
taken is named before the first of them.
"""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from dataforge.generators.mathematics._lexical import Sentences
from dataforge.generators.mathematics._urn_world import (
    BLOCK,
    COLOURED,
    IN_ORDER,
    ONCE,
    SOME,
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
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_LABELS = (
    "(a) ", "(b) ", "(c) ", "(d) ", "a) ", "b) ", "c) ", "d) ", "1. ", "2. ", "3. ", "4. ",
    "(1) ", "(2) ", "(3) ", "(4) ", "(i) ", "(ii) ", "(iii) ", "(iv) ", "A: ", "B: ", "C: ", "D: ",
)  # fmt: skip

OPENINGS = Sentences.lines("""
    {^when}, {who} [puts|drops|tips|throws|counts|places] into {a_box} {list}[, then shakes it|, and
      stirs them|, and mixes them well|, then closes it|, one by one|].
    {who} [has|keeps|owns|carries|has brought|has found] {a_box} [with|holding|containing]
      {list}[, nothing else|, all alike to the touch|, well mixed|, jumbled up|].
    [In|Inside] {a_box} which {who} [found|bought|filled|was given|brought along] {where}
      [there are|lie|one counts] {list}[, all mixed up|, no more|, jumbled together|].
    {^a_box} [belonging to|filled by|owned by|lent by] {who} [holds|contains|is filled with|has in it]
      {list}[, alike in weight|, thoroughly shaken|, nothing besides|].
    {who} [of|from] {town} [fills|stocks|loads|packs] {a_box} with {list}[, and shakes it|, well
      stirred|, one on top of the other|].
    {^where}, {who} [sets down|brings in|opens|unpacks|turns over] {a_box}: {list}[, all told|, if the
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
    [Because|As|While|Since] {scenery}, {who} [sorted|emptied|counted|filled] {a_box} {where}:
      {list}.
""")
_OWN = Frames.lines("""
    [Of|Among] the {those}, {n} are [borrowed|a gift|numbered|marked|damp|rather heavy|new|spare ones].
    {n} of the {those} are [dusty|old|from abroad|labelled|slightly warm|imported|on loan|faded][, which changes
      nothing|, not that it matters|, to no effect|].
    [On inspection|Held to the light|Looked at closely|For what it is worth], {n} of the {those} are
      [smaller than the rest|of poor quality|left over from last year|a little larger|rather light|very fine].
    It [is said|is known|may be noted|should not matter] [that|also that] {n} of the {those} are
      [fakes|a present|found in the street|quite new|very old|wrapped in paper].
""")
_OTHER = Frames.lines("""
    [Beside it|Next to it|Nearby|On the shelf|Under the table|In the corner] [stands|is|rests] {a_vessel}
      [with|of|holding] {n} {stuff}[, which stays shut|, left alone|, for another day|].
    {^a_vessel} [with|holding|full of] {n} {stuff}, [set apart|out of reach|kept for later], [plays no part|is not
      used|does not count].
    There is {a_vessel} too, [with|holding|for] {n} {stuff}[, but leave it alone|, of no concern here|].
    Nobody [asks|cares|inquires] about {n} {stuff}, [locked|shut|hidden|kept] in {a_vessel}.
    [Forget|Ignore|Pass over|Disregard] {a_vessel} [with|and its|containing] {n} {stuff}[, behind the door|, on
      the chair|].
""")
ASIDES = Frames(*_OWN.templates, *_OTHER.templates)
_AWAY = (
    "[without putting any back|without replacement|laying each aside|setting them aside|never putting one"
    " back|keeping each of them for good|without returning them]"
)
_BACK = (
    "[putting each back before the next|with replacement|returning each before the next|dropping each back in"
    " straight away|putting every one back at once|and each goes back in between|mixing each back in]"
)
MODES = Frames(_AWAY, _BACK)
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
_ITEM = Frames("the {ord} [is|turns out to be|proves to be|comes out as|happens to be] {e}", "{e}")
_ASKED = Frames("{e}", "[not|anything but|other than|something other than] {e}")
_WORKED = Frames("{e}", "[anything but|other than|something other than] {e}")

TOTALS = Frames.lines("""
    [In all|Altogether|Together|Counted together|All told] [there are|that is|that makes|these are] {sum} =
      {total}[ {things}|].
    The {box} [holds|contains|starts with|has] {sum} = {total} {things}[ in all|].
    [First|To begin with|Before all else|At the start] [there are|one counts|we have] {sum} = {total}[
      {things}| to draw from| in the {box}|].
    [Adding|Summing] [up |]gives {sum} = {total}[ {things}|, the total| in the {box}|].
    The [total|whole number|full count] is {sum} = {total}.
""")
_REASON_AWAY = Frames.lines("""
    [Nothing|Nothing taken|No {thing}] goes back, so the [total|number|count] [shrinks|falls|drops] [each
      time|by one a turn|with every turn].
    [Each|Every] {thing} [taken|drawn|gone] [leaves|means] one fewer [in the {box}|to choose from|for the next].
    [Since|As|Because] nothing [goes back|is returned|is put back], the {things} [dwindle|grow fewer|become
      fewer][ with every turn| each time| as we go|].
    The {box} [empties|grows lighter|gets emptier] [step by step|as we go|with each turn].
    [Mind|Note|Remember|Bear in mind] that what [is taken|comes out|leaves] [is missing|is gone|is no longer
      there] [later|next time|from then on].
""")
_REASON_BACK = Frames.lines("""
    [Each|Every] turn [starts|begins] [afresh|from the same contents|anew][, for all goes back|, since all is
      returned|, as nothing is lost|].
    [Since|As|Because] [each {thing}|whatever comes out|everything] [goes back|returns], [all turns are alike|the
      contents stay the same|nothing changes between turns].
    The [contents|counts|numbers] [stay|remain] [the same|as they are|unchanged] [throughout|all along|from turn
      to turn].
    [No turn|None of the turns] [affects|alters|disturbs|knows of] [another|the others|the rest].
    [Mind|Note|Remember|Bear in mind] that the {box} is [full again|restored|complete again] [each time|for every
      turn|before each turn].
""")
REASONS = Frames(*_REASON_AWAY.templates, *_REASON_BACK.templates)
_VIA_NONE = Frames.lines("""
    [Take|Look at|Find|Start from|Consider] the [opposite|complement|contrary] [first|instead]: none at all.
    It is [easier|simpler|quicker|shorter] to [miss|avoid|find the chance to miss] [every time|all the time|throughout].
    [The|Its] [opposite|complement|contrary] is that [all miss|none hits|every turn misses][; that comes
      first|; begin there|].
""")
_VIA_FIRST = Frames.lines("""
    [Let|Suppose] it be the first[ of them|], and [no other|none after it|the rest miss].
    [Say|Suppose|Imagine] the one in question comes [first|at once|at the start][ and the others follow|, then
      misses|].
    [Begin with|Take first|Consider] the case [where|in which] the hit [comes first|opens the
      row|comes at the start].
""")
VIAS = Frames(*_VIA_NONE.templates, *_VIA_FIRST.templates)
GROUPS = Frames.lines("""
    For {e} [there are|we have|one counts|take] {sum} = {c}[ {things}|].
    [As to|As for|Regarding|Concerning] {e}, {sum} = {c}[ {things}| of them|].
    To be {e}[: | |, ]{sum} = {c} [qualify|will do|are suitable|are at hand].
    [Lumping together|Counting|Adding up] {e}[ gives| makes|:] {sum} = {c}.
""")
_GCD = "[; the gcd|; the common divisor|; their gcd|; the greatest common factor|; the common factor]"
_PLAIN_STEPS = (
    "For the {ord} to [be|turn out to be|prove] {e}[,|:] {how} [of|out of|among] {total} [will do|serve|fit|count|are"
    " right]: {frac}",
    "The {ord} [is|turns out to be|proves to be] {e} in {how} [cases|ways|outcomes] [of|out of] {total}, [that is|hence|or|in"
    " short] {frac}",
    "[At|On|With] the {ord} [draw|turn|try] [we need|we want|it must be|comes] {e}[:|,] {how} [of|out of|among]"
    " {total}[, or|, so|, hence|:] {frac}",
    "{^ord} [turn|draw|pick|try], {e}: {how} [of|out of|among|in] {total}[, or|, that is|, hence|,] {frac}",
    "{e0}the {ord} [must be|should be|is to be|has to be] {e}; {how} [of|out of|among] {total}"
    " [are|make|amount to|come to] {frac}",
)
STEPS = Frames(
    *(form.replace("{e0}", "[Then|Now|Here|Next] ") + "." for form in _PLAIN_STEPS),
    *(
        form.replace("{e0}", "[Then|Now|Here|Next] ") + _GCD + " {g} [leaves|gives|makes it] {f}."
        for form in _PLAIN_STEPS
    ),
)
_PLAIN_PRODUCTS = (
    "[So far|Together|Thus far|Up to here|This makes|The product is] {p} [×|times|*] {f} = {raw}",
    "[Multiplying|By multiplication|Both together|Joined to what came before]: {p} [×|times|*] {f} = {raw}",
    "{p} [times|multiplied by|by] {f} [is|makes|gives|equals] {raw}",
    "[Now|Then|And so] {p} [×|*] {f} [=|makes|comes to|gives] {raw}",
)
PRODUCTS = Frames(
    *(
        form + "[, in lowest terms|, where nothing cancels|, already reduced|, and that is reduced|]."
        for form in _PLAIN_PRODUCTS
    ),
    *(form + _GCD + " {g} [leaves|gives|makes it|reduces it to] {part}." for form in _PLAIN_PRODUCTS),
)
_ONCE = (
    "[It|The one hit|The hit] [may|can|could] come at any of {n} [places|turns], [so|hence|which makes] {n} [×|times|*]"
    " {p} = {raw}",
    "[Each|Every one] of the {n} [places|turns] is as likely[:|;] {n} [×|times|*] {p} = {raw}",
    "[There are|We have] {n} [such orders|places for it][, hence|, so|:] {n} [×|times|*] {p} = {raw}",
)
ENDS = Frames(
    "[Hence|So|Therefore|Consequently], [at least one|not none]: 1 - {p} = {ans}.",
    "[The|Its] [opposite|complement|contrary] [has|gets|is left with][ chance|] 1 - {p} = {ans}.",
    "[What remains is|This leaves|There remains|Taken from the whole,] 1 - {p} = {ans}.",
    *(form + "[, in lowest terms|, already reduced|]." for form in _ONCE),
    *(form + _GCD + " {g} [leaves|gives|makes it] {ans}." for form in _ONCE),
)
ANSWERS = Frames(
    "[Answer|Result|In short|In the end|Solution]: {answers}",
    "[The answer is|We get|This is|The result is] {answers}.",
    "[So|Hence|Thus] {answers}[, as asked|, that is all|].",
)
_NUM_STEPS, _NUM_PRODUCTS, _NUM_SOME, _NUM_ONCE = len(_PLAIN_STEPS), len(_PLAIN_PRODUCTS), 3, len(_ONCE)


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
    form = only(draws, "aside.own.form", len(_OWN), rows, asides.own)
    form += np.where(asides.own, 0, len(_OWN)) + only(
        draws, "aside.other.form", len(_OTHER), rows, ~asides.own
    )
    own = np.where(asides.own, asides.kind, 0)
    those = join(pick(lexicon("mathematics_kinds")[1], world.kind[own]), words.tail.take(pa.array(rows.doc)))
    aside = ASIDES.say(
        draws, "aside", rows,
        {
            "those": those, "n": asides.amount, "a_vessel": Picked(vessels, asides.vessel),
            "stuff": Picked(lexicon("en_objects")[1], asides.thing),
        },
        which=form, span="prompt",
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
    event = _ASKED.say(
        draws, "asked", by_doc, {"e": Picked(words.class_of.table, words.class_of.which[mine])},
        which=steps.missed[mine].astype(np.int64), span="prompt",
    )  # fmt: skip
    item = _ITEM.say(
        draws, "item.asked", by_doc, {"e": event, "ord": Picked(pa.array(_ORDINALS), chain.pos)},
        which=listed[chain.doc].astype(np.int64), span="prompt",
    )  # fmt: skip
    gap = where(listed[chain.doc], "; ", where(chain.last, " and ", ", "))
    items = chain.join(join(where(chain.pos > 0, gap, ""), item))
    named = {**words.named(rows.doc), "n": Picked(pa.array(_NUMBERS), asked.taken)}
    claim = CLAIMS.say(
        draws, "claim", rows, {**named, "e": words.group, "list": items},
        which=np.where(listed, len(CLAIMS) - 1, asked.form), span="prompt",
    )  # fmt: skip
    mode = MODES.say(draws, "mode", rows, which=asked.put_back.astype(np.int64), span="prompt")
    told = ASKS.say(draws, "ask", rows, {**named, "claim": claim, "mode": mode}, span="prompt")
    return rows.join(join("\n", label, told))


def working(draws: Draws, world: World, words: Words, label: Strings) -> Strings:
    """The total, and the solution of each question on a line of its own."""
    asked, rows = world.questions, world.questions.rows
    everyone = np.arange(len(world.total))
    total = TOTALS.say(
        draws, "total", None,
        {**words.named(everyone), "sum": world.kinds.join(ints(world.count), " + "), "total": world.total},
        span="reasoning",
    )  # fmt: skip
    named = words.named(rows.doc)
    form = draws.draw("reason", len(_REASON_AWAY), rows, span="reasoning")
    reason = REASONS.say(
        draws, "reasons", rows, named, which=form + len(_REASON_AWAY) * asked.put_back, span="reasoning"
    )
    roundabout = asked.form >= SOME
    some = Rows.of(roundabout.astype(np.int64))
    by_doc = flat(rows, some)
    form = draws.draw("via.form", len(_VIA_NONE), by_doc, span="reasoning")
    form += len(_VIA_NONE) * (asked.form[some.doc] == ONCE)
    via = some.join(join(VIAS.say(draws, "via", by_doc, which=form, span="reasoning"), " "))
    lines = join("\n", label, reason, " ", via, _grouped(draws, world, words), _steps(draws, world, words))
    return join(total, rows.join(join(lines, _ends(draws, world))))


def _grouped(draws: Draws, world: World, words: Words) -> Strings:
    """How many each question's group has, if it lumps kinds together."""
    asked = world.questions
    some = Rows.of((asked.members > 1).astype(np.int64))
    if not len(some):
        return where(asked.members > 1, "", "")
    at = world.kinds.offsets[asked.rows.doc[some.doc]][:, None] + asked.member[some.doc]
    three = asked.members[some.doc] > 2
    one, two, last = (ints(world.count[np.where(three | (j < 2), at[:, j], 0)]) for j in range(3))
    fields = {
        **words.named(asked.rows.doc[some.doc]),
        "e": words.group.take(pa.array(some.doc)),
        "sum": join(one, " + ", two, where(three, join(" + ", last), "")),
        "c": asked.group[some.doc],
    }
    by_doc = flat(asked.rows, some)
    return some.join(join(GROUPS.say(draws, "group", by_doc, fields, span="reasoning"), " "))


def _fraction(top: I64, bottom: I64) -> Strings:
    return join(ints(top), "/", ints(bottom))


def _steps(draws: Draws, world: World, words: Words) -> Strings:
    """The takings of each question with their products, by question row."""
    steps = world.steps
    rows = steps.rows
    by_doc = flat(world.questions.rows, rows)
    event = _WORKED.say(
        draws, "worked", by_doc, {"e": words.class_of}, which=steps.missed.astype(np.int64), span="reasoning"
    )
    how = ints(steps.fits)
    how = where(steps.missed, join(ints(steps.total), " - ", ints(steps.left), " = ", how), how)
    reduced = _fraction(steps.top, steps.bottom)
    fields: dict[str, Field] = {
        "e": event, "ord": Picked(pa.array(_ORDINALS), rows.pos), "how": how, "total": steps.total,
        "frac": _fraction(steps.fits, steps.total), "g": steps.first, "f": reduced,
    }  # fmt: skip
    form = draws.draw("step.form", _NUM_STEPS, by_doc, span="reasoning") + _NUM_STEPS * (steps.first > 1)
    told = STEPS.say(draws, "step", by_doc, fields, which=form, span="reasoning")
    later = np.flatnonzero(rows.pos > 0)
    more = Rows.of((rows.pos > 0).astype(np.int64))
    by_doc = flat(by_doc, more)
    part = _fraction(steps.part_top, steps.part_bottom)
    fields = {
        "p": part.take(pa.array(later - 1)), "f": reduced.take(pa.array(later)), "part": part.take(pa.array(later)),
        "raw": _fraction(steps.raw_top[later], steps.raw_bottom[later]), "g": steps.second[later],
    }  # fmt: skip
    form = draws.draw("product.form", _NUM_PRODUCTS, by_doc, span="reasoning")
    form += _NUM_PRODUCTS * (steps.second[later] > 1)
    product = more.join(
        join(" ", PRODUCTS.say(draws, "product", by_doc, fields, which=form, span="reasoning"))
    )
    return rows.join(join(told, product), " ")


def _ends(draws: Draws, world: World) -> Strings:
    """The last sentence of the solutions that take a roundabout way, by question row."""
    asked = world.questions
    some = Rows.of((asked.form >= SOME).astype(np.int64))
    at = some.doc
    once = asked.form[at] == ONCE
    by_doc = flat(asked.rows, some)
    form = draws.draw("end.form", np.where(once, _NUM_ONCE, _NUM_SOME), by_doc, span="reasoning")
    form += np.where(once, _NUM_SOME + _NUM_ONCE * (asked.last[at] > 1), 0)
    fields: dict[str, Field] = {
        "p": _fraction(asked.part[at], asked.whole[at]), "ans": _fraction(asked.top[at], asked.bottom[at]),
        "n": asked.taken[at], "raw": _fraction(asked.many[at], asked.whole[at]), "g": asked.last[at],
    }  # fmt: skip
    return some.join(join(" ", ENDS.say(draws, "end", by_doc, fields, which=form, span="reasoning")))


def close(draws: Draws, world: World, label: Strings, answer: Strings) -> Strings:
    """The answers, labelled as the questions are."""
    rows = world.questions.rows
    return ANSWERS.say(draws, "close", None, {"answers": rows.join(join(label, answer), ", ")}, span="answer")
