"""What Megatron-Energon and wids want beside plain tars: small JSON files, all made from the manifest.

Energon: `.nv-meta/` with counts, splits and how a sample becomes its TextSample; `<shard>.tar.idx` is written
with each shard. wids: one index a split, since it knows no splits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dataforge.shards.corpus import FiniteCorpus
from dataforge.shards.write import ENERGON_INFO

ENERGON_VERSION = "7.4.1"  # the version whose `prepare` writes the same files


def energon_files(corpus: FiniteCorpus) -> dict[str, Any]:
    """Path -> content of `.nv-meta/`. JSON is YAML, so the `.yaml` ones are JSON, too."""
    parts: dict[str, list[str]] = {}
    for row in corpus.rows:
        parts.setdefault(row.split, []).append(row.shard)
    counts = {row.shard: row.samples for row in corpus.rows}
    return {
        ".nv-meta/dataset.yaml": {
            "sample_type": {"__module__": "megatron.energon", "__class__": "TextSample"},
            "field_map": {"text": "txt"},
        },
        ".nv-meta/split.yaml": {"split_parts": parts, "exclude": []},
        ENERGON_INFO: {"energon_version": ENERGON_VERSION, "shard_counts": counts},
    }


def wids_files(corpus: FiniteCorpus, md5: Mapping[str, str]) -> dict[str, Any]:
    """Path -> content of the wids indices, `wids-<split>.json`; URLs count from there."""
    files = {}
    for split in corpus.splits:
        shards = [
            {
                "url": row.shard,
                "md5sum": md5[row.shard],
                "nsamples": row.samples,
                "filesize": row.file_bytes,
            }
            for row in corpus.rows
            if row.split == split
        ]
        files[f"wids-{split}.json"] = {
            "__kind__": "wids-shard-index-v1",
            "wids_version": 1,
            "name": f"{corpus.lock.recipe.name}-{split}",
            "info": {"content_sha256": corpus.sha256},
            "shardlist": shards,
        }
    return files
