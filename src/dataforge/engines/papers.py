"""What a corpus says of itself, however much of that is left: its lock, its rows, and what proves them.

Everything about a corpus is written down more than once: the recipe and the lock say the same, the manifest
and the parts have the same rows, the seal has the digests of lock, manifest and content, and the addresses
make the content again. Healing is to find the version that the witnesses agree on.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from dataforge.errors import CorpusError, ForgeError
from dataforge.generators.resolve import lock_of, resolve
from dataforge.recipe import AUTO, CODEC_LEVELS, Lock, Recipe
from dataforge.shards.auto import CHOICE, read_choice
from dataforge.shards.manifest import (
    LOCK,
    RECIPE,
    ManifestRow,
    PlannedShard,
    Seal,
    content_digest,
    load_lock,
    part_name,
    planned_shards,
    read_manifest,
    read_part,
)
from dataforge.shards.places import Place
from dataforge.shards.remake import content_of, is_foreign

MAX_RECIPE_BYTES = 1 << 20
_READS_AT_ONCE = 32  # of a store, which answers each in some 10 ms
Rows = dict[str, ManifestRow]
Remake = Callable[[list[PlannedShard]], Rows]
"""Planned shards to rows of what they hold, made from their addresses."""


@dataclass(frozen=True)
class Papers:
    """What is left of a corpus's papers.

    Attributes:
        planned: all shards that the lock asks for, in the manifest's order.
        manifest, parts: rows by shard, as read; rows of shards or ranges that the lock does not have are left
            out.
        seal: None when it cannot be read.
        pin: the digest that the content must have, '' if nothing says so.
        pinned: whether the user said so, not the seal.
    """

    root: Place
    lock: Lock
    planned: list[PlannedShard]
    seal: Seal | None
    manifest: Rows
    parts: Rows
    pin: str
    pinned: bool

    def candidates(self, shard: str, content: ManifestRow) -> list[ManifestRow]:
        """The rows that may be a shard's: of this content, and not yet proven to be of its file."""
        found = (source.get(shard) for source in (self.manifest, self.parts))
        return list(dict.fromkeys(row for row in found if row is not None and content_of(row) == content))

    def digest(self, rows: Rows) -> str:
        """Of the content of these rows; '' when a shard has none."""
        if len(rows) != len(self.planned):
            return ""
        return content_digest(rows[shard.path] for shard in self.planned)


def read_papers(root: Place, recipe: str | Path | None, sha256: str) -> Papers:
    """Read what is left.

    Args:
        recipe: a recipe or lock to heal by when the corpus's own cannot be read.
        sha256: what a run pinned; it counts more than the seal.

    Raises:
        CorpusError: no lock can be found that the seal, or the manifest, fits.
    """
    seal, rows = None, None
    with contextlib.suppress(CorpusError):
        seal = Seal.load(root)
    with contextlib.suppress(OSError, ValueError):
        rows = read_manifest(root)
    lock = _lock(root, seal, rows, recipe)
    planned = planned_shards(lock)
    shards = {shard.path: shard for shard in planned}
    fits = [row for row in rows or () if row.shard in shards and _fits(row, shards[row.shard])]
    parts = {
        row.shard: row
        for row in _parts(root, [part_name(shard.path) for shard in planned])
        if row.shard in shards and _fits(row, shards[row.shard])
    }
    pin = sha256 or (seal.content_sha256 if seal else "")
    return Papers(root, lock, planned, seal, {r.shard: r for r in fits}, parts, pin, bool(sha256))


def _fits(row: ManifestRow, shard: PlannedShard) -> bool:
    return (row.first_index, row.samples) == (shard.first_index, shard.samples)


def _parts(root: Place, names: list[str]) -> Iterable[ManifestRow]:
    def read(name: str) -> ManifestRow | None:
        with contextlib.suppress(OSError, ValueError):
            row = read_part(root / name)
            return row if part_name(row.shard) == name else None
        return None

    if root.folder is not None:
        return [row for name in names if (row := read(name))]
    with ThreadPoolExecutor(_READS_AT_ONCE) as threads:
        return [row for row in threads.map(read, names) if row]


def _lock(
    root: Place, seal: Seal | None, rows: Iterable[ManifestRow] | None, recipe: str | Path | None
) -> Lock:
    """The lock that the seal names; of a lost or damaged seal, the one whose shards the manifest has."""
    found: list[Lock] = []
    wrong: list[str] = []
    for lock in (settled for each in _locks(root, recipe, wrong) for settled in _settled(each, seal, root)):
        if seal is not None and lock.sha256 == seal.lock_sha256:
            return lock
        found.append(lock)
    if rows is not None:
        has = [(row.shard, row.first_index, row.samples) for row in rows]
        for lock in found:
            if has == [(each.path, each.first_index, each.samples) for each in planned_shards(lock)]:
                return lock
    if found and seal is None:
        return found[0]
    if found:
        wrong.append("what can be read or resolved is not the lock that the seal names")
    raise CorpusError(
        f"{root}: no lock to heal by ({'; '.join(wrong)}); give the recipe or lock that it was made from "
        "(`--recipe FILE`), with the dataforge that made it",
        path=str(root),
    )


def _locks(root: Place, recipe: str | Path | None, wrong: list[str]) -> Iterator[Lock]:
    """Locks that may be the corpus's, the likeliest first; what hinders the others goes into `wrong`."""
    ways: tuple[tuple[str, Callable[[], Lock]], ...] = (
        (LOCK, lambda: load_lock(root)),
        (RECIPE, lambda: resolve(Recipe.from_yaml((root / RECIPE).read(MAX_RECIPE_BYTES), RECIPE))),
        (str(recipe), lambda: lock_of(recipe or "")),
    )
    for name, load in ways if recipe else ways[:2]:
        try:
            yield load()
        except (ForgeError, OSError, ValueError, RecursionError) as exc:
            wrong.append(f"{name} cannot be read" if isinstance(exc, CorpusError | OSError) else str(exc))


def _settled(lock: Lock, seal: Seal | None, root: Place) -> Iterator[Lock]:
    """The lock as it was settled when the corpus was begun, if its recipe left the codec open: the one that
    the seal names, else the one that `codec.json` says.
    """
    if lock.recipe.codec != AUTO or lock.chosen is not None:
        yield lock
        return
    for name, levels in CODEC_LEVELS.items() if seal else ():
        for level in levels:
            settled = replace(lock, chosen=(name, level))
            if seal and settled.sha256 == seal.lock_sha256:
                yield settled
                return
    with contextlib.suppress(OSError, ValueError):
        chosen, unsettled = read_choice((root / CHOICE).read(MAX_RECIPE_BYTES))
        if chosen is not None and unsettled == lock.sha256:
            yield replace(lock, chosen=chosen)


def prove(papers: Papers, remake: Remake) -> tuple[Rows, str]:
    """What every shard must hold, and what proves it; made again is only what nothing else proves.

    Raises:
        CorpusError: the witnesses contradict each other, and the addresses do not decide.
    """
    who = "the pinned digest" if papers.pinned else "the seal"
    manifest, parts = (
        {shard: content_of(row) for shard, row in rows.items()} for rows in (papers.manifest, papers.parts)
    )
    for rows in (manifest, parts):
        if papers.pin and papers.digest(rows) == papers.pin:
            return rows, who
    # Imported text has no addresses: one witness is believed, whose digests the files must then have.
    believed = _believed(manifest, parts, alone=bool(papers.pin) or is_foreign(papers.lock))
    suspects = [shard for shard in papers.planned if shard.path not in believed]
    rows = believed | remake(suspects)
    by = who if papers.pin else "the manifest and the parts"
    if not papers.pin or papers.digest(rows) == papers.pin:
        return rows, f"{by} and the addresses" if suspects else by
    rows = rows | remake([shard for shard in papers.planned if shard.path in believed])
    made = papers.digest(rows)
    if made == papers.pin:
        return rows, f"{who} and the addresses"
    if not papers.pinned and made in (papers.digest(manifest), papers.digest(parts)):
        return rows, "the addresses, with manifest or parts"
    raise CorpusError(
        f"{papers.root}: made again from its addresses the content has the digest {made[:16]}, and {who} "
        f"says {papers.pin[:16]}: another dataforge made this corpus, or it was edited; nothing was changed",
        path=str(papers.root),
    )


def _believed(manifest: Rows, parts: Rows, alone: bool) -> Rows:
    """Content that manifest and part agree on; or that one of them says `alone`, when a digest of all
    follows.
    """
    both = {shard: row for shard, row in manifest.items() if parts.get(shard, row) == row}
    if not alone:
        return {shard: row for shard, row in both.items() if shard in parts}
    return both | {shard: row for shard, row in parts.items() if shard not in manifest}
