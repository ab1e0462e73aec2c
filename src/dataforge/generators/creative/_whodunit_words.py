"""The words that bear the facts of a whodunit: motives, traits of culprits, and the clues that ask for them.

Each phrase holds one word that stands for its meaning and stands nowhere else in the text.
"""

MOTIVES = (
    "had debts", "bore a grudge", "was all envy", "swore revenge", "lived for greed", "had lost a wager",
    "acted out of spite", "was being blackmailed", "had rent overdue", "had gambled", "was bankrupt",
    "had been jilted", "coveted it", "was cheated of an inheritance", "faced ruin", "was penniless",
    "had been dismissed", "had an offer from abroad",
)  # fmt: skip
NO_MOTIVES = (
    "had nothing to gain", "had no quarrel there", "was indifferent to it", "was wealthy", "was loyal",
    "lived contentedly", "owned a better one", "thought it tasteless", "was the rightful heir",
    "needed nothing", "had given away more", "held it to be unlucky", "could have it for the asking",
    "had promised the rector to own little",
)  # fmt: skip
MOTIVE_WORDS = (
    "debts", "grudge", "envy", "revenge", "greed", "wager", "spite", "blackmailed", "overdue", "gambled",
    "bankrupt", "jilted", "coveted", "inheritance", "ruin", "penniless", "dismissed", "abroad",
)  # fmt: skip
NO_MOTIVE_WORDS = (
    "gain", "quarrel", "indifferent", "wealthy", "loyal", "contentedly", "better", "tasteless", "rightful",
    "needed", "given", "unlucky", "asking", "rector",
)  # fmt: skip
TRAITS = {
    "knots": (("left-handed", "a southpaw"), ("right-handed", "helpless on the left")),
    "shelf": (("tall", "lanky", "over six feet"), ("short", "dwarfish", "under five feet")),
    "moat": (("amphibious", "a pearl-diver"), ("hydrophobic", "afraid of deep water")),
    "deadbolt": (("a keyholder", "entrusted with a key"), ("keyless", "denied all keys")),
    "Latin": (("fluent in Latin", "a Latinist"), ("ignorant of Latin", "unlettered")),
    "mastiff": (("dear to the mastiff", "the mastiff's playmate"), ("growled at by the mastiff", "dog-shy")),
    "skylight": (("slim", "slight of build"), ("stout", "burly")),
    "coffer": (("muscular", "as strong as two"), ("frail", "weakened by fever")),
    "darkness": (("keen-eyed", "owl-sighted"), ("short-sighted", "night-blind")),
    "ivy": (("sure-footed", "once a steeplejack"), ("lame", "prone to vertigo")),
    "voice": (("deep-voiced", "a basso"), ("squeaky", "shrill of speech")),
    "hoofprints": (("an equestrian", "raised in the cavalry"), ("horse-shy", "allergic to horses")),
}
TRAIT_WORDS = {
    "knots": (("left-handed", "southpaw"), ("right-handed", "helpless")),
    "shelf": (("tall", "lanky", "six"), ("short", "dwarfish", "five")),
    "moat": (("amphibious", "pearl-diver"), ("hydrophobic", "water")),
    "deadbolt": (("keyholder", "entrusted"), ("keyless", "keys")),
    "Latin": (("fluent", "Latinist"), ("ignorant", "unlettered")),
    "mastiff": (("dear", "playmate"), ("growled", "dog-shy")),
    "skylight": (("slim", "slight"), ("stout", "burly")),
    "coffer": (("muscular", "strong"), ("frail", "weakened")),
    "darkness": (("keen-eyed", "owl-sighted"), ("short-sighted", "night-blind")),
    "ivy": (("sure-footed", "steeplejack"), ("lame", "vertigo")),
    "voice": (("deep-voiced", "basso"), ("squeaky", "shrill")),
    "hoofprints": (("equestrian", "cavalry"), ("horse-shy", "allergic")),
}
CLUES = {
    "knots": ("a left hand had tied the knots", "a left-hander tied the knots"),
    "shelf": ("the shelf was very high", "long arms had reached the shelf"),
    "moat": ("wet prints led from the moat", "the moat had been swum"),
    "deadbolt": ("the deadbolt had been unlocked", "nobody had forced the deadbolt"),
    "Latin": ("a Latin note was found", "the note was in Latin"),
    "mastiff": ("the mastiff had not barked", "the mastiff had wagged its tail"),
    "skylight": ("the skylight was a foot wide", "the way in was a mere skylight"),
    "coffer": ("an oak coffer had been lifted", "somebody had carried the coffer"),
    "darkness": ("all was done in darkness", "it happened in pitch darkness"),
    "ivy": ("the ivy had been climbed", "broken ivy hung from the wall"),
    "voice": ("a deep voice had been heard", "the voice was a bass"),
    "hoofprints": ("hoofprints led away", "there were hoofprints"),
}
