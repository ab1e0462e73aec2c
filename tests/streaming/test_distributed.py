"""Two real processes on gloo decide as one does."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")

from dataforge.streaming.audit import audit  # noqa: E402

_RANK = """
import json, sys
from itertools import islice
from pathlib import Path
import torch.distributed as dist
from streaming.fakes import FakeFinite
from streaming.help import losses_of, stream
from dataforge.streaming import StreamingLoader
folder, what = Path(sys.argv[1]), sys.argv[2]
if what != "alone":
    dist.init_process_group("gloo")
loader = StreamingLoader(
    FakeFinite(), stream(folder / "cache", policy="excess"), run=folder / "run", num_workers=1
)
state = folder / "state.json"
if state.exists():
    loader.load_state_dict(json.loads(state.read_text()))
for batch in islice(loader, 16):
    half = {k: v[:3] if k not in ("batch_index",) else v for k, v in batch.items()}
    rest = {k: v[3:] if k not in ("batch_index",) else v for k, v in batch.items()}
    loader.observe(half, losses_of(half))
    loader.observe(rest, losses_of(rest))
found = loader.state_dict()
everyone = [found]
if dist.is_initialized():
    everyone = [None] * dist.get_world_size()
    dist.all_gather_object(everyone, found)
assert all(each == found for each in everyone)
if what == "disagree":
    loader._ledger._controller._weights = loader._ledger._controller._weights.copy()
    if dist.get_rank() == 1:
        loader._state.credits[0] += 1
    try:
        for batch in islice(loader, 16):
            pass
    except Exception as exc:
        print(type(exc).__name__, exc, flush=True)
elif loader.ranks.keeper:
    state.write_text(json.dumps(found))
loader.close()
if dist.is_initialized():
    dist.destroy_process_group()
"""


def _launch(folder: Path, world_size: int, what: str = "together") -> list[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    processes = []
    for rank in range(world_size):
        environment = {
            **os.environ,
            "PYTHONPATH": str(Path(__file__).parent.parent),
            "OMP_NUM_THREADS": "1",
            "MASTER_ADDR": "127.0.0.1",
            "MASTER_PORT": str(port),
            "RANK": str(rank),
            "WORLD_SIZE": str(world_size),
        }
        command = [sys.executable, "-c", _RANK, str(folder), what if world_size > 1 else "alone"]
        processes.append(
            subprocess.Popen(
                command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
            )
        )
    outputs = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0] * world_size, outputs
    return [out for out, _ in outputs]


@pytest.mark.slow
def test_two_processes_decide_as_one(tmp_path: Path) -> None:
    """A live adaptive run on 1, on 2, and on 3 then 1 processes writes one journal if losses are the same."""
    journals = []
    for name, worlds in (("a", [1, 1]), ("b", [2, 2]), ("c", [3, 1])):
        folder = tmp_path / name
        folder.mkdir()
        for world_size in worlds:
            _launch(folder, world_size)
        report = audit(folder / "run")
        assert (report.ok, report.batches) == (True, 32), str(report)
        assert [each.world_size for each in report.attempts] == worlds
        journals.append((folder / "run" / "journal.jsonl").read_bytes())
    assert journals[0] == journals[1] == journals[2]
    weights = {json.loads(line)["weights"] for line in journals[0].splitlines()[1:]}
    assert len(weights) > 1, "the mixture must have moved"


@pytest.mark.slow
def test_ranks_that_disagree_stop(tmp_path: Path) -> None:
    """A rank whose plan state differs stops all of them, with the first field that differs."""
    outputs = _launch(tmp_path, 2, "disagree")
    assert all(out.startswith("StateError ranks disagree on window") for out in outputs), outputs
    assert all("credits" in out for out in outputs), outputs
