"""The world of wages as a reflection on what is owed to whom."""

from __future__ import annotations

from dataforge.generators.worlds.voices import REFLECTIVE
from dataforge.generators.worlds.wages_text import EnglishWages, Telling

JUSTICE = Telling(
    opening=REFLECTIVE.lines("""
        {^manner}, the {person} of {town} asked what is owed to whom[, and why|, in justice|]. [Take|Consider]
          {who_all}.
        In {town}, {when}, {who_all} [disputed|quarrelled|debated] [about justice|about debts|over fairness];
          each had worked for the others.
        In {town}, {where}, {who_all} [believe|hold|feel] that [justice is a ledger|to be just is to pay].
        The {trait} {person} of {town} wrote that [what is due|each one's due] is shown by {who_all}.
        {^a_person} of {town} [owed|lent] {an_object} and asked what is fair; [take|hear of] {who_all}.
        {^town} [honours|remembers|reads] {a_person} who judged between {who_all}, {manner}.
        {^people} and {people2} of {town} [argue|differ] about {who_all}, and about [desert|debts|fair pay].
        Is {a_person} worth more than {a_person2}? [So asked|So wondered] {who_all} [of|in] {town}.
    """),
    wage=REFLECTIVE.lines("""
        <said>{who} [deserves|asks|claims|merits|earns|takes] {wage} an hour<so>.
        [By desert|By nature|By custom|By right|In {town2}], an hour of {who} [is worth|costs|means]
          {wage}<so>.
        {^a_person2} [pays|offers|grants|allows] {who} {wage} an hour<so>.
        For {who}, [so|as] the {person2} [holds|thinks|reckons], {wage} an hour is [just|fair|right|due].
        {who}, {trait2} [and {trait3}|as ever|or not], [works|toils] for {wage} an hour<so>.
    """),
    entry=REFLECTIVE.lines("""
        <lead>{who} [gave|lent|granted|spared] {other} {hours} hours[| of {field2}| of toil| of talk]<tail>.
        <lead>{who} {manner2} [served|helped|obeyed] {other} [for|some] {hours} hours<tail>.
        <lead>{who} [toiled|worked|laboured|drudged] {hours} hours for {other}<tail>.
        {who} [mended|sorted|cleaned|carried|counted|packed|washed] {objects2} for {other}, {hours}
          hours<tail>.
        <lead>{who} taught {other} {field2} for {hours} hours<tail>.
        [Being|Though|However|Feeling] {trait2}, {who} spent {hours} hours {where2} for {other}<tail>.
        {^hours} hours of {who}'s [life|time|strength|youth] went to {other}<tail>.
        With {a_tool2} and {an_object2}, {who} [served|helped] {other} for {hours} hours<tail>.
    """),
    question=REFLECTIVE.lines("""
        [What, then,|So what|Now what|But what] is [due|owing] to {who}, and what does {other} owe[|, in
          justice]?
        [Granting|Given|Supposing] all this, what has {who} earned, and how [great|deep] is the debt of
          {other}?
        [What|What, {surely},] [must we|shall we|does justice] say of the [pay|earnings] of {who} and of the
          debt
          of {other}?
        [Judge|Decide] {manner}, like {a_person}: what is {who} due, and what must {other} pay?
    """),
    working=REFLECTIVE.lines("""
        [Each by his hours|Desert by desert|Due by due], {manner} [reckoned|added|weighed], in the order of
          the
          names: {sums}.
        [What is due|The deserts|The dues], [one by one|in order|as named], [are|come to] {sums}.
        {^a_person} would [reckon|add|say], [name by name|in order]: {sums}.
    """),
    answer=REFLECTIVE.lines("""
        [Hence|Therefore|So|Thus] {who} [is due|deserves|merits] {earned}, and {other} owes {owed}.
        [We conclude|It follows|One infers] that {who} has a claim to {earned} and {other} a debt of {owed}.
        {who} [is owed|may claim] {earned}, then, and {other} [must pay|owes] {owed}.
    """),
)


class WagesJustice(EnglishWages):
    """What is due to one, and owed by another."""

    name = "wages-justice"
    domain = "philosophy"
    summary = "what is owed to whom; a world that every domain can tell"
    tellings = (JUSTICE,)
