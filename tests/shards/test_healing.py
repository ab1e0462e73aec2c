"""A reader that heals on the fly: the sealed documents or an error, counted and logged; nothing else."""

from __future__ import annotations

import logging
import os
import pickle
from pathlib import Path

import pytest
from tests.shards import debian_zstd
from tests.shards.mutations import DIGITS, flip_bit, forge

from dataforge.errors import ShardError
from dataforge.shards.codecs import ZstdCodec
from dataforge.shards.corpus import Corpus, open_corpus
from dataforge.shards.healing import Healing
from dataforge.shards.verify import verify


def _documents(corpus: Corpus) -> list[dict[str, object]]:
    return [record for split in corpus.splits for record in corpus.documents(split)]


def test_damage_is_healed_counted_and_logged(
    corpus_copy: Path, sealed: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A shard lost and one flipped: every document is the sealed one, and the log names shard and sample."""
    corpus = open_corpus(corpus_copy)
    lost, flipped = (corpus.rows[i] for i in (0, 2))  # type: ignore[attr-defined]
    (corpus_copy / lost.shard).unlink()
    flip_bit(corpus_copy / flipped.shard, 400, 3)
    healing = Healing()
    with caplog.at_level(logging.WARNING, "dataforge.shards.healing"):
        healed = open_corpus(corpus_copy, heal=healing)
        assert _documents(healed) == _documents(open_corpus(sealed))
    assert [event.shard for event in healing.events] == [lost.shard, flipped.shard]
    assert healing.shards == 2
    assert healing.samples == lost.samples + flipped.samples
    assert [event.written for event in healing.events] == [False, False]
    for event, record in zip(healing.events, caplog.records, strict=True):
        assert event.shard in record.getMessage()
        assert event.sample in record.getMessage()
        assert event.sample.startswith("mathematics-l")
        assert event.reason in record.getMessage()
    assert not (corpus_copy / lost.shard).exists()


def test_what_is_not_touched_is_not_healed(corpus_copy: Path) -> None:
    """One document of a whole shard: nothing is made again, and `heal=True` is enough to allow it."""
    corpus = open_corpus(corpus_copy, heal=True)
    (corpus_copy / corpus.rows[1].shard).unlink()  # type: ignore[attr-defined]
    assert corpus.document(0) == open_corpus(corpus_copy).document(0)
    assert corpus.healing.events == []  # type: ignore[attr-defined]


def test_mended_shards_are_written_back(corpus_copy: Path, sealed: Path) -> None:
    """With `write_back` the corpus is whole afterwards, file for file."""
    corpus = open_corpus(corpus_copy)
    shard = corpus.rows[0].shard  # type: ignore[attr-defined]
    os.truncate(corpus_copy / shard, 100)
    healing = Healing(write_back=True)
    assert _documents(open_corpus(corpus_copy, heal=healing)) == _documents(corpus)
    assert [event.written for event in healing.events] == [True]
    assert (corpus_copy / shard).read_bytes() == (sealed / shard).read_bytes()
    assert verify(corpus_copy, workers=1).findings == ()


def test_another_encoders_file_is_not_written_back(
    corpus_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second libzstd reads the same documents, and leaves the file to `dataforge heal`, which seals."""
    if not debian_zstd.version():
        pytest.skip("no second libzstd here")
    corpus = open_corpus(corpus_copy)
    wanted = _documents(corpus)
    shard = corpus.rows[0].shard  # type: ignore[attr-defined]
    (corpus_copy / shard).unlink()
    monkeypatch.setattr(ZstdCodec, "encode", debian_zstd.encode)
    monkeypatch.setattr(ZstdCodec, "encoder", debian_zstd.encoder)
    healing = Healing(write_back=True)
    assert wanted == _documents(open_corpus(corpus_copy, heal=healing))
    assert [event.written for event in healing.events] == [False]
    assert not (corpus_copy / shard).exists()


def test_without_leave_the_error_names_shard_sample_and_remedy(corpus_copy: Path) -> None:
    """The third document of the third frame or so: the error has the key of the first damaged sample."""
    corpus = open_corpus(corpus_copy)
    row = corpus.rows[0]  # type: ignore[attr-defined]
    wanted = corpus.document(0)["key"]
    flip_bit(corpus_copy / row.shard, 60, 1)
    with pytest.raises(ShardError) as caught:
        open_corpus(corpus_copy).read("train", row.cell, 0, row.samples)
    assert (caught.value.shard, caught.value.sample) == (row.shard, wanted)
    assert str(caught.value).endswith(f"run `dataforge heal {corpus_copy}`: it makes the shard again")
    (corpus_copy / row.shard).unlink()
    with pytest.raises(ShardError, match="missing; run `dataforge heal") as caught:
        open_corpus(corpus_copy).document(0)
    assert caught.value.sample == wanted


def test_what_is_made_again_must_be_what_is_sealed(corpus_copy: Path) -> None:
    """A corpus edited with its seal, whose shard is then lost: no document of the address is passed off as
    the sealed one."""
    shard = forge(corpus_copy, lambda record: record.update(text=str(record["text"]).translate(DIGITS)))
    (corpus_copy / shard).unlink()
    healing = Healing()
    with pytest.raises(ShardError, match="does not have the pinned content"):
        _documents(open_corpus(corpus_copy, heal=healing))
    assert healing.events == []


def test_a_healing_corpus_travels(corpus_copy: Path) -> None:
    """Pickled into another process it still may heal."""
    corpus = open_corpus(corpus_copy, heal=True)
    (corpus_copy / corpus.rows[0].shard).unlink()  # type: ignore[attr-defined]
    first = corpus.document(0)
    assert pickle.loads(pickle.dumps(corpus)).document(0) == first
