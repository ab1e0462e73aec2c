"""How a tar stream is stored: one small class a codec, a file each.

A codec turns (stream, index) into the file's bytes, and a file into `Frames`, of which any stretch of the
stream can be read. zstd files are independent frames of whole samples, so any sample is one frame away; the
other compressed ones are decoded whole when first read. Sizes are bounded before anything is allocated, and
asserted after. `auto` is no codec: it is settled into one of these before shard 0 (shards/auto.py).
"""

from __future__ import annotations

from dataforge.errors import UnknownNameError, UsageError
from dataforge.shards.codecs.base import Codec, Frames
from dataforge.shards.codecs.bz2 import Bz2Codec
from dataforge.shards.codecs.gzip import GzipCodec
from dataforge.shards.codecs.lz4 import Lz4Codec
from dataforge.shards.codecs.plain import NoneCodec
from dataforge.shards.codecs.xz import XzCodec
from dataforge.shards.codecs.zstd import FRAME_BYTES, ZstdCodec, ZstdFrames, frame_cuts

__all__ = [
    "CODECS",
    "FRAME_BYTES",
    "Codec",
    "Frames",
    "ZstdFrames",
    "codec",
    "codec_of",
    "frame_cuts",
]

CODECS: dict[str, Codec] = {
    codec.name: codec for codec in (NoneCodec(), ZstdCodec(), Lz4Codec(), GzipCodec(), Bz2Codec(), XzCodec())
}


def codec(name: str, level: int | None = None) -> Codec:
    """The codec of this name.

    Raises:
        UnknownNameError: there is none.
        UsageError: it has no such level.
    """
    if name not in CODECS:
        raise UnknownNameError("codec", name, tuple(CODECS))
    found = CODECS[name]
    if level is not None and level not in found.levels:
        allowed = f"{found.levels[0]} to {found.levels[-1]}"
        raise UsageError(f"codec {name!r} has no level {level}; choose {allowed}")
    return found


def codec_of(path: str) -> Codec:
    """The codec of a shard, by its extension. Raises ValueError when it has none of ours."""
    for found in CODECS.values():
        if path.endswith(found.extension):
            return found
    raise ValueError(f"{path!r} is no shard: it ends in none of {[c.extension for c in CODECS.values()]}")
