"""What stands around the exercises of this domain: who copied the page, where, and in what weather.

None of it is claimed by a check. It holds no digits and no name of a language, so that readers can pass over
it. All words of all sentences are one stream of draws, by frequency, from the first entries of their
lexicons. For the writer only.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from dataforge.text.columns import Field, Picked, Strings, join
from dataforge.text.draws import Draws, Weights
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

_HOLES = {
    "name": ("en_given_names", 0), "surname": ("en_surnames", 0), "town": ("en_towns", 0),
    "paper": ("en_documents", 0), "many": ("en_documents", 1), "house": ("en_buildings", 0),
    "scene": ("en_scenery", 0), "trade": ("en_people", 0), "thing": ("en_objects", 0),
    "things": ("en_objects", 1), "how": ("en_adv_manner", 0), "mood": ("en_adj_person", 0),
}  # fmt: skip
COLOUR_LEXICONS = tuple(dict.fromkeys(name for name, _ in _HOLES.values()))
_WORDS = Weights.zipf(160, 6)
_HEADS = Frames(
    "{^scene}[, and|; by then|, so] {name} {surname} [had|found|saw|took] the [old|worn|torn|thin|new] "
    "{paper}[ at last| again|].",
    "{^name} {surname} [keeps|kept|once kept|still has|found] {many} [in|behind|beside|under] "
    "[red|grey|blue|green|black|brown] {things}.",
    "{town}, in the {house}: [copied|written|taken down|put together|noted] {how} by {name} {surname}.",
    "[From|Out of|Taken from] {name} {surname}'s [old|worn|torn|thin|new] {paper}, [found|kept|left] in "
    "the {house}.",
    "The {trade} [from|of|in] {town} [asked|begged|paid|told] {name} {surname} to [look "
    "at|mend|finish|check] it.",
    "[When|While|Because] {scene}, {name} [opened|unrolled|dropped|put down] the "
    "[old|worn|torn|thin|new] {paper} [under|on] the {thing}.",
    "The [red|grey|blue|green|black|brown] {paper} in {surname}'s {house} [begins|starts|opens] [like "
    "this|so|as follows].",
    "[Nobody|Everybody|Hardly anyone] in {town} [could read|understood|had seen] what {name} {surname} "
    "[wrote|left] [above|beside] the {thing}.",
    "{^how}, the {mood} {trade} [spread|laid out|turned over|held up] the {paper} where {scene}.",
    "[Dear|To] {name} {surname}, [here is|this is|I send you|you asked for] the "
    "[old|worn|torn|thin|new] {paper} [about|from] {town}.",
    "{name} {surname}, {trade} [in|near|at] {town}, [writes|adds|notes] {how}:",
    "[Page|Leaf|Sheet|Scrap] [found|lost|left|kept] in the {house} [in|at|near] {town}, [near|behind] "
    "the {thing}.",
    "{^things} and [red|grey|blue|green|black|brown] {many}: [that was|that is|such is] the {house} "
    "[of|where one finds] {name} {surname}.",
    "{surname} [bought|sold|found|lost] this {paper} in {town} [when|just as|before] {scene}.",
)
_NOTES = Frames(
    "{^scene}, [as|which] {name} [noticed|said|wrote|remembered] {how}.",
    "[The|That|One] {trade} [was|seemed|looked] {mood} [and said nothing|that day|and tired].",
    "{name} [read|repeated|copied|whispered|explained] it {how}[| twice| once more] [at|beside] the {thing}.",
    "[Somebody|A stranger|One of us] had [spilt ink on|folded|hidden|drawn a face on] the {paper} in "
    "the {house}.",
    "[On|Under|Beside] the {thing} [lay|stood|were kept] [red|grey|blue|green|black|brown] {things}[, "
    "unused|, as always|].",
    "In {town} [they say|people think] that [no|every] {mood} {trade} [learns|writes|listens|forgets] {how}.",
    "[It was|That was] {surname}'s [old|worn|torn|thin|new] {house}, [full of|not without|known for "
    "its] {things}.",
    "{surname} [liked|hated|needed|counted] [red|grey|blue|green|black|brown] {things}[, too|, alas|]; "
    "{scene}.",
    "[Perhaps|Of course|As always|Once more] the {trade} from {town} [came|wrote|waited|laughed] {how}.",
    "[Later|Earlier|Meanwhile|Before that], {scene}, and {name} [left|stayed|smiled|slept].",
    "[No|Not one|Hardly a] {trade} [would|could|did] [trade|burn|lend] {many} for {things}.",
    "{^many} [from|about|for] {town} [are|were] {name}'s [pride|trouble|trade|secret].",
)


@cache
def _slots(frames: Frames) -> tuple[I64, I64]:
    """The place of each hole among its template's holes (templates x holes, -1 for none), and how many it
    has."""
    table = np.full((len(frames), len(_HOLES)), -1, np.int64)
    for row, template in zip(table, frames.templates, strict=True):
        has = [
            h
            for h, hole in enumerate(_HOLES)
            if "{" + hole + "}" in template or "{^" + hole + "}" in template
        ]
        row[has] = np.arange(len(has))
    return table, (table >= 0).sum(axis=1)


def _say(frames: Frames, draws: Draws, field: str, rows: Rows) -> Strings:
    """Sentences, with as many words drawn as each one's template has holes."""
    which = draws.draw(field, len(frames), rows, span="prompt")
    slots, counts = _slots(frames)
    taken = counts[which]
    words = draws.weighted(f"{field}.word", _WORDS, Rows.of(rows.sum(taken)), span="prompt")
    words = np.append(words, 0)
    first = np.cumsum(taken) - taken
    fields: dict[str, Field] = {}
    for h, (hole, (name, form)) in enumerate(_HOLES.items()):
        at = slots[which, h]
        fields[hole] = Picked(lexicon(name)[form], words[np.where(at < 0, len(words) - 1, first + at)])
    return frames.say(draws, f"{field}.wording", rows, fields, which=which, span="prompt")


def heading(draws: Draws) -> Strings:
    """A sentence that begins a document: whose page this is, where it was found."""
    return _say(_HEADS, draws, "heading", Rows.of(np.ones(draws.num_docs, np.int64)))


def notes(draws: Draws, counts: I64) -> Strings:
    """So many sentences of colour a document, each with a space before it, string[num_docs]."""
    rows = Rows.of(counts)
    return rows.join(join(" ", _say(_NOTES, draws, "notes", rows)))
