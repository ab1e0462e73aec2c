"""Phrases: named words become choices."""

from __future__ import annotations

import re

import numpy as np
import pytest

from dataforge.text.draws import Draws, Scope
from dataforge.text.phrases import expanded, phrases

TABLE = {"adj": "old|new|odd", "kit": "pump|lamp"}


def test_a_name_is_a_choice_of_its_words() -> None:
    """Outside a choice: all words; with ^ in capitals."""
    assert expanded("the <adj> <^kit>.", TABLE) == "the [old|new|odd] [Pump|Lamp]."


def test_an_option_with_names_becomes_several() -> None:
    """Each with words of the table, none twice; plain options stay as they are."""
    text = expanded("a [<adj> <kit>|thing] here", TABLE)
    options = re.fullmatch(r"a \[(.+)\] here", text)
    assert options is not None
    found = options[1].split("|")
    assert found[-1] == "thing"
    assert len(set(found)) == len(found) >= 3
    assert all(re.fullmatch(r"(old|new|odd) (pump|lamp)", each) for each in found[:-1])


def test_frames_are_said() -> None:
    """Every word of a table comes up."""
    draws = Draws(Scope(0, "train", "technical", "test"), np.ones(300, np.int64), np.arange(300))
    said = phrases(TABLE, "the <adj> <kit>").say(draws, "x").to_pylist()
    assert len(set(said)) == 6


def test_an_unknown_name_is_an_error() -> None:
    """A misspelt name shows when the genre is imported, not in a text."""
    with pytest.raises(KeyError, match="adjj"):
        phrases(TABLE, "the <adjj> thing")
