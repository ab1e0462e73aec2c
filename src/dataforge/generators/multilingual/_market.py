"""The sentences of market sums in eight languages. For the writer only."""

from __future__ import annotations

from functools import cache

import numpy as np

from dataforge.text.frames import Frames
from dataforge.text.rows import I64

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "ru", "tr")

OPENINGS = {
    "en": """
        [Today|This morning|On Saturday|Once again|After breakfast|Before noon] {who}
          [is|stops|waits|strolls
          about|turns up] {place}.
        [It is early|It is raining|It is late|The sun shines|It is cold], [and|yet] {who} [is|waits|has
          arrived] {place}.
    """,
    "de": """
        [Heute|An diesem Morgen|Am Samstag|Wieder einmal|Nach dem Frühstück|Gegen Mittag] [ist|wartet|steht]
          {who} {place}.
        [Es ist früh|Es regnet|Es ist spät|Die Sonne scheint|Es ist kalt], [und|doch] {who}
          [ist|wartet|steht]
          {place}.
    """,
    "fr": """
        [Aujourd'hui|Ce matin|Samedi|Encore une fois|Après le déjeuner|Avant midi], {who}
          [est|attend|s'arrête|se
          promène] {place}.
        [Il est tôt|Il pleut|Il est tard|Le soleil brille|Il fait froid], [et|mais] {who} [est|attend|se
          trouve]
          {place}.
    """,
    "es": """
        [Hoy|Esta mañana|El sábado|Otra vez|Después del desayuno|Antes del mediodía] {who} [está|espera|se
          encuentra|aparece] {place}.
        [Es temprano|Llueve|Es tarde|Brilla el sol|Hace frío], [y|pero] {who} [está|espera|aparece] {place}.
    """,
    "it": """
        [Oggi|Stamattina|Sabato|Ancora una volta|Dopo colazione|Prima di mezzogiorno] {who} [è|aspetta|si
          trova|arriva] {place}.
        [È presto|Piove|È tardi|Splende il sole|Fa freddo], [e|ma] {who} [è|aspetta|si trova] {place}.
    """,
    "pt": """
        [Hoje|Esta manhã|No sábado|Mais uma vez|Depois do almoço|Antes do meio-dia] {who} [está|espera|se
          encontra|aparece] {place}.
        [É cedo|Chove|É tarde|O sol brilha|Faz frio], [e|mas] {who} [está|espera|aparece] {place}.
    """,
    "ru": """
        [Сегодня|Этим утром|В субботу|Снова|После завтрака|Ближе к полудню] {who}[ ждёт| стоит| гуляет|]
          {place}.
        [Ещё рано|Идёт дождь|Уже поздно|Светит солнце|Холодно], [и|но] {who}[ ждёт| стоит| уже|] {place}.
    """,
    "tr": """
        [Bugün|Bu sabah|Cumartesi günü|Yine|Kahvaltıdan sonra|Öğleden önce] {who}[ hemen| tek başına|
          sessizce|]
          {place}.
        [Vakit erken|Yağmur yağıyor|Vakit geç|Güneş parlıyor|Hava soğuk], [ve|ama] {who}[ yine| hâlâ|]
          {place}.
    """,
}
PURCHASES = {  # the first and the third may come first
    "en": """
        {who}[ gladly| finally| at once| calmly|] [buys|takes] {q} {item} at {p} euros each[, without
          haggling|, as usual|, all the same|, just in case|].
        [Then|Next|Later on|After that|A bit further on] {who} [takes|buys] {q} {item} for {p} euros
          apiece[, in a hurry|, with a smile|, on a whim|].
        {who} [finds|sees|spots|tries] {q} {item}, each at {p} euros, and buys them all[ at once| after
          all| without a word|].
        {who} also [badly |really |]needs {q} {item}; [one costs|the price of one is|for one they ask] {p}
          euros.
    """,
    "de": """
        {who} [kauft|nimmt][ gern| endlich| sofort| in aller Ruhe|] {q} {item} zu je {p} Euro[, ohne zu
          feilschen|, wie immer|, trotz allem|, für alle Fälle|].
        [Dann|Danach|Später|Gleich darauf|Etwas weiter] [nimmt|kauft] {who} {q} {item} für {p} Euro das
          Stück[, in Eile|, lächelnd|, spontan|].
        {who} [findet|sieht|entdeckt|prüft] {q} {item}, jedes Stück zu {p} Euro, und kauft [alles|sofort
          alles|am Ende alles|wortlos alles].
        {who} braucht[ dringend| wirklich|] auch {q} {item}; [ein Stück kostet|das Stück kommt auf|pro Stück
          sind es] {p} Euro.
    """,
    "fr": """
        {who} [achète|prend][ volontiers| enfin| aussitôt| calmement|] {q} {item} à {p} euros pièce[, sans
          marchander|, comme toujours|, malgré tout|, au cas où|].
        [Ensuite|Puis|Plus tard|Après cela|Un peu plus loin], {who} [prend|achète] {q} {item} à {p} euros
          l'unité[, en hâte|, en souriant|, sur un coup de tête|].
        {who} [trouve|voit|remarque|essaie] {q} {item} au prix de {p} euros chaque fois et achète [le
          tout|aussitôt le tout|finalement le tout].
        Pour {who}, il faut [aussi|encore|absolument] {q} {item}\u202f; [la pièce coûte|on en demande, la
          pièce,|le
          prix est de] {p} euros.
    """,
    "es": """
        {who} [compra|se lleva][ con gusto| por fin| enseguida| con calma|] {q} {item} a {p} euros la
          unidad[, sin
          regatear|, como siempre|, a pesar de todo|, por si acaso|].
        [Después|Luego|Más tarde|Acto seguido|Un poco más allá] {who} [se lleva|compra] {q} {item} a {p}
          euros la
          pieza[, con prisa|, con una sonrisa|, por capricho|].
        {who} [encuentra|ve|descubre|prueba] {q} {item} por {p} euros la unidad y compra [todo|al final
          todo|enseguida todo].
        {who} también necesita[ mucho| de verdad|] {q} {item}; [cada unidad cuesta|cada unidad sale por|por
          cada una
          piden] {p} euros.
    """,
    "it": """
        {who} [compra|prende][ volentieri| finalmente| subito| con calma|] {q} {item} a {p} euro al pezzo[,
          senza
          trattare|, come sempre|, nonostante tutto|, per ogni evenienza|].
        [Poi|Dopo|Più tardi|Subito dopo|Un po' più in là] {who} [prende|compra] {q} {item} per {p} euro
          ciascuno[, in fretta|, sorridendo|, per capriccio|].
        {who} [trova|vede|scopre|prova] {q} {item} al prezzo di {p} euro al pezzo e compra [tutto|subito
          tutto|alla fine tutto].
        A {who} servono [anche|ancora|davvero] {q} {item}; [un pezzo costa|per un pezzo chiedono|al pezzo
          fanno]
          {p} euro.
    """,
    "pt": """
        {who} [compra|leva][ com gosto| enfim| logo| com calma|] {q} {item} a {p} euros cada[, sem
          pechinchar|, como
          sempre|, apesar de tudo|, por via das dúvidas|].
        [Depois|Em seguida|Mais tarde|Logo após|Um pouco adiante] {who} [leva|compra] {q} {item} por {p}
          euros a
          unidade[, com pressa|, sorrindo|, por capricho|].
        {who} [encontra|vê|descobre|experimenta] {q} {item} por {p} euros a peça e compra [tudo|logo
          tudo|por fim
          tudo].
        {who} também precisa[ muito| mesmo|] de {q} {item}; [cada unidade custa|cada unidade sai por|por
          cada
          unidade pedem] {p} euros.
    """,
    "ru": """
        {who}[ охотно| наконец| сразу| спокойно|] [покупает|берёт] {q} {item} по {p} евро за штуку[, не
          торгуясь|,
          как всегда|, несмотря ни на что|, на всякий случай|].
        [Потом|Затем|Позже|Сразу после этого|Чуть дальше] {who} [берёт|покупает] {q} {item} по {p} евро[, в
          спешке|, с улыбкой|, не думая|].
        {who} [находит|видит|замечает|пробует] {q} {item} по цене {p} евро за штуку и покупает [всё|сразу
          всё|в
          итоге всё].
        [Ещё|Кроме того,|К тому же] {who} покупает {q} {item}; каждая штука [стоит|идёт за|обходится в] {p}
          евро.
    """,
    "tr": """
        {who}[ seve seve| sonunda| hemen| sakince|] tanesi {p} avrodan {q} {item} alıyor[, pazarlık
          etmeden|, her
          zamanki gibi|, her şeye rağmen|].
        [Sonra|Ardından|Daha sonra|Biraz ileride] {who} her biri {p} avroya {q} {item} daha alıyor[,
          aceleyle|,
          gülümseyerek|, canı istediği için|].
        {who} tanesi {p} avro olan {q} {item} [buluyor|görüyor|deniyor] ve [hepsini|hemen hepsini|sonunda
          hepsini]
          alıyor.
        [Birinin fiyatı|Tanesinin fiyatı|Birinin bedeli] {p} avro: {who} {q} {item} alıyor[, üstelik hemen|,
          gönül rahatlığıyla|].
    """,
}
FEES = {
    "en": """
        Delivery[ to the door| in the evening| by cart|] costs {a} euros more[, alas|, as agreed|].
        The packing[ of it all| in paper|] adds {a} euros[, alas|, as agreed|].
    """,
    "de": """
        Die Lieferung[ ins Haus| am Abend| mit dem Wagen|] kostet {a} Euro extra[, leider|, wie
          vereinbart|].
        Für die Verpackung[ von allem| aus Papier|] kommen {a} Euro dazu[, leider|, wie vereinbart|].
    """,
    "fr": """
        La livraison[ chez soi| ce soir| en voiture|] coûte {a} euros de plus[, hélas|, comme convenu|].
        L'emballage[ de tout cela| en papier|] ajoute {a} euros[, hélas|, comme convenu|].
    """,
    "es": """
        El envío[ a domicilio| por la tarde| en carro|] cuesta {a} euros más[, por desgracia|, según lo
          acordado|].
        El embalaje[ de todo| de papel|] añade {a} euros[, por desgracia|, según lo acordado|].
    """,
    "it": """
        La consegna[ a domicilio| in serata| col carro|] costa {a} euro in più[, purtroppo|, come
          d'accordo|].
        L'imballaggio[ di tutto| di carta|] aggiunge {a} euro[, purtroppo|, come d'accordo|].
    """,
    "pt": """
        A entrega[ em domicílio| à noite| de carroça|] custa mais {a} euros[, infelizmente|, como
          combinado|].
        A embalagem[ de tudo| de papel|] acrescenta {a} euros[, infelizmente|, como combinado|].
    """,
    "ru": """
        Доставка[ на дом| вечером| на тележке|] стоит ещё {a} евро[, увы|, как и договорились|].
        Упаковка[ всего этого| в бумагу|] добавляет {a} евро[, увы|, как и договорились|].
    """,
    "tr": """
        Teslimat[ kapıya kadar| akşamleyin|] {a} avro daha tutuyor[, ne yazık ki|, anlaşıldığı gibi|].
        Paketleme[ kâğıtla| hepsi için|] {a} avro ekliyor[, ne yazık ki|, anlaşıldığı gibi|].
    """,
}
DISCOUNTS = {
    "en": """
        The [seller|kind seller|tired seller] takes {a} euros off for {who}[, after some talk|, unasked|].
        A voucher[ from last year| cut from the paper|] makes it {a} euros less for {who}.
    """,
    "de": """
        {who} bekommt[ unverlangt| am Ende| freundlicherweise|] {a} Euro Rabatt.
        Ein Gutschein[ vom letzten Jahr| aus der Zeitung|] macht es für {who} um {a} Euro billiger.
    """,
    "fr": """
        Le vendeur[ aimable| fatigué|] fait à {who} une remise de {a} euros[, après discussion|, sans un
          mot|].
        Un bon d'achat[ de l'an dernier| découpé hier|] fait {a} euros de moins pour {who}.
    """,
    "es": """
        El vendedor[ amable| cansado|] hace a {who} un descuento de {a} euros[, tras hablar|, sin más|].
        Con un vale[ del año pasado| recortado|] son {a} euros menos para {who}.
    """,
    "it": """
        Il venditore[ gentile| stanco|] fa a {who} uno sconto di {a} euro[, dopo qualche parola|, da sé|].
        Con un buono[ dell'anno scorso| ritagliato|] sono {a} euro in meno per {who}.
    """,
    "pt": """
        O vendedor[ gentil| cansado|] dá a {who} um desconto de {a} euros[, depois de conversa|, sem mais|].
        Com um vale[ do ano passado| recortado|] são {a} euros a menos para {who}.
    """,
    "ru": """
        {who} получает[ в конце| без просьбы| после разговора|] скидку {a} евро.
        По купону[ с прошлого года| из газеты|] {who} платит на {a} евро меньше.
    """,
    "tr": """
        {who}[ sonunda| istemeden| konuşunca|] {a} avro indirim alıyor.
        Bir kuponla[ hemen| kasada|] {who} {a} avro daha az ödüyor.
    """,
}
PAYMENTS = {
    "en": "At the till {who}[ calmly| slowly|] [puts down|hands over] {b} euros[, in coins|, all of it|].",
    "de": "An der Kasse legt {who}[ ruhig| langsam|] {b} Euro hin[, in Münzen|, alles zusammen|].",
    "fr": "À la caisse, {who} [donne|tend] {b} euros[, en pièces|, tout ensemble|].",
    "es": "En la caja {who} [entrega|deja] {b} euros[, en monedas|, todo junto|].",
    "it": "Alla cassa {who} [dà|lascia] {b} euro[, in monete|, tutto insieme|].",
    "pt": "No caixa {who} [entrega|deixa] {b} euros[, em moedas|, tudo junto|].",
    "ru": "На кассе {who} [даёт|отдаёт] {b} евро[, монетами|, всё сразу|].",
    "tr": "Kasada {who} {b} avro [veriyor|bırakıyor][, bozuk parayla|, hepsi birden|].",
}
ADVICE = {
    "en": "[Take your time|Think it over|Do not guess|No tricks|Use paper]"
    "[, please|, this once|, my friend|].",
    "de": "[Lass dir Zeit|Überleg es gut|Rate nicht|Keine Tricks|Nimm Papier]"
    "[, bitte|, dieses Mal|, mein Freund|].",
    "fr": "[Prends ton temps|Réfléchis bien|Ne devine pas|Pas de ruse|Prends du papier]"
    "[, s'il te plaît|, cette"
    " fois|, mon ami|].",
    "es": "[Tómate tu tiempo|Piénsalo bien|No adivines|Sin trucos|Usa papel]"
    "[, por favor|, esta vez|, mi amigo|].",
    "it": "[Fai con calma|Pensaci bene|Non indovinare|Niente trucchi|Usa la carta]"
    "[, per favore|, stavolta|, amico|].",
    "pt": "[Sem pressa|Pense bem|Não adivinhe|Sem truques|Use papel][, por favor|, desta vez|, meu amigo|].",
    "ru": "[Не спеши|Подумай хорошо|Не гадай|Без хитростей|Возьми бумагу]"
    "[, пожалуйста|, на этот раз|, друг мой|].",
    "tr": "[Acele etme|İyi düşün|Tahmin etme|Hile yok|Kâğıt kullan][, lütfen|, bu sefer|, dostum|].",
}
TOTAL, CHANGE, COUNT, DEAREST = range(4)
QUESTIONS = {  # by what is asked; two ways each
    "en": Frames(
        "How many euros does {who} spend in all?",
        "What does {who} have to pay in all, in euros?",
        "How many euros does {who} get back?",
        "What is the change for {who}, in euros?",
        "How many things does {who} buy in all?",
        "What is the number of things that {who} buys?",
        "How many euros does the dearest purchase of {who} cost?",
        "What does {who} pay for the dearest purchase, in euros?",
    ),
    "de": Frames(
        "Wie viele Euro gibt {who} insgesamt aus?",
        "Was muss {who} insgesamt bezahlen, in Euro?",
        "Wie viele Euro bekommt {who} zurück?",
        "Wie viel Wechselgeld bekommt {who}, in Euro?",
        "Wie viele Dinge kauft {who} insgesamt?",
        "Wie groß ist die Zahl der Dinge, die {who} kauft?",
        "Wie viele Euro kostet der teuerste Posten von {who}?",
        "Was bezahlt {who} für den teuersten Posten, in Euro?",
    ),
    "fr": Frames(
        "Combien d'euros dépense {who} en tout\u202f?",
        "Que doit payer {who} en tout, en euros\u202f?",
        "Combien d'euros faut-il rendre à {who}\u202f?",
        "Quelle est la monnaie pour {who}, en euros\u202f?",
        "Combien d'objets sont achetés par {who} en tout\u202f?",
        "Quel est le nombre d'objets que {who} achète\u202f?",
        "Combien d'euros coûte l'achat le plus cher de {who}\u202f?",
        "Que paie {who} pour l'achat le plus cher, en euros\u202f?",
    ),
    "es": Frames(
        "¿Cuántos euros gasta {who} en total?",
        "¿Qué tiene que pagar {who} en total, en euros?",
        "¿Cuántos euros recibe {who} de vuelta?",
        "¿Cuál es el cambio para {who}, en euros?",
        "¿Cuántos artículos compra {who} en total?",
        "¿Cuál es el número de artículos que compra {who}?",
        "¿Cuántos euros cuesta la compra más cara de {who}?",
        "¿Qué paga {who} por la compra más cara, en euros?",
    ),
    "it": Frames(
        "Quanti euro spende {who} in tutto?",
        "Quanto deve pagare {who} in tutto, in euro?",
        "Quanti euro riceve {who} di resto?",
        "Qual è il resto per {who}, in euro?",
        "Quanti oggetti compra {who} in tutto?",
        "Qual è il numero degli oggetti che {who} compra?",
        "Quanti euro costa l'acquisto più caro di {who}?",
        "Quanto paga {who} per l'acquisto più caro, in euro?",
    ),
    "pt": Frames(
        "Quantos euros {who} gasta ao todo?",
        "Quanto {who} tem de pagar ao todo, em euros?",
        "Quantos euros {who} recebe de troco?",
        "Qual é o troco para {who}, em euros?",
        "Quantos artigos {who} compra ao todo?",
        "Qual é o número de artigos que {who} compra?",
        "Quantos euros custa a compra mais cara de {who}?",
        "Quanto {who} paga pela compra mais cara, em euros?",
    ),
    "ru": Frames(
        "Сколько всего евро тратит {who}?",
        "Сколько евро всего должен заплатить покупатель по имени {who}?",
        "Сколько евро {who} получает назад?",
        "Какую сдачу в евро получает {who}?",
        "Сколько всего вещей покупает {who}?",
        "Каково число вещей, которые покупает {who}?",
        "Сколько евро {who} платит за самую дорогую покупку?",
        "Сколько евро {who} отдаёт за самую дорогую покупку?",
    ),
    "tr": Frames(
        "{who} toplam kaç avro harcıyor?",
        "{who} toplam kaç avro ödemeli?",
        "{who} kaç avro para üstü alıyor?",
        "{who} için para üstü kaç avro?",
        "{who} toplam kaç eşya alıyor?",
        "{who} kaç parça eşya satın alıyor?",
        "{who} en pahalı alışveriş için kaç avro ödüyor?",
        "{who} en pahalı kalem için kaç avro veriyor?",
    ),
}
INSTRUCTIONS = {
    "en": "Answer in words, in {language}.",
    "de": "Antworte in Worten, auf {language}.",
    "fr": "Réponds en toutes lettres, en {language}.",
    "es": "Responde con palabras, en {language}.",
    "it": "Rispondi in lettere, in {language}.",
    "pt": "Responda por extenso, em {language}.",
    "ru": "Ответь словами, {language}.",
    "tr": "Yanıtı sözcüklerle, {language} yaz.",
}
LANGUAGE_NAMES = {
    "en": "English German French Spanish Italian Portuguese Russian Turkish",
    "de": "Englisch Deutsch Französisch Spanisch Italienisch Portugiesisch Russisch Türkisch",
    "fr": "anglais allemand français espagnol italien portugais russe turc",
    "es": "inglés alemán francés español italiano portugués ruso turco",
    "it": "inglese tedesco francese spagnolo italiano portoghese russo turco",
    "pt": "inglês alemão francês espanhol italiano português russo turco",
    "ru": "по-английски по-немецки по-французски по-испански по-итальянски по-португальски по-русски "
    "по-турецки",
    "tr": "İngilizce Almanca Fransızca İspanyolca İtalyanca Portekizce Rusça Türkçe",
}
ANSWERS = {
    "en": "Answer",
    "de": "Antwort",
    "fr": "Réponse",
    "es": "Respuesta",
    "it": "Risposta",
    "pt": "Resposta",
    "ru": "Ответ",
    "tr": "Yanıt",
}


@cache
def of_languages(name: str) -> tuple[Frames, I64]:
    """One table of all languages' templates, and where those of each begin and the last end."""
    tables = {
        "openings": OPENINGS,
        "purchases": PURCHASES,
        "fees": FEES,
        "discounts": DISCOUNTS,
        "advice": ADVICE,
        "payments": PAYMENTS,
    }
    each = [Frames.lines(tables[name][code]).templates for code in LANGUAGES]
    starts = np.cumsum([0, *(len(templates) for templates in each)])
    return Frames(*(template for templates in each for template in templates)), starts
