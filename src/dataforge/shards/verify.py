"""Verify a corpus: every digest, every sample, every key, and every text against its check.

Whatever the folder holds, the answer is a report: damage is a finding, never an exception, and nothing
damaged passes. The one thing that cannot be seen from inside is a consistent edit of shard, part, manifest
and seal; give `sha256` (what a run pinned) to see that too. Even then every text must still say what its
check says.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import time
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataforge.errors import CorpusError, ForgeError, ShardError, StorageError, UsageError
from dataforge.generators.address import keys
from dataforge.generators.verify import check_batch
from dataforge.recipe import Lock, Recipe
from dataforge.shards import pool, tar
from dataforge.shards.codecs import codec_of
from dataforge.shards.corpus import Corpus, FiniteCorpus
from dataforge.shards.manifest import (
    LOCK,
    MANIFEST,
    PARTS,
    QUARANTINE,
    RECIPE,
    SEAL,
    ManifestRow,
    Seal,
    load_lock,
    part_name,
    planned_shards,
    read_manifest,
    read_part,
)
from dataforge.shards.places import Place, place_of
from dataforge.shards.read import ShardReader, check_file
from dataforge.shards.record import is_split
from dataforge.shards.write import beside_name, index_is, index_name
from dataforge.text.draws import Scope

AGAIN = "`dataforge heal CORPUS` makes it again"
_MEND = "`dataforge heal CORPUS` writes it again"
_IMPORT = "run the same `dataforge import` again: it keeps what is whole"
REMOVE = "not part of the corpus: remove it, or have `dataforge heal CORPUS --remove-strangers` do it"
_MAX_DOCUMENTS_NAMED = 3
_MAX_RECIPE_BYTES = 1 << 20
_PIECE = 8 << 20


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong.

    Attributes:
        shard: the file, as a path in the corpus.
        problem, remedy: in words.
    """

    shard: str
    problem: str
    remedy: str = AGAIN

    def __str__(self) -> str:
        return f"{self.shard}: {self.problem}; {self.remedy}"


@dataclass(frozen=True)
class VerifyReport:
    """What `verify` found; `ok` when that is nothing.

    Attributes:
        sha256: the seal's digest of the content, '' if there is no seal to read.
        shards, documents, text_bytes: how much was read and found whole.
    """

    path: str
    sha256: str
    shards: int
    documents: int
    text_bytes: int
    elapsed_s: float
    findings: tuple[Finding, ...]

    @property
    def ok(self) -> bool:
        return not self.findings


Progress = Callable[[int, int, int, float], None]
"""Called with (documents done, documents in all, bytes of text done, seconds elapsed)."""


def verify(
    corpus: Corpus | str | Path,
    workers: int | None = None,
    *,
    progress: Progress | None = None,
    sha256: str = "",
) -> VerifyReport:
    """Read all of a corpus and compare it with everything that is known of it.

    Args:
        corpus: a folder, or a corpus opened from one.
        workers: processes; by default one a core, fewer for a small corpus.
        sha256: what a run pinned, if it should be that corpus.

    Raises:
        CorpusError: there is no corpus at all.
        StorageError: its place refuses us or went away.
        UsageError: a virtual corpus: it stores nothing.
    """
    if isinstance(corpus, Corpus) and not isinstance(corpus, FiniteCorpus):
        raise UsageError("a virtual corpus stores nothing to verify; give a corpus folder")
    root = corpus.place if isinstance(corpus, FiniteCorpus) else place_of(corpus)
    check_reachable(root)
    begin = time.monotonic()
    findings, rows, lock, seal = _frame(root, sha256)
    context = {"root": root.address, "lock": lock.to_json() if lock else ""}
    total, done = sum(row.samples for row in rows), 0
    shards = documents = text_bytes = 0
    tasks = [vars(row) for row in sorted(rows, key=lambda row: -row.tar_bytes)]
    for result in pool.run("dataforge.shards.verify:worker", context, tasks, workers or _workers(rows)):
        findings += [Finding(*found) for found in result["findings"]]
        done += result["samples"]
        if not result["findings"]:
            shards += 1
            documents += result["samples"]
            text_bytes += result["text_bytes"]
        if progress is not None:
            progress(done, total, text_bytes, time.monotonic() - begin)
    if findings:
        _check_still_there(root)
    if lock and lock.foreign:  # nothing else can make imported text again
        findings = [replace(each, remedy=_IMPORT) if each.remedy == AGAIN else each for each in findings]
    elapsed = time.monotonic() - begin
    ordered = tuple(sorted(set(findings), key=lambda found: (found.shard, found.problem)))
    pinned = seal.content_sha256 if seal else ""
    return VerifyReport(str(root), pinned, shards, documents, text_bytes, elapsed, ordered)


def _check_still_there(root: Place) -> None:
    """A mount that went away is one sentence, and not a finding for each of its shards."""
    try:
        check_reachable(root)
    except CorpusError as exc:
        gone = OSError(errno.ESTALE, "the corpus went away while it was read")
        raise StorageError(str(root), gone, "is it still mounted? then run again", doing="read") from exc


def check_reachable(root: Place) -> None:
    """Whether there is a corpus, and its place lets us read it.

    Raises:
        CorpusError: there is none.
        StorageError: permission or credentials refused, the store or the mount is gone.
    """
    found = False
    for name in (SEAL, LOCK, MANIFEST):
        try:
            (root / name).source()
            found = True
        except FileNotFoundError:
            continue
        except ValueError:  # a folder or a device: damage, so a finding
            found = True
        except OSError as exc:
            if exc.errno in (errno.ENOTDIR, errno.ELOOP):
                continue
            if exc.errno == errno.EIO and root.folder is not None and root.folder.is_dir():
                found = True  # a bad sector of this one file
                continue
            remedy = "check the address, its rights and credentials, and whether it is still mounted"
            raise StorageError(str(root / name), exc, remedy, doing="read") from exc
    if not found:
        raise CorpusError(
            f"{root}: no corpus; a corpus folder holds {SEAL}, {LOCK} and {MANIFEST}", path=str(root)
        )


def _workers(rows: list[ManifestRow]) -> int:
    """One a core, fewer for a small corpus: to begin one takes a second."""
    return max(1, min(pool.num_cores(), sum(row.text_bytes for row in rows) // 2_000_000))


def _frame(root: Place, sha256: str) -> tuple[list[Finding], list[ManifestRow], Lock | None, Seal | None]:
    """Findings on everything but the shards themselves, and the rows to check the shards against."""
    findings: list[Finding] = []
    seal = _tried(findings, SEAL, lambda: Seal.load(root))
    lock = _tried(findings, LOCK, lambda: load_lock(root))
    manifest = _tried(findings, MANIFEST, lambda: read_manifest(root))
    if lock:
        findings += _lock_findings(root, lock)
    if seal and sha256 not in ("", seal.content_sha256):
        findings.append(
            Finding(SEAL, f"the corpus is not the pinned one, {sha256}", "find the corpus of that seal")
        )
    if seal and lock and (seal.lock_sha256, seal.recipe_id) != (lock.sha256, lock.recipe_id):
        findings.append(Finding(LOCK, f"not the lock that {SEAL} names", _MEND))
    if seal and manifest is not None and lock and Seal.of(lock, manifest) != seal:
        findings.append(Finding(MANIFEST, f"not the manifest that {SEAL} pins", _MEND))
    rows = {row.shard: row for row in manifest or ()}
    if len(rows) != len(manifest or ()):
        findings.append(Finding(MANIFEST, "a shard is named twice"))
    if manifest is not None and [*manifest] != sorted(manifest, key=lambda row: row.order):
        findings.append(Finding(MANIFEST, "its rows are out of order"))
    findings += _part_findings(root, rows, manifest is not None)
    if lock:
        findings += _plan_findings(lock, rows)
    findings += [Finding(path, "not in the manifest", REMOVE) for path in strangers(root, rows)]
    return findings, [*rows.values()], lock, seal


def _tried(findings: list[Finding], name: str, load: Callable[[], Any]) -> Any:
    try:
        return load()
    except (ForgeError, OSError, ValueError, OverflowError, RecursionError) as exc:
        gone = isinstance(exc, FileNotFoundError) or isinstance(exc.__cause__, FileNotFoundError)
        problem = "missing" if gone else f"cannot be read: {exc}"
        findings.append(Finding(name, problem, _MEND))
        return None


def _lock_findings(root: Place, lock: Lock) -> Iterator[Finding]:
    try:
        wanted = lock.to_json().encode()
        if (root / LOCK).read(len(wanted)) != wanted:
            yield Finding(LOCK, "not in canonical form", _MEND)
        if lock.foreign:
            yield from _quarantine_findings(root, lock)
            return
        raw = (root / RECIPE).read(_MAX_RECIPE_BYTES)
        if Recipe.from_yaml(raw, RECIPE).canonical() != lock.recipe.canonical():
            yield Finding(RECIPE, f"not the recipe of {LOCK}", _MEND)
    except FileNotFoundError:
        yield Finding(RECIPE, "missing", _MEND)
    except (ForgeError, OSError, ValueError) as exc:
        yield Finding(RECIPE, f"cannot be read: {exc}", _MEND)


def _quarantine_findings(root: Place, lock: Lock) -> Iterator[Finding]:
    """Whether the list of what an import did not take is the one that its lock names."""
    digest = hashlib.sha256()
    try:
        source = (root / QUARANTINE).source()
        for start in range(0, source.size, _PIECE):
            digest.update(source.read(start, min(start + _PIECE, source.size)))
    except (OSError, ValueError) as exc:
        yield Finding(QUARANTINE, f"cannot be read: {exc}", _IMPORT)
        return
    if digest.hexdigest() != lock.foreign.get("quarantine_sha256"):
        yield Finding(QUARANTINE, f"not the one that {LOCK} names", _IMPORT)


def _plan_findings(lock: Lock, rows: dict[str, ManifestRow]) -> Iterator[Finding]:
    planned = {each.path: each for each in planned_shards(lock)}
    for path, each in planned.items():
        row = rows.get(path)
        if row is None:
            yield Finding(path, "missing in the manifest")
        elif (row.first_index, row.samples) != (each.first_index, each.samples):
            yield Finding(path, "the manifest gives it another range of documents than the lock")
    for path in rows.keys() - planned.keys():
        yield Finding(path, "in the manifest, but not in the lock")


def _part_findings(root: Place, rows: dict[str, ManifestRow], have_manifest: bool) -> Iterator[Finding]:
    """Compare parts with the manifest's rows; without a manifest, take the rows from the parts."""
    if not have_manifest:
        for name in sorted((root / PARTS).files()):
            with contextlib.suppress(OSError, ValueError):  # told below, shard by shard
                row = read_part(root / PARTS / name)
                if part_name(row.shard) == f"{PARTS}/{name}":
                    rows[row.shard] = row
    for shard, row in rows.items():
        name = part_name(shard)
        try:
            if read_part(root / name) != row:
                yield Finding(name, "not the manifest's row of its shard")
        except FileNotFoundError:
            yield Finding(name, "missing")
        except (OSError, ValueError) as exc:
            yield Finding(name, f"cannot be read: {exc}")


def strangers(root: Place, shards: Collection[str]) -> list[str]:
    """Files in the corpus's folders that belong to none of these shards, as paths in the corpus."""
    expected = {part_name(shard) for shard in shards} | set(shards)
    for shard in shards:
        if not codec_of(shard).embeds_index:
            expected |= {index_name(shard), beside_name(shard)}
    return [path for path in _stored(root) if path not in expected]


def _stored(root: Place) -> Iterator[str]:
    """Files within the folders of splits and parts, as paths in the corpus; half-written ones left out."""
    for name in root.files():
        top, below, _ = name.partition("/")
        if below and (is_split(top) or top == PARTS):
            yield name


def worker(context: dict[str, Any]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    """What a worker process runs: a manifest row to the findings on its shard."""
    root, lock = place_of(context["root"]), Lock.from_json(context["lock"]) if context["lock"] else None

    def work(data: dict[str, Any]) -> dict[str, Any]:
        row = ManifestRow(**data)
        findings = [[row.shard, problem, remedy] for problem, remedy in shard_problems(root, row, lock)]
        return {"findings": findings, "samples": row.samples, "text_bytes": row.text_bytes}

    return work


def shard_problems(root: Place, row: ManifestRow, lock: Lock | None) -> list[tuple[str, str]]:
    """(problem, remedy) of one shard: file, stream, index, and every document. Never raises."""
    try:
        check_file((root / row.shard).source(), row)
        reader = ShardReader(root, row.shard, row)
        stream = reader.tar()
        if hashlib.sha256(stream).hexdigest() != row.content_sha256:
            raise ValueError("the digest of its tar stream is not the manifest's")
        index = tar.index_of(stream)
        if index.to_bytes() != reader.index.to_bytes():
            raise ValueError("its index is not that of its tar stream")
        if not codec_of(row.shard).embeds_index and not index_is(root, row.shard, index):
            raise ValueError("a file of its index is not that of its tar stream")
        return [(problem, AGAIN) for problem in _document_problems(reader, row, lock)]
    except FileNotFoundError:
        return [("missing", AGAIN)]
    except ShardError as exc:
        return [(exc.reason, AGAIN)]
    except (OSError, ValueError) as exc:
        return [(str(exc), AGAIN)]
    except Exception as exc:  # mutated bytes may fail in ways that no library documents: still a finding
        return [(f"cannot be read: {type(exc).__name__}: {exc}", AGAIN)]


def _document_problems(reader: ShardReader, row: ManifestRow, lock: Lock | None) -> Iterator[str]:
    sums, first = np.zeros(3, np.int64), 0
    for batch in reader.scan():
        first += len(batch)
        columns = (pc.binary_length(batch.column("text")), batch.column("bits_lo"), batch.column("bits_hi"))
        sums += [pc.sum(column).as_py() for column in columns]
        if lock is not None and not batch.column("key").equals(expected_keys(batch, row, lock)):
            yield f"a key among documents {first - len(batch)} to {first} is not that of its address"
        yield from _text_problems(batch)
    if sums.tolist() != [row.text_bytes, row.bits_lo, row.bits_hi]:
        yield "bytes of text or bits do not add up to the manifest's"


def _text_problems(batch: pa.RecordBatch) -> Iterator[str]:
    wrong = check_batch(batch)
    for key, reason in wrong[:_MAX_DOCUMENTS_NAMED]:
        yield f"document {key!r}: {reason}"
    if len(wrong) > _MAX_DOCUMENTS_NAMED:
        yield f"{len(wrong) - _MAX_DOCUMENTS_NAMED} more documents do not say what their check says"


def expected_keys(batch: pa.RecordBatch, row: ManifestRow, lock: Lock) -> pa.Array:
    """The keys of these documents by their address; null where the lock does not have the genre."""
    genres, indices = batch.column("genre"), np.asarray(batch.column("index").cast(pa.int64()))
    levels = np.full(len(batch), row.level, np.int64)
    wanted = pa.nulls(len(batch), pa.string())
    for genre_id, _ in lock.genres[row.domain]:
        scope = Scope(lock.seed, row.split, row.domain, genre_id)
        found = keys(scope, levels, indices, lock.knobs.get(scope.genre.partition("@")[0], {}), False)
        wanted = pc.if_else(pc.equal(genres, genre_id), found, wanted)
    return wanted
