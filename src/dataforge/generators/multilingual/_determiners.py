"""What the determiners of twelve languages ask of the words after them. For the writer only.

A cell says, for a gender, a determiner and a case, which form the noun and the adjective take and what stands
before them, by how the next word begins (consonant, vowel, Italian's impure s). A determiner of measure has
`{}` where Chinese puts its classifier and Japanese its counter.
"""

from __future__ import annotations

from collections.abc import Callable

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "ru", "tr", "zh", "ja", "hi", "ar")
DEF, INDEF, THIS, DEF_PL, THIS_PL, FIRST_NUMBER = range(6)
NUM_DETERMINERS = 14
NOMINATIVE, ACCUSATIVE, OBLIQUE = range(3)
GENDERS = "mfn"
Cell = tuple[int, int, tuple[str, str, str]]

_NUMBERS = {
    "en": "two three four five six seven eight nine ten",
    "de": "zwei drei vier fünf sechs sieben acht neun zehn",
    "fr": "deux trois quatre cinq six sept huit neuf dix",
    "es": "dos tres cuatro cinco seis siete ocho nueve diez",
    "it": "due tre quattro cinque sei sette otto nove dieci",
    "pt": "dois três quatro cinco seis sete oito nove dez",
    "ru": "два три четыре пять шесть семь восемь девять десять",
    "tr": "iki üç dört beş altı yedi sekiz dokuz on",
    "zh": "两 三 四 五 六 七 八 九 十",
    "ja": "二 三 四 五 六 七 八 九 十",
    "hi": "दो तीन चार पाँच छह सात आठ नौ दस",
    "ar": "_ ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة عشرة",
}
_AR_WITH_FEMININE = "_ ثلاث أربع خمس ست سبع ثماني تسع عشر"
DE_ENDINGS = ("e", "er", "es", "en")


def _three(text: str) -> tuple[str, str, str]:
    return text, text, text


def _number(language: str, determiner: int) -> str:
    return _NUMBERS[language].split()[determiner - FIRST_NUMBER]


def _en(gender: str, determiner: int, case: int) -> Cell:
    del gender, case
    words = {DEF: _three("the"), INDEF: ("a", "an", "a"), THIS: _three("this"), DEF_PL: _three("the")}
    words[THIS_PL] = _three("these")
    return int(determiner >= DEF_PL), 0, words.get(determiner) or _three(_number("en", determiner))


def _de(gender: str, determiner: int, case: int) -> Cell:
    masculine = "en" if case == ACCUSATIVE else "er"
    own = {"m": masculine, "f": "e", "n": "es"}[gender]  # the ending that shows gender and case
    weak = "en" if own == "en" else "e"
    if determiner == DEF:
        word = {"en": "den", "er": "der", "e": "die", "es": "das"}[own]
        return 0, DE_ENDINGS.index(weak), _three(word)
    if determiner == THIS:
        return 0, DE_ENDINGS.index(weak), _three(f"dies{own}")
    if determiner == INDEF:
        return 0, DE_ENDINGS.index(own), _three({"en": "einen", "e": "eine"}.get(own, "ein"))
    if determiner in (DEF_PL, THIS_PL):
        return 1, DE_ENDINGS.index("en"), _three("die" if determiner == DEF_PL else "diese")
    return 1, DE_ENDINGS.index("e"), _three(_number("de", determiner))


def _romance(language: str, text: str) -> Callable[[str, int, int], Cell]:
    """Articles written as `determiner + gender`, then one word, or those before a consonant, a vowel and an
    impure s."""
    articles: dict[str, tuple[str, str, str]] = {}
    for line in text.split(","):
        key, *words = line.split()
        three = words if len(words) == 3 else words * 3
        articles[key] = (three[0], three[1], three[2])

    def cell(gender: str, determiner: int, case: int) -> Cell:
        del case
        plural, feminine = determiner >= DEF_PL, gender == "f"
        form = 2 * plural + feminine
        if determiner >= FIRST_NUMBER:
            word = _number(language, determiner)
            return 1, form, _three("duas" if (word, feminine) == ("dois", True) else word)
        return int(plural), form, articles[f"{determiner}{'f' if feminine else 'm'}"]

    return cell


def _ru(gender: str, determiner: int, case: int) -> Cell:
    kind, accusative = GENDERS.index(gender), case == ACCUSATIVE
    if determiner in (DEF_PL, THIS_PL):
        return 3, 3, _three("" if determiner == DEF_PL else "эти")
    if determiner < FIRST_NUMBER:
        feminine_object = accusative and gender == "f"
        this = "эту" if feminine_object else ("этот", "эта", "это")[kind]
        return int(accusative), 4 if feminine_object else kind, _three(this if determiner == THIS else "")
    word = "две" if determiner == FIRST_NUMBER and gender == "f" else _number("ru", determiner)
    few = determiner < FIRST_NUMBER + 3
    return (2 if few else 4), (3 if few and gender == "f" else 5), _three(word)


def _tr(gender: str, determiner: int, case: int) -> Cell:
    del gender
    if determiner >= FIRST_NUMBER:
        return 0, 0, _three(_number("tr", determiner))
    form = 0 if determiner == INDEF else (determiner >= DEF_PL) + 2 * (case == ACCUSATIVE)
    return form, 0, _three("bu" if determiner in (THIS, THIS_PL) else "")


def _zh(gender: str, determiner: int, case: int) -> Cell:
    del gender, case
    words = {DEF: "", INDEF: "一{}", THIS: "这{}", DEF_PL: "那些", THIS_PL: "这些"}
    word = words[determiner] if determiner in words else _number("zh", determiner) + "{}"
    return 0, 0, _three(word)


def _ja(gender: str, determiner: int, case: int) -> Cell:
    del gender, case
    words = {DEF: "", INDEF: "一{}の", THIS: "この", DEF_PL: "それらの", THIS_PL: "これらの"}
    word = words[determiner] if determiner in words else _number("ja", determiner) + "{}の"
    return 0, 0, _three(word)


def _hi(gender: str, determiner: int, case: int) -> Cell:
    plural, oblique = determiner >= DEF_PL, case == OBLIQUE
    adjective = 2 if gender == "f" else int(plural or oblique)
    words = {DEF: "", INDEF: "एक", THIS: "इस" if oblique else "यह"}
    words[DEF_PL], words[THIS_PL] = ("उन", "इन") if oblique else ("वे", "ये")
    word = words[determiner] if determiner in words else _number("hi", determiner)
    return 2 * plural + oblique, adjective, _three(word)


def _ar(gender: str, determiner: int, case: int) -> Cell:
    """Subjects (nominative) are people, objects (accusative) are not: plurals of things agree as feminine
    singulars."""
    feminine, accusative = gender == "f", case == ACCUSATIVE
    if determiner in (DEF, THIS):
        return 0, int(feminine), _three("" if determiner == DEF else "هذه" if feminine else "هذا")
    if determiner == INDEF:
        return int(accusative), 1 if feminine else 2 * accusative, _three("")
    if determiner == FIRST_NUMBER:  # the dual: no word for two
        return 2 + accusative, 3 + accusative + 2 * feminine, _three("")
    if determiner < FIRST_NUMBER:
        these = "هذه" if accusative else "هؤلاء"
        adjective = 1 if accusative else 9 if feminine else 7
        return 4, adjective, _three("" if determiner == DEF_PL else these)
    words = _AR_WITH_FEMININE.split()[determiner - FIRST_NUMBER] if feminine else _number("ar", determiner)
    return 5, 1 if accusative else 9 if feminine else 8, _three(words)


CELLS: dict[str, Callable[[str, int, int], Cell]] = {
    "en": _en,
    "de": _de,
    "fr": _romance(
        "fr", "0m le l' le,0f la l' la,1m un,1f une,2m ce cet ce,2f cette,3m les,3f les,4m ces,4f ces"
    ),
    "es": _romance("es", "0m el,0f la,1m un,1f una,2m este,2f esta,3m los,3f las,4m estos,4f estas"),
    "it": _romance(
        "it",
        "0m il l' lo,0f la l' la,1m un un uno,1f una un' una,2m questo quest' questo,"
        "2f questa quest' questa,3m i gli gli,3f le,4m questi,4f queste",
    ),
    "pt": _romance("pt", "0m o,0f a,1m um,1f uma,2m este,2f esta,3m os,3f as,4m estes,4f estas"),
    "ru": _ru,
    "tr": _tr,
    "zh": _zh,
    "ja": _ja,
    "hi": _hi,
    "ar": _ar,
}
