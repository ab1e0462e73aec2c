"""The world of ages as a greeting in German, French, Spanish or Italian; the same facts as in English."""

from __future__ import annotations

from functools import cache
from typing import Any

from dataforge.generators.multilingual._letters import DE, ES, FR, IT, LETTER_LEXICONS, Letter
from dataforge.generators.multilingual._letters_reader import language_of
from dataforge.generators.worlds import ages, ages_reader
from dataforge.generators.worlds.ages import Ages
from dataforge.generators.worlds.ages_text import Telling, ToldAges
from dataforge.text.lexicon import lexicon

GERMAN = Telling(
    opening=DE.lines("""
        <head>Zum [Fest|Geburtstag|Jubiläum] [grüßen|gratulieren|kommen] {who_all}<tail>.
        <head>Zur [Feier|Hochzeit|Taufe] [schreiben|singen|reisen] {who_all}<tail>.
    """),
    known=DE.lines("""
        [Nur von|Sicher von|Allein von] {who} weiß man das Alter: {age}<so>.
        [Am Tisch|In der Küche|Im Garten] sagte {who}: [ich bin|ja, ich bin|nun ja, ich bin] {age}.
    """),
    older=DE.lines("""
        {who} ist [genau|wohl|ganze|tatsächlich] {gap} {years} älter als {other}<so>.
        [Im Brief|Im Album|Auf der Karte|Im Kalender] steht, dass {who} {gap} {years} älter ist als {other}.
        <lead> [sah|hörte|erfuhr|behauptete] <one>, dass {who} {gap} {years} älter ist als {other}.
    """),
    younger=DE.lines("""
        {who} ist [genau|wohl|ganze|tatsächlich] {gap} {years} jünger als {other}<so>.
        [Im Brief|Im Album|Auf der Karte|Im Kalender] steht, dass {who} {gap} {years} jünger ist als
          {other}.
        <lead> [sah|hörte|erfuhr|behauptete] <one>, dass {who} {gap} {years} jünger ist als {other}.
    """),
    same=DE.lines("""
        {who} ist [genau|wohl|auf den Tag] so alt wie {other}<so>.
        <lead> [sah|hörte|erfuhr|behauptete] <one>, dass {who} so alt wie {other} ist.
    """),
    question=DE.lines("""
        [Nun rate|Nun sag|Weißt du], wie alt {who} ist, und wie viele Jahre {one} und {other}
          [trennen|unterscheiden]?
    """),
    working=DE.lines("""
        [Der Reihe nach|In dieser Folge|Wie genannt]: {ages}.
    """),
    answer=DE.lines("""
        [Also|Demnach|Ergebnis]: {who} ist {age}, der [Abstand|Unterschied] beträgt {gap} {years}.
    """),
    conjunction=" und ",
    years=("Jahr", "Jahre"),
)
FRENCH = Telling(
    opening=FR.lines("""
        <head>Pour [la fête|l'anniversaire|le jubilé], {who_all} [saluent|félicitent|arrivent]<tail>.
        <head>Pour [le mariage|le baptême|la soirée], {who_all} [écrivent|chantent|voyagent]<tail>.
    """),
    known=FR.lines("""
        [On le sait|C'est sûr|Tout le monde le sait] : {who} a {age} ans<so>.
        [À table|Dans la cuisine|Au jardin], {who} [disait|a dit|répétait] avoir {age} ans.
    """),
    older=FR.lines("""
        {who} a [exactement|bien|au fond|vraiment] {gap} {years} de plus par rapport à {other}<so>.
        [Dans la lettre|Dans l'album|Sur la carte|Au calendrier], on lit : {who} a {gap} {years} de plus
          par rapport à {other}.
        <lead> <one> l'a [vu|su|dit|appris] : {who} a {gap} {years} de plus par rapport à {other}.
    """),
    younger=FR.lines("""
        {who} a [exactement|bien|au fond|vraiment] {gap} {years} de moins par rapport à {other}<so>.
        [Dans la lettre|Dans l'album|Sur la carte|Au calendrier], on lit : {who} a {gap} {years} de moins
          par rapport à {other}.
        <lead> <one> l'a [vu|su|dit|appris] : {who} a {gap} {years} de moins par rapport à {other}.
    """),
    same=FR.lines("""
        {who} et {other} ont [exactement|bien|au fond] le même âge<so>.
        <lead> <one> l'a [vu|su|dit|appris] : {who} et {other} ont le même âge.
    """),
    question=FR.lines("""
        [Devine|Dis-moi|Sais-tu] quel âge a {who}, et combien d'années [séparent|distinguent] {one} et
          {other} ?
    """),
    working=FR.lines("""
        [Dans l'ordre|Un par un|Comme nommés] : {ages}.
    """),
    answer=FR.lines("""
        [Donc|Ainsi|Résultat] : {who} a {age} ans, et [l'écart|la différence] est de {gap} {years}.
    """),
    conjunction=" et ",
    years=("an", "ans"),
)
SPANISH = Telling(
    opening=ES.lines("""
        <head>Para [la fiesta|el cumpleaños|el jubileo] [saludan|felicitan|llegan] {who_all}<tail>.
        <head>Para [la boda|el bautizo|la cena] [escriben|cantan|viajan] {who_all}<tail>.
    """),
    known=ES.lines("""
        [Se sabe|Es seguro|Todos saben] que {who} tiene {age} años<so>.
        [En la mesa|En la cocina|En el jardín] {who} [decía|dijo|repetía] tener {age} años.
    """),
    older=ES.lines("""
        {who} tiene [exactamente|unos|en suma|en verdad] {gap} {years} más que {other}<so>.
        [En la carta|En el álbum|En la tarjeta|En el calendario] se lee que {who} tiene {gap} {years} más
          que {other}.
        <lead> <one> [vio|supo|contó|oyó] que {who} tiene {gap} {years} más que {other}.
    """),
    younger=ES.lines("""
        {who} tiene [exactamente|unos|en suma|en verdad] {gap} {years} menos que {other}<so>.
        [En la carta|En el álbum|En la tarjeta|En el calendario] se lee que {who} tiene {gap} {years} menos
          que {other}.
        <lead> <one> [vio|supo|contó|oyó] que {who} tiene {gap} {years} menos que {other}.
    """),
    same=ES.lines("""
        {who} tiene [exactamente|justo|en verdad] la misma edad que {other}<so>.
        <lead> <one> [vio|supo|contó|oyó] que {who} tiene la misma edad que {other}.
    """),
    question=ES.lines("""
        [Adivina|Dime|A ver]: ¿qué edad tiene {who}, y cuántos años [separan|distan] a {one} y {other}?
    """),
    working=ES.lines("""
        [En orden|Uno por uno|Como se nombró]: {ages}.
    """),
    answer=ES.lines("""
        [Así que|Resultado|Por tanto]: {who} tiene {age} años, y [la diferencia|la distancia] es de {gap}
          {years}.
    """),
    conjunction=" y ",
    years=("año", "años"),
)
ITALIAN = Telling(
    opening=IT.lines("""
        <head>Per [la festa|il compleanno|il giubileo] [salutano|fanno gli auguri|arrivano] {who_all}<tail>.
        <head>Per [le nozze|il battesimo|la cena] [scrivono|cantano|viaggiano] {who_all}<tail>.
    """),
    known=IT.lines("""
        [Si sa|È certo|Tutti sanno] che {who} ha {age} anni<so>.
        [A tavola|In cucina|In giardino] {who} [diceva|disse|ripeteva] di avere {age} anni.
    """),
    older=IT.lines("""
        {who} ha [esattamente|circa|davvero|proprio] {gap} {years} più di {other}<so>.
        [Nella lettera|Nell'album|Sulla carta|Nel calendario] si legge che {who} ha {gap} {years} più di
          {other}.
        <lead> <one> ha [visto|saputo|detto|sentito] che {who} ha {gap} {years} più di {other}.
    """),
    younger=IT.lines("""
        {who} ha [esattamente|circa|davvero|proprio] {gap} {years} meno di {other}<so>.
        [Nella lettera|Nell'album|Sulla carta|Nel calendario] si legge che {who} ha {gap} {years} meno di
          {other}.
        <lead> <one> ha [visto|saputo|detto|sentito] che {who} ha {gap} {years} meno di {other}.
    """),
    same=IT.lines("""
        {who} ha [esattamente|davvero|proprio] la stessa età di {other}<so>.
        <lead> <one> ha [visto|saputo|detto|sentito] che {who} ha la stessa età di {other}.
    """),
    question=IT.lines("""
        [Indovina|Dimmi|Sai dire] quanti anni ha {who}, e quanti anni [separano|dividono] {one} e {other}?
    """),
    working=IT.lines("""
        [In ordine|Uno per uno|Come nominati]: {ages}.
    """),
    answer=IT.lines("""
        [Dunque|Risultato|Perciò]: {who} ha {age} anni, e [la differenza|la distanza] è di {gap} {years}.
    """),
    conjunction=" e ",
    years=("anno", "anni"),
)


class AgesGreetings(Letter[Ages], ToldAges):
    """A greeting whose senders' ages follow from one, in one of four languages."""

    name = "ages-greetings"
    domain = "multilingual"
    summary = "ages found from differences, in four languages; a world that every domain can tell"
    lexicons = (*ages.LEXICONS, *LETTER_LEXICONS)
    tellings = (GERMAN, FRENCH, SPANISH, ITALIAN)

    def extract(self, text: str) -> Any:
        names = frozenset(lexicon("en_given_names").words())
        return _tongue(language_of(text)).read(text, names)


# the words for older, younger, as old: German, French, Spanish, Italian
_COMPARED = (
    ("älter", "jünger", "so alt wie"),
    ("de plus", "de moins", "le même âge"),
    ("más", "menos que", "la misma edad"),
    ("più", "meno", "la stessa età"),
)


@cache
def _tongue(language: int) -> ages_reader.Tongue:
    return ages_reader.Tongue(*_COMPARED[language])
