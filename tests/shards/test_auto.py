"""Codec `auto` is settled once, by measurement, into the lock; whoever continues the corpus keeps it."""

from __future__ import annotations

import dataclasses
import json
import shutil
import threading
from pathlib import Path

import pytest

from dataforge.engines.local import write_corpus
from dataforge.engines.tasks import write_task
from dataforge.errors import CorpusError, OutputExistsError, RecipeError
from dataforge.generators.resolve import lock_of, resolve
from dataforge.recipe import Lock, Recipe
from dataforge.shards import auto
from dataforge.shards.auto import CANDIDATES, CHOICE, Choice, Measured, choose, pick, read_choice, settled
from dataforge.shards.corpus import open_corpus
from dataforge.shards.memory import MemoryPlace
from dataforge.shards.places import Place, place_of
from dataforge.shards.verify import verify

RECIPE = {
    "domains": {"mathematics": {"weight": 1, "genres": {"running-total": 1}}, "creative": 1},
    "levels": [1, 50],
    "splits": {"train": "20 kB", "val": 4},
}


def recipe(**shards: object) -> Recipe:
    return Recipe.from_dict({**RECIPE, "shards": shards})


@pytest.fixture
def unsettled() -> Lock:
    return resolve(recipe(codec="auto", bandwidth_mb_s=200))


def measured(codec: str, level: int, domain: str, ratio: float, decode: float, encode: float) -> Measured:
    return Measured(codec, level, domain, ratio, decode, encode)


def test_the_model_trades_bytes_for_decoding() -> None:
    """A slow wire prefers the smallest file, a fast one the fastest decoder."""
    table = [
        measured("none", 0, "code", 1.0, 2000, 5000),
        measured("lz4", 0, "code", 0.3, 1500, 300),
        measured("zstd", 9, "code", 0.15, 1000, 60),
        measured("xz", 6, "code", 0.1, 100, 5),
    ]
    choices = [pick(table, {"code": 1}, mb_s) for mb_s in (1, 100, 2000, 100_000)]
    assert [(c.codec, c.level) for c in choices] == [("xz", 6), ("zstd", 9), ("lz4", 0), ("none", 0)]
    assert choices[1].seconds_a_gb["zstd 9"] == pytest.approx(0.15 * 10 + 1)


def test_domains_count_by_what_is_asked_of_them() -> None:
    """The sums are weighted: a domain of little text does not decide for one of much."""
    table = [
        measured("zstd", 3, "code", 0.2, 1000, 100),
        measured("zstd", 3, "creative", 0.5, 1000, 100),
        measured("lz4", 0, "code", 0.5, 1000, 100),
        measured("lz4", 0, "creative", 0.2, 1000, 100),
    ]
    assert pick(table, {"code": 9, "creative": 1}, 50).codec == "zstd"
    assert pick(table, {"code": 1, "creative": 9}, 50).codec == "lz4"


def test_of_equals_the_one_that_is_written_fastest() -> None:
    """Within the margin of a measurement, the faster encoder is taken, and the reason says so."""
    table = [
        measured("zstd", 19, "code", 0.1500, 1000, 3),
        measured("zstd", 9, "code", 0.1515, 1000, 60),
        measured("zstd", 1, "code", 0.2, 1000, 400),
    ]
    choice = pick(table, {"code": 1}, 100)
    assert (choice.codec, choice.level) == ("zstd", 9)
    assert "written fastest" in choice.reason


def test_every_candidate_is_measured_on_every_domain(unsettled: Lock) -> None:
    """The table has a row a candidate and domain, of this machine's real codecs; the reason is in words."""
    found = choose(unsettled)
    assert {(m.codec, m.level, m.domain) for m in found.measured} == {
        (*candidate, domain) for candidate in CANDIDATES for domain in ("mathematics", "creative")
    }
    ratio = {(m.codec, m.level): m.ratio for m in found.measured if m.domain == "creative"}
    assert ratio["xz", 6] < ratio["zstd", 3] < ratio["lz4", 0] < ratio["none", 0] == 1
    assert all(m.decode_mb_s > 0 and m.encode_mb_s > 0 for m in found.measured)
    assert found.reason.startswith("at 200 MB/s")


def forced(codec: str, level: int) -> Choice:
    table = [measured(codec, level, "code", 0.2, 1000, 100)]
    return pick(table, {"code": 1}, 200)


def test_a_corpus_keeps_its_decision(
    unsettled: Lock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Continued where another codec would win, by recipe or by lock, the corpus stays as it was begun."""
    monkeypatch.setattr(auto, "choose", lambda lock: forced("xz", 2))
    corpus = write_corpus(unsettled, tmp_path / "out", workers=1)
    assert (corpus.lock.codec, corpus.lock.codec_level) == ("xz", 2)
    assert {path.suffix for path in (tmp_path / "out" / "train").glob("*.tar.*")} == {".xz", ".idx"}
    said = json.loads((tmp_path / "out" / CHOICE).read_text())
    assert (said["codec"], said["level"], said["bandwidth_mb_s"]) == ("xz", 2, 200)

    def other(lock: Lock) -> Choice:
        raise AssertionError("decided again")

    monkeypatch.setattr(auto, "choose", other)
    before = {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    next((tmp_path / "out" / "train").glob("*.xz")).unlink()
    (tmp_path / "out" / "corpus.json").unlink()
    for again in (
        unsettled,
        lock_of(tmp_path / "out" / "recipe.yaml"),
        lock_of(tmp_path / "out/recipe.lock"),
    ):
        assert write_corpus(again, tmp_path / "out", workers=1).sha256 == corpus.sha256
    assert before == {path: path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file()}
    assert verify(tmp_path / "out", workers=1).ok


def test_a_kill_between_decision_and_lock_keeps_the_decision(
    unsettled: Lock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A place that holds nothing but `codec.json` is continued with what it says."""
    monkeypatch.setattr(auto, "choose", lambda lock: forced("gzip", 1))
    assert settled(unsettled, place_of(tmp_path / "out")).chosen == ("gzip", 1)
    assert [path.name for path in (tmp_path / "out").iterdir()] == [CHOICE]
    monkeypatch.setattr(auto, "choose", lambda lock: forced("lz4", 0))
    assert write_corpus(unsettled, tmp_path / "out", workers=1).lock.codec == "gzip"


def test_the_decision_is_no_part_of_the_content(unsettled: Lock, tmp_path: Path) -> None:
    """Settled or not, and to whatever codec, the recipe's id and the digest that runs pin are the same."""
    plain = write_corpus(recipe(codec="zstd", level=3), tmp_path / "plain", workers=1)
    chosen = write_corpus(unsettled, tmp_path / "chosen", workers=1)
    assert (plain.sha256, plain.recipe_id) == (chosen.sha256, chosen.recipe_id)
    assert unsettled.recipe_id == chosen.recipe_id
    assert open_corpus(tmp_path / "chosen").lock == chosen.lock


def test_tasks_that_decide_at_once_agree(unsettled: Lock, tmp_path: Path) -> None:
    """Three tasks begin an `auto` corpus together, each of another opinion: one decision holds."""
    opinions = iter([("xz", 1), ("gzip", 1), ("lz4", 0)])
    barrier, lock = threading.Barrier(3), threading.Lock()
    found: list[tuple[str, int] | None] = []

    def decide(place: Place) -> None:
        with lock:
            mine = next(opinions)
        barrier.wait()
        created = (place / CHOICE).create(forced(*mine).to_json(unsettled).encode())
        chosen, _ = read_choice((place / CHOICE).read(1 << 20))
        with lock:
            found.append(chosen)
        assert not created or chosen == mine

    for place in (place_of(tmp_path / "out"), MemoryPlace()):
        opinions, found = iter([("xz", 1), ("gzip", 1), ("lz4", 0)]), []
        threads = [threading.Thread(target=decide, args=(place,)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 3
        assert len(set(found)) == 1
    tasks = [write_task(unsettled, tmp_path / "out", (i, 2), workers=1) for i in (1, 2)]
    assert tasks[0].sha256 == tasks[1].sha256
    assert open_corpus(tmp_path / "out").lock.chosen in {("xz", 1), ("gzip", 1), ("lz4", 0)}


def test_others_places_are_refused(unsettled: Lock, tmp_path: Path) -> None:
    """Foreign files, another recipe's decision and a damaged one are told, and left alone."""
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "thesis.tex").write_text("years of work")
    with pytest.raises(OutputExistsError, match="is not empty"):
        write_corpus(unsettled, tmp_path / "foreign", workers=1)
    assert [path.name for path in (tmp_path / "foreign").iterdir()] == ["thesis.tex"]
    other = resolve(recipe(codec="auto", bandwidth_mb_s=100))
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / CHOICE).write_text(forced("lz4", 0).to_json(other))
    with pytest.raises(OutputExistsError, match="is not empty"):
        write_corpus(unsettled, tmp_path / "other", workers=1)
    shutil.copytree(tmp_path / "other", tmp_path / "damaged")
    for raw in (
        "",
        "{}",
        "[" * 100_000,
        forced("lz4", 0).to_json(unsettled).replace('"level": 0', '"level": 99'),
    ):
        (tmp_path / "damaged" / CHOICE).write_text(raw)
        with pytest.raises(CorpusError, match=r"codec\.json: not what dataforge writes; remove it"):
            write_corpus(unsettled, tmp_path / "damaged", workers=1)


def test_a_lock_cannot_be_settled_by_hand_on_nonsense(unsettled: Lock) -> None:
    """A lock that settles on a codec or level that is not there, or without `auto`, is refused."""
    good = dataclasses.replace(unsettled, chosen=("zstd", 9))
    assert Lock.from_json(good.to_json()) == good
    for wrong in (
        '{"codec":"zstd","level":99}',
        '{"codec":"br","level":1}',
        '{"codec":"auto","level":1}',
        "[]",
    ):
        with pytest.raises(CorpusError, match="not a recipe lock"):
            Lock.from_json(good.to_json().replace('{"codec":"zstd","level":9}', wrong))
    fixed = dataclasses.replace(resolve(recipe(codec="zstd")), chosen=("xz", 1))
    with pytest.raises(CorpusError, match="it settles on codec"):
        Lock.from_json(fixed.to_json())


@pytest.mark.parametrize(
    ("shards", "told"),
    [
        ({"codec": "auto"}, "shards.bandwidth_mb_s: missing; codec auto needs the MB a second"),
        ({"codec": "auto", "bandwidth_mb_s": 0}, "shards.bandwidth_mb_s"),
        ({"codec": "auto", "bandwidth_mb_s": 1, "level": 3}, "shards.level.*chooses the level itself"),
        ({"codec": "zstd", "bandwidth_mb_s": 1}, "only codec auto asks for a bandwidth"),
        ({"codec": "gzip", "level": 10}, "codec gzip has no such level.*choose 0 to 9"),
        ({"codec": "bz2", "level": 0}, "codec bz2 has no such level.*choose 1 to 9"),
        ({"codec": "xz", "level": 12}, "codec xz has no such level"),
    ],
)
def test_a_recipe_says_what_is_wrong_with_its_codec(shards: dict[str, object], told: str) -> None:
    """A level that the codec does not have, or a bandwidth that is missing or of no use, is named."""
    with pytest.raises(RecipeError, match=told):
        recipe(**shards)
