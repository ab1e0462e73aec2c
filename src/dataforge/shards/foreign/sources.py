"""What an import reads: files, folders and URLs made into sources of one kind each, with their digests."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dataforge.errors import CorpusError, StorageError, UsageError
from dataforge.shards.files import FileSource, Source
from dataforge.shards.places import Place, place_of

TEXT, JSON, PARQUET, ARROW, TAR = "text", "jsonl", "parquet", "arrow", "tar"
_KINDS = {
    TEXT: (".txt", ".text", ".md", ".rst"),
    JSON: (".jsonl", ".ndjson", ".json"),
    PARQUET: (".parquet", ".pq"),
    ARROW: (".arrow", ".feather", ".ipc"),
    TAR: (".tar", ".tgz"),
}
_PACKED = (".gz", ".zst")
_BITE = 8 << 20
_DOMAIN_BEFORE = re.compile(r"([a-z]+)=(.+)", re.DOTALL)


@dataclass(frozen=True)
class Found:
    """One source: a file, or the text files of a folder.

    Attributes:
        name: how records and reports call it: without the folders above it, a URL without its query.
        kind: one of `text jsonl parquet arrow tar`.
        suffix: `.gz`, `.zst`, `.tgz`, or '' for a source that is not compressed.
        place: the file, or the folder.
        files: the text files below a folder.
    """

    domain: str
    name: str
    kind: str
    suffix: str
    place: Place
    files: tuple[str, ...] = ()

    @property
    def identity(self) -> list[Any]:
        """What must be the same for an unfinished import to go on; stays in the work folder."""
        address = hashlib.sha256(self.place.address.encode("utf-8", "surrogateescape")).hexdigest()
        return [self.domain, self.name, self.kind, address, len(self.files)]  # a URL may hold a secret


@dataclass(frozen=True)
class Refusal:
    """A file that no source reads: quarantined with its reason."""

    source: str
    at: str
    detail: str


def kind_of(name: str) -> tuple[str, str]:
    """(kind, suffix) by a file's name; ('', '') if it is none of ours."""
    lower = name.lower()
    suffix = next((each for each in _PACKED if lower.endswith(each)), "")
    bare = lower.removesuffix(suffix)
    kind = next((kind for kind, ends in _KINDS.items() if bare.endswith(ends)), "")
    if suffix and kind not in (JSON, TAR):
        return "", ""
    return kind, ".tgz" if bare.endswith(".tgz") else suffix


def split_domain(given: str) -> tuple[str, str]:
    """`books=library/` is ("books", "library/"); anything else is of the domain that `domain` names."""
    match = _DOMAIN_BEFORE.fullmatch(given)
    if match is None or Path(given).exists():
        return "", given
    return match[1], match[2]


def find_sources(given: Mapping[str, Sequence[str | Path | Place]]) -> tuple[list[Found], list[Refusal]]:
    """All sources, in the order given, a folder's files by name; and the files in folders that are none.

    Raises:
        UsageError: a file of no known kind, or nothing to read.
        CorpusError: a source is missing or cannot be read.
    """
    sources: list[Found] = []
    refused: list[Refusal] = []
    for domain, places in given.items():
        for each in places:
            place = place_of(each)
            _find(domain, place, sources, refused)
    if not sources:
        raise UsageError("there is nothing to import; give files, folders or URLs of text")
    return _named_apart(sources), refused


def _find(domain: str, place: Place, sources: list[Found], refused: list[Refusal]) -> None:
    name = _shown(place)
    try:
        if place.folder is not None and place.folder.is_dir():
            names, odd = _walk(place.folder)
            refused += [Refusal(name, at, detail) for at, detail in odd]
            return _of_folder(domain, place, names, sources, refused)
        try:
            place.source()
        except FileNotFoundError:
            names = sorted(place.files()) if place.folder is None else []
            if not names:
                raise
            return _of_folder(domain, place, names, sources, refused)
    except (OSError, ValueError) as exc:
        reason = getattr(exc, "strerror", None) or exc
        raise CorpusError(f"{name}: cannot be read ({reason}); check the path or URL", path=name) from exc
    base = name.rsplit("/", 1)[-1]
    kind, suffix = kind_of(base)
    if not kind:
        ends = ", ".join(end for ends in _KINDS.values() for end in ends)
        raise UsageError(f"{name}: not a kind of source; a file ends in one of {ends}, perhaps .gz or .zst")
    files = (base,) if kind == TEXT else ()
    sources.append(Found(domain, name, kind, suffix, place, files))


def _of_folder(
    domain: str,
    place: Place,
    names: list[str],
    sources: list[Found],
    refused: list[Refusal],
) -> None:
    name = _shown(place)
    texts = []
    for each in names:
        kind, suffix = kind_of(each)
        hidden = any(part.startswith((".", "_")) for part in each.split("/"))
        if not kind or hidden:
            refused.append(Refusal(name, each, "hidden" if hidden else "not a kind of file that is read"))
        elif kind == TEXT:
            texts.append(each)
        else:
            sources.append(Found(domain, f"{name}/{each}", kind, suffix, place / each))
    if texts:
        sources.append(Found(domain, name, TEXT, "", place, tuple(texts)))


def _walk(folder: Path) -> tuple[list[str], list[tuple[str, str]]]:
    """Regular files below a folder, sorted, and what else there is: links are not followed."""
    names, odd = [], []
    for here, folders, files in os.walk(folder, onerror=_raise):
        folders.sort()
        for each in (*(each for each in folders if os.path.islink(os.path.join(here, each))), *files):
            path = os.path.join(here, each)
            relative = os.path.relpath(path, folder)
            mode = os.lstat(path).st_mode
            if stat.S_ISREG(mode):
                names.append(relative)
            else:
                odd.append((relative, "a link" if stat.S_ISLNK(mode) else "a device, a pipe or a socket"))
    return sorted(names), sorted(odd)


def _raise(error: OSError) -> None:
    raise error


def _shown(place: Place) -> str:
    """A local path's last part; a URL without credentials and query."""
    if place.folder is not None:
        return printable(place.folder.resolve().name or "/")
    return printable(re.sub(r"//[^/@]*@", "//", str(place).partition("?")[0]))


def printable(text: str) -> str:
    """Text that can be written as UTF-8, whatever a file system or an archive calls its files."""
    return text.encode("utf-8", "backslashreplace").decode()


def _named_apart(sources: list[Found]) -> list[Found]:
    """Sources that would have the same name get a number: a record's source is one of the lock's."""
    seen: dict[str, int] = {}
    result = []
    for each in sources:
        seen[each.name] = number = seen.get(each.name, 0) + 1
        name = each.name if number == 1 else f"{each.name}#{number}"
        result.append(Found(each.domain, name, each.kind, each.suffix, each.place, each.files))
    return result


@dataclass(frozen=True)
class Opened:
    """A source ready to be read: its bytes on this machine, and what they are.

    Attributes:
        file: None for a folder of texts.
        sha256: of the file; of a folder, over a line `sha256 size name` for each of its files.
        path: of the file, on this machine.
    """

    found: Found
    file: Source | None
    size: int
    sha256: str
    path: Path | None = None


def open_source(found: Found, work: Path) -> Opened:
    """Digest a source; one of an object store is copied into the work folder first.

    Raises:
        CorpusError: it cannot be read.
        StorageError: the work folder has no room.
    """
    try:
        if found.kind == TEXT:
            return _open_texts(found)
        if found.place.folder is not None:
            file: Source = found.place.source()
            return Opened(found, file, file.size, _digest(file), found.place.folder)
        copy = work / "source"
        _copy(found.place.source(), copy)
        file = FileSource(copy)
        return Opened(found, file, file.size, _digest(file), copy)
    except (OSError, ValueError) as exc:
        reason = getattr(exc, "strerror", None) or exc
        raise CorpusError(
            f"{found.name}: cannot be read ({reason}); when it can be, the same command goes on",
            path=found.name,
        ) from exc


def place_of_text(found: Found, name: str) -> Place:
    """Where a text file of a source lies."""
    alone = found.place.folder is not None and not found.place.folder.is_dir()
    alone = alone or (found.place.folder is None and found.files == (found.name.rsplit("/", 1)[-1],))
    return found.place if alone else found.place / name


def _open_texts(found: Found) -> Opened:
    total, size = hashlib.sha256(), 0
    for name in found.files:
        file = place_of_text(found, name).source()
        size += file.size
        total.update(f"{_digest(file)} {file.size} {printable(name)}\n".encode())
    return Opened(found, None, size, total.hexdigest())


def _bites(file: Source) -> Iterator[memoryview]:
    for start in range(0, file.size, _BITE):
        yield file.read(start, min(start + _BITE, file.size))


def _digest(file: Source) -> str:
    total = hashlib.sha256()
    for bite in _bites(file):
        total.update(bite)
    return total.hexdigest()


def _copy(file: Source, path: Path) -> None:
    try:
        with path.open("wb") as out:
            for bite in _bites(file):
                try:
                    out.write(bite)
                except OSError as exc:
                    raise StorageError(str(path), exc) from exc
    except OSError as exc:
        raise StorageError(str(path), exc) from exc
