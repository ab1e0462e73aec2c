"""Without torch all that makes and checks text runs, and the rest says what to install."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from .real import ENVIRONMENT, SMALL, run, sentence, write_yaml

BLOCK = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("torch", "tokenizers", "webdataset", "plotly", "datasets"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Blocked())
"""


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, str]:
    """An environment whose Python finds none of the extras."""
    site = tmp_path_factory.mktemp("site")
    (site / "sitecustomize.py").write_text(BLOCK)
    path = [str(site), *filter(None, [ENVIRONMENT.get("PYTHONPATH")])]
    return {"PYTHONPATH": ":".join(path)}


def test_text_needs_no_torch(bare: Mapping[str, str], tmp_path: Path) -> None:
    """init, sample, generate, verify, inspect and diff do all their work."""
    write_yaml(tmp_path / "small.yaml", SMALL)
    for arguments, code in [
        (("init", "recipe.yaml", "-q"), 0),
        (("sample", "code", "--levels", "1,100"), 0),
        (("sample", "--recipe", "recipe.yaml", "--document", "9"), 0),
        (("generate", "small.yaml", "--out", "corpus"), 0),
        (("verify", "corpus"), 0),
        (("inspect", "corpus", "--json"), 0),
        (("diff", "small.yaml", "corpus/recipe.lock", "-q"), 0),
        (("diff", "small.yaml", "recipe.yaml"), 1),
        (("doctor",), 0),
    ]:
        done = run(*arguments, cwd=tmp_path, env=bare)
        assert (done.returncode, done.stderr) == (code, ""), arguments


@pytest.mark.parametrize(
    ("arguments", "extra"),
    [(("train", "run.yaml"), "train"), (("eval", "run"), "train"), (("demo",), "train")],
)
def test_what_needs_torch_says_so(
    bare: Mapping[str, str], tmp_path: Path, arguments: tuple[str, ...], extra: str
) -> None:
    """One sentence with the command that installs it, exit code 2; nothing is written."""
    run_config = {"corpus": "small.yaml", "run": "run", "steps": 2}
    write_yaml(tmp_path / "small.yaml", SMALL)
    write_yaml(tmp_path / "run.yaml", run_config)
    before = sorted(tmp_path.rglob("*"))
    told = sentence(run(*arguments, cwd=tmp_path, env=bare), 2)
    assert "torch" in told
    assert f"pip install 'dataforge-corpus[{extra}]'" in told
    assert sorted(tmp_path.rglob("*")) == before
