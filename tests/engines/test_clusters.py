"""Real schedulers on this machine: a Slurm array, and a Ray cluster one of whose nodes is killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.engines.slurm import slurm, why_not

from dataforge.errors import MissingExtraError, UsageError
from dataforge.recipe import Lock
from dataforge.shards.corpus import open_corpus

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
# Ray warns and leaves files open, which our settings make errors of: it has processes of its own.
RAY = """
import json, os, sys
from ray.cluster_utils import Cluster
from dataforge.engines.cluster import write_on_ray
from dataforge.recipe import Lock
node = {"num_cpus": 1, "include_dashboard": False}
cluster = Cluster(initialize_head=True, head_node_args=node)
doomed = cluster.add_node(num_cpus=2)
told = []
def progress(*figures):
    if not told:
        cluster.remove_node(doomed, allow_graceful=False)
    told.append(figures)
corpus = write_on_ray(Lock.load(sys.argv[1]), sys.argv[2], address=cluster.address, progress=progress)
print(json.dumps({"sha256": corpus.sha256, "told": told}))
cluster.shutdown()
"""
STUCK = """
import json, sys, time
from pathlib import Path
import ray
from dataforge.engines import cluster, units
from dataforge.engines.cluster import write_on_ray
from dataforge.recipe import Lock
ray.init("local", num_cpus=3, _node_ip_address="127.0.0.1", include_dashboard=False, log_to_driver=False)
make, marker = cluster._make, sys.argv[2] + ".stuck"
def once(context, unit):
    try:
        open(marker, "x").close()
    except FileExistsError:
        return make(context, unit)
    time.sleep(1000)
cluster._make = once
corpus = write_on_ray(Lock.load(sys.argv[1]), sys.argv[2], overdue_s=2.0)
print(json.dumps({"sha256": corpus.sha256, "stuck": Path(marker).exists()}))
"""


def files_of(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def on_ray(script: str, *arguments: object) -> dict[str, object]:
    pytest.importorskip("ray")
    command = [sys.executable, "-c", script, *map(str, arguments)]
    home = str(Path(str(arguments[-1])).parent)  # where Ray leaves a token
    environment = {**os.environ, "HOME": home, "RAY_USAGE_STATS_ENABLED": "0"}
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=environment)
    assert run.returncode == 0, run.stderr[-3000:]
    result: dict[str, object] = json.loads(run.stdout.splitlines()[-1])
    return result


@pytest.mark.slow
def test_a_ray_node_is_killed_in_the_middle(undisturbed: Path, tmp_path: Path) -> None:
    """Of a cluster of two nodes the larger one is killed when the first unit has come: the other makes what
    was lost with it, and every file is that of an undisturbed process."""
    result = on_ray(RAY, undisturbed / "recipe.lock", tmp_path / "out")
    corpus = open_corpus(undisturbed)
    assert result["sha256"] == corpus.sha256
    total = sum(cell.documents for cell in corpus.lock.cells)
    assert result["told"][-1][:2] == [total, total]  # type: ignore[index]
    assert files_of(undisturbed) == files_of(tmp_path / "out")


@pytest.mark.slow
def test_a_unit_that_does_not_come_back_is_made_again(undisturbed: Path, tmp_path: Path) -> None:
    """One unit's worker sleeps for good: the unit is dealt out a second time, and the sleeper ended."""
    result = on_ray(STUCK, undisturbed / "recipe.lock", tmp_path / "out")
    assert result == {"sha256": open_corpus(undisturbed).sha256, "stuck": True}
    assert files_of(undisturbed) == files_of(tmp_path / "out")


@pytest.mark.slow
def test_ray_errors_are_told(undisturbed: Path, tmp_path: Path) -> None:
    """A place that cannot be written to is the one sentence that it is without Ray; so is a wrong address."""
    pytest.importorskip("ray")
    recipe = str(undisturbed / "recipe.lock")
    command = [sys.executable, "-m", "dataforge", "generate", recipe, "--engine", "ray"]
    for more, words in (
        (["--out", "/proc/corpus"], "choose another folder"),
        (["--out", str(tmp_path / "out"), "--address", "127.0.0.1:9"], "no Ray cluster at 127.0.0.1:9"),
        (["--out", str(tmp_path / "out"), "--task", "1/2"], "do not go together"),
    ):
        run = subprocess.run([*command, *more], capture_output=True, text=True, check=False, timeout=60)
        assert run.returncode in (1, 2)
        assert words in run.stderr
        assert "Traceback" not in run.stderr


def test_without_ray_the_error_says_what_to_install(
    lock: Lock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--engine ray needs the extra of that name."""
    from dataforge.engines.cluster import write_on_ray

    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(MissingExtraError, match=r"dataforge-corpus\[ray\]") as caught:
        write_on_ray(lock, tmp_path / "out")
    assert isinstance(caught.value, UsageError)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Of a real Slurm with four slots."""
    if reason := why_not():
        pytest.skip(reason)
    with slurm(tmp_path_factory.mktemp("slurm"), cpus=4) as found:
        yield {**found, "PATH": f"{Path(sys.executable).parent}:{found['PATH']}"}


@pytest.mark.slow
def test_a_slurm_array(environment: dict[str, str], undisturbed: Path, tmp_path: Path) -> None:
    """The example, submitted as it stands but for its size: three tasks, numbered from 5, of which one is
    cancelled as soon as it runs, make the corpus of an undisturbed process."""
    script = EXAMPLES / "slurm" / "array.sbatch"
    size = [
        "--array=5-7",
        "--cpus-per-task=1",
        "--mem-per-cpu=1",
        f"--output={tmp_path}/%a.log",
        "--parsable",
    ]
    command = ["sbatch", *size, str(script), str(undisturbed / "recipe.lock"), str(tmp_path / "out")]
    job = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout.strip()
    subprocess.run(["scancel", f"{job}_6"], env=environment, check=True)
    waiting = [
        "sbatch",
        "--wait",
        f"--dependency=afterany:{job}",
        "--mem=0",
        "-o",
        "/dev/null",
        "--wrap=true",
    ]
    subprocess.run(waiting, env=environment, check=True, capture_output=True, timeout=180)
    logs = {path.stem: path.read_text() for path in tmp_path.glob("*.log")}
    assert files_of(undisturbed) == files_of(tmp_path / "out"), logs
    assert "task 1 of 3" in logs["5"]
    assert "task 3 of 3" in logs["7"]
    assert "sealed" in logs["5"] + logs["7"]
