"""The genre table-query: sqlite3 gives what documents say, and false results are refused."""

from __future__ import annotations

import json
import sqlite3

import numpy as np
import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.code.table_query import TableQuery
from dataforge.testing import documents


def answers(setup: str, queries: str) -> list[str]:
    """What sqlite3 gives for each SELECT after a script, in the words of the documents."""
    base = sqlite3.connect(":memory:")
    base.executescript(setup)
    found = []
    for query in queries.split(";"):
        if query.strip():
            rows = base.execute(query).fetchall()
            texts = [" ".join("NULL" if each is None else str(each) for each in row) for row in rows]
            found.append(", ".join(texts) or "no rows")
    return found


def test_sqlite_gives_what_documents_say() -> None:
    """Every query of every document, put to sqlite3, has the result stated."""
    levels = np.resize(np.array([1, 30, 60, 100, 120]), 300)
    batch = documents(TableQuery(), levels, np.arange(len(levels)))
    for text, check in zip(batch.column("text").to_pylist(), batch.column("check").to_pylist(), strict=True):
        code = text.partition("```sql\n")[2].partition("```")[0]
        setup, _, queries = code.partition(";\n\n")
        stated = [each[-1] for each in json.loads(check)["queries"]]
        assert answers(setup, queries) == stated, text


WRITTEN = """Query crates by hand.

```sql
create table crates (name text, town text, pears integer, plums integer);
insert into crates values
  ('Ana', 'York', 4, 10),
  ('Ben', 'Hull', 7, 10),
  ('Cleo', 'York', 9, 2);

select town, sum(pears) from crates where plums > 1 and pears <> 7 group by town order by town;
select name from crates where town in ('York', 'Hull') order by plums desc, name;
```

1. 2 of 3 rows pass; the result is York 13.
2. Kept: 3 of 3: Ana, Ben, Cleo.
Answer: Ana, Ben, Cleo"""


def test_reads_what_a_person_wrote() -> None:
    """A script written by hand is read and evaluated."""
    facts = TableQuery().extract(WRITTEN)
    assert facts["queries"][0][1:] == ["AND", "pears <> 7", 2, "York 13"]
    assert facts["answer"] == "Ana, Ben, Cleo"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("York 13", "York 14"),
        ("1. 2 of 3", "1. 1 of 3"),
        ("Kept: 3 of 3: Ana, Ben, Cleo", "Kept: 3 of 3: Ben, Ana, Cleo"),
        ("Answer: Ana, Ben, Cleo", "Answer: Ana, Cleo, Ben"),
        ("order by plums desc, name", "order by plums, name"),
        ("plums > 1 and", "plums > 1 or"),
        ("Query crates by hand", "Query boxes by hand"),
    ],
)
def test_rejects_what_is_not_so(old: str, new: str) -> None:
    """Another sum, count, order, condition or table is refused."""
    assert old in WRITTEN
    with pytest.raises(ExtractError):
        TableQuery().extract(WRITTEN.replace(old, new))
