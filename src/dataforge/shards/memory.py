"""A place in memory: shards that never need to exist on disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dataforge.shards.files import MemorySource, Source
from dataforge.shards.places import Place


class MemoryPlace(Place):
    """A tree of files in the memory of this process."""

    def __init__(self, files: dict[str, bytes] | None = None, path: str = "") -> None:
        self._files: dict[str, bytes] = {} if files is None else files
        self._path = path

    def __truediv__(self, name: str) -> MemoryPlace:
        return MemoryPlace(self._files, f"{self._path}/{name}" if self._path else name)

    def __str__(self) -> str:
        return f"memory:{self._path}"

    @property
    def name(self) -> str:
        return self._path.rsplit("/", 1)[-1]

    def source(self) -> Source:
        if self._path not in self._files:
            raise FileNotFoundError(f"no {self}")
        return MemorySource(self._files[self._path])

    def write(self, pieces: Iterable[bytes | memoryview]) -> None:
        self._files[self._path] = b"".join(pieces)

    def create(self, raw: bytes) -> bool:
        return self._files.setdefault(self._path, raw) is raw

    def exists(self) -> bool:
        return self._path in self._files or next(iter(self.files()), None) is not None

    def files(self) -> Iterator[str]:
        prefix = f"{self._path}/" if self._path else ""
        yield from sorted(name.removeprefix(prefix) for name in self._files if name.startswith(prefix))

    def remove(self) -> None:
        self._files.pop(self._path, None)
