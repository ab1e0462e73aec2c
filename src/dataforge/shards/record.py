"""A batch of documents as shards take it: the record's columns, and which names are safe as members and
folders.
"""

from __future__ import annotations

import re

import pyarrow as pa

from dataforge.generators import documents

RECORD_SCHEMA: pa.Schema = documents.SCHEMA
"""Every batch of documents has exactly these columns, none nullable."""

MEMBER_SCHEMA = pa.schema([field for field in RECORD_SCHEMA if field.name != "text"])
"""The fields of a shard's json member, in order."""

MAX_KEY_BYTES = 90
KEY_PATTERN = "^[a-z0-9][a-z0-9_-]{0,89}$"
_SPLIT = re.compile(r"train|val|test|ood_[a-z0-9_-]{1,32}")


def is_split(name: str) -> bool:
    """Whether a name is a split's id, and so safe as the name of a folder."""
    return _SPLIT.fullmatch(name) is not None


def empty_batch() -> pa.RecordBatch:
    """No documents."""
    return pa.RecordBatch.from_arrays(
        [pa.array([], field.type) for field in RECORD_SCHEMA], schema=RECORD_SCHEMA
    )


def as_record_batch(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The batch with exactly the record's schema.

    Raises:
        ValueError: a column is missing, misplaced, of another type, or holds nulls.
    """
    if batch.schema.names != RECORD_SCHEMA.names:
        raise ValueError(f"columns are {batch.schema.names}, not {RECORD_SCHEMA.names}")
    for field, column in zip(RECORD_SCHEMA, batch.columns, strict=True):
        if column.type != field.type:
            raise ValueError(f"column {field.name!r} is {column.type}, not {field.type}")
        if column.null_count:
            raise ValueError(f"column {field.name!r} holds {column.null_count} nulls")
    return pa.RecordBatch.from_arrays(batch.columns, schema=RECORD_SCHEMA)
