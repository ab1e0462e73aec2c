"""What an import is asked to do, and the limits that hostile input meets."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import Any

from dataforge.errors import UnknownNameError, UsageError
from dataforge.generators.verify import FOREIGN_GENRE
from dataforge.shards.codecs import codec as find_codec

GENRE = FOREIGN_GENRE
MEASURES = ("length", "rarity", "compressibility")
SHARD_BYTES = 8_000_000
BUFFER_BYTES = 256 << 20
"""Text that waits for its shard to be full, all cells together: with many cells shards are smaller."""

MAX_LINE_BYTES = 64 << 20
"""Of a line of JSON, a member of a tar, a value of a table; longer ones are passed over unread."""
MAX_TEXT_BYTES = 64 << 20
"""What `max_text_bytes` may be at most."""
MAX_NAME_CHARS = 200
"""Of an id or a member's name, as kept in records."""
BOMB_RATIO, BOMB_FREE_BYTES = 250, 1 << 30
"""A compressed source may hold a GiB, or 250 times its own size if that is more."""
MAX_EVAL_NGRAMS = 50_000_000
NUM_PERM, MINHASH_SEED = 128, 42

_COLUMN = "column:"
_DOMAIN = re.compile(r"[a-z]{2,24}")


@dataclass(frozen=True, kw_only=True)
class ImportOptions:
    """Everything but the sources that decides an imported corpus."""

    text_field: str = "text"
    """the field, column or (of a WebDataset) member's extension that holds the text"""
    id_field: str = ""
    """the field or column that names a record; a WebDataset's samples have their keys"""
    licence: str = ""
    """kept in every record"""
    level_by: str = "length"
    """length, rarity, compressibility, or column:NAME"""
    levels: int = 10
    """how many levels, spread evenly over 1 .. 100; as many quantiles"""
    near: float = 0.8
    """Jaccard similarity of shingles from which on a document is a near duplicate; 0: do not look"""
    shingle: int = 5
    """words of a shingle"""
    ngram: int = 13
    """words in a row that a document may not share with an evaluation set"""
    min_text_bytes: int = 1
    max_text_bytes: int = 1_000_000
    hold_out: bool = False
    """val and test get the texts whose digest they own, 1/64 each, as in generated corpora"""
    codec: str = "zstd"
    codec_level: int = 3
    shard_bytes: int = SHARD_BYTES

    def __post_init__(self) -> None:
        if self.level_by not in MEASURES and not self.column:
            raise UnknownNameError("measure of levels", self.level_by, (*MEASURES, "column:NAME"))
        _within("levels", self.levels, 1, 100)
        _within("shingle", self.shingle, 1, 64)
        _within("ngram", self.ngram, 2, 256)
        _within("min_text_bytes", self.min_text_bytes, 1, MAX_TEXT_BYTES)
        _within("max_text_bytes", self.max_text_bytes, self.min_text_bytes, MAX_TEXT_BYTES)
        _within("shard_bytes", self.shard_bytes, 1, 256 << 20)
        if self.near and not 0.3 <= self.near <= 1:
            raise UsageError(f"near is {self.near}; give 0 to leave it out, or 0.3 to 1")
        if not self.text_field:
            raise UsageError("text_field is empty; name the field that holds the text")
        if len(self.licence) > MAX_NAME_CHARS or not self.licence.isprintable():
            raise UsageError(f"licence is one line of at most {MAX_NAME_CHARS} characters")
        find_codec(self.codec, self.codec_level)

    @property
    def column(self) -> str:
        """The user's column that decides levels, or ''."""
        return self.level_by.removeprefix(_COLUMN) if self.level_by.startswith(_COLUMN) else ""

    @property
    def level_list(self) -> tuple[int, ...]:
        """The levels, rising: 10 of them are 1, 12, 23, ... 100."""
        if self.levels == 1:
            return (1,)
        steps = self.levels - 1
        return tuple(1 + (2 * 99 * i + steps) // (2 * steps) for i in range(self.levels))

    def to_data(self) -> dict[str, Any]:
        """As plain JSON data."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def _within(name: str, value: int, low: int, high: int) -> None:
    if not low <= value <= high:
        raise UsageError(f"{name} is {value}; give {low} to {high}")


def check_domain(name: str, taken: tuple[str, ...]) -> str:
    """A further domain's name. Raises UsageError when keys and shards cannot hold it, or it is taken."""
    if not _DOMAIN.fullmatch(name) or name in taken:
        raise UsageError(
            f"{name!r} cannot name a further domain; use 2 to 24 letters a-z, and none of: {', '.join(taken)}"
        )
    return name
