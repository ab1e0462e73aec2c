"""Market sums: number words against an oracle and against the reader, a hand-written sum, wrong ones."""

from __future__ import annotations

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.multilingual._market_reader import read_number
from dataforge.generators.multilingual._numbers import LIMIT, spell
from dataforge.generators.multilingual.market_sums import MarketSums

CODES = ("en", "de", "fr", "es", "it", "pt", "ru", "tr")
NUMBERS = np.unique(
    np.concatenate([np.arange(1, 2100), np.arange(2000, LIMIT, 3371), np.arange(1, 1000, 7) * 1000])
)
SUM = """\
Page found in a drawer.

Heute ist Viktor am Flughafen. Viktor kauft sechs Pfirsiche zu je vier Euro. Dann nimmt Anna zwölf Hemden \
für elf Euro das Stück. \
Viktor braucht auch zwei Teller; ein Stück kostet zehn Euro. Viktor bekommt drei Euro Rabatt.

What does Viktor have to pay in all, in euros? Answer in words, in French.

6 * 4 = 24
2 * 10 = 20
24 + 20 - 3 = 41
Réponse: quarante et un"""


def _disputed(code: str, n: int) -> bool:
    """Where the oracle departs from the norm: one before thousand, Italian centootto and tré."""
    k = n // 1000
    if code in ("de", "es", "tr"):
        return k % 10 == 1 and k > 1
    return code == "it" and any(
        (part % 100) in (8, 18) or part // 10 % 10 == 8 or part % 10 == 3 for part in (k, n % 1000)
    )


@pytest.mark.parametrize("code", CODES)
def test_number_words_are_those_of_num2words(code: str) -> None:
    """Every number word agrees with an independent library, commas and Turkish spaces apart."""
    oracle = pytest.importorskip("num2words").num2words
    for n, words in zip(NUMBERS.tolist(), spell(code, NUMBERS, standing_alone=True).to_pylist(), strict=True):
        expected = oracle(n, lang="pt_BR" if code == "pt" else code).replace(",", "")
        if code == "tr":
            words, expected = words.replace(" ", ""), expected.replace(" ", "")
        assert words == expected or _disputed(code, n), n


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("alone", [False, True])
def test_the_reader_undoes_the_speller(code: str, alone: bool) -> None:
    """Words read back are the number, before a noun and alone."""
    words = spell(code, NUMBERS, standing_alone=alone).to_pylist()
    assert [read_number(code, word.split(" "), alone=alone) for word in words] == NUMBERS.tolist()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", "five forty"),
        ("fr", "vingt quarante"),
        ("de", "zwanzigfünf"),
        ("it", "ventiuno"),
        ("es", "mil mil"),
        ("ru", "пять десять"),
        ("tr", "beş üç"),
        ("en", "three zebras"),
    ],
)
def test_what_is_no_number_is_rejected(code: str, words: str) -> None:
    """Words in an order that no number has."""
    with pytest.raises(ExtractError):
        read_number(code, words.split(" "))


def test_a_hand_written_sum_is_read() -> None:
    """Told in German, asked in English, answered in French; what Anna buys does not count."""
    facts = MarketSums().extract(SUM)
    assert facts["languages"] == ["de", "en", "fr"]
    assert facts["purchases"] == [
        ["Viktor", "PEACH", 6, 4],
        ["Anna", "SHIRT", 12, 11],
        ["Viktor", "PLATE", 2, 10],
    ]
    assert (facts["extras"], facts["value"], facts["answer"]) == ([-3], 41, "quarante et un")


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("sechs Pfirsiche", "sieben Pfirsiche"),
        ("sechs Pfirsiche", "sechs Pfirsich"),
        ("24 + 20 - 3 = 41", "24 + 20 - 3 = 42"),
        ("quarante et un", "quarante-deux"),
        ("Réponse: quarante et un", "Antwort: einundvierzig"),
        ("nimmt Anna", "nimmt Viktor"),
        ("bekommt drei Euro Rabatt", "bekommt keinen Rabatt"),
        ("does Viktor have", "does Anna have"),
    ],
)
def test_a_wrong_sum_is_rejected(right: str, wrong: str) -> None:
    """A wrong quantity, noun form, line, answer, language, buyer or question."""
    assert right in SUM
    with pytest.raises(ExtractError):
        MarketSums().extract(SUM.replace(right, wrong))
