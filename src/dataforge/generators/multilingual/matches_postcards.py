"""The world of matches as a postcard in German, French, Spanish or Italian; the same facts as in English."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.multilingual.courier_letters import ASIDES
from dataforge.generators.worlds import matches_reader
from dataforge.generators.worlds.matches_text import Telling, ToldMatches
from dataforge.text.columns import Strings
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

GERMAN = Telling(
    opening=Frames.lines("""
        Beim [Turnier|Fest|Pokal] [spielten|traten an] {who_all}[, bei jedem Wetter|, wie jedes Jahr|, zur
          Freude aller|].
        Zum [Sommerfest|Jubiläum|Saisonende] [kamen|spielten] {who_all}[, jung und alt|, von weit her|, gut
          gelaunt|].
    """),
    rule=Frames.lines("""
        [Ein Sieg|Jeder Sieg] [brachte|bringt|zählte] {win} Punkte, ein Remis {one}[, sonst nichts|, wie
          üblich|].
    """),
    won=Frames.lines("""
        {who} [gewann|gewann klar|gewann knapp|gewann verdient] {goals}:{against} gegen {other}[, bei
          Regen|, unter Jubel|, am Abend|].
        [Im Garten|Am Fluss|Auf dem Platz|In der Halle] gewann {who} gegen {other}, [am Ende|nach Pause|am
          Schluss] {goals}:{against}.
    """),
    lost=Frames.lines("""
        {who} [verlor|verlor klar|verlor knapp|verlor unglücklich] {goals}:{against} gegen {other}[, bei
          Regen|, unter Jubel|, am Abend|].
        [Im Garten|Am Fluss|Auf dem Platz|In der Halle] verlor {who} gegen {other}, [am Ende|nach Pause|am
          Schluss] {goals}:{against}.
    """),
    drawn=Frames.lines("""
        {who} spielte [unentschieden|am Ende unentschieden|doch unentschieden] gegen {other},
          {goals}:{against}[, bei Regen|, am Abend|].
    """),
    question=Frames.lines("""
        [Nun rate|Sag mir|Weißt du], wie viele Punkte {who} hat, und wie viele Tore?
    """),
    working=Frames.lines("""
        [Der Reihe nach|In dieser Folge|Wie genannt], in Punkten: {points}.
    """),
    answer=Frames.lines("""
        [Also|Demnach|Ergebnis]: {who} hat {total} Punkte und {goals} Tore.
    """),
    conjunction=" und ",
)
FRENCH = Telling(
    opening=Frames.lines("""
        Au [tournoi|village|gymnase], [c'étaient|on a vu] {who_all}[, par tous les temps|, comme chaque
          année|, pour la joie de tous|].
        Pour [la fête|le jubilé|la fin de saison], [jouaient|sont venus] {who_all}[, petits et grands|, de
          loin|, de bonne humeur|].
    """),
    rule=Frames.lines("""
        [Une victoire|Chaque victoire] [valait|rapporte|compte] {win} points, un nul {one}[, rien d'autre|,
          comme d'habitude|].
    """),
    won=Frames.lines("""
        {who} a [battu|nettement battu|battu de peu|justement battu] {other} {goals} à {against}[, sous la
          pluie|, sous les cris|, le soir|].
        [Au jardin|Près du fleuve|Sur la place|Dans la salle], {who} a battu {other}, [à la fin|après la
          pause|pour finir] {goals} à {against}.
    """),
    lost=Frames.lines("""
        {who} a [perdu|nettement perdu|perdu de peu|pourtant perdu] contre {other} {goals} à {against}[,
          sous la pluie|, sous les cris|, le soir|].
        [Au jardin|Près du fleuve|Sur la place|Dans la salle], {who} a perdu contre {other}, [à la fin|après
          la pause|pour finir] {goals} à {against}.
    """),
    drawn=Frames.lines("""
        {who} a fait [match nul|enfin match nul|encore match nul] avec {other}, {goals} à {against}[, sous
          la pluie|, le soir|].
    """),
    question=Frames.lines("""
        [Devine|Dis-moi|Sais-tu] combien de points a {who}, et combien de buts ?
    """),
    working=Frames.lines("""
        [Dans l'ordre|Un par un|Comme nommés], en points : {points}.
    """),
    answer=Frames.lines("""
        [Donc|Ainsi|Résultat] : {who} a {total} points et {goals} buts.
    """),
    conjunction=" et ",
)
SPANISH = Telling(
    opening=Frames.lines("""
        En [el torneo|el pueblo|la plaza] [jugaron|estuvieron] {who_all}[, con cualquier tiempo|, como cada
          año|, para alegría de todos|].
        Para [la fiesta|el jubileo|el fin de temporada] [jugaron|vinieron] {who_all}[, grandes y pequeños|,
          desde lejos|, de buen humor|].
    """),
    rule=Frames.lines("""
        [Una victoria|Cada victoria] [valía|da|cuenta] {win} puntos, un empate {one}[, nada más|, como
          siempre|].
    """),
    won=Frames.lines("""
        {who} [ganó|ganó claramente|ganó por poco|ganó con justicia] a {other} por {goals} a {against}[,
          bajo la lluvia|, entre gritos|, al anochecer|].
        [En el jardín|Junto al río|En la plaza|En la sala] {who} ganó a {other}, [al final|tras la pausa|por
          fin] {goals} a {against}.
    """),
    lost=Frames.lines("""
        {who} [perdió|perdió claramente|perdió por poco|perdió sin suerte] contra {other} por {goals} a
          {against}[, bajo la lluvia|, entre gritos|, al anochecer|].
        [En el jardín|Junto al río|En la plaza|En la sala] {who} perdió contra {other}, [al final|tras la
          pausa|por fin] {goals} a {against}.
    """),
    drawn=Frames.lines("""
        {who} [empató|por fin empató|otra vez empató] con {other}, {goals} a {against}[, bajo la lluvia|, al
          anochecer|].
    """),
    question=Frames.lines("""
        [Adivina|Dime|A ver]: ¿cuántos puntos tiene {who}, y cuántos goles?
    """),
    working=Frames.lines("""
        [En orden|Uno por uno|Como se nombró], en puntos: {points}.
    """),
    answer=Frames.lines("""
        [Así que|Resultado|Por tanto]: {who} tiene {total} puntos y {goals} goles.
    """),
    conjunction=" y ",
)
ITALIAN = Telling(
    opening=Frames.lines("""
        Al [torneo|villaggio|campo] [giocarono|c'erano] {who_all}[, con ogni tempo|, come ogni anno|, per la
          gioia di tutti|].
        Per [la festa|il giubileo|la fine stagione] [giocarono|vennero] {who_all}[, grandi e piccoli|, da
          lontano|, di buon umore|].
    """),
    rule=Frames.lines("""
        [Una vittoria|Ogni vittoria] [valeva|porta|conta] {win} punti, un pareggio {one}[, nient'altro|,
          come al solito|].
    """),
    won=Frames.lines("""
        {who} ha [battuto|nettamente battuto|battuto di poco|giustamente battuto] {other} per {goals} a
          {against}[, sotto la pioggia|, tra le grida|, di sera|].
        [In giardino|Lungo il fiume|In piazza|In palestra] {who} ha battuto {other}, [alla fine|dopo la
          pausa|infine] {goals} a {against}.
    """),
    lost=Frames.lines("""
        {who} ha [perso|nettamente perso|perso di poco|purtroppo perso] contro {other} per {goals} a
          {against}[, sotto la pioggia|, tra le grida|, di sera|].
        [In giardino|Lungo il fiume|In piazza|In palestra] {who} ha perso contro {other}, [alla fine|dopo la
          pausa|infine] {goals} a {against}.
    """),
    drawn=Frames.lines("""
        {who} ha [pareggiato|infine pareggiato|ancora pareggiato] con {other}, {goals} a {against}[, sotto
          la pioggia|, di sera|].
    """),
    question=Frames.lines("""
        [Indovina|Dimmi|Sai dire] quanti punti ha {who}, e quanti gol?
    """),
    working=Frames.lines("""
        [In ordine|Uno per uno|Come nominati], in punti: {points}.
    """),
    answer=Frames.lines("""
        [Dunque|Risultato|Perciò]: {who} ha {total} punti e {goals} gol.
    """),
    conjunction=" e ",
)


class MatchesPostcards(ToldMatches):
    """A postcard about a tournament, in one of four languages."""

    name = "matches-postcards"
    domain = "multilingual"
    summary = "points and goals of a tournament, in four languages; a world that every domain can tell"
    tellings = (GERMAN, FRENCH, SPANISH, ITALIAN)

    def aside(self, draws: Draws, rows: Rows, which: I64) -> Strings:
        form = 2 * which[rows.doc] + draws.draw("colour.form", 2, rows, span="prompt")
        return ASIDES.say(draws, "colour", rows, which=form, span="prompt")

    def extract(self, text: str) -> Any:
        for language, (begin, *_) in enumerate(_POSTCARDS):
            if re.match(begin, text):
                return _tongue(language).read(text, frozenset(lexicon("en_given_names").words()))
        raise ExtractError(f"a postcard that begins {text[:40]!r}")


# how a postcard begins, and the words for won, lost, drawn: German, French, Spanish, Italian
_POSTCARDS = (
    ("(?:Beim|Zum) ", "gewann", "verlor", "unentschieden"),
    ("(?:Au|Pour) ", "battu", "perdu", "match nul"),
    ("(?:En|Para) ", "ganó", "perdió", "empató"),
    ("(?:Al|Per) ", "battuto", "perso", "pareggiato"),
)


@cache
def _tongue(language: int) -> matches_reader.Tongue:
    return matches_reader.Tongue(*_POSTCARDS[language][1:])
