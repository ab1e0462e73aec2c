"""Where a stream stands, as a small JSON-able dict: what a checkpoint keeps of the data.

The checkpoint says where the model is; what was decided stands in the journal. A state holds the plan, the
next batch, ordinals and credits, the sums of open windows over all ranks, and the journal's head. Without a
run folder there is no journal on disk: then the state carries it.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dataforge.errors import StateError
from dataforge.plan.planner import State
from dataforge.plan.spec import PlanSpec

__all__ = ["STATE_VERSION", "Position"]

STATE_VERSION = 1
_MAX_BYTES = 256 << 20


@dataclass(frozen=True)
class Position:
    """A stream before batch `state.batch`.

    Attributes:
        closed: windows that have closed: 0 .. closed - 1.
        sums: window -> int64 [K + 1, 8], of open windows, over all ranks.
        head: hash of the journal's line of window `closed` - 1, or of its header; "" when there is no
            journal.
        journal: the journal's bytes when no run folder keeps them, else empty.
    """

    spec: PlanSpec
    state: State
    closed: int = 0
    sums: Mapping[int, NDArray[np.int64]] = field(default_factory=dict)
    head: str = ""
    journal: bytes = b""

    def to_dict(self) -> dict[str, Any]:
        """Strings, ints and dicts only: fit for JSON, and for `torch.load(weights_only=True)`."""
        return {
            "version": STATE_VERSION,
            "plan_sha256": self.spec.sha256,
            "plan": _packed(self.spec.to_json().encode()),
            "next_batch": self.state.batch,
            "ordinals": _packed_array(self.state.ordinals),
            "credits": _packed_array(self.state.credits),
            "closed": self.closed,
            "sums": {str(window): _packed_array(total) for window, total in self.sums.items()},
            "head": self.head,
            "journal": _packed(self.journal) if self.journal else "",
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any], spec: PlanSpec) -> Position:
        """Read `to_dict` back.

        Raises:
            StateError: it was made by another plan (names the first field that differs), by another
                version, or is damaged.
        """
        if not isinstance(data, Mapping) or data.get("version") != STATE_VERSION:
            found = data.get("version") if isinstance(data, Mapping) else type(data).__name__
            message = f"data state has version {found!r}, this dataforge reads version {STATE_VERSION}"
            raise StateError(message, field="version", expected=STATE_VERSION, found=found)
        try:
            plan = PlanSpec.from_dict(json.loads(_unpacked(data["plan"])))
            spec.require_equal(plan, "the data state")
            count = len(spec.cells)
            position = cls(
                spec=spec,
                state=State(
                    int(data["next_batch"]),
                    _unpacked_array(data["ordinals"], (count,)),
                    _unpacked_array(data["credits"], (count,)),
                ),
                closed=int(data["closed"]),
                sums={int(w): _unpacked_array(total, (count + 1, 8)) for w, total in data["sums"].items()},
                head=str(data["head"]),
                journal=_unpacked(data["journal"]) if data["journal"] else b"",
            )
        except (KeyError, TypeError, ValueError, zlib.error) as exc:
            raise StateError(f"data state is damaged ({exc}); resume from an older checkpoint") from exc
        if int(position.state.ordinals.sum()) != position.state.batch * spec.batch_size:
            message = f"data state is damaged: its rows do not add up to {position.state.batch} batches"
            raise StateError(message, field="ordinals")
        return position


def _packed(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data, 9)).decode()


def _unpacked(text: str) -> bytes:
    machine = zlib.decompressobj()
    data = machine.decompress(base64.b64decode(text, validate=True), _MAX_BYTES)
    if not machine.eof:
        raise ValueError("cut short, or too large")
    return data


def _packed_array(values: NDArray[np.int64]) -> str:
    """Bytes of equal weight stand together: small numbers then cost little."""
    planes = np.ascontiguousarray(values, dtype="<i8").view(np.uint8).reshape(-1, 8).T
    return _packed(planes.tobytes())


def _unpacked_array(text: str, shape: tuple[int, ...]) -> NDArray[np.int64]:
    planes = np.frombuffer(_unpacked(text), np.uint8).reshape(8, -1).T
    return np.ascontiguousarray(planes).view("<i8").reshape(shape).astype(np.int64)
