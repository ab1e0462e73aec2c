"""The fuzz target's parsers on real files, on what fuzzing once found, and on thousands of damages."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tests.fuzz.parsers import FOUND, NAMES, PARSERS, feed, seeds, try_parser

DAMAGES = 400


@pytest.fixture(scope="module")
def taken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return dict(seeds(tmp_path_factory.mktemp("seeds")))


def test_every_parser_takes_its_seed(taken: dict[str, bytes]) -> None:
    """Each parser has a real input that it takes, so that fuzzing begins behind the first check."""
    assert sorted(taken) == NAMES
    for name, raw in taken.items():
        if name.startswith("frames."):
            with pytest.raises(ValueError, match="not 4194304"):  # all of it was decoded: that it is shorter
                PARSERS[name](raw)
        else:
            PARSERS[name](raw)


@pytest.mark.parametrize("path", sorted(FOUND.glob("*-*")), ids=lambda path: path.name)
def test_what_was_found_is_mended(path: Path) -> None:
    """An input that once was neither taken nor refused."""
    name, _, _ = path.name.rpartition("-")
    feed(path.read_bytes()) if name == "all" else try_parser(name, path.read_bytes())


@pytest.mark.parametrize("name", NAMES)
def test_damaged_inputs_are_taken_or_refused(name: str, taken: dict[str, bytes]) -> None:
    """Bits flipped, bytes left out, doubled, made extreme: no other exception than a refusal."""
    rng = random.Random(name)
    for _ in range(DAMAGES):
        raw = bytearray(taken[name])
        for _ in range(rng.choice([1, 1, 2, 5])):
            at, size = rng.randrange(len(raw)), rng.choice([1, 2, 4, 8, 16])
            fresh = rng.choice(
                [b"", b"\0" * size, b"\xff" * size, rng.randbytes(size), raw[at : at + size] * 2]
            )
            raw[at : at + size] = fresh
        try_parser(name, bytes(raw))
