"""`dataforge generate`: write a corpus."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from dataforge.cli.show import console, is_terminal, print_json
from dataforge.errors import UnknownNameError, UsageError
from dataforge.recipe import AUTO, NOMINAL_BYTES_PER_TOKEN, Lock

CODECS = ("zstd", "lz4", "gzip", "bz2", "xz", "none", "auto")
ENGINES = ("local", "ray")


class Rate:
    """Draws documents, MB/s and tokens/s while a corpus is written; keeps the last figures."""

    def __init__(self, quiet: bool):
        self.documents, self.text_bytes, self.elapsed_s = 0, 0, 0.0
        self._bar = Progress(
            TextColumn("[b]generate[/b]"),
            BarColumn(),
            TextColumn("{task.completed:,.0f}/{task.total:,.0f} documents  {task.fields[rate]}"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            disable=quiet or not is_terminal(),
        )
        self._task = self._bar.add_task("generate", total=1, rate="")

    def __enter__(self) -> Rate:
        self._bar.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self._bar.stop()

    def __call__(self, done: int, total: int, text_bytes: int, elapsed_s: float) -> None:
        self.documents, self.text_bytes, self.elapsed_s = done, text_bytes, elapsed_s
        self._bar.update(self._task, completed=done, total=total, rate=self.rate)

    @property
    def rate(self) -> str:
        """`12.3 MB/s, 3.1 M tokens/s` (4 bytes of text a token)."""
        per_s = self.text_bytes / max(self.elapsed_s, 1e-9)
        return f"{per_s / 1e6:.1f} MB/s, {per_s / NOMINAL_BYTES_PER_TOKEN / 1e6:.1f} M tokens/s"


def generate(
    recipe: Annotated[Path, typer.Argument(help="A recipe (.yaml) or a recipe.lock.")],
    out: Annotated[
        str,
        typer.Option(help="A folder or s3://, gs://, az:// prefix: empty, or the same corpus unfinished."),
    ] = "",
    workers: Annotated[int | None, typer.Option(help="Processes a machine; all cores by default.")] = None,
    codec: Annotated[
        str,
        typer.Option(help="zstd, lz4, gzip, bz2, xz, none, or auto: measured. Instead of the recipe's."),
    ] = "",
    level: Annotated[int | None, typer.Option(help="Of compression, instead of the recipe's.")] = None,
    task: Annotated[
        str, typer.Option(help="I/N: be task I of N on a shared place; auto: as Slurm or Kubernetes says.")
    ] = "",
    engine: Annotated[str, typer.Option(help="local, or ray: all cores of a Ray cluster.")] = "local",
    address: Annotated[str, typer.Option(help="Of the Ray cluster: auto, HOST:6379, ray://HOST:10001.")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Predict size, time and cost; write nothing.")
    ] = False,
    machines: Annotated[int, typer.Option(help="For --dry-run: how many.", min=1)] = 1,
    price_per_core_hour: Annotated[float, typer.Option(help="For --dry-run: in any currency.")] = 0.0,
    disk_mb_s: Annotated[float | None, typer.Option(help="For --dry-run: of each machine.")] = None,
    bandwidth_mb_s: Annotated[
        float | None,
        typer.Option(help="For --codec auto: what a trainer reads at. For --dry-run: of each machine."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")] = False,
) -> None:
    """Write the corpus of a recipe: compressed WebDataset shards, a manifest and a seal.

    Stopped at any moment, the same command goes on where it was and ends with the same content.

    Example:  `dataforge generate recipe.yaml --out corpus/ --workers 2 --codec none`

    Example:  `dataforge generate recipe.yaml --out corpus/ --codec auto --bandwidth-mb-s 200`

    Example:  `dataforge generate recipe.yaml --out s3://bucket/corpus --task 3/8`

    Example:  `dataforge generate recipe.yaml --dry-run --machines 8 --price-per-core-hour 0.04`
    """
    from dataforge.generators.resolve import lock_of
    from dataforge.shards.places import place_of

    if engine not in ENGINES:
        raise UnknownNameError("engine", engine, ENGINES)
    if engine == "ray" and task:
        raise UsageError("--task and --engine ray do not go together: Ray deals out the work itself")
    if not (out or dry_run):
        raise UsageError("nowhere to write to; give --out FOLDER, or --dry-run to see what it takes")
    lock = _with_codec(lock_of(recipe), codec, level, bandwidth_mb_s)
    if dry_run:
        from dataforge.cli.predict import show_prediction
        from dataforge.engines.predict import Means
        from dataforge.shards.pool import num_cores

        place = place_of(out) if out else None
        room = _room(place.folder if place else None)
        cores = num_cores() if workers is None else workers
        means = Means(cores, machines, price_per_core_hour, disk_mb_s, bandwidth_mb_s, room)
        show_prediction(lock, place, means, as_json, quiet)
        return
    with Rate(quiet or as_json) as rate:
        if task:
            told = _task(lock, out, task, workers, rate)
        else:
            told = _corpus(lock, out, engine, address, workers, rate)
    figures = {"documents": rate.documents, "text_bytes": rate.text_bytes, "elapsed_s": rate.elapsed_s}
    if as_json:
        print_json({"path": out, "recipe_id": lock.recipe_id, **told, **figures})
    elif not quiet:
        if task:
            console().print(
                f"task {told['task']} of {told['tasks']}: wrote {told['shards']} shards; of others it took "
                f"{told['stolen']} units of work, {told['overtaken']} of them from the dead"
            )
        console().print(
            f"{rate.documents:,} documents, {rate.text_bytes / 1e6:.1f} MB of text "
            f"in {rate.elapsed_s:.1f} s: {rate.rate}\n"
            f"sealed {out} as {told['sha256'][:16]} (recipe {lock.recipe_id[:16]})"
        )


def _with_codec(lock: Lock, codec: str, level: int | None, bandwidth_mb_s: float | None) -> Lock:
    if codec and codec not in CODECS:
        raise UnknownNameError("codec", codec, CODECS)
    auto = (codec or lock.recipe.codec) == AUTO
    if not codec and level is None and not (auto and bandwidth_mb_s is not None):
        return lock
    return lock.with_codec(codec or lock.recipe.codec, level, bandwidth_mb_s if auto else None)


def _corpus(
    lock: Lock, out: str, engine: str, address: str, workers: int | None, rate: Rate
) -> dict[str, Any]:
    if engine == "ray":
        from dataforge.engines.cluster import write_on_ray

        return {"sha256": write_on_ray(lock, out, address=address or None, progress=rate).sha256}
    from dataforge.engines.local import write_corpus

    return {"sha256": write_corpus(lock, out, workers=workers, progress=rate).sha256}


def _task(lock: Lock, out: str, task: str, workers: int | None, rate: Rate) -> dict[str, Any]:
    from dataforge.engines.schedulers import task_of
    from dataforge.engines.tasks import write_task

    return vars(write_task(lock, out, task_of(task), workers=workers, progress=rate))


def _room(folder: Path | None) -> int | None:
    """Free bytes where a folder is, or will be; None of a store."""
    if folder is None:
        return None
    there = next((path for path in (folder, *folder.absolute().parents) if path.exists()), Path("/"))
    return shutil.disk_usage(there).free
