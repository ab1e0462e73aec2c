"""Checkpoints: torch.distributed.checkpoint in a folder that is either whole or not there.

A checkpoint is written into a hidden folder, every file is flushed and named with its SHA-256 in
MANIFEST.json, then the folder is renamed, then `latest` is replaced. A kill at any moment leaves `latest`
naming a whole checkpoint. Every file is verified before it is read: torch itself loads a flipped bit without
a word.

    step-00000100/
      .metadata, __0_0.distcp, ...   weights, moments, RNG states: tensors, loaded at any world size
      state.json                     step, counters, shape of the model, the loader's state (data, curriculum)
      MANIFEST.json                  {"files": {name: [bytes, sha256]}}
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import pickle
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
from torch import nn
from torch.distributed.checkpoint import state_dict as dcp_state
from torch.distributed.checkpoint.api import CheckpointException
from torch.distributed.checkpoint.filesystem import FileSystemReader, FileSystemWriter
from torch.distributed.checkpoint.metadata import Metadata
from torch.distributed.checkpoint.state_dict_loader import load as load_tensors
from torch.distributed.checkpoint.state_dict_saver import save as save_tensors

from dataforge.errors import StateError, StorageError
from dataforge.observe.rundir import RunDir, write_atomic
from dataforge.train.distributed import on_rank_0

__all__ = ["damage", "load", "load_model", "read_state", "save"]

log = logging.getLogger(__name__)

MANIFEST = "MANIFEST.json"
STATE = "state.json"


def save(
    run: RunDir, model: nn.Module, optimizer: torch.optim.Optimizer, state: Mapping[str, Any], keep: int
) -> str:
    """Write a checkpoint and return its name; called by every rank.

    `state` is JSON and holds at least `step` and `world_size`; rank 0's is written. `keep` checkpoints stay.
    Raises StorageError when the disk says no: what was there before is whole then.
    """
    name = f"step-{int(state['step']):08d}"
    folder = run.checkpoints / f".saving-{name}"
    on_rank_0(lambda: _fresh(run.checkpoints, folder))
    tensors = _tensors(model, optimizer) | {"rng": {f"rank{dist.get_rank()}": _rng_states()}}
    try:
        save_tensors(tensors, storage_writer=FileSystemWriter(folder, thread_count=1))
    except CheckpointException as exc:
        cause = _cause(exc)
        raise StorageError(
            str(folder), cause if isinstance(cause, OSError) else OSError(str(cause))
        ) from None
    on_rank_0(lambda: _publish(run, folder, name, state, keep))
    return name


def load(
    run: RunDir,
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    expected: Mapping[str, Any],
    *,
    fallback: bool = False,
) -> dict[str, Any] | None:
    """Fill model and optimizer from the latest checkpoint and return its `state`; None when there is no
    checkpoint yet.

    Called by every rank, at any world size; RNG states are restored when the world size is the same. Raises
    StateError for a checkpoint that is damaged or whose `state` differs from `expected` (say, in the model's
    shape). With `fallback`, a damaged one gives way to the newest whole one, and is set aside as
    `damaged-...`.
    """
    name = on_rank_0(lambda: _choose(run, fallback))
    if not name:
        return None
    folder = run.checkpoints / name
    state = read_state(folder)
    _compare(name, expected, state)
    tensors = _tensors(model, optimizer)
    same_world = state.get("world_size") == dist.get_world_size()
    if same_world:
        tensors["rng"] = {f"rank{dist.get_rank()}": _rng_states()}
    _read(folder, tensors)
    dcp_state.set_model_state_dict(model, tensors["model"])
    groups = dcp_state.get_optimizer_state_dict(model, optimizer)["param_groups"]
    dcp_state.set_optimizer_state_dict(
        model, optimizer, {"state": tensors["optimizer"], "param_groups": groups}
    )
    if same_world:
        states = tensors["rng"][f"rank{dist.get_rank()}"]
        torch.set_rng_state(states["cpu"])
        if "cuda" in states:
            torch.cuda.set_rng_state(states["cuda"])
    return state


def load_model(folder: Path, model: nn.Module) -> None:
    """Fill a model alone, as an evaluation does; called by every rank."""
    tensors = {"model": dcp_state.get_model_state_dict(model)}
    _read(folder, tensors)
    dcp_state.set_model_state_dict(model, tensors["model"])


def read_state(folder: Path) -> dict[str, Any]:
    """The `state` that was saved with a checkpoint."""
    value: dict[str, Any] = json.loads((folder / STATE).read_text("utf-8"))
    return value


def damage(folder: Path) -> str:
    """What is wrong with a checkpoint, in a few words; "" when every file is as it was written."""
    try:
        files = json.loads((folder / MANIFEST).read_text("utf-8"))["files"]
    except FileNotFoundError:
        return f"{MANIFEST} is missing" if folder.is_dir() else "it is missing"
    except (ValueError, KeyError, TypeError):
        return f"{MANIFEST} cannot be read"
    for name, (num_bytes, sha256) in files.items():
        path = folder / name
        if not path.is_file():
            return f"{name} is missing"
        if path.stat().st_size != num_bytes:
            return f"{name} has {path.stat().st_size} bytes instead of {num_bytes}"
        if _sha256(path) != sha256:
            return f"{name} is not what was written (its SHA-256 differs)"
    return ""


def _tensors(model: nn.Module, optimizer: torch.optim.Optimizer) -> dict[str, Any]:
    """Tensors by name, the same whether the model is wrapped or not. Learning rates and the like come from
    the config."""
    return {
        "model": dcp_state.get_model_state_dict(model),
        "optimizer": dcp_state.get_optimizer_state_dict(model, optimizer)["state"],
    }


def _rng_states() -> dict[str, torch.Tensor]:
    """uint8 tensors: of the CPU's generator, and of this rank's GPU's where there is one."""
    cuda = {"cuda": torch.cuda.get_rng_state()} if torch.cuda.is_available() else {}
    return {"cpu": torch.get_rng_state(), **cuda}


def _read(folder: Path, tensors: dict[str, Any]) -> None:
    """Fill tensors in place. Raises StateError."""
    try:
        load_tensors(tensors, storage_reader=_Reader(folder))
    except CheckpointException as exc:  # a BaseException: `except Exception` would let it through
        raise StateError(f"checkpoint {folder.name!r} cannot be read: {_cause(exc)}") from None


def _fresh(checkpoints: Path, folder: Path) -> None:
    """Clear what killed saves and deletions left, and make room for this one."""
    try:
        for leftover in checkpoints.glob(".*"):
            shutil.rmtree(leftover) if leftover.is_dir() else leftover.unlink()
        folder.mkdir(parents=True)
    except OSError as exc:
        raise StorageError(str(folder), exc) from exc


def _publish(run: RunDir, folder: Path, name: str, state: Mapping[str, Any], keep: int) -> None:
    """Seal the folder, give it its name, point `latest` at it, drop the oldest."""
    try:
        write_atomic(folder / STATE, json.dumps(state, sort_keys=True))
        files = {p.name: [p.stat().st_size, _sha256(p)] for p in sorted(folder.iterdir())}
        write_atomic(folder / MANIFEST, json.dumps({"v": 1, "files": files}, indent=1))
        _sync_folder(folder)
        final = run.checkpoints / name
        if final.exists():  # a kill came between its rename and `latest`, which therefore names an older one
            _drop(final)
        folder.rename(final)
        _sync_folder(run.checkpoints)
        write_atomic(run.checkpoints / "latest", name + "\n")
        _sync_folder(run.checkpoints)
        for old in run.checkpoint_names()[:-keep]:
            if old != name:
                _drop(run.checkpoints / old)
    except OSError as exc:
        raise StorageError(str(folder), exc) from exc


def _choose(run: RunDir, fallback: bool) -> str:
    """The checkpoint to load; "" when there is none."""
    latest = run.latest_checkpoint()
    if not latest:
        return ""
    fault = damage(run.checkpoints / latest)
    if not fault:
        return latest
    problem = f"checkpoint {latest!r} is damaged: {fault}"
    if not fallback:
        raise StateError(
            f"{problem}; put it back from a copy, or go on from the one before with --set resume=fallback"
        )
    older = [name for name in reversed(run.checkpoint_names()) if name < latest]
    whole = next((name for name in older if not damage(run.checkpoints / name)), "")
    if not whole:
        raise StateError(
            f"{problem}, and no older one is whole; put one back from a copy, or start a new run folder"
        )
    log.warning("%s; going on from %r", problem, whole)
    write_atomic(run.checkpoints / "latest", whole + "\n")
    for name in (latest, *older[: older.index(whole)]):
        if (run.checkpoints / name).exists():
            (run.checkpoints / name).rename(run.checkpoints / f"damaged-{name}")
    return whole


def _drop(folder: Path) -> None:
    """Delete a checkpoint so that no moment shows half of it."""
    hidden = folder.with_name(f".dropped-{folder.name}")
    folder.rename(hidden)
    shutil.rmtree(hidden)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _compare(name: str, expected: Mapping[str, Any], found: Mapping[str, Any], path: str = "") -> None:
    """Raise StateError for the first field of `expected` that a checkpoint has otherwise."""
    for key, value in expected.items():
        if isinstance(value, Mapping):
            _compare(name, value, found.get(key, {}), f"{path}{key}.")
        elif value != found.get(key):
            raise StateError(
                f"checkpoint {name!r} has {path}{key} {found.get(key)!r}, the config {value!r}; "
                "put the config back, or start a new run folder",
                field=path + key,
                expected=value,
                found=found.get(key),
            )


def _cause(error: CheckpointException) -> BaseException:
    """What went wrong on the first rank that failed."""
    return next(iter(error.failures.values()))[0] if error.failures else error


class _Unpickler(pickle.Unpickler):
    """Builds what DCP's metadata is made of and nothing else: a checkpoint that someone sends you runs no
    code."""

    def find_class(self, module: str, name: str) -> Any:
        value = super().find_class(module, name) if "." not in name and module in _ALLOWED else None
        if isinstance(value, torch.dtype) or name in _ALLOWED.get(module, ()):
            return value
        raise pickle.UnpicklingError(f"its metadata names {module}.{name}")


_ALLOWED: dict[str, frozenset[str]] = {
    "torch": frozenset({"Size"}),
    "torch.serialization": frozenset({"_get_layout"}),
    "torch.distributed.checkpoint.filesystem": frozenset({"_StorageInfo"}),
    "torch.distributed.checkpoint.metadata": frozenset(
        {
            "ChunkStorageMetadata",
            "Metadata",
            "MetadataIndex",
            "StorageMeta",
            "TensorProperties",
            "TensorStorageMetadata",
            "_MEM_FORMAT_ENCODING",
        }
    ),
    "pathlib": frozenset({"Path", "PosixPath", "PurePosixPath", "PureWindowsPath", "WindowsPath"}),
    "pathlib._local": frozenset({"Path", "PosixPath", "PurePosixPath", "PureWindowsPath", "WindowsPath"}),
}


class _Reader(FileSystemReader):
    """The stock reader, its metadata read by the narrow unpickler; torch reads the tensors with
    weights_only=True."""

    def read_metadata(self, *args: Any, **kwargs: Any) -> Metadata:
        with (Path(self.path) / ".metadata").open("rb") as file:
            metadata: Metadata = _Unpickler(file).load()
        return metadata
