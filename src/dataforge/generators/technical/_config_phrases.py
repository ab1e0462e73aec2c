# ruff: noqa: E501 - a sentence stands on one line
"""How a page of options puts things: the sentences of `config_reference`."""

from __future__ import annotations

from dataforge.text.frames import Frames

OPENINGS = Frames(
    "# Configuring {program}\n\n{program} is {what}. This page lists its options.",
    "# {program} reference\n\n{program} is {what}; it can be tuned with the following options.",
    "## Options of {program}\n\nThis section of the {program} handbook describes what an operator may change. ({program} is {what}.)",
    "{program} - configuration\n\nAn operator of {program}, {what}, will sooner or later want to change one of these options.",
    "# Configuration of {program}\n\nThe program ({what}) reads its options from several places.",
    "Operating {program}\n\n{program}, {what}, runs well as it is delivered. What can be changed is described here.",
    "# {program}: options and where they come from\n\nThis note is for those who run {program}, {what}.",
    "Note: our copy of {program} ({what}) behaves in ways that puzzle some of us. Here is what is configured, and where.",
    "# Deploying {program}\n\nWe run {program}, {what}. Its options, as far as we touch them:",
    "Ticket: what is {program} really running with?\n\nFor the record, {program} is {what}. The options in question:",
    "# Cheat sheet for {program}\n\n{program} is {what}.",
    "{program} is {what}. Everything that can be configured has a default.",
)
TABLE = 5
OPTION_LINES = Frames(
    "- `{path}`: {desc}. Default: `{default}`.",
    "- `{path}` (default `{default}`): {desc}",
    "* `{path}` = `{default}` - {desc}",
    "`{path}` [`{default}`]\n: {desc}",
    "- {desc}: `{path}`, by default `{default}`",
    "| `{path}` | `{default}` | {desc} |",
)
TABLE_HEADS = (
    "| option | default | meaning |\n| --- | --- | --- |\n",
    "| Name | Unless set | What it is |\n| --- | --- | --- |\n",
    "| key | default value | description |\n|---|---|---|\n",
)
UPWARD = 6
PRECEDENCE = Frames(
    "Sources are read in this order, and a later one overrides an earlier one: {chain}.",
    "Where an option is set twice, the later source counts. From first to last: {chain}.",
    "Precedence, lowest first: {chain}.",
    "The chain runs, from weakest to strongest, {chain}.",
    "Each source overrides those named before it: {chain}.",
    "Values are layered bottom to top: {chain}.",
    "Precedence, highest first: {chain}.",
    "The first source that sets an option decides. They are asked in this order: {chain}.",
    "The chain runs, from strongest to weakest, {chain}.",
    "Each source overrides those named after it: {chain}.",
    "Values are looked up top to bottom: {chain}.",
    "Of several values, the one from the source named first counts: {chain}.",
)
RULES = (
    Frames(
        "`{path}` ignores the {source}.",
        "The {source} cannot change `{path}`.",
        "Whatever the {source} says about `{path}` has no effect.",
        "Values of `{path}` that come from the {source} are skipped.",
        "For `{path}` the {source} does not count.",
        "`{path}` is never taken from the {source}.",
    ),
    Frames(
        "`{path}` is cut to `{limit}` if it would be larger.",
        "`{path}` never exceeds `{limit}`: a larger value counts as `{limit}`.",
        "Values of `{path}` above `{limit}` are lowered to `{limit}`.",
        "The upper limit of `{path}` is `{limit}`; what lies above is lowered to it.",
        "More than `{limit}` is not possible for `{path}`; larger values become `{limit}`.",
        "At run time `{path}` is at most `{limit}`, whatever larger value was asked for.",
    ),
    Frames(
        "`{path}` keeps its default as long as `{other}` has its own.",
        "Unless `{other}` ends up different from its default, `{path}` stays at its default too.",
        "`{path}` only takes effect when `{other}` is not at its default; otherwise the default of `{path}` holds.",
        "While `{other}` is at its default, settings of `{path}` are disregarded.",
        "Settings of `{path}` count only if `{other}` has been moved off its default.",
        "If `{other}` comes out at its default, so does `{path}`.",
    ),
)
FILE_LEADS = Frames(
    "The {source}, `{where}`:",
    "Contents of the {source} (`{where}`):",
    "In the {source} `{where}` we find:",
    "{where}, the {source}, says:",
    "From the {source} ({where}):",
)
ENV_LEADS = Frames(
    "The environment:",
    "Set in the environment:",
    "Variables of the environment:",
    "The environment holds:",
    "From the unit's environment:",
)
FLAG_LEADS = Frames(
    "The command line:",
    "It is started with this command line:",
    "Command line:",
    "The command line reads:",
    "Our command line:",
)
QUESTIONS = Frames(
    "What is the effective value of `{path}`?",
    "Which value of `{path}` does the program run with?",
    "Find the value that `{path}` has in the end.",
    "Which source decides the value of `{path}`?",
    "Where does the effective value of `{path}` come from?",
    "Name the source that the value of `{path}` is taken from.",
    "How many of the options end up at a value other than their default?",
    "Count the options whose effective value differs from the default.",
    "How many options are, in the end, not at their default?",
)
FORMS_A_QUESTION = 3
WORKING = (
    "Effective configuration:",
    "Working through the options one by one:",
    "Resolved:",
    "Option by option:",
    "What takes effect:",
    "Resolution:",
)
CHAIN_LINKS = (", then ", " < ", " -> ")
RESULTS = Frames(
    " => `{value}` ({source})", "; result `{value}`, from the {source}", ": `{value}` ({source}) takes effect"
)
TAILS = (
    Frames(", the {source} being ignored", " (not the {source})", ", leaving out the {source}"),
    Frames(", cut to the limit", " (too large)", ", lowered"),
    Frames(
        ", but `{other}` is at its default", " (held back by `{other}`)", ", disregarded because of `{other}`"
    ),
)
ANSWERS = Frames("Answer: {answer}", "The answer is {answer}.", "So: {answer}", "Therefore {answer}.")
