# ruff: noqa: E501 - a sentence stands on one line
"""How a guide to finding faults puts things: the sentences of `fault_tree`."""

from __future__ import annotations

from dataforge.generators.technical._prose import phrases

OPENINGS = phrases(
    "# [Trouble with|Help with|Faults of|Repairing|Nursing|What ails] the {machine}\n\n[Begin|Start|Enter] at step {start}[, <link>|, <turn>|].",
    "[Before|Instead of] [calling|bothering|writing to] <person>, [go|work] through these [steps|questions], [beginning|starting] at step {start}. They [belong|apply] to the {machine}.",
    "<^person> <wrote> this <page> on the {machine} <when>. [Its|The] first step is {start}.",
    "<^when>, the {machine} in <place> [failed|gave up|caused concern]. [Whoever repairs it|Its keeper|A technician] [begins|starts] at step {start}.",
    "[Fault finding|Diagnosis|First aid|Service guide]: {machine}. <^people> [begin|start|enter] at step {start}[, <how>|, <link>|].",
    "{^a_machine} [rarely|seldom|never|hardly ever] [fails|misbehaves|gives up] without <why>[, <link>|]. [Step {start} comes first|Start at step {start}|The first step is {start}].",
    "[Does|Did] the {machine} [fail|misbehave|stop|sulk] [again|once more|<when>]? [Start|Begin|Enter] at step {start}[, <link>|, <turn>|].",
    "<^people> in <town> [repair|service|tend|revive] the {machine} <how>: step {start} [comes first|is the first|opens the round].",
)
NODES = phrases(
    "{id}. Does the {part} {base}[, <link>|, <turn>|]? [If so|If it does|If yes], {yes}; [if not|if it does not|if no], {no}.",
    "{id}. [Look|Listen|Check|Find out|Ask|Tell]: does the {part} {base}? [If it does|If so|If yes], {yes}. [Otherwise|If not,|If it does not,] {no}.",
    "{id}. Does the {part} {base}[, <turn>|, <link>|]? [Then|In that case] {yes}; [if it does not,|if not,|otherwise] {no}.",
    "{id}. <^when>, [they asked|someone asked|all asked|one might ask|the cue was]: does the {part} {base}? Yes: {yes}. No: {no}.",
    "{id}. [As <person> <said>|For <people>|Because of <why>], [the next|the usual|the real|one more|a good] question [is|was|remains]: does the {part} {base}? [If so|If yes], {yes}; [otherwise|if not,] {no}.",
    "{id}. Does the {part} {base}[, <turn>|, <link>|]? [If not|If no], {no}; [if so|if it does|if yes], {yes}.",
    "{id}. [Look|Listen|Check|Find out|Ask|Tell]: does the {part} {base}? Unless it does, {no}; [if it does|if so|if yes], {yes}.",
    "{id}. Does the {part} {base}[, <link>|, <turn>|]? No: {no}. Yes: {yes}.",
)
GOTO, FIX = range(2)
EXITS = phrases("[go|turn|jump|move|proceed|skip|pass|hop] to step {id}", "{action} the {part}")
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
    "[The|Here the|At first the|This time the|Again the|Now the|Oddly, the|Sure enough, the] {part} {verb}.",
    "<^people> [noticed|agreed|wrote|saw|found|swear|fear] that the {part} {verb}.",
    "<^link>, the {part} {verb}.",
    "<^person> <said> that the {part} {verb}.",
    "[It is|It was|It seems|Now it is] [certain|clear|plain|likely|obvious] that the {part} {verb}.",
    "[No one|Nobody|Not one of us|Hardly anyone] [denies|doubts|disputes|hides] that the {part} {verb}.",
    "<^when>, [again|still|just as|even] now, the {part} {verb}.",
    "[Asked <how>|After <effort>|Despite <why>], [one|everyone|the owner] [sees|admits|reports|says] that the {part} {verb}.",
)
TASKS = phrases(
    "[What|Which remedy] does the [guide|page|tree] [prescribe|recommend|give|name] [in each case|case by case|for each case]?",
    "[Follow|Trace] each case [through the steps|from step to step|to its end] and [give|name|state] the remedy[, <link>||, <how>].",
    "[Name|Give|State|Find|Work out] [the remedy|the cure|what to do|the way out] [of|in|for] [each|every] case[, <link>||, as <person> would].",
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
