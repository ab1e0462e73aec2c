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
_TOO_YOUNG = _DIGITS + "|bab(y|ies)|infant|toddler"
_PACES = (
    "in haste", "with great care", "in one sitting", "over a weekend", "from memory", "under pressure",
    "half asleep", "between meetings", "bit by bit", "on paper first", "late at night", "before breakfast",
    "without a debugger", "without tests", "tests first", "in a borrowed editor", "with a colleague",
    "on the last day of a contract", "during a power cut", "in a noisy office", "with one eye on the clock",
    "on a broken keyboard", "out of boredom", "against all advice", "over lunch", "while the build ran",
)  # fmt: skip
_MACHINES = (
    "an old laptop", "the build server", "a borrowed laptop", "a small virtual machine", "a container",
    "the test server", "a workstation", "the staging server", "a shared server", "a rented server",
    "a tiny computer", "the office desktop", "a tablet", "a machine without a screen", "the backup server",
    "a retired mainframe", "a phone", "a second-hand server", "a laptop with a cracked screen",
    "the reporting server", "a computer that nobody may switch off", "a slow virtual machine",
)  # fmt: skip
_MOMENTS = (
    "the last release", "the first release", "the migration", "the code review", "the deployment",
    "the rewrite", "the upgrade", "the bug hunt", "the beta test", "the last refactoring", "the hackathon",
    "the security audit", "the demo", "the port", "the merge", "the move to a new server",
    "the code freeze", "the first bug report", "the handover", "the load test", "the stand-up meeting",
    "the pull request", "the change of compiler", "the change of owner", "the training day",
    "the retrospective",
)  # fmt: skip
_PARTS = (
    "the names", "the layout", "the arithmetic", "the indentation", "the edge cases", "the comments",
    "the order of the lines", "the lack of tests", "the error handling", "the running time", "the style",
    "the choice of language", "the version history", "the commit message", "the licence",
    "the documentation", "the numbers", "the input format", "the memory use", "the missing types",
    "the dependencies", "the logging", "the spelling", "the blank lines",
)  # fmt: skip
_FLAWS = (
    "too many short names", "no tests to speak of", "a comment that was out of date", "tabs among spaces",
    "numbers without a name", "an unused import elsewhere in the file", "a to-do from last year",
    "a copy of the same code", "a missing blank line", "no author in the header", "a long commit message",
    "an unclear specification", "a second copy in another branch", "no entry in the changelog",
    "a spelling mistake in the manual", "a test that never ran", "a warning of the linter",
    "a warning of the compiler", "an empty log file", "a branch that nobody had merged",
)  # fmt: skip
_SOURCES = (
    "an exercise", "a homework sheet", "a bug report", "a blog post", "a job interview", "a code review",
    "a textbook", "a lecture", "a prototype", "a spreadsheet", "a programming contest", "a weekend project",
    "a question in a forum", "a chat with a customer", "a whiteboard sketch", "an older program",
    "a student project", "a bet", "an internship", "a tutorial", "a workshop", "a pull request",
    "a shell script", "a thesis", "a coding game", "an evening class",
)  # fmt: skip
_VERDICTS = (
    "readable", "clever", "odd but correct", "a good exercise", "hard to read", "easy to port",
    "better than its name", "not worth a library", "a nice example", "longer than needed", "quite plain",
    "good enough", "fit for a textbook", "a puzzle", "ready to be merged", "a throwaway", "old-fashioned",
    "harmless", "a useful test case", "easy to trace", "too clever", "portable", "worth keeping",
)  # fmt: skip
_CHANGES = (
    "renamed a variable", "split it from a larger file", "reformatted it", "removed a dead branch",
    "added the header", "moved it to a new repository", "shortened the comments", "replaced a macro",
    "removed the logging", "pinned the compiler version", "fixed a typing error", "added a test",
    "undid an earlier change", "merged two copies of it", "simplified the interface", "cut out a library",
    "translated the notes", "tidied the indentation", "wrote a short manual", "changed the licence",
)  # fmt: skip
_ROOMS = (
    "office", "server room", "computer room", "basement", "library", "laboratory", "meeting room",
    "canteen", "workshop", "classroom", "common room", "reading room", "control room", "conference room",
    "study", "staff room", "lecture theatre", "reception area", "boardroom", "spare room", "storeroom",
    "mail room", "archive", "lobby", "cellar", "attic",
)  # fmt: skip
_USES = (
    "sorting", "counting", "labelling", "ordering", "pricing", "weighing", "storing", "shipping",
    "renting out", "lending", "cataloguing", "numbering", "repairing", "selling", "buying", "tracking",
    "packing", "insuring", "testing", "inspecting", "measuring", "listing", "collecting", "auctioning",
    "restoring", "scanning",
)  # fmt: skip
_WORDS = {
    "things": Words("en_objects", "{1}", 40, unless=_DIGITS),
    "tools": Words("en_tools", "{1}", 40, unless=_DIGITS),
    "beasts": Words("en_animals", "{1}", 40, unless=_DIGITS),
    "org": Words("en_organisations", "{0}", 40, unless=_DIGITS),
    "town": Words("en_towns", "{0}", 40, unless=_DIGITS),
    "a_wet": Words("en_adj_weather", "{3} {0}", 40, unless=_DIGITS),
    "people": Words("en_people", "{1}", 40, unless=_TOO_YOUNG),
    "given": Words("en_given_names", "{0}", 40, unless=_DIGITS),
    "surname": Words("en_surnames", "{0}", 40, unless=_DIGITS),
    "a_person": Words("en_people", "{2} {0}", 40, unless=_TOO_YOUNG),
    "person": Words("en_people", "{0}", 40, unless=_TOO_YOUNG),
    "science": Words("en_fields", "{0}", 40, unless=_DIGITS),
    "mood": Words("en_adj_person", "{0}", 40, unless=_DIGITS),
    "moods": Words("en_adj_person", "{3} {0}", 40, unless=_DIGITS),
    "room": Words(_ROOMS),
    "pace": Words(_PACES),
    "machine": Words(_MACHINES),
    "moment": Words(_MOMENTS),
    "part": Words(_PARTS),
    "flaw": Words(_FLAWS),
    "source": Words(_SOURCES),
    "verdict": Words(_VERDICTS),
    "change": Words(_CHANGES),
    "use": Words(_USES),
}
TALK_LEXICONS = lexicons_of(_WORDS)


class _Talk(Wording):
    words = _WORDS


_TALK = _Talk(
    "{^given} [wrote|drafted|sketched|typed] the first version [on a train to|during {a_wet} week "
    "in|while waiting in|for a friend in] {town}[, and it shows|, half as a joke|, {pace}|].",
    "[It|This] [came out of|goes back to|began as part of] {source} [at {org}|in {town}|about {use} "
    "{things}|on {science}] and [was rewritten|was extended|changed hands] {pace}.",
    "[Somebody|{^moods} {person}|An intern|The {mood} new hire] from {town} asked [about {part}|why "
    "{machine} was needed|who maintains it] [after|before|during] {moment}.",
    "{^org} [runs|keeps|still has] [a copy|an old copy|something like it] on {machine} in the {room}.",
    "[Mr|Ms|Dr] {surname} [calls|once called|likes to call] it {verdict}[, and means it|, apart from "
    "{part}|, since {moment}|].",
    "[The names|Its names|Most of the names] [come from|were taken from|go back to] [a price list of|an "
    "order for|an inventory of|a poster about] {things} [that nobody kept|found in the {room}|that "
    "{given} {surname} lent us].",
    "{^given} {surname} [reads|checks|reviews] it [every spring|before each release|after lunch|in the "
    "{room}], and always [mentions|corrects|forgives] {part}.",
    "[They|Most {people}|Some {people}] [use|need|want] it for {use} {things}[, not for {use2} {tools}|, "
    "as far as we know|, or so they told {given} {surname}|].",
    "[On the whiteboard|In the margin|In the review|In the ticket] {given} {surname} [wrote|left] [a "
    "warning|a question|a remark|a note] [about|concerning] {part}.",
    "The {mood} {person} from {org} [sent|mailed|filed] [a patch|a bug report|a question|a test case] "
    "[about {part}|after {moment}|{pace}].",
    "[It|The listing] [was found|turned up|had been left] on {machine} [bought|sold|repaired] "
    "[in|near|outside] {town}[, with {flaw}|, says {given} {surname}|].",
    "[The first reviewer|{^given}|The {mood} reviewer] [noticed|found|complained about] {flaw}; {surname}"
    " [shrugged|agreed|fixed that later|let it pass].",
    "[A|An existing|Some] library [would do|does the same|might be shorter], but [{given} {surname} "
    "prefers|{people} prefer|we prefer] [plain code|no dependencies|something one can trace].",
    "[There was|We had|They had] [tea|cake|a short speech|a long silence] [after|before] {moment}; "
    "{given} {surname} [talked about {science}|brought pictures of {beasts}|took the minutes|watched the "
    "logs].",
    "{^a_person} [might|would|could] [say|object|argue] that {use} {things} is [easier by hand|a job for "
    "a spreadsheet|what it is for|not worth a program].",
    "[Since|Ever since] {moment}, [it|the job] [runs|has been run] [unattended|by hand|at night|on "
    "{machine}][ in {town}|, says {given} {surname}|].",
    "[Ask|Write to|Talk to] {given} {surname} [in|from|over at] {town} [if it breaks|about {part}|for the"
    " history].",
    "{^a_person} [in|from] {town} [keeps|put up|printed] a copy [beside|above|under] [the keyboard|the "
    "screen|the coffee machine|a drawing of {beasts}].",
    "[My|Our|The] notes on {science} [mention|quote|describe] [something similar|it|an older version], "
    "[briefly|in passing|with {flaw}].",
    "[The comments|Its authors|The commit messages] say [little|nothing] about {part}, and [nothing|even "
    "less] about {use} {things}.",
    "[It is|This is] the sort of [code|program|thing] one [writes|types] {pace}, [between|after] {source}"
    " and {moment}.",
    "{^given} [bets|insists|believes|suspects] that it could [be shorter|run on {machine}|be taught to "
    "{people}|do without half of its lines].",
    "[A newer version|Another version|A port] [exists|was promised|is planned], written {pace} by {given}"
    " {surname}[ of {org}|].",
    "[The|Our] first test data [were|came from|described] {things}[ and {tools}|], "
    "[collected|entered|made up] [by {given} {surname}|in {town}|{pace}].",
    "[Last week|Yesterday|In autumn|This morning] {a_person} [copied|pasted|typed] it into [a wiki|a "
    "notebook|a ticket|an email|the manual|a chat|a new repository|a slide] [for|at] {org}.",
    "[If|When|Whenever] the job [stops|fails|hangs], {given} {surname} [runs it again|restarts it|reads "
    "the log] on {machine}[, sighing|, {pace}|].",
    "[What|All that] {org} does with the [output|result|figures] is [unclear|a secret|their business|not "
    "documented][, says {given} {surname}|].",
    "[The {room}|{^town}|{^org}] was where {given} {surname} and {moods} {person} [argued about "
    "{part}|debugged it|reviewed it].",
    "[Think of|Picture|Imagine] {a_person} {use} {things}: [that is the story|the names come from "
    "that|that was the brief].",
    "[During|After|Before] {moment}, {given} {surname} {change}[, {pace}|, which nobody noticed|].",
    "{^given} [teaches|taught] it [to|in] [a class|a course|an evening class] on {science}[, {pace}|, "
    "with {things} as an example|].",
    "{^machine} in the {room} [ran it first|is all it needs|will do][; {machine2} would too|, says "
    "{given} {surname}|].",
    "[Nobody|No {person}|Not one {person}] [at|from] {org} [minded {part}|tried it before {moment}|saw "
    "{flaw}], [but|although|and yet] {given} {surname} did.",
    "[Older|Some|Printed] copies [carry|show|bear] [a stamp|a date|a signature] of {org} in "
    "[red|blue|green] ink[, says {given} {surname}|, for some reason|, since {moment}|].",
    "[Between|Somewhere between] {town} and {town2}, {given} {surname} [thought of a simpler way|heard of"
    " a bug in it|found a better name for it|changed {part}].",
    "[For|In the eyes of|According to] {people} [from|in] {town}, {use} {things} [is|remains] [a habit|a "
    "problem|an art|a duty][, program or not|, whatever the code|].",
)


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
