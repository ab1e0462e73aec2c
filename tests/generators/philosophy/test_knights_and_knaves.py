"""Islands: one solution each."""

import json
from itertools import product

import numpy as np

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
