"""Finds claims in sentences: a notion, a relation affirmed or denied, another notion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dataforge.text.lexicon import lexicon


@dataclass(frozen=True)
class Clause:
    """A claim as a sentence states it.

    Attributes:
        subject, relation, other: the notions and the affirmed form of the verb between them.
        affirmed: whether it is stated, not denied.
        text: its words.
    """

    subject: str
    relation: str
    other: str
    affirmed: bool
    text: str

    @property
    def claim(self) -> tuple[str, str, str]:
        """What is claimed, apart from whether it is affirmed."""
        return self.subject, self.relation, self.other


Book = Mapping[str, tuple[str, str, str]]


@cache
def notions() -> frozenset[str]:
    """Every notion."""
    return frozenset(lexicon("philosophy_notions").words())


@cache
def _verbs() -> dict[str, tuple[tuple[list[str], str, bool], ...]]:
    """First word of a relation -> its words, its affirmed form, whether it is affirmed; longest first."""
    table = lexicon("philosophy_relations")
    found: dict[str, list[tuple[list[str], str, bool]]] = {}
    for plain, denied in zip(table.words(0), table.words(1), strict=True):
        found.setdefault(plain.split()[0], []).append((plain.split(), plain, True))
        found.setdefault(denied.split()[0], []).append((denied.split(), plain, False))
    return {word: tuple(sorted(each, key=lambda one: -len(one[0]))) for word, each in found.items()}


_PHRASES = (
    "philosophy_turns", "philosophy_roles", "en_conn_result", "en_conn_addition", "en_adv_sentence",
    "en_adv_manner", "en_conn_conclusion", "en_conn_contrast",
)  # fmt: skip


@cache
def _misleading() -> tuple[str, ...]:
    """Turns of phrase in which a notion occurs without being meant: "for that reason"."""
    phrases = {phrase for name in _PHRASES for phrase in lexicon(name).words()}
    return tuple(sorted(phrase for phrase in phrases if not notions().isdisjoint(phrase.split())))


def without_phrases(sentence: str) -> str:
    """The sentence in lowercase, without turns of phrase that name a notion by the way."""
    sentence = sentence.lower()
    for phrase in _misleading():
        if phrase in sentence:
            sentence = sentence.replace(phrase, "")
    return sentence


@cache
def _denials() -> dict[str, str]:
    table = lexicon("philosophy_relations")
    return dict(zip(table.words(0), table.words(1), strict=True))


def clause(subject: str, relation: str, other: str, affirmed: bool) -> Clause:
    """A claim affirmed or denied, in full."""
    verb = relation if affirmed else _denials()[relation]
    return Clause(subject, relation, other, affirmed, f"{subject} {verb} {other}")


def clauses_in(sentence: str, book: Book) -> tuple[list[Clause], str]:
    """The claims of a sentence in order, and the sentence with P, Q, R ... in their places, lowercase.

    Args:
        book: notion -> the claim about it, for claims known from before that are stated by ellipsis alone
            ("courage does not").
    """
    words = sentence.split()
    bare = [word.strip(".,;:?!()").lower() for word in words]
    known = notions()
    found: list[Clause] = []
    frame: list[str] = []
    i = 0
    while i < len(words):
        here, end = (_clause_at(bare, i, book) if bare[i] in known else None) or (None, i + 1)
        if here is None:
            frame.append(words[i].lower())
        else:
            last = words[end - 1]
            frame.append("PQRSTUVWXYZ"[min(len(found), 10)] + last[len(bare[end - 1]) :])
            found.append(here)
        i = end
    return found, " ".join(frame)


def _clause_at(bare: list[str], i: int, book: Book) -> tuple[Clause, int] | None:
    """The claim that begins at word i, if one does, and where it ends."""
    verb = bare[i + 1] if i + 1 < len(bare) else ""
    for words, relation, affirmed in _verbs().get(verb, ()):
        end = i + 1 + len(words)
        if bare[i + 1 : end] == words and end < len(bare) and bare[end] in notions():
            return clause(bare[i], relation, bare[end], affirmed), end + 1
    if verb in ("does", "is") and bare[i] in book:
        denied = bare[i + 2 : i + 3] == ["not"]
        if (book[bare[i]][1].startswith("is ")) != (verb == "is"):
            return None
        return clause(*book[bare[i]], affirmed=not denied), i + 2 + denied
    return None
