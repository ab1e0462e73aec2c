"""A corpus with a missing, cut or flipped shard, under every command that reads it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import dataforge as forge
from dataforge.errors import CorpusError, ShardError
from integration.real import SMALL, corpus, files_of, run, sentence, write_yaml

from .test_bad_input import RUN


def missing(shard: Path) -> None:
    """The file is gone."""
    shard.unlink()


def cut(shard: Path) -> None:
    """The file ends early."""
    os.truncate(shard, shard.stat().st_size // 2)


def flipped(shard: Path) -> None:
    """One bit of the first frame's content is another."""
    raw = bytearray(shard.read_bytes())
    raw[40] ^= 16
    shard.write_bytes(raw)


DAMAGES = [missing, cut, flipped]
Damage = Callable[[Path], None]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole corpus, in few shards."""
    out = tmp_path_factory.mktemp("sound") / "corpus"
    corpus(SMALL, out, {"shards": {"shard_size": "1 MB"}})
    return out


@pytest.fixture
def home(sound: Path, tmp_path: Path) -> Path:
    """A folder with a copy of the corpus and a run config."""
    shutil.copytree(sound, tmp_path / "corpus")
    write_yaml(tmp_path / "run.yaml", RUN)
    return tmp_path


def first_shard(home: Path) -> Path:
    """A shard of train."""
    return min((home / "corpus" / "train").glob("*.tar.zst"))


@pytest.mark.parametrize("damage", DAMAGES)
def test_verify_names_it_and_generate_mends_it(home: Path, sound: Path, damage: Damage) -> None:
    """Exit code 1 and the shard's name; `generate` on the corpus's own lock makes it again, byte for byte."""
    shard = first_shard(home)
    damage(shard)
    broken = files_of(home)
    done = run("verify", "corpus", cwd=home)
    assert (done.returncode, done.stderr) == (1, "")
    assert f"train/{shard.name}" in done.stdout
    assert files_of(home) == broken
    mended = run("generate", "corpus/recipe.lock", "--out", "corpus", "-q", cwd=home)
    assert (mended.returncode, mended.stderr) == (0, "")
    assert files_of(home / "corpus") == files_of(sound)
    assert run("verify", "corpus", "-q", cwd=home).returncode == 0


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("num_workers", [0, 1])
def test_streaming_names_it(home: Path, damage: Damage, num_workers: int) -> None:
    """A loader raises ShardError with the shard's name, from a worker process as well; no damaged row comes
    out."""
    pytest.importorskip("torch")
    stream = forge.Stream(batch_size=8, seq_len=1024, cache_dir=str(home / "cache"), end="stop")
    good = forge.StreamingLoader(home / "corpus", stream)
    wanted = next(iter(good))["row_id"]
    good.close()
    shard = first_shard(home)
    damage(shard)
    shutil.rmtree(home / "cache")

    def read() -> None:
        for batch in forge.StreamingLoader(home / "corpus", stream, num_workers=num_workers):
            assert batch["row_id"] != wanted

    with pytest.raises(ShardError) as caught:
        read()
    assert shard.name in str(caught.value)
    assert caught.value.exit_code == 1


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
def test_train_names_it(home: Path, damage: Damage) -> None:
    """Two ranks end with one sentence that names the shard; the corpus is as it was."""
    pytest.importorskip("torch")
    shard = first_shard(home)
    damage(shard)
    broken = files_of(home / "corpus")
    told = sentence(run("train", "run.yaml", "--nproc", "2", cwd=home), 1)
    assert shard.name in told
    now = files_of(home / "corpus")
    assert {name: digest for name, digest in now.items() if "rows-" not in name} == broken


@pytest.mark.parametrize("name", ["corpus.json", "recipe.lock", "manifest.parquet"])
@pytest.mark.parametrize("damage", [missing, cut])
def test_without_its_papers(home: Path, name: str, damage: Damage) -> None:
    """Seal, lock or manifest lost or cut: opening says what is wrong; verify reports it; `generate` mends
    it."""
    whole = files_of(home / "corpus")
    damage(home / "corpus" / name)
    with pytest.raises(CorpusError, match=name.removesuffix(".parquet")):
        forge.open_corpus(home / "corpus")
    report = forge.verify(home / "corpus", workers=1)
    assert report.findings
    write_yaml(home / "recipe.yaml", {**SMALL, "shards": {"shard_size": "1 MB"}})
    done = run("generate", "recipe.yaml", "--out", "corpus", "-q", cwd=home)
    if name == "recipe.lock":  # the seal is all that tells whose corpus this is
        assert done.returncode in (0, 2), done.stderr
    else:
        assert (done.returncode, done.stderr) == (0, "")
    if done.returncode == 0:
        assert files_of(home / "corpus") == whole
