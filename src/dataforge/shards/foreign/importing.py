"""`import_corpus`: text of the user's own into a sealed corpus."""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dataforge.errors import CorpusError, OutputExistsError, StorageError, UsageError
from dataforge.recipe import Lock, canonical_json, domains
from dataforge.shards.durable import durable_row
from dataforge.shards.files import Source, write_atomic
from dataforge.shards.foreign import near, tables
from dataforge.shards.foreign.against import load_sets
from dataforge.shards.foreign.choose import choose
from dataforge.shards.foreign.options import ImportOptions, check_domain
from dataforge.shards.foreign.planning import make_lock, text_options, write_quarantine
from dataforge.shards.foreign.reading import read_sources
from dataforge.shards.foreign.sources import Found, Refusal, find_sources
from dataforge.shards.foreign.spool import Spool, State
from dataforge.shards.foreign.writing import write_shards
from dataforge.shards.holding import sweep, writing
from dataforge.shards.manifest import LOCK, QUARANTINE, Seal, load_lock, planned_shards
from dataforge.shards.places import Place, place_of

Sources = Mapping[str, Sequence[str | Path]]
Progress = Callable[[str, int, int, int, float], None]
"""Called with (stage, documents done, documents in all (0: not known yet), bytes of text done, seconds
elapsed); the stages are read, choose, write."""

WORK = ".import"
_REQUEST = "request.json"
_NAMES_SEEN = 100_000


@dataclass(frozen=True)
class ImportReport:
    """What an import made.

    Attributes:
        sha256: the seal's digest of the content: what a run pins.
        documents, text_bytes: of the corpus.
        domains: domain -> documents.
        rejected: reason -> records that were not taken; `quarantine` names each.
    """

    path: str
    recipe_id: str
    sha256: str
    documents: int
    text_bytes: int
    domains: dict[str, int]
    rejected: dict[str, int]
    quarantine: str
    elapsed_s: float


def import_corpus(
    sources: Sources,
    out: str | Path,
    options: ImportOptions | None = None,
    *,
    against: Sequence[str | Path] = (),
    work: str | Path | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring text of your own in as further domains of a sealed corpus.

    Killed at any moment, the same call goes on and ends with the same digests. A corpus that is whole is left
    as it is; lost or damaged shards of one are made again from the sources.

    Args:
        sources: domain -> files, folders, URLs: JSON lines (.jsonl, .gz, .zst), Parquet, Arrow, text files,
            WebDatasets (.tar, .tar.gz, .tar.zst).
        out: a folder, or the URL of an object store.
        against: evaluation sets, of the same kinds: what shares n-grams with their strings is left out.
        work: a folder in which segments lie until the corpus is sealed; by default the corpus's own, for an
            object store one in the user's cache.
        progress: called as the work goes on.

    Raises:
        UsageError: a source of no known kind, a name that no domain can have, nothing that could be kept.
        CorpusError: a source is missing, or was changed since a killed import began.
        OutputExistsError: the output holds something else, or another process is writing to it.
        StorageError: disk full, permission denied.
    """
    options, begin, root = options or ImportOptions(), time.monotonic(), place_of(out)
    for domain in sources:
        check_domain(domain, domains())
    if options.near:
        near.version()
    found, refused = find_sources(sources)
    exams = find_sources({"against": against})[0] if against else []
    folder = _work_folder(root, work)
    with writing(root.folder):
        done = _finished(root, found, exams, options)
        if done is None:
            _check_ours(root)
            asked = [[each.identity for each in group] for group in (found, exams)]
            _claim(folder, {"sources": asked, "options": options.to_data()})
            task = _Import(found, refused, exams, options, root, folder, progress, begin)
            try:
                done = task.run()
            finally:
                tables.close()
        shutil.rmtree(folder, ignore_errors=True)
        sweep(root.folder)
    return _report(root, done, begin)


def _report(root: Place, done: Lock, begin: float) -> ImportReport:
    seal = Seal.load(root)
    counts = dict.fromkeys(done.recipe.domains, 0)
    for cell in done.cells:
        counts[cell.domain] += cell.documents
    return ImportReport(
        str(root),
        done.recipe_id,
        seal.content_sha256,
        seal.samples,
        seal.text_bytes,
        counts,
        dict(done.foreign["rejected"]),
        str(root / QUARANTINE),
        time.monotonic() - begin,
    )


@dataclass(frozen=True)
class _Import:
    """One import, in its three passes."""

    found: list[Found]
    refused: list[Refusal]
    exams: list[Found]
    options: ImportOptions
    root: Place
    work: Path
    progress: Progress | None
    begin: float

    def run(self) -> Lock:
        """Read, choose, write; the lock of the corpus."""
        segments = self.work / "segments"
        segments.mkdir(exist_ok=True)
        evaluations = load_sets(self.exams, self.options, self.work)
        spool = Spool(segments)
        if spool.state.source < len(self.found):
            read_sources(self.found, self.refused, self.options, evaluations, spool, self._read)
        self._tell("choose", spool.documents, spool.documents, spool.state.text_bytes)
        chosen = choose(spool, [each.domain for each in self.found], self.options)
        local = place_of(self.work)
        quarantine = write_quarantine(local, self.found, spool, chosen)
        lock = make_lock(self.found, self.options, evaluations, spool, chosen, quarantine)
        if not lock.cells:
            raise UsageError(
                f"none of {spool.state.rejects + spool.documents} records could be kept; "
                f"{local / QUARANTINE} says why"
            )
        self._write_lock(lock)
        (self.root / QUARANTINE).write(_pieces((local / QUARANTINE).source()))
        total, done, size = sum(cell.documents for cell in lock.cells), 0, 0

        def written(documents: int, text_bytes: int) -> None:
            nonlocal done, size
            done, size = done + documents, size + text_bytes
            self._tell("write", done, total, size)

        names = [(each.domain, each.name) for each in self.found]
        write_shards(lock, self.root, spool, chosen, names, written)
        return lock

    def _write_lock(self, lock: Lock) -> None:
        wanted = lock.to_json().encode()
        with contextlib.suppress(CorpusError):
            if load_lock(self.root).to_json() != lock.to_json():
                shutil.rmtree(self.work, ignore_errors=True)
                raise OutputExistsError(
                    str(self.root), "holds an import of the same sources when they were different"
                )
        (self.root / LOCK).write([wanted])

    def _read(self, state: State) -> None:
        self._tell("read", state.documents, 0, state.text_bytes)

    def _tell(self, stage: str, done: int, total: int, text_bytes: int) -> None:
        if self.progress is not None:
            self.progress(stage, done, total, text_bytes, time.monotonic() - self.begin)


def _finished(root: Place, found: list[Found], exams: list[Found], options: ImportOptions) -> Lock | None:
    """The lock of a corpus of this very import that is whole, or None.

    Raises:
        OutputExistsError: a sealed corpus of something else.
    """
    try:
        seal, lock = Seal.load(root), load_lock(root)
    except CorpusError:
        return None
    asked = (text_options(options), *map(_told, (found, exams)))
    has = lock.foreign and (
        lock.foreign["options"],
        [[s["domain"], s["name"], s["kind"]] for s in lock.foreign["sources"]],
        [["against", s["name"]] for s in lock.foreign["against"]],
    )
    same_shards = (lock.codec, lock.codec_level) == (options.codec, options.codec_level)
    if not has or (asked[0], asked[1], [each[:2] for each in asked[2]]) != has or not same_shards:
        raise OutputExistsError(str(root), "holds another corpus")
    rows = [durable_row(root, shard, lock) for shard in planned_shards(lock)]
    whole = [row for row in rows if row is not None]
    if len(whole) < len(rows) or Seal.of(lock, sorted(whole, key=lambda row: row.order)) != seal:
        return None
    try:
        quarantine = (root / QUARANTINE).source()
        digest = hashlib.sha256()
        for piece in _pieces(quarantine):
            digest.update(piece)
    except (OSError, ValueError):
        return None
    return lock if digest.hexdigest() == lock.foreign["quarantine_sha256"] else None


def _pieces(source: Source) -> Iterator[memoryview]:
    for start in range(0, source.size, 8 << 20):
        yield source.read(start, min(start + (8 << 20), source.size))


def _told(found: list[Found]) -> list[list[str]]:
    return [[each.domain, each.name, each.kind] for each in found]


def _work_folder(root: Place, work: str | Path | None) -> Path:
    """A folder of this import's own, which is removed in the end."""
    if work is None and root.folder is not None:
        return root.folder / WORK
    if work is None:
        work = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dataforge"
    return Path(work) / f"import-{hashlib.sha256(root.address.encode()).hexdigest()[:16]}"


def _check_ours(root: Place) -> None:
    """Refuse an output that is neither empty nor an import's."""
    try:
        found = itertools.islice(root.files(), _NAMES_SEEN)
        names = {name for name in found if not name.startswith(f"{WORK}/")}
    except OSError as exc:
        raise StorageError(str(root), exc, "choose another place") from exc
    if names and not (LOCK in names and _is_foreign(root)):
        raise OutputExistsError(str(root), "is not empty")


def _is_foreign(root: Place) -> bool:
    try:
        return bool(load_lock(root).foreign)
    except CorpusError:
        return False


def _claim(work: Path, asked: dict[str, Any]) -> None:
    """Make the work folder this import's, or see that it is."""
    wanted = canonical_json(asked).encode()
    request = work / _REQUEST
    try:
        if request.exists():
            if request.read_bytes() != wanted:
                raise OutputExistsError(str(work), "holds an unfinished import of other sources or options")
            return
        shutil.rmtree(work, ignore_errors=True)
    except OSError as exc:
        raise StorageError(str(work), exc) from exc
    write_atomic(request, [wanted])
