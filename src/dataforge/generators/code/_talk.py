"""What people say around a program: where it came from, who wrote it, who complained. Colour, no facts.

A document's prompt may open with some of these sentences. They claim nothing that the check holds, carry no
digits and no name of a program's own, so a reader passes over them; they let length vary for other reasons
than difficulty, at every level.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.text.bits import log2_units
from dataforge.text.columns import Field, Picked, Strings, constant, join, where
from dataforge.text.draws import Draws, Weights
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

# Hole -> (lexicon, column; -1 for the first form after its article).
_WORDS = {
    "things": ("en_objects", 1),
    "tools": ("en_tools", 1),
    "beasts": ("en_animals", 1),
    "a_device": ("en_devices", -1),
    "a_doc": ("en_documents", -1),
    "an_event": ("en_events", -1),
    "org": ("en_organisations", 0),
    "town": ("en_towns", 0),
    "town2": ("en_towns", 0),
    "look": ("en_adj_texture", 0),
    "wet": ("en_adj_weather", 0),
    "people": ("en_people", 1),
    "handled": ("en_verbs_handle", 3),
    "given": ("en_given_names", 0),
    "surname": ("en_surnames", 0),
    "a_person": ("en_people", -1),
    "person": ("en_people", 0),
    "science": ("en_fields", 0),
    "tech": ("en_adj_technical", 0),
    "a_tech": ("en_adj_technical", -1),
    "idea": ("en_adj_idea", -1),
    "mood": ("en_adj_person", 0),
    "moods": ("en_adj_person", -1),
    "manner": ("en_adv_manner", 0),
    "doing": ("en_verbs_system", 4),
    "handling": ("en_verbs_handle", 4),
    "room": ("en_rooms", 0),
}
_ARTICLE = {
    "en_devices": 2, "en_documents": 2, "en_events": 2, "en_people": 2,
    "en_adj_idea": 3, "en_adj_person": 3, "en_adj_technical": 3,
}  # fmt: skip
TALK_LEXICONS = tuple(sorted({name for name, _ in _WORDS.values()}))

TALK = Frames(
    "{^given} [wrote|drafted|sketched|typed] the [first|earliest|{tech}] version [on a train to|during a "
    "{wet} week in|"
    "while waiting in|for a friend in] {town}[, and it shows|, half as a joke|, {manner}|].",
    "[It|This] [came out of|goes back to|began as] {idea} [course|talk|workshop|thesis] on {science}[, of "
    "all things|"
    " at a night school|, long ago|] and [has been|was] {handled} [ever since|by {people}|without much "
    "thought].",
    "[Somebody|{^moods} {person}|An intern|The {mood} new hire] from {town} [asked|wants to know|wondered "
    "aloud] "
    "[why|whether] {a_device} [needs|should need|would need] [anything like this|so much code|{look} "
    "{things}].",
    "{^org} [runs|keeps|still has] [a {tech} copy|an old copy|something like it] on {a_device} [in the|next "
    "to the|"
    "behind the|above the] {room}.",
    "[Mr|Ms|Dr] {surname} [calls|once called|likes to call] it {idea} [piece of "
    "work|program|script|{person}'s dream]"
    "[, and means it|, without irony|, {manner}|].",
    "[The names|Its names|Most of the names] [come from|were taken from|go back to] {a_doc} [about|on|full "
    "of] {look} "
    "{things} [that nobody kept|found in the {room}|that {given} lent us].",
    "{^given} {surname} [reads|checks|reviews|goes over] it {manner} [every spring|before each "
    "release|after lunch|"
    "in the {room}].",
    "[They|The {mood} people there|Most {people}] [use|need|want] it for {handling} {look} {things}"
    "[, not for {doing} {beasts}|, as far as we know|].",
    "[On the whiteboard|In the margin|On a {look} note] {given} [had written|wrote|has left] [a warning|a "
    "question|"
    "{idea} remark|an arrow] [about|concerning] the {tech} [version|build|branch|variant].",
    "The {mood} {person} from {org} [sent|mailed|brought] {a_doc} [with {idea} question|with {look} "
    "{things}|asking for "
    "help|and a thank-you].",
    "[It|The listing] [was found|turned up|lay forgotten] [in|under|behind] {a_device} [bought|sold|left "
    "behind] "
    "[in|near|outside] {town}[, beside {look} {things}|].",
    "[No|Hardly any|Not many] {look} {tools} were [harmed|needed|used], [says|jokes|adds] {given} {surname}.",
    "[The {tech}|{^a_tech}|Some {tech}] library [would do it|does the same|might be shorter], but [{given} "
    "prefers|{people} prefer|"
    "we prefer] [plain arithmetic|plain code|no dependencies].",
    "[There was|We had|They held] {an_event} [when|the day] it [first ran|was shipped|went live]; {given} "
    "[talks about it|brought {look} {things}|took {mood} notes|slept {manner}].",
    "{^moods} {person} [might|would|could] [say|object|argue] that [{doing}|{handling}] {look} {things} is "
    "[easier by hand|{idea} matter|what it is for|not worth a program].",
    "[Since|After|Ever since] {an_event} [in|at|near] {town}, [it|the {tech} job] [runs|has run|is run] "
    "[unattended|by hand|at night|on {a_device}].",
    "[Ask|Write to|Talk to] {given} {surname} [in|from|over at] {town} [if it breaks|with {mood} questions|"
    "for the history][; bring {look} {things}|].",
    "{^moods} {person} [in|from] the {room} [keeps|put up|printed] [a copy|it] [beside|under|on top of] "
    "{look} {things}.",
    "[My|Our] {mood} notes [on|about] {science} [mention|quote|describe] [something similar|{idea} "
    "approach|it], "
    "[{manner}|briefly|in passing].",
    "[The comments|Its {mood} authors|The tests] [say little|are silent] about {doing} {things}, and "
    "[nothing|even "
    "less] about {science}.",
    "[It is|This is] [the sort of thing|what|{idea} thing] one [writes|types] {manner}, "
    "[between|during|after] "
    "{an_event} and {a_doc}.",
    "{^given} [bets|insists|believes|suspects] [that it|it] [could|can] be [shorter|run on "
    "{a_device}|taught to {beasts}|"
    "{handled} by {people}].",
    "[{^a_tech} version|Another version|{^a_tech} port] [exists|was promised|is planned], [made|written] "
    "{manner} by "
    "{given} {surname}[ of {org}|].",
    "[The|Some] {look} {tools} [in|on] the {tech} picture have [nothing|little] to do with it[, nor have "
    "the {beasts}|"
    "; they are {given}'s|].",
    "[Last week|Yesterday|In autumn|This morning] {a_person} [copied|pasted|typed] it into {a_doc} [for|at] "
    "{org}.",
    "[If|When|Whenever] {a_device} [stops|fails|restarts], {mood} {given} [runs it again|starts over|reads "
    "it aloud]"
    "[ {manner}| at once|, sighing].",
    "[What|All that] {org} does with [the|its] {tech} [output|outcome|figures] is [unclear|a secret|their "
    "business|"
    "{idea} question].",
    "[The {room}|{^town}|{^org}] was where {given} and {moods} {person} [met over it|argued about "
    "it|debugged it].",
    "[Think of|Picture|Imagine] {moods} {person} {handling} {look} {things}: [that is the story|the names "
    "come from that|"
    "that was the brief].",
    "[It was|This was] [rewritten|cleaned up|shortened] {manner} [after|because of] {a_doc} [by|from] "
    "{given} {surname}.",
    "{^given} [teaches|taught] it [to|in] {moods} {person}'s class [on|about] {science}[, with {look} "
    "{things}|].",
    "[The {tech}|{^a_tech}] [server|laptop|terminal|machine] in the {room} [ran it first|is all it "
    "needs|will do]"
    "[; {a_device} would too|, says {given}|].",
    "[Nobody|No {person}|Not one {person}] [at|from] {org} [has {handled} it|saw the {tech} build|liked the "
    "{look} "
    "{things}], [but|although|and yet] {given} {surname} did, {manner}.",
    "[Older|Some|Printed] copies [carry|show|bear] [a drawing|a stamp|a picture] of {look} {beasts} "
    "[and|or|among] "
    "{look} {tools}, [drawn|made|added] {manner}.",
    "[Between|Somewhere between] {town} and {town2}, {given} [found|saw|heard of] {idea} "
    "[use|reason|excuse] for "
    "[it|the {tech} part|{doing} {things}].",
    "[For|In the eyes of|According to] {people} [from|in] {town}, {doing} {look} {things} [is|remains|will "
    "stay] {idea} "
    "[habit|problem|art|duty].",
)  # fmt: skip


@cache
def _table(hole: str) -> Strings:
    name, column = _WORDS[hole]
    table = lexicon(name)
    words = table[column] if column >= 0 else join(table[_ARTICLE[name]], " ", table[0])
    return pa.array([word for word in words.to_pylist() if not re.search("[0-9]", word)])  # no MP3 players


@dataclass(frozen=True)
class _Uses:
    """Where the templates of some frames use a hole: outside choices, or in options of one choice."""

    always: NDArray[np.bool_]
    choice: I64
    options: I64  # bit k: option k shows it


_CHOICE = re.compile(r"\[([^\[\]]*)\]")


@cache
def _uses(frames: Frames) -> dict[str, _Uses]:
    """For each hole of the words above that the frames have, where it is used."""
    found = {}
    for hole in sorted(set(_WORDS) & frames.holes):
        marks = ("{" + hole + "}", "{^" + hole + "}")
        rows = []
        for template in frames.templates:
            outside = any(mark in _CHOICE.sub("", template) for mark in marks)
            used = [
                (
                    number,
                    sum(any(m in option for m in marks) << k for k, option in enumerate(each.split("|"))),
                )
                for number, each in enumerate(_CHOICE.findall(template))
            ]
            rows.append((outside, *max(used, key=lambda pair: pair[1], default=(0, 0))))
        always, choice, options = np.array(rows, np.int64).T
        found[hole] = _Uses(always == 1, choice, options)
    return found


def spoken(
    draws: Draws,
    field: str,
    rows: Rows,
    which: I64,
    frames: Frames,
    fields: Mapping[str, Field],
    span: str = "prompt",
) -> Strings:
    """Template `which[i]` of the frames for row i, its words drawn by frequency; string[num_rows]."""
    units = np.asarray(log2_units(frames.counts).sum(axis=1), np.int64)
    choices = draws.choices(f"{field}.choices", (frames.counts, units), which, rows, span=span)
    table = np.stack(choices) if choices else np.zeros((1, len(rows)), np.int64)
    every = np.arange(len(rows))
    filled = dict(fields)
    for hole, uses in _uses(frames).items():
        shown = uses.always[which] | ((uses.options[which] >> table[uses.choice[which], every]) & 1 == 1)
        words = _table(hole)
        chosen = np.zeros(len(rows), np.int64)
        if shown.any():
            some = Rows.of(rows.sum(shown))
            chosen[shown] = draws.weighted(f"{field}.{hole}", Weights.zipf(len(words), 40), some, span=span)
        filled[hole] = Picked(words, chosen)
    return frames.render(which, filled, choices)


def talk(draws: Draws, field: str, counts: I64, span: str = "prompt") -> Strings:
    """A paragraph of `counts` sentences a document, '' for none; string[num_docs]."""
    rows = Rows.of(counts)
    which = draws.draw(field, len(TALK), rows, span=span)
    return rows.join(spoken(draws, field, rows, which, TALK, {}, span), " ")


def introduced(draws: Draws, opening: Strings, counts: I64, mark: Strings | str = "") -> Strings:
    """The opening with a paragraph of talk on a line before or after it, each behind a mark."""
    said = talk(draws, "talk", counts)
    some = Rows.of((counts > 0).astype(np.int64))
    first = np.zeros(len(counts), np.bool_)
    first[some.doc] = draws.chance("talk.first", 75, some, span="prompt")
    between = where(counts > 0, join("\n", constant("", len(counts)) if isinstance(mark, str) else mark), "")
    return join(mark, where(first, said, opening), between, where(first, opening, said))
