"""What syllogism lessons say: statements of the four forms, steps, countermodels."""

from __future__ import annotations

import numpy as np

from dataforge.generators.philosophy._lexical import Sentences, Suite

# forms A, E, I, O of "x are y"
_ALL = (
    "all {x} are {y}",
    "{x} are all {y}",
    "only {y} are {x}",
    "{x}, [one and all|to a man|young and old|rich and poor], are {y}",
)
_NO = (
    "no {x} are {y}",
    "none of the {x} are {y}",
    "{x} are never {y}",
)
_SOME = (
    "some {x} are {y}",
    "some of the {x} are {y}",
    "there are {x} who are {y}",
    "{x} are sometimes {y}",
)
_SOME_NOT = ("some {x} are not {y}", "some of the {x} are not {y}", "not all {x} are {y}")
STATEMENTS = Sentences(*_ALL, *_NO, *_SOME, *_SOME_NOT)
FIRST_STATEMENT = np.cumsum([0, len(_ALL), len(_NO), len(_SOME), len(_SOME_NOT)])
LEADS = Sentences(
    "{perhaps}, ",
    "{moreover}, ",
    "[the|our] {author} [adds|insists|says|claims]: ",
    "{a_role} [adds|insists|says|claims]: ",
    "{how}, {a_person} {role} [adds|says|notes]: ",
)
SUITE = Suite(
    opening=(
        "{^a_person} {author} [gave|taught|improvised|repeated] {a_idea} lesson in "
        "[logic|syllogisms|inference] "
        "{occasion}.",
        "{^occasion}, {a_author} [put|set|chalked|read] {a_idea} [exercise|puzzle|set of premises] before "
        "{a_person} "
        "{role}.",
        "[From|Out of] {a_age} {document}, {a_person} {author} [copied|dictated|read] {a_idea} "
        "[exercise|chain of "
        "premises].",
        "{^manner}, {a_person} {author} [began|opened] {a_idea} [lesson|class|hour] on "
        "[syllogisms|inference|logic].",
        "{^a_role} in {town} [asked|begged|dared] {a_person} {author} for {a_idea} "
        "[exercise|sorites|syllogism].",
        "[The|That] {idea} [exercise|lesson|example] {occasion} [came|was] from {a_person} {author}.",
    ),
    importing=(
        "[Every group|Each class] named [has|counts|keeps] [members|at least one member].",
        "[None|No one] of the groups [named|in question] [is|was] [empty|without members].",
        "[It is|Let it be] [understood|agreed|{idea}] that [every|each] group has [members|some member].",
        "[There are|One finds|Let there be] [members|people] in [every|each] group[| named].",
        "[Empty|Deserted] groups [are|were] [excluded|ruled out|not admitted].",
    ),
    question=(
        "Does it [really |indeed |]follow that {z}?",
        "[May|Can|Must] [we|one|{a_role}] [infer|conclude] that {z}?",
        "[Do|Would] the premises [prove|establish|show] that {z}?",
        "Is it a [valid|sound] [inference|step] to say that {z}?",
        "[But|Then] is it [proven|settled|{perhaps} certain] that {z}?",
    ),
    start=(
        "[Begin|Start|We begin|We start] with the {x} and the {y}.",
        "[First|Now|To begin with,] [take|consider|look at] the {x} and the {y}.",
        "The {x} [come|go] first, [together with|and with them|linked to] the {y}.",
        "[Our|The] {idea} [start|beginning] is [the link|the bond] between the {x} and the {y}.",
        "[Everything|All] [begins|starts] with the {x} and the {y}.",
    ),
    reached=(
        "[That|This|Just this] was [asked|to be shown|the question].",
        "[Here|Now] the [|{idea} ]chain [ends|is complete|closes].",
        "[Nothing|No] more was [asked|wanted|needed].",
        "[With this|So] the [lesson|exercise|proof] is [over|complete|{idea}].",
    ),
    breaks=(
        "[But|Yet] the [|{idea} ]step to the {next} [is|would be|remains] [a case|an instance] of {fallacy}.",
        "[Here|Now] the {next} [|at once ]bring in the fallacy of {fallacy}.",
        "[With|At] the {next} the [|{idea} ]chain [breaks|snaps]: [it is|we meet] a case of {fallacy}.",
        "{^but}, [adding|to add] the {next} [is|would be] the fallacy of {fallacy}.",
        "[No|No {idea}] step leads to the {next} [but|except] the fallacy of {fallacy}.",
    ),
    model=(
        "[Picture|Imagine|Suppose|Take] [two people|a pair]: one belongs to the {one} [only|alone], the "
        "other to the {two} "
        "[only|alone].",
        "Let there be [two people|but two people]: [the first|one] belongs to the {one} [only|alone], [the "
        "second|the other] to the {two} [only|alone].",
        "[Perhaps|Maybe|Possibly] there are [two people|just two], [one|the first] of the {one} "
        "[only|alone], [one|the other] of the {two} [only|alone].",
        "[A world|A town|{^a_idea} world] of [two people|two inhabitants] [will do|is enough]: one of the "
        "{one} [only|alone], one of the "
        "{two} [only|alone].",
    ),
    shown=(
        "[Every|Each] premise [is true|holds] [there|then], [but|yet] [not the conclusion|the conclusion is "
        "false].",
        "[Then|There] the premises [hold|are true] and the conclusion [fails|is refuted|is false].",
        "[This|That] [satisfies|fits] [every|each] premise and [refutes|contradicts] the conclusion.",
        "[Nothing|No premise] [forbids|excludes] [this|that], but the conclusion [does|would].",
    ),
    close=(
        "[The|This] [inference|lesson|exercise|argument] is[|, then,] {verdict}.",
        "[So|Hence|Thus] the [inference|argument] is {verdict}.",
        "[Verdict|Answer]: {verdict}.",
        "{^inshort}, the [inference|argument] is {verdict}.",
    ),
)
# by form: all, none, some, some not
_STEPS = (
    "[So|Hence|Then|Thus|Therefore] FORM[|, by {mood}].",
    "[From this|With that|If so], {perhaps}, FORM.",
    "{^perhaps}, FORM[|, by {mood}].",
    "{^whence}, FORM.",
    "By {mood}[|, then|, again], FORM.",
    "[Clearly|Plainly|Evidently|Accordingly|As we see|By the same rule|In turn|At this point], [|then, "
    "|again, ]FORM.",
)
_FORMS = (
    "[all of them are|they are all] {y}",
    "[none of them are|they are never|not one of them is among the] {y}",
    "[some of them are|a few of them are|they are sometimes] {y}",
    "[some of them are not|they are not all] {y}",
)
NUM_STEPS = len(_STEPS)
STEPS = Sentences(*(step.replace("FORM", form) for form in _FORMS for step in _STEPS))
