"""Every example runs as it stands."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"
SCRIPTS = sorted(path.name for path in EXAMPLES.glob("*.py"))


@pytest.mark.parametrize("name", SCRIPTS)
def test_an_example(name: str, tmp_path: Path) -> None:
    """It ends well, and leaves nothing behind where it was started."""
    if "import torch" in (EXAMPLES / name).read_text():
        pytest.importorskip("torch")
    runner = ["-m", "pytest", "-q", "-p", "no:cacheprovider"] if name.endswith("_test.py") else []
    command = [sys.executable, *runner, str(EXAMPLES / name)]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr
    assert list(tmp_path.iterdir()) == []
