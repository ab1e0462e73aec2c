"""Words of dilemmas that writer and reader have in common."""

ADVISERS = (
    "utilitarian", "maximiner", "prioritarian", "egalitarian", "moralist", "sufficientarian", "sceptic",
    "democrat",
)  # fmt: skip
BROKEN = ("breaking a promise", "telling a lie", "taking what belongs to others")
ORDINALS = ("first", "second", "third", "fourth", "fifth")
COUNTS = (
    "an adviser", "two advisers", "three advisers", "four advisers", "five advisers", "six advisers",
    "seven advisers", "eight advisers",
)  # fmt: skip
TIES = (
    "Ties go to the larger plain sum of gains, and then to the course named first.",
    "If two courses do equally well, the larger plain sum decides, and after that the order given.",
    "Where courses are level, the one with the larger plain sum is preferred, or else the one named first.",
    "A tie is broken by the larger plain sum of gains or, failing that, by the order in which the "
    "courses were named.",
)
