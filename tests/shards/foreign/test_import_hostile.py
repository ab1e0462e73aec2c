"""Hostile and broken input: each is a line of the quarantine file or one clear error, never a crash."""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import os
import struct
import tarfile
import zlib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from tests.shards.foreign.texts import KINDS, json_lines, parquet, quarantine, tar, text, texts

from dataforge.errors import CorpusError, ForgeError
from dataforge.shards.corpus import open_corpus
from dataforge.shards.foreign import ImportOptions, import_corpus, streams, tables
from dataforge.shards.foreign.tars import members_of
from dataforge.shards.verify import verify

TEXTS = texts(20)


def _rejected(tmp_path: Path, name: str, data: bytes, **options: object) -> list[tuple[str, str, str]]:
    """(at, reason, detail) of what is not taken of a source; one good text stands beside it."""
    home = tmp_path / "in"
    home.mkdir(exist_ok=True)
    (home / name).write_bytes(data)
    (home / "good.txt").write_text(text(999))
    import_corpus({"web": [home]}, tmp_path / "out", ImportOptions(**options))  # type: ignore[arg-type]
    assert verify(tmp_path / "out", workers=1).findings == ()
    assert text(999) in {each["text"] for each in open_corpus(tmp_path / "out").documents()}
    return [(each["at"], each["reason"], each["detail"]) for each in quarantine(tmp_path / "out")]


def test_lines(tmp_path: Path) -> None:
    """Bad lines are named one by one, and the good ones between them are taken."""
    bad = [
        b'{"text": "\xff\xfe"}',
        b'{"text": "\\ud800 alone"}',
        b'{"text": ""}',
        b'{"text": " \\n\\t "}',
        b'{"text": "nul \\u0000 here"}',
        b'{"text": 7}',
        b'{"body": "x"}',
        b"[1, 2]",
        b"null",
        b"not json",
        b"[" * 100_000,
        b'{"text": "x", "n": ' + b"9" * 10_000 + b"}",
        b'{"text": "' + b"a" * 10_000_000 + b'"}',
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    ]
    good = json_lines(TEXTS).splitlines()
    lines = [line for pair in zip(bad, good, strict=False) for line in pair]
    found = _rejected(tmp_path, "a.jsonl", b"\n".join(lines))
    assert [(at, reason) for at, reason, _ in found] == [
        (f"line {2 * i + 1}", reason)
        for i, reason in enumerate(
            [
                *["not-utf8"] * 2,
                *["empty"] * 2,
                "nul",
                *["no-text"] * 4,
                *["not-json"] * 3,
                "too-long",
                "not-json",
            ]
        )
    ]
    assert open_corpus(tmp_path / "out").num_documents() == len(bad) + 1


def test_a_line_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line longer than what is held is passed over, its length told, and memory bounded."""
    monkeypatch.setattr("dataforge.shards.foreign.records.MAX_LINE_BYTES", 1 << 20)
    data = b'{"text": "' + b"x" * 5_000_000 + b'"}\n' + json_lines(TEXTS[:2])
    assert _rejected(tmp_path, "a.jsonl", data) == [
        ("line 1", "too-long", "a line of 5000012 bytes, above 1048576")
    ]


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.compress])
@pytest.mark.parametrize("kind", ["jsonl", "tar"])
def test_bombs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pack: object, kind: str) -> None:
    """A stream that decompresses to more than its size allows is left there; nothing of its size is held."""
    monkeypatch.setattr(streams, "BOMB_FREE_BYTES", 4_000_000)
    assert callable(pack)
    suffix = "gz" if pack is gzip.compress else "zst"
    start = (
        json_lines(TEXTS[:3])
        if kind == "jsonl"
        else tar([(f"{i}.txt", t.encode()) for i, t in enumerate(TEXTS)])
    )
    bomb = pack(start.rstrip(b"\0") + (b"" if kind == "jsonl" else bytes(512)) + bytes(60_000_000))
    ((at, reason, detail),) = _rejected(tmp_path, f"a.{kind}.{suffix}", bomb)
    assert (at, reason) == ("after line 3" if kind == "jsonl" else "after member 18", "damaged")
    assert "decompression bomb" in detail


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.jsonl.zst", "a.tar.gz", "a.tar.zst", "a.tar", "a.parquet"])
@pytest.mark.parametrize("share", [0.0, 0.5, 0.97])
def test_cut_files(tmp_path: Path, name: str, share: float) -> None:
    """A cut source is told; what came before the cut may be taken, all of it whole."""
    data = KINDS[name](TEXTS)
    found = _rejected(tmp_path, name, data[: int(len(data) * share)])
    documents = {each["text"] for each in open_corpus(tmp_path / "out").documents()}
    assert documents <= {*TEXTS, text(999)}
    assert found or (share == 0.0 and ".jsonl" in name) or (share == 0.97 and name == "a.tar")


def test_members_of_a_tar(tmp_path: Path) -> None:
    """Links, devices, pipes, paths that lead out and long headers are refused by name."""
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=tarfile.PAX_FORMAT) as file:

        def add(name: str, kind: bytes = tarfile.REGTYPE, data: bytes = b"", link: str = "") -> None:
            info = tarfile.TarInfo(name)
            info.type, info.size, info.linkname = kind, len(data), link
            file.addfile(info, io.BytesIO(data))

        add("folder", tarfile.DIRTYPE)
        add("soft.txt", tarfile.SYMTYPE, link="/etc/passwd")
        add("hard.txt", tarfile.LNKTYPE, link="../../x")
        add("dev.txt", tarfile.CHRTYPE)
        add("block.txt", tarfile.BLKTYPE)
        add("pipe.txt", tarfile.FIFOTYPE)
        add("../../out.txt", data=b"out")
        add("/abs.txt", data=b"abs")
        add("a/../../b.txt", data=b"b")
        add("é" * 200 + ".txt", data=TEXTS[0].encode())
        add("picture.jpg", data=b"\xff\xd8")
        add("good.txt", data=TEXTS[1].encode())
        add("latin.txt", data="é".encode("latin-1"))
        add("bad.json", data=b"{")
    found = _rejected(tmp_path, "a.tar", sink.getvalue())
    assert [
        (at.removeprefix("member "), reason, detail.partition(",")[0]) for at, reason, detail in found
    ] == [
        ("soft.txt", "refused", "a symbolic link"),
        ("hard.txt", "refused", "a hard link"),
        ("dev.txt", "refused", "a device"),
        ("block.txt", "refused", "a device"),
        ("pipe.txt", "refused", "a pipe"),
        ("../../out.txt", "refused", "its name leads out of the archive"),
        ("/abs.txt", "refused", "its name leads out of the archive"),
        ("a/../../b.txt", "refused", "its name leads out of the archive"),
        ("picture", "no-text", "no member of the sample holds text"),
        ("latin", "not-utf8", "byte 0 is not UTF-8"),
        ("bad", "not-json", "Expecting property name enclosed in double quotes: line 1 column 2 (char 1)"),
    ]
    assert open_corpus(tmp_path / "out").num_documents() == 3


def _header(size_field: bytes, kind: bytes = b"0") -> bytes:
    info = tarfile.TarInfo("a.txt").tobuf(tarfile.USTAR_FORMAT)
    block = bytearray(info[:512])
    block[124:136], block[156:157], block[148:156] = size_field, kind, b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (_header(b"77777777777\0", b"x"), "extended header"),
        (_header(b"77777777777\0", b"L"), "extended header"),
        (_header(b"77777777777\0"), "cut in its member"),
        (_header(b"\x80" + b"\xff" * 11), "cut in its member|says a size"),
        (_header(b"\xff" * 12), "says a size"),
        (_header(b"99999999999\0"), "not one of a tar"),
        (b"x" * 1024, "not one of a tar"),
        (_header(b"00000000012\0", b"x") + b"99999 path=x".ljust(512, b"\0"), "extended header is damaged"),
        (_header(b"00000000012\0", b"x") + b"10 size=99".ljust(512, b"\0"), "gives a size"),
    ],
)
def test_headers_of_a_tar(data: bytes, problem: str) -> None:
    """Sizes that a header only claims are never allocated."""
    with pytest.raises(streams.Damaged, match=problem):
        list(members_of(iter([data])))


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow", "a.tar", "a.jsonl.gz", "a.jsonl.zst", "a.tar.zst"])
def test_files_that_are_something_else(tmp_path: Path, name: str) -> None:
    """A file of another kind than its name says is one line."""
    for number, data in enumerate((b"", b"PAR1", b"ARROW1\0\0", os.urandom(3000), b"\xff" * 100)):
        here = tmp_path / str(number)
        here.mkdir()
        found = _rejected(here, name, data)
        assert len(found) == (0 if data == b"" and ".jsonl" in name else 1), (
            data[:8],
            found,
        )


def test_a_parquet_file_that_ends_its_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the process that reads tables dies, that file is damaged, and the next one is read."""
    monkeypatch.setattr(tables, "_MAIN", "import os; os.read(0, 1); os.abort()")
    home = tmp_path / "in"
    home.mkdir()
    (home / "a.parquet").write_bytes(parquet(TEXTS))
    (home / "b.jsonl").write_bytes(json_lines(TEXTS))
    made = import_corpus({"web": [home]}, tmp_path / "out")
    assert (made.documents, made.rejected) == (20, {"damaged": 1})
    assert quarantine(tmp_path / "out")[0]["detail"].startswith(
        "malformed: it ended the process that read it"
    )


def test_a_reader_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table from which nothing comes is given up."""
    monkeypatch.setattr(tables, "_MAIN", "import time; time.sleep(60)")
    monkeypatch.setattr(tables, "_PATIENCE_S", 0.2)
    ((_, reason, detail),) = _rejected(tmp_path, "a.parquet", parquet(TEXTS))
    assert reason == "damaged"
    assert "without a row" in detail


def test_columns_of_a_table(tmp_path: Path) -> None:
    """A table without the text, or with something else under its name, is one line; odd values are named."""
    sink = io.BytesIO()
    pq.write_table(pa.table({"body": ["x"]}), sink)
    ((_, reason, detail),) = (
        _rejected(tmp_path / "a", "a.parquet", sink.getvalue()) if _made(tmp_path / "a") else []
    )
    assert (reason, detail) == ("damaged", "no column 'text' among: body; the rest is not read")
    sink = io.BytesIO()
    pq.write_table(pa.table({"text": [[1]]}), sink)
    ((_, _, detail),) = (
        _rejected(tmp_path / "b", "a.parquet", sink.getvalue()) if _made(tmp_path / "b") else []
    )
    assert "not text" in detail
    values = pa.array([b"\xff", None, b"", TEXTS[0].encode(), b"a\0b"], pa.binary())
    for number, column in enumerate((values, values.view(pa.string()), values.dictionary_encode())):
        sink = io.BytesIO()
        pq.write_table(pa.table({"text": column}), sink)
        here = tmp_path / f"c{number}"
        assert _made(here)
        found = _rejected(here, "a.parquet", sink.getvalue())
        assert [(at, reason) for at, reason, _ in found] == [
            ("row 1", "not-utf8"), ("row 2", "no-text"), ("row 3", "empty"), ("row 5", "nul"),
        ]  # fmt: skip


def _made(folder: Path) -> bool:
    folder.mkdir()
    return True


def test_special_files(tmp_path: Path) -> None:
    """A pipe or a device as a source is one error, in a folder one line; neither is waited for."""
    os.mkfifo(tmp_path / "pipe.jsonl")
    with pytest.raises(CorpusError, match="not a regular file"):
        import_corpus({"web": [tmp_path / "pipe.jsonl"]}, tmp_path / "out")
    home = tmp_path / "in"
    home.mkdir()
    os.mkfifo(home / "pipe.txt")
    assert _rejected(tmp_path, "a.jsonl", json_lines(TEXTS)) == [
        ("pipe.txt", "refused", "a device, a pipe or a socket")
    ]


def test_names_of_any_bytes(tmp_path: Path) -> None:
    """Files and members whose names are not UTF-8 are taken, their names written so that they can be read."""
    home = tmp_path / "in"
    home.mkdir()
    (home / os.fsdecode(b"caf\xe9.txt")).write_text(TEXTS[0])
    data = tar([("caf\udce9.txt", TEXTS[1].encode())], tarfile.GNU_FORMAT)
    assert _rejected(tmp_path, "a.tar", data) == []
    at = {json.loads(each["measured"])["at"] for each in open_corpus(tmp_path / "out").documents()}
    assert at == {"file caf\\udce9.txt", "file good.txt", "member caf\\udce9"}


def test_a_gzip_header_that_claims_much(tmp_path: Path) -> None:
    """Claims of a header are not believed: a wrong length or checksum is damage."""
    data = bytearray(gzip.compress(json_lines(TEXTS)))
    data[-4:] = struct.pack("<I", 7)
    assert _rejected(tmp_path, "a.jsonl.gz", bytes(data))[0][1] == "damaged"
    huge = zstandard.ZstdCompressor(
        compression_params=zstandard.ZstdCompressionParameters(window_log=30, compression_level=1)
    ).compressobj()
    packed = huge.compress(json_lines(TEXTS)) + huge.flush()
    (tmp_path / "z").mkdir()
    ((_, reason, detail),) = _rejected(tmp_path / "z", "a.jsonl.zst", packed)
    assert reason == "damaged"
    assert "memory" in detail


def _flipped(tmp_path: Path, name: str, times: int) -> None:
    data = KINDS[name](TEXTS)
    for number in range(times):
        home = tmp_path / str(number)
        (home / "in").mkdir(parents=True)
        mutated = bytearray(data)
        for k in range(3):
            at = zlib.crc32(f"{name}/{number}/{k}".encode())
            mutated[at % len(data)] ^= 1 << (at >> 8) % 8
        (home / "in" / name).write_bytes(mutated)
        (home / "in" / "good.txt").write_text(text(999))
        with contextlib.suppress(ForgeError):
            import_corpus({"web": [home / "in"]}, home / "out")
            assert verify(home / "out", workers=1).findings == ()


@pytest.mark.parametrize("name", KINDS)
def test_flipped_bytes(tmp_path: Path, name: str) -> None:
    """Whatever bytes are flipped, the import ends, and what it made is whole."""
    _flipped(tmp_path, name, 1)


@pytest.mark.slow
@pytest.mark.parametrize("name", KINDS)
def test_many_flipped_bytes(tmp_path: Path, name: str) -> None:
    """The same, thirty times a kind."""
    _flipped(tmp_path, name, 30)
