"""The curriculum's part of a plan spec."""

from __future__ import annotations

import pytest

from dataforge.curriculum import CurriculumSpec
from dataforge.curriculum.exact import Q32
from dataforge.errors import UsageError

from .runs import plan, spec


def test_a_spec_comes_back_from_its_plan() -> None:
    """from_plan and to_dict are inverse, and equal specs have equal hashes."""
    one = spec("staged", policy_params={"timeout": 9})
    assert CurriculumSpec.from_plan(one.to_dict()) == one
    assert CurriculumSpec.from_plan(one.to_dict()).sha256 == one.sha256
    assert one.sha256 != spec("staged").sha256


@pytest.mark.parametrize(
    "wrong",
    [
        {"mixture": [Q32]},
        {"mixture": [Q32 // 15] * 15},
        {"mixture": [-1, Q32 + 1, *[0] * 13]},
        {"cells": []},
        {"cells": [["code", 1]] * 15},
        {"window": 0},
        {"horizon": -1},
        {"lookahead": -1},
        {"batch_size": 0},
        {"policy": 5},
    ],
)
def test_a_wrong_plan_is_refused(wrong: dict[str, object]) -> None:
    """Weights, cells and counts that no run can have."""
    with pytest.raises(UsageError):
        CurriculumSpec.from_plan(plan(**wrong))


def test_a_plan_with_a_field_missing_is_refused_by_name() -> None:
    """The message names it."""
    broken = plan()
    del broken["horizon"]
    with pytest.raises(UsageError, match="horizon"):
        CurriculumSpec.from_plan(broken)


def test_domains_and_members_follow_the_cells() -> None:
    """Domains in order of appearance, members by rising level, live cells those with rows."""
    cells = (("code", 5), ("code", 1), ("mathematics", 1))
    one = CurriculumSpec(cells=cells, mixture=(Q32 // 2, 0, Q32 // 2), window=1, batch_size=1)
    assert (one.domains, one.members, one.live) == (("code", "mathematics"), ((1, 0), (2,)), (0, 2))
    assert one.only_live().cells == (("code", 5), ("mathematics", 1))
    assert one.name(0) == "code-l005"
