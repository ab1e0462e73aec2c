"""A guide to installing packages: versions, what each needs of the others, the order, and what breaks.

Harder means more packages, more requirements each, and larger version numbers. The packages are listed in
any order; the worked part goes through them in one that respects the requirements. Answer first: whether the
package asked about installs is drawn, and if nothing breaks by itself, one requirement is made too high.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import ExtractError, Genre, Knob, Knobs, Segment
from dataforge.generators.technical._order_text import (
    ANSWERS,
    CLAUSES,
    FORMS_A_CLAUSE,
    OPENINGS,
    PACKAGES,
    PACKAGES_A_COUNT,
    TASKS,
    WORKED,
)
from dataforge.generators.technical._prose import COLOUR, LEXICONS, aside, halves
from dataforge.generators.technical._solver import among, at_most, holds, look_up
from dataforge.text.columns import Json, Strings, ints, join, json_list, json_object, json_tuple, pick, where
from dataforge.text.draws import Draws
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class World:
    """A batch of guides: `name`, `version`, `broken` by package row, in an order that respects what they
    need; `owner` (a package row), `needed` (one too), `least` by requirement row; `asked` a package row."""

    program: I64
    packages: Rows
    name: I64
    version: I64
    broken: Bools
    needs: Rows
    owner: I64
    needed: I64
    least: I64
    asked: I64
    colour: I64


class InstallOrder(Genre[World]):
    """Packages, what they need, in which order they go in, what breaks."""

    name = "install-order"
    domain = "technical"
    floor = "band"
    label = "answer"
    lexicons = ("technical_packages", "technical_programs", *LEXICONS)
    summary = "packages with versions and requirements; an order to install them in, and what breaks"
    knobs = (
        Knob("packages", 2, 17, slack=6, least=2, most=60, meaning="packages"),
        Knob("second", 5, 75, most=100, meaning="percent of packages that need a second one"),
        Knob("short", 12, 7, most=100, meaning="percent of requirements that are not met"),
        Knob("size", 40, 600, least=10, most=10**6, meaning="upper bound of a version, in tenths"),
        COLOUR,
    )

    def support_log2(self, level: int) -> int:
        return 20 + 6 * int(self.knobs[0].centre(np.array([level]))[0])

    def world(self, draws: Draws, knobs: Knobs) -> World:
        packages = Rows.of(knobs["packages"])
        version = 10 + draws.draw("version", knobs["size"][packages.doc], packages, span="prompt")
        second = draws.chance(
            "second", np.where(packages.pos > 1, knobs["second"][packages.doc], 0), packages, span="prompt"
        )
        count = np.where(packages.pos == 0, 0, 1 + second)
        by_package = Rows.of(count)
        needs, owner = Rows.of(packages.sum(count)), by_package.doc
        place = packages.pos[owner]
        other = by_package.pos == 1
        drawn = draws.draw("needed", place - other, needs, span="prompt")
        first = drawn[by_package.offsets[owner]]
        needed_at = np.where(other, (first + 1 + drawn) % place, drawn)
        needed = packages.offsets[needs.doc] + needed_at
        wanted = draws.draw("wanted", 2, span="prompt") == 1
        short = draws.chance("short", knobs["short"][needs.doc], needs, span="prompt")
        forced = (wanted & (needs.sum(short) == 0))[needs.doc] & (
            by_package.offsets[packages.offsets[needs.doc + 1] - 1] == np.arange(len(needs))
        )
        draws.hide("short", forced)
        short |= forced
        off = draws.draw("off", np.where(short, 9, np.minimum(version[needed], 30)), needs, span="prompt")
        broken = _broken(packages, by_package, needed_at, short)
        fits = packages.pad(broken, fill=False) == wanted[:, None]
        fits &= np.arange(packages.width) < packages.counts[:, None]
        which = draws.draw("asked", fits.sum(axis=1), span="prompt")
        asked = (np.cumsum(fits, axis=1) == which[:, None] + 1).argmax(axis=1)
        return World(
            draws.draw("program", len(lexicon("technical_programs")), span="prompt"),
            packages,
            draws.distinct("name", len(lexicon("technical_packages")), packages, span="prompt"),
            version, broken, needs, owner, needed,
            np.where(short, version[needed] + 1 + off, version[needed] - off),
            packages.offsets[:-1] + asked, knobs["colour"],
        )  # fmt: skip

    def check(self, world: World) -> Json:
        name = pick(lexicon("technical_packages")[0], world.name)
        by_package = Rows.of(np.bincount(world.owner, minlength=len(world.packages)))
        needs = json_list(by_package, json_tuple(name.take(pa.array(world.needed)), _dotted(world.least)))
        state = pick(("installs", "breaks"), world.broken.astype(np.int64))
        return json_object(
            {
                "kind": "install-order",
                "program": pick(lexicon("technical_programs")[0], world.program),
                "packages": json_list(world.packages, json_tuple(name, _dotted(world.version), needs, state)),
                "asked": name.take(pa.array(world.asked)),
                "answer": state.take(pa.array(world.asked)),
            }
        )

    def cost(self, world: World) -> I64:
        return 3 * world.needs.counts + world.packages.counts

    def render(self, draws: Draws, world: World) -> list[Segment]:
        packages, count = world.packages, halves(world.colour)
        name, version = pick(lexicon("technical_packages")[0], world.name), _dotted(world.version)
        names = lexicon("technical_programs")
        about = {"program": pick(names[0], world.program), "what": pick(names[1], world.program)}
        opening = OPENINGS.say(draws, "opening", fields=about, span="prompt")
        by_package = Rows.of(np.bincount(world.owner, minlength=len(packages)))
        least = _dotted(world.least)
        fields: dict[str, Any] = {"name": name, "version": version}
        for place, (needed, bound) in enumerate((("a", "am"), ("b", "bm"))):
            row = np.where(by_package.counts > place, by_package.offsets[:-1] + place, 0)
            fields[needed], fields[bound] = (
                name.take(pa.array(world.needed[row])),
                least.take(pa.array(row)),
            )
        form = draws.draw("package.form", PACKAGES_A_COUNT, packages, span="prompt")
        form += PACKAGES_A_COUNT * by_package.counts
        lines = PACKAGES.say(draws, "package", packages, fields, which=form, span="prompt")
        shown = packages.offsets[packages.doc] + draws.shuffle("shown", packages, span="prompt")
        listed = packages.join(lines.take(pa.array(shown)), "\n")
        task = TASKS.say(
            draws, "task", fields={"name": name.take(pa.array(world.asked)), **about}, span="prompt"
        )
        state = pick(("installs", "breaks"), world.broken.astype(np.int64))
        answer = ANSWERS.say(
            draws, "close", fields={"answer": state.take(pa.array(world.asked))}, span="answer"
        )
        before, after = (
            aside(draws, field, each) for field, each in zip(("before", "after"), count, strict=True)
        )
        return [
            Segment("prompt", join(opening, "\n\n", before, listed, "\n\n", after, task, "\n\n")),
            Segment("reasoning", join(self._worked(draws, world, name, state), "\n\n")),
            Segment("answer", answer),
        ]

    def _worked(self, draws: Draws, world: World, name: Strings, state: Strings) -> Strings:
        """A line a package, in order: what of each thing that it needs, and what comes of it."""
        version = world.version[world.needed]
        kind = np.where(world.broken[world.needed], 2, world.least > version)
        form = draws.draw("clause.form", FORMS_A_CLAUSE, world.needs, span="reasoning")
        fields = {
            "name": name.take(pa.array(world.needed)),
            "version": _dotted(version),
            "least": _dotted(world.least),
        }
        form += kind * FORMS_A_CLAUSE
        clause = CLAUSES.render(form, fields)
        by_package = Rows.of(np.bincount(world.owner, minlength=len(world.packages)))
        said = where(by_package.counts > 0, by_package.join(clause, ", "), "nothing needed")
        which = draws.draw("worked.form", len(WORKED), span="reasoning")[world.packages.doc]
        return world.packages.join(
            WORKED.render(which, {"name": name, "clauses": said, "state": state}), "\n"
        )

    def extract(self, text: str) -> Any:
        return _read(text)


def _dotted(tenths: I64) -> Strings:
    return join(ints(tenths // 10), ".", ints(tenths % 10))


def _broken(packages: Rows, by_package: Rows, needed: I64, short: Bools) -> Bools:
    """Whether each package breaks: a requirement is not met, or something that it needs breaks."""
    if len(short) == 0:
        return np.zeros(len(packages), np.bool_)
    broken = np.zeros((packages.num_docs, packages.width), np.bool_)
    every = np.arange(packages.num_docs)
    hurt, targets = np.zeros(len(packages), np.bool_), []
    for place in range(2):
        has = by_package.counts > place
        row = np.where(has, by_package.offsets[:-1] + place, 0)
        hurt |= short[row] & has
        targets.append(packages.pad(np.where(has, needed[row], -1), fill=-1))
    hurt, (first, second) = packages.pad(hurt, fill=False), targets
    for k in range(packages.width):
        broken[:, k] = hurt[:, k]
        for target in (first[:, k], second[:, k]):
            broken[:, k] |= (target >= 0) & broken[every, np.maximum(target, 0)]
    return packages.ravel(broken)


# The reader: shares nothing with the writer above but the lexicons.

_PAIR = re.compile(r"`([a-z]+)` (\d+)\.(\d)\b")
_NAME = re.compile(r"`([a-z]+)`")
_WORKED_LINE = re.compile(
    r"(?:\d+\. |- |\* |)`([a-z]+)`(?::| -| =>) (.*)[;,] (?:so it |it |)(installs|breaks)\."
)
_CLAUSE = re.compile(
    r"`([a-z]+)` (?:is broken|is unusable|fails itself|cannot be used)"
    r"|`([a-z]+)` (\d+)\.(\d) ([a-z ]+) (\d+)\.(\d)"
)
_REACHES = {"covers", "reaches", "satisfies", "is no less than"}
_MISSES = {"misses", "falls short of", "is older than", "is less than"}


def _read(text: str) -> dict[str, Any]:
    paragraphs = text.split("\n\n")
    start = next((i for i, each in enumerate(paragraphs) if each.startswith("- ")), -1)
    if start < 1 or len(paragraphs) < start + 4:
        raise ExtractError("no list of packages")
    what = ""
    program = _NAME.search("\n".join(paragraphs[:start]))
    words = lexicon("technical_programs")
    if program is not None and program[1] in words.words(0):
        what = words.words(1)[words.words(0).index(program[1])]
    if program is None or not what or what[1:] not in "\n".join(paragraphs[:start]):
        raise ExtractError("no program")
    versions: dict[str, int] = {}
    needs: dict[str, list[tuple[str, int]]] = {}
    for line in paragraphs[start].split("\n"):
        (name, version), *others = [(n, int(a + b)) for n, a, b in _PAIR.findall(line)] or [("", 0)]
        if not name or name in versions or len(re.findall(r"\d+", line)) != 2 * len(others) + 2:
            raise ExtractError(f"cannot read {line!r}")
        versions[name], needs[name] = version, others
    done = _replay(paragraphs[-2].split("\n"), versions, needs)
    asked = _NAME.findall(paragraphs[-3])
    answer = re.search(r"(installs|breaks)\.?$", paragraphs[-1])
    named = asked[-1] if asked else ""
    if answer is None or done.get(named) != answer[1] or set(asked[:-1]) > {program[1]}:
        raise ExtractError(f"{named} {done.get(named)}")
    return {
        "kind": "install-order",
        "program": program[1],
        "packages": [
            [name, _point(versions[name]), [[other, _point(least)] for other, least in needs[name]], state]
            for name, state in done.items()
        ],
        "asked": named,
        "answer": answer[1],
    }


def _point(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}"


def _replay(
    lines: list[str], versions: dict[str, int], needs: dict[str, list[tuple[str, int]]]
) -> dict[str, str]:
    """What comes of each package, in the order worked through; every clause is checked on the way."""
    done: dict[str, str] = {}
    for line in lines:
        match = _WORKED_LINE.fullmatch(line)
        if match is None or match[1] not in needs or match[1] in done:
            raise ExtractError(f"cannot read the step {line!r}")
        wanted: list[tuple[Any, ...]] = []
        for name, least in needs[match[1]]:
            if name not in done:
                raise ExtractError(f"{name} must come before {match[1]}")
            version = look_up(versions, name)
            enough, hurt = at_most(least, version), among({n for n, s in done.items() if s == "breaks"}, name)
            wanted.append((name,) if hurt else (name, version, least, enough))
        found = [_clause(each) for each in match[2].split(", ")] if match[2] != "nothing needed" else []
        state = "installs" if holds(all(len(each) == 4 and each[3] for each in wanted)) else "breaks"
        if found != wanted or match[3] != state:
            raise ExtractError(f"the step {line!r} is wrong")
        done[match[1]] = state
    if len(done) != len(versions):
        raise ExtractError("a package is left out")
    return done


def _clause(said: str) -> tuple[Any, ...]:
    match = _CLAUSE.fullmatch(said)
    if match is None:
        raise ExtractError(f"cannot read {said!r}")
    if match[1]:
        return (match[1],)
    if match[5] not in _REACHES | _MISSES:
        raise ExtractError(f"{match[5]!r}?")
    return match[2], int(match[3] + match[4]), int(match[6] + match[7]), match[5] in _REACHES
