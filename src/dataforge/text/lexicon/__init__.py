"""Lexicons: the frozen vocabulary files that stand in this folder.

A lexicon is a UTF-8 file `NAME.txt`: one entry a line, forms separated by tabs, the most used entries first.
Files are
frozen: an entry may never change its line, because draws are line numbers. Each file is read when first asked
for.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pyarrow as pa

_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Lexicon:
    """A vocabulary table: `columns[j]` holds form j of every entry, string[n]."""

    name: str
    columns: tuple[pa.Array, ...]
    sha256: str

    def __len__(self) -> int:
        return len(self.columns[0])

    def __getitem__(self, form: int) -> pa.Array:
        return self.columns[form]

    def words(self, form: int = 0) -> list[str]:
        """One form of every entry as Python strings, for look-ups by `extract`."""
        return list(self.columns[form].to_pylist())


@cache
def lexicon(name: str) -> Lexicon:
    """The lexicon of that name, read once a process."""
    raw = (_FOLDER / f"{name}.txt").read_bytes()
    entries = [line.split("\t") for line in raw.decode("utf-8").splitlines() if line]
    if len({len(entry) for entry in entries}) != 1:
        raise ValueError(f"lexicon {name!r}: entries have different numbers of forms")
    columns = tuple(pa.array(column, pa.string()) for column in zip(*entries, strict=True))
    return Lexicon(name, columns, hashlib.sha256(raw).hexdigest())
