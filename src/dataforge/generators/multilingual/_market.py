"""The sentences of market sums in eight languages. For the writer only."""

from __future__ import annotations

from dataforge.text.frames import Frames

LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "ru", "tr")

OPENINGS = {
    "en": Frames(
        "Today {who} is {place}.", "{who} is {place} this morning.", "It is Saturday, and {who} is {place}."
    ),
    "de": Frames(
        "Heute ist {who} {place}.",
        "{who} ist heute Morgen {place}.",
        "Es ist Samstag, und {who} ist {place}.",
    ),
    "fr": Frames(
        "Aujourd'hui, {who} est {place}.",
        "{who} est {place} ce matin.",
        "C'est samedi, et {who} est {place}.",
    ),
    "es": Frames(
        "Hoy {who} está {place}.", "{who} está {place} esta mañana.", "Es sábado y {who} está {place}."
    ),
    "it": Frames("Oggi {who} è {place}.", "{who} è {place} stamattina.", "È sabato e {who} è {place}."),
    "pt": Frames(
        "Hoje {who} está {place}.", "{who} está {place} esta manhã.", "É sábado, e {who} está {place}."
    ),
    "ru": Frames("Сегодня {who} {place}.", "Утро, {who} {place}.", "Сегодня суббота, и {who} {place}."),
    "tr": Frames("Bugün {who} {place}.", "{who} bu sabah {place}.", "Günlerden cumartesi, {who} {place}."),
}
PURCHASES = {
    "en": Frames(
        "{who} buys {q} {item} at {p} euros each.",
        "Then {who} takes {q} {item} for {p} euros apiece.",
        "{who} finds {q} {item}, each at {p} euros, and buys them all.",
        "{who} also needs {q} {item}; one costs {p} euros.",
    ),
    "de": Frames(
        "{who} kauft {q} {item} zu je {p} Euro.",
        "Dann nimmt {who} {q} {item} für {p} Euro das Stück.",
        "{who} findet {q} {item}, jedes Stück zu {p} Euro, und kauft alles.",
        "{who} braucht auch {q} {item}; ein Stück kostet {p} Euro.",
    ),
    "fr": Frames(
        "{who} achète {q} {item} à {p} euros pièce.",
        "Ensuite, {who} prend {q} {item} à {p} euros l'unité.",
        "{who} trouve {q} {item} au prix de {p} euros chaque fois et achète le tout.",
        "Pour {who}, il faut aussi {q} {item}\u202f; la pièce coûte {p} euros.",
    ),
    "es": Frames(
        "{who} compra {q} {item} a {p} euros la unidad.",
        "Después {who} se lleva {q} {item} a {p} euros la pieza.",
        "{who} encuentra {q} {item} por {p} euros la unidad y compra todo.",
        "{who} también necesita {q} {item}; cada unidad cuesta {p} euros.",
    ),
    "it": Frames(
        "{who} compra {q} {item} a {p} euro al pezzo.",
        "Poi {who} prende {q} {item} per {p} euro ciascuno.",
        "{who} trova {q} {item} al prezzo di {p} euro al pezzo e compra tutto.",
        "A {who} servono anche {q} {item}; un pezzo costa {p} euro.",
    ),
    "pt": Frames(
        "{who} compra {q} {item} a {p} euros cada.",
        "Depois {who} leva {q} {item} por {p} euros a unidade.",
        "{who} encontra {q} {item} por {p} euros a peça e compra tudo.",
        "{who} também precisa de {q} {item}; cada unidade custa {p} euros.",
    ),
    "ru": Frames(
        "{who} покупает {q} {item} по {p} евро за штуку.",
        "Потом {who} берёт {q} {item} по {p} евро.",
        "{who} находит {q} {item} по цене {p} евро за штуку и покупает всё.",
        "Ещё {who} покупает {q} {item}; каждая штука стоит {p} евро.",
    ),
    "tr": Frames(
        "{who} tanesi {p} avrodan {q} {item} alıyor.",
        "Sonra {who} her biri {p} avroya {q} {item} daha alıyor.",
        "{who} tanesi {p} avro olan {q} {item} buluyor ve hepsini alıyor.",
        "Birinin fiyatı {p} avro: {who} {q} {item} alıyor.",
    ),
}
FEES = {
    "en": Frames("Delivery costs {a} euros more.", "The packing adds {a} euros."),
    "de": Frames("Die Lieferung kostet {a} Euro extra.", "Für die Verpackung kommen {a} Euro dazu."),
    "fr": Frames("La livraison coûte {a} euros de plus.", "L'emballage ajoute {a} euros."),
    "es": Frames("El envío cuesta {a} euros más.", "El embalaje añade {a} euros."),
    "it": Frames("La consegna costa {a} euro in più.", "L'imballaggio aggiunge {a} euro."),
    "pt": Frames("A entrega custa mais {a} euros.", "A embalagem acrescenta {a} euros."),
    "ru": Frames("Доставка стоит ещё {a} евро.", "Упаковка добавляет {a} евро."),
    "tr": Frames("Teslimat {a} avro daha tutuyor.", "Paketleme {a} avro ekliyor."),
}
DISCOUNTS = {
    "en": Frames("The seller takes {a} euros off for {who}.", "A voucher makes it {a} euros less for {who}."),
    "de": Frames("{who} bekommt {a} Euro Rabatt.", "Ein Gutschein macht es für {who} um {a} Euro billiger."),
    "fr": Frames(
        "Le vendeur fait à {who} une remise de {a} euros.",
        "Un bon d'achat fait {a} euros de moins pour {who}.",
    ),
    "es": Frames(
        "El vendedor hace a {who} un descuento de {a} euros.", "Con un vale son {a} euros menos para {who}."
    ),
    "it": Frames(
        "Il venditore fa a {who} uno sconto di {a} euro.", "Con un buono sono {a} euro in meno per {who}."
    ),
    "pt": Frames(
        "O vendedor dá a {who} um desconto de {a} euros.", "Com um vale são {a} euros a menos para {who}."
    ),
    "ru": Frames("{who} получает скидку {a} евро.", "По купону {who} платит на {a} евро меньше."),
    "tr": Frames("{who} {a} avro indirim alıyor.", "Bir kuponla {who} {a} avro daha az ödüyor."),
}
PAYMENTS = {
    "en": "At the till {who} puts down {b} euros.",
    "de": "An der Kasse legt {who} {b} Euro hin.",
    "fr": "À la caisse, {who} donne {b} euros.",
    "es": "En la caja {who} entrega {b} euros.",
    "it": "Alla cassa {who} dà {b} euro.",
    "pt": "No caixa {who} entrega {b} euros.",
    "ru": "На кассе {who} даёт {b} евро.",
    "tr": "Kasada {who} {b} avro veriyor.",
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
