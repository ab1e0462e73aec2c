"""Which genres there are: the files of the eight domain packages, and what other packages add by entry point.

A third-party package names its genre classes under the entry point group `dataforge.genres`, and packages of
genres that make a domain of their own under `dataforge.domains`.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any

from dataforge.errors import UnknownNameError
from dataforge.generators.base import Genre
from dataforge.recipe import DOMAIN_GROUP, DOMAINS, domains

ENTRY_POINT_GROUP = "dataforge.genres"


@cache
def _of_domain(domain: str) -> dict[str, Genre[Any]]:
    found: dict[str, Genre[Any]] = {}
    for loaded in _modules(domain):
        for value in vars(loaded).values():
            if isinstance(value, type) and issubclass(value, Genre) and value.__module__ == loaded.__name__:
                genre = value()
                found[genre.id] = genre
    for genre in _third_party():
        if genre.domain == domain:
            found[genre.id] = genre
    return dict(sorted(found.items()))


def _modules(domain: str) -> list[ModuleType]:
    """The modules that hold a domain's genres: those of its package, or the one module that it is."""
    if domain in DOMAINS:
        home = importlib.import_module(f"dataforge.generators.{domain}")
    else:
        (entry,) = (each for each in entry_points(group=DOMAIN_GROUP) if each.name == domain)
        home = importlib.import_module(entry.module)
    if not hasattr(home, "__path__"):
        return [home]
    names = sorted(info.name for info in pkgutil.iter_modules(home.__path__))
    return [importlib.import_module(f"{home.__name__}.{name}") for name in names if not name.startswith("_")]


@cache
def _third_party() -> tuple[Genre[Any], ...]:
    return tuple(entry.load()() for entry in entry_points(group=ENTRY_POINT_GROUP))


def genres(domain: str) -> tuple[Genre[Any], ...]:
    """The genres of a domain, by id."""
    if domain not in domains():
        raise UnknownNameError("domain", domain, domains())
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
    return tuple(each for domain in domains() for each in genres(domain))
