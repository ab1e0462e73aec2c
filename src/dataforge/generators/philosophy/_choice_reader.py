"""Reads fair choices back: takes the ballots from the prose and applies every rule anew."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations
from typing import Any

from dataforge.generators.base import ExtractError, strict
from dataforge.generators.philosophy._choice_words import COUNTS, KINDS, PERSON, RULES, TITLES
from dataforge.generators.philosophy._solver import (
    add,
    first,
    holds,
    largest,
    less,
    look,
    same,
    smallest,
    tally,
    times,
    total,
)
from dataforge.text.lexicon import lexicon

_SENTENCE = re.compile(r"(?<=[.?]) ")
_OPTION = re.compile(rf"\b([Tt]he|{'|'.join(TITLES)}) ([A-Za-z]+)\b")
_NUMBER = re.compile(r"\d+")
_GROUP = re.compile(r"\d+ ([a-z'-]+(?: [a-z'-]+){0,3})")
_UP = re.compile(r"\bupwards|\b(?:bottom up|from below|foot of the list|rising order)\b", re.I)
_RULE = re.compile(
    r"\b(?:(plurality|first (?:places|choices))|(Borda)|(in pairs|duels|head to head)|"
    r"(last places)|(run-off|elimination))",
    re.I,
)
_LOSES = re.compile(r"\b(?:loses|yields|bows|is beaten|goes down|falls|gives way)\b")
_WINS = re.compile(r"\b(?:beats|defeats|outdoes|tops|has the better|gets past|is ahead of)\b")
_MORAL = re.compile(r"\brules (?:(agree|concur|coincide)|disagree|differ|diverge)\b")
_TALLY = re.compile(rf"\b({'|'.join(COUNTS)}) (?:rules )?(?:out )?of ({'|'.join(COUNTS)})\b")

Numbers = list[int]


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    """What may follow "the", what a title."""
    tables = [frozenset(lexicon(name).words()) for name, _ in KINDS]
    return frozenset().union(*tables[:PERSON], *tables[PERSON + 1 :]), tables[PERSON]


@cache
def _groups() -> frozenset[str]:
    return frozenset(lexicon("en_people").words(1))


@dataclass
class _Election:
    """Options by title, in order; blocks of voters with their rankings."""

    titles: dict[str, str]
    blocks: list[tuple[str, int, list[str]]] = field(default_factory=list)
    voters: int = 0

    @property
    def options(self) -> list[str]:
        return list(self.titles)

    def named(self, sentence: str) -> list[str]:
        """The options of a sentence, in order."""
        return [
            word for title, word in _OPTION.findall(sentence) if self.titles.get(word, "") == _plain(title)
        ]

    def the_one(self, sentence: str) -> str:
        """The only option of a sentence."""
        found = self.named(sentence)
        if len(found) != 1:
            raise ExtractError(f"not one option in {sentence!r}")
        return found[0]


def _plain(title: str) -> str:
    return "the" if title == "The" else title


@strict
def read_choice(text: str) -> dict[str, Any]:
    """The facts of a choice, every rule applied anew.

    Raises:
        ExtractError: the text is not of this genre, or contradicts itself.
    """
    paragraphs = text.split("\n\n")
    place = next(i for i, each in enumerate(paragraphs) if each.endswith("?") and _RULE.search(each))
    election = _options(paragraphs[place - 1])
    *ballots, question = _SENTENCE.split(paragraphs[place])
    _ballots(election, ballots)
    asked = list(dict.fromkeys(_rules(question)))
    *worked, moral, verdict = paragraphs[place + 1 :]
    if len(worked) != len(asked):
        raise ExtractError(f"{len(asked)} rules, {len(worked)} workings")
    found: dict[str, Any] = {rule: [] for rule in RULES}
    winners: list[str] = []
    for rule, paragraph in zip(asked, worked, strict=True):
        sentences = [each for each in _SENTENCE.split(paragraph) if election.named(each)]
        if not sentences or _rules(sentences[0])[0] != rule:
            raise ExtractError(f"{rule} is not applied in its turn")
        winner, found[rule] = _APPLY[rule](election, sentences)
        winners.append(winner)
    lasts, *_, moral = _SENTENCE.split(moral)
    last = _last(election, lasts)
    answer, backing = _majority(election, winners)
    _check_moral(moral, (backing, len(asked)))
    if election.the_one(moral) != answer or election.the_one(verdict) != answer:
        raise ExtractError(f"most rules name {answer}")
    return {
        "kind": "fair-choice", "options": election.options, "voters": election.voters, "last": last,
        "blocks": [[group, count, order] for group, count, order in election.blocks], "backing": backing,
        "winners": [list(pair) for pair in zip(asked, winners, strict=True)], "answer": answer, **found,
    }  # fmt: skip


def _options(paragraph: str) -> _Election:
    """The options, as the list after a colon names them."""
    listed = next(each for each in _SENTENCE.split(paragraph) if ":" in each and _OPTION.search(each))
    things, people = _known()
    titles: dict[str, str] = {}
    for part in re.split(r", | and ", listed.rpartition(": ")[2].rstrip(".")):
        found = _OPTION.fullmatch(part)
        if found is None or found[2] in titles:
            raise ExtractError(f"{part!r} is no option")
        if found[2] not in (things if _plain(found[1]) == "the" else people):
            raise ExtractError(f"nobody knows {found[2]}")
        titles[found[2]] = _plain(found[1])
    return _Election(titles)


def _ballots(election: _Election, sentences: list[str]) -> None:
    for sentence in sentences:
        numbers = [int(each) for each in _NUMBER.findall(sentence)]
        order = election.named(sentence)
        if not numbers and not order:
            continue
        if len(numbers) != 1 or election.voters:
            raise ExtractError(f"cannot read the ballots {sentence!r}")
        if not order:
            election.voters = numbers[0]
            continue
        if sorted(order) != sorted(election.options):
            raise ExtractError(f"a ranking must be complete: {sentence!r}")
        order = order[::-1] if _UP.search(sentence) else order
        election.blocks.append((_group(sentence), numbers[0], order))
    if total([count for _, count, _ in election.blocks]) != election.voters:
        raise ExtractError("the voters do not add up")
    if len({group for group, _, _ in election.blocks}) != len(election.blocks):
        raise ExtractError("a group votes twice")


def _group(sentence: str) -> str:
    found = _GROUP.search(sentence)
    words = found[1].split() if found else []
    for length in range(len(words), 0, -1):
        name = " ".join(words[:length])
        if name in _groups():
            return name
    raise ExtractError(f"who votes in {sentence!r}?")


def _rules(sentence: str) -> list[str]:
    """The rules that a sentence speaks of, in order."""
    found = [RULES[match.lastindex - 1] for match in _RULE.finditer(sentence) if match.lastindex]
    if not found:
        raise ExtractError(f"no rule in {sentence!r}")
    return found


def _cells(
    election: _Election, sentence: str, left: list[str], scores: dict[str, int]
) -> tuple[Numbers, str]:
    """The scores that a sentence states, in order of the options, and whom it names after them."""
    *named, outcome = election.named(sentence)
    numbers = [int(each) for each in _NUMBER.findall(sentence)]
    if named != left or numbers != [scores[each] for each in left]:
        raise ExtractError(f"the scores are {scores}: {sentence!r}")
    return numbers, outcome


def _count(election: _Election, place: int) -> dict[str, int]:
    """How many rank each option at a place."""
    scores = dict.fromkeys(election.options, 0)
    for _, count, order in election.blocks:
        chosen = look(dict(enumerate(order)), place % len(order))
        scores[chosen] = add(scores[chosen], count)
    return scores


def _best(
    election: _Election, sentences: list[str], scores: dict[str, int], place: int
) -> tuple[str, Numbers]:
    (sentence,) = sentences
    numbers, outcome = _cells(election, sentence, election.options, scores)
    if outcome != election.options[place]:
        raise ExtractError(f"{outcome} is not ahead")
    return outcome, numbers


def _plurality(election: _Election, sentences: list[str]) -> tuple[str, Numbers]:
    scores = _count(election, 0)
    return _best(election, sentences, scores, largest(list(scores.values())))


def _veto(election: _Election, sentences: list[str]) -> tuple[str, Numbers]:
    scores = _count(election, -1)
    return _best(election, sentences, scores, smallest(list(scores.values())))


def _borda(election: _Election, sentences: list[str]) -> tuple[str, Numbers]:
    scores = dict.fromkeys(election.options, 0)
    for _, count, order in election.blocks:
        for place, option in enumerate(order[:-1]):
            scores[option] = add(scores[option], times(count, len(order) - 1 - place))
    return _best(election, sentences, scores, largest(list(scores.values())))


def _duels(election: _Election, sentences: list[str]) -> tuple[str, list[Any]]:
    duels, outcome = sentences
    pairs = list(combinations(election.options, 2))
    items = duels.partition(": ")[2] if ": " in duels else duels
    parts = items.split("; ")
    if len(parts) != len(pairs):
        raise ExtractError(f"{len(pairs)} duels are to be fought")
    beaten: dict[str, set[str]] = {each: set() for each in election.options}
    numbers: list[Any] = []
    for (i, j), part in zip(pairs, parts, strict=True):
        for_i = 0
        for _, count, order in election.blocks:
            if holds(order.index(i) < order.index(j)):
                for_i = add(for_i, count)
        for_j = less(election.voters, for_i)
        beaten[i if holds(for_i > for_j) else j].add(j if for_i > for_j else i)
        _check_duel(election, part, {i: for_i, j: for_j})
        numbers += [for_i, for_j]
    champion = first(len(each) == len(election.options) - 1 for each in beaten.values())
    if champion >= 0:
        winner = election.options[champion]
        if election.named(outcome) != [winner]:
            raise ExtractError(f"{winner} beats all others")
        return winner, [numbers, []]
    return "", [numbers, _cycle(election, outcome, beaten)]


def _check_duel(election: _Election, part: str, votes: dict[str, int]) -> None:
    named, said = election.named(part), [int(each) for each in _NUMBER.findall(part)]
    if sorted(named) != sorted(votes) or said != [votes[each] for each in named]:
        raise ExtractError(f"not {part!r}, but {votes}")
    if (_LOSES.search(part) and said[0] > said[1]) or (_WINS.search(part) and said[0] < said[1]):
        raise ExtractError(f"{part!r} is the wrong way round")


def _cycle(election: _Election, sentence: str, beaten: dict[str, set[str]]) -> list[str]:
    """A cycle, each option beaten by the next and the last by the first; every link is tried."""
    chain: list[str] = []
    parts = re.split(r", | and ", sentence.rpartition(": ")[2])
    for place, part in enumerate(parts):
        x, y = election.named(part) if _LOSES.search(part) else reversed(election.named(part))
        if not holds(x in beaten[y]) or (chain and chain[-1] != x):
            raise ExtractError(f"{part!r} is not so")
        chain += [y] if place else [x, y]
    if len(set(chain)) != len(parts) or chain[0] != chain[-1] or len(parts) < 3:
        raise ExtractError("the circle does not close")
    return chain[:-1]


def _run_off(election: _Election, sentences: list[str]) -> tuple[str, list[Any]]:
    left, rounds, dropped = election.options, list[int](), list[str]()
    for sentence in sentences:
        scores = dict.fromkeys(left, 0)
        for _, count, order in election.blocks:
            chosen = order[first(option in left for option in order)]
            scores[chosen] = add(scores[chosen], count)
        numbers, outcome = _cells(election, sentence, left, scores)
        rounds += numbers
        values = [scores[each] for each in left]
        if len(left) == 2:
            if outcome != left[largest(values)] or sentence is not sentences[-1]:
                raise ExtractError(f"{outcome} does not win the run-off")
            return outcome, [rounds, dropped]
        if outcome != left[len(left) - 1 - smallest(values[::-1])]:
            raise ExtractError(f"{outcome} does not drop out")
        left = [each for each in left if each != outcome]
        dropped.append(outcome)
    raise ExtractError("the run-off does not end")


_APPLY = dict(zip(RULES, (_plurality, _borda, _duels, _veto, _run_off), strict=True))


def _last(election: _Election, sentence: str) -> int:
    """How many put the winner of plurality last, as the sentence says."""
    said, option = [int(each) for each in _NUMBER.findall(sentence)], election.the_one(sentence)
    found = 0
    for _, count, order in election.blocks:
        if same(order[-1], option):
            found = add(found, count)
    if said != ([found, election.voters] if found else [election.voters]):
        raise ExtractError(f"{found} put {option} last")
    return found


def _majority(election: _Election, winners: list[str]) -> tuple[str, int]:
    """The option that most rules name, of equals the one that a rule names earliest, and by how many."""
    support = [tally([winner == option for winner in winners]) for option in election.options]
    most = support[largest(support)]
    backed = dict(zip(election.options, support, strict=True))
    return winners[first(backed.get(winner, 0) == most for winner in winners)], most


def _check_moral(sentence: str, score: tuple[int, int]) -> None:
    """What is said of the rules: whether they agree, and how many of how many."""
    said, counted = _MORAL.search(sentence), _TALLY.search(sentence)
    if said is None or counted is None:
        raise ExtractError(f"no conclusion in {sentence!r}")
    stated = COUNTS.index(counted[1]) + 1, COUNTS.index(counted[2]) + 1
    if stated != score or bool(said[1]) != same(*score):
        raise ExtractError(f"{score[0]} rules of {score[1]} name the same")
