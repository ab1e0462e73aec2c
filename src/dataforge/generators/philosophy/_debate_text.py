"""What debate maps say: claims, attacks told either way, the rounds of acceptance, reflections."""

from __future__ import annotations

import numpy as np

from dataforge.generators.philosophy._lexical import Sentences
from dataforge.text.frames import Frames

CLAIMS = Sentences(
    "{name}, {a_person} {role}, [held|argued|maintained|taught] that {claim}.",
    "{^how}, {name} [put forward|suggested|proposed|ventured] that {claim}.",
    "[To|For] {name}, {a_role}, it was [plain|certain|clear|settled], {turn}, that {claim}.",
    "{name} {gesture} and [declared|announced|stated] that {claim}.",
    "{^turn}, [said|wrote|thought] {name}, {claim}.",
    "[Then|Next|Now] {name} [rose|spoke up|interrupted] {manner}: {claim}.",
    "{^a_person} {role}, {name}, [believed|insisted|was sure] that {claim}.",
    "{^moreover}, {claim}, [added|thought|said] {name} {how}.",
    "{^perhaps} {name} was [joking|in earnest|repeating {a_role}] in saying that {claim}.",
    "{name} [read|quoted|recited] {how} from {a_document}: {claim}.",
    "[Asked by|In reply to|Prompted by] {a_role}, {name} [conceded|answered|asserted] that {claim}.",
    "[What mattered|What counted] for {name}, {manner}, was {a_idea} [thought|principle]: {claim}.",
)
# {n} said something about {x}
REFS = Frames(
    "{n}'s [remark|point|claim|thesis|view|argument|word]",
    "what {n} [said|held|claimed|urged|believed|put forward]",
    "the [remark|point|claim|thesis|view|argument] of {n}",
    "{n}'s [remark|point|word|speech|view|line] on {x}",
    "{n}",
    weights=[3, 3, 2, 2, 3],
)
_VERBS = (
    "[attacked|undercut|rebutted|undermined|contradicted|challenged|disputed|countered|questioned|assailed]"
)
_ATTACKS = (
    f"{{^a}} {_VERBS} {{list}}[, {{turn}}|, {{manner}}|].",
    f"{{^how}}, {{a}} {_VERBS} {{list}}.",
    f"{{^a_role}} [noticed|noted|objected] {{how}} that {{a}} {_VERBS} {{list}}.",
    f"{{^perhaps}} {{a}} {_VERBS} {{list}}[, {{manner}}|].",
    "{^moreover}, {a} [spoke|told|counted|weighed] [strongly|heavily|somewhat|clearly] against {list}.",
    "If {a} was [right|to be believed|to be trusted], then {list} could not be, [said|thought|warned] "
    "{a_role}.",
    "[No|Hardly any|Scarcely any] {role} [doubted|denied] that {a} [cut the ground from under|made "
    "trouble for] {list}.",
    f"{{^turn}}, {{a}} {_VERBS} {{list}}.",
    f"{{^a_idea}} [rejoinder|reply|answer], {{a}} {_VERBS} {{list}}.",
    "[Then|Next|Also] {a} [turned|went] against {list}[, {turn}|].",
)
_ATTACKED = (
    "{^list} had to [face|reckon with|answer] {a}[, {turn}|].",
    "Against {list} [spoke|stood|weighed|told], {turn}, {a}.",
    "{^turn}, {list} [suffered from|had to face] {a}.",
    "[Objections|Replies|{^a_idea} answer] to {list} [lay|came] in {a}[, {turn}|].",
    "{^a_role} [saw|thought|feared] that {list} [suffered from|had to reckon with] {a}.",
)
ATTACKS = Sentences(*_ATTACKS, *_ATTACKED)
CONVENTIONS = Sentences(
    "[A claim|Whatever is said] is accepted [when|once|if] all that attacks it is rejected, rejected if "
    "something accepted attacks it, else undecided.",
    "[Let|We let] a claim be rejected if an accepted one attacks it, accepted when each attacker is "
    "rejected, undecided [otherwise|failing both].",
    "[The rule|The custom|{^a_idea} rule] was [this|as follows]: rejected is what an accepted claim attacks, "
    "accepted what only rejected ones attack, undecided the rest.",
    "[{^a_role}|A chairman|The clerk] kept the [record|minutes]: accepted, if every attacker is rejected; "
    "rejected, if some attacker is accepted; undecided, if neither.",
)
QUESTIONS = Sentences(
    "[Must|Should] {ref} [now |then |in the end |]be accepted, rejected or left undecided?",
    "[So|Now|And so|In the end|At last|Finally|On this showing], is {ref} accepted, rejected or undecided?",
    "Is {ref}, {turn}, accepted, rejected or undecided?",
    "[Would|Will] {a_person} {role} find {ref} accepted, rejected or undecided?",
    "[Accepted|Accepted, then], rejected or undecided: [where|how] does {ref} [end|stand]?",
)
# accepted at once; accepted later; rejected; left undecided
_ROUNDS = (
    (
        "[Nobody|No one|Nothing] [had spoken|spoke|argued] against {list}, [so|and so|hence] that much "
        "stood[, {turn}|].",
        "{^how} [put|said], {list} met no [objection|reply|attack] and stood[, {perhaps}|].",
        "{^a_role} [began|started] with {list}, which no one [had attacked|attacked], and that much stood.",
        "[Begin|Start] with what [went|was] unattacked: {list} [stood|stood firm], {turn}.",
        "Unattacked, {perhaps}, and [therefore|so|thus] safe, {list} [stood|stood firm].",
    ),
    (
        "[Now|Next|Then] all that had [attacked|troubled|threatened] {list} was [gone|out of the way], "
        "[so|and so] that much [stood|stood firm].",
        "{^whence} {list} [stood|survived|stood firm][, {turn}|].",
        "{^perhaps} [freed|rid|relieved] of every attacker, {list} [stood|survived|stood firm].",
        "{^a_role} saw {how} that no attacker of {list} was left: that much [stood|survived].",
        "[Their|The] attackers [gone|silenced], {turn}, {list} [stood|survived|stood firm].",
    ),
    (
        "{^whence} {list} [fell|collapsed|went down][, {turn}|].",
        "[With this|Thereby|By this], {perhaps}, {list} [fell|collapsed|went down].",
        "[Hit|Struck] {how} by an accepted claim, {list} [fell|collapsed|went down].",
        "That [cost|lost] {a_role} {list}, which [fell|collapsed|went down][, {perhaps}|].",
        "{^perhaps} {list} [fell|collapsed|went down], [to the joy|to the grief] of {a_role}.",
        "[In consequence|As a consequence], {turn}, {list} [fell|collapsed|went down].",
    ),
    (
        "[Nothing|No claim] more could be [settled|moved], and {list} [stayed|remained] [in "
        "suspense|undecided].",
        "{^whence} {list} [stayed|remained] [in suspense|undecided][, {turn}|].",
        "{^turn}, {list} [stayed|remained] [in suspense|undecided], [each|one] against another.",
        "[Only|Now only|In the end only] {list} hung in suspense, {a_role} [noted|wrote] {how}.",
        "{^perhaps} {list} [went on|kept on] [attacking|opposing] each other and "
        "[stayed|remained] undecided.",
    ),
)
FIRST_ROUND = np.cumsum([0, *(len(each) for each in _ROUNDS)])
ROUNDS = Sentences(*(form for each in _ROUNDS for form in each))
CLOSES = Sentences(
    "[So|Hence|Thus] {ref} is {verdict}.",
    "{^inshort}, {ref} [is|must be called|has to be called] {verdict}.",
    "[Verdict|Answer]: {ref} is {verdict}.",
    "{^a_role} [may|will] {how} [protest|nod|agree], but {ref} is {verdict}.",
    "{^turn}, {ref} is [to be called |to count as |]{verdict}.",
    "{^whence} {ref} is {verdict}.",
)
REFLECTIONS = Sentences(
    "[A|Every] debate, [said|thought] {a_role}, is {a_idea} [dance|siege|market] of {people}.",
    "[Silence|A pause] followed, {perhaps} {idea}, [certainly|surely] {idea2}.",
    "{^a_role} [wrote|noted] all this in {a_document} and {gesture}.",
    "[Reasons|Arguments] are {idea}, {turn}, only [in|among] company.",
    "{^a_person} {role} {gesture} and {gesture2}.",
    "[Nobody|No one|No {role}] [wanted|wished] to [seem|look] {idea} before {people}.",
    "{^manner}, {a_role} [called|found] the [exchange|quarrel] {idea} and {a_role2} {person}.",
    "[Rhetoric|Wit], [thought|said] {a_role} {how}, is {a_idea} [weapon|ornament].",
    "{^people} and {people2} [listened|coughed|whispered] {how} [beside|behind] {a_texture} {object}.",
    "[To object|Objecting] is {often} easier than to [build|defend], [said|sighed] {a_role}.",
    "{^turn}, [even|only] {a_person} {role} could [follow|enjoy] this.",
    "{^a_role} drew it as {a_idea} map, with {a_colour} line for every [quarrel|objection].",
    "[In|At] {a_place} this would have [passed for|been called] {idea}.",
    "{^perhaps} {people} are {idea} [judges|witnesses] in {a_idea2} case like this.",
    "{^people} [mentioned|recalled|discussed] the {event}, {a_role} {how}, {a_role2} {how2}.",
    "{^a_animal} [slept|stirred] [on|under] the {furniture}; {scenery}.",
    "[Some|A few] {people} [took sides|nodded|left] {how}, [others|the rest] {how2}.",
    "{^inshort}, [it was|they had] {a_idea} [evening|hour|quarrel], [thought|said] {a_role}.",
    "{^a_document} on [dialectic|controversy] by {a_role} calls such moves {idea}.",
    "{^topic} [was forgotten|had gone missing] by now, [said|complained] {a_role} {manner}.",
    "[Each|Every] {role} [knows|learns] {often} that {a_idea} attack [invites|needs] another.",
    "[Justice|Fairness] to {people}, {perhaps}, [asks|calls] for {a_idea} [reading|rule|reply].",
)
