"""Records of a source, one after another, whatever kind it is: a text, or why there is none.

A reader never raises for what a source holds. A record that cannot be taken is one with a reason; when the
rest of a source cannot be read, its last record says so. The n-th record is the same at every reading, so an
import goes on by passing over those it has.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from dataforge.shards.files import MemorySource, Source
from dataforge.shards.foreign import sources
from dataforge.shards.foreign.options import MAX_LINE_BYTES, MAX_NAME_CHARS, MAX_TABLE_BYTES, ImportOptions
from dataforge.shards.foreign.sources import Opened, place_of_text, printable
from dataforge.shards.foreign.streams import Damaged, lines_of, pieces_of
from dataforge.shards.foreign.tars import Member, members_of

_ROWS = 256
_TEXT_MEMBERS = ("txt", "text", "transcript", "md")
_UNREADABLE = (pa.ArrowException, OSError, ValueError, KeyError, MemoryError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True)
class Raw:
    """A record as a source has it.

    Attributes:
        at: `line 17`, `row 17`, `member a/b`, `file a/b.txt`.
        text: UTF-8, checked.
        id: the user's name for it, or ''.
        level: the user's column that decides levels.
        reason, detail: why it cannot be taken, as a word and in words.
        everything: all strings of the record (of an evaluation set).
    """

    at: str
    text: bytes = b""
    id: str = ""
    level: float = 0.0
    reason: str = ""
    detail: str = ""
    everything: tuple[str, ...] = ()


def records_of(opened: Opened, options: ImportOptions, everything: bool = False) -> Iterator[Raw]:
    """All records of a source, in order.

    Args:
        everything: give all strings of a record instead of its text.
    """
    taking = _Taking(options, everything)
    read = {
        sources.TEXT: _texts,
        sources.JSON: _json_lines,
        sources.PARQUET: _parquet,
        sources.ARROW: _arrow,
        sources.TAR: _samples,
    }[opened.found.kind]
    last = "its beginning"
    try:
        for raw in read(opened, taking):
            last = raw.at
            yield raw
    except Damaged as exc:
        yield Raw(f"after {last}", reason="damaged", detail=f"{exc}; the rest is not read")


class _Refused(Exception):
    """(reason, detail) of a record that cannot be taken."""


@dataclass(frozen=True)
class _Taking:
    """What to take of a record."""

    options: ImportOptions
    everything: bool

    def of_bytes(self, at: str, data: bytes, name: str = "", level: object = None) -> Raw:
        """A record whose text is these bytes."""
        try:
            text = data.decode()
        except UnicodeDecodeError as exc:
            return Raw(at, id=name, reason="not-utf8", detail=f"byte {exc.start} is not UTF-8")
        if self.everything:
            return Raw(at, everything=(text,))
        try:
            return Raw(at, data, name, self._level(level))
        except _Refused as exc:
            return Raw(at, id=name, reason=exc.args[0], detail=exc.args[1])

    def of_fields(self, at: str, fields: Any, name: str = "", text: object = None) -> Raw:
        """A record of named fields; `text` instead of the text field, if given."""
        if not isinstance(fields, dict):
            return Raw(at, reason="no-text", detail=f"not an object but {type(fields).__name__}")
        if self.everything:
            return Raw(at, everything=tuple(_strings(fields)))
        if self.options.id_field:
            name = shortened(_find(fields, self.options.id_field) or name)
        try:
            data = self._text(fields) if text is None else text
            raw = data if isinstance(data, bytes) else str(data).encode()
            level = _find(fields, self.options.column) if self.options.column else None
            return self.of_bytes(at, raw, name, level)
        except UnicodeEncodeError:
            return Raw(at, id=name, reason="not-utf8", detail="half of a surrogate pair stands alone")
        except _Refused as exc:
            return Raw(at, id=name, reason=exc.args[0], detail=exc.args[1])

    def _text(self, fields: dict[str, Any]) -> str | bytes:
        value = _find(fields, self.options.text_field)
        if isinstance(value, str | bytes):
            return value
        what = "missing" if value is None else f"not text but {type(value).__name__}"
        raise _Refused("no-text", f"field {self.options.text_field!r} is {what}")

    def _level(self, value: object) -> float:
        if not self.options.column:
            return 0.0
        problem = "is missing" if value is None else f"is not a number but {shortened(value)!r}"
        try:
            if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
                return float(value)
        except OverflowError:
            problem = "is too large a number"
        raise _Refused("no-level", f"{self.options.column!r} {problem}")


def shortened(value: object) -> str:
    """A name as it is kept: text of bounded length."""
    if isinstance(value, bytes):
        value = value[: 4 * MAX_NAME_CHARS].decode("utf-8", "replace")
    try:
        text = value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""
    except ValueError:  # an integer of thousands of digits
        text = "a very large integer"
    return printable(text[:MAX_NAME_CHARS])


def _find(fields: dict[str, Any], name: str) -> Any:
    """A field by name; `meta.lang` is the field `lang` of the field `meta`, if there is no field of that
    name."""
    if name in fields or "." not in name:
        return fields.get(name)
    value: Any = fields
    for part in name.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return value


def _strings(value: Any) -> Iterator[str]:
    """All strings within plain data, without recursion."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            yield each
        elif isinstance(each, bytes):
            yield each.decode("utf-8", "replace")
        elif isinstance(each, dict):
            waiting += reversed(each.values())
        elif isinstance(each, list):
            waiting += reversed(each)


def _json(data: bytes) -> Any:
    """Raises _Refused."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as exc:
        raise _Refused("not-utf8", f"byte {exc.start} is not UTF-8") from exc
    except RecursionError as exc:
        raise _Refused("not-json", "nested too deeply") from exc
    except ValueError as exc:
        raise _Refused("not-json", str(exc)[:200]) from exc


def _file(opened: Opened) -> Source:
    assert opened.file is not None, "only folders of texts have none"
    return opened.file


def _json_lines(opened: Opened, taking: _Taking) -> Iterator[Raw]:
    lines = lines_of(pieces_of(_file(opened), opened.found.suffix), MAX_LINE_BYTES)
    for number, (line, size) in enumerate(lines, 1):
        at = f"line {number}"
        if size > MAX_LINE_BYTES:
            yield Raw(at, reason="too-long", detail=f"a line of {size} bytes, above {MAX_LINE_BYTES}")
        elif line.strip():
            try:
                yield taking.of_fields(at, _json(line))
            except _Refused as exc:
                yield Raw(at, reason=exc.args[0], detail=exc.args[1])


def _texts(opened: Opened, taking: _Taking) -> Iterator[Raw]:
    for name in opened.found.files:
        at = f"file {shortened(name)}"
        if taking.options.column:
            yield Raw(at, reason="no-level", detail="a text file has no columns")
            continue
        try:
            file = place_of_text(opened.found, name).source()
            if file.size > MAX_LINE_BYTES:
                yield Raw(at, reason="too-long", detail=f"{file.size} bytes, above {MAX_LINE_BYTES}")
            else:
                yield taking.of_bytes(at, bytes(file.read(0, file.size)), shortened(name))
        except (OSError, ValueError) as exc:
            yield Raw(at, reason="damaged", detail=f"cannot be read: {exc}")


def _samples(opened: Opened, taking: _Taking) -> Iterator[Raw]:
    """Samples of a WebDataset: consecutive members up to the first dot of their names."""
    group: dict[str, bytes] = {}
    held = 0
    current = ""
    for member in members_of(pieces_of(_file(opened), opened.found.suffix)):
        if member.refused:
            yield Raw(f"member {shortened(member.name)}", reason="refused", detail=member.refused)
            continue
        key, field = _key_of(member)
        if key != current and group:
            yield _sample(current, group, taking)
            group, held = {}, 0
        current = key
        wanted = field in (*_TEXT_MEMBERS, "json", taking.options.text_field.lower())
        if wanted and held + len(member.data) <= MAX_LINE_BYTES and field not in group:
            held += len(member.data)
            group[field] = member.data
        else:
            group.setdefault("", b"")  # a sample without text is told, too
    if group:
        yield _sample(current, group, taking)


def _key_of(member: Member) -> tuple[str, str]:
    folder, slash, base = member.name.rpartition("/")
    name, _, field = base.partition(".")
    return f"{folder}{slash}{name}", field.lower()


def _sample(key: str, group: dict[str, bytes], taking: _Taking) -> Raw:
    at, name = f"member {shortened(key)}", shortened(key.rpartition("/")[2])
    options = taking.options
    named = group.get(options.text_field.lower()) if options.text_field.lower() != "json" else None
    text = named if named is not None else next((group[f] for f in _TEXT_MEMBERS if f in group), None)
    needs_json = text is None or bool(options.column or options.id_field) or taking.everything
    if "json" in group and needs_json:
        try:
            fields = _json(group["json"])
        except _Refused as exc:
            return Raw(at, id=name, reason=exc.args[0], detail=exc.args[1])
        if taking.everything and text is not None and isinstance(fields, dict):
            fields = {**fields, "": text}
        return taking.of_fields(at, fields, name, text)
    if text is None:
        return Raw(at, id=name, reason="no-text", detail="no member of the sample holds text")
    return taking.of_bytes(at, text, name)


def _parquet(opened: Opened, taking: _Taking) -> Iterator[Raw]:
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(
            _as_arrow(_file(opened)),
            page_checksum_verification=True,
            thrift_string_size_limit=64 << 20,
            thrift_container_size_limit=4 << 20,
        )
        columns = _columns(file.schema_arrow, taking)
        groups = file.metadata.num_row_groups
    except Damaged:
        raise
    except _UNREADABLE as exc:
        raise Damaged(f"not a Parquet file that can be read ({_brief(exc)})") from exc
    done = 0
    for group in range(groups):
        try:
            _check_group(file.metadata.row_group(group), columns)
            batches = file.iter_batches(_ROWS, row_groups=[group], columns=columns, use_threads=False)
            for batch in _guarded(batches):
                yield from _rows(batch, done, taking)
                done += batch.num_rows
        except _UNREADABLE as exc:
            raise Damaged(f"row group {group} cannot be read ({_brief(exc)})") from exc


def _guarded(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        _check_batch(batch)
        yield batch


def _check_group(group: Any, columns: list[str]) -> None:
    size = sum(
        max(0, group.column(i).total_uncompressed_size)
        for i in range(group.num_columns)
        if group.column(i).path_in_schema.split(".")[0] in columns
    )
    if size > MAX_TABLE_BYTES:
        raise ValueError(f"its columns are {size} bytes, above {MAX_TABLE_BYTES}")


def _check_batch(batch: pa.RecordBatch) -> None:
    if batch.nbytes > MAX_TABLE_BYTES:
        raise ValueError(f"a batch of {batch.nbytes} bytes, above {MAX_TABLE_BYTES}")
    for column in batch.columns:
        if pa.types.is_string(column.type):
            column = column.view(pa.binary())  # UTF-8 is looked at text by text
        elif pa.types.is_large_string(column.type):
            column = column.view(pa.large_binary())
        column.validate(full=True)


def _arrow(opened: Opened, taking: _Taking) -> Iterator[Raw]:
    """Arrow IPC, as a file or a stream."""
    source = _as_arrow(_file(opened))
    try:
        magic = bytes(_file(opened).read(0, min(6, _file(opened).size)))
        options = pa.ipc.IpcReadOptions(use_threads=False, ensure_alignment=pa.ipc.Alignment.DataTypeSpecific)
        if magic == b"ARROW1":
            file = pa.ipc.open_file(source, options=options)
            schema, batches = file.schema, (file.get_batch(i) for i in range(file.num_record_batches))
        else:
            stream = pa.ipc.open_stream(source, options=options)
            schema, batches = stream.schema, iter(stream)
        columns = _columns(schema, taking)
    except Damaged:
        raise
    except _UNREADABLE as exc:
        raise Damaged(f"not an Arrow file or stream that can be read ({_brief(exc)})") from exc
    done = 0
    try:
        for batch in batches:
            chosen = batch.select(columns)
            _check_batch(chosen)
            for first in range(0, chosen.num_rows, _ROWS):
                yield from _rows(chosen.slice(first, _ROWS), done + first, taking)
            done += batch.num_rows
    except _UNREADABLE as exc:
        raise Damaged(f"a record batch cannot be read ({_brief(exc)})") from exc


def _columns(schema: pa.Schema, taking: _Taking) -> list[str]:
    """The columns to read. Raises Damaged when the text is not among them."""
    if len(set(schema.names)) != len(schema.names):
        raise Damaged("two columns have one name")
    if taking.everything:
        return [field.name for field in schema if _is_text(field.type)]
    options = taking.options
    if options.text_field not in schema.names:
        names = ", ".join(schema.names)[:200]
        raise Damaged(f"no column {options.text_field!r} among: {names}")
    if not _is_text(schema.field(options.text_field).type):
        kind = schema.field(options.text_field).type
        raise Damaged(f"column {options.text_field!r} is {kind}, not text")
    wanted = dict.fromkeys((options.text_field, options.id_field, options.column))
    return [name for name in wanted if name in schema.names]


def _is_text(kind: pa.DataType) -> bool:
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    types = pa.types
    return bool(
        types.is_string(kind)
        or types.is_large_string(kind)
        or types.is_string_view(kind)
        or types.is_binary(kind)
        or types.is_large_binary(kind)
    )


def _rows(batch: pa.RecordBatch, done: int, taking: _Taking) -> Iterator[Raw]:
    columns = {name: _values(batch.column(i)) for i, name in enumerate(batch.schema.names)}
    for row in range(batch.num_rows):
        fields = {name: values[row] for name, values in columns.items()}
        yield taking.of_fields(f"row {done + row + 1}", fields)


def _values(column: pa.Array) -> list[Any]:
    """Text as bytes, since a table may call text what is not UTF-8; ids and numbers as they are."""
    if pa.types.is_dictionary(column.type):
        column.validate(full=True)
        column = column.dictionary_decode()
    if _is_text(column.type):
        return list(column.cast(pa.large_binary()).to_pylist())
    return [value if isinstance(value, int | float | str) else None for value in column.to_pylist()]


def _as_arrow(source: Source) -> pa.NativeFile:
    if isinstance(source, MemorySource):
        return pa.BufferReader(source.read(0, source.size))
    return pa.PythonFile(_Seekable(source), mode="r")


class _Seekable:
    """A source as a file that Arrow reads."""

    closed = False

    def __init__(self, source: Source) -> None:
        self._source, self._at = source, 0

    def read(self, size: int = -1) -> bytes:
        stop = self._source.size if size < 0 else min(self._at + size, self._source.size)
        data = bytes(self._source.read(min(self._at, stop), stop))
        self._at += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        self._at = max(0, offset + (0, self._at, self._source.size)[whence])
        return self._at

    def tell(self) -> int:
        return self._at

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        self.closed = True

    def flush(self) -> None:
        """Nothing to flush."""


def _brief(exc: BaseException) -> str:
    return " ".join(str(exc).split())[:200] or type(exc).__name__
