"""A run config says what is wrong with it in one sentence: file, field, value, remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

pytest.importorskip("torch")

from dataforge.errors import RecipeError
from dataforge.train.config import RunConfig, override

GOOD = {"corpus": "corpus", "steps": 10}


def test_a_config_of_two_lines() -> None:
    """Everything but the corpus and the length has a default."""
    config = RunConfig.from_dict(GOOD)
    assert (
        config.num_steps, config.model.preset, config.stream.batch_size, config.stream.seq_len,
    ) == (10, "tiny", 16, 512)  # fmt: skip


def test_what_is_written_reads_back_as_the_same_config(tmp_path: Path) -> None:
    """run.yaml holds every field and loads as an equal config."""
    stream = {"batch_size": 8, "seq_len": 64, "mixture": {"code": 2}, "policy_params": {"floor": 3}}
    config = RunConfig.from_dict({**GOOD, "stream": stream, "metrics_port": None})
    (tmp_path / "run.yaml").write_text(config.canonical())
    assert config == RunConfig.load(tmp_path / "run.yaml")


def test_tokens_become_steps() -> None:
    """A length in tokens is rounded up to whole global batches."""
    config = RunConfig.from_dict({"corpus": "c", "tokens": 1025, "stream": {"batch_size": 2, "seq_len": 256}})
    assert config.num_steps == 3


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"setps": 3}, "setps: unknown field; did you mean 'steps'?"),
        (
            {"stream": {"batchsize": 3, "batch_size": 2}},
            "stream.batchsize: unknown field; did you mean 'batch_size'?",
        ),
        (
            {"model": {"preset": "huge"}},
            "model.preset: is wrong: input should be 'tiny', 'small' or 'gpt2' (got 'huge')",
        ),
        (
            {"optimizer": {"learning_rate": -1}},
            "optimizer.learning_rate: is wrong: input should be greater than 0 (got -1)",
        ),
        (
            {"optimizer": {"clip": float("nan")}},
            "optimizer.clip: is wrong: input should be a finite number (got nan)",
        ),
        ({"tokens": 5}, "steps: and `tokens` are both given; give either `steps` or `tokens`"),
        ({"steps": None}, "steps: is missing; give either `steps` or `tokens`"),
        (
            {"stream": {"batch_size": 0, "seq_len": 64}},
            "stream: makes no rows of tokens; give `mode: tokens`, a batch_size of 1 or more, "
            "and a seq_len of 4 or more",
        ),
        ({"corpus": None}, "corpus: is wrong: input should be a valid string"),
        (
            {"model": {"dim": 130}},
            "model.dim: the width does not split into heads of an even number of channels (got 130); "
            "use a multiple of 4",
        ),
        (
            {"metrics_port": 70000},
            "metrics_port: is wrong: input should be less than or equal to 65535 (got 70000)",
        ),
    ],
)
def test_a_mistake_is_one_sentence(tmp_path: Path, change: dict[str, object], sentence: str) -> None:
    """Each mistake names file, field, value and what to do."""
    path = tmp_path / "run.yaml"
    path.write_text(yaml.safe_dump(GOOD | change))
    with pytest.raises(RecipeError) as caught:
        RunConfig.load(path)
    assert str(caught.value) == f"{path}: {sentence}"
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["- a list", "corpus: [", "\xff\xfe"])
def test_what_is_no_config_is_said_to_be_none(tmp_path: Path, text: str) -> None:
    """A list, broken YAML and bytes that are no text are refused without a traceback of YAML's."""
    path = tmp_path / "run.yaml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(RecipeError, match="is not"):
        RunConfig.load(path)


def test_a_missing_file(tmp_path: Path) -> None:
    """A path that leads nowhere is named."""
    with pytest.raises(RecipeError, match="cannot be read: No such file"):
        RunConfig.load(tmp_path / "none.yaml")


def test_settings_reach_any_depth_and_change_nothing_in_place() -> None:
    """--set reads its value as YAML and leaves the mapping it was given alone."""
    data = {"model": {"preset": "tiny"}, "steps": 3}
    changed = override(data, ["model.dim=192", "stream.mixture={code: 2}", "steps=null", "run=a=b"])
    expected = {
        "model": {"preset": "tiny", "dim": 192},
        "steps": None,
        "stream": {"mixture": {"code": 2}},
        "run": "a=b",
    }
    assert expected == changed
    assert data == {"model": {"preset": "tiny"}, "steps": 3}


def test_a_setting_without_a_value() -> None:
    """A --set that is not key=value is named."""
    with pytest.raises(RecipeError, match=r"--set: is not key=value \(got 'steps'\)"):
        override({}, ["steps"])
