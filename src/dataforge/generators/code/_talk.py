"""What people say around a program: where it came from, who wrote it, who complained. Colour, no facts.

A document's prompt may open with some of these sentences. They claim nothing that the check holds, carry no
digits and no name of a program's own, so a reader passes over them; they let length vary for other reasons
than difficulty, at every level.
"""

from __future__ import annotations

import numpy as np

from dataforge.text.columns import Strings, constant, join, where
from dataforge.text.draws import Draws
from dataforge.text.rows import I64, Rows
from dataforge.text.wording import Wording, Words, lexicons_of

_DIGITS = "[0-9]"  # no MP3 players: a reader knows facts by their digits
_WORDS = {
    "things": Words("en_objects", "{1}", 40, unless=_DIGITS),
    "tools": Words("en_tools", "{1}", 40, unless=_DIGITS),
    "beasts": Words("en_animals", "{1}", 40, unless=_DIGITS),
    "a_device": Words("en_devices", "{2} {0}", 40, unless=_DIGITS),
    "a_doc": Words("en_documents", "{2} {0}", 40, unless=_DIGITS),
    "an_event": Words("en_events", "{2} {0}", 40, unless=_DIGITS),
    "org": Words("en_organisations", "{0}", 40, unless=_DIGITS),
    "town": Words("en_towns", "{0}", 40, unless=_DIGITS),
    "look": Words("en_adj_texture", "{0}", 40, unless=_DIGITS),
    "wet": Words("en_adj_weather", "{0}", 40, unless=_DIGITS),
    "people": Words("en_people", "{1}", 40, unless=_DIGITS),
    "handled": Words("en_verbs_handle", "{3}", 40, unless=_DIGITS),
    "given": Words("en_given_names", "{0}", 40, unless=_DIGITS),
    "surname": Words("en_surnames", "{0}", 40, unless=_DIGITS),
    "a_person": Words("en_people", "{2} {0}", 40, unless=_DIGITS),
    "person": Words("en_people", "{0}", 40, unless=_DIGITS),
    "science": Words("en_fields", "{0}", 40, unless=_DIGITS),
    "tech": Words("en_adj_technical", "{0}", 40, unless=_DIGITS),
    "a_tech": Words("en_adj_technical", "{3} {0}", 40, unless=_DIGITS),
    "idea": Words("en_adj_idea", "{3} {0}", 40, unless=_DIGITS),
    "mood": Words("en_adj_person", "{0}", 40, unless=_DIGITS),
    "moods": Words("en_adj_person", "{3} {0}", 40, unless=_DIGITS),
    "manner": Words("en_adv_manner", "{0}", 40, unless=_DIGITS),
    "doing": Words("en_verbs_system", "{4}", 40, unless=_DIGITS),
    "handling": Words("en_verbs_handle", "{4}", 40, unless=_DIGITS),
    "room": Words("en_rooms", "{0}", 40, unless=_DIGITS),
}
TALK_LEXICONS = lexicons_of(_WORDS)


class _Talk(Wording):
    words = _WORDS


_TALK = _Talk(
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


def talk(draws: Draws, field: str, counts: I64, span: str = "prompt") -> Strings:
    """A paragraph of `counts` sentences a document, '' for none; string[num_docs]."""
    rows = Rows.of(counts)
    return rows.join(_TALK.say(draws, field, rows, span=span), " ")


def introduced(draws: Draws, opening: Strings, counts: I64, mark: Strings | str = "") -> Strings:
    """The opening with a paragraph of talk on a line before or after it, each behind a mark."""
    said = talk(draws, "talk", counts)
    some = Rows.of((counts > 0).astype(np.int64))
    first = np.zeros(len(counts), np.bool_)
    first[some.doc] = draws.chance("talk.first", 75, some, span="prompt")
    between = where(counts > 0, join("\n", constant("", len(counts)) if isinstance(mark, str) else mark), "")
    return join(mark, where(first, said, opening), between, where(first, opening, said))
