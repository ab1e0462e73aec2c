"""The world of secrets as a letter in German, French, Spanish or Italian; the same facts as in English."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.multilingual.courier_letters import ASIDES
from dataforge.generators.worlds import secrets_reader
from dataforge.generators.worlds.secrets_text import Telling, ToldSecrets
from dataforge.text.columns import Strings
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

GERMAN = Telling(
    opening=Frames.lines("""
        [Im Dorf|Im Haus|In der Klasse|Im Amt] hüten {who_all} je ein Geheimnis[, so gut es geht|, noch|,
          seit Jahren|].
        [Diesen Winter|Im Frühjahr|Seit Jahren|Zu Beginn] hatten {who_all} je ein Geheimnis[, keines wie das
          andere|, wie man sagt|].
    """),
    tells=Frames.lines("""
        {who} [verriet|verriet leise|verriet gern|verriet doch] {other} alles[, beim Tee|, auf der Bank|, im
          Zug|, am Telefon|].
        [Am Montag|Am Samstag|Vorige Woche|Bei Regen|Im Mai] verriet {who} alles, und zwar {other}[, beim
          Tee|, im Zug|].
    """),
    asks=Frames.lines("""
        {who} [entlockte|entlockte leise|entlockte mit Kuchen] {other} alles[, beim Tee|, auf der Bank|, im
          Zug|, am Telefon|].
        [Am Montag|Am Samstag|Vorige Woche|Bei Regen|Im Mai] entlockte {who} alles, und zwar {other}[, beim
          Tee|, im Zug|].
    """),
    swaps=Frames.lines("""
        {who} und {other} [tauschten|tauschten leise|tauschten gern] alles aus[, beim Tee|, auf der Bank|,
          im Zug|].
        [Am Montag|Am Samstag|Vorige Woche|Bei Regen|Im Mai] tauschten {who} und {other} alles aus.
    """),
    question=Frames.lines("""
        [Nun rate|Sag mir|Weißt du], ob {who} das Geheimnis von {other} kennt, und wie viele im Ganzen?
    """),
    working=Frames.lines("""
        [Der Reihe nach|In dieser Folge|Wie genannt]: {counts}.
    """),
    no=Frames.lines("""
        [Nein|Leider nein|Ich denke: nein], {who} kennt {count}.
    """),
    yes=Frames.lines("""
        [Ja|Gewiss, ja|Ich denke: ja], {who} kennt {count}.
    """),
    conjunction=" und ",
)
FRENCH = Telling(
    opening=Frames.lines("""
        [Au village|À la maison|En classe|Au bureau], {who_all} gardent chacun un secret[, tant bien que
          mal|, encore|, depuis des années|].
        [Cet hiver|Au printemps|Depuis des années|Au début], {who_all} avaient chacun un secret[, tous
          différents|, dit-on|].
    """),
    tells=Frames.lines("""
        {who} a [confié|confié tout bas|volontiers confié|enfin confié] tout à {other}[, au thé|, sur le
          banc|, dans le train|, au téléphone|].
        [Lundi|Samedi|La semaine passée|Sous la pluie|En mai], {who} a confié tout cela à {other}[, au thé|,
          dans le train|].
    """),
    asks=Frames.lines("""
        {who} a [soutiré|soutiré tout bas|enfin soutiré] tout à {other}[, au thé|, sur le banc|, dans le
          train|, au téléphone|].
        [Lundi|Samedi|La semaine passée|Sous la pluie|En mai], {who} a soutiré tout cela à {other}[, au
          thé|, dans le train|].
    """),
    swaps=Frames.lines("""
        {who} et {other} ont [échangé|tout bas échangé|volontiers échangé] tous leurs secrets[, au thé|, sur
          le banc|, dans le train|].
        [Lundi|Samedi|La semaine passée|Sous la pluie|En mai], {who} et {other} ont échangé tous leurs
          secrets.
    """),
    question=Frames.lines("""
        [Devine|Dis-moi|Sais-tu] si {who} sait ce que cachait {other}, et combien en tout ?
    """),
    working=Frames.lines("""
        [Dans l'ordre|Un par un|Comme nommés] : {counts}.
    """),
    no=Frames.lines("""
        [Non|Hélas, non|Je crois que non], {who} en connaît {count}.
    """),
    yes=Frames.lines("""
        [Oui|Bien sûr, oui|Je crois que oui], {who} en connaît {count}.
    """),
    conjunction=" et ",
)
SPANISH = Telling(
    opening=Frames.lines("""
        [En el pueblo|En la casa|En la clase|En la oficina] guardan un secreto cada uno {who_all}[, como
          pueden|, todavía|, desde hace años|].
        [Este invierno|En primavera|Desde hace años|Al principio] tenían un secreto cada uno {who_all}[,
          todos distintos|, se dice|].
    """),
    tells=Frames.lines("""
        {who} [confió|confió en voz baja|por fin confió] todo a {other}[, con el té|, en el banco|, en el
          tren|, por teléfono|].
        [El lunes|El sábado|La semana pasada|Bajo la lluvia|En mayo] {who} confió todo eso a {other}[, con
          el té|, en el tren|].
    """),
    asks=Frames.lines("""
        {who} [sonsacó|sonsacó en voz baja|por fin sonsacó] todo a {other}[, con el té|, en el banco|, en el
          tren|, por teléfono|].
        [El lunes|El sábado|La semana pasada|Bajo la lluvia|En mayo] {who} sonsacó todo eso a {other}[, con
          el té|, en el tren|].
    """),
    swaps=Frames.lines("""
        {who} y {other} [intercambiaron|por fin intercambiaron] todos sus secretos[, con el té|, en el
          banco|, en el tren|].
        [El lunes|El sábado|La semana pasada|Bajo la lluvia|En mayo] {who} y {other} intercambiaron todos
          sus secretos.
    """),
    question=Frames.lines("""
        [Adivina|Dime|A ver]: ¿conoce {who} el secreto de {other}, y cuántos en total?
    """),
    working=Frames.lines("""
        [En orden|Uno por uno|Como se nombró]: {counts}.
    """),
    no=Frames.lines("""
        [No|Por desgracia, no|Creo que no], {who} conoce {count}.
    """),
    yes=Frames.lines("""
        [Sí|Claro que sí|Creo que sí], {who} conoce {count}.
    """),
    conjunction=" y ",
)
ITALIAN = Telling(
    opening=Frames.lines("""
        [In paese|In casa|In classe|In ufficio] custodiscono un segreto ciascuno {who_all}[, come possono|,
          ancora|, da anni|].
        [Quest'inverno|In primavera|Da anni|All'inizio] avevano un segreto ciascuno {who_all}[, tutti
          diversi|, si dice|].
    """),
    tells=Frames.lines("""
        {who} ha [confidato|confidato piano|infine confidato] tutto a {other}[, davanti al tè|, sulla
          panchina|, in treno|, al telefono|].
        [Lunedì|Sabato|La settimana scorsa|Sotto la pioggia|In maggio] {who} ha confidato tutto ciò a
          {other}[, davanti al tè|, in treno|].
    """),
    asks=Frames.lines("""
        {who} ha [carpito|carpito piano|infine carpito] tutto a {other}[, davanti al tè|, sulla panchina|,
          in treno|, al telefono|].
        [Lunedì|Sabato|La settimana scorsa|Sotto la pioggia|In maggio] {who} ha carpito tutto ciò a
          {other}[, davanti al tè|, in treno|].
    """),
    swaps=Frames.lines("""
        {who} e {other} si sono [scambiati|piano scambiati|infine scambiati] tutti i segreti[, davanti al
          tè|, sulla panchina|, in treno|].
        [Lunedì|Sabato|La settimana scorsa|Sotto la pioggia|In maggio] {who} e {other} si sono scambiati
          tutti i segreti.
    """),
    question=Frames.lines("""
        [Indovina|Dimmi|Sai dire] se {who} conosce il segreto di {other}, e quanti in tutto?
    """),
    working=Frames.lines("""
        [In ordine|Uno per uno|Come nominati]: {counts}.
    """),
    no=Frames.lines("""
        [No|Purtroppo no|Credo di no], {who} ne conosce {count}.
    """),
    yes=Frames.lines("""
        [Sì|Certo che sì|Credo di sì], {who} ne conosce {count}.
    """),
    conjunction=" e ",
)


class SecretsLetters(ToldSecrets):
    """A letter about secrets that travel, in one of four languages."""

    name = "secrets-letters"
    domain = "multilingual"
    summary = "secrets that travel, in four languages; a world that every domain can tell"
    tellings = (GERMAN, FRENCH, SPANISH, ITALIAN)

    def aside(self, draws: Draws, rows: Rows, which: I64) -> Strings:
        form = 2 * which[rows.doc] + draws.draw("colour.form", 2, rows, span="prompt")
        return ASIDES.say(draws, "colour", rows, which=form, span="prompt")

    def extract(self, text: str) -> Any:
        opening = text.split("\n", 1)[0]
        for language, (word, *_) in enumerate(_LETTERS):
            if re.search(word, opening):
                return _tongue(language).read(text, frozenset(lexicon("en_given_names").words()))
        raise ExtractError(f"a letter that begins {text[:40]!r}")


# a word of the first paragraph, and those for tells, asks, swaps, no, yes: German, French, Spanish, Italian
_LETTERS = (
    ("Geheimnis", "verriet", "entlockte", "tauschten", "[Nn]ein", "[Jj]a"),
    ("un secret[^o]", "confié", "soutiré", "échangé", "[Nn]on", "[Oo]ui"),
    ("un secreto", "confió", "sonsacó", "intercambiaron", "[Nn]o", "[Ss]í"),
    ("un segreto", "confidato", "carpito", "scambiati", "[Nn]o", "[Ss]ì"),
)


@cache
def _tongue(language: int) -> secrets_reader.Tongue:
    _, tells, asks, swaps, no, yes = _LETTERS[language]
    return secrets_reader.Tongue(tells, asks, swaps, (no, yes))
