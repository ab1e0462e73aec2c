"""Does each text say what its record claims? Every fact is extracted anew and compared with the check."""

from __future__ import annotations

import hashlib
import json

import pyarrow as pa

from dataforge.errors import ForgeError
from dataforge.generators.address import Address
from dataforge.generators.base import ExtractError
from dataforge.generators.documents import owned
from dataforge.generators.registry import genre
from dataforge.recipe import canonical_json

FOREIGN_GENRE = "imported@1"
"""The genre of imported text, in a domain of its own: its check is the digest of the text, and no more."""

UNREADABLE = (
    ExtractError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    StopIteration,
    ArithmeticError,
    RecursionError,
)


def check_text(domain: str, genre_id: str, text: str, check: str, measured: str = "") -> str:
    """'' if the text claims exactly the facts of the check, else what is wrong in a few words.

    Args:
        measured: the record's; its cost, too, must be what the reference solver counts. '' leaves that out.
    """
    if genre_id == FOREIGN_GENRE:
        digest = hashlib.sha256(text.encode()).hexdigest()
        return "" if check == canonical_json({"sha256": digest}) else "the text does not have its digest"
    try:
        facts, cost = genre(domain, genre_id).read(text)
    except UNREADABLE as exc:
        return f"the text cannot be read back: {exc}"
    found = canonical_json(facts)
    if found != check:
        return f"the text says {found[:200]}, the check {check[:200]}"
    if cost and measured and f'"cost":{cost},' not in measured:
        return f"the reference solver takes {cost} inferences, the record says {measured[:80]}"
    return ""


def check_batch(batch: pa.RecordBatch) -> list[tuple[str, str]]:
    """(key, what is wrong) of every document whose text, check, key, spans or split do not agree."""
    columns = {
        name: batch.column(name).to_pylist() for name in ("key", "text", "domain", "genre", "check", "spans")
    }
    mine = [True] * batch.num_rows
    splits = batch.column("split").to_pylist()
    for split in sorted(set(splits)):
        rows = [i for i, each in enumerate(splits) if each == split]
        for row, ok in zip(rows, owned(batch.column("check").take(pa.array(rows)), split), strict=True):
            mine[row] = bool(ok)
    wrong = []
    measured = batch.column("measured").to_pylist()
    for i, key in enumerate(columns["key"]):
        reason = _address_problem(key, columns["domain"][i], columns["genre"][i], splits[i])
        reason = reason or check_text(
            columns["domain"][i], columns["genre"][i], columns["text"][i], columns["check"][i], measured[i]
        )
        reason = reason or _span_problem(columns["spans"][i], len(columns["text"][i].encode()))
        if not reason and not mine[i] and '"owned":false' not in measured[i]:
            reason = f"its world is not one of split {splits[i]!r}"
        if reason:
            wrong.append((key, reason))
    return wrong


def _address_problem(key: str, domain: str, genre_id: str, split: str) -> str:
    try:
        address = Address.parse(key)
        if genre_id != FOREIGN_GENRE:
            genre(domain, genre_id)
    except ForgeError as exc:
        return str(exc)
    same = (address.domain, address.genre_id, address.split) == (domain, genre_id, split)
    return "" if same else "its key and its record name different addresses"


def _span_problem(spans: str, num_bytes: int) -> str:
    try:
        end = 0
        for start, stop, _, _ in json.loads(spans):
            if start != end or stop <= start:
                return f"spans do not join at byte {end}"
            end = stop
    except (ValueError, TypeError) as exc:
        return f"spans cannot be read: {exc}"
    return "" if end == num_bytes else f"spans cover {end} of {num_bytes} bytes"
