"""Words of fair choices that writer and reader have in common."""

RULES = ("first_places", "borda_count", "pair_by_pair", "last_places", "run_off")
TITLES = (
    "Dr", "Professor", "Judge", "Canon", "Captain", "Doctor", "Dean", "Colonel", "Pastor", "Major",
    "Provost", "Deacon", "Brother", "Sister", "Mr", "Mrs", "Ms",
)  # fmt: skip
# What is chosen: lexicons, and how many of 64 words each there are to choose from.
KINDS = (("en_buildings", 2), ("en_animals", 3), ("en_surnames", 15), ("en_instruments", 1))
WORDS = 64
PERSON = 2
COUNTS = ("one", "two", "three", "four", "five")
