"""Policies, one file each: a module here with a `Policy` class of its own name is a policy.

    uniform   every cell alike: the default control
    static    the recipe's mixture, for ever
    staged    a hundred stages a domain, from beginner to grandmaster
    excess    relative excess over the known floor, times response

A policy of your own is named "module:Class" in the plan; docs/concepts/curriculum.md says what it owes.
"""

from __future__ import annotations

import importlib
import pkgutil

from dataforge.curriculum.policy import Policy, params_of
from dataforge.curriculum.spec import CurriculumSpec
from dataforge.errors import UnknownNameError, UsageError

__all__ = ["build", "code", "get", "names"]


def names() -> tuple[str, ...]:
    """The policies of this package, sorted."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__)))


def get(name: str) -> type[Policy]:
    """The policy class called `name`, or the class at "module:Class".

    Raises:
        UnknownNameError: no such policy, module or class.
        UsageError: the class is no `Policy`.
    """
    if ":" in name:
        return _imported(name)
    if name not in names():
        raise UnknownNameError("policy", name, [*names(), "module:Class"])
    module = importlib.import_module(f"{__name__}.{name}")
    (found,) = (
        item
        for item in vars(module).values()
        if isinstance(item, type) and issubclass(item, Policy) and item.__module__ == module.__name__
    )
    return found


def build(spec: CurriculumSpec) -> Policy:
    """The spec's policy with its parameters, both checked."""
    policy = get(spec.policy)
    return policy(params_of(policy, spec.policy_params))


def code(name: str) -> str:
    """What the journal's header calls it: `excess@1`, `mine.policies:Mine@3`."""
    return f"{name}@{get(name).version}"


def _imported(name: str) -> type[Policy]:
    module_name, _, class_name = name.partition(":")
    try:
        found = getattr(importlib.import_module(module_name), class_name)
    except (ImportError, AttributeError, ValueError) as exc:
        raise UnknownNameError("policy", name, [*names(), "module:Class of an importable module"]) from exc
    if not (isinstance(found, type) and issubclass(found, Policy)):
        raise UsageError(f"policy {name!r} is not a dataforge.curriculum.Policy; make it a subclass")
    return found
