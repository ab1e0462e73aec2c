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
    "[Does|Can|Will|May] {treatment} change the {outcome} of {subjects}?",
    "[Effects|Some effects|The effect|Merits] of {treatment} on {subjects}: a [controlled|planned|small|brief|first|careful] comparison",
    "A [controlled|short|plain|small|careful|randomised|winter|summer] [trial|test|study] of {treatment} with {subjects}",
    "[Short report|Brief report|Note|Letter|Working paper|Contribution]: {treatment} and the {outcome} of {subjects}",
    "[Testing|Trying|Trying out|On testing|Judging] {treatment} on {subjects}",
    "What {treatment} [does to|does for|changes in|may do to|did to] {subjects}",
    "[The|On the|Notes on the|A study of the] {outcome} of {subjects} under {treatment}",
    "[A small|One more|A further|A simple|A first] experiment with {subjects}: {treatment}",
    "[Research note|Technical note|Progress report|Field notes] on {subjects} and {treatment}",
    "[Can|Might|Could|Will] {treatment} alter the {outcome} of {subjects}?",
    "[Two|A pair of] groups of {subjects}, [with and without|one of them with] {treatment}",
    "[An experiment|A trial|A test|A pilot study] on {treatment}, [carried out|made|done|conducted] with {subjects}",
)
_INTRODUCTIONS = (
    "We [asked|wondered|wanted to know] whether {treatment} [makes a difference|matters|is of use] to {subjects}, and [expected|rather expected] it to {wishes}.",
    "It is [often|sometimes|widely|loosely] said that {treatment} matters for {subjects}. [Our|The] hypothesis was that it would {wishes}.",
    "[Little|Not much|Next to nothing] is known [about|of] {subjects} and {treatment}. From [a pilot study|earlier work|hearsay] we expected the treatment to {wishes}.",
    "[Earlier|Older|Published] reports on {treatment} [disagree|contradict each other|differ]. We put them to the test with {subjects}; our hypothesis was that it would {wishes}.",
    "The question [of this study|asked here|before us] is simple: what does {treatment} do to {subjects}? We [predicted|expected|thought] that it would {wishes}.",
    "[Before the first measurement|Beforehand|At the outset] we wrote down what we expected of {treatment}: it should {wishes}. The test was [made|done|run] with {subjects}.",
    "Those who work with {subjects} have [strong opinions|firm views|much to say] on {treatment}. If they are right, it will {wishes}.",
    "[A reviewer|An editor|A reader] of our last paper [suggested|thought|argued] that {treatment} ought to {wishes}. [We therefore|So we|Hence we] compared two groups of {subjects}.",
    "Theory [predicts|says|has it] that {treatment} should {wishes}. Whether {subjects} [obey|follow|heed] the theory was to be seen.",
    "This is a [registered|planned|plain] comparison of {subjects} with and without {treatment}, which was expected to {wishes}.",
    "Our aim was to [find out|learn|establish] whether {treatment} would {wishes}, as [has been claimed|is claimed|some claim] for {subjects}.",
    "[Following a suggestion|On a hint|After a request] from the field, we tried {treatment} on {subjects}. It was [supposed|meant|said] to {wishes}.",
)
_NOTE_OPENINGS = (
    "[Expected|Hoped|Asked|Claimed] of {treatment}: to {wishes}. [Tried|Tested|Checked] on {subjects}.",
    "[Does|Can|Will|May] {treatment} {wishes}? A [trial|test|study|trial run] with {subjects}.",
    "We [tried|tested|used|tried out] {treatment} on {subjects} to {wishes}.",
    "[Note on|On|About|Concerning] {subjects}: {treatment} [should|ought to|is meant to|is said to] {wishes}.",
    "In a [trial|test|study|small trial] with {subjects}, {treatment} was [hoped|expected|meant|supposed] to {wishes}.",
    "[Our guess|Our bet|The claim|The rumour] was that {treatment} would {wishes}; {subjects} had to tell.",
    "[Notes|Remarks|Jottings|A few lines] on {subjects} and {treatment}. Prediction: it will {wishes}.",
    "[Could|Might|Would] {treatment} {wishes}? We [looked at|turned to|chose] {subjects}.",
    "[Somebody|A friend|An uncle|The handbook] claims that {treatment} should {wishes}. We checked with {subjects}.",
    "[Will|Does|Would] {treatment} really {wishes}? This is a [first|small|quick] test with {subjects}.",
    "We [bet|guessed|hoped|thought] that {treatment} would {wishes}. The test was [made|done|run] with {subjects}.",
    "For {subjects}, {treatment} is [said|thought|believed|reputed] to {wishes}. We wanted to [see it|see|make sure].",
)
FORMS_OF_INTRODUCTION = len(_INTRODUCTIONS)
INTRODUCTIONS = Frames(*_INTRODUCTIONS, *_NOTE_OPENINGS)
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
    "Margin for the {outcome}: {margin} {unit}.",
    "Agreed margin, {outcome}: {margin} {unit}.",
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
TERSE_ANALYSES = 2
ANALYSES = Frames(
    "{outcome} ({unit}): controls {sum_c} / {n_c} = {mean_c}{sd_c}; treated {sum_t} / {n_t} = {mean_t}{sd_t}; difference {d}. {decision}",
    "- {outcome}: mean {mean_c} {unit} (sum {sum_c}, n = {n_c}{sd_c}) against {mean_t} (sum {sum_t}, n = {n_t}{sd_t}) under treatment, a difference of {d}. {decision}",
    "In the {outcome}, the {n_c} controls add up to {sum_c} {unit}, a mean of {mean_c}{sd_c}; the {n_t} treated ones to {sum_t}, a mean of {mean_t}{sd_t}. The difference is {d} {unit}. {decision}",
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
