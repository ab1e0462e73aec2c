"""A corpus in another codec: the same tar streams in other files, sealed with the same content digest.

`webdataset` is the plain (or gzip) corpus that stock readers open as it is; plain ones come with the side
files of Megatron-Energon and wids, and with a card that `datasets.load_dataset` reads.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterator
from typing import Any

import yaml

from dataforge.errors import ShardError, UsageError
from dataforge.recipe import Lock
from dataforge.shards import tar
from dataforge.shards.auto import CHOICE
from dataforge.shards.card import card
from dataforge.shards.codecs import CODECS, codec_of
from dataforge.shards.codecs import codec as find_codec
from dataforge.shards.corpus import FiniteCorpus
from dataforge.shards.export.format import Facts, Format, Job, chunks, put
from dataforge.shards.export.plan import Options, Piece, pieces_of
from dataforge.shards.export.sidefiles import energon_files, wids_files
from dataforge.shards.index import END_BYTES
from dataforge.shards.manifest import (
    LOCK,
    MANIFEST,
    RECIPE,
    SEAL,
    ManifestRow,
    Seal,
    load_lock,
    part_name,
    write_manifest,
)
from dataforge.shards.places import Place
from dataforge.shards.read import ShardReader, check_file
from dataforge.shards.write import ENERGON_INFO, index_files

CARD = "README.md"
_PIECE_BYTES = 16_000_000
_OURS = (RECIPE, LOCK, MANIFEST, SEAL, CHOICE)


class CorpusFormat(Format):
    """The corpus in one codec."""

    takes = frozenset({"level"})
    is_corpus = True
    energon = False

    def __init__(self, codec: str) -> None:
        self.name, self.codecs = codec, (codec,)
        self.about = f"the corpus with {CODECS[codec].extension} shards"

    def check(self, corpus: FiniteCorpus, options: Options) -> Options:
        if options.splits:
            raise UsageError(f"{self.name} exports a whole corpus; leave the splits out")
        found = super().check(corpus, options)
        packer, level = find_codec(found.codec), found.level
        if level is None:
            own = corpus.lock.codec_level
            level = own if own in packer.levels else min(6, packer.levels[-1])
        find_codec(found.codec, level)
        return dataclasses.replace(found, level=level)

    def pieces(self, corpus: FiniteCorpus, options: Options) -> list[Piece]:
        return pieces_of(corpus, options.splits, _PIECE_BYTES)

    def lock(self, lock: Lock, options: Options) -> Lock:
        """The lock of the corpus to be written: of the same recipe id."""
        assert options.level is not None
        return lock.with_codec(options.codec, options.level)

    def write(self, job: Job, piece: Piece) -> Facts:
        facts: Facts = {"files": [], "rows": [], "md5": {}}
        for row in piece.rows:
            new, md5, files = self._convert(job, row)
            facts["files"] += files
            facts["rows"].append(vars(new))
            facts["md5"][new.shard] = md5
        return facts

    def _convert(self, job: Job, row: ManifestRow) -> tuple[ManifestRow, str, list[list[Any]]]:
        """Store the tar stream of a shard anew: its row, the file's MD5, and the entries of all its files."""
        options, packer = job.options, CODECS[job.options.codec]
        stream = stream_of(job.source, row)
        level = options.level or 0
        pieces = packer.encode(stream, level)
        shard = row.shard.removesuffix(codec_of(row.shard).extension) + packer.extension
        md5 = hashlib.md5(usedforsecurity=False)
        for each in pieces if self.energon else ():
            md5.update(each)
        files = []
        if not packer.embeds_index:
            beside = index_files(shard, stream.index, self.energon and options.codec == "none")
            files = [put(job.out, name, [data]) for name, data in beside.items()]
        files.append(put(job.out, shard, pieces))
        _, size, sha256 = files[-1]
        new = dataclasses.replace(
            row, shard=shard, file_bytes=size, file_sha256=sha256, encoder=packer.encoder(level)
        )
        files.append(put(job.out, part_name(shard), [new.to_json().encode() + b"\n"]))
        return new, md5.hexdigest(), files

    def finish(self, corpus: FiniteCorpus, job: Job, made: list[tuple[Piece, Facts]]) -> list[list[Any]]:
        lock = self.lock(corpus.lock, job.options)
        rows = sorted(
            (ManifestRow(**row) for _, facts in made for row in facts["rows"]), key=lambda r: r.order
        )
        _copy_others(corpus, job.out)
        put(job.out, LOCK, [lock.to_json().encode()])
        if (corpus.place / RECIPE).exists():
            put(job.out, RECIPE, [yaml.safe_dump(lock.recipe.canonical(), allow_unicode=True).encode()])
        seal = Seal.of(lock, rows)
        self.beside(FiniteCorpus(job.out, lock, tuple(rows), seal), job, made)
        write_manifest(job.out, rows)
        seal.save(job.out)
        return []

    def beside(self, made: FiniteCorpus, job: Job, facts: list[tuple[Piece, Facts]]) -> None:
        """Write what other readers want beside the corpus, before it is sealed."""

    def is_finished(self, corpus: FiniteCorpus, out: Place, options: Options) -> bool:
        """Whether this very export is there, sealed."""
        if not (out / SEAL).exists() or (out / ENERGON_INFO).exists() != (
            self.energon and options.codec == "none"
        ):
            return False
        seal, lock = Seal.load(out), self.lock(corpus.lock, options)
        return (seal.content_sha256, seal.lock_sha256) == (corpus.sha256, lock.sha256) and load_lock(
            out
        ) == lock


class WebdatasetFormat(CorpusFormat):
    """A plain or gzip corpus with all that stock readers want beside it."""

    takes = frozenset({"level", "codec"})
    energon = True

    def __init__(self) -> None:
        self.name, self.codecs = "webdataset", ("none", "gzip")
        self.about = "plain .tar shards, with what Energon, wids and datasets want; or --codec gzip"

    def beside(self, made: FiniteCorpus, job: Job, facts: list[tuple[Piece, Facts]]) -> None:
        if job.options.codec == "none":
            md5 = {shard: each for _, found in facts for shard, each in found["md5"].items()}
            for path, data in {**wids_files(made, md5), **energon_files(made)}.items():
                put(job.out, path, [json.dumps(data, indent=1).encode() + b"\n"])
            if not (job.out / CARD).exists():
                put(job.out, CARD, [card(made).encode()])


def stream_of(source: Place, row: ManifestRow) -> tar.TarStream:
    """A shard's tar stream, compared with the manifest, and its index. Raises ShardError."""
    reader = ShardReader(source, row.shard, row)
    packer = codec_of(row.shard)
    data = reader.tar()
    if hashlib.sha256(data).hexdigest() != row.content_sha256:
        raise ShardError(row.shard, "the digest of its tar stream is not the manifest's")
    try:
        if packer.embeds_index:
            check_file((source / row.shard).source(), row)
        elif tar.index_of(data).to_bytes() != reader.index.to_bytes():
            raise ValueError("its index is not that of its tar stream")
    except (OSError, ValueError) as exc:
        raise ShardError(row.shard, str(exc)) from exc
    return tar.TarStream(data[:-END_BYTES], reader.index)


def _copy_others(source: FiniteCorpus, out: Place) -> None:
    """Copy what else lies at the top of the corpus's folder: a quarantine file, counted rows, a card of the
    user's own. A card that we made tells of the files, so it is left to `dataforge card`.
    """
    for name in _others(source.place):
        if name != CARD or b"".join(chunks(source.place / name)) != card(source).encode():
            put(out, name, chunks(source.place / name))


def _others(source: Place) -> Iterator[str]:
    try:
        names = [name for name in source.files() if "/" not in name]
    except OSError:  # a web server cannot list
        return
    yield from (name for name in names if name not in _OURS and not name.startswith((".", "wids-")))
