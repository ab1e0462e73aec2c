"""The genre shell-pipeline: bash prints what documents say, and false outputs are refused."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.code.shell_pipeline import ShellPipeline
from dataforge.testing import documents


def test_bash_prints_what_documents_say(tmp_path: Path) -> None:
    """Every pipeline of every document, run by one bash on the document's file, prints what is stated."""
    if shutil.which("bash") is None:
        pytest.skip("bash is not installed")
    levels = np.resize(np.array([1, 30, 60, 100, 120]), 60)
    batch = documents(ShellPipeline(), levels, np.arange(len(levels)))
    script, expected = [], []
    for i, (text, check) in enumerate(
        zip(batch.column("text").to_pylist(), batch.column("check").to_pylist(), strict=True)
    ):
        facts = json.loads(check)
        folder = tmp_path / str(i)
        folder.mkdir()
        (folder / facts["file"]).write_text(text.partition("```\n")[2].partition("```")[0])
        script.append(f"cd '{folder}'")
        lines = text.partition("```bash\n")[2].partition("```")[0].split("\n")[:-1]
        script += [f"({line.removeprefix('$ ')}) | paste -s -d '/'; echo ===" for line in lines]
        expected += [printed.replace(" / ", "/") for _, printed in facts["pipelines"]]
    done = subprocess.run(
        ["bash"],
        input="\n".join(script),
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "LC_ALL": "C"},
    )
    found = [each.strip() or "nothing" for each in done.stdout.split("===\n")[:-1]]
    assert found == expected


WRITTEN = """What is left of pears_log.txt?

```
Ana pears 120
Ben plums 310
Cleo pears 305
Dan pears 120
```

```bash
$ cat pears_log.txt | grep ' pears ' | cut -d ' ' -f 3 | sort -r | uniq
$ cat pears_log.txt | grep -v ' 3' | wc -l
```

1) Counts: 3 left, 3 left, 3 left, 2 left. Prints: 305 / 120
2) Counts: 2 left, 1 lines. Prints: 2
Answer: 2"""


def test_reads_what_a_person_wrote() -> None:
    """Pipelines written by hand are run stage by stage."""
    facts = ShellPipeline().extract(WRITTEN)
    assert [printed for _, printed in facts["pipelines"]] == ["305 / 120", "2"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("305 / 120", "120 / 305"),
        ("3 left, 3 left, 3 left, 2 left", "3 left, 3 left, 2 left, 2 left"),
        ("sort -r", "sort"),
        ("Answer: 2", "Answer: 3"),
        ("of pears_log.txt", "of plums_log.txt"),
    ],
)
def test_rejects_what_is_not_so(old: str, new: str) -> None:
    """Another order, count, command, answer or file is refused."""
    assert old in WRITTEN
    with pytest.raises(ExtractError):
        ShellPipeline().extract(WRITTEN.replace(old, new))
