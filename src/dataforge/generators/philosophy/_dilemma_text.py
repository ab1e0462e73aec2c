"""What dilemmas say: places, courses, theories, judgements."""

from __future__ import annotations

import numpy as np

from dataforge.generators.philosophy._dilemma_words import ADVISERS
from dataforge.text.frames import Frames

TOWN_HEADS = (
    "Ald", "Ash", "Bar", "Beck", "Bram", "Brock", "Cald", "Cleve", "Dun", "East", "Elm", "Fal", "Garn",
    "Glen", "Hals", "Hart", "Kel", "Kirk", "Lang", "Lind", "Mal", "Mel", "Nor", "Oak", "Pen", "Ray", "Sel",
    "Stock", "Thorn", "Whit",
)  # fmt: skip
TOWN_TAILS = (
    "bury", "by", "combe", "croft", "dale", "field", "ford", "gate", "ham", "holm", "hurst", "ley", "mere",
    "stead", "stow", "thwaite", "ton", "wick", "wood", "worth",
)  # fmt: skip
SEASONS = Frames(
    "It is late autumn in {town}.", "Winter has come early to {town}.",
    "In {town} they will remember this spring.", "The scene is {town}, in a dry summer.",
    "This is {town}, the week after the storm.", "We are in {town}, in a hard year.",
    "For {town} the month has been a difficult one.", "Picture {town} on a cold morning.",
    "All {town} is waiting.", "{town} is a place where everyone knows everyone.",
    "There is unrest in {town} these days.", "All night the council of {town} has met.",
    "News travels fast in {town}.", "Let the place be {town} and the time not long ago.",
    "A case from {town} deserves thought.", "From {town} comes the following report.",
)  # fmt: skip
CONCERNED = Frames(
    "It concerns {list}.", "Those who depend on the decision are {list}.", "At stake is the lot of {list}.",
    "The people affected are {list}.", "On this hangs the welfare of {list}.",
    "It will touch the lives of {list}.", "Whatever is done, it is done to {list}.",
    "Waiting for an answer are {list}.",
)  # fmt: skip
COURSES = Frames(
    "To {option} would bring {gains}.",
    "One could {option}, which would bring {gains}.",
    "Should {hero} decide to {option}, that would give {gains}.",
    "If the choice is to {option}, it yields {gains}.",
    "There is a plan to {option}, which promises {gains}.",
    "It is possible to {option}, and that would mean {gains}.",
    "A decision to {option} would secure {gains}.",
    "Perhaps {she} ought to {option} and so provide {gains}.",
    "Were {hero} to {option}, the result would be {gains}.",
    "Some urge {hero} to {option}, at a gain of {gains}.",
    "An old friend would {option}, with the effect of {gains}.",
    "Nothing prevents {hero} from trying to {option}, which means {gains}.",
    "The neighbours would like {hero} to {option}, in view of {gains}.",
    "A letter from the capital proposes to {option}, for the sake of {gains}.",
    "Nor is it out of the question to {option}; the yield would be {gains}.",
    "By choosing to {option}, {hero} would create {gains}.",
    "With a decision to {option} come {gains}.",
    "Much speaks for a decision to {option}, since it holds {gains}.",
    "There is also the chance to {option} and thereby to obtain {gains}.",
    "To {option} is an old idea, the fruit of which would be {gains}.",
)
# Courses whose gains read "12 days of food for Ada", not "Ada 12 days of food".
GIVEN_FOR = np.array([0] * 4 + [1] * 16)
RISKS = Frames(
    "There are {f} chances in 10 that this fails and brings nothing.",
    "In {f} cases out of 10, though, it comes to nothing.",
    "The risk that it fails altogether is {f} in 10.",
    "But {f} times out of 10 such a thing ends in failure.",
    "It would fail with a chance of {f} in 10.",
    "That this goes wrong has a chance of {f} in 10.",
)
WRONGS = Frames(
    "It would mean {rules}.", "It cannot be done without {rules}.", "This involves {rules}.",
    "The price is {rules}.", "It comes at the cost of {rules}.", "There is no way around {rules} here.",
)  # fmt: skip
ASKS = Frames(
    "{hero} turns for advice to {count}.", "Before deciding, {hero} consults {count}.",
    "{hero} wants to hear {count}.", "So {hero} puts the matter before {count}.",
    "Unsure what is right, {hero} listens to {count}.", "{hero} has asked for the opinion of {count}.",
)  # fmt: skip
THEORIES = Frames(
    "The utilitarian adds up what everybody gains, multiplies the sum by the chance of success, and "
    "takes the highest figure.",
    "The utilitarian wants the greatest total gain, each total being weighed by the chance that the "
    "course succeeds.",
    "For the utilitarian the sum of all gains counts, discounted by the risk: the largest such sum wins.",
    "To the utilitarian only the total counts: the gains of all, multiplied by the chance of success.",
    "The utilitarian multiplies the sum of the gains by the odds of success and goes where the product "
    "is highest.",
    "With the utilitarian nobody counts for more than anybody else: gains are added, and the sum is "
    "weighed by the chance.",
    "The maximiner compares the smallest gain under each course, and picks the course where it is largest.",
    "The maximiner asks who gets least, and wants that person to get as much as possible.",
    "For the maximiner a course is as good as the smallest gain it gives to anyone.",
    "To the maximiner nothing matters but the lot of the one who gains least.",
    "The maximiner would raise the floor: of all smallest gains the largest decides.",
    "With the maximiner each course is judged by its least favoured person.",
    "The prioritarian counts the smallest gain twice, adds the other gains once, and weighs the sum by "
    "the chance of success.",
    "For the prioritarian the person who gains least weighs double in the sum, which is then multiplied "
    "by the chance of success.",
    "The prioritarian reckons as follows: all gains, the smallest of them once more, the whole "
    "discounted by the risk.",
    "To the prioritarian the sum of the gains, with the smallest added again, is what has to be weighed "
    "by the chance.",
    "The prioritarian adds the smallest gain once more to the sum of all, and multiplies by the chance "
    "of success.",
    "With the prioritarian the least gain is counted double, and the total discounted by the risk.",
    "The egalitarian wants the gap between the largest and the smallest gain to be as narrow as possible.",
    "The egalitarian looks at the distance between the one who gains most and the one who gains least: "
    "the shorter, the better.",
    "For the egalitarian the best course is the one with the smallest spread between top and bottom.",
    "To the egalitarian a small difference between the largest gain and the smallest is the mark of a "
    "good course.",
    "The egalitarian subtracts the smallest gain from the largest, and prefers the least remainder.",
    "With the egalitarian whatever divides people least is best, from the top gain to the bottom one.",
    "The moralist counts the rules that a course breaks, and allows only the course with the fewest.",
    "The moralist asks for as few broken rules as can be had.",
    "For the moralist gains come second: the fewer rules are broken, the better.",
    "To the moralist every broken rule is one too many: the fewer, the better.",
    "The moralist goes through promises, lies and thefts, and chooses the course with the shortest list.",
    "With the moralist the course that breaks fewest rules wins.",
    "The sufficientarian counts how many people gain at least {t}, and wants as many as possible.",
    "For the sufficientarian a gain of {t} or more is enough, and it matters how many people reach it.",
    "The sufficientarian wants the largest number of people to receive {t} or more.",
    "To the sufficientarian it is enough that somebody should receive {t} or more; the more such people, "
    "the better.",
    "The sufficientarian draws a line, and wants as many people as possible to gain at least {t}, and "
    "never mind the rest.",
    "With the sufficientarian the question is how many have a gain of {t} or more.",
    "The sceptic trusts no promise and prefers the course that is least likely to fail.",
    "The sceptic looks only at the risk of failure: the smaller, the better.",
    "For the sceptic the safest course is the best.",
    "To the sceptic a small gain that is safe outdoes a large one that is not: the least risk wins.",
    "The sceptic asks what could go wrong, and takes the course where that is least likely.",
    "With the sceptic the chance of failure decides, and it should be small.",
    "The democrat lets every person concerned vote for the course that brings that person most, or the "
    "first such course, and counts the votes.",
    "The democrat asks each person which course would give him or her most (the first such course, if "
    "several do), and follows the majority.",
    "For the democrat all those concerned vote for what brings them most, taking the first of equals, "
    "and the course with most votes wins.",
    "To the democrat each person has one vote, which goes to the first of the courses that bring that "
    "person most.",
    "The democrat counts heads: everyone votes for the course that is best for him or her, the first of "
    "them if there are several.",
    "With the democrat everyone backs the course that gives him or her most, or the first of such "
    "courses, and most votes win.",
)
TEXTS_A_THEORY = 6
QUESTION_ONE = (
    "What is the advice?", "Which course does the adviser recommend?", "What should be done on this view?",
    "What follows from this theory?",
)  # fmt: skip
QUESTION_MANY = (
    "Which course has most advisers behind it? In a tie, the adviser named first prevails.",
    "What do most of them recommend, if the first-named adviser tips the scales in a tie?",
    "Which course wins most advisers, the earliest-named of them deciding a tie?",
    "Count the advisers: which course is ahead? Let the one who was named first settle a tie.",
)
SUMS = Frames(
    "The plain sums are {list}.",
    "Taken by themselves, the gains add up to {list}.",
    "In the order of the courses, the sums of the gains are {list}.",
    "Added up, the gains come to {list}.",
    "First the plain sums: {list}.",
)
MEASURES = (
    "the weighed sums, in tenths, are {list}", "the smallest gains are {list}",
    "the sums with double weight, in tenths, are {list}", "the gaps are {list}",
    "the rules broken number {list}", "those who get enough number {list}",
    "the chances of failure, in tenths, are {list}", "the votes are {list}",
)  # fmt: skip
OTHER_MEASURES = (
    "the sums times the chances, in tenths, come to {list}",
    "the people worst placed get {list}",
    "the sums with the least gain doubled, in tenths, come to {list}",
    "the distances from top to bottom are {list}",
    "the counts of broken rules are {list}",
    "the people above the line number {list}",
    "the risks, in tenths, are {list}",
    "the ballots divide into {list}",
)
JUDGEMENTS = Frames(
    *(
        form.replace("NAME", name).replace("MEASURE", measure)
        for measures in (MEASURES, OTHER_MEASURES)
        for form in (
            "For the NAME MEASURE, which speaks for the {nth}.",
            "By the lights of the NAME MEASURE: the {nth} is chosen.",
            "To the NAME, MEASURE, so the advice is to take the {nth}.",
            "As the NAME sees it, MEASURE; hence the {nth}.",
            "With the NAME, MEASURE, and the {nth} comes out on top.",
            "From the angle of the NAME MEASURE, and that makes it the {nth}.",
        )
        for name, measure in zip(ADVISERS, measures, strict=True)
    )
)
ANSWERS = Frames(
    "The answer is to {option}.", "So the verdict is to {option}.",
    "On balance, then, the thing to do is to {option}.", "Verdict: to {option}.",
    "The advice that carries the day is to {option}.", "All told, {hero} ought to {option}.",
)  # fmt: skip
