"""How inflection-table speaks of its tables. For the writer only."""

from __future__ import annotations

from dataforge.text.frames import Frames

TITLES = Frames(
    "{language} [noun phrases|nouns with their articles|nouns in company|nouns], [for beginners|row by "
    "row|by columns|in brief|once more|from memory|as taught at school|copied out]",
    "{language} verbs, [for beginners|row by row|by columns|in brief|once more|from memory|as taught at "
    "school|copied out]",
)
SEPARATORS = (" | ", " / ", " · ", " = ")
WHICH = Frames.lines("""
    [No form is wrong|Every form is right|Nothing is wrong|There is no mistake].
    [Wrong|Mistake|Slip]: {word} ({label}); not <{said}> but <{right}>.
""")
