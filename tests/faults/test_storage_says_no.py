"""A full disk, a file too large, a read-only or forbidden folder, a mount that goes away: one clear sentence
from `generate`, `verify` and `heal`, nothing half-written, and the same command ends the work when it can."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dataforge.engines.heal import heal
from dataforge.engines.local import write_corpus
from dataforge.errors import StorageError
from dataforge.recipe import Lock
from dataforge.shards.files import is_temporary
from dataforge.shards.verify import verify
from integration.real import SMALL, corpus, files_of, run, sentence, write_yaml

Call = Callable[..., object]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole corpus of many small shards."""
    out = tmp_path_factory.mktemp("sound") / "corpus"
    corpus(SMALL, out)
    return out


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of 4 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    if os.geteuid() != 0:
        pytest.skip("mounting a small file system takes root")
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting is not allowed here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=False, capture_output=True)


@contextlib.contextmanager
def as_nobody() -> Iterator[None]:
    """As a user to whom permissions apply; root reads and writes everything."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65_534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def first_shard(root: Path) -> Path:
    return min((root / "train").glob("*.tar.zst"))


def told(call: Call, *arguments: object, **named: object) -> str:
    """The one sentence of a StorageError."""
    with pytest.raises(StorageError) as caught:
        call(*arguments, **named)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def half_written(root: Path) -> list[Path]:
    return [path for path in root.rglob("*") if is_temporary(path.name)]


def test_heal_on_a_full_disk(disk: Path, sound: Path) -> None:
    """No room for the lost shard: the sentence names the file and the way out; with room it is healed. To
    verify takes no room."""
    root = Path(shutil.copytree(sound, disk / "corpus"))
    lost = first_shard(root)
    lost.unlink()
    with contextlib.suppress(OSError), open(disk / "ballast", "wb", buffering=0) as ballast:
        while True:
            ballast.write(bytes(4096))
    words = sentence(run("heal", "corpus", cwd=disk), 1)
    assert lost.name in words
    assert "No space left on device; free some room" in words
    assert half_written(root) == []
    assert [found.problem for found in verify(root, workers=1).findings] == ["missing"]
    (disk / "ballast").unlink()
    assert run("heal", "corpus", "-q", cwd=disk).returncode == 0
    assert files_of(root) == files_of(sound)


def test_a_limit_of_file_size(tmp_path: Path, sound: Path) -> None:
    """RLIMIT_FSIZE, as of a quota: generate and heal say it of the shard that did not fit."""
    write_yaml(tmp_path / "recipe.yaml", SMALL)
    root = Path(shutil.copytree(sound, tmp_path / "damaged"))
    largest = max(root.glob("train/*.zst"), key=lambda path: path.stat().st_size)
    size = largest.stat().st_size
    largest.unlink()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    lock = Lock.load(root / "recipe.lock")
    resource.setrlimit(resource.RLIMIT_FSIZE, (size - 1, before[1]))
    try:
        for words in (
            told(write_corpus, lock, tmp_path / "new", workers=1),
            told(heal, root, workers=1),
        ):
            assert words.startswith("cannot write")
            assert "File too large; free some room" in words
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert half_written(tmp_path) == []
    assert heal(root, workers=1).ok
    assert write_corpus(lock, tmp_path / "new", workers=1)
    assert files_of(root) == files_of(tmp_path / "new") == files_of(sound)


def test_a_read_only_disk(disk: Path, sound: Path) -> None:
    """Mounted read-only: generate and heal say so, verify works; nothing changes."""
    root = Path(shutil.copytree(sound, disk / "corpus"))
    first_shard(root).unlink()
    (root / "corpus.json").unlink()
    before = files_of(root)
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    try:
        for command in (["heal", "corpus"], ["generate", "corpus/recipe.lock", "--out", "corpus"]):
            assert "Read-only file system" in sentence(run(*command, cwd=disk), 1)
        assert len(verify(root, workers=1).findings) == 2
        assert heal(root, workers=1, dry_run=True).ok
        assert files_of(root) == before
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)


def test_a_folder_that_we_may_not_enter(tmp_path: Path, sound: Path) -> None:
    """Permission denied: one sentence each, and the corpus is as it was."""
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents[:2]:
        parent.chmod(0o755)
    root = Path(shutil.copytree(sound, tmp_path / "corpus"))
    lock = Lock.load(root / "recipe.lock")
    (tmp_path / "closed").mkdir(mode=0o755)
    verify(root, workers=1)  # what is imported late is imported now
    root.chmod(0o700)
    with as_nobody():
        if os.access(root, os.X_OK, effective_ids=True):
            pytest.skip("permissions do not apply to us")
        for call in (verify, heal):
            words = told(call, root, workers=1)
            assert words.startswith("cannot read")
            assert "Permission denied; check the address, its rights" in words
        assert "Permission denied" in told(write_corpus, lock, root, workers=1)
        assert "Permission denied" in told(write_corpus, lock, tmp_path / "closed" / "new", workers=1)
    root.chmod(0o755)
    assert files_of(root) == files_of(sound)


def test_a_shard_that_we_may_not_write(tmp_path: Path, sound: Path) -> None:
    """Heal may read all and write nothing: it names the shard that it could not write."""
    for parent in (tmp_path, *tmp_path.parents):
        if parent.name.startswith(("pytest-", "popen-", "test_")):  # made by pytest for us alone
            parent.chmod(0o755)
    root = Path(shutil.copytree(sound, tmp_path / "corpus"))
    lost = first_shard(root)
    lost.unlink()
    heal(root, workers=1, dry_run=True)
    with as_nobody():
        if os.access(root, os.W_OK, effective_ids=True):
            pytest.skip("permissions do not apply to us")
        words = told(heal, root, workers=1)
    assert lost.name in words
    assert "Permission denied" in words


@pytest.mark.parametrize("call", [verify, heal, write_corpus], ids=lambda call: call.__name__)
def test_a_mount_that_goes_away(disk: Path, sound: Path, call: Call) -> None:
    """Unmounted in the middle: one sentence, not a finding for each shard; and nothing is written into the
    folder that remains."""
    shutil.copytree(sound, disk / "corpus")
    lock = Lock.load(sound / "recipe.lock")
    for path in sorted((disk / "corpus" / "train").glob("*.zst")):
        path.unlink()

    def away(*_: object) -> None:
        subprocess.run(["umount", "-l", str(disk)], check=False, capture_output=True)

    before = [lock] if call is write_corpus else []
    words = told(call, *before, disk / "corpus", workers=1, progress=away)
    assert "mounted?" in words or "mount it again" in words
    assert list(disk.iterdir()) == []


def test_a_file_system_that_fails(tmp_path: Path, sound: Path) -> None:
    """A shard that the disk cannot read (a folder of /proc gives EIO and the like) is a finding, and the
    others are read."""
    root = Path(shutil.copytree(sound, tmp_path / "corpus"))
    shard = first_shard(root)
    shard.unlink()
    shard.symlink_to("/proc/self/mem")
    report = verify(root, workers=1)
    assert [found.shard for found in report.findings] == [shard.relative_to(root).as_posix()]
    assert heal(root, workers=1).ok
    assert files_of(root) == files_of(sound)
    assert not shard.is_symlink()
