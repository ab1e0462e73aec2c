"""`gzip`: `.tar.gz`, which every stock reader takes."""

from __future__ import annotations

import zlib

from dataforge.shards.codecs.base import Codec, Frames, Unseekable, checked_end
from dataforge.shards.files import Source
from dataforge.shards.index import END_BYTES
from dataforge.shards.tar import TarStream


class _GzipFrames(Unseekable):
    def _decode(self, limit: int) -> bytes:
        decoder = zlib.decompressobj(wbits=31)
        try:
            plain = decoder.decompress(self.file.read(0, self.file.size), limit + 1)
        except zlib.error as exc:
            raise ValueError(f"the gzip member is damaged: {exc}") from exc
        return checked_end(plain, limit, decoder, "gzip member")


class GzipCodec(Codec):
    """`.tar.gz`: one member, no name, time 0, as stock readers stream it."""

    name, extension = "gzip", ".tar.gz"

    def encoder(self, level: int) -> str:
        return f"zlib {zlib.ZLIB_RUNTIME_VERSION}, level {level}, one member"

    def encode(self, stream: TarStream, level: int) -> list[bytes | memoryview]:
        packer = zlib.compressobj(level, wbits=31)
        return [packer.compress(stream.data), packer.compress(bytes(END_BYTES)), packer.flush()]

    def frames(self, file: Source) -> Frames:
        return _GzipFrames(file)
