"""The world of wages as a note in German, French, Spanish or Italian; the same facts as in English."""

from __future__ import annotations

from dataforge.generators.multilingual._letters import DE, ES, FR, IT, LETTER_LEXICONS, Letter
from dataforge.generators.worlds import wages
from dataforge.generators.worlds.wages import Wages
from dataforge.generators.worlds.wages_text import Telling, ToldWages

GERMAN = Telling(
    opening=DE.lines("""
        <head>[Im Dorf|Auf dem Hof|In der Werkstatt|Im Viertel] helfen einander {who_all}<tail>.
        <head>[Diesen Herbst|Im Frühjahr|Seit Jahren|Heuer] arbeiten {who_all} füreinander<tail>.
    """),
    wage=DE.lines("""
        {who} [bekommt|nimmt|verlangt|kostet] {wage} Euro die Stunde<so>.
        [Eine Stunde|Jede Stunde] von {who} [kostet|gilt] {wage} Euro.
    """),
    entry=DE.lines("""
        {who} [arbeitete|schaffte] {de_how2} {hours} Stunden für {other}<rest>.
        <lead> arbeitete {who} für {other}, [ganze|genau|rund
          gerechnet] {hours} Stunden.
        <lead> [sah|hörte|erfuhr|behauptete] <one>, dass {who} {hours} Stunden für {other} arbeitete.
        [In|Bei|Nahe] {de_city2} arbeitete {who} {hours} Stunden für {other}<end>.
    """),
    question=DE.lines("""
        [Nun rate|Sag mir|Weißt du], wie viel {who} verdient hat, und wie viel {other} schuldet?
    """),
    working=DE.lines("""
        [Der Reihe nach|In dieser Folge|Wie genannt], in Euro: {sums}.
    """),
    answer=DE.lines("""
        [Also|Demnach|Ergebnis]: {who} hat {earned} Euro verdient, und {other} schuldet {owed} Euro.
    """),
    conjunction=" und ",
)
FRENCH = Telling(
    opening=FR.lines("""
        <head>[Au village|À la ferme|À l'atelier|Dans le quartier] s'entraident {who_all}<tail>.
        <head>[Cet automne|Au printemps|Depuis des années|Cette année] travaillent l'un pour l'autre
          {who_all}<tail>.
    """),
    wage=FR.lines("""
        {who} [reçoit|prend|demande|coûte] {wage} euros de l'heure<so>.
        [Une heure|Chaque heure] de {who} [coûte|vaut] {wage} euros.
    """),
    entry=FR.lines("""
        {who} a {fr_how2} [travaillé|peiné|bricolé] {hours} heures pour {other}<rest>.
        <lead> {who} a travaillé pour {other}, [en
          tout|exactement|au total] {hours} heures.
        <lead> <one> l'a [vu|su|dit|appris] : {who} a travaillé {hours} heures pour {other}.
        [À|Vers|Près de] {fr_city2}, {who} a travaillé {hours} heures pour {other}<end>.
    """),
    question=FR.lines("""
        [Devine|Dis-moi|Sais-tu] combien {who} a gagné, et combien doit {other} ?
    """),
    working=FR.lines("""
        [Dans l'ordre|Un par un|Comme nommés], en euros : {sums}.
    """),
    answer=FR.lines("""
        [Donc|Ainsi|Résultat] : {who} a gagné {earned} euros, et {other} doit {owed} euros.
    """),
    conjunction=" et ",
)
SPANISH = Telling(
    opening=ES.lines("""
        <head>[En el pueblo|En la granja|En el taller|En el barrio] se ayudan {who_all}<tail>.
        <head>[Este otoño|En primavera|Desde hace años|Este año] trabajan unos para otros {who_all}<tail>.
    """),
    wage=ES.lines("""
        {who} [recibe|cobra|pide|cuesta] {wage} euros por hora<so>.
        [Una hora|Cada hora] de {who} [cuesta|vale] {wage} euros.
    """),
    entry=ES.lines("""
        {who} [trabajó|faenó] {es_how2} {hours} horas para {other}<rest>.
        <lead> {who} trabajó para {other}, [en
          total|exactamente|en suma] {hours} horas.
        <lead> <one> [vio|supo|contó|oyó] que {who} trabajó {hours} horas para {other}.
        [En|Hacia|Cerca de] {es_city2} {who} trabajó {hours} horas para {other}<end>.
    """),
    question=ES.lines("""
        [Adivina|Dime|A ver]: ¿cuánto ganó {who}, y cuánto debe {other}?
    """),
    working=ES.lines("""
        [En orden|Uno por uno|Como se nombró], en euros: {sums}.
    """),
    answer=ES.lines("""
        [Así que|Resultado|Por tanto]: {who} ganó {earned} euros, y {other} debe {owed} euros.
    """),
    conjunction=" y ",
)
ITALIAN = Telling(
    opening=IT.lines("""
        <head>[In paese|Alla fattoria|In officina|Nel quartiere] si aiutano {who_all}<tail>.
        <head>[Quest'autunno|In primavera|Da anni|Quest'anno] lavorano l'uno per l'altro {who_all}<tail>.
    """),
    wage=IT.lines("""
        {who} [riceve|prende|chiede|costa] {wage} euro all'ora<so>.
        [Un'ora|Ogni ora] di {who} [costa|vale] {wage} euro.
    """),
    entry=IT.lines("""
        {who} ha [lavorato|faticato] {it_how2} {hours} ore per {other}<rest>.
        <lead> {who} ha lavorato per {other}, [in
          tutto|esattamente|in totale] {hours} ore.
        <lead> <one> ha [visto|saputo|detto|sentito] che {who} ha lavorato {hours} ore per {other}.
        [A|Verso|Vicino a] {it_city2} {who} ha lavorato {hours} ore per {other}<end>.
    """),
    question=IT.lines("""
        [Indovina|Dimmi|Sai dire] quanto ha guadagnato {who}, e quanto deve {other}?
    """),
    working=IT.lines("""
        [In ordine|Uno per uno|Come nominati], in euro: {sums}.
    """),
    answer=IT.lines("""
        [Dunque|Risultato|Perciò]: {who} ha guadagnato {earned} euro, e {other} deve {owed} euro.
    """),
    conjunction=" e ",
)


class WagesNotes(Letter[Wages], ToldWages):
    """A note on who worked for whom, in one of four languages."""

    name = "wages-notes"
    domain = "multilingual"
    summary = "hours and wages settled, in four languages; a world that every domain can tell"
    lexicons = (*wages.LEXICONS, *LETTER_LEXICONS)
    tellings = (GERMAN, FRENCH, SPANISH, ITALIAN)
