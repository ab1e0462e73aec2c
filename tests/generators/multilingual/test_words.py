"""The words of twelve languages against independent dictionaries and analysers."""

from __future__ import annotations

import unicodedata

import pytest

from dataforge.generators.multilingual._grammar import LANGUAGES, conjugated, entries, first_sound
from dataforge.generators.multilingual._tongues import sound
from dataforge.text.lexicon import lexicon

UNKNOWN = {  # real words that the oracle's table lacks
    "de": {"Paprikas"},
    "fr": {"noix", "ananas", "palais", "gris"},
    "it": {"bibliotecaria", "bibliotecarie", "aringa", "aringhe", "noce", "noci", "ananas", "fotocamera",
           "fotocamere", "camion", "autobus", "blu"},
    "pt": {"suéteres", "trator", "tratores"},
}  # fmt: skip


@pytest.mark.parametrize("code", ["en", "de", "fr", "es", "it", "pt", "ru"])
def test_simplemma_knows_every_form(code: str) -> None:
    """Every form of noun, verb and adjective is in an independent table of lemmas."""
    simplemma = pytest.importorskip("simplemma")
    wrong = set()
    for part in ("noun", "verb", "adjective"):
        for forms in entries(code, part):
            words = (
                forms[1:]
                if (part == "noun" and code != "en") or (part, code) == ("adjective", "de")
                else forms
            )
            words = [word for word in words if word not in ("A", "B")]
            wrong |= {
                word for form in words for word in form.split() if not simplemma.is_known(word, lang=code)
            }
    assert wrong - UNKNOWN.get(code, set()) == set()


def test_russian_forms_are_those_of_pymorphy() -> None:
    """Case, number, gender and aspect of Russian words by a morphological analyser."""
    analyser = pytest.importorskip("pymorphy3").MorphAnalyzer()

    def is_a(word: str, *wanted: str) -> bool:
        return any(set(wanted) <= set(parse.tag.grammemes) for parse in analyser.parse(word))

    for forms in entries("ru", "adjective"):
        tags_of = ("masc nomn", "femn nomn", "neut nomn", "plur nomn", "femn accs", "plur gent")
        for word, tags in zip(forms, tags_of, strict=True):
            assert is_a(word, *tags.split()), (word, tags)
    for forms in entries("ru", "verb"):
        for word, tags in zip(forms, ("3per sing impf", "3per plur impf", "masc past perf", "femn past perf",
                                      "3per sing perf", "3per plur perf"), strict=True):  # fmt: skip
            assert is_a(word, *tags.split()), (word, tags)
    for forms in entries("ru", "noun"):
        for word, tags in zip(
            forms[1:], ("nomn sing", "accs sing", "gent", "nomn plur", "gent plur"), strict=True
        ):
            assert is_a(word, *tags.split()), (word, tags)


def test_words_are_normal_and_in_their_script() -> None:
    """NFC, and letters of no other script than the language's own."""
    scripts = {"ru": "CYRILLIC", "hi": "DEVANAGARI", "ar": "ARABIC", "zh": "CJK"}
    for code in LANGUAGES:
        for cell in lexicon(f"multilingual_{code}").words(2):
            assert unicodedata.is_normalized("NFC", cell)
            wanted = scripts.get(code, "")
            letters = [letter for letter in cell if letter.isalpha()]
            if wanted and not (code == "ru" and cell[:2] in ("m,", "f,", "n,")):
                marked = letters[1:] if cell[1:2] == "," else letters
                assert all(unicodedata.name(letter).startswith(wanted) for letter in marked), cell


def test_every_finite_form_is_listed_in_every_language() -> None:
    """Twenty-four cells a verb: four rows of three genders in two numbers."""
    for code in LANGUAGES:
        assert {len(conjugated(code, forms)) for forms in entries(code, "verb")} == {24}


def test_english_articles_go_by_sound() -> None:
    """An honest man, a useful key, for the writer and for the reader."""
    words = {"honest": 1, "useful": 0, "ugly": 1, "happy": 0}
    assert {word: first_sound("en", word) for word in words} == words
    assert {word: int(sound("en", word) == "V") for word in words} == words
