"""How varied is the text? Our domains beside other generators and what people wrote, by one measure.

    pip install 'dataforge-corpus[bench]'
    python benchmarks/variety/run.py [bytes of text a sample, default 512000]

A generator that is not installed is left out, and said to be. The measures: docs/guides/inspect.md.
"""

from __future__ import annotations

import ast
import importlib.util
import platform
import random
import sys
import sysconfig
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stdout
from pathlib import Path

from dataforge.generators.registry import genres
from dataforge.recipe import DOMAINS
from dataforge.testing_gates import sample
from dataforge.text.variety import SHORT, Variety, gates, interleave, variety

SEED = 1
SLOW_SECONDS = 20.0
LEAST_BYTES, MOST_BYTES = 200, 16_384

Source = tuple[str, Callable[[int], list[str]]]


def first(texts: Iterable[str], num_bytes: int) -> list[str]:
    """Texts up to the one that makes so many bytes full."""
    taken, size = [], 0
    for text in texts:
        taken.append(text)
        size += len(text.encode())
        if size >= num_bytes:
            break
    return taken


def ours(domain: str, num_bytes: int) -> list[str]:
    """The genres of a domain in turn, the 100 levels mixed."""
    samples = [[record["text"] for record in sample(genre, num_bytes)] for genre in genres(domain)]
    return interleave(samples, num_bytes)


def gym_categories() -> dict[str, list[str]]:
    """Category -> names of reasoning-gym's datasets, by the package that each is in."""
    from reasoning_gym.factory import DATASETS

    found: dict[str, list[str]] = {}
    for name, (dataset, _) in DATASETS.items():
        if name != "composite":
            found.setdefault(dataset.__module__.split(".")[1], []).append(name)
    return dict(sorted(found.items()))


def gym_texts(name: str) -> Iterator[str]:
    """Question and answer of one dataset at its default settings; it ends when it fails or takes too long."""
    import reasoning_gym

    begin, wanted = time.perf_counter(), 10_000
    try:
        for entry in reasoning_gym.create_dataset(name, size=wanted, seed=SEED):
            yield f"{entry['question']}\n{entry['answer']}"
            if time.perf_counter() - begin > SLOW_SECONDS:
                break
    except Exception as exc:  # a data set that needs what is not here
        print(f"reasoning-gym's {name} ends early: {exc!r:.100}", file=sys.stderr)


def gym(names: list[str], num_bytes: int) -> list[str]:
    """The datasets of a category, in turn, as long as they last."""
    running = [gym_texts(name) for name in names]
    taken: list[str] = []
    size = 0
    while running and size < num_bytes:
        for texts in list(running):
            with redirect_stdout(sys.stderr):  # some print
                text = next(texts, None)
            if text is None:
                running.remove(texts)
            else:
                taken.append(text)
                size += len(text.encode())
    return taken


def faker_texts(num_bytes: int) -> list[str]:
    """Faker's paragraphs of English words."""
    from faker import Faker

    fake = Faker("en_US")
    fake.seed_instance(SEED)
    return first(("\n\n".join(fake.paragraphs(nb=4)) for _ in range(10**6)), num_bytes)


def faker_records(num_bytes: int) -> list[str]:
    """Faker's facts about people, one sentence each, as templates of users have them."""
    from faker import Faker

    fake = Faker("en_US")
    fake.seed_instance(SEED)

    def person() -> str:
        return (
            f"{fake.name()} lives at {fake.address()} and works as {fake.job()} for {fake.company()}. "
            f"Born on {fake.date_of_birth()}, reached at {fake.email()} or {fake.phone_number()}. "
            f"{fake.catch_phrase()}."
        )

    return first(("\n".join(person() for _ in range(5)) for _ in range(10**6)), num_bytes)


def mimesis_texts(num_bytes: int) -> list[str]:
    """Mimesis's sentences, twelve a document."""
    from mimesis import Text
    from mimesis.locales import Locale

    text = Text(Locale.EN, seed=SEED)
    return first((text.text(quantity=12) for _ in range(10**6)), num_bytes)


def library(kind: str) -> Iterator[str]:
    """Docstrings, or functions and classes as they are written, of Python's standard library."""
    home = Path(sysconfig.get_paths()["stdlib"])
    paths = [p for p in sorted(home.rglob("*.py")) if not {"site-packages", "test", "tests"} & set(p.parts)]
    random.Random(SEED).shuffle(paths)
    for path in paths:
        try:
            source = path.read_text(encoding="utf-8")
            tree = ast.parse(source)
        except (SyntaxError, UnicodeDecodeError):
            continue
        for node in ast.walk(tree):
            text: str | None = None
            if kind == "docstrings" and isinstance(node, ast.FunctionDef | ast.ClassDef | ast.Module):
                text = ast.get_docstring(node)
            elif kind == "functions" and isinstance(node, ast.FunctionDef):
                text = ast.get_source_segment(source, node)
            if text and LEAST_BYTES <= len(text) <= MOST_BYTES:
                yield text


def salad(num_bytes: int) -> list[str]:
    """A control: the words of the docstrings, shuffled among all of them."""
    texts = first(library("docstrings"), num_bytes)
    words = [word for text in texts for word in text.split()]
    random.Random(SEED).shuffle(words)
    left = iter(words)
    return [" ".join(next(left) for _ in text.split()) for text in texts]


def sources() -> Iterator[Source]:
    """Name and sample of everything there is to compare."""
    for domain in DOMAINS:
        yield f"dataforge {domain}", lambda size, domain=domain: ours(domain, size)
    yield "dataforge, all", lambda size: interleave([ours(domain, size // 8) for domain in DOMAINS])
    others: dict[str, list[Source]] = {
        "reasoning_gym": [],
        "faker": [("Faker paragraphs", faker_texts), ("Faker records", faker_records)],
        "mimesis": [("mimesis text", mimesis_texts)],
    }
    if importlib.util.find_spec("reasoning_gym"):
        found = gym_categories()
        rows = others["reasoning_gym"]
        rows += [
            (f"reasoning-gym {c}", lambda size, names=names: gym(names, size)) for c, names in found.items()
        ]
        every = [name for names in found.values() for name in names]
        rows.append(("reasoning-gym, all", lambda size: gym(every, size)))
    for package, rows in others.items():
        if importlib.util.find_spec(package):
            yield from rows
        else:
            print(f"{package} is not installed: left out", file=sys.stderr)
    yield "Python's docstrings", lambda size: first(library("docstrings"), size)
    yield "Python's functions", lambda size: first(library("functions"), size)
    yield "control: word salad", salad


def row(name: str, found: Variety) -> str:
    """One line of the table."""
    values = [getattr(found, field) for field in SHORT]
    shown = ("-" if value != value else f"{value:.3f}" for value in values)
    return f"| {name} | {found.documents:,} | {found.text_bytes // 1000} | {' | '.join(shown)} |"


def limits(name: str, domain: str) -> str:
    """The gates of a kind of domain as a line."""
    shown = []
    for field in SHORT:
        low, high = gates(domain).get(field, (0.0, float("inf")))
        if field not in gates(domain):
            shown.append("")
        elif field == "zipf":
            shown.append(f"{low:g}-{high:g}")
        else:
            shown.append(f">= {low:g}" if low else f"<= {high:g}")
    return f"| {name} | | | {' | '.join(shown)} |"


def main() -> None:
    """Print the table."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 512_000
    print(f"{size} bytes a sample; Python {platform.python_version()}")
    print(f"| text | documents | kB | {' | '.join(SHORT.values())} |")
    print("|---" * (3 + len(SHORT)) + "|")
    for name, texts in sources():
        print(row(name, variety(texts(size))), flush=True)
    print(limits("gate: prose", "philosophy"))
    print(limits("gate: technical, code", "code"))
    print(limits("gate: mathematics, scientific", "mathematics"))


if __name__ == "__main__":
    main()
