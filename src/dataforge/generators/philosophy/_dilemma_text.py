"""What dilemmas say: the case, the courses, the theories, the judgements."""

from __future__ import annotations

from dataforge.generators.philosophy._lexical import Sentences, Suite
from dataforge.text.frames import Frames

SUITE = Suite(
    setup=(
        "{^occasion}, [when|just when|while] {scenery}, it [fell|was left] to {hero}, {a_person} {role}, to "
        "[settle|decide|say] what [should|must] be done for the {people} of {town}.",
        "{^occasion} {hero}, {a_person} {role} in {town}, must [weigh|face|settle] {a_idea} "
        "[question|matter|affair] "
        "[left open by|that followed|raised by] the {event}.",
        "[After|Since|Because of] the {event} in {town}, {hero} has to [choose|decide] "
        "[quickly|soon|alone|today]; "
        "{scenery}.",
        "{^a_person} {role} has [died|left] near {town}, and {hero} is to [share out|dispose of|divide] [the "
        "estate|what is left|the legacy].",
        "[Money|Time|Help|Room] is [short|scarce] in {town}, {turn}, and {hero} must "
        "[act|decide|choose] before the "
        "{event}.",
        "{^perhaps}, it is {a_idea} [case|dilemma|choice], but {hero}, {a_role}, has to [make up "
        "a mind|decide|judge] "
        "[before|after] the {event}.",
        "{^people} and {people2} [disagree|are at odds|quarrel], {scenery}, and {hero} must [find|choose] a "
        "[way|course].",
        "{^scenery}, and at {a_place} in {town} {hero} is to [say|rule|decide] what "
        "[justice|fairness|reason|duty] "
        "[asks|demands|requires].",
        "{^turn}, the {people} of {town} [rely|depend|wait] on {hero}, {a_person} {role}, and {hero} must "
        "[answer|choose].",
    ),
    concerned=(
        "[At stake are|Those concerned are|It concerns] {list}, and what [counts|matters] is "
        "how many {unit} each "
        "[gets|receives|gains].",
        "[Whatever is done|However it ends|In any case], {list} will [share|divide] {unit}[, "
        "{perhaps}|, {manner}|].",
        "[It affects|It will touch|This decides the lot of] {list}; [gains|benefits] are "
        "[reckoned|counted] in {unit}.",
        "[How many|What number of] {unit} will {list} [get|receive|obtain]?",
        "[Let|Let us say] {list} be [the ones|those] who [gain|stand to gain], and {unit} the "
        "[yardstick|measure|currency].",
    ),
    asks=(
        "{hero} [consults|asks|hears|visits] {count} {occasion}.",
        "{^occasion} {hero} [consulted|asked|heard|turned to] {count}.",
        "[So|Then|Now] {hero} {gesture} and [listened|wrote|turned] to {count}.",
        "{^scenery}, [but|and|while] {hero} [sought|found|questioned] {count}.",
        "{^perhaps} [wisely|rightly|sensibly], {hero} [goes|turns|listens] {how} to {count}.",
    ),
    ties=(
        "[Where|When|If] [courses|plans|figures] are [level|equal|tied], the larger [sum|total] "
        "[decides|prevails|wins], then the [earlier|first] [named|listed].",
        "[Ties|Draws] [go|fall] to the [larger|higher] [plain|bare] sum, [and after "
        "that|then|failing that] to the "
        "[first|earlier] course.",
        "[Equal|Level] [figures|results] are [settled|decided|parted] by the [larger|bigger] "
        "sum of gains, or "
        "[else|lastly] by [order|rank|place].",
    ),
    one=(
        "What [does|would] [that|this] [view|adviser|theory] [choose|recommend|favour]?",
        "[Which|What] [thing|course] [follows|results|is best], [then|on this view|in the end]?",
        "What [should|ought] {hero} [to|in the end] do?",
        "[So|Now|And so|Then|In the end|At last], what is the [advice|verdict|counsel]?",
    ),
    many=(
        "[Which|What] [course|plan] has most [voices|backers|support], [ties|a draw] [going "
        "to|decided by] the "
        "[first|earliest] [adviser|speaker]?",
        "What do most of them [favour|advise|recommend], the [first|earliest] [speaker|named] "
        "[tipping|turning] the "
        "scales?",
        "[Count|Add up] the [voices|advisers]: [who|what] [leads|wins], if the [first|earliest] "
        "to [speak|advise] "
        "[parts|settles] equals?",
    ),
    sums=(
        "[Added up|Taken together|Unweighed|Without weights], the gains [are|come to|make] "
        "{sums}[, course by "
        "course|, in order|, as listed|].",
        "[First|To begin with|{^inshort}], the [plain|bare] [sums|totals] [are|run|read]: {sums}.",
        "{^a_person} {role} [would add|adds|sums] the gains to {sums}.",
        "{^turn}, [one|we|anyone] [can|may] [sum|add] the gains: {sums}.",
    ),
    verdict=(
        "{hero} [should|ought to|had better|must] [turn to|choose|settle on|take] {ref}.",
        "[So|Then|Hence], {turn}, the [verdict|choice|decision|balance] is {ref}.",
        "{^inshort}, the [answer|choice|verdict|counsel] [is|must be] {ref}.",
        "{^turn}, [all|everything|the scale] [points to|tips to|speaks for] {ref}.",
        "{^whence} [it|the choice|the verdict] [is|will be|has to be] {ref}.",
        "{^a_role} [will|may|can] [object|agree|frown], but the [answer|verdict] is {ref}.",
    ),
)
# Frames without lexical words: the option is the verb, "the", an adjective, the thing, and who has it.
OPTIONS = Sentences(
    "[sell|auction|pawn|raffle|trade] the {adj} {key} [to|among] the {people}",
    "[lend|give|leave|offer|grant] the {adj} {key} to the {people}",
    "[repair|restore|mend|keep|reserve] the {adj} {key} for the {people}",
    "[entrust|hand|pass|return] the {adj} {key} to {a_person} {role}",
    "[store|guard|hide|lock up] the {adj} {key} [in|at] {a_place}",
    "[paint|clean|polish|display] the {adj} {key} for the {event}",
)
COURSES = Sentences(
    "[One|{hero}|{^she}|Somebody] [could|might] {option}: {gains}.",
    "{^a_role} [thinks|believes|hopes|is sure] that {hero} might {option}[, with this result|, "
    "to this effect|]: "
    "{gains}.",
    "{^manner}, {a_role} [suggests|hints|urges] that {she} [could|might] {option}: {gains}.",
    "[Then|Again|Next|Now], {perhaps}, {she} [could|might] {option}: {gains}.",
    "In {town}, [they say|it is said|people think], {she} [could|might] {option}: {gains}.",
    "{^turn}, [one|anyone|somebody] [could|might] {option}: {gains}.",
    "If {hero} could {option}, {a_role} would [smile|grumble|approve|protest]: {gains}.",
    "{^a_document} from {a_person} {role} [says|urges] that {hero} might {option}: {gains}.",
    "{^moreover}, {hero} [could|might] {option}: {gains}.",
    "[Tomorrow|Tonight|This week|Today|In time|One day soon] {she} [could|might] {option}, [no "
    "doubt|perhaps|surely]: {gains}.",
)
CELLS = Frames(
    "{who} [gets|gains|wins|has|receives|takes] {n}",
    "{n} [for|to|go to|fall to|reach] {who}",
    "{who} [would get|would have|is given|collects] {n}",
    "[with |then |]{n} for {who}",
)
RISKS = Sentences(
    "[But|Still|Yet|Even so], [it|this|the plan] [fails|miscarries|goes wrong] {f} times [in|out of] ten.",
    "{^a_role} [puts|sets|reckons] the [risk|danger] of [failure|a fiasco] at {f} in ten.",
    "{^perhaps}, {f} [such plans|attempts|tries] in ten [fail|come to nothing].",
    "[There is|That leaves|One must allow for] a chance of {f} in ten that [it|this|the plan] "
    "[fails|comes to nothing].",
    "{^how}, {a_role} [warns|notes|adds]: {f} in ten [fail|founder|miscarry].",
)
WRONGS = Sentences(
    "[It|This] [means|involves|takes|costs] {rules}[, says {a_role}|, {turn}|].",
    "{^a_person} {role} [objects to|points out|deplores] {rules}.",
    "[The price|What it takes|The cost] is {rules}, {perhaps}.",
    "{^moreover}, [it|the plan|such a course] [calls for|rests on|needs] {rules}.",
)
RULES = Frames(
    "a [broken|forgotten] promise", "[breaking|forgetting] a promise", "a promise [broken|not kept]",
    "[telling|spreading] a lie", "a [barefaced|little|plain] lie", "a lie [told|to somebody]",
    "[committing|covering] a theft", "a [petty|plain] theft", "a theft [from others|in secret]",
)  # fmt: skip
LEADS = Sentences(
    "{name}, {a_person} {role}, [holds|argues|says|maintains|teaches] that {body}.",
    "{^how}, {name} [explains|replies|insists|answers] that {body}.",
    "[For|To] {name}, {a_role} from {town}, {body}.",
    "{name} {gesture} and [said|declared|answered|added] that {body}.",
    "{^turn}, [says|thinks|writes] {name}, {body}.",
    "{^manner}, {name} [pleads|argues|writes] that {body}.",
    "{^a_person} {role}, {name}, [believes|urges|is certain] that {body}.",
)
_TOP = "[is best|wins|comes first|is to be taken]"
_ODDS = "the [odds|chance] of success"
BODIES = Frames(
    f"the [sum|total] of [gains|all gains] [times|multiplied by] {_ODDS} [should|must] be "
    "[highest|largest|greatest]",
    f"[whatever|the course that] [yields|has] the [largest|greatest] [sum|total], weighed by {_ODDS}, {_TOP}",
    f"[all|the] [gains|benefits] are to be [summed|put together], [weighed|discounted] by {_ODDS}, and made "
    "[great|large]",
    "the [poorest|least favoured] person [should|must] get as much as [possible|can be]",
    f"[whichever|whatever] course [lifts|raises] the [poorest|worst placed] [highest|most] {_TOP}",
    "[a|every] course is as good as its [poorest|least] [gain|share], [and|so] the "
    "[largest|highest] such wins",
    f"the [poorest|least] gain counts [twice|double] in the sum, [then|and] {_ODDS} [multiplies|weighs] it",
    f"[sum|add] the gains, [count|take] the least [twice|double], [multiply|discount] by {_ODDS}, and "
    "[seek|want] the most",
    f"[one|we] should [add|sum] all [gains|shares], the least [twice|double], [times|weighed by] {_ODDS}",
    "the [gap|spread|distance] [between|from] top [and|to] bottom [should|must] be [small|narrow|slight]",
    f"[whatever|the course that] leaves the [narrowest|smallest] [gap|spread] between [people|gains] {_TOP}",
    "[people|gains] should lie [close together|near each other], [with|at] the least [gap|distance|spread]",
    "[the fewer|the smaller the number of] rules [broken|violated], the [better|more just|cleaner]",
    f"[whatever|the course that] breaks [fewest|the fewest] rules {_TOP}",
    "[gains|results] are [secondary|idle]: as few rules as [possible|can be] [should|must] be broken",
    "as many as [possible|can be] [should|must] [get|have|receive] at least {t}",
    f"[whatever|the course that] [brings|lifts] [most|the most] people to {{t}} or more {_TOP}",
    "[enough|sufficient] is {t}, [and|so] the [number|count] of [those|people] who [reach|attain] it decides",
    "the [risk|danger] of failure [should|must] be [small|as slight as can be]",
    f"[whatever|the course that] is least [likely|liable] to fail {_TOP}",
    "[safety|prudence] [rules out|outweighs] gains: [prefer|take] what [fails|miscarries] least often",
    "[everyone|each person] [votes|has a vote] for the [first|earliest] of [his or her|their] "
    "best courses, and "
    "[most|the most] votes win",
    "[people|all] vote for what [brings|gives] them most, [the first|the earliest] of equals, and the "
    "[count|majority] decides",
    "[a|the] vote [settles|decides] it, each for the [first|earliest] course that [serves|pays] [best|most]",
)
BODIES_EACH = 3
JUDGEMENTS = Sentences(
    "{name} [reckons|counts|finds|gets|writes down] {list} as [the |]{measure}[, hence|, so|, "
    "which means] {ref}.",
    "[For|With|To] {name} the {measure} [are|come to|read|run to] {list}: [hence|so|thus] {ref}.",
    "{^measure} of {list}, {how} [stated|noted|taken], [put|lead|bring] {name} [on the side "
    "of|behind|to] {ref}.",
    "{^perhaps} {name} {gesture}; the {measure} are {list}, [which favours|and so] {ref}.",
    "{^whence} {name}, [seeing|having|given] {list} [for|as] {measure}, [takes|picks|prefers|backs] {ref}.",
    "{^turn}, {list} are the {measure}; {name} [is for|chooses|votes for|settles on] {ref}.",
    "{^measure}: {list}; [from this|on these figures|accordingly], {name} [takes|chooses|wants] {ref}.",
)
REFS = Frames("the {key}", "the {adj} {key}")
COUNTED = Frames(
    "{count} [adviser|counsellor|friend|thinker|moralist]", "{count} [advisers|counsellors|friends|thinkers]"
)
