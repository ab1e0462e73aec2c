"""Text of nobody's, in every kind of file that an import reads."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

SYLLABLES = ("ka", "lo", "mi", "nu", "re", "so", "ta", "vi", "ze", "bo", "du", "fa")


def words(seed: str) -> Iterator[str]:
    """Made-up words without end."""
    counter = 0
    while True:
        for byte in hashlib.sha256(f"{seed}/{counter}".encode()).digest():
            yield SYLLABLES[byte % 12] + SYLLABLES[byte // 12 % 12]
        counter += 1


def text(number: int, length: int = 0) -> str:
    """A text of its own: 20 to 119 words unless said otherwise."""
    source = words(str(number))
    return " ".join(next(source) for _ in range(length or 20 + number * 37 % 100))


def texts(count: int) -> list[str]:
    """Texts that are all different."""
    return [text(number) for number in range(count)]


def json_lines(given: list[str]) -> bytes:
    """A line an object: text, id, score."""
    rows = ({"text": each, "id": f"n{i}", "score": i % 7 - 3.5} for i, each in enumerate(given))
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def table(given: list[str]) -> pa.Table:
    """Columns text, id, score."""
    scores = [i % 7 - 3.5 for i in range(len(given))]
    return pa.table({"text": given, "id": [f"n{i}" for i in range(len(given))], "score": scores})


def tar(members: list[tuple[str, bytes]], form: int = tarfile.PAX_FORMAT) -> bytes:
    """A tar of regular members."""
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w", format=form) as file:
        for name, data in members:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            file.addfile(info, io.BytesIO(data))
    return sink.getvalue()


def webdataset(given: list[str]) -> bytes:
    """Samples of .txt and .json, with long names among them."""
    members = []
    for i, each in enumerate(given):
        key = f"{'long/' * 30 if i % 5 == 0 else ''}n{i}"
        members += [
            (f"{key}.txt", each.encode()),
            (f"{key}.json", json.dumps({"score": i % 7 - 3.5}).encode()),
        ]
    return tar(members)


def ipc(given: list[str], stream: bool) -> bytes:
    """Arrow, as a file or a stream."""
    sink, data = io.BytesIO(), table(given)
    make = pa.ipc.new_stream if stream else pa.ipc.new_file
    with make(sink, data.schema) as writer:
        writer.write_table(data, max_chunksize=7)
    return sink.getvalue()


def parquet(given: list[str]) -> bytes:
    """Parquet of several row groups."""
    sink = io.BytesIO()
    pq.write_table(table(given), sink, row_group_size=9)
    return sink.getvalue()


KINDS: dict[str, Callable[[list[str]], bytes]] = {
    "a.jsonl": json_lines,
    "a.jsonl.gz": lambda given: (
        gzip.compress(json_lines(given)[:900]) + gzip.compress(json_lines(given)[900:])
    ),
    "a.jsonl.zst": lambda given: (
        zstandard.compress(json_lines(given)[:900]) + zstandard.compress(json_lines(given)[900:])
    ),
    "a.parquet": parquet,
    "a.arrow": lambda given: ipc(given, False),
    "b.arrow": lambda given: ipc(given, True),
    "a.tar": webdataset,
    "a.tar.gz": lambda given: gzip.compress(webdataset(given)),
    "a.tar.zst": lambda given: zstandard.compress(webdataset(given)),
}


def quarantine(corpus: Path) -> list[dict[str, str]]:
    """Lines of a corpus's quarantine file."""
    return [json.loads(line) for line in (corpus / "quarantine.jsonl").read_text().splitlines()]
