"""Reads inflection-table back: every form is built anew from the reader's own tables of agreement."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.multilingual._paradigm_words import CODES, LABELS, NAMED, PARTS, PHRASES, VERBS
from dataforge.generators.multilingual._solver import hold, look_up, spelt, understand
from dataforge.generators.multilingual._tongues import Table, sound, tongue
from dataforge.text.lexicon import lexicon

_WRONG = re.compile(r"(?:Wrong|Mistake|Slip): (.+?) \(([^<>]+)\); not <(.+)> but <(.+)>\.")
_RIGHT = re.compile(r"(?:No form is wrong|Every form is right|Nothing is wrong|There is no mistake)\.")
_COUNT = re.compile(r"(\w+): ([0-9]+) forms, ([0-9]+) right")


@dataclass(frozen=True)
class _Forms:
    """A language's forms by what they mean: (noun, form), (adjective, form), (verb, tense, agreement); what
    each (gender, determiner, case) demands; genders; which adjectives stand before."""

    nouns: dict[tuple[str, int], str]
    genders: dict[str, str]
    adjectives: dict[tuple[str, str], str]
    before: dict[str, bool]
    verbs: dict[tuple[str, str, str], str]
    demands: dict[tuple[str, str, str], list[tuple[str, int, str, str, set[str] | None]]]


def _phrases(table: Table) -> list[tuple[str, tuple[Any, ...]]]:
    return [(phrase, reading) for phrase, readings in table.readings.items() for reading in readings]


@cache
def _forms(code: str) -> _Forms:
    t = tongue(code)
    nouns, genders, adjectives, before, verbs = {}, {}, {}, {}, {}
    for phrase, (concept, gender, k) in _phrases(t.nouns):
        nouns[concept, k], genders[concept] = phrase, gender
    for phrase, (concept, shape, stands) in _phrases(t.adjectives):
        adjectives[concept, shape], before[concept] = phrase, stands
    for phrase, (concept, tense, agrees) in _phrases(t.verbs):
        for who in agrees:
            verbs[concept, tense, who] = phrase
    demands: dict[tuple[str, str, str], list[tuple[str, int, str, str, set[str] | None]]] = {}
    for (word, gender, form), wishes in t.demands.items():
        for meanings, cases, shape, onsets, counted in wishes:
            for meaning in meanings.split(","):
                for case in cases:
                    demands.setdefault((gender, meaning, case), []).append(
                        (word, form, shape, onsets, counted)
                    )
    return _Forms(nouns, genders, adjectives, before, verbs, demands)


@cache
def _phrase(code: str, noun: str, adjective: str, determiner: str, case: str) -> str:
    """A noun phrase."""
    f = _forms(code)
    rules = f.demands.get((f.genders[noun], determiner, case), [])
    for word, form, shape, onsets, counted in rules:
        if counted and noun not in counted:
            continue
        head = f.nouns[noun, form]
        first = [head]
        if adjective:
            ahead = f.before[adjective]
            wanted = "4" if code == "fr" and ahead and shape == "0" and sound(code, head) == "V" else shape
            said = f.adjectives[adjective, wanted]
            first = [said, head] if ahead else [head, said]
        if sound(code, first[0]) not in onsets:
            continue
        if word == "_":
            words = first
        elif code == "tr" and word == "bir":
            words = [*first[:-1], word, first[-1]]
        else:
            words = [word, *first]
        return ("" if code in ("zh", "ja") else " ").join(words).replace("' ", "'")
    raise ExtractError(f"{code}: no {determiner} for {noun}")


@cache
def _glosses() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """Nouns, adjectives and verbs by their English words."""
    concepts, english = lexicon("multilingual_concepts"), lexicon("multilingual_en").words(2)
    tables: dict[str, dict[str, str]] = {"noun": {}, "adjective": {}, "verb": {}}
    for part, name, cell in zip(concepts.words(0), concepts.words(1), english, strict=True):
        if part in tables:
            tables[part][cell.split(",")[int(part == "verb")]] = name
    return tables["noun"], tables["adjective"], tables["verb"]


@cache
def _features(part: str, code: str) -> dict[str, int]:
    """Columns by their headings, in both styles."""
    return {label: number for style in LABELS[part, code] for number, label in enumerate(style)}


@cache
def _word(part: str, gloss: str) -> tuple[str, str]:
    """Noun or verb, and adjective, of an English gloss."""
    nouns, adjectives, verbs = _glosses()
    if part == "verbs":
        return verbs[gloss.removeprefix("to ")], ""
    if gloss in nouns:
        return nouns[gloss], ""
    adjective, _, noun = gloss.partition(" ")
    return nouns[noun], adjectives[adjective]


def _form(code: str, part: str, word: tuple[str, str], column: int) -> str:
    """The right form."""
    if part == "verbs":
        tense, who = VERBS[code][column]
        understand((word[0], tense))
        return look_up(_forms(code).verbs, (word[0], tense, who))
    determiner, case = PHRASES[code][column]
    understand((*word, determiner))
    return _phrase(code, *word, determiner, case)


def read_page(text: str) -> dict[str, Any]:
    """The facts of a document.

    Raises:
        ExtractError: a table cannot be read, or what is said of it or the drill is wrong.
    """
    page, *blocks, task, working, answer = text.split("\n\n")
    if re.search(r"[0-9]", page):
        raise ExtractError("digits in the heading")
    tables, wrong, counts = [], [], []
    for block in blocks:
        table, slips = _table(block)
        tables.append(table)
        wrong += slips
        cells = sum(len(row) - 1 for row in table[3])
        counts.append(f"{NAMED[CODES.index(table[0])]}: {cells} forms, {spelt(cells - len(slips))} right")
    hold(len(wrong) <= 1, f"{len(wrong)} wrong forms")
    lines = working.split("\n")
    hold(lines[: len(counts)] == counts, f"the count is {counts}")
    drill = _drill(task.split("\n")[1:], lines[len(counts) :])
    head, _, said = answer.partition(": ")
    hold(head == "Answer", "no answer")
    match = _WRONG.fullmatch(said)
    hold(bool(match) == bool(wrong) and (bool(match) or bool(_RIGHT.fullmatch(said))), said)
    if match:
        hold(list(match.groups()) == wrong[0], f"{said!r} should be {wrong[0]}")
    return {
        "kind": "inflection-table",
        "tables": tables,
        "drill": drill,
        "verdict": "one_wrong" if wrong else "all_right",
        "slip": wrong[0] if wrong else [],
        "answer": wrong[0][3] if wrong else "no form is wrong",
    }


def _table(block: str) -> tuple[list[Any], list[list[str]]]:
    """Language, part, columns and rows of a table; its wrong forms, each with its row, its column, the form
    that stands there and the one that should."""
    title, heads, *lines = block.split("\n")
    named = title.partition(" ")[0]
    code = CODES[NAMED.index(named)]
    part = PARTS[int(title.partition(" ")[2].startswith("verbs"))]
    mark = next(mark for mark in (" | ", " / ", " · ", " = ") if mark in heads)
    labels = heads.split(mark)
    known = _features(part, code)
    columns = [known[label] for label in labels]
    rows, slips = [], []
    for line in lines:
        gloss, *cells = line.split(mark)
        word = _word(part, gloss)
        for label, column, cell in zip(labels, columns, cells, strict=True):
            right = _form(code, part, word, column)
            if cell != right:
                slips.append([gloss, label, cell, right])
        rows.append([gloss, *cells])
    return [code, part, labels, rows], slips


def _drill(questions: list[str], answers: list[str]) -> list[list[str]]:
    """What is asked for, with its answers."""
    found = []
    for question, answer in zip(questions, answers, strict=True):
        gloss, _, rest = question.removeprefix("- ").partition(": ")
        named, _, label = rest.partition(", ")
        code = CODES[CODES.index(named)]
        part = "verbs" if gloss.startswith("to ") else "noun_phrases"
        right = _form(code, part, _word(part, gloss), _features(part, code)[label])
        hold(answer == right, f"{answer!r} should be {right!r}")
        found.append([gloss, named, label, answer])
    return found
