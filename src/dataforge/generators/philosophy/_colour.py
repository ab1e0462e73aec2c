"""The scene around an argument: who was there, what the evening was like. It claims nothing that is asked."""

from __future__ import annotations

import numpy as np

from dataforge.generators.base import Knob
from dataforge.generators.philosophy._lexical import Sentences
from dataforge.text.columns import Strings, join, where
from dataforge.text.draws import Draws
from dataforge.text.rows import I64, Rows

COLOUR = Knob("colour", 6, 6, slack=100, meaning="sentences about the scene, which decide nothing")

_FIRST = (
    "{^occasion}, [when|just when|while|just as] {scenery}, [the talk|the conversation|the discussion|the "
    "company] "
    "[turned|came round|drifted|moved on] to {topic}.",
    "{^a_person} {role} [raised|brought up|revived|reopened] the [question|matter|subject] of {topic} "
    "{occasion}.",
    "{^a_person} {role} and {a_role2} [met|sat together|fell into talk] {occasion} [to discuss|and spoke "
    "of|and "
    "argued about] {topic}.",
    "{^scenery}, and {a_role} from {town} [was speaking|held forth|was lecturing|had begun to talk] "
    "[about|on] "
    "{topic}.",
    "[Near|In|Not far from] {town}, {occasion}, [this|all this|what follows] was [said|written|"
    "thought|dictated] by {a_person} {role}.",
    "[An old|A lost|A forgotten|A much thumbed|A slim] {document} on {topic}, [found|read "
    "aloud|quoted|passed round] "
    "{occasion}, [set|got|started] {a_role} thinking.",
    "[In|At|Near] {town}, {occasion}, [they|people|the members|the regulars] were "
    "[talking|quarrelling|joking|"
    "reading] about {topic}.",
    "{^turn}, [nobody|no one present|hardly anyone] [came|had come] to {town} {occasion} [for the sake "
    "of|to hear about|"
    "on account of] {topic}.",
    "{^when}, {occasion}, {a_role} [put aside|took out|unfolded|laid down] {a_document} and [turned|went "
    "back|came] to "
    "{topic}.",
    "{^topic}: [this|that|so much] was [written|announced|chalked] on {a_texture} {object} [in front "
    "of|beside|behind] "
    "the {role}.",
    "[The|That] {event} in {town} was [over|done|behind them], {scenery}, and {a_role} [wanted|was free|was "
    "glad] to talk "
    "of {topic}.",
    "{^people} and {people2} [filled|crowded|half filled] {a_place} in {town}, where {topic} [came up|was "
    "debated|was "
    "discussed] {occasion}.",
)
_MORE = (
    "{^a_person} {role} {gesture} and {gesture2}.",
    "{^scenery}, [and|while|but] the {role} {gesture}.",
    "[Somebody|A guest|One of those present|A voice at the back], {a_role}, [called|thought|found|declared] "
    "the "
    "[whole|entire] [thing|matter|topic|affair] {idea} [rather than|and not|more than] {idea2}.",
    "{^turn}, [there is|there was] [more|far more|much more] to be said [about|for|against] {a_idea} "
    "[view|approach|"
    "opinion|answer] [than|beyond what] the {people} of {town} [allow|suppose|imagine].",
    "[On the|Beside the|Near the] {furniture} lay {a_colour} {object} [and|next to] {a_texture} {object2}.",
    "{^a_role} [spoke|answered|objected|replied|interrupted] {how}, {a_role2} {how2}, [and|while] {scenery}.",
    "[Its|The] {age} [tone|wording|style|manner], [said|wrote|remarked] {a_role} {manner}, was "
    "[that|worthy] of {a_idea} "
    "{document}.",
    "[The opening was|The first reply was|The last remark was|The preface was] {idea}, [even|almost|at "
    "times|if not] {idea2}, and {a_role} "
    "{gesture}.",
    "{^perhaps}, {a_role} [had heard|had read|remembered|knew] [something|much|all] of this {when}, "
    "[from|thanks to] "
    "{a_role2} in {town}.",
    "[On|Above|Beside|Near] the {furniture} [was|there was|one saw] a "
    "[drawing|print|photograph|sketch|small carving] of {a_animal}.",
    "The {role} [had left|had lost|had found|had mislaid] {a_object} [at|in|near] {a_place} {occasion}, "
    "and {gesture}.",
    "[Not|Hardly] {a_idea} [start|beginning|preamble], {turn}, [as|or so] {a_person} {role} [said|put "
    "it|noted] {manner}.",
    "{^moreover}, [what|whatever|much of what] {people} [say|think|repeat] about {topic} is {often} "
    "[called|thought|found|declared] {idea}.",
    "[There|Here], {occasion}, {a_idea} [quarrel|misunderstanding|exchange|wager] [over|about] {a_object} "
    "had [ended|begun|"
    "taken place].",
    "[Some|Several|Many|A few] {people} [murmured|laughed|applauded|protested|nodded] {how}; {scenery}.",
    "[To speak of|To think about|To write on|To argue over] {topic}, {a_role} [joked|remarked|used to say], "
    "[one needs|it takes] {a_idea} [example|teacher|library] and {a_texture} {object}.",
    "{^a_texture} {document}, {colour} and {age}, [went|passed|wandered] [from hand to hand|round the "
    "room|along the "
    "benches] {occasion}.",
    "{^a_role} [compared|likened] {topic} to {a_animal} [in|inside] {a_place}, [which|a remark that] "
    "[amused|annoyed|"
    "silenced|puzzled] {a_role2}.",
    "[For|To] {a_role} the [talk|evening|meeting] [was like|had something of] {a_event}, for {a_role2} "
    "{a_event2}, {turn}.",
    "{^manner}, {a_role} [confessed|admitted|let slip] that {people} [bored|frightened|fascinated|tired] "
    "{a_role2}.",
)
_SENTENCES = Sentences(*_FIRST, *_MORE)


def scene(draws: Draws, count: I64, span: str = "prompt") -> Strings:
    """A paragraph of `count` sentences that set the scene, with the break after it; '' for none."""
    rows = Rows.of(count)
    begins = rows.pos == 0
    which = draws.draw("scene.first", len(_FIRST), Rows.of(rows.sum(begins)), span=span)
    more = Rows.of(rows.sum(~begins))
    forms = np.empty(len(rows), np.int64)
    forms[begins] = which
    forms[~begins] = len(_FIRST) + draws.distinct("scene.more", len(_MORE), more, span=span)
    text = rows.join(_SENTENCES.say(draws, "scene", rows, which=forms, span=span), " ")
    return where(count > 0, join(text, "\n\n"), "")
