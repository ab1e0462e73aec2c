"""Finds the groups of people that a sentence names."""

from __future__ import annotations

from functools import cache

from dataforge.text.lexicon import lexicon


@cache
def groups() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word of each group's name -> the names that begin with it, longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in lexicon("en_people").words(1):
        words = tuple(name.lower().split())
        found.setdefault(words[0], []).append(words)
    return {word: tuple(sorted(names, key=len, reverse=True)) for word, names in found.items()}


def groups_in(sentence: str) -> tuple[list[str], str]:
    """The groups in order, and the sentence with P, Q, R ... in their places, lowercase."""
    words = sentence.split()
    bare = [word.strip(".,;:?!()").lower() for word in words]
    known = groups()
    found: list[str] = []
    frame: list[str] = []
    i = 0
    while i < len(words):
        for name in known.get(bare[i], ()):
            end = i + len(name)
            if tuple(bare[i:end]) == name:
                frame.append("PQRSTUVWXYZ"[min(len(found), 10)] + words[end - 1][len(bare[end - 1]) :])
                found.append(" ".join(name))
                i = end
                break
        else:
            frame.append(bare[i] + words[i][len(bare[i]) :] if bare[i] else words[i].lower())
            i += 1
    return found, " ".join(frame)
