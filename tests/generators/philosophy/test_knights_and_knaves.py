"""Islands: one solution each."""

import json
from itertools import product

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.philosophy.knights_and_knaves import KnightsAndKnaves
from dataforge.testing import documents


def test_every_island_has_one_solution() -> None:
    """Of all assignments of kinds exactly the one stated fits what everybody says."""
    batch = documents(KnightsAndKnaves(), np.resize([1, 40, 80], 60), np.arange(60))
    for facts in map(json.loads, batch.column("check").to_pylist()):
        fitting = []
        for kinds in product((False, True), repeat=len(facts["people"])):
            of = dict(zip(facts["people"], kinds, strict=True))
            truths = []
            for form, one, two, kind_one, kind_two in facts["claims"]:
                a, b = of[one] == kind_one, of.get(two) == kind_two
                alike = of[one] == of.get(two)
                truths.append(
                    {
                        "of_one": a,
                        "same_kind": alike,
                        "other_kind": not alike,
                        "both_of": a and b,
                        "one_of": a or b,
                    }[form]
                )
            if list(kinds) == truths:
                fitting.append(list(kinds))
        assert fitting == [facts["solution"]]


ISLAND = (
    "Ruth said that Mark was a knight. Mark said that Pamela and he were alike. "
    "Pamela said that Ruth and she were of a kind. What is Pamela, a knight or a knave?\n\n"
    "Begin with Ruth: liar or not, Mark can only be a knight.\n\n"
    "So Pamela is a knight."
)


@pytest.mark.parametrize(
    "text",
    [
        ISLAND,
        ISLAND.replace("Pamela said that Ruth and she were of a kind. ", ""),
        ISLAND.replace("Mark was a knight", "a stranger was a knight"),
        ISLAND.replace("Pamela, a knight or", "Pamela or Ruth, a knight or"),
        ISLAND.replace("Begin with Ruth", "Begin with nobody"),
        ISLAND.replace("?\n\n", "? "),
        ISLAND.replace("\n\nSo", " So"),
        "",
    ],
)
def test_an_island_that_does_not_hang_together_is_refused(text: str) -> None:
    """Somebody who is spoken of and says nothing, a verdict missing: an `ExtractError`, nothing else."""
    with pytest.raises(ExtractError):
        KnightsAndKnaves().extract(text)
