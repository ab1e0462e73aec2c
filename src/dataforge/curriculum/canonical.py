"""Canonical JSON: one byte string for one value, so that a hash can be its identity."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any, NoReturn

import numpy as np

from dataforge.errors import UsageError

__all__ = ["canonical", "parse", "sha256_of"]


def canonical(value: object) -> bytes:
    """UTF-8 of sorted keys without spaces; a value outside dict, list, str, int, bool is a `UsageError`.

    Floats are refused: their text differs between libraries, and no decision needs one.
    """
    return json.dumps(_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def sha256_of(value: object) -> str:
    """SHA-256 of the canonical JSON of `value`, in hex."""
    return hashlib.sha256(canonical(value)).hexdigest()


def parse(line: bytes) -> Any:
    """Read JSON that must already be canonical; anything else is a `ValueError`.

    The comparison with our own rendering refuses doubled keys, spaces, floats and other spellings in one go.
    """
    try:
        value = json.loads(line, parse_float=_refuse, parse_constant=_refuse)
        if canonical(value) != line:
            raise ValueError("not canonical JSON")
    except (RecursionError, UsageError, UnicodeError) as exc:
        raise ValueError(str(exc)) from exc
    return value


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"number {text[:40]!r} is not an integer")


def _plain(value: object) -> object:
    """The same value in JSON's own types; numpy integers become ints, tuples become lists."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, np.integer):
        return int(value)
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                raise UsageError(f"key {key!r} of a state or record must be a string")
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    raise UsageError(
        f"value {value!r} ({type(value).__name__}) cannot stand in a state or record; "
        "use integers, strings, lists, dicts"
    )
