"""Exports to the formats of other readers, each read back: by the real package, or byte by byte."""

from __future__ import annotations

import gzip
import json
import pickle
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from tests.shards.conftest import MakeBatch

from dataforge.shards.corpus import open_corpus
from dataforge.shards.export import jsonl, mds
from dataforge.shards.export.export import export
from dataforge.shards.export.nanogpt import pickled_meta
from dataforge.shards.export.plan import Options, TokenizerRef
from dataforge.shards.record import RECORD_SCHEMA
from dataforge.streaming.tokens import ByteTokenizer, train_tokenizer

BYTES = TokenizerRef("dataforge.streaming.tokens:load_tokenizer", "bytes")
SMALL = 6_000  # bytes of text a file, so that there are several


@pytest.fixture(scope="module")
def wanted(sealed: Path) -> dict[str, list[dict[str, Any]]]:
    """Records of the corpus, by split, in order."""
    corpus = open_corpus(sealed)
    return {split: list(corpus.documents(split)) for split in corpus.splits}


def texts(records: list[dict[str, Any]]) -> list[str]:
    return [record["text"] for record in records]


def test_parquet_has_the_records_and_checksums(
    sealed: Path, tmp_path: Path, wanted: dict[str, list[dict[str, Any]]]
) -> None:
    """Files hold the record's columns, none nullable, in the corpus's order, and pages have checksums."""
    export(sealed, "parquet", tmp_path / "out", Options(file_bytes=SMALL), workers=1)
    for split, records in wanted.items():
        files = sorted((tmp_path / "out" / "data" / "mathematics").glob(f"{split}-*.parquet"))
        assert len(files) == int(files[0].stem[-5:])
        found: list[dict[str, Any]] = []
        for path in files:
            file = pq.ParquetFile(path, page_checksum_verification=True)
            assert file.schema_arrow.equals(RECORD_SCHEMA)
            found += file.read().to_pylist()
        assert found == records
    assert len(list((tmp_path / "out").rglob("train-*.parquet"))) > 1


@pytest.mark.parametrize("codec", ["none", "gzip", "zstd"])
def test_json_lines_are_what_json_would_write(
    sealed: Path, tmp_path: Path, wanted: dict[str, list[dict[str, Any]]], codec: str
) -> None:
    """Lines are byte for byte those of `json.dumps`, whatever the codec."""
    export(sealed, "jsonl", tmp_path / "out", Options(codec=codec, file_bytes=SMALL), workers=1)
    for split, records in wanted.items():
        raw = b""
        for path in sorted((tmp_path / "out" / "data").rglob(f"{split}-*.jsonl*")):
            data = path.read_bytes()
            if codec == "gzip":
                data = gzip.decompress(data)
            elif codec == "zstd":
                data = zstandard.ZstdDecompressor().stream_reader(data, read_across_frames=True).read()
            raw += data
        lines = [json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in records]
        assert raw.decode() == "".join(line + "\n" for line in lines)


def test_json_lines_of_hostile_texts(make_batch: MakeBatch) -> None:
    """Quotes, backslashes, control characters, line separators, empty texts and no documents at all."""
    batch = make_batch(["", '"', "\\", "\x00\x1f\n\r\t", "\u2028\u2029\x7f", "é漢🎲" * 100])
    assert [json.loads(line) for line in bytes(jsonl.lines(batch)).splitlines()] == batch.to_pylist()
    assert bytes(jsonl.lines(batch.slice(2, 1))).count(b"\n") == 1
    assert bytes(jsonl.lines(batch.slice(0, 0))) == b""


def mds_sample(record: dict[str, Any]) -> bytes:
    """A sample as mosaicml-streaming's MDSWriter.encode_sample writes it."""
    head, body = b"", b""
    for name in sorted(record):
        if isinstance(record[name], int):
            body += struct.pack("<q", record[name])
        else:
            data = record[name].encode()
            head, body = head + struct.pack("<I", len(data)), body + data
    return head + body


def test_mds_is_the_documented_format(
    sealed: Path, tmp_path: Path, wanted: dict[str, list[dict[str, Any]]]
) -> None:
    """Shards and index byte by byte: offsets, configuration, samples, and SHA-256 of every shard."""
    import hashlib

    export(sealed, "mds", tmp_path / "out", Options(file_bytes=SMALL), workers=1)
    for split, records in wanted.items():
        index = json.loads((tmp_path / "out" / split / "index.json").read_text())
        first = 0
        assert index["version"] == 2
        for number, shard in enumerate(index["shards"]):
            raw = (tmp_path / "out" / split / f"shard.{number:05d}.mds").read_bytes()
            info = shard["raw_data"]
            assert (info["basename"], info["bytes"]) == (f"shard.{number:05d}.mds", len(raw))
            assert info["hashes"] == {"sha256": hashlib.sha256(raw).hexdigest()}
            samples = [mds_sample(each) for each in records[first : first + shard["samples"]]]
            config = json.dumps(
                {k: v for k, v in shard.items() if k not in ("raw_data", "zip_data", "samples")},
                sort_keys=True,
            ).encode()
            at = 4 + 4 * (len(samples) + 1) + len(config)
            offsets = np.cumsum([at, *map(len, samples)]).astype("<u4")
            assert raw == struct.pack("<I", len(samples)) + offsets.tobytes() + config + b"".join(samples)
            first += len(samples)
        assert first == len(records)


def test_mds_of_awkward_batches(make_batch: MakeBatch) -> None:
    """Empty strings, large numbers, a slice of a larger batch."""
    batch = make_batch(["", "é" * 300, "x"], bits_lo=[0, 2**62, -1], dose=["", "typo", ""])
    assert mds.encode(batch).to_pylist() == [mds_sample(each) for each in batch.to_pylist()]
    assert mds.encode(batch.slice(1, 1)).to_pylist() == [mds_sample(batch.to_pylist()[1])]


def test_nanogpt_reads_it(sealed: Path, tmp_path: Path, wanted: dict[str, list[dict[str, Any]]]) -> None:
    """As train.py does: np.memmap of uint16, vocab_size out of meta.pkl; decoded by sample.py's itos."""
    export(sealed, "nanogpt", tmp_path / "out", Options(tokenizer=BYTES), workers=1)
    meta = pickle.loads((tmp_path / "out" / "meta.pkl").read_bytes())
    told = json.loads((tmp_path / "out" / "meta.json").read_text())
    assert meta["vocab_size"] == told["vocab_size"] == 257
    for split, records in wanted.items():
        data = np.memmap(tmp_path / "out" / f"{split}.bin", dtype=np.uint16, mode="r")
        assert data.max() < meta["vocab_size"]
        assert (told["tokens"][split], told["documents"][split]) == (len(data), len(records))
        ended = [np.append(np.frombuffer(text.encode(), np.uint8), 256) for text in texts(records)]
        assert np.array_equal(data, np.concatenate(ended))
        shown = "".join(meta["itos"][i] for i in data[:100].tolist())
        assert shown.startswith(texts(records)[0][:20].encode().decode("latin-1"))
        assert [meta["stoi"][c] for c in "abc"] == [97, 98, 99]


def test_a_tokenizer_file_and_one_that_is_handed_in(
    sealed: Path, tmp_path: Path, wanted: dict[str, list[dict[str, Any]]]
) -> None:
    """A `tokenizers` file in two processes gives what the same tokenizer gives in this one."""
    pytest.importorskip("tokenizers")
    from dataforge.streaming.tokens import FileTokenizer

    file = tmp_path / "bpe.json"
    train_tokenizer(open_corpus(sealed), file, 300)
    ref = TokenizerRef("dataforge.streaming.tokens:load_tokenizer", str(file))
    own = FileTokenizer(str(file))
    export(sealed, "nanogpt", tmp_path / "two", Options(tokenizer=ref), workers=2)
    export(sealed, "nanogpt", tmp_path / "one", Options(tokenizer=own), workers=2)
    assert pickle.loads((tmp_path / "one" / "meta.pkl").read_bytes()) == {"vocab_size": 300}
    for split, records in wanted.items():
        name = f"{split}.bin"
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
        ids = np.fromfile(tmp_path / "one" / name, np.uint16)
        parts = np.split(ids, np.flatnonzero(ids == own.eod) + 1)[:-1]
        assert [own.decode(part.tolist()) for part in parts] == texts(records)


class Wide(ByteTokenizer):
    """Bytes, with a vocabulary that does not fit sixteen bits."""

    sha256 = "wide"
    vocab_size = 100_001
    eod = 100_000


def test_large_vocabularies_are_wider(sealed: Path, tmp_path: Path) -> None:
    """More than 2^16 ids: uint32 for nanoGPT, int32 for Megatron."""
    for to in ("nanogpt", "megatron"):
        export(sealed, to, tmp_path / to, Options(tokenizer=Wide(), splits=("val",)), workers=1)
    ids = np.fromfile(tmp_path / "nanogpt" / "val.bin", np.uint32)
    assert ids[-1] == 100_000
    assert np.array_equal(ids, np.fromfile(tmp_path / "megatron" / "val_text_document.bin", np.int32))
    assert not (tmp_path / "nanogpt" / "train.bin").exists()
    assert (tmp_path / "megatron" / "val_text_document.idx").read_bytes()[17] == 4


def test_megatron_header_byte_by_byte(
    sealed: Path, tmp_path: Path, wanted: dict[str, list[dict[str, Any]]]
) -> None:
    """The index: magic, version, type, counts, lengths, pointers, documents."""
    export(sealed, "megatron", tmp_path / "out", Options(tokenizer=BYTES, file_bytes=64_000_000), workers=1)
    for split, records in wanted.items():
        lengths = np.array([len(text.encode()) + 1 for text in texts(records)], "<i4")
        n = len(lengths)
        pointers = 2 * np.concatenate([[0], np.cumsum(lengths[:-1], dtype=np.int64)]).astype("<i8")
        raw = b"MMIDIDX\x00\x00" + struct.pack("<QBQQ", 1, 8, n, n + 1)
        raw += lengths.tobytes() + pointers.tobytes() + np.arange(n + 1, dtype="<i8").tobytes()
        assert (tmp_path / "out" / f"{split}_text_document.idx").read_bytes() == raw


def test_the_pickle_is_plain_data() -> None:
    """meta.pkl names no class: an unpickler that knows none reads it."""

    class Nothing(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> Any:
            raise AssertionError(f"{module}.{name}")

    import io

    assert Nothing(io.BytesIO(pickled_meta(50_257, False))).load() == {"vocab_size": 50_257}
    assert len(Nothing(io.BytesIO(pickled_meta(257, True))).load()["itos"]) == 257


def test_several_domains_are_configs_of_their_own(tmp_path: Path) -> None:
    """Files lie by domain, and the card names a config for each, next to all of them."""
    import yaml

    from dataforge.engines.local import write_corpus
    from dataforge.recipe import Recipe

    recipe = {
        "domains": {"philosophy": 1, "mathematics": 1},
        "levels": [1],
        "splits": {"train": 12, "val": 4},
    }
    write_corpus(Recipe.from_dict(recipe), tmp_path / "corpus", workers=1)
    export(tmp_path / "corpus", "parquet", tmp_path / "out", workers=1)
    front = yaml.safe_load((tmp_path / "out" / "README.md").read_text().split("---\n")[1])
    names = {config["config_name"]: config["data_files"] for config in front["configs"]}
    assert list(names) == ["default", "mathematics", "philosophy"]
    first = {
        "split": "train",
        "path": ["data/mathematics/train-*.parquet", "data/philosophy/train-*.parquet"],
    }
    assert names["default"][0] == first
    found = pa.concat_tables(map(pq.read_table, sorted((tmp_path / "out").rglob("train-*.parquet"))))
    assert found.num_rows == 12
