"""The world of wages as a note in German, French, Spanish or Italian; the same facts as in English."""

from __future__ import annotations

from dataforge.generators.multilingual.courier_letters import ASIDES
from dataforge.generators.worlds.wages_text import Telling, ToldWages
from dataforge.text.columns import Strings
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.rows import I64, Rows

GERMAN = Telling(
    opening=Frames.lines("""
        [Im Dorf|Auf dem Hof|In der Werkstatt|Im Viertel] helfen einander {who_all}[, gegen Lohn|, das ganze
          Jahr|, wie es sich gehört|].
        [Diesen Herbst|Im Frühjahr|Seit Jahren|Heuer] arbeiten {who_all} füreinander[, gegen Lohn|, mit
          Freude|, nicht umsonst|].
    """),
    wage=Frames.lines("""
        {who} [bekommt|nimmt|verlangt|kostet] {wage} Euro die Stunde[, wie vereinbart|, nicht mehr|, bar|].
        [Eine Stunde|Jede Stunde] von {who} [kostet|gilt] {wage} Euro.
    """),
    entry=Frames.lines("""
        {who} [arbeitete|schaffte|half] {hours} Stunden für {other}[, im Garten|, am Dach|, im Stall|, in
          der Küche].
        [Am Montag|Am Samstag|Vorige Woche|Bei Regen|Im Mai] arbeitete {who} für {other}, [ganze|genau|rund
          gerechnet] {hours} Stunden.
    """),
    question=Frames.lines("""
        [Nun rate|Sag mir|Weißt du], wie viel {who} verdient hat, und wie viel {other} schuldet?
    """),
    working=Frames.lines("""
        [Der Reihe nach|In dieser Folge|Wie genannt], in Euro: {sums}.
    """),
    answer=Frames.lines("""
        [Also|Demnach|Ergebnis]: {who} hat {earned} Euro verdient, und {other} schuldet {owed} Euro.
    """),
    conjunction=" und ",
)
FRENCH = Telling(
    opening=Frames.lines("""
        [Au village|À la ferme|À l'atelier|Dans le quartier] s'entraident {who_all}[, contre salaire|, toute
          l'année|, comme il se doit|].
        [Cet automne|Au printemps|Depuis des années|Cette année] travaillent l'un pour l'autre {who_all}[,
          contre salaire|, avec joie|, pas pour rien|].
    """),
    wage=Frames.lines("""
        {who} [reçoit|prend|demande|coûte] {wage} euros de l'heure[, comme convenu|, pas plus|, en
          espèces|].
        [Une heure|Chaque heure] de {who} [coûte|vaut] {wage} euros.
    """),
    entry=Frames.lines("""
        {who} a [travaillé|peiné|bricolé] {hours} heures pour {other}[, au jardin|, sur le toit|, à
          l'étable|, à la cuisine].
        [Lundi|Samedi|La semaine passée|Sous la pluie|En mai], {who} a travaillé pour {other}, [en
          tout|exactement|au total] {hours} heures.
    """),
    question=Frames.lines("""
        [Devine|Dis-moi|Sais-tu] combien {who} a gagné, et combien doit {other} ?
    """),
    working=Frames.lines("""
        [Dans l'ordre|Un par un|Comme nommés], en euros : {sums}.
    """),
    answer=Frames.lines("""
        [Donc|Ainsi|Résultat] : {who} a gagné {earned} euros, et {other} doit {owed} euros.
    """),
    conjunction=" et ",
)
SPANISH = Telling(
    opening=Frames.lines("""
        [En el pueblo|En la granja|En el taller|En el barrio] se ayudan {who_all}[, por un sueldo|, todo el
          año|, como es debido|].
        [Este otoño|En primavera|Desde hace años|Este año] trabajan unos para otros {who_all}[, por un
          sueldo|, con gusto|, no gratis|].
    """),
    wage=Frames.lines("""
        {who} [recibe|cobra|pide|cuesta] {wage} euros por hora[, según lo acordado|, no más|, en efectivo|].
        [Una hora|Cada hora] de {who} [cuesta|vale] {wage} euros.
    """),
    entry=Frames.lines("""
        {who} [trabajó|faenó|ayudó] {hours} horas para {other}[, en el jardín|, en el tejado|, en el
          establo|, en la cocina].
        [El lunes|El sábado|La semana pasada|Bajo la lluvia|En mayo] {who} trabajó para {other}, [en
          total|exactamente|en suma] {hours} horas.
    """),
    question=Frames.lines("""
        [Adivina|Dime|A ver]: ¿cuánto ganó {who}, y cuánto debe {other}?
    """),
    working=Frames.lines("""
        [En orden|Uno por uno|Como se nombró], en euros: {sums}.
    """),
    answer=Frames.lines("""
        [Así que|Resultado|Por tanto]: {who} ganó {earned} euros, y {other} debe {owed} euros.
    """),
    conjunction=" y ",
)
ITALIAN = Telling(
    opening=Frames.lines("""
        [In paese|Alla fattoria|In officina|Nel quartiere] si aiutano {who_all}[, a pagamento|, tutto
          l'anno|, come si deve|].
        [Quest'autunno|In primavera|Da anni|Quest'anno] lavorano l'uno per l'altro {who_all}[, a pagamento|,
          con gioia|, non gratis|].
    """),
    wage=Frames.lines("""
        {who} [riceve|prende|chiede|costa] {wage} euro all'ora[, come d'accordo|, non di più|, in
          contanti|].
        [Un'ora|Ogni ora] di {who} [costa|vale] {wage} euro.
    """),
    entry=Frames.lines("""
        {who} ha [lavorato|faticato|aiutato] {hours} ore per {other}[, in giardino|, sul tetto|, nella
          stalla|, in cucina].
        [Lunedì|Sabato|La settimana scorsa|Sotto la pioggia|In maggio] {who} ha lavorato per {other}, [in
          tutto|esattamente|in totale] {hours} ore.
    """),
    question=Frames.lines("""
        [Indovina|Dimmi|Sai dire] quanto ha guadagnato {who}, e quanto deve {other}?
    """),
    working=Frames.lines("""
        [In ordine|Uno per uno|Come nominati], in euro: {sums}.
    """),
    answer=Frames.lines("""
        [Dunque|Risultato|Perciò]: {who} ha guadagnato {earned} euro, e {other} deve {owed} euro.
    """),
    conjunction=" e ",
)


class WagesNotes(ToldWages):
    """A note on who worked for whom, in one of four languages."""

    name = "wages-notes"
    domain = "multilingual"
    summary = "hours and wages settled, in four languages; a world that every domain can tell"
    tellings = (GERMAN, FRENCH, SPANISH, ITALIAN)

    def aside(self, draws: Draws, rows: Rows, which: I64) -> Strings:
        form = 2 * which[rows.doc] + draws.draw("colour.form", 2, rows, span="prompt")
        return ASIDES.say(draws, "colour", rows, which=form, span="prompt")
