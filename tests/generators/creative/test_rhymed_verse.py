"""Verse: forms laid out as poets do, a hand-written poem, limping lines and false rhymes refused."""

import json
import re

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.creative.rhymed_verse import RhymedVerse
from dataforge.testing import documents
from dataforge.text.lexicon import lexicon

POEM = (
    "The Song of the Miller\n\n"
    "Common metre, 4 lines of eight and six, rhyming abab.\n\n"
    "The miller slept beside the sea,\nAnd dreamed along the shore;\n"
    "There danced the fox beneath the tree\nThen laughed before the door.\n\n"
    "Which word rhymes with sea here?\n\n"
    "Line 1 ends in sea and carries the same letter as line 3, whose last word is tree.\n\n"
    "Answer: tree"
)


def test_seven_pairs_at_distance_two_make_a_sonnet() -> None:
    """Fixed knobs give Shakespeare's scheme, or its mirrored sister; couplets where the distance is one."""
    overrides = {"pairs": 7, "distance": 2}
    batch = documents(RhymedVerse(), np.full(200, 50), np.arange(200), overrides=overrides)
    schemes = {json.loads(check)["scheme"] for check in batch.column("check").to_pylist()}
    assert schemes == {"abab cdcd efef gg", "abba cddc effe gg", "aa bb cc dd ee ff gg"}


def test_lines_keep_their_metre_and_rhyme() -> None:
    """Counted anew from the page: eight or six syllables, and partners of one family but never the "
    "same word."""
    sounds, rhymes = lexicon("creative_pronunciation"), lexicon("creative_rhymes")
    beats = dict(zip(sounds.words(), sounds.words(1), strict=True))
    family = dict(zip(rhymes.words(), rhymes.words(1), strict=True))
    for record in documents(RhymedVerse(), np.repeat([1, 50, 100], 20), np.arange(60)).to_pylist():
        check = json.loads(record["check"])
        verses = [line for stanza in record["text"].split("\n\n")[2:-3] for line in stanza.split("\n")]
        counts = [sum(len(beats[word]) for word in re.findall(r"[a-z]+", line.lower())) for line in verses]
        assert counts == check["syllables"]
        ends = [re.findall(r"[a-z]+", line)[-1] for line in verses]
        letters = check["scheme"].replace(" ", "")
        for letter in set(letters):
            pair = [end for end, mark in zip(ends, letters, strict=True) if mark == letter]
            assert (len(set(pair)), len({family[end] for end in pair})) == (2, 1)


def test_a_hand_written_poem_is_read() -> None:
    """A poem that no generator wrote is scanned and understood; "and" keeps the subject."""
    facts = RhymedVerse().extract(POEM)
    assert facts["lines"][1] == ["miller", "dreamed", "along the shore"]
    assert (facts["syllables"], facts["scheme"], facts["answer"]) == ([8, 6, 8, 6], "abab", "tree")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("The miller slept", "The king slept"),
        ("along the shore", "along the sand"),
        ("rhyming abab", "rhyming abba"),
        ("4 lines", "5 lines"),
        ("Answer: tree", "Answer: door"),
        ("line 3", "line 4"),
        ("Song of the Miller", "Song of the Fox"),
    ],
)
def test_limping_poems_are_refused(right: str, wrong: str) -> None:
    """A missing syllable, a false rhyme, scheme, number, answer or title is noticed."""
    assert right in POEM
    with pytest.raises(ExtractError):
        RhymedVerse().extract(POEM.replace(right, wrong))
