"""Anybody's tar, read as a stream and believed in nothing: regular members of bounded size, all else named.

`tarfile` parses one header block and compares its checksum; what it would do on its own (allocate what an
extended header claims, follow links, apply global headers) is done here, within bounds, or refused.
"""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass

from dataforge.shards.foreign.options import MAX_LINE_BYTES
from dataforge.shards.foreign.streams import Damaged, Reader

_BLOCK = 512
_MAX_EXTENDED = 64 * 1024
_REGULAR = (tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE)
_KINDS = {
    tarfile.LNKTYPE: "a hard link",
    tarfile.SYMTYPE: "a symbolic link",
    tarfile.CHRTYPE: "a device",
    tarfile.BLKTYPE: "a device",
    tarfile.FIFOTYPE: "a pipe",
    tarfile.GNUTYPE_SPARSE: "a sparse file",
}


@dataclass(frozen=True)
class Member:
    """A member of a tar: its bytes, or why it is refused."""

    name: str
    data: bytes = b""
    refused: str = ""


def members_of(pieces: Iterator[bytes]) -> Iterator[Member]:
    """Regular members in order, and refusals of the others; folders are passed over.

    Raises:
        Damaged: a header without its checksum, a cut.
    """
    reader, number, long_name = Reader(pieces), 0, ""
    while True:
        block = reader.read(_BLOCK)
        if not block:
            raise Damaged("the tar ends without its two zero blocks, so members may be missing")
        if block == bytes(_BLOCK):
            reader.drain()  # a compressed stream has its checksum at its end
            return
        number += 1
        info = _header(block, number)
        size, padding = info.size, -info.size % _BLOCK
        if info.type in (tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME):
            if size > _MAX_EXTENDED:
                raise Damaged(f"the extended header {number} is {size} bytes, above {_MAX_EXTENDED}")
            data = _exact(reader, size, padding, number)
            long_name = _long_name(data, info.type == tarfile.GNUTYPE_LONGNAME) or long_name
            continue
        if info.type in (tarfile.XGLTYPE, tarfile.GNUTYPE_LONGLINK):
            _pass(reader, size + padding, number)
            continue
        name, long_name = long_name or info.name, ""
        if info.type in _REGULAR:
            yield _member(reader, name, size, padding, number)
        elif info.type == tarfile.DIRTYPE:
            _pass(reader, size + padding, number)
        else:
            if info.type in (tarfile.GNUTYPE_SPARSE,):
                _pass(reader, size + padding, number)
            yield Member(name, refused=f"{_KINDS.get(info.type, 'a member of an unknown kind')}, not a file")


def _header(block: bytes, number: int) -> tarfile.TarInfo:
    try:
        if len(block) < _BLOCK:
            raise Damaged(f"the tar is cut in its header {number}")
        info = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except (tarfile.HeaderError, ValueError, OverflowError) as exc:
        if isinstance(exc, Damaged):
            raise
        raise Damaged(f"header {number} is not one of a tar ({exc})") from exc
    if info.size < 0 or info.size >= 1 << 63:
        raise Damaged(f"header {number} says a size of {info.size}")
    return info


def _member(reader: Reader, name: str, size: int, padding: int, number: int) -> Member:
    if any(part == ".." for part in name.split("/")) or name.startswith("/") or "\0" in name:
        _pass(reader, size + padding, number)
        return Member(name, refused="its name leads out of the archive")
    if size > MAX_LINE_BYTES:
        _pass(reader, size + padding, number)
        return Member(name, refused=f"{size} bytes, above the {MAX_LINE_BYTES} that a member may have")
    return Member(name, _exact(reader, size, padding, number))


def _exact(reader: Reader, size: int, padding: int, number: int) -> bytes:
    data = reader.read(size)
    if len(data) < size or reader.skip(padding) < padding:
        raise Damaged(f"the tar is cut in its member {number}")
    return data


def _pass(reader: Reader, size: int, number: int) -> None:
    if reader.skip(size) < size:
        raise Damaged(f"the tar is cut in its member {number}")


def _long_name(data: bytes, gnu: bool) -> str:
    """The name that a GNU long name or a PAX header gives to the next member, or ''."""
    if gnu:
        return data.split(b"\0", 1)[0].decode("utf-8", "surrogateescape")
    name, at = "", 0
    while at < len(data):
        digits, _, _ = data[at : at + 12].partition(b" ")
        if not digits.isdigit() or not 0 < int(digits) <= len(data) - at:
            raise Damaged("an extended header is damaged")
        key, _, value = data[at + len(digits) + 1 : at + int(digits) - 1].partition(b"=")
        if key == b"path":
            name = value.decode("utf-8", "surrogateescape")
        elif key == b"size":
            raise Damaged("an extended header gives a size: members of 8 GiB and more are not read")
        at += int(digits)
    return name
