"""`bz2`: `.tar.bz2`, small and slow to decode."""

from __future__ import annotations

import bz2

from dataforge.shards.codecs.base import Codec, Frames, Unseekable, checked_end, library_version
from dataforge.shards.files import Source
from dataforge.shards.index import END_BYTES
from dataforge.shards.tar import TarStream


class _Bz2Frames(Unseekable):
    def _decode(self, limit: int) -> bytes:
        decoder = bz2.BZ2Decompressor()
        try:
            plain = decoder.decompress(self.file.read(0, self.file.size), limit + 1)
        except (OSError, EOFError) as exc:
            raise ValueError(f"the bzip2 stream is damaged: {exc}") from exc
        return checked_end(plain, limit, decoder, "bzip2 stream")


class Bz2Codec(Codec):
    """`.tar.bz2`: one stream of blocks of level x 100 kB, each with its checksum."""

    name, extension = "bz2", ".tar.bz2"

    def encoder(self, level: int) -> str:
        return f"libbz2 {library_version('_bz2', 'BZ2_bzlibVersion')}, level {level}, one stream"

    def encode(self, stream: TarStream, level: int) -> list[bytes | memoryview]:
        packer = bz2.BZ2Compressor(level)
        return [packer.compress(stream.data), packer.compress(bytes(END_BYTES)), packer.flush()]

    def frames(self, file: Source) -> Frames:
        return _Bz2Frames(file)
