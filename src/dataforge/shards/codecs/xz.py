"""`xz`: `.tar.xz`, the smallest."""

from __future__ import annotations

import lzma

from dataforge.shards.codecs.base import Codec, Frames, Unseekable, checked_end, library_version
from dataforge.shards.files import Source
from dataforge.shards.index import END_BYTES
from dataforge.shards.tar import TarStream

MAX_DECODER_BYTES = 80 * 1024 * 1024
"""What decoding may hold besides the stream: level 9 takes 65 MiB, and a file may claim 4 GiB."""


class _XzFrames(Unseekable):
    def _decode(self, limit: int) -> bytes:
        decoder = lzma.LZMADecompressor(lzma.FORMAT_XZ, memlimit=MAX_DECODER_BYTES)
        try:
            plain = decoder.decompress(self.file.read(0, self.file.size), limit + 1)
        except (lzma.LZMAError, EOFError, MemoryError) as exc:
            raise ValueError(f"the xz stream is damaged: {exc}") from exc
        return checked_end(plain, limit, decoder, "xz stream")


class XzCodec(Codec):
    """`.tar.xz`: one stream of one block, with a CRC-64 of the content."""

    name, extension = "xz", ".tar.xz"

    def encoder(self, level: int) -> str:
        return f"liblzma {library_version('_lzma', 'lzma_version_string')}, level {level}, one stream"

    def encode(self, stream: TarStream, level: int) -> list[bytes | memoryview]:
        packer = lzma.LZMACompressor(lzma.FORMAT_XZ, lzma.CHECK_CRC64, preset=level)
        return [packer.compress(stream.data), packer.compress(bytes(END_BYTES)), packer.flush()]

    def frames(self, file: Source) -> Frames:
        return _XzFrames(file)
