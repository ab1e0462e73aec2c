"""The words of mathematics."""

from __future__ import annotations

from dataforge.text.wording import Wording, Words, lexicons_of

_WORDS = {
    "topic": Words("mathematics_topics", "{0}", 60),
    "where": Words("mathematics_places", "{0}", 60),
    "thing": Words("mathematics_things", "{0}", 12),
    "a_thing": Words("mathematics_things", "{2} {0}", 12),
    "things": Words("mathematics_things", "{1}", 12),
    "style": Words("mathematics_styles", "{0}", 20),
    "a_style": Words("mathematics_styles", "{1} {0}", 20),
    "idea": Words("en_adj_idea", "{0}", 20),
    "how": Words("en_adv_manner", "{0}", 20),
    "when": Words("en_adv_time", "{0}", 40),
    "perhaps": Words("en_adv_sentence", "{0}", 15),
    "scenery": Words("en_scenery", "{0}", 60),
    "gesture": Words("en_gestures", "{0}", 40),
    "role": Words("en_people", "{0}", 40),
    "a_role": Words("en_people", "{2} {0}", 40),
    "people": Words("en_people", "{1}", 40),
    "a_document": Words("en_documents", "{2} {0}", 20),
    "so": Words("en_conn_result", "{0}", 12),
    "next": Words("en_conn_sequence", "{0}", 25),
    "town": Words("en_towns", "{0}", 60),
    "name": Words("en_given_names", "{0}", 60),
    "surname": Words("en_surnames", "{0}", 80),
}
LEXICONS = lexicons_of(_WORDS)


class Sentences(Wording):
    """Sentences in the words of mathematics."""

    words = _WORDS
