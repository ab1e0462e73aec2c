"""The few collectives that ranks need to decide together, on a gloo group of their own; without
torch.distributed, none.

All of these are called by every rank, in the consumer's thread, in the same order.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
import torch
import torch.distributed as dist
from numpy.typing import NDArray

from dataforge.errors import ForgeError, StateError, UsageError
from dataforge.streaming.carry import Carried

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

    def on_keeper(self, work: Callable[[], T]) -> T:
        """Do it on the keeper; its result, or its error, comes to every process (pickled, within the run)."""
        if self._group is None:
            return work()
        box: list[Any] = [None]
        if self.keeper:
            try:
                box = [work()]
            except ForgeError as exc:
                box = [Carried.of(exc)]
        dist.broadcast_object_list(box, src=0, group=self._group)
        if isinstance(box[0], Carried):
            raise box[0].unpack()
        result: T = box[0]
        return result

    def agree(self, failure: ForgeError | None, fields: dict[str, int], what: str) -> None:
        """Check that no process has failed and that all hold the same; also a barrier.

        Raises:
            ForgeError: `failure`, on the process that has it.
            StateError: on every other process, when one has failed or a field differs; names the field.
        """
        values = np.array([int(failure is not None), *fields.values()], np.int64)
        everyone = self.gather(values)
        if failure is not None:
            raise failure
        for column, name in enumerate(["failure", *fields]):
            differing = np.flatnonzero(everyone[:, column] != everyone[0, column]).tolist()
            if differing:
                others = ", ".join(map(str, differing))
                raise StateError(
                    f"ranks disagree on {what}: {name} of rank {others} is not that of rank 0; "
                    "see rank 0's messages, and whether all run the same code and checkpoint",
                    field=name,
                    expected=int(everyone[0, column]),
                    found=int(everyone[differing[0], column]),
                )
