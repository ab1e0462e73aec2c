"""Records of a source, one after another, whatever kind it is: a text, or why there is none.

A reader never raises for what a source holds. A record that cannot be taken is one with a reason; when the
rest of a source cannot be read, its last record says so. The n-th record is the same at every reading, so an
import goes on by passing over those it has.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dataforge.shards.files import Source
from dataforge.shards.foreign import sources, tables
from dataforge.shards.foreign.options import MAX_LINE_BYTES, MAX_NAME_CHARS, ImportOptions
from dataforge.shards.foreign.sources import Opened, place_of_text, printable
from dataforge.shards.foreign.streams import Damaged, lines_of, pieces_of
from dataforge.shards.foreign.tars import Member, members_of

_TEXT_MEMBERS = ("txt", "text", "transcript", "md")


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
        sources.PARQUET: _tables,
        sources.ARROW: _tables,
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


def _tables(opened: Opened, taking: _Taking) -> Iterator[Raw]:
    """Rows of Parquet and Arrow files, which another process reads: see tables.py."""
    assert opened.path is not None, "tables are files of this machine"
    options = taking.options
    wanted = [] if taking.everything else [options.text_field, options.id_field, options.column]
    row = 0
    for batch in tables.batches(opened.path, opened.found.kind, wanted):
        columns = {name: batch.column(i).to_pylist() for i, name in enumerate(batch.schema.names)}
        for i in range(batch.num_rows):
            row += 1
            yield taking.of_fields(f"row {row}", {name: values[i] for name, values in columns.items()})
