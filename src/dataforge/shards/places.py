"""Where a corpus lies: a folder, or a prefix of an object store, by the same few calls.

Files appear whole or not at all in both: a folder by writing under another name, fsync and rename, a store
because a put is atomic. Stores are S3, GCS, Azure and HTTP(S) (the last for reading) through obstore, which
reads its credentials from the environment, retries what may be retried, and puts large files in parts side by
side. Nothing here logs a URL's query or a credential.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from datetime import timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from dataforge.errors import MissingExtraError, StorageError, UsageError
from dataforge.shards.files import FileSource, Source, create_atomic, is_temporary, read_bounded, write_atomic

_URL = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*)://(?P<rest>.*)", re.DOTALL)
SCHEMES = ("s3", "s3a", "gs", "az", "adl", "abfs", "abfss", "azure", "http", "https")
_RETRIES, _RETRY_FOR = 8, timedelta(seconds=60)
_PART_BYTES = 8 * 1024 * 1024  # of a multipart upload, and how many go side by side
_PARTS_AT_ONCE = 8
_TAIL_BYTES = 256 * 1024  # of a stored file, read at once: a shard's seek table and index stand there


class Place(ABC):
    """A folder or a file, which may not be there yet. Places are values: they pickle, and hold nothing
    open."""

    @property
    @abstractmethod
    def name(self) -> str:
        """The last part of its path."""

    @abstractmethod
    def __truediv__(self, name: str) -> Place:
        """What lies below: `corpus / "train/mathematics-l012-000003.tar.zst"`."""

    @abstractmethod
    def source(self) -> Source:
        """The file's bytes, to be read anywhere.

        Raises:
            FileNotFoundError, OSError: it is not there, or cannot be read.
            ValueError: it is no regular file.
        """

    def read(self, limit: int) -> bytes:
        """A small file, whole. Raises as `source`, and ValueError when it is larger than `limit` bytes."""
        source = self.source()
        if source.size > limit:
            raise ValueError(f"{self.name} is larger than {limit} bytes")
        return bytes(source.read(0, source.size))

    @abstractmethod
    def write(self, pieces: Iterable[bytes | memoryview]) -> None:
        """Write the file, whole and durable or not at all. Raises StorageError."""

    @abstractmethod
    def create(self, raw: bytes) -> bool:
        """Write a small file that must not be there yet; False when it is, or another process was quicker.
        Raises StorageError.
        """

    @abstractmethod
    def exists(self) -> bool:
        """Whether a file is there, or a folder that holds one. Raises OSError when that cannot be seen."""

    @abstractmethod
    def files(self) -> Iterator[str]:
        """All whole files below, as paths from here, sorted within a folder. Raises OSError."""

    @abstractmethod
    def remove(self) -> None:
        """Remove the file, if it is there. Raises StorageError."""

    @property
    def folder(self) -> Path | None:
        """The path in this machine's file system, if it is there."""
        return None

    @property
    def address(self) -> str:
        """What `place_of` makes into this place in another process of this machine."""
        return str(self.folder.absolute() if self.folder else self)


class LocalPlace(Place):
    """A path of this machine."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __truediv__(self, name: str) -> LocalPlace:
        return LocalPlace(self._path / name)

    def __str__(self) -> str:
        return str(self._path)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LocalPlace) and other._path == self._path

    def __hash__(self) -> int:
        return hash(self._path)

    @property
    def name(self) -> str:
        return self._path.name

    @property
    def folder(self) -> Path:
        return self._path

    def source(self) -> Source:
        return FileSource(self._path)

    def read(self, limit: int) -> bytes:
        return read_bounded(self._path, limit)

    def write(self, pieces: Iterable[bytes | memoryview]) -> None:
        write_atomic(self._path, pieces)

    def create(self, raw: bytes) -> bool:
        return create_atomic(self._path, raw)

    def exists(self) -> bool:
        return self._path.exists()

    def files(self) -> Iterator[str]:
        for folder, folders, names in os.walk(self._path):
            folders.sort()
            for name in sorted(names):
                if not is_temporary(name):
                    yield (Path(folder) / name).relative_to(self._path).as_posix()

    def remove(self) -> None:
        try:
            self._path.unlink(missing_ok=True)
        except OSError as exc:
            raise StorageError(str(self._path), exc, "remove it by hand") from exc


@cache
def _library() -> Any:
    """obstore, which only stores need. Raises MissingExtraError."""
    try:
        import obstore.exceptions
        import obstore.store
    except ImportError as exc:
        raise MissingExtraError("obstore", "store") from exc
    return obstore


class _Bucket:
    """An object store, opened when first used, and anew in every process."""

    def __init__(self, url: str) -> None:
        self.url = url

    def __getstate__(self) -> dict[str, str]:
        return {"url": self.url}

    @cached_property
    def store(self) -> Any:
        from_url = _library().store.from_url
        plain = self.url.startswith("http://") or os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://")
        return from_url(
            self.url,
            client_options={"connect_timeout": "10s", "timeout": "60s", "allow_http": plain},
            retry_config={"max_retries": _RETRIES, "retry_timeout": _RETRY_FOR},
        )


class ObjectPlace(Place):
    """A key, or a prefix, of an object store."""

    def __init__(self, bucket: _Bucket, key: str = "") -> None:
        self._bucket, self._key = bucket, key

    def __truediv__(self, name: str) -> ObjectPlace:
        return ObjectPlace(self._bucket, f"{self._key}/{name}" if self._key else name)

    def __str__(self) -> str:
        return f"{self._bucket.url}/{self._key}" if self._key else self._bucket.url

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ObjectPlace) and str(other) == str(self)

    def __hash__(self) -> int:
        return hash(str(self))

    @property
    def name(self) -> str:
        return self._key.rsplit("/", 1)[-1]

    def source(self) -> Source:
        obstore = _library()
        with _told(self):
            size = int(obstore.head(self._bucket.store, self._key)["size"])
        return _ObjectSource(self, size)

    def range(self, start: int, stop: int) -> memoryview:
        """Bytes start .. stop of the object."""
        obstore = _library()
        with _told(self):
            return memoryview(obstore.get_range(self._bucket.store, self._key, start=start, end=stop))

    def write(self, pieces: Iterable[bytes | memoryview]) -> None:
        obstore = _library()
        data = b"".join(pieces)
        try:
            with _told(self):
                obstore.put(
                    self._bucket.store,
                    self._key,
                    data,
                    use_multipart=len(data) > _PART_BYTES,
                    chunk_size=_PART_BYTES,
                    max_concurrency=_PARTS_AT_ONCE,
                )
        except OSError as exc:
            raise StorageError(str(self), exc, "check the address, the credentials and their rights") from exc

    def create(self, raw: bytes) -> bool:
        obstore = _library()
        there = obstore.exceptions.AlreadyExistsError, obstore.exceptions.PreconditionError
        try:
            with _told(self):
                try:
                    obstore.put(self._bucket.store, self._key, raw, mode="create", use_multipart=False)
                except there:
                    return False
        except OSError as exc:
            raise StorageError(str(self), exc, "check the address, the credentials and their rights") from exc
        return True

    def exists(self) -> bool:
        try:
            self.source()
        except FileNotFoundError:
            return next(iter(self.files()), None) is not None
        return True

    def files(self) -> Iterator[str]:
        obstore = _library()
        with _told(self):
            prefix = f"{self._key}/" if self._key else ""
            for page in obstore.list(self._bucket.store, prefix or None):
                for found in sorted(entry["path"] for entry in page):
                    yield found.removeprefix(prefix)

    def remove(self) -> None:
        obstore = _library()
        try:
            with contextlib.suppress(FileNotFoundError), _told(self):
                obstore.delete(self._bucket.store, self._key)
        except OSError as exc:
            raise StorageError(str(self), exc, "check the credentials and their rights") from exc


class _ObjectSource:
    """An object, read by ranges; its end is fetched once, since a reader begins there."""

    def __init__(self, place: ObjectPlace, size: int) -> None:
        self._place, self.size = place, size
        self._tail_at = max(0, size - _TAIL_BYTES)

    @cached_property
    def _tail(self) -> memoryview:
        return self._checked(self._tail_at, self.size)

    def read(self, start: int, stop: int) -> memoryview:
        """Bytes start .. stop."""
        if not 0 <= start <= stop <= self.size:
            raise ValueError(f"bytes {start} to {stop} are not within the {self.size} bytes of the file")
        if start == stop:
            return memoryview(b"")
        if start >= self._tail_at:
            return self._tail[start - self._tail_at : stop - self._tail_at]
        return self._checked(start, stop)

    def _checked(self, start: int, stop: int) -> memoryview:
        data = self._place.range(start, stop)
        if len(data) != stop - start:
            raise ValueError(f"the store gave {len(data)} bytes for {start} to {stop}")
        return data


@contextlib.contextmanager
def _told(place: Place) -> Iterator[None]:
    """What obstore raises, told as the OSError that a file system would raise."""
    exceptions = _library().exceptions
    try:
        yield
    except (exceptions.NotFoundError, FileNotFoundError) as exc:
        raise FileNotFoundError(errno.ENOENT, "no such object", str(place)) from exc
    except (exceptions.PermissionDeniedError, exceptions.UnauthenticatedError, PermissionError) as exc:
        raise PermissionError(errno.EACCES, "the store refuses these credentials", str(place)) from exc
    except (exceptions.NotSupportedError, NotImplementedError) as exc:
        raise OSError(errno.ENOTSUP, "the store cannot do this", str(place)) from exc
    except (exceptions.BaseError, OSError) as exc:
        raise OSError(errno.EIO, _brief(str(exc)), str(place)) from exc


def _brief(message: str) -> str:
    """The gist of a store's message: one line, without what a URL's query may hold."""
    line = re.sub(r"\?\S*", "", " ".join(message.split("Debug source")[0].split()))
    return f"the store cannot be reached or said no: {line[:200]}"


def place_of(where: str | Path | Place) -> Place:
    """A path, a `file://` URL, or the URL of an object store's bucket and prefix.

    Raises:
        UsageError: the URL is of a scheme that we do not know.
    """
    if isinstance(where, Place):
        return where
    match = _URL.fullmatch(str(where))
    if isinstance(where, Path) or match is None:
        return LocalPlace(Path(where))
    if match["scheme"] == "file":
        return LocalPlace(Path(match["rest"]))
    if match["scheme"] not in SCHEMES:
        raise UsageError(f"{where}: unknown scheme; use a path, s3://, gs://, az:// or https://")
    return ObjectPlace(_Bucket(str(where).rstrip("/")))
