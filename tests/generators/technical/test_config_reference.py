"""Pages of options: a page written by hand, tampered pages, and the standard library as a second opinion."""

from __future__ import annotations

import argparse
import json
import re
import tomllib
from collections import ChainMap
from typing import Any

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.technical.config_reference import ConfigReference
from dataforge.testing import documents
from dataforge.text.lexicon import lexicon

GENRE = ConfigReference()
PAGE = """\
# Deployment notes

We run osprey, a monitor for water levels. Its options, as far as we touch them:

Precedence, highest first: environment, command line, user file, defaults. \
`db.pool` is cut to `16` if it would be larger. \
Settings of `log.level` count only if `db.pool` has been moved off its default. \
The command line cannot change `ui.tips`.

- `db.pool` (default `4`): connections kept open to the database
- `log.level` (default `info`): least severe message that is written
- `ui.tips` (default `true`): whether hints are shown

In the user file `~/.config/osprey.toml` we find:
db.pool = 8
log.level = "debug"

The environment:
OSPREY_DB_POOL=48

Command line:
$ osprey --db-pool=10 --ui-tips=false

Which source decides the value of `db.pool`?

Resolved:
- `db.pool`: default `4` < user file `8` < command line `10` < environment `48` \
(too large) => `16` (environment)
- `log.level`: default `info` < user file `debug` => `debug` (user file)
- `ui.tips`: default `true` (not the command line) => `true` (defaults)

Answer: `environment`"""


def _records(**overrides: int) -> list[dict[str, Any]]:
    levels = np.repeat(np.array([1, 30, 60, 90]), 25)
    return list(documents(GENRE, levels, np.arange(100), overrides=overrides).to_pylist())


def test_reads_a_page_written_by_hand() -> None:
    """Chain, rules, settings and the effective values come out of a page that no template made."""
    facts = GENRE.extract(PAGE)
    assert facts["order"] == ["user file", "command line", "environment"]
    assert facts["rules"] == [
        ["db.pool", "at-most", "16"],
        ["log.level", "hangs-on", "db.pool"],
        ["ui.tips", "ignores-source", "command line"],
    ]
    assert facts["effective"] == [
        ["db.pool", "16", "environment"],
        ["log.level", "debug", "user file"],
        ["ui.tips", "true", "defaults"],
    ]
    assert facts["answer"] == "environment"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Answer: `environment`", "Answer: `command line`"),
        ("=> `16` (environment)", "=> `48` (environment)"),
        ("=> `debug` (user file)", "=> `info` (defaults)"),
        ("highest first", "lowest first"),
        ("OSPREY_DB_POOL=48", "GANNET_DB_POOL=48"),
        ("--ui-tips=false", "--ui-tips=maybe"),
        ("is cut to `16`", "is cut to `12`"),
        (" (too large)", ""),
        ("a monitor for water levels", "a filter for unwanted traffic"),
    ],
)
def test_rejects_a_page_that_contradicts_itself(old: str, new: str) -> None:
    """One wrong claim, whichever, and the page is refused."""
    assert old in PAGE
    with pytest.raises((ExtractError, KeyError, ValueError)):
        GENRE.extract(PAGE.replace(old, new))


def test_effective_values_are_those_of_a_chain_map() -> None:
    """tomllib, argparse and ChainMap, given what is printed, agree where no option has a rule."""
    paths = lexicon("technical_options").words(0)
    checked = 0
    for record in _records(exceptions=0):
        facts, text = json.loads(record["check"]), record["text"]
        layers: dict[str, dict[str, str]] = {name: {} for name in ("defaults", *facts["order"])}
        layers["defaults"] = dict(facts["defaults"])
        for source in ("system file", "user file", "project file"):
            leads = rf"{source}[^\n]*\.toml[^\n]*:\n(.*?)\n\n|\.toml, the {source}, says:\n(.*?)\n\n"
            block = re.search(leads, text, re.S)
            body = next((group for group in block.groups() if group), "") if block else ""
            if not block or body == "(nothing)":
                layers[source] = {p: v for s, p, v in facts["settings"] if s == source}
                continue
            sections = tomllib.loads(body).items()
            layers[source] = {f"{a}.{b}": str(v).lower() for a, rest in sections for b, v in rest.items()}
            checked += 1
        parser = argparse.ArgumentParser()
        for path in paths:
            parser.add_argument("--" + path.replace(".", "-").replace("_", "-"), dest=path)
        line = re.search(r"^\$ \w+ ?(.*)$", text, re.M)
        given = vars(parser.parse_args(line[1].split())) if line else {}
        layers["command line"] = {path: value for path, value in given.items() if value is not None}
        layers["environment"] = {p: v for s, p, v in facts["settings"] if s == "environment"}
        chain = ChainMap(*(layers[name] for name in reversed(["defaults", *facts["order"]])))
        assert [[path, chain[path]] for path, _ in facts["defaults"]] == [
            each[:2] for each in facts["effective"]
        ]
    assert checked > 20


def test_the_usual_chain_is_not_the_only_one() -> None:
    """A reader cannot rely on the order that most programs have."""
    usual = ["system file", "user file", "project file", "environment", "command line"]
    orders = [json.loads(record["check"])["order"] for record in _records(sources=4)]
    swapped = sum(order != sorted(order, key=usual.index) for order in orders)
    assert 50 < swapped < 95


def test_a_place_that_is_called_like_a_program() -> None:
    """Gatehouse is a program, too; the page is about the one that it describes."""
    page = PAGE.replace("We run osprey,", "Down in the gatehouse we run osprey,")
    assert GENRE.extract(page)["program"] == "osprey"
    with pytest.raises(ExtractError, match="which program"):
        GENRE.extract(page.replace("osprey", "ospray"))
