"""Build the frozen name lexicons from Faker's en_US and en_GB lists (MIT). Run once; its output is committed
and never rebuilt.

    python scripts/build_lexicons.py

Faker is a build-time tool: nothing at run time depends on it, and a new Faker changes nothing until an entry
is added to the end of a file by hand.
"""

from __future__ import annotations

import re
from pathlib import Path

from faker.providers.person.en_GB import Provider as GB
from faker.providers.person.en_US import Provider as US

FOLDER = Path(__file__).parent.parent / "src/dataforge/text/lexicon"
PLAIN = re.compile(r"[A-Z][a-z]{2,10}")


def plain(names: object) -> list[str]:
    """The simple ASCII names of a Faker list, in its order, once each."""
    return list(dict.fromkeys(name for name in names if PLAIN.fullmatch(name)))  # type: ignore[attr-defined]


def main() -> None:
    """Write given_names.txt (name, she|he) and surnames.txt."""
    female = plain([*GB.first_names_female, *US.first_names_female])
    male = plain([*GB.first_names_male, *US.first_names_male])
    only_female = [name for name in female if name not in set(male)][:600]
    only_male = [name for name in male if name not in set(female)][:600]
    pairs = zip(only_female, only_male, strict=False)
    lines = [line for f, m in pairs for line in (f"{f}\tshe", f"{m}\the")]
    (FOLDER / "given_names.txt").write_text("\n".join(lines) + "\n", "utf-8")
    taken = {line.split("\t")[0] for line in lines}
    surnames = [name for name in plain([*GB.last_names, *US.last_names]) if name not in taken][:1000]
    (FOLDER / "surnames.txt").write_text("\n".join(surnames) + "\n", "utf-8")


if __name__ == "__main__":
    main()
