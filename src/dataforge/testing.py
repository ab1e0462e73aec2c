"""What users' tests call: the conformance suite of genres, and the replay of curriculum journals.

    from dataforge.testing import conformance
    conformance(MyGenre())          # raises AssertionError with the first thing that is wrong

Each `check_*` function below is one promise of a genre; `conformance` runs them all.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import json
import lzma
import random
import re
import sys
import unicodedata
from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from dataforge.generators.base import SPAN_KINDS, Genre, GenreRequest
from dataforge.generators.documents import make_documents
from dataforge.generators.verify import UNREADABLE, check_batch, check_text
from dataforge.text.bits import UNITS_PER_BIT
from dataforge.text.columns import join
from dataforge.text.draws import Draws, Scope
from dataforge.text.hashing import mix
from dataforge.text.rows import Rows

__all__ = ["assert_replays", "conformance", "documents"]

LEVELS = (1, 25, 50, 75, 100)
_STANDARD_ERRORS = 4.5
_MAX_TEXT_BYTES = 16_384
_ANEW = np.uint64(0x6A09E667F3BCC909)


def assert_replays(journal: str) -> None:
    """Re-execute every decision of a curriculum journal; AssertionError at the first that differs."""
    from dataforge.curriculum.replay import assert_replays as replays

    replays(journal)


def documents(
    genre: Genre[Any], levels: NDArray[np.int64], indices: NDArray[np.int64], **options: Any
) -> pa.RecordBatch:
    """Records of one genre, whether registered or not; options are those of `GenreRequest`."""
    request = GenreRequest(genre, levels, indices, **options)
    return make_documents(request, np.zeros(len(indices), np.int64))


def conformance(genre: Genre[Any], *, documents_a_level: int = 20) -> None:
    """Try every promise that a genre makes.

    Args:
        documents_a_level: how many documents of each of five levels to read and to mutate.

    Raises:
        AssertionError: the first promise that does not hold, with the level and the text.
    """
    for check in (
        check_names,
        check_pure,
        check_shape,
        check_levels,
        check_cost,
        check_redraws,
        check_single_draws,
        check_compressor,
        check_independence,
        check_hostile,
    ):
        check(genre)
    check_truth(genre, documents_a_level)


def _grid(
    count: int, levels: tuple[int, ...] = LEVELS, start: int = 0
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    indices = np.tile(np.arange(start, start + count, dtype=np.int64), len(levels))
    return np.repeat(np.asarray(levels, np.int64), count), indices


def _level_by_level(count: int) -> dict[int, tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Batches in which each level meets the highest one, whose documents are larger in every way."""
    most = np.repeat(max(LEVELS), count)
    return {
        level: (np.concatenate([np.repeat(level, count), most]), np.arange(2 * count, dtype=np.int64))
        for level in LEVELS
        if level != max(LEVELS)
    }


def check_names(genre: Genre[Any]) -> None:
    """Names are what keys can hold."""
    assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z][a-z0-9]*)*", genre.name), f"name {genre.name!r}"
    assert len(genre.name) <= 24, f"name {genre.name!r} is longer than 24 characters"
    assert genre.knobs, f"{genre.id} has no knobs: its level changes nothing"
    assert genre.summary, f"{genre.id} has no summary"
    for level in LEVELS:
        assert genre.support_log2(level) >= 20, (
            f"{genre.id}: too few worlds at level {level} to keep splits apart"
        )


def check_pure(genre: Genre[Any]) -> None:
    """Alone, in bulk, backwards, level by level, at far indices: the same bytes."""
    for level, (levels, indices) in _level_by_level(150).items():
        mixed, few = documents(genre, levels, indices), levels == level
        assert mixed.filter(pa.array(few)).equals(documents(genre, levels[few], indices[few])), (
            f"{genre.id}: documents of level {level} are others among documents of other levels"
        )
    levels, indices = _grid(6, start=2**62 + 17)
    whole = documents(genre, levels, indices).to_pylist()
    order = list(reversed(range(len(whole))))
    again = documents(genre, levels[order], indices[order]).to_pylist()
    assert [again[i] for i in order] == whole, f"{genre.id}: order in the batch changes documents"
    for i in range(0, len(whole), 4):
        alone = documents(genre, levels[i : i + 1], indices[i : i + 1]).to_pylist()[0]
        assert alone == whole[i], f"{genre.id}: alone, {whole[i]['key']} is another document"


def check_shape(genre: Genre[Any]) -> None:
    """Records are well formed: clean text, spans that cover it, bits that add up, a band that fits
    `floor`."""
    records = documents(genre, *_grid(40)).to_pylist()
    seen = {record["text"] for record in records}
    assert len(seen) >= 0.99 * len(records), f"{genre.id}: only {len(seen)} different texts of {len(records)}"
    for record in records:
        text, key = record["text"], record["key"]
        assert text == unicodedata.normalize("NFC", text), f"{key}: text is not in NFC"
        assert text == text.strip(), f"{key}: white space at an end"
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", text), f"{key}: control characters"
        assert (
            not re.search(r"[a-z,.]  [A-Za-z]| [,.;:!?](?:\s|$)|\.\.(?!\.)|\{[a-z_]+\}", text)
            or genre.domain == "code"
        ), f"{key}: careless spacing or an unfilled hole: {text!r}"
        assert len(text.encode()) <= _MAX_TEXT_BYTES, f"{key}: {len(text.encode())} bytes"
        spans = json.loads(record["spans"])
        assert {kind for _, _, kind, _ in spans} <= set(SPAN_KINDS), key
        assert sum(bits for *_, bits in spans) == record["bits_lo"], f"{key}: span bits do not add up"
        assert record["bits_lo"] <= record["bits_hi"], key
        assert json.loads(record["measured"])["cost"] > 0, key
    low, high = (sum(record[name] for record in records) for name in ("bits_lo", "bits_hi"))
    assert genre.floor == "band" or (high - low) / high <= 0.05, (
        f"{genre.id}: the band is {(high - low) / high:.1%} of bits_hi; publish it as floor = 'band'"
    )


def check_truth(genre: Genre[Any], count: int = 20) -> None:
    """Texts are accepted as they are, and rejected with a number, a name or the answer changed."""
    batch = documents(genre, *_grid(count))
    if _registered(genre):
        wrong = check_batch(batch)
        assert not wrong, f"{genre.id}: {wrong[0]}"
    for record in batch.to_pylist():
        assert _problem(genre, record, record["text"]) == "", _problem(genre, record, record["text"])
        for what, mutant in _mutants(record):
            assert _problem(genre, record, mutant), f"{record['key']}: nobody noticed {what} in:\n{mutant}"


def check_hostile(genre: Genre[Any], count: int = 4) -> None:
    """Whatever is done to a text, reading it ends, and with a verdict: words swapped, lines doubled, cut
    short."""
    for record in documents(genre, *_grid(count, start=400)).to_pylist():
        text, rng = record["text"], random.Random(record["key"])
        words = re.findall(r"[^\W\d_]{3,}", text)
        mutants = [
            text[: rng.randrange(len(text))],
            text * 2,
            text.replace("\n", " "),
            "",
            "\0" + text,
            "(" * 9_999,
        ]
        for _ in range(30):
            place = rng.choice(list(re.finditer(r"\w+", text)))
            other = str(rng.choice((0, 10**30))) if place[0].isdigit() else rng.choice(words)
            mutants.append(text[: place.start()] + other + text[place.end() :])
        for mutant in mutants:
            assert isinstance(_problem(genre, record, mutant), str)


def _registered(genre: Genre[Any]) -> bool:
    from dataforge.generators.registry import genres

    return any(type(each) is type(genre) for each in genres(genre.domain))


def _problem(genre: Genre[Any], record: dict[str, Any], text: str) -> str:
    if _registered(genre):
        return check_text(genre.domain, genre.id, text, record["check"])
    try:
        found = genre.extract(text)
    except UNREADABLE as exc:
        return f"cannot be read: {exc}"
    return "" if found == json.loads(record["check"]) else "says something else"


def _mutants(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Copies of the text with one claim changed: two numbers, a name, the answer."""
    text, rng = record["text"], random.Random(record["key"])
    numbers = list(re.finditer(r"[0-9]+", text))
    for match in rng.sample(numbers, min(2, len(numbers))):
        other = str(int(match[0]) + rng.choice((1, 2, 7)))
        yield f"{match[0]} -> {other}", text[: match.start()] + other + text[match.end() :]
    check = json.loads(record["check"])
    claimed = {word for word in _strings(check) if re.fullmatch(r"[^\W\d_]{3,}", word)}
    words = sorted(word for word in claimed if re.search(rf"\b{word}\b", text))
    if words:
        word = rng.choice(words)
        yield f"{word} -> Zzyzx", re.sub(rf"\b{word}\b", "Zzyzx", text)
    answers = [(start, end) for start, end, kind, _ in json.loads(record["spans"]) if kind == "answer"]
    if answers:
        start, end = answers[-1]
        raw = text.encode()
        yield "the answer cut out", (raw[:start] + raw[end:]).decode()


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)


def check_levels(genre: Genre[Any]) -> None:
    """Level moves measured cost: rank correlation over 100 levels, and tenfold from first to last."""
    levels = np.arange(1, 101)
    batch = documents(genre, *_grid(16, tuple(levels.tolist())))
    cost = np.array([json.loads(each)["cost"] for each in batch.column("measured").to_pylist()]).reshape(
        100, -1
    )
    mean = cost.mean(axis=1)
    rho = spearman(levels, mean)
    assert rho >= 0.97, f"{genre.id}: Spearman(level, cost) is {rho:.3f}"
    assert mean[-1] >= 10 * mean[0], (
        f"{genre.id}: level 100 costs {mean[-1]:.1f}, level 1 {mean[0]:.1f}: less than tenfold"
    )


def check_cost(genre: Genre[Any], count: int = 8) -> None:
    """What the writer says a document costs is what the reference solver counts while reading it."""
    for record in documents(genre, *_grid(count, start=900)).to_pylist():
        cost = json.loads(record["measured"])["cost"]
        solved = genre.read(record["text"])[1]
        assert solved == cost, (
            f"{record['key']}: the solver takes {solved} inferences, the record says {cost}:\n"
            f"{record['text']}"
        )


def spearman(a: NDArray[Any], b: NDArray[Any]) -> float:
    """Rank correlation; ties share their mean rank."""
    ranks = []
    for values in (a, b):
        _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
        ends = np.cumsum(counts)
        ranks.append((ends - (counts - 1) / 2)[inverse])
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


class _Rekeyed(Scope):
    """A scope in which one field has another key."""

    def __init__(self, scope: Scope, field: str):
        super().__init__(scope.seed, scope.split, scope.domain, scope.genre)
        object.__setattr__(self, "_field", field)

    def key(self, field: str) -> np.uint64:
        return super().key(field + "\0rekeyed" if field == self.__dict__["_field"] else field)


def check_redraws(genre: Genre[Any], count: int = 300, levels: tuple[int, ...] = (1, 30, 80)) -> None:
    """Re-draw test: with one stream re-keyed, as many texts stay equal as the visible draws of that stream
    say.

    A counted stream that never changes text, and an uncounted one that does, fail. (Texts equal by chance:
    the product over a document's visible draws of sum p^2.)
    """
    scope = Scope(0, "train", genre.domain, genre.id)
    for level in levels:
        level_n, index = _grid(count, (level,), start=7_000)
        base = Draws(scope, level_n, index)
        text = _text(genre, base)
        for field in base.fields:
            again = _text(genre, Draws(_Rekeyed(scope, field), level_n, index))
            equal = int(np.sum(np.asarray(text) == np.asarray(again)))
            chance = 2.0 ** (-base.collision_units(field) / UNITS_PER_BIT)
            expected, spread = chance.sum(), float(np.sqrt((chance * (1 - chance)).sum()))
            assert abs(equal - expected) <= _STANDARD_ERRORS * spread + 1.5, (
                f"{genre.id}, level {level}: stream {field!r} re-keyed leaves "
                f"{equal} of {count} texts as they were, "
                f"its visible draws say {expected:.1f} +- {spread:.1f}"
            )


class _Perturbed(Draws):
    """Copies of one document, in each of which one field has one draw of its own made anew."""

    def __init__(self, scope: Scope, level: int, index: int, changes: list[tuple[str, int]]):
        self._changes = changes
        n = len(changes)
        super().__init__(scope, np.full(n, level, np.int64), np.full(n, index, np.int64))

    def hashes(self, field: str, rows: Rows | None = None) -> NDArray[np.uint64]:
        found = super().hashes(field, rows)
        for document, (changed, position) in enumerate(self._changes):
            if changed == field:
                at = document if rows is None else int(rows.offsets[document]) + position
                found[at : at + 1] = mix(found[at : at + 1] ^ _ANEW)
        return found


def check_single_draws(genre: Genre[Any], levels: tuple[int, ...] = (1, 20, 60), a_level: int = 6) -> None:
    """Each single draw shows, or is not counted: made anew, it leaves the text alone as often as its own
    chance says, and no two different draws leave the same other text.

    Stronger than re-keying a stream, where one visible draw of many hides that the others do not show.
    """
    scope, rng = Scope(0, "train", genre.domain, genre.id), random.Random(genre.id)
    expected, variance, equal, collisions, tried = 0.0, 0.0, 0, 0, 0
    worst: dict[str, tuple[int, float]] = {}
    for level in levels:
        for index in range(11_000, 11_000 + a_level):
            alone = Draws(scope, np.array([level], np.int64), np.array([index], np.int64))
            original = _text(genre, alone)[0]
            changes = [
                (field, position)
                for field in alone.fields
                for position in rng.sample(range(alone.num_draws(field)), min(4, alone.num_draws(field)))
            ]
            texts = _text(genre, _Perturbed(scope, level, index, changes))
            for (field, position), text in zip(changes, texts, strict=True):
                chance = 2.0 ** (-alone.collision_units_at(field, position) / UNITS_PER_BIT)
                same = text == original
                equal, expected, variance = equal + same, expected + chance, variance + chance * (1 - chance)
                seen, predicted = worst.get(field, (0, 0.0))
                worst[field] = (seen + same, predicted + chance)
            others = [text for text in texts if text != original]
            collisions += len(others) - len(set(others))
            tried += len(others)
    for field, (seen, predicted) in worst.items():
        spread = float(np.sqrt(max(predicted, 1.0)))
        assert abs(seen - predicted) <= _STANDARD_ERRORS * spread + 1.5, (
            f"{genre.id}: single draws of stream {field!r} made anew left {seen} texts as they were, "
            f"their own chances say {predicted:.1f}"
        )
    assert collisions <= 0.01 * tried, (
        f"{genre.id}: {collisions} of {tried} different single draws give the same other text"
    )


def _text(genre: Genre[Any], draws: Draws) -> list[str]:
    world = genre.world(draws, genre.draw_knobs(draws, {}))
    segments = genre.render(draws, world)
    return list(join(*(segment.text for segment in segments)).to_pylist())


def check_compressor(genre: Genre[Any]) -> None:
    """Smoke test: no real compressor goes below bits_lo."""
    batch = documents(genre, *_grid(200))
    text = "\0".join(batch.column("text").to_pylist()).encode()
    packed = len(lzma.compress(text, preset=9)) * 8
    bits = sum(batch.column("bits_lo").to_pylist()) / UNITS_PER_BIT
    assert packed >= bits, f"{genre.id}: xz needs {packed} bits, bits_lo claims {bits:.0f}"


def check_independence(genre: Genre[Any]) -> None:
    """`extract` shares nothing with the writer but vocabulary: the syntax trees say so.

    Within the genre's module, names used by both sides must be literals; other modules of
    `dataforge.generators` (or of the genre's own package) that both sides reach may hold word lists, but no
    functions or classes.
    """
    module = sys.modules[type(genre).__module__]
    tree = ast.parse(inspect.getsource(module))
    reader, writer = _reach(tree, ("extract",)), _reach(tree, ("world", "check", "render", "cost"))
    imports = _imports(tree, module.__name__)
    shared = (reader & writer) - _vocabulary(tree) - {"lexicon", "re", "np", "ExtractError", "Any"}
    shared -= set(dir(builtins)) | {name for name, home in imports.items() if _only_words(home)}
    assert not shared, f"{genre.id}: writer and reader share {sorted(shared)}"
    homes = [
        {each for name in side if name in imports for each in _closure(imports[name])}
        for side in (reader, writer)
    ]
    both = sorted(home for home in homes[0] & homes[1] if not _only_words(home))
    assert not both, f"{genre.id}: writer and reader both reach {both}"


def _imports(tree: ast.Module, module: str) -> dict[str, str]:
    """Imported name -> module it comes from, for modules beside the genre's own (its package, other
    domains)."""
    package = module.rpartition(".")[0]
    found = {}
    for node in tree.body:
        if not isinstance(node, ast.ImportFrom) or not node.module:
            continue
        for alias in node.names:
            home = f"{node.module}.{alias.name}" if node.module == package else node.module
            if home.startswith(package + ".") or re.match(r"dataforge\.generators\.[a-z]+\.", home):
                found[alias.asname or alias.name] = home
    return found


def _closure(home: str) -> set[str]:
    """A module and the modules beside it that it imports, directly or not."""
    reached, waiting = {home}, [home]
    while waiting:
        name = waiting.pop()
        tree = ast.parse(inspect.getsource(sys.modules[name]))
        fresh = set(_imports(tree, name).values()) - reached
        reached |= fresh
        waiting += fresh
    return reached


def _only_words(home: str) -> bool:
    """Whether a module holds nothing but tables."""
    tree = ast.parse(inspect.getsource(sys.modules[home]))
    return not any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in tree.body) and not any(
        isinstance(node, ast.Name) and node.id == "Frames" for node in ast.walk(tree)
    )


def _reach(tree: ast.Module, roots: tuple[str, ...]) -> set[str]:
    """Module-level names, imports and methods that the roots use, directly or not."""
    bodies: dict[str, ast.AST] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            bodies[node.name] = node
    module_names = {
        n.id
        for s in tree.body
        if isinstance(s, ast.Assign)
        for t in s.targets
        for n in ast.walk(t)
        if isinstance(n, ast.Name)
    }
    imported = {
        a.asname or a.name for s in tree.body if isinstance(s, ast.ImportFrom | ast.Import) for a in s.names
    }
    reached: set[str] = set()
    waiting = [name for name in roots if name in bodies]
    while waiting:
        name = waiting.pop()
        for node in ast.walk(bodies[name]):
            used = (
                node.id
                if isinstance(node, ast.Name)
                else node.attr
                if isinstance(node, ast.Attribute)
                else ""
            )
            if used in bodies and used not in reached and used not in roots:
                waiting.append(used)
                reached.add(used)
            elif isinstance(node, ast.Name) and used in module_names | imported:
                reached.add(used)
    return reached


def _vocabulary(tree: ast.Module) -> set[str]:
    """Module-level names whose value is nothing but literals: word lists."""
    names = set()
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            try:
                ast.literal_eval(statement.value)
            except ValueError:
                continue
            names.add(statement.targets[0].id)
    return names
