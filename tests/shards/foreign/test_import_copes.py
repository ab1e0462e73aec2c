"""An imported corpus everywhere that a corpus goes: opened, shown, streamed, trained on, without a floor."""

from __future__ import annotations

import json
import math
from itertools import islice
from pathlib import Path

import numpy as np
import pytest
from tests.shards.foreign.texts import json_lines, texts

from dataforge.cli.app import run
from dataforge.errors import CorpusError
from dataforge.generators.verify import check_batch
from dataforge.recipe import Lock
from dataforge.shards.corpus import open_corpus
from dataforge.shards.foreign import ImportOptions, import_corpus
from dataforge.shards.manifest import Seal
from dataforge.shards.summary import summary
from dataforge.shards.verify import verify

STREAM = "{batch_size: 4, seq_len: 256, policy: %s, window: 2, horizon: 2}"
RUN = """
corpus: {corpus}
run: {run}
steps: 10
model: {{preset: tiny, dim: 16, num_layers: 1, num_heads: 1}}
stream: {stream}
"""


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """900 texts at four levels, some held out."""
    home = tmp_path_factory.mktemp("foreign")
    (home / "a.jsonl").write_bytes(json_lines(texts(900)))
    import_corpus({"web": [home / "a.jsonl"]}, home / "out", ImportOptions(levels=4, hold_out=True))
    return home / "out"


def test_lock_and_seal(corpus: Path) -> None:
    """The lock is read back as it is; an edit of it shows; generated locks do not know the field."""
    lock = Lock.load(corpus / "recipe.lock")
    assert lock.to_json() == (corpus / "recipe.lock").read_text()
    assert open_corpus(corpus).recipe_id == lock.recipe_id
    edited = json.loads(lock.to_json())
    edited["foreign"]["options"]["licence"] = "mine"
    with pytest.raises(CorpusError, match="edited by hand"):
        Lock.from_json(json.dumps(edited))
    edited["foreign"]["domains"] = {"../x": {}}
    with pytest.raises(CorpusError):
        Lock.from_json(json.dumps(edited))


def test_no_recipe_makes_it(corpus: Path) -> None:
    """Its lock is no virtual corpus, and nothing generates it."""
    with pytest.raises(CorpusError, match="dataforge import"):
        open_corpus(corpus / "recipe.lock")
    assert run(["generate", str(corpus / "recipe.lock"), "--out", str(corpus / "again")]) == 1
    assert not (corpus / "again").exists()


def test_a_changed_text_shows(corpus: Path) -> None:
    """The check of imported text is its digest: a changed text, check, key or split does not pass."""
    batch = next(iter(open_corpus(corpus).batches()))
    assert check_batch(batch) == []
    for name, old, new in (
        ("text", "ka", "KA"),
        ("check", '"', "'"),
        ("key", "web", "code"),
        ("split", "train", "val"),
    ):
        index = batch.schema.get_field_index(name)
        import pyarrow.compute as pc

        changed = batch.set_column(
            index, batch.schema.field(name), pc.replace_substring(batch.column(name), old, new)
        )
        assert len(check_batch(changed)) > 20, name


def test_shown(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """inspect, inspect --variety, verify and diff work; bits a byte are unknown, not zero."""
    assert summary(open_corpus(corpus))["splits"]["train"]["web"]["bits_per_byte"] is None
    assert summary(open_corpus(corpus))["memorisable"] == []
    assert run(["inspect", str(corpus)]) == 0
    assert "0.000" not in capsys.readouterr().out
    assert run(["inspect", str(corpus), "--variety"]) == 0
    capsys.readouterr()
    assert run(["sample", "--recipe", str(corpus), "--document", "5"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "information unknown" in shown
    assert "from a.jsonl, line" in shown
    assert run(["sample", "--recipe", str(corpus), "--document", "5", "--brief"]) == 0
    assert "unknown bits, proven" in capsys.readouterr().out
    assert run(["verify", str(corpus), "--sha256", Seal.load(open_corpus(corpus).place).content_sha256]) == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize("mode", ["documents", "tokens"])
def test_streamed(corpus: Path, mode: str) -> None:
    """Rows of either mode; every floor is unknown, and feedback of them is accepted."""
    torch = pytest.importorskip("torch")
    from dataforge.streaming import Stream, StreamingLoader

    length = {"seq_len": 512} if mode == "tokens" else {}
    stream = Stream(batch_size=4, mode=mode, policy="excess", window=2, horizon=2, **length)  # type: ignore[arg-type]
    loader = StreamingLoader(str(corpus), stream)
    for batch in islice(loader, 12):
        assert (batch["floor_q24"] == -1).all()
        assert all(math.isnan(each) for each in batch["floor_nats"].tolist())
        loader.observe(batch, (torch.full((4,), 9.0), torch.full((4,), 3)))


@pytest.mark.slow
@pytest.mark.parametrize("policy", ["static", "staged", "excess"])
def test_trained_on(corpus: Path, tmp_path: Path, policy: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Ten steps, an evaluation, the run's verbs: losses are numbers, floors and excess are not known."""
    pytest.importorskip("torch")
    config = tmp_path / "run.yaml"
    config.write_text(RUN.format(corpus=corpus, run=tmp_path / "run", stream=STREAM % policy))
    assert run(["train", str(config)]) == 0
    lines = [json.loads(line) for line in (tmp_path / "run" / "metrics.jsonl").read_text().splitlines()]
    assert len(lines) >= 10
    assert np.isfinite([line["loss_nats"] for line in lines]).all()
    assert {
        (line["floor_nats"], line["excess_nats"], line["domain_floor_nats"]["web"]) for line in lines
    } == {(None, None, None)}
    capsys.readouterr()
    assert run(["eval", str(tmp_path / "run"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["by"]["genre"]["imported@1"]["floor_documents"] == 0
    for verb in (["status"], ["replay"], ["audit"], ["report"]):
        assert run([*verb, str(tmp_path / "run")]) == 0, verb


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`dataforge import` does what the call does, with two domains, and says what was not taken."""
    (tmp_path / "a.jsonl").write_bytes(json_lines([*texts(12), ""]))
    (tmp_path / "b.txt").write_text("One short text of a book.")
    sources = [str(tmp_path / "a.jsonl"), f"books={tmp_path / 'b.txt'}"]
    assert (
        run(
            [
                "import",
                *sources,
                "--out",
                str(tmp_path / "out"),
                "--licence",
                "CC0",
                "--levels",
                "2",
                "--json",
            ]
        )
        == 0
    )
    told = json.loads(capsys.readouterr().out)
    assert (told["domains"], told["rejected"]) == ({"books": 1, "web": 12}, {"empty": 1})
    assert told["sha256"] == open_corpus(tmp_path / "out").sha256
    assert verify(tmp_path / "out", workers=1).ok
    assert run(["import", *sources, "--out", str(tmp_path / "two"), "--licence", "CC0", "--levels", "2"]) == 0
    assert told["sha256"][:16] in capsys.readouterr().out
    assert run(["import", *sources, "--out", str(tmp_path / "x"), "--domain", "code"]) == 2
    assert run(["import", str(tmp_path / "none.jsonl"), "--out", str(tmp_path / "x")]) == 1
