"""Words of dilemmas that writer and reader have in common."""

THEORIES = (
    "utilitarian", "maximiner", "prioritarian", "egalitarian", "moralist", "sufficientarian", "sceptic",
    "democrat",
)  # fmt: skip
BROKEN = ("promise", "lie", "theft")
COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight")
TITLES = ("Dr", "Professor", "Judge", "Canon", "Captain", "Doctor", "Dean", "Colonel", "Pastor", "Major")
SPANS = ("hours", "days", "weeks", "months", "years", "seasons", "parcels", "portions", "shares", "measures")
GOODS = (
    "food", "shelter", "care", "warmth", "wages", "schooling", "rest", "health", "work", "fuel", "water",
    "quiet",
    "company", "credit", "rent", "bread", "fodder", "coal", "leisure", "safety", "nursing", "tuition",
    "storage", "transport", "pasture", "training", "timber", "seed", "cloth", "medicine",
)  # fmt: skip
# What each theory's figures are called.
MEASURES = (
    ("weighed sums", "discounted sums", "weighed totals", "expected totals"),
    ("smallest gains", "poorest gains", "lowest gains", "bottom shares"),
    ("double weighed sums", "sums with the least doubled", "tilted totals", "priority sums"),
    ("gaps", "spreads", "distances", "differences"),
    ("broken rules", "breaches", "wrongs", "offences"),
    ("contented people", "provided people", "heads above the line", "satisfied people"),
    ("dangers", "risks", "perils", "chances of failure"),
    ("ballots", "votes", "hands raised", "votes cast"),
)
