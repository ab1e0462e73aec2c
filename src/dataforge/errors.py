"""Every error that dataforge raises for a user, in one tree.

    ForgeError                      exit code 1 unless said otherwise
    ├── UsageError                  exit code 2: what was asked for cannot be done as asked
    │   ├── RecipeError             .file .field .value .remedy: a recipe or run config is wrong
    │   ├── UnknownNameError        .kind .name .known: no such domain, genre, policy, split ...
    │   ├── OutputExistsError       .path: the output folder holds something else
    │   ├── WorldSizeError          .world_size .batch_size .allowed: the batch does not divide
    │   └── MissingExtraError       .package .extra: an optional dependency is not installed
    ├── CorpusError                 .path: a corpus cannot be read as it is
    │   ├── ShardError              .shard .sample .reason: missing, cut, flipped
    │   └── VerifyError             .key: a text does not say what its record says
    ├── StateError                  .field .expected .found: a state belongs to another run
    │   └── JournalError            .window: a journal is cut, edited, reordered
    ├── StorageError                .path .errno: disk full, permission denied, mount gone
    └── DeadlineError               .waited_s .what: something did not come in time

Messages are lowercase: what was wrong, the value, what to do. Facts are attributes.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = [
    "CorpusError",
    "DeadlineError",
    "ForgeError",
    "JournalError",
    "MissingExtraError",
    "OutputExistsError",
    "RecipeError",
    "ShardError",
    "StateError",
    "StorageError",
    "UnknownNameError",
    "UsageError",
    "VerifyError",
    "WorldSizeError",
]


class ForgeError(Exception):
    """The root: anything dataforge tells a user is one of these."""

    exit_code = 1


class UsageError(ForgeError):
    """What was asked for cannot be done as asked."""

    exit_code = 2


class RecipeError(UsageError):
    """A recipe or run config is wrong: names file, field, value and remedy."""

    def __init__(
        self, problem: str, *, file: str = "", field: str = "", value: object = None, remedy: str = ""
    ):
        where = ": ".join(part for part in (file, field) if part)
        super().__init__(
            f"{where + ': ' if where else ''}{problem}"
            + (f" (got {value!r})" if value is not None else "")
            + (f"; {remedy}" if remedy else "")
        )
        self.file, self.field, self.value, self.remedy = file, field, value, remedy


class UnknownNameError(UsageError):
    """A name that nothing answers to; the message lists those that exist."""

    def __init__(self, kind: str, name: str, known: Sequence[str]):
        super().__init__(f"unknown {kind} {name!r}; choose one of: {', '.join(known)}")
        self.kind, self.name, self.known = kind, name, tuple(known)


class OutputExistsError(UsageError):
    """The output folder holds something that this command must not touch."""

    def __init__(self, path: str, why: str):
        super().__init__(f"output folder {path!r} {why}; choose an empty folder or remove it yourself")
        self.path = path


class WorldSizeError(UsageError):
    """The global batch does not divide among the ranks; the message lists world sizes that do."""

    def __init__(self, world_size: int, batch_size: int):
        allowed = tuple(n for n in range(1, batch_size + 1) if batch_size % n == 0)
        super().__init__(
            f"world size {world_size} does not divide the global batch of {batch_size} rows; "
            f"use one of: {', '.join(map(str, allowed))}"
        )
        self.world_size, self.batch_size, self.allowed = world_size, batch_size, allowed


class MissingExtraError(UsageError):
    """An optional dependency is not installed; the message is the command that installs it."""

    def __init__(self, package: str, extra: str):
        super().__init__(f"{package} is not installed; run: pip install 'dataforge-corpus[{extra}]'")
        self.package, self.extra = package, extra


class CorpusError(ForgeError):
    """A corpus cannot be read as it is."""

    def __init__(self, message: str, *, path: str = ""):
        super().__init__(message)
        self.path = path


class ShardError(CorpusError):
    """A shard is missing, cut or flipped: names shard, sample and remedy."""

    def __init__(self, shard: str, reason: str, *, sample: str = "", remedy: str = ""):
        where = f"shard {shard!r}" + (f", sample {sample!r}" if sample else "")
        tail = remedy or "run `dataforge heal` on the corpus: it makes the shard again"
        super().__init__(f"{where}: {reason}; {tail}", path=shard)
        self.shard, self.reason, self.sample = shard, reason, sample


class VerifyError(CorpusError):
    """A text does not say what its record says."""

    def __init__(self, key: str, reason: str):
        super().__init__(f"document {key!r}: {reason}", path=key)
        self.key, self.reason = key, reason


class StateError(ForgeError):
    """A state belongs to another run: names the first field that differs."""

    def __init__(self, message: str, *, field: str = "", expected: object = None, found: object = None):
        super().__init__(message)
        self.field, self.expected, self.found = field, expected, found


class JournalError(StateError):
    """A journal is cut, edited or reordered: names its first bad window."""

    def __init__(self, window: int, reason: str, *, path: str = ""):
        super().__init__(f"journal {path or ''} is not whole at window {window}: {reason}".replace("  ", " "))
        self.window, self.reason, self.path = window, reason, path


class StorageError(ForgeError):
    """The storage said no: disk full, permission denied, mount gone."""

    def __init__(
        self,
        path: str,
        error: OSError,
        remedy: str = "free some room or choose another folder",
        doing: str = "write",
    ):
        super().__init__(f"cannot {doing} {path!r}: {error.strerror or error}; {remedy}")
        self.path, self.errno = path, error.errno


class DeadlineError(ForgeError):
    """Something did not come in time."""

    def __init__(self, what: str, waited_s: float, remedy: str = ""):
        super().__init__(f"waited {waited_s:.1f} s for {what}" + (f"; {remedy}" if remedy else ""))
        self.what, self.waited_s = what, waited_s
