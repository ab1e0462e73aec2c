"""What happens in rhymed verse, and which prepositions go with which kind of noun."""

VERBS = (
    "slept", "sang", "danced", "wept", "sat", "stood", "hid", "knelt", "dreamed", "laughed", "walked",
    "ran", "rode", "paused", "prayed", "played", "worked", "fought", "swam", "fell", "dined", "drank",
    "ate", "read", "wrote", "sighed", "yawned", "sneezed", "hummed", "leapt", "lay", "mused", "moped",
    "dozed", "snored", "talked", "jumped", "strolled", "marched", "limped", "crept", "crawled",
    "stayed", "lived", "begged", "bathed", "grinned", "frowned", "waltzed", "raved", "sulked", "camped",
)  # fmt: skip
DEEDS = (
    "lay down", "sat down", "went mad", "stood still", "kept watch", "drank tea", "wrote verse",
    "baked bread", "sold fish", "ate cake", "shed tears", "kept bees", "cut wood", "fed ducks",
    "played chess", "told lies", "caught cold", "made camp", "lost heart", "flew kites", "drew maps",
    "read books", "grew beans", "picked plums", "rolled dice", "cracked nuts", "spun wool",
    "told tales", "mixed paint", "caught frogs", "rang bells", "lit lamps", "wore silk", "hung clothes",
    "swept dust", "blew horns", "dug holes", "smoked eels", "fried eggs", "carved spoons", "tied knots",
    "brewed beer", "sang hymns", "made soup", "peeled pears", "sold hats", "built boats",
    "bought shoes", "cleaned boots", "dried herbs",
)  # fmt: skip
TURNS = (
    "and then", "and there", "at last", "again", "alone", "all day", "and soon", "but then", "for once",
    "in vain", "by night", "by day", "of course", "all night", "perhaps", "until", "once more",
    "in time", "with joy", "with grace", "in tears", "at dawn", "at dusk", "no doubt", "indeed",
)  # fmt: skip
PLACES = {
    "W": ("beside", "beyond", "across", "along"),
    "H": ("inside", "outside", "behind", "beside", "within", "before"),
    "O": ("beside", "behind", "before", "around"),
    "U": ("beneath", "beside", "behind", "around"),
    "M": ("amid", "beneath", "upon", "within"),
    "G": ("upon", "beyond", "behind", "below", "around"),
    "N": ("throughout", "before", "until", "despite"),
}
