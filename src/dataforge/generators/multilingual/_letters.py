"""How letters, notes and cards in four languages tell a shared world: their words, and what stands between.

A hole is named after its language: `{de_where}`, `{fr_who}`. None of the words names a person, a number, or
anything that a fact is told with.
"""

from __future__ import annotations

import re
from typing import ClassVar, TypeVar

from dataforge.generators.worlds.told import Sayings
from dataforge.generators.worlds.voices import Voice
from dataforge.text.columns import Strings
from dataforge.text.draws import Draws
from dataforge.text.rows import I64, Rows
from dataforge.text.wording import Wording, Words, lexicons_of

World = TypeVar("World")
_LANGUAGES = ("de", "fr", "es", "it")
_KINDS = ("beasts", "city", "did", "how", "names", "sky", "stirred", "where", "who")


class Written(Wording):
    """Sentences in the four languages."""

    words: ClassVar[dict[str, Words]] = {
        f"{language}_{kind}": Words(f"multilingual_letters_{kind}", f"{{{form}}}")
        for form, language in enumerate(_LANGUAGES)
        for kind in _KINDS
    } | {
        f"{language}_front": Words("multilingual_letters_where", f"{{{form}}}", unless="^[^a-z]")
        for form, language in enumerate(_LANGUAGES)
    }


LETTER_LEXICONS = lexicons_of(Written.words)


def _voice(language: str, comma: str, said: str, titles: tuple[str, str, str, str]) -> Voice:
    """The parts of a language's templates: `<head>`, where and when it is written; `<lead>`, before verb or
    subject; `<tail>`, before the full stop, after what happened; `<end>`, a tail without a
    place; `<rest>`, a tail without a manner; `<so>`, after what lasts; `<one>`, somebody.

    Args:
        titles: how a city, a man, a woman and a family are introduced.
    """
    city, man, woman, family = titles
    somebody = f"{man} {{x_names9}}|{woman} {{x_names9}}|{{x_who9}}"
    meanwhile = (
        f"|; {{x_beasts9}} {{x_stirred9}}|; {man} {{x_names9}} {{x_did9}}|; {woman} {{x_names9}} {{x_did9}} "
        "{x_how9}|; {x_who9} {x_did9}|; {x_who9} {x_did9} {x_how9}|; {x_sky9}"
    )
    parts = {
        "head": "[{x_city}, {x_where7}|{x_city}, {x_where7}, {x_where6}|{^x_front7}, {x_city}]. ",
        "lead": "{^x_front}" + comma,
        "end": f"[|, {{x_how9}}{meanwhile}]",
        "rest": f"[|, {{x_where9}}|, {family} {{x_names9}}|, {city} {{x_city9}}{meanwhile}]",
        "tail": f"[|, {{x_where9}}|, {{x_how9}}|, {family} {{x_names9}}|, {city} {{x_city9}}|, {{x_how9}}, "
        f"{city} {{x_city9}}{meanwhile}]",
        "so": "[|"
        + "|".join(f", {verb} {who}" for verb in said.split() for who in somebody.split("|"))
        + "]",
        "one": "[" + somebody.replace("9", "3") + "]",
    }
    return Voice({name: _in(language, part) for name, part in parts.items()})


def _in(language: str, template: str) -> str:
    """A template of all languages in one of them; French sets its colons and semicolons off."""
    template = template.replace("x_", f"{language}_")
    return re.sub("[:;]", "\u202f\\g<0>", template) if language == "fr" else template


_TITLES = {
    "de": ("in", "Herr", "Frau", "bei Familie"),
    "fr": ("à", "monsieur", "madame", "chez les"),
    "es": ("en", "el señor", "la señora", "con los"),
    "it": ("a", "il signor", "la signora", "dai"),
}
DE = _voice("de", "", "sagt meint schwört", _TITLES["de"])
FR = _voice("fr", ",", "dit croit jure", _TITLES["fr"])
ES = _voice("es", "", "dice cree jura", _TITLES["es"])
IT = _voice("it", "", "dice crede giura", _TITLES["it"])
_ASIDES = (
    "{^x_sky}[, {x_where}|, {x_where}, {x_where2}|].",
    "{^x_who} {x_did} {x_how}[, {x_where}|; {x_sky}|].",
    "{^x_beasts} {x_stirred}[ {x_how}|, {x_where}; {x_sky}|].",
    "{^x_who} {x_did}, {x_beasts} {x_stirred}[, {x_where}|].",
    "{x_city}, <man> {x_names}: {x_sky}[; {x_who} {x_did}|; {x_beasts} {x_stirred}|"
    "; {x_who} {x_did} {x_how}|].",
    "{x_city}, <woman> {x_names}: {x_who} {x_did}[, {x_where}|; {x_sky}|].",
    "<Man> {x_names} {x_did}[ {x_how}|, {x_where}|; {x_sky}|].",
    "<Woman> {x_names} {x_did}[ {x_how}|, {x_where}|; {x_beasts} {x_stirred}|].",
    "{^x_front}, {x_city}: {x_who} {x_did}, {x_how}[, {x_beasts} {x_stirred}|].",
)
_EACH = len(_ASIDES)


def _aside(language: str, template: str) -> str:
    """An aside in one language, its gentlemen and ladies introduced."""
    for mark, title in zip(("man", "woman"), _TITLES[language][1:3], strict=True):
        raised = title[0].upper() + title[1:]
        template = template.replace(f"<{mark}>", title).replace(f"<{mark.capitalize()}>", raised)
    return _in(language, template)


_COLOUR = Written(*(_aside(language, each) for language in _LANGUAGES for each in _ASIDES))


class Letter(Sayings[World]):
    """A telling in four languages, German, French, Spanish and Italian in this order."""

    wording = Written

    def aside(self, draws: Draws, rows: Rows, which: I64) -> Strings:
        form = _EACH * which[rows.doc] + draws.draw("colour.form", _EACH, rows, span="prompt")
        return _COLOUR.say(draws, "colour", rows, which=form, span="prompt")
