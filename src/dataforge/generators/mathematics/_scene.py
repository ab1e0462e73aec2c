"""What stands before a piece of mathematics: where it comes from and how it was met. It claims nothing."""

from __future__ import annotations

from dataforge.generators.base import Knob
from dataforge.generators.mathematics._lexical import Sentences
from dataforge.text.columns import Strings, join, where
from dataforge.text.draws import Draws
from dataforge.text.rows import I64, Rows


def colour(most: int = 8) -> Knob:
    """The knob of the sentences before the mathematics: 0 to `most` of them at every level."""
    return Knob("colour", most // 2, most // 2, slack=100, meaning="sentences about the occasion")


_FIRST = Sentences.lines("""
    [This|The following|What follows] is {name} {surname}'s [version|copy|rendering] of {a_thing} on
      {topic} [kept|found|printed] in {town}.
    {name} {surname} [wrote|worked|noted] this down {where}, [while|as] {scenery}.
    [In|At] {town} [they|people] [teach|practise|learn] {topic} with {things} [like this|of this kind|such
      as the next one].
    {^a_scholar} who [loved|liked|taught|dreaded] {topic} [once|long ago|recently] [set|posed|offered] this
      {style} {thing} {where}.
    In {topic} [there are|one meets|you find] {style} {things}; [here is one|this is one of them|one of
      them follows], [written|done] {where}.
    [Today's|This week's|Our next|The last] {thing} [comes|was sent in] from {name} {surname} of {town},
      {a_scholar}.
    {^when}, {spot}, {name} [asked|was asked] for {a_style} {thing} [about|from|on] {topic}.
    [Among|Of] the {things} that {name} {surname} [left behind|collected|handed out] in {town}, [this|the
      next] one is the {judged} [one|sort].
    [Nobody|No one|Hardly anyone] in {town} [cared for|asked about|studied] {topic} until {a_scholar}
      [brought|chalked up|read out] {a_style} {thing} {spot}.
    {^perhaps}, {a_thing} [done|begun|met] {where} is [worth|as good as] {a_style} {thing2} [from|in] a
      book on {topic}.
    [Dear|My dear|Good morning,] {name}, {scenery}, and [I|we] [went on|carried on] with {topic} {where}.
    {name} [met|saw|found] the {thing} [below|that follows] {where}; [students|beginners|readers|friends]
      of {topic} will [know|recognise] it.
    [Suppose|Imagine] {a_scholar} and {a_scholar2} {spot}, [deep in|busy with|quarrelling about] {topic}.
    {name} {surname} of {town} [made|kept|left] notes {where}, [under|with] the heading of {topic}, [and
      this is from them|this among them].
    {^a_style} {thing}, [said|thought|wrote] {name} {surname} {where}, [teaches|shows|explains] more
      [of|about] {topic} than {a_style2} {thing2}.
    {^when} the [talk|lesson|class|course] in {town} [turned|came round|moved on] to {topic}.
    [The|That] {scholar} from {town} [opened|unfolded|produced] {a_paper}: {topic}, [of all things|once
      again|as ever].
""")
_MORE = Sentences.lines("""
    {^scenery}, [and|while|but] {name} {gesture}.
    [Such|These] {things} [look|may seem] {style} [at first|from afar|on paper] and [turn out|prove]
      {judged} [on a second reading|in class|in the end|with practice].
    {^a_scholar} [would call|calls|has called] it {a_style} {thing}, {a_scholar2} {a_style2} one.
    [The|Its] [hard|main|instructive|easy|longest|tricky] part is the {thing}; [the rest|all else|what
      remains] is [routine|bookkeeping|arithmetic|a matter of patience|for the reader|copying].
    [Now|From here on|As in class|With a pencil], [one|we|the reader] [may|can|had better]
      [proceed|go on|work] {how}.
    {name} [tried|began|worked] {how}, {where}, and [then|at last|in the end] {gesture}.
    [There is|One finds] {a_style} {thing} [for|behind] it in {a_paper}, [due to|by|credited to] {name}
      {surname}.
    [Whoever|Anyone who] [prefers|enjoys|fears] {topic} [can|may|might] [read|treat|see] it as {a_style}
      {thing}.
    {^perhaps} {a_style} {thing} [would do|is enough|helps], [provided|as long as] {a_paper} is at hand.
    [No {thing}|Not a single {thing}] [from|out of] {topic} is [needed|wanted|called for], [only|merely|just]
      {a_style} {thing2}.
    {^scholars} and {scholars2} [alike|both] [find|found] the {thing} {judged}[, at least
      {spot}|, and say so|].
    [In|Around|Near] {town} [they|people] [still tell|tell|like to tell] of {a_scholar} who
      [solved it|finished it|gave up] {spot}.
    {^spot}, {surname} [remarked|conceded|insisted] that [such {things} are|every {thing2} is] {judged}.
    {^a_style} {thing} is [no|hardly a] substitute for {a_style2} {thing2}.
    [Two|Some|A few|Most] {scholars} [gave up|succeeded|went astray|took heart] {spot}.
    [Compare|Contrast] {a_thing} [in|from] {topic}: [equally|just as|far less] {judged}.
    {^a_paper} [in|from] {town} [has|gives|contains|omits] the {style} {thing}.
    [The|That] {scholar} {gesture} and [asked|wished] for {a_thing}, {name} for {a_style} {thing2}.
    [It|All this] was {judged}, [said|held|thought] {name}[ {spot}|, having read
      {a_paper}|, who worked {how}|].
    [Much|Little|Something|Nothing] [depends|turns|hangs] on the {thing}, as {surname} [noted|once wrote|put
      it] {where}.
    [Like|Unlike] {things} [in|from] {topic}, [these|the ones here] are {judged}[, if done
      {how}|, as they should be|].
    {^when}, [someone|somebody|a voice] {spot} [asked|wanted to know] [what|how much] {a_scholar} needs of
      {topic}.
""")


def scene(draws: Draws, count: I64, span: str = "prompt") -> Strings:
    """A paragraph of `count` sentences that set the scene, with the break after it; '' for none."""
    begun = Rows.of((count > 0).astype("int64"))
    more = Rows.of((count - 1).clip(0))
    opening = begun.join(_FIRST.say(draws, "scene.first", begun, span=span))
    rest = more.join(join(" ", _MORE.say(draws, "scene.more", more, span=span)))
    return where(count > 0, join(opening, rest, "\n\n"), "")
