"""What a codec is: it turns (stream, index) into a file's bytes, and a file into `Frames`."""

from __future__ import annotations

import ctypes
import importlib
import platform
from abc import ABC, abstractmethod
from functools import cache
from typing import ClassVar, Protocol

from dataforge.shards.files import MemorySource, Source
from dataforge.shards.index import MAX_TAR_BYTES
from dataforge.shards.tar import TarStream


class Frames(ABC):
    """A stored tar stream, of which any stretch can be read. Every method raises ValueError for damaged
    bytes.
    """

    held_bytes: int = 0
    """Decoded bytes kept in memory."""

    def expect(self, tar_bytes: int) -> None:
        """Hold the file to the size that its index gives the stream, before anything larger is decoded."""
        return

    @abstractmethod
    def index_bytes(self) -> bytes | memoryview | None:
        """The index within the file, if the codec keeps it there."""

    @abstractmethod
    def read(self, start: int, stop: int) -> memoryview:
        """Bytes start .. stop of the tar stream."""

    @abstractmethod
    def whole(self, tar_bytes: int) -> memoryview:
        """The whole tar stream, which must be of this size, and nothing else in the file."""


class Codec(ABC):
    """One way to store a tar stream.

    Attributes:
        name: as a recipe says it; its levels are `recipe.CODEC_LEVELS[name]`.
        extension: of the shard's file.
        embeds_index: whether the index is in the file; if not, `<shard>.idx` stands beside it.
        checked: whether the file carries checksums of its content.
    """

    name: ClassVar[str]
    extension: ClassVar[str]
    embeds_index: ClassVar[bool] = False
    checked: ClassVar[bool] = True

    @property
    def levels(self) -> range:
        """Allowed compression levels."""
        from dataforge.recipe import CODEC_LEVELS

        return CODEC_LEVELS[self.name]

    @abstractmethod
    def encoder(self, level: int) -> str:
        """What decides the file's bytes, given the stream."""

    @abstractmethod
    def encode(self, stream: TarStream, level: int) -> list[bytes | memoryview]:
        """The file, in pieces."""

    @abstractmethod
    def frames(self, file: Source) -> Frames:
        """Open a stored file. Raises ValueError for damaged bytes."""


class Plain(Frames):
    """A tar stream as it is."""

    def __init__(self, file: Source) -> None:
        self.file = file

    def index_bytes(self) -> None:
        return None

    def read(self, start: int, stop: int) -> memoryview:
        return self.file.read(start, stop)

    def whole(self, tar_bytes: int) -> memoryview:
        if self.file.size != tar_bytes:
            raise ValueError(f"the tar stream is {self.file.size} bytes, not {tar_bytes}")
        return self.file.read(0, tar_bytes)


class Unseekable(Frames):
    """A file that decodes from its beginning only: decoded once, whole, when first read."""

    def __init__(self, file: Source) -> None:
        self.file = file
        self._plain: Plain | None = None
        self._limit = MAX_TAR_BYTES

    def expect(self, tar_bytes: int) -> None:
        self._limit = tar_bytes

    def index_bytes(self) -> None:
        return None

    def read(self, start: int, stop: int) -> memoryview:
        if self._plain is None:
            plain = self._decode(self._limit)
            self._plain, self.held_bytes = Plain(MemorySource(plain)), len(plain)
        return self._plain.read(start, stop)

    def whole(self, tar_bytes: int) -> memoryview:
        return Plain(MemorySource(self._decode(tar_bytes))).whole(tar_bytes)

    @abstractmethod
    def _decode(self, limit: int) -> bytes:
        """All of it; an error when that is more than `limit` bytes, or the file goes on after its end."""


class Decoder(Protocol):
    """What the decoders of the standard library and of lz4 have in common."""

    @property
    def eof(self) -> bool: ...

    @property
    def unused_data(self) -> bytes | None: ...


def checked_end(plain: bytes, limit: int, decoder: Decoder, what: str) -> bytes:
    """The decoded bytes, if they are within the limit and all that the file holds; ValueError if not."""
    if len(plain) > limit or not decoder.eof or decoder.unused_data:
        raise ValueError(f"the {what} is cut, too large, or followed by other bytes")
    return plain


@cache
def library_version(module: str, function: str) -> str:
    """The release of the C library that a module of the standard library calls, by that library's own
    function; where it cannot be asked (a static build), the Python that it came with.
    """
    try:
        found = ctypes.CDLL(importlib.import_module(module).__file__)[function]
        found.restype, found.argtypes = ctypes.c_char_p, []
        return str(found().decode().split(",")[0])
    except (AttributeError, OSError, TypeError, ImportError):
        return f"of Python {platform.python_version()}"
