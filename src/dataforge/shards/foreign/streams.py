"""Bytes of a source in bounded pieces: decompressed without trust, cut into lines of bounded length."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from typing import Any

from dataforge.shards.files import Source
from dataforge.shards.foreign.options import BOMB_FREE_BYTES, BOMB_RATIO

_PIECE = 1 << 20
_ZSTD_BITE = 2048  # a block of 128 KiB takes four bytes: no more than 64 MiB come of a bite
_MAX_WINDOW = 1 << 27


class Damaged(ValueError):
    """The rest of a source cannot be read; what came before can."""


def pieces_of(source: Source, suffix: str) -> Iterator[bytes]:
    """The bytes of a source, decompressed by its suffix (`.gz`, `.zst`, or any other: as it is).

    Raises:
        Damaged: the compressed stream is cut, flipped, or a bomb.
    """
    unpack: Callable[[Iterator[bytes]], Iterator[bytes]] | None
    unpack = {".gz": _gunzip, ".tgz": _gunzip, ".zst": _unzstd}.get(suffix)
    raw = _raw(source, _ZSTD_BITE if suffix == ".zst" else _PIECE)
    return raw if unpack is None else _bounded(unpack(raw), source.size)


def _raw(source: Source, bite: int) -> Iterator[bytes]:
    for start in range(0, source.size, _PIECE):
        try:
            piece = source.read(start, min(start + _PIECE, source.size))
        except ValueError as exc:
            raise Damaged(str(exc)) from exc
        for at in range(0, len(piece), bite):
            yield bytes(piece[at : at + bite])


def _bounded(pieces: Iterator[bytes], packed: int) -> Iterator[bytes]:
    limit, total = max(BOMB_FREE_BYTES, BOMB_RATIO * packed), 0
    for piece in pieces:
        total += len(piece)
        if total > limit:
            yield piece[: len(piece) - (total - limit)]
            raise Damaged(f"{packed} bytes decompress to more than {limit}: a decompression bomb")
        yield piece


def _gunzip(raw: Iterator[bytes]) -> Iterator[bytes]:
    decoder, begun = zlib.decompressobj(wbits=31), False
    for data in raw:
        while data or begun:
            if not begun:
                data = data.lstrip(b"\0")  # padding after a member, as gzip allows
                begun = bool(data)
                continue
            try:
                plain = decoder.decompress(data, _PIECE)
            except zlib.error as exc:
                raise Damaged(f"the gzip stream is damaged ({exc})") from exc
            if plain:
                yield plain
            if decoder.eof:
                data, decoder, begun = decoder.unused_data, zlib.decompressobj(wbits=31), False
                continue
            data = decoder.unconsumed_tail
            if not data and len(plain) < _PIECE:
                break
    if begun:
        raise Damaged("the gzip stream is cut")


def _unzstd(raw: Iterator[bytes]) -> Iterator[bytes]:
    import zstandard

    def fresh() -> Any:
        return zstandard.ZstdDecompressor(max_window_size=_MAX_WINDOW).decompressobj()

    decoder, begun = fresh(), False
    for piece in raw:
        while piece:
            begun = True
            try:
                plain: bytes = decoder.decompress(piece)
            except (zstandard.ZstdError, MemoryError) as exc:
                raise Damaged(f"the zstd stream is damaged ({exc})") from exc
            if plain:
                yield plain
            piece = b""
            if decoder.eof:
                piece, decoder, begun = decoder.unused_data, fresh(), False
    if begun:
        raise Damaged("the zstd stream is cut")


def lines_of(pieces: Iterator[bytes], limit: int) -> Iterator[tuple[bytes, int]]:
    """(line without its end, its length): a line longer than `limit` comes as b"", its length with it.

    What is at hand when the stream turns out damaged is a line, too, if its end was seen.
    """
    parts: list[bytes] = []
    held = 0
    for piece in pieces:
        start = 0
        while (end := piece.find(b"\n", start)) >= 0:
            held += end - start
            parts.append(piece[start:end])
            yield (b"".join(parts) if held <= limit else b""), held
            parts, held, start = [], 0, end + 1
        held += len(piece) - start
        if held <= limit:
            parts.append(piece[start:])
        else:
            parts = []
    if held:
        yield (b"".join(parts) if held <= limit else b""), held


class Reader:
    """Exact reads from a stream of pieces."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._held = pieces, b""

    def read(self, size: int) -> bytes:
        """So many bytes; fewer at the end of the stream."""
        parts, missing = [], size
        while missing:
            if not self._held:
                self._held = next(self._pieces, b"")
                if not self._held:
                    break
            part, self._held = self._held[:missing], self._held[missing:]
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def drain(self) -> None:
        """Pass over all that is left."""
        self._held = b""
        for _ in self._pieces:
            pass

    def skip(self, size: int) -> int:
        """Pass over so many bytes; how many there were."""
        missing = size
        while missing:
            got = len(self.read(min(missing, _PIECE)))
            if not got:
                break
            missing -= got
        return size - missing
