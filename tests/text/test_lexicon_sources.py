"""Every lexicon has a source and a licence, and the page says so."""

from __future__ import annotations

import importlib.util
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "scripts" / "lexicons.py"
spec = importlib.util.spec_from_file_location("lexicons_script", SCRIPT)
assert spec is not None
assert spec.loader is not None
lexicons = importlib.util.module_from_spec(spec)
spec.loader.exec_module(lexicons)


def test_every_lexicon_has_a_source_and_a_licence() -> None:
    """No file without a line, no line without a file; `python scripts/lexicons.py` was run."""
    assert lexicons.PAGE.read_text("utf-8") == lexicons.page()


def test_lexicons_are_clean() -> None:
    """UTF-8, one line feed at the end, no empty line, no spaces at the ends of forms."""
    for path in lexicons.FOLDER.glob("*.txt"):
        text = path.read_bytes().decode("utf-8")
        assert text.endswith("\n"), path.name
        assert not text.endswith("\n\n"), path.name
        for line in text.splitlines():
            assert line, path.name
            assert all(form == form.strip() for form in line.split("\t")), (path.name, line)
