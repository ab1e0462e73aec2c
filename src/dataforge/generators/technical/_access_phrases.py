# ruff: noqa: E501 - a sentence stands on one line
"""How rules of access put things: the sentences of `access_matrix`."""

from __future__ import annotations

from dataforge.generators.technical._prose import phrases
from dataforge.text.frames import Frames

OPENINGS = phrases(
    "# [Access to|Using|Working with|Doors of] {realm}\n\n[This page|This note|The list below|What follows] [says|tells|settles|records] who may do what[, <link>||, <turn>].",
    "[Access rules|Rules of access|Roles and rules|Access list] for {realm}, [<did> <how>|<did> <when>|valid <when>|<good>]",
    "## [Rights|Roles|Rules] in {realm}\n\n[The following|What stands here|This much] [applies|holds|is in force] until [further notice|the next audit|somebody objects|the next meeting][, <turn>||, <link>].",
    "[Rules|House rules|The rules|A few rules] for {realm}. [They are short|There are few of them|They fit on a page], but they have [consequences|exceptions|a history|their reasons][, <turn>|].",
    "[Using|Entering|Changing] {realm}: who may do what? <^person> [keeps|maintains|guards|revises] this list[, <how>||, <link>].",
    "# [Permissions in|Roles of|The keys of|Rules of|People of] {realm}\n\n[Written down|Agreed|Revised|Set up] <when>[, <how>||, because of <why>].",
    "[Memo|Note|Reminder|Circular|Letter] on {realm}: [rights are granted|permissions go] to roles, and roles are given to people[, <turn>||, <link>].",
    "[Handbook|Manual|Guide|Primer] for {realm}, chapter on [access|rights|roles|permissions][, <did> <when>|]",
    "To [all users|users|keepers|friends|newcomers] of {realm}: these are the rules in force[, <turn>||, <link>|, <did> <when>].",
    "[Security concept|Access policy|Role model|House rules] of {realm} ([extract|draft|short form|current edition|translated])",
    "[In|Inside|Within] {realm} [nobody|hardly anyone|no person] gets rights directly, [with few exceptions|exceptions apart]; [roles have them|they belong to roles].",
    "# [Authorisation|Access control|Roles and rights|Who may do what]\n\n[Scope|Concerns|Area|Subject]: {realm}[, <good>||, <did> <when>].",
    "[Joining|New to|Back in|Working in] {realm}? Then you should know what each role may do[, <link>||, <turn>].",
    "[Minutes|Record|Protocol]: [the committee|the board|<person>] [on|for] {realm} has settled who may do what[ <when>||, <turn>].",
    "<^person> <wrote> [these rules|this <page>|the rules] for {realm} <when>[, <how>|].",
    "<^when>, <person> <said> that nobody knew who may do what in {realm}. [Here it is|This is the answer|Now it is written down].",
    "<^people> of {realm} [get|receive|hold] their rights through roles[, <turn>||, <link>].",
    "[Questions|Complaints|Doubts] about {realm} [led to|ended in|called for] [this list|these rules|a clear answer] <when>.",
)
RIGHTS = phrases(
    "The rights [in question|at stake|that matter here|dealt with]: {rights}.",
    "These rights [can|may|could|will] be [granted|withheld|given or denied]: {rights}.",
    "[We distinguish|The rules know|The system knows|There are] [the following|just these|only these] rights[, <link>|]: {rights}.",
    "Rights: {rights}.",
    "What may be granted[ or denied||, <link>]: {rights}.",
    "<^link>, rights [come in these kinds|are few|have these names]: {rights}.",
)
FORMS_A_POLICY = 6
POLICIES = phrases(
    "A denial [anywhere|at any point|wherever it stands] on the way up [beats|outweighs|overrules] any permission[, <link>|].",
    "If any role on the [path|way up] denies a right, it is refused, [whoever else allows it|no matter who allows it|in spite of any permission].",
    "Denials [win over|prevail over|trump] permissions, [wherever in the chain they stand|however far up they stand|at every height].",
    "One denial along the [chain|way|path] is enough to refuse[, <turn>||, <link>].",
    "Among several rules on the [path|way], a denial always [prevails|wins|decides][, <link>|].",
    "Permission [needs|requires|takes] at least one rule that allows and none that denies[, <link>|].",
    "The rule nearest to the person [decides|counts]; rules further up are [not consulted|ignored|of no account][, <link>|].",
    "On the way up, the first rule that is found [decides|settles it|has the last word][, <turn>|].",
    "A role's own rule [overrides|beats|displaces] what it inherits, and a personal rule [overrides|beats|displaces] both.",
    "Closer rules [override|beat|displace] more distant ones[, <turn>||, <link>].",
    "The most specific rule [counts|wins]: the person's own, then the role's, then that of the role it inherits from, and so on.",
    "Looking up from the person, whoever speaks first is [obeyed|right|followed][, <link>|].",
)
SILENCES = phrases(
    "What no rule [allows|mentions|grants] is refused[, <turn>||, <link>].",
    "[Without|Failing|In want of] a rule[,|] the answer is [no|a refusal|negative][, <turn>||, <link>].",
    "[Silence|No word|An empty line] means no[, <turn>||, <link>].",
    "[Nothing|No action|Not a thing] is allowed unless [a rule|some rule|the list] says so[, <turn>|].",
    "A right that nobody [grants|speaks of|has granted] is not given[, <turn>||, <link>].",
    "<^link>, [where all are silent|where nobody speaks|in case of doubt] [the answer is no|it is refused|nothing is given].",
)
BULLETS, PROSE, TABLE, YAML = range(4)
STYLES = 4
FORMS_A_SENTENCE = 3
HEADS = Frames(
    "",
    "",
    "| role | [inherits from|parent|above|extends|under] | [may|allowed|can|granted|yes] | [may not|denied|cannot|refused|no] |\n| --- | --- | --- | --- |\n",
    "```yaml\n",
)
FEET = ("", "", "", "\n```")
ROLES = Frames(
    "\n- {role}:{inherits}{allows}{denies}{plain}",
    "{inherits}{allows}{denies}{plain}",
    "\n| {role} | {inherits} | {allows} | {denies} |",
    "\n{role}:{inherits}{allows}{denies}{plain}",
)
ABSENT = 6
INHERITS = Frames(
    " [extends|is under|follows|comes after] {parent};",
    " The {role} [inherits|takes its rules|borrows its rules] from the {parent}.",
    " The {role} [has|takes|shares] [all|the] rules of the {parent}[ as well||, too].",
    " [Rules|All rules] of the {parent} [pass on|apply|extend|descend] to the {role}.",
    "{parent}",
    "\n  extends: {parent}",
    "",
    "-",
)
ALLOWS = Frames(
    " [may|can] {allowed};",
    " The {role} may [always |also |]{allowed}.",
    " The {role} is [allowed|permitted|entitled|authorised] to {allowed}.",
    " The {role} has [permission|leave|the right|a licence] to {allowed}.",
    "{allowed}",
    "\n  allow: [{allowed}]",
    "",
    "-",
)
DENIES = Frames(
    " [may not|cannot] {denied};",
    " The {role} must [never|not] {denied}.",
    " The {role} may [never|not] {denied}.",
    " The {role} is [forbidden|not allowed|not permitted|not entitled] to {denied}.",
    "{denied}",
    "\n  deny: [{denied}]",
    "",
    "-",
)
PLAINS = Frames(
    " no rules;",
    " The {role} has no rules [at all|so far|as yet].",
    " Nothing is [laid down|written|agreed] for the {role}.",
    " There is [no|not one|not a single] rule for the {role}.",
    "",
    " {}",
    "",
    "",
)
HOLDERS = phrases(
    "{who} [is|works as|serves as|acts as] {a_role}[ in <place>|, <link>|, <turn>|].",
    "{who} [holds|has] the role of {role}[ in <place>|, <link>|, <turn>|].",
    "The role of {role} [is held by|belongs to|went to|fell to|was given to] {who}[, <link>|, <turn>|].",
    "<^link>, {who} [is|works as|serves as|acts as] {a_role}[ in <place>|, <turn>|].",
    "<^then>, {who} [became|was hired as|was made] {a_role}[ in <place>|, <turn>|].",
    "{who} [was hired as|has been made|was made|became] {a_role} <then>[, <link>|].",
    words={
        "then": "last winter|before the move|during the summer break|in the spring|over the holidays|after the audit|"
        "some years ago|in the first week|at the end of the quarter|during the pilot|after the flood|once more|"
        "on short notice|late one evening|between two releases|before the fair|in the autumn|during the strike|"
        "on the second attempt|early in the project|a little later|under the previous contract|one rainy Thursday|"
        "after a long discussion|without much notice|within days|at the last meeting|against all odds|by lot|in haste"
    },
)
FORMS_AN_EXCEPTION = 3
EXCEPTIONS = Frames(
    "[As an exception|Exceptionally|By way of exception|Unlike others], {who} may {right}.",
    "{who} has [a|an old|a written|a lasting] personal permission to {right}.",
    "[Apart from|Besides|Outside] the role, {who} is allowed to {right}.",
    "[As an exception|Exceptionally|By way of exception|Unlike others], {who} may not {right}.",
    "{who} has been forbidden in person to {right}.",
    "[Apart from|Besides|Outside] the role, {who} must not {right}.",
)
QUESTIONS = phrases(
    "[May|Can] {who} {right}?",
    "Is {who} [allowed|permitted|entitled|authorised] to {right}?",
    "Does {who} have [the right|permission|leave] to {right}?",
    "Will the [system|server|software|house] let {who} {right}?",
    "[Decide|Say|Find out|Work out]: may {who} {right}?",
    "<^person> asks: may {who} {right}?",
    "<^person> wonders: is {who} [allowed|entitled] to {right}?",
)
STATES = (
    ("silent", "allows", "denies"),
    ("no rule", "may", "may not"),
    ("says nothing", "says yes", "says no"),
    ("nothing", "allowed", "denied"),
    ("mute", "grants it", "refuses it"),
    ("not a word", "for it", "against it"),
    ("no entry", "permission", "denial"),
    ("undecided", "in favour", "opposed"),
)
LINKS = ("; ", ", ", " -> ")
FORMS_A_REASON = 3
NO_RULE, DENIED, ALLOWED, FIRST_DENIES, FIRST_ALLOWS = range(5)
REASONS = Frames(
    "[No rule|Nobody|Nothing here|No line] [allows|grants|mentions] it: {answer}.",
    "[Nobody speaks|No rule speaks|Nothing is said] [of|about] it, [hence|so|thus] {answer}.",
    "There is [no rule|nothing|not a rule] [on the way|on the path|in the chain], [hence|so|thus] {answer}.",
    "The denial [by|of|from] {node} [settles it|is enough|counts|decides]: {answer}.",
    "[Since|As|Because] {node} [has|brings|states] a denial, {answer}.",
    "[Denied|Refused|Forbidden|Barred] by {node}, [hence|so|thus] {answer}.",
    "[Allowed|Permitted|Granted] by {node} and [denied nowhere|nowhere denied|never denied]: {answer}.",
    "[As|Since|Because] {node} [permits|allows|grants] it and nobody [objects|denies it|is against it], {answer}.",
    "[With|Given] the permission [by|of|from] {node} and no denial, {answer}.",
    "[The first to speak|First to speak|The first heard] is {node}, with a denial: {answer}.",
    "The [nearest|closest|first] rule is the denial [by|of|from] {node}, [so|hence|thus] {answer}.",
    "[Because|Since|As] {node} [comes first|speaks first|is first] and [denies|refuses|forbids] it, {answer}.",
    "[The first to speak|First to speak|The first heard] is {node}, with a permission: {answer}.",
    "The [nearest|closest|first] rule is the permission [by|of|from] {node}, [so|hence|thus] {answer}.",
    "[Because|Since|As] {node} [comes first|speaks first|is first] and [allows|permits|grants] it, {answer}.",
)
ANSWERS = phrases(
    "Answer: {answer}", "[In short|To sum up]: {answer}.", "[So|Thus|Hence]: {answer}.",
    "[Result|Verdict|Outcome]: {answer}", "[Therefore|All in all] {answer}.",
)  # fmt: skip
