"""What fair choices say: the occasion, ballots from the top or from the bottom, counts, reflections."""

from __future__ import annotations

import numpy as np

from dataforge.generators.philosophy._lexical import Sentences, Suite
from dataforge.text.frames import Frames

_BUILDINGS = (
    "{^occasion}, the {people} of {town} had to [decide|settle|agree] what to [build|restore|mend|pay for] "
    "[first|next]: {list}.",
    "[Money|Timber|Stone|Labour] was [short|scarce] in {town}, {turn}, and [only|just] one of these could "
    "be [built|repaired|kept up|saved]: {list}.",
    "{^a_person} {role} had left {town} a [legacy|sum of money] for [a single|one] [purpose|building]: "
    "{list}.",
    "After the {event} in {town}, [the question|the dispute] was {how} [what|which] to [rebuild|restore] "
    "[first|alone]: {list}.",
    "{^a_person} {role} [advised|urged|begged] {town} to [build|restore|buy] one of [these|the following] "
    "{occasion}: {list}.",
)
_EMBLEMS = (
    "{^occasion}, the {people} of {town} wanted an [emblem|animal for their flag|animal for the seal], "
    "{manner}: {list}.",
    "[Which|What] animal [should|was to] [adorn|stand on|grace] the [flag|seal|coat of arms] of {town}, "
    "{a_role} had asked {occasion}: {list}.",
    "{^a_person} {role} was to [paint|carve] one animal on the {object} at {town}, {turn}: {list}.",
    "The [guild|club|society] of {people} in {town} [needed|lacked] a [mascot|sign|badge], and {occasion} "
    "these were [proposed|named|put up]: {list}.",
    "For the {event} {a_role} of {town} [asked|called] for one [beast|creature|animal] to "
    "[carry|show]: {list}.",
)
_OFFICES = (
    "{^occasion}, the {people} of {town} had to [elect|choose|appoint] {a_role}: {list}.",
    "[Several|Some|Certain] {people} had [asked|pressed] {town} for {a_person} {role}, and these "
    "[stood|came forward|offered themselves]: {list}.",
    "{^a_person} {role} had [resigned|died|retired] in {town}, {turn}, and [somebody|one of these] was to "
    "[follow|succeed|step in]: {list}.",
    "[To fill|For] the [chair|post|office] of {role} in {town}, [empty|vacant] since the {event}, there "
    "were: {list}.",
    "[Who|Which of them] should [speak|act|sign] for the {people} of {town} {occasion}, {a_role} "
    "asked: {list}.",
)
_INSTRUMENTS = (
    "{^occasion}, the {people} of {town} had money for [one|a single] [instrument|purchase]: {list}.",
    "[Which|What] instrument [should|was to] be [heard|played|taught] in {town} after the {event}, {a_role} "
    "[asked|wondered]: {list}.",
    "{^a_person} {role} [offered|promised|meant] to [buy|give|lend] {town} one instrument, {turn}: {list}.",
    "The [band|orchestra|school] of {town} [could afford|had room for] one more [player|instrument], "
    "{manner}: {list}.",
    "[One|A single] instrument was to [open|close|accompany] the {event} in {town}, {a_role} said {how}: "
    "{list}.",
)
SETUPS_EACH = 5
SETUPS = Sentences(*_BUILDINGS, *_EMBLEMS, *_OFFICES, *_INSTRUMENTS)
_TIES = (
    "[Of|Among] [options|things] that are level, the [earlier|sooner] [named|listed] is [ahead|in front].",
    "[Where|When|If] two are [level|equal], whichever [stands|was named] earlier in [this|that] list "
    "[goes ahead|is preferred].",
    "[Level|Equal] [results|scores] are [settled|decided] by the order of [this|that] list, {perhaps}.",
    "{^turn}, [equals|those on a level] keep the order in which they are [named|listed] here.",
    "[Draws|Ties] [go|fall], as {a_role} [wished|proposed|insisted], to the one [named|listed] earlier.",
)
_DOWN = (
    "[The|Those|All] {n} {group}[|, {manner},|, {perhaps},] [put|set|place|rank] {ranking}.",
    "{^turn}, the {n} {group} [want|rank|would have|prefer] {ranking}.",
    "[Ask|Listen to|Take|Hear] the {n} {group} and [the order is|you hear|they say]: {ranking}.",
    "[For|With|Among] the {n} {group} the [order|list|ranking] {how} [runs|reads|goes]: {ranking}.",
    "{^moreover}, [there are|come|we have] {n} {group}, [who|and they] {how} [put|set|rank] {ranking}.",
    "{^a_person} {role} [speaks|answers|signs] for the {n} {group}: {ranking}.",
    "[Then|Next|Now] the {n} {group}: [much as|not as|just as] {a_role} would, they [put|rank|choose] "
    "{ranking}.",
    "[No|Hardly any|Scarcely any] {role} [is|will be] surprised that the {n} {group} {how} "
    "[put|rank|set] {ranking}.",
    "It [suits|pleases|flatters] the {n} {group}, {perhaps}, to [put|rank|set] {ranking}.",
    "{^manner}, {n} {group} [put|mark|set down] {ranking}.",
    "{^a_idea} [mood|tradition|habit] makes the {n} {group} [put|rank|set] {ranking}.",
)
_UP = (
    "[Working|Reading|Counting] upwards, the {n} {group} {how} [put|set|name] {ranking}.",
    "From the bottom up, {turn}, the {n} {group} [put|have|list] {ranking}.",
    "The {n} {group} [list|sort|arrange] them {how} from below: {ranking}.",
    "{^perhaps} the {n} {group} [begin|start] from the foot of the list: {ranking}.",
    "In rising order, [says|notes|reports] {a_role}, the {n} {group} [name|write|put] {ranking}.",
)
NUM_DOWN, NUM_BALLOTS = len(_DOWN), len(_DOWN) + len(_UP)
BALLOTS = Sentences(*_DOWN, *_UP)
# by direction: the first, the last and those between
_PLACES: tuple[tuple[str, ...], ...] = (
    ("{x} [first|on top|at the head|above all else|foremost]", "[first|above all|at the top] {x}",
     "{x} [highest|in front]"),
    ("[last|lastly|finally|last of all|at the very end] {x}", "{x} [last|at the bottom|at the foot]",
     "{x} [behind all others|lowest of all|below the rest]"),
    ("[then|next|after that|below that|thereafter|under it] {x}",
     "{x} [next|after that|beneath that|a step lower|a rung below]",
     "[behind it|further down|only then|in its wake|some way off] {x}"),
    ("{x} [at the bottom|at the foot|lowest|underneath all]", "[lowest of all|at the very bottom] {x}"),
    ("[on top|at the head|highest of all|above them all] {x}", "{x} [on top|at the summit|over all]",
     "[crowning all|at the very top] {x}"),
    ("[then|next|above it|over that|higher up|one better] {x}",
     "{x} [above that|a step higher|over it|a rung above|upon that]"),
)  # fmt: skip
FIRST_PLACE = np.cumsum([0, *(len(each) for each in _PLACES)])
PLACES = Frames(*(place for each in _PLACES for place in each))
_TOTALS = (
    "[That|This] makes {total} [voters|voices|ballots], {turn}.",
    "{^inshort}, {total} [people|voters] [vote|have voted|take part].",
    "[Together|All told|In all], {total} [voters|people] have {how} [spoken|voted|been heard].",
    "{^a_role} [counts|reckons with|checks] {total} [ballots|voters] in all.",
    "So there are, {perhaps}, {total} [voters|ballots|voices].",
)
_QUESTIONS = (
    "[Which of them|What] do most rules [favour|choose|support], {turn}: {rules}?",
    "[So|Now|And so|In the end|At last|Finally], [which|what] is [backed|chosen|favoured] by most "
    "[rules|tests|methods]: {rules}?",
    "[Apply|Try|Let {a_role} try] {rules}: [which|what] has most of these rules [behind|for] it, draws "
    "going to the earlier rule?",
    "[Weigh|Consult|Take] {rules}: which of [them all|the options], {perhaps}, do most of these "
    "[choose|name]?",
    "[Suppose|Imagine] {a_person} {role} [applies|trusts] {rules}: [what|which] will most of "
    "these [favour|name]?",
)
FRAME = Suite(ties=_TIES, total=_TOTALS, question=_QUESTIONS)
_RULES = (
    ("plurality", "first places [alone|only|and nothing else]", "the count of first choices"),
    ("[the|a] Borda count", "Borda's [points|marks]", "[points|marks] in the manner of Borda"),
    ("votes in pairs", "duels [of two|between pairs]", "[contests|comparisons] head to head"),
    ("the [fewest|smallest number of] last places", "the veto of last places",
     "last places [alone|only|and no others]"),
    ("the [|instant ]run-off", "elimination [by rounds|round by round]", "the [|instant ]run-off in rounds"),
)  # fmt: skip
FIRST_RULE = np.cumsum([0, *(len(each) for each in _RULES)])
RULE_NAMES = Frames(*(name for each in _RULES for name in each))
CELLS = Frames(
    "{x} [has|gets|counts|takes|wins|receives] {n}",
    "{n} [for|go to|fall to] {x}",
    "{x} {n}",
    "{x} [reaches|comes to|stands at|stops at] {n}",
)
# counts by rule; {x} wins, but in a round that is not the last, where {x} drops out
_SHEETS = (
    (
        "[By|Under|As for] plurality, [applied|taken] {how}, {cells}, [and|so] {x} [wins|leads|is ahead].",
        "[Count|Add up|Tally] first choices, {turn}: {cells}; [the winner is|so much for] {x}.",
        "{^a_role} [looks|looked] at first places [alone|only]: {cells}, [which favours|to the joy of] {x}.",
        "[Plurality|The rule of plurality] is {idea} [and|but] [quick|plain]: {cells}; [first|ahead] is {x}.",
        "{^perhaps} first places [matter|count] most: {cells}, [hence|so] {x}.",
    ),
    (
        "[By|On|Going by] Borda's [points|marks], [added|summed] {how}, {cells}, [and|so] {x} [wins|leads].",
        "[Give|Grant|Allow] each place its Borda [points|marks], {turn}: {cells}; [the winner is|ahead is] "
        "{x}.",
        "{^a_role} [adds|sums] the Borda [points|marks] {how}: {cells}, [which favours|for the good of] {x}.",
        "[The|A] Borda count, {idea} [and|but] {idea2}, [yields|gives]: {cells}; [first|ahead] is {x}.",
        "{^perhaps} all places [matter|count], as Borda [held|thought]: {cells}, [hence|so] {x}.",
    ),
    (
        "[By|Under|As for] the veto, [applied|taken] {how}, last places are these: {cells}, [and|so] {x} "
        "[wins|is safest].",
        "[Count|Add up|Tally] last places, {turn}: {cells}; [least hated is|the winner is] {x}.",
        "{^a_role} [looks|looked] at last places [alone|only]: {cells}, [which spares|to the good of] {x}.",
        "[Few|The fewest] last places are {a_idea} [aim|test]: {cells}; [best|safest] is {x}.",
        "{^perhaps} last places [wound|hurt] most: {cells}, [hence|so] {x}.",
    ),
    (
        "[In|For] this round of the run-off, {cells}, [and out goes|so we lose|and we drop] {x}.",
        "[By elimination|Elimination goes on], {turn}: {cells}; [out goes|weakest is|exit] {x}.",
        "{^a_role} [counts|sorts] the [run-off's|elimination's] papers {how}: {cells}, [which costs us|and "
        "out goes] {x}.",
        "{^perhaps} a run-off [sifts|weeds] {how}: {cells}, [so we lose|without mercy for] {x}.",
    ),
    (
        "[In|For] the final round of the run-off, {cells}, [and so|and thus|and] [ahead is|the "
        "winner is] {x}.",
        "[Two|A pair] are left in the run-off, {turn}: {cells}; [ahead is|the winner is] {x}.",
        "{^a_role} [counts|opens] the final [run-off|elimination] {how}: {cells}, [which favours|and so] "
        "{x}.",
        "{^whence} the run-off [ends|closes]: {cells}, [hence|so] {x}.",
    ),
)
FIRST_SHEET = np.cumsum([0, *(len(each) for each in _SHEETS)])
SHEETS = Sentences(*(sheet for each in _SHEETS for sheet in each))
# {w} has {a}, {l} has {b}; each option's number stands where its name does
DUELS = Frames(
    "{w} [beats|defeats|outdoes|tops] {l} [by |with |]{a} to {b}",
    "{w} [has the better of|gets past|is ahead of] {l}[,| with| by] {a} to {b}",
    "{l} [loses|yields|bows] to {w}[,| by| with] {b} to {a}",
    "{l} [is beaten by|goes down before|falls behind] {w}[,| by| with] {b} to {a}",
    "{a} [rank|set|put|place] {w} [above|before|over] {l}, {b} [below it|do not|the other way round]",
    "{b} [side with|choose|are for|prefer] {l}, {a} [are for|want|side with|choose] {w}",
)
_ROUNDS_ROBIN = (
    "[Duels|Contests in pairs] are {idea} [but|and] [slow|fair]: {duels}.",
    "[Take|Set|Match] them in pairs, {turn}: {duels}.",
    "{^a_role} sets them {how} head to head: {duels}.",
    "{^perhaps} [duels|votes in pairs] [decide|settle] more: {duels}.",
    "[Head to head|In pairs], {how} [compared|judged], {duels}.",
)
_CHAMPIONS = (
    "[So|Thus|Hence] one [beats|outdoes] all [the rest|the others], {turn}: {champion}.",
    "{^whence} [the champion|the victor|the winner] of all these is {champion}.",
    "[Condorcet|The Marquis de Condorcet] would {how} [hail|choose|crown] {champion}.",
    "[There is|We have], {perhaps}, a [champion|Condorcet winner]: {champion}.",
    "[Nothing|No rival] [withstands|defeats] {champion}.",
)
_CYCLES = (
    "[So|Thus|Hence] there is no champion, {turn}: {chain}.",
    "{^whence} we [run|go] in {a_idea} [circle|cycle]: {chain}.",
    "[Condorcet|The Marquis de Condorcet] {how} [foresaw|described] [it|this]: {chain}.",
    "[Nobody|Nothing] beats all [the rest|the others], {perhaps}: {chain}.",
    "{^a_idea} [circle|wheel] [turns|opens|closes]: {chain}.",
)
LINKS = Frames("{x} [loses|yields|falls|gives way|bows] to {y}", "{y} [beats|defeats|tops|outdoes] {x}")
_SOME_LAST = (
    "{m} of the {total} [voters|people] [put|rank|set] {favourite} last[|, {turn}].",
    "[For|To] {m} of the {total} [voters|people], {how} [asked|counted], nothing is worse than {favourite}.",
    "{^perhaps} {m} of the {total} [voters|people] like {favourite} least.",
    "{^turn}, {m} of all {total} [voters|people] {how} [dread|reject] {favourite} most.",
)
_NONE_LAST = (
    "[None|Not one] of the {total} [voters|people] [puts|ranks|sets] {favourite} last[|, {turn}].",
    "{^perhaps} [none|not one] of the {total} [voters|people] likes {favourite} least.",
    "[None|Not one] of all {total} people, {how} [asked|counted], [dreads|rejects] {favourite} most.",
)
_AGREE = "agree|concur|coincide"
_DISAGREE = "disagree|differ|diverge"
_AGREEING = (
    f"The rules [{_AGREE}], {{turn}}: [whoever|whichever of us] counts, {{x}} [wins|prevails] by "
    "{backing} rules [of|out of] {count}.",
    f"{{^inshort}}, the rules [{_AGREE}]: {{backing}} of {{count}} [name|choose] {{x}}, and {{a_idea}} "
    "[doubt|quarrel] about rules [can rest|falls silent].",
    f"[Here|This time] the rules [{_AGREE}], {{a_idea}} [accident|mercy|comfort]: "
    "{backing} of {count} for {x}.",
)
_APART = (
    f"The rules [{_DISAGREE}], {{turn}}: each [hears|weighs] another part of the ballots, and with "
    "{backing} of {count} [behind|for] it {x} [comes out|leads].",
    f"{{^inshort}}, the rules [{_DISAGREE}]: {{backing}} of {{count}} [for|behind] {{x}}, which "
    "{a_role} [may|will] {how} [dispute|regret].",
    f"[Here|This time] the rules [{_DISAGREE}], {{a_idea}} [scandal|lesson|truth] about counting: "
    "{backing} of {count} for {x}.",
)
OUTCOMES = Suite(
    duels=_ROUNDS_ROBIN, champion=_CHAMPIONS, cycle=_CYCLES, some=_SOME_LAST, none=_NONE_LAST,
    agree=_AGREEING, apart=_APART,
)  # fmt: skip
CLOSES = Sentences(
    "[So|Hence|Then] the [fair|fairer|choice] [verdict|result], {how} [reached|stated], is {x}.",
    "{^inshort}, [let it be|the choice is|it is] {x}.",
    "{^turn}, [they|the people] should [take|have|choose] {x}.",
    "{^whence} the [answer|choice|verdict] [is|must be|will be] {x}.",
    "[Answer|Verdict|Choice]: {x}.",
    "{^a_role} [may|will] [object|grumble|nod], but the [answer|choice] is {x}.",
)
REFLECTIONS = Sentences(
    "[To count|Counting] heads is {idea}, {turn}, while to [weigh|measure] reasons is {idea2}.",
    "[A|Every] ballot, [said|thought] {a_role}, is {a_idea} [promise|letter] to {people}.",
    "[Is|Was] it {idea} that {a_person} {role} should count as [much|little] as {a_role2}?",
    "[What|All that] {people} want [together|in common] is, {perhaps}, {a_idea} [fiction|fact].",
    "{^a_person} {role} would [trust|leave it to] {a_role2} [rather than|and not] a show of hands.",
    "[Fairness|Justice], {turn}, is no {object} that one [buys|finds] at {a_place}.",
    "{^moreover}, whoever [chooses|sets] the rule {often} [chooses|settles] the result, "
    "[says|warns] {a_role}.",
    "[Silence|Indifference] is {often} [mistaken|taken] for {a_idea} consent.",
    "{^manner}, {a_role} [compared|likened] the count to {a_event} [judged|run] by {people}.",
    "[One|We] may [like|dislike] what {people} [want|believe] and still [count|respect] it {how}.",
    "[Intensity|Passion] is {idea}, [but|yet] no ballot [has room for|records] it, {turn}.",
    "{^perhaps} [strangers|equals] can [share|endure] {a_idea} outcome if the [path|way] to it was {idea2}.",
    "[Majorities|Crowds] are {often} [wiser|louder|kinder] than {a_role}, {perhaps}.",
    "{^a_document} on [voting|fairness] by {a_role} calls this {idea}, [another|a reply] by "
    "{a_role2} {idea2}.",
    "{^turn}, [to lose|losing] under {a_idea} rule is [not|hardly] the same as to be wronged.",
    "{^a_role} [nods|frowns|smiles] {how}; [voting|counting], {turn}, is {a_idea} art.",
    "[Nobody|No one|No {role}] can [please|serve|flatter] {people} and {people2} [at once|together].",
    "[Behind|Under] every number stands {a_person} {role} with {a_texture} {object}.",
    "[Strategy|Cunning] [tempts|spoils] even {a_person} {role}, {turn}.",
    "[Consensus|Harmony] among {people} is {often} {a_idea} [dream|excuse], {perhaps}.",
    "[Ask|Tell] {a_role} why {people} should [obey|accept] {a_idea} tally.",
    "{^whence}, [dignity|respect] [needs|asks for] more than {a_idea} sum, {a_role} [adds|thinks].",
    "[Order|Sequence] of [speaking|arrival] is {a_idea} ground for [anything|preference], {turn}.",
    "{^inshort}, a rule is {a_idea} [tool|servant] and {people} are its [masters|makers].",
)  # fmt: skip
