"""What a stream is: one frozen value, and the plan spec that it makes with a corpus. Loads no torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import isfinite
from typing import TYPE_CHECKING, Literal

from dataforge.errors import RecipeError
from dataforge.plan.spec import PlanSpec

if TYPE_CHECKING:
    from dataforge.recipe import LockCell
    from dataforge.shards.corpus import Corpus
    from dataforge.streaming.tokens import Tokenizer

__all__ = ["Stream", "plan_spec"]

_GROUP_BYTES = 128 << 20  # text of the blocks open at a time, all cells together
_MAX_GROUP_BLOCKS = 16
_FILL = 0.7  # how full a virtual block's rows are promised to be, from the mean document


@dataclass(frozen=True, kw_only=True)
class Stream:
    """How rows are made of a corpus and in which mixture. All but the last four fields decide batches."""

    batch_size: int
    """B: rows of a global batch, over all ranks, whatever the world size"""
    seq_len: int = 0
    """T: tokens of a row; 0 in document mode"""
    mode: Literal["tokens", "documents"] = "tokens"
    """tokens: a row is T tokens of whole documents of one cell; documents: a row is one document"""
    tokenizer: str = "bytes"
    """"bytes", or the path of a Hugging Face `tokenizers` file"""
    split: str = "train"
    seed: int = 0
    """of the order of rows; documents have their recipe's"""
    policy: str = "static"
    """who decides the mixture: static, uniform, staged, excess, or "module:Class" """
    policy_params: Mapping[str, bool | int | str] = field(default_factory=dict)
    """overrides of the policy's parameters"""
    mixture: Mapping[str, float] | None = None
    """first weights by domain, or by cell ("mathematics-l012"); None: the recipe's"""
    window: int | None = None
    """U: batches between decisions; None: max(20, ceil(4 cells / B))"""
    horizon: int = 64
    """H: batches between a decision and its effect"""
    lookahead: int = 1
    """L: batches that the trainer may fetch before it observes losses"""
    block_documents: int = 64
    """D: documents that are read, packed and cached together"""
    block_rows: int | None = None
    """R: rows a block of a virtual corpus in token mode; None: from the recipe's mean document"""
    group_blocks: int | None = None
    """G: blocks whose rows are mixed; None: as many as 128 MiB of text over all cells allow, at most 16"""
    cell_tag: bool = True
    """each document opens with a token that names its cell, outside the loss: floors are given the cell"""
    end: Literal["repeat", "stop"] = "repeat"
    """repeat: epochs without end; stop: before the first batch that a cell cannot fill in its first epoch"""
    cache_dir: str | None = None
    """where the disk tier and the rows sidecar may go; None: a folder of the user's cache"""
    memory_bytes: int = 256 << 20
    """memory tier of each process"""
    disk_bytes: int = 4 << 30
    """disk tier of the node"""
    wait_s: float = 1800.0
    """how long a worker waits for a decision before it gives up, seconds"""


def plan_spec(corpus: Corpus, stream: Stream, tokenizer: Tokenizer | None) -> PlanSpec:
    """The plan spec of a stream over a corpus; every default is filled in.

    Raises:
        RecipeError: a field is out of range, or the mixture names what is not there.
        UnknownNameError: the corpus has no such split.
    """
    from dataforge.curriculum.exact import normalise_q32
    from dataforge.curriculum.windows import default_window

    cells = corpus.cells(stream.split)
    names = tuple((cell.domain, cell.level) for cell in cells)
    weights = _weights(cells, corpus.lock.weights if stream.mixture is None else stream.mixture)
    documents = [cell.documents for cell in cells if cell.documents]
    if not documents:
        raise RecipeError(
            "holds no documents", field="stream.split", value=stream.split, remedy="use another split"
        )
    block_documents = stream.block_documents
    if corpus.virtual:
        block_documents = min(block_documents, *documents)  # every block of a virtual cell is whole
    block_rows = 0
    if corpus.virtual and stream.mode == "tokens":
        block_rows = stream.block_rows or _block_rows(cells, stream, block_documents)
    return PlanSpec(
        recipe_id=corpus.recipe_id,
        corpus_sha256=corpus.sha256,
        split=stream.split,
        mode=stream.mode,
        seq_len=stream.seq_len if stream.mode == "tokens" else 0,
        cell_tag=stream.cell_tag and stream.mode == "tokens",
        tokenizer_sha256=tokenizer.sha256 if tokenizer is not None else "",
        batch_size=stream.batch_size,
        block_documents=block_documents,
        block_rows=block_rows,
        group_blocks=stream.group_blocks or _group_blocks(cells, block_documents),
        window=stream.window or default_window(len(cells), max(1, stream.batch_size)),
        horizon=stream.horizon,
        lookahead=stream.lookahead,
        end=stream.end,
        seed=stream.seed,
        policy=stream.policy,
        policy_params=dict(stream.policy_params),
        cells=names,
        mixture=tuple(normalise_q32(weights)),
    )


def _weights(cells: Sequence[LockCell], given: Mapping[str, float]) -> list[Fraction]:
    """A weight a cell: its own if given, else its domain's, spread evenly over the levels that have rows."""
    names, domains = {cell.cell.name for cell in cells}, {cell.domain for cell in cells}
    for name, weight in given.items():
        if name not in names and name not in domains:
            remedy = f"choose from {', '.join(sorted(domains))}, or a cell such as {min(names)}"
            raise RecipeError("names no domain or cell of this split", field=f"mixture.{name}", remedy=remedy)
        if not (isfinite(weight) and weight > 0):
            remedy = "weights are positive numbers"
            raise RecipeError("is not a weight", field=f"mixture.{name}", value=weight, remedy=remedy)
    levels: dict[str, int] = {}
    for cell in cells:
        levels[cell.domain] = levels.get(cell.domain, 0) + (
            cell.documents > 0 and cell.cell.name not in given
        )
    result = []
    for cell in cells:
        own = Fraction(given.get(cell.cell.name, 0))
        share = Fraction(given.get(cell.domain, 0)) / max(levels[cell.domain], 1)
        if cell.documents and not (own or share):
            remedy = f"give a weight to {cell.domain} or to {cell.cell.name}"
            raise RecipeError(
                "leaves out a cell that has rows", field="mixture", value=cell.cell.name, remedy=remedy
            )
        result.append((own or share) if cell.documents else Fraction(0))
    return result


def _block_rows(cells: Sequence[LockCell], stream: Stream, block_documents: int) -> int:
    """R that the D documents of a block fill in every cell, judged by the recipe's mean document."""
    bytes_per_token = 1 if stream.tokenizer == "bytes" else 4
    means = [
        min(cell.mean_text_bytes // bytes_per_token + 2, stream.seq_len) for cell in cells if cell.documents
    ]
    rows = int(block_documents * min(means) * _FILL) // max(stream.seq_len, 1)
    return max(1, min(rows, block_documents))


def _group_blocks(cells: Sequence[LockCell], block_documents: int) -> int:
    open_bytes = sum(cell.mean_text_bytes * block_documents for cell in cells if cell.documents)
    return max(1, min(_MAX_GROUP_BLOCKS, _GROUP_BYTES // max(open_bytes, 1)))
