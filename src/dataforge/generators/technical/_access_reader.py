# ruff: noqa: E501 - a pattern stands on one line
"""Reads rules of access back and answers the questions anew, by walking up from each person."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.solving import step
from dataforge.generators.technical._solver import look_up, note
from dataforge.text.lexicon import lexicon

Role = dict[str, Any]

_RIGHTS = re.compile(r"^[^\n:]*(?:[Rr]ights|granted)[^\n:]*: ([a-z ,]+)\.$", re.M)
_NEAREST = re.compile(
    r"nearest to the person|first rule that is found|own rule|Closer rules|most specific rule|speaks first is"
)
_DENIAL = re.compile(
    r"outweighs any|overrules any|beats any|denies a right, it is refused|^Denials |is enough to refuse|a denial always|none that denies",
    re.M,
)
_HOLDER = re.compile(
    r"(\w+) (?:is|works as|has been made|serves as|acts as|was hired as|became|was made) an? (\w+)\b[^.]*\."
    r"|(\w+) (?:holds|has|took on|was given) the role of (\w+)\b[^.]*\."
    r"|The role of (?P<role>\w+) (?:is held by|belongs to|went to|fell to|was given to) (?P<who>\w+)\b[^.]*\."
)
_EXCEPTION = re.compile(
    r"(?:As an exception|Exceptionally|By way of exception|Unlike others), (\w+) may (not )?|(\w+) has an? (?:\w+ )?personal permission to "
    r"|(?P<denied>\w+) has been forbidden in person to |(?:Apart from|Besides|Outside) the role, (\w+) (?:is allowed to |(must not ))"
)
_QUESTION = re.compile(
    r"(?:(\d+)\. )?(?:[A-Z][^.?:]*: )?(?:(?:[Mm]ay|Can|Does|Will the \w+ let) (\w+)|[Ii]s (\w+) \w+ to)(?: have (?:the right|permission|leave) to)? ([a-z ]+)\?"
)
_INHERITS = re.compile(
    r"The (\w+) (?:inherits|takes its rules|borrows its rules) from the (\w+)\.|The (\w+) (?:has|takes|shares) (?:all|the) rules of the (\w+)(?: as well|, too)?\."
    r"|(?:Rules|All rules) of the (?P<parent>\w+) (?:pass on|apply|extend|descend) to the (?P<role>\w+)\."
)
_ALLOWS = re.compile(
    r"The (\w+) (?:may (?:also |always )?|is (?:allowed|permitted|entitled|authorised) to |has (?:permission|leave|the right|a licence) to )(?!not |never )([a-z ,]+)\."
)
_DENIES = re.compile(
    r"The (\w+) (?:(?:must|may) (?:not|never)|is (?:forbidden|not allowed|not permitted|not entitled) to) ([a-z ,]+)\."
)
_PLAIN = re.compile(
    r"The (\w+) has no rules (?:at all|so far|as yet)\.|Nothing is (?:laid down|written|agreed) for the (\w+)\.|There is (?:no|not one|not a single) rule for the (\w+)\."
)
_STATE = {
    "silent": "", "no rule": "", "says nothing": "", "nothing": "",
    "mute": "", "not a word": "", "no entry": "", "undecided": "",
    "allows": "may ", "may": "may ", "says yes": "may ", "allowed": "may ",
    "grants it": "may ", "for it": "may ", "permission": "may ", "in favour": "may ",
    "denies": "may not ", "may not": "may not ", "says no": "may not ", "denied": "may not ",
    "refuses it": "may not ", "against it": "may not ", "denial": "may not ", "opposed": "may not ",
}  # fmt: skip
_BULLET = {"may": "may", "can": "may", "may not": "may not", "cannot": "may not"}
_AS, _SO = "(?:As|Since|Because)", "(?:hence|so|thus)"
_BY, _FIRST = "(?:by|of|from)", "(?:comes|speaks|is) first"
_REASON = {
    "none": rf"(?:No rule|Nobody|Nothing here|No line) (?:allows|grants|mentions) it: |(?:Nobody speaks|No rule speaks|Nothing is said) (?:of|about) it, {_SO} |There is (?:no rule|nothing|not a rule) (?:on the way|on the path|in the chain), {_SO} ",
    "may not ": rf"The denial {_BY} NODE (?:settles it|is enough|counts|decides): |{_AS} NODE (?:has|brings|states) a denial, |(?:Denied|Refused|Forbidden|Barred) by NODE, {_SO} ",
    "may ": rf"(?:Allowed|Permitted|Granted) by NODE and (?:denied nowhere|nowhere denied|never denied): |{_AS} NODE (?:permits|allows|grants) it and nobody (?:objects|denies it|is against it), |(?:With|Given) the permission {_BY} NODE and no denial, ",
    "first may not ": rf"(?:The first to speak|First to speak|The first heard) is NODE, with a denial: |The (?:nearest|closest|first) rule is the denial {_BY} NODE, {_SO} |{_AS} NODE {_FIRST} and (?:denies|refuses|forbids) it, ",
    "first may ": rf"(?:The first to speak|First to speak|The first heard) is NODE, with a permission: |The (?:nearest|closest|first) rule is the permission {_BY} NODE, {_SO} |{_AS} NODE {_FIRST} and (?:allows|permits|grants) it, ",
}
_REASONS = {
    kind: re.compile(f"(?:{each.replace('NODE', r'(?:a personal rule|the [a-zA-Z]+)')})")
    for kind, each in _REASON.items()
}
_ANSWER = re.compile(
    r"(?:Answer: |In short: |To sum up: |So: |Thus: |Hence: |Result: |Verdict: |Outcome: |Therefore |All in all )((?:yes|no)(?:, (?:yes|no))*)\.?"
)


@cache
def _realms() -> list[str]:
    return lexicon("technical_realms").words(0)


def read_access(text: str) -> dict[str, Any]:
    """The facts of a rule book; ExtractError where an answer, or a reason, does not follow from its rules."""
    paragraphs = [each for each in text.split("\n\n") if not each.startswith("> ")]
    text = "\n\n".join(paragraphs)
    found = _RIGHTS.search(text)
    realm = [each for each in _realms() if each in text[: found.start() if found else 0]]
    policies = [each for each in paragraphs if _NEAREST.search(each) or _DENIAL.search(each)]
    if found is None or len(realm) != 1 or len(policies) != 1 or len(paragraphs) < 7:
        raise ExtractError("no realm, no rights, or no rule for conflicts")
    nearest = bool(_NEAREST.search(policies[0]))
    rights = found[1].split(", ")
    rules = [each for each in paragraphs[paragraphs.index(found[0]) + 1 : -3] if each not in policies]
    if len(rules) != 2 or (nearest and _DENIAL.search(policies[0])):
        raise ExtractError("not one paragraph on roles and one on people")
    roles = _read_roles(rules[0], rights)
    people = _read_people(rules[1], roles, rights)
    asked = [_QUESTION.fullmatch(line) for line in paragraphs[-3].split("\n")]
    worked, stated = paragraphs[-2].split("\n"), _ANSWER.fullmatch(paragraphs[-1])
    if len({len(asked), len(worked), len(people)}) != 1 or stated is None:
        raise ExtractError(f"{len(people)} people, {len(asked)} questions, {len(worked)} explanations")
    questions = []
    for i, (match, line, person) in enumerate(zip(asked, worked, people, strict=True)):
        number = f"{i + 1}. " if len(asked) > 1 else ""
        if match is None or match[0].startswith(number) is False or (match[1] is None) != (number == ""):
            raise ExtractError(f"question {i + 1} is out of order")
        who = match[2] or match[3]
        if who != person[0] or match[4] not in rights:
            raise ExtractError(f"the question {match[0]!r} is about somebody or something unknown")
        questions.append([who, match[4], *_decide(line, number, person, match[4], roles, nearest)])
    answer = ", ".join(each[2] for each in questions)
    if stated[1] != answer:
        raise ExtractError(f"the answers should be {answer}")
    table = [[name, role["parent"], role["may "], role["may not "]] for name, role in roles.items()]
    return {
        "kind": "access-matrix",
        "realm": realm[0],
        "conflicts": "nearest-wins" if nearest else "denial-wins",
        "rights": rights,
        "roles": table,
        "people": people,
        "questions": questions,
        "answer": answer,
    }


def _read_roles(text: str, rights: list[str]) -> dict[str, Role]:
    """The roles from below: those that are inherited from come first."""
    roles: dict[str, Role] = {}
    if "| role |" in text:
        for line in re.findall(r"^\| (?!role |---)(.+) \|$", text, re.M):
            name, parent, *lists = line.split(" | ")
            _add(roles, name, parent, *("" if each == "-" else each for each in lists))
    elif "```yaml" in text:
        for name, body in re.findall(r"^(\w+):( \{\}|(?:\n  .+)+)$", text, re.M):
            entry = dict(re.findall(r"\n  (\w+): \[?([^\]\n]+)", body))
            _add(roles, name, entry.get("extends", "-"), entry.get("allow", ""), entry.get("deny", ""))
    elif re.search(r"^- \w+:", text, re.M):
        for name, body in re.findall(r"^- (\w+):(.*)$", text, re.M):
            parts = re.findall(
                r" (may not|cannot|may|can|extends|is under|follows|comes after) ([^;]+)", body
            )
            entry = {_BULLET.get(verb, "extends"): rest for verb, rest in parts}
            _add(roles, name, entry.get("extends", "-"), entry.get("may", ""), entry.get("may not", ""))
    else:
        _read_prose(text, roles)
    note(right for role in roles.values() for kind in ("may ", "may not ") for right in role[kind])
    names = list(roles)
    order = [(i, names.index(role["parent"])) for i, role in enumerate(roles.values()) if role["parent"]]
    if (
        not roles
        or len({i > j for i, j in order}) > 1
        or any(
            each not in rights
            for role in roles.values()
            for kind in ("may ", "may not ")
            for each in role[kind]
        )
    ):
        raise ExtractError("the roles are out of order, or rule on an unknown right")
    return dict(reversed(roles.items())) if order and order[0][0] < order[0][1] else roles


def _add(roles: dict[str, Role], name: str, parent: str, allowed: str, denied: str) -> None:
    if name in roles:
        raise ExtractError(f"the role {name} is described twice")
    roles[name] = {
        "parent": "" if parent == "-" else parent,
        "may ": allowed.split(", ") if allowed else [],
        "may not ": denied.split(", ") if denied else [],
    }


def _read_prose(text: str, roles: dict[str, Role]) -> None:
    """Sentences about one role after the other: what it inherits, may and may not do."""
    for sentence in re.findall(r"[A-Z][^.\n]*\.", text):
        bare = {"parent": "", "may ": [], "may not ": []}
        if match := _INHERITS.fullmatch(sentence):
            name, parent = (
                (match["role"], match["parent"]) if match["role"] else [g for g in match.groups() if g]
            )
            roles.setdefault(name, bare)["parent"] = parent
        elif match := _DENIES.fullmatch(sentence):
            roles.setdefault(match[1], bare)["may not "] = re.split(", | and ", match[2])
        elif match := _ALLOWS.fullmatch(sentence):
            roles.setdefault(match[1], bare)["may "] = re.split(", | and ", match[2])
        elif match := _PLAIN.fullmatch(sentence):
            roles.setdefault(next(group for group in match.groups() if group), bare)


def _read_people(text: str, roles: dict[str, Role], rights: list[str]) -> list[list[str]]:
    """[name, role, exception or ''] of everybody."""
    people: dict[str, list[str]] = {}
    for match in _HOLDER.finditer(text):
        who, role = (match["who"], match["role"]) if match["who"] else [g for g in match.groups() if g]
        if role not in roles or who in people:
            raise ExtractError(f"{who} cannot be {role}")
        people[who] = [who, role, ""]
    for match in _EXCEPTION.finditer(text):
        who = match["denied"] or match[1] or match[3] or match[5]
        right = text[match.end() : text.index(".", match.end())]
        denies = bool(match["denied"] or match[2] or match[6])
        if who not in people or people[who][2] or right not in rights:
            raise ExtractError(f"an exception for {who}, who is not known or has one")
        people[who][2] = ("may not " if denies else "may ") + right
    return list(people.values())


def _decide(
    line: str, number: str, person: list[str], right: str, roles: dict[str, Role], nearest: bool
) -> tuple[str, str]:
    """Answer and who decides; the explanation must say the same, step by step."""
    who, role, exception = person
    steps = [
        (who, exception.removesuffix(right) if exception in (f"may {right}", f"may not {right}") else "")
    ]
    while role:
        if len(steps) > len(roles):
            raise ExtractError(f"the roles above {who!r} go round in a circle")
        rules = look_up(roles, role)
        steps.append((role, next((kind for kind in ("may ", "may not ") if right in rules[kind]), "")))
        step()
        role = rules["parent"]
    step(3)  # the person's own rule, and the rule for conflicts
    spoken = [each for each in steps if each[1]]
    if nearest:
        decider = spoken[0] if spoken else None
        steps = steps[: steps.index(decider) + 1] if decider else steps
    else:
        decider = next((each for each in spoken if each[1] == "may not "), spoken[0] if spoken else None)
    answer = "yes" if decider and decider[1] == "may " else "no"
    path, _, reason = line.removeprefix(number).partition(". ")
    said = [tuple(each.split(": ")) for each in re.split("; |, | -> ", path)]
    if not line.startswith(number) or [(name, _STATE.get(state)) for name, state in said] != steps:
        raise ExtractError(f"the way up in {line!r} is not {steps}")
    kind = "none" if decider is None else ("first " if nearest else "") + decider[1]
    node = "" if decider is None else "a personal rule" if decider[0] == who else f"the {decider[0]}"
    match = _REASONS[kind].match(reason)
    if match is None or node not in match[0] or reason[match.end() :] != f"{answer}.":
        raise ExtractError(f"the reason {reason!r} does not follow")
    return answer, decider[0] if decider else ""
