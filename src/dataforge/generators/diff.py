"""What differs between two locks: the cells whose text changes, and why."""

from __future__ import annotations

from dataclasses import dataclass

from dataforge.recipe import Lock, LockCell


@dataclass(frozen=True)
class Difference:
    """One cell of one split that is not the same in both.

    Attributes:
        text: whether documents of the same index differ (else there are only more or fewer of them).
    """

    split: str
    cell: str
    text: bool
    reason: str


def diff(a: Lock, b: Lock) -> list[Difference]:
    """The cells that differ between two locks, in the order of the first, then those only the second has."""
    mine = {(cell.split, cell.cell.name): cell for cell in a.cells}
    theirs = {(cell.split, cell.cell.name): cell for cell in b.cells}
    found = []
    for place, cell in mine.items():
        if place not in theirs:
            found.append(Difference(*place, False, "only in the first"))
            continue
        reason = _text_reason(a, b, cell.domain)
        if reason:
            found.append(Difference(*place, True, reason))
        elif cell.documents != theirs[place].documents:
            found.append(Difference(*place, False, _count_reason(cell, theirs[place])))
    found += [Difference(*place, False, "only in the second") for place in theirs if place not in mine]
    return found


def _text_reason(a: Lock, b: Lock, domain: str) -> str:
    if a.seed != b.seed:
        return f"seed {a.seed} against {b.seed}"
    if a.genres[domain] != b.genres[domain]:
        ours, others = (
            ", ".join(f"{gid} x{weight}" for gid, weight in lock.genres[domain]) for lock in (a, b)
        )
        return f"genres {ours} against {others}"
    for name in (gid.partition("@")[0] for gid, _ in a.genres[domain]):
        if a.knobs.get(name, {}) != b.knobs.get(name, {}):
            return f"knobs of {name}: {dict(a.knobs.get(name, {}))} against {dict(b.knobs.get(name, {}))}"
    changed = [name for name in a.lexicons if name in b.lexicons and a.lexicons[name] != b.lexicons[name]]
    return f"lexicons changed: {', '.join(changed)}" if changed else ""


def _count_reason(ours: LockCell, others: LockCell) -> str:
    return f"same texts, {ours.documents} documents against {others.documents}"
