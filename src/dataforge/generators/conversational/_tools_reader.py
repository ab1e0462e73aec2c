"""Reads sessions with tools back: parses the JSON, plays every call, holds the words against the calls."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.conversational._ears import heard
from dataforge.generators.conversational._solver import below, half, largest, minus, note, plus, recall, total
from dataforge.text.lexicon import lexicon

_X, _Y = r"[tT]he (?P<x>\w+) NOUN", r"[tT]he (?P<y>\w+) NOUN"
_N = r"(?P<n>\d+)(?: more)? UNIT"
_END = r"(?:,? [a-z ]+)?[.?]"
_WHO = r"(?:[A-Z]\w+|The [\w' -]+) [a-z][a-z ]*"
_ASIDE = r"(?:, [\w' ]+)?"
_REQUESTS = {
    "put_in": (
        rf"(?:[A-Za-z ]+)?[pP]ut {_N} into {_X}{_END}",
        rf"[A-Z][a-z]+ add {_N} to {_X}{_END}",
        rf"{_N} for {_X}{_END}",
        rf"There are {_N} for {_X}{_ASIDE}; [a-z]+ them\.",
        rf"{_X} (?:gets|receives|can have) {_N}{_END}",
        rf"{_WHO} {_N} for {_X}\.",
    ),
    "take_out": (
        rf"(?:[A-Za-z ]+)?[tT]ake {_N} out of {_X}{_END}",
        rf"(?:I|We|They|Others) (?:need|want|must have) {_N} from {_X}{_END}",
        rf"(?:Remove|Fetch me|Get me) {_N} from {_X}{_END}",
        rf"{_X} (?:has to|must|should) give {_N}\.",
        rf"{_WHO} {_N} from {_X}\.",
        rf"For the [\w' -]+, [a-z]+ {_N} from {_X}\.",
    ),
    "move_over": (
        rf"(?:Please )?(?:[mM]ove|Shift|Carry) {_N} from {_X} to {_Y}{_END}",
        rf"[A-Z][a-z ]+ shift {_N} over from {_X} to {_Y}{_END}",
        rf"{_Y} [a-z]+ {_N}{_ASIDE}; take them from {_X}\.",
        rf"From {_X} to {_Y}: {_N}{_END}",
        rf"{_WHO} {_N} (?:moved|shifted) from {_X} to {_Y}\.",
        rf"{_WHO} that {_N} [a-z]+ go from {_X} to {_Y}\.",
    ),
    "look_up": (
        rf"How much is (?:left |now )?in {_X}\?",
        rf"What does {_X} (?:hold|contain)[a-z ]*\?",
        rf"(?:Have|Take) a [a-z ]+ at {_X}{_END}",
        rf"(?:Tell|Give) me the contents of {_X}{_END}",
        rf"And {_X}, how much (?:is that|would that be) just now\?",
        rf"{_WHO} how much {_X} holds\.",
        rf"{_WHO} what is in {_X}\.",
    ),
    "move_half": (
        rf"[A-Z][a-z ]+ half of what is in {_X} to {_Y}{_END}",
        rf"Let {_X} and {_Y} share{_ASIDE}: half of the former (?:goes|is to go) to the latter\.",
        rf"Half of {_X} [a-z ]+ go over to {_Y}{_END}",
        rf"[A-Z][a-z ]+ half of the contents of {_X} and [a-z]+ it to {_Y}\.",
        rf"{_WHO} half of {_X} [a-z]+ to {_Y}\.",
    ),
    "bring_to": (
        rf"(?:Please )?(?:[bB]ring|Get) {_X} to exactly {_N}{_END}",
        rf"{_X} (?:should|must|ought to) hold {_N}, no more and no less\.",
        rf"(?:Please )?[mM]ake it {_N} in {_X}{_END}",
        rf"(?:See to it|Make sure|Take care) that {_X} ends up with {_N}\.",
        rf"{_WHO} {_N} in {_X}\.",
    ),
}
_QUESTIONS = {
    "in_total": (
        r"[A-Z][a-z]+,? how many UNIT are there in (?:all|total)\?",
        r"[A-Z][a-z]+,? what do all of them hold [a-z ]+\?",
        rf"(?:Give|Tell) me the grand total{_END}",
    ),
    "in_fullest": (
        r"[A-Z][a-z]+,? how much is in the fullest NOUN\?",
        r"[A-Z][a-z]+,? what does the fullest NOUN hold\?",
        r"(?:Find|Name) the fullest NOUN; how many UNIT is that\?",
    ),
    "how_far_apart": (
        rf"[A-Z][a-z]+,? how far apart are {_X} and {_Y}\?",
        rf"[A-Z][a-z]+,? what is the difference between {_X} and {_Y}\?",
        rf"By how many UNIT do {_X} and {_Y} differ(?: now)?\?",
    ),
    "in_one": (
        rf"And {_X}, what does it hold (?:now|in the end)\?",
        rf"[A-Z][a-z ]+, how many UNIT are in {_X}\?",
        rf"One last look at {_X}: how much(?: is it)?\?",
    ),
}
_DONE = re.compile(r"\b(?:[dD]one|[fF]inished|worked|Ready)\b")
_IDLE = re.compile(r"\b(?:[nN]othing to|[aA]lready|[nN]o change)\b")
_REFUSAL = re.compile(
    r"[tT]hat failed|^Not possible|^Impossible|call was refused|^Sorry, that is too much|^I could not do "
    r"that|"
    r"^(?:Alas, n|N)o\."
)
_FUNCTION = re.compile(r"(\w+)\((.*)\)")
_RESULT = re.compile(r'(error="too little", |error: too little; )?amount(?:=|: )(\d+)')


@dataclass
class _Session:
    """The stores as the calls leave them, and the lines still unread."""

    theme: list[str]
    levels: dict[str, int]
    lines: list[tuple[str, str]]
    at: int = 0

    def line(self, role: str) -> str:
        if self.at >= len(self.lines) or self.lines[self.at][0] != role:
            raise ExtractError(f"the {role} should speak in line {self.at}")
        self.at += 1
        return self.lines[self.at - 1][1]

    def call(self, tool: str, arguments: dict[str, Any], ok: bool, amount: int) -> None:
        """Read one call with its result; both must be exactly these."""
        said, result = _called(self.line("assistant")), _returned(self.line("tool"))
        if said != (tool, arguments):
            raise ExtractError(f"the call should be {tool} with {arguments}, not {said}")
        if result != ({"amount": amount} if ok else {"error": "too little", "amount": amount}):
            raise ExtractError(f"the result of {tool} {arguments} is wrong: {result}")


def _called(line: str) -> tuple[str, dict[str, Any]]:
    """The tool that a line calls, and its arguments: JSON, a function or a command line."""
    if line.startswith("{"):
        said = json.loads(line)
        if "name" in said:
            return said["name"], said["args"]
        return said.pop("tool"), said
    if function := _FUNCTION.fullmatch(line):
        pairs = [argument.partition("=") for argument in function[2].split(", ")]
        return function[1], {key: json.loads(value) for key, _, value in pairs}
    tool, *said = line.split(" ")
    keys, values = said[::2], said[1::2]
    if not all(key.startswith("--") for key in keys):
        raise ExtractError(f"what is called by {line!r}?")
    named = zip(keys, values, strict=True)
    return tool, {key[2:]: int(value) if value.isdecimal() else value for key, value in named}


def _returned(line: str) -> dict[str, Any]:
    """What a line says that a tool gave back."""
    if line.startswith("{"):
        return dict(json.loads(line))
    said = _RESULT.fullmatch(line)
    if said is None:
        raise ExtractError(f"what is returned by {line!r}?")
    amount = int(said[2])
    return {"error": "too little", "amount": amount} if said[1] else {"amount": amount}


def read_calls(text: str) -> dict[str, Any]:
    """The facts of a session.

    Raises:
        ExtractError: a request cannot be understood, a call does something else, a result or the answer is
        wrong.
    """
    head, _, body = text.partition("\n\n")
    opening, _, contents = head.partition("\n")
    theme = _theme(opening)
    levels = json.loads(contents[contents.index("{") :])
    names = theme[7].split("|")
    if not all(name in names and isinstance(level, int) for name, level in levels.items()):
        raise ExtractError(f"these are no stores: {contents!r}")
    session = _Session(theme, dict(levels), _roles(body.split("\n")))
    patterns = _patterns(theme[1], theme[2])
    requests: list[list[Any]] = []
    while True:
        said = heard(session.line("user").partition(" \u2014")[0])
        kind, match = next(((k, m) for k, p in patterns if (m := p.fullmatch(said))), ("", None))
        if match is None:
            raise ExtractError(f"what is wanted by {said!r}?")
        if kind in _QUESTIONS:
            break
        requests.append(_request(session, kind, match))
    answer = _last(session, kind, match)
    return {
        "kind": "tool-calls",
        "theme": theme[0],
        "start": [[name, level] for name, level in levels.items()],
        "requests": requests,
        "end": [[name, level] for name, level in session.levels.items()],
        "asked": kind,
        "answer": answer,
    }


def _theme(opening: str) -> list[str]:
    rows = list(zip(*(lexicon("conversational_stores").words(j) for j in range(8)), strict=True))
    for row in rows:
        if row[0] in opening and all(re.search(rf"\b{tool}\b", opening) for tool in row[3:7]):
            return list(row)
    raise ExtractError(f"no such tools: {opening!r}")


@cache
def _patterns(noun: str, unit: str) -> list[tuple[str, re.Pattern[str]]]:
    everything = {**_QUESTIONS, **_REQUESTS}
    return [
        (kind, re.compile(form.replace("NOUN", noun).replace("UNIT", unit)))
        for kind, forms in everything.items()
        for form in forms
    ]


def _roles(lines: list[str]) -> list[tuple[str, str]]:
    tags = {
        tag: role
        for group in ("User Assistant Tool", "U A T", "Human Agent System", "[user] [assistant] [tool]")
        for tag, role in zip(group.split(), ("user", "assistant", "tool"), strict=True)
    }
    split = [line.partition(": ") for line in lines]
    return [(tags[tag], rest) for tag, _, rest in split]


def _request(session: _Session, kind: str, match: re.Match[str]) -> list[Any]:
    """Play what one request leads to, and hear what the assistant says about it."""
    groups = match.groupdict()
    x, y, n = groups["x"], groups.get("y") or "", int(groups.get("n") or 0)
    add, take, move, look = session.theme[3:7]
    held = recall(session.levels, x)
    if kind in ("look_up", "move_half", "bring_to"):
        session.call(look, {"of": x}, True, held)
    amount = {"put_in": n, "take_out": -n, "move_over": -n}.get(kind, 0)
    if kind == "move_half":
        amount = -half(held)
    elif kind == "bring_to":
        amount = minus(n, held)
    if y and (y not in session.levels or y == x):
        raise ExtractError(f"no other store {y!r}")
    ok = True
    if amount:
        after = plus(held, amount)
        ok = not below(after, 0)
        size, result = abs(amount), after if ok else held
        if y:
            session.call(move, {"from": x, "to": y, "amount": size}, ok, result)
        else:
            session.call(
                add if amount > 0 else take, {"to" if amount > 0 else "from": x, "amount": size}, ok, result
            )
        if ok:
            note(session.levels, x, after)
        if ok and y:
            note(session.levels, y, plus(recall(session.levels, y), size))
    reply = session.line("assistant")
    number = re.search(r"\d+", reply)
    named = re.search(rf"[tT]he (\w+) {session.theme[1]}", reply)
    if kind == "look_up":
        fine = number is not None and not _REFUSAL.search(reply)
    elif not ok:
        fine = number is not None and bool(_REFUSAL.search(reply)) and named is not None
    else:
        fine = number is None and bool((_DONE if amount else _IDLE).search(reply))
    if not fine or (number and int(number[0]) != held) or (named and named[1] != x):
        raise ExtractError(f"the assistant says {reply!r}, but {x} held {held}")
    return [kind, x, y, n, amount]


def _last(session: _Session, kind: str, match: re.Match[str]) -> int:
    """The looks that the last question takes, and its answer."""
    levels = session.levels
    groups = match.groupdict()
    wanted = [
        name
        for name in levels
        if kind in ("in_total", "in_fullest") or name in (groups["x"], groups.get("y"))
    ]
    for name in wanted:
        session.call(session.theme[6], {"of": name}, True, levels[name])
    values = [recall(levels, name) for name in wanted]
    if kind == "how_far_apart":
        answer = abs(minus(values[0], values[1]))
    else:
        answer = largest(zip(values, values, strict=True)) if kind == "in_fullest" else total(values)
    said = session.line("assistant")
    number = re.search(rf"(\d+) {session.theme[2]}?\b", said)
    if number is None or int(number[1]) != answer or session.at != len(session.lines):
        raise ExtractError(f"{said!r} should say {answer}")
    return answer
