# ruff: noqa: E501 - a sentence stands on one line
"""How rules of access put things: the sentences of `access_matrix`."""

from __future__ import annotations

from dataforge.text.frames import Frames

OPENINGS = Frames(
    "# Access to {realm}\n\nThis page says who may do what.",
    "Access rules for {realm}",
    "## Rights in {realm}\n\nThe following applies until further notice.",
    "Rules for {realm}. They are short, but they have consequences.",
    "Using {realm}: who may do what? The administrator keeps this list.",
    "# Permissions in {realm}\n\nWritten down after last year's audit.",
    "Memo on {realm}: rights are granted to roles, and roles are given to people.",
    "Handbook for {realm}, chapter on access",
    "To users of {realm}: these are the rules in force.",
    "Security concept of {realm} (extract)",
    "In {realm} nobody gets rights directly, with few exceptions; roles have them.",
    "# Authorisation\n\nScope: {realm}.",
    "Joining {realm}? Then you should know what each role may do.",
    "Minutes: the committee on {realm} has settled who may do what.",
)
RIGHTS = Frames(
    "The rights in question: {rights}.",
    "These rights can be granted: {rights}.",
    "We distinguish the following rights: {rights}.",
    "Rights: {rights}.",
    "What may be granted or denied: {rights}.",
    "The system knows these rights: {rights}.",
)
FORMS_A_POLICY = 6
POLICIES = (
    "A denial anywhere on the way up beats any permission.",
    "If any role on the path denies a right, it is refused, whoever else allows it.",
    "Denials win over permissions, wherever in the chain they stand.",
    "One denial along the chain is enough to refuse.",
    "Among several rules on the path, a denial always prevails.",
    "Permission needs at least one rule that allows and none that denies.",
    "The rule nearest to the person decides; rules further up are not consulted.",
    "On the way up, the first rule that is found decides.",
    "A role's own rule overrides what it inherits, and a personal rule overrides both.",
    "Closer rules override more distant ones.",
    "The most specific rule counts: the person's own, then the role's, then that of the role it inherits from, and so on.",
    "Looking up from the person, whoever speaks first is obeyed.",
)
SILENCES = (
    "What no rule allows is refused.",
    "Without a rule the answer is no.",
    "Silence means no.",
    "Nothing is allowed unless a rule says so.",
    "A right that nobody grants is not given.",
)
BULLETS, PROSE, TABLE, YAML = range(4)
STYLES = 4
FORMS_A_SENTENCE = 3
HEADS = ("", "", "| role | inherits from | may | may not |\n| --- | --- | --- | --- |\n", "```yaml\n")
FEET = ("", "", "", "\n```")
ROLES = Frames(
    "\n- {role}:{inherits}{allows}{denies}{plain}",
    "{inherits}{allows}{denies}{plain}",
    "\n| {role} | {inherits} | {allows} | {denies} |",
    "\n{role}:{inherits}{allows}{denies}{plain}",
)
ABSENT = 6
INHERITS = Frames(
    " extends {parent};",
    " The {role} inherits from the {parent}.",
    " The {role} has all rules of the {parent}.",
    " Rules of the {parent} pass on to the {role}.",
    "{parent}",
    "\n  extends: {parent}",
    "",
    "-",
)
ALLOWS = Frames(
    " may {allowed};",
    " The {role} may {allowed}.",
    " The {role} is allowed to {allowed}.",
    " The {role} has permission to {allowed}.",
    "{allowed}",
    "\n  allow: [{allowed}]",
    "",
    "-",
)
DENIES = Frames(
    " may not {denied};",
    " The {role} must not {denied}.",
    " The {role} may not {denied}.",
    " The {role} is forbidden to {denied}.",
    "{denied}",
    "\n  deny: [{denied}]",
    "",
    "-",
)
PLAINS = Frames(
    " no rules;",
    " The {role} has no rules at all.",
    " Nothing is laid down for the {role}.",
    " There is no rule for the {role}.",
    "",
    " {}",
    "",
    "",
)
HOLDERS = Frames(
    "{who} is {a_role}.",
    "{who} works as {a_role}.",
    "{who} holds the role of {role}.",
    "The role of {role} is held by {who}.",
    "{who} has been made {a_role}.",
)
FORMS_AN_EXCEPTION = 3
EXCEPTIONS = Frames(
    "As an exception, {who} may {right}.",
    "{who} has a personal permission to {right}.",
    "Apart from the role, {who} is allowed to {right}.",
    "As an exception, {who} may not {right}.",
    "{who} has been forbidden in person to {right}.",
    "Apart from the role, {who} must not {right}.",
)
QUESTIONS = Frames(
    "May {who} {right}?",
    "Is {who} allowed to {right}?",
    "Can {who} {right}?",
    "Does {who} have the right to {right}?",
    "Will the system let {who} {right}?",
)
STATES = (
    ("silent", "allows", "denies"),
    ("no rule", "may", "may not"),
    ("says nothing", "says yes", "says no"),
    ("nothing", "allowed", "denied"),
)
LINKS = ("; ", ", ", " -> ")
FORMS_A_REASON = 3
NO_RULE, DENIED, ALLOWED, FIRST_DENIES, FIRST_ALLOWS = range(5)
REASONS = Frames(
    "No rule allows it: {answer}.",
    "Nobody speaks of it, so {answer}.",
    "There is no rule on the way, hence {answer}.",
    "The denial by {node} settles it: {answer}.",
    "Since {node} has a denial, {answer}.",
    "Denied by {node}, hence {answer}.",
    "Allowed by {node} and denied nowhere: {answer}.",
    "As {node} permits it and nobody objects, {answer}.",
    "With the permission by {node} and no denial, {answer}.",
    "The first to speak is {node}, with a denial: {answer}.",
    "The nearest rule is the denial by {node}, so {answer}.",
    "Because {node} comes first and denies it, {answer}.",
    "The first to speak is {node}, with a permission: {answer}.",
    "The nearest rule is the permission by {node}, so {answer}.",
    "Because {node} comes first and allows it, {answer}.",
)
ANSWERS = Frames(
    "Answer: {answer}", "In short: {answer}.", "So: {answer}.", "Result: {answer}", "Therefore {answer}."
)
