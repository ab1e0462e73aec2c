"""What argument essays say: openings, premises by form, steps, verdicts."""

from __future__ import annotations

import numpy as np

from dataforge.text.frames import Frames

FORMS = ("if", "only if", "unless", "or", "not both")
VERDICT = ("valid", "invalid")
FALLACIES = (
    "affirming the consequent", "denying the antecedent", "affirming a disjunct", "denying a conjunct",
)  # fmt: skip
RULES = ("modus ponens", "modus tollens", "disjunctive syllogism", "modus ponendo tollens")
OCCASIONS = (
    "one evening", "at the spring meeting of the society", "in a lecture hall by the river",
    "on the night train to the coast", "after supper", "during a long walk in the hills",
    "over a game of chess", "between two lectures", "before the vote", "in the last chapter of a thin book",
    "in a letter to an old friend", "at a wedding", "on the steps of the museum",
    "in a crowded seminar room", "at the end of term", "during a power cut", "in the margin of a newspaper",
    "on a wet afternoon", "at breakfast", "in a radio talk", "after a funeral",
    "on the back of an envelope", "in the waiting room of a dentist", "during the interval of a play",
    "in reply to a critic", "at the reading club", "on the ferry", "in front of a full hall",
    "after the exam", "while waiting for the bus", "in an old notebook", "by candlelight",
    "at the kitchen table", "in a pamphlet of four pages", "in the course of a quarrel",
    "on the way home from the market", "in the preface to a novel", "before an audience of three",
    "late at night", "in a review of a forgotten treatise",
)  # fmt: skip
OPENINGS = Frames(
    "{occasion}, {who} argued about {topic} as follows.",
    "{occasion}, {who} tried to settle the question of {topic}.",
    "{occasion}, the talk turned to {topic}, and {who} had this to say.",
    "{occasion}, {who} put down a few thoughts on {topic}.",
    "{who} offered an argument about {topic} {when}.",
    "{who}, whose subject is {topic}, reasoned thus {when}.",
    "{who} came back to {topic} {when}, and argued as follows.",
    "On {topic}, {who} had this to say {when}.",
    "Here is what {who} made of {topic} {when}.",
    "{occasion}, {who} summed up the case on {topic}.",
    "{who} spoke about {topic} {when}.",
    "Concerning {topic}, {who} reasoned like this {when}.",
    "{who} and a student discussed {topic} {when}.",
    "It was {when} that {who} hit upon an argument about {topic}.",
)
GRANTED = Frames(
    "It is granted that {x}.",
    "Let us take for granted that {x}.",
    "Nobody present denied that {x}.",
    "The starting point is that {x}.",
    "We may assume that {x}.",
    "Everyone agrees that {x}.",
    "On one point there can be no dispute: {x}.",
    "Here is the one plain fact: {x}.",
)
PREMISES = Frames(
    "if {p}, then {q}",
    "{q} if {p}",
    "on the supposition that {p}, {q}",
    "whenever it holds that {p}, it also holds that {q}",
    "to show that {q}, it is enough to show that {p}",
    "the truth of the claim that {p} would be enough to establish that {q}",
    "from the premise that {p} we may pass to the claim that {q}",
    "{q}, provided that {p}",
    "admit that {p}, and you admit that {q}",
    "the claim that {p} implies that {q}",
    "to grant that {p} is to grant that {q}",
    "supposing that {p}, we have to admit that {q}",
    "it follows from the claim that {p} that {q}",
    "{p} only if {q}",
    "it can be the case that {p} only if {q}",
    "the claim that {p} presupposes that {q}",
    "nobody can hold that {p} without holding that {q}",
    "a necessary condition of its being true that {p} is that {q}",
    "in no way could it be that {p} without its being the case that {q}",
    "those who say that {p} are committed to saying that {q}",
    "for it to be the case that {p}, it has to be the case that {q}",
    "the claim that {p} stands or falls with a condition, namely that {q}",
    "{p} unless {q}",
    "unless {q}, {p}",
    "{p}, or so we must think unless {q}",
    "short of its turning out that {q}, {p}",
    "we have to say that {p}, unless of course {q}",
    "it holds that {p} except in the event that {q}",
    "either {p} or {q}",
    "one of the two must hold, that {p} or that {q}",
    "if we are not to say that {p}, we are bound to say that {q}",
    "it remains open whether {p} or {q}, but one of them it has to be",
    "there are but two ways to go, {p} or else {q}",
    "at least one of two things is true, that {p} or that {q}",
    "whoever rejects the view that {p} must accept that {q}",
    "there is no third way besides these two, that {p} or that {q}",
    "it cannot be true both that {p} and that {q}",
    "the claim that {p} is at odds with the claim that {q}",
    "the view that {p} rules out the view that {q}",
    "it is never the case that {p} while {q}",
    "the two claims cannot stand together, that {p} and that {q}",
    "we shall have to give up one of the two, that {p} or else that {q}, for they exclude each other",
    "it would be a contradiction to grant that {p} and also that {q}",
    "nobody can consistently say that {p} and that {q}",
)
FIRST_FORM = np.array([0, 13, 22, 28, 36, 44])
LEADS = (
    "To begin with, ", "First of all, ", "Now, ", "For one thing, ", "Of course, ", "To my mind, ",
    "It must be said: ", "Clearly, ", "Moreover, ", "Besides, ", "Then again, ", "Further, ",
    "In addition, ", "On reflection, ", "Next, ", "What is more, ", "Note this too: ", "Again, ",
    "Surely, ", "As is well known, ", "On this all agree: ", "Also, ", "To be sure, ",
    "It should be added: ", "Then, too, ", "Few would deny this: ", "By the same author's lights, ",
    "As the essay puts it, ", "Another point: ", "Mark this well: ", "Here is a further thought: ",
    "Beyond that, ",
)  # fmt: skip
FIRST_LEADS = 8
CONCLUSIONS = Frames(
    "Therefore {x}.",
    "So we must conclude that {x}.",
    "Hence {x}.",
    "From all this it is said to follow that {x}.",
    "The conclusion is that {x}.",
    "It follows, says the author, that {x}.",
    "Thus the essay arrives where it wanted to go: {x}.",
    "And so, the argument ends, {x}.",
)
QUESTIONS = (
    "Does the conclusion follow?",
    "Is the argument valid?",
    "Is this a good inference?",
    "Do the premises compel us to agree?",
    "Must one who accepts the premises accept the conclusion?",
    "Is there a gap in the argument?",
    "Could the premises be true and the conclusion false?",
    "Let us examine the argument.",
)
STARTS = Frames(
    "Begin with what is granted: {x}.",
    "We start from the claim that {x}.",
    "We have it as given that {x}.",
    "What we know at the outset is that {x}.",
    "Grant that {x}.",
    "The only categorical premise says that {x}.",
)
STEPS = Frames(
    "Hence {z}, by {rule}.",
    "It follows by {rule} that {z}.",
    "By {rule}, {z}.",
    "From this we learn by {rule} that {z}.",
    "That gives us, by {rule}, that {z}.",
    "So {z}.",
    "This in turn yields that {z}.",
    "Now we know that {z}.",
    "It follows that {z}.",
    "Consequently {z}.",
    "We may therefore add that {z}.",
    "An application of {rule} shows that {z}.",
    "Then {z}, again by a premise.",
    "We get, by {rule}, the claim that {z}.",
    "If so, {z}.",
    "This brings us to the claim that {z}.",
    "The rule of {rule} then allows us to say that {z}.",
    "Accordingly {z}.",
)
REACHED = (
    "That was to be shown.", "This is the conclusion itself.", "Here the conclusion is reached.",
    "Nothing more was claimed.", "With this the chain is complete.", "No premise was misread on the way.",
)  # fmt: skip
BREAKS = Frames(
    "But to go on from there to the claim that {x} would be {fallacy}.",
    "The next step, to the claim that {x}, is a case of {fallacy}.",
    "Here the author moves on to the claim that {x}, and this is nothing but {fallacy}.",
    "From here to the claim that {x} there is no way except by {fallacy}.",
    "Whoever infers from this that {x} is guilty of {fallacy}.",
    "At this point the chain snaps: to infer that {x} means {fallacy}.",
)
CASES = Frames(
    "Picture a case in which {case}: all premises hold there, and the conclusion does not.",
    "Suppose that {case}. Then every premise is true and the conclusion false.",
    "It might well be that {case}. Nothing in the premises excludes this, but the conclusion fails.",
    "Consider how things stand where {case}. Each premise is satisfied, the conclusion is not.",
    "The premises leave it open that {case}, and in that event the conclusion is false.",
)
VERDICTS = Frames(
    "The argument is {verdict}.", "So the argument is {verdict}.", "Verdict: {verdict}.",
    "The inference is {verdict}.", "In short, the reasoning is {verdict}.",
    "We must call the argument {verdict}.",
)  # fmt: skip
