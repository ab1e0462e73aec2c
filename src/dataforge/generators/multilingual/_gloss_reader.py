"""Reads interlinear-gloss back: learns the language from its glossed examples, then does the tasks."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.multilingual._gloss_words import AFFIXES, NOUN, VERB
from dataforge.generators.multilingual._solver import hold, look_up, understand
from dataforge.text.lexicon import lexicon

_MARKS = frozenset(AFFIXES)
_NUMBERED = re.compile(r"\(([0-9]+)\) (.+)")
_LETTERED = re.compile(r"\(([a-z])\) (.+)")
Words = list[list[str]]


@cache
def _english() -> dict[str, tuple[str, ...]]:
    """Part and English forms of each gloss: P person, T thing, V verb, K and L what is said of either."""
    concepts, forms = lexicon("multilingual_concepts"), lexicon("multilingual_en").words(2)
    found: dict[str, tuple[str, ...]] = {}
    for part, kind, cell in zip(concepts.words(0), concepts.words(2), forms, strict=True):
        words = tuple(cell.split(","))
        if part == "verb":
            found[words[1]] = ("V", *words)
        elif part == "noun":
            found[words[0]] = ("P" if kind == "P" else "T", *words)
        elif part == "adjective":
            found.setdefault(words[0], ("K" if "P" in kind else "L", *words))
    return found


@dataclass
class _Language:
    """What the examples have taught: forms of morphemes, and the orders that they show."""

    glosses: dict[str, str] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)
    order: str = ""
    ahead: bool = False
    noun: list[str] = field(default_factory=list)
    verb: list[str] = field(default_factory=list)
    concord: bool = False


def read_lesson(text: str) -> dict[str, Any]:
    """The facts of a document.

    Raises:
        ExtractError: morphemes and glosses do not match, or a translation or an answer is wrong.
    """
    page, *examples, tasks, glossed, answers = text.split("\n\n")
    hold(not re.search(r"[0-9]", page), "digits in the heading")
    language = _Language()
    told = [_example(block, number, language) for number, block in enumerate(examples, 1)]
    done = []
    questions, lines, said = (block.split("\n") for block in (tasks, glossed, answers))
    head, *rest = questions
    hold(not re.search(r"[0-9(]", head), "digits in the demand")
    for at, (question, line, answer) in enumerate(zip(rest, lines, said, strict=True)):
        done.append(_task(language, [_lettered(each, at) for each in (question, line, answer)]))
    return {
        "kind": "interlinear-gloss",
        "order": language.order,
        "noun": language.noun,
        "verb": language.verb,
        "examples": told,
        "tasks": done,
        "answer": done[0][3],
    }


def _example(block: str, number: int, language: _Language) -> list[str]:
    """An example: its words, its glosses, its translation, all in keeping."""
    first, second, third = block.split("\n")
    match = _NUMBERED.fullmatch(first)
    hold(bool(match) and int(match[1]) == number, f"{first!r} is not example {number}")  # type: ignore[index]
    said = match[2] if match else ""
    words, glosses = _cut(said), _cut(second.removeprefix("    "))
    hold(
        [len(each) for each in words] == [len(each) for each in glosses], f"{second!r} does not fit {first!r}"
    )
    for form, gloss in zip(_all(words), _all(glosses), strict=True):
        understand([form])
        known, meant = language.glosses.setdefault(form, gloss), language.forms.setdefault(gloss, form)
        hold(known == gloss and meant == form, f"{form} cannot be {gloss}")
    if number == 1:
        _learn(language, glosses)
    sentence = _meaning(glosses)
    understand(words)
    hold(_ordered(language, sentence) == glosses, f"the order of {second!r}")
    hold(third == f"    ‘{_translation(sentence)}’", f"{third!r} should be {_translation(sentence)!r}")
    return [said, second.strip(), third.strip()[1:-1]]


def _task(language: _Language, lines: list[str]) -> list[str]:
    """A question, its glosses and its answer, one of which is in English."""
    question, line, answer = lines
    back = not question.startswith("‘")
    said, english = (question, answer) if back else (answer, question)
    words, glosses = _cut(said), _cut(line)
    sentence = _meaning(glosses)
    understand(words)
    hold(
        [[look_up(language.glosses, form) for form in word] for word in words] == glosses,
        f"{said!r} is not {line!r}",
    )
    again = [[look_up(language.forms, gloss) for gloss in word] for word in _ordered(language, sentence)]
    hold(again == words, f"{said!r} should be {again}")
    hold(english == f"‘{_translation(sentence)}’", f"{english!r} should be {_translation(sentence)!r}")
    return ["into_english" if back else "from_english", question.strip("‘’"), line, answer.strip("‘’")]


def _lettered(line: str, at: int) -> str:
    match = _LETTERED.fullmatch(line)
    if not match or match[1] != "abcdefghijklmnopqrstuvwxyz"[at]:
        raise ExtractError(f"{line!r} is not number {at + 1}")
    return match[2]


def _cut(line: str) -> Words:
    return [word.split("-") for word in line.split(" ")]


def _all(words: Words) -> list[str]:
    return [each for word in words for each in word]


@dataclass(frozen=True)
class _Phrase:
    """A noun with its marks, and its adjective ("" for none)."""

    stem: str
    marks: frozenset[str]
    adjective: str


@dataclass(frozen=True)
class _Sentence:
    """What a line of glosses means."""

    subject: _Phrase
    thing: _Phrase
    verb: str
    marks: frozenset[str]


def _meaning(glosses: Words) -> _Sentence:
    """Who does what, from glosses."""
    parts: dict[str, tuple[str, frozenset[str]]] = {}
    for word in glosses:
        stems = [each for each in word if each not in _MARKS]
        if len(stems) != 1 or len(set(word)) < len(word):
            raise ExtractError(f"{word} is no word")
        part = _english()[stems[0]][0]
        hold(part not in parts, f"two of a kind in {glosses}")
        parts[part] = stems[0], frozenset(word) & _MARKS
    nothing = "", frozenset[str]()
    return _Sentence(
        _Phrase(*parts["P"], parts.get("K", nothing)[0]),
        _Phrase(*parts["T"], parts.get("L", nothing)[0]),
        *parts["V"],
    )


def _learn(language: _Language, glosses: Words) -> None:
    """The orders of words and morphemes, from the first example, which shows all of them."""
    shapes = {}
    for at, word in enumerate(glosses):
        (stem,) = (each for each in word if each not in _MARKS)
        shapes[_english()[stem][0]] = at, ["STEM" if each == stem else each for each in word]
    language.order = "".join({"P": "S", "T": "O", "V": "V"}[part] for part in shapes if part in "PTV")
    language.ahead = shapes["K"][0] < shapes["P"][0]
    language.noun = shapes["T"][1]
    language.verb = ["TENSE" if each == "PST" else each for each in shapes["V"][1]]
    language.concord = "PL" in shapes["K"][1]
    size = len(language.noun)
    hold(
        size > 1 and sorted(language.noun) == sorted(NOUN[:size]),
        "the first example lacks a mark of its noun",
    )
    hold(sorted(language.verb) == sorted(VERB[:size]), "the first example lacks a mark of its verb")


def _ordered(language: _Language, sentence: _Sentence) -> Words:
    """The glosses of a sentence as the language orders them."""
    phrases = {}
    for letter, phrase, case in (
        ("S", sentence.subject, set()),
        ("O", sentence.thing, {"ACC"} & set(language.noun)),
    ):
        marks = (phrase.marks & {"PL", "DEF"}) | case
        words = [
            [
                phrase.stem if each == "STEM" else each
                for each in language.noun
                if each == "STEM" or each in marks
            ]
        ]
        if phrase.adjective:
            agrees = {"PL"} & marks if language.concord else set()
            said = [each for each in language.noun if each == "STEM" or each in agrees]
            words.insert(
                0 if language.ahead else 1, [phrase.adjective if each == "STEM" else each for each in said]
            )
        phrases[letter] = words
    shown = sentence.marks & {"NEG"} | ({"3PL"} if "PL" in sentence.subject.marks else set())
    tense = "PST" if "PST" in sentence.marks else "FUT" if "FUT" in sentence.marks else ""
    verb = [
        {"STEM": sentence.verb, "TENSE": tense}.get(each, each if each in shown else "")
        for each in language.verb
    ]
    phrases["V"] = [[each for each in verb if each]]
    return [word for letter in language.order for word in phrases[letter]]


def _translation(sentence: _Sentence) -> str:
    """A sentence in English."""
    plural, negated = "PL" in sentence.subject.marks, "NEG" in sentence.marks
    _, third, base, past = _english()[sentence.verb]
    if "FUT" in sentence.marks:
        verb = f"will {'not ' if negated else ''}{base}"
    elif "PST" in sentence.marks:
        verb = f"did not {base}" if negated else past
    elif negated:
        verb = f"{'do' if plural else 'does'} not {base}"
    else:
        verb = base if plural else third
    said = f"{_said(sentence.subject)} {verb} {_said(sentence.thing)}."
    return said[0].upper() + said[1:]


def _said(phrase: _Phrase) -> str:
    plural = "PL" in phrase.marks
    word = _english()[phrase.stem][1 + plural]
    words = f"{phrase.adjective} {word}" if phrase.adjective else word
    if "DEF" in phrase.marks:
        return f"the {words}"
    vowel = words[0] in "aeiou" or words.startswith("honest ")
    return words if plural else f"{'an' if vowel else 'a'} {words}"
