"""What simulated stories say: openings, rules of the place, events, questions."""

from __future__ import annotations

from dataforge.generators.creative._palette import Palette

_HOW = (
    "[| slowly| quietly| at once| without a word| on tiptoe| whistling| in no hurry| with a sigh| yawning"
    "| humming|"
    " briskly| all smiles| deep in thought| as if by chance| in high spirits| with great care| muttering]"
)
_LEAD = (
    "[|Then |Later |After that |Soon |Next |Before long |In time |Presently |Some time later |By and by "
    "|At length |"
    "That done, |A while later |Not long after |Without warning |Once more |Towards noon ]"
)
OPENINGS = Palette(
    "[It was|That was|There came|Then came|There dawned] {a_weather} [morning|day] [at|in sight of|not"
    " far from] {s} in"
    " {town}[, and|, where|;] {scene}.",
    "The [day|morning|season|year] of the {event} [began|opened|broke] {manner} at {s} in {town}, for"
    " {scene}.",
    "{^s} in {town} [knew|kept|had] [only|hardly more than|little but] {foods}, {objects} and {people}["
    " in those days|"
    " that year| at the time| until then|].",
    "{^an_event} at {s} in {town} is [still|often|rarely] [talked of|remembered|quarrelled over][ there|"
    " nearby| to this day|], and so is"
    " {a_adj} {object}.",
    "{^an_event} was [over|near|coming|forgotten] [and|when] {scene}; {s} in {town} [lay|seemed|was] {mood}.",
    "{^people}, {people} and {a_adj} {object}[; such was|; that was|; so much for] the [usual|daily"
    "|whole] [company|business|"
    "life] at {s} in {town}.",
    "{town} has {a_place_adj} {land}, {a_adj} {building} and, [best|last|worst|oldest] of all, {s}.",
    "When {a_person} came to {s} in {town} [about|to see|looking for] {a_adj} {object}, {scene}.",
    "[Since|After|Ever since|Before] the {event}, {s} in {town} had [smelled|smelt] of {smell} and {smell}.",
    '{^a_person} had [painted|written|carved|chalked] "{saying}" over {s} in {town}, and {a_person} had'
    ' [hung|tied|nailed]'
    " {a_adj} {object} [under|beside|above] it.",
)  # fmt: skip
PEOPLE = Palette(
    "[At first|To begin with|When the clock struck eight|As the day began|In the beginning|Early on"
    "|Before anything else] {list}.",
    "{list}[, and so it began| when this begins| at the start| first thing|, as on most days| to begin"
    " with].",
    "[This is how they stood|Everyone had a place|So it stood]; {list}.",
)  # fmt: skip
THINGS = Palette(
    "[By common knowledge|Of course|It was no secret that|Everyone knew that|Nobody had to be told that"
    "|It was"
    " known to all that|You could see that] {list}.",
    "{^list}[, as everyone knew|, and all of them knew it|, which was no secret|, as anybody could have"
    " told you].",
)  # fmt: skip
RULE = Palette(
    "[All|Everything|Each thing] was [kept|locked|hidden|put away] in {a_adj} [chest|drawer|cupboard|box"
    "|trunk|locker], so"
    " [only those who saw|one had to see|nobody knew who had not seen] it [fetched|taken|leave] or [put"
    " down|arrive|put away]"
    "[ knew of it| to know of it|]; and one [called|said|announced|sang] out where it [went|was going].",
    "Lids, {a_adj} [curtain|screen|door|shutter] and [locks|bolts|keys] hid [all|everything] there; [only"
    "|none but] people [at one"
    " end|at the start|where it began] or [the other|at the goal] of a move [knew|learnt|heard] of it,"
    " and [heard|were told]"
    " its new [place|home] as [well|one did].",
    "[Nothing|No object] lay [open|in view|about]; a move [showed|was known|was seen] only [where it"
    " began|at its start]"
    " and [where it ended|at its end], and [whoever|the one who] [moved|carried] a thing [named|called"
    "|gave] its new [place|home]"
    " {manner}.",
)  # fmt: skip
_GO = (
    "[went|walked|hurried|strolled|ran|slipped|wandered|marched|drifted|trudged|crossed over|was sent|was"
    " called|set off|"
    "made tracks|tiptoed|shuffled|limped|strode]"
)
WALKS = Palette(
    _LEAD + "{who} " + _GO + " to {d}" + _HOW + ".",
    _LEAD + "{who} " + _GO + " [from|out of] {c} to {d}, [looking for|hoping for|in search of|thinking of"
    "|dreaming of|to fetch]"
    " {a_adj} {object}.",
    "[Tired|Weary|Sick|Fond, but not too fond,|Glad to be rid] of {c}, {who} " + _GO + " to {d}" + _HOW + ".",
    _LEAD + "{who} [left|quitted|deserted|abandoned] {c} [for|in favour of] {d}, [leaving|forgetting"
    "|clutching|with|taking]"
    " {a_adj} {object}.",
    '"[Look for me|You will find me|Meet me|I shall be|They need me] {in_d}[,|!|, then,|, friends,]"'
    ' [said|cried|called|announced|sang|whispered] {who}, and ' + _GO + " there" + _HOW + ".",
    "{^a_person} [called|wrote|whistled|rang|knocked|shouted], and {who} " + _GO + " to {d}" + _HOW + ".",
    _LEAD + "{who} [was next seen|turned up|appeared|settled down|took a seat|was found] {in_d}[ and|,"
    " and there] {nod}.",
)  # fmt: skip
_TAKE = "[took|picked up|lifted|seized|collected|grabbed|gathered up|got hold of|shouldered|snatched]"
_BEAR = "[carried|brought|moved|bore|took|lugged|conveyed|hauled]"
_PUT = "[put|left|hid|laid|stowed|placed]"
_AT_HAND = (
    _LEAD + "{who} " + _TAKE + " {o}" + _HOW + " and " + _BEAR + " it to {d}.",
    _LEAD + "{who} " + _BEAR + " {o} [from|out of] {s} to {d}" + _HOW + ".",
    '"[This belongs|It will be safer|I want it|Let us keep it|There is room for it|It looks better]'
    ' {in_d}," [said|cried|explained|'
    'declared|muttered|announced] {who}, and [took|carried|brought|bore|moved] {o} there' + _HOW + ".",
    _LEAD + "{who} [wrapped|dusted|shook|admired|weighed|inspected|wiped] {o}, {nod} and " + _PUT +
    " it {in_d}.",
    "[Instead of|Along with|Rather than|Mistaking it for|Covered by|Hidden under] {a_adj} {object},"
    " {who} " + _BEAR
    + " {o} to {d}" + _HOW + ".",
    "[For fear of|Because of|In view of|Thinking of|With a nod to|On account of] {an_event}, {who} "
    + _TAKE + " {o} and " + _PUT + " it {in_d}.",
)  # fmt: skip
_FETCHED = (
    _LEAD + "{who} " + _GO + " to {s}, [found|got|found and took|dug out|took] {o} and " + _BEAR +
    " it to {d}" + _HOW + ".",
    _LEAD + "{who} [fetched|collected|got|removed|rescued|sneaked] {o} from {s} and " + _PUT +
    " it {in_d}" + _HOW + ".",
    "[Looking in at|Hurrying to|Calling at|Passing through|Stopping at] {s}, {who} " + _TAKE + " {o}"
    " and " + _BEAR + " it [on|off|away|along] to {d}.",
    "[On entering|Coming into|In the doorway of|At the door of] {s}, {who} [said|cried|explained|declared"
    "|announced],"
    ' "[This belongs|It will be safer|I want it|Let us keep it|There is room for it] {in_d}," and [took'
    '|carried'
    "|brought|moved] {o} there" + _HOW + ".",
    _LEAD + "{who} [walked|burst|came|stepped|strolled] into {s}, {nod}, " + _TAKE
    + " {o} and " + _BEAR + " it to {d}.",
    "[Wanting|Needing|Asked for|Dreaming of|Talking of] {a_adj} {object}, {who} [instead|nevertheless"
    "|simply|promptly] got {o}"
    " [from|out of] {s} and " + _PUT + " it {in_d}" + _HOW + ".",
)  # fmt: skip
CARRIES = Palette(*_AT_HAND, *_FETCHED)
CARRY_FORMS = len(_AT_HAND)
TELLS = Palette(
    _LEAD + "{who} [told|informed|assured|promised|reminded] {whom} that {o} [was|lay|stood|could be"
    " found|was kept] {in_d}" + _HOW
    + ".",
    _LEAD + "{who} [sent {whom} word|had {whom} told|let {whom} know|left {whom} a note] that {o} [was"
    "|lay|could be found] {in_d}"
    " [beside|behind|near|under|next to] {a_adj} {object}.",
    '"[Look for it|It is|You will find it|Remember that it is|I believe it is] {in_d}," {who} [said'
    '|whispered|wrote|called|'
    "murmured] to {whom} [about|concerning|on the subject of|speaking of] {o}.",
    _LEAD + "{who} [took {whom} aside|stopped {whom}|wrote to {whom}|rang {whom}|sat down with {whom}],"
    " {nod} and [said|"
    "explained|let slip|confided|revealed] that {o} [was|lay|was kept] {in_d}.",
    "[Between|Over|In the middle of] {foods} and {foods}, {who} [told {whom} that|confided to {whom} that"
    "|mentioned to {whom} that"
    "|let {whom} hear that] {o} [was|lay|was to be found] {in_d}.",
)  # fmt: skip
QUESTIONS = Palette(
    "[Where is {o} now|In the end, where is {o} to be found|Where was {o} when all was over|Where, then,"
    " is {o}|Where has {o}"
    " ended up|Where would you have to fetch {o} from]?",
    "[Tell me where {o} is|Say where {o} really is|Name the place of {o}|One thing is left to say; where"
    " is {o}]"
    "[ now| at last| in truth| after all this]?",
    "[Where does {who} believe {o} to be|Where will {who} look for {o} first|If {who} wants {o}, where"
    " will the search begin"
    "|Where is {o}, if you ask {who}]?",
    "[To the mind of {who}, where is {o}|Sent to fetch {o}, where does {who} go|In which place does {who}"
    " expect {o}"
    "|{who} is asked for {o} and goes where]?",
    "[Where does {who} think that {whom} will look for {o}|According to {who}, where does {whom} believe"
    " {o} to be"
    "|Ask {who} where {whom} would search for {o}; what is the reply]?",
    "[What does {who} take to be the place where {whom} expects {o}|If {who} had to guess where {whom}"
    " seeks {o}, what would it be"
    "|Where, thinks {who}, does {whom} suppose {o} to be]?",
)  # fmt: skip
BEGINS = Palette(
    "[At the start|To begin with|At first|First of all|In the beginning|Early on|Before all else] {o}"
    " [was|lay|stood|could be found]"
    " {in_d}.",
    "[We find|The day begins with|All begins with|One starts with|It opens with|The story has] {o}"
    " {in_d}[ at the outset| to start"
    "|].",
)  # fmt: skip
_AFTER = "[Then|Next|After that|Later|From there|Afterwards|In time]"
STEPS = Palette(
    _AFTER + " it [went|was brought|was taken|was moved|travelled|came] to {d}.",
    "[Its next place was|Its next home was|The next stop was|It was next in|It changed to] {d}.",
    _AFTER + " {who} [learnt of its move|saw or heard it go|knew it gone|followed it in mind] to {d}.",
    "[Next|Now|From then on|After that], [as far as {who} knew|for {who}|in the belief of {who}], it was"
    " {in_d}.",
    _AFTER + " {who} [had reason to think|saw cause to suppose|could tell|was aware] that {whom} [knew it"
    " to be|expected it|took it"
    " to be|thought it] {in_d}.",
    "[Next|Now|From then on], to the mind of {who}, {whom} [took it to be|knew it to be|thought it"
    "|supposed it] {in_d}.",
)  # fmt: skip
REMARKS = Palette(
    "[And there it is|There it is indeed|This is the truth of the matter|In this there is no mistake|And"
    " so it really is].",
    "[In truth it is|It is really|Meanwhile the thing itself is|But in fact it lies|Reality has it] {in_d}.",
)  # fmt: skip
ANSWERS = Palette(
    "[Answer:|So the answer is:|The answer, then:|It has to be|So:|That means|In short,|That leaves one"
    " place:|Hence] {in_d}.",
    "[The place to name is|The place is|What remains is|One must say] {d}.",
)  # fmt: skip
PROMPT = Palette(
    *OPENINGS.templates, *PEOPLE.templates, *THINGS.templates, *QUESTIONS.templates, *RULE.templates
)
PROMPT_PARTS = (len(OPENINGS), len(PEOPLE), len(THINGS), len(QUESTIONS) // 3, len(RULE))
REASONING = Palette(*BEGINS.templates, *STEPS.templates, *REMARKS.templates)
REASONING_PARTS = (len(BEGINS), len(STEPS) // 3)
