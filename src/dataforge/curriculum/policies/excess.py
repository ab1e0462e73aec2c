"""Relative excess over the known floor, times response: serve what is left to learn and is being learnt.

Raw loss chases entropy: it puts the most weight on text that cannot be predicted. The excess over the floor
of the very documents trained on is zero there. Excess alone sinks into what this model cannot learn now, so
it is multiplied by the
response: is the excess of the cell's neighbourhood falling?

    score(cell)  = excess(cell) / first excess(domain) * (kappa(band) + response(band)) + 1/50
    target(cell) ∝ prior(cell) * score(cell)
    played       = (1 - eps) * step-limited target + eps * prior

- excess is shrunk towards the domain's (`estimate`); a cell whose floor was never known takes its domain's, a
  domain whose floor was never known takes the mean score of the others: neither drawn in nor pushed out.
- response: a band is a few neighbouring levels. Each window, each cell is compared with its own past, so a
  shift of the mixture inside the band is no false progress. A t-test over the last windows says whether the
  band falls (two standard errors: response = its relative speed against the fastest band's), rises (three:
  forgetting, response 1) or neither (0); then it is smoothed.
- kappa is the credit of a band that does not respond. It halves with every `kappa_windows` windows of silence
  and is restored by any response: the permanent share goes on asking. When all is silent the constant 1/50
  brings back the prior, not the unlearnable cells.
- the prior's share `eps` is permanent, and no domain's share, nor a level's share of its domain, moves by
  more than a quarter in one window.

No claim that this beats a well-chosen static mixture: docs/concepts/curriculum.md has the evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dataforge.curriculum.estimate import Estimates
from dataforge.curriculum.exact import Q16, Q24, half_power_q16, mean_q, normalise_q32, step_towards
from dataforge.curriculum.feedback import CellFeedback
from dataforge.curriculum.policy import Event, Policy, State, check_range
from dataforge.curriculum.spec import CurriculumSpec

_EXPERT_Q16 = Q16 * 95 // 100
_LOST_Q16 = Q16 * 90 // 100
_STALLED_Q16 = Q16 // 2
_EXPERT_WINDOWS = 5
_STEP = (5, 4)
_LEAST_SCORE_Q16 = Q16 // 50
_LEAST_HISTORY = 4


@dataclass(frozen=True, kw_only=True)
class ExcessParams:
    """Parameters of `excess`."""

    prior_percent: int = 15
    """eps: the share of the first mixture that stays whatever happens, percent."""
    kappa_percent: int = 20
    """Credit of a band without response, against 100 for the one that responds fastest, percent."""
    kappa_windows: int = 12
    """Windows of silence that halve a band's credit."""
    bands: int = 5
    """Bands of levels a domain, for the response."""
    history: int = 8
    """Windows that the response looks back over."""
    fade: int = 3
    """Running sums lose 2^-fade of themselves a window."""
    least_excess_millinats: int = 50
    """A first excess below this counts as this: nothing much to learn from the start."""
    stalled_windows: int = 24
    """Windows without response, and with less than half mastered, after which a domain is called stalled."""

    def __post_init__(self) -> None:
        check_range(self, "prior_percent", 1, 100)
        check_range(self, "kappa_percent", 1, 100)
        check_range(self, "kappa_windows", 1, 1_000_000)
        check_range(self, "bands", 1, 100)
        check_range(self, "history", 4, 64)
        check_range(self, "fade", 0, 16)
        check_range(self, "least_excess_millinats", 1, 100_000)
        check_range(self, "stalled_windows", 1, 1_000_000)


class Excess(Policy):
    """Relative excess over the known floor, times response."""

    name = "excess"
    Params = ExcessParams
    params: ExcessParams

    def start(self, spec: CurriculumSpec) -> State:
        """Nothing known; the adaptive part starts at the first mixture."""
        num_domains = len(spec.domains)
        return {
            **Estimates.start(spec).state,
            "mixture": list(spec.mixture),
            "surprise": [[] for _ in self._bands(spec)],
            "response": [0] * len(self._bands(spec)),
            "silent": [0] * len(self._bands(spec)),
            "mastered_windows": [0] * num_domains,
            "flags": [""] * num_domains,
            "limited": [False] * num_domains,
        }

    def step(
        self, spec: CurriculumSpec, state: State, feedback: Sequence[CellFeedback]
    ) -> tuple[State, list[int], list[Event]]:
        """Estimate, score, move, tell."""
        before = Estimates.of(spec, state)
        now = before.heard(feedback, self.params.fade, self.params.least_excess_millinats * Q24 // 1000)
        bands = self._bands(spec)
        surprise = _surprise(bands, state["surprise"], before, feedback, self.params.history)
        response = _response(bands, now, surprise)
        heard: State = {
            **now.state,
            "surprise": surprise,
            "response": [
                old + (new - old) // 4 for old, new in zip(state["response"], response, strict=True)
            ],
            "silent": [
                0 if new else old + (len(past) >= _LEAST_HISTORY)
                for old, new, past in zip(state["silent"], response, surprise, strict=True)
            ],
        }
        moved, step_events = self._move(spec, state, self._scores(spec, now, heard))
        reported, report_events = self._report(spec, {**state, **heard}, now, feedback)
        mixture = moved["mixture"]
        eps = self.params.prior_percent
        played = [(100 - eps) * x + eps * p for x, p in zip(mixture, spec.mixture, strict=True)]
        return {**heard, **moved, **reported}, normalise_q32(played), step_events + report_events

    def _bands(self, spec: CurriculumSpec) -> list[tuple[int, ...]]:
        """Cells of each band, domain after domain; a domain has the same number of bands or one a level."""
        bands: list[tuple[int, ...]] = []
        for members in spec.members:
            count = min(self.params.bands, len(members))
            edges = [len(members) * part // count for part in range(count + 1)]
            bands.extend(members[low:high] for low, high in pairwise(edges))
        return bands

    def _scores(self, spec: CurriculumSpec, now: Estimates, heard: State) -> list[int]:
        """Per cell, Q16 times Q16; empty if no floor was ever known."""
        factor = [0] * spec.num_cells
        for band, silent, response in zip(self._bands(spec), heard["silent"], heard["response"], strict=True):
            faded = half_power_q16(10 * silent // self.params.kappa_windows)
            kappa = faded * self.params.kappa_percent // 100
            for cell in band:
                factor[cell] = kappa + response
        scores = [-1] * spec.num_cells
        total, weight = 0, 0
        for domain, members in enumerate(spec.members):
            pooled = now.domain_excess(domain)
            if pooled is None:
                continue
            for cell in members:
                left = max(now.cell_excess(cell, pooled), 0) * Q16 // now.first[domain]
                scores[cell] = min(left, 4 * Q16) * factor[cell] + _LEAST_SCORE_Q16 * Q16
                total += spec.mixture[cell] * scores[cell]
                weight += spec.mixture[cell]
        if not weight:
            return []
        neutral = total // weight
        return [neutral if score < 0 else score for score in scores]

    def _move(self, spec: CurriculumSpec, state: State, scores: list[int]) -> tuple[State, list[Event]]:
        """The adaptive mixture one limited step nearer to prior times score, domains and levels apart."""
        current: list[int] = state["mixture"]
        if scores:
            target = normalise_q32([prior * score for prior, score in zip(spec.mixture, scores, strict=True)])
        else:
            target = list(spec.mixture)  # no floor is known yet
        up, down = _STEP
        domains_now = [sum(current[cell] for cell in members) for members in spec.members]
        domains_to = [sum(target[cell] for cell in members) for members in spec.members]
        shares, _ = step_towards(domains_to, domains_now, up, down)
        mixture, limited, events = [0] * spec.num_cells, [], []
        for domain, members in enumerate(spec.members):
            levels_now = normalise_q32([current[cell] for cell in members])
            levels_to = normalise_q32([target[cell] for cell in members])
            levels, held = step_towards(levels_to, levels_now, up, down)
            for cell, level in zip(members, levels, strict=True):
                mixture[cell] = shares[domain] * level
            wanted, had = domains_to[domain], domains_now[domain]
            limited.append(wanted * down > had * up or wanted * up < had * down)
            if limited[-1] and not state["limited"][domain]:
                evidence = {"wanted_q32": wanted, "levels_held": held}
                events.append(Event("step_limited", spec.domains[domain], had, shares[domain], evidence))
        return {"mixture": normalise_q32(mixture), "limited": limited}, events

    def _report(
        self, spec: CurriculumSpec, state: State, now: Estimates, feedback: Sequence[CellFeedback]
    ) -> tuple[State, list[Event]]:
        """Flags of the domains, and an event where one changes."""
        mastered, flags = [], []
        events: list[Event] = []
        silence = [0] * spec.num_cells
        for band, silent in zip(self._bands(spec), state["silent"], strict=True):
            for cell in band:
                silence[cell] = silent
        for domain, members in enumerate(spec.members):
            old: str = state["flags"][domain]
            excess = now.domain_excess(domain)
            if excess is None:
                tokens = sum(feedback[cell].tokens for cell in members)
                flags.append("floor_unknown" if tokens else old)
                mastered.append(0)
                evidence = {"tokens": tokens}
            else:
                mastery, silent = now.mastery_q16(domain, excess), min(silence[cell] for cell in members)
                mastered.append(state["mastered_windows"][domain] + 1 if mastery >= _EXPERT_Q16 else 0)
                flags.append(self._flag(old, mastery, mastered[-1], silent))
                evidence = {
                    "mastery_q16": mastery,
                    "excess_q24": excess,
                    "first_q24": now.first[domain],
                    "silent_windows": silent,
                }
            if flags[-1] not in (old, ""):
                events.append(Event(flags[-1], spec.domains[domain], 0, 1, evidence))
        return {"mastered_windows": mastered, "flags": flags}, events

    def _flag(self, old: str, mastery: int, mastered_windows: int, silent_windows: int) -> str:
        if mastered_windows >= _EXPERT_WINDOWS:
            return "expert"
        if old == "expert":  # hysteresis: won at 95 %, lost at 90 %
            return "expert" if mastery >= _LOST_Q16 else "forgetting"
        if mastery < _STALLED_Q16 and silent_windows >= self.params.stalled_windows:
            return "stalled"
        return "" if silent_windows == 0 else old


def _surprise(
    bands: list[tuple[int, ...]],
    history: list[list[int]],
    before: Estimates,
    feedback: Sequence[CellFeedback],
    length: int,
) -> list[list[int]]:
    """Per band, the last windows' excess against the same cells' own past, 2^-24 nats a token."""
    grown = []
    for past, band in zip(history, bands, strict=True):
        total, tokens = 0, 0
        for cell in band:
            row, expected = feedback[cell], before.raw(cell)
            if row.known_tokens > 0 and expected is not None:
                total += row.known_loss - row.floor - expected * row.known_tokens
                tokens += row.known_tokens
        grown.append([*past, mean_q(total, tokens)][-length:] if tokens else past)
    return grown


def _response(bands: list[tuple[int, ...]], now: Estimates, surprise: list[list[int]]) -> list[int]:
    """Per band, Q16: its fall against the fastest band's, relative to what is left; 1 if it rises, else 0."""
    speeds, rises = [], []
    for past, band in zip(surprise, bands, strict=True):
        drift = mean_q(sum(past), max(len(past), 1))
        left = [max(own, Q24 // 100) for own in map(now.raw, band) if own is not None]
        speeds.append(-drift * Q16 * len(left) // sum(left) if drift < 0 and _significant(past, 2) else 0)
        rises.append(drift > 0 and _significant(past, 3))
    fastest = max(*speeds, 1)
    return [Q16 if up else speed * Q16 // fastest for speed, up in zip(speeds, rises, strict=True)]


def _significant(past: list[int], num_errors: int) -> bool:
    """Whether the mean of `past` lies more than `num_errors` standard errors from zero.

    Never with less than `_LEAST_HISTORY` values. Multiplied out, so it is exact:
    mean^2 > num_errors^2 SE^2, SE^2 = (n sum(x^2) - sum(x)^2) / (n^2 (n - 1)).
    """
    count, total = len(past), sum(past)
    spread = count * sum(value * value for value in past) - total * total
    return count >= _LEAST_HISTORY and total * total * (count - 1) > num_errors * num_errors * spread
