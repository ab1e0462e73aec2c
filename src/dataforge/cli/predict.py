"""What `dataforge generate --dry-run` shows."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from rich.console import Console

from dataforge.cli.show import console, print_json, table
from dataforge.engines.predict import Means, Prediction, grown, measure, predict, predict_scales
from dataforge.recipe import Lock
from dataforge.shards.places import Place

_BYTES = ("B", "kB", "MB", "GB", "TB", "PB", "EB")
_TIMES = ((60.0, 1.0, "s"), (3600.0, 60.0, "min"), (172_800.0, 3600.0, "h"), (6.3e7, 86_400.0, "days"))
_YEAR_S = 31_557_600.0
_WHY = {
    "cores": "cores: more workers or machines make it faster",
    "disk": "disk: a faster one, or more machines with their own, make it faster",
    "network": "network: more of it makes it faster",
    "room": "room: the place is too small for it",
    "shards": "shards: too many for a folder; larger shards, or the recipe as a virtual corpus",
}


def show_prediction(lock: Lock, place: Place | None, means: Means, as_json: bool, quiet: bool) -> None:
    """Measure, predict, print; nothing is written."""
    with Console(stderr=True).status("measuring") as status:
        if as_json or quiet:
            status.stop()

        def told(done: int, total: int) -> None:
            status.update(f"measured {done}/{total} cells")

        rates = measure(lock, progress=told)
        large = rates if grown(lock) == lock else measure(grown(lock), progress=told)
    own, scales = predict(lock, rates, means), list(predict_scales(lock, rates, means, large=large))
    if as_json:
        cells = {cell.name: asdict(rate) for cell, rate in rates.items()}
        data = {"recipe": _data(own), "scales": [_data(each) for each in scales]}
        print_json({"out": str(place) if place else None, "means": asdict(means), **data, "cells": cells})
    elif not quiet:
        headers = ("tokens", "text", "on disk", "shards", "core hours", "time", "cost", "binds")
        rows = [["recipe", *_row(own)], *([f"1e{i}", *_row(each)] for i, each in enumerate(scales, 6))]
        console().print(table(headers, rows))
        last = f"\nthe recipe's {own.tokens:,} tokens are bound by {_WHY[own.binds]}"
        console().print(last, soft_wrap=True)


def _data(prediction: Prediction) -> dict[str, Any]:
    return {**asdict(prediction), "fits": prediction.fits}


def _row(each: Prediction) -> list[str]:
    sizes = [_bytes(each.text_bytes), _bytes(each.file_bytes)]
    return [
        *sizes,
        _count(each.shards),
        _count(each.core_hours),
        _time(each.elapsed_s),
        _count(each.cost),
        each.binds,
    ]


def _count(value: float) -> str:
    if value < 10**5:
        return f"{value:,.2f}".removesuffix(".00")
    return f"{value:.2e}".replace("e+0", "e").replace("e+", "e")


def _bytes(count: float) -> str:
    for unit in _BYTES:
        if count < 1000 or unit == _BYTES[-1]:
            return f"{count:.3g} {unit}"
        count /= 1000
    raise AssertionError


def _time(seconds: float) -> str:
    for limit, unit_s, name in _TIMES:
        if seconds < limit:
            return f"{seconds / unit_s:.3g} {name}"
    return f"{seconds / _YEAR_S:,.3g} years"
