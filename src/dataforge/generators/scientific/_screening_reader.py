"""Reads the evaluation of a screening test back: counts from its table, everything else worked out again."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.scientific._solver import (
    add,
    at_least,
    divide,
    fixed,
    subtract,
    total,
)
from dataforge.text.lexicon import lexicon

_ILL = {"affected", "diseased", "confirmed", "afflicted"}
_WELL = {"unaffected", "healthy", "sound", "clear"}
_POSITIVE = {"positive", "reacting", "flagged", "detected"}
_NEGATIVE = {"negative", "silent", "unflagged", "passed"}
_MEASURES = {
    "sensitivity": r"sensitivity|detection rate|hit rate|true positive rate",
    "specificity": r"specificity|clearance rate|selectivity|true negative rate",
    "precision": r"precision|positive predictive value|yield|confirmation rate",
    "reassurance": r"reassurance|negative predictive value|safety of a clear result|exclusion value",
}
_MEASURE = {word: name for name, words in _MEASURES.items() for word in words.split("|")}
_NAMED = re.compile("|".join(f"(?:{word})" for word in _MEASURE))
_CRITERION = re.compile(
    rf"\ban? ({_NAMED.pattern}) of (?:at least|no less than|not below|not under) (\d+\.\d) "
)
_OMITTED = re.compile(r"\bwe (?:omit|discard|leave out) ([^,.]+?)(?=,|\.| on account of)", re.I)
_TEST = re.compile(r"\b[Tt]he ([^\W\d_a-z][^\W\d_]+) ([a-zX][a-z-]*(?: [a-z]+)?)")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_LISTED = re.compile(r"^(?:[-*>] )?([^:\n]+): (\d.*)$")
_VERDICT = re.compile(r".*?\b(not recommended|recommended) for ([A-Za-z][a-zA-Z' -]+)\.")
_MET = re.compile(r": (?:met|fulfilled|satisfied|reached)\.$")
_UNMET = re.compile(r": (?:missed|failed|unmet|not enough)\.$")
_ASKED = re.compile(r"(?<![.\d])(\d+) [^.\d|]*?(\d+\.\d) percent")
_RATE = re.compile(r"\d(?:/| of | out of | in )\d")


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(lexicon(name).words())


def read_evaluation(text: str) -> dict[str, Any]:
    """The facts of an evaluation; ExtractError where a sum, a rate or the verdict does not follow."""
    lines = text.split("\n")
    sites = _read_sites(lines)
    first = next((i for i, line in enumerate(lines) if "true positives" in line), None)
    if first is None:
        raise ExtractError("nothing is pooled")
    prompt = "\n".join(lines[:first])
    left_out = [match[1] for match in _OMITTED.finditer(prompt)]
    names = [site[0] for site in sites]
    if len(set(names)) < len(names) or not set(left_out) <= set(names):
        raise ExtractError(f"{left_out} are no sites, or a site comes twice")
    kept = [site[1:] for site in sites if site[0] not in left_out]
    pooled = [total(counts[k] for counts in kept) for k in range(4)]
    tp, fn, fp, tn = pooled
    margins = [add(tp, fn), add(fp, tn), add(tp, fp), add(fn, tn)]
    if [int(each) for each in _NUMBER.findall(lines[first])] != pooled + margins:
        raise ExtractError(f"the sums {lines[first]!r} should be {pooled}, {margins}")
    criteria = [(_MEASURE[match[1]], match[2]) for match in _CRITERION.finditer(prompt)]
    rates, passed = _read_rates(lines[first + 1 :], criteria, (pooled, margins))
    plans = _read_plans(prompt, lines[first + 1 + len(criteria) :], (pooled, margins))
    verdict = _VERDICT.fullmatch(lines[-1])
    answer = "recommended" if passed else "not recommended"
    if verdict is None or verdict[1] != answer or verdict[2] not in _words("scientific_conditions"):
        raise ExtractError(f"the verdict {lines[-1]!r} should be {answer!r}")
    if verdict[2].lower() not in lines[0].lower() + prompt.lower():
        raise ExtractError(f"nobody spoke of {verdict[2]!r} before")
    return {
        "kind": "screening-test",
        "test": _read_test(text),
        "condition": verdict[2],
        "sites": sites,
        "left_out": left_out,
        "pooled": pooled,
        "margins": margins,
        "criteria": rates,
        "projections": plans,
        "answer": answer,
    }


def _kind_of_count(words: str) -> int:
    """Which of the four counts is meant."""
    said = set(re.findall(r"[a-z]+", words))
    ill, well, positive, negative = (bool(said & known) for known in (_ILL, _WELL, _POSITIVE, _NEGATIVE))
    if ill == well or positive == negative:
        raise ExtractError(f"whose count is {words!r}?")
    return 2 * well + negative


def _read_sites(lines: list[str]) -> list[list[Any]]:
    """Name, true positives, false negatives, false positives, true negatives of each site."""
    rows = [
        [cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines if line.startswith("| ")
    ]
    found: list[list[Any]] = []
    if rows:
        order = [_kind_of_count(cell) for cell in rows[0][1:]]
        return [[row[0], *_placed(order, row[1:])] for row in rows[2:]]
    for line in lines:
        match = _LISTED.match(line)
        clauses = re.split(r"[,;] (?=\d)", match[2]) if match and "true positives" not in line else []
        if match and len(clauses) == 4:
            found.append([match[1], *_placed([_kind_of_count(each) for each in clauses], clauses)])
    return found


def _placed(order: list[int], cells: list[str]) -> list[int]:
    numbers = [_NUMBER.findall(cell) for cell in cells]
    if sorted(order) != [0, 1, 2, 3] or len(cells) != 4 or any(len(each) != 1 for each in numbers):
        raise ExtractError(f"cannot read the counts {cells}")
    return [int(numbers[order.index(k)][0]) for k in range(4)]


def _read_rates(
    lines: list[str], criteria: list[tuple[str, str]], counts: tuple[list[int], list[int]]
) -> tuple[list[list[str]], bool]:
    """Measure, rate, threshold of each criterion; and whether all are met."""
    pooled, margins = counts
    rates, passed = [], True
    order = list(_MEASURES)
    for (name, threshold), line in zip(criteria, lines, strict=False):
        k = order.index(name)
        part, whole = pooled[(0, 3, 0, 3)[k]], margins[k]
        rate = divide(1000 * part, whole)
        met = at_least(rate, fixed(threshold, 1))
        passed = passed and met
        stated = f"{rate // 10}.{rate % 10}"
        said = _NAMED.search(line)
        wanted = [str(part), str(whole), stated, threshold]
        if (
            said is None
            or _MEASURE[said[0]] != name
            or _NUMBER.findall(line) != wanted
            or not _RATE.search(line)
        ):
            raise ExtractError(f"the rate {line!r} should be {name} {wanted}")
        if not (_MET if met else _UNMET).search(line):
            raise ExtractError(f"{line!r} draws the wrong conclusion")
        rates.append([name, stated, threshold])
    if len(rates) != len(criteria) or not rates:
        raise ExtractError(f"{len(criteria)} criteria, {len(rates)} rates")
    return rates, passed


def _read_plans(prompt: str, lines: list[str], counts: tuple[list[int], list[int]]) -> list[list[Any]]:
    """People, prevalence, affected, found, false alarms, predictive value of each projection."""
    asked = []
    for people, percent in _ASKED.findall(prompt):
        asked.append((int(people), percent))
    (tp, _, fp, _), (ill, well, _, _) = counts
    plans: list[list[Any]] = []
    for (people, percent), line in zip(asked, lines, strict=False):
        affected = divide(people * fixed(percent, 1), 1000)
        found = divide(affected * tp, ill)
        healthy = subtract(people, affected)
        alarms = divide(healthy * fp, well)
        value = divide(1000 * found, max(add(found, alarms), 1))
        wanted = [str(people), str(affected), str(found), str(alarms), f"{value // 10}.{value % 10}"]
        if _NUMBER.findall(line) != wanted:
            raise ExtractError(f"the projection {line!r} should be {wanted}")
        plans.append([people, percent, affected, found, alarms, wanted[-1]])
    rest = [line for line in lines[len(asked) :] if _NUMBER.search(line)]
    if len(plans) != len(asked) or rest:
        raise ExtractError(f"{len(asked)} projections asked for, {len(plans)} made, {rest} left over")
    return plans


def _read_test(text: str) -> list[str]:
    """Whose test, and what kind of test: the same wherever it is named."""
    kinds = _words("scientific_tests")
    found = set()
    for match in _TEST.finditer(text):
        words = match[2].split(" ")
        kind = next((each for each in (match[2], words[0]) if each in kinds), None)
        if kind:
            found.add((match[1], kind))
    if len(found) != 1:
        raise ExtractError(f"which test is it, of {sorted(found)}?")
    return list(found.pop())
