"""The training loop: one script for one process, gloo and NCCL.

    python -m dataforge.train run.yaml
    torchrun --nproc-per-node 2 -m dataforge.train run.yaml

A step takes one global batch. Its gradient is that of the mean loss over the *global* number of loss tokens,
so it does not depend on how rows are spread over ranks and micro-batches (up to the order of float
additions).
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import math
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import torch
import torch.distributed as dist
from torch import Tensor
from torch.nn.parallel import DistributedDataParallel

from dataforge.errors import ForgeError, OutputExistsError, WorldSizeError
from dataforge.observe.rundir import RunDir, is_alive, read_lines, write_atomic
from dataforge.shards.corpus import open_corpus
from dataforge.train import checkpoint
from dataforge.train.config import RunConfig
from dataforge.train.distributed import World, on_rank_0, process_group
from dataforge.train.evaluate import Exam, evaluate, record
from dataforge.train.losses import TOKENS, loss_metrics, loss_sums, metric_domains
from dataforge.train.model import GPT
from dataforge.train.optim import adamw, learning_rate
from dataforge.train.reporter import Reporter
from dataforge.train.signals import StopSignal

__all__ = ["Loader", "TrainReport", "train"]

log = logging.getLogger(__name__)

MAX_SKIPPED_IN_A_ROW = 20
"""steps without a finite gradient after which a run has diverged for good"""


class Loader(Protocol):
    """What the loop needs of a loader; streaming.StreamingLoader is one."""

    @property
    def cells(self) -> Sequence[tuple[str, int]]: ...
    @property
    def vocab_size(self) -> int: ...
    def weights(self) -> Mapping[str, float]: ...
    def cache_stats(self) -> Mapping[str, Mapping[str, int]]: ...
    def __iter__(self) -> Iterator[dict[str, Any]]: ...
    def observe(self, batch: Mapping[str, Any], losses: Tensor) -> None: ...
    def state_dict(self, after: int | None = None) -> dict[str, Any]: ...
    def load_state_dict(self, state: Mapping[str, Any]) -> None: ...
    def close(self) -> None: ...


@dataclass(frozen=True, kw_only=True)
class TrainReport:
    """How a call of `train` ended."""

    run: str
    step: int
    """steps taken since the run began"""
    steps: int
    preempted: bool
    loss_nats: float
    """of the last step; NaN when this call took none"""
    tokens_total: int
    skipped_steps: int
    seconds: float
    checkpoint: str


def train(
    config: RunConfig, *, make_loader: Callable[[RunConfig, World], Loader] | None = None
) -> TrainReport:
    """Train as `config` says, in this process and those that torchrun started beside it.

    Goes on from the run folder's latest checkpoint, at any world size that divides the batch. SIGTERM or
    SIGUSR1 on any rank makes all of them finish their step, save and return with `preempted`. `make_loader`
    gives the batches; the default streams `config.corpus`.

    Raises ForgeError and its kinds (errors.py) for whatever a user can put right.
    """
    with process_group() as world, StopSignal() as stop, contextlib.ExitStack() as stack:
        if world.size > config.stream.batch_size or config.stream.batch_size % world.size:
            raise WorldSizeError(world.size, config.stream.batch_size)
        on_rank_0(lambda: _check_folder(config))
        loader = (make_loader or stream_loader)(config, world)
        stack.callback(loader.close)
        run = on_rank_0(lambda: RunDir.create(config.run))
        trainer = Trainer(config, world, run, loader)
        stack.callback(trainer.close)
        reporter = Reporter(
            run, speaks=world.rank == 0, steps=config.num_steps, metrics_port=config.metrics_port
        )
        with reporter:
            trainer.resume()
            # Only now: a config that the checkpoint refuses must not replace the one that made it.
            on_rank_0(lambda: write_atomic(run.config, config.canonical()))
            return trainer.run_to_end(reporter, stop)


def stream_loader(config: RunConfig, world: World) -> Loader:
    """The streaming loader of this rank."""
    from dataforge.streaming.loader import StreamingLoader

    corpus = open_corpus(config.corpus)
    if config.eval_documents:
        corpus.cells(config.eval_split)  # a split that is not there should not come up after the last step
    return StreamingLoader(
        corpus,
        config.stream,
        run=config.run,
        num_workers=config.num_workers,
        dp_rank=world.rank,
        dp_world_size=world.size,
    )


class Trainer:
    """Model, optimizer and counters of a run, and what happens to them in a step."""

    def __init__(self, config: RunConfig, world: World, run: RunDir, loader: Loader) -> None:
        self.config, self.world, self.folder, self.loader = config, world, run, loader
        self.step, self.tokens_total, self.skipped_steps, self._skipped_in_a_row = 0, 0, 0, 0
        self.last_batch, self.saved_step, self.checkpoint = -1, 0, ""
        torch.manual_seed(config.seed)
        shape = config.model.shape(loader.vocab_size, config.stream.seq_len)
        self.model = GPT(shape).to(world.device)
        self._seed_dropout()
        self.dtype = _dtype(config, world.device)
        o = config.optimizer
        self.optimizer = adamw(self.model, o.weight_decay, (o.beta1, o.beta2), fused=True)
        ids = [world.device] if world.device.type == "cuda" else None
        self.ddp = DistributedDataParallel(self.model, device_ids=ids, gradient_as_bucket_view=True)
        self._domains = metric_domains(loader.cells)
        self._domain_of_cell = torch.tensor([self._domains.index(domain) for domain, _ in loader.cells])

    # ------------------------------------------------------------------ a step

    def train_step(self, batch: Mapping[str, Any], stop: bool) -> tuple[dict[str, Any], bool]:
        """Learn from this rank's rows of a global batch. Returns (metrics of the step, whether any rank was
        told to stop)."""
        started = time.perf_counter()
        losses_BT = self._forward_backward(batch)
        self.loader.observe(batch, losses_BT)
        computed = time.perf_counter()
        rate = learning_rate(self.config.learning_rates, self.step)
        grad_norm = self._update(rate)
        updated = time.perf_counter()
        sums, stopping = self._reduce(batch, losses_BT, stop)
        self.step += 1
        self.tokens_total += int(sums[:, TOKENS].sum())
        line = {
            "step": self.step,
            "batch": int(batch["batch_index"]),
            **loss_metrics(sums, self._domains),
            "learning_rate": rate,
            "grad_norm": grad_norm,
            "tokens_total": self.tokens_total,
            "skipped_steps": self.skipped_steps,
            "forward_backward_s": computed - started,
            "optimizer_s": updated - computed,
        }
        return line, stopping

    def _forward_backward(self, batch: Mapping[str, Any]) -> Tensor:
        """Accumulate gradients over micro-batches; returns the losses, float32 [b, T] on the CPU."""
        num_rows = len(batch["input_ids"])
        size = self.config.micro_batch or num_rows
        num_tokens = batch["loss_tokens"].sum()
        dist.all_reduce(num_tokens)
        scale = self.world.size / max(1, int(num_tokens))  # DDP divides by the world size
        losses = []
        for first in range(0, num_rows, size):
            is_last = first + size >= num_rows
            with contextlib.nullcontext() if is_last else self.ddp.no_sync():
                losses_bT = self._losses(batch, slice(first, first + size))
                torch.autograd.backward(losses_bT.sum() * scale)
            losses.append(losses_bT.detach())
        return torch.cat(losses).cpu()

    def _losses(self, batch: Mapping[str, Any], rows: slice) -> Tensor:
        device, documents = self.world.device, batch["document_ids"][rows]
        one_document = int(documents.max()) <= 1  # then causality alone hides the padding at a row's end
        with torch.autocast(device.type, self.dtype, enabled=self.dtype is not torch.float32):
            losses: Tensor = self.ddp(
                batch["input_ids"][rows].to(device, non_blocking=True),
                batch["labels"][rows].to(device, non_blocking=True),
                batch["position_ids"][rows].to(device, non_blocking=True),
                None if one_document else documents.to(device, non_blocking=True),
            )
        return losses

    def _update(self, rate: float) -> float:
        """Clip and step; returns the norm before clipping.

        A gradient that is not finite is dropped. Its norm is the all-reduced gradient's, so every rank comes
        to the same verdict.
        """
        norm = float(torch.nn.utils.clip_grad_norm_(self.model.parameters(), self.config.optimizer.clip))
        if math.isfinite(norm):
            for group in self.optimizer.param_groups:
                group["lr"] = rate
            self.optimizer.step()
            self._skipped_in_a_row = 0
        else:
            self.skipped_steps += 1
            self._skipped_in_a_row += 1
            log.warning("step %d is skipped: its gradient is not finite", self.step + 1)
        self.optimizer.zero_grad(set_to_none=True)
        if self._skipped_in_a_row >= MAX_SKIPPED_IN_A_ROW:
            raise ForgeError(
                f"the gradient was not finite in {MAX_SKIPPED_IN_A_ROW} steps up to step {self.step + 1}; "
                "lower optimizer.learning_rate or optimizer.clip, and go on from the latest checkpoint"
            )
        return norm

    def _reduce(self, batch: Mapping[str, Any], losses_BT: Tensor, stop: bool) -> tuple[Tensor, bool]:
        """Loss sums over all ranks (losses.py), and whether any rank was told to stop."""
        sums = loss_sums(batch, losses_BT, self._domain_of_cell, len(self._domains))
        told = torch.full((1, sums.shape[1]), float(stop), dtype=sums.dtype)
        together = torch.cat((sums, told))  # one collective for both
        dist.all_reduce(together)
        return together[:-1], bool(together[-1, 0] > 0)

    # ------------------------------------------------------------------ a run

    def run_to_end(self, reporter: Reporter, stop: StopSignal) -> TrainReport:
        """Steps until the last one, the loader's end, or a signal; then a checkpoint and, unless stopped, the
        evaluation."""
        config, started = self.config, time.perf_counter()
        line: dict[str, Any] = {}
        stopping, checkpoint_s = False, 0.0
        reporter.state("running", self.step)
        for batch, facts, data_wait_s in self._batches(stop):
            step_started, tokens_before = time.perf_counter(), self.tokens_total
            line, stopping = self.train_step(batch, bool(stop))
            step_s = data_wait_s + time.perf_counter() - step_started
            num_tokens = self.tokens_total - tokens_before
            line |= {"tokens_per_s": num_tokens / step_s, "step_s": step_s, "data_wait_s": data_wait_s}
            if stopping or _due(self.step, config.checkpoint_every):
                checkpoint_s = self.save()
            reporter.step({**line, **facts, "checkpoint_s": checkpoint_s})
            if stopping:
                break
            if _due(self.step, config.eval_every) and self.step < config.num_steps:
                self.evaluate()
        self.save()
        if not stopping:
            self.evaluate()
        reporter.state("preempted" if stopping else "done", self.step)
        return TrainReport(
            run=config.run,
            step=self.step,
            steps=config.num_steps,
            preempted=stopping,
            loss_nats=math.nan if line.get("loss_nats") is None else line["loss_nats"],
            tokens_total=self.tokens_total,
            skipped_steps=self.skipped_steps,
            seconds=time.perf_counter() - started,
            checkpoint=self.checkpoint,
        )

    def _batches(self, stop: StopSignal) -> Iterator[tuple[dict[str, Any], dict[str, Any], float]]:
        """The batches that are left, each with what the loader says of it and the seconds it was waited
        for."""
        batches = iter(self.loader) if self.step < self.config.num_steps else iter(())
        # around the first batch, when workers are forked
        shield: contextlib.AbstractContextManager[None] = stop.deferred()
        while self.step < self.config.num_steps:
            started = time.perf_counter()
            with shield:
                facts = self._loader_facts()
                batch = next(batches, None)
            if batch is None:
                return
            self.last_batch, shield = int(batch["batch_index"]), contextlib.nullcontext()
            yield batch, facts, time.perf_counter() - started

    def save(self) -> float:
        """Write a checkpoint of the steps taken, unless there is one; returns the seconds it took."""
        if self.step == self.saved_step:
            return 0.0
        started = time.perf_counter()
        state = {
            "v": 1,
            "step": self.step,
            "batch": self.last_batch,
            "tokens_total": self.tokens_total,
            "skipped_steps": self.skipped_steps,
            "world_size": self.world.size,
            "model": asdict(self.model.config),
            "loader": self.loader.state_dict(after=self.last_batch),
        }
        self.checkpoint = checkpoint.save(self.folder, self.model, self.optimizer, state, self.config.keep)
        self.saved_step = self.step
        return time.perf_counter() - started

    def resume(self) -> None:
        """Go on from the latest checkpoint, if there is one."""
        expected = {"model": asdict(self.model.config)}
        state = checkpoint.load(
            self.folder, self.model, self.optimizer, expected, fallback=self.config.resume == "fallback"
        )
        if state is None:
            return
        self.loader.load_state_dict(state["loader"])
        self.step = self.saved_step = state["step"]
        self.last_batch, self.checkpoint = state["batch"], f"step-{self.step:08d}"
        self.tokens_total, self.skipped_steps = state["tokens_total"], state["skipped_steps"]
        if state["world_size"] != self.world.size:
            self._seed_dropout()
        log.info("going on from step %d", self.step)

    def evaluate(self) -> None:
        """Score the model on held-out documents and add a line to eval.jsonl, unless this step has one."""
        config = self.config
        done = any(line.get("step") == self.step for line in read_lines(self.folder.evaluations))
        if not config.eval_documents or on_rank_0(lambda: done):
            return
        exam = Exam(split=config.eval_split, documents=config.eval_documents, dtype=self.dtype)
        figures = evaluate(self.model, open_corpus(config.corpus), config.stream, exam, self.world)
        on_rank_0(lambda: record(self.folder, {"step": self.step, **figures}))
        loss, excess = figures["loss_nats"], figures["excess_nats"]
        log.info("step %d, %s: loss %s, excess %s nats a token", self.step, exam.split, loss, excess)

    def _seed_dropout(self) -> None:
        """A stream of its own for each rank, and for each step at which the world size has changed."""
        name = f"{self.config.seed} dropout {self.world.rank} {self.world.size} {self.step}"
        torch.manual_seed(int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "little"))

    def close(self) -> None:
        """Let go of DDP while the process group is there.

        Freed after it, its reducer would be the group's last owner: it joins gloo's thread while holding the
        GIL, for which that thread waits when it has just ended a collective (seen with torch 2.13).
        """
        del self.ddp

    def _loader_facts(self) -> dict[str, Any]:
        """What the loader says of the next batch, by the frozen names."""
        stats = self.loader.cache_stats()
        return {
            "domain_weight": self._domain_weights(),
            "cache_hits": {tier: counts["hits"] for tier, counts in stats.items()},
            "cache_misses": {tier: counts["misses"] for tier, counts in stats.items()},
        }

    def _domain_weights(self) -> dict[str, float]:
        """The mixture in force at the next batch, by domain."""
        shares = dict.fromkeys((domain for domain, _ in self.loader.cells), 0.0)
        for (domain, _), weight in zip(self.loader.cells, self.loader.weights().values(), strict=True):
            shares[domain] += weight
        return shares


def _due(step: int, every: int) -> bool:
    return every > 0 and step % every == 0


def _dtype(config: RunConfig, device: torch.device) -> torch.dtype:
    """What matrices are multiplied in."""
    if config.dtype == "auto":
        native = device.type == "cuda" and torch.cuda.is_bf16_supported(including_emulation=False)
        return torch.bfloat16 if native else torch.float32
    return torch.bfloat16 if config.dtype == "bfloat16" else torch.float32


def _check_folder(config: RunConfig) -> None:
    """Refuse a folder that is somebody else's, and a run that is being trained at this moment."""
    run = RunDir(Path(config.run))
    if not run.path.is_dir():
        return
    if not run.config.exists() and not run.journal.exists() and any(run.path.iterdir()):
        raise OutputExistsError(config.run, "is not empty and holds no run")
    if config.resume == "never" and run.config.exists():
        raise OutputExistsError(config.run, "holds a run, and resume is `never`")
    said = run.read_status()
    if said.get("state") in ("starting", "running") and is_alive(said):
        raise ForgeError(f"run {config.run!r} is being trained by process {said['pid']}; stop that one first")
