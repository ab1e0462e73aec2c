"""A corpus comes out the same, however often its writers are killed; other folders are left alone."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dataforge.engines import local
from dataforge.engines.units import Unit, plan_units
from dataforge.errors import ForgeError, OutputExistsError, StorageError, UsageError
from dataforge.recipe import Lock, Recipe
from dataforge.shards.corpus import open_corpus
from dataforge.shards.manifest import Seal, planned_shards
from dataforge.shards.places import place_of
from dataforge.shards.verify import verify

WRITE = """
import sys
from dataforge.engines.local import write_corpus
from dataforge.recipe import Lock
workers = int(sys.argv[3])
write_corpus(Lock.load(sys.argv[1]), sys.argv[2], workers=workers, progress=lambda *p: print(p, flush=True))
"""


def writer(lock: Path, out: Path, workers: int, new_session: bool = False) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITE, str(lock), str(out), str(workers)]
    pipe = subprocess.PIPE
    return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, start_new_session=new_session)


def files_of(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def children(pid: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
            except OSError:
                continue
            if int(stat.rpartition(")")[2].split()[1]) == pid:
                found.append(int(entry.name))
    return found


def gone(pids: list[int], within_s: float = 10.0) -> bool:
    """Whether these processes end; a zombie of another parent has ended."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        alive = 0
        for pid in pids:
            try:
                alive += Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
            except OSError:
                continue
        if not alive:
            return True
        time.sleep(0.02)
    return False


def test_the_number_of_workers_changes_no_byte(lock: Lock, undisturbed: Path, tmp_path: Path) -> None:
    """Two worker processes write, file for file, what one process wrote, and say how far they are."""
    seen: list[tuple[int, int, int, float]] = []
    root = tmp_path / "out"
    corpus = local.write_corpus(lock, root, workers=2, progress=lambda *told: seen.append(told))
    assert files_of(undisturbed) == files_of(tmp_path / "out")
    total = sum(cell.documents for cell in corpus.lock.cells)
    assert (total, total, open_corpus(undisturbed).seal.text_bytes) == seen[-1][:3]  # type: ignore[attr-defined]
    assert sorted(seen) == seen


def test_units_cover_every_shard_once(lock: Lock) -> None:
    """Whatever the number of workers, each planned shard is in one unit, and units travel as JSON."""
    for workers in (1, 2, 7):
        units = plan_units(lock, workers)
        assert sorted(s.path for s in planned_shards(lock)) == sorted(s.path for u in units for s in u.shards)
        assert units == [Unit.of(unit.to_data()) for unit in units]
        assert all(len({(shard.split, shard.domain) for shard in unit.shards}) == 1 for unit in units)
        assert len({unit.key for unit in units}) == len(units)


@pytest.mark.parametrize(("workers", "after"), [(1, 1), (1, 3), (2, 2)])
def test_killed_and_continued_gives_the_same_corpus(
    undisturbed: Path, tmp_path: Path, workers: int, after: int
) -> None:
    """SIGKILL after some tasks, again in mid-file, then finished: every file equals the undisturbed one."""
    lock, out = undisturbed / "recipe.lock", tmp_path / "out"
    for kills in range(2):
        process = writer(lock, out, workers)
        assert process.stdout is not None
        for _ in range(after + kills):
            process.stdout.readline()
        if kills:
            time.sleep(0.004 * after)
        crew = children(process.pid)
        process.kill()
        process.communicate()
        assert gone(crew), "workers outlived their parent"
        assert not (out / "corpus.json").exists()
    kept = {path: path.stat().st_mtime_ns for path in out.rglob("*.tar.zst")}
    done = {
        p
        for p in kept
        if (out / "parts" / p.parent.name / (p.name.removesuffix(".tar.zst") + ".json")).exists()
    }
    local.write_corpus(Lock.load(lock), out, workers=1)
    assert files_of(undisturbed) == files_of(out)
    assert {path: kept[path] for path in done} == {path: path.stat().st_mtime_ns for path in done}


def test_ctrl_c_ends_the_workers(undisturbed: Path, tmp_path: Path) -> None:
    """SIGINT to the process group ends parent and workers at once, and leaves no half-written file."""
    process = writer(undisturbed / "recipe.lock", tmp_path / "out", 2, new_session=True)
    assert process.stdout is not None
    process.stdout.readline()
    crew = children(process.pid)
    assert len(crew) == 2
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=20)
    assert gone(crew)
    assert told.count("KeyboardInterrupt") == 1
    assert not list(tmp_path.rglob("*.tmp"))


def test_a_killed_worker_is_told(undisturbed: Path, tmp_path: Path) -> None:
    """A worker killed as the kernel does when memory runs out: one sentence that says so and what to do."""
    process = writer(undisturbed / "recipe.lock", tmp_path / "out", 2)
    assert process.stdout is not None
    process.stdout.readline()
    os.kill(children(process.pid)[0], signal.SIGKILL)
    _, told = process.communicate(timeout=20)
    assert "a worker process was killed by signal 9" in told
    assert "run the same command again with fewer workers" in told


def test_a_script_without_main_guard_may_use_workers(undisturbed: Path, tmp_path: Path) -> None:
    """Workers do not import the caller's script: the one above has no guard, and finishes."""
    script = tmp_path / "script.py"
    script.write_text(WRITE)
    command = [sys.executable, str(script), str(undisturbed / "recipe.lock"), str(tmp_path / "out"), "2"]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    assert Seal.load(place_of(undisturbed)) == Seal.load(place_of(tmp_path / "out"))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_full_disk_is_one_sentence(undisturbed: Path, tmp_path: Path, workers: int) -> None:
    """A file that cannot grow is a StorageError; nothing half-written stays or is sealed."""
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))\n"
    lock = undisturbed / "recipe.lock"
    command = [sys.executable, "-c", limited + WRITE, str(lock), str(tmp_path / "out"), str(workers)]
    told = subprocess.run(command, capture_output=True, text=True, timeout=60).stderr
    assert "StorageError: cannot write" in told
    assert "File too large; free some room" in told
    assert not (tmp_path / "out" / "corpus.json").exists()
    assert not list(tmp_path.rglob("*.tmp"))
    local.write_corpus(Lock.load(lock), tmp_path / "out", workers=1)
    assert Seal.load(place_of(undisturbed)) == Seal.load(place_of(tmp_path / "out"))


def test_other_folders_are_refused_and_left_alone(recipe: Recipe, undisturbed: Path, tmp_path: Path) -> None:
    """Foreign files, another recipe's corpus, a file, a folder that cannot be made: refused, untouched."""
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "thesis.tex").write_text("years of work")
    with pytest.raises(OutputExistsError, match="is not empty; choose an empty folder"):
        local.write_corpus(recipe, tmp_path / "foreign")
    assert files_of(tmp_path / "foreign") == {"thesis.tex": b"years of work"}
    other = Path(shutil.copytree(undisturbed, tmp_path / "other"))
    before = files_of(other)
    changed = Recipe.from_dict({**recipe.canonical(), "seed": 7})
    with pytest.raises(OutputExistsError, match="holds a corpus of another recipe"):
        local.write_corpus(changed, other)
    assert before == files_of(other)
    with pytest.raises(OutputExistsError, match="is a file"):
        local.write_corpus(recipe, tmp_path / "foreign" / "thesis.tex")
    with pytest.raises(StorageError, match="choose another folder"):
        local.write_corpus(recipe, "/proc/corpus")


def test_two_writers_do_not_meet(lock: Lock, tmp_path: Path) -> None:
    """A folder that another process is writing to is refused, and free again when that process is killed."""
    lock.save(tmp_path / "recipe.lock")
    first = writer(tmp_path / "recipe.lock", tmp_path / "out", 1)
    assert first.stdout is not None
    first.stdout.readline()
    os.kill(first.pid, signal.SIGSTOP)
    with pytest.raises(OutputExistsError, match="is being written by another process"):
        local.write_corpus(lock, tmp_path / "out", workers=1)
    first.kill()
    first.communicate()
    assert local.write_corpus(lock, tmp_path / "out", workers=1).num_documents() > 0


def test_damage_is_mended_by_writing_again(lock: Lock, undisturbed: Path, tmp_path: Path) -> None:
    """Missing, flipped and cut shards, and lost parts, are made again; the rest is not written again."""
    root = Path(shutil.copytree(undisturbed, tmp_path / "out"))
    shards = sorted((root / "train").iterdir())
    shards[0].unlink()
    shards[1].write_bytes(shards[1].read_bytes()[:-1])
    raw = bytearray(shards[2].read_bytes())
    raw[len(raw) // 2] ^= 1
    shards[2].write_bytes(raw)
    (root / "parts" / "train" / (shards[3].name.removesuffix(".tar.zst") + ".json")).unlink()
    assert len({finding.shard for finding in verify(root, workers=1).findings}) == 4
    before = {path: path.stat().st_mtime_ns for path in shards[4:]}
    local.write_corpus(lock, root, workers=1)
    assert files_of(undisturbed) == files_of(root)
    assert before == {path: path.stat().st_mtime_ns for path in shards[4:]}


@pytest.mark.parametrize("codec", ["none", "gzip", "lz4", "bz2", "xz"])
def test_other_codecs_hold_the_same_content(
    recipe: Recipe, undisturbed: Path, tmp_path: Path, codec: str
) -> None:
    """The codec changes files and manifest, no tar stream; a lost or damaged index is mended."""
    asked = Recipe.from_dict({**recipe.canonical(), "shards": {"codec": codec, "shard_size": "20 kB"}})
    corpus = local.write_corpus(asked, tmp_path / "out", workers=1)
    assert open_corpus(undisturbed).recipe_id == corpus.recipe_id
    wanted = [row.content_sha256 for row in open_corpus(undisturbed).rows]  # type: ignore[attr-defined]
    assert wanted == [row.content_sha256 for row in corpus.rows]  # type: ignore[attr-defined]
    indexes = sorted(tmp_path.rglob("*.idx"))
    indexes[0].unlink()
    indexes[1].write_bytes(indexes[1].read_bytes()[::-1])
    assert len(verify(tmp_path / "out", workers=1).findings) == 2
    local.write_corpus(asked, tmp_path / "out", workers=1)
    assert verify(tmp_path / "out", workers=1).findings == ()


def test_too_much_is_told_before_anything_is_written(recipe: Recipe, tmp_path: Path) -> None:
    """A recipe of 10^18 tokens is refused with what to do instead; so is a number of workers below one."""
    huge = Recipe.from_dict({**recipe.canonical(), "splits": {"train": "1e18 tokens"}})
    with pytest.raises(UsageError, match="open the recipe as a virtual corpus"):
        local.write_corpus(huge, tmp_path / "out")
    with pytest.raises(ForgeError, match="0 workers cannot write a corpus"):
        local.write_corpus(huge, tmp_path / "out", workers=0)
    assert list(tmp_path.rglob("*.*")) == []
