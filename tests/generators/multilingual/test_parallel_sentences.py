"""Parallel texts: known sentences in twelve languages, agreement, versions that must say the same."""

from __future__ import annotations

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.multilingual._abstract import concepts
from dataforge.generators.multilingual._grammar import LANGUAGES, Clauses, Phrase, speak
from dataforge.generators.multilingual.parallel_sentences import ParallelSentences

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
    "Chinese": "昨天，两名疲倦的厨师在市场买了一把旧的吉他，因为吉他很漂亮。",
    "Japanese": "昨日、ギターが美しかったので、二人の疲れた料理人は市場で一本の古いギターを買いました。",
    "Hindi": "बीते कल दो थके हुए रसोइयों ने बाज़ार में एक पुराना गिटार खरीदा, क्योंकि गिटार सुंदर था।",
    "Arabic": "أمس اشترى طباخان متعبان قيثارة قديمة في السوق لأن القيثارة كانت جميلة.",
}


def _text(**versions: str) -> str:
    target = list(versions)[-1]
    return f"Say it in {target}.\n\n" + "\n".join(f"{name}: {body}" for name, body in versions.items())


def test_twelve_versions_written_by_hand_say_the_same() -> None:
    """Sentences written by hand parse to one set of facts, and the last is the answer."""
    facts = ParallelSentences().extract(_text(**GOOD))
    subject, thing = ["num_2", "COOK", "TIRED"], ["indef_sg", "GUITAR", "OLD"]
    assert facts["clauses"] == [["NEW", "YESTERDAY", subject, "BUY", thing, "", "AT_THE_MARKET", "BEAUTIFUL"]]
    assert facts["answer"] == GOOD["Arabic"]


def _clause(
    subject: tuple[str, int, str], verb: str, thing: tuple[str, int, str], tense: int, more: dict[str, str]
) -> Clauses:
    one = np.ones(1, np.int64)

    def number(part: str, word: str) -> np.ndarray:  # type: ignore[type-arg]
        return one * (concepts(part).index(word) + 1 if word else 0)

    def phrase(noun: str, determiner: int, adjective: str) -> Phrase:
        return Phrase(number("noun", noun) - 1, one * determiner, number("adjective", adjective))

    return Clauses(
        link=one * 0, after=one * 0, first=one, time=number("time", more["time"]) - 1, tense=one * tense,
        subject=phrase(*subject), verb=number("verb", verb) - 1, thing=phrase(*thing),
        adverb=number("adverb", more.get("adverb", "")), place=number("place", more.get("place", "")),
        reason=number("adjective", more.get("reason", "")), explained=one > 1,
    )  # fmt: skip


def test_the_writer_says_what_a_person_would() -> None:
    """The same facts come out as the very sentences written by hand."""
    more = {"time": "YESTERDAY", "place": "AT_THE_MARKET", "reason": "BEAUTIFUL"}
    clause = _clause(("COOK", 5, "TIRED"), "BUY", ("GUITAR", 1, "OLD"), 1, more)
    assert [speak(code, clause)[0].as_py() for code in LANGUAGES] == list(GOOD.values())


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
        ("Spanish", "compraron", "compró"),
        ("Italian", "una chitarra vecchia", "un chitarra vecchia"),
        ("Portuguese", "dois", "duas"),
        ("Portuguese", "no mercado", "na praia"),
        ("Russian", "старую гитару", "старая гитара"),
        ("Russian", "усталых повара", "усталых поваров"),
        ("Turkish", "aşçı pazarda", "aşçılar pazarda"),
        ("Turkish", "eski bir gitar", "eski gitarı"),
        ("Chinese", "两名", "两把"),
        ("Chinese", "买了", "买"),
        ("Japanese", "一本の", "一冊の"),
        ("Japanese", "ギターを買", "ギターは買"),
        ("Japanese", "買いました", "買います"),
        ("Hindi", "रसोइयों ने", "रसोइए ने"),
        ("Hindi", "खरीदा", "खरीदी"),
        ("Hindi", "पुराना गिटार", "पुरानी गिटार"),
        ("Arabic", "طباخان متعبان", "طباخان متعبون"),
        ("Arabic", "قيثارة قديمة", "قيثارة قديما"),
        ("Arabic", "كانت جميلة", "كان جميلا"),
        ("Arabic", "اشترى", "اشترت"),
    ],
)
def test_what_does_not_agree_is_rejected(language: str, right: str, wrong: str) -> None:
    """Wrong gender, number, case, word order, measure word, particle, or another fact in one version."""
    assert right in GOOD[language]
    with pytest.raises(ExtractError):
        ParallelSentences().extract(_text(**{**GOOD, language: GOOD[language].replace(right, wrong)}))


@pytest.mark.parametrize(
    ("code", "subject", "thing", "expected"),
    [
        ("fr", ("MAN", 0, "YOUNG"), ("MIRROR", 2, "SMALL"), "le jeune homme voit ce petit miroir"),
        ("fr", ("STUDENT", 0, "POLITE"), ("ONION", 1, "BIG"), "l'étudiant poli voit un grand oignon"),
        ("it", ("STUDENT", 0, "SHY"), ("MIRROR", 1, "NEW"), "lo studente timido vede uno specchio nuovo"),
        ("it", ("UNCLE", 3, "RICH"), ("ORANGE", 1, "FRESH"), "gli zii ricchi vedono un'arancia fresca"),
        ("de", ("CHILD", 2, "POOR"), ("APPLE", 0, "EXPENSIVE"), "sieht dieses arme Kind den teuren Apfel"),
        (
            "ru",
            ("CHILD", 8, "HAPPY"),
            ("LETTER", 7, "LONG"),
            "пять счастливых детей видят четыре длинных письма",
        ),
        ("ar", ("ENGINEER", 3, "HAPPY"), ("BOOK", 1, "OLD"), "يرى المهندسون السعداء كتابا قديما"),
        ("ar", ("NURSE", 6, "TIRED"), ("BOOK", 5, "NEW"), "ترى ثلاث ممرضات متعبات كتابين جديدين"),
        ("hi", ("GIRL", 2, "POOR"), ("BOOK", 4, "NEW"), "यह गरीब लड़की ये नई किताबें देखती है"),
    ],
)  # fmt: skip
def test_phrases_agree(
    code: str, subject: tuple[str, int, str], thing: tuple[str, int, str], expected: str
) -> None:
    """Elision, weak and strong endings, the dual, reversed gender of Arabic numerals."""
    assert expected in speak(code, _clause(subject, "SEE", thing, 0, {"time": "NOW"}))[0].as_py()


def test_again_is_not_bitter() -> None:
    """Arabic `again` begins with the word for a bitter one; the longer reading is the right one."""
    facts = ParallelSentences().extract(
        _text(
            Russian="В прошлом году мужчина снова принёс сыр.",
            Arabic="العام الماضي أحضر رجل جبنة مرة أخرى.",
            Hindi="पिछले साल एक आदमी ने फिर से एक पनीर पहुँचाया।",
        )
    )
    assert facts["clauses"][0][4:6] == [["indef_sg", "CHEESE", ""], "AGAIN"]


def test_another_version_says_how_many() -> None:
    """German `die Ananas` are one or many: French says which, and two versions that differ are rejected."""
    german = "Im Sommer essen drei Dichter wieder die Ananas."
    one = _text(German=german, French="En été, trois poètes mangent de nouveau l'ananas.")
    many = _text(German=german, French="En été, trois poètes mangent de nouveau les ananas.")
    found = [ParallelSentences().extract(each)["clauses"][0][4] for each in (one, many)]
    assert found == [["def_sg", "PINEAPPLE", ""], ["def_pl", "PINEAPPLE", ""]]
    with pytest.raises(ExtractError):
        ParallelSentences().extract(many.replace("die Ananas", "diese Ananas"))
