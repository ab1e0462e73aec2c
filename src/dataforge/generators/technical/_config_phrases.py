# ruff: noqa: E501 - a sentence stands on one line
"""How a page of options puts things: the sentences of `config_reference`."""

from __future__ import annotations

from dataforge.generators.technical._prose import phrases
from dataforge.text.frames import Frames

OPENINGS = phrases(
    "# [Configuring|Tuning|Setting up|Adjusting] {program}\n\n{program} is {what}[, <good>|, <did> <when>|]. [This page|What follows|The list below] [lists|describes|explains] its options.",
    "# {program} [reference|options|settings]\n\n{program} is {what}; it can be [tuned|adjusted|changed] with the following options[, <link>|].",
    "## Options of {program}\n\nThis [section|chapter|part] of the {program} [handbook|manual|guide] [describes|lists] what an operator may change. ({program} is {what}.)",
    "{program} - configuration\n\n[An operator|A user|An owner] of {program}, {what}, will sooner or later want to change [one of these options|something here|this or that].",
    "# Configuration of {program}\n\nThe program ({what}) reads its options from [several|various|different] places[, <link>|, <turn>|].",
    "[Operating|Running|Owning] {program}\n\n{program}, {what}, runs well as it is delivered. What can be changed is described [here|below|in what follows].",
    "# {program}: options and where they come from\n\nThis [note|page|sheet] is for <people> who [run|use|tend] {program}, {what}.",
    "[Note|Memo|Remark]: our copy of {program} ({what}) [behaves in ways that puzzle some of us|surprised <people> <when>]. Here is what is configured, and where.",
    "# [Deploying|Hosting|Installing] {program}\n\n<^people> in <town> run {program}, {what}[, <how>|]. Its options, as far as [we|they] touch them:",
    "Ticket[ from <person>|]: what is {program} really running with?\n\nFor the record, {program} is {what}. The options in question:",
    "# [Cheat sheet|Quick reference|Notes|Summary] for {program}\n\n{program} is {what}[, <good>|, <did> <when>|].",
    "{program} is {what}. Everything that can be configured has a default[, <turn>|, <link>|].",
    "<^person> <wrote> this <page> on {program}, {what}, <when>.",
    "<^when>, {program}, {what}, was <did> in <place>. Its options [have mattered since|were never touched|are listed here].",
)
TABLE = 5
OPTION_LINES = Frames(
    "- `{path}`: {desc}. [Default|Unless set|Otherwise|Initially|Normally]: `{default}`.",
    "- `{path}` ([default|unless set|normally|as delivered] `{default}`): {desc}",
    "* `{path}` = `{default}` - {desc}",
    "`{path}` [`{default}`]\n: {desc}",
    "- {desc}: `{path}`, [by default|normally|unless set|initially] `{default}`",
    "| `{path}` | `{default}` | {desc} |",
)
TABLE_HEADS = (
    "| option | default | meaning |\n| --- | --- | --- |\n",
    "| Name | Unless set | What it is |\n| --- | --- | --- |\n",
    "| key | default value | description |\n|---|---|---|\n",
)
UPWARD = 6
PRECEDENCE = phrases(
    "[Sources|Settings|Options] are read in this order, and a later [one|source] overrides an earlier one: {chain}.",
    "Where an option is set [twice|more than once], the later source [counts|wins|decides]. From first to last: {chain}.",
    "[Precedence|Rank|Order of rank], lowest first[ (<link>)|]: {chain}.",
    "The [chain|order|ladder] runs, from weakest to strongest, {chain}.",
    "Each source [overrides|beats|replaces] those named before it[, <turn>|]: {chain}.",
    "Values are [layered|stacked|read] bottom to top[, <link>|]: {chain}.",
    "[Precedence|Rank|Order of rank], highest first[ (<link>)|]: {chain}.",
    "The first source that sets an option [decides|wins|counts]. They are asked in this order[, <link>|]: {chain}.",
    "The [chain|order|ladder] runs, from strongest to weakest, {chain}.",
    "Each source [overrides|beats|replaces] those named after it[, <turn>|]: {chain}.",
    "Values are [looked up|searched|read] top to bottom[, <link>|]: {chain}.",
    "Of [several|two|many] values, the one from the source named first counts[, <turn>|]: {chain}.",
)
RULES = (
    phrases(
        "`{path}` [ignores|disregards|never reads] the {source}[, <link>|].",
        "The {source} [cannot|can never|must not] [change|set|touch] `{path}`[, <turn>|].",
        "Whatever the {source} [says|holds|claims] about `{path}` has no effect[, <link>|].",
        "[Values|Settings] of `{path}` that come from the {source} are [skipped|ignored|dropped].",
        "For `{path}` the {source} [does not count|counts for nothing|is passed over][, <link>|].",
        "`{path}` is never [taken|read|filled] from the {source}[, <turn>|].",
    ),
    phrases(
        "`{path}` is [capped|limited|cut off] at `{limit}`[, <link>|].",
        "Values of `{path}` above `{limit}` are [reduced|lowered|cut] to `{limit}`.",
        "The [upper limit|ceiling|maximum] of `{path}` is `{limit}`; what lies above is lowered to it.",
        "More than `{limit}` is [not possible|never granted] for `{path}`; [larger values|higher ones] become `{limit}`.",
        "At run time `{path}` is at most `{limit}`, whatever [larger|higher|greater] value was asked for.",
        "<^link>, `{path}` [stops|ends] at `{limit}`: whatever is above is [cut|lowered|reduced] to that.",
    ),
    phrases(
        "`{path}` keeps its default as long as `{other}` has its own[, <link>|].",
        "Unless `{other}` ends up different from its default, `{path}` [stays|remains] at its default too.",
        "`{path}` only takes effect when `{other}` is not at its default; otherwise the default of `{path}` [holds|counts|stands].",
        "While `{other}` is at its default, [settings|values] of `{path}` are [disregarded|ignored|skipped].",
        "[Settings|Values] of `{path}` count only if `{other}` has been moved off its default[, <turn>|].",
        "If `{other}` comes out at its default, so does `{path}`[, <link>|].",
    ),
)
FILE_LEADS = phrases(
    "The {source}, `{where}`[, <did> <when>|, <good>|]:",
    "[Contents|Lines|An extract] of the {source} (`{where}`):",
    "In the {source} `{where}` [we find|there is|stands]:",
    "{where}, the {source}, [says|reads|holds|contains]:",
    "[From|Taken from|Out of] the {source} ({where}):",
)
ENV_LEADS = phrases(
    "The environment[, <did> <when>|, <good>|]:",
    "[Set|Found|Exported] in the environment[ <when>|]:",
    "[Variables|Relevant parts] of the environment:",
    "The environment [holds|contains|says|sets]:",
    "[From|Taken from] the [unit's|session's|shell's|parent's] environment:",
)
FLAG_LEADS = phrases(
    "The command line[, <did> <when>|, <good>|]:",
    "It [is|was] started with this command line[ <when>|]:",
    "Command line[, <how>|, <link>|]:",
    "The command line [reads|says|is|was]:",
    "[Our|The usual|<^people> use this] command line:",
)
QUESTIONS = phrases(
    "What is the [effective|final|actual|resulting] value of `{path}`[, <link>|]?",
    "Which value of `{path}` does the program [run with|see|use|end up with][, <link>|]?",
    "[Find|Give|State|Work out] the value that `{path}` has in the end.",
    "Which source [decides|settles|sets|determines] the [final |effective ||actual ]value of `{path}`?",
    "Where does the [effective|final|actual] value of `{path}` come from?",
    "[Name|Give|State|Find] the source that the value of `{path}` is taken from.",
    "How many of the options [end up|come out|arrive] at a value other than their default[, <link>|]?",
    "Count the options whose [effective|final|actual] value [differs from|is not] the default.",
    "How many options are[, in the end,|, finally,| then] not at their default[ - <link>|]?",
)
FORMS_A_QUESTION = 3
WORKING = phrases(
    "[Effective|Final|Actual] configuration[, <link>|]:",
    "[Working|Going] through the options[ one by one|, <how>|]:",
    "[Resolved|Derived|Settled][ <how>|, <link>|]:",
    "Option by option[, <link>|, <how>|]:",
    "What [takes effect|counts|results][, <link>|]:",
    "[Resolution|Solution|Derivation][ (<how>)|]:",
)
CHAIN_LINKS = (", then ", " < ", " -> ", ", next ", " / ", " + ", ", over it ")
LINES = Frames(
    "- `{path}`: [default|at first|built in|initially|delivered as] `{default}`{chain}{tail}{result}"
)
RESULTS = Frames(
    " => `{value}` ({source})",
    "; [result|outcome|in effect|that makes] `{value}`, from the {source}",
    ": `{value}` ({source}) [takes effect|counts|wins|decides]",
    ", so `{value}` ([by|from|per|as in] the {source})",
)
TAILS = (
    Frames(
        ", the {source} being [ignored|skipped|passed over]",
        " (not the {source})",
        ", [leaving out|without|minus] the {source}",
    ),
    Frames(", cut to the limit", " (too large)", ", lowered"),
    Frames(
        ", but `{other}` is at its default",
        " (held back by `{other}`)",
        ", [disregarded|ignored] because of `{other}`",
    ),
)
FORMS_A_TAIL = 3
ANSWERS = phrases(
    "[Answer|Result]: {answer}",
    "The answer is {answer}.",
    "[So|Hence|Thus]: {answer}",
    "[Therefore|In short,] {answer}.",
)
