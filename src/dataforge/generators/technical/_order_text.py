# ruff: noqa: E501 - a sentence stands on one line
"""How a guide to installing packages puts things: the sentences of `install_order`."""

from __future__ import annotations

from dataforge.generators.technical._prose import phrases

OPENINGS = phrases(
    "# [Installing|Setting up|Building|Rolling out] {program}\n\n`{program}`, {what}, [stands on|rests on|is built from|draws on] a [number|handful|set|pile] of packages[, <turn>||, <did> in <place>].",
    "[Before|Whenever] <people> [install|upgrade|rebuild] `{program}` ({what}), [they|most of them] [should|ought to|must] [look at|read|know] its packages[, <link>||, <how>].",
    "<^person> <wrote> [this|the following] <page> on [the packages of|what goes into|installing|building] `{program}`, {what}, <when>.",
    "<^when>, `{program}` ({what}) [would not|did not|refused to] [start|build|install] in <place>. [The reason|The cause|As always, the answer] [lies|lay] in its packages.",
    "[Dependencies|Packages|Requirements|Building blocks] of `{program}`, {what}[, as <did> <when>||, for <people>|, <how>].",
    "<^link>, `{program}` is {what}, and [its packages|what it is made of|its building blocks] [need|require|deserve] [care|attention|an order|a plan].",
    "## [Prerequisites|Dependencies|Packages|What is needed]\n\n<^people> [know|run|maintain] `{program}` as {what}; <why> [led to|made us write|is behind] this <page>.",
)
PACKAGES_A_COUNT = 6
_OWN = "[, <good>||, <did> <when>|, from <place>|, <turn>]"
_TAIL = "[, <link>||, <turn>| because of <why>|; <people> <does> that]"
PACKAGES = phrases(
    f"- `{{name}}` {{version}}{_OWN}: [needs nothing|stands alone|no requirements|depends on none]{_TAIL}.",
    "- <^person> [packaged|built|uploaded|delivered] `{name}` {version}, which [needs|requires|asks for] nothing.",
    f"- `{{name}}` {{version}} [is stocked|is available|can be had|lies ready] [here|there|already]{_TAIL}; it [needs|requires] no other.",
    f"- [Package|Module|Component] `{{name}}` {{version}}{_OWN} [needs|requires|wants] no other package.",
    "- `{name}` {version} was <did> <how>; it [needs nothing|stands alone|depends on none].",
    f"- [For|In] <place> there is `{{name}}` {{version}}, [free of|without] requirements{_TAIL}.",
    f"- `{{name}}` {{version}}{_OWN}: needs `{{a}}` {{am}} [or newer|at least|or later]{_TAIL}.",
    "- <^person> [packaged|built|uploaded|delivered] `{name}` {version}, which [needs|requires|asks for] `{a}` {am} [or newer|or later|at least].",
    f"- `{{name}}` {{version}} [will not|does not|cannot] [build|work|run|start] [below|without|with less than] `{{a}}` {{am}}{_TAIL}.",
    f"- [Package|Module|Component] `{{name}}` {{version}}{_OWN} [needs|requires|wants] `{{a}}` {{am}} [or newer|or later|at least].",
    "- `{name}` {version} was <did> <how>; it [builds on|leans on|depends on] `{a}` {am} [or newer|or later|at the least].",
    f"- [For|In] <place> there is `{{name}}` {{version}}, [given|provided] `{{a}}` {{am}} [or newer|or later|at least]{_TAIL}.",
    f"- `{{name}}` {{version}}{_OWN}: needs `{{a}}` {{am}} and `{{b}}` {{bm}} [or newer|at least|or later]{_TAIL}.",
    "- <^person> [packaged|built|uploaded|delivered] `{name}` {version}, which [needs|requires|asks for] at least `{a}` {am} and `{b}` {bm}.",
    f"- `{{name}}` {{version}} [will not|does not|cannot] [build|work|run|start] [below|without|with less than] `{{a}}` {{am}} or `{{b}}` {{bm}}{_TAIL}.",
    f"- [Package|Module|Component] `{{name}}` {{version}}{_OWN} [needs|requires|wants] `{{a}}` {{am}} [or newer|or later|at least] and `{{b}}` {{bm}} [likewise|too].",
    "- `{name}` {version} was <did> <how>; it [builds on|leans on|depends on] `{a}` {am} [or newer|or later], [and|besides] on `{b}` {bm}.",
    f"- [For|In] <place> there is `{{name}}` {{version}}, [given|provided] `{{a}}` {{am}} [or newer|or later] and `{{b}}` {{bm}} [or newer|or later]{_TAIL}.",
)
TASKS = phrases(
    "[Does|Will] `{name}` [install|go in][, or does it break|| for <people>]? [Give|Find|Work out|Show] [an order|a sequence] [for all packages|that works] [first|on the way].",
    "[Go|Work] through [all|the] packages in [an order|a sequence] that [respects|honours] their [needs|requirements], and [say|decide] [what becomes|what comes] of `{name}`.",
    "<^person> [wants|hopes|plans] to [install|use|deploy] `{name}`. [Does it install or break|Will it install or break]?",
    "[Install or break|Break or install]: which is it for `{name}`[, <link>||, in the end]?",
)
FORMS_A_CLAUSE = 4
CLAUSES = phrases(
    "`{name}` {version} covers {least}", "`{name}` {version} reaches {least}", "`{name}` {version} satisfies {least}", "`{name}` {version} is no less than {least}",
    "`{name}` {version} misses {least}", "`{name}` {version} falls short of {least}", "`{name}` {version} is older than {least}", "`{name}` {version} is less than {least}",
    "`{name}` is broken", "`{name}` is unusable", "`{name}` fails itself", "`{name}` cannot be used",
)  # fmt: skip
WORKED = phrases(
    "`{name}`: {clauses}; {state}.",
    "- `{name}`: {clauses}, so it {state}.",
    "`{name}` - {clauses}; it {state}.",
    "* `{name}` => {clauses}; {state}.",
)
ANSWERS = phrases(
    "Answer: {answer}",
    "[So|Hence|Thus|Therefore] it {answer}.",
    "[Verdict|Result|Outcome]: {answer}",
    "[In short|To sum up|All told], it {answer}.",
)
