"""The first pass: every source in order, into segments of documents and of what was not taken.

Where a segment ends depends on the records alone, so a killed import that goes on makes the same segments.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from itertools import islice

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataforge.errors import CorpusError
from dataforge.generators.documents import owned
from dataforge.shards.foreign.against import EvaluationSets
from dataforge.shards.foreign.measures import at_reading
from dataforge.shards.foreign.near import Signatures, signatures
from dataforge.shards.foreign.options import NUM_PERM, ImportOptions
from dataforge.shards.foreign.records import Raw, records_of
from dataforge.shards.foreign.sources import Found, Opened, Refusal, open_source
from dataforge.shards.foreign.spool import META, Reject, Spool, State
from dataforge.shards.foreign.words import words_of
from dataforge.text.rows import I64

SEGMENT_BYTES, SEGMENT_RECORDS = 16_000_000, 20_000
Read = Callable[[State], None]
"""Called after every segment."""


def read_sources(
    found: Sequence[Found],
    refused: Sequence[Refusal],
    options: ImportOptions,
    evaluations: EvaluationSets,
    spool: Spool,
    told: Read,
) -> None:
    """Read what the spool does not have yet.

    Raises:
        CorpusError: a source cannot be read, or is not what it was when the import began.
        StorageError: no room for the spool.
    """
    state = spool.state
    for number, known in enumerate(state.sources[: state.source]):
        _check_size(found[number], known)
    pending = _Pending(found, options, evaluations, spool)
    if not len(spool):
        pending.rejects += [Reject(each.source, each.at, "", "refused", each.detail) for each in refused]
    for number in range(state.source, len(found)):
        opened = open_source(found[number], spool.folder)
        begin = state.record if number == state.source else 0
        pending.open(number, opened)
        for record, raw in enumerate(islice(records_of(opened, options), begin, None), begin + 1):
            pending.add(number, raw)
            if pending.full:
                pending.flush(number, record)
                told(spool.state)
        (spool.folder / "source").unlink(missing_ok=True)
    if state.source < len(found):
        pending.flush(len(found), 0)
        told(spool.state)


def _check_size(found: Found, known: tuple[str, int, int]) -> None:
    try:
        same = bool(found.files) or found.place.source().size == known[1]
    except (OSError, ValueError) as exc:
        raise CorpusError(f"{found.name}: cannot be read ({exc})", path=found.name) from exc
    if not same:
        raise _changed(found)


def _changed(found: Found) -> CorpusError:
    return CorpusError(
        f"{found.name}: changed since this import began; give the old file, or remove the output folder",
        path=found.name,
    )


class _Pending:
    """Documents and rejects that are not in a segment yet."""

    def __init__(
        self, found: Sequence[Found], options: ImportOptions, evaluations: EvaluationSets, spool: Spool
    ) -> None:
        self.found, self.options, self.evaluations, self.spool = found, options, evaluations, spool
        self.sources = list(spool.state.sources)
        self.rejects: list[Reject] = []
        self._raws: list[tuple[int, Raw, bytes]] = []
        self._bytes = self._records = 0

    @property
    def full(self) -> bool:
        return self._bytes >= SEGMENT_BYTES or self._records >= SEGMENT_RECORDS

    def open(self, number: int, opened: Opened) -> None:
        """Begin a source, or go on with it."""
        if number < len(self.sources):
            if self.sources[number][0] != opened.sha256:
                raise _changed(opened.found)
        else:
            self.sources.append((opened.sha256, opened.size, 0))

    def add(self, number: int, raw: Raw) -> None:
        """Take a record, or say why not."""
        self._records += 1
        sha256, size, records = self.sources[number]
        self.sources[number] = (sha256, size, records + 1)
        problem = (raw.reason, raw.detail) if raw.reason else self._problem(raw.text)
        if problem is not None:
            self.rejects.append(Reject(self.found[number].name, raw.at, raw.id, *problem))
        else:
            self._raws.append((number, raw, hashlib.sha256(raw.text).digest()))
            self._bytes += len(raw.text)

    def _problem(self, text: bytes) -> tuple[str, str] | None:
        size, options = len(text), self.options
        if not text.strip():
            return "empty", "nothing but blanks" if text else "no text"
        if size < options.min_text_bytes:
            return "too-short", f"{size} bytes, below {options.min_text_bytes}"
        if size > options.max_text_bytes:
            return "too-long", f"{size} bytes, above {options.max_text_bytes}"
        if b"\0" in text:
            return "nul", f"byte {text.index(0)} is NUL: not a text"
        return None

    def flush(self, source: int, record: int) -> None:
        """Write the segment, after which reading goes on at this record of this source."""
        texts = pa.array([raw.text for _, raw, _ in self._raws], pa.binary()).cast(pa.string())
        rows = np.arange(len(texts))
        signed: Signatures = np.zeros((0, NUM_PERM), np.uint32)
        if self.options.near or len(self.evaluations.ngrams):
            words = words_of(texts)
            if self.options.near:
                signed = signatures(words, self.options.shingle)
            rows = self._without_overlaps(self.evaluations.find(words))
            signed = signed[rows] if len(signed) else signed
            texts = texts.take(pa.array(rows))
        meta = self._meta(texts, rows)
        before = self.spool.state
        state = State(
            source,
            record,
            before.documents + len(texts),
            before.text_bytes + int(pc.sum(meta.column("size")).as_py() or 0),
            before.rejects + len(self.rejects),
            tuple(self.sources),
        )
        self.spool.write(texts, meta, signed, self.rejects, state)
        self.rejects, self._raws, self._bytes, self._records = [], [], 0, 0

    def _without_overlaps(self, overlaps: I64) -> I64:
        for row in np.flatnonzero(overlaps >= 0).tolist():
            number, raw, _ = self._raws[row]
            other = self.evaluations.names[int(overlaps[row])]
            detail = f"shares {self.options.ngram} words in a row with {other}"
            self.rejects.append(Reject(self.found[number].name, raw.at, raw.id, "overlap", detail))
        return np.flatnonzero(overlaps < 0)

    def _meta(self, texts: pa.StringArray, rows: I64) -> pa.RecordBatch:
        taken = [self._raws[row] for row in rows.tolist()]
        digests = np.frombuffer(b"".join(digest[:16] for _, _, digest in taken), ">u8").reshape(-1, 2)
        checks = pa.array([f'{{"sha256":"{digest.hex()}"}}' for _, _, digest in taken], pa.string())
        owner = np.where(owned(checks, "val"), 0, np.where(owned(checks, "test"), 1, 2)).astype(np.uint8)
        columns = [
            np.array([number for number, _, _ in taken], np.int32),
            pa.array([raw.at for _, raw, _ in taken], pa.string()),
            pa.array([raw.id for _, raw, _ in taken], pa.string()),
            np.array([len(raw.text) for _, raw, _ in taken], np.int64),
            at_reading(self.options, [raw for _, raw, _ in taken]),
            digests[:, 0].astype(np.uint64),
            digests[:, 1].astype(np.uint64),
            owner,
        ]
        return pa.RecordBatch.from_arrays([pa.array(c) for c in columns], schema=META)
