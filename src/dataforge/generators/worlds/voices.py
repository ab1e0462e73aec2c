"""Voices: what tellings of one manner have in common, put into a telling's templates by name.

`<lead>` stands before a sentence that begins with a name, and may be nothing; `<since>` is never nothing;
`<said>` suits what lasts (who is older, what an hour costs), `<lead>` what happened; a tale's `<errand>`
names nothing that couriers carry. `<tail>` stands before the full stop; `<so>` suits what lasts. The words of
leads have no number, those of tails the number 9, so that a template's own words may be numbered from 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dataforge.text.frames import Frames


@dataclass(frozen=True)
class Voice:
    """A manner of telling: what `<name>` stands for in its templates."""

    parts: Mapping[str, str]

    def lines(self, text: str, **parts: str) -> Frames:
        """Templates from a block of text; `parts` are its own beside those of the voice."""
        for name, part in (*parts.items(), *self.parts.items()):
            text = text.replace(f"<{name}>", part)
        return Frames.lines(text)


def _choice(*options: str) -> str:
    return "[" + "|".join(options) + "]"


_REPORTS = (
    "If the {person} is right, ",
    "As {a_person} has it, ",
    "{^surely}, ",
    "In {town} they say that ",
    "Let us grant that ",
    "We know that ",
    "The {person} swears that ",
    "The {trait} {person} grants that ",
    "To the {person}'s surprise, ",
    "Says {a_person}: ",
    "Like {a_trait} {person}, I hold that ",
    "Few {people} doubt that ",
)
_SCENES = (
    "{^where}, ",
    "{^when}, ",
    "While {a_person} {gesture}, ",
    "Asked by {a_person}, ",
    "In {town}, ",
    "Over {foods}, ",
)
_SO = (
    "",
    ", {surely9}",
    ", so the {person9} says",
    ", as they say in {town9}",
    ", on the word of {a_person9}",
    ", whatever {people9} think",
    ", and the {person9} agrees",
    ", to {a_trait9} {person9}'s delight",
    ", as {a_trait9} {person9} will agree",
    ", {people9} and {people8} agreeing",
)
REFLECTIVE = Voice(
    {
        "lead": _choice("", *_REPORTS, *_SCENES),
        "since": _choice(*_REPORTS[:7]),
        "said": _choice("", *_REPORTS),
        "tail": _choice(*_SO, ", {manner9}", ", as {a_person9} {gesture9}", ", with {a_person9} for witness"),
        "so": _choice(*_SO),
        "thing": "[{the_thing}|the {epithet} {item}]",
        "a_thing": "[{^the_thing}|The {epithet} {item}]",
    }
)
"""How philosophers tell: by report, conceded, doubted."""

_RUMOURS = (
    "{^surely}, ",
    "In {town} they swore that ",
    "Every {person} knew that ",
    "The {person} of {town} wrote that ",
    "{^a_trait} {person} told us that ",
    "To the {person}'s delight, ",
    "Among {people} it was known that ",
    "The {person} {manner} claimed that ",
)
_HAPPENINGS = (
    "{^where}, ",
    "{^when}, ",
    "One {weather} day, ",
    "One {weather} evening, ",
    "While {a_person} {gesture}, ",
    "With {an_object} and {a_tool}, ",
    "Watched by {a_trait} {person}, ",
    "The {person} {gesture}, and ",
)
_THEN = (
    "",
    ", {surely9}",
    ", said the {person9}",
    ", and the {person9} {gesture9}",
    ", to {a_trait9} {person9}'s delight",
    ", swore {a_person9}",
    ", as {people9} will",
    ", and {people9} talked of it",
    ", and no {person9} doubted it",
)
NARRATED = Voice(
    {
        "lead": _choice("", *_RUMOURS[:2], "{^scenery}, and ", *_HAPPENINGS),
        "errand": _choice("", *_RUMOURS[:2], *_HAPPENINGS),
        "since": _choice(*_HAPPENINGS),
        "said": _choice("", *_RUMOURS),
        "tail": _choice(*_THEN, ", {manner9}", " {where9}", ", as {a_person9} {gesture9}"),
        "so": _choice(*_THEN),
        "thing": "[{the_thing}|the {epithet} {item}]",
        "a_thing": "[{^the_thing}|The {epithet} {item}]",
    }
)
"""How tales are told: by happening and hearsay, in the past."""
