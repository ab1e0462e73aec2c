"""Guides to installing: a second opinion by recursion, and a wrong step."""

from __future__ import annotations

import json
from graphlib import TopologicalSorter
from typing import Any

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.technical.install_order import InstallOrder
from dataforge.testing import documents

GENRE = InstallOrder()
GUIDE = """\
Packages of `kiln`, a batch runner for ceramics.

- `opal` 3.4 needs `zinc` 2.0 or newer.
- `zinc` 2.1 stands alone.
- `kale` 1.0 needs `opal` 3.5 or newer and `zinc` 1.9 or newer.

Does `kale` install?

`zinc`: nothing needed; installs.
`opal`: `zinc` 2.1 covers 2.0; installs.
`kale`: `opal` 3.4 misses 3.5, `zinc` 2.1 covers 1.9; breaks.

Answer: breaks"""


def _facts(count: int = 60) -> list[dict[str, Any]]:
    levels = np.repeat(np.array((1, 50, 100)), count)
    return [
        json.loads(each)
        for each in documents(GENRE, levels, np.arange(len(levels))).column("check").to_pylist()
    ]


def test_reads_a_guide_written_by_hand() -> None:
    """Versions, requirements and the verdict are found in twelve inferences."""
    facts, cost = GENRE.read(GUIDE)
    assert facts["packages"][2] == ["kale", "1.0", [["opal", "3.5"], ["zinc", "1.9"]], "breaks"]
    assert (facts["answer"], cost) == ("breaks", 3 * 3 + 3)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("misses 3.5", "covers 3.5"),
        ("`zinc` 2.1 stands", "`zinc` 1.1 stands"),
        ("Answer: breaks", "Answer: installs"),
        ("`zinc`: nothing needed; installs.\n", ""),
    ],
)
def test_a_wrong_step_is_noticed(old: str, new: str) -> None:
    """A changed comparison, version, answer or a package left out is refused."""
    assert old in GUIDE
    with pytest.raises(ExtractError):
        GENRE.extract(GUIDE.replace(old, new))


def test_recursion_agrees() -> None:
    """A package installs just if all that it needs is new enough and installs; graphlib finds no circle."""
    for facts in _facts():
        packages = {name: (version, needs, state) for name, version, needs, state in facts["packages"]}
        assert len(
            list(TopologicalSorter({n: [d for d, _ in e[1]] for n, e in packages.items()}).static_order())
        )

        def works(name: str, known: dict[str, Any] = packages) -> bool:
            return all(float(known[dep][0]) >= float(least) and works(dep) for dep, least in known[name][1])

        assert {name: works(name) for name in packages} == {
            name: each[2] == "installs" for name, each in packages.items()
        }
