"""The index of a shard: where each sample lies in the tar stream, its sizes, and the CRC-32 of its text.

    "DFIX" | version u32 | count u32 | count x (tar offset u64, text size u32, json size u32, CRC-32 u32)

All little-endian. It stands in a skippable frame of a `.tar.zst`, and in `<shard>.idx` beside shards of the
other codecs.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BLOCK = 512
END_BYTES = 2 * BLOCK
MAX_TAR_BYTES = 2**31 - 1
MAX_SAMPLES = 1 << 24

_HEAD = struct.Struct("<4sII")
MAGIC, _VERSION = b"DFIX", 1
_ENTRY = np.dtype([("offset", "<u8"), ("text", "<u4"), ("json", "<u4"), ("crc32", "<u4")])


def padded(sizes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sizes rounded up to whole tar blocks."""
    return (sizes + (BLOCK - 1)) // BLOCK * BLOCK


@dataclass(frozen=True)
class Index:
    """Samples of a shard, in order.

    Attributes:
        text_bytes: int64[n], size of the text member.
        json_bytes: int64[n], size of the json member.
        crc32: uint32[n], CRC-32 of the text member.
        offsets: int64[n + 1], where sample i begins in the tar stream; the last is where the two zero blocks
        begin.
    """

    text_bytes: NDArray[np.int64]
    json_bytes: NDArray[np.int64]
    crc32: NDArray[np.uint32]
    offsets: NDArray[np.int64]

    @classmethod
    def of(
        cls, text_bytes: NDArray[np.int64], json_bytes: NDArray[np.int64], crc32: NDArray[np.uint32]
    ) -> Index:
        """The index of samples with these sizes: offsets follow from sizes, since nothing else is in the
        stream.
        """
        sizes = 2 * BLOCK + padded(text_bytes) + padded(json_bytes)
        offsets = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        return cls(text_bytes, json_bytes, crc32, offsets)

    def __len__(self) -> int:
        return len(self.text_bytes)

    @property
    def tar_bytes(self) -> int:
        """Size of the whole tar stream."""
        return int(self.offsets[-1]) + END_BYTES

    def slice(self, first: int, count: int) -> Index:
        """Samples first .. first + count; offsets still count from the beginning of the shard."""
        part = slice(first, first + count)
        offsets = self.offsets[first : first + count + 1]
        return Index(self.text_bytes[part], self.json_bytes[part], self.crc32[part], offsets)

    def to_bytes(self) -> bytes:
        """The index as it is stored."""
        table = np.empty(len(self), _ENTRY)
        table["offset"], table["text"], table["json"] = self.offsets[:-1], self.text_bytes, self.json_bytes
        table["crc32"] = self.crc32
        return _HEAD.pack(MAGIC, _VERSION, len(self)) + table.tobytes()

    @classmethod
    def from_bytes(cls, data: bytes | memoryview) -> Index:
        """Read what `to_bytes` wrote.

        Raises:
            ValueError: the bytes are not an index, or its offsets do not follow from its sizes.
        """
        if len(data) < _HEAD.size:
            raise ValueError(f"the index is cut: {len(data)} bytes")
        magic, version, count = _HEAD.unpack_from(data)
        if magic != MAGIC or version != _VERSION:
            raise ValueError(
                f"the index has magic {magic!r} and version {version}, not {MAGIC!r} and {_VERSION}"
            )
        if count > MAX_SAMPLES or len(data) != _HEAD.size + count * _ENTRY.itemsize:
            raise ValueError(f"the index says {count} samples in {len(data)} bytes")
        table = np.frombuffer(data, _ENTRY, count, _HEAD.size)
        text, meta = table["text"].astype(np.int64), table["json"].astype(np.int64)
        index = cls.of(text, meta, table["crc32"].astype(np.uint32))
        if not np.array_equal(index.offsets[:-1].astype(np.uint64), table["offset"]):
            raise ValueError("the offsets of the index do not follow from its sizes")
        if index.tar_bytes > MAX_TAR_BYTES:
            raise ValueError(
                f"the index says {index.tar_bytes} bytes of tar, above the limit of {MAX_TAR_BYTES}"
            )
        return index
