"""Whether a shard that was to be written is there, whole."""

from __future__ import annotations

from dataforge.recipe import Lock
from dataforge.shards import tar
from dataforge.shards.codecs import CODECS
from dataforge.shards.manifest import ManifestRow, PlannedShard, part_name, read_part
from dataforge.shards.places import Place
from dataforge.shards.read import check_file
from dataforge.shards.write import index_is


def durable_row(root: Place, shard: PlannedShard, lock: Lock) -> ManifestRow | None:
    """The row of a shard that is whole on disk, or None: its part, its file's digest and its index are
    compared.
    """
    try:
        row = read_part(root / part_name(shard.path))
        if (row.shard, row.first_index, row.samples) != (shard.path, shard.first_index, shard.samples):
            return None
        source = (root / shard.path).source()
        check_file(source, row)
        packer = CODECS[lock.codec]
        if not packer.embeds_index:
            index = tar.index_of(packer.frames(source).whole(row.tar_bytes))
            if not index_is(root, shard.path, index):
                return None
    except (OSError, ValueError):
        return None
    return row
