"""Reads argument essays back: parses the premises, takes the steps again and tests countermodels."""

from __future__ import annotations

import re
from typing import Any

from dataforge.generators.base import ExtractError, strict
from dataforge.generators.philosophy._clause_reader import Clause, clauses_in, without_phrases
from dataforge.generators.philosophy._solver import first, holds, implied, look, negate, same

# What stands beside P and Q, the form it means, and whether Q is named before P.
_FORMS = tuple(
    (re.compile(pattern), form, swapped)
    for pattern, form, swapped in (
        (
            r"\bboth that P|\bis (?:at odds|incompatible) |\brules out\b|\bstand together|\bconsistently\b",
            "not both",
            False,
        ),
        (r"\beither(?: true that)? P|\bthat P or that Q|\brejects\b|\bdenies\b|: P or ", "or", False),
        (r"^(?:.*[,:] )?only if P\b", "only if", True),
        (r"\bunless P\b", "unless", True),
        (r"\bP,? unless\b|\bin the event that Q", "unless", False),
        (
            r"\bP only if Q|\bwithout \w+ that Q|\bpresuppose that Q",
            "only if",
            False,
        ),
        (
            r"\bP,? (?:if|provided that|so long as|given that|as soon as) Q|\bis (?:enough|sufficient)\b",
            "if",
            True,
        ),
        (r"\bif P|\bthat P\b", "if", False),
    )
)
_WORD = re.compile(r"[a-z-]+")
_DENIED = re.compile(r"\b(?:rejected|fall|falls|fails|refuted|lost|excluded|false)\b")
_AFFIRMED = re.compile(r"\b(?:granted|stand|stands|holds|affirmed|upheld|secured|true)\b")
_RULE = re.compile(r"\b(modus ponens|modus tollens|disjunctive syllogism|modus ponendo tollens)\b")
_FALLACY = re.compile(r"\b((?:affirming|denying) (?:the|a) [a-z]+)\.$")
_CASE = re.compile(
    r"\b(?:[Ll]et|May|Might|while|but|and) ([a-z-]+(?:, [a-z-]+)*(?: and [a-z-]+)?) "
    r"(?:(hold|stand|be true)|fail|fall|be false)\b"
)
_VERDICT = re.compile(r"\b((?:in)?valid)\.$")
_SENTENCE = re.compile(r"(?<=[.]) |\n\n")

Atom = tuple[str, bool]


class _Argument:
    """The premises of an essay, as implications between claims affirmed or denied."""

    def __init__(self, prompt: str):
        self.book: dict[str, tuple[str, str, str]] = {}
        self.premises: list[list[str]] = []
        self.links: list[tuple[Atom, Atom]] = []
        single: list[Clause] = []
        for sentence in _SENTENCE.split(prompt):
            found, frame = clauses_in(sentence, self.book)
            for clause in found:
                if self.book.setdefault(clause.subject, clause.claim) != clause.claim:
                    raise ExtractError(f"two claims about {clause.subject!r}")
            if len(found) == 2:
                self._premise(found, frame)
            elif found:
                single.append(found[0])
        self.granted, self.conclusion = single

    def _premise(self, found: list[Clause], frame: str) -> None:
        form, swapped = next((each[1:] for each in _FORMS if each[0].search(frame)), ("", False))
        if not form:
            raise ExtractError(f"cannot read the premise {frame!r}")
        p, q = reversed(found) if swapped else found
        self.premises.append([form, p.text, q.text])
        a_yes, b_yes = p.affirmed, q.affirmed
        if form in ("unless", "or"):
            a_yes = negate(a_yes)
        if form == "not both":
            b_yes = negate(b_yes)
        self.links.append(((p.subject, a_yes), (q.subject, b_yes)))

    def link(self, a: Atom, b: Atom) -> tuple[str, str]:
        """The form of the premise by which b follows from a, and which of the two stands in front.

        Premises are tried in the order of the text.
        """
        turned = (b[0], not b[1]), (a[0], not a[1])
        place = first(link in ((a, b), turned) for link in self.links)
        if place < 0:
            raise ExtractError(f"{b} does not follow from {a}")
        return self.premises[place][0], "front" if self.links[place] == (a, b) else "back"

    def about(self, sentence: str) -> str:
        """The notion whose claim a sentence of the reasoning speaks of.

        A turn of phrase may be none: in "all hangs on purpose" the notion is meant, as the only one there.
        """
        found = {word for word in _WORD.findall(without_phrases(sentence)) if word in self.book}
        found = found or {word for word in _WORD.findall(sentence.lower()) if word in self.book}
        if len(found) != 1:
            raise ExtractError(f"about what is {sentence!r}?")
        return str(found.pop())


@strict
def read_argument(text: str) -> dict[str, Any]:
    """The facts of an argument essay, every step and the countermodel tried.

    Raises:
        ExtractError: the text is not of this genre, or contradicts itself.
    """
    prompt, _, rest = text.partition("?\n\n")
    argument = _Argument(prompt[: prompt.rindex(".")])
    reasoning, *case_text, verdict = rest.split("\n\n")
    _, start, *steps = _SENTENCE.split(reasoning)
    if argument.about(start) != argument.granted.subject:
        raise ExtractError("the reasoning starts from something else")
    now: Atom = (argument.granted.subject, argument.granted.affirmed)
    derived = []
    for sentence in steps[:-1]:
        reached = (argument.about(sentence), _sign(sentence))
        form, side = argument.link(now, reached)
        rule = _RULE.search(sentence.lower())
        if rule and rule[1] != _rule(form, side):
            raise ExtractError(f"{sentence!r} does not come by that rule")
        now = reached
        derived.append(list(now))
    goal = (argument.conclusion.subject, argument.conclusion.affirmed)
    valid = _VERDICT.search(verdict)
    fallacy = _FALLACY.search(steps[-1])
    if valid is None or (valid[1] == "valid") != same(now, goal) or (valid[1] == "valid") == bool(fallacy):
        raise ExtractError("the verdict does not agree with the reasoning")
    case: list[list[str]] = []
    if fallacy:
        _check_fallacy(argument, now, argument.about(steps[-1]), fallacy[1])
        case = _read_case(case_text[0], argument)
    elif case_text:
        raise ExtractError("a countermodel to a valid argument")
    return {
        "kind": "argument-essay", "granted": argument.granted.text, "premises": argument.premises,
        "conclusion": argument.conclusion.text, "derived": derived, "fallacy": fallacy[1] if fallacy else "",
        "case": case, "answer": valid[1],
    }  # fmt: skip


def _sign(sentence: str) -> bool:
    denied, affirmed = _DENIED.search(sentence), _AFFIRMED.search(sentence)
    if (denied is None) == (affirmed is None):
        raise ExtractError(f"neither affirmed nor denied: {sentence!r}")
    return denied is None


def _rule(form: str, side: str) -> str:
    if form in ("unless", "or"):
        return "disjunctive syllogism"
    if form == "not both":
        return "modus ponendo tollens"
    return "modus ponens" if side == "front" else "modus tollens"


def _check_fallacy(argument: _Argument, now: Atom, wanted: str, fallacy: str) -> None:
    """A premise connects the two claims, the other way round, and the mistake has the right name."""
    for sign in (True, False):
        back = [((wanted, sign), now), ((now[0], not now[1]), (wanted, not sign))]
        if any(link in argument.links for link in back):
            form, side = argument.link((wanted, sign), now)
            break
    else:
        raise ExtractError(f"no premise connects {wanted} with {now}")
    names = {"unless": "affirming a disjunct", "or": "affirming a disjunct", "not both": "denying a conjunct"}
    name = "affirming the consequent" if side == "front" else "denying the antecedent"
    if names.get(form, name) != fallacy:
        raise ExtractError(f"{fallacy!r} is not the fallacy")


def _read_case(paragraph: str, argument: _Argument) -> list[list[str]]:
    """The countermodel: it decides every claim, satisfies every premise and denies the conclusion."""
    yes: list[str] = []
    no: list[str] = []
    for listed, positive in _CASE.findall(paragraph):
        (yes if positive else no).extend(re.split(r", | and ", listed))
    truth = dict.fromkeys(yes, True) | dict.fromkeys(no, False)
    if truth.keys() != argument.book.keys() or len(truth) != len(yes) + len(no):
        raise ExtractError("the case does not decide every claim once")
    for (a, a_yes), (b, b_yes) in argument.links:
        if not implied(truth[a] == a_yes, truth[b] == b_yes):
            raise ExtractError(f"the case does not satisfy the premise on {a} and {b}")
    granted, conclusion = argument.granted, argument.conclusion
    if not holds(look(truth, granted.subject) == granted.affirmed) or holds(
        look(truth, conclusion.subject) == conclusion.affirmed
    ):
        raise ExtractError("the case is no countermodel")
    return [yes, no]
