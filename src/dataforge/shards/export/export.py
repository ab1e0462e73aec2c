"""Export a corpus: to any codec and back, or to the formats of other readers.

Pieces (runs of shards) are made by several processes, each file whole or not at all, each piece noted in
`.export/` when it is durable. The file that binds all of them (the seal of a corpus, `export.json` otherwise)
is written last; then `.export/` goes. The same call goes on where a killed one was.
"""

from __future__ import annotations

import contextlib
import dataclasses
import importlib
import json
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dataforge.errors import OutputExistsError, StorageError, UnknownNameError, UsageError
from dataforge.recipe import canonical_json
from dataforge.shards import pool
from dataforge.shards.card import card
from dataforge.shards.codecs import CODECS
from dataforge.shards.corpus import Corpus, FiniteCorpus, open_corpus
from dataforge.shards.export.corpora import CARD, CorpusFormat, WebdatasetFormat
from dataforge.shards.export.format import Facts, Format, Job, is_there, put
from dataforge.shards.export.jsonl import JsonlFormat
from dataforge.shards.export.mds import MdsFormat
from dataforge.shards.export.megatron import MegatronFormat
from dataforge.shards.export.nanogpt import NanogptFormat
from dataforge.shards.export.parquet import ParquetFormat
from dataforge.shards.export.plan import Options, Piece, Tokenizer, TokenizerRef
from dataforge.shards.export.tokens import WORK
from dataforge.shards.holding import sweep, writing
from dataforge.shards.manifest import LOCK
from dataforge.shards.places import Place, place_of

DONE = "export.json"
_PLAN = f"{WORK}/plan.json"
_MAX_JSON_BYTES = 1 << 30
_TEXT_BYTES_A_WORKER = 8_000_000

FORMATS: dict[str, Format] = {
    each.name: each
    for each in (
        *map(CorpusFormat, CODECS),
        WebdatasetFormat(),
        ParquetFormat(),
        JsonlFormat(),
        MdsFormat(),
        MegatronFormat(),
        NanogptFormat(),
    )
}

Progress = Callable[[int, int, int, float], None]
"""Called with (documents done, documents in all, bytes of text done, seconds elapsed)."""


@dataclass(frozen=True)
class Exported:
    """What an export made.

    Attributes:
        sha256: the content digest of the corpus that it holds.
        text_bytes: of the documents.
        file_bytes: of the files; 0 if all of it was there already.
    """

    path: str
    to: str
    sha256: str
    documents: int
    text_bytes: int
    file_bytes: int
    elapsed_s: float


def export(
    corpus: Corpus | str | Path,
    to: str,
    out: str | Path | Place,
    options: Options | None = None,
    *,
    workers: int | None = None,
    progress: Progress | None = None,
) -> Exported:
    """Write a sealed corpus in another format, or finish the same export that was begun there.

    Args:
        to: one of `FORMATS`: a codec, webdataset, parquet, jsonl, mds, megatron, nanogpt.
        out: an empty or absent folder, or a prefix of an object store (not for megatron and nanogpt).
        workers: processes; by default one a core, fewer for a small corpus. The files are the same.

    Raises:
        UnknownNameError: no such format, codec or split.
        UsageError: an option means nothing to the format; the corpus is virtual.
        OutputExistsError: the place holds something else, or another process is writing to it.
        ShardError: a shard of the source is damaged.
        StorageError: disk full, permission denied. What is finished stays; run again to go on.
    """
    source = corpus if isinstance(corpus, Corpus) else open_corpus(corpus)
    if not isinstance(source, FiniteCorpus):
        raise UsageError("a virtual corpus has no shards to export; run `dataforge generate` first")
    if to not in FORMATS:
        raise UnknownNameError("format", to, tuple(FORMATS))
    form, root = FORMATS[to], place_of(out)
    asked = form.check(source, options or Options())
    if form.local and root.folder is None:
        raise UsageError(f"{to} joins its files in a folder; export to a path, then copy it to {root}")
    begin = time.monotonic()
    job = Job(source.place, root, asked, _tokenizer(asked))
    rows = [row for row in source.rows if row.split in asked.splits]
    samples, text = sum(row.samples for row in rows), sum(row.text_bytes for row in rows)
    with writing(root.folder):
        size = 0
        plan = _plan(source, to, job)
        if _is_done(form, source, job, plan):
            _clean(root)
        else:
            size = _make(form, source, job, plan, (workers, progress))
    return Exported(str(root), to, source.sha256, samples, text, size, time.monotonic() - begin)


def _tokenizer(options: Options) -> Tokenizer | None:
    if not isinstance(options.tokenizer, TokenizerRef):
        return options.tokenizer
    module, _, name = options.tokenizer.factory.partition(":")
    found: Tokenizer = getattr(importlib.import_module(module), name)(options.tokenizer.name)
    return found


def _plan(source: FiniteCorpus, to: str, job: Job) -> dict[str, Any]:
    """All that decides the files; an export goes on only where this is the same."""
    options = dataclasses.replace(job.options, tokenizer=None)
    return {
        "format": "dataforge-export",
        "version": 1,
        "to": to,
        "recipe_id": source.recipe_id,
        "content_sha256": source.sha256,
        "manifest_sha256": source.seal.manifest_sha256,
        "options": {**vars(options), "splits": list(options.splits)},
        "tokenizer_sha256": job.tokenizer.sha256 if job.tokenizer else "",
    }


def _is_done(form: Format, source: FiniteCorpus, job: Job, plan: dict[str, Any]) -> bool:
    """Whether all of it is there; False if it is to be begun or to be gone on with.

    Raises:
        OutputExistsError: something else is there.
    """
    out = job.out
    if isinstance(form, CorpusFormat):
        if form.is_finished(source, out, job.options):
            return True
    else:
        done = _json(out / DONE)
        if isinstance(done, dict) and {k: v for k, v in done.items() if k != "files"} == plan:
            return all(is_there(out, entry) for entry in done["files"])  # ours, if damaged: made again
    if _json(out / _PLAN) == plan:
        return False
    try:
        empty = next(iter(out.files()), None) is None
    except OSError as exc:
        raise StorageError(str(out), exc, "choose another place") from exc
    if not empty:
        raise OutputExistsError(str(out), "is not empty and holds no such export")
    return False


def _make(
    form: Format,
    source: FiniteCorpus,
    job: Job,
    plan: dict[str, Any],
    how: tuple[int | None, Progress | None],
) -> int:
    """Make all pieces and what binds them; bytes written."""
    out, (workers, progress) = job.out, how
    put(out, _PLAN, [canonical_json(plan).encode()])
    pieces = form.pieces(source, job.options)
    made = _run(form, job, pieces, workers, progress)
    ordered = [(piece, made[piece.number]) for piece in pieces]
    entries = form.finish(source, job, ordered)
    if not form.is_corpus:
        entries.append(put(out, LOCK, [source.lock.to_json().encode()]))  # what the card's command wants
        entries.append(put(out, CARD, [card(source, form.configs(job, ordered), form.name).encode()]))
        put(out, DONE, [json.dumps({**plan, "files": entries}, indent=1).encode() + b"\n"])
    _clean(out)
    return sum(size for _, size, _ in entries) or sum(e[1] for facts in made.values() for e in facts["files"])


def _run(
    form: Format, job: Job, pieces: list[Piece], workers: int | None, progress: Progress | None
) -> dict[int, Facts]:
    samples = {piece.number: sum(row.samples for row in piece.rows) for piece in pieces}
    sizes = {piece.number: piece.text_bytes for piece in pieces}
    shared = job.options.tokenizer is None or isinstance(job.options.tokenizer, TokenizerRef)
    if workers is not None and workers < 1:
        raise UsageError(f"{workers} workers cannot export a corpus; use 1 or more")
    count = workers or max(1, min(pool.num_cores(), sum(sizes.values()) // _TEXT_BYTES_A_WORKER))
    begin, done, text = time.monotonic(), 0, 0
    tasks = [piece.to_data() for piece in sorted(pieces, key=lambda piece: -piece.text_bytes)]
    if count > 1 and shared:
        results: Iterator[Any] = pool.run(f"{__name__}:worker", _context(form, job), tasks, count)
    else:  # a tokenizer that was handed in lives in this process
        results = map(_work(form, job), tasks)
    made: dict[int, Facts] = {}
    with contextlib.ExitStack() as stack:
        if hasattr(results, "close"):
            stack.callback(results.close)
        for number, facts in results:
            made[number] = facts
            done, text = done + samples[number], text + sizes[number]
            if progress is not None:
                progress(done, sum(samples.values()), text, time.monotonic() - begin)
    return made


def _context(form: Format, job: Job) -> dict[str, Any]:
    ref = job.options.tokenizer
    options = {**vars(job.options), "tokenizer": vars(ref) if isinstance(ref, TokenizerRef) else None}
    return {"to": form.name, "source": job.source.address, "out": job.out.address, "options": options}


def worker(context: dict[str, Any]) -> Callable[[dict[str, Any]], list[Any]]:
    """What a worker process runs: a piece's data to [its number, what it became]."""
    given = dict(context["options"])
    ref = TokenizerRef(**given["tokenizer"]) if given["tokenizer"] else None
    options = Options(**{**given, "splits": tuple(given["splits"]), "tokenizer": ref})
    job = Job(place_of(context["source"]), place_of(context["out"]), options, _tokenizer(options))
    return _work(FORMATS[context["to"]], job)


def _work(form: Format, job: Job) -> Callable[[dict[str, Any]], list[Any]]:
    def work(data: dict[str, Any]) -> list[Any]:
        piece = Piece.of(data)
        note = f"{WORK}/pieces/{piece.number:06d}.json"
        facts = _json(job.out / note)
        if not (isinstance(facts, dict) and all(is_there(job.out, entry) for entry in facts["files"])):
            facts = form.write(job, piece)
            put(job.out, note, [json.dumps(facts).encode()])
        return [piece.number, facts]

    return work


def _json(place: Place) -> Any:
    """A small file's JSON, or None: it is not there, or is no JSON."""
    try:
        return json.loads(place.read(_MAX_JSON_BYTES))
    except (OSError, ValueError):
        return None


def _clean(out: Place) -> None:
    """Remove the notes, the plan last, and what killed writers left half-written."""
    for name in sorted((out / WORK).files(), key=lambda name: f"{WORK}/{name}" == _PLAN):
        (out / WORK / name).remove()
    if out.folder is None:
        return
    sweep(out.folder)
    for folder, folders, _ in os.walk(out.folder, topdown=False):
        for name in folders if Path(folder).name == WORK else ():
            with contextlib.suppress(OSError):
                os.rmdir(os.path.join(folder, name))
    with contextlib.suppress(OSError):
        os.rmdir(out.folder / WORK)
