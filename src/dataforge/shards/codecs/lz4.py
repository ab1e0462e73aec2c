"""`lz4`: `.tar.lz4`, the fastest to decode."""

from __future__ import annotations

from dataforge.shards.codecs.base import Codec, Frames, Unseekable, checked_end
from dataforge.shards.files import Source
from dataforge.shards.index import END_BYTES
from dataforge.shards.tar import TarStream


class _Lz4Frames(Unseekable):
    def _decode(self, limit: int) -> bytes:
        import lz4.frame

        decoder = lz4.frame.LZ4FrameDecompressor()
        try:
            plain: bytes = decoder.decompress(self.file.read(0, self.file.size), max_length=limit + 1)
        except (RuntimeError, EOFError, MemoryError) as exc:
            raise ValueError(f"the lz4 frame is damaged: {exc}") from exc
        return checked_end(plain, limit, decoder, "lz4 frame")


class Lz4Codec(Codec):
    """`.tar.lz4`: one frame, with a checksum of the content."""

    name, extension = "lz4", ".tar.lz4"

    def encoder(self, level: int) -> str:
        import lz4

        return f"liblz4 {lz4.library_version_string()}, level {level}, one frame"

    def encode(self, stream: TarStream, level: int) -> list[bytes | memoryview]:
        import lz4.frame

        packer = lz4.frame.LZ4FrameCompressor(compression_level=level, content_checksum=True)
        head = packer.begin()
        return [head, packer.compress(stream.data), packer.compress(bytes(END_BYTES)), packer.flush()]

    def frames(self, file: Source) -> Frames:
        return _Lz4Frames(file)
