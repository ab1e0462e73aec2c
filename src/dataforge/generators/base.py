"""What a genre is: world first, text second, and a second implementation that reads the text back.

A genre is one file with one class. For a batch of documents it

1. draws a *world* (a chain of sums, a program, a story) as arrays and computes what is true of it,
2. states that truth as the *check*, a column of canonical JSON,
3. *renders* the world as text, in segments,
4. and, apart from all that, `extract`s the same facts from nothing but the text.

The harness compares 2 with 4. Nothing that 1-3 use may be used by 4, lexicon look-ups apart.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ClassVar, Generic, Literal, ParamSpec, TypeVar

import numpy as np

from dataforge.errors import RecipeError
from dataforge.generators import solving
from dataforge.recipe import KnobSetting
from dataforge.text.columns import Json, Strings
from dataforge.text.draws import Draws
from dataforge.text.rows import I64

World = TypeVar("World")
Given = ParamSpec("Given")
Facts = TypeVar("Facts")

SPAN_KINDS = ("tag", "prompt", "reasoning", "answer", "distractor", "opaque", "body")
_LEVEL_STEPS = 99


class ExtractError(ValueError):
    """`extract` could not read a text: it is not a document of this genre, or it was changed."""


def strict(read: Callable[Given, Facts]) -> Callable[Given, Facts]:
    """For readers: what a damaged text makes them stumble over (no name, a word that is no number) is told as
    `ExtractError`, the one error that `extract` may raise."""

    @wraps(read)
    def checked(*args: Given.args, **kwargs: Given.kwargs) -> Facts:
        try:
            return read(*args, **kwargs)
        except ExtractError:
            raise
        except (LookupError, ValueError, AttributeError, TypeError, StopIteration) as exc:
            raise ExtractError(f"not a text of this genre: {exc!r}") from exc

    return checked


@dataclass(frozen=True)
class Knob:
    """A structural parameter of a genre, and how a level turns it.

    At a level the knob has a centre on the straight line from `low` (level 1) to `high` (level 100; beyond,
    the line goes on). A document draws its own value within `slack` percent of the centre. What a knob with a
    `price` takes more or less than its centre, the genre's first knob gives or gets: a level is a budget,
    split by the document's own draws.

    Attributes:
        name: lowercase.
        low, high: the centre at level 1 and at level 100.
        slack: percent of the centre that a document's value may lie off it.
        price: hundredths of the first knob's unit that one more of this knob costs; 0 leaves the first knob
            alone.
        least: no value is ever below this.
        most: no value is ever above this.
        visible: whether the value can be read off the text.
    """

    name: str
    low: int
    high: int
    slack: int = 0
    price: int = 0
    least: int = 0
    most: int = 2**31
    visible: bool = True
    meaning: str = ""

    def centre(self, level: I64) -> I64:
        """The centre at each level, int64, rounded to nearest."""
        rise = (self.high - self.low) * (level - 1)
        return np.asarray(
            np.clip(self.low + (2 * rise + _LEVEL_STEPS) // (2 * _LEVEL_STEPS), self.least, self.most)
        )


Knobs = Mapping[str, I64]


@dataclass(frozen=True)
class Segment:
    """A stretch of every document of a batch.

    Attributes:
        kind: one of SPAN_KINDS.
        text: string[num_docs]; '' where a document lacks it.
        label: the span name under which its draws were made; the kind unless said otherwise.
    """

    kind: Literal["tag", "prompt", "reasoning", "answer", "distractor", "opaque", "body"]
    text: Strings
    label: str = ""


class Genre(ABC, Generic[World]):
    """One kind of document. Subclass it in a file of your own; `dataforge.testing.conformance` tries it.

    Attributes:
        name: lowercase words joined by `-`, at most 24 characters.
        version: raised whenever any text of any address changes.
        domain: one of the eight.
        floor: `exact` if the band (bits_hi - bits_lo) / bits_hi is below 5 % on average, else `band`.
        knobs: the first one takes what the others leave of the level's budget.
        lexicons: names of the lexicons that the genre reads.
        summary: one line for the gallery.
        label: the key of the check that holds a categorical answer (yes or no, a name of few), if there is
        one: it
            is then balanced, and not to be guessed from words or length (`dataforge.testing` tries).
        shared_world: `name@version` of a world that genres of several domains tell (worlds/), if it is one.
    """

    name: ClassVar[str]
    version: ClassVar[int] = 1
    domain: ClassVar[str]
    floor: ClassVar[Literal["exact", "band"]] = "exact"
    knobs: ClassVar[tuple[Knob, ...]]
    lexicons: ClassVar[tuple[str, ...]] = ()
    summary: ClassVar[str] = ""
    label: ClassVar[str] = ""
    shared_world: ClassVar[str] = ""

    @property
    def id(self) -> str:
        """`name@version`."""
        return f"{self.name}@{self.version}"

    @abstractmethod
    def support_log2(self, level: int) -> int:
        """A lower bound on log2 of the number of different worlds at a level."""

    @abstractmethod
    def world(self, draws: Draws, knobs: Knobs) -> World:
        """Draw the worlds of a batch and compute what is true of them, by array operations."""

    @abstractmethod
    def check(self, world: World) -> Json:
        """The facts that each text will claim, as canonical JSON objects; equal to `extract` of the text."""

    @abstractmethod
    def render(self, draws: Draws, world: World) -> list[Segment]:
        """The text, as segments side by side. Surface draws (which phrase, which order) are made here."""

    @abstractmethod
    def cost(self, world: World) -> I64:
        """Primitive inferences that a document asks of its reader, int64[num_docs]: what the domain's
        reference solver counts while `extract` reads the text (see solving.py)."""

    @abstractmethod
    def extract(self, text: str) -> Any:
        """The facts of a text, read from nothing but the text: the second implementation.

        Raises:
            ExtractError: the text is not one of this genre, or contradicts itself (a sum that is wrong, a
                step that does not follow).
        """

    def read(self, text: str) -> tuple[Any, int]:
        """The facts of a text, and the primitive inferences that the reference solver took to establish them.

        Raises:
            ExtractError: as `extract`.
        """
        solving.start()
        return self.extract(text), solving.taken()

    def score(self, answer: str, check: Mapping[str, Any]) -> float:
        """1.0 if the answer is right, else 0.0; tolerant of white space, a final full stop and \\boxed{}."""
        return float(_bare(answer) == _bare(str(check.get("answer", ""))) != "")

    def draw_knobs(self, draws: Draws, overrides: Mapping[str, KnobSetting]) -> dict[str, I64]:
        """The knob values of each document: the level's budget split by the document's own draws.

        Args:
            overrides: knob -> a number, or (low, high) to draw from; these leave the budget alone.
        """
        values: dict[str, I64] = {}
        spent = np.zeros(draws.num_docs, np.int64)
        first = self.knobs[0]
        for knob in (*self.knobs[1:], first):
            centre = knob.centre(draws.level)
            if knob is first:
                centre = np.clip(centre - _round_div(spent, 100), knob.least, knob.most)
            if knob.name in overrides:
                values[knob.name] = self._overridden(draws, knob, overrides[knob.name])
                continue
            slack = centre * knob.slack // 100
            low, high = np.maximum(centre - slack, knob.least), np.minimum(centre + slack, knob.most)
            chosen = low + draws.draw(f"knob.{knob.name}", high - low + 1, visible=knob.visible)
            values[knob.name] = chosen
            spent += (chosen - centre) * knob.price
        return values

    def _overridden(self, draws: Draws, knob: Knob, setting: KnobSetting) -> I64:
        low, high = (setting, setting) if isinstance(setting, int) else setting
        if not knob.least <= low <= high <= knob.most:
            raise RecipeError(
                f"knob {knob.name!r} of genre {self.name!r} is out of range",
                value=setting,
                remedy=f"give a number, or [low, high], between {knob.least} and {knob.most}",
            )
        span = np.full(draws.num_docs, high - low + 1, np.int64)
        return low + draws.draw(f"knob.{knob.name}", span, visible=knob.visible)


def _round_div(a: I64, b: int) -> I64:
    return (2 * a + b) // (2 * b)


def _bare(answer: str) -> str:
    answer = answer[:4096].strip()
    boxed = re.fullmatch(r"\\boxed\{([^{}]*)\}\.?", answer)
    return " ".join((boxed[1] if boxed else answer).rstrip(".").split())


@dataclass(frozen=True)
class GenreRequest:
    """A batch of one genre.

    Attributes:
        levels, indices: int64[n]; indices below 2^63.
        overrides: knob -> setting.
        shared: key the worlds by the name of the genre's shared world, so that genres tell the same ones.
        check_owner: False takes each document's first world whoever owns it (tests of bits only).
    """

    genre: Genre[Any]
    levels: I64
    indices: I64
    seed: int = 0
    split: str = "train"
    overrides: Mapping[str, KnobSetting] = field(default_factory=dict)
    shared: bool = False
    check_owner: bool = True
