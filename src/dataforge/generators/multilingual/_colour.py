"""What stands around the exercises of this domain: who copied the page, where, and in what weather.

None of it is claimed by a check. It holds no digits and no name of a language, so that readers can pass over
it. All words of all sentences are one stream of draws, by frequency, from the first entries of their
lexicons. For the writer only.
"""

from __future__ import annotations

from dataforge.text.columns import Strings, join
from dataforge.text.draws import Draws
from dataforge.text.rows import I64, Rows
from dataforge.text.wording import Wording, Words, lexicons_of

_WORDS = {
    "name": Words("en_given_names", shift=6, most=160),
    "surname": Words("en_surnames", shift=6, most=160),
    "town": Words("en_towns", shift=6, most=160),
    "paper": Words("en_documents", shift=6, most=160),
    "many": Words("en_documents", "{1}", shift=6, most=160),
    "house": Words("en_buildings", shift=6, most=160),
    "scene": Words("en_scenery", shift=6, most=160),
    "trade": Words("en_people", shift=6, most=160),
    "thing": Words("en_objects", shift=6, most=160),
    "things": Words("en_objects", "{1}", shift=6, most=160),
    "how": Words("en_adv_manner", shift=6, most=160),
    "mood": Words("en_adj_person", shift=6, most=160),
}
COLOUR_LEXICONS = lexicons_of(_WORDS)


class _Colour(Wording):
    words = _WORDS
    span = "prompt"


_HEADS = _Colour(
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
_NOTES = _Colour(
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


def heading(draws: Draws) -> Strings:
    """A sentence that begins a document: whose page this is, where it was found."""
    return _HEADS.say(draws, "heading")


def notes(draws: Draws, counts: I64) -> Strings:
    """So many sentences of colour a document, each with a space before it, string[num_docs]."""
    rows = Rows.of(counts)
    return rows.join(join(" ", _NOTES.say(draws, "notes", rows)))
