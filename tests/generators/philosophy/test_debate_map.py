"""Debates: labels against all complete extensions, a hand-written debate, wrong ones refused."""

import json
from itertools import combinations

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.philosophy.debate_map import DebateMap
from dataforge.testing import documents

TEXT = (
    "Clara, a judge, held that truth presupposes doubt. Quietly, Michel said that hope does not limit fear. "
    "Then Naomi spoke up: virtue requires luck. Joao believed that duty explains faith. "
    "Ivan argued that beauty does not require wisdom.\n\n"
    "Clara's remark on truth attacked what Michel said. Naomi's claim had to face the point of Clara. "
    "What Michel said undercut Naomi. Silence followed. Against Clara spoke Joao. Ivan's view attacked "
    "Joao's view on duty. A claim is accepted if all that attacks it is rejected. Is Clara's remark "
    "accepted, rejected or undecided?\n\n"
    "Nobody spoke against Ivan, so that much stood. So Joao fell. Then Clara's claim survived. Hence what "
    "Michel said and Naomi's claim on virtue collapsed.\n\n"
    "So Clara's claim is accepted."
)


def _grounded(names: list[str], attacks: set[tuple[str, str]]) -> set[str]:
    """The smallest set without conflict that is just what it defends, among all sets."""
    for size in range(len(names) + 1):
        for chosen in combinations(names, size):
            inside = set(chosen)
            attackers = {x: {a for a, b in attacks if b == x} for x in names}
            defended = {x for x in names if all(attackers[a] & inside for a in attackers[x])}
            if inside == defended and not any((a, b) in attacks for a in inside for b in inside):
                return inside
    raise AssertionError("every debate has a grounded extension")


def test_labels_agree_with_the_smallest_complete_extension() -> None:
    """Of all sets of claims the least complete one is what the text accepts; what it attacks is rejected."""
    batch = documents(DebateMap(), np.repeat([1, 20, 45], 30), np.arange(90))
    answers = []
    for facts in map(json.loads, batch.column("check").to_pylist()):
        names = [name for name, _ in facts["claims"]]
        attacks = {(a, b) for a, targets in facts["attacks"] for b in targets}
        accepted = _grounded(names, attacks)
        rejected = {b for a, b in attacks if a in accepted}
        assert {x for won, _ in facts["rounds"] for x in won} == accepted
        assert {x for _, lost in facts["rounds"] for x in lost} == rejected
        assert set(facts["undecided"]) == set(names) - accepted - rejected
        label = {**dict.fromkeys(accepted, "accepted"), **dict.fromkeys(rejected, "rejected")}
        assert facts["answer"] == label.get(facts["asked"], "undecided")
        answers.append(facts["answer"])
    assert set(answers) == {"accepted", "rejected", "undecided"}


def test_a_hand_written_debate_is_read() -> None:
    """A debate that no generator wrote is understood, attacks told either way."""
    facts = DebateMap().extract(TEXT)
    assert facts["attacks"] == [
        ["Clara", ["Michel"]], ["Clara", ["Naomi"]], ["Michel", ["Naomi"]], ["Joao", ["Clara"]],
        ["Ivan", ["Joao"]],
    ]  # fmt: skip
    assert facts["rounds"] == [[["Ivan"], ["Joao"]], [["Clara"], ["Michel", "Naomi"]]]
    assert facts["undecided"] == []
    assert facts["answer"] == "accepted"


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Ivan's view attacked Joao's view on duty", "Joao's view on duty attacked Ivan's view"),
        ("Against Clara spoke Joao", "Against Joao spoke Clara"),
        ("remark on truth attacked", "remark on doubt attacked"),
        ("undercut Naomi", "undercut Rachel"),
        ("What Michel said undercut Naomi", "Clara undercut Naomi"),
        ("Joao believed", "Ivan believed"),
        ("duty explains faith", "duty faith"),
        ("So Joao fell", "So Joao stood"),
        ("So Joao fell. ", ""),
        ("Michel said and Naomi's claim on virtue collapsed", "Michel said collapsed"),
        ("claim survived", "claim stayed undecided"),
        ("is accepted.", "is rejected."),
        ("So Clara's claim is", "So Ivan's claim is"),
    ],
)
def test_wrong_debates_are_refused(right: str, wrong: str) -> None:
    """A false attack, topic, round, label or name is noticed."""
    assert right in TEXT
    with pytest.raises(ExtractError):
        DebateMap().extract(TEXT.replace(right, wrong))
