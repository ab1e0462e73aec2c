"""Reads travelogues back: follows the way on a map of its own."""

from __future__ import annotations

import re
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.creative import _solver as solver
from dataforge.generators.creative._reading import given_names, named, sentences, town_in

_STAGE = re.compile(r"(\d+) miles (?:further )?(north|east|south|west)")
_DAYS = re.compile(r"(\d+) days?\b")
_LOG = re.compile(r"(\d+)[^\d]*?(\d+) miles\D*(\d+) (east|west) and (\d+) (north|south)")
_NUMBER = re.compile(r"\d+")
_STEP = {"north": (0, 1), "south": (0, -1), "east": (1, 0), "west": (-1, 0)}


def read_travelogue(text: str) -> dict[str, Any]:
    """The facts of a journey, its log recomputed.

    Raises:
        ExtractError: the text is not of this genre, or contradicts itself.
    """
    *story, question, log, answer = text.split("\n\n")
    told = sentences("\n\n".join(story))
    who = _traveller(told[0])
    home = town_in(told[0])
    legs = [_leg(sentence) for sentence in told[1:] if _NUMBER.search(sentence)]
    notes = _follow(legs)
    if [_entry(line) for line in sentences(log)] != [
        [leg[3], *note] for leg, note in zip(legs, notes, strict=True)
    ]:
        raise ExtractError("the log does not follow the way")
    asked, found = _solve(question, who, legs, notes)
    if answer.partition(": ")[2] != f"{found}.":
        raise ExtractError(f"the answer is {found!r}, not {answer!r}")
    return {
        "kind": "travelogue", "who": who, "home": home, "legs": legs, "log": notes, "question": asked,
        "answer": found,
    }  # fmt: skip


def _traveller(sentence: str) -> str:
    found = named(sentence, given_names())
    if not found:
        raise ExtractError("nobody travels")
    return found[0]


def _leg(sentence: str) -> list[Any]:
    """The way, the miles, the days and the goal of a stage."""
    stage, days = _STAGE.search(sentence), _DAYS.search(sentence)
    if stage is None or days is None or len(_NUMBER.findall(sentence)) != 2:
        raise ExtractError(f"cannot read {sentence!r}")
    return [stage[2], int(stage[1]), int(days[1]), town_in(sentence)]


def _follow(legs: list[list[Any]]) -> list[list[int]]:
    """Day, miles in all, miles east and miles north of home after each stage."""
    day = total = x = y = 0
    notes = []
    for way, miles, days, _ in legs:
        day, total = solver.add(day, days), solver.add(total, miles)
        dx, dy = _STEP[way]
        if dx:
            x = solver.add(x, dx * miles)
        else:
            y = solver.add(y, dy * miles)
        notes.append([day, total, x, y])
    return notes


def _entry(line: str) -> list[Any]:
    found = _LOG.search(line)
    if found is None or len(_NUMBER.findall(line)) != 4:
        raise ExtractError(f"cannot read {line!r}")
    x, y = int(found[3]), int(found[5])
    if (x == 0 and found[4] == "west") or (y == 0 and found[6] == "south"):
        raise ExtractError(f"no miles have no such side in {line!r}")
    return [
        town_in(line), int(found[1]), int(found[2]),
        -x if found[4] == "west" else x, -y if found[6] == "south" else y,
    ]  # fmt: skip


def _solve(question: str, who: str, legs: list[list[Any]], notes: list[list[int]]) -> tuple[list[Any], str]:
    """What the question asks, and its answer."""
    number = _NUMBER.search(question)
    if not question.endswith("?"):
        raise ExtractError(f"cannot read the question {question!r}")
    if number:
        day = int(number[0])
        towns = [leg[3] for leg, note in zip(legs, notes, strict=True) if note[0] == day]
        if len(towns) != 1 or who not in question:
            raise ExtractError(f"no town on day {day}")
        return [0, day], towns[0]
    if "home" in question:
        _, _, x, y = notes[-1]
        parts = [f"{abs(x)} miles {'west' if x > 0 else 'east'}"] if x else []
        parts += [f"{abs(y)} miles {'south' if y > 0 else 'north'}"] if y else []
        return [2], " and ".join(parts) or "nowhere"
    if "miles" not in question or who not in question:
        raise ExtractError(f"cannot read the question {question!r}")
    return [1], str(notes[-1][1])
