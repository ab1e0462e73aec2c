# ruff: noqa: E501 - a pattern stands on one line
"""Reads a page of options back: its lines, the sources they come from, the rules; and resolves them anew."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.technical._solver import note
from dataforge.text.lexicon import lexicon

_SOURCE = r"(system file|user file|project file|environment|command line|defaults)"
_USUAL = ("system file", "user file", "project file", "environment", "command line")
_PATH = r"[a-z]+\.[a-z_]+"
_CHAIN = re.compile(rf"(?:: |, |strongest |weakest )((?:{_SOURCE}, )+{_SOURCE})\.")
_FROM_TOP = re.compile(
    r"highest first|first source that sets|strongest to weakest|named after it|top to bottom|named first counts"
)
_TICKED = re.compile(r"`([^`]+)`")
_OPTION = re.compile(rf"`({_PATH})`[^`\n]*`([a-z0-9]+)`|`({_PATH})` \[`([a-z0-9]+)`\]")
_LEAD = re.compile(r"^[^`\n|]*?(?:`?(/etc/|~/\.config/|\./)([A-Za-z]+)\.(?:toml|yaml)`?)?[^`\n|]*:$")
_FILE_LINE = re.compile(rf"({_PATH})(?: = |: )(\"?)([a-z0-9]+)\2")
_VARIABLE = re.compile(r"([A-Za-z]+?)_([A-Z_]+)=([a-z0-9]+)")
_WORKED = re.compile(
    rf"- `({_PATH})`: (?:default|at first|built in|initially|delivered as) `([a-z0-9]+)`((?:(?:, then | < | -> |, next | / | \+ |, over it ){_SOURCE} `[a-z0-9]+`)*)(.*?)"
    rf"(?: => `([a-z0-9]+)` \({_SOURCE}\)|; [a-z ]+ `([a-z0-9]+)`, from the {_SOURCE}|: `([a-z0-9]+)` \({_SOURCE}\) [a-z ]+"
    rf"|, so `([a-z0-9]+)` \([a-z ]+ the {_SOURCE}\))"
)
_STEP = re.compile(rf"{_SOURCE} `([a-z0-9]+)`")
_ANSWER = re.compile(
    r"(?:Answer: |Result: |The answer is |So: |Hence: |Thus: |Therefore |In short, )`([a-z0-9 ]+)`\.?"
)
_FOLDERS = {"system file": "/etc/", "user file": "~/.config/", "project file": "./"}


@cache
def _known() -> tuple[dict[str, tuple[str, list[str]]], dict[str, str], dict[str, str]]:
    """path -> (description, values); variable -> path; flag -> path."""
    words = lexicon("technical_options")
    table = {
        p: (d, v.split(" ")) for p, d, v in zip(words.words(0), words.words(1), words.words(2), strict=True)
    }
    flags = {"--" + re.sub(r"[._]", "-", path): path for path in table}
    return table, {path.replace(".", "_").upper(): path for path in table}, flags


@cache
def _programs() -> dict[str, str]:
    """What each program is, by its name."""
    names, what = (lexicon("technical_programs").words(form) for form in (0, 1))
    return dict(zip(names, what, strict=True))


def read_config(text: str) -> dict[str, Any]:
    """The facts of a page; ExtractError where its resolution is not what its lines say."""
    blocks = [each for each in text.split("\n\n") if not each.startswith("> ")]
    text = "\n\n".join(blocks)
    program, what = _read_program(text, blocks[:2])
    defaults = _read_options("\n\n".join(blocks[:-2]))
    order, rules = _read_rules(text, defaults)
    settings = _read_settings(blocks, program, order)
    for stated in (order, defaults, settings, rules, rules):  # a rule is read, then applied
        note(stated)
    effective = _resolve(defaults, order, rules, settings)
    _compare_working(blocks[-2], effective, defaults, order, rules, settings)
    question, answer = _read_question(blocks[-3], blocks[-1], effective, defaults)
    if _programs()[program] != what:
        raise ExtractError(f"{program!r} is not {what!r}")
    return {
        "kind": "config-reference",
        "program": program,
        "order": order,
        "defaults": [list(each) for each in defaults.items()],
        "rules": rules,
        "settings": settings,
        "effective": effective,
        "question": question,
        "answer": answer,
    }


def _read_program(text: str, head: list[str]) -> tuple[str, str]:
    """The program that the head names and the text describes: a gatehouse may be a place, too."""
    named = _programs().keys() & set(re.findall(r"[A-Za-z]+", "\n\n".join(head)))
    found = [name for name in named if _programs()[name] in text]
    if len(found) != 1:
        raise ExtractError(f"which program is this page about: {sorted(named)}?")
    what = [each for each in _programs().values() if each in text]
    return found[0], max(what, key=len)


def _read_options(text: str) -> dict[str, str]:
    """path -> default, from the lines that describe an option."""
    table = _known()[0]
    defaults: dict[str, str] = {}
    for chunk in re.findall(r"^(?:[-*|] .*`|`[a-z._]+` \[`[^`]*`\]\n: ).*$", text, re.M):
        match = _OPTION.search(chunk)
        if match is None:
            continue
        path, value = (match[1], match[2]) if match[1] else (match[3], match[4])
        description, values = table[path]
        if description not in chunk or value not in values:
            raise ExtractError(f"{path} has another description, or no value {value!r}")
        if path in defaults:
            raise ExtractError(f"{path} is described twice")
        defaults[path] = value
    if not defaults:
        raise ExtractError("no options")
    return defaults


def _read_rules(text: str, defaults: dict[str, str]) -> tuple[list[str], list[list[str]]]:
    """The chain of sources, weakest first, and the rules of single options."""
    match = _CHAIN.search(text)
    if match is None:
        raise ExtractError("no chain of precedence")
    start = text.rfind("\n", 0, match.start()) + 1
    chain = match[1].split(", ")
    if _FROM_TOP.search(text[start : match.start()]):
        chain.reverse()
    if chain[0] != "defaults" or len(set(chain)) != len(chain) or "defaults" in chain[1:]:
        raise ExtractError(f"an odd chain: {chain}")
    line_end = text.find("\n", match.end())
    sentences = re.split(r"(?<=[.]) (?=[A-Z`])", text[match.end() : line_end].strip())
    rules = [_read_rule(sentence, defaults) for sentence in sentences if sentence]
    return chain[1:], rules


def _read_rule(sentence: str, defaults: dict[str, str]) -> list[str]:
    ticked = _TICKED.findall(sentence)
    paths = list(dict.fromkeys(each for each in ticked if "." in each))
    if any(path not in defaults for path in paths):
        raise ExtractError(f"a rule about an option that is not described: {sentence!r}")
    source = re.search(_SOURCE, sentence)
    if len(paths) == 2 and re.match(r"(Unless|While|If) `", sentence):
        return [paths[1], "hangs-on", paths[0]]
    if len(paths) == 2 and re.search(r"as long as|only takes effect|count only if", sentence):
        return [paths[0], "hangs-on", paths[1]]
    limits = {each for each in ticked if each.isdigit()}
    if len(paths) == 1 and len(limits) == 1 and source is None:
        return [paths[0], "at-most", limits.pop()]
    if len(paths) == 1 and source and not limits:
        return [paths[0], "ignores-source", source[1]]
    raise ExtractError(f"cannot read the rule {sentence!r}")


def _read_settings(blocks: list[str], program: str, order: list[str]) -> list[list[str]]:
    """[source, path, value] of every setting, in the order of the page."""
    settings, seen = [], []
    for block in blocks:
        lead, _, body = block.partition("\n")
        source = re.search(rf"(?i){_SOURCE}", lead)
        if not body or source is None or not lead.endswith(":"):
            continue
        name = source[1].lower()
        place = re.search(r"(/etc/|~/\.config/|\./)([A-Za-z]+)\.(toml|yaml)", lead)
        if (place is not None) != (name in _FOLDERS) or (
            place and (place[1], place[2]) != (_FOLDERS[name], program)
        ):
            raise ExtractError(f"{lead!r} is not where the {name} is")
        seen.append(name)
        settings += [
            [name, path, value] for path, value in _read_body(name, body, program, place[3] if place else "")
        ]
    if seen != [each for each in _USUAL if each in order]:
        raise ExtractError(f"the chain names {order}, the page shows {seen}")
    return settings


def _read_body(source: str, body: str, program: str, kind: str) -> list[tuple[str, str]]:
    _, variables, flags = _known()
    if source == "command line":
        words = body.split(" ")
        if words[:2] != ["$", program]:
            raise ExtractError(f"{body!r} does not start {program}")
        return [(flags[flag], value) for flag, _, value in (word.partition("=") for word in words[2:])]
    if body == "(nothing)":
        return []
    found = []
    for line in body.split("\n"):
        match = (_VARIABLE if source == "environment" else _FILE_LINE).fullmatch(line)
        if match is None or (kind and (" = " in line) != (kind == "toml")):
            raise ExtractError(f"cannot read the setting {line!r}")
        if source == "environment":
            if match[1] != program.upper():
                raise ExtractError(f"a variable of another program: {line!r}")
            found.append((variables[match[2]], match[3]))
        else:
            found.append((match[1], match[3]))
    return found


def _resolve(
    defaults: dict[str, str], order: list[str], rules: list[list[str]], settings: list[list[str]]
) -> list[list[str]]:
    """[path, value, source] of every option, in the order of the page."""
    by_path = {path: (kind, detail) for path, kind, detail in rules}
    done: dict[str, tuple[str, str]] = {}
    table = _known()[0]
    for source, path, value in settings:
        if path not in defaults or value not in table[path][1]:
            raise ExtractError(f"the {source} sets {path} to {value!r}")
    for path, default in defaults.items():
        kind, detail = by_path.get(path, ("", ""))
        given = {
            source: value
            for source, p, value in settings
            if p == path and not (kind == "ignores-source" and source == detail)
        }
        winner = max(given, key=order.index, default="defaults")
        value = given.get(winner, default)
        if kind == "at-most":
            value = str(min(int(value), int(detail)))
        if kind == "hangs-on" and done[detail][0] == defaults[detail]:
            value, winner = default, "defaults"
        done[path] = (value, winner)
    return [[path, value, source] for path, (value, source) in done.items()]


def _compare_working(
    block: str,
    effective: list[list[str]],
    defaults: dict[str, str],
    order: list[str],
    rules: list[list[str]],
    settings: list[list[str]],
) -> None:
    lines = block.split("\n")[1:]
    if len(lines) != len(effective):
        raise ExtractError(f"{len(effective)} options, {len(lines)} worked lines")
    by_path = {path: (kind, detail) for path, kind, detail in rules}
    for line, (path, value, source) in zip(lines, effective, strict=True):
        match = _WORKED.fullmatch(line)
        if match is None:
            raise ExtractError(f"cannot read the working {line!r}")
        kind, detail = by_path.get(path, ("", ""))
        steps = [[s, path, v] for s, v in _STEP.findall(match[3])]
        wanted = sorted(
            (each for each in settings if each[1] == path and (kind, detail) != ("ignores-source", each[0])),
            key=lambda each: order.index(each[0]),
        )
        result = [each for each in match.groups()[5:] if each]
        if [match[1], match[2], steps, result] != [path, defaults[path], wanted, [value, source]]:
            raise ExtractError(f"the working {line!r} does not follow")
        _compare_tail(
            match[5], kind, detail, bites=_bites(kind, detail, settings, steps, [path, value, source])
        )


def _bites(
    kind: str, detail: str, settings: list[list[str]], steps: list[list[str]], result: list[str]
) -> bool:
    """Whether the rule of an option changed what came out."""
    path, value, source = result
    if kind == "ignores-source":
        return any(each[:2] == [detail, path] for each in settings)
    if kind == "at-most":
        return bool(steps) and steps[-1][2] != value
    return kind == "hangs-on" and bool(steps) and source == "defaults"


def _compare_tail(tail: str, kind: str, detail: str, *, bites: bool) -> None:
    named = re.search(rf"{_SOURCE}|({_PATH})", tail)
    wanted = {"ignores-source": detail, "hangs-on": detail, "at-most": ""}.get(kind, "") if bites else ""
    limited = bool(re.search(r"cut to the limit|too large|lowered", tail))
    if (
        bool(tail) != bites
        or (named[0] if named else "") != wanted
        or limited != (bites and kind == "at-most")
    ):
        raise ExtractError(f"the remark {tail!r} is wrong")


def _read_question(
    asked: str, stated: str, effective: list[list[str]], defaults: dict[str, str]
) -> tuple[list[str], str]:
    path = "".join(_TICKED.findall(asked))
    found = _ANSWER.fullmatch(stated)
    if re.search(r"How many|Count", asked):
        question, answer = "number-changed", str(sum(value != defaults[path] for path, value, _ in effective))
    else:
        row = next((each for each in effective if each[0] == path), None)
        if row is None:
            raise ExtractError(f"the question is about {path!r}, which the page does not describe")
        question = "deciding-source" if re.search(r"source|from(?:, [^?]*)?\?", asked) else "effective-value"
        answer = row[2] if question == "deciding-source" else row[1]
    if found is None or found[1] != answer:
        raise ExtractError(f"the answer {stated!r} does not follow")
    return [question, path], answer
