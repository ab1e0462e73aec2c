# ruff: noqa: E501 - a sentence stands on one line
"""How a short paper puts things: the sentences of `two_group_study`."""

from __future__ import annotations

from dataforge.text.frames import Frames

STYLES = 5
HEADS = (
    ("# ", "## Introduction\n\n", "## Methods\n\n", "## Data\n\n", "## Analysis\n\n", "## Conclusion\n\n"),
    ("", "Introduction. ", "Methods. ", "Data.\n", "Analysis.\n", "Conclusion. "),
    ("", "INTRODUCTION\n", "MATERIALS AND METHODS\n", "RESULTS\n", "ANALYSIS\n", "DISCUSSION\n"),
    ("", "Background: ", "Design: ", "Measurements:\n", "Evaluation:\n", "Conclusions: "),
    ("", "", "", "", "", ""),
)
NOTE = 4
TITLES = Frames(
    "Does {treatment} change the {outcome} of {subjects}?",
    "Effects of {treatment} on {subjects}: a controlled comparison",
    "A controlled trial of {treatment} with {subjects}",
    "Short report: {treatment} and the {outcome} of {subjects}",
    "Testing {treatment} on {subjects}",
    "What {treatment} does to {subjects}",
    "The {outcome} of {subjects} under {treatment}",
    "A small experiment with {subjects}: {treatment}",
    "Research note on {subjects} and {treatment}",
    "Can {treatment} alter the {outcome} of {subjects}?",
    "Two groups of {subjects}, with and without {treatment}",
    "An experiment on {treatment}, carried out with {subjects}",
)
INTRODUCTIONS = Frames(
    "We asked whether {treatment} makes a difference to {subjects}, and expected it to {wishes}.",
    "It is often said that {treatment} matters for {subjects}. Our hypothesis was that it would {wishes}.",
    "Little is known about {subjects} and {treatment}. From a pilot study we expected the treatment to {wishes}.",
    "Earlier reports on {treatment} disagree. We put them to the test with {subjects}; our hypothesis was that it would {wishes}.",
    "The question of this study is simple: what does {treatment} do to {subjects}? We predicted that it would {wishes}.",
    "Before the first measurement we wrote down what we expected of {treatment}: it should {wishes}. The test was made with {subjects}.",
    "Those who work with {subjects} have strong opinions on {treatment}. If they are right, it will {wishes}.",
    "A reviewer of our last paper suggested that {treatment} ought to {wishes}. We therefore compared two groups of {subjects}.",
    "Theory predicts that {treatment} should {wishes}. Whether {subjects} obey the theory was to be seen.",
    "This is a registered comparison of {subjects} with and without {treatment}, which was expected to {wishes}.",
    "Our aim was to find out whether {treatment} would {wishes}, as has been claimed for {subjects}.",
    "Following a suggestion from the field, we tried {treatment} on {subjects}. It was supposed to {wishes}.",
)
NOTE_OPENINGS = Frames(
    "Expected of {treatment}: to {wishes}. Tried on {subjects}.",
    "Does {treatment} {wishes}? A trial with {subjects}.",
    "We tried {treatment} on {subjects} to {wishes}.",
    "Note on {subjects}: {treatment} should {wishes}.",
    "In a trial with {subjects}, {treatment} was hoped to {wishes}.",
    "Our guess was that {treatment} would {wishes}; {subjects} had to tell.",
    "Notes on {subjects} and {treatment}. Prediction: it will {wishes}.",
    "Can {treatment} {wishes}? We looked at {subjects}.",
    "Somebody claims that {treatment} should {wishes}. We checked with {subjects}.",
    "Will {treatment} {wishes}? This is a first test with {subjects}.",
    "We bet that {treatment} would {wishes}. The test was made with {subjects}.",
    "For {subjects}, {treatment} is said to {wishes}. We wanted to see it.",
)
RAISES = ("raise", "increase", "lift")
LOWERS = ("lower", "reduce", "decrease")
DESIGNS = Frames(
    "There were {nc} controls and {nt} treated {subjects}.",
    "We compared {nt} {subjects} under treatment with {nc} controls.",
    "The treatment was given to {nt} {subjects}; {nc} others served as controls.",
    "Of {all} {subjects}, {nt} drawn by lot were treated, and {nc} were not.",
    "A group of {nc} {subjects} was left as it was (the controls); a second group of {nt} was treated.",
    "Lots decided which {nt} of the {all} {subjects} were treated; the other {nc} are the controls.",
    "Treated: {nt} {subjects}. Controls: {nc}.",
    "Two groups were formed by lot: {nc} {subjects} without treatment, {nt} with it.",
)
MARGINS = Frames(
    "For the {outcome}, a difference of at least {margin} {unit} was agreed to count.",
    "In the {outcome} we call a difference reliable from {margin} {unit} upwards.",
    "Differences in the {outcome} below {margin} {unit} are treated as chance.",
    "The {outcome} counts as changed if the means lie {margin} {unit} or more apart.",
    "A change of the {outcome} is recognised from {margin} {unit} on.",
)
CRITERIA = Frames(
    "A difference counts as reliable if it exceeds twice its standard error, computed from the rounded standard deviations.",
    "We call a difference reliable if it is larger than two standard errors; the standard error is taken from the standard deviations as printed.",
    "The yardstick is twice the standard error of the difference, worked out from the rounded deviations: what exceeds it counts.",
    "Only a difference of more than two standard errors is accepted; standard errors follow from the printed standard deviations.",
)
ROUNDINGS = (
    "Derived figures have two decimals, halves rounded to even.",
    "All results are rounded to two decimals (half to even), and the rounded figures are used from then on.",
    "We round to two decimals, ties to the even digit.",
    "Rounding is to two decimals, half to even.",
    "Figures derived from the data are rounded half to even, to two decimals.",
)
EXCLUSIONS = Frames(
    "{label} is left out {reason}.",
    "{label} was excluded {reason}.",
    "We dropped {label} {reason}.",
    "The readings of {label} do not count, {reason}.",
)
REASONS = (
    "because of a labelling error", "because the instrument failed", "because a record was missing", "after an accident",
    "because the protocol was not followed", "because of a power cut", "for want of a second reading", "after a spill",
    "because a reading was illegible", "at the request of a referee", "because the groups had been confused",
    "after a mistake in handling", "because two entries contradict each other", "because it was measured too late",
    "on formal grounds", "because the calibration had expired",
)  # fmt: skip
LABELS = (("C", "T"), ("K", "S"), ("A", "B"), ("N", "W"))
TABLE_HEADS = ("subject | group", "label | group", "no. | arm", "unit | condition")
ANALYSES = Frames(
    "{outcome} ({unit}): controls {sum_c} / {n_c} = {mean_c}{sd_c}; treated {sum_t} / {n_t} = {mean_t}{sd_t}; difference {d}. {decision}",
    "In the {outcome}, the {n_c} controls add up to {sum_c} {unit}, a mean of {mean_c}{sd_c}; the {n_t} treated ones to {sum_t}, a mean of {mean_t}{sd_t}. The difference is {d} {unit}. {decision}",
    "- {outcome}: mean {mean_c} {unit} (sum {sum_c}, n = {n_c}{sd_c}) against {mean_t} (sum {sum_t}, n = {n_t}{sd_t}) under treatment, a difference of {d}. {decision}",
    "The treated group has a mean {outcome} of {mean_t} {unit} ({sum_t} over {n_t}{sd_t}), the controls one of {mean_c} ({sum_c} over {n_c}{sd_c}): a difference of {d}. {decision}",
)
BY_MARGIN = Frames(
    "That {reaches} the margin of {margin}: {verdict}.",
    "The margin of {margin} {is_or_not} reached: {verdict}.",
    "Since the margin is {margin}, this is {verdict}.",
    "Against a margin of {margin} we find {verdict}.",
)
BY_ERROR = Frames(
    "With a standard error of {se}, twice which is {limit}, this is {verdict}.",
    "Its standard error is {se}, and two of them make {limit}: {verdict}.",
    "Standard error {se}; twice that, {limit}; hence {verdict}.",
    "The standard error being {se} and the limit {limit}, we find {verdict}.",
)
FORMS_A_VERDICT = 3
VERDICTS = (
    "no reliable difference", "no difference that counts", "nothing beyond chance",
    "a reliable increase", "an increase that counts", "a clear rise",
    "a reliable decrease", "a decrease that counts", "a clear fall",
)  # fmt: skip
FORMS_A_REMARK = 3
REMARKS = Frames(
    "The largest {outcome} among those counted was {v} {unit}.",
    "The {outcome} reached {v} {unit} at most.",
    "No {outcome} above {v} {unit} was counted.",
    "The smallest {outcome} among those counted was {v} {unit}.",
    "The {outcome} never lay below {v} {unit}.",
    "No {outcome} below {v} {unit} was counted.",
    "Within the control group the {outcome} spans {v} {unit}.",
    "Among the controls, the {outcome} varies by {v} {unit}.",
    "From the lowest to the highest control, the {outcome} differs by {v} {unit}.",
    "Within the treated group the {outcome} spans {v} {unit}.",
    "Under treatment, the {outcome} varies by {v} {unit}.",
    "From the lowest to the highest treated subject, the {outcome} differs by {v} {unit}.",
    "Relative to the controls, the {outcome} changed by {v} percent.",
    "In percent of the control mean, the difference in the {outcome} is {v}.",
    "The change of the {outcome} amounts to {v} percent of the control mean.",
)
FORMS_A_STATUS = 4
CONCLUSIONS = Frames(
    "The expectation for the {outcome} is supported.",
    "As expected, the {outcome} {moved}.",
    "For the {outcome} the hypothesis holds.",
    "The {outcome} behaved as predicted and {moved}.",
    "The expectation for the {outcome} is contradicted.",
    "Against expectation, the {outcome} {moved}.",
    "For the {outcome} the opposite of the hypothesis was seen.",
    "The {outcome} went the wrong way: it {moved}.",
    "The expectation for the {outcome} is left open.",
    "Whether the {outcome} changes remains open.",
    "For the {outcome} no effect could be shown.",
    "The {outcome} did not change by more than chance allows.",
)
VERDICT_LINES = Frames(
    "Verdict: {answer}.",
    "The hypothesis in one line: {answer}.",
    "In short: {answer}.",
    "Status of the hypothesis: {answer}.",
    "So: {answer}.",
)
