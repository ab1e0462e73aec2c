"""The journal file: whole, or the first bad window by name."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataforge.curriculum import Journal
from dataforge.curriculum.journal import Head, header_record
from dataforge.curriculum.records import MAX_LINE_BYTES, pack, sealed, unpack
from dataforge.errors import JournalError, StateError, StorageError, UsageError

from .runs import Run, feedback, plan, write

WINDOWS = 5


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    """Header and five windows of a good journal; the smallest plan that has all fields."""
    path = tmp_path_factory.mktemp("good") / "journal.jsonl"
    write(path, plan("excess", domains=1), WINDOWS)
    return path.read_bytes().splitlines(keepends=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where damaged copies are put."""
    return tmp_path_factory.mktemp("damaged")


def placed(folder: Path, data: bytes, head: Head | None = None) -> Path:
    """A journal with these bytes, and this head or none."""
    path = folder / "journal.jsonl"
    path.write_bytes(data)
    path.with_suffix(".head").unlink(missing_ok=True)
    if head:
        path.with_suffix(".head").write_text(
            json.dumps({"hash": head.hash, "window": head.window}, separators=(",", ":"))
        )
    return path


def head_of(line: bytes) -> Head:
    record = json.loads(line)
    return Head(record.get("window", -1), record["hash"])


def refused(path: Path, window: int) -> None:
    """Both ways of opening name the window, and neither changes the file."""
    before = path.read_bytes()
    for way in (Journal.read, Journal.open):
        with pytest.raises(JournalError) as error:
            way(path)
        assert error.value.window == window
        assert f"window {window}" in str(error.value)
    assert path.read_bytes() == before


def test_a_journal_reads_back_what_was_written(tmp_path: Path) -> None:
    """Every array and number of a record, by index, slice and iteration, after reopening."""
    run = Run(tmp_path / "journal.jsonl", plan())
    for window in range(3):
        run.close(feedback(run.spec, window))
    journal = Journal.read(tmp_path)
    assert journal.header["plan"] == json.loads(json.dumps(plan()))
    assert [record.window for record in journal.records] == [0, 1, 2]
    assert [record.hash for record in journal.records[1:]] == [journal.records[1].hash, journal.head.hash]
    last = journal.records[-1]
    assert (last.window, last.batches, last.effective, last.late, last.bad) == (2, (7, 11), 18, 0, 0)
    assert last.feedback.tolist() == feedback(run.spec, 2).tolist()
    assert last.ordinals.tolist() == run.diffusion.ordinals
    assert last.credits.tolist() == run.diffusion.credits
    with pytest.raises(IndexError):
        journal.records[3]


def test_the_file_is_as_the_contract_says(lines: list[bytes]) -> None:
    """Canonical JSON, exactly the fields of the contract, base64 of int64, each hash that of its record."""
    import base64
    import hashlib

    header, first = json.loads(lines[0]), json.loads(lines[1])
    assert sorted(header) == ["hash", "kind", "parent", "plan", "plan_sha256", "policy_code", "v"]
    assert (header["policy_code"], header["parent"], header["kind"], header["v"]) == (
        "excess@1",
        "",
        "header",
        1,
    )
    names = (
        "bad batches credits effective events feedback hash kind late ordinals prev state v weights window"
    )
    assert sorted(first) == names.split()
    assert first["prev"] == header["hash"]
    body = {key: value for key, value in first.items() if key != "hash"}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(text.encode()).hexdigest() == first["hash"]
    weights = np.frombuffer(base64.b64decode(first["weights"]), dtype="<i8")
    assert int(weights.sum()) == 1 << 32


def test_reopening_continues_the_same_chain(tmp_path: Path) -> None:
    """Closed and opened after every window, the bytes are those of an uninterrupted journal."""
    whole = tmp_path / "whole.jsonl"
    write(whole, plan())
    run = Run(tmp_path / "journal.jsonl", plan())
    for window in range(6):
        run.close(None if window == 2 else feedback(run.spec, window))
        run.journal = Journal.open(tmp_path / "journal.jsonl")
    assert (tmp_path / "journal.jsonl").read_bytes() == whole.read_bytes()
    assert (tmp_path / "journal.head").read_bytes() == (tmp_path / "whole.head").read_bytes()


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_any_flipped_byte_is_found(lines: list[bytes], folder: Path, data: st.DataObject) -> None:
    """The first bad window is that of the byte; with the head kept, even the last newline is guarded."""
    position = data.draw(st.integers(0, sum(map(len, lines)) - 1))
    whole = bytearray(b"".join(lines))
    whole[position] ^= data.draw(st.integers(1, 255))
    ends = [sum(map(len, lines[: n + 1])) for n in range(len(lines))]
    window = next(n for n, end in enumerate(ends) if position < end) - 1
    refused(placed(folder, bytes(whole), head_of(lines[-1])), window)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_dropped_doubled_and_swapped_records_are_found(
    lines: list[bytes], folder: Path, data: st.DataObject
) -> None:
    """Whole lines, each with a good hash, in the wrong place: the first window that does not fit."""
    first = data.draw(st.integers(1, WINDOWS - 1))
    kind = data.draw(st.sampled_from(["drop", "double", "swap"]))
    changed = list(lines)
    if kind == "drop":
        del changed[first]
    elif kind == "double":
        changed.insert(first, changed[first])
    else:
        second = data.draw(st.integers(first + 1, WINDOWS))
        changed[first], changed[second] = changed[second], changed[first]
    refused(placed(folder, b"".join(changed)), first - 1 if kind != "double" else first)


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_a_torn_last_line_is_cut_and_written_again(
    lines: list[bytes], folder: Path, data: st.DataObject
) -> None:
    """A crash at any byte of the last record: reading leaves it out, opening cuts it, the rest stays."""
    kept = data.draw(st.integers(1, WINDOWS))
    torn = data.draw(st.integers(0, len(lines[kept]) - 1))
    head = data.draw(st.sampled_from([None, head_of(lines[kept - 1]), head_of(lines[max(kept - 2, 0)])]))
    whole = b"".join(lines[:kept])
    path = placed(folder, whole + lines[kept][:torn], head)
    assert len(Journal.read(path).records) == kept - 1
    assert path.read_bytes() == whole + lines[kept][:torn]
    journal = Journal.open(path)
    assert path.read_bytes() == whole
    assert journal.head == head_of(lines[kept - 1])
    for line in lines[kept:]:
        journal.append({k: v for k, v in json.loads(line).items() if k not in ("hash", "prev")})
    assert path.read_bytes() == b"".join(lines)


@pytest.mark.parametrize("kept", range(1, WINDOWS + 1))
def test_a_cut_tail_is_found_by_the_head(lines: list[bytes], folder: Path, kept: int) -> None:
    """Whole records missing at the end: the head file names them, or the head that a checkpoint kept."""
    refused(placed(folder, b"".join(lines[:kept]), head_of(lines[-1])), kept - 1)
    path = placed(folder, b"".join(lines[:kept]))
    assert len(Journal.read(path).records) == kept - 1
    with pytest.raises(JournalError) as error:
        Journal.read(path, expected=head_of(lines[-1]))
    assert error.value.window == kept - 1


def test_a_rewritten_history_is_found_by_the_head(lines: list[bytes], folder: Path) -> None:
    """A chain that is whole but not the one that was written: the checkpoint's head is not in it."""
    forged, prev = [lines[0]], json.loads(lines[0])["hash"]
    for line in lines[1:]:
        changed, prev = sealed({**json.loads(line), "late": 7, "prev": prev})
        forged.append(changed)
    path = placed(folder, b"".join(forged))
    assert len(Journal.read(path).records) == WINDOWS
    with pytest.raises(JournalError) as error:
        Journal.read(path, expected=head_of(lines[3]))
    assert error.value.window == 2


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"kind": "note"},
        {"window": "1"},
        {"late": True},
        {"late": 1.5},
        {"extra": 1},
        {"weights": pack(np.zeros(4, dtype=np.int64))},
        {"weights": "not base64"},
        {"weights": 5},
        {"feedback": ""},
        {"batches": [1]},
        {"batches": "ab"},
        {"events": {}},
    ],
)
def test_a_record_of_the_wrong_form_is_refused_though_its_hash_is_good(
    lines: list[bytes], folder: Path, change: dict[str, object]
) -> None:
    """Fields, types and sizes are checked on reading, so that no reader has to."""
    record = {**json.loads(lines[2]), **change}
    del record["hash"]
    text = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    import hashlib

    record["hash"] = hashlib.sha256(text.encode()).hexdigest()
    line = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
    refused(placed(folder, b"".join([*lines[:2], line, *lines[3:]])), 1)


def test_hostile_lines_are_refused_in_bounded_memory(lines: list[bytes], folder: Path) -> None:
    """Deep nesting, endless lines, doubled keys, giant numbers, other spellings of the same record."""
    spaced = json.dumps(json.loads(lines[1])).encode() + b"\n"
    doubled = lines[1].replace(b'{"bad":0,', b'{"bad":0,"bad":0,')
    for hostile in (
        b"[" * 100_000 + b"\n",
        b"9" * 100_000 + b"\n",
        b"\xff\n",
        b"\n",
        b"null\n",
        spaced,
        doubled,
    ):
        refused(placed(folder, lines[0] + hostile), 0)
    refused(placed(folder, lines[0] + b"x" * (MAX_LINE_BYTES + 2)), 0)
    for empty in (b"", b"{", lines[0][:-1], lines[1]):
        refused(placed(folder, empty), -1)


def test_a_journal_is_never_written_over(tmp_path: Path) -> None:
    """Creating where one exists is refused and leaves it alone."""
    path = tmp_path / "journal.jsonl"
    write(path, plan(), 2)
    before = path.read_bytes()
    with pytest.raises(StateError, match="exists"):
        Journal.create(path, header_record(plan("static")))
    assert path.read_bytes() == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["journal.head", "journal.jsonl"]


def test_only_the_next_record_is_taken(tmp_path: Path) -> None:
    """Not another window's, another run's, one with a float in it; nor to a journal open for reading."""
    journal = write(tmp_path / "journal.jsonl", plan(), 2)
    record = {k: v for k, v in journal.records[1].raw.items() if k != "hash"}
    with pytest.raises(StateError, match="window 2"):
        journal.append(record)
    with pytest.raises(StateError, match="holds 1 numbers, expected 15"):
        journal.append({**record, "window": 2, "weights": pack(np.ones(1, dtype=np.int64))})
    with pytest.raises(UsageError, match="cannot stand in a state or record"):
        journal.append({**record, "window": 2, "late": 0.5})
    with pytest.raises(StateError, match="opened for reading"):
        Journal.read(tmp_path).append({**record, "window": 2})
    assert len(Journal.read(tmp_path).records) == 2
    journal.append({**record, "window": 2})
    assert len(Journal.read(tmp_path).records) == 3


def test_a_second_writer_is_noticed(tmp_path: Path) -> None:
    """Two processes with the same journal open: the later append is refused, nothing is mixed."""
    journal = write(tmp_path / "journal.jsonl", plan(), 2)
    other = Journal.open(tmp_path)
    record = {k: v for k, v in journal.records[1].raw.items() if k != "hash"} | {"window": 2}
    other.append(record)
    with pytest.raises(StateError, match="another process"):
        journal.append(record)
    assert len(Journal.open(tmp_path).records) == 3


def test_a_full_disk_leaves_the_journal_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a line gets written, then the disk is full: the half is taken back, and a later try succeeds."""
    import dataforge.curriculum.journal as module

    journal = write(tmp_path / "journal.jsonl", plan(), 2)
    before = journal.path.read_bytes()
    record = {k: v for k, v in journal.records[1].raw.items() if k != "hash"} | {"window": 2}

    def full(file: object, data: bytes) -> None:
        file.write(data[: len(data) // 2])  # type: ignore[attr-defined]
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(module, "_write_all", full)
        with pytest.raises(StorageError, match="No space left"):
            journal.append(record)
    assert journal.path.read_bytes() == before
    journal.append(record)
    assert len(Journal.open(tmp_path).records) == 3


def test_a_child_journal_names_its_parent(tmp_path: Path) -> None:
    """A fork keeps the first windows, goes on by itself and leaves the parent alone."""
    parent = write(tmp_path / "journal.jsonl", plan(), 5)
    before = parent.path.read_bytes()
    child = parent.fork(tmp_path / "fork" / "journal.jsonl", 3)
    assert child.header["parent"] == parent.records[2].hash
    assert [record.state for record in child.records] == [record.state for record in parent.records[:3]]
    child.append({k: v for k, v in parent.records[3].raw.items() if k != "hash"})
    assert len(Journal.open(tmp_path / "fork").records) == 4
    assert parent.path.read_bytes() == before
    assert parent.fork(tmp_path / "root" / "journal.jsonl", 0).header["parent"] == parent.header["hash"]
    with pytest.raises(UsageError, match="5"):
        parent.fork(tmp_path / "late" / "journal.jsonl", 6)


def test_a_journal_copied_without_its_head_can_be_read(tmp_path: Path) -> None:
    """The file alone is enough for replay."""
    write(tmp_path / "journal.jsonl", plan(), 3)
    (tmp_path / "journal.head").unlink()
    assert len(Journal.read(tmp_path / "journal.jsonl").records) == 3


def test_no_journal_is_one_clear_sentence(tmp_path: Path) -> None:
    """A folder without one, and a head that is none."""
    with pytest.raises(StateError, match="no journal at"):
        Journal.read(tmp_path)
    write(tmp_path / "journal.jsonl", plan(), 1)
    (tmp_path / "journal.head").write_text("[]")
    with pytest.raises(StateError, match="not a journal's head"):
        Journal.read(tmp_path)


def test_a_record_changed_while_open_is_found(tmp_path: Path) -> None:
    """Records are read when asked for; each is checked again."""
    journal = write(tmp_path / "journal.jsonl", plan(), 3)
    text = bytearray(journal.path.read_bytes())
    text[text.rindex(b'"late":0') + 7] = ord("1")
    journal.path.write_bytes(bytes(text))
    assert journal.records[1].window == 1
    with pytest.raises(JournalError) as error:
        journal.records[2]
    assert error.value.window == 2


def test_leaving_out_a_torn_line_is_logged(
    lines: list[bytes], folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """A warning names the window."""
    path = placed(folder, b"".join(lines[:3]) + lines[3][:9])
    with caplog.at_level(logging.WARNING, logger="dataforge.curriculum.journal"):
        Journal.open(path)
    assert "window 2" in caplog.text


def test_arrays_pack_both_ways() -> None:
    """Base64 of little-endian int64; other dtypes are our own bug."""
    array = np.array([[1, -2], [1 << 62, -(1 << 63)]])
    assert unpack(pack(array)).tolist() == array.ravel().tolist()
    assert pack(np.array([1])) == "AQAAAAAAAAA="
    with pytest.raises(TypeError):
        pack(np.array([1.0]))  # type: ignore[arg-type]


def test_a_record_replaced_with_a_good_hash_breaks_the_chain_after_it(
    lines: list[bytes], folder: Path
) -> None:
    """One line edited and sealed again: the record after it does not follow any more."""
    forged, _ = sealed({**json.loads(lines[2]), "late": 7})
    refused(placed(folder, b"".join([*lines[:2], forged, *lines[3:]])), 2)
