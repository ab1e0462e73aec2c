"""Parallel texts: known sentences in eight languages, agreement, versions that must say the same."""

from __future__ import annotations

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.multilingual._grammar import LANGUAGES, Clauses, Phrase, speak
from dataforge.generators.multilingual.parallel_sentences import ParallelSentences
from dataforge.text.lexicon import lexicon

GOOD = {
    "English": "Yesterday two tired cooks bought an old guitar at the market because the guitar was"
    " beautiful.",
    "German": "Gestern kauften zwei müde Köche eine alte Gitarre auf dem Markt, weil die Gitarre schön war.",
    "French": "Hier, deux cuisiniers fatigués ont acheté une vieille guitare au marché parce que la"
    " guitare était belle.",
    "Spanish": "Ayer dos cocineros cansados compraron una guitarra vieja en el mercado porque la guitarra"
    " era bonita.",
    "Italian": "Ieri due cuochi stanchi hanno comprato una chitarra vecchia al mercato perché la chitarra"
    " era bella.",
    "Portuguese": "Ontem dois cozinheiros cansados compraram uma guitarra velha no mercado porque a guitarra"
    " era bonita.",
    "Russian": "Вчера два усталых повара купили старую гитару на рынке, потому что гитара была красивая.",
    "Turkish": "Dün iki yorgun aşçı pazarda eski bir gitar aldı, çünkü gitar güzeldi.",
}


def _text(**versions: str) -> str:
    target = list(versions)[-1]
    return f"Say it in {target}.\n\n" + "\n".join(f"{name}: {body}" for name, body in versions.items())


def _number(name: str, word: str) -> int:
    return lexicon(f"multilingual_{name}").words(0).index(word)


def test_eight_versions_written_by_hand_say_the_same() -> None:
    """Sentences written by hand parse to one set of facts, and the last is the answer."""
    facts = ParallelSentences().extract(_text(**GOOD))
    assert facts["clauses"] == [
        [
            "NEW",
            "YESTERDAY",
            ["num_2", "COOK", "TIRED"],
            "BUY",
            ["indef_sg", "GUITAR", "OLD"],
            "AT_THE_MARKET",
            "BEAUTIFUL",
        ]
    ]
    assert facts["answer"] == GOOD["Turkish"]


def test_the_writer_says_what_a_person_would() -> None:
    """The same facts come out as the very sentences written by hand."""
    one = np.ones(1, np.int64)

    def phrase(noun: str, determiner: int, adjective: str) -> Phrase:
        return Phrase(
            one * _number("nouns", noun), one * determiner, one * _number("adjectives", adjective) + 1
        )

    clauses = Clauses(
        link=one * 0,
        first=one,
        time=one * _number("times", "YESTERDAY"),
        tense=one,
        subject=phrase("COOK", 5, "TIRED"),
        verb=one * _number("verbs", "BUY"),
        thing=phrase("GUITAR", 1, "OLD"),
        place=one * _number("places", "AT_THE_MARKET") + 1,
        reason=one * _number("adjectives", "BEAUTIFUL") + 1,
        explained=one > 1,
    )
    said = [speak(code, clauses)[0].as_py() + "." for code in LANGUAGES]
    assert said == list(GOOD.values())


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("English", "an old", "a old"),
        ("English", "two tired cooks bought", "two tired cooks buys"),
        ("German", "eine alte", "einen alten"),
        ("German", "kauften zwei müde Köche", "zwei müde Köche kauften"),
        ("German", "schön war", "war schön"),
        ("French", "vieille guitare", "vieux guitare"),
        ("French", "une vieille guitare", "une guitare vieille"),
        ("French", "était belle", "était beau"),
        ("Spanish", "compraron", "compró"),
        ("Italian", "una chitarra vecchia", "un chitarra vecchia"),
        ("Portuguese", "dois", "duas"),
        ("Russian", "старую гитару", "старая гитара"),
        ("Russian", "усталых повара", "усталых поваров"),
        ("Turkish", "aşçı pazarda", "aşçılar pazarda"),
        ("Turkish", "eski bir gitar", "eski gitarı"),
        ("Portuguese", "no mercado", "na praia"),
        ("Spanish", "dos", "tres"),
    ],
)
def test_what_does_not_agree_is_rejected(language: str, right: str, wrong: str) -> None:
    """Wrong gender, number, case, word order, elision, or another fact in one version."""
    assert right in GOOD[language]
    with pytest.raises(ExtractError):
        ParallelSentences().extract(_text(**{**GOOD, language: GOOD[language].replace(right, wrong)}))


def test_articles_and_adjectives_before_vowels() -> None:
    """French and Italian words change before a vowel or an impure s."""
    one = np.ones(1, np.int64)
    cases = {
        ("fr", "MAN", 0, "YOUNG", "MIRROR", 2, "SMALL"): "le jeune homme voit ce petit miroir",
        ("fr", "STUDENT", 0, "POLITE", "ONION", 1, "BIG"): "l'étudiant poli voit un grand oignon",
        ("it", "STUDENT", 0, "SHY", "MIRROR", 1, "NEW"): "lo studente timido vede uno specchio nuovo",
        ("it", "UNCLE", 3, "RICH", "ORANGE", 1, "FRESH"): "gli zii ricchi vedono un'arancia fresca",
        ("fr", "ACTRESS", 2, "FAMOUS", "UMBRELLA", 2, "OLD"): "cette actrice célèbre voit ce vieux parapluie",
        ("de", "CHILD", 2, "POOR", "APPLE", 0, "EXPENSIVE"): "sieht dieses arme Kind den teuren Apfel",
        ("ru", "CHILD", 8, "HAPPY", "LETTER", 7, "LONG"): "пять счастливых детей видят четыре длинных письма",
    }
    for (code, who, article, what, thing, other, which), expected in cases.items():
        subject = Phrase(one * _number("nouns", who), one * article, one * _number("adjectives", what) + 1)
        seen = Phrase(one * _number("nouns", thing), one * other, one * _number("adjectives", which) + 1)
        verb, now = one * _number("verbs", "SEE"), one * _number("times", "NOW")
        clauses = Clauses(one * 0, one, now, one * 0, subject, verb, seen, one * 0, one * 0, one > 1)
        assert expected in speak(code, clauses)[0].as_py()
