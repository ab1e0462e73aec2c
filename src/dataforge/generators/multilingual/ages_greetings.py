"""The world of ages as a greeting in German, French, Spanish or Italian; the same facts as in English."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from dataforge.generators.base import ExtractError
from dataforge.generators.multilingual.courier_letters import ASIDES
from dataforge.generators.worlds import ages_reader
from dataforge.generators.worlds.ages_text import Telling, ToldAges
from dataforge.text.columns import Strings
from dataforge.text.draws import Draws
from dataforge.text.frames import Frames
from dataforge.text.lexicon import lexicon
from dataforge.text.rows import I64, Rows

GERMAN = Telling(
    opening=Frames.lines("""
        Zum [Fest|Geburtstag|Jubiläum] [grüßen|gratulieren|kommen] {who_all}[, herzlich|, wie versprochen|,
          trotz allem|].
        Zur [Feier|Hochzeit|Taufe] [schreiben|singen|reisen] {who_all}[, alle zusammen|, jung und alt|, von
          weit her|].
    """),
    known=Frames.lines("""
        [Nur von|Sicher von|Allein von] {who} weiß man das Alter: {age}[, laut Pass|, wie es heißt|].
        [Am Tisch|In der Küche|Im Garten] sagte {who}: [ich bin|ja, ich bin|nun ja, ich bin] {age}.
    """),
    older=Frames.lines("""
        {who} ist [genau|wohl|ganze|tatsächlich] {gap} {years} älter als {other}[, sagt man|, so viel ist
          klar|, heißt es|].
        [Im Brief|Im Album|Auf der Karte|Im Kalender] steht, dass {who} {gap} {years} älter ist als {other}.
    """),
    younger=Frames.lines("""
        {who} ist [genau|wohl|ganze|tatsächlich] {gap} {years} jünger als {other}[, sagt man|, so viel ist
          klar|, heißt es|].
        [Im Brief|Im Album|Auf der Karte|Im Kalender] steht, dass {who} {gap} {years} jünger ist als
          {other}.
    """),
    same=Frames.lines("""
        {who} ist [genau|wohl|auf den Tag] so alt wie {other}[, sagt man|, heißt es|].
    """),
    question=Frames.lines("""
        [Nun rate|Nun sag|Weißt du], wie alt {who} ist, und wie viele Jahre {one} und {other}
          [trennen|unterscheiden]?
    """),
    working=Frames.lines("""
        [Der Reihe nach|In dieser Folge|Wie genannt]: {ages}.
    """),
    answer=Frames.lines("""
        [Also|Demnach|Ergebnis]: {who} ist {age}, der [Abstand|Unterschied] beträgt {gap} {years}.
    """),
    conjunction=" und ",
    years=("Jahr", "Jahre"),
)
FRENCH = Telling(
    opening=Frames.lines("""
        Pour [la fête|l'anniversaire|le jubilé], {who_all} [saluent|félicitent|arrivent][, de tout cœur|,
          comme promis|, malgré tout|].
        Pour [le mariage|le baptême|la soirée], {who_all} [écrivent|chantent|voyagent][, tous ensemble|,
          petits et grands|, de loin|].
    """),
    known=Frames.lines("""
        [On sait|Il est sûr|Tout le monde sait] que {who} a {age} ans[, selon le passeport|, dit-on|].
        [À table|Dans la cuisine|Au jardin], {who} [disait|a dit|répétait] avoir {age} ans.
    """),
    older=Frames.lines("""
        {who} a [exactement|bien|au fond|vraiment] {gap} {years} de plus que {other}[, dit-on|, c'est
          clair|, paraît-il|].
        [Dans la lettre|Dans l'album|Sur la carte|Au calendrier], on lit que {who} a {gap} {years} de plus
          que {other}.
    """),
    younger=Frames.lines("""
        {who} a [exactement|bien|au fond|vraiment] {gap} {years} de moins que {other}[, dit-on|, c'est
          clair|, paraît-il|].
        [Dans la lettre|Dans l'album|Sur la carte|Au calendrier], on lit que {who} a {gap} {years} de moins
          que {other}.
    """),
    same=Frames.lines("""
        {who} a [exactement|bien|au fond] le même âge que {other}[, dit-on|, paraît-il|].
    """),
    question=Frames.lines("""
        [Devine|Dis-moi|Sais-tu] quel âge a {who}, et combien d'années [séparent|distinguent] {one} et
          {other} ?
    """),
    working=Frames.lines("""
        [Dans l'ordre|Un par un|Comme nommés] : {ages}.
    """),
    answer=Frames.lines("""
        [Donc|Ainsi|Résultat] : {who} a {age} ans, et [l'écart|la différence] est de {gap} {years}.
    """),
    conjunction=" et ",
    years=("an", "ans"),
)
SPANISH = Telling(
    opening=Frames.lines("""
        Para [la fiesta|el cumpleaños|el jubileo] [saludan|felicitan|llegan] {who_all}[, de corazón|, como
          prometieron|, a pesar de todo|].
        Para [la boda|el bautizo|la cena] [escriben|cantan|viajan] {who_all}[, a la vez|, grandes y
          pequeños|, desde lejos|].
    """),
    known=Frames.lines("""
        [Se sabe|Es seguro|Todos saben] que {who} tiene {age} años[, según el pasaporte|, se dice|].
        [En la mesa|En la cocina|En el jardín] {who} [decía|dijo|repetía] tener {age} años.
    """),
    older=Frames.lines("""
        {who} tiene [exactamente|unos|en suma|en verdad] {gap} {years} más que {other}[, se dice|, está
          claro|, parece|].
        [En la carta|En el álbum|En la tarjeta|En el calendario] se lee que {who} tiene {gap} {years} más
          que {other}.
    """),
    younger=Frames.lines("""
        {who} tiene [exactamente|unos|en suma|en verdad] {gap} {years} menos que {other}[, se dice|, está
          claro|, parece|].
        [En la carta|En el álbum|En la tarjeta|En el calendario] se lee que {who} tiene {gap} {years} menos
          que {other}.
    """),
    same=Frames.lines("""
        {who} tiene [exactamente|justo|en verdad] la misma edad que {other}[, se dice|, parece|].
    """),
    question=Frames.lines("""
        [Adivina|Dime|A ver]: ¿qué edad tiene {who}, y cuántos años [separan|distan] a {one} y {other}?
    """),
    working=Frames.lines("""
        [En orden|Uno por uno|Como se nombró]: {ages}.
    """),
    answer=Frames.lines("""
        [Así que|Resultado|Por tanto]: {who} tiene {age} años, y [la diferencia|la distancia] es de {gap}
          {years}.
    """),
    conjunction=" y ",
    years=("año", "años"),
)
ITALIAN = Telling(
    opening=Frames.lines("""
        Per [la festa|il compleanno|il giubileo] [salutano|fanno gli auguri|arrivano] {who_all}[, di cuore|,
          come promesso|, malgrado tutto|].
        Per [le nozze|il battesimo|la cena] [scrivono|cantano|viaggiano] {who_all}[, tutti insieme|, grandi
          e piccoli|, da lontano|].
    """),
    known=Frames.lines("""
        [Si sa|È certo|Tutti sanno] che {who} ha {age} anni[, secondo il passaporto|, si dice|].
        [A tavola|In cucina|In giardino] {who} [diceva|disse|ripeteva] di avere {age} anni.
    """),
    older=Frames.lines("""
        {who} ha [esattamente|circa|davvero|proprio] {gap} {years} più di {other}[, si dice|, è chiaro|,
          pare|].
        [Nella lettera|Nell'album|Sulla carta|Nel calendario] si legge che {who} ha {gap} {years} più di
          {other}.
    """),
    younger=Frames.lines("""
        {who} ha [esattamente|circa|davvero|proprio] {gap} {years} meno di {other}[, si dice|, è chiaro|,
          pare|].
        [Nella lettera|Nell'album|Sulla carta|Nel calendario] si legge che {who} ha {gap} {years} meno di
          {other}.
    """),
    same=Frames.lines("""
        {who} ha [esattamente|davvero|proprio] la stessa età di {other}[, si dice|, pare|].
    """),
    question=Frames.lines("""
        [Indovina|Dimmi|Sai dire] quanti anni ha {who}, e quanti anni [separano|dividono] {one} e {other}?
    """),
    working=Frames.lines("""
        [In ordine|Uno per uno|Come nominati]: {ages}.
    """),
    answer=Frames.lines("""
        [Dunque|Risultato|Perciò]: {who} ha {age} anni, e [la differenza|la distanza] è di {gap} {years}.
    """),
    conjunction=" e ",
    years=("anno", "anni"),
)


class AgesGreetings(ToldAges):
    """A greeting whose senders' ages follow from one, in one of four languages."""

    name = "ages-greetings"
    domain = "multilingual"
    summary = "ages found from differences, in four languages; a world that every domain can tell"
    tellings = (GERMAN, FRENCH, SPANISH, ITALIAN)

    def aside(self, draws: Draws, rows: Rows, which: I64) -> Strings:
        form = 2 * which[rows.doc] + draws.draw("colour.form", 2, rows, span="prompt")
        return ASIDES.say(draws, "colour", rows, which=form, span="prompt")

    def extract(self, text: str) -> Any:
        for language, (begin, *_) in enumerate(_GREETINGS):
            if re.match(begin, text):
                return _tongue(language).read(text, frozenset(lexicon("en_given_names").words()))
        raise ExtractError(f"a greeting that begins {text[:40]!r}")


# how a greeting begins, and the words for older, younger, as old: German, French, Spanish, Italian
_GREETINGS = (
    ("Zu[mr] ", "älter", "jünger", "so alt wie"),
    ("Pour ", "de plus", "de moins", "le même âge"),
    ("Para ", "más", "menos que", "la misma edad"),
    ("Per ", "più", "meno", "la stessa età"),
)


@cache
def _tongue(language: int) -> ages_reader.Tongue:
    return ages_reader.Tongue(*_GREETINGS[language][1:])
