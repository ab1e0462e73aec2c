"""Reads argument essays back: parses the premises, takes the steps again and tests countermodels."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.text.lexicon import lexicon

_FORM_PATTERNS = [
    (form, re.compile(pattern))
    for form, pattern in (
        ("if", r"the truth of the claim that (?P<p>.+) would be enough to establish that (?P<q>.+)"),
        ("if", r"from the premise that (?P<p>.+) we may pass to the claim that (?P<q>.+)"),
        ("if", r"(?P<q>.+), provided that (?P<p>.+)"),
        ("if", r"admit that (?P<p>.+), and you admit that (?P<q>.+)"),
        ("only if", r"a necessary condition of its being true that (?P<p>.+) is that (?P<q>.+)"),
        ("only if", r"in no way could it be that (?P<p>.+) without its being the case that (?P<q>.+)"),
        ("only if", r"those who say that (?P<p>.+) are committed to saying that (?P<q>.+)"),
        ("unless", r"(?P<p>.+), or so we must think unless (?P<q>.+)"),
        ("unless", r"short of its turning out that (?P<q>.+), (?P<p>.+)"),
        ("or", r"one of the two must hold, that (?P<p>.+) or that (?P<q>.+)"),
        ("or", r"if we are not to say that (?P<p>.+), we are bound to say that (?P<q>.+)"),
        ("or", r"it remains open whether (?P<p>.+) or (?P<q>.+), but one of them it has to be"),
        ("not both", r"the two claims cannot stand together, that (?P<p>.+) and that (?P<q>.+)"),
        (
            "not both",
            r"we shall have to give up one of the two, that (?P<p>.+) or else that (?P<q>.+), "
            r"for they exclude each other",
        ),
        ("not both", r"it would be a contradiction to grant that (?P<p>.+) and also that (?P<q>.+)"),
        ("only if", r"it can be the case that (?P<p>.+) only if (?P<q>.+)"),
        ("only if", r"(?P<p>.+) only if (?P<q>.+)"),
        ("if", r"if (?P<p>.+), then (?P<q>.+)"),
        ("if", r"(?P<q>.+) if (?P<p>.+)"),
        ("if", r"on the supposition that (?P<p>.+), (?P<q>.+)"),
        ("if", r"whenever it holds that (?P<p>.+), it also holds that (?P<q>.+)"),
        ("if", r"to show that (?P<q>.+), it is enough to show that (?P<p>.+)"),
        ("if", r"the claim that (?P<p>.+) implies that (?P<q>.+)"),
        ("if", r"to grant that (?P<p>.+) is to grant that (?P<q>.+)"),
        ("if", r"supposing that (?P<p>.+), we have to admit that (?P<q>.+)"),
        ("if", r"it follows from the claim that (?P<p>.+) that (?P<q>.+)"),
        ("only if", r"the claim that (?P<p>.+) presupposes that (?P<q>.+)"),
        ("only if", r"nobody can hold that (?P<p>.+) without holding that (?P<q>.+)"),
        ("only if", r"for it to be the case that (?P<p>.+), it has to be the case that (?P<q>.+)"),
        ("only if", r"the claim that (?P<p>.+) stands or falls with a condition, namely that (?P<q>.+)"),
        ("unless", r"we have to say that (?P<p>.+), unless of course (?P<q>.+)"),
        ("unless", r"unless (?P<q>.+), (?P<p>.+)"),
        ("unless", r"(?P<p>.+) unless (?P<q>.+)"),
        ("unless", r"it holds that (?P<p>.+) except in the event that (?P<q>.+)"),
        ("or", r"either (?P<p>.+) or (?P<q>.+)"),
        ("or", r"there are but two ways to go, (?P<p>.+) or else (?P<q>.+)"),
        (
            "or",
            r"(?:at least one of two things is true|there is no third way besides these two),"
            r" that (?P<p>.+) or that (?P<q>.+)",
        ),
        ("or", r"whoever rejects the view that (?P<p>.+) must accept that (?P<q>.+)"),
        ("not both", r"it cannot be true both that (?P<p>.+) and that (?P<q>.+)"),
        ("not both", r"the claim that (?P<p>.+) is at odds with the claim that (?P<q>.+)"),
        ("not both", r"the view that (?P<p>.+) rules out the view that (?P<q>.+)"),
        ("not both", r"it is never the case that (?P<p>.+) while (?P<q>.+)"),
        ("not both", r"nobody can consistently say that (?P<p>.+) and that (?P<q>.+)"),
    )
]
_STEP = re.compile(
    r"(?:Hence (?P<a>.+), by (?P<ra>[a-z ]+)|It follows by (?P<rb>[a-z ]+?) that (?P<b>.+)"
    r"|By (?P<rc>[a-z ]+), (?P<c>.+)|From this we learn by (?P<rd>[a-z ]+?) that (?P<d>.+)"
    r"|That gives us, by (?P<re>[a-z ]+), that (?P<e>.+)"
    r"|An application of (?P<rf>[a-z ]+) shows that (?P<f>.+)"
    r"|We get, by (?P<rh>[a-z ]+), the claim that (?P<h>.+)|Then (?P<i>.+), again by a premise"
    r"|The rule of (?P<rj>[a-z ]+) then allows us to say that (?P<j>.+)"
    r"|(?:So|If so,|Accordingly|This brings us to the claim that|This in turn yields that|Now we know that"
    r"|It follows that|Consequently|We may therefore add that) (?P<g>.+))"
)
_LEAD_IN = re.compile(r"(?:Then, too, |[A-Z][a-z' ]+(?:, |: ))(?=[a-z])")
_BREAK = re.compile(
    r"\b(?:to the claim|infers from this|to infer) that ([^,:]+)"
    r"(?: would be|, is a case of|, and this is nothing but| there is no way except by| is guilty of| means)"
    r" ((?:affirming|denying) (?:the|a) [a-z]+)\.$"
)
_CASE = re.compile(
    r"(?:in which|Suppose that|might well be that|stand where|leave it open that) ([^:.]+?)(?::|\.|, and "
    r"in that event)",
)
_FIGURES = {
    "if": (("modus ponens", "affirming the consequent"), ("modus tollens", "denying the antecedent")),
    "unless": (("disjunctive syllogism", "affirming a disjunct"),) * 2,
    "not both": (("modus ponendo tollens", "denying a conjunct"),) * 2,
}


@cache
def _book() -> dict[str, tuple[int, bool]]:
    """Each clause -> (claim, whether it is affirmed)."""
    table = lexicon("philosophy_claims")
    affirmed = {clause: (row, True) for row, clause in enumerate(table.words(0))}
    return affirmed | {clause: (row, False) for row, clause in enumerate(table.words(1))}


@cache
def _surnames() -> frozenset[str]:
    return frozenset(lexicon("surnames").words())


@cache
def _topics() -> frozenset[str]:
    return frozenset(lexicon("philosophy_claims").words(2))


def _find(clause: str) -> tuple[int, bool]:
    found = _book().get(clause)
    if found is None:
        raise ExtractError(f"unknown claim {clause!r}")
    return found


def read_argument(text: str) -> dict[str, Any]:
    """The facts of an argument essay, every step and the countermodel tried.

    Raises:
        ExtractError: the text is not of this genre, or contradicts itself.
    """
    paragraphs = text.split("\n\n")
    opening, *sentences = re.split(r"(?<=[.?]) ", paragraphs[0])
    if sentences and (sentences[-1].endswith("?") or sentences[-1] == "Let us examine the argument."):
        sentences.pop()
    elif paragraphs.pop(1)[-1:] not in ".?":
        raise ExtractError("no question")
    facts = _read_opening(opening)
    granted, premises = _read_premises(sentences[:-1])
    conclusion = _last_clause(sentences[-1])
    derived, rules, snap = _read_steps(re.split(r"(?<=\.) ", paragraphs[1]), granted)
    chain = [granted, *derived]
    links = {_implication(*premise): premise for premise in premises}
    for a, b, rule in zip(chain, derived, rules, strict=False):
        used = _link(links, a, b)
        if rule not in ("", _figure(*used, a)[0]):
            raise ExtractError(f"{b!r} does not come by {rule}")
    verdict = re.fullmatch(r"(?:.* )?((?:in)?valid)\.", paragraphs[-1])
    if (
        verdict is None
        or (verdict[1] == "valid") != (derived[-1:] == [conclusion])
        or (verdict[1] == "valid") == bool(snap)
    ):
        raise ExtractError("the verdict does not agree with the reasoning")
    case: list[str] = []
    if snap:
        if snap[1] != _figure(*_link(links, snap[0], chain[-1]), chain[-1])[1]:
            raise ExtractError(f"{snap[1]!r} is not the fallacy")
        case = _read_case(paragraphs[2], granted, premises, conclusion)
    return {
        "kind": "argument-essay", **facts, "granted": granted, "premises": premises, "conclusion": conclusion,
        "derived": derived, "fallacy": snap[1] if snap else "", "case": case, "answer": verdict[1],
    }  # fmt: skip


def _read_opening(opening: str) -> dict[str, str]:
    topic = next((each for each in _topics() if f" {each}" in opening), None)
    name = next(
        (
            w
            for w in re.findall(r"[A-Z][A-Za-z']+(?:-[A-Z][a-z]+)*", opening.replace(topic or "", ""))
            if w in _surnames()
        ),
        None,
    )
    if topic is None or name is None:
        raise ExtractError("no author or no topic")
    return {"who": name, "topic": topic}


def _last_clause(sentence: str) -> str:
    """The claim that a sentence ends with."""
    body = sentence[:-1]
    for match in re.finditer(r"(?:^| )(?=[a-z])", body):
        if body[match.end() :] in _book():
            return body[match.end() :]
    raise ExtractError(f"no claim at the end of {sentence!r}")


_GRANTED = re.compile(
    r"(?:It is granted that|Let us take for granted that|Nobody present denied that|The starting point "
    r"is that|We may assume that"
    r"|Everyone agrees that|On one point there can be no dispute:|Here "
    r"is the one plain fact:) (.+)\.",
)


def _read_premises(sentences: list[str]) -> tuple[str, list[list[str]]]:
    granted, premises = "", []
    for sentence in sentences:
        match = _GRANTED.fullmatch(sentence)
        if match:
            granted = match[1]
            _find(granted)
            continue
        lead = _LEAD_IN.match(sentence)
        bodies = [sentence] if lead is None else [sentence, sentence[lead.end() :]]
        premises.append(_read_premise([body[0].lower() + body[1:-1] for body in bodies]))
    return granted, premises


def _read_premise(bodies: list[str]) -> list[str]:
    for body in bodies:
        for form, pattern in _FORM_PATTERNS:
            match = pattern.fullmatch(body)
            if match and match["p"] in _book() and match["q"] in _book():
                return [form, match["p"], match["q"]]
    raise ExtractError(f"cannot read the premise {bodies[0]!r}")


def _implication(form: str, p: str, q: str) -> tuple[tuple[int, bool], tuple[int, bool]]:
    """A premise as an implication between (claim, affirmed) pairs."""
    (a, a_yes), (b, b_yes) = _find(p), _find(q)
    if form in ("unless", "or"):
        a_yes = not a_yes
    if form == "not both":
        b_yes = not b_yes
    return (a, a_yes), (b, b_yes)


def _link(links: dict[Any, list[str]], a: str, b: str) -> tuple[list[str], bool]:
    """The premise by which b follows from a, and whether a stands in front of it."""
    x, y = _find(a), _find(b)
    if (x, y) in links:
        return links[x, y], True
    back = (y[0], not y[1]), (x[0], not x[1])
    if back in links:
        return links[back], False
    raise ExtractError(f"{b!r} does not follow from {a!r}")


def _figure(premise: list[str], forwards: bool, known: str) -> tuple[str, str]:
    """The rule by which the known claim gives the other, and the fallacy of reading it backwards."""
    form = {"only if": "if", "or": "unless"}.get(premise[0], premise[0])
    good, bad = _FIGURES[form][0][0], _FIGURES[form][0][1]
    if form != "if":
        return good, bad
    front = _find(premise[1])[0] == _find(known)[0]
    return ("modus ponens" if front else "modus tollens"), (
        "denying the antecedent" if front else "affirming the consequent"
    )


def _read_steps(sentences: list[str], granted: str) -> tuple[list[str], list[str], tuple[str, str] | None]:
    if _last_clause(sentences[0]) != granted:
        raise ExtractError("the reasoning starts from something else")
    derived, rules = [], []
    for sentence in sentences[1:-1]:
        match = _STEP.fullmatch(sentence[:-1])
        if match is None:
            raise ExtractError(f"cannot read the step {sentence!r}")
        groups = {key: value for key, value in match.groupdict().items() if value}
        derived.append(next(value for key, value in groups.items() if len(key) == 1))
        rules.append(next((value for key, value in groups.items() if len(key) == 2), ""))
    found = _BREAK.search(sentences[-1])
    return derived, rules, (found[1], found[2]) if found else None


def _read_case(paragraph: str, granted: str, premises: list[list[str]], conclusion: str) -> list[str]:
    """The countermodel: it decides every claim, satisfies every premise and denies the conclusion."""
    match = _CASE.search(paragraph)
    if match is None:
        raise ExtractError("no countermodel")
    clauses = re.split(r", | and ", match[1])
    truth = dict(_find(clause) for clause in clauses)
    for form, p, q in premises:
        (a, a_yes), (b, b_yes) = _implication(form, p, q)
        if truth[a] == a_yes and truth[b] != b_yes:
            raise ExtractError(f"the case does not satisfy {form!r} of {p!r} and {q!r}")
    held, fails = _find(granted), _find(conclusion)
    if truth[held[0]] != held[1] or truth[fails[0]] == fails[1] or len(truth) != len(clauses):
        raise ExtractError("the case is no countermodel")
    return clauses
