"""Tokenizers: text -> token ids. "bytes" needs no file; anything else is a Hugging Face `tokenizers` file.

Cell tags live above the vocabulary: token `vocab_size + k` opens a document of cell k, outside the loss. So
a model's embedding has `vocab_size + cells` rows, and a tokenizer knows nothing of the recipe.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

from dataforge.errors import MissingExtraError, RecipeError, StorageError

if TYPE_CHECKING:
    from dataforge.shards.corpus import Corpus

__all__ = ["EOD_TOKEN", "ByteTokenizer", "FileTokenizer", "Tokenizer", "load_tokenizer", "train_tokenizer"]

EOD_TOKEN = "<|endoftext|>"
_MAX_FILE_BYTES = 64 << 20
_SAMPLE_DOCUMENTS = 64  # read together while training


class Tokenizer(Protocol):
    """What rows need of a tokenizer."""

    sha256: str
    """identity: the same text gives the same ids wherever this is equal"""
    vocab_size: int
    """ids are below it, EOD included, cell tags not"""
    eod: int
    """the end-of-document id"""

    def encode(self, texts: Sequence[str]) -> list[NDArray[np.uint32]]:
        """Ids of each text, without special tokens."""
        ...

    def decode(self, ids: Sequence[int]) -> str:
        """Text of ids; special tokens and cell tags are left out."""
        ...


class ByteTokenizer:
    """UTF-8 bytes as ids 0-255; EOD is 256."""

    sha256 = hashlib.sha256(b"dataforge bytes@1").hexdigest()
    vocab_size = 257
    eod = 256

    def encode(self, texts: Sequence[str]) -> list[NDArray[np.uint32]]:
        return [np.frombuffer(text.encode(), np.uint8).astype(np.uint32) for text in texts]

    def decode(self, ids: Sequence[int]) -> str:
        return bytes(i for i in ids if i < 256).decode("utf-8", errors="replace")


class FileTokenizer:
    """A tokenizer from a `tokenizers` JSON file.

    EOD is the file's `<|endoftext|>`, or one id above its vocabulary when it has none.

    Raises:
        RecipeError: the file is missing, too large or no tokenizer.
        MissingExtraError: `tokenizers` is not installed.
    """

    def __init__(self, path: str) -> None:
        try:
            if Path(path).stat().st_size > _MAX_FILE_BYTES:
                raise RecipeError(
                    "is larger than 64 MiB; is this a tokenizer?", field="tokenizer", value=path
                )
            raw = Path(path).read_bytes()
        except OSError as exc:
            remedy = 'use "bytes", or train one with train_tokenizer'
            raise RecipeError(
                f"cannot be read: {exc.strerror}", field="tokenizer", value=path, remedy=remedy
            ) from exc
        self.sha256 = hashlib.sha256(raw).hexdigest()
        self._raw = raw
        self._tokenizer = _parse(raw, path)
        size = int(self._tokenizer.get_vocab_size(with_added_tokens=True))
        eod = self._tokenizer.token_to_id(EOD_TOKEN)
        self.eod = size if eod is None else int(eod)
        self.vocab_size = size + (eod is None)

    def encode(self, texts: Sequence[str]) -> list[NDArray[np.uint32]]:
        encoded = self._tokenizer.encode_batch_fast(list(texts), add_special_tokens=False)
        return [np.array(each.ids, np.uint32) for each in encoded]

    def decode(self, ids: Sequence[int]) -> str:
        return str(self._tokenizer.decode([int(i) for i in ids if i < self.vocab_size and i != self.eod]))

    def __getstate__(self) -> dict[str, Any]:
        return {key: value for key, value in vars(self).items() if key != "_tokenizer"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self._tokenizer = _parse(self._raw, "tokenizer")


def _library() -> Any:
    try:
        import tokenizers
    except ImportError as exc:
        raise MissingExtraError("tokenizers", "train") from exc
    return tokenizers


def _parse(raw: bytes, path: str) -> Any:
    try:
        json.loads(raw)
        return _library().Tokenizer.from_str(raw.decode())
    except MissingExtraError:
        raise
    except Exception as exc:  # the library raises bare Exception for what it cannot read
        remedy = "give a tokenizer.json of the `tokenizers` library"
        raise RecipeError(f"is no tokenizer: {exc}", field="tokenizer", value=path, remedy=remedy) from exc


def load_tokenizer(name: str) -> Tokenizer:
    """ "bytes", or the path of a `tokenizers` file."""
    return ByteTokenizer() if name == "bytes" else FileTokenizer(name)


def train_tokenizer(
    corpus: Corpus, path: str | Path, vocab_size: int, *, split: str = "train", sample_bytes: int = 16 << 20
) -> str:
    """Train a byte-level BPE on the first documents of every cell and write it as a `tokenizers` file.

    Deterministic: the same corpus and arguments give the same file, whatever the machine.

    Args:
        vocab_size: EOD included; at least 257.
        sample_bytes: text to train on, shared evenly by the cells.

    Returns:
        SHA-256 of the file: the tokenizer's identity.
    """
    if vocab_size < 257:
        raise RecipeError(
            "is too small", field="vocab_size", value=vocab_size, remedy="256 bytes and EOD need 257"
        )
    library = _library()
    tokenizer = library.Tokenizer(library.models.BPE())
    tokenizer.pre_tokenizer = library.pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = library.decoders.ByteLevel()
    trainer = library.trainers.BpeTrainer(
        vocab_size=vocab_size,
        special_tokens=[EOD_TOKEN],
        initial_alphabet=sorted(library.pre_tokenizers.ByteLevel.alphabet()),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_sample(corpus, split, sample_bytes), trainer=trainer)
    raw = tokenizer.to_str(pretty=False).encode()
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(raw)
    except OSError as exc:
        raise StorageError(str(path), exc) from exc
    return hashlib.sha256(raw).hexdigest()


def _sample(corpus: Corpus, split: str, sample_bytes: int) -> Iterator[list[str]]:
    """The first documents of every cell, up to an equal share of bytes each."""
    cells = [cell for cell in corpus.cells(split) if cell.documents]
    for cell in cells:
        left, first = sample_bytes // len(cells), 0
        while left > 0 and first < cell.documents:
            count = min(_SAMPLE_DOCUMENTS, cell.documents - first)
            texts = corpus.read(split, cell.cell, first, count).column("text").to_pylist()
            yield texts
            left -= sum(len(text.encode()) for text in texts)
            first += count
