"""A second libzstd, the system's, by ctypes; and shards as it writes them, by the format's description."""

from __future__ import annotations

import ctypes
import ctypes.util
import struct
from functools import cache
from itertools import pairwise
from typing import Any

from dataforge.shards import codecs
from dataforge.shards.index import END_BYTES
from dataforge.shards.tar import TarStream

CONTENT_SIZE, CHECKSUM, LEVEL = (
    200,
    201,
    100,
)  # ZSTD_c_contentSizeFlag, ZSTD_c_checksumFlag, _compressionLevel


@cache
def library() -> Any:
    """The library, or None where there is none."""
    name = ctypes.util.find_library("zstd")
    if name is None:
        return None
    found = ctypes.CDLL(name)
    found.ZSTD_createCCtx.restype = ctypes.c_void_p
    found.ZSTD_versionString.restype = ctypes.c_char_p
    for each in (found.ZSTD_compressBound, found.ZSTD_compress2):
        each.restype = ctypes.c_size_t
    found.ZSTD_CCtx_setParameter.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]
    found.ZSTD_compressBound.argtypes = [ctypes.c_size_t]
    found.ZSTD_compress2.argtypes = [
        ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t,
    ]  # fmt: skip
    found.ZSTD_freeCCtx.argtypes = [ctypes.c_void_p]
    return found


def version() -> str:
    """`1.5.4`, say; '' where there is none."""
    return library().ZSTD_versionString().decode() if library() else ""


def compress(data: bytes, level: int) -> bytes:
    """One frame, with content size and checksum."""
    lib = library()
    context = lib.ZSTD_createCCtx()
    for name, value in ((LEVEL, level), (CONTENT_SIZE, 1), (CHECKSUM, 1)):
        lib.ZSTD_CCtx_setParameter(context, name, value)
    room = ctypes.create_string_buffer(lib.ZSTD_compressBound(len(data)))
    size = lib.ZSTD_compress2(context, room, len(room), data, len(data))
    lib.ZSTD_freeCCtx(context)
    assert size <= len(room)
    return room.raw[:size]


def encode(_: codecs.ZstdCodec, stream: TarStream, level: int) -> list[bytes | memoryview]:
    """What takes the place of `ZstdCodec.encode`."""
    cuts = codecs.frame_cuts(stream.index)
    plain = [bytes(stream.data[start:stop]) for start, stop in pairwise(cuts)]
    plain[-1] += bytes(END_BYTES)
    index = stream.index.to_bytes()
    frames = [*(compress(each, level) for each in plain), struct.pack("<II", 0x184D2A5D, len(index)) + index]
    sizes = zip(map(len, frames), [*map(len, plain), 0], strict=True)
    table = b"".join(struct.pack("<II", *pair) for pair in sizes)
    table += struct.pack("<IBI", len(frames), 0, 0x8F92EAB1)
    return [*frames, struct.pack("<II", 0x184D2A5E, len(table)) + table]


def encoder(_: codecs.ZstdCodec, level: int) -> str:
    """What takes the place of `ZstdCodec.encoder`."""
    return f"libzstd {version()}, level {level}, one-shot frames"
