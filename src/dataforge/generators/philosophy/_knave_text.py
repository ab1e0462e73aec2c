"""What the islanders say, and how one tells knights from knaves."""

from __future__ import annotations

from dataforge.generators.philosophy._lexical import Sentences, Suite

KIND = ("a knave", "a knight")
ANSWER = ("knave", "knight")
# by form: one person's kind; two of the same kind; two of different kinds; both claims; one of two claims
CONTENTS = Sentences(
    "{t} was {kt}",
    "{t} and {w} were [alike|of a kind|much alike]",
    "{t} and {w} were [unlike|not alike|not of a kind]",
    "{t} was {kt} and {w} {kw}",
    "[either |]{t} was {kt} or {w} {kw}",
)
_SAID = "[said|claimed|remarked|declared|insisted|maintained|asserted|swore|stated|answered]"
SPEECHES = Sentences(
    "{x} {how} SAID that {c}.".replace("SAID", _SAID),
    "{x}, {a_person} {role}, SAID that {c}.".replace("SAID", _SAID),
    "{x} {gesture} and SAID that {c}.".replace("SAID", _SAID),
    "[From|Through] {x}, {a_role}, [we|one|they] [heard|learnt|were told] that {c}.",
    "{^perhaps}, {x} SAID that {c}.".replace("SAID", _SAID),
    "[Next|Then|Now] {x} {how} [let it be known|made it plain] that {c}.",
    "[In the words|In the opinion|On the word] of {x}, {a_person} {role}, it was [true|a fact] that {c}.",
    "{^when} {x} SAID that {c}.".replace("SAID", _SAID),
)
SUITE = Suite(
    opening=(
        "{^occasion}, {a_person} {author} [told|wrote] of an island [off|near] {town} where knights "
        "[always|only] tell the "
        "truth and knaves [always|only] lie.",
        "[On|Upon] {a_texture} island [near|off] {town}, [says|writes] {a_author}, knights [never "
        "lie|speak the truth] and "
        "knaves [always lie|never speak it].",
        "{^a_person} {author} [landed|was stranded] on an island of knights, who [never lie|are always "
        "truthful], and "
        "knaves, who [always|only] lie.",
        "[The|All] {people} of {town} are knights, [whose every word is true|always truthful], or "
        "knaves, [whose "
        "every word is false|always lying], {a_author} [explained|noted].",
        "{^manner}, {a_author} [described|invented|recalled] {a_idea} island: [its|the] knights tell "
        "[only|nothing but] "
        "truths, the knaves [only|nothing but] lies.",
        "{^how}, {a_author} [praised|sketched|described] {a_idea} island [near|by] {town}, with knights, "
        "[always|ever] "
        "truthful, and knaves, [always|ever] lying.",
    ),
    question=(
        "Is {asked} [|{perhaps} ]a knight or a knave?",
        "[What|Which], then, is {asked}, a knight or a knave?",
        "[Should|Must|May] {a_role} [call|think] {asked} a knight or a knave?",
        "[Knight or knave|Knave or knight]: what is {asked}?",
        "[Can|Could] {a_person} {role} [tell|work out] whether {asked} is a knight or a knave?",
    ),
    start=(
        "[Whatever|Whichever] {root} is, {first} [is|must be] {k}.",
        "[Both|Either] [ways|case|way], [truth or lie|lying or not], {root} [shows|reveals] that {first} "
        "is {k}.",
        "[Let|Now let|Only let] {root} [lie or not|speak the truth or lie]: {first} is {k} [in both "
        "cases|either "
        "way].",
        "The words of {root} [alone|{how}] [show|prove] {first} to be {k}.",
        "[Begin|Start] with {root}: [liar or not|knight or knave], {first} [is|can only be] {k}.",
    ),
    unique=(
        "[No|Not one] other [assignment|way] [fits|is possible|works].",
        "[This|That] is the [only|one] [solution|{idea} solution|way].",
        "[Nothing|Nobody] else [fits|is left over].",
        "[Every|Any] other [|{idea} ]guess [fails|breaks down].",
    ),
    close=(
        "[So|Hence|Thus|Therefore] {asked} is {k}.",
        "[Answer|Verdict|In short]: {asked} is {k}.",
        "{^inshort}, {asked} is {k}.",
        "{asked}, [then|therefore|it turns out], is {k}.",
    ),
)
# by whether the last one found tells the truth
STEPS = Sentences(
    *(
        form.replace("SPEAKS", speaks)
        for speaks in (
            "[lies|is lying|is false|is wrong|deceives us]",
            "[is truthful|is honest|is right|tells the truth|is sincere]",
        )
        for form in (
            "[So|Hence|Then|Thus|Again|Of course|Therefore] {he} SPEAKS, and [so |hence |]{t} is {k}.",
            "{^he} SPEAKS[|, then|, {perhaps}], so {t} is {k}.",
            "[If so|Being such], {he} SPEAKS[: {t} is|, making {t}] {k}.",
            "{^perhaps}, {he} SPEAKS, [whence|so] {t} is {k}.",
            "[Since|As|Because|Seeing that|Given that|Now that] {he} SPEAKS, {t} is {k}.",
            "{^whence}, {he} SPEAKS; {t} is {k}.",
        )
    )
)
NUM_STEPS = 6
