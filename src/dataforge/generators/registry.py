"""Which genres there are: the files of the eight domain packages, and what other packages add by entry point.

A third-party package names its genre classes under the entry point group `dataforge.genres`.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from importlib.metadata import entry_points
from typing import Any

from dataforge.errors import UnknownNameError
from dataforge.generators.base import Genre
from dataforge.recipe import DOMAINS

ENTRY_POINT_GROUP = "dataforge.genres"


@cache
def _of_domain(domain: str) -> dict[str, Genre[Any]]:
    package = importlib.import_module(f"dataforge.generators.{domain}")
    found: dict[str, Genre[Any]] = {}
    for module in sorted(info.name for info in pkgutil.iter_modules(package.__path__)):
        if module.startswith("_"):
            continue
        loaded = importlib.import_module(f"{package.__name__}.{module}")
        for value in vars(loaded).values():
            if isinstance(value, type) and issubclass(value, Genre) and value.__module__ == loaded.__name__:
                genre = value()
                found[genre.id] = genre
    for genre in _third_party():
        if genre.domain == domain:
            found[genre.id] = genre
    return dict(sorted(found.items()))


@cache
def _third_party() -> tuple[Genre[Any], ...]:
    return tuple(entry.load()() for entry in entry_points(group=ENTRY_POINT_GROUP))


def genres(domain: str) -> tuple[Genre[Any], ...]:
    """The genres of a domain, by id."""
    if domain not in DOMAINS:
        raise UnknownNameError("domain", domain, DOMAINS)
    return tuple(_of_domain(domain).values())


def genre(domain: str, name: str) -> Genre[Any]:
    """A genre by `name@version`, or by bare name (then its newest version)."""
    known = genres(domain)
    candidate: Genre[Any]
    for candidate in reversed(known):
        if name in (candidate.id, candidate.name):
            return candidate
    raise UnknownNameError(f"genre of {domain}", name, [each.id for each in known])


def all_genres() -> tuple[Genre[Any], ...]:
    """Every registered genre, in domain order."""
    return tuple(each for domain in DOMAINS for each in genres(domain))
