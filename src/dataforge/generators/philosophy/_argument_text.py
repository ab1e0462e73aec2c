"""What argument essays say: openings, premises by form, steps, verdicts."""

from __future__ import annotations

import numpy as np

from dataforge.generators.philosophy._lexical import Sentences, Suite

FORMS = ("if", "only if", "unless", "or", "not both")
VERDICT = ("valid", "invalid")
FALLACIES = (
    "affirming the consequent", "denying the antecedent", "affirming a disjunct", "denying a conjunct",
)  # fmt: skip
RULES = ("modus ponens", "modus tollens", "disjunctive syllogism", "modus ponendo tollens")
_OPENINGS = (
    "{^occasion}, {a_person} {author} [tried|attempted|undertook|proposed] to settle the [question|matter] "
    "of {topic} "
    "{manner}.",
    "{^a_person} {author} [offered|put forward|ventured|laid out] {a_idea} argument [about|on|concerning] "
    "{topic} "
    "{occasion}.",
    "[Here is|This is|Such is|Below is] what {a_person} {author} [made of|thought about|wrote about|said "
    "on] {topic} "
    "{occasion}.",
    "[On the subject|On the question|In the matter] of {topic}, {a_author} [reasoned|argued|wrote] {how} "
    "{occasion}.",
    "{^manner}, {a_author} {occasion} [gave|sketched|summed up|defended] {a_idea} case on {topic}.",
    "{^a_person} {author} [from|of] {town} [came|went|turned] back to {topic} {occasion} {manner}.",
    "{^turn}, {topic} [can|may] be [treated|discussed|approached] as {a_author} "
    "[treated|discussed|approached] it "
    "{occasion}.",
    "[It|This] was {occasion} that {a_person} {author} [hit|came|stumbled] upon {a_idea} argument about "
    "{topic}.",
    "[The|That] {author} of {town}, [known|famous|notorious] as {person}, [spoke|held forth|wrote] {how} "
    "about {topic}.",
    "{^a_document} by {a_author} on {topic}, [written|dictated|composed] {occasion}, "
    "[contains|holds|gives] "
    "{a_idea} argument.",
    "{^perhaps}, {topic} [needed|deserved|wanted] {a_person} {author}, and {occasion} one [appeared|came "
    "along|spoke up].",
    "[Between|Among] {people}, {occasion}, {a_author} [took|chose|picked] {topic} for {a_idea} argument.",
)
_GRANTED = (
    "[It is|Let it be|Let us take it as] granted[| at the outset| from the start] that {x}.",
    "[Nobody|No one present|Not even {a_role}|Hardly anyone] [denied|disputed|doubted|contested] that {x}.",
    "The [start|first thing|{idea} start|{idea} point] is that {x}.",
    "[We|One|All of us] [may|can|shall] [assume|take it|begin by saying] that {x}.",
    "{^perhaps} the [one|single|only] [plain|undisputed] fact is that {x}.",
    "[Everyone|Every {role}|Even {a_role}] [agrees|admits|concedes|grants] that {x}.",
    "On one point there [can be|is|was] no [dispute|quarrel|doubt]: {x}.",
    "{^turn}, [we know|it is certain|it is settled|it is plain] that {x}.",
)
# P and Q by form; the reader knows the words beside them
PREMISES = Sentences(
    "if {p}, [then |]{q}",
    "{q} [if|provided that|so long as|given that|as soon as] {p}",
    "on the [supposition|assumption|hypothesis] that {p}, {q}",
    "to [show|prove] that {q}, it is [enough|sufficient] that {p}",
    "[to grant|to say|to affirm] that {p} means [granting|saying|affirming] that {q}",
    "[the claim|the {idea} thought] that {p} [implies|entails] that {q}",
    "[supposing|granting|assuming] that {p}, [one|we|you] [must|will] [say|admit|accept] that {q}",
    "{p} only if {q}",
    "{perhaps}, {p} only if {q}",
    "only if {q}, [can it be|is it true|is it so] that {p}",
    "[nobody|no one|no {role}] can [hold|say] that {p} without [holding|saying|admitting] that {q}",
    "[whoever says|the {role} who says|to say] that {p} must presuppose that {q}",
    "{p} unless {q}",
    "unless {q}, {p}",
    "[we must say|it is {idea} to say] that {p}, unless[| of course| indeed] {q}",
    "[|surely |at any rate ]either {p} or {q}",
    "one of [the two|two {idea} things] must [hold|be true], that {p} or that {q}",
    "[whoever|anyone who|the {person} {role} who] [rejects|denies] that {p} [must|will] [accept|say] that "
    "{q}",
    "[there is no third way|nothing else is left]: {p} or [else |]{q}",
    "it [cannot|can never] be both that {p} and that {q}",
    "the [claim|thought|{idea} thesis] that {p} is [at odds|incompatible] with [the claim|saying] that {q}",
    "the [view|{idea} view] that {p} rules out that {q}",
    "the two [claims|{idea} theses] [cannot|can never] stand together, that {p} and that {q}",
    "[nobody|no one|no {role}] can consistently [say|hold|believe] that {p} and that {q}",
)
FIRST_FORM = np.array([0, 7, 12, 15, 19, 24])
LEADS = Sentences(
    "{turn}, ",
    "{moreover}, ",
    "{perhaps}, ",
    "{manner}, [one may say this|it was added]: ",
    "[the|our] {author} [adds|insists|continues|says]: ",
    "[note|mark|consider] [this|this too|this as well]: ",
    "[as|just as] {a_role} [would say|once put it|might put it], ",
    weights=[2, 6, 8, 1, 3, 2, 2],
)
_CONCLUSIONS = (
    "[Therefore|Hence|So|Thus|Therefore,|Hence,] {y}.",
    "[From all this|From these premises|On these grounds] it is [said|supposed|meant] to follow that {y}.",
    "[So|And so|Therefore] we [must|have to|are to] conclude[|, {turn},] that {y}.",
    "The [conclusion|upshot|moral|result] is[|, {turn},] that {y}.",
    "{^inshort}, [says|concludes|ends] the {author}, {y}.",
    "[Thus|In this way] the [essay|argument|reasoning] [arrives|comes out] where it [wanted to go|was "
    "aimed]: {y}.",
    "{^whence}, [so|as] the [essay|argument|talk] [ends|closes|concludes], {y}.",
)
_QUESTIONS = (
    "Does [the conclusion|the last claim] [really |indeed |]follow?",
    "Is [the|this|our {author}'s] [argument|reasoning|inference] [valid|sound in form|a valid one]?",
    "Is this[|, {turn},] [a good|{a_idea} but good] [inference|argument]?",
    "Do the premises [compel|force|oblige] [us|anyone|{a_person} {role}] to agree?",
    "Must [one|somebody|{a_role}] who accepts [the|these] [premises|steps] accept the [conclusion|rest][| "
    "as well| too]?",
    "Is there [a|some|{a_idea}] gap in the [argument|reasoning|chain]?",
    "[Could|Can|Might] the premises be true and the [conclusion|{idea} conclusion] false?",
)
_STARTS = (
    "[Begin|Start|We begin|We start] with {s}[|, which was granted|, which is {idea}].",
    "[The|Our] [only|one|single] [categorical|{idea}] premise is {s}[| itself].",
    "[We have|One has] {s} for a [start|beginning].",
    "[What|All that] we know at the outset is {s}.",
    "[Grant|Take|Accept] {s}[|, then|, to begin with].",
    "{^turn}, [everything|all] [hangs on|begins from] {s}.",
)
# each in two versions: the claim about the notion is to be affirmed, or to be denied
_STEPS = (
    "[Hence|So|Thus|Then|Therefore] {s} VERB[| as well| in turn|, {perhaps}].",
    "[Hence|So|Thus|Then] {s} VERB, by {rule}.",
    "[Next|Now|Also|Again], {perhaps}, {s} VERB.",
    "{^s}[|, then,|, too,|, again,|, now,] VERB, {perhaps}.",
    "{^s}[|, in turn,|, as {a_role} sees,] VERB.",
    "{^perhaps}, {s} VERB[| as well| too| in turn].",
    "[That|This] [means|shows|tells us], {perhaps}, that {s} VERB.",
    "[From this|With that|If so], {s} VERB[| as well| too].",
    "[As for|As to] {s}, it VERB[| too| at once].",
    "{^whence}, {s} VERB.",
)
_VERBS = (
    "[stands|holds|is affirmed|is upheld|is secured|is true]",
    "[falls|fails|is refuted|is lost|is excluded|is false]",
)
NUM_STEPS = len(_STEPS)
STEPS = Sentences(*(form.replace("VERB", verb) for verb in _VERBS for form in _STEPS))
_REACHED = (
    "[That|This|Just this] [was|is what was] to be [shown|proved|established].",
    "[This|Here] is the conclusion [itself|we were promised|of the essay].",
    "[Here|With this|At this point] the [conclusion|goal|end] is reached[|, {turn}].",
    "[Nothing|No] more was [claimed|promised|wanted].",
    "With this the [chain|argument|derivation] is [complete|closed|finished].",
    "No premise was [misread|bent|stretched] [on the way|along the way].",
)
_BREAKS = (
    "[But|Yet] to [go on|move on|pass] [from there |from here |]to {wanted} would be {fallacy}.",
    "The [next|following|{idea}] step, to {wanted}, [is|would be|remains] {fallacy}.",
    "[Here|Now] the {author} [moves|jumps|slides|leaps] on to {wanted}, [and this is|by] {fallacy}.",
    "[From here|From this] to {wanted} there is no way [except|but|other than] {fallacy}.",
    "[Whoever|Anyone who] [infers|draws] from this {wanted} is guilty of {fallacy}.",
    "[At this point|Here] the [|{idea} ]chain snaps: to [add|infer|pass on to] {wanted} means {fallacy}.",
    "{^but}, to [infer|grant|add] {wanted} [now |here |]is {fallacy}.",
)
_CASES = (
    "Let {case}: [all premises hold|every premise holds] [there|then], and the conclusion [does not|fails].",
    "{^perhaps}, let {case}. [Then|Now] [every premise is|all premises are] true and the conclusion false.",
    "[Might|May] {case}! Nothing [said|in the premises] [excludes|forbids] it, but the conclusion "
    "[fails|is "
    "false].",
    "[Now|Next|Therefore|Instead] let {case}. [Each|Every] premise is [satisfied|true], the conclusion [is "
    "not|{idea} but "
    "false].",
    "{^whence}, [let|suppose we let] {case}; [then|there] the conclusion is [false|mistaken], [and no "
    "premise is|unlike "
    "the premises].",
)
# both kinds of claims; none that fails; none that holds
CASE = Sentences(
    "{yes} [hold|stand|be true], [while|but|and] {no} [fail|fall|be false]",
    "{yes} [hold|stand|be true][| without exception]",
    "{no} [fail|fall|be false][| without exception]",
)
_CONVENTION = (
    "[Let|We let] a notion [|here |below ]stand for the claim about it[|, affirmed].",
    "[Here|Below], a notion [means|stands for|does duty for] the claim about it.",
    "[For short|To be brief], a notion [means|replaces] the [|affirmative ]claim about it.",
    "By a notion [is meant|we mean] the [|affirmative ]claim about it.",
)
_VERDICTS = (
    "[The|This] [argument|inference|reasoning] is[|, then,|, therefore,] {verdict}.",
    "[So|Hence|Thus] the [argument|inference|reasoning] is {verdict}.",
    "[Verdict|Answer|Our verdict]: {verdict}.",
    "{^inshort}, the [reasoning|argument|inference] is {verdict}.",
    "We [must|have to|can only] call the [argument|reasoning] {verdict}.",
)
SUITE = Suite(
    opening=_OPENINGS, granted=_GRANTED, conclusion=_CONCLUSIONS, question=_QUESTIONS, start=_STARTS,
    reached=_REACHED, breaks=_BREAKS, case=_CASES, convention=_CONVENTION, verdict=_VERDICTS,
)  # fmt: skip
