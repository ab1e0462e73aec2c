"""The words of mathematics."""

from __future__ import annotations

from dataforge.text.wording import Wording, Words, lexicons_of

_SCHOLARS = (
    "teacher", "student", "pupil", "lecturer", "beginner", "professor", "tutor", "examiner", "colleague",
    "newcomer", "reader", "listener", "schoolmaster", "surveyor", "programmer", "chess player", "librarian",
    "visitor", "logician", "statistician", "geometer", "amateur", "headmaster", "bookkeeper", "engineer",
    "class prefect", "puzzle setter", "research assistant", "night-school student", "physicist",
    "retired teacher", "mathematician", "substitute teacher", "textbook author", "school inspector",
    "first-year student", "classmate",
)  # fmt: skip
_OWN_ARTICLE = {"examiner", "amateur", "engineer"}
_SPOTS = (
    "at the blackboard", "in the library", "at the kitchen table", "during a lecture", "in the tutorial",
    "on a train", "in the common room", "at the problem session", "in the examination hall",
    "between two lectures", "over breakfast", "over coffee", "over tea", "in the reading room",
    "at the back of the class", "on a rainy Sunday", "in the evening class", "in the maths club",
    "at the workshop", "after dinner", "in the waiting room", "at the bus stop", "on the ferry",
    "in the canteen", "in the staff room", "in the attic", "in the garden", "under a plane tree",
    "on the stairs", "at the night school", "at the summer school", "in the seminar", "by the fireside",
    "in a crowded lecture theatre", "in an empty classroom", "on the night train", "at the long table",
    "during the interval", "on a long walk", "in the school library", "in the back row", "before the bell",
)  # fmt: skip
_MANNERS = (
    "carefully", "slowly", "patiently", "methodically", "neatly", "steadily", "calmly", "cautiously",
    "quickly", "thoroughly", "quietly", "cheerfully", "briskly", "doggedly", "attentively", "diligently",
    "precisely", "systematically", "unhurriedly", "confidently", "earnestly", "persistently",
    "step by step", "line by line", "with care", "in small steps", "without haste", "from the definitions",
    "with a ruler at hand",
)  # fmt: skip
_JUDGEMENTS = (
    "useful", "instructive", "elegant", "difficult", "easy", "familiar", "important", "worthwhile",
    "surprising", "satisfying", "tricky", "simple", "memorable", "plain", "routine", "natural", "demanding",
    "clear", "subtle", "long", "short", "tedious", "beautiful", "straightforward", "interesting", "old",
    "classical", "neat", "unusual", "convincing", "clever", "harmless",
)  # fmt: skip
_PAPERS = (
    "a notebook", "a textbook", "an exam paper", "a problem sheet", "a journal article", "an exercise book",
    "a collection of problems", "a school magazine", "a set of lecture notes", "an answer book", "a letter",
    "a thesis", "a worksheet", "an almanac", "a pamphlet", "a handout", "a puzzle column", "a lecture",
    "a transcript", "a diary", "a set of flash cards", "a page of notes", "a manuscript", "a syllabus",
)  # fmt: skip
_HEDGES = (
    "perhaps", "of course", "in fact", "maybe", "as usual", "naturally", "in practice", "in principle",
    "no doubt", "as a rule", "indeed", "generally", "apparently", "clearly", "evidently", "as expected",
    "presumably", "in general", "to be honest", "certainly", "to be fair", "in theory",
)  # fmt: skip
_NEXT = (
    "then", "next", "after that", "now", "at this point", "in the next step", "from here", "further on",
    "again", "once more", "in turn", "in one step", "as before", "moving on", "continuing", "at this stage",
    "without more ado", "in one line", "directly", "likewise", "in the same way", "one step on",
)  # fmt: skip
_UNFIT = r"\b(letter|lecture|symbol|count|test|constant|variable|parameter|term|factor|wager|party trick)s?$"
_FITTING = "^(patient|honest|friendly|sober|stubborn|serious|playful|forgotten|useless|ugly|slippery|sound)"
_WORDS = {
    "topic": Words("mathematics_topics", "{0}", 60),
    "where": Words("mathematics_places", "{0}", 60),
    "thing": Words("mathematics_things", "{0}", 12, unless=_UNFIT),
    "a_thing": Words("mathematics_things", "{2} {0}", 12, unless=_UNFIT),
    "things": Words("mathematics_things", "{1}", 12, unless=_UNFIT),
    "style": Words("mathematics_styles", "{0}", 20, unless=_FITTING),
    "a_style": Words("mathematics_styles", "{1} {0}", 20, unless=_FITTING.replace("^(", " (")),
    "judged": Words(_JUDGEMENTS),
    "how": Words(_MANNERS),
    "spot": Words(_SPOTS),
    "when": Words("en_adv_time", "{0}", 40),
    "perhaps": Words(_HEDGES),
    "scenery": Words("en_scenery", "{0}", 60),
    "gesture": Words("en_gestures", "{0}", 40),
    "role": Words("en_people", "{0}", 40),
    "a_role": Words("en_people", "{2} {0}", 40),
    "people": Words("en_people", "{1}", 40),
    "a_paper": Words(_PAPERS),
    "scholar": Words(_SCHOLARS),
    "a_scholar": Words(tuple(("an " if each in _OWN_ARTICLE else "a ") + each for each in _SCHOLARS)),
    "scholars": Words(tuple(each + "s" for each in _SCHOLARS)),
    "so": Words("en_conn_result", "{0}", 12),
    "next": Words(_NEXT),
    "town": Words("en_towns", "{0}", 60),
    "name": Words("en_given_names", "{0}", 60),
    "surname": Words("en_surnames", "{0}", 80),
}
LEXICONS = lexicons_of(_WORDS)


class Sentences(Wording):
    """Sentences in the words of mathematics."""

    words = _WORDS
