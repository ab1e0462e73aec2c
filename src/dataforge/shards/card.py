"""The data card of a corpus: what it is, how much of it, what it is not, and how to make it again.

Markdown with the front matter of Hugging Face data set cards; a pure function of lock and manifest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import yaml

from dataforge.recipe import Cell, domain_rank
from dataforge.shards.card_text import (
    COVERAGE,
    FIELDS,
    GENRE_LANGUAGES,
    LANGUAGES_SAID,
    LIMITS,
    MIT_LEXICONS,
)
from dataforge.shards.corpus import Corpus, FiniteCorpus
from dataforge.shards.remake import is_foreign
from dataforge.shards.summary import memorisable
from dataforge.text.bits import UNITS_PER_BIT

_SIZES = ((10**3, "n<1K"), (10**4, "1K<n<10K"), (10**5, "10K<n<100K"), (10**6, "100K<n<1M"))
_MORE_SIZES = ((10**7, "1M<n<10M"), (10**8, "10M<n<100M"), (10**9, "100M<n<1B"), (10**10, "1B<n<10B"))
_HUGE_SIZES = ((10**11, "10B<n<100B"), (10**12, "100B<n<1T"))


def card(corpus: Corpus, configs: Sequence[dict[str, Any]] = (), stored: str = "") -> str:
    """The data card, README.md.

    Args:
        configs: what it says to `datasets.load_dataset` about files; by default the plain tars of the corpus,
            if it has such.
        stored: of an export, what the files are; by default the shards of the corpus.
    """
    sections = [_identity(corpus, stored), _sizes(corpus), _languages(corpus), _fields(), _limits(corpus)]
    sections += [_licences(corpus), _again(corpus)]
    configs = configs if stored else _tar_configs(corpus)
    return _front(corpus, list(configs), stored) + "\n" + "\n".join(sections)


def _front(corpus: Corpus, configs: list[dict[str, Any]], stored: str) -> str:
    documents = sum(corpus.num_documents(split) for split in corpus.splits)
    sizes = (*_SIZES, *_MORE_SIZES, *_HUGE_SIZES)
    languages = languages_of(corpus)
    front: dict[str, Any] = {"license": "other" if is_foreign(corpus.lock) else "cc0-1.0"}
    if languages:
        front["language"] = languages
        front["multilinguality"] = ["multilingual" if len(languages) > 1 else "monolingual"]
    front |= {
        "pretty_name": corpus.lock.recipe.name,
        "task_categories": ["text-generation"],
        "size_categories": [next((name for limit, name in sizes if documents < limit), "n>1T")],
        "tags": [stored or "webdataset", "dataforge", *([] if is_foreign(corpus.lock) else ["synthetic"])],
    }
    if configs:
        front["configs"] = configs
    return f"---\n{yaml.safe_dump(front, allow_unicode=True, sort_keys=False)}---\n"


def _tar_configs(corpus: Corpus) -> list[dict[str, Any]]:
    """`load_dataset` reads a folder of plain tars by itself, once it is told which are of which split."""
    if not isinstance(corpus, FiniteCorpus) or corpus.lock.codec != "none":
        return []
    files = [{"split": split, "path": f"{split}/*.tar"} for split in corpus.splits]
    return [{"config_name": "default", "data_files": files}]


def languages_of(corpus: Corpus) -> list[str]:
    """Codes of the languages that the corpus's genres write; imported text says nothing of its own."""
    if is_foreign(corpus.lock):
        return []
    found = set()
    for domain, genres in corpus.lock.genres.items():
        for genre_id, _ in genres:
            name = genre_id.partition("@")[0]
            found |= set(GENRE_LANGUAGES.get(name, COVERAGE)) if domain == "multilingual" else {"en"}
    return [code for code in COVERAGE if code in found]


def _identity(corpus: Corpus, stored: str) -> str:
    lock = corpus.lock
    kind = "Imported text" if is_foreign(lock) else "Text made by dataforge, whose every property is known"
    shards = f"shards, {lock.codec}, level {lock.codec_level}"
    files = stored or ("nothing: made when read" if corpus.virtual else shards)
    rows = [
        ("recipe id", f"`{corpus.recipe_id}`"),
        ("content digest" if not corpus.virtual else "lock digest", f"`{corpus.sha256}`"),
        ("seed", str(lock.seed)),
        ("stored as", files),
    ]
    about = (
        f"{kind}: documents by domain and level. The digest is taken over the content and not over the "
        "files, so another codec or format is the same corpus."
    )
    return f"# {lock.recipe.name}\n\n{about}\n\n{_table(('', ''), rows)}"


def _cell_sizes(corpus: Corpus) -> dict[Cell, dict[str, tuple[int, int, float]]]:
    """Cell -> split -> documents, bytes of text, bits (as planned, and 0 bits, for a virtual corpus)."""
    found: dict[Cell, dict[str, tuple[int, int, float]]] = defaultdict(dict)
    if not isinstance(corpus, FiniteCorpus):
        for each in corpus.lock.cells:
            found[each.cell][each.split] = (each.documents, each.documents * each.mean_text_bytes, 0.0)
        return found
    for row in corpus.rows:
        documents, size, bits = found[row.cell].get(row.split, (0, 0, 0.0))
        bits += row.bits_lo / UNITS_PER_BIT
        found[row.cell][row.split] = (documents + row.samples, size + row.text_bytes, bits)
    return found


def _sizes(corpus: Corpus) -> str:
    cells = _cell_sizes(corpus)
    order = sorted(cells, key=lambda cell: (domain_rank(cell.domain), cell.level))
    domains = list(dict.fromkeys(cell.domain for cell in order))
    totals = []
    for split in corpus.splits:
        for domain in domains:
            each = [cells[cell][split] for cell in order if cell.domain == domain and split in cells[cell]]
            if each:
                totals.append((split, domain, *_figures(each)))
        totals.append((split, "**all**", *_figures([v[split] for v in cells.values() if split in v])))
    heads = [f"{split}: {what}" for split in corpus.splits for what in ("documents", "kB of text")]
    rows = [
        (cell.name, *(each for split in corpus.splits for each in _short(cells[cell].get(split))))
        for cell in order
    ]
    planned = " (as planned)" if corpus.virtual else ""
    return (
        f"## Sizes{planned}\n\n"
        + _table(("split", "domain", "documents", "MB of text", "bits a byte"), totals)
        + "\nA cell is a domain at a level.\n\n<details><summary>Sizes of all cells</summary>\n\n"
        + _table(("cell", *heads), rows)
        + "\n</details>\n"
    )


def _figures(each: Iterable[tuple[int, int, float]]) -> tuple[str, str, str]:
    documents, size, bits = (sum(column) for column in zip(*each, strict=True))
    return f"{documents:,}", f"{size / 1e6:,.2f}", f"{bits / size:.3f}" if bits and size else "-"


def _short(found: tuple[int, int, float] | None) -> tuple[str, str]:
    return (f"{found[0]:,}", f"{found[1] / 1e3:,.1f}") if found else ("-", "-")


def _languages(corpus: Corpus) -> str:
    if is_foreign(corpus.lock):
        return "## Languages\n\nThose of the imported sources; nobody has looked.\n"
    codes = languages_of(corpus)
    if codes == ["en"]:
        said = "English only, of grammars and frames."
        return f"## Languages\n\n{said} The code domain adds programming languages.\n"
    rows = [(f"{COVERAGE[code][0]} (`{code}`)", *COVERAGE[code][1:]) for code in codes]
    heads = ("language", "covered", "left out, or made simple")
    return f"## Languages\n\n{LANGUAGES_SAID}\n\n{_table(heads, rows)}"


def _fields() -> str:
    return f"## Fields\n\n{_table(('field', 'meaning'), [(f'`{name}`', said) for name, said in FIELDS])}"


def _limits(corpus: Corpus) -> str:
    doses = corpus.lock.recipe.canonical().get("doses")
    dosed = (
        f"The recipe asks for doses, labelled in `dose`: `{doses}`."
        if doses
        else "None: no duplicates, typos, wrong answers or canaries were put in; `dose` is empty everywhere."
    )
    if is_foreign(corpus.lock):
        said = [
            "The text was imported as it is. Its floor is unknown and nothing of what it says was checked."
        ]
        return f"## Doses\n\nNone by dataforge.\n\n## Limits\n\n{_list(said)}"
    said = [*LIMITS]
    small = memorisable(corpus)
    if small:
        names = ", ".join(f"`{name}`" for name in small)
        said.append(
            f"Cells in which a genre has fewer than 2^40 worlds can be learnt by heart: scores there say "
            f"nothing about generalisation. They are {names}."
        )
    said.append("No world (set of facts) of val or test is in train, at any seed; sentences may be.")
    return f"## Doses\n\n{dosed}\n\n## Limits\n\n{_list(said)}"


def _licences(corpus: Corpus) -> str:
    lock = corpus.lock
    if is_foreign(lock):
        licence = str(lock.foreign.get("options", {}).get("licence", "")) or "not declared by who imported it"
        rows = [
            tuple(str(each.get(name, "")) for name in ("name", "sha256"))
            for each in lock.foreign.get("sources", ())
        ]
        return f"## Licences\n\nAs imported: {licence}.\n\n{_table(('source', 'sha256'), rows)}"
    taken = [name for name in MIT_LEXICONS if name in lock.lexicons]
    said = (
        "The text is dedicated to the public domain under "
        "[CC0 1.0](https://creativecommons.org/publicdomain/zero/1.0/). "
        f"It was made with {len(lock.lexicons)} word lists, written for dataforge (CC0-1.0)"
    )
    if taken:
        lists = " and ".join(f"`{name}`" for name in taken)
        said += f", but for {lists}, taken from Faker (MIT)"
    return f"## Licences\n\n{said}.\n"


def _again(corpus: Corpus) -> str:
    lock = corpus.lock
    if is_foreign(lock):
        return (
            "## Make it again\n\nImported text cannot be made again from a recipe: keep it, or run the same "
            f"`dataforge import` on the sources above. Expected content digest: `{corpus.sha256}`\n"
        )
    asked = yaml.safe_dump(lock.recipe.canonical(), allow_unicode=True, sort_keys=False)
    genres = [(domain, ", ".join(name for name, _ in each)) for domain, each in lock.genres.items()]
    if corpus.virtual:
        proof = f"The lock's digest must be `{corpus.sha256}`.\n"
        command = "dataforge generate recipe.yaml --out corpus/\n"
    else:
        proof = f"Expected content digest: `{corpus.sha256}`\n"
        command = (
            f"dataforge generate recipe.lock --out again/\ndataforge verify again/ --sha256 {corpus.sha256}\n"
        )
    return (
        f"## Make it again\n\n```sh\n{command}```\n\n{proof}\n"
        f"{_table(('domain', 'genres'), genres)}\nThe recipe:\n\n```yaml\n{asked}```\n"
    )


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    def lines() -> Iterator[str]:
        yield f"| {' | '.join(heads)} |"
        yield "|" + " --- |" * len(heads)
        for row in rows:
            yield f"| {' | '.join(each.replace('|', chr(92) + '|') for each in row)} |"

    return "\n".join(lines()) + "\n"


def _list(said: Iterable[str]) -> str:
    return "\n".join(f"- {each}" for each in said) + "\n"
