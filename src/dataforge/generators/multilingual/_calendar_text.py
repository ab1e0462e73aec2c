"""How calendar-notes says things: notes, shifts, dates and questions in eight languages. For the writer only.

An occasion always begins a stretch between marks of punctuation, and a shift fills one: that is all that
  the
reader relies on, besides the words themselves.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from dataforge.generators.multilingual._calendar_words import CODES
from dataforge.text.frames import Frames
from dataforge.text.rows import I64

NOTES = {
    "en": """
        {who}[ writes| notes| says| adds|]: {occ} [is|takes place|will be held|is planned] {place}, {when},
          {time}[ sharp|, as usual|, for once|]. [Bring|Please bring|Do not forget|Take along|I need]
          {thing}.
        {^when}: {occ}, {time}, {place}. {who} [brings|will bring|has promised|carries] {thing}[ as well|
          again|].
        [Dear|Hello|Hi] {who}, [you are invited|we are expecting you|please come|do join us|everybody
          knows]: {occ}, {when}, {time}, {place}[. We need|; we still lack|. Somebody must bring] {thing}.
        [Diary|Reminder|To do|Calendar|Mind you]: {occ} {place} ({when}, {time})[. Ask|. Call|. Tell|. Wait
          for] {who} [about|because of|on account of] {thing}.
        [Do not forget|Keep in mind|Note well|Mark it in red|Never mind the rain], {who}: {when}, {time},
          {occ} [starts|begins|is due] {place}. [Find|Buy|Fetch|Lend me] {thing}[ first| today|].
        {who} [cannot wait|looks forward to it|is rather nervous|is in charge|will be late]: {occ} ({time},
          {place}), {when}[. Who has|. Who keeps|. Who forgot] {thing}?
    """,
    "de": """
        {who}[ schreibt| notiert| sagt| ergänzt|]: {occ} [ist|beginnt|läuft] {place}, {when}, {time}[,
          pünktlich|,
          wie immer|]. [Bring|Bitte bring|Also bring|Dann bring] {thing} mit.
        {^when}: {occ}, {time}, {place}. {who} [bringt|schleppt|trägt|holt] {thing} [dorthin|herbei].
        [Hallo|Guten Tag|Grüß dich] {who}, [du bist eingeladen|wir erwarten dich|komm doch|alle wissen es]:
          {occ}, {when}, {time}, {place}[. Wir brauchen|; wir suchen noch|. Jemand besorgt] {thing}.
        [Kalender|Zur Erinnerung|Merkzettel|Termin|Wichtig]: {occ} {place} ({when}, {time})[. Frag|. Such|.
          Grüß]
          {who}[ und hol| und such| und nimm] {thing}.
        [Nicht vergessen|Denk daran|Bitte rot anstreichen|Merk es dir], {who}: {when}, {time}, {occ}
          [beginnt|startet|ist] {place}. [Such|Kauf|Hol|Leih mir] {thing}[ vorher| heute|].
        {who} [freut sich|ist nervös|kümmert sich darum|kommt später]: {occ} ({time}, {place}), {when}[. Wer
          hat|. Wer holt|. Wer sucht] {thing}?
    """,
    "fr": """
        {who}[ écrit| note| dit| ajoute|]\u00a0: {occ} [commence|a lieu|se tient] {place}, {when}, {time}[,
          pile|,
          comme toujours|]. [Apporte|Prends|Trouve|Achète] {thing}[, je te prie|, surtout|].
        {^when}\u00a0: {occ}, {time}, {place}. {who} [apporte|apportera|porte|prendra] {thing}[ aussi|
          encore|].
        [Bonjour|Salut|Dis donc] {who}, [tu viendras|on t'attend|viens donc|tout le monde le sait]\u00a0:
          {occ},
          {when}, {time}, {place}[. Il faut|; il manque|. On cherche] {thing}.
        [Agenda|Rappel|À faire|Calendrier|Important]\u00a0: {occ} {place} ({when}, {time})[. Voir|.
          Appeler|.
          Attendre] {who} [pour|avec|et prendre|et chercher] {thing}.
        [N'oublie pas|Pense à ceci|Note bien|À souligner], {who}\u00a0: {when}, {time}, {occ}
          [commence|se tient] {place}. [Trouve|Achète|Cherche|Prête-moi] {thing}[ avant| demain|].
        {who} [compte les jours|se réjouit|s'en occupe|arrivera tard]\u00a0: {occ} ({time}, {place}),
          {when}[. Qui
          a|. Qui prend|. Qui garde] {thing}\u202f?
    """,
    "es": """
        {who}[ escribe| apunta| dice| añade|]: {occ} [es|empieza|se celebra] {place}, {when}, {time}[, en
          punto|, como
          siempre|]. [Trae|Lleva|Busca|Compra] {thing}[, por favor|, sin falta|].
        {^when}: {occ}, {time}, {place}. {who} [trae|traerá|lleva|llevará] {thing}[ también| otra vez|].
        [Hola|Buenas|Oye], {who}, [hay invitación|te esperamos|ven sin falta|todos lo saben]: {occ}, {when},
          {time}, {place}[. Necesitamos|; aún buscamos|. Alguien trae] {thing}.
        [Agenda|Recordatorio|Pendiente|Calendario|Importante]: {occ} {place} ({when}, {time})[. Ver a|.
          Llamar a|.
          Esperar a] {who} [y llevar|y buscar|y comprar] {thing}.
        [No lo olvides|Recuerda|Anótalo|En rojo], {who}: {when}, {time}, {occ} [empieza|comienza|es]
          {place}.
          [Busca|Compra|Trae|Préstame] {thing}[ antes| hoy|].
        {who} [ya no puede esperar|se alegra|se encarga|llegará tarde]: {occ} ({time}, {place}), {when}[.
          ¿Quién
          tiene|. ¿Quién trae|. ¿Quién guarda] {thing}?
    """,
    "it": """
        {who}[ scrive| annota| dice| aggiunge|]: {occ} [comincia|si tiene|si fa] {place}, {when}, {time}[,
          in punto|,
          come sempre|]. [Porta|Prendi|Cerca|Compra] {thing}[, per favore|, mi raccomando|].
        {^when}: {occ}, {time}, {place}. {who} [porta|porterà|prende|prenderà] {thing}[ anche| ancora|].
        [Ciao|Senti|Buongiorno], {who}, [ti aspettiamo|vieni anche tu|sei dei nostri|lo sanno tutti]: {occ},
          {when}, {time}, {place}[. Compriamo|; cerchiamo|. Qualcuno porti] {thing}.
        [Agenda|Promemoria|Da fare|Calendario|Importante]: {occ} {place} ({when}, {time})[. Vedere|.
          Chiamare|.
          Aspettare] {who} [e portare|e cercare|e comprare] {thing}.
        [Non scordarti|Ricordati|Nota bene|In rosso], {who}: {when}, {time}, {occ} [comincia|inizia|si
          tiene]
          {place}. [Cerca|Compra|Porta|Prestami] {thing}[ prima| oggi|].
        {who} [non vede l'ora|ne parla sempre|se ne occupa|arriverà tardi]: {occ} ({time}, {place}),
          {when}[. Chi
          ha|. Chi porta|. Chi conserva] {thing}?
    """,
    "pt": """
        {who}[ escreve| anota| diz| acrescenta|]: {occ} [é|começa|acontece] {place}, {when}, {time}[, em
          ponto|, como
          sempre|]. [Traga|Leve|Procure|Compre] {thing}[, por favor|, sem falta|].
        {^when}: {occ}, {time}, {place}. {who} [traz|trará|leva|levará] {thing}[ também| de novo|].
        [Olá|Oi|Bom dia], {who}, [esperamos por você|venha também|não falte|todos já sabem]: {occ}, {when},
          {time}, {place}[. Precisamos achar|; ainda falta comprar|. Alguém traz] {thing}.
        [Agenda|Lembrete|Pendente|Calendário|Importante]: {occ} {place} ({when}, {time})[. Ver|. Chamar|.
          Esperar]
          {who} [e levar|e procurar|e comprar] {thing}.
        [Não esqueça|Lembre-se|Anote bem|Em vermelho], {who}: {when}, {time}, {occ} [começa|inicia|é]
          {place}.
          [Procure|Compre|Traga|Empreste-me] {thing}[ antes| hoje|].
        {who} [mal pode esperar|fala muito nisso|cuida de tudo|vai chegar tarde]: {occ} ({time}, {place}),
          {when}[.
          Quem tem|. Quem traz|. Quem guarda] {thing}?
    """,
    "ru": """
        {who}[ пишет| отмечает| говорит| добавляет|]: {occ} [ожидается|начинается] {place}, {when}, {time}[,
          ровно|, как всегда|]. [Принеси|Возьми|Найди|Купи] {thing}[, пожалуйста|, обязательно|].
        [Итак|План|Вот план], {when}: {occ}, {time}, {place}. {who} [принесёт|возьмёт|найдёт|купит]
          {thing}[ тоже|
          опять|].
        [Привет|Здравствуй|Слушай], {who}, [мы тебя ждём|приходи|будь с нами|все уже знают]: {occ}, {when},
          {time}, {place}[. Мы ищем|; надо взять|. Кто-то принесёт] {thing}.
        [Календарь|Напоминание|Дела|Дневник|Важно]: {occ} {place} ({when}, {time})[. Придёт|. Поможет|.
          Позвонит]
          {who}, [надо взять|надо найти|надо купить] {thing}.
        [Не забудь|Запомни|Запиши|Имей в виду], {who}: {when}, {time}, {occ} [начинается|ожидается] {place}.
          [Найди|Купи|Принеси|Одолжи мне] {thing}[ заранее| сегодня|].
        {who} [ждёт с нетерпением|радуется|всё устроит|придёт позже]: {occ} ({time}, {place}), {when}[. Кто
          взял|. Кто несёт|. Кто хранит] {thing}?
    """,
    "tr": """
        {who}[ yazıyor| not ediyor| diyor| ekliyor|]: {occ} {place} [yapılacak|var|başlıyor], {when},
          {time}[, tam
          vaktinde|, her zamanki gibi|]; {thing} [getir|lütfen getir|mutlaka al|bul].
        [Plan şu|Not|Haber], {when}: {occ}, {time}, {place}. {who} {thing}
          [getiriyor|getirecek|alıyor|alacak].
        [Merhaba|Selam|Dinle], {who}, [seni bekliyoruz|sen de gel|davetlisin|herkes biliyor]: {occ}, {when},
          {time}, {place}; [artık|hemen|önce] {thing} [bulmalıyız|almalıyız|getirmeliyiz].
        [Takvim|Hatırlatma|Yapılacaklar|Ajanda|Önemli]: {occ} {place} ({when}, {time}); {who} {thing}
          [soruyor|arıyor|bekliyor].
        [Unutma|Aklında olsun|Bir yere yaz|Kırmızıyla çiz], {who}: {when}, {time}, {occ} {place}
          [başlıyor|var|yapılacak];
          [önce|bugün|hemen] {thing} [bul|al|getir].
        {who} [sabırsızlanıyor|çok seviniyor|her şeyi ayarlıyor|geç gelecek]: {occ} ({time}, {place}),
          {when}; [kim|acaba
          kim] {thing} [getiriyor|alıyor|saklıyor]?
    """,
}
# of each language: days, weeks, weekday, day of the month; each later and earlier, after a name and not
SHIFTS = {
    "en": """
        [|exactly |just ]{n} {unit} [after|later than] {ref}
        [|exactly |just ]{n} {unit} [after that|later]
        [|exactly |just ]{n} {unit} [before|earlier than] {ref}
        [|exactly |just ]{n} {unit} [before that|earlier]
        {first} after {ref}
        {first} [after that|afterwards]
        {last} before {ref}
        {last} [before that|beforehand]
        on day {d} of the calendar month after {ref}
        on day {d} of the [following|next] calendar month
        on day {d} of the calendar month before {ref}
        on day {d} of the [preceding|previous] calendar month
    """,
    "de": """
        [|genau |nur ]{n} {unit} nach {ref}
        [|genau |nur ]{n} {unit} [danach|später]
        [|genau |nur ]{n} {unit} vor {ref}
        [|genau |nur ]{n} {unit} [davor|früher|vorher]
        {first} nach {ref}
        {first} [danach|darauf]
        {last} vor {ref}
        {last} [davor|zuvor]
        am {d}. Tag des Kalendermonats nach {ref}
        am {d}. Tag des [folgenden|nächsten] Kalendermonats
        am {d}. Tag des Kalendermonats vor {ref}
        am {d}. Tag des [vorigen|vorhergehenden] Kalendermonats
    """,
    "fr": """
        [|exactement |juste ]{n} {unit} après {ref}
        [|exactement |juste ]{n} {unit} [après|plus tard]
        [|exactement |juste ]{n} {unit} avant {ref}
        [|exactement |juste ]{n} {unit} [avant|plus tôt]
        {first} après {ref}
        {first} [après cela|qui suit]
        {last} avant {ref}
        {last} [avant cela|qui précède]
        le {d} du mois [civil|du calendrier] qui suit {ref}
        le {d} du mois [civil suivant|qui suit]
        le {d} du mois [civil|du calendrier] qui précède {ref}
        le {d} du mois [civil précédent|qui précède]
    """,
    "es": """
        [|exactamente |justo ]{n} {unit} después {ref}
        [|exactamente |justo ]{n} {unit} [después|más tarde]
        [|exactamente |justo ]{n} {unit} antes {ref}
        [|exactamente |justo ]{n} {unit} [antes|atrás]
        {first} después {ref}
        {first} [después de eso|siguiente]
        {last} antes {ref}
        {last} [antes de eso|anterior]
        el {d} del mes [natural|del calendario] después {ref}
        el {d} del mes [natural siguiente|siguiente]
        el {d} del mes [natural|del calendario] antes {ref}
        el {d} del mes [natural anterior|anterior]
    """,
    "it": """
        [|esattamente |appena ]{n} {unit} dopo {ref}
        [|esattamente |appena ]{n} {unit} [dopo|più tardi]
        [|esattamente |appena ]{n} {unit} prima {ref}
        [|esattamente |appena ]{n} {unit} [prima|addietro]
        {first} dopo {ref}
        {first} [dopo di allora|dopo questo]
        {last} prima {ref}
        {last} [prima di allora|prima di questo]
        il giorno {d} del mese [solare|di calendario] dopo {ref}
        il giorno {d} del mese [solare successivo|successivo|seguente]
        il giorno {d} del mese [solare|di calendario] prima {ref}
        il giorno {d} del mese [solare precedente|precedente]
    """,
    "pt": """
        [|exatamente |apenas ]{n} {unit} depois {ref}
        [|exatamente |apenas ]{n} {unit} [depois|mais tarde]
        [|exatamente |apenas ]{n} {unit} antes {ref}
        [|exatamente |apenas ]{n} {unit} [antes|mais cedo]
        {first} depois {ref}
        {first} [depois disso|seguinte]
        {last} antes {ref}
        {last} [antes disso|anterior]
        no dia {d} do mês [civil|do calendário] depois {ref}
        no dia {d} do mês [civil seguinte|seguinte]
        no dia {d} do mês [civil|do calendário] antes {ref}
        no dia {d} do mês [civil anterior|anterior]
    """,
    "ru": """
        [через|ровно через|спустя] {n} {unit} после {ref}
        [через|ровно через|спустя] {n} {unit}[ после этого|]
        [за|ровно за] {n} {unit} до {ref}
        [за|ровно за] {n} {unit} до этого
        {first} после {ref}
        {first} [после этого|вслед за этим]
        {last} до {ref}
        {last} [до этого|перед этим]
        [|ровно ]{d}-го числа календарного месяца после {ref}
        {d}-го числа [следующего|нового] календарного месяца
        [|ровно ]{d}-го числа календарного месяца до {ref}
        {d}-го числа [предыдущего|прошлого] календарного месяца
    """,
    "tr": """
        {ref} [|tam |tastamam ]{n} {unit} sonra
        [bundan|ondan] [|tam |tastamam ]{n} {unit} sonra
        {ref} [|tam |tastamam ]{n} {unit} önce
        [bundan|ondan] [|tam |tastamam ]{n} {unit} önce
        {ref} sonraki {first}
        [bundan|ondan] sonraki {first}
        {ref} önceki {last}
        [bundan|ondan] önceki {last}
        {ref} sonraki [takvim ayının|ayın] {d}. günü
        [bundan|ondan] sonraki [takvim ayının|ayın] {d}. günü
        {ref} önceki [takvim ayının|ayın] {d}. günü
        [bundan|ondan] önceki [takvim ayının|ayın] {d}. günü
    """,
}
DATES = {
    "en": "on {on}, [{day} {month}|{month} {day},] {year}",
    "de": "am {on}, [dem|den] {day}. {month} {year}",
    "fr": "le {on} {ordinal} {month} {year}",
    "es": "el {on} {day} de {month} de[l año|] {year}",
    "it": "{on} {day} {month}[| dell'anno] {year}",
    "pt": "{on}, [|dia ]{day} de {month} de {year}",
    "ru": "{on}, {day} {month} {year}[ года|]",
    "tr": "{day} {month} {year} {on}[ günü|]",
}
FULL = Frames(  # as the locale data of Unicode have it
    "{weekday}, {month} {day}, {year}",
    "{weekday}, {day}. {month} {year}",
    "{weekday} {ordinal} {month} {year}",
    "{weekday}, {day} de {month} de {year}",
    "{weekday} {day} {month} {year}",
    "{weekday}, {day} de {month} de {year}",
    "{weekday}, {day} {month} {year} г.",
    "{day} {month} {year} {weekday}",
)
TIMES = Frames(
    "at {twelve}:{minute} {half}", "um {hour}.{minute} Uhr", "à {hour} h {minute}", "a las {hour}:{minute}",
    "alle {hour}.{minute}", "às {hour}h{minute}", "в {hour}:{minute}", "saat {hour}.{minute}",
)  # fmt: skip
ASKED = {  # for a date, for the days between two
    "en": """
        [When|On what date|On which day] [is|exactly is] {one}? [Answer|Reply|Say it] in {language}.
        How many days lie between {one} and {other}? [Answer|Reply|Say it] in {language}.
    """,
    "de": """
        [Wann|An welchem Datum|An welchem Tag] [ist|genau ist] {one}? [Antworte|Sag es|Schreib es] auf
          {language}.
        Wie viele Tage liegen zwischen {one_to} und {other_to}? [Antworte|Sag es|Schreib es] auf {language}.
    """,
    "fr": """
        [Quand|À quelle date|Quel jour] [est donc|est] {one}\u202f? [Réponds|Dis-le|Écris-le] en {language}.
        Combien de jours y a-t-il entre {one} et {other}\u202f? [Réponds|Dis-le|Écris-le] en {language}.
    """,
    "es": """
        ¿[Cuándo|En qué fecha|Qué día] es[ exactamente|] {one}? [Responde|Dilo|Escríbelo] en {language}.
        ¿Cuántos días hay entre {one} y {other}? [Responde|Dilo|Escríbelo] en {language}.
    """,
    "it": """
        [Quando|In che data|In che giorno] è[ esattamente|] {one}? [Rispondi|Dillo|Scrivilo] in {language}.
        Quanti giorni ci sono tra {one} e {other}? [Rispondi|Dillo|Scrivilo] in {language}.
    """,
    "pt": """
        [Quando|Em que data|Em que dia] é[ exatamente|] {one}? [Responda|Diga|Escreva] em {language}.
        Quantos dias há entre {one} e {other}? [Responda|Diga|Escreva] em {language}.
    """,
    "ru": """
        [Когда|В какой день|Какого числа] [будет|состоится] {one}? [Ответь|Скажи|Напиши] {language}.
        Сколько дней между датами: {one} и {other}? [Ответь|Скажи|Напиши] {language}.
    """,
    "tr": """
        [Peki|Acaba|Sence] {one} [ne zaman|hangi tarihte|hangi gün]? [Yanıtı|Cevabı|Bunu] {language} yaz.
        [Peki|Acaba|Sence] {one} ile {other} arasında kaç gün var? [Yanıtı|Cevabı|Bunu] {language} yaz.
    """,
}


@cache
def of_languages(name: str) -> tuple[Frames, I64]:
    """One table of all languages' templates, and where those of each begin and the last end."""
    tables = {"notes": NOTES, "shifts": SHIFTS, "dates": DATES, "asked": ASKED}[name]
    each = [Frames.lines(tables[code]).templates for code in CODES]
    starts = np.cumsum([0, *(len(templates) for templates in each)])
    return Frames(*(template for templates in each for template in templates)), starts
