"""The world of matches as a postcard in German, French, Spanish or Italian; the same facts as in English."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.multilingual._letters import DE, ES, FR, IT, LETTER_LEXICONS, Letter
from dataforge.generators.multilingual._letters_reader import language_of
from dataforge.generators.worlds import matches, matches_reader
from dataforge.generators.worlds.matches import Matches
from dataforge.generators.worlds.matches_text import Telling, ToldMatches
from dataforge.text.lexicon import lexicon

GERMAN = Telling(
    opening=DE.lines("""
        <head>Beim [Turnier|Fest|Pokal] [spielten|traten an] {who_all}<tail>.
        <head>Zum [Sommerfest|Jubiläum|Saisonende] [kamen|spielten] {who_all}<tail>.
    """),
    rule=DE.lines("""
        [Ein Sieg|Jeder Sieg] [brachte|bringt|zählte] {win} Punkte, ein Remis {one}<so>.
    """),
    won=DE.lines("""
        {who} gewann [{de_how2}|klar|knapp] {goals}:{against} gegen {other}<rest>.
        <lead> gewann {who} gegen {other}, [am Ende|nach Pause|am
          Schluss] {goals}:{against}.
        <lead> [sah|hörte|erfuhr|behauptete] <one>, dass {who} {goals}:{against} gegen {other} gewann.
        [In|Bei|Nahe] {de_city2} gewann {who} gegen {other} {goals}:{against}<end>.
    """),
    lost=DE.lines("""
        {who} verlor [{de_how2}|klar|knapp] {goals}:{against} gegen {other}<rest>.
        <lead> verlor {who} gegen {other}, [am Ende|nach Pause|am
          Schluss] {goals}:{against}.
        <lead> [sah|hörte|erfuhr|behauptete] <one>, dass {who} {goals}:{against} gegen {other} verlor.
        [In|Bei|Nahe] {de_city2} verlor {who} gegen {other} {goals}:{against}<end>.
    """),
    drawn=DE.lines("""
        {who} spielte [unentschieden|am Ende unentschieden|doch unentschieden] gegen {other},
          {goals}:{against}<tail>.
        <lead> [sah|hörte|erfuhr|behauptete] <one>, dass {who} unentschieden gegen {other} spielte,
          {goals}:{against}.
        [In|Bei|Nahe] {de_city2} spielte {who} unentschieden gegen {other}, {goals}:{against}<end>.
    """),
    question=DE.lines("""
        [Nun rate|Sag mir|Weißt du], wie viele Punkte {who} hat, und wie viele Tore?
    """),
    working=DE.lines("""
        [Der Reihe nach|In dieser Folge|Wie genannt], in Punkten: {points}.
    """),
    answer=DE.lines("""
        [Also|Demnach|Ergebnis]: {who} hat {total} Punkte und {goals} Tore.
    """),
    conjunction=" und ",
)
FRENCH = Telling(
    opening=FR.lines("""
        <head>Au [tournoi|village|gymnase], [c'étaient|on a vu] {who_all}<tail>.
        <head>Pour [la fête|le jubilé|la fin de saison], [jouaient|sont venus] {who_all}<tail>.
    """),
    rule=FR.lines("""
        [Une victoire|Chaque victoire] [valait|rapporte|compte] {win} points, un nul {one}<so>.
    """),
    won=FR.lines("""
        {who} a [{fr_how2}|nettement|justement] battu {other} {goals} à {against}<rest>.
        <lead> {who} a battu {other}, [à la fin|après la
          pause|pour finir] {goals} à {against}.
        <lead> <one> l'a [vu|su|dit|appris] : {who} a battu {other} {goals} à {against}.
        [À|Vers|Près de] {fr_city2}, {who} a battu {other} {goals} à {against}<end>.
    """),
    lost=FR.lines("""
        {who} a [{fr_how2}|nettement|pourtant] perdu contre {other} {goals} à {against}<rest>.
        <lead> {who} a perdu contre {other}, [à la fin|après
          la pause|pour finir] {goals} à {against}.
        <lead> <one> l'a [vu|su|dit|appris] : {who} a perdu contre {other} {goals} à {against}.
        [À|Vers|Près de] {fr_city2}, {who} a perdu contre {other} {goals} à {against}<end>.
    """),
    drawn=FR.lines("""
        {who} a fait [match nul|enfin match nul|encore match nul] avec {other}, {goals} à {against}<tail>.
        <lead> <one> l'a [vu|su|dit|appris] : {who} a fait match nul avec {other}, {goals} à {against}.
        [À|Vers|Près de] {fr_city2}, {who} a fait match nul avec {other}, {goals} à {against}<end>.
    """),
    question=FR.lines("""
        [Devine|Dis-moi|Sais-tu] combien de points a {who}, et combien de buts ?
    """),
    working=FR.lines("""
        [Dans l'ordre|Un par un|Comme nommés], en points : {points}.
    """),
    answer=FR.lines("""
        [Donc|Ainsi|Résultat] : {who} a {total} points et {goals} buts.
    """),
    conjunction=" et ",
)
SPANISH = Telling(
    opening=ES.lines("""
        <head>En [el torneo|el pueblo|la plaza] [jugaron|estuvieron] {who_all}<tail>.
        <head>Para [la fiesta|el jubileo|el fin de temporada] [jugaron|vinieron] {who_all}<tail>.
    """),
    rule=ES.lines("""
        [Una victoria|Cada victoria] [valía|da|cuenta] {win} puntos, un empate {one}<so>.
    """),
    won=ES.lines("""
        {who} ganó [{es_how2}|claramente|por poco] a {other} por {goals} a {against}<rest>.
        <lead> {who} ganó a {other}, [al final|tras la pausa|por
          fin] {goals} a {against}.
        <lead> <one> [vio|supo|contó|oyó] que {who} ganó a {other} por {goals} a {against}.
        [En|Hacia|Cerca de] {es_city2} {who} ganó a {other} por {goals} a {against}<end>.
    """),
    lost=ES.lines("""
        {who} perdió [{es_how2}|claramente|por poco] contra {other} por {goals} a
          {against}<rest>.
        <lead> {who} perdió contra {other}, [al final|tras la
          pausa|por fin] {goals} a {against}.
        <lead> <one> [vio|supo|contó|oyó] que {who} perdió contra {other} por {goals} a {against}.
        [En|Hacia|Cerca de] {es_city2} {who} perdió contra {other} por {goals} a {against}<end>.
    """),
    drawn=ES.lines("""
        {who} [empató|por fin empató|otra vez empató] con {other}, {goals} a {against}<tail>.
        <lead> <one> [vio|supo|contó|oyó] que {who} empató con {other}, {goals} a {against}.
        [En|Hacia|Cerca de] {es_city2} {who} empató con {other}, {goals} a {against}<end>.
    """),
    question=ES.lines("""
        [Adivina|Dime|A ver]: ¿cuántos puntos tiene {who}, y cuántos goles?
    """),
    working=ES.lines("""
        [En orden|Uno por uno|Como se nombró], en puntos: {points}.
    """),
    answer=ES.lines("""
        [Así que|Resultado|Por tanto]: {who} tiene {total} puntos y {goals} goles.
    """),
    conjunction=" y ",
)
ITALIAN = Telling(
    opening=IT.lines("""
        <head>Al [torneo|villaggio|campo] [giocarono|c'erano] {who_all}<tail>.
        <head>Per [la festa|il giubileo|la fine stagione] [giocarono|vennero] {who_all}<tail>.
    """),
    rule=IT.lines("""
        [Una vittoria|Ogni vittoria] [valeva|porta|conta] {win} punti, un pareggio {one}<so>.
    """),
    won=IT.lines("""
        {who} ha [{it_how2}|nettamente|giustamente] battuto {other} per {goals} a
          {against}<rest>.
        <lead> {who} ha battuto {other}, [alla fine|dopo la
          pausa|infine] {goals} a {against}.
        <lead> <one> ha [visto|saputo|detto|sentito] che {who} ha battuto {other} per {goals} a {against}.
        [A|Verso|Vicino a] {it_city2} {who} ha battuto {other} per {goals} a {against}<end>.
    """),
    lost=IT.lines("""
        {who} ha [{it_how2}|nettamente|purtroppo] perso contro {other} per {goals} a
          {against}<rest>.
        <lead> {who} ha perso contro {other}, [alla fine|dopo la
          pausa|infine] {goals} a {against}.
        <lead> <one> ha [visto|saputo|detto|sentito] che {who} ha perso contro {other} per {goals} a
          {against}.
        [A|Verso|Vicino a] {it_city2} {who} ha perso contro {other} per {goals} a {against}<end>.
    """),
    drawn=IT.lines("""
        {who} ha [pareggiato|infine pareggiato|ancora pareggiato] con {other}, {goals} a {against}<tail>.
        <lead> <one> ha [visto|saputo|detto|sentito] che {who} ha pareggiato con {other}, {goals} a
          {against}.
        [A|Verso|Vicino a] {it_city2} {who} ha pareggiato con {other}, {goals} a {against}<end>.
    """),
    question=IT.lines("""
        [Indovina|Dimmi|Sai dire] quanti punti ha {who}, e quanti gol?
    """),
    working=IT.lines("""
        [In ordine|Uno per uno|Come nominati], in punti: {points}.
    """),
    answer=IT.lines("""
        [Dunque|Risultato|Perciò]: {who} ha {total} punti e {goals} gol.
    """),
    conjunction=" e ",
)


class MatchesPostcards(Letter[Matches], ToldMatches):
    """A postcard about a tournament, in one of four languages."""

    name = "matches-postcards"
    domain = "multilingual"
    summary = "points and goals of a tournament, in four languages; a world that every domain can tell"
    lexicons = (*matches.LEXICONS, *LETTER_LEXICONS)
    tellings = (GERMAN, FRENCH, SPANISH, ITALIAN)

    def extract(self, text: str) -> Any:
        names = frozenset(lexicon("en_given_names").words())
        return _tongue(language_of(text)).read(text, names)


# the words for won, lost, drawn: German, French, Spanish, Italian
_OUTCOMES = (
    ("gewann", "verlor", "unentschieden"),
    ("battu", "perdu", "match nul"),
    ("ganó", "perdió", "empató"),
    ("battuto", "perso", "pareggiato"),
)


@cache
def _tongue(language: int) -> matches_reader.Tongue:
    return matches_reader.Tongue(*_OUTCOMES[language])
