"""The English noun lexicons: sizes, forms, articles and plurals."""

from __future__ import annotations

import re

import pytest

from dataforge.text.lexicon import lexicon

COUNTED = {
    "en_people": 350,
    "en_animals": 180,
    "en_plants": 180,
    "en_foods": 200,
    "en_tools": 200,
    "en_objects": 350,
    "en_clothes": 90,
    "en_vehicles": 70,
    "en_furniture": 80,
    "en_instruments": 60,
    "en_devices": 150,
    "en_documents": 90,
    "en_events": 130,
}
PLACED = {"en_buildings": 160, "en_rooms": 80, "en_landforms": 110, "en_institutions": 110}
SINGLE = {
    "en_materials": 120,
    "en_fields": 130,
    "en_towns": 700,
    "en_organisations": 150,
    "en_surnames": 900,
}
PAIRED = {"en_abstract": 300, "en_given_names": 600}
COLUMNS = (
    dict.fromkeys(COUNTED, 3) | dict.fromkeys(PLACED, 4) | dict.fromkeys(SINGLE, 1) | dict.fromkeys(PAIRED, 2)
)
MINIMA = COUNTED | PLACED | SINGLE | PAIRED
NOUNS = sorted(COUNTED | PLACED)

# First words that are written with a vowel but begin with the sound of a consonant.
CONSONANT_SOUND = {
    "eucalyptus",
    "euphonium",
    "European",
    "ewe",
    "one",
    "ukulele",
    "uniform",
    "union",
    "unit",
    "university",
    "user",
    "utility",
}
# First words that are written with a consonant but begin with the sound of a vowel.
VOWEL_SOUND = {"heir", "honest", "hour", "hourglass", "X-ray"}

# Plurals on which these lists and `inflect` differ, each with its reason.
PLURALS = {
    # Names of animals whose plural is the same word when one speaks of the kind; `inflect` adds an s.
    "bison": "bison",
    "perch": "perch",
    "pike": "pike",
    "squid": "squid",
    # Both -os and -oes are in use; the lists take the shorter, `inflect` the longer.
    "banjo": "banjos",
    "burrito": "burritos",
    "flamingo": "flamingos",
    "gecko": "geckos",
    "ginkgo": "ginkgos",
    "grotto": "grottos",
    "piccolo": "piccolos",
    "servo": "servos",
    # Works and barracks have one form for both numbers; `inflect` adds an s.
    "barracks": "barracks",
    "brickworks": "brickworks",
    "gasworks": "gasworks",
    "glassworks": "glassworks",
    "ironworks": "ironworks",
    "waterworks": "waterworks",
    # Singulars in -s that take -es; `inflect` reads them as plurals.
    "amaryllis": "amaryllises",
    "clematis": "clematises",
    "haggis": "haggises",
    "summons": "summonses",
    # Latin and Greek plurals that are the usual ones in British use; `inflect` makes English ones.
    "cactus": "cacti",
    "gladiolus": "gladioli",
    "symposium": "symposia",
    # Phrases whose first word takes the plural; `inflect` changes the last.
    "chaise longue": "chaises longues",
    "cor anglais": "cors anglais",
    "curriculum vitae": "curricula vitae",
    "passer-by": "passers-by",
    # Irregular words that `inflect` takes for regular ones.
    "grandchild": "grandchildren",
    "meatloaf": "meatloaves",
    "thief": "thieves",
}
# The thing one casts metal in has a regular plural, the thing one throws has not.
PLURALS_IN = {("en_tools", "die"): "dies"}


def expected_article(noun: str) -> str:
    """The indefinite article that the sound of a noun's first word asks for."""
    word = re.split(r"[ -]", noun)[0] if not noun.startswith("X-ray") else "X-ray"
    if word in CONSONANT_SOUND:
        return "a"
    return "an" if word in VOWEL_SOUND or word[0].lower() in "aeiouéâ" else "a"


@pytest.mark.parametrize("name", sorted(MINIMA))
def test_lexicon_has_its_columns_and_size(name: str) -> None:
    """Every file loads with its number of forms and at least the promised number of entries."""
    table = lexicon(name)
    assert len(table.columns) == COLUMNS[name]
    assert len(table) >= MINIMA[name]


@pytest.mark.parametrize("name", sorted(MINIMA))
def test_entries_are_distinct_and_clean(name: str) -> None:
    """No first form comes twice, and no form is empty or has stray spaces."""
    table = lexicon(name)
    words = table.words()
    assert len(set(words)) == len(words)
    for form in range(len(table.columns)):
        assert all(text and text == " ".join(text.split()) for text in table.words(form))


@pytest.mark.parametrize("name", NOUNS)
def test_articles_follow_the_sound(name: str) -> None:
    """Every noun has the indefinite article that its first sound asks for."""
    table = lexicon(name)
    wrong = [
        (article, noun)
        for noun, article in zip(table.words(0), table.words(2), strict=True)
        if article != expected_article(noun)
    ]
    assert wrong == []


@pytest.mark.parametrize("name", NOUNS)
def test_plurals_agree_with_an_oracle(name: str) -> None:
    """Every plural is the one `inflect` gives or one listed above with its reason."""
    engine = pytest.importorskip("inflect").engine()
    table = lexicon(name)
    wrong = []
    for noun, plural in zip(table.words(0), table.words(1), strict=True):
        expected = PLURALS_IN.get((name, noun)) or PLURALS.get(noun) or engine.plural_noun(noun)
        if plural != expected:
            wrong.append((noun, plural, expected))
    assert wrong == []


@pytest.mark.parametrize("name", sorted(PLACED))
def test_places_have_a_preposition(name: str) -> None:
    """Every place says whether one is in it, at it or on it."""
    assert set(lexicon(name).words(3)) <= {"in", "at", "on"}


def test_abstract_nouns_say_their_kind() -> None:
    """Every abstract noun is marked as a mass noun or a count noun, and both kinds occur."""
    assert set(lexicon("en_abstract").words(1)) == {"mass", "count"}


def test_given_names_are_balanced_in_every_prefix() -> None:
    """In any prefix of the given names the two pronouns differ in number by at most one."""
    excess = 0
    for pronoun in lexicon("en_given_names").words(1):
        assert pronoun in {"he", "she"}
        excess += 1 if pronoun == "she" else -1
        assert abs(excess) <= 1
    assert excess == 0


@pytest.mark.parametrize("name", ["en_given_names", "en_surnames"])
def test_names_are_single_ascii_words(name: str) -> None:
    """Every given name and surname is one capitalised word of plain letters."""
    assert all(re.fullmatch(r"[A-Z][A-Za-z]+", word) for word in lexicon(name).words())


@pytest.mark.parametrize("name", [*NOUNS, "en_materials", "en_fields", "en_abstract"])
def test_common_nouns_are_lowercase(name: str) -> None:
    """Common nouns have no capitals, save those that hold a proper name or a letter's name."""
    proper = r"Brazil|Brussels|Christmas|Egyptology|French|Geiger|Lizzie|T-s|Venus|X-ray|3D|pH"
    words = [re.sub(proper, "", word) for word in lexicon(name).words()]
    assert [word for word in words if word != word.lower()] == []
