"""Eight small genres, one a domain, that a small model can learn to the end: no arithmetic, 64 words at most.

They keep the contract of all genres (bits by draws, an independent reader), and none of them is registered:
they exist to be learned.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from typing import Any, ClassVar

import numpy as np
import pyarrow as pa

from dataforge.generators import solving
from dataforge.generators.base import ExtractError, Genre, Knob, Knobs, Segment
from dataforge.text.columns import Json, Strings, join, json_object, pick, where
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.rows import I64, Rows

World = tuple[dict[str, Strings], Strings]


class Small(Genre[World]):
    """A genre of one cell: `tell` draws facts and text of a document, `pattern` and `follows` read them."""

    knobs: ClassVar[tuple[Knob, ...]] = (Knob("size", 1, 1),)
    pattern: ClassVar[str]

    @abstractmethod
    def tell(self, draws: Draws) -> World:
        """(facts by name, the text)."""

    @abstractmethod
    def follows(self, facts: dict[str, str]) -> bool:
        """Whether what the text concludes follows from what it says."""

    def support_log2(self, level: int) -> int:
        return 8

    def world(self, draws: Draws, knobs: Knobs) -> World:
        return self.tell(draws)

    def check(self, world: World) -> Json:
        return json_object(dict(world[0]))

    def cost(self, world: World) -> I64:
        return np.ones(len(world[1]), np.int64)

    def render(self, draws: Draws, world: World) -> list[Segment]:
        return [Segment("body", world[1])]

    def extract(self, text: str) -> Any:
        solving.step()
        match = re.fullmatch(self.pattern, text)
        if match is None:
            raise ExtractError("not a document of this genre")
        facts = match.groupdict()
        if not self.follows(facts):
            raise ExtractError("the end does not follow")
        return facts


def _one(draws: Draws, field: str, words: str) -> Strings:
    table = words.split()
    return pick(table, draws.draw(field, len(table)))


def _several(draws: Draws, field: str, words: str, count: int) -> list[Strings]:
    """`count` different words in random order."""
    table = words.split()
    rows = Rows.of(np.full(draws.num_docs, count))
    drawn = rows.pad(draws.distinct(field, len(table), rows))
    return [pick(table, np.ascontiguousarray(drawn[:, i])) for i in range(count)]


class Doors(Small):
    """What an event does to a door: two rules, and one of them looked up."""

    name, domain, summary = "small-doors", "technical", "a rule looked up"
    pattern = (
        r"\w+ rules : (?P<a>\w+) (?P<x>\w+) , (?P<b>\w+) (?P<y>\w+) \. "
        r"(?:hence|now|then) (?P<q>\w+) (?P<z>\w+) \."
    )
    FRAMES = Frames("[door|gate|lift|hatch] rules : {a} {x} , {b} {y} . [hence|now|then] {q} {z} .")

    def tell(self, draws: Draws) -> World:
        a, b = _several(draws, "event", "bell key lamp knock timer card", 2)
        x, y = _several(draws, "state", "open shut locked ajar idle busy", 2)
        which = draws.draw("asked", 2)
        q, z = where(which == 0, a, b), where(which == 0, x, y)
        facts = {"a": a, "b": b, "x": x, "y": y, "q": q, "z": z}
        return facts, self.FRAMES.say(draws, "line", fields=facts)

    def follows(self, facts: dict[str, str]) -> bool:
        return {facts["a"]: facts["x"], facts["b"]: facts["y"]}[facts["q"]] == facts["z"]


class FieldNotes(Small):
    """Two sightings and a summary that names both animals in order."""

    name, domain, summary = "small-notes", "scientific", "sightings, listed at the end"
    pattern = (
        r"\w+ : (?:a|one) \w+ (?P<a>\w+) near the \w+ \. \w+ : (?:a|one) \w+ (?P<b>\w+) near the \w+ \. "
        r"seen : (?P<c>\w+) , (?P<d>\w+) \."
    )
    FRAMES = Frames(
        "{day} : [a|one] [red|grey|small|large|young|old] {animal} "
        "near the [river|wood|road|pond|hill|barn] ."
    )

    def tell(self, draws: Draws) -> World:
        animals = [_one(draws, f"animal{i}", "beetle moth heron newt hare owl fox wren") for i in range(2)]
        lines = [
            self.FRAMES.say(
                draws,
                f"line{i}",
                fields={"day": _one(draws, f"day{i}", "monday tuesday friday sunday"), "animal": animal},
            )
            for i, animal in enumerate(animals)
        ]
        text = join(lines[0], " ", lines[1], " seen : ", animals[0], " , ", animals[1], " .")
        return {"a": animals[0], "b": animals[1], "c": animals[0], "d": animals[1]}, text

    def follows(self, facts: dict[str, str]) -> bool:
        return (facts["a"], facts["b"]) == (facts["c"], facts["d"])


class Names(Small):
    """Three variables, and what two prints show."""

    name, domain, summary = "small-names", "code", "assignments and what is printed"
    pattern = (
        r"let (?P<p>\w) (?P<u>\w+) ; let (?P<q>\w) (?P<v>\w+) ; (?:show|print|echo) (?P<w>\w) (?P<z>\w+) ; "
        r"(?:show|print|echo) (?P<k>\w) (?P<y>\w+)"
    )
    FRAMES = Frames("let {p} {u} ; let {q} {v} ; [show|print|echo] {w} {z} ; [show|print|echo] {k} {y}")

    def tell(self, draws: Draws) -> World:
        p, q = _several(draws, "variable", "a b c d e f", 2)
        u, v = _several(draws, "value", "red blue green white black gold", 2)
        one, two = draws.draw("first", 2), draws.draw("second", 2)
        facts = {"p": p, "u": u, "q": q, "v": v, "w": where(one == 0, p, q), "z": where(one == 0, u, v)}
        facts |= {"k": where(two == 0, p, q), "y": where(two == 0, u, v)}
        return facts, self.FRAMES.say(draws, "line", fields=facts)

    def follows(self, facts: dict[str, str]) -> bool:
        values = {facts["p"]: facts["u"], facts["q"]: facts["v"]}
        return (values[facts["w"]], values[facts["k"]]) == (facts["z"], facts["y"])


class Reversal(Small):
    """A list of three, and the list backwards."""

    name, domain, summary = "small-reversal", "mathematics", "a list and its reverse"
    pattern = (
        r"(?:let|take|given) L = \( (?P<a>\w) (?P<b>\w) (?P<c>\w) \) ; "
        r"(?:then|so|hence) rev L = \( (?P<x>\w) (?P<y>\w) (?P<z>\w) \)"
    )
    FRAMES = Frames("[let|take|given] L = ( {a} {b} {c} ) ; [then|so|hence] rev L = ( {c} {b} {a} )")

    def tell(self, draws: Draws) -> World:
        a, b, c = (_one(draws, f"term{i}", "p q r s t u v w") for i in range(3))
        text = self.FRAMES.say(draws, "line", fields={"a": a, "b": b, "c": c})
        return {"a": a, "b": b, "c": c, "x": c, "y": b, "z": a}, text

    def follows(self, facts: dict[str, str]) -> bool:
        return [facts[k] for k in "abc"] == [facts[k] for k in "zyx"]


class Syllogism(Small):
    """All or no A are B; somebody is an A; so he is or is not B."""

    name, domain, summary = "small-syllogism", "philosophy", "one step of a syllogism"
    pattern = (
        r"(?P<q>all|no) (?P<a>\w+) are (?P<b>\w+) \. (?:but|now|and) (?P<who>\w+) is among the (?P<c>\w+) \. "
        r"(?:so|thus|hence|then) (?P<who2>\w+) is (?P<n>not )?(?P<d>\w+) \."
    )
    FRAMES = Frames(
        "all {a} are {b} . [but|now|and] {who} is among the {a} . [so|thus|hence|then] {who} is {b} .",
        "no {a} are {b} . [but|now|and] {who} is among the {a} . [so|thus|hence|then] {who} is not {b} .",
    )

    def tell(self, draws: Draws) -> World:
        a = _one(draws, "kind", "poets pilots monks bakers judges sailors")
        b = _one(draws, "quality", "wise calm brave idle proud kind honest")
        who = _one(draws, "who", "mina omar lena ivan ruth noor paul ada")
        which = draws.draw("quantity", 2)
        text = self.FRAMES.say(draws, "line", fields={"a": a, "b": b, "who": who}, which=which)
        negation = pick(["", "not "], which)
        facts = {
            "q": pick(["all", "no"], which),
            "a": a,
            "b": b,
            "who": who,
            "c": a,
            "who2": who,
            "n": negation,
        }
        return facts | {"d": b}, text

    def extract(self, text: str) -> Any:
        return {name: value or "" for name, value in super().extract(text).items()}

    def follows(self, facts: dict[str, str]) -> bool:
        same = (facts["a"], facts["b"], facts["who"]) == (facts["c"], facts["d"], facts["who2"])
        return same and (facts["q"] == "no") == bool(facts["n"])


RHYMES = {"cat": "hat", "tree": "sea", "light": "night", "rain": "lane", "stone": "bone", "fire": "choir"}


class Couplet(Small):
    """Two lines; the second ends on the rhyme of the first."""

    name, domain, summary = "small-couplet", "creative", "two lines that rhyme"
    pattern = r"[a-z ]+ the (?P<a>\w+) / [a-z ]+ the (?P<b>\w+) \."
    FRAMES = Frames(
        "[i|we|they] [walked|ran|came|went] [beside|toward|beneath|beyond] the {a} / "
        "[and|then|still] [dreamed|sang|spoke|thought] [softly|slowly|often|] of the {b} ."
    )

    def tell(self, draws: Draws) -> World:
        which = draws.draw("rhyme", len(RHYMES))
        turned = draws.draw("turned", 2)
        first, second = pick(list(RHYMES), which), pick(list(RHYMES.values()), which)
        a, b = where(turned == 0, first, second), where(turned == 0, second, first)
        text = self.FRAMES.say(draws, "line", fields={"a": a, "b": b})
        return {"a": a, "b": b}, _single_spaces(text)

    def follows(self, facts: dict[str, str]) -> bool:
        return RHYMES.get(facts["a"]) == facts["b"] or RHYMES.get(facts["b"]) == facts["a"]


class Order(Small):
    """A guest wavers between two things; the waiter repeats the last word."""

    name, domain, summary = "small-order", "conversational", "an order, perhaps changed, repeated"
    pattern = (
        r"A : \w+ or \w+ \? B : (?P<x>\w+) (?:please )?\. (?:B : no , (?P<y>\w+) (?:instead|rather) \. )?"
        r"A : (?:so|right ,) (?P<z>\w+) ."
    )
    CHANGES = Frames("", "B : no , {y} [instead|rather] . ")

    def tell(self, draws: Draws) -> World:
        x, y = _several(draws, "drink", "tea milk water juice coffee cocoa", 2)
        changed, first = draws.draw("changed", 2), draws.draw("first", 2)
        offer = join(where(first == 0, x, y), " or ", where(first == 0, y, x))
        change = self.CHANGES.say(draws, "change", fields={"y": y}, which=changed)
        polite = pick(["please ", ""], draws.draw("polite", 2))
        z = where(changed == 1, y, x)
        close = pick(["so ", "right , "], draws.draw("close", 2))
        text = join("A : ", offer, " ? B : ", x, " ", polite, ". ", change, "A : ", close, z, " .")
        return {"x": x, "y": where(changed == 1, y, ""), "z": z}, text

    def extract(self, text: str) -> Any:
        return {name: value or "" for name, value in super().extract(text).items()}

    def follows(self, facts: dict[str, str]) -> bool:
        return (facts["y"] or facts["x"]) == facts["z"]


NOUNS = {
    "house": "maison",
    "table": "table_f",
    "flower": "fleur",
    "star": "étoile",
    "door": "porte",
    "town": "ville",
}
COLOURS = {
    "red": "rouge",
    "yellow": "jaune",
    "big": "grande",
    "small": "petite",
    "green": "verte",
    "grey": "grise",
}
BEFORE = ("grande", "petite")


class Translation(Small):
    """An English phrase and its French: most adjectives move behind the noun."""

    name, domain, summary = "small-translation", "multilingual", "a phrase in two languages"
    pattern = (
        r"(?:see|here is|take|look :) the (?P<a>\w+) (?P<n>\w+) = (?:voici|voilà) la (?P<x>\w+) (?P<y>\w+)"
    )
    FRAMES = Frames(
        "[see|here is|take|look :] the {a} {n} = [voici|voilà] la {fa} {fn}",
        "[see|here is|take|look :] the {a} {n} = [voici|voilà] la {fn} {fa}",
    )

    def tell(self, draws: Draws) -> World:
        noun, colour = draws.draw("noun", len(NOUNS)), draws.draw("adjective", len(COLOURS))
        before = np.array([each in BEFORE for each in COLOURS.values()])[colour]
        n, a = pick(list(NOUNS), noun), pick(list(COLOURS), colour)
        fn, fa = pick(list(NOUNS.values()), noun), pick(list(COLOURS.values()), colour)
        which = np.where(before, 0, 1)
        text = self.FRAMES.say(draws, "line", fields={"a": a, "n": n, "fa": fa, "fn": fn}, which=which)
        return {"a": a, "n": n, "x": where(before, fa, fn), "y": where(before, fn, fa)}, text

    def follows(self, facts: dict[str, str]) -> bool:
        noun, colour = NOUNS[facts["n"]], COLOURS[facts["a"]]
        return [facts["x"], facts["y"]] == ([colour, noun] if colour in BEFORE else [noun, colour])


def _single_spaces(column: Strings) -> Strings:
    return pa.array([" ".join(text.split()) for text in column.to_pylist()], pa.string())


SMALL_GENRES: tuple[Small, ...] = (
    Doors(), FieldNotes(), Names(), Reversal(), Syllogism(), Couplet(), Order(), Translation(),
)  # fmt: skip
