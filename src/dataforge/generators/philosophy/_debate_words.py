"""Words of debate maps that writer and reader have in common."""

VERDICTS = ("accepted", "rejected", "undecided")
