"""Real corpora: generated, on disk and virtual; tokenizers; the rows sidecar."""

from __future__ import annotations

import logging
from itertools import islice
from pathlib import Path

import numpy as np
import pyarrow.parquet as pq
import pytest

torch = pytest.importorskip("torch")

from dataforge.engines.local import write_corpus  # noqa: E402
from dataforge.errors import RecipeError  # noqa: E402
from dataforge.plan.pack import pack  # noqa: E402
from dataforge.recipe import Recipe  # noqa: E402
from dataforge.shards.corpus import Corpus, open_corpus  # noqa: E402
from dataforge.streaming import Stream, StreamingLoader, train_tokenizer  # noqa: E402
from dataforge.streaming.sidecar import make_orders  # noqa: E402
from dataforge.streaming.tokens import ByteTokenizer, load_tokenizer  # noqa: E402

RECIPE = {
    "levels": [1, 40],
    "splits": {"train": "200 kB", "val": "40 kB"},
    "domains": {"mathematics": 2, "conversational": 1},
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """200 kB of two domains at two levels."""
    folder = tmp_path_factory.mktemp("corpus") / "corpus"
    write_corpus(Recipe.from_dict(RECIPE), folder, workers=1)
    return open_corpus(folder)


def _texts(corpus: Corpus) -> dict[str, tuple[str, int]]:
    return {
        record["key"]: (record["text"], record["bits_lo"])
        for cell in corpus.cells("train")
        for record in corpus.read("train", cell.cell, 0, cell.documents).to_pylist()
    }


def test_a_batch_is_as_the_contract_says(corpus: Corpus, tmp_path: Path) -> None:
    """Ids decode to the documents of `keys`; labels, positions, floors and tags are as written down."""
    texts, seq_len = _texts(corpus), 768
    loader = StreamingLoader(corpus, Stream(batch_size=8, seq_len=seq_len, cache_dir=str(tmp_path)))
    tokenizer = ByteTokenizer()
    assert loader.vocab_size == 257 + len(loader.cells)
    uncut = 0
    for batch in islice(loader, 12):
        assert {k: (v.dtype, tuple(v.shape)) for k, v in batch.items() if isinstance(v, torch.Tensor)} == {
            "input_ids": (torch.int64, (8, seq_len)),
            "labels": (torch.int64, (8, seq_len)),
            "position_ids": (torch.int64, (8, seq_len)),
            "document_ids": (torch.int32, (8, seq_len)),
            "loss_tokens": (torch.int64, (8,)),
            "cell": (torch.int64, (8,)),
            "floor_q24": (torch.int64, (8,)),
            "floor_nats": (torch.float64, (8,)),
            "slots": (torch.int64, (8,)),
        }
        for i, keys in enumerate(batch["keys"]):
            ids, labels, documents = (batch[n][i] for n in ("input_ids", "labels", "document_ids"))
            floor, whole, end = 0.0, True, 0
            for number, key in enumerate(keys, start=1):
                text, bits = texts[key]
                places = torch.nonzero(documents == number).flatten()
                assert places.tolist() == list(range(end, end + len(places)))
                assert batch["position_ids"][i, places].tolist() == list(range(len(places)))
                assert int(ids[places[0]]) == 257 + int(batch["cell"][i])
                assert int(labels[places[0]]) == -100
                assert torch.equal(labels[places[1:]], ids[places[1:]])
                cut = len(text.encode()) + 2 > seq_len
                assert text.startswith(tokenizer.decode(ids[places].tolist()).rstrip("\ufffd"))
                assert cut or (int(ids[places[-1]]) == 256 and len(places) == len(text.encode()) + 2)
                floor, whole, end = floor + bits / 65536 * np.log(2), whole and not cut, end + len(places)
            assert (documents[end:] == 0).all()
            assert (labels[end:] == -100).all()
            assert int(batch["loss_tokens"][i]) == int((labels != -100).sum())
            if whole:
                uncut += 1
                assert float(batch["floor_nats"][i]) == pytest.approx(floor, abs=1e-6 * len(keys))
            else:
                assert (int(batch["floor_q24"][i]), bool(batch["floor_nats"][i].isnan())) == (-1, True)
    assert uncut >= 20


def test_an_epoch_is_the_corpus(corpus: Corpus, tmp_path: Path) -> None:
    """The rows of an epoch of every cell hold each document of the split once."""
    loader = StreamingLoader(corpus, Stream(batch_size=4, seq_len=512, cache_dir=str(tmp_path)))
    source, keys = loader.dataset.source, []
    for cell, order in enumerate(loader.dataset.planner.orders):
        found = order.locate(np.arange(order.num_rows))
        for block, row in zip(found.block.tolist(), found.row.tolist(), strict=True):
            keys += source.token_row(cell, block, row).keys
    assert sorted(keys) == sorted(_texts(corpus))


def test_document_mode_and_virtual(corpus: Corpus, tmp_path: Path) -> None:
    """Texts and records as stored; a virtual corpus of the same lock has the same documents."""
    texts = _texts(corpus)
    corpus.lock.save(tmp_path / "recipe.lock")
    virtual = open_corpus(tmp_path / "recipe.lock")
    what = Stream(batch_size=6, mode="documents", block_documents=4, cache_dir=str(tmp_path / "cache"))
    batch = next(iter(StreamingLoader(corpus, what)))
    assert batch["text"] == [texts[keys[0]][0] for keys in batch["keys"]]
    assert [record["key"] for record in batch["records"]] == [keys[0] for keys in batch["keys"]]
    assert "text" not in batch["records"][0]
    loader = StreamingLoader(virtual, what)
    for batch in islice(loader, 5):
        assert all(texts[keys[0]][0] == text for keys, text in zip(batch["keys"], batch["text"], strict=True))
    tokens = StreamingLoader(virtual, Stream(batch_size=6, seq_len=1024, cache_dir=str(tmp_path / "cache")))
    assert tokens.spec.block_rows >= 1
    for batch in islice(tokens, 5):
        assert all(key in texts for keys in batch["keys"] for key in keys)


def test_sidecar(corpus: Corpus, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Counted once, by one process or several; repacked for other blocks; remade if not its own."""
    what = Stream(batch_size=4, seq_len=256, block_documents=16, cache_dir=str(tmp_path))
    source = StreamingLoader(corpus, what).dataset.source
    folders = [tmp_path / "a"]
    with caplog.at_level(logging.INFO):
        first = [order.rows_per_block for order in make_orders(source, folders, num_processes=2)]
        path = next((tmp_path / "a").glob("rows-*-256-train.parquet"))
        count = caplog.text.count("counting rows")
        again = [order.rows_per_block for order in make_orders(source, folders)]
        assert (again, caplog.text.count("counting rows")) == (first, count)
    for cell, rows in enumerate(first):
        assert rows == [len(pack(source.lengths(cell, b), 256)) for b in range(source.num_blocks(cell))]
    other = StreamingLoader(
        corpus, Stream(batch_size=4, seq_len=256, block_documents=7, cache_dir=str(tmp_path))
    )
    repacked = make_orders(other.dataset.source, folders)
    assert repacked[0].rows_per_block == make_orders(other.dataset.source, [tmp_path / "b"])[0].rows_per_block
    table = pq.read_table(path)
    metadata = {**table.schema.metadata, b"corpus_sha256": b"x"}
    pq.write_table(table.replace_schema_metadata(metadata), path)
    assert [order.rows_per_block for order in make_orders(source, folders)] == first
    assert "is of another corpus_sha256" in caplog.text
    path.write_bytes(b"PAR1 torn")
    assert [order.rows_per_block for order in make_orders(source, folders)] == first


def test_sidecar_of_a_corpus_that_cannot_be_written(corpus: Corpus, tmp_path: Path) -> None:
    """A folder that cannot be made is passed over for the next."""
    (tmp_path / "file").write_text("not a folder")
    source = StreamingLoader(
        corpus, Stream(batch_size=4, seq_len=300, cache_dir=str(tmp_path))
    ).dataset.source
    make_orders(source, [tmp_path / "file" / "corpus", tmp_path / "cache"])
    assert list((tmp_path / "cache").glob("rows-*-300-train.parquet"))


def test_tokenizer_is_deterministic_and_streams(corpus: Corpus, tmp_path: Path) -> None:
    """Trained twice it is the same file; its ids decode to the text; a run with it names its digest."""
    pytest.importorskip("tokenizers")
    first = train_tokenizer(corpus, tmp_path / "a.json", 600)
    assert train_tokenizer(corpus, tmp_path / "b.json", 600) == first
    tokenizer = load_tokenizer(str(tmp_path / "a.json"))
    texts = [text for text, _ in list(_texts(corpus).values())[:20]]
    assert [tokenizer.decode(ids.tolist()) for ids in tokenizer.encode(texts)] == texts
    what = Stream(batch_size=4, seq_len=256, tokenizer=str(tmp_path / "a.json"), cache_dir=str(tmp_path))
    loader = StreamingLoader(corpus, what)
    assert (loader.spec.tokenizer_sha256, loader.vocab_size) == (
        first,
        tokenizer.vocab_size + len(loader.cells),
    )
    batch = next(iter(loader))
    assert int(batch["input_ids"].max()) < loader.vocab_size


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"tokenizer": "nowhere.json"}, "tokenizer"),
        ({"mixture": {"mathematics": 0, "conversational": 1}}, "mixture.mathematics"),
        ({"mixture": {"mathematics": float("nan"), "conversational": 1}}, "mixture.mathematics"),
        ({"mixture": {"maths": 1}}, "mixture.maths"),
        ({"mixture": {"mathematics": 1}}, "mixture"),
        ({"batch_size": 0}, "batch_size"),
        ({"seq_len": 2}, "seq_len"),
    ],
)
def test_wrong_streams_are_named(corpus: Corpus, tmp_path: Path, changes: dict, field: str) -> None:
    """The message says which field, what, and what to do."""
    what = Stream(**{"batch_size": 4, "seq_len": 256, "cache_dir": str(tmp_path), **changes})
    with pytest.raises(RecipeError) as caught:
        StreamingLoader(corpus, what)
    assert caught.value.field == field
