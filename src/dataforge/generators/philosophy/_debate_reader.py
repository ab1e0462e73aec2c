"""Reads debate maps back: takes claims and attacks from the prose and finds the grounded labels anew."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError, strict
from dataforge.generators.philosophy._clause_reader import clauses_in
from dataforge.generators.philosophy._debate_words import VERDICTS
from dataforge.generators.philosophy._solver import holds, look, tally
from dataforge.text.lexicon import lexicon

_SENTENCE = re.compile(r"(?<=[.?]) ")
_NAME = re.compile(r"\b[A-Z][a-z]+\b")
_TOPIC = re.compile(r"\b([A-Z][a-z]+)'s [a-z]+ on ([a-z-]+)")
_PASSIVE = re.compile(
    r"^Against\b|\bhad to (?:face|reckon with|answer)\b|\bsuffered from\b|\b(?:lay|came) .*\bin\b"
)
_STOOD = re.compile(r"\b(?:stood|held good|survived)\b")
_FELL = re.compile(r"\b(?:fell|collapsed|went down)\b")
_OPEN = re.compile(r"\b(?:suspense|undecided)\b")
_VERDICT = re.compile(rf"\bis (?:[a-z]+ )*({'|'.join(VERDICTS)})\.$|\bcalled ({'|'.join(VERDICTS)})\.$")


@cache
def _names() -> frozenset[str]:
    return frozenset(lexicon("en_given_names").words())


class _Debate:
    """Who said what, and who attacks whom."""

    def __init__(self, paragraph: str):
        self.claims: dict[str, str] = {}
        self.topics: dict[str, str] = {}
        self.attacks: list[tuple[str, list[str]]] = []
        self.attackers: dict[str, list[str]] = {}
        for sentence in _SENTENCE.split(paragraph):
            clauses, _ = clauses_in(sentence, {})
            speakers = [name for name in _NAME.findall(sentence) if name in _names()]
            if not clauses and not speakers:
                continue
            if len(clauses) != 1 or len(speakers) != 1 or speakers[0] in self.claims:
                raise ExtractError(f"who says what in {sentence!r}?")
            self.claims[speakers[0]] = clauses[0].text
            self.topics[speakers[0]] = clauses[0].subject

    def named(self, sentence: str) -> list[str]:
        """The speakers that a sentence names, in order; what they spoke of is as it says."""
        for name, topic in _TOPIC.findall(sentence):
            if self.topics.get(name) != topic:
                raise ExtractError(f"{name} did not speak of {topic}")
        found = [name for name in _NAME.findall(sentence) if name in _names()]
        if not all(name in self.claims for name in found):
            raise ExtractError(f"somebody in {sentence!r} said nothing")
        return found

    def the_one(self, sentence: str) -> str:
        found = self.named(sentence)
        if len(found) != 1:
            raise ExtractError(f"not one claim in {sentence!r}")
        return found[0]

    def attack(self, sentence: str) -> None:
        """Take an attack from a sentence, if it tells one."""
        named = self.named(sentence)
        if not named:
            return
        attacker = named.pop() if _PASSIVE.search(sentence) else named.pop(0)
        again = any(attacker in self.attackers.get(target, []) for target in named)
        if not named or again or len({attacker, *named}) != len(named) + 1:
            raise ExtractError(f"who attacks whom in {sentence!r}?")
        self.attacks.append((attacker, named))
        for target in named:
            self.attackers.setdefault(target, []).append(attacker)

    def rounds(self) -> tuple[list[list[list[str]]], dict[str, str]]:
        """Who is accepted and who is rejected, round by round, and everybody's label."""
        label = dict.fromkeys(self.claims, "undecided")
        rounds: list[list[list[str]]] = []
        while True:
            accepted = [
                name for name in self.claims if label[name] == "undecided" and self._all_out(name, label)
            ]
            if not accepted:
                return rounds, label
            label |= dict.fromkeys(accepted, "accepted")
            rejected = [
                name for name in self.claims if label[name] == "undecided" and self._any_in(name, label)
            ]
            label |= dict.fromkeys(rejected, "rejected")
            rounds.append([accepted, rejected])

    def _all_out(self, name: str, label: dict[str, str]) -> bool:
        attackers = self.attackers.get(name, [])
        return holds(tally([label[each] == "rejected" for each in attackers]) == len(attackers))

    def _any_in(self, name: str, label: dict[str, str]) -> bool:
        return holds(tally([label[each] == "accepted" for each in self.attackers.get(name, [])]) > 0)


@strict
def read_debate(text: str) -> dict[str, Any]:
    """The facts of a debate, the rounds taken again.

    Raises:
        ExtractError: the text is not of this genre, or contradicts itself.
    """
    said, attacked, reasoning, close = text.split("\n\n")[-4:]
    debate = _Debate(said)
    *sentences, question = _SENTENCE.split(attacked)
    for sentence in sentences:
        debate.attack(sentence)
    asked = debate.the_one(question)
    rounds, label = debate.rounds()
    undecided = [name for name, each in label.items() if each == "undecided"]
    told = [part for each in rounds for part in zip((_STOOD, _FELL), each, strict=True) if part[1]]
    told += [(_OPEN, undecided)] if undecided else []
    steps = [each for each in _SENTENCE.split(reasoning) if debate.named(each)]
    if len(steps) != len(told):
        raise ExtractError(f"{len(told)} steps are to be told")
    for sentence, (cue, names) in zip(steps, told, strict=True):
        cues = [each for each in (_STOOD, _FELL, _OPEN) if each.search(sentence)]
        if cues != [cue] or debate.named(sentence) != names:
            raise ExtractError(f"{sentence!r} does not follow")
    verdict = _VERDICT.search(close)
    answer = look(label, asked)
    if debate.the_one(close) != asked or not verdict or (verdict[1] or verdict[2]) != answer:
        raise ExtractError(f"{asked} is {answer}")
    return {
        "kind": "debate-map", "claims": [list(pair) for pair in debate.claims.items()],
        "attacks": [list(each) for each in debate.attacks], "rounds": rounds, "undecided": undecided,
        "asked": asked, "answer": answer,
    }  # fmt: skip
