"""The couriers' world as a letter in German, French, Spanish or Italian; the same facts as in English."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.worlds import couriers_reader
from dataforge.generators.worlds.couriers_text import Telling, ToldCouriers
from dataforge.text.columns import Strings
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

GERMAN = Telling(
    opening=Frames.lines("""
        [Liebe Tante|Lieber Onkel|Liebe Freundin|Lieber Freund|Liebe Eltern], [du fragst|Sie wollen
          wissen|alle fragen], [was wir hier tun|wie es uns geht|wovon wir leben]: {who_all}
          [fahren|gehen|kommen] [jede Woche|oft|bei jedem Wetter] {places_all}.
        [Liebe Nachbarin|Lieber Bruder|Liebe Schwester|Liebe Kollegen], [bei uns|hier]
          [tragen|transportieren|befördern] {who_all} [fast alles|alles Schwere|Möbel und Geräte]; [der Weg
          führt|sie fahren] {places_all}.
    """),
    stock=Frames.lines("""
        [Zuerst|Am Anfang|Zu Beginn] [brachte man|brachten wir|fuhr man] {the_thing} ({weight} kg) {to}.
        [Man schickte|Wir schickten|Jemand brachte] {the_thing}, [immerhin|rund gerechnet|genau|etwa]
          {weight} kg, {to}.
    """),
    errand=Frames.lines("""
        Am {day}. Tag [brachte|trug|fuhr|schleppte|beförderte] {who} {the_thing} [vorsichtig|allein|mit
          Mühe|pfeifend|gern|ohne Pause] {source} {to}.
        {who} [hat|hatte] {the_thing} am {day}. Tag [bei Regen|bei Sonne|im Nebel|früh am Morgen|erst am
          Abend|gegen Mittag] {to} [gebracht|getragen|geschafft].
        [Dann|Danach|Später|Kurz darauf|Schließlich], am {day}. Tag, [holte|nahm] {who} {the_thing} und
          [brachte|trug|fuhr] alles [langsam|schnell|leise] {to}.
    """),
    question=Frames.lines("""
        [Nun rate|Nun sag mir|Kannst du sagen]: Wohin hat man {the_thing} zuletzt [gebracht|getragen], und
          wie viel hat {who} [insgesamt|im Ganzen] getragen?
    """),
    working=Frames.lines("""
        [Der Weg|Die Stationen|Der Reihe nach]: {path}. [Die Lasten|In Kilogramm|Zusammen]: {sum}.
    """),
    answer=Frames.lines("""
        [Also|Zuletzt|Am Ende] brachte man {the_thing} {to}; {who}: [Fahrten|Gänge|Wege] {trips},
          [Last|Gewicht] {load} kg.
    """),
    conjunction=" und ",
)
FRENCH = Telling(
    opening=Frames.lines("""
        [Chère tante|Cher oncle|Chère amie|Cher ami|Chers parents], [tu demandes|vous demandez|on me
          demande] [ce que nous faisons|comment nous vivons|des nouvelles] : {who_all} [vont|passent|se
          rendent] [souvent|chaque semaine|par tous les temps] {places_all}.
        [Chère voisine|Cher frère|Chère sœur|Chers collègues], ici ce sont {who_all} qui
          [portent|transportent|déplacent] [presque tout|les meubles|tout ce qui est lourd], [et l'on va|et
          le chemin mène] {places_all}.
    """),
    stock=Frames.lines("""
        [D'abord|Au début|Pour commencer], on a [porté|envoyé|apporté] {the_thing} ({weight} kg) {to}.
        [On avait|Nous avions|Quelqu'un avait] [envoyé|porté] {the_thing}, [environ|exactement|au moins]
          {weight} kg, {to}.
    """),
    errand=Frames.lines("""
        Le jour {day}, {who} a [porté|transporté|apporté|traîné] {the_thing} [avec soin|sans aide|avec
          peine|en sifflant|volontiers|sans pause] {source} {to}.
        {who} a [pris|chargé|cherché] {the_thing} le jour {day} [sous la pluie|au soleil|dans le
          brouillard|tôt le matin|tard le soir|vers midi], [pour aller|afin d'aller|avant d'aller] {to}.
        [Puis|Ensuite|Plus tard|Peu après|Enfin], le jour {day}, {who} a [déplacé|emmené] {the_thing}
          [lentement|vite|sans bruit] {source} {to}.
    """),
    question=Frames.lines("""
        [Devine|Dis-moi|Sais-tu] : où a-t-on [porté|emmené] {the_thing} [à la fin|en dernier], et combien
          {who} a [porté|transporté] [en tout|au total] ?
    """),
    working=Frames.lines("""
        [Le chemin|Les étapes|Dans l'ordre] : {path}. [Les charges|En kilos|La somme] : {sum}.
    """),
    answer=Frames.lines("""
        [Donc|À la fin|Pour finir], on a porté {the_thing} {to} ; {who} : [trajets|voyages|tours] {trips},
          [charge|poids] {load} kg.
    """),
    conjunction=" et ",
)
SPANISH = Telling(
    opening=Frames.lines("""
        [Querida tía|Querido tío|Querida amiga|Querido amigo|Queridos padres], [preguntas|preguntan|todos
          preguntan] [qué hacemos|cómo vivimos|de qué vivimos]: {who_all} [van|viajan|pasan] [a menudo|cada
          semana|con cualquier tiempo] {places_all}.
        [Querida vecina|Querido hermano|Querida hermana|Queridos colegas], aquí {who_all}
          [llevan|transportan|mueven] [casi todo|los muebles|todo lo pesado]; [van|el camino lleva]
          {places_all}.
    """),
    stock=Frames.lines("""
        [Primero|Al principio|Para empezar] [se llevó|llevaron|mandaron] {the_thing} ({weight} kg) {to}.
        [Habíamos|Alguien había|Se había] [mandado|llevado] {the_thing}, [unos|exactamente|al menos]
          {weight} kg, {to}.
    """),
    errand=Frames.lines("""
        El día {day} {who} [llevó|transportó|trasladó|arrastró] {the_thing} [con cuidado|sin ayuda|con
          esfuerzo|silbando|con gusto|sin pausa] {source} {to}.
        {who} [recogió|cargó|tomó] {the_thing} el día {day} [bajo la lluvia|al sol|entre la niebla|muy
          temprano|ya de noche|a mediodía] [rumbo|en dirección|camino] {to}.
        [Luego|Después|Más tarde|Poco después|Por fin], el día {day}, {who} [movió|pasó] {the_thing}
          [despacio|deprisa|sin ruido] {source} {to}.
    """),
    question=Frames.lines("""
        [Adivina|Dime|A ver]: ¿adónde [llevaron|se llevó] {the_thing} [al final|por último], y cuánto
          [llevó|cargó] {who} [en total|en suma]?
    """),
    working=Frames.lines("""
        [El camino|Las etapas|En orden]: {path}. [Las cargas|En kilos|La suma]: {sum}.
    """),
    answer=Frames.lines("""
        [Así que|Al final|Por último] se llevó {the_thing} {to}; {who}: [viajes|trayectos|idas] {trips},
          [carga|peso] {load} kg.
    """),
    conjunction=" y ",
)
ITALIAN = Telling(
    opening=Frames.lines("""
        [Cara zia|Caro zio|Cara amica|Caro amico|Cari genitori], [mi chiedi|chiedete|tutti chiedono] [che
          cosa facciamo|come viviamo|di che viviamo]: {who_all} [vanno|passano|arrivano] [spesso|ogni
          settimana|con ogni tempo] {places_all}.
        [Cara vicina|Caro fratello|Cara sorella|Cari colleghi], qui {who_all} [portano|trasportano|spostano]
          [quasi tutto|i mobili|tutto ciò che pesa]; [si va|la strada porta] {places_all}.
    """),
    stock=Frames.lines("""
        [Prima|All'inizio|Per cominciare] [si portò|portarono|mandarono] {the_thing} ({weight} kg) {to}.
        [Avevamo|Qualcuno aveva] [mandato|portato] {the_thing}, [circa|esattamente|almeno] {weight} kg,
          {to}.
    """),
    errand=Frames.lines("""
        Il giorno {day} {who} [portò|trasportò|spostò|trascinò] {the_thing} [con cura|senza aiuto|a
          fatica|fischiettando|volentieri|senza pausa] {source} {to}.
        {who} [prese|caricò|ritirò] {the_thing} il giorno {day} [sotto la pioggia|al sole|nella nebbia|di
          buon'ora|la sera tardi|verso mezzogiorno], [in viaggio|per andare|prima di andare] {to}.
        [Poi|Dopo|Più tardi|Poco dopo|Infine], il giorno {day}, {who} [mosse|trasferì] {the_thing} [piano|in
          fretta|senza rumore] {source} {to}.
    """),
    question=Frames.lines("""
        [Indovina|Dimmi|Sai dire]: dove [portarono|si portò] {the_thing} [alla fine|per ultimo], e quanto ha
          [portato|trasportato] {who} [in tutto|in totale]?
    """),
    working=Frames.lines("""
        [Il percorso|Le tappe|In ordine]: {path}. [I carichi|In chili|La somma]: {sum}.
    """),
    answer=Frames.lines("""
        [Dunque|Alla fine|Per finire] si portò {the_thing} {to}; {who}: [viaggi|tragitti|giri] {trips},
          [carico|peso] {load} kg.
    """),
    conjunction=" e ",
)
ASIDES = Frames.lines("""
    [Es regnete|Die Sonne schien|Der Wind wehte|Schnee lag|Nebel kam auf|Es war still] [im Tal|am Fluss|über
      der Stadt|vor dem Haus|den ganzen Tag|bis zum Abend][, wie so oft|, zum Glück|, leider|].
    [Ein Hund|Eine Katze|Ein Kind|Eine Amsel|Der Nachbar|Eine alte Frau] [schlief|wartete|sang|lachte|sah
      zu|fror] [am Fenster|unter dem Baum|auf der Treppe|im Hof|an der Ecke].
    [Il pleuvait|Le soleil brillait|Le vent soufflait|Il neigeait|La brume montait|Tout était calme] [dans
      la vallée|près du fleuve|sur la ville|devant la maison|toute la journée|jusqu'au soir][, comme
      souvent|, par chance|, hélas|].
    [Un chien|Un chat|Un enfant|Un merle|Le voisin|Une vieille dame]
      [dormait|attendait|chantait|riait|regardait|tremblait] [à la fenêtre|sous l'arbre|sur l'escalier|dans
      la cour|au coin].
    [Llovía|Brillaba el sol|Soplaba el viento|Nevaba|Subía la niebla|Todo estaba en calma] [en el
      valle|junto al río|sobre la ciudad|ante la casa|todo el día|hasta la noche][, como tantas veces|, por
      suerte|, por desgracia|].
    [Un perro|Un gato|Un niño|Un mirlo|El vecino|Una anciana] [dormía|esperaba|cantaba|reía|miraba|temblaba]
      [en la ventana|bajo el árbol|en la escalera|en el patio|en la esquina].
    [Pioveva|Splendeva il sole|Soffiava il vento|Nevicava|Saliva la nebbia|Tutto era calmo] [nella
      valle|lungo il fiume|sulla città|davanti alla casa|tutto il giorno|fino a sera][, come spesso|, per
      fortuna|, purtroppo|].
    [Un cane|Un gatto|Un bambino|Un merlo|Il vicino|Una vecchia signora]
      [dormiva|aspettava|cantava|rideva|guardava|tremava] [alla finestra|sotto l'albero|sulla scala|nel
      cortile|all'angolo].
""")


class CourierLetters(ToldCouriers):
    """A letter about couriers in one of four languages."""

    name = "courier-letters"
    domain = "multilingual"
    summary = "a letter in German, French, Spanish or Italian; a world that every domain can tell"
    tellings = (GERMAN, FRENCH, SPANISH, ITALIAN)
    forms = (1, 2, 3, 4)

    def aside(self, draws: Draws, rows: Rows, which: I64) -> Strings:
        form = 2 * which[rows.doc] + draws.draw("colour.form", 2, rows, span="prompt")
        return ASIDES.say(draws, "colour", rows, which=form, span="prompt")

    def extract(self, text: str) -> Any:
        greeting = text.split(" ", 1)[0]
        for form, (greetings, _) in enumerate(_LETTERS, start=1):
            if re.fullmatch(greetings, greeting):
                return _tongue(form).read(text, frozenset(lexicon("en_given_names").words()))
        raise ExtractError(f"a letter that begins {greeting[:40]!r}")


# how a letter begins and names a day: German, French, Spanish, Italian
_LETTERS = (
    (r"Lieber?", r"\b[Aa]m ([0-9]+)\. Tag\b"),
    (r"Ch[eè]re?s?", r"\b[Ll]e jour ([0-9]+)\b"),
    (r"Querid[oa]s?", r"\b[Ee]l día ([0-9]+)\b"),
    (r"Car[oaie]", r"\b[Ii]l giorno ([0-9]+)\b"),
)


@cache
def _tongue(form: int) -> couriers_reader.Tongue:
    return couriers_reader.tongue(form, _LETTERS[form - 1][1])
