"""Arguments: verdicts against truth tables, hand-written essays, wrong ones refused."""

import json
from itertools import product

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.philosophy.argument_essay import ArgumentEssay
from dataforge.testing import documents
from dataforge.text.lexicon import lexicon

VALID = (
    "On free will, Harper reasons as follows. If every event has a cause, then our choices have causes. "
    "Moreover, blame is sometimes deserved only if our choices have no causes. It is granted that "
    "every event has "
    "a cause. Therefore blame is never deserved. Does the conclusion follow?\n\n"
    "Grant that every event has a cause. By modus ponens, our choices have causes. Hence blame is "
    "never deserved, "
    "by modus tollens. That was to be shown.\n\n"
    "The argument is valid."
)
INVALID = (
    "On free will, Harper reasons as follows. It is granted that our choices have causes. If every "
    "event has a "
    "cause, then our choices have causes. Therefore every event has a cause. Is the argument valid?\n\n"
    "Grant that our choices have causes. The next step, to the claim that every event has a cause, "
    "is a case of "
    "affirming the consequent.\n\n"
    "Suppose that our choices have causes and not every event has a cause. Then every premise is "
    "true and the "
    "conclusion false.\n\n"
    "The argument is invalid."
)


_HOLDS = {
    "if": lambda p, q: not p or q,
    "only if": lambda p, q: not p or q,
    "unless": lambda p, q: p or q,
    "or": lambda p, q: p or q,
    "not both": lambda p, q: not (p and q),
}


def entails(facts: dict) -> bool:
    """Whether the premises entail the conclusion, by every row of the truth table."""
    table = lexicon("philosophy_claims")
    book = {c: (i, True) for i, c in enumerate(table.words(0))} | {
        c: (i, False) for i, c in enumerate(table.words(1))
    }
    claims = [
        facts["granted"],
        facts["conclusion"],
        *(c for premise in facts["premises"] for c in premise[1:]),
    ]
    atoms = sorted({book[claim][0] for claim in claims})
    for values in product((False, True), repeat=len(atoms)):
        case = dict(zip(atoms, values, strict=True))

        def true(claim: str, case: dict = case) -> bool:
            return case[book[claim][0]] == book[claim][1]

        granted = all(_HOLDS[form](true(p), true(q)) for form, p, q in facts["premises"])
        if granted and true(facts["granted"]) and not true(facts["conclusion"]):
            return False
    return True


def test_verdicts_agree_with_truth_tables() -> None:
    """Every verdict of 90 essays is the one that the whole truth table gives."""
    levels = np.repeat([1, 30, 55], 30)
    batch = documents(ArgumentEssay(), levels, np.arange(90))
    facts = [json.loads(check) for check in batch.column("check").to_pylist()]
    assert [each["answer"] == "valid" for each in facts] == [entails(each) for each in facts]


def test_verdicts_are_balanced() -> None:
    """Half of the arguments are valid, within four standard errors, at the first level and at the last."""
    for level in (1, 100):
        batch = documents(ArgumentEssay(), np.full(2_000, level), np.arange(2_000))
        valid = sum(json.loads(check)["answer"] == "valid" for check in batch.column("check").to_pylist())
        assert abs(valid - 1_000) <= 90


@pytest.mark.parametrize(("text", "verdict"), [(VALID, "valid"), (INVALID, "invalid")])
def test_hand_written_essays_are_read(text: str, verdict: str) -> None:
    """An essay that no generator wrote is understood."""
    assert ArgumentEssay().extract(text)["answer"] == verdict


@pytest.mark.parametrize(
    ("text", "right", "wrong"),
    [
        (VALID, "by modus tollens", "by modus ponens"),
        (VALID, "argument is valid", "argument is invalid"),
        (VALID, "only if our choices have no causes", "only if our choices have causes"),
        (INVALID, "affirming the consequent", "denying the antecedent"),
        (INVALID, "and not every event", "and every event"),
        (
            INVALID,
            "If every event has a cause, then our",
            "If our choices have causes, then every event has a cause. Our",
        ),
    ],
)
def test_wrong_essays_are_refused(text: str, right: str, wrong: str) -> None:
    """A false rule, verdict, premise, fallacy or countermodel is noticed."""
    assert right in text
    with pytest.raises((ExtractError, KeyError)):
        ArgumentEssay().extract(text.replace(right, wrong))
