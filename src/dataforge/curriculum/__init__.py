"""The curriculum: from loss feedback to mixtures, in whole numbers, with a journal that replays.

    feedback -> controller (policy, exact) -> journal -> mixture -> the plan's weights at batch b

`replay` re-executes a journal. This room knows nothing of shards, plans or torch.
"""

from dataforge.curriculum.controller import Controller, Decision
from dataforge.curriculum.journal import Journal
from dataforge.curriculum.mixture import MixtureTable
from dataforge.curriculum.policy import Event, Policy
from dataforge.curriculum.records import WindowRecord
from dataforge.curriculum.spec import CurriculumSpec

__all__ = [
    "Controller",
    "CurriculumSpec",
    "Decision",
    "Event",
    "Journal",
    "MixtureTable",
    "Policy",
    "WindowRecord",
]
