"""Parquet in the Hugging Face folder layout: data/<domain>/<split>-00000-of-00002.parquet.

README.md names the files of every split in `configs:` (`default`: all, and one a domain), which is all that
`datasets.load_dataset("out/")` needs, offline.
"""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from dataforge.shards.export.format import Facts, Format, Job, documents, put
from dataforge.shards.export.plan import Piece
from dataforge.shards.record import RECORD_SCHEMA

ROW_GROUP_BYTES = 16_000_000  # of text: what a reader decodes at once


class ParquetFormat(Format):
    """Columns of the record, zstd pages with checksums."""

    name = "parquet"
    about = "Parquet, as Hugging Face folders are laid out"

    def write(self, job: Job, piece: Piece) -> Facts:
        import pyarrow.parquet as pq

        sink = pa.BufferOutputStream()
        options = {"compression": "zstd", "compression_level": 3, "write_page_checksum": True}
        with pq.ParquetWriter(sink, RECORD_SCHEMA, **options) as writer:
            group: list[pa.RecordBatch] = []
            for batch in documents(job, piece):
                group.append(batch)
                if sum(each.column("text").nbytes for each in group) >= ROW_GROUP_BYTES:
                    _flush(writer, group)
            _flush(writer, group)
        path = f"data/{piece.domain}/{piece.split}-{piece.part:05d}-of-{piece.parts:05d}.parquet"
        return {"files": [put(job.out, path, [memoryview(sink.getvalue())])]}

    def configs(self, job: Job, made: list[tuple[Piece, Facts]]) -> list[dict[str, Any]]:
        return folder_configs(made, "data", "parquet")


def _flush(writer: Any, group: list[pa.RecordBatch]) -> None:
    if group:
        table = pa.Table.from_batches(group)
        writer.write_table(table, row_group_size=len(table))
        group.clear()


def folder_configs(made: list[tuple[Piece, Facts]], top: str, extension: str) -> list[dict[str, Any]]:
    """`configs:` of a card over files `<top>/<domain>/<split>-*.<extension>`: all, then each domain alone."""
    where: dict[str, list[str]] = {}
    domains = list(dict.fromkeys(piece.domain for piece, _ in made))
    for split in dict.fromkeys(piece.split for piece, _ in made):
        found = {piece.domain for piece, _ in made if piece.split == split}
        where[split] = [domain for domain in domains if domain in found]

    def files(split: str, wanted: list[str]) -> dict[str, Any]:
        return {"split": split, "path": [f"{top}/{each}/{split}-*.{extension}" for each in wanted]}

    configs: list[dict[str, Any]] = [
        {
            "config_name": "default",
            "default": True,
            "data_files": [files(split, each) for split, each in where.items()],
        }
    ]
    for domain in domains:
        data = [files(split, [domain]) for split, each in where.items() if domain in each]
        configs.append({"config_name": domain, "data_files": data})
    return configs
