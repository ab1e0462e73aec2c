"""The whole journey in seven steps: what `dataforge demo` and `make demo` run.

Each step is one call of the library, as a user would make it; nothing here is known only to the demo.
"""

from __future__ import annotations

import importlib.util
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dataforge.errors import ForgeError, MissingExtraError, OutputExistsError
from dataforge.presets import RecipePreset, recipe_yaml, run_yaml
from dataforge.recipe import NOMINAL_BYTES_PER_TOKEN, Recipe

POLL_S = 0.2
TRAINING_DEADLINE_S = 900.0
MARK = "demo.json"


@dataclass(frozen=True)
class Scale:
    """How large the demo is: sizes as in a recipe, steps, vocabulary, processes before and after the kill."""

    train: str = "24 MB"
    val: str = "500 kB"
    steps: int = 240
    vocab_size: int = 2048
    nproc: int = 2
    nproc_after: int = 1


@dataclass
class Demo:
    """The journey; call its steps in order.

    Args:
        out: gets recipe.yaml, corpus/, tokenizer.json, run.yaml, run/, report.html. An earlier demo there is
            replaced, anything else refused.
        say: takes a line of rich markup for people.
    """

    out: Path
    scale: Scale
    say: Callable[[str], None]
    figures: dict[str, Any] = field(default_factory=dict)
    verdict: str = ""

    def write_recipe(self) -> str:
        """Step 1: the recipe's YAML, written with its lock. MissingExtraError before anything is written."""
        for package, extra in (("torch", "train"), ("tokenizers", "train"), ("plotly", "report")):
            if importlib.util.find_spec(package) is None:
                raise MissingExtraError(package, extra)
        from dataforge.generators.resolve import resolve

        if self.out.exists() and any(self.out.iterdir()):
            if not (self.out / MARK).is_file():
                raise OutputExistsError(str(self.out), "is not empty and holds no earlier demo")
            for name in ("corpus", "run", "cache"):
                shutil.rmtree(self.out / name, ignore_errors=True)
        self.out.mkdir(parents=True, exist_ok=True)
        (self.out / MARK).write_text("{}\n")
        text = recipe_yaml(RecipePreset(name="demo", train=self.scale.train, val=self.scale.val))
        (self.out / "recipe.yaml").write_text(text, "utf-8")
        self.lock = resolve(Recipe.load(self.out / "recipe.yaml"))
        self.lock.save(self.out / "recipe.lock")
        return text

    def sample(self) -> tuple[dict[str, Any], str]:
        """Step 1: one document of the recipe, and the verdict of its verifier."""
        from dataforge.generators.verify import check_text
        from dataforge.shards.corpus import open_corpus

        corpus = open_corpus(self.out / "recipe.yaml")
        number = corpus.num_documents() * 62 // 100
        record = corpus.document(number)
        problem = check_text(record["domain"], record["genre"], record["text"], record["check"])
        return record, problem or "proven: every fact was read back from the text alone and equals the check"

    def generate(self, progress: Callable[[int, int, int, float], None]) -> None:
        """Step 2: the corpus, on all cores."""
        from dataforge.engines.local import write_corpus

        begin, last = time.monotonic(), (0, 0, 0, 0.0)

        def tell(*state: Any) -> None:
            nonlocal last
            last = state
            progress(*state)

        corpus = write_corpus(self.lock, self.out / "corpus", progress=tell)
        seconds = time.monotonic() - begin
        documents, _, text_bytes, _ = last
        self.figures["generate"] = {"documents": documents, "text_bytes": text_bytes, "s": seconds}
        per_s = text_bytes / seconds
        tokens = per_s / NOMINAL_BYTES_PER_TOKEN / 1e6
        self.say(
            f"{documents:,} documents, {text_bytes / 1e6:.1f} MB of text in {seconds:.1f} s: "
            f"{per_s / 1e6:.1f} MB/s, {tokens:.1f} M tokens/s; sealed as {corpus.sha256[:16]}"
        )

    def verify(self) -> None:
        """Step 3: everything in the corpus against everything that is known of it."""
        from dataforge.shards.verify import verify

        report = verify(self.out / "corpus")
        for finding in report.findings[:10]:
            self.say(str(finding))
        if not report.ok:
            raise ForgeError(f"the corpus did not verify: {len(report.findings)} findings")
        rate = report.text_bytes / 1e6 / report.elapsed_s
        self.figures["verify"] = {"documents": report.documents, "mb_per_s": rate, "s": report.elapsed_s}
        self.say(
            f"{report.shards} shards, {report.documents:,} documents: all true, read back at {rate:.1f} MB/s"
        )

    def train_until_killed(self) -> None:
        """Steps 4 and 5: train on two processes, and kill them all half-way."""
        from dataforge.shards.corpus import open_corpus
        from dataforge.streaming.tokens import train_tokenizer
        from dataforge.train.launch import launch

        corpus = open_corpus(self.out / "corpus")
        train_tokenizer(corpus, self.out / "tokenizer.json", self.scale.vocab_size)
        (self.out / "run.yaml").write_text(run_yaml(self.out, self.scale.steps), "utf-8")
        half = self.scale.steps * 13 // 24  # not where a checkpoint is: some batches will be given again
        begin = time.monotonic()
        with launch(self.out / "run.yaml", self.scale.nproc) as job:
            step = self._watch(job, stop_at=half)
            job.kill()
        self.figures["killed_at"] = step
        self.say(
            f"killed all {self.scale.nproc} processes at step {step}, "
            f"{time.monotonic() - begin:.0f} s after the start"
        )

    def resume(self) -> None:
        """Step 5: the same command with another world size goes on from the latest checkpoint."""
        from dataforge.observe.rundir import RunDir
        from dataforge.train.launch import launch

        begin = time.monotonic()
        self.say(
            f"resume from {RunDir.open(self.out / 'run').latest_checkpoint()} "
            f"with {self.scale.nproc_after} process"
        )
        with launch(self.out / "run.yaml", self.scale.nproc_after, settings=["num_workers=1"]) as job:
            self._watch(job, stop_at=None)
            if job.wait() != 0:
                raise ForgeError(f"the resumed training failed: {job.error}")
        self.figures["resume_s"] = time.monotonic() - begin
        self._say_evaluation()

    def _watch(self, job: Any, stop_at: int | None) -> int:
        """Say how training goes, every ten steps or so; returns at `stop_at` or when the job ends."""
        from dataforge.observe.metrics import read_metrics

        metrics, said, step = self.out / "run" / "metrics.jsonl", -1, 0
        deadline = time.monotonic() + TRAINING_DEADLINE_S
        while time.monotonic() < deadline:
            running = job.poll() is None
            lines = read_metrics(metrics) if metrics.is_file() else []
            step = int(lines[-1]["step"]) if lines else 0
            if lines and step // 10 > said // 10:
                said = step
                last = lines[-1]
                excess = (
                    f", {last['excess_nats']:.3f} above the floor"
                    if last.get("excess_nats") is not None
                    else ""
                )
                self.say(
                    f"step {step:>4}  loss {_figure(last['loss_nats'])} nats a token{excess}  "
                    f"{last['tokens_per_s']:,.0f} tokens/s"
                )
            if stop_at is not None and step >= stop_at:
                return step
            if not running:
                if stop_at is not None:
                    raise ForgeError(f"training ended before it could be killed: {job.error}")
                return step
            time.sleep(POLL_S)
        raise ForgeError(
            f"training took longer than {TRAINING_DEADLINE_S:.0f} s on this machine; "
            f"look at {self.out}/run.log"
        )

    def _say_evaluation(self) -> None:
        from dataforge.observe.rundir import read_lines

        lines = list(read_lines(self.out / "run" / "eval.jsonl"))
        if lines:
            last = lines[-1]
            self.figures["val"] = {k: last[k] for k in ("loss_nats", "floor_nats", "excess_nats")}
            self.say(
                f"val: loss {_figure(last['loss_nats'])} nats a token, floor {_figure(last['floor_nats'])}, "
                f"excess {_figure(last['excess_nats'])}"
            )

    def audit(self) -> None:
        """Step 5: what every rank was really given is what the journal dictates."""
        from dataforge.streaming.audit import audit

        report = audit(self.out / "run")
        self.figures["audit"] = {"ok": report.ok, "batches": report.batches, "documents": report.documents}
        self.say(str(report))
        if not report.ok:
            raise ForgeError("the audit failed")
        self.verdict = f"{report.documents:,} documents in {report.batches} batches: none twice, none missing"

    def replay(self) -> None:
        """Step 6: every decision again, from the journal alone."""
        from dataforge.curriculum.replay import replay

        report = replay(self.out / "run")
        self.figures["replay"] = {"windows": report.windows, "ok": report.ok, "head": report.head}
        self.say(str(report))
        if not report.ok:
            raise ForgeError("the replay differs from the journal")

    def report(self) -> None:
        """Step 7: the run as one HTML file."""
        from dataforge.observe.report import write_report

        facts = {"audit": self.verdict}
        path = write_report(self.out / "run", self.out / "report.html", facts)
        self.figures["report"] = str(path)
        self.say(f"[b]{path.resolve()}[/b]")


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
