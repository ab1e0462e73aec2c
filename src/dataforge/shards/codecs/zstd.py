"""`zstd`: files are independent frames of whole samples, then two skippable frames: our index, and the
standard seek table, so that any `zstd -d` reads them and any sample is one frame away.
"""

from __future__ import annotations

import struct
import threading
from itertools import pairwise
from typing import Any

import numpy as np

from dataforge.shards.codecs.base import Codec, Frames
from dataforge.shards.files import Source
from dataforge.shards.index import END_BYTES, MAX_SAMPLES, MAX_TAR_BYTES, Index
from dataforge.shards.tar import TarStream

FRAME_BYTES = 256 * 1024
"""About how much of the tar stream a zstd frame holds: 0.3 ms to decode. Independence costs a fifth of the
file: 1.17 MB where one frame for all takes 0.97 (5.1 MB of tar, level 3); frames of 1 MiB would take 1.03."""

_SKIPPABLE = struct.Struct("<II")
_INDEX_MAGIC, _SEEK_MAGIC = 0x184D2A5D, 0x184D2A5E
_SEEK_ENTRY = np.dtype([("packed", "<u4"), ("plain", "<u4")])
_SEEK_FOOTER = struct.Struct("<IBI")
_SEEKABLE = 0x8F92EAB1


class ZstdCodec(Codec):
    """`.tar.zst`: independent frames of whole samples, the index frame, the seek table."""

    name, extension, embeds_index = "zstd", ".tar.zst", True

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

    def expect(self, tar_bytes: int) -> None:
        if self._plain[-1] != tar_bytes:
            raise ValueError(f"the frames hold {self._plain[-1]} bytes of tar, the index says {tar_bytes}")

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
            plain: bytes = _decompressor().decompress(packed, size, allow_extra_data=False)
        except zstandard.ZstdError as exc:
            raise ValueError(f"frame {i} is damaged: {exc}") from exc
        if len(plain) != size:
            raise ValueError(f"frame {i} holds {len(plain)} bytes, not {size}")
        self._kept, self.held_bytes = (i, plain), size
        return plain


_local = threading.local()


def _decompressor() -> Any:
    """This thread's: to make one for every frame would cost a tenth of the decoding."""
    found = getattr(_local, "decompressor", None)
    if found is None:
        import zstandard

        found = _local.decompressor = zstandard.ZstdDecompressor()
    return found


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
