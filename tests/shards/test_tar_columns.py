"""The tar stream made by columns is the one that tarfile would make, and nothing else is read back."""

from __future__ import annotations

import io
import json
import tarfile
import zlib

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dataforge.shards import tar
from dataforge.shards.index import END_BYTES, Index
from dataforge.shards.record import MEMBER_SCHEMA

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=600)
STRING_FIELDS = ("floor", "check", "knobs", "measured", "spans", "dose")


def whole(stream: tar.TarStream) -> memoryview:
    return memoryview(bytes(stream.data) + bytes(END_BYTES))


def by_tarfile(batch: pa.RecordBatch) -> bytes:
    """The same samples, written one by one by the standard library."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for record in batch.to_pylist():
            text = record.pop("text")
            meta = json.dumps(record, separators=(",", ":"), ensure_ascii=False)
            for suffix, member in ((".txt", text), (".json", meta)):
                info = tarfile.TarInfo(record["key"] + suffix)
                info.size = len(member.encode())
                archive.addfile(info, io.BytesIO(member.encode()))
    return out.getvalue()


def test_stream_is_byte_for_byte_what_tarfile_writes(batch: pa.RecordBatch) -> None:
    """Headers, members, padding and order equal those of tarfile in its USTAR format."""
    stream = whole(tar.encode(batch))
    assert by_tarfile(batch)[: len(stream)] == stream


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_text_in_any_field_comes_back(make_batch, data: st.DataObject) -> None:  # type: ignore[no-untyped-def]
    """Every Unicode text, control characters included, survives in the text and in every JSON field."""
    texts = data.draw(st.lists(TEXT, min_size=1, max_size=6))
    fields = {name: [data.draw(TEXT) for _ in texts] for name in STRING_FIELDS}
    batch = make_batch(texts, **fields)
    stream = tar.encode(batch)
    back, fits = tar.decode(stream.data, stream.index)
    assert batch.to_pylist() == back.to_pylist()
    assert fits.all()
    assert by_tarfile(batch)[: len(stream.data)] == stream.data


def test_every_control_character_is_escaped_as_json_dumps_does(make_batch) -> None:  # type: ignore[no-untyped-def]
    """All of U+0000 to U+007F, escaped exactly as json.dumps escapes them."""
    batch = make_batch(["x"], dose=["".join(map(chr, range(128)))])
    record = {name: batch.column(name)[0].as_py() for name in MEMBER_SCHEMA.names}
    expected = json.dumps(record, separators=(",", ":"), ensure_ascii=False)
    assert expected == tar.json_members(batch)[0].as_py()


def test_a_slice_is_written_as_its_own_batch(batch: pa.RecordBatch) -> None:
    """A slice of a larger batch gives the same stream as a batch of these rows alone."""
    part = batch.slice(37, 50)
    alone = pa.RecordBatch.from_pylist(part.to_pylist(), schema=batch.schema)
    assert bytes(tar.encode(alone).data) == bytes(tar.encode(part).data)


def test_walk_finds_the_index_that_was_written(batch: pa.RecordBatch) -> None:
    """Walking the stream, without its index, gives the same index."""
    stream = tar.encode(batch)
    assert stream.index.to_bytes() == tar.index_of(whole(stream)).to_bytes()


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"key": ["a/../b"]}, "cannot name a member"),
        ({"key": ["k.txt"]}, "cannot name a member"),
        ({"key": ["x" * 91]}, "cannot name a member"),
        ({"key": [None]}, "nulls"),
    ],
)
def test_unsafe_columns_are_not_written(make_batch, columns, words: str) -> None:  # type: ignore[no-untyped-def]
    """A key that is a path, has a dot, is too long or is missing is refused before anything is written."""
    with pytest.raises(ValueError, match=words):
        tar.encode(make_batch(["text"], **columns))


def test_repeated_keys_are_not_written(make_batch) -> None:  # type: ignore[no-untyped-def]
    """Two documents of one key would be two members of one name."""
    with pytest.raises(ValueError, match="repeat"):
        tar.encode(make_batch(["a", "b"], key=["same", "same"]))


def _hostile(change, format: int = tarfile.USTAR_FORMAT) -> memoryview:  # type: ignore[no-untyped-def]
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=format) as archive:
        for suffix in ("txt", "json"):
            info = tarfile.TarInfo(f"key-1.{suffix}")
            info.size = 2
            change(info)
            archive.addfile(info, io.BytesIO(b"{}") if info.isreg() else None)
    return memoryview(out.getvalue())


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"type": tarfile.SYMTYPE, "linkname": "/etc/passwd"}, "link"),
        ({"type": tarfile.LNKTYPE, "linkname": "other"}, "link"),
        ({"type": tarfile.CHRTYPE}, "device"),
        ({"type": tarfile.BLKTYPE}, "device"),
        ({"type": tarfile.FIFOTYPE}, "pipe"),
        ({"type": tarfile.DIRTYPE}, "folder"),
        ({"name": "../../etc/cron.txt"}, "name"),
        ({"name": "/etc/passwd.txt"}, "name"),
        ({"name": "a.b.txt"}, "name"),
        ({"mode": 0o755}, "not one of ours|zero blocks"),
        ({"mtime": 1}, "not one of ours|zero blocks"),
        ({"uname": "root"}, "not one of ours|zero blocks"),
    ],
)
def test_hostile_members_are_refused(change, words: str) -> None:  # type: ignore[no-untyped-def]
    """Links, devices, folders, paths and foreign attributes are refused, not followed."""
    stream = _hostile(lambda info: [setattr(info, name, value) for name, value in change.items()])
    end = len(bytes(stream).rstrip(b"\0"))
    cut = stream[: -(-end // 512) * 512 + END_BYTES]
    with pytest.raises(ValueError, match=words):
        tar.index_of(cut)


@pytest.mark.parametrize("format", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_extended_headers_are_refused(format: int) -> None:
    """PAX and GNU long names are refused: they could rename a member or claim another size."""
    stream = _hostile(lambda info: setattr(info, "name", "é" * 200 + ".txt"), format)
    with pytest.raises(ValueError, match="extended header"):
        tar.index_of(stream)


def test_a_cut_stream_is_refused_wherever_it_is_cut(make_batch) -> None:  # type: ignore[no-untyped-def]
    """A cut at every block boundary is seen, member boundaries included, where tarfile is silent."""
    stream = whole(tar.encode(make_batch(["a" * 700, "b", ""])))
    for end in range(0, len(stream), 512):
        with pytest.raises(ValueError, match=r"cut|zero blocks|unknown kind|pairs"):
            tar.index_of(stream[:end])


def test_an_index_larger_than_the_stream_is_refused(batch: pa.RecordBatch) -> None:
    """Sizes that reach past the data are an error, not a read past the end."""
    stream = tar.encode(batch)
    with pytest.raises(ValueError, match="cut"):
        tar.decode(stream.data[: len(stream.data) // 2], stream.index)


@settings(max_examples=300, deadline=None)
@given(place=st.integers(0, 10**6), bit=st.integers(0, 7))
def test_no_flipped_bit_of_an_index_is_silent(batch: pa.RecordBatch, place: int, bit: int) -> None:
    """A flipped bit of the index makes it unreadable, or makes a sample not whole; it never crashes."""
    stream = tar.encode(batch.slice(0, 20))
    raw = bytearray(stream.index.to_bytes())
    raw[place % len(raw)] ^= 1 << bit
    try:
        index = Index.from_bytes(bytes(raw))
        _, fits = tar.decode(stream.data, index)
    except ValueError:
        return
    assert not fits.all()


@pytest.mark.parametrize(
    "hostile",
    [
        lambda member: "null",
        lambda member: member + "null",
        lambda member: member + member,
        lambda member: member[:-1],
        lambda member: member[:-1] + ',"more":1}',
        lambda member: member.replace('"dose":""', '"dose":"","dose":""'),
        lambda member: member.replace('"dose":""', '"dose":null'),
        lambda member: member.replace('"dose":""', '"dose":"\\ud800"'),
        lambda member: member.replace('"level":12', '"level":12.0'),
        lambda member: member.replace('"level":12', '"level":9999999999999999999'),
        lambda member: '{"key":' + "[" * 1_000_000,
    ],
)
def test_hostile_json_is_refused(make_batch, hostile) -> None:  # type: ignore[no-untyped-def]
    """Members that are not a record of the exact form are an error, and do not reach the JSON reader."""
    batch = make_batch(["text"])
    member = hostile(tar.json_members(batch)[0].as_py()).encode()
    key = batch.column("key")
    text_bytes, json_bytes = np.array([4]), np.array([len(member)])
    heads = [bytes(tar.headers(key, s, n)) for s, n in ((".txt", text_bytes), (".json", json_bytes))]
    stream = heads[0] + b"text".ljust(512, b"\0") + heads[1] + member + bytes(-len(member) % 512)
    crc32 = np.array([zlib.crc32(b"text")], np.uint32)
    with pytest.raises(ValueError, match="not a record"):
        tar.decode(memoryview(stream), Index.of(text_bytes, json_bytes, crc32))
