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
    "name": Words("en_given_names", shift=25),
    "surname": Words("en_surnames", shift=25),
    "town": Words("en_towns", shift=25),
    "paper": Words("en_documents", shift=25),
    "many": Words("en_documents", "{1}", shift=25),
    "house": Words("en_buildings", shift=25),
    "scene": Words("en_scenery", shift=25),
    "trade": Words("en_people", shift=25),
    "thing": Words("en_objects", shift=25),
    "things": Words("en_objects", "{1}", shift=25),
    "how": Words("en_adv_manner", shift=25),
    "mood": Words("en_adj_person", shift=25),
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
    "at|mend|finish|check] this {paper}.",
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
    "{^many} [found|lost|left|kept] in the {house} [in|at|near] {town}, [near|behind] the {thing}.",
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
    "In {town} [they say|people think] that [no|every] {mood} {trade} [learns|writes|listens|forgets] "
    "[slowly|quickly|badly|well|with pleasure|at night|by degrees|a little every day].",
    "[It was|That was] {surname}'s [old|worn|torn|thin|new] {house}, [full of|not without|known for "
    "its] {things}.",
    "{surname} [liked|hated|needed|counted] [red|grey|blue|green|black|brown] {things}[, too|, alas|]; "
    "{scene}.",
    "[Perhaps|Of course|As always|Once more] the {trade} from {town} [came|wrote|waited|laughed] {how}.",
    "[Later|Earlier|Meanwhile|Before that], {scene}, and {name} [left|stayed|smiled|slept].",
    "[No|Not one|Hardly any] {trade} [would|could|cared to] [trade|burn|lend] {many} for {things}.",
    "{^many} [from|about|for] {town} [are|were] {name}'s [pride|trouble|trade|secret].",
)
_REMARKS = _Colour(
    "[Learn|Copy|Recite|Repeat] them "
    "[carefully|slowly|aloud|twice|in a whisper|every morning|before supper|without haste|by "
    "lamplight|with a smile], "
    "[said|wrote|advised] {name} {surname}.",
    "{name} [of|from|in] {town} [always|never|hardly ever|sometimes] [forgets|confuses|skips|sings] "
    "[one|some|half] of them.",
    "The {mood} {trade} [who taught us|next door|in charge] [knew|recited|hated|loved] them "
    "[by heart|all|to the last one|from childhood|without exception|more than most].",
    "[Taken|Copied|Borrowed|Adapted] from the {paper} of {surname}, {town}.",
    "[On|Under|Beside|Behind] the {thing} in the {house} [hung|hangs|lay|lies] the [same|whole|old] list.",
    "{^many} and {things} [come|follow|are left for] [later|next time|tomorrow].",
    "[Heard|Overheard|Noted] [often|twice|once|by chance|one morning|late one evening] in {town}, "
    "[when|while|because] {scene}.",
    "[Not|Nothing] for the {mood} {trade}, [thought|wrote|said] {surname} {how}.",
)
_TASKS = _Colour(
    "[Is there|Can you find|Do you see] a wrong form[ here| anywhere|]? [Then|Also|Afterwards] "
    "[give|write|supply|add], for {name} {surname}, [these|some more|a few others]:",
    "The {mood} {trade} from {town} [may have|perhaps has|has possibly] [spoilt|changed|confused] one "
    "form[; which|: where]? [Then|Also] [give|write|add]:",
    "[Carefully|Slowly|Calmly|Patiently|Now|First|Once more|Together], look for a [slip|mistake|wrong "
    "form]; {name} [swears|says|doubts] that there is one. "
    "[Then|Also] [copy|put] [into|in] the {paper}:",
    "[Check|Inspect|Examine] it all "
    "[carefully|slowly|twice|once more|in good time|without haste|line by line|word by word], for one "
    "form may be wrong. [What|Which forms] [would|did] the "
    "{trade} [write|put] here?",
)
_DEMANDS = _Colour(
    "[Put|Turn|Translate] [these|the following|some more] into the other [language|tongue], {how}, "
    "[said|wrote|begged] {name} {surname}:",
    "The {mood} {trade} from {town} [asks|wants to know|has forgotten] how to [put|say|render] these:",
    "[And|Now|Then] how [do|would|can] you [say|put|translate] these, "
    "[asked|wondered] {name} [in|from] {town}?",
    "[Left|Kept|Found] untranslated in the {house}, [under|beside|behind] the {thing}:",
    "[Do|Try|Finish] [these|the rest] {how}, [each|all] into the other [language|tongue]:",
)


def heading(draws: Draws) -> Strings:
    """A sentence that begins a document: whose page this is, where it was found."""
    return _HEADS.say(draws, "heading")


def notes(draws: Draws, counts: I64) -> Strings:
    """So many sentences of colour a document, each with a space before it, string[num_docs]."""
    rows = Rows.of(counts)
    return rows.join(join(" ", _NOTES.say(draws, "notes", rows)))


def remarks(draws: Draws, rows: Rows) -> Strings:
    """A sentence about a list that is to be learnt, one a row."""
    return _REMARKS.say(draws, "remark", rows)


def task(draws: Draws) -> Strings:
    """The demand to look for a wrong form, and then to give some."""
    return _TASKS.say(draws, "task")


def demand(draws: Draws) -> Strings:
    """The demand to translate, from either language into the other."""
    return _DEMANDS.say(draws, "demand")
