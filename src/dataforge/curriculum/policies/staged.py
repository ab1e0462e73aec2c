"""A hundred stages a domain, from beginner to grandmaster, mapped onto the levels that the recipe has.

Stage s of a domain unlocks its levels <= s; the highest of them is the frontier. Between two levels the next
one fades in. Levels behind the frontier keep a replay tail that halves every ten levels; everything keeps a
share of the prior.

- promote: the frontier's mastery stays over `up_percent` for `patience` windows with enough sequences. Steps
  double (1, 2, 4, 8 stages) while promotions follow each other, so a hundred stages take some fifteen moves.
- demote: the two levels behind the frontier fall under `down_percent` for `patience` windows. The gap is the
  hysteresis.
- dead time: after a move a domain is left alone until the move took effect (the horizon) and for some windows
  more.
- timeout: `timeout` windows without a new highest stage unlock the next level anyway (`stalled`, or `plateau`
  where the floor is unknown and a flat loss may mean either). Since every `timeout` windows raise the highest
  stage by a level, no sequence of losses, promotions and demotions keeps a domain from its last level.

Mastery of a cell is successes / attempts where answers are scored, else 1 - excess / the domain's first
excess.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dataforge.curriculum.estimate import Estimates
from dataforge.curriculum.exact import Q16, Q24, Q32, half_power_q16, mean_q, normalise_q32
from dataforge.curriculum.feedback import CellFeedback
from dataforge.curriculum.policy import Event, Policy, State, check_range
from dataforge.curriculum.spec import CurriculumSpec
from dataforge.errors import UsageError

NUM_STAGES = 100

_TITLES = (
    "beginner",
    "novice",
    "apprentice",
    "intermediate",
    "proficient",
    "advanced",
    "expert",
    "master",
    "senior master",
    "grandmaster",
)
_FADE = 2  # sums lose a quarter a window: mastery is what the model can do now
_PEEK_Q16 = Q16 // 10
_REPLAY_Q16 = Q16 // 32


def title(stage: int) -> str:
    """What a stage is called: `beginner` from 1, `novice` from 11, ..., `grandmaster` from 91."""
    return _TITLES[min(stage - 1, NUM_STAGES - 1) * len(_TITLES) // NUM_STAGES]


@dataclass(frozen=True, kw_only=True)
class StagedParams:
    """Parameters of `staged`."""

    prior_percent: int = 15
    """The share of the first mixture that stays whatever happens, percent."""
    up_percent: int = 90
    """Mastery of the frontier that promotes, percent."""
    down_percent: int = 75
    """Mastery of the levels behind the frontier that demotes, percent."""
    patience: int = 2
    """Windows in a row that a promotion or demotion needs."""
    min_sequences: int = 64
    """Sequences (or attempts) of the frontier since the last move that a promotion needs."""
    max_step: int = 8
    """Most stages a promotion climbs."""
    settle_windows: int = 2
    """Windows left alone after a move took effect."""
    timeout: int = 24
    """Windows without a new highest stage after which the next level is unlocked anyway."""
    least_excess_millinats: int = 50
    """A first excess below this counts as this: nothing much to learn from the start."""

    def __post_init__(self) -> None:
        check_range(self, "prior_percent", 1, 100)
        check_range(self, "up_percent", 1, 100)
        check_range(self, "down_percent", 0, 99)
        check_range(self, "patience", 1, 1_000)
        check_range(self, "min_sequences", 0, 1 << 40)
        check_range(self, "max_step", 1, NUM_STAGES)
        check_range(self, "settle_windows", 0, 1_000)
        check_range(self, "timeout", 1, 1_000_000)
        check_range(self, "least_excess_millinats", 1, 100_000)
        if self.down_percent >= self.up_percent:
            raise UsageError(
                f"policy parameter 'down_percent' ({self.down_percent}) must be below 'up_percent' "
                f"({self.up_percent}), or domains would flap between stages"
            )


class Staged(Policy):
    """Promotion and demotion through a hundred stages a domain."""

    name = "staged"
    Params = StagedParams
    params: StagedParams

    def start(self, spec: CurriculumSpec) -> State:
        """Every domain at its lowest level."""
        return {
            **Estimates.start(spec).state,
            "successes": [0] * spec.num_cells,
            "attempts": [0] * spec.num_cells,
            "mastered": [False] * spec.num_cells,
            "domains": [
                {
                    "stage": spec.cells[members[0]][1],
                    "best": spec.cells[members[0]][1],
                    "step": 1,
                    "dead": 0,
                    "since_best": 0,
                    "up": 0,
                    "down": 0,
                    "sequences": 0,
                    "expert": False,
                }
                for members in spec.members
            ],
        }

    def step(
        self, spec: CurriculumSpec, state: State, feedback: Sequence[CellFeedback]
    ) -> tuple[State, list[int], list[Event]]:
        """Measure, move each domain at most once, mix."""
        least = self.params.least_excess_millinats * Q24 // 1000
        estimates = Estimates.of(spec, state).heard(feedback, _FADE, least)
        scored = {
            name: [
                old - (old >> _FADE) + Q16 * getattr(row, name) if row.attempts > 0 else old
                for old, row in zip(state[name], feedback, strict=True)
            ]
            for name in ("successes", "attempts")
        }
        new: State = {**estimates.state, **scored, "mastered": list(state["mastered"]), "domains": []}
        events: list[Event] = []
        for domain, old in enumerate(state["domains"]):
            view = _Domain(spec, domain, estimates, new, feedback)
            moved, told = self._judge(spec, view, dict(old))
            new["domains"].append(moved)
            events.extend(told)
        return new, self._mix(spec, [moved["stage"] for moved in new["domains"]]), events

    def _judge(
        self, spec: CurriculumSpec, view: _Domain, now: dict[str, Any]
    ) -> tuple[dict[str, Any], list[Event]]:
        """Count what the window says of one domain, then move it if it is due."""
        params = self.params
        frontier = view.frontier(now["stage"])
        view.note_mastered(frontier, params.up_percent * Q16 // 100)
        mastery, behind = view.mastery(frontier), view.mastery_behind(frontier)
        last = now["stage"] >= view.levels[-1]
        # At the top nothing is due: a fall from there has its whole timeout before it.
        now["since_best"] = 0 if last else now["since_best"] + 1
        now["dead"] = max(now["dead"] - 1, 0)
        if not now["dead"]:
            now["sequences"] += view.heard(frontier)
            up = mastery * 100 >= params.up_percent * Q16 and now["sequences"] >= params.min_sequences
            down = 0 <= behind * 100 < params.down_percent * Q16
            if view.heard(frontier):
                now["up"] = now["up"] + 1 if up else 0
            now["down"] = now["down"] + 1 if down else 0
        evidence = {"mastery_q16": mastery, "behind_q16": behind, "sequences": now["sequences"]}
        if now["down"] >= params.patience and frontier > 0:
            stage = view.levels[frontier - 1]
            return self._move(spec, view, now, stage, 1, Event("demoted", view.name, 0, 0, evidence))
        if now["up"] >= params.patience and not last:
            stage = min(now["stage"] + now["step"], view.levels[-1])
            step = min(2 * now["step"], params.max_step)
            return self._move(spec, view, now, stage, step, Event("promoted", view.name, 0, 0, evidence))
        if now["since_best"] >= params.timeout and not last:
            above = view.frontier(now["best"])
            view.give_up(frontier, above)
            kind = "plateau" if mastery < 0 else "stalled"
            evidence["windows"] = now["since_best"]
            stage = view.levels[min(above + 1, len(view.levels) - 1)]
            return self._move(spec, view, now, stage, 1, Event(kind, view.name, 0, 0, evidence))
        if last and now["up"] >= params.patience and not now["expert"]:
            now["expert"] = True
            return now, [Event("expert", view.name, 0, 1, evidence)]
        return now, []

    def _move(
        self,
        spec: CurriculumSpec,
        view: _Domain,
        now: dict[str, Any],
        stage: int,
        step: int,
        event: Event,
    ) -> tuple[dict[str, Any], list[Event]]:
        """The domain at its new stage, left alone until the move has shown; the event with its two stages."""
        lag = -(-spec.horizon // spec.window)
        moved = {
            **now,
            "stage": stage,
            "best": max(stage, now["best"]),
            "step": step,
            "dead": lag + self.params.settle_windows + 1,
            "since_best": 0 if stage > now["best"] else now["since_best"],
            "up": 0,
            "down": 0,
            "sequences": 0,
            "expert": now["expert"] and stage >= view.levels[-1],
        }
        return moved, [Event(event.type, event.subject, now["stage"], stage, event.evidence)]

    def _mix(self, spec: CurriculumSpec, stages: list[int]) -> list[int]:
        """Domains keep their prior shares; inside each, the prior is bent by the stage's kernel."""
        eps = self.params.prior_percent
        weights = [0] * spec.num_cells
        for stage, members in zip(stages, spec.members, strict=True):
            levels = [spec.cells[cell][1] for cell in members]
            bent = [
                spec.mixture[cell] * kernel
                for cell, kernel in zip(members, _kernel(levels, stage), strict=True)
            ]
            share = sum(spec.mixture[cell] for cell in members)
            for cell, value in zip(members, bent, strict=True):
                staged = share * value * Q32 // sum(bent)
                weights[cell] = (100 - eps) * staged + eps * spec.mixture[cell] * Q32
        return normalise_q32(weights)


@dataclass(frozen=True)
class _Domain:
    """One domain's cells, as a window left them; `state["mastered"]` is written to."""

    spec: CurriculumSpec
    domain: int
    estimates: Estimates
    state: State
    feedback: Sequence[CellFeedback]

    @property
    def name(self) -> str:
        return self.spec.domains[self.domain]

    @property
    def members(self) -> tuple[int, ...]:
        return self.spec.members[self.domain]

    @property
    def levels(self) -> list[int]:
        return [self.spec.cells[cell][1] for cell in self.members]

    def frontier(self, stage: int) -> int:
        """Position of the highest level that `stage` unlocks."""
        return sum(level <= stage for level in self.levels) - 1

    def heard(self, position: int) -> int:
        """Sequences or attempts of this window that say something about mastery."""
        row = self.feedback[self.members[position]]
        return max(row.sequences if row.known_tokens > 0 else 0, row.attempts)

    def mastery(self, position: int) -> int:
        """Q16; -1 = unknown."""
        cell = self.members[position]
        if self.state["attempts"][cell] > 0:
            return mean_q(self.state["successes"][cell] * Q16, self.state["attempts"][cell])
        own = self.estimates.raw(cell)
        return -1 if own is None else self.estimates.mastery_q16(self.domain, own)

    def note_mastered(self, frontier: int, threshold: int) -> None:
        """Remember which unlocked levels have been mastered: only what was known can be forgotten."""
        for position in range(frontier + 1):
            if self.mastery(position) >= threshold:
                self.state["mastered"][self.members[position]] = True

    def mastery_behind(self, frontier: int) -> int:
        """Mean mastery of the mastered ones among the two levels behind the frontier, Q16; -1 = none."""
        known = [
            self.mastery(position)
            for position in range(max(frontier - 2, 0), frontier)
            if self.state["mastered"][self.members[position]]
        ]
        return mean_q(sum(known), len(known)) if known else -1

    def give_up(self, first: int, last: int) -> None:
        """These levels do not demote any more, unless they are mastered again."""
        for position in range(first, last + 1):
            self.state["mastered"][self.members[position]] = False


def _kernel(levels: list[int], stage: int) -> list[int]:
    """Q16 factor of each level at a stage: halving behind, fading in ahead, nothing beyond the next level."""
    kernel = []
    for position, level in enumerate(levels):
        if level <= stage:
            kernel.append(max(half_power_q16(stage - level), _REPLAY_Q16))
        elif position == 0 or levels[position - 1] > stage:
            kernel.append(0)
        else:
            below = levels[position - 1]
            kernel.append(_PEEK_Q16 + (Q16 - _PEEK_Q16) * (stage - below) // (level - below))
    return kernel
