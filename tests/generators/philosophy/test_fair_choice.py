"""Fair choices: winners against counting voter by voter, a hand-written choice, wrong ones refused."""

import json
from collections import Counter
from itertools import combinations

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.philosophy.fair_choice import FairChoice
from dataforge.testing import documents

# Condorcet's circle: 4 rank mill, inn, forge; 3 inn, forge, mill; 2 forge, mill, inn.
TEXT = (
    "The people of Ashford had to agree what to build first: the mill, the inn and the forge. Ties go to "
    "the one named earlier.\n\n"
    "The 4 bakers put the mill first, then the inn, last the forge. From the bottom up, the 3 farmers list "
    "the mill, the forge and on top the inn. A ballot is a promise. The 2 tailors want the forge first, "
    "the mill next and the inn last. That makes 9 voters. Which do most rules choose: plurality, Borda's "
    "points, votes in pairs and the run-off?\n\n"
    "By plurality, the mill has 4, the inn 3 and 2 for the forge, so the mill wins.\n\n"
    "By Borda's points, the mill has 10, the inn 10 and the forge 7, so the mill wins.\n\n"
    "In pairs: the mill beats the inn by 6 to 3; 4 rank the mill above the forge, 5 do not; the forge loses "
    "to the inn, 2 to 7. Nobody beats all the rest: the mill loses to the forge, the forge yields to the inn "
    "and the mill beats the inn.\n\n"
    "In this round of the run-off, the mill has 4, the inn 3 and the forge 2, so we lose the forge. In the "
    "final round of the run-off, the mill has 6 and the inn 3, so the winner is the mill.\n\n"
    "3 of the 9 voters put the mill last. The rules disagree: three of four for the mill.\n\n"
    "So the fair verdict is the mill."
)


def _winners(blocks: list, options: list[str]) -> dict[str, str]:
    """Each rule's winner, voter by voter."""
    voters = [order for _, count, order in blocks for _ in range(count)]
    tops, feet = Counter(order[0] for order in voters), Counter(order[-1] for order in voters)
    borda = Counter(x for order in voters for place, x in enumerate(order) for _ in range(len(order) - place))
    left = list(options)
    while len(left) > 1:
        votes = Counter(next(x for x in order if x in left) for order in voters)
        left.remove(min(reversed(left), key=lambda x: votes[x]))
    champions = [
        x
        for x in options
        if all(2 * sum(o.index(x) < o.index(y) for o in voters) > len(voters) for y in options if y != x)
    ]
    return {
        "first_places": max(options, key=lambda x: tops[x]),
        "borda_count": max(options, key=lambda x: borda[x]),
        "last_places": min(options, key=lambda x: feet[x]),
        "pair_by_pair": champions[0] if champions else "",
        "run_off": left[0],
    }


def test_every_rule_agrees_with_counting_voter_by_voter() -> None:
    """Winners are those of naive counting; of a circle of duels each loses to the next."""
    batch = documents(FairChoice(), np.repeat([1, 50, 80, 100], 25), np.arange(100))
    circles = 0
    for facts in map(json.loads, batch.column("check").to_pylist()):
        expected = _winners(facts["blocks"], facts["options"])
        assert facts["winners"] == [[rule, expected[rule]] for rule, _ in facts["winners"]]
        if facts["pair_by_pair"]:
            numbers, circle = facts["pair_by_pair"]
            pairs = list(combinations(facts["options"], 2))
            support = {(i, j): n for (i, j), n in zip(pairs, numbers[::2], strict=True)}
            support |= {(j, i): n for (i, j), n in zip(pairs, numbers[1::2], strict=True)}
            assert all(
                support[x, y] < support[y, x] for x, y in zip(circle, circle[1:] + circle[:1], strict=True)
            )
            circles += bool(circle)
    assert circles > 3


def test_a_hand_written_choice_is_read() -> None:
    """A choice that no generator wrote is understood, circle and rounds included."""
    facts = FairChoice().extract(TEXT)
    assert facts["winners"] == [
        ["first_places", "mill"], ["borda_count", "mill"], ["pair_by_pair", ""], ["run_off", "mill"],
    ]  # fmt: skip
    assert facts["pair_by_pair"] == [[6, 3, 4, 5, 7, 2], ["mill", "forge", "inn"]]
    assert facts["run_off"] == [[4, 3, 2, 6, 3], ["forge"]]
    assert facts["answer"] == "mill"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("The 4 bakers", "The 5 bakers"),
        ("put the mill first, then the inn", "put the inn first, then the mill"),
        ("From the bottom up", "From the start"),
        ("The 2 tailors", "The 2 bakers"),
        ("9 voters. Which", "10 voters. Which"),
        ("the inn 3 and 2 for the forge", "the inn 2 and 3 for the forge"),
        ("the inn 10 and the forge 7, so the mill", "the inn 10 and the forge 7, so the inn"),
        ("the mill beats the inn by 6", "the mill loses to the inn by 6"),
        ("the mill loses to the forge, ", "the forge loses to the mill, "),
        ("so we lose the forge", "so we lose the inn"),
        ("3 of the 9", "2 of the 9"),
        ("rules disagree", "rules agree"),
        ("three of four", "four of four"),
        ("verdict is the mill", "verdict is the inn"),
        ("votes in pairs and the run-off", "the run-off and votes in pairs"),
        ("In the final round of the run-off, the mill has 6 and the inn 3, so the winner is the mill.", ""),
        ("\n\n", " "),
    ],
)
def test_wrong_choices_are_refused(right: str, wrong: str) -> None:
    """A wrong count, ranking, score, duel, circle, round, tally or verdict is noticed."""
    assert right in TEXT
    with pytest.raises(ExtractError):
        FairChoice().extract(TEXT.replace(right, wrong, 1) if right != "\n\n" else TEXT.replace(right, wrong))
