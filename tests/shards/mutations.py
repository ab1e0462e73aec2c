"""Ways to damage a corpus: by chance, at every seam of its files, and with knowledge of the format.

A mutation is a function of a subject and a source of chance; it says which files become what. Nothing is
written here.
"""

from __future__ import annotations

import json
import random
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pyarrow as pa

from dataforge.recipe import Lock, canonical_json
from dataforge.shards.codecs import codec_of
from dataforge.shards.manifest import (
    LOCK,
    MANIFEST,
    RECIPE,
    SEAL,
    ManifestRow,
    Seal,
    part_name,
    read_manifest,
    write_manifest,
    write_part,
)
from dataforge.shards.memory import MemoryPlace
from dataforge.shards.places import place_of
from dataforge.shards.read import ShardReader
from dataforge.shards.write import write_shard

Files = dict[str, bytes]
Change = dict[str, bytes | None]
"""Files by path: what they become; None: deleted."""
DIGITS = str.maketrans("0123456789", "1234567890")


@dataclass
class Subject:
    """A corpus to be damaged, and a twin of another seed to take parts from."""

    files: Files
    twin: Files
    rows: tuple[ManifestRow, ...]

    @property
    def shards(self) -> list[str]:
        return [row.shard for row in self.rows]

    def any_file(self, rng: random.Random) -> str:
        """Papers as often as shards, though there are fewer of them."""
        papers = [
            MANIFEST,
            SEAL,
            LOCK,
            rng.choice([name for name in self.files if name.startswith("parts/")]),
        ]
        return rng.choice([rng.choice(papers), rng.choice(sorted(self.files.keys() - {RECIPE}))])


Mutation = Callable[[Subject, random.Random], Change]


def bounds(name: str, raw: bytes) -> list[int]:
    """Where a file has seams: headers, members, frames, index, seek table, fields."""
    if name.endswith(".tar.zst"):
        found = [0, 4, 6, *_zstd_frames(raw)]
        found += [found[-1] + 8, len(raw) - 9, len(raw) - 4]
    elif name.endswith(".tar"):
        found = list(range(0, len(raw), 512))
    elif name.endswith(".idx"):
        found = [0, 4, 8, *range(12, len(raw), 20)]
    elif name.endswith((".json", ".lock")):
        found = [at for at, byte in enumerate(raw) if byte in b',:{}"']
    else:  # a compressed stream, or parquet: heads and trailers
        found = [0, 2, 4, 7, 10, 15, len(raw) - 12, len(raw) - 8, len(raw) - 4]
    near = {at + step for at in found for step in (-1, 0, 1)}
    return sorted(at for at in near if 0 <= at < len(raw))


def _zstd_frames(raw: bytes) -> list[int]:
    """Where frames begin, the skippable ones too."""
    count = struct.unpack_from("<I", raw, len(raw) - 9)[0]
    table = len(raw) - 9 - 8 * count
    packed = [size for size, _ in struct.iter_unpack("<II", raw[table : len(raw) - 9])]
    starts = [0]
    for size in packed:
        starts.append(starts[-1] + size)
    return starts


def flip(subject: Subject, rng: random.Random) -> Change:
    name = subject.any_file(rng)
    raw = bytearray(subject.files[name])
    place = rng.choice(bounds(name, bytes(raw))) if rng.random() < 0.3 else rng.randrange(len(raw))
    raw[place] ^= 1 << rng.randrange(8)
    return {name: bytes(raw)}


def cut(subject: Subject, rng: random.Random) -> Change:
    name = subject.any_file(rng)
    raw = subject.files[name]
    return {name: raw[: rng.choice([rng.choice(bounds(name, raw)), rng.randrange(len(raw))])]}


def behead(subject: Subject, rng: random.Random) -> Change:
    name = subject.any_file(rng)
    raw = subject.files[name]
    return {name: raw[max(1, rng.choice(bounds(name, raw))) :]}


def extend(subject: Subject, rng: random.Random) -> Change:
    name = subject.any_file(rng)
    raw = subject.files[name]
    return {name: raw + rng.choice([b"\0", b"\n", bytes(512), bytes(1024), raw, rng.randbytes(20)])}


def overwrite(subject: Subject, rng: random.Random) -> Change:
    """A stretch of zeros, of noise, of the file itself or of the twin's."""
    name = subject.any_file(rng)
    raw = subject.files[name]
    start, size = rng.choice(bounds(name, raw)), rng.choice([1, 4, 8, 64, 512])
    other = rng.randrange(len(raw))
    fresh = rng.choice(
        [bytes(size), rng.randbytes(size), raw[other : other + size], subject.twin.get(name, b"x")[:size]]
    )
    return {name: raw[:start] + fresh[: len(raw) - start] + raw[start + len(fresh) :]}


def splice(subject: Subject, rng: random.Random) -> Change:
    """Two seams of a file: what lies between is left out, doubled or exchanged with what follows."""
    name = subject.any_file(rng)
    raw = subject.files[name]
    a, b, c = sorted(rng.choices(bounds(name, raw), k=3))
    kinds = (raw[:a] + raw[b:], raw[:b] + raw[a:], raw[:a] + raw[b:c] + raw[a:b] + raw[c:])
    return {name: rng.choice(kinds)}


def delete(subject: Subject, rng: random.Random) -> Change:
    return {rng.choice([subject.any_file(rng), RECIPE]): None}


def swap(subject: Subject, rng: random.Random) -> Change:
    """Two shards in each other's place, alone or with their parts and indices."""
    one, two = rng.sample(subject.shards, 2)
    names = [(one, two)]
    if rng.random() < 0.3:
        names.append((part_name(one), part_name(two)))
    if rng.random() < 0.6 and not codec_of(one).embeds_index:
        names.append((f"{one}.idx", f"{two}.idx"))
    return {a: subject.files[b] for pair in names for a, b in (pair, pair[::-1])}


def duplicate(subject: Subject, rng: random.Random) -> Change:
    """A shard copied over another one, or to a number that the corpus does not have."""
    one, two = rng.sample(subject.shards, 2)
    extension = codec_of(one).extension
    further = f"{one[: -len(extension) - 6]}{rng.choice([77, 999_999]):06d}{extension}"
    target = rng.choice([two, further])
    change: Change = {target: subject.files[one]}
    if rng.random() < 0.5:
        change[part_name(target)] = subject.files[part_name(one)]
    return change


def transplant(subject: Subject, rng: random.Random) -> Change:
    """Files of the twin: of the same names, of other content."""
    shared = [shard for shard in subject.shards if shard in subject.twin]
    shard = rng.choice(shared)
    beside = [name for name in (f"{shard}.idx",) if name in subject.twin]
    sets = [[shard], [shard, *beside, part_name(shard)], [part_name(shard)], [SEAL], [LOCK], [MANIFEST]]
    sets += [[MANIFEST, SEAL], [LOCK, SEAL], [shard, *beside, part_name(shard), MANIFEST]]
    return {name: subject.twin[name] for name in rng.choice(sets)}


def edit_part(subject: Subject, rng: random.Random) -> Change:
    """A part in canonical form that says something else."""
    row = rng.choice(subject.rows)
    return {part_name(row.shard): canonical_json(_edited(vars(row), rng)).encode() + b"\n"}


def edit_manifest(subject: Subject, rng: random.Random) -> Change:
    """A manifest that parquet finds nothing wrong with: a field, a row, or the order is another."""
    rows = list(subject.rows)
    number = rng.randrange(len(rows))
    kind = rng.randrange(4)
    if kind == 0:
        rows[number] = ManifestRow(**_edited(vars(rows[number]), rng))
    elif kind == 1:
        del rows[number]
    elif kind == 2:
        rows.insert(rng.randrange(len(rows)), rows[number])
    else:
        other = rng.randrange(len(rows) - 1)
        rows[number], rows[other - (other >= number)] = rows[other - (other >= number)], rows[number]
    place = MemoryPlace()
    write_manifest(place, rows)
    change: Change = {MANIFEST: (place / MANIFEST).read(1 << 30)}
    if kind == 0 and rng.random() < 0.5:
        change[part_name(rows[number].shard)] = rows[number].to_json().encode() + b"\n"
    return change


def edit_seal(subject: Subject, rng: random.Random) -> Change:
    """A seal in canonical form that says something else."""
    return {SEAL: canonical_json(_edited(json.loads(subject.files[SEAL]), rng)).encode() + b"\n"}


def edit_lock(subject: Subject, rng: random.Random) -> Change:
    """A lock that fits itself: another seed, or other numbers of a cell."""
    data = json.loads(subject.files[LOCK])
    if rng.random() < 0.3:
        data["recipe"]["seed"] += 1
    else:
        cell = rng.choice(data["cells"])
        name = rng.choice(["documents", "samples_per_shard", "mean_text_bytes"])
        cell[name] += rng.choice([1, 2, 5])
    draft = canonical_json(data)
    lock = unchecked_lock(draft)
    return {LOCK: lock.to_json().encode()}


def unchecked_lock(text: str) -> Lock:
    """A lock, whatever its recipe_id says: what a forger who knows the format would write."""
    own = Lock.recipe_id
    try:
        Lock.recipe_id = property(lambda _: json.loads(text).get("recipe_id"))  # type: ignore[method-assign,assignment]
        return Lock.from_json(text)
    finally:
        Lock.recipe_id = own  # type: ignore[method-assign]


def _edited(data: dict[str, object], rng: random.Random) -> dict[str, object]:
    data = dict(data)
    name = rng.choice([key for key in data if key not in ("format", "version", "shard", "split", "domain")])
    value = data[name]
    if isinstance(value, int):
        data[name] = max(0, value + rng.choice([-1, 1, 512]))
        return data if data[name] != value else {**data, name: value + 1}
    digits = str(value)
    at = rng.randrange(len(digits))
    data[name] = digits[:at] + ("0" if digits[at] != "0" else "1") + digits[at + 1 :]
    return data


def rewrite(subject: Subject, rng: random.Random) -> Change:
    """A shard whose own checksums all fit: one of its documents says something else.

    A forger's zstd file of the very size of the true one is seen by `verify`, and not by readers, who compare
    frames and not files: such a one is cut instead.
    """
    row = rng.choice(subject.rows)
    batch = _reader(subject, row).read(0, row.samples)
    records = batch.to_pylist()
    record = rng.choice(records)
    changes = [
        {"text": record["text"].translate(DIGITS)}, {"check": "{}"}, {"genre": "other-genre@1"},
        {"bits_lo": record["bits_lo"] + 1}, {"dose": "typo"},
    ]  # fmt: skip
    record.update(rng.choice(changes))
    place = MemoryPlace()
    forged = pa.RecordBatch.from_pylist(records, schema=batch.schema)
    codec = codec_of(row.shard)
    fake = write_shard(forged, place, row.shard, codec.name, 1)
    if codec.embeds_index and fake.file_bytes == row.file_bytes:
        return cut(subject, rng)
    change: Change = {name: (place / name).read(1 << 30) for name in place.files()}
    if rng.random() < 0.3:
        change[part_name(row.shard)] = fake.to_json().encode() + b"\n"
    return change


def reframe(subject: Subject, rng: random.Random) -> Change:
    """A zstd file whose seek table fits: a frame left out, doubled, or exchanged with another."""
    shard = rng.choice(subject.shards)
    raw = subject.files[shard]
    if not shard.endswith(".zst"):
        return cut(subject, rng)
    starts = _zstd_frames(raw)
    count = len(starts) - 1  # the index frame is the last of them
    head = len(raw) - 9 - 8 * count
    frames = [raw[a:b] for a, b in pairwise(starts)]
    sizes = [raw[head + 8 * i : head + 8 * i + 8] for i in range(count)]
    order = list(range(count))
    one, two = rng.randrange(count - 1), rng.randrange(count)
    kind = rng.randrange(3)
    if kind == 0:
        del order[one]
    elif kind == 1:
        order.insert(one, two)
    else:
        order[one], order[two] = order[two], order[one]
    entries = b"".join(sizes[i] for i in order)
    table = entries + struct.pack("<IBI", len(order), 0, 0x8F92EAB1)
    made = b"".join(frames[i] for i in order) + struct.pack("<II", 0x184D2A5E, len(table)) + table
    return {shard: made}


def _reader(subject: Subject, row: ManifestRow) -> ShardReader:
    place = MemoryPlace({name: raw for name, raw in subject.files.items() if name.startswith(row.shard)})
    return ShardReader(place, row.shard, row)


MUTATIONS: tuple[Mutation, ...] = (
    flip, flip, cut, cut, behead, extend, overwrite, overwrite, splice, delete, swap, duplicate, transplant,
    edit_part, edit_manifest, edit_seal, edit_lock, rewrite, reframe,
)  # fmt: skip


def forge(root: Path, change: Callable[[dict[str, object]], object]) -> str:
    """Change the first document of a shard, and part, manifest and seal consistently; the shard's path."""
    place = place_of(root)
    rows = list(read_manifest(place))
    row = next(each for each in rows if each.split == "train")
    batch = ShardReader(place, row.shard).read(0, row.samples)
    records = batch.to_pylist()
    change(records[0])
    forged = write_shard(pa.RecordBatch.from_pylist(records, schema=batch.schema), place, row.shard)
    rows[rows.index(row)] = forged
    write_part(place, forged)
    write_manifest(place, rows)
    Seal.of(Lock.load(root / "recipe.lock"), rows).save(place)
    return row.shard


def flip_bit(path: Path, place: int, bit: int) -> None:
    """Flip a bit of a file, in place."""
    raw = bytearray(path.read_bytes())
    raw[place % len(raw)] ^= 1 << bit
    path.write_bytes(raw)


def all_cuts(subject: Subject) -> Iterator[tuple[str, int]]:
    """Every seam of one shard, its index and its part, and of all papers."""
    row = subject.rows[0]
    for name in sorted(subject.files):
        if name in (MANIFEST, SEAL, LOCK, part_name(row.shard)) or name.startswith(row.shard):
            yield from ((name, at) for at in bounds(name, subject.files[name]))
