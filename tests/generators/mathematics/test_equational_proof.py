"""The genre equational-proof: all terms of a proof are equal, and steps that do not follow are refused."""

from __future__ import annotations

import json
import random
import re

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.mathematics.equational_proof import EquationalProof
from dataforge.testing import documents


def test_all_terms_of_a_proof_are_equal() -> None:
    """With random integers for its letters, Python gives every term of a proof the same value."""
    rng = random.Random(7)
    levels = np.tile(np.array([1, 50, 100, 120]), 25)
    batch = documents(EquationalProof(), levels, np.arange(len(levels)))
    for check in batch.column("check").to_pylist():
        terms = [re.sub("[·×]", "*", term) for term in json.loads(check)["terms"]]
        values = {letter: rng.randrange(-(10**6), 10**6) for letter in "abcdefghijklmnopqrstuvwxyz"}
        assert len({eval(term, {"__builtins__": {}}, values) for term in terms}) == 1


WRITTEN = """Show that $a * (b + 0) = b * a$ in every commutative ring.

We argue from the left side.
By neutrality of zero this is $a * b$.
Swapping the factors gives $b * a$. Hence something.
Hence $a * (b + 0) = b * a$."""


def test_reads_what_a_person_wrote() -> None:
    """A proof by hand is read: rules, terms, claim."""
    facts = EquationalProof().extract(WRITTEN.replace("Swapping", "swapping"))
    assert facts["rules"] == ["neutral +", "commute *"]
    assert facts["terms"] == ["a * (b + 0)", "a * b", "b * a"]
    assert facts["answer"] == "a * (b + 0) = b * a"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("neutrality of zero", "neutrality of one"),
        ("is $a * b$", "is $b * a$"),
        ("is $a * b$", "is $a + b$"),
        ("swapping the factors", "regrouping the product"),
        ("Hence $a * (b + 0) = b * a$", "Hence $a * (b + 0) = a * b$"),
        ("swapping the factors gives $b * a$. ", ""),
        ("(b + 0)", "(b + 1)"),
    ],
)
def test_rejects_what_does_not_follow(old: str, new: str) -> None:
    """A wrong rule, term, claim or a missing step is refused."""
    text = WRITTEN.replace("Swapping", "swapping")
    assert old in text
    with pytest.raises(ExtractError):
        EquationalProof().extract(text.replace(old, new))
