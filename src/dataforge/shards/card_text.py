"""What data cards say that no corpus holds: languages with their coverage, licences, limits."""

from __future__ import annotations

COVERAGE: dict[str, tuple[str, str, str]] = {
    "en": ("English", "a/an, plurals, irregular verbs", "perfect and progressive"),
    "de": (
        "German",
        "gender, nominative and accusative, three kinds of adjective endings, verb second and last",
        "dative and genitive, weak nouns as objects, separable verbs",
    ),
    "fr": (
        "French",
        "gender, elision, forms before vowels, place of adjectives, compound past",
        "être as auxiliary, agreement of participles",
    ),
    "es": ("Spanish", "gender, number, simple past and future", "subjunctive, feminines with el"),
    "it": ("Italian", "gender, elision, impure s, compound past", "essere as auxiliary"),
    "pt": ("Portuguese (Brazilian)", "gender, number, simple past and future", "subjunctive"),
    "ru": (
        "Russian",
        "gender, accusative, forms after numerals, aspect",
        "other cases, animate objects, definiteness",
    ),
    "tr": (
        "Turkish",
        "accusative of definite objects, bir, no plural after numerals, verb last",
        "other cases of nouns",
    ),
    "zh": ("Chinese (simplified)", "measure words, 了 after past verbs, 会 for the future", "other aspects"),
    "ja": (
        "Japanese",
        "は を が, counters, polite verbs, the て form between clauses",
        "plain style, honorifics",
    ),
    "hi": (
        "Hindi",
        "gender and number, oblique case, ergative ने",
        "को, verbs without ने in the past",
    ),
    "ar": (
        "Arabic (standard, unvowelled)",
        "verb first, gender, ال, dual, broken and sound plurals",
        "subject first, case vowels",
    ),
}
"""Code -> name, what is covered, what is left out; docs/reference/languages.md says more."""

LETTERS = ("de", "fr", "es", "it")
EIGHT = ("en", "de", "fr", "es", "it", "pt", "ru", "tr")
GENRE_LANGUAGES: dict[str, tuple[str, ...]] = {
    "interlinear-gloss": ("en",),
    "inflection-table": tuple(COVERAGE),
    "parallel-sentences": tuple(COVERAGE),
    "calendar-notes": EIGHT,
    "market-sums": EIGHT,
    "number-words": EIGHT,
    "ages-greetings": LETTERS,
    "courier-letters": LETTERS,
    "matches-postcards": LETTERS,
    "secrets-letters": LETTERS,
    "wages-notes": LETTERS,
}
"""Languages that a genre of the multilingual domain writes; all other domains write English."""

MIT_LEXICONS = ("given_names", "surnames")
"""Word lists that were taken from Faker (MIT); all others were written for dataforge (CC0-1.0)."""

LANGUAGES_SAID = (
    "Languages other than English are a controlled grammar, not fluent prose, and no native reader has read "
    "them. No pronouns, negation, questions, passives, relative clauses, first or second person beyond the "
    "fixed sentences of a genre. A second implementation parses every text and rejects what does not agree."
)

LIMITS = (
    "Everything in it is invented: people, places, measurements, papers. It teaches form and reasoning, no "
    "facts about the world.",
    "Texts follow grammars and frames. They are more regular than people's prose, and a model trained on "
    "nothing else will write like them.",
    "Difficulty (level) is a budget that each genre spends on its own knobs: levels compare within a genre "
    "first, across genres roughly.",
    "`bits_lo` is a floor of the loss given domain and level; where `floor` is `band`, the true floor lies "
    "between `bits_lo` and `bits_hi`.",
)

FIELDS = (
    ("key", "the address of the document: domain, level, split, seed, index, genre"),
    ("text", "the document, UTF-8"),
    ("domain, genre, level, index, split", "the parts of the address; index is a decimal string"),
    ("bits_lo, bits_hi", "information in 1/65536 bit: what can be read back from the text; all draws"),
    ("floor", "`exact`, `band` or `unknown`"),
    ("check", "JSON: the facts that the text claims, which an independent reader has recomputed"),
    ("knobs, measured", "JSON: what was asked of the document, and what came out"),
    ("spans", "JSON: [start, end, kind, bits] by byte"),
    ("dose", "empty, or what was done to the text"),
)
