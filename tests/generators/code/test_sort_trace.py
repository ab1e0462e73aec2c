"""The genre sort-trace: passes worked by hand, and what is refused."""

from __future__ import annotations

import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.code.sort_trace import SortTrace

WRITTEN = """Sort the pears by bubble sort, ascending, and show the list after each pass.

List: 5 2 9 1

pass 1: 2 5 1 9 (moves: 2)
pass 2: 2 1 5 9 (moves: 1)
pass 3: 1 2 5 9 (moves: 1)
Answer: 6 comparisons, 4 moves"""


def test_reads_what_a_person_wrote() -> None:
    """A bubble sort of four numbers takes three passes and six comparisons."""
    facts = SortTrace().extract(WRITTEN)
    assert (facts["comparisons"], facts["answer"], facts["things"]) == (6, 4, "pears")


def test_insertion_counts_less() -> None:
    """Insertion sort of the same list compares five times and moves as often as bubble sort swaps."""
    text = WRITTEN.replace("bubble", "insertion").replace("2 5 1 9 (moves: 2)", "2 5 9 1 (moves: 1)")
    text = text.replace("2 1 5 9 (moves: 1)", "2 5 9 1 (moves: 0)").replace(
        "1 2 5 9 (moves: 1)", "1 2 5 9 (moves: 3)"
    )
    assert SortTrace().extract(text.replace("6 comparisons", "5 comparisons"))["comparisons"] == 5


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2 1 5 9", "1 2 5 9"),
        ("6 comparisons", "5 comparisons"),
        ("4 moves", "3 moves"),
        ("bubble", "selection"),
        ("ascending", "descending"),
        ("(moves: 2)", "(moves: 1)"),
    ],
)
def test_rejects_what_is_not_so(old: str, new: str) -> None:
    """Another list, count, algorithm or order is refused."""
    assert old in WRITTEN
    with pytest.raises(ExtractError):
        SortTrace().extract(WRITTEN.replace(old, new))
