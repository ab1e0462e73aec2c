"""Every codec gives back the stream; zstd files are frames of whole samples that any zstd reads."""

from __future__ import annotations

import bz2
import gzip
import lzma
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pytest
import zstandard

from dataforge.errors import ShardError, UnknownNameError, UsageError
from dataforge.shards import tar
from dataforge.shards.codecs import CODECS, FRAME_BYTES, codec, codec_of, frame_cuts
from dataforge.shards.files import MemorySource
from dataforge.shards.index import END_BYTES
from dataforge.shards.places import place_of
from dataforge.shards.read import ShardReader
from dataforge.shards.write import write_shard

NAMES = sorted(CODECS)


def stored(stream: tar.TarStream, name: str) -> bytes:
    return b"".join(CODECS[name].encode(stream, 3))


@pytest.mark.parametrize("name", NAMES)
def test_stream_comes_back(batch: pa.RecordBatch, name: str) -> None:
    """The whole stream and any stretch of it are read back, byte for byte."""
    stream = tar.encode(batch)
    plain = bytes(stream.data) + bytes(END_BYTES)
    frames = codec(name).frames(MemorySource(stored(stream, name)))
    assert plain == frames.whole(len(plain))
    for start, stop in ((0, 1), (0, len(plain)), (1000, 600_000), (FRAME_BYTES, FRAME_BYTES + 1), (512, 512)):
        assert plain[start:stop] == frames.read(start, stop)


@pytest.mark.parametrize("name", NAMES)
def test_the_same_stream_gives_the_same_file(batch: pa.RecordBatch, name: str) -> None:
    """One encoder, one level: one file."""
    assert stored(tar.encode(batch), name) == stored(tar.encode(batch), name)


@pytest.mark.parametrize("name", NAMES)
def test_shard_is_read_back(batch: pa.RecordBatch, tmp_path: Path, name: str) -> None:
    """A written shard gives its documents back, all in order and any by position."""
    path = tmp_path / "train" / f"mathematics-l012-000000{CODECS[name].extension}"
    row = write_shard(batch, place_of(tmp_path), f"train/{path.name}", name, 3)
    reader = ShardReader(place_of(tmp_path), row.shard, row)
    assert batch.to_pylist() == pa.Table.from_batches(reader.scan(64)).to_pylist()
    assert batch.slice(123, 7).to_pylist() == reader.read(123, 7).to_pylist()
    assert reader.read(5, 0).to_pylist() == []
    assert path.stat().st_size == row.file_bytes


@pytest.mark.parametrize(
    ("name", "command"),
    [
        ("zstd", "zstd -dcq"),
        ("lz4", "lz4 -dcq"),
        ("gzip", "gzip -dc"),
        ("bz2", "bzip2 -dc"),
        ("xz", "xz -dc"),
        ("none", "cat"),
    ],
)
def test_stock_tools_read_the_file(batch: pa.RecordBatch, tmp_path: Path, name: str, command: str) -> None:
    """The command line tools of the codecs give back the tar stream."""
    if shutil.which(command.split()[0]) is None:
        pytest.skip(f"{command.split()[0]} is not installed")
    stream = tar.encode(batch)
    path = tmp_path / f"shard{CODECS[name].extension}"
    path.write_bytes(stored(stream, name))
    out = subprocess.run([*command.split(), str(path)], check=True, capture_output=True).stdout
    assert bytes(stream.data) + bytes(END_BYTES) == out


def test_zstd_frames_hold_whole_samples(batch: pa.RecordBatch) -> None:
    """Each frame begins with a sample, is about 256 KiB, and decodes alone; checksum and size are stored."""
    stream = tar.encode(batch)
    cuts = frame_cuts(stream.index)
    assert len(cuts) > 4
    assert set(cuts[:-1]) <= set(stream.index.offsets.tolist())
    assert all(b - a < 2 * FRAME_BYTES for a, b in pairwise(cuts))
    raw = stored(stream, "zstd")
    first = zstandard.get_frame_parameters(raw)
    assert (cuts[1], True) == (first.content_size, first.has_checksum)
    assert stream.data[: cuts[1]] == zstandard.ZstdDecompressor().decompress(raw)


def test_seek_table_is_the_standard_one(batch: pa.RecordBatch) -> None:
    """The file ends with a skippable frame 0x184D2A5E whose sizes add up to the file's and the stream's."""
    stream = tar.encode(batch)
    raw = stored(stream, "zstd")
    count = int.from_bytes(raw[-9:-5], "little")
    assert raw[-5:] == b"\x00\xb1\xea\x92\x8f"
    table = raw[-9 - 8 * count : -9]
    assert (0x184D2A5E, len(table) + 9) == (
        int.from_bytes(raw[-17 - 8 * count : -13 - 8 * count], "little"),
        int.from_bytes(raw[-13 - 8 * count : -9 - 8 * count], "little"),
    )
    sizes = [int.from_bytes(table[i : i + 4], "little") for i in range(0, len(table), 4)]
    assert len(raw) - len(table) - 17 == sum(sizes[0::2])
    assert stream.index.tar_bytes == sum(sizes[1::2])


@pytest.mark.parametrize("name", NAMES)
def test_every_cut_is_an_error(batch: pa.RecordBatch, tmp_path: Path, name: str) -> None:
    """A file cut anywhere is an error that names the shard, even without a manifest row."""
    path = tmp_path / "train" / f"mathematics-l012-000000{CODECS[name].extension}"
    row = write_shard(batch.slice(0, 30), place_of(tmp_path), f"train/{path.name}", name, 3)
    raw = path.read_bytes()
    for end in (0, 1, 100, 512, len(raw) // 2, len(raw) - 1025, len(raw) - 1):
        path.write_bytes(raw[:end])
        with pytest.raises(ShardError, match="mathematics-l012-000000"):
            ShardReader(place_of(tmp_path), row.shard, row)
        with pytest.raises(ShardError):
            ShardReader(place_of(tmp_path), row.shard).tar()


@pytest.mark.parametrize("name", ["zstd", "gzip", "lz4", "bz2", "xz"])
def test_a_bomb_is_not_inflated(name: str) -> None:
    """A file that decodes to more than its limit is an error before it is held."""
    bomb = {
        "zstd": zstandard.ZstdCompressor().compress(bytes(50_000_000)),
        "gzip": gzip.compress(bytes(50_000_000), 9),
        "lz4": __import__("lz4.frame").frame.compress(bytes(50_000_000)),
        "bz2": bz2.compress(bytes(50_000_000)),
        "xz": lzma.compress(bytes(50_000_000)),
    }[name]
    with pytest.raises(ValueError, match=r"too large|seek table"):
        CODECS[name].frames(MemorySource(bomb)).whole(100_000)


def test_a_frame_that_claims_a_terabyte_is_refused(batch: pa.RecordBatch) -> None:
    """What a frame says of its own size is compared before the library would allocate it."""
    raw = bytearray(stored(tar.encode(batch.slice(0, 5)), "zstd"))
    descriptor = raw[4]
    width = {0: 1 if descriptor & 0x20 else 0, 1: 2, 2: 4, 3: 8}[descriptor >> 6]
    start = 5 + (0 if descriptor & 0x20 else 1)
    assert width > 0
    raw[start : start + width] = b"\xff" * width
    with pytest.raises(ValueError, match="not of the size"):
        CODECS["zstd"].frames(MemorySource(bytes(raw))).read(0, 512)


def test_an_xz_file_that_claims_a_huge_dictionary_is_refused() -> None:
    """What a file makes its decoder allocate is bounded, too, whatever little it decodes to."""
    filters = [{"id": lzma.FILTER_LZMA2, "preset": 0, "dict_size": 1 << 30}]
    packer = lzma.LZMACompressor(lzma.FORMAT_XZ, filters=filters)
    greedy = packer.compress(bytes(1024)) + packer.flush()
    with pytest.raises(ValueError, match="Memory usage limit"):
        CODECS["xz"].frames(MemorySource(greedy)).whole(1024)


@pytest.mark.parametrize("name", ["gzip", "lz4", "bz2", "xz"])
def test_bytes_after_the_end_are_an_error(batch: pa.RecordBatch, name: str) -> None:
    """A file that goes on after its stream, by another stream or by anything else, is refused."""
    raw = stored(tar.encode(batch.slice(0, 9)), name)
    for more in (b"x", raw):
        with pytest.raises(ValueError, match="followed by other bytes"):
            CODECS[name].frames(MemorySource(raw + more)).read(0, 1)


@pytest.mark.parametrize("name", NAMES)
def test_every_level_is_read_back(batch: pa.RecordBatch, name: str) -> None:
    """The lowest and the highest level of a codec give the stream back, and the manifest names them."""
    stream = tar.encode(batch.slice(0, 40))
    plain = bytes(stream.data) + bytes(END_BYTES)
    for level in (CODECS[name].levels[0], CODECS[name].levels[-1]):
        raw = b"".join(CODECS[name].encode(stream, level))
        assert plain == CODECS[name].frames(MemorySource(raw)).whole(len(plain))
        assert name == "none" or f"level {level}" in CODECS[name].encoder(level)


def test_unknown_codecs_and_levels_are_told() -> None:
    """An unknown codec lists the known ones; a level out of range lists the range."""
    with pytest.raises(
        UnknownNameError, match="unknown codec 'brotli'; choose one of: none, zstd, lz4, gzip, bz2, xz"
    ):
        codec("brotli")
    with pytest.raises(UsageError, match="no level 23; choose -7 to 22"):
        codec("zstd", 23)
    with pytest.raises(ValueError, match="no shard"):
        codec_of("readme.md")
