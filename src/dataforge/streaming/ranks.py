"""The few collectives that ranks need to decide together, on a gloo group of their own; without
torch.distributed, none.

All of these are called by every rank, in the consumer's thread, in the same order.
"""

from __future__ import annotations

from typing import Any, TypeVar

import numpy as np
import torch
import torch.distributed as dist
from numpy.typing import NDArray

from dataforge.errors import StateError, UsageError

__all__ = ["Ranks"]

T = TypeVar("T")


class Ranks:
    """All processes of the run. Global rank 0 keeps the journal.

    Args:
        dp_rank, dp_world_size: this process's share of the batch; with tensor or pipeline parallelism
            several processes have the same share, and the first of them writes its delivery records.
    """

    def __init__(self, dp_rank: int, dp_world_size: int) -> None:
        self._group: Any = None
        self.dp_world_size = dp_world_size
        self.rank, self.keeper, self.delivers = dp_rank, dp_rank == 0, True
        if not (dist.is_available() and dist.is_initialized()):
            return
        self._group = dist.new_group(backend="gloo")
        self.rank = dist.get_rank()
        self.keeper = self.rank == 0
        shares = self.gather(np.array([dp_rank, dp_world_size], np.int64))
        if set(shares[:, 0].tolist()) != set(range(dp_world_size)) or len(set(shares[:, 1].tolist())) != 1:
            raise UsageError(
                f"the {len(shares)} processes hold shares {sorted(set(shares[:, 0].tolist()))} of a world of "
                f"{dp_world_size}; give every process its dp_rank, and all the same dp_world_size"
            )
        self.delivers = shares[:, 0].tolist().index(dp_rank) == self.rank

    @property
    def alone(self) -> bool:
        """Whether there is no other process to agree with."""
        return self._group is None

    @property
    def can_agree(self) -> bool:
        """Whether the losses of the whole batch can be brought together."""
        return self._group is not None or self.dp_world_size == 1

    def sum(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """Sum over all processes."""
        if self._group is None:
            return values
        tensor = torch.from_numpy(values.copy())
        dist.all_reduce(tensor, group=self._group)
        return tensor.numpy()

    def gather(self, values: NDArray[np.int64]) -> NDArray[np.int64]:
        """[processes, n] of everyone's [n]."""
        if self._group is None:
            return values[None]
        mine = torch.from_numpy(values.copy())
        everyone = [torch.empty_like(mine) for _ in range(dist.get_world_size())]
        dist.all_gather(everyone, mine, group=self._group)
        return torch.stack(everyone).numpy()

    def from_keeper(self, value: T | None) -> T:
        """What the keeper holds, on every process. Pickled by torch, between processes of one run."""
        box = [value]
        if self._group is not None:
            dist.broadcast_object_list(box, src=0, group=self._group)
        result: Any = box[0]
        return result  # type: ignore[no-any-return]

    def agree(self, fields: dict[str, int], what: str) -> None:
        """Check that all processes hold the same; also a barrier.

        Raises:
            StateError: on every process; names the first field that differs, and the ranks that differ from
                rank 0.
        """
        if self._group is None:
            return
        everyone = self.gather(np.array(list(fields.values()), np.int64))
        for column, name in enumerate(fields):
            differing = np.flatnonzero(everyone[:, column] != everyone[0, column])
            if differing.size:
                raise StateError(
                    f"ranks disagree on {what}: {name} on rank {', '.join(map(str, differing.tolist()))} "
                    "is not rank 0's; do all run the same code, on the same corpus and checkpoint?",
                    field=name,
                    expected=int(everyone[0, column]),
                    found=int(everyone[differing[0], column]),
                )
