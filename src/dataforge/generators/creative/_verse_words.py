"""What happens in rhymed verse, and which prepositions go with which kind of noun."""

VERBS = (
    "slept", "sang", "danced", "wept", "sat", "stood", "hid", "knelt", "dreamed", "laughed", "walked",
    "ran", "rode", "paused", "prayed", "played", "worked", "fought", "swam", "fell", "dined", "drank",
    "ate", "read", "wrote", "sighed", "yawned", "sneezed", "hummed", "leapt", "lay", "mused", "moped",
    "dozed", "snored", "talked", "jumped", "strolled", "marched", "limped", "crept", "crawled", "stayed",
    "lived", "begged", "bathed", "grinned", "frowned", "waltzed", "raved", "sulked", "camped", "gasped",
    "blushed", "coughed", "cooked", "cleaned", "swept", "mowed", "skipped", "hopped", "skied", "skated",
    "sailed", "rowed", "surfed", "dived", "trudged", "tramped", "roamed", "screamed", "shrieked", "cried",
    "groaned", "moaned", "howled", "barked", "purred", "chirped", "brayed", "squealed", "growled",
    "hissed", "whined", "spoke", "preached", "taught", "learned", "drew", "sketched", "carved", "spun",
    "stitched", "knit", "dug", "raked", "hoed", "sowed", "reaped", "baked", "brewed", "stewed", "grilled",
    "starved", "froze", "thawed", "glowed", "shone", "blinked", "winked", "stared", "gazed", "peeked",
    "peered", "glared", "scowled", "smiled", "cheered", "clapped", "bowed", "shrugged", "twitched",
    "shook", "breathed", "sniffed", "scratched", "washed", "combed", "shaved", "dressed", "changed",
    "watched", "lost", "won", "dealt", "paid", "schemed", "lurked", "prowled", "sneaked", "slipped",
    "tripped", "slid", "rolled", "climbed", "swung", "leaned", "slouched", "sprawled", "perched", "basked",
    "grazed", "browsed", "chewed", "munched", "gnawed", "sipped", "gulped", "slurped",
)  # fmt: skip
DEEDS = (
    "lay down", "sat down", "went mad", "stood still", "kept watch", "drank tea", "wrote verse",
    "baked bread", "sold fish", "ate cake", "shed tears", "kept bees", "cut wood", "fed ducks",
    "played chess", "told lies", "caught cold", "made camp", "lost heart", "flew kites", "drew maps",
    "read books", "grew beans", "picked plums", "rolled dice", "cracked nuts", "spun wool", "told tales",
    "mixed paint", "caught frogs", "rang bells", "lit lamps", "wore silk", "hung clothes", "swept dust",
    "blew horns", "dug holes", "smoked eels", "fried eggs", "carved spoons", "tied knots", "brewed beer",
    "sang hymns", "made soup", "peeled pears", "sold hats", "built boats", "bought shoes", "cleaned boots",
    "dried herbs", "ground corn", "milled flour", "sold eggs", "bought cheese", "churned cream",
    "milked cows", "sheared sheep", "plucked fowl", "cured ham", "caught eels", "patched sails",
    "scrubbed floors", "washed plates", "dried cups", "laid bricks", "hewed stone", "chopped logs",
    "stacked hay", "sowed seed", "pulled weeds", "pruned vines", "pressed grapes", "drank wine",
    "sipped broth", "chewed gum", "smoked pipes", "blew glass", "forged swords", "cast bells",
    "shod mules", "broke colts", "tamed hawks", "trained fleas", "fed swans", "threw darts",
    "flipped coins", "dealt cards", "lost bets", "won hearts", "broke vows", "kept faith", "sought peace",
    "made war", "fled town", "changed hats", "tied bows", "curled hair", "shaved beards", "pulled teeth",
    "set bones", "healed burns", "mixed pills", "sold charms", "read palms", "cast spells", "drew blood",
    "took naps", "had dreams", "saw ghosts", "told jokes", "swapped hats", "spread news", "wrote plays",
    "learned lines", "played horns", "plucked harps", "beat drums", "danced jigs", "led hymns",
    "rang chimes", "wound clocks", "picked locks", "hid loot", "stole pears", "robbed banks", "paid fines",
    "did time", "broke rocks", "hauled rope", "spliced lines", "baled hay", "walked dogs", "raced snails",
    "bred mice", "kept goats", "nursed lambs", "traced maps", "marked trails", "climbed masts",
    "rode bikes", "drove carts", "flew planes", "steered ships", "rowed boats", "dropped plates",
    "smashed pots", "spilled ink", "lost keys", "found gold", "sold land", "bought time", "saved string",
    "hid cheese", "shared bread", "ate soup", "boiled rice", "whipped cream", "rolled dough", "iced cakes",
    "squeezed limes", "stirred stew", "peeled yams", "chopped leeks",
)  # fmt: skip
TURNS = (
    "and then", "and there", "at last", "again", "alone", "all day", "and soon", "but then", "for once",
    "in vain", "by night", "by day", "of course", "all night", "perhaps", "until", "once more", "in time",
    "with joy", "with grace", "in tears", "at dawn", "at dusk", "no doubt", "indeed", "with pride",
    "with care", "with ease", "with luck", "in haste", "in peace", "in state", "in short", "by chance",
    "by choice", "by heart", "at noon", "at length", "at best", "at once", "and yet", "and thus",
    "but now", "but still", "next day", "next year", "one day", "one night", "each day", "each night",
    "this time", "too late", "too soon", "as planned", "of late", "in spring", "on foot", "on cue",
    "for fun", "for hours", "till dark", "till five",
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
SHORT_PLACES = {
    "W": ("by", "near", "past", "off"),
    "H": ("in", "near", "by", "past"),
    "O": ("by", "near", "on", "past"),
    "U": ("near", "by", "past", "round"),
    "M": ("in", "through"),
    "G": ("on", "by", "near", "past", "round"),
    "N": ("till", "past", "near"),
}
DETERMINERS = ("the", "our", "that", "one", "this", "some", "your", "my")
SHORT_TURNS = ("and", "then", "but", "so", "yet", "now")
OPENERS = ("there", "here", "now", "so", "thus", "then")
