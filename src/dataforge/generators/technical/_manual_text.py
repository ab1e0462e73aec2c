# ruff: noqa: E501 - a sentence stands on one line
"""How the manual of a command puts things: the sentences of `command_manual`."""

from __future__ import annotations

from dataforge.generators.technical._prose import phrases

OPENINGS = phrases(
    "# {program}\n\n`{program}` is {what}[, <good>|, written for <people>|, first <did> in <place>||, and has been <good> <when>].",
    "## [Using|Running|Calling|Understanding] {program}\n\n[The command|The program|The tool] `{program}`, {what}, [was|has been] <did> <how> [in|for|by way of] <place>.",
    "[Notes|A few notes|Remarks|Hints|A short guide|A letter] for <people> who [run|call|use|start|depend on] `{program}`, {what}.",
    "<^people> [know|call|remember|see] `{program}` as {what}. <^link>, it is <good>.",
    "{^what}: [that is|this is|so much for|here is] `{program}`, which <person> <did_act> <when>.",
    "[Manual|Handbook|Reference|Pocket guide|Quick start|Man page] [of|for|to] `{program}` ({what}), <did> <when>.",
    "`{program}`([command|user command|tool|utility])\n\n{^what}, [kept|maintained|hosted|looked after|translated] in <town> [because of|in spite of|thanks to|despite] <why>.",
    "<^when>, <person> <wrote> [this|the following|what follows|a <page>] [about|on|for users of] `{program}`, {what}.",
)
SWITCHES = phrases(
    "- `--{flag}`: {does}[, <link>|; <good>||, <how>|, as <people> <does>].",
    "- `--{flag}` [simply |also |merely |]{does}[; <person> <said> it was <good>||, and is <good>|, <turn>].",
    "- [With|Given] `--{flag}` [the command|it|the program] {does}[, even in <place>||, <link>|, which <people> <does>].",
    "- `--{flag}` - {does}[ (<good>)|| (<when>)| (<turn>)|; see <topic>].",
    "- `--{flag}` ([a switch|no argument|a flag|on or off]). <^link>, it {does}.",
    "- <^people> <does> `--{flag}`, which {does}[ <how>|| <when>].",
)
VALUED = phrases(
    "- `--{flag}` N: {does}; N [is|lies|must be|runs] from {low} [up |]to {high}[, <link>||, <turn>].",
    "- `--{flag}` N {does}[ <how>||, <link>]. [Allowed|Permitted|Valid|Legal]: {low} to {high}.",
    "- [With|Given] `--{flag}` N [the command|it|the program] {does}[, <good>||, <turn>] (at least {low}, at most {high}).",
    "- `--{flag}` N - {does}. [The range|Its range|Range|N] is {low} to {high}[, which is <good>||; <people> <does> it].",
    "- `--{flag}` N, between {low} and {high}: {does}[, <how>||, as <person> <said>|; <good>].",
    "- <^people> <does> `--{flag}` N, which {does}. N [starts|begins] at {low} and [ends|stops] at {high}.",
)
RULES = phrases(
    "`--{flag}` [only works together with|cannot do without|is useless without|makes no sense without|needs|requires] `--{other}`[, <link>|, <turn>||, <good>].",
    "[Whoever|Anyone who] [gives|uses|types|wants] `--{flag}` [must|has to|needs to] [add|give|supply|use] `--{other}` [too|as well|with it|also].",
    "<^link>, `--{flag}` [depends on|calls for|presupposes|goes nowhere without] `--{other}`[ because of <why>|| at <place>].",
    "`--{other}` is [needed|required|a must|indispensable] [for|wherever one uses|as soon as one types|before] `--{flag}`[, <turn>||, <person> <said>].",
    "`--{flag}` [excludes|rules out|forbids|conflicts with|clashes with|cannot stand beside] `--{other}`[, <link>|, <turn>||, <good>].",
    "[Whoever|Anyone who] [gives|uses|types|wants] `--{flag}` [must|has to|needs to] [leave out|avoid|drop|omit] `--{other}` [too|then|altogether|also].",
    "<^link>, `--{flag}` [bars|is incompatible with|is never combined with|is at odds with] `--{other}`[ because of <why>|| at <place>].",
    "`--{other}` is [forbidden|banned|prohibited|out of the question] [for|wherever one uses|as soon as one types|before] `--{flag}`[, <turn>||, <person> <said>].",
)
LEADS = phrases(
    "[In|From|At] <place>, <person> [typed|tried|entered] {line}.",
    "<^when>, <people> [ran|tried|typed] {line}.",
    "{line} was [typed|tried|entered|sent] <how> by <person>.",
    "<^person> [showed|mailed|dictated|sent] us {line}.",
    "A <adj> <page> from <town> [quotes|prints|contains|ends with] {line}.",
    "[Suppose|Imagine|Say] <person> [types|enters] {line}.",
    "[Another|One more|A <adj>] [example|case|trial|attempt]: {line}.",
)
ACCEPTED = 4
OUTCOMES = phrases(
    "[It|This|The line] is accepted[, <turn>||, <link>].",
    "[No complaint|All in order|Nothing to object to]: accepted[ <how>||, <link>].",
    "<^link>, [the command|the program] accepted it[, and <person> <said> it was <good>|| <how>].",
    "[The answer|The result|The outcome] was: accepted[, <turn>||, to the relief of <people>].",
    "[It|This|The line] is refused[, <turn>||, <link>]: the value of `--{flag}`.",
    "[A complaint|An error|A message]: refused [over|because of|for] the value of `--{flag}`.",
    "<^link>, [the command|the program] refused it, [objecting to|complaining of|on account of] the value of `--{flag}`.",
    "[The answer|The result|The outcome] was: refused, [bad|wrong|illegal] value of `--{flag}`.",
    "[It|This|The line] is refused[, <turn>||, <link>]: `--{flag}` lacks `--{other}`.",
    "[A complaint|An error|A message]: refused [because|since|as] `--{flag}` lacks `--{other}`.",
    "<^link>, [the command|the program] refused it, [since|because|for] `--{flag}` lacks `--{other}`.",
    "[The answer|The result|The outcome] was: refused, `--{flag}` lacks `--{other}`.",
    "[It|This|The line] is refused[, <turn>||, <link>]: `--{flag}` clashes with `--{other}`.",
    "[A complaint|An error|A message]: refused [because|since|as] `--{flag}` clashes with `--{other}`.",
    "<^link>, [the command|the program] refused it, [since|because|for] `--{flag}` clashes with `--{other}`.",
    "[The answer|The result|The outcome] was: refused, `--{flag}` clashes with `--{other}`.",
)
TASKS = phrases(
    "[Is|Will] this last line [be |]accepted or refused[, and why||, <person> [asks|wonders]]?".replace(
        "[be |]", ""
    )
    .replace("Will", "Was")
    .replace("[asks|wonders]", "asks"),
    "[Decide|Say|Find out|Work out|Determine] whether [the command|the program|`{program}`] [accepts|takes|swallows] the last line.",
    "[What|How] does [the command|the program|`{program}`] [say|answer|reply] to the last line: accepted or refused?",
    "[Accepted or refused|Refused or accepted]: which is it for the last line[, <link>||, in your view]?",
    "<^person> [typed|tried|wrote down|sent] this last line <when>. [Accepted or refused|Refused or accepted]?",
)
FITS = phrases(
    "`--{flag}` {value} lies within {low} to {high}[, <link>||, so far so good].",
    "{value} is [fine|allowed|in order|legal] for `--{flag}` ({low} to {high}).",
    "`--{flag}` {value} lies outside {low} to {high}[, <link>||, and that counts].",
    "{value} is [wrong|forbidden|out of bounds|illegal] for `--{flag}` ({low} to {high}).",
    "`--{flag}` needs `--{other}`, which is [there|present|given].",
    "`--{flag}` [asks for|wants|calls for] `--{other}`, and [gets|finds|has] it.",
    "`--{flag}` needs `--{other}`, which is [missing|absent|not given].",
    "`--{flag}` [asks for|wants|calls for] `--{other}`, and [lacks|misses|does without] it.",
    "`--{flag}` excludes `--{other}`, which is [missing|absent|not given].",
    "`--{flag}` [bars|forbids|rules out] `--{other}`, and [lacks|misses|does without] it.",
    "`--{flag}` excludes `--{other}`, which is [there|present|given].",
    "`--{flag}` [bars|forbids|rules out] `--{other}`, and [gets|finds|has] it.",
)
CLOSINGS = phrases(
    "[Nothing|No rule|No range] is [violated|hurt|overlooked].",
    "[Everything|The rest|All of it] [fits|is in order].",
    "[So|Thus|Hence] [a rule|something] is broken.",
    "[One thing|A single point] [spoils it|is enough].",
)
ANSWERS = phrases(
    "Answer: {answer}",
    "[So|Hence|Thus|Therefore] the line is {answer}.",
    "[Verdict|Result|Outcome]: {answer}",
    "[In short|To sum up|All told], {answer}.",
)
