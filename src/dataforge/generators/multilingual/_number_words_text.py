"""How the books of number-words are told: a market, a collection, a nursery. For the writer only."""

from __future__ import annotations

from dataclasses import dataclass

from dataforge.text.frames import Frames

TOTAL = Frames.lines("""
    [So tell me|Now say|Work it out|Reckon up]: how many {goods} do [all of them|they all|all these
      people] have [between them|together|in all|taken together]? {reply}
    [When all is counted|After all that|At the end of it], how many {goods} do [all of them|they all] have
      [together|in all|taken together]? {reply}
""")
ONE = Frames.lines("""
    [So tell me|Now say|Work it out|Reckon up]: how many {goods} does {who} have [left|in the end|at
      the end|now]? {reply}
    [When all is counted|After all that|At the end of it], how many {goods} does {who} have? {reply}
""")
GAP = Frames.lines("""
    [So tell me|Now say|Work it out|Reckon up]: how many {goods} lie between {who} and {other} [now|at
      the end|in the end]? {reply}
    [When all is counted|After all that|At the end of it], by how many {goods} do {who} and {other}
      [differ|stand apart]? {reply}
""")
MOST = Frames.lines("""
    [So tell me|Now say|Work it out|Reckon up]: how many {goods} does the [richest|best supplied] of
      them have [left|in the end|at the end|now]? {reply}
    [When all is counted|After all that|At the end of it], how many {goods} does the one with the most have?
      {reply}
""")
LEAST = Frames.lines("""
    [So tell me|Now say|Work it out|Reckon up]: how many {goods} does the [poorest|worst supplied] of
      them have [left|in the end|at the end|now]? {reply}
    [When all is counted|After all that|At the end of it], how many {goods} does the one with the fewest
      have?
      {reply}
""")


@dataclass(frozen=True)
class Telling:
    """The sentences of one kind of book.

    Holes: `opening` {who_all} {goods} {language}; `start`, `gain`, `loss` {who} {n}; the questions {goods}
    {who} {other} {reply}. The number words {n} come with their marks of quotation.
    """

    opening: Frames
    start: Frames
    gain: Frames
    loss: Frames
    total: Frames = TOTAL
    one: Frames = ONE
    gap: Frames = GAP
    most: Frames = MOST
    least: Frames = LEAST


START = Frames.lines("""
    {who} [began|started|set out|opened the book] with {n}, as the {person} [knew|said|found|wrote].
    {^when}, {who} [had|owned|held|kept] {n} {where}.
    [In the first column|On the first line|At the top of the page], {who} [put down|wrote|noted] {n} in
      {colour} ink.
    [The page|The sheet|The leaf] of {who} [begins|starts|opens] with {n}, [under|beside|above]
      {a_animal} drawn in pencil.
""")
MARKET = Telling(
    opening=Frames.lines("""
        {who_all} [sell|trade in|deal in|live off] {goods} [in|near|outside|not far from] {town} and
          [keep|write]
          their books in {language}.
        {who_all} [met|sat down|got together] {when} to count their {goods}, [each|every one of them]
          writing in
          {language}.
        {who_all} have [a stall|stalls|a shop|a cart] {where}; they [count|book|enter] all {goods} in
          {language},
          [in words|never in figures|spelt out].
    """),
    start=START,
    gain=Frames.lines("""
        {^when}, {who} [bought|took in|picked|gathered|received] {n}[ more| at a good price|] {where}.
        [A {colour} note|A scrap of paper|The delivery slip|A receipt] [says|shows|proves] that {who}
          [bought|took
          in|gathered|received] {n} from {a_person}.
        {who} {manner} [bought|took in|picked|gathered|received] {n}, [carried by|loaded on|fetched with]
          {a_vehicle}.
        [From|Through|Thanks to] {a_person} [of|from|in] {town}, {who} [bought|took in|received] {n}
          {where}.
    """),
    loss=Frames.lines("""
        {^when}, {who} [sold|lost|gave away|threw out|handed over] {n}[ at once| at a good price|] {where}.
        [A {colour} note|A scrap of paper|The delivery slip|A receipt] [says|shows|proves] that {who}
          [sold|lost|gave
          away|handed over] {n} to {a_person}.
        {who} {manner} [sold|gave away|threw out|handed over] {n}, [carried by|loaded on|fetched with]
          {a_vehicle}.
        [To|Because of|Thanks to] {a_person} [of|from|in] {town}, {who} [sold|lost|gave away] {n} {where}.
    """),
)
COLLECTION = Telling(
    opening=Frames.lines("""
        {who_all} [collect|hoard|restore|exchange] {goods}, and [their|the] [lists|ledgers|notebooks] are
          [all|kept]
          in {language}.
        [The|Our] {person} [from|of|in] {town} [knows|met|advises] {who_all}, who
          [collect|hoard|exchange] {goods} and
          [write|count] in {language}.
        {who_all} [showed|compared|laid out] their {goods} {when}, {where}, with [labels|lists|cards] in
          {language}.
    """),
    start=START,
    gain=Frames.lines("""
        {^where}, {who} [found|bought|won|inherited|received] {n} from {a_person}.
        {who} [found|bought|won|inherited|received] {n} {when}[, and was proud of it|, to the surprise of
          all|].
        {^manner}, {who} [entered|noted|wrote down] what was [found|won|received] {when}: {n}, {where}.
        [A letter|A card|A label|The list] [from|of] {who} [speaks|tells] of {n}
          [found|bought|won|received] {when}, {where}.
    """),
    loss=Frames.lines("""
        {^where}, {who} [sold|broke|lost|lent out|gave away] {n} to {a_person}.
        {who} [sold|broke|lost|lent out|gave away] {n} {when}[, and was sorry for it|, to the surprise of
          all|].
        {^manner}, {who} [entered|noted|wrote down] what was [sold|lost|broken] {when}: {n}, {where}.
        [A letter|A card|A label|The list] [from|of] {who} [speaks|tells] of {n} [sold|broken|lost|lent
          out] {when}, {where}.
    """),
)
NURSERY = Telling(
    opening=Frames.lines("""
        {who_all} [grow|raise|tend|water] {goods} [near|in|outside] {town}, and the [garden book|day
          book|register]
          is in {language}.
        [Behind|Beside|Opposite] the {person}'s house, {who_all} [grow|raise|tend] {goods}; they
          [note|write down]
          everything in {language}.
        {who_all} [counted|inspected|went through] their {goods} {when}, {where}, and [wrote|put it down] in
          {language}.
    """),
    start=START,
    gain=Frames.lines("""
        {^when}, {who} [raised|grew|bought|dug up|received] {n} for {a_person}.
        [In|After|During] {a_weather} [week|month|spell], {who} [raised|grew|received] {n} {where}.
        {who} {manner} [raised|grew|bought|dug up] {n} {where}.
        [The|Some|One] {person} [saw|noted|swore] that {who} [raised|grew|bought|received] {n} {where}.
    """),
    loss=Frames.lines("""
        {^when}, {who} [sold|lost|gave away|burned|let die] {n} for {a_person}.
        [In|After|During] {a_weather} [week|month|spell], {who} [sold|lost|burned] {n} {where}.
        {who} {manner} [sold|gave away|burned|let die] {n} {where}.
        [The|Some|One] {person} [saw|noted|swore] that {who} [sold|lost|gave away|burned] {n} {where}.
    """),
)
REPLY = Frames.lines("""
    [Answer|Reply] in words, in {language}.
    [Spell out|Write out] the [answer|number|result] in {language}.
    The answer [should be|must be] spelt out in {language}.
""")
