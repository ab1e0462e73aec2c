"""The gates of a domain's genres, as a table for whoever writes them; every value outside its gate has a `!`.

    python scripts/gates.py philosophy                     # all its genres, then the domain as a whole
    python scripts/gates.py philosophy argument-essay --quick

One line a genre, and one for all the genres named, taken in turn. What the columns mean: the functions of
`dataforge.testing_gates` and the fields of `dataforge.text.variety.Variety`.
"""

from __future__ import annotations

import argparse
from typing import Any

from dataforge.generators.base import Genre
from dataforge.generators.registry import genre as find
from dataforge.generators.registry import genres
from dataforge.recipe import DOMAINS
from dataforge.testing import conformance
from dataforge.testing_gates import SAMPLE_BYTES, Group, measure, mixed, sample, variety_groups
from dataforge.text.variety import interleave


def show(name: str, sections: list[list[Group]]) -> None:
    """One line."""
    print(f"{name:24} " + " | ".join(" ".join(map(str, groups)) for groups in sections), flush=True)


def conforms(genre: Genre[Any]) -> None:
    """Say whether a genre keeps its promises, or the first it does not keep."""
    try:
        conformance(genre)
    except AssertionError as exc:
        print(f"{genre.id:24} conformance! {str(exc)[:600]}", flush=True)
    else:
        print(f"{genre.id:24} conforms", flush=True)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("domain", choices=DOMAINS)
    parser.add_argument("genre", nargs="*", help="names; all genres of the domain if there are none")
    parser.add_argument("--quick", action="store_true", help="without speed and near duplicates")
    parser.add_argument("--conformance", action="store_true", help="run the conformance suite as well")
    parser.add_argument("--documents", type=int, default=10_000, help="texts searched for near duplicates")
    args = parser.parse_args()
    chosen = [find(args.domain, name) for name in args.genre] or list(genres(args.domain))
    samples, crowds = [], []
    for genre in chosen:
        many = [] if args.quick else [record["text"] for record in mixed(genre, args.documents)]
        show(genre.id, measure(genre, args.quick, many))
        samples.append([record["text"] for record in sample(genre)])
        crowds.append(many)
        if args.conformance:
            conforms(genre)
    if len(chosen) > 1:
        many = interleave(crowds)[: args.documents]
        show(f"[{args.domain}]", [variety_groups(interleave(samples, SAMPLE_BYTES), args.domain, many)])


if __name__ == "__main__":
    main()
