"""The couriers' world as a letter in German, French, Spanish or Italian; the same facts as in English."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.multilingual._letters import DE, ES, FR, IT, LETTER_LEXICONS, Letter
from dataforge.generators.multilingual._letters_reader import language_of
from dataforge.generators.worlds import couriers, couriers_reader
from dataforge.generators.worlds.couriers import Couriers
from dataforge.generators.worlds.couriers_text import Telling, ToldCouriers
from dataforge.text.lexicon import lexicon

GERMAN = Telling(
    opening=DE.lines("""
        <head>[Liebe Tante|Lieber Onkel|Liebe Freundin|Lieber Freund|Liebe Eltern], [du fragst|Sie wollen
          wissen|alle fragen], [was wir hier tun|wie es uns geht|wovon wir leben]: {who_all}
          [fahren|gehen|kommen] [jede Woche|oft|bei jedem Wetter] {places_all}.
        <head>[Liebe Nachbarin|Lieber Bruder|Liebe Schwester|Liebe Kollegen], [bei uns|hier]
          [tragen|transportieren|befördern] {who_all} [fast alles|alles Schwere|Möbel und Geräte]; [der Weg
          führt|sie fahren] {places_all}.
    """),
    stock=DE.lines("""
        [Zuerst|Am Anfang|Zu Beginn] [brachte man|brachten wir|fuhr man] {the_thing} ({weight} kg) {to}<so>.
        [Man schickte|Wir schickten|Jemand brachte] {the_thing}, [immerhin|rund gerechnet|genau|etwa]
          {weight} kg, {to}<so>.
        Familie {de_names2} [brachte|schickte] {the_thing}, {weight} kg, {to}<so>.
    """),
    errand=DE.lines("""
        Am {day}. Tag [brachte|trug|fuhr|schleppte|beförderte] {who} {the_thing} {de_how2} [{source}
          |]{to}<rest>.
        {who} [hat|hatte] {the_thing} am {day}. Tag {de_where2} {to} [gebracht|getragen|geschafft].
        [Dann|Danach|Später|Kurz darauf|Schließlich], am {day}. Tag, [holte|nahm] {who} {the_thing} und
          [brachte|trug|fuhr] alles {de_how2} {to}<rest>.
        <lead> [sah|hörte|erfuhr] <one>, dass {who} {the_thing} am {day}. Tag {to} [brachte|trug|fuhr].
        [In|Bei|Nahe] {de_city2} [brachte|trug|fuhr] {who} {the_thing} am {day}. Tag {to}<end>.
        Für Familie {de_names2} [brachte|trug|fuhr] {who} {the_thing} am {day}. Tag {to}<end>.
    """),
    question=DE.lines("""
        [Nun rate|Nun sag mir|Kannst du sagen]: Wohin hat man {the_thing} zuletzt [gebracht|getragen], und
          wie viel hat {who} [insgesamt|im Ganzen] getragen?
    """),
    working=DE.lines("""
        [Der Weg|Die Stationen|Der Reihe nach]: {path}. [Die Lasten|In Kilogramm|Zusammen]: {sum}.
    """),
    answer=DE.lines("""
        [Also|Zuletzt|Am Ende] brachte man {the_thing} {to}; {who}: [Fahrten|Gänge|Wege] {trips},
          [Last|Gewicht] {load} kg.
    """),
    conjunction=" und ",
)
FRENCH = Telling(
    opening=FR.lines("""
        <head>[Chère tante|Cher oncle|Chère amie|Cher ami|Chers parents], [tu demandes|vous demandez|on me
          demande] [ce que nous faisons|comment nous vivons|des nouvelles] : {who_all} [vont|passent|se
          rendent] [souvent|chaque semaine|par tous les temps] {places_all}.
        <head>[Chère voisine|Cher frère|Chère sœur|Chers collègues], ici ce sont {who_all} qui
          [portent|transportent|déplacent] [presque tout|les meubles|tout ce qui est lourd], [et l'on va|et
          le chemin mène] {places_all}.
    """),
    stock=FR.lines("""
        [D'abord|Au début|Pour commencer], on a [porté|envoyé|apporté] {the_thing} ({weight} kg) {to}<so>.
        [On avait|Nous avions|Quelqu'un avait] [envoyé|porté] {the_thing}, [environ|exactement|au moins]
          {weight} kg, {to}<so>.
        Les {fr_names2} avaient [porté|envoyé] {the_thing}, {weight} kg, {to}<so>.
    """),
    errand=FR.lines("""
        Le jour {day}, {who} a [porté|transporté|apporté|traîné] {the_thing} {fr_how2} [{source} |]{to}<rest>.
        {who} a [pris|chargé|cherché] {the_thing} le jour {day} {fr_where2}, [pour aller|afin d'aller|avant
          d'aller] {to}<tail>.
        [Puis|Ensuite|Plus tard|Peu après|Enfin], le jour {day}, {who} a [déplacé|emmené] {the_thing}
          {fr_how2} [{source} |]{to}<rest>.
        <lead> <one> l'a [vu|su|dit|appris] : le jour {day}, {who} a [porté|traîné] {the_thing} {to}.
        [À|Vers|Près de] {fr_city2}, le jour {day}, {who} a [porté|traîné] {the_thing} {to}<end>.
        [Pour|Avec] les {fr_names2}, le jour {day}, {who} a [porté|traîné] {the_thing} {to}<end>.
    """),
    question=FR.lines("""
        [Devine|Dis-moi|Sais-tu] : où a-t-on [porté|emmené] {the_thing} [à la fin|en dernier], et combien
          {who} a [porté|transporté] [en tout|au total] ?
    """),
    working=FR.lines("""
        [Le chemin|Les étapes|Dans l'ordre] : {path}. [Les charges|En kilos|La somme] : {sum}.
    """),
    answer=FR.lines("""
        [Donc|À la fin|Pour finir], on a porté {the_thing} {to} ; {who} : [trajets|voyages|tours] {trips},
          [charge|poids] {load} kg.
    """),
    conjunction=" et ",
)
SPANISH = Telling(
    opening=ES.lines("""
        <head>[Querida tía|Querido tío|Querida amiga|Querido amigo|Queridos padres],
          [preguntas|preguntan|todos
          preguntan] [qué hacemos|cómo vivimos|de qué vivimos]: {who_all} [van|viajan|pasan] [a menudo|cada
          semana|con cualquier tiempo] {places_all}.
        <head>[Querida vecina|Querido hermano|Querida hermana|Queridos colegas], aquí {who_all}
          [llevan|transportan|mueven] [casi todo|los muebles|todo lo pesado]; [van|el camino lleva]
          {places_all}.
    """),
    stock=ES.lines("""
        [Primero|Al principio|Para empezar] [se llevó|llevaron|mandaron] {the_thing} ({weight} kg) {to}<so>.
        [Habíamos|Alguien había|Se había] [mandado|llevado] {the_thing}, [unos|exactamente|al menos]
          {weight} kg, {to}<so>.
        Los {es_names2} habían [llevado|mandado] {the_thing}, {weight} kg, {to}<so>.
    """),
    errand=ES.lines("""
        El día {day} {who} [llevó|transportó|trasladó|arrastró] {the_thing} {es_how2} [{source} |]{to}<rest>.
        {who} [recogió|cargó|tomó] {the_thing} el día {day} {es_where2} [rumbo|en dirección|camino]
          {to}<tail>.
        [Luego|Después|Más tarde|Poco después|Por fin], el día {day}, {who} [movió|pasó] {the_thing}
          {es_how2} [{source} |]{to}<rest>.
        <lead> <one> [vio|supo|contó|oyó] que {who} [llevó|arrastró] {the_thing} {to} el día {day}.
        [En|Hacia|Cerca de] {es_city2}, el día {day}, {who} [llevó|arrastró] {the_thing} {to}<end>.
        [Para|Con] los {es_names2}, el día {day}, {who} [llevó|arrastró] {the_thing} {to}<end>.
    """),
    question=ES.lines("""
        [Adivina|Dime|A ver]: ¿adónde [llevaron|se llevó] {the_thing} [al final|por último], y cuánto
          [llevó|cargó] {who} [en total|en suma]?
    """),
    working=ES.lines("""
        [El camino|Las etapas|En orden]: {path}. [Las cargas|En kilos|La suma]: {sum}.
    """),
    answer=ES.lines("""
        [Así que|Al final|Por último] se llevó {the_thing} {to}; {who}: [viajes|trayectos|idas] {trips},
          [carga|peso] {load} kg.
    """),
    conjunction=" y ",
)
ITALIAN = Telling(
    opening=IT.lines("""
        <head>[Cara zia|Caro zio|Cara amica|Caro amico|Cari genitori], [mi chiedi|chiedete|tutti chiedono]
          [che
          cosa facciamo|come viviamo|di che viviamo]: {who_all} [vanno|passano|arrivano] [spesso|ogni
          settimana|con ogni tempo] {places_all}.
        <head>[Cara vicina|Caro fratello|Cara sorella|Cari colleghi], qui {who_all}
          [portano|trasportano|spostano]
          [quasi tutto|i mobili|tutto ciò che pesa]; [si va|la strada porta] {places_all}.
    """),
    stock=IT.lines("""
        [Prima|All'inizio|Per cominciare] [si portò|portarono|mandarono] {the_thing} ({weight} kg) {to}<so>.
        [Avevamo|Qualcuno aveva] [mandato|portato] {the_thing}, [circa|esattamente|almeno] {weight} kg,
          {to}<so>.
        I {it_names2} avevano [portato|mandato] {the_thing}, {weight} kg, {to}<so>.
    """),
    errand=IT.lines("""
        Il giorno {day} {who} [portò|trasportò|spostò|trascinò] {the_thing} {it_how2} [{source} |]{to}<rest>.
        {who} [prese|caricò|ritirò] {the_thing} il giorno {day} {it_where2}, [in viaggio|per andare|prima di
          andare] {to}<tail>.
        [Poi|Dopo|Più tardi|Poco dopo|Infine], il giorno {day}, {who} [mosse|trasferì] {the_thing} {it_how2}
          [{source} |]{to}<rest>.
        <lead> <one> ha [visto|saputo|detto] che {who} [portò|trascinò] {the_thing} {to} il giorno {day}.
        [A|Verso|Vicino a] {it_city2}, il giorno {day}, {who} [portò|trascinò] {the_thing} {to}<end>.
        [Per|Con] i {it_names2}, il giorno {day}, {who} [portò|trascinò] {the_thing} {to}<end>.
    """),
    question=IT.lines("""
        [Indovina|Dimmi|Sai dire]: dove [portarono|si portò] {the_thing} [alla fine|per ultimo], e quanto ha
          [portato|trasportato] {who} [in tutto|in totale]?
    """),
    working=IT.lines("""
        [Il percorso|Le tappe|In ordine]: {path}. [I carichi|In chili|La somma]: {sum}.
    """),
    answer=IT.lines("""
        [Dunque|Alla fine|Per finire] si portò {the_thing} {to}; {who}: [viaggi|tragitti|giri] {trips},
          [carico|peso] {load} kg.
    """),
    conjunction=" e ",
)


class CourierLetters(Letter[Couriers], ToldCouriers):
    """A letter about couriers in one of four languages."""

    name = "courier-letters"
    domain = "multilingual"
    summary = "a letter in German, French, Spanish or Italian; a world that every domain can tell"
    lexicons = (*couriers.LEXICONS, *LETTER_LEXICONS)
    tellings = (GERMAN, FRENCH, SPANISH, ITALIAN)
    forms = (1, 2, 3, 4)

    def extract(self, text: str) -> Any:
        names = frozenset(lexicon("en_given_names").words())
        return _tongue(language_of(text)).read(text, names)


# how a letter names a day: German, French, Spanish, Italian
_DAYS = (
    r"\b[Aa]m ([0-9]+)\. Tag\b",
    r"\b[Ll]e jour ([0-9]+)\b",
    r"\b[Ee]l día ([0-9]+)\b",
    r"\b[Ii]l giorno ([0-9]+)\b",
)


@cache
def _tongue(language: int) -> couriers_reader.Tongue:
    return couriers_reader.tongue(language + 1, _DAYS[language])
