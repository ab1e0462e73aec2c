"""The journal's lines: header and window records, packed, hashed and checked.

The format is docs/reference/contracts/journal.md.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dataforge.curriculum import policies, windows
from dataforge.curriculum.canonical import canonical, parse, sha256_of
from dataforge.curriculum.controller import Decision
from dataforge.curriculum.feedback import NUM_COLUMNS
from dataforge.curriculum.spec import CurriculumSpec

__all__ = [
    "HEADER_WINDOW",
    "MAX_LINE_BYTES",
    "VERSION",
    "WindowRecord",
    "header_record",
    "pack",
    "read_line",
    "sealed",
    "unpack",
    "window_record",
]

VERSION = 1
MAX_LINE_BYTES = 16 << 20
"""No line is longer; 800 cells take about 120 KB."""
HEADER_WINDOW = -1
"""The window number under which errors name the header."""

_HEADER_KEYS = ("hash", "kind", "parent", "plan", "plan_sha256", "policy_code", "v")
_WINDOW_KEYS = (
    *("bad", "batches", "credits", "effective", "events", "feedback", "hash", "kind", "late"),
    *("ordinals", "prev", "state", "v", "weights", "window"),
)
_INTEGERS = ("bad", "effective", "late", "window")
_ARRAYS = ("credits", "feedback", "ordinals", "weights")


@dataclass(frozen=True)
class WindowRecord:
    """A window's line, decoded on demand; arrays are int64 and read-only."""

    raw: Mapping[str, Any]
    """The line's JSON."""

    @property
    def window(self) -> int:
        """w."""
        return int(self.raw["window"])

    @property
    def batches(self) -> tuple[int, int]:
        """[first, last + 1): the batches whose feedback it holds."""
        first, end = self.raw["batches"]
        return int(first), int(end)

    @property
    def effective(self) -> int:
        """The first batch that `weights` governs."""
        return int(self.raw["effective"])

    @property
    def late(self) -> int:
        """Feedback that came after the window had closed, and was dropped."""
        return int(self.raw["late"])

    @property
    def bad(self) -> int:
        """Losses that were not finite, negative or huge, and were not used."""
        return int(self.raw["bad"])

    @property
    def events(self) -> list[dict[str, Any]]:
        """type, subject, before, after, evidence of each event."""
        return list(self.raw["events"])

    @property
    def state(self) -> str:
        """SHA-256 of the policy's state after the decision."""
        return str(self.raw["state"])

    @property
    def hash(self) -> str:
        """SHA-256 of the record without this field."""
        return str(self.raw["hash"])

    @cached_property
    def feedback(self) -> NDArray[np.int64]:
        """[K, 8]."""
        return unpack(self.raw["feedback"]).reshape(-1, NUM_COLUMNS)

    @cached_property
    def weights(self) -> NDArray[np.int64]:
        """[K], Q32."""
        return unpack(self.raw["weights"])

    @cached_property
    def ordinals(self) -> NDArray[np.int64]:
        """[K], rows taken of each cell before batch (w+1)U."""
        return unpack(self.raw["ordinals"])

    @cached_property
    def credits(self) -> NDArray[np.int64]:
        """[K], diffusion credits before batch (w+1)U."""
        return unpack(self.raw["credits"])


def header_record(plan: Mapping[str, Any], parent: str = "") -> dict[str, Any]:
    """The first line for a plan spec, yet without its hash."""
    return {
        "v": VERSION,
        "kind": "header",
        "plan_sha256": sha256_of(plan),
        "plan": dict(plan),
        "parent": parent,
        "policy_code": policies.code(str(plan["policy"])),
    }


def window_record(
    spec: CurriculumSpec,
    decision: Decision,
    feedback: NDArray[np.int64],
    position: tuple[NDArray[np.int64], NDArray[np.int64]],
    *,
    late: int = 0,
    bad: int = 0,
) -> dict[str, Any]:
    """The line of a decided window, yet without `prev` and `hash`, which `Journal.append` adds.

    Args:
        spec: the run.
        decision: what the window led to.
        feedback: int64 [K, 8], as the controller was given it; zeros where there was none.
        position: (ordinals, credits), int64 [K] each, as they stand before batch (w+1)U.
        late: feedback that came too late.
        bad: losses that could not be used.
    """
    ordinals, credit = position
    return {
        "v": VERSION,
        "kind": "window",
        "window": decision.window,
        "batches": list(windows.feedback_batches(decision.window, spec.window, spec.lookahead)),
        "feedback": pack(feedback),
        "late": int(late),
        "bad": int(bad),
        "weights": pack(decision.weights),
        "effective": decision.effective,
        "ordinals": pack(ordinals),
        "credits": pack(credit),
        "events": [event.to_dict() for event in decision.events],
        "state": decision.state_sha256,
    }


def pack(array: NDArray[np.int64]) -> str:
    """Base64 of little-endian int64, row after row."""
    if array.dtype != np.int64:
        raise TypeError(f"journal arrays are int64, not {array.dtype}")
    return base64.b64encode(np.ascontiguousarray(array, dtype="<i8").tobytes()).decode()


def unpack(text: str) -> NDArray[np.int64]:
    """The flat array of `pack`, read-only; `ValueError` if the text is not its output."""
    return np.frombuffer(base64.b64decode(text, validate=True), dtype="<i8").astype(np.int64, copy=False)


def sealed(record: Mapping[str, Any]) -> tuple[bytes, str]:
    """The record's line (with newline) and hash, the latter filled in."""
    body = {key: value for key, value in record.items() if key != "hash"}
    digest = hashlib.sha256(canonical(body)).hexdigest()
    return canonical({**body, "hash": digest}) + b"\n", digest


def read_line(line: bytes, window: int, prev: str, num_cells: int) -> dict[str, Any]:
    """Check one whole line (without newline) of a journal; `ValueError` says what does not fit.

    Args:
        line: as read.
        window: the number it must have; `HEADER_WINDOW` for the header.
        prev: hash of the line before; not looked at for the header.
        num_cells: K; not looked at for the header.
    """
    record = parse(line)
    if not isinstance(record, dict):
        raise ValueError("not a record")
    if record.get("v") != VERSION:
        raise ValueError(f"format version {record.get('v')!r}; this release reads version {VERSION}")
    is_header = window == HEADER_WINDOW
    if tuple(sorted(record)) != (_HEADER_KEYS if is_header else _WINDOW_KEYS):
        raise ValueError(f"fields are {', '.join(sorted(record))}")
    if record["kind"] != ("header" if is_header else "window"):
        raise ValueError(f"a record of kind {record['kind']!r}")
    if not is_header and record["window"] != window:
        raise ValueError(f"found the record of window {record['window']!r} in its place")
    if sealed(record)[1] != record["hash"]:
        raise ValueError("its content does not give its hash")
    if is_header:
        _check_header(record)
    elif record["prev"] != prev:
        raise ValueError("it does not follow the record before it")
    else:
        _check_window(record, num_cells)
    return record


def _check_header(record: Mapping[str, Any]) -> None:
    if not isinstance(record["plan"], dict) or sha256_of(record["plan"]) != record["plan_sha256"]:
        raise ValueError("its plan does not give its plan_sha256")
    if not all(isinstance(record[name], str) for name in ("parent", "policy_code")):
        raise ValueError("parent and policy_code must be strings")


def _check_window(record: Mapping[str, Any], num_cells: int) -> None:
    """Types and sizes, so that a reader may rely on them."""
    if not all(type(record[name]) is int for name in _INTEGERS) or not isinstance(record["events"], list):
        raise ValueError("a field has the wrong type")
    if not (isinstance(record["batches"], list) and [type(n) for n in record["batches"]] == [int, int]):
        raise ValueError("batches must be [first, last + 1]")
    for name in _ARRAYS:
        length = num_cells * (NUM_COLUMNS if name == "feedback" else 1)
        try:
            size = unpack(record[name]).size
        except (binascii.Error, TypeError, ValueError) as exc:
            raise ValueError(f"{name} is not base64 of int64: {exc}") from exc
        if size != length:
            raise ValueError(f"{name} holds {size} numbers, expected {length}")
