"""Rows per block of a finite corpus in token mode: counted once, before batch 0, and kept beside the corpus.

`rows-<tokenizer>-<seq_len>-<split>.parquet` has a record a block: domain, level, block, rows, and the
lengths of its documents, so another block size is packed anew without reading the corpus again. Corpus seal
and tokenizer digest stand in its metadata and are compared; what does not fit is made again.
"""

from __future__ import annotations

import fcntl
import logging
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from dataforge.errors import StorageError
from dataforge.plan.order import CellOrder
from dataforge.plan.pack import pack

if TYPE_CHECKING:
    from dataforge.plan.spec import PlanSpec
    from dataforge.streaming.rows import RowSource

__all__ = ["load_orders", "make_orders", "save_orders", "sidecar_name"]

log = logging.getLogger(__name__)

_TASK_BLOCKS = 16
_ALONE_BYTES = (
    16 << 20
)  # less text than this is counted sooner by one process than by several that must start
_SCHEMA = pa.schema(
    [
        ("domain", pa.string()),
        ("level", pa.int64()),
        ("block", pa.int64()),
        ("rows", pa.int64()),
        ("lengths", pa.list_(pa.int32())),
    ]
)

Lengths = list[list[list[int]]]  # [cell][block][document]


def sidecar_name(spec: PlanSpec) -> str:
    """The file's name, for a tokenizer, row length and split."""
    return f"rows-{spec.tokenizer_sha256[:12]}-{spec.seq_len}-{spec.split}.parquet"


def make_orders(
    source: RowSource, folders: Sequence[Path], num_processes: int | None = None
) -> list[CellOrder]:
    """The order of every cell; counts the rows of a finite corpus in token mode if no sidecar holds them yet.

    Args:
        folders: where the sidecar is looked for, and made in the first that can be written.
        num_processes: to count with; None: as many as this process may use.
    """
    spec = source.spec
    cells = range(len(spec.cells))
    counts: list[NDArray[np.int64] | tuple[int, int]]
    if spec.mode == "documents":
        counts = [_whole_blocks(source, cell) for cell in cells]
    elif spec.block_rows:
        counts = [(source.num_blocks(cell), spec.block_rows) for cell in cells]
    else:
        counts = list(_counted(source, folders, num_processes))
    return _orders(spec, counts)


def _orders(spec: PlanSpec, counts: Sequence[NDArray[np.int64] | tuple[int, int]]) -> list[CellOrder]:
    return [
        CellOrder(name, spec.seed, spec.group_blocks, count)
        for name, count in zip(spec.cell_names, counts, strict=True)
    ]


def _whole_blocks(source: RowSource, cell: int) -> NDArray[np.int64] | tuple[int, int]:
    """Document mode: a row a document."""
    size, blocks = source.spec.block_documents, source.num_blocks(cell)
    if source.corpus.virtual or source.num_documents(cell) % size == 0:
        return blocks, size
    rows = np.full(blocks, size, np.int64)
    rows[-1] = source.num_documents(cell) % size
    return rows


def save_orders(path: Path, orders: Sequence[CellOrder]) -> None:
    """Keep the rows per block of every cell, so that a run can be audited without its corpus."""
    table = pa.table(
        {
            "cell": [order.name for order in orders],
            "num_blocks": pa.array([order.num_blocks for order in orders], pa.int64()),
            "rows_per_block": pa.array([order.rows_per_block for order in orders], pa.list_(pa.int64())),
        }
    )
    _write(table, path)


def load_orders(path: Path, spec: PlanSpec) -> list[CellOrder]:
    """Read `save_orders` back."""
    table = pq.read_table(path)
    counts: list[NDArray[np.int64] | tuple[int, int]] = []
    for num_blocks, rows in zip(table["num_blocks"].to_pylist(), table["rows_per_block"], strict=True):
        values = rows.values.to_numpy()
        uniform = len(values) == 1 and num_blocks != 1
        counts.append((num_blocks, int(values[0])) if uniform else values)
    return _orders(spec, counts)


def _counted(
    source: RowSource, folders: Sequence[Path], num_processes: int | None
) -> Iterator[NDArray[np.int64]]:
    name = sidecar_name(source.spec)
    for folder in folders:
        table = _read(folder / name, source)
        if table is not None:
            break
    else:
        table = _make(source, folders, num_processes)
    metadata = table.schema.metadata or {}
    same = int(metadata[b"block_documents"]) == source.spec.block_documents
    names = np.array(
        [f"{d}-l{v:03d}" for d, v in zip(*(table[c].to_pylist() for c in ("domain", "level")), strict=True)]
    )
    rows = table["rows"].to_numpy() if same else None
    for cell, cell_name in enumerate(source.spec.cell_names):
        chosen = np.flatnonzero(names == cell_name) if names.size else np.zeros(0, np.int64)
        if rows is not None:
            yield rows[chosen]
        else:
            lengths = [n for block in table["lengths"].take(chosen).to_pylist() for n in block]
            size = source.spec.block_documents
            blocks = [lengths[i * size : (i + 1) * size] for i in range(source.num_blocks(cell))]
            yield np.array([len(pack(block, source.spec.seq_len)) for block in blocks], np.int64)


def _metadata(spec: PlanSpec) -> dict[bytes, bytes]:
    facts = {
        "version": 1,
        "corpus_sha256": spec.corpus_sha256,
        "tokenizer_sha256": spec.tokenizer_sha256,
        "split": spec.split,
        "seq_len": spec.seq_len,
    }
    return {name.encode(): str(value).encode() for name, value in facts.items()}


def _read(path: Path, source: RowSource) -> pa.Table | None:
    """The sidecar, if it is there and belongs to this corpus, tokenizer and row length."""
    try:
        table = pq.read_table(path)
        found = table.schema.metadata or {}
        documents = sum(map(len, table["lengths"]))
    except FileNotFoundError:
        return None
    except (OSError, pa.ArrowException, KeyError) as exc:
        log.warning("rows sidecar %s cannot be read (%s): counting again", path, exc)
        return None
    expected = _metadata(source.spec)
    wrong = [name.decode() for name, value in expected.items() if found.get(name) != value]
    if documents != sum(source.num_documents(cell) for cell in range(len(source.cells))):
        wrong.append("number of documents")
    if wrong or b"block_documents" not in found or table.schema.names != _SCHEMA.names:
        log.warning("rows sidecar %s is of another %s: counting again", path, ", ".join(wrong) or "version")
        return None
    return table


def _make(source: RowSource, folders: Sequence[Path], num_processes: int | None) -> pa.Table:
    """Count, and keep the result in the first folder that can be written. Processes of a node count once."""
    name = sidecar_name(source.spec)
    failure: OSError | None = None
    for folder in folders:
        try:
            with _locked(folder, name):
                table = _read(folder / name, source)
                if table is None:
                    table = _table(source, _count(source, num_processes))
                    _write(table, folder / name)
            return table
        except StorageError as exc:
            failure = failure or OSError(exc.errno, str(exc))
            log.info("no rows sidecar in %s: %s", folder, exc)
    raise StorageError(str(folders[-1]), failure or OSError("no folder given"))


@contextmanager
def _locked(folder: Path, name: str) -> Iterator[None]:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / f".{name}.lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as exc:
        raise StorageError(str(folder), exc) from exc
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _write(table: pa.Table, path: Path) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        pq.write_table(table, temporary, compression="zstd")
        os.replace(temporary, path)
    except OSError as exc:
        temporary.unlink(missing_ok=True)
        raise StorageError(str(path), exc) from exc


def _table(source: RowSource, lengths: Lengths) -> pa.Table:
    spec = source.spec
    records = [
        {
            "domain": domain,
            "level": level,
            "block": number,
            "rows": len(pack(block, spec.seq_len)),
            "lengths": block,
        }
        for (domain, level), blocks in zip(spec.cells, lengths, strict=True)
        for number, block in enumerate(blocks)
    ]
    metadata = _metadata(spec) | {b"block_documents": str(spec.block_documents).encode()}
    return pa.Table.from_pylist(records, schema=_SCHEMA.with_metadata(metadata))


def _count(source: RowSource, num_processes: int | None) -> Lengths:
    tasks = [
        (cell, first, min(first + _TASK_BLOCKS, source.num_blocks(cell)))
        for cell in range(len(source.cells))
        for first in range(0, source.num_blocks(cell), _TASK_BLOCKS)
    ]
    text_bytes = sum(c.documents * c.mean_text_bytes for c in source.corpus.cells(source.spec.split))
    processes = num_processes or (1 if text_bytes < _ALONE_BYTES else len(os.sched_getaffinity(0)))
    log.info("counting rows of %.1f MB of text with %d processes", text_bytes / 1e6, processes)
    lengths: Lengths = [[] for _ in source.cells]
    for done, ((cell, _, _), counted) in enumerate(
        zip(tasks, _run(source, tasks, processes), strict=True), start=1
    ):
        lengths[cell] += counted
        if done * 10 // len(tasks) > (done - 1) * 10 // len(tasks):
            log.info("counted rows of %d of %d groups of blocks", done, len(tasks))
    return lengths


def _run(source: RowSource, tasks: list[tuple[int, int, int]], processes: int) -> Iterator[list[list[int]]]:
    if processes == 1:
        yield from (_lengths(source, *task) for task in tasks)
        return
    # Forked, as torch's DataLoader does: a script without a main guard must not be run again by a child.
    with ProcessPoolExecutor(processes, get_context("fork"), _adopt, (source,)) as pool:
        yield from pool.map(_lengths_of_adopted, tasks)


def _lengths(source: RowSource, cell: int, first: int, last: int) -> list[list[int]]:
    return [source.lengths(cell, block) for block in range(first, last)]


_adopted: list[RowSource] = []  # set in the children of the pool only


def _adopt(source: RowSource) -> None:
    _adopted[:] = [source]


def _lengths_of_adopted(task: tuple[int, int, int]) -> list[list[int]]:
    return _lengths(_adopted[0], *task)
