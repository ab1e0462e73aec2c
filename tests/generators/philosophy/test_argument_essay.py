"""Arguments: verdicts against truth tables, hand-written essays, wrong ones refused."""

import json
import re
from itertools import product

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.philosophy.argument_essay import ArgumentEssay
from dataforge.testing import documents

VALID = (
    "A sceptic reasons as follows. If remembrance rests on language, then truth presupposes doubt. "
    "Moreover, hope does not limit fear only if truth does not. It is granted that remembrance rests on "
    "language. Therefore hope limits fear. Does the conclusion follow?\n\n"
    "By a notion we mean the claim about it. Begin with remembrance. By modus ponens, truth holds. "
    "Thus hope stands, by modus tollens. That was to be shown.\n\n"
    "The argument is valid."
)
INVALID = (
    "A sceptic reasons as follows. It is granted that truth presupposes doubt. If remembrance rests "
    "on language, then truth does. Therefore remembrance rests on language. Is the argument valid?\n\n"
    "By a notion we mean the claim about it. Begin with truth. The next step, to remembrance, is affirming "
    "the "
    "consequent.\n\n"
    "Let truth hold, while remembrance fail. Then every premise is true and the conclusion false.\n\n"
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
    claims = [
        facts["granted"],
        facts["conclusion"],
        *(c for premise in facts["premises"] for c in premise[1:]),
    ]
    book = {claim: (claim.split()[0], not re.search(r" (does|is) not | cannot ", claim)) for claim in claims}
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
        (VALID, "only if truth does not", "only if truth does"),
        (VALID, "Thus hope stands", "Thus hope falls"),
        (INVALID, "affirming the consequent", "denying the antecedent"),
        (INVALID, "while remembrance fail", "and remembrance hold"),
        (
            INVALID,
            "If remembrance rests on language, then truth does",
            "If truth does, then remembrance rests on language",
        ),
    ],
)
def test_wrong_essays_are_refused(text: str, right: str, wrong: str) -> None:
    """A false rule, verdict, premise, fallacy or countermodel is noticed."""
    assert right in text
    with pytest.raises((ExtractError, KeyError)):
        ArgumentEssay().extract(text.replace(right, wrong))


def test_a_notion_within_a_turn_of_phrase_is_understood() -> None:
    """In "all hangs on purpose" the notion is meant, in "on purpose" beside another notion it is not."""
    text = VALID.replace("Begin with remembrance", "All hangs on purpose").replace("remembrance", "purpose")
    assert ArgumentEssay().extract(text)["answer"] == "valid"
    beside = VALID.replace("remembrance", "purpose").replace("truth holds", "truth holds on purpose")
    assert ArgumentEssay().extract(beside)["answer"] == "valid"


def test_a_text_without_a_conclusion_is_refused() -> None:
    """A reader that finds too few claims says so with an `ExtractError`."""
    for text in ("", VALID.replace("Therefore hope limits fear. ", ""), VALID.replace("\n\n", " ")):
        with pytest.raises(ExtractError):
            ArgumentEssay().extract(text)
