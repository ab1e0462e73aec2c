"""What to make: the recipe, its canonical form, and the lock that fixes everything it leaves open.

A recipe is a YAML file that people write. A lock (`recipe.lock`) is what it was resolved to on one day: genre
versions, integer weights, lexicon digests, documents of every cell. Text depends on the lock's identity,
`recipe_id`, and not on names, codecs or shard sizes.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from dataforge.errors import CorpusError, RecipeError, UnknownNameError

__all__ = [
    "DEFAULT_LEVELS",
    "DOMAINS",
    "Cell",
    "Lock",
    "LockCell",
    "Recipe",
    "Size",
    "canonical_json",
    "domain_rank",
    "domains",
]

DOMAINS = (
    "technical",
    "scientific",
    "code",
    "mathematics",
    "philosophy",
    "creative",
    "conversational",
    "multilingual",
)
DOMAIN_GROUP = "dataforge.domains"  # entry points by which other packages add domains
CODEC_LEVELS = {
    "none": range(-7, 23),  # levels mean nothing to it
    "zstd": range(-7, 23),
    "lz4": range(-7, 17),
    "gzip": range(10),
    "bz2": range(1, 10),
    "xz": range(10),
}
"""How shards may be stored, and each codec's compression levels."""
AUTO = "auto"  # the codec that is measured and settled when the corpus is begun
DEFAULT_LEVELS = (1, 12, 23, 34, 45, 56, 67, 78, 89, 100)
LOCK_VERSION = 1
MAX_LEVEL = 120
_MAX_RECIPE_BYTES = 1 << 20
_MAX_LOCK_BYTES = 64 << 20
_SIZE = re.compile(r"^([0-9]{1,20}(?:\.[0-9]{1,20})?(?:e[0-9]{1,2})?) ?(B|kB|MB|GB|TB|PB|tokens|documents)$")
_SPLIT = re.compile(r"train|val|test|ood_[a-z0-9_-]{1,32}")
_UNIT = {"B": 1, "kB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12, "PB": 10**15}
NOMINAL_BYTES_PER_TOKEN = 4


@cache
def domains() -> tuple[str, ...]:
    """The eight domains, then by name those that installed packages add (entry points `dataforge.domains`).

    Raises:
        RecipeError: a package adds a domain by a name that keys and shards cannot hold, or that is taken.
    """
    added = sorted(entry.name for entry in entry_points(group=DOMAIN_GROUP))
    for i, name in enumerate(added):
        if not re.fullmatch(r"[a-z]{2,24}", name) or name in DOMAINS or name in added[:i]:
            raise RecipeError(
                "an installed package adds a domain of a name that cannot be used",
                value=name,
                remedy="a domain is 2 to 24 letters a-z, and not one that is there already",
            )
    return (*DOMAINS, *added)


def domain_rank(domain: str) -> tuple[int, str]:
    """What domains sort by: the eight in their order, then all others by name, installed or not."""
    return DOMAINS.index(domain) if domain in DOMAINS else len(DOMAINS), domain


def canonical_json(value: object) -> str:
    """The one way dataforge writes JSON that is hashed or compared."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def is_level(codec: object, level: object) -> bool:
    """Whether there is a codec of this name with this level."""
    return isinstance(codec, str) and type(level) is int and level in CODEC_LEVELS.get(codec, ())


@dataclass(frozen=True, order=True)
class Cell:
    """A domain at a level: what a mixture weighs."""

    domain: str
    level: int

    @property
    def name(self) -> str:
        """`mathematics-l012`."""
        return f"{self.domain}-l{self.level:03d}"


@dataclass(frozen=True)
class Size:
    """How much of a split to make: bytes of text, or documents. Tokens count as 4 bytes of text each."""

    amount: int
    unit: Literal["bytes", "documents"]

    @classmethod
    def parse(cls, text: str | int) -> Size:
        """`32 MB`, `1e18 tokens`, `5000 documents`, or a plain number of documents."""
        if isinstance(text, bool):
            raise ValueError("a size is written like '32 MB', '1e18 tokens' or '5000 documents'")
        if isinstance(text, int):
            amount, unit = text, "documents"
        else:
            match = _SIZE.match(text.strip())
            if match is None:
                raise ValueError("a size is written like '32 MB', '1e18 tokens' or '5000 documents'")
            unit = match[2]
            factor = {"documents": 1, "tokens": NOMINAL_BYTES_PER_TOKEN}.get(unit) or _UNIT[unit]
            amount = int(Decimal(match[1]) * factor)
        if not 1 <= amount < 2**63:
            raise ValueError("a size is at least one document or byte, and below 2^63")
        return cls(amount, "documents" if unit == "documents" else "bytes")


Level = Annotated[int, Field(ge=1, le=MAX_LEVEL, strict=True)]
KnobSetting = int | tuple[int, int]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


Weight = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class _DomainModel(_Strict):
    weight: Weight
    levels: tuple[Level, ...] | None = None
    genres: dict[str, Annotated[int, Field(ge=1, le=10**6, strict=True)]] | None = None
    knobs: dict[str, dict[str, KnobSetting]] = {}

    @field_validator("levels")
    @classmethod
    def _levels(cls, levels: tuple[int, ...] | None) -> tuple[int, ...] | None:
        return levels if levels is None else _rising(levels)


class _ShardsModel(_Strict):
    codec: Literal["none", "zstd", "lz4", "gzip", "bz2", "xz", "auto"] = "zstd"
    level: Annotated[int, Field(strict=True)] = 3
    bandwidth_mb_s: Annotated[float, Field(gt=0, le=1e6, allow_inf_nan=False)] | None = Field(
        default=None, validate_default=True
    )
    shard_size: str | int = "8 MB"

    @field_validator("level")
    @classmethod
    def _level(cls, level: int, info: ValidationInfo) -> int:
        codec = info.data.get("codec")
        if codec == AUTO:
            raise ValueError("codec auto chooses the level itself; leave it out")
        if codec in CODEC_LEVELS and level not in CODEC_LEVELS[codec]:
            levels = CODEC_LEVELS[codec]
            raise ValueError(f"codec {codec} has no such level; choose {levels[0]} to {levels[-1]}")
        return level

    @field_validator("bandwidth_mb_s")
    @classmethod
    def _bandwidth(cls, bandwidth: float | None, info: ValidationInfo) -> float | None:
        auto = info.data.get("codec") == AUTO
        if auto and bandwidth is None:
            raise ValueError(
                "missing; codec auto needs the MB a second that trainers read (--bandwidth-mb-s)"
            )
        if bandwidth is not None and not auto and "codec" in info.data:
            raise ValueError("only codec auto asks for a bandwidth; leave it out, or say codec: auto")
        return bandwidth


class _RecipeModel(_Strict):
    name: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")] = "corpus"
    seed: Annotated[int, Field(ge=0, lt=2**63, strict=True)] = 0
    levels: Annotated[tuple[Level, ...], Field(min_length=1)] = DEFAULT_LEVELS
    splits: dict[str, str | int] = {"train": "32 MB", "val": "1 MB"}
    domains: Annotated[dict[str, _DomainModel], Field(min_length=1)]
    shards: _ShardsModel = _ShardsModel()

    @field_validator("domains", mode="before")
    @classmethod
    def _bare_weights(cls, domains: object) -> object:
        if not isinstance(domains, dict):
            return domains
        return {
            name: given if isinstance(given, dict) else {"weight": given} for name, given in domains.items()
        }

    @field_validator("levels")
    @classmethod
    def _levels(cls, levels: tuple[int, ...]) -> tuple[int, ...]:
        return _rising(levels)

    @field_validator("splits")
    @classmethod
    def _splits(cls, splits: dict[str, str | int]) -> dict[str, str | int]:
        for name, size in splits.items():
            if name not in ("train", "val", "test") and not re.match(r"^ood[:_]level$", name):
                raise ValueError(f"unknown split {name!r}; choose from train, val, test, ood:level")
            Size.parse(size)
        return {name.replace(":", "_"): size for name, size in splits.items()}


def _rising(levels: tuple[int, ...]) -> tuple[int, ...]:
    if list(levels) != sorted(set(levels)):
        raise ValueError("levels must rise and not repeat")
    return levels


@dataclass(frozen=True)
class DomainRecipe:
    """One domain of a recipe: its weight, levels, genres (None: all, equally) and knob overrides by genre."""

    weight: float
    levels: tuple[int, ...]
    genres: Mapping[str, int] | None = None
    knobs: Mapping[str, Mapping[str, KnobSetting]] = field(default_factory=dict)


@dataclass(frozen=True)
class Recipe:
    """What to make, validated.

    Attributes:
        name: for people; no text depends on it.
        seed: 0 <= seed < 2^63.
        domains: domain -> DomainRecipe, in the order of `domains()`.
        splits: split -> Size.
        codec, codec_level, shard_bytes: how shards are written (text bytes a shard); no text depends on them.
        bandwidth_mb_s: for codec `auto` only: MB of shards that a trainer's reader gets a second.
    """

    name: str
    seed: int
    domains: Mapping[str, DomainRecipe]
    splits: Mapping[str, Size]
    codec: str = "zstd"
    codec_level: int = 3
    shard_bytes: int = 8_000_000
    bandwidth_mb_s: float | None = None

    @classmethod
    def load(cls, path: str | Path) -> Recipe:
        """Read a YAML recipe.

        Raises:
            RecipeError: the file is missing, is not YAML, or a field is wrong; names the field, value and
                remedy.
        """
        path = Path(path)
        try:
            raw = path.read_bytes()
        except OSError as exc:
            raise RecipeError(
                f"cannot be read: {exc.strerror}",
                file=str(path),
                remedy="write one with `dataforge init recipe.yaml`",
            ) from exc
        return cls.from_yaml(raw, file=str(path))

    @classmethod
    def from_yaml(cls, raw: bytes, file: str = "") -> Recipe:
        """A recipe from the bytes of its file. Raises RecipeError, as `load`."""
        if len(raw) > _MAX_RECIPE_BYTES:
            raise RecipeError("is larger than 1 MiB", file=file, remedy="is this really a recipe?")
        try:
            data = yaml.safe_load(raw)
        except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as exc:
            problem = " ".join(str(exc).split())
            raise RecipeError(f"is not YAML: {problem}", file=file, remedy="mend that line") from exc
        return cls.from_dict(data, file=file)

    @classmethod
    def from_dict(cls, data: object, *, file: str = "", foreign: Collection[str] = ()) -> Recipe:
        """Validate a recipe given as a dictionary; errors as in `load`.

        Args:
            foreign: domains of imported text that it may name, too (the lock of an import does).
        """
        if not isinstance(data, dict):
            raise RecipeError("must be a mapping with `domains:`", file=file, value=type(data).__name__)
        given = data.get("domains")
        for domain in given if isinstance(given, dict) else ():
            if domain not in domains() and domain not in foreign:
                raise RecipeError(
                    "unknown domain",
                    file=file,
                    field=f"domains.{domain}",
                    remedy=f"choose from {', '.join(domains())}",
                )
        try:
            model = _RecipeModel.model_validate(data)
        except ValidationError as exc:
            raise _in_words(exc, file) from exc
        return cls._from_model(model)

    @classmethod
    def _from_model(cls, model: _RecipeModel) -> Recipe:
        chosen = {}
        for domain in (*domains(), *sorted(model.domains.keys() - {*domains()})):
            if domain not in model.domains:
                continue
            entry = model.domains[domain]
            chosen[domain] = DomainRecipe(
                entry.weight, entry.levels or model.levels, entry.genres, entry.knobs
            )
        shard = Size.parse(model.shards.shard_size)
        return cls(
            name=model.name,
            seed=model.seed,
            domains=chosen,
            splits={split: Size.parse(size) for split, size in model.splits.items()},
            codec=model.shards.codec,
            codec_level=model.shards.level,
            shard_bytes=shard.amount,
            bandwidth_mb_s=model.shards.bandwidth_mb_s,
        )

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells, in domain order, then by level."""
        return tuple(Cell(domain, level) for domain, entry in self.domains.items() for level in entry.levels)

    @property
    def weights(self) -> dict[str, float]:
        """The mixture over domains, as written."""
        return {domain: entry.weight for domain, entry in self.domains.items()}

    def canonical(self) -> dict[str, Any]:
        """The recipe as plain data, every default filled in."""
        return {
            "name": self.name,
            "seed": self.seed,
            "domains": {
                domain: {
                    "weight": entry.weight,
                    "levels": list(entry.levels),
                    "genres": None if entry.genres is None else dict(entry.genres),
                    "knobs": {
                        genre: {k: _plain(v) for k, v in knobs.items()}
                        for genre, knobs in entry.knobs.items()
                    },
                }
                for domain, entry in self.domains.items()
            },
            "splits": {split: f"{size.amount} {_unit_word(size)}" for split, size in self.splits.items()},
            "shards": {**self._codec(), "shard_size": f"{self.shard_bytes} B"},
        }

    def _codec(self) -> dict[str, Any]:
        if self.codec == AUTO:
            return {"codec": AUTO, "bandwidth_mb_s": self.bandwidth_mb_s}
        return {"codec": self.codec, "level": self.codec_level}


def _unit_word(size: Size) -> str:
    return "B" if size.unit == "bytes" else "documents"


def _plain(setting: KnobSetting) -> int | list[int]:
    return setting if isinstance(setting, int) else list(setting)


def _in_words(exc: ValidationError, file: str) -> RecipeError:
    faults = exc.errors(include_url=False)
    # A misspelt field often leaves a required one missing, too: the misspelling is the cause.
    first = next((fault for fault in faults if fault["type"] == "extra_forbidden"), faults[0])
    place = ".".join(str(part) for part in first["loc"])
    problem, _, remedy = first["msg"].removeprefix("Value error, ").partition("; ")
    remedy = remedy or "see `dataforge init --help`"
    if first["type"] == "extra_forbidden":
        problem, remedy = "unknown field", "check the spelling"
    elif "greater than 0" in problem:
        remedy = "weights are positive numbers; leave the domain out if you do not want it"
    value = first.get("input")
    shown = value if isinstance(value, str | int | float | bool) else None
    return RecipeError(problem[0].lower() + problem[1:], file=file, field=place, value=shown, remedy=remedy)


@dataclass(frozen=True)
class LockCell:
    """How much of a cell a split holds.

    Attributes:
        documents: how many; indices 0 .. documents - 1.
        samples_per_shard: documents in every shard but the last.
        mean_text_bytes: mean bytes of text a document, from a pilot of the cell's own first documents.
    """

    split: str
    domain: str
    level: int
    documents: int
    samples_per_shard: int
    mean_text_bytes: int

    @classmethod
    def of(cls, data: Mapping[str, Any], known: Collection[str]) -> LockCell:
        """From a lock's data, whose split and domain become folders. Raises ValueError when doctored."""
        each = cls(**data)
        numbers = (each.level, each.documents, each.samples_per_shard, each.mean_text_bytes)
        whole = all(type(number) is int and 0 <= number < 2**63 for number in numbers)
        named = each.domain in known and _SPLIT.fullmatch(each.split)
        if not (whole and named and 1 <= each.level <= MAX_LEVEL and all(numbers[2:])):
            raise ValueError(f"no cell of ours: {dict(data)}")
        return each

    @property
    def cell(self) -> Cell:
        return Cell(self.domain, self.level)

    @property
    def num_shards(self) -> int:
        return -(-self.documents // self.samples_per_shard)


@dataclass(frozen=True)
class Lock:
    """What a recipe was resolved to: all that decides the corpus.

    Attributes:
        genres: domain -> ((genre id such as "chain-sum@1", weight), ...).
        knobs: genre name -> knob -> a number or (low, high).
        lexicons: lexicon name -> SHA-256.
        cells: one entry a split and cell, in (split, domain, level) order.
        foreign: of imported text: sources, options, measure (docs/decisions/0009-foreign-corpora.md); empty
            for generated text.
        chosen: codec and level that a recipe of codec `auto` was settled to, None as long as it is not.
    """

    recipe: Recipe
    genres: Mapping[str, tuple[tuple[str, int], ...]]
    knobs: Mapping[str, Mapping[str, KnobSetting]]
    lexicons: Mapping[str, str]
    cells: tuple[LockCell, ...]
    foreign: Mapping[str, Any] = field(default_factory=dict)
    chosen: tuple[str, int] | None = None

    @property
    def seed(self) -> int:
        return self.recipe.seed

    @property
    def codec(self) -> str:
        """How shards are stored; `auto` as long as that is not settled."""
        return self.recipe.codec if self.chosen is None else self.chosen[0]

    @property
    def codec_level(self) -> int:
        return self.recipe.codec_level if self.chosen is None else self.chosen[1]

    def with_codec(self, codec: str, level: int | None = None, bandwidth_mb_s: float | None = None) -> Lock:
        """The same corpus, stored otherwise; what is None stays as it is, where the codec has it."""
        recipe = self.recipe.canonical()
        shards = {"codec": codec, "shard_size": recipe["shards"]["shard_size"]}
        if codec == AUTO:
            mb_s = self.recipe.bandwidth_mb_s if bandwidth_mb_s is None else bandwidth_mb_s
            shards |= {"bandwidth_mb_s": mb_s} | ({} if level is None else {"level": level})
        else:
            shards["level"] = self.recipe.codec_level if level is None else level
        foreign = _foreign_domains(self.foreign)
        return replace(
            self, recipe=Recipe.from_dict({**recipe, "shards": shards}, foreign=foreign), chosen=None
        )

    @property
    def weights(self) -> dict[str, float]:
        return self.recipe.weights

    def split_cells(self, split: str) -> tuple[LockCell, ...]:
        """The cells of a split, in domain order, then by level."""
        found = tuple(cell for cell in self.cells if cell.split == split)
        if not found:
            raise UnknownNameError("split", split, sorted({cell.split for cell in self.cells}))
        return found

    @property
    def recipe_id(self) -> str:
        """32 hex digits: all that decides text and how much of it there is; not names, codecs or shard
        sizes."""
        data = self._data()
        del data["recipe"]["name"], data["recipe"]["shards"]
        data.pop("shards", None)
        for cell in data["cells"]:
            del cell["samples_per_shard"]
        return hashlib.sha256(canonical_json(data).encode()).hexdigest()[:32]

    @property
    def sha256(self) -> str:
        """Of the whole canonical lock."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()

    def _data(self) -> dict[str, Any]:
        return {
            "version": LOCK_VERSION,
            "recipe": self.recipe.canonical(),
            "genres": {domain: [list(pair) for pair in pairs] for domain, pairs in self.genres.items()},
            "knobs": {name: {k: _plain(v) for k, v in knobs.items()} for name, knobs in self.knobs.items()},
            "lexicons": dict(self.lexicons),
            "cells": [vars(cell).copy() for cell in self.cells],
            **({"foreign": dict(self.foreign)} if self.foreign else {}),
            **({"shards": {"codec": self.chosen[0], "level": self.chosen[1]}} if self.chosen else {}),
        }

    def to_json(self) -> str:
        """The canonical JSON of the lock, as it stands in `recipe.lock`."""
        return canonical_json({**self._data(), "recipe_id": self.recipe_id})

    @classmethod
    def from_json(cls, text: str, *, path: str = "recipe.lock") -> Lock:
        """Read a lock back; CorpusError when it is not one, or was edited (its recipe_id no longer fits)."""
        try:
            data = json.loads(text)
            if data["version"] != LOCK_VERSION:
                raise CorpusError(
                    f"{path}: lock version {data['version']}, this dataforge reads {LOCK_VERSION}", path=path
                )
            foreign = data.get("foreign", {})
            recipe = Recipe.from_dict(data["recipe"], file=path, foreign=_foreign_domains(foreign))
            lock = cls(
                recipe=recipe,
                genres={d: tuple((str(g), int(w)) for g, w in pairs) for d, pairs in data["genres"].items()},
                knobs={
                    name: {k: v if isinstance(v, int) else (int(v[0]), int(v[1])) for k, v in knobs.items()}
                    for name, knobs in data["knobs"].items()
                },
                lexicons=data["lexicons"],
                cells=tuple(LockCell.of(cell, recipe.domains) for cell in data["cells"]),
                foreign=foreign,
                chosen=None if "shards" not in data else (data["shards"]["codec"], data["shards"]["level"]),
            )
            if lock.chosen and (lock.recipe.codec != AUTO or not is_level(*lock.chosen)):
                raise ValueError(f"it settles on codec {lock.chosen}")
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError) as exc:
            raise CorpusError(
                f"{path}: not a recipe lock ({exc}); generate the corpus again", path=path
            ) from exc
        if lock.recipe_id != data.get("recipe_id"):
            raise CorpusError(
                f"{path}: edited by hand (its recipe_id does not fit); generate it again", path=path
            )
        return lock

    @classmethod
    def load(cls, path: str | Path) -> Lock:
        """Read `recipe.lock`."""
        path = Path(path)
        try:
            if path.stat().st_size > _MAX_LOCK_BYTES:
                raise CorpusError(f"{path}: larger than 64 MiB; not a recipe lock", path=str(path))
            text = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as exc:
            raise CorpusError(
                f"{path}: cannot be read ({exc}); is this a corpus folder?", path=str(path)
            ) from exc
        return cls.from_json(text, path=str(path))

    def save(self, path: str | Path) -> None:
        """Write the lock."""
        Path(path).write_text(self.to_json(), "utf-8")


def _foreign_domains(foreign: Mapping[str, Any]) -> tuple[str, ...]:
    """The domains of an import's lock. Raises ValueError when one has a name that keys cannot hold."""
    names = tuple(foreign["domains"]) if foreign else ()
    for name in names:
        if not re.fullmatch(r"[a-z]{2,24}", name) or name in DOMAINS:
            raise ValueError(f"{name!r} cannot name a foreign domain")
    return names
