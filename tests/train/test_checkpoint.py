"""A checkpoint is whole or not there; what is damaged is said to be."""

from __future__ import annotations

import json
import os
import pickle
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from dataforge.errors import StateError, StorageError  # noqa: E402
from dataforge.observe.rundir import RunDir  # noqa: E402
from dataforge.train import checkpoint  # noqa: E402
from dataforge.train.distributed import process_group  # noqa: E402
from dataforge.train.model import GPT, ModelConfig  # noqa: E402
from dataforge.train.optim import adamw  # noqa: E402

FILES = [".metadata", "__0_0.distcp", "state.json", "MANIFEST.json"]


@pytest.fixture(autouse=True)
def _group() -> Iterator[None]:
    with process_group():
        yield


def make_parts(seed: int = 0, steps: int = 1) -> tuple[GPT, Any]:
    """A small model and its optimizer, `steps` steps on."""
    torch.manual_seed(seed)
    model = GPT(ModelConfig(vocab_size=16, seq_len=8, dim=8, num_layers=1, num_heads=2))
    optimizer = adamw(model, 0.1, (0.9, 0.95), fused=True)
    for group in optimizer.param_groups:
        group["lr"] = 1e-2
    for _ in range(steps):
        ids = torch.randint(0, 16, (2, 8))
        model(ids, ids).mean().backward()
        optimizer.step()
        optimizer.zero_grad()
    return model, optimizer


def save_steps(run: RunDir, *steps: int, keep: int = 5) -> None:
    for step in steps:
        checkpoint.save(
            run, *make_parts(step, step), {"step": step, "world_size": 1, "model": {"dim": 8}}, keep
        )


def flip(path: Path, where: float = 0.5) -> None:
    """Turn one bit over."""
    data = bytearray(path.read_bytes())
    data[int(len(data) * where)] ^= 4
    path.write_bytes(data)


def test_everything_comes_back(tmp_path: Path) -> None:
    """Weights, both moments, step counts, the state and the RNG are after a load as they were at the save."""
    run = RunDir.create(tmp_path)
    model, optimizer = make_parts(1, steps=3)
    state = {"step": 3, "world_size": 1, "loader": {"next": 7, "deep": {"a": "b"}}}
    assert checkpoint.save(run, model, optimizer, state, keep=2) == "step-00000003"
    drawn = torch.rand(3)
    other, other_optimizer = make_parts(2, steps=1)
    assert state == checkpoint.load(run, other, other_optimizer, {})
    assert torch.equal(drawn, torch.rand(3))
    for (name, a), (_, b) in zip(model.named_parameters(), other.named_parameters(), strict=True):
        assert torch.equal(a, b), name
        for key, moment in optimizer.state[a].items():
            assert torch.equal(moment, other_optimizer.state[b][key]), (name, key)
    assert other_optimizer.param_groups[0]["weight_decay"] == 0.1


def test_before_the_first_checkpoint_there_is_nothing_to_load(tmp_path: Path) -> None:
    """An empty folder loads as None and changes nothing."""
    model, optimizer = make_parts()
    before = model.tokens.weight.clone()
    assert None is checkpoint.load(RunDir.create(tmp_path), model, optimizer, {})
    assert torch.equal(before, model.tokens.weight)


def test_only_the_newest_stay(tmp_path: Path) -> None:
    """`keep` checkpoints stay, and nothing hidden beside them."""
    run = RunDir.create(tmp_path)
    save_steps(run, 1, 2, 3, keep=2)
    assert sorted(p.name for p in run.checkpoints.iterdir()) == ["latest", "step-00000002", "step-00000003"]
    assert run.latest_checkpoint() == "step-00000003"


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("harm", ["flip", "cut", "delete"])
def test_damage_is_found_in_every_file(tmp_path: Path, file: str, harm: str) -> None:
    """One flipped bit, a missing tail or a missing file: one sentence with checkpoint, file and remedy, and
    nothing is loaded."""
    run = RunDir.create(tmp_path)
    save_steps(run, 1, 2)
    path = run.checkpoints / "step-00000002" / file
    if harm == "flip":
        flip(path)
    elif harm == "cut":
        path.write_bytes(path.read_bytes()[:-7])
    else:
        path.unlink()
    model, optimizer = make_parts(9)
    before = model.tokens.weight.clone()
    with pytest.raises(StateError) as caught:
        checkpoint.load(run, model, optimizer, {})
    message = str(caught.value)
    assert message.startswith("checkpoint 'step-00000002' is damaged: ")
    assert message.endswith("go on from the one before with --set resume=fallback")
    assert "\n" not in message
    if file != "MANIFEST.json":
        assert file in message
    assert torch.equal(before, model.tokens.weight)


def test_falling_back_is_asked_for(tmp_path: Path) -> None:
    """With fallback, the newest whole checkpoint is taken, `latest` names it, and damaged ones are set aside,
    not deleted."""
    run = RunDir.create(tmp_path)
    save_steps(run, 1, 2, 3)
    flip(run.checkpoints / "step-00000003" / "__0_0.distcp")
    (run.checkpoints / "step-00000002" / "state.json").unlink()
    model, optimizer = make_parts(9)
    state = checkpoint.load(run, model, optimizer, {}, fallback=True)
    assert state is not None
    assert state["step"] == 1
    assert torch.equal(make_parts(1, 1)[0].tokens.weight, model.tokens.weight)
    expected = ["damaged-step-00000002", "damaged-step-00000003", "latest", "step-00000001"]
    assert expected == sorted(p.name for p in run.checkpoints.iterdir())
    assert run.latest_checkpoint() == "step-00000001"
    save_steps(run, 2)
    assert checkpoint.damage(run.checkpoints / "step-00000002") == ""


def test_when_nothing_is_whole(tmp_path: Path) -> None:
    """Falling back with nothing to fall back on is said so, and touches nothing."""
    run = RunDir.create(tmp_path)
    save_steps(run, 1)
    flip(run.checkpoints / "step-00000001" / "state.json")
    with pytest.raises(StateError, match="no older one is whole"):
        checkpoint.load(run, *make_parts(), {}, fallback=True)
    assert run.latest_checkpoint() == "step-00000001"


def test_another_model_is_named(tmp_path: Path) -> None:
    """The first field that differs is in the message and in the error's facts."""
    run = RunDir.create(tmp_path)
    save_steps(run, 1)
    with pytest.raises(StateError, match=r"has model\.dim 8, the config 16") as caught:
        checkpoint.load(run, *make_parts(), {"model": {"dim": 16}})
    assert (caught.value.field, caught.value.expected, caught.value.found) == ("model.dim", 16, 8)


def test_a_checkpoint_runs_no_code(tmp_path: Path) -> None:
    """Metadata that names a function, with a manifest that fits, is refused and not executed."""
    run = RunDir.create(tmp_path)
    save_steps(run, 1)
    folder, witness = run.checkpoints / "step-00000001", tmp_path / "executed"

    class Trap:
        def __reduce__(self) -> tuple[Any, ...]:
            return (os.mkdir, (str(witness),))

    (folder / ".metadata").write_bytes(pickle.dumps(Trap()))
    files = {
        p.name: [p.stat().st_size, checkpoint._sha256(p)]
        for p in folder.iterdir()
        if p.name != "MANIFEST.json"
    }
    (folder / "MANIFEST.json").write_text(json.dumps({"v": 1, "files": files}))
    with pytest.raises(StateError, match=r"metadata names posix\.mkdir"):
        checkpoint.load(run, *make_parts(), {})
    assert not witness.exists()


def test_a_disk_that_says_no(tmp_path: Path) -> None:
    """A save that cannot be written is a StorageError, and the checkpoint before it is still the latest."""
    run = RunDir.create(tmp_path)
    save_steps(run, 1)
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, unlimited[1]))
    try:
        with pytest.raises(StorageError, match=r"cannot write .*File too large"):
            save_steps(run, 2)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
    assert checkpoint.damage(run.checkpoints / run.latest_checkpoint()) == ""


def test_killed_at_every_file_operation_of_a_save(tmp_path: Path) -> None:
    """SIGKILL at each file operation of a save: `latest` always names a whole checkpoint, and a new process
    goes on from it."""
    script = Path(__file__).with_name("killed_saves.py")
    env = {**os.environ, "OMP_NUM_THREADS": "1"}
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path)], env=env, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr[-2000:]
    story = json.loads(done.stdout)
    assert len(story) > 15, "a save has that many file operations at the least"
    assert {""} == {fault for _, _, fault, _, _ in story}
    before, after = ("step-00000002", "step-00000003"), ("step-00000003", "step-00000004")
    assert {before, after} == {(latest, then) for _, latest, _, then, _ in story}
    assert {3} == {entries for *_, entries in story}, "two checkpoints and `latest`: leftovers are cleared"
