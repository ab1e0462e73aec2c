"""The world of secrets as a letter in German, French, Spanish or Italian; the same facts as in English."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.multilingual._letters import DE, ES, FR, IT, LETTER_LEXICONS, Letter
from dataforge.generators.multilingual._letters_reader import language_of
from dataforge.generators.worlds import secrets, secrets_reader
from dataforge.generators.worlds.secrets import Secrets
from dataforge.generators.worlds.secrets_text import Telling, ToldSecrets
from dataforge.text.lexicon import lexicon

GERMAN = Telling(
    opening=DE.lines("""
        <head>[Im Dorf|Im Haus|In der Klasse|Im Amt] hüten {who_all} je ein Geheimnis<tail>.
        <head>[Diesen Winter|Im Frühjahr|Seit Jahren|Zu Beginn] hatten {who_all} je ein Geheimnis<tail>.
    """),
    tells=DE.lines("""
        {who} verriet {other} {de_how2} alles<rest>.
        <lead> verriet {who} alles, und zwar {other}<tail>.
        <lead> [sah|hörte|erfuhr|behauptete] <one>, dass {who} {other} alles verriet.
        [In|Bei|Nahe] {de_city2} verriet {who} {other} alles<end>.
    """),
    asks=DE.lines("""
        {who} entlockte {other} {de_how2} alles<rest>.
        <lead> entlockte {who} alles, und zwar {other}<tail>.
        <lead> [sah|hörte|erfuhr|behauptete] <one>, dass {who} {other} alles entlockte.
        [In|Bei|Nahe] {de_city2} entlockte {who} {other} alles<end>.
    """),
    swaps=DE.lines("""
        {who} und {other} tauschten {de_how2} alles aus<rest>.
        <lead> tauschten {who} und {other} alles aus.
        <lead> [sah|hörte|erfuhr|behauptete] <one>, dass {who} und {other} alles tauschten.
        [In|Bei|Nahe] {de_city2} tauschten {who} und {other} alles<end>.
    """),
    question=DE.lines("""
        [Nun rate|Sag mir|Weißt du], ob {who} das Geheimnis von {other} kennt, und wie viele im Ganzen?
    """),
    working=DE.lines("""
        [Der Reihe nach|In dieser Folge|Wie genannt]: {counts}.
    """),
    no=DE.lines("""
        [Nein|Leider nein|Ich denke: nein], {who} kennt {count}.
    """),
    yes=DE.lines("""
        [Ja|Gewiss, ja|Ich denke: ja], {who} kennt {count}.
    """),
    conjunction=" und ",
)
FRENCH = Telling(
    opening=FR.lines("""
        <head>[Au village|À la maison|En classe|Au bureau], {who_all} gardent chacun un secret<tail>.
        <head>[Cet hiver|Au printemps|Depuis des années|Au début], {who_all} avaient chacun un secret<tail>.
    """),
    tells=FR.lines("""
        {who} a {fr_how2} confié tout à {other}<rest>.
        <lead> {who} a confié tout cela à {other}<tail>.
        <lead> <one> l'a [vu|su|dit|appris] : {who} a tout confié à {other}.
        [À|Vers|Près de] {fr_city2}, {who} a tout confié à {other}<end>.
    """),
    asks=FR.lines("""
        {who} a {fr_how2} soutiré tout à {other}<rest>.
        <lead> {who} a soutiré tout cela à {other}<tail>.
        <lead> <one> l'a [vu|su|dit|appris] : {who} a tout soutiré à {other}.
        [À|Vers|Près de] {fr_city2}, {who} a tout soutiré à {other}<end>.
    """),
    swaps=FR.lines("""
        {who} et {other} ont {fr_how2} échangé tous leurs secrets<rest>.
        <lead> {who} et {other} ont échangé tous leurs
          secrets.
        <lead> <one> l'a [vu|su|dit|appris] : {who} et {other} ont tout échangé.
        [À|Vers|Près de] {fr_city2}, {who} et {other} ont tout échangé<end>.
    """),
    question=FR.lines("""
        [Devine|Dis-moi|Sais-tu] si {who} sait ce que cachait {other}, et combien en tout ?
    """),
    working=FR.lines("""
        [Dans l'ordre|Un par un|Comme nommés] : {counts}.
    """),
    no=FR.lines("""
        [Non|Hélas, non|Je crois que non], {who} en connaît {count}.
    """),
    yes=FR.lines("""
        [Oui|Bien sûr, oui|Je crois que oui], {who} en connaît {count}.
    """),
    conjunction=" et ",
)
SPANISH = Telling(
    opening=ES.lines("""
        <head>[En el pueblo|En la casa|En la clase|En la oficina] guardan un secreto cada uno {who_all}<tail>.
        <head>[Este invierno|En primavera|Desde hace años|Al principio] tenían un secreto cada uno
          {who_all}<tail>.
    """),
    tells=ES.lines("""
        {who} confió {es_how2} todo a {other}<rest>.
        <lead> {who} confió todo eso a {other}<tail>.
        <lead> <one> [vio|supo|contó|oyó] que {who} confió todo a {other}.
        [En|Hacia|Cerca de] {es_city2} {who} confió todo a {other}<end>.
    """),
    asks=ES.lines("""
        {who} sonsacó {es_how2} todo a {other}<rest>.
        <lead> {who} sonsacó todo eso a {other}<tail>.
        <lead> <one> [vio|supo|contó|oyó] que {who} sonsacó todo a {other}.
        [En|Hacia|Cerca de] {es_city2} {who} sonsacó todo a {other}<end>.
    """),
    swaps=ES.lines("""
        {who} y {other} intercambiaron {es_how2} todos sus secretos<rest>.
        <lead> {who} y {other} intercambiaron todos
          sus secretos.
        <lead> <one> [vio|supo|contó|oyó] que {who} y {other} intercambiaron todo.
        [En|Hacia|Cerca de] {es_city2} {who} y {other} intercambiaron todo<end>.
    """),
    question=ES.lines("""
        [Adivina|Dime|A ver]: ¿conoce {who} el secreto de {other}, y cuántos en total?
    """),
    working=ES.lines("""
        [En orden|Uno por uno|Como se nombró]: {counts}.
    """),
    no=ES.lines("""
        [No|Por desgracia, no|Creo que no], {who} conoce {count}.
    """),
    yes=ES.lines("""
        [Sí|Claro que sí|Creo que sí], {who} conoce {count}.
    """),
    conjunction=" y ",
)
ITALIAN = Telling(
    opening=IT.lines("""
        <head>[In paese|In casa|In classe|In ufficio] custodiscono un segreto ciascuno {who_all}<tail>.
        <head>[Quest'inverno|In primavera|Da anni|All'inizio] avevano un segreto ciascuno {who_all}<tail>.
    """),
    tells=IT.lines("""
        {who} ha confidato {it_how2} tutto a {other}<rest>.
        <lead> {who} ha confidato tutto ciò a
          {other}<tail>.
        <lead> <one> ha [visto|saputo|detto|sentito] che {who} ha confidato tutto a {other}.
        [A|Verso|Vicino a] {it_city2} {who} ha confidato tutto a {other}<end>.
    """),
    asks=IT.lines("""
        {who} ha carpito {it_how2} tutto a {other}<rest>.
        <lead> {who} ha carpito tutto ciò a
          {other}<tail>.
        <lead> <one> ha [visto|saputo|detto|sentito] che {who} ha carpito tutto a {other}.
        [A|Verso|Vicino a] {it_city2} {who} ha carpito tutto a {other}<end>.
    """),
    swaps=IT.lines("""
        {who} e {other} si sono scambiati {it_how2} tutti i segreti<rest>.
        <lead> {who} e {other} si sono scambiati
          tutti i segreti.
        <lead> <one> ha [visto|saputo|detto|sentito] che {who} e {other} si sono scambiati tutto.
        [A|Verso|Vicino a] {it_city2} {who} e {other} si sono scambiati tutto<end>.
    """),
    question=IT.lines("""
        [Indovina|Dimmi|Sai dire] se {who} conosce il segreto di {other}, e quanti in tutto?
    """),
    working=IT.lines("""
        [In ordine|Uno per uno|Come nominati]: {counts}.
    """),
    no=IT.lines("""
        [No|Purtroppo no|Credo di no], {who} ne conosce {count}.
    """),
    yes=IT.lines("""
        [Sì|Certo che sì|Credo di sì], {who} ne conosce {count}.
    """),
    conjunction=" e ",
)


class SecretsLetters(Letter[Secrets], ToldSecrets):
    """A letter about secrets that travel, in one of four languages."""

    name = "secrets-letters"
    domain = "multilingual"
    summary = "secrets that travel, in four languages; a world that every domain can tell"
    lexicons = (*secrets.LEXICONS, *LETTER_LEXICONS)
    tellings = (GERMAN, FRENCH, SPANISH, ITALIAN)

    def extract(self, text: str) -> Any:
        names = frozenset(lexicon("en_given_names").words())
        return _tongue(language_of(text)).read(text, names)


# the words for tells, asks, swaps, no, yes: German, French, Spanish, Italian
_MET = (
    ("verriet", "entlockte", "tauschten", "[Nn]ein", "[Jj]a"),
    ("confié", "soutiré", "échangé", "[Nn]on", "[Oo]ui"),
    ("confió", "sonsacó", "intercambiaron", "[Nn]o", "[Ss]í"),
    ("confidato", "carpito", "scambiati", "[Nn]o", "[Ss]ì"),
)


@cache
def _tongue(language: int) -> secrets_reader.Tongue:
    tells, asks, swaps, no, yes = _MET[language]
    return secrets_reader.Tongue(tells, asks, swaps, (no, yes))
