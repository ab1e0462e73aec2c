"""`none`: plain `.tar`."""

from __future__ import annotations

from dataforge.shards.codecs.base import Codec, Frames, Plain
from dataforge.shards.files import Source
from dataforge.shards.index import END_BYTES
from dataforge.shards.tar import TarStream


class NoneCodec(Codec):
    """Plain `.tar`; levels mean nothing to it."""

    name, extension, checked = "none", ".tar", False

    def encoder(self, level: int) -> str:
        return "none"

    def encode(self, stream: TarStream, level: int) -> list[bytes | memoryview]:
        return [stream.data, bytes(END_BYTES)]

    def frames(self, file: Source) -> Frames:
        return Plain(file)
