# ruff: noqa: E501 - a sentence stands on one line
"""How a guide to finding faults puts things: the sentences of `fault_tree`."""

from __future__ import annotations

from dataforge.generators.technical._prose import phrases

OPENINGS = phrases(
    "# [Trouble with|When something is wrong with|Faults of|Repairing] the {machine}\n\n[Begin|Start|Enter] at step {start}[, <link>||, <turn>].",
    "[Before|Instead of] [calling|bothering|writing to] <person>, [go|work] through these [steps|questions], [beginning|starting] at step {start}. They [belong|apply] to the {machine}.",
    "<^person> <wrote> this <page> on the {machine} <when>. [Its|The] first step is {start}.",
    "<^when>, the {machine} in <place> [failed|gave up|caused concern]. [Whoever repairs it|Its keeper|A technician] [begins|starts] at step {start}.",
    "[Fault finding|Diagnosis|First aid|Service guide]: {machine}. <^people> [begin|start|enter] at step {start}[, <how>||, <link>].",
    "<^link>, a {machine} [rarely|seldom|never] [fails|misbehaves] without <why>. [Step {start} comes first|Start at step {start}|The first step is {start}].",
)
NODES = phrases(
    "{id}. Does the {part} {base}[, <link>||, even <how>]? If so, {yes}; if not, {no}.",
    "{id}. [Look|Listen|Check|Find out]: does the {part} {base}? If it does, {yes}. Otherwise {no}.",
    "{id}. Does the {part} {base}? [Then|In that case] {yes}; if it does not, {no}.",
    "{id}. <^when>, did anyone ask: does the {part} {base}? Yes: {yes}. No: {no}.",
    "{id}. [As <person> <said>|For <people>|Because of <why>], the [next|usual|decisive] question is: does the {part} {base}? If so, {yes}; otherwise {no}.",
    "{id}. Does the {part} {base}? If not, {no}; if so, {yes}.",
    "{id}. [Look|Listen|Check|Find out]: does the {part} {base}? Unless it does, {no}; if it does, {yes}.",
    "{id}. Does the {part} {base}[, <link>||, even <how>]? No: {no}. Yes: {yes}.",
)
GOTO, FIX = range(2)
EXITS = phrases("[go|turn|jump|move] to step {id}", "{action} the {part}")
LEADS = phrases(
    "Case {n}. [In|From|At] <place>, <person> <said> [this|the following] <when>:",
    "Case {n}, [reported|written down|observed|noted] <how> by <people> [in|from] <town>:",
    "Case {n} [concerns|is about|comes from] a {adj} machine in <place>, <did> <when>:".replace(
        "{adj}", "<adj>"
    ),
    "Case {n}: <person> [looked|listened|checked] <how>, and found <an_adj> <matter>:",
    "Case {n}, <turn>, [puzzled|annoyed|surprised] <people> <when>:",
)
SIGNS = phrases(
    "[The|Here the|At first the|This time the] {part} {verb}.",
    "<^people> [noticed|agreed|wrote|saw] that the {part} {verb}.",
    "<^link>, the {part} {verb}.",
    "<^person> <said> that the {part} {verb}.",
    "[It is certain|There is no doubt|It was soon clear|Everyone agrees] that the {part} {verb}.",
    "<^when>, and [again|still|once more] now, the {part} {verb}.",
    "[Asked <how>|After <effort>|In spite of <why>], one sees that the {part} {verb}.",
)
TASKS = phrases(
    "[What|Which remedy] does the [guide|page|tree] [prescribe|recommend|give|end in] [in each case|case by case|for each case]?",
    "[Follow|Trace] each case [through the steps|from step to step|to its end] and [give|name|state] the remedy[, <link>||, <how>].",
    "[Name|Give|State|Find|Work out] the remedy of [each case|every case][, <link>||, as <person> would].",
    "[Where|At which remedy] does [each case|every case] [end|end up|arrive]?",
)
STEPS = phrases("step {id}, {word}", "{id}: {word}", "at {id} {word}", "{id} ({word})")
LINKS = (" -> ", "; ", ", then ", " > ")
WORKED = phrases(
    "Case {n}: {path}. So {fix}.",
    "Case {n} goes {path}. Remedy: {fix}.",
    "Case {n}. {path}. Therefore {fix}.",
    "Case {n}: {path}. [Hence|Thus] {fix}.",
)
ANSWERS = phrases(
    "Answer: {answer}", "[Remedies|Result|Outcome|Verdict]: {answer}", "[So|In short|All told]: {answer}."
)
