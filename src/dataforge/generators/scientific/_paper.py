# ruff: noqa: E501 - a sentence stands on one line
"""What papers have around their figures: headings, where they come from, background, notes on method, caveats.

Nothing in these sentences is a claim, and none holds a digit: a reader passes them over. They are there so that a
paper sounds like one, and so that its length says little of its difficulty.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

import numpy as np
import pyarrow as pa

from dataforge.generators.scientific._words import WORDS
from dataforge.text.columns import Field, Picked, Strings, join, lengths, where
from dataforge.text.draws import Draws, Weights
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.phrases import phrases as named
from dataforge.text.rows import I64, Rows

BACKGROUND, METHOD, CAVEAT = range(3)
_NO_BYLINE = 1  # sentences of colour up to which a note has none
LEXICONS = ("scientific_institutes", "en_towns")


def phrases(
    *templates: str, words: Mapping[str, str] | None = None, weights: Sequence[int] | None = None
) -> Frames:
    """Frames in the words of this domain; see `dataforge.text.phrases`."""
    return named({**WORDS, **(words or {})}, *templates, weights=weights)


_BACKGROUND = (
    "<early> <work> from <place> [had|have] [often|sometimes|repeatedly|already|rarely] <said> that {topic} [deserves|rewards|needs|calls for|invites] <an_adj> <account>.",
    "{^topic} has been <an_adj> <matter> among <people> <when>.",
    "<people> [disagree|differ|argue|speculate|have written at length|remain divided] about {topic}, [partly|mainly|chiefly|no doubt|not least|largely] because of <lack>.",
    "[There is hardly|There is no such thing as|We found but|One looks in vain for|Readers may miss|The library holds only|Nobody has supplied] a <adj> <account> of {topic} [anywhere|in print|for <place>|in the standard works|outside <place>].",
    "<person> once [asked|wondered|wanted to know|was asked|inquired] whether {topic} was <useful> [at all|for <place>|outside the textbooks|in ordinary practice|beyond <place>].",
    "In <place> <people> have <said> <when> that [more|less|nothing|something] could be learned from {topic}.",
    "The <matter> is [not new|an old one|familiar|far from settled|easily stated|rarely put|older than the <thing>]: <early> <work> mention {topic} [in passing|with <care>|at length|without comment|more than once].",
    "[Interest in|Work on|Debate about|Funding for|Enthusiasm for] {topic} has [grown|declined|come and gone|been uneven|revived|waned|persisted] <when>.",
    "<adv>, <early> <work> on {topic} [suffered from|were limited by|owed much to|cannot be separated from|were cut short by] <lack>.",
    "[What follows|This paper|The present note|Our report|This contribution] [offers|attempts|gives|aims at|contains] a <adj> <account>, and leaves the [larger|deeper|political|historical|practical] <matter> to <people>.",
    "<person> <writes> that {topic} is <useful>; <people> [disagree|are less sure|have yet to reply|say the opposite|smile at this].",
    "The <matter> [came up|was raised|arose|first appeared|was settled for a while] in <place>, where <weather> <delay>.",
    "It is [commonly|widely|rarely|sometimes|wrongly|rightly] held that {topic} is <an_adj> <matter>.",
    "[Two|Several|Three|A few] <early> <work> [treat|describe|cover|touch on|dismiss] {topic}; [none|one|only the first|not one|the last] gives a <adj> <account>.",
    "<link>, <people> in <place> [prefer|rely on|distrust|teach|swear by|have abandoned] {topic}.",
    "To <people>, {topic} [looks|seems|sounds|must seem|has always seemed] <result>.",
    "[A|Yet another|Any|One more] <adj> <account> of {topic} would be <useful>, if only for <people> in <place>.",
    "We [came|returned|turned|were drawn] to {topic} through <early> <work> and <an_adj> <matter> raised by <person>.",
    "<when>, {topic} [was left|remained|has been left|stayed] to <people>, whose <work> are now <result>.",
    "[Our interest|The interest|Such interest as there is|Most of the interest] in {topic} [stems from|goes back to|owes something to|began with] <early> <work> kept in <place2>.",
    "<people> [expect|demand|hope for|would like|have asked for] a <adj> <account> of {topic}, and <adv> they are right.",
    "[No one|Hardly anyone|Nobody in <place>|Not everyone] would call {topic} <an_adj> <matter>.",
    "The <early> <work> on {topic} are <result>, and the <account> they give is <adj> [at best|throughout|in places|only in part|by modern standards].",
    "[A plan for|A proposal for|The first draft of|An outline of] this <account> [was|was at some point|had been] <did> by <person> in <place2>.",
)
_METHOD = (
    "All <records> were <did> <how> by <staff>.",
    "The <thing> <trouble>.",
    "<staff> <did> the <records> <how>.",
    "Work was [done|carried out|begun|completed|written up] in <place2>, where the <thing> <trouble>.",
    "<weather> <delay>, but the <records> were <did> [all the same|as planned|nonetheless|on time|a little later|<how>].",
    "[None|Not one] of the <records> was lost, and <staff> [kept|stored|guarded|locked away] them in <place2>.",
    "[Before|After] <weather> the <records> were <did> <how> and [sealed|set aside|bound|locked up|put in order|returned to the office].",
    "<person> <did> [a sample|half|most|a third|the first part|the remainder] of the <records> <how>.",
    "The [protocol|procedure|routine|order of work|scheme] was [agreed|fixed|written down|settled|drawn up] with <staff> [in advance|beforehand|in writing|at a meeting|over tea|before <weather>].",
    "We [borrowed|bought|rented|inherited|shared] the <thing> from <people> in <place>; it <trouble>.",
    "<staff> were [asked|told|instructed|reminded|trained] to <bedone_> the <records> <how>.",
    "[Doubtful|Unclear|Illegible|Late|Incomplete] <records> were <did> again <how>.",
    "[Permission|Approval|Consent|Insurance|Access] was [obtained|granted|given|arranged|secured] through <people> in <place>.",
    "The room, <place2>, was [kept dark|heated|aired|left unheated|cleaned|shared with <staff>] [throughout|on most days|during <weather>|when possible|as needed].",
    "<link>, the <records> were <did> <how> so that <bias> could be [ruled out|noticed|kept small|estimated|avoided|traced].",
    "[Nothing|Little|No detail|Nothing of note] in the procedure [differs|departs|was taken] from <early> <work>, except that <staff> <did> the <records> <how>.",
    "<weather> <delay>; the <thing> <trouble>.",
    "[One in ten|Every one|Each|Not one] of the <records> was <did> <how>, [then|and later|and finally|and once more] by <person>.",
    "A <adj> <account> of the procedure is [available|kept|filed|on display] in <place2>.",
    "The <thing> and the <records> were [supplied|lent|provided|paid for|looked after] by <people> in <place>.",
    "<adv>, <staff> had [no|little|some|every] reason to fear <bias>.",
    "[To keep|In order to keep|So as to keep] <bias> in check, <staff> <did> the <records> <how>.",
    "[For|Through|On account of] <lack>, some <records> were <did> only <how>.",
    "<person> [watched|supervised|visited|timed|photographed] the work in <place2> and [found nothing amiss|asked for no changes|took notes|made two suggestions|left satisfied].",
)
_CAVEAT = (
    "<bias> <may> <affect> <outcome>.",
    "<outcome> <should> <bedone> <where>.",
    "<outcome> <should> <bedone> with <care>.",
    "We cannot [exclude|rule out|measure|quantify|dismiss] <bias>, and <outcome> <should> <bedone> with <care>.",
    "<adv>, <outcome> [is|seems|remains|looks] <result>, though <people> <may> see it [differently|in another light|otherwise|with other eyes].",
    "<person> <writes> that <bias> <may> <affect> <outcome>; we [agree|disagree|are not so sure|take the point|leave it open].",
    "<link>, <outcome> <should> <bedone> <where> [before|by the time|unless|until] <people> take {topic} for granted.",
    "[Whether|That] <bias> <may> <affect> <outcome> is <an_adj> <matter> [in itself|for another paper|for <people>|which we leave aside|in <place>].",
    "A <adj> <account> of <bias> was beyond us for <lack>.",
    "[We thank|Thanks go to|We are grateful to|Our debt is to] <person> for <thanks>, and <people> in <place> for <thanks>.",
    "[Much|Some|A good deal|Little] [depends|turns|hangs|rests] on <bias>, about which <early> <work> say [nothing|little|too much|different things|what one would expect].",
    "For {topic} in general, <outcome> [proves|settles|changes|shows|establishes] [little|nothing|less than it seems|rather less than hoped|only what it says].",
    "<people> who [rely on|use|teach|defend|distrust] {topic} <may> [welcome|ignore|dispute|regret|misread] <outcome>.",
    "[A larger|A longer|A better funded|A more patient|A second|A blinded] study [would|might|could|will] [help|say more|decide the <matter>|limit the role of <bias>|be <useful>].",
    "<outcome> [holds|applies|was obtained|is meant] for <place>; <where> <bias> <may> play a [larger|smaller|different|decisive] part.",
    "<weather> <delay>, and <bias> <may> <affect> <outcome> [as a consequence|for that reason|in turn|to a degree|more than we like].",
    "[It would be|It is|It may be|It seems] [rash|premature|tempting|unwise|too easy|idle] to [generalise|draw conclusions for <place>|blame <bias>|praise {topic}|say more].",
    "<adv>, nothing here [speaks|argues|tells] [for|against] <early> <work> on the <matter>.",
    "[No|Little|Some|Every] allowance was made for <bias>; <adv>, it <may> <affect> <outcome>.",
    "The [authors|writers|undersigned|members of the team] [declare|report|admit to|have] no interest in {topic} beyond <an_adj> <matter> and <thanks>.",
    "[Readers|Those|People] who [expected|hoped for|feared|wished for] something else <should> <bedone_> <outcome> with <care>.",
    "<bias> and <bias> [both|together|between them] <may> <affect> <outcome>, [which|a point that] <early> <work> [overlook|concede|exaggerate|mention|leave unsaid].",
    "[Our|The] <records> are [open to|kept for|available to|at the disposal of] <people> who wish to [go over|question|recompute|extend|dispute] <outcome>.",
    "<link>, {topic} [remains|is|stays|will long be] <an_adj> <matter>, <outcome> notwithstanding.",
)
_VERBS = {"bedone_": "read|check|handle|judge|treat|take|weigh|examine|keep|follow|copy|go over"}


def _sentence(template: str) -> str:
    """With a capital at the start, also where the start is a choice."""
    template = re.sub(
        r"^<([a-z0-9_]+)>", lambda match: "[" + {**WORDS, **_VERBS}[match[1]] + "]", template, count=1
    )
    if template.startswith("["):
        options, _, rest = template[1:].partition("]")
        return "[" + "|".join(each[:1].upper() + each[1:] for each in options.split("|")) + "]" + rest
    return template


def sentences(*templates: str) -> Frames:
    """As `phrases`, and sentences begin with a capital letter."""
    return phrases(*map(_sentence, templates), words=_VERBS)


COLOUR = sentences(*_BACKGROUND, *_METHOD, *_CAVEAT)
PER_KIND = len(_BACKGROUND)


def colour(
    draws: Draws, counts: Sequence[I64], topic: Field | Sequence[str], span: str = "prompt"
) -> list[Strings]:
    """Background, notes on method and caveats, so many sentences of each a document; '' for none.

    No two sentences of a document have the same template. Sentences are parted by spaces.
    """
    per_kind = np.stack(counts, axis=1)
    rows = Rows.of(per_kind.sum(axis=1))
    parts = Rows.of(per_kind.ravel())
    kind = parts.doc % len(counts)
    form = draws.distinct("colour.form", PER_KIND, rows, span=span)
    strings = COLOUR.say(
        draws, "colour", rows, {"topic": _of_rows(topic, rows)}, which=kind * PER_KIND + form, span=span
    )
    return slices(parts.join(strings, " "), len(per_kind), len(counts))


def _of_rows(field: Field, rows: Rows) -> Field:
    if isinstance(field, str):
        return field
    if isinstance(field, np.ndarray):
        return field[rows.doc]
    if isinstance(field, pa.Array):
        return field.take(pa.array(rows.doc))
    return type(field)(field.table, field.which[rows.doc])


def split_colour(draws: Draws, count: I64, span: str = "prompt") -> list[I64]:
    """So many sentences of colour shared out among background, method and caveats."""
    first = draws.draw("colour.background", count + 1, span=span)
    second = draws.draw("colour.method", count - first + 1, span=span)
    return [first, second, count - first - second]


_OWN_LINE = {"{0}. ": "{0}.\n", "{0}: ": "{0}:\n", "**{0}.** ": "**{0}**\n", "{0} - ": "{0}\n\n"}


class Heads:
    """The headings of a genre: one style a document, one word a section.

    Args:
        sections: the alternatives of each section's heading, parted by bars.
        tables: sections that begin on a line of their own.
    """

    STYLES = ("## {0}\n\n", "{0}. ", "{0}\n", "{0}: ", "**{0}.** ", "{0} - ", "")

    def __init__(self, *sections: str, tables: Sequence[int] = ()):
        self.count = len(sections)
        self._frames = Frames(
            *(
                (_OWN_LINE.get(style, style) if i in tables else style).format(f"[{section}]")
                for i, section in enumerate(sections)
                for style in self.STYLES
            )
        )

    def say(self, draws: Draws, sizes: Mapping[int, I64], span: str = "prompt") -> list[Strings]:
        """The heading of each section, string[num_docs] each.

        Args:
            sizes: sentences in a section that may be empty; where there are none, its heading does not show.
        """
        style = draws.draw("heads.style", len(self.STYLES), span=span)
        rows = Rows.of(np.full(draws.num_docs, self.count))
        shown = np.ones(len(rows), np.bool_)
        for place, size in sizes.items():
            shown &= (rows.pos != place) | (size[rows.doc] > 0)
        text = self._frames.say(
            draws,
            "heads",
            rows,
            which=rows.pos * len(self.STYLES) + style[rows.doc],
            visible=shown,
            span=span,
        )
        return slices(text, draws.num_docs, self.count)


BYLINES = Frames(
    "[From|Communicated by|Work of|A contribution from|Prepared at|Issued by|Written at] {institute}, {town}",
    "{^institute}, {town}",
    "{town}: {institute}",
    "[Received|Submitted|Posted|Read] [in spring|in summer|in autumn|in winter|before the vacation|after the congress|late] from {institute}, {town}",
    "({institute}, {town}; [revised version|first report|short form|preliminary|extended|corrected proof|second communication])",
)


def byline(draws: Draws, colour: I64, span: str = "prompt") -> Strings:
    """A line of where a paper comes from, an institute and a town; '' for the shortest notes, of little colour."""
    shown = colour > _NO_BYLINE
    institutes, towns = lexicon("scientific_institutes"), lexicon("en_towns")
    institute = draws.weighted("institute", Weights.zipf(len(institutes), 30), visible=shown, span=span)
    town = draws.weighted("town", Weights.zipf(len(towns), 60), visible=shown, span=span)
    fields = {"institute": Picked(institutes[0], institute), "town": Picked(towns[0], town)}
    said = BYLINES.say(draws, "byline", None, fields, visible=shown, span=span)
    return where(shown, join("\n", said), "")


def section(head: Strings | str, *parts: Strings) -> Strings:
    """A section: its heading, its non-empty parts parted by spaces, a blank line; '' if all parts are empty."""
    body = parts[0]
    for part in parts[1:]:
        both = (lengths(body) > 0) & (lengths(part) > 0)
        body = join(body, where(both, " ", ""), part)
    return where(lengths(body) == 0, "", join(head, body, "\n\n"))


@cache
def families(name: str) -> tuple[I64, I64]:
    """Where each family begins in a lexicon whose last form is the family, and its number of entries."""
    words = lexicon(name)
    count = np.bincount(np.array([int(each) for each in words.words(len(words.columns) - 1)]))
    return np.cumsum(count) - count, count


def from_blocks(draws: Draws, field: str, name: str, rows: Rows, blocks: int, span: str = "prompt") -> I64:
    """A different entry of a lexicon for each row of a document: row k draws from the k-th block (mod `blocks`)."""
    size = len(lexicon(name)) // blocks
    return rows.pos % blocks + blocks * draws.draw(field, size, rows, span=span)


def slices(text: Strings, num_docs: int, count: int) -> list[Strings]:
    """Strings of `count` rows a document as `count` columns."""
    every = np.arange(num_docs) * count
    return [text.take(pa.array(every + i)) for i in range(count)]
