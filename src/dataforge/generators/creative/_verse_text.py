"""What stands around rhymed verse: titles, forms, questions and answers."""

from __future__ import annotations

from dataforge.generators.creative._palette import Palette

TITLES = Palette(
    "The {^mood} Song of the {hero}",
    "[The|Our|My|That] {hero} and [the|That|My|Our] {^adj} {^object}",
    "[A Rhyme|Lines|Verses|A Ballad|Words|A Ditty] for the {hero} of the {^building}",
    "How the {hero} [Came|Got|Found a Way] into [This|My|Our|Your] {^mood} [Poem|Song|Ballad]",
    "The {hero} and [Other|More|A Few] {^people}",
    "After the {hero}, {^people}",
    "The {hero} with the {^adj} {^object}",
    "[Verses|Lines|Rhymes] Beginning with the {hero}, [Written|Sung|Made] [at|after|before] the {^event}",
    "What Became of the {hero} and the {^adj} {^object}",
    "[To|In Praise of|In Memory of|Against] the {hero}, [One|This|My|Our] {^mood} "
    "[Song|Poem|Ode|Rhyme|Ballad]",
    "The {^land} and the {hero}",
    "The {hero} by the {^building}",
)  # fmt: skip
FORMS = Palette(
    "[A rhyme|A poem|A song|Verse|A piece] of {n} lines with [eight|four times two] syllables [to the"
    " line|each|in each line], rhymed"
    " {scheme}.",
    "[Iambs, four to the line|Iambic tetrameter|Tetrameter|Eight syllables, iambic]; {n} lines[ in all|,"
    " no more,|] rhyming {scheme}.",
    "[This poem|The piece|This song|It] has {n} lines, eight syllables [in each|a line|apiece], and["
    " keeps|] the scheme {scheme}.",
    "[A rhyme|A poem|A song|Verse|A piece] of {n} lines, eight and six syllables [in turn|by turns"
    "|alternately], rhymed {scheme}.",
    "[Common metre|Ballad metre, the common one|Iambs, four and three by turns]; {n} lines[ in all|, no"
    " more,|] rhyming {scheme}.",
    "[This poem|The piece|This song|It] has {n} lines, with eight syllables and six [in alternation|by"
    " turns], and[ keeps|] the scheme"
    " {scheme}.",
)  # fmt: skip
QUESTIONS = Palette(
    "[Where was it that|In which place does the poem say that|Where do we read that|Can you say where]"
    " the {who} {did}?",
    "[Who is found|Of whom do we hear that it was|Which figure belongs|Whom does the poem put] {where}?",
    "[Which word rhymes with|What is the partner, in rhyme, of|The scheme pairs which word with] {word}["
    " here| in this poem|]?",
    "[How many lines tell of|Of how many lines is the subject|How many of the lines are about|In how many"
    " lines do we hear of] the"
    " {who}?",
)  # fmt: skip
REASONS = Palette(
    "[Line {i} says|We read in line {i}|It stands in line {i}|In line {i} the poem has it|See line {i},"
    " which tells] that the {who}"
    " {did} {where}.",
    "[Line {i} has this place, and it speaks|This place is in line {i}, which speaks|That is the place of"
    " line {i}, and it tells] of"
    " the {who}.",
    "[The word {word} ends line {i}|Line {i} closes on {word}|We find {word} at the end of line {i}];"
    " [the scheme pairs it with|its"
    " letter comes back in|it answers to] line {j}, [which ends in|whose last word is|and that has] {other}.",
    "[The {who} is the subject of|We hear of the {who} in|The {who} acts in|These are about the {who},]"
    " {lines}.",
)  # fmt: skip
ANSWERS = Palette(
    "[Answer:|The answer is:|So:|That is to say:|In a word:|Reply:|Hence:|It follows:|Well, then:] {answer}",
)  # fmt: skip
