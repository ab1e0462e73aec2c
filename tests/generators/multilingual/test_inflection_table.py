"""Inflection-table: forms against grammars outside, a page by hand, wrong forms found."""

from __future__ import annotations

import json

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.multilingual._paradigm_words import CODES, PHRASES, VERBS
from dataforge.generators.multilingual._paradigms import (
    NOUN_SLOTS,
    forms,
    mistaken,
    mistakes,
    num_columns,
    words_of,
)
from dataforge.generators.multilingual.inflection_table import InflectionTable
from dataforge.testing import documents

PAGE = """\
It was found in a barn.

German nouns, in brief. Learn them.
def. sg., acc. | dem. sg., nom.
new hat | den neuen Hut | dieser neue Hut
apple | den Apfel | dieser Apfel

French verbs, row by row. Recite them.
past, masc. sg. | fut., masc. pl.
to buy | a acheté | achèteront

Is there a wrong form?
- new hat: de, indef. sg., nom.
- to buy: fr, pres., masc. sg.

German: 4 forms, 4 right
French: 2 forms, 2 right
ein neuer Hut
achète

Answer: Every form is right."""


def test_a_hand_written_page_is_read() -> None:
    """German noun phrases and French verbs; the drill asks for forms that the tables do not show."""
    facts = InflectionTable().extract(PAGE)
    assert facts["verdict"] == "all_right"
    assert facts["tables"][0][3][0] == ["new hat", "den neuen Hut", "dieser neue Hut"]
    assert facts["drill"] == [
        ["new hat", "de", "indef. sg., nom.", "ein neuer Hut"],
        ["to buy", "fr", "pres., masc. sg.", "achète"],
    ]


def test_a_wrong_form_is_found() -> None:
    """The wrong form is named with its place and what should stand there; the count goes down by one."""
    slip = "Mistake: new hat (def. sg., acc.); not <den neue Hut> but <den neuen Hut>."
    page = PAGE.replace("den neuen Hut", "den neue Hut").replace("4 forms, 4", "4 forms, 3")
    facts = InflectionTable().extract(page.replace("Every form is right.", slip))
    assert facts["slip"] == ["new hat", "def. sg., acc.", "den neue Hut", "den neuen Hut"]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("den neuen Hut", "der neue Hut"),
        ("dieser Apfel", "diese Apfel"),
        ("a acheté", "achète"),
        ("ein neuer Hut", "ein neue Hut"),
        ("4 forms, 4 right", "4 forms, 3 right"),
        ("new hat |", "old hat |"),
        ("acc. |", "nom. |"),
        ("German nouns", "Dutch nouns"),
        ("Every form is right", "Mistake: apple (def. sg., acc.); not <den Apfel> but <der Apfel>"),
    ],
)
def test_a_wrong_page_is_rejected(right: str, wrong: str) -> None:
    """A form, a count, a gloss, a heading, a language or a verdict that does not fit."""
    assert right in PAGE
    with pytest.raises(ExtractError):
        InflectionTable().extract(PAGE.replace(right, wrong, 1))


def test_mistakes_are_mistakes() -> None:
    """No mistaken form of any language is what should stand there, and every column allows one."""
    columns = num_columns()
    for part, table in enumerate((PHRASES, VERBS)):
        for language, code in enumerate(CODES):
            assert columns[part, language] == len(table[code])
            size = 12 * len(table[code])
            column = np.arange(size) % len(table[code])
            word = (30 if part == 0 else 0) + np.arange(size) // len(table[code])
            every = np.full(size, language), np.full(size, part), (word, np.zeros(size, np.int64))
            number, kinds = mistakes(*every, column)
            right = forms(*every, column).to_pylist()
            assert number.min() >= 1, (code, part)
            for turn in (0, number - 1):
                wrong = mistaken(*every, (column, kinds[np.arange(size), turn])).to_pylist()
                assert all(a != b for a, b in zip(wrong, right, strict=True)), (code, part)


def test_russian_forms_are_those_of_pymorphy() -> None:
    """Nouns and verbs of Russian tables have the number, case, tense and gender that the headings say."""
    analyser = pytest.importorskip("pymorphy3").MorphAnalyzer()
    tried = 0
    for record in documents(InflectionTable(), np.full(150, 60), np.arange(150)).to_pylist():
        for code, part, heads, rows in json.loads(record["check"])["tables"]:
            if code != "ru" or json.loads(record["check"])["verdict"] == "one_wrong":
                continue
            for row in rows:
                for head, form in zip(heads, row[1:], strict=True):
                    tags = [each.tag for each in analyser.parse(form.split(" ")[-1])]
                    wanted: set[str] = set()
                    if part == "verbs":
                        wanted |= {"past" if head.startswith(("past", "once")) else "VERB"}
                        wanted |= {"plur"} if head.endswith(("pl.", "they")) else {"sing"}
                    elif head.startswith(("def. pl.", "dem. pl.", "the (many)", "these")):
                        wanted |= {"plur", "nomn" if head.endswith(("nom.", "subject")) else "accs"}
                    elif head.startswith(("dem. sg.", "this")):
                        wanted |= {"sing", "nomn" if head.endswith(("nom.", "subject")) else "accs"}
                    assert not wanted or any(wanted <= set(tag.grammemes) for tag in tags), (head, form)
                    tried += 1
    assert tried > 20


def test_german_plurals_of_irregulars_grow_with_level() -> None:
    """Level 100 takes more of its words from the irregular end than level 1."""
    slots = np.arange(NOUN_SLOTS)
    low, high = (
        set(words_of(0, np.zeros_like(slots), slots, np.full_like(slots, share)).tolist())
        for share in (0, 55)
    )
    assert len(low) == len(high) == NOUN_SLOTS
    assert len(high - low) >= 20
