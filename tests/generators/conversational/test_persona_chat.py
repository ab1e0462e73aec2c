"""Chats about oneself: the last word holds, and an answer from an older one is rejected."""

from __future__ import annotations

import pytest

from dataforge.generators.base import ExtractError
from dataforge.generators.conversational.persona_chat import PersonaChat

CHAT = """\
The rain had stopped. Rosa meets Tom.

Rosa: I live in Aldermouth, I think.
Tom: For a living I am a baker. \u2014 My aunt missed the bus.
Rosa: These days I live in Arrowmere.

Later, somebody asks.
Q: Where does Rosa live?
A: Arrowmere."""


def test_the_last_word_holds() -> None:
    """Rosa moved on the way."""
    facts = PersonaChat().extract(CHAT)
    assert (facts["answer"], facts["corrections"]) == ("Arrowmere", 1)


def test_mark_my_words_is_not_about_mark() -> None:
    """A filler may hold a name; the question is still about Dilani."""
    chat = """\
In Quinterham, the rain had stopped. Dilani meets Mark.

Dilani: For fun I study dyeing, if anything.
Mark: Now, I study hairdressing.

Then they test each other.
Q: Mark my words, what does Dilani study?
A: You know, dyeing."""
    assert PersonaChat().extract(chat)["questions"] == [["Dilani", "field_of", "dyeing"]]
    with pytest.raises(ExtractError):
        PersonaChat().extract(chat.replace("You know, dyeing", "You know, hairdressing"))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("A: Arrowmere", "A: Aldermouth"), ("These days", "At present"), ("Where does Rosa", "Where does Tom")],
)
def test_a_chat_that_forgets_is_rejected(right: str, wrong: str) -> None:
    """An older fact, a correction that is not marked, and a question about what nobody told are noticed."""
    assert right in CHAT
    with pytest.raises(ExtractError):
        PersonaChat().extract(CHAT.replace(right, wrong))
