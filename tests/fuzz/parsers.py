"""Every parser of bytes that a stranger may have made, as functions of bytes, and seeds that they take.

A parser may refuse (ValueError, or an error of ours) and nothing else: no other exception, no hang, no memory
beyond its bounds.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from tests.shards.mutations import unchecked_lock

from dataforge.engines.local import write_corpus
from dataforge.errors import ForgeError
from dataforge.recipe import Lock, Recipe
from dataforge.shards import tar
from dataforge.shards.codecs import CODECS
from dataforge.shards.files import MemorySource
from dataforge.shards.foreign.streams import pieces_of
from dataforge.shards.foreign.tars import members_of
from dataforge.shards.index import Index
from dataforge.shards.manifest import MANIFEST, SEAL, Seal, planned_shards, read_manifest, read_part
from dataforge.shards.memory import MemoryPlace
from dataforge.shards.read import ShardReader

LIMIT = 1 << 22
REFUSED = (ValueError, ForgeError)
FOUND = Path(__file__).parent / "found"
"""Inputs that once were neither taken nor refused: kept, and tried in every run."""


def _frames(codec: str) -> Callable[[bytes], None]:
    def parse(data: bytes) -> None:
        CODECS[codec].frames(MemorySource(data)).whole(LIMIT)

    return parse


def _shard(extension: str) -> Callable[[bytes], None]:
    def parse(data: bytes) -> None:
        """The file, and after its length (u32) the index that stands beside it."""
        size = int.from_bytes(data[:4], "little") % (len(data) + 1)
        name = f"train/mathematics-l012-000000{extension}"
        place = MemoryPlace({name: data[4 : 4 + size], f"{name}.idx": data[4 + size :]})
        reader = ShardReader(place, name)
        if reader.index.tar_bytes <= LIMIT:
            for _ in reader.scan():
                pass
            tar.index_of(reader.tar())

    return parse


def _walk(data: bytes) -> None:
    stream = memoryview(data)
    index = tar.index_of(stream)
    batch, whole = tar.decode(stream, index)  # a record may name another key than its header: not whole
    assert len(batch) == len(whole) == len(index)


def _index(data: bytes) -> None:
    assert Index.from_bytes(data).to_bytes() == data


def _decode(data: bytes) -> None:
    """An index, after its length, and a stream that it may not fit."""
    size = int.from_bytes(data[:4], "little") % (len(data) + 1)
    tar.decode(memoryview(data[4 + size :]), Index.from_bytes(data[4 : 4 + size]))


def _manifest(data: bytes) -> None:
    read_manifest(MemoryPlace({MANIFEST: data}))


def _part(data: bytes) -> None:
    place = MemoryPlace({"part": data})
    assert read_part(place / "part").to_json().encode() + b"\n" == data


def _seal(data: bytes) -> None:
    assert Seal.load(MemoryPlace({SEAL: data})).to_json().encode() == data


def _lock(data: bytes) -> None:
    """As from someone who knows how to compute the lock's own digest."""
    lock = unchecked_lock(data.decode())
    assert Lock.from_json(lock.to_json()).to_json() == lock.to_json()
    if sum(cell.num_shards for cell in lock.cells) < 100:
        for shard in planned_shards(lock):
            assert shard.path.count("/") == 1


def _recipe(data: bytes) -> None:
    Recipe.from_yaml(data)


def _foreign_tar(data: bytes) -> None:
    for member in members_of(iter([data[i : i + 700] for i in range(0, len(data), 700)])):
        assert len(member.data) <= len(data)


def _foreign_stream(suffix: str) -> Callable[[bytes], None]:
    def parse(data: bytes) -> None:
        for _ in members_of(_at_most(pieces_of(MemorySource(data), suffix))):
            pass

    return parse


def _at_most(pieces: Iterable[bytes]) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > LIMIT:
            raise ValueError("enough")
        yield piece


PARSERS: dict[str, Callable[[bytes], None]] = {
    "tar": _walk,
    "index": _index,
    "decode": _decode,
    "manifest": _manifest,
    "part": _part,
    "seal": _seal,
    "lock": _lock,
    "recipe": _recipe,
    "foreign": _foreign_tar,
    "foreign.gz": _foreign_stream(".gz"),
    "foreign.zst": _foreign_stream(".zst"),
    **{f"frames.{name}": _frames(name) for name in CODECS},
    **{f"shard.{name}": _shard(codec.extension) for name, codec in CODECS.items()},
}
NAMES = sorted(PARSERS)


def feed(data: bytes) -> None:
    """The rest of the input to the parser that its first byte names."""
    if data:
        try_parser(NAMES[data[0] % len(NAMES)], data[1:])


def try_parser(name: str, data: bytes) -> None:
    """Parse; being refused is all right."""
    with contextlib.suppress(*REFUSED):
        PARSERS[name](data)


def seeds(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Inputs that each parser takes, from small real corpora of every codec."""
    for codec in CODECS:
        recipe = {
            "domains": {"mathematics": {"weight": 1, "genres": {"running-total": 1}}},
            "levels": [1],
            "splits": {"train": 2},
            "shards": {"codec": codec},
        }
        root = folder / codec
        corpus = write_corpus(Recipe.from_dict(recipe), root, workers=1)
        shard = next(path for path in sorted((root / "train").iterdir()) if not path.name.endswith(".idx"))
        raw = shard.read_bytes()
        beside = shard.with_name(f"{shard.name}.idx")
        index = beside.read_bytes() if beside.exists() else b""
        yield f"frames.{codec}", raw
        yield f"shard.{codec}", len(raw).to_bytes(4, "little") + raw + index
        if codec == "none":
            yield "tar", raw
            yield "foreign", raw
            yield "index", index
            yield "decode", len(index).to_bytes(4, "little") + index + raw
            yield "manifest", (root / MANIFEST).read_bytes()
            yield "seal", (root / SEAL).read_bytes()
            yield "lock", corpus.lock.to_json().encode()
            yield "recipe", (root / "recipe.yaml").read_bytes()
            yield "part", next((root / "parts").rglob("*.json")).read_bytes()
        elif codec == "gzip":
            yield "foreign.gz", raw
        elif codec == "zstd":
            yield "foreign.zst", raw
