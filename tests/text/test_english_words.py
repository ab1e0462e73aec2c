"""English verbs, adjectives, adverbs and phrases: sizes, forms and sounds, against an outside inflector."""

from __future__ import annotations

import re

import pytest

from dataforge.text.lexicon import lexicon

SIZES = {
    "en_verbs_handle": (5, 200),
    "en_verbs_make": (5, 120),
    "en_verbs_say": (5, 90),
    "en_verbs_think": (5, 80),
    "en_verbs_move": (5, 110),
    "en_verbs_rest": (5, 60),
    "en_verbs_social": (5, 110),
    "en_verbs_change": (5, 100),
    "en_verbs_study": (5, 110),
    "en_verbs_system": (5, 120),
    "en_verbs_argue": (5, 80),
    "en_adj_size": (4, 50),
    "en_adj_colour": (4, 60),
    "en_adj_age": (4, 30),
    "en_adj_texture": (4, 90),
    "en_adj_person": (4, 200),
    "en_adj_place": (4, 120),
    "en_adj_idea": (4, 180),
    "en_adj_technical": (4, 120),
    "en_adj_weather": (4, 50),
    "en_adv_manner": (1, 200),
    "en_adv_degree": (1, 50),
    "en_adv_frequency": (1, 40),
    "en_adv_sentence": (1, 80),
    "en_adv_time": (1, 150),
    "en_adv_place": (1, 90),
    "en_conn_cause": (1, 40),
    "en_conn_result": (1, 50),
    "en_conn_contrast": (1, 40),
    "en_conn_addition": (1, 50),
    "en_conn_sequence": (1, 60),
    "en_conn_conclusion": (1, 50),
    "en_conn_concession": (1, 30),
    "en_scenery": (1, 250),
    "en_gestures": (1, 150),
}
VERBS = [name for name in SIZES if name.startswith("en_verbs_")]
ADJECTIVES = [name for name in SIZES if name.startswith("en_adj_")]
PHRASES = [name for name in SIZES if SIZES[name][0] == 1]

# Forms that are right in British English and that the oracle spells or chooses otherwise.
VERB_EXCEPTIONS = {
    ("heave", "VBN"): "heaved",
    ("smell", "VBN"): "smelled",
    ("knit", "VBD"): "knitted",
    ("knit", "VBN"): "knitted",
    ("blend", "VBN"): "blended",
    ("ski", "VBN"): "skied",
    ("lie", "VBN"): "lain",
    ("lean", "VBN"): "leaned",
    ("broadcast", "VBD"): "broadcast",
    ("marvel", "VBG"): "marvelling",
}
ADJECTIVE_EXCEPTIONS = {
    ("blue", "JJR"): "bluer",
    ("blue", "JJS"): "bluest",
    ("true", "JJR"): "truer",
    ("vague", "JJR"): "vaguer",
    ("vague", "JJS"): "vaguest",
    ("eerie", "JJR"): "eerier",
    ("eerie", "JJS"): "eeriest",
    ("sly", "JJR"): "slyer",
    ("sly", "JJS"): "slyest",
    ("squat", "JJR"): "squatter",
    ("squat", "JJS"): "squattest",
}
# Adjectives whose first sound is not what their first letter says.
CONSONANT_SOUND = {"useful", "useless", "universal", "utopian"}
VOWEL_SOUND = {"honest"}
WEEKDAYS = re.compile(r"\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")


@pytest.mark.parametrize("name", SIZES)
def test_size(name: str) -> None:
    """Every file loads with the promised number of forms and at least the promised number of entries."""
    forms, entries = SIZES[name]
    words = lexicon(name)
    assert len(words.columns) == forms
    assert len(words) >= entries


@pytest.mark.parametrize("name", SIZES)
def test_no_duplicates(name: str) -> None:
    """No first form stands twice in a file."""
    words = lexicon(name).words()
    assert len(words) == len(set(words))


@pytest.mark.parametrize("name", SIZES)
def test_plain_letters(name: str) -> None:
    """Forms are lowercase letters with single spaces, hyphens or apostrophes; only weekdays have capitals."""
    words = lexicon(name)
    for form in range(SIZES[name][0]):
        for word in words.words(form):
            assert re.fullmatch(r"[a-z]+(?:[ '-][a-z]+)*", WEEKDAYS.sub("weekday", word)), word


@pytest.mark.parametrize("name", VERBS)
def test_verb_forms(name: str) -> None:
    """All five forms of every verb are those of the oracle, or one of the listed exceptions."""
    inflect = pytest.importorskip("lemminflect").getInflection
    verbs = lexicon(name)
    for form, tag in enumerate(("VB", "VBZ", "VBD", "VBN", "VBG")):
        for base, word in zip(verbs.words(), verbs.words(form), strict=True):
            right = VERB_EXCEPTIONS.get((base, tag))
            assert word == right if right else word in inflect(base, tag), (base, tag, word)


@pytest.mark.parametrize("name", ADJECTIVES)
def test_comparison(name: str) -> None:
    """Comparison is by "more" and "most" throughout, or by the oracle's one-word forms throughout."""
    inflect = pytest.importorskip("lemminflect").getInflection
    adjectives = lexicon(name)
    for word, more, most in zip(*(adjectives.words(form) for form in range(3)), strict=True):
        if more.startswith("more "):
            assert (more, most) == (f"more {word}", f"most {word}")
            continue
        for tag, compared in (("JJR", more), ("JJS", most)):
            right = ADJECTIVE_EXCEPTIONS.get((word, tag))
            assert compared == right if right else compared in inflect(word, tag), (word, tag, compared)


@pytest.mark.parametrize("name", ADJECTIVES)
def test_article(name: str) -> None:
    """The article is "an" before a vowel sound and "a" before every other."""
    adjectives = lexicon(name)
    for word, article in zip(adjectives.words(), adjectives.words(3), strict=True):
        vowel = word in VOWEL_SOUND or (word[0] in "aeiou" and word not in CONSONANT_SOUND)
        assert article == ("an" if vowel else "a"), word


@pytest.mark.parametrize("name", PHRASES)
def test_phrases_are_short(name: str) -> None:
    """No adverb, connective or clause is longer than sixty characters."""
    assert max(map(len, lexicon(name).words())) <= 60


def test_gestures_open_with_a_past_tense() -> None:
    """A gesture can follow a name: it opens with a verb, never with a pronoun, an article or an -ing form."""
    for gesture in lexicon("en_gestures").words():
        first = gesture.split()[0]
        assert first not in {"he", "she", "they", "it", "the", "a", "an"}, gesture
        assert not first.endswith("ing"), gesture
        assert not {"his", "her", "their", "him", "them"} & set(gesture.split()), gesture
