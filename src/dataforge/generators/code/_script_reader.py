"""Reads a script over stacks, queues and dictionaries, and runs it line by line on structures of its own."""

from __future__ import annotations

import re
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.code._solver import touched

_NAME, _INT = r"([a-z]+)", r"(\d+)"
_ACTS = tuple(
    (re.compile(pattern.replace("NAME", _NAME).replace("KEY", r'"([a-z]+)"').replace("INT", _INT)), what)
    for pattern, what in (
        (r"NAME\.append\(INT\)", "push"),
        (r"NAME \+= \[INT\]", "push"),
        (r"assert NAME\.(pop|popleft)\(\) == INT", "take"),
        (r"print\(NAME\.(pop|popleft)\(\)\)  # INT", "take"),
        (r"NAME\.(pop|popleft)\(\)  # (?:removes )?INT", "take"),
        (r"NAME\.append\(NAME\.(pop|popleft)\(\)\)(?:  # moves INT)?", "move"),
        (r"NAME\[KEY\] = INT", "set"),
        (r"NAME\.setdefault\(KEY, INT\)", "set"),
        (r"NAME\.update\(([a-z]+)=INT\)", "set"),
        (r"NAME\[KEY\] \+= INT", "add"),
        (r"NAME\[KEY\] = \1\[\"\2\"\] \+ INT", "add"),
        (r"del NAME\[KEY\]", "drop"),
        (r"assert NAME\.pop\(KEY\) == INT", "drop"),
        (r"NAME\.pop\(KEY\)  # INT", "drop"),
    )
)
_SIZES = re.compile(rf"assert len\({_NAME}\) == {_INT}")
_HOLDS = re.compile(rf"# {_NAME} holds (?:(nothing)|{_INT} (values?|keys?))")
_STATES = re.compile(rf"(?:assert |# )(?:list\({_NAME}\)|{_NAME})(?: == | is )([\[{{].*[\]}}])")
_VALUES = re.compile(rf'assert {_NAME}\["([a-z]+)"\] == {_INT}|# ([a-z]+) is {_INT} in {_NAME}')
_TITLE = re.compile(r"\b(the (?:stack|queue|dictionary) [a-z]+)(?:, | and |\b)", re.IGNORECASE)


class _Reader:
    """A script, run line by line."""

    def __init__(self, text: str):
        parts = text.split("\n\n")
        self.title, *imports, begin, body, end = parts
        self.lists: dict[str, list[int]] = {}
        self.tables: dict[str, dict[str, int]] = {}
        self.types: dict[str, str] = {}
        for line in begin.split("\n"):
            self.start(line)
        queues = "queue" in self.types.values()
        if imports != ["from collections import deque"] * queues:
            raise ExtractError("the import does not fit")
        self.done = [fact for line in body.split("\n") if (fact := self.line(line))]
        *checks, last, answer = end.split("\n")
        self.left: list[str] = []
        for line, name in zip(checks, self.types, strict=True):
            match = _STATES.fullmatch(line)
            if match is None or line[0] == "#" or (match[1] or match[2]) != name or self.line(line):
                raise ExtractError(f"{line!r} is not the end of {name}")
            self.left.append(match[3])
            touched(1 + (len(self.lists[name]) if name in self.lists else 0))
        self.answer = self.ask(last)
        if not re.fullmatch(
            rf"# (?:(?:prints |Output: |-> |gives |Printed: |so: )?{self.answer}"
            rf"|{self.answer} (?:is printed|comes out|it is))",
            answer,
        ):
            raise ExtractError(f"{answer!r} is not {self.answer}")

    def facts(self) -> dict[str, Any]:
        """What the script does and leaves."""
        told = [f"the {what} {name}" for name, what in self.types.items()]
        titles = (self.title.split("\n")[0], self.title.split("\n")[-1])
        if all([each.replace("The", "the") for each in _TITLE.findall(title)] != told for title in titles):
            raise ExtractError(f"{self.title!r} does not name {told!r}")
        return {
            "kind": "structure-log",
            "structures": [[name, what] for name, what in self.types.items()],
            "lines": self.done,
            "left": self.left,
            "answer": str(self.answer),
        }

    def start(self, line: str) -> None:
        match = re.fullmatch(rf"{_NAME} = (?:(\{{\}})|(deque\()?(\[[0-9, ]*\])?(\))?)", line)
        if match is None or (match[3] is None) != (match[5] is None):
            raise ExtractError(f"cannot read {line!r}")
        name, queue, values = match[1], match[3], match[4]
        if match[2]:
            self.tables[name] = {}
        elif not queue and values is None:
            raise ExtractError(f"{name} starts with nothing at all")
        else:
            self.lists[name] = [int(each) for each in re.findall(r"\d+", values or "")]
            if values is not None and str(self.lists[name]) != values:
                raise ExtractError(f"cannot read {values!r}")
        if name in self.types:
            raise ExtractError(f"{name} starts twice")
        self.types[name] = "dictionary" if match[2] else "queue" if queue else "stack"

    def line(self, line: str) -> str:
        """Do what a line does and say so; '' for a line that only states what is found to be so."""
        for pattern, what in _ACTS:
            match = pattern.fullmatch(line)
            if match:
                return self.act(what, match)
        if not self.holds(line):
            raise ExtractError(f"{line!r} does not hold, or cannot be read")
        return ""

    def act(self, what: str, match: re.Match[str]) -> str:
        name, *rest = match.groups()
        touched(2 if what == "move" else 1)
        if what == "push":
            self.lists[name].append(int(rest[0]))
            return f"push {name} {rest[0]}"
        if what == "take":
            value = self.pop(name, rest[0])
            self.expect(rest[1], value)
            return f"take {name} {value}"
        if what == "move":
            value = self.pop(rest[0], rest[1])
            self.expect(rest[2], value)
            self.lists[name].append(value)
            return f"move {rest[0]} {name} {value}"
        table, key = self.tables[name], rest[0]
        if (key in table) == (what == "set"):
            raise ExtractError(f"{key} is new, or is not")
        if what == "drop":
            value = table.pop(key)
            self.expect(rest[1] if len(rest) > 1 else None, value)
            return f"drop {name} {key} {value}"
        table[key] = table.get(key, 0) + int(rest[1])
        return f"{what} {name} {key} {rest[1]}"

    def pop(self, name: str, how: str) -> int:
        if (how == "popleft") != (self.types[name] == "queue"):
            raise ExtractError(f"{name} has no {how}")
        return self.lists[name].pop(0 if how == "popleft" else -1)

    def expect(self, stated: str | None, value: int) -> None:
        if stated is not None and int(stated) != value:
            raise ExtractError(f"{stated} is stated, {value} comes out")

    def is_state(self, name: str, text: str) -> bool:
        """Whether a structure holds what a text in Python says."""
        if name in self.lists:
            return str(self.lists[name]) == text
        items = re.findall(r'"([a-z]+)": (\d+)', text)
        table = {key: int(value) for key, value in items}
        plain = ", ".join(f'"{key}": {value}' for key, value in table.items())
        return table == self.tables[name] and text == f"{{{plain}}}"

    def size(self, name: str) -> int:
        return len(self.lists[name] if name in self.lists else self.tables[name])

    def holds(self, line: str) -> bool:
        """Whether what a line states is so."""
        if match := _SIZES.fullmatch(line):
            return self.size(match[1]) == int(match[2])
        if match := _HOLDS.fullmatch(line):
            size = self.size(match[1])
            unit = ("value" if match[1] in self.lists else "key") + "s" * (size != 1)
            return size == 0 if match[2] else (int(match[3]), match[4]) == (size, unit)
        if match := _VALUES.fullmatch(line):
            name, key, value = (match[1], match[2], match[3]) if match[1] else (match[6], match[4], match[5])
            return self.tables[name].get(key) == int(value)
        if match := _STATES.fullmatch(line):
            name = match[1] or match[2]
            as_list = bool(match[1]) or line.startswith("#")
            return self.is_state(name, match[3]) and (as_list or self.types[name] != "queue")
        return False

    def ask(self, line: str) -> int:
        match = re.fullmatch(rf"print\((len|sum)\({_NAME}(\.values\(\))?\)\)", line)
        if match is None or bool(match[3]) != (match[1] == "sum" and match[2] in self.tables):
            raise ExtractError(f"cannot read {line!r}")
        held = self.lists[match[2]] if match[2] in self.lists else [*self.tables[match[2]].values()]
        return sum(held) if match[1] == "sum" else len(held)


def read_script(text: str) -> dict[str, Any]:
    """The facts of a document of the genre structure-log.

    Raises:
        ExtractError: a line cannot be read, or states what is not so.
    """
    return _Reader(text).facts()
