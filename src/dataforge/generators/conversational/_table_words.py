"""Columns of the tables that people talk about; nothing but words, for writer and reader."""

COLUMNS = (
    ("price", "euros", "cheaper", "dearer", "cheapest", "dearest"),
    ("weight", "grams", "lighter", "heavier", "lightest", "heaviest"),
    ("length", "millimetres", "shorter", "longer", "shortest", "longest"),
    ("age", "years", "newer", "older", "newest", "oldest"),
    ("width", "inches", "narrower", "wider", "narrowest", "widest"),
    ("height", "centimetres", "lower", "taller", "lowest", "tallest"),
)
