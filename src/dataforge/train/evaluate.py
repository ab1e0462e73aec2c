"""How far a model is from the floor, on documents that it was not trained on.

The first documents of every cell are read, packed into rows and scored. Per document the sum of its losses is set against its floor; per
group (all, domain, level, cell, genre) the excess is sum(loss - floor) / sum(tokens). Standard errors are those of a ratio of sums over
documents (Cochran 1977, section 6.4): tokens of one document are not independent, documents are.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
import torch.distributed as dist
from numpy.typing import NDArray

from dataforge.errors import StorageError
from dataforge.observe.rundir import RunDir, read_lines
from dataforge.plan.pack import pack
from dataforge.recipe import Cell
from dataforge.streaming.stream import Stream
from dataforge.streaming.tokens import Tokenizer, load_tokenizer
from dataforge.train import checkpoint
from dataforge.train.config import RunConfig
from dataforge.train.distributed import World, on_rank_0, process_group
from dataforge.train.model import GPT

if TYPE_CHECKING:
    from dataforge.shards.corpus import Corpus

__all__ = ["Exam", "evaluate", "evaluate_run", "record"]

NATS = math.log(2.0) / 65536.0  # of 1/65536 bit


@dataclass(frozen=True, kw_only=True)
class Exam:
    """Which documents to score, and how many rows at a time."""

    split: str = "val"
    documents: int = 16
    """a cell: its first ones"""
    batch_rows: int = 16
    dtype: torch.dtype = torch.float32


@dataclass(frozen=True)
class _Document:
    cell: Cell
    genre: str
    tokens: NDArray[np.integer[Any]]
    """as the model sees them: opening token, text, and EOD unless the document was cut"""
    floor_nats: float
    """NaN when it is unknown"""


class _Tally:
    """Sums over documents, from which a ratio and its standard error come; tallies add up."""

    def __init__(self) -> None:
        self.sums = np.zeros(8)  # documents, tokens, loss, loss^2, loss * tokens, tokens^2, floor, loss of none

    def add(self, value: float, tokens: int) -> None:
        self.sums += (1, tokens, value, value * value, value * tokens, tokens * tokens, 0, 0)
