"""How a tar stream is stored: one small class a codec.

A codec turns (stream, index) into the file's bytes, and a file into `Frames`, of which any stretch of the
stream can be read. zstd files are independent frames of whole samples, then two skippable frames: our index,
and the standard seek table, so that any `zstd -d` reads them and any sample is one frame away. Sizes are
bounded before anything is allocated, and asserted after.
"""

from __future__ import annotations

import struct
import zlib
from abc import ABC, abstractmethod
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

import numpy as np

from dataforge.errors import UnknownNameError, UsageError
from dataforge.shards.files import MemorySource, Source
from dataforge.shards.index import END_BYTES, MAX_SAMPLES, MAX_TAR_BYTES, Index
from dataforge.shards.tar import TarStream

FRAME_BYTES = 256 * 1024
"""About how much of the tar stream a zstd frame holds: 0.3 ms to decode, and 1 % larger than one frame for
all.
"""

_SKIPPABLE = struct.Struct("<II")
_INDEX_MAGIC, _SEEK_MAGIC = 0x184D2A5D, 0x184D2A5E
_SEEK_ENTRY = np.dtype([("packed", "<u4"), ("plain", "<u4")])
_SEEK_FOOTER = struct.Struct("<IBI")
_SEEKABLE = 0x8F92EAB1


class Frames(ABC):
    """A stored tar stream, of which any stretch can be read. Every method raises ValueError for damaged
    bytes.
    """

    @abstractmethod
    def index_bytes(self) -> bytes | memoryview | None:
        """The index within the file, if the codec keeps it there."""

    @abstractmethod
    def read(self, start: int, stop: int) -> memoryview:
        """Bytes start .. stop of the tar stream."""

    @abstractmethod
    def whole(self, tar_bytes: int) -> memoryview:
        """The whole tar stream, which must be of this size, and nothing else in the file."""


class Codec(ABC):
    """One way to store a tar stream.

    Attributes:
        name: as a recipe says it.
        extension: of the shard's file.
        levels: allowed compression levels.
        embeds_index: whether the index is in the file; if not, `<shard>.idx` stands beside it.
        checked: whether the file carries checksums of its content.
    """

    name: ClassVar[str]
    extension: ClassVar[str]
    levels: ClassVar[range]
    embeds_index: ClassVar[bool] = False
    checked: ClassVar[bool] = True

    @abstractmethod
    def encoder(self, level: int) -> str:
        """What decides the file's bytes, given the stream."""

    @abstractmethod
    def encode(self, stream: TarStream, level: int) -> list[bytes | memoryview]:
        """The file, in pieces."""

    @abstractmethod
    def frames(self, file: Source) -> Frames:
        """Open a stored file. Raises ValueError for damaged bytes."""


@dataclass(frozen=True)
class _Plain(Frames):
    file: Source

    def index_bytes(self) -> None:
        return None

    def read(self, start: int, stop: int) -> memoryview:
        return self.file.read(start, stop)

    def whole(self, tar_bytes: int) -> memoryview:
        if self.file.size != tar_bytes:
            raise ValueError(f"the tar stream is {self.file.size} bytes, not {tar_bytes}")
        return self.file.read(0, tar_bytes)


class NoneCodec(Codec):
    """Plain `.tar`; levels mean nothing to it."""

    name, extension, levels, checked = "none", ".tar", range(-7, 23), False

    def encoder(self, level: int) -> str:
        return "none"

    def encode(self, stream: TarStream, level: int) -> list[bytes | memoryview]:
        return [stream.data, bytes(END_BYTES)]

    def frames(self, file: Source) -> Frames:
        return _Plain(file)


class _Unseekable(Frames):
    """A file that decodes from its beginning only: decoded once, whole, when first read."""

    def __init__(self, file: Source) -> None:
        self.file = file
        self._plain: _Plain | None = None

    def index_bytes(self) -> None:
        return None

    def read(self, start: int, stop: int) -> memoryview:
        if self._plain is None:
            self._plain = _Plain(MemorySource(self._decode(MAX_TAR_BYTES)))
        return self._plain.read(start, stop)

    def whole(self, tar_bytes: int) -> memoryview:
        return _Plain(MemorySource(self._decode(tar_bytes))).whole(tar_bytes)

    @abstractmethod
    def _decode(self, limit: int) -> bytes:
        """All of it; an error when that is more than `limit` bytes, or the file goes on after its end."""


class _GzipFrames(_Unseekable):
    def _decode(self, limit: int) -> bytes:
        decoder = zlib.decompressobj(wbits=31)
        try:
            plain = decoder.decompress(self.file.read(0, self.file.size), limit + 1)
        except zlib.error as exc:
            raise ValueError(f"the gzip member is damaged: {exc}") from exc
        if len(plain) > limit or not decoder.eof or decoder.unused_data:
            raise ValueError("the gzip member is cut, too large, or followed by other bytes")
        return plain


class GzipCodec(Codec):
    """`.tar.gz`: one member, no name, time 0, as stock readers stream it."""

    name, extension, levels = "gzip", ".tar.gz", range(10)

    def encoder(self, level: int) -> str:
        return f"zlib {zlib.ZLIB_RUNTIME_VERSION}, level {level}, one member"

    def encode(self, stream: TarStream, level: int) -> list[bytes | memoryview]:
        packer = zlib.compressobj(level, wbits=31)
        return [packer.compress(stream.data), packer.compress(bytes(END_BYTES)), packer.flush()]

    def frames(self, file: Source) -> Frames:
        return _GzipFrames(file)


class _Lz4Frames(_Unseekable):
    def _decode(self, limit: int) -> bytes:
        import lz4.frame

        decoder = lz4.frame.LZ4FrameDecompressor()
        try:
            plain: bytes = decoder.decompress(self.file.read(0, self.file.size), max_length=limit + 1)
        except (RuntimeError, EOFError, MemoryError) as exc:
            raise ValueError(f"the lz4 frame is damaged: {exc}") from exc
        if len(plain) > limit or not decoder.eof or decoder.unused_data:
            raise ValueError("the lz4 frame is cut, too large, or followed by other bytes")
        return plain


class Lz4Codec(Codec):
    """`.tar.lz4`: one frame, with a checksum of the content."""

    name, extension, levels = "lz4", ".tar.lz4", range(-7, 17)

    def encoder(self, level: int) -> str:
        import lz4

        return f"liblz4 {lz4.library_version_string()}, level {level}, one frame"

    def encode(self, stream: TarStream, level: int) -> list[bytes | memoryview]:
        import lz4.frame

        packer = lz4.frame.LZ4FrameCompressor(compression_level=level, content_checksum=True)
        head = packer.begin()
        return [head, packer.compress(stream.data), packer.compress(bytes(END_BYTES)), packer.flush()]

    def frames(self, file: Source) -> Frames:
        return _Lz4Frames(file)


class ZstdCodec(Codec):
    """`.tar.zst`: independent frames of whole samples, the index frame, the seek table."""

    name, extension, levels, embeds_index = "zstd", ".tar.zst", range(-7, 23), True

    def encoder(self, level: int) -> str:
        import zstandard

        version = ".".join(map(str, zstandard.ZSTD_VERSION))
        return f"libzstd {version}, level {level}, one-shot frames"

    def encode(self, stream: TarStream, level: int) -> list[bytes | memoryview]:
        import zstandard

        packer = zstandard.ZstdCompressor(level=level, write_checksum=True, write_content_size=True)
        cuts = frame_cuts(stream.index)
        frames: list[bytes | memoryview] = [
            packer.compress(stream.data[start:stop]) for start, stop in pairwise(cuts[:-1])
        ]
        frames.append(packer.compress(bytes(stream.data[cuts[-2] :]) + bytes(END_BYTES)))
        plain = np.append(np.diff(cuts), 0)
        plain[-2] += END_BYTES
        frames.append(_skippable(_INDEX_MAGIC, stream.index.to_bytes()))
        table = np.empty(len(frames), _SEEK_ENTRY)
        table["packed"], table["plain"] = [len(frame) for frame in frames], plain
        footer = _SEEK_FOOTER.pack(len(frames), 0, _SEEKABLE)
        return [*frames, _skippable(_SEEK_MAGIC, table.tobytes() + footer)]

    def frames(self, file: Source) -> Frames:
        return ZstdFrames(file)


def frame_cuts(index: Index) -> list[int]:
    """Where frames begin in the tar stream, and its end: at the first sample of every stretch of
    `FRAME_BYTES`.
    """
    starts = index.offsets[:-1]
    first = np.flatnonzero(np.diff(starts // FRAME_BYTES, prepend=-1))
    return [*starts[first].tolist(), int(index.offsets[-1])]


def _skippable(magic: int, payload: bytes) -> bytes:
    return _SKIPPABLE.pack(magic, len(payload)) + payload


class ZstdFrames(Frames):
    """Reads across frames by the seek table. The frame last decoded is kept, since readers go on from where
    they were.
    """

    def __init__(self, file: Source) -> None:
        self.file = file
        table = _seek_table(file)
        self._packed = np.concatenate([[0], np.cumsum(table["packed"][:-1], dtype=np.int64)])
        self._plain = np.concatenate([[0], np.cumsum(table["plain"][:-1], dtype=np.int64)])
        if table["plain"][-1] or self._plain[-1] > MAX_TAR_BYTES or (table["plain"][:-1] == 0).any():
            raise ValueError("the seek table says impossible sizes")
        self._index_bytes = int(table["packed"][-1]) - _SKIPPABLE.size
        self._kept: tuple[int, bytes] = (-1, b"")

    def index_bytes(self) -> memoryview:
        start, head = int(self._packed[-1]), _SKIPPABLE.size
        magic, size = _SKIPPABLE.unpack(self.file.read(start, start + head))
        if magic != _INDEX_MAGIC or size != self._index_bytes:
            raise ValueError("the index frame is not where the seek table says")
        return self.file.read(start + head, start + head + size)

    def read(self, start: int, stop: int) -> memoryview:
        if stop > self._plain[-1]:
            raise ValueError(f"the tar stream is cut: {self._plain[-1]} bytes of {stop}")
        first = int(np.searchsorted(self._plain, start, "right")) - 1
        last = max(first + 1, int(np.searchsorted(self._plain, stop, "left")))
        begin = int(self._plain[first])
        if start == stop:
            return memoryview(b"")
        if last == first + 1:
            return memoryview(self._frame(first))[start - begin : stop - begin]
        return memoryview(b"".join(map(self._frame, range(first, last))))[start - begin : stop - begin]

    def whole(self, tar_bytes: int) -> memoryview:
        if self._plain[-1] != tar_bytes:
            raise ValueError(f"the frames hold {self._plain[-1]} bytes of tar, not {tar_bytes}")
        return self.read(0, tar_bytes)

    def _frame(self, i: int) -> bytes:
        import zstandard

        if self._kept[0] == i:
            return self._kept[1]
        packed = self.file.read(int(self._packed[i]), int(self._packed[i + 1]))
        size = int(self._plain[i + 1] - self._plain[i])
        try:
            # What the frame itself claims is what the library allocates: look before it leaps.
            if zstandard.frame_content_size(packed) != size:
                raise ValueError(f"frame {i} is not of the size that the seek table says")
            plain: bytes = zstandard.ZstdDecompressor().decompress(packed, size, allow_extra_data=False)
        except zstandard.ZstdError as exc:
            raise ValueError(f"frame {i} is damaged: {exc}") from exc
        if len(plain) != size:
            raise ValueError(f"frame {i} holds {len(plain)} bytes, not {size}")
        self._kept = (i, plain)
        return plain


def _seek_table(file: Source) -> np.ndarray[tuple[int], np.dtype[np.void]]:
    if file.size < _SKIPPABLE.size + _SEEK_FOOTER.size:
        raise ValueError(f"the file is cut: {file.size} bytes")
    count, flags, magic = _SEEK_FOOTER.unpack(file.read(file.size - _SEEK_FOOTER.size, file.size))
    size = count * _SEEK_ENTRY.itemsize + _SEEK_FOOTER.size
    start = file.size - size - _SKIPPABLE.size
    if magic != _SEEKABLE or flags or not 2 <= count <= MAX_SAMPLES or start < 0:
        raise ValueError("the file does not end in a seek table: it is cut or not ours")
    frame = file.read(start, file.size)
    if _SKIPPABLE.unpack_from(frame) != (_SEEK_MAGIC, size):
        raise ValueError("the seek table is damaged")
    table = np.frombuffer(frame, _SEEK_ENTRY, count, _SKIPPABLE.size)
    if int(table["packed"].sum(dtype=np.int64)) != start or table["packed"][-1] < _SKIPPABLE.size:
        raise ValueError("the seek table does not fit the file")
    return table


CODECS: dict[str, Codec] = {
    codec.name: codec for codec in (NoneCodec(), ZstdCodec(), Lz4Codec(), GzipCodec())
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
