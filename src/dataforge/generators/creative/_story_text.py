"""What simulated stories say: openings, rules of the place, events, questions."""

from __future__ import annotations

from dataforge.text.draws import Weights
from dataforge.text.frames import Frames

ACTION = Weights([3, 5, 2])
OCCASIONS = (
    "one morning in early spring", "on the last day of the month", "on a day without wind",
    "many years ago", "on the day of the fair", "after the first snow", "in the week of the great storm",
    "on a Tuesday like any other", "the morning after the feast", "on the shortest day of the year",
    "before the roads were paved", "in the summer of the drought", "when the river froze",
    "on the eve of an inspection", "during the long strike", "on the hottest day in years",
    "when the owners were away", "a week before the auction", "on a grey morning", "shortly after the war",
    "at the end of the season", "on the first day of lent", "in the year of the two floods",
    "on somebody's birthday", "the day the clocks went back", "in the quiet week between the holidays",
    "on a morning of thick fog", "while the roof was being mended", "when the bridge was closed",
    "early on a market day", "on the night of the eclipse", "when the comet was in the sky",
    "in the last days of autumn", "the day before the wedding",
)  # fmt: skip
OPENINGS = Frames(
    "{occasion}, {s} was quiet.",
    "{occasion}, nobody at {s} expected trouble.",
    "This happened at {s} {when}.",
    "They tell a story of {s}, which took place there {when}.",
    "At {s} the day began early {when}.",
    "{occasion}, things at {s} went as follows.",
    "What went on at {s} {when} is soon told.",
    "{place} woke late {when}.",
    "{occasion}, few people were to be seen at {s}.",
    "Little ever happened at {s} except {when}.",
    "{place} has its own tale, and it took place {when}.",
    "{occasion}, there was a curious to and fro at {s}.",
    "People at {s} still talk of what was done there {when}.",
    "{occasion}, a thin rain fell on {s}.",
)
PEOPLE = Frames(
    "At first {list}.", "When the clock struck eight, {list}.", "To begin with, {list}.",
    "As the day began, {list}.", "Before anything happened, {list}.", "This is how they stood: {list}.",
)  # fmt: skip
THINGS = Frames(
    "{list}, as everyone knew.", "Everyone knew that {list}.", "It was no secret that {list}.",
    "Anyone there could have told you that {list}.", "By common knowledge {list}.",
    "Nobody had to be told that {list}.",
)  # fmt: skip
HIDDEN = (
    "Everything was kept in closed chests there",
    "Lids and doors hid things from view in that place",
    "All things were put away in cupboards and drawers",
    "Nothing there lay about in the open",
    "In that place every object had a lid or a door in front of it",
    "What was put away there could not be seen from outside",
)
KNOWN = (
    ", so only those present when a thing was taken or put away knew of it",
    ", and a move was known only to those who were at one end of it or the other",
    ", so that one had to be there when something was fetched or put down to know of it",
    "; those who were neither where a thing was taken nor where it was put down learnt nothing of it",
    ", and one knew of a move only by being at its beginning or at its end",
)
SAID = (
    "Whoever moved a thing said where it was going.",
    "It was the custom to say aloud where one was taking a thing.",
    "The way it was going was always announced.",
    "One called out the place to which one took it, and people believed what they were told.",
    "Everyone who carried something named its new place at once.",
)
WALKS = Frames(
    "{who} went to {d}", "{who} walked over to {d}", "{who} left {c} for {d}", "{who} hurried to {d}",
    "{who} strolled to {d}", "from {c} {who} went to {d}", "{who} crossed over to {d}",
    "{who} was called to {d}", "{who} had business {at_d} and went there",
    "{who} grew tired of {c} and moved to {d}", "{who} was next seen {at_d}", "{who} slipped away to {d}",
    "{who} turned up {at_d}", "{who} got up and went to {d}", "{who} exchanged {c} for {d}",
    "{who} found some reason to go to {d}",
    "{who} ran to {d}",
    "{who} drifted from {c} to {d}",
    "{who} decided to wait {at_d} and went there",
    "{who} headed for {d}",
    "{who} looked around and then walked to {d}",
    "{who} withdrew to {d}",
    "{who} put on a coat and left for {d}",
    "{who} stepped out of {c} and made for {d}",
    "{who} marched off to {d}",
    "{who} had promised to be {at_d} and kept the promise",
)  # fmt: skip
CARRIES = Frames(
    "{who} took {o} to {d}",
    "{who} picked up {o} and carried it to {d}",
    "{who} moved {o} from {s} to {d}",
    "{who} brought {o} to {d}",
    '{who} said, "This belongs {at_d}," and took {o} there',
    "{who} carried {o} off to {d}",
    "{who} thought it wise to keep {o} {at_d} and put it there",
    "{who} lifted {o} from its shelf and bore it to {d}",
    '{who} declared, "I want {o} {at_d}," and saw to it at once',
    "{who} gave {o} a new home {at_d}",
    "{who} removed {o} to {d}",
    "{who} took hold of {o} and went with it to {d}",
    "{who} wrapped {o} in paper and took it to {d}",
    "{who} found {o} in the way and put it {at_d}",
    "{who} dusted {o} and set it down {at_d}",
    '{who} announced, "This goes to {d}," and was off with {o}',
    "{who} carried {o} all the way to {d}",
    "{who} shook {o}, shrugged and took it to {d}",
    "{who} fetched {o} from {s} and took it to {d}",
    "{who} went to {s}, found {o} and carried it to {d}",
    "{who} looked in at {s}, took {o} and put it away {at_d}",
    "{who} came to {s} for {o} and brought it to {d}",
    '{who} walked into {s}, said, "This belongs {at_d}," and took {o} there',
    "{who} went to get {o} from {s} and hid it {at_d}",
    "{who} collected {o} from {s} and left it {at_d}",
    "{who} hurried to {s}, where {o} was, and moved it to {d}",
    "{who} called at {s}, picked up {o} and carried it off to {d}",
    "{who} got {o} out of its place {at_s} and made off with it to {d}",
    "{who} made for {s}, lifted {o} from its shelf and bore it to {d}",
    "{who} took {o} out of its corner {at_s} and carried it to {d}",
    "{who} ran to {s}, seized {o} and brought it to {d}",
    "{who} stopped at {s} just long enough to pick up {o} and went on to {d} with it",
    "{who} asked nobody, walked into {s} and carried {o} off to {d}",
    '{who} entered {s}, announced, "This goes to {d}," and was off with {o}',
    "{who} had come to {s} for nothing but {o} and took it to {d}",
    "{who} passed through {s} and took {o} along to {d}",
)
CARRY_FORMS = len(CARRIES) // 2
TELLS = Frames(
    "{who} told {whom} that {o} was {at_d}",
    "{who} sent {whom} word that {o} was {at_d}",
    "{who} left a note for {whom}: {o} was {at_d}",
    "{who} let {whom} know that {o} could be found {at_d}",
    '{who} wrote to {whom}, "Look for {o} {at_d}," and no more',
    "{who} mentioned to {whom} that {o} was kept {at_d}",
    "{who} assured {whom} that {o} lay {at_d}",
    '{who} told {whom} in passing, "By the way, {o} is {at_d}," and left it at that',
    "{who} informed {whom} that {o} was {at_d}",
    "{who} passed a message to {whom} saying that {o} was {at_d}",
    "{who} confided to {whom} that {o} was to be found {at_d}",
    "{who} had {whom} told that {o} was {at_d}",
    "{who} swore to {whom} that {o} was {at_d}",
    "{who} wrote to {whom} that {o} was {at_d}",
    "{who} reminded {whom} that {o} was {at_d}",
    "{who} sent {whom} a line to say that {o} was {at_d}",
    "{who} made it known to {whom} that {o} was {at_d}",
    '{who} answered a question from {whom} with the words, "You will find {o} {at_d}," and went on with '
    "the day",
)
LEADS = (
    "Then ", "Next, ", "After that, ", "A little later, ", "Soon afterwards, ", "Before noon, ",
    "Presently ", "In the meantime, ", "Some time later, ", "At length ", "Within the hour, ",
    "As luck would have it, ", "Without delay, ", "For no clear reason, ", "After a while, ", "Just then ",
    "Towards noon, ", "Not long after, ", "Once more the door opened: ", "As might be expected, ",
)  # fmt: skip
MANNERS = (
    ", humming a tune", " without a word", " as quietly as possible", ", in no hurry at all", ", whistling",
    ", deep in thought", " with a sigh", ", yawning", " with some effort", ", as people do",
    ", for no particular reason", " on tiptoe", ", all smiles", ", talking to nobody in particular",
    " with great care", ", muttering", " in high spirits", ", frowning", " before the kettle boiled",
    ", and that was that", ", hoping to be alone", " in the best of tempers", ", glancing back once",
    " with an air of importance",
)  # fmt: skip
QUESTIONS = Frames(
    "Where is {o} now?",
    "In the end, where is {o} to be found?",
    "Where was {o} when the day was over?",
    "If you had to fetch {o}, where would you go?",
    "Where does {who} believe {o} to be?",
    "Where will {who} look for {o} first?",
    "If {who} wants {o}, where will the search begin?",
    "Where is {o}, if you ask {who}?",
    "Where does {who} think that {whom} will look for {o}?",
    "According to {who}, where does {whom} believe {o} to be?",
    "Ask {who} where {whom} would search for {o}: what is the reply?",
    "What does {who} take to be the place where {whom} expects {o}?",
)
BEGINS = Frames(
    "At the start {o} was {at}.", "The day begins with {o} {at}.", "First of all, {o} was {at}.",
    "We find {o} {at} at the outset.",
)  # fmt: skip
STEPS = Frames(
    "From there it went to {p}.",
    "Then it was brought to {p}.",
    "Its next place was {p}.",
    "It was taken to {p}.",
    "Then {who} learnt of its move to {p}.",
    "Next, as far as {who} knew, it was {at}.",
    "News that it was {at} then reached {who}.",
    "After that {who} took it to be {at}.",
    "Then {who} had reason to think that {whom} knew it to be {at}.",
    "Next, {who} could tell that {whom} expected it {at}.",
    "Later {who} saw cause to credit {whom} with the belief that it was {at}.",
    "Then, to the mind of {who}, {whom} took it to be {at}.",
)
REMARKS = Frames(
    "And there it is.", "There it is indeed.", "This is the truth of the matter.",
    "In this there is no mistake.", "In truth it is {at}.", "It is really {at}.",
    "Meanwhile the thing itself is {at}.", "But in fact it lies {at}.",
)  # fmt: skip
ANSWERS = Frames(
    "Answer: {at}.", "So the answer is: {at}.", "The answer, then: {at}.", "It has to be {at}.",
    "The place to name is {p}.",
)  # fmt: skip
