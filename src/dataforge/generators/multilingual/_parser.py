"""Reads sentences back in twelve languages: word by word, everything at its place, everything agreeing."""

from __future__ import annotations

from typing import Any, NamedTuple

from dataforge.generators.base import ExtractError
from dataforge.generators.multilingual._tongues import Table, Tongue, sound, tongue

_ORDER = {
    "en": "SVOAP", "de": "SVAOPI", "fr": "SVAOP", "es": "SVAOP", "it": "SVAOP", "pt": "SVAOP", "ru": "SAVOP",
    "tr": "SPAOV", "zh": "SPAVO", "ja": "SPAOV", "hi": "SPAOV", "ar": "VSOAP",
}  # fmt: skip
_LINKS = {
    "en": (" and ", ", but ", ", and meanwhile "),
    "de": (" und ", ", aber ", ", und inzwischen "),
    "fr": (" et ", ", mais ", ", et pendant ce temps "),
    "es": (" y ", ", pero ", ", y mientras tanto "),
    "it": (" e ", ", ma ", ", e intanto "),
    "pt": (" e ", ", mas ", ", e entretanto "),
    "ru": (", и ", ", но ", ", а тем временем "),
    "tr": (" ve ", ", ama ", " ve bu sırada "),
    "zh": ("，而", "，但是", "，与此同时，"),
    "ja": ("、", "が、", "、その間に"),
    "hi": (" और ", ", लेकिन ", ", और इस बीच "),
    "ar": (" و", "، لكن ", "، وفي هذه الأثناء "),
}
_BECAUSE = {
    "en": "because", "de": ", weil", "fr": "parce que", "es": "porque", "it": "perché", "pt": "porque",
    "ru": ", потому что", "tr": ", çünkü", "zh": "，因为", "hi": ", क्योंकि", "ar": "لأن",
}  # fmt: skip
_NO_COMMA = ("ru", "tr", "zh", "ja", "ar")
_STOPS = {"zh": "。", "ja": "。", "hi": "।"}
_NAMES = ("AND", "BUT", "MEANWHILE")


class Said(NamedTuple):
    """One reading of a noun phrase; agrees is m f n, in capitals for the plural."""

    determiners: frozenset[str]
    noun: str
    adjective: str
    agrees: str


def _because_units(code: str) -> Any:
    said = _BECAUSE.get(code, "")
    return said.split(" ") if code != "zh" else said


def read_text(code: str, body: str) -> list[list[Any]]:
    """The clauses: [link, time, [determiners, noun, adjective], verb, [..], adverb, place, reason].

    Raises:
        ExtractError: a word is unknown, stands at a wrong place, or does not agree.
    """
    t = tongue(code)
    stop = _STOPS.get(code, ".")
    if not body.endswith(stop) or "  " in body or "' " in body or " ," in body:
        raise ExtractError(f"{code}: careless text {body!r}")
    clauses: list[list[Any]] = []
    for sentence in body[: -len(stop)].split(stop + " " if t.spaced else stop):
        clauses += _sentence(t, sentence)
    return clauses


class _Reader:
    """A sentence, cut in units, and how far it has been read."""

    def __init__(self, t: Tongue, text: str):
        self.t = t
        plain = text.replace("'", "' ").replace(",", " ,").replace("،", " ،")
        self.units: Any = plain.split(" ") if t.spaced else plain
        self.at = 0

    def take(self, table: Table) -> list[tuple[Any, ...]]:
        """Readings of what stands here, and go on behind it."""
        found, self.at = table.match(self.units, self.at)
        return found

    def skip(self, units: Any) -> bool:
        """Go past these units if they stand here."""
        if units and self.units[self.at : self.at + len(units)] == units:
            self.at += len(units)
            return True
        return False

    @property
    def rest(self) -> str:
        units = self.units[self.at :]
        return " ".join(units) if self.t.spaced else units

    def fail(self, what: str) -> ExtractError:
        return ExtractError(f"{self.t.code}: {what}: {self.rest!r}")


def _sentence(t: Tongue, text: str) -> list[list[Any]]:
    reader = _Reader(t, text)
    times = reader.take(t.times)
    if len(times) != 1:
        raise reader.fail("no time opens the sentence")
    time, tense = times[0]
    clauses: list[list[Any]] = []
    link = "NEW"
    te = False
    while True:
        facts, seen = _clause(reader, link, tense)
        clauses.append([link, time if link == "NEW" else "", *facts])
        te = seen == "te"
        if reader.at == len(reader.units):
            if te:
                raise reader.fail("a sentence cannot end so")
            return clauses
        link = _link(reader, bool(facts[-1]))
        if t.code == "ja" and te != (link in ("AND", "MEANWHILE")):
            raise reader.fail("the verb has the wrong form before a conjunction")


def _link(reader: _Reader, explained: bool) -> str:
    """The conjunction that stands here."""
    code = reader.t.code
    if code == "ar":
        unit = reader.units[reader.at]
        if unit.startswith("و"):  # one word with what follows
            reader.units[reader.at] = unit[1:]
            return "AND"
    for name, said in sorted(zip(_NAMES, _LINKS[code], strict=True), key=lambda pair: -len(pair[1])):
        comma = name == "AND" and explained and code not in _NO_COMMA
        words = said.replace(",", " ,").replace("،", " ،").strip()
        if comma:
            words = ", " + words.removeprefix(", ")
        if reader.skip(words.split(" ") if reader.t.spaced else said):
            return name
    raise reader.fail("no conjunction")


def _clause(reader: _Reader, link: str, tense: str) -> tuple[list[Any], str]:
    """One clause with its reason clause, and the tense that its verb shows."""
    t = reader.t
    order = _ORDER[t.code]
    if t.code == "de" and link in ("NEW", "MEANWHILE"):
        order = "VSAOPI"
    reason = ""
    explained: list[Said] = []
    if t.code == "ja":
        mark = reader.at
        explained = phrases(reader, "n")
        if reader.skip("が"):
            reason = "?"
        else:
            reader.at, explained = mark, []
    found: dict[str, Any] = {"A": "", "P": "", "I": ""}
    predicate: list[tuple[Any, ...]] = []
    if reason:
        predicate = reader.take(t.reasons)
    for slot in order:
        _slot(reader, slot, tense, found)
    subject, thing, verb, shown = _settle(t, found, tense)
    if t.code != "ja" and reader.skip(_because_units(t.code)):
        explained = phrases(reader, "a" if t.code == "ar" else "n")
        predicate, reason = reader.take(t.reasons), "?"
    if reason:
        reason = _reason(t, thing, explained, (predicate, tense))
    first = [[subject.determiners, subject.noun, subject.adjective], verb]
    return [*first, [thing.determiners, thing.noun, thing.adjective], found["A"], found["P"], reason], shown


def _slot(reader: _Reader, slot: str, tense: str, found: dict[str, Any]) -> None:
    """Read what belongs at one place of the clause."""
    t = reader.t
    if slot == "S":
        found["S"] = phrases(reader, "o" if t.code == "hi" and tense == "past" else "n")
        particle: Any = {"ja": "は", "hi": ["ने"] if tense == "past" else []}.get(t.code, [])
        if particle and not reader.skip(particle):
            raise reader.fail("no particle after the subject")
    elif slot == "O":
        found["O"] = phrases(reader, "a")
        if t.code == "ja" and not reader.skip("を"):
            raise reader.fail("no particle after the object")
    elif slot == "V":
        readings = reader.take(t.verbs)
        wanted = (tense, "te")
        found["V"] = [reading for reading in readings if reading[1] in wanted]
        if not found["V"]:
            raise reader.fail(f"no verb of the {tense}")
    elif slot == "I":
        if t.code == "de" and tense == "future":
            verbs = reader.take(t.infinitives)
            if len(verbs) != 1:
                raise reader.fail("no infinitive")
            found["I"] = verbs[0][0]
    else:
        readings = reader.take(t.adverbs if slot == "A" else t.places)
        found[slot] = readings[0][0] if readings else ""


def _settle(t: Tongue, found: dict[str, Any], tense: str) -> tuple[Said, Said, str, str]:
    """The one reading in which subject, verb and object agree and make sense; the object may be one or
    many."""
    settled = []
    for subject in found["S"]:
        if t.kinds[subject.noun] != "P":
            continue
        for thing in found["O"]:
            if t.kinds[thing.noun] == "P":
                continue
            for verb, when, agrees in found["V"]:
                name = found["I"] or verb
                heeded = thing if t.code == "hi" and tense == "past" else subject
                fits = set(t.kinds[thing.noun]) & set(t.verb_kinds[name])
                if heeded.agrees in agrees and fits:
                    settled.append((subject, thing, name, when))
    if len(settled) == 1:
        return settled[0]
    if len({(subject, thing.noun, thing.adjective, *rest) for subject, thing, *rest in settled}) != 1:
        raise ExtractError(f"{t.code}: {len(settled)} readings of {found}")
    subject, thing, name, when = settled[0]
    things = [each for _, each, _, _ in settled]  # German `die Ananas`, one or many: another version will say
    both = frozenset(name for each in things for name in each.determiners)
    thing = Said(both, thing.noun, thing.adjective, "".join(each.agrees for each in things))
    return subject, thing, name, when


def _reason(t: Tongue, thing: Said, explained: list[Said], how: tuple[list[tuple[Any, ...]], str]) -> str:
    """The adjective of a reason clause, which speaks of the object again."""
    predicate, tense = how
    two = t.code == "ar" and "num_2" in thing.determiners
    names = set()
    for number in thing.agrees:
        wanted = "two_def" if two else "def_pl" if number.isupper() else "def_sg"
        for said in explained:
            if said.noun != thing.noun or said.adjective or wanted not in said.determiners:
                continue
            agrees = {"m": "2", "f": "4"}[said.agrees.lower()] if two else said.agrees
            names |= {name for name, when, who in predicate if when == tense and agrees in who}
    if len(names) != 1:
        raise ExtractError(f"{t.code}: the reason for {thing.noun} cannot be read")
    return str(names.pop())


def phrases(reader: _Reader, case: str) -> list[Said]:
    """All readings of the noun phrase that stands here, in a case.

    Raises:
        ExtractError: there is none in which everything agrees.
    """
    t, code = reader.t, reader.t.code
    start = reader.at
    word = reader.take(t.determiners)
    determiner = word[0][0] if word else "_"
    first = reader.units[reader.at] if reader.at < len(reader.units) else " "
    mark = reader.at
    before = reader.take(t.adjectives)
    if not any(stands for *_, stands in before):  # Spanish `lista` is a list, not somebody clever
        before, reader.at = [], mark
    if code == "tr" and determiner == "_" and reader.skip(["bir"]):
        determiner = "bir"
    head = reader.units[reader.at] if reader.at < len(reader.units) else " "
    nouns = reader.take(t.nouns)
    mark = reader.at
    after = [] if before else reader.take(t.adjectives)
    if after and t.adverbs.match(reader.units, mark)[1] > reader.at:  # Arabic `again` begins like `bitter`
        after, reader.at = [], mark
    if after and (code not in ("fr", "es", "it", "pt", "ar") or not _suits(t, nouns, after)):
        after, reader.at = [], mark
    said = _agreeing(t, nouns, (determiner, case, sound(code, first)), (before, after), head)
    if not said and after:  # what looked like an adjective is the verb
        reader.at = mark
        said = _agreeing(t, nouns, (determiner, case, sound(code, first)), (before, []), head)
    if not said:
        reader.at = start
        raise reader.fail("no noun phrase that agrees in itself")
    return said


def _agreeing(
    t: Tongue, nouns: list[Any], how: tuple[str, str, str], adjectives: tuple[list[Any], list[Any]], head: str
) -> list[Said]:
    determiner, case, onset = how
    before, after = adjectives
    found: dict[tuple[str, str, str], set[str]] = {}
    for noun, gender, form in nouns:
        for meaning, cases, shape, onsets, counted in t.demands.get((determiner, gender, form), ()):
            if case not in cases or onset not in onsets or (counted and noun not in counted):
                continue
            wanted = shape
            if t.code == "fr" and before and shape == "0" and sound("fr", head) == "V":
                wanted = "4"
            names = {
                name for name, has, stands in (before or after) if has == wanted and stands == bool(before)
            }
            if (before or after) and not names:
                continue
            plural = meaning.endswith("_pl") or meaning.startswith("num")
            agrees = gender.upper() if plural else gender
            for name in names or {""}:
                found.setdefault((noun, name, agrees), set()).update(meaning.split(","))
    return [Said(frozenset(means), *key) for key, means in found.items()]


def _suits(t: Tongue, nouns: list[Any], adjectives: list[Any]) -> bool:
    """Whether a word after a noun may be its adjective: Spanish `corta` is `short` of a story, `cuts` after
    a cook."""
    kinds = {kind for name, *_ in nouns for kind in t.kinds[name]}
    return any(kinds & set(t.fits[name]) for name, *_ in adjectives)
