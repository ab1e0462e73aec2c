"""The origin below all tiers: shards of a recipe, made when they are asked for, that need no disk."""

from __future__ import annotations

import hashlib

from dataforge.cache.tiers import Tiers
from dataforge.errors import UsageError
from dataforge.recipe import Cell
from dataforge.shards.auto import settled
from dataforge.shards.codecs import CODECS
from dataforge.shards.corpus import Corpus
from dataforge.shards.manifest import planned_shard
from dataforge.shards.memory import MemoryPlace
from dataforge.shards.remake import remake
from dataforge.shards.write import write_shard


def origin_shard(
    corpus: Corpus, cell: Cell, number: int, split: str = "train", tiers: Tiers | None = None
) -> memoryview:
    """A shard's file, as `generate` would write it: from the first tier that has it, else made now.

    Args:
        corpus: a virtual one, usually; of a finite one, what its lock says.
        number: of the shard in its cell, from 0; a quintillion tokens have some 10^11 of them.
        tiers: where it is kept; without, nowhere.

    Raises:
        UsageError: no such split, cell or shard.
        CorpusError: the text was imported: nothing can make it.
    """
    found = next((each for each in corpus.cells(split) if each.cell == cell), None)
    if found is None:
        raise UsageError(f"split {split!r} has no cell {cell.name!r}; see .cells({split!r})")
    if not 0 <= number < found.num_shards:
        raise UsageError(f"shard {number} is not within the {found.num_shards:,} of {cell.name}, {split}")
    lock = settled(corpus.lock)
    planned = planned_shard(found, number, CODECS[lock.codec].extension)

    def make() -> bytes:
        place = MemoryPlace()
        write_shard(remake(lock, [planned])[0], place, planned.path, lock.codec, lock.codec_level)
        return (place / planned.path).read(1 << 40)

    key = hashlib.sha256(f"shard\x1f{lock.sha256}\x1f{planned.path}".encode()).hexdigest()
    return (tiers or Tiers([])).get(key, make)
