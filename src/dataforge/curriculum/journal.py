"""The journal: what was decided, in an append-only, hash-chained file that is written ahead of its effect.

An append returns after the record and the head are on the disk, so weights that were used are never lost. The
story of a crash: (1) while the line is being written: the line has no newline, nobody used it, `open` cuts
it. (2) Between line and
head: the head names the window before; the line is whole and stays. (3) Any other difference is not a crash's
doing: a `JournalError` names the first bad window.

A chain cannot see that whole lines were cut from its end. `journal.head`, and the head that a checkpoint
keeps, can.
"""

from __future__ import annotations

import fcntl
import logging
import os
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, overload

from dataforge.curriculum.canonical import canonical, parse
from dataforge.curriculum.records import (
    HEADER_WINDOW,
    MAX_LINE_BYTES,
    WindowRecord,
    header_record,
    read_line,
    sealed,
    window_record,
)
from dataforge.curriculum.spec import CurriculumSpec
from dataforge.errors import JournalError, StateError, StorageError, UsageError

__all__ = ["Head", "Journal", "Records", "header_record", "window_record"]

logger = logging.getLogger(__name__)

_MAX_HEAD_BYTES = 4096


@dataclass(frozen=True)
class Head:
    """The last record: what a checkpoint keeps, so that a later cut is seen."""

    window: int
    """-1: the header."""
    hash: str


class Journal:
    """A journal file and its head. One writer at a time; readers may come and go."""

    def __init__(self, path: Path, header: Mapping[str, Any], *, writable: bool) -> None:
        """For `create`, `open` and `read`; not to be called."""
        self.path = path
        self.header = header
        self.spec = CurriculumSpec.from_plan(header["plan"])
        self._writable = writable
        self._offsets = [0]  # where each line begins, header first; then the end
        self._head = Head(HEADER_WINDOW, str(header["hash"]))

    @classmethod
    def create(cls, path: str | os.PathLike[str], header: Mapping[str, Any]) -> Journal:
        """Begin a journal with `header` (from `header_record`).

        Raises:
            StateError: the file exists.
            StorageError: it cannot be written.
        """
        return cls._written(_file_of(path), [header])

    @classmethod
    def open(cls, path: str | os.PathLike[str], expected: Head | None = None) -> Journal:
        """Check a journal to its end, cut a torn last line, and go on appending.

        Args:
            path: the file, or its run folder.
            expected: a head that a checkpoint kept; the journal must contain it.

        Raises:
            JournalError: it is not whole; names the first bad window.
            StateError: there is none.
        """
        return cls._checked(_file_of(path), expected, writable=True)

    @classmethod
    def read(cls, path: str | os.PathLike[str], expected: Head | None = None) -> Journal:
        """As `open`, but changes nothing: a torn last line is left out; also while the run is alive."""
        return cls._checked(_file_of(path), expected, writable=False)

    @property
    def head(self) -> Head:
        """The last record."""
        return self._head

    @property
    def records(self) -> Records:
        """The window records, read from the file when asked for: `records[w]`, `len`, iteration."""
        return Records(self)

    def append(self, record: Mapping[str, Any]) -> WindowRecord:
        """Write the next window's record (from `window_record`) to the disk, then the head; then return it.

        Raises:
            StateError: the journal is read-only, the record is not the next one, or another process has
            written.
            StorageError: the disk refused; open the journal again to see what stands.
        """
        if not self._writable:
            raise StateError("this journal was opened for reading; use Journal.open")
        window = self._head.window + 1
        line, digest = sealed({**record, "prev": self._head.hash})
        if len(line) > MAX_LINE_BYTES:
            raise UsageError(
                f"window {window}: record of {len(line)} bytes is over {MAX_LINE_BYTES}; shorten events"
            )
        try:
            whole = read_line(line[:-1], window, self._head.hash, self.spec.num_cells)
        except ValueError as exc:
            raise StateError(
                f"record cannot be window {window} of this journal: {exc}", field="window"
            ) from exc
        try:
            self._extend(line)
            self._offsets.append(self._offsets[-1] + len(line))
            self._head = Head(window, digest)
            _write_head(self.path, self._head)
        except OSError as exc:
            raise StorageError(str(self.path), exc) from exc
        return WindowRecord(whole)

    def fork(self, path: str | os.PathLike[str], windows: int) -> Journal:
        """A child journal that stands on its own: the first `windows` records, chained anew under a header
        that names as `parent` the hash of the last of them. For going back past what was decided without
        losing it.
        """
        if not 0 <= windows <= len(self.records):
            raise UsageError(f"cannot fork after {windows} windows; the journal has {len(self.records)}")
        parent = self.records[windows - 1].hash if windows else str(self.header["hash"])
        kept = (self.records[window].raw for window in range(windows))
        return self._written(_file_of(path), [{**self.header, "parent": parent}, *kept])

    def _extend(self, line: bytes) -> None:
        """Append to the file and flush; on failure the file is cut back to what it was."""
        with open(self.path, "r+b", buffering=0) as file, _locked(file):
            end = self._offsets[-1]
            if os.fstat(file.fileno()).st_size != end:
                raise StateError(
                    f"journal {str(self.path)!r} was changed by another process; stop one of the two",
                    field="size",
                    expected=end,
                    found=os.fstat(file.fileno()).st_size,
                )
            file.seek(end)
            try:
                _write_all(file, line)
                os.fsync(file.fileno())
            except OSError:
                with suppress(OSError):
                    file.truncate(end)
                raise

    @classmethod
    def _written(cls, path: Path, records: Sequence[Mapping[str, Any]]) -> Journal:
        """A new file with these records, header first, chained; it appears whole or not at all."""
        lines: list[bytes] = []
        prev = ""
        for window, record in enumerate(records, start=HEADER_WINDOW):
            line, prev = sealed(record if window == HEADER_WINDOW else {**record, "prev": prev})
            lines.append(line)
        draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}.tmp")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write_file(draft, b"".join(lines))
            os.link(draft, path)  # unlike a rename, it never replaces a journal that is there
            _write_head(path, Head(len(records) - 2, prev))
        except FileExistsError as exc:
            raise StateError(f"journal {str(path)!r} exists; open it or choose another run folder") from exc
        except OSError as exc:
            raise StorageError(str(path), exc) from exc
        finally:
            draft.unlink(missing_ok=True)
        return cls.open(path)

    @classmethod
    def _checked(cls, path: Path, expected: Head | None, *, writable: bool) -> Journal:
        heads = [
            head for head in (_read_head(path), expected) if head
        ]  # before the file: a writer may be at work
        try:
            with open(path, "r+b" if writable else "rb") as file:
                if not writable:
                    return cls._scanned(path, file, heads, writable=False)
                with _locked(file):
                    return cls._scanned(path, file, heads, writable=True)
        except FileNotFoundError as exc:
            raise StateError(f"no journal at {str(path)!r}; is this a run folder?", field="journal") from exc
        except OSError as exc:
            raise StorageError(str(path), exc) from exc

    @classmethod
    def _scanned(cls, path: Path, file: BinaryIO, heads: list[Head], *, writable: bool) -> Journal:
        """Read every line, compare with the heads; if writable, cut the torn line and renew the head."""
        journal: Journal | None = None
        window, end, prev, torn = HEADER_WINDOW, 0, "", False
        while line := file.readline(MAX_LINE_BYTES + 1):
            if not line.endswith(b"\n"):
                torn = journal is not None and len(line) <= MAX_LINE_BYTES
                if not torn:
                    raise JournalError(window, "its line is cut or too long", path=str(path))
                break
            try:
                record = read_line(line[:-1], window, prev, journal.spec.num_cells if journal else 0)
                journal = journal or cls(path, record, writable=writable)
            except (ValueError, TypeError, UsageError) as exc:
                raise JournalError(window, str(exc), path=str(path)) from exc
            end, prev = end + len(line), str(record["hash"])
            journal._offsets.append(end)
            journal._head = Head(window, prev)
            for head in heads:
                if head.window == window and head.hash != prev:
                    raise JournalError(window, "it is not the record that was written", path=str(path))
            window += 1
        if journal is None:
            raise JournalError(HEADER_WINDOW, "the file is empty", path=str(path))
        if any(head.window >= window for head in heads):
            raise JournalError(window, "the records from here on are missing", path=str(path))
        if torn:
            # A reader may have met a live writer half-way; a writer has met a crash.
            level = logging.WARNING if writable else logging.INFO
            logger.log(level, "journal %s: the unfinished line of window %d is left out", path, window)
        if writable:
            if torn:
                file.truncate(end)
                os.fsync(file.fileno())
            _write_head(path, journal._head)
        return journal


class Records(Sequence[WindowRecord]):
    """The window records of a journal; each access reads the file, so ten thousand windows need no memory."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def __len__(self) -> int:
        return self._journal.head.window + 1

    @overload
    def __getitem__(self, window: int) -> WindowRecord: ...
    @overload
    def __getitem__(self, window: slice) -> list[WindowRecord]: ...
    def __getitem__(self, window: int | slice) -> WindowRecord | list[WindowRecord]:
        if isinstance(window, slice):
            return [self[index] for index in range(*window.indices(len(self)))]
        index = range(len(self))[window]
        begin, end = self._journal._offsets[index + 1 : index + 3]
        with open(self._journal.path, "rb") as file:
            file.seek(begin)
            return self._parsed(file.read(end - begin), index)

    def __iter__(self) -> Iterator[WindowRecord]:
        with open(self._journal.path, "rb") as file:
            file.seek(self._journal._offsets[1])
            for index in range(len(self)):
                yield self._parsed(file.readline(MAX_LINE_BYTES + 1), index)

    def _parsed(self, line: bytes, window: int) -> WindowRecord:
        """Checked when the journal was opened; and again here by its own hash, should it have changed."""
        try:
            record = parse(line[:-1])
            if sealed(record)[1] != record["hash"] or record["window"] != window:
                raise ValueError("its content does not give its hash")
        except (ValueError, KeyError, AttributeError) as exc:
            raise JournalError(window, f"changed while open: {exc}", path=str(self._journal.path)) from exc
        return WindowRecord(record)


def _file_of(path: str | os.PathLike[str]) -> Path:
    """The journal's file; a run folder stands for the journal in it."""
    given = Path(path)
    return given / "journal.jsonl" if given.is_dir() else given


def _head_of(path: Path) -> Path:
    return path.with_suffix(".head")


def _read_head(path: Path) -> Head | None:
    """The head file; None if there is none, as when a journal was copied alone."""
    try:
        with open(_head_of(path), "rb") as file:
            value = parse(file.read(_MAX_HEAD_BYTES).rstrip(b"\n"))
        return Head(int(value["window"]), str(value["hash"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as exc:
        name = str(_head_of(path))
        raise StateError(
            f"{name!r} is not a journal's head; remove it if the journal is whole", field="head"
        ) from exc


def _write_head(path: Path, head: Head) -> None:
    """Replace the head file atomically and durably."""
    target = _head_of(path)
    draft = target.with_name(f"{target.name}.tmp")
    _write_file(draft, canonical({"window": head.window, "hash": head.hash}) + b"\n")
    os.replace(draft, target)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _write_file(path: Path, data: bytes) -> None:
    with open(path, "wb", buffering=0) as file:
        _write_all(file, data)
        os.fsync(file.fileno())


def _write_all(file: Any, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[file.write(view) :]


@contextmanager
def _locked(file: BinaryIO | Any) -> Iterator[None]:
    """Hold the file for the length of one read or write; released by the kernel if the process dies.

    Not held between appends: a worker forked while it was held would keep it after its parent's death.
    """
    fcntl.flock(file.fileno(), fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
