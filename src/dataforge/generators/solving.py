"""What a document asks of its reader, counted by solving it: the tally of primitive inferences.

Each domain has a shared reference solver, `generators/DOMAIN/_solver.py`: the primitives of that domain
(add two numbers, look a rule up, follow one edge), each a plain function that does its work and counts it
here. The readers of all the domain's genres establish their facts with these and nothing else, so that what
`Genre.read` returns beside the facts is the number of inferences it really took. The writer states the same
number for a whole batch by array operations (`Genre.cost`); the two must agree for every document.
"""

from __future__ import annotations

from threading import local


class _Tally(local):
    """The count of the document that this thread is reading."""

    steps: int = 0


_tally = _Tally()


def step(count: int = 1) -> None:
    """Count primitive inferences: one looked-up fact, one rule applied, one digit of an operation."""
    _tally.steps += count


def start() -> None:
    """Begin a document: the tally is 0."""
    _tally.steps = 0


def taken() -> int:
    """Primitive inferences counted since `start`."""
    return _tally.steps
