"""Metrics lines survive kills and resumes."""

from __future__ import annotations

import json
from pathlib import Path

from dataforge.observe.metrics import METRICS, MetricsWriter, read_metrics

CONTRACT = Path(__file__).parents[2] / "docs" / "reference" / "contracts" / "run-folder.md"


def test_the_names_are_those_of_the_contract() -> None:
    """Every name that the code knows stands in docs/reference/contracts/run-folder.md."""
    text = CONTRACT.read_text("utf-8").split("## Metric names")[1]
    assert [name for name in METRICS if f"`{name}`" not in text] == []


def test_what_is_written_reads_back(tmp_path: Path) -> None:
    """Numbers, objects and nulls come back; what is not finite, at any depth, is null in valid JSON."""
    path = tmp_path / "metrics.jsonl"
    with MetricsWriter(path) as writer:
        writer.append(
            {"step": 1, "loss_nats": 0.1, "domain_loss_nats": {"code": float("nan"), "creative": None}}
        )
        assert len(read_metrics(path)) == 1, "a line is readable as soon as append returns"
    expected = [{"step": 1, "loss_nats": 0.1, "domain_loss_nats": {"code": None, "creative": None}}]
    assert expected == read_metrics(path)


def test_steps_taken_again_stand_once(tmp_path: Path) -> None:
    """After a resume from step 2 the old steps 3 and 4 are history; a torn line does no harm."""
    path = tmp_path / "metrics.jsonl"
    with MetricsWriter(path) as writer:
        for step in (1, 2, 3, 4):
            writer.append({"step": step, "attempt": 0})
    with path.open("a") as file:
        file.write('{"step": 5, "att')
    with MetricsWriter(path) as writer:
        writer.append({"step": 3, "attempt": 1})
    assert [(line["step"], line["attempt"]) for line in read_metrics(path)] == [(1, 0), (2, 0), (3, 1)]
    assert len(path.read_text().splitlines()) == 6
    assert json.loads(path.read_text().splitlines()[-1]) == {"step": 3, "attempt": 1}
