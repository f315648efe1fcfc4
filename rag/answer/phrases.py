"""The words around quotations, in the language of the question. Quotations stay in the language of the record."""

from datetime import date

_MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}

PHRASES = {
    "nl": {
        "answered": "{who} antwoordde {what}:",
        "asked": "{who} vroeg in {what} (geen antwoord in het document):",
        "to": "op {what}",
        "question": "vraag nr. {number}",
        "unnumbered": "een vraag",
        "of": "van {date}",
        "by": "van {asker}",
        "title": "over “{title}”",
        "minister": "De bevoegde minister",
        "member": "Een parlementslid",
        "abstained": "Niets in deze {records} documenten ({period}) beantwoordt dat. Dit komt er het dichtst bij.",
        "abstained_one": "Het ene document ({period}) beantwoordt dat niet. Dit komt er het dichtst bij.",
        "nothing": "Er is niets om in te zoeken: geen enkel document voldoet aan deze filters.",
        "undated": "zonder datum",
        "only_asked": "Gevraagd, zonder antwoord in het document: {text}",
        "model_failed": "Zonder taalmodel, in citaten: {reason}.",
        "model_stopped": "Het taalmodel is niet klaar geraakt: {reason}. Wat hier staat, is nagekeken.",
        "model_silent": "In citaten: het taalmodel schreef niets bruikbaars.",
        "model_dropped": "In citaten: geen van de {count} beweringen van het taalmodel wordt door de documenten gedragen.",
        "model_dropped_one": "In citaten: de enige bewering van het taalmodel wordt niet door de documenten gedragen.",
        "left_out": "{count} beweringen van het model zijn weggelaten: de documenten dragen ze niet.",
        "left_out_one": "1 bewering van het model is weggelaten: de documenten dragen ze niet.",
        "translation": "Machinevertaling",
        "written_by": "Geschreven door {model}; elke bewering is nagekeken aan de hand van de citaten.",
    },
    "en": {
        "answered": "{who} answered {what}:",
        "asked": "{who} asked in {what} (no answer in the record):",
        "to": "{what}",
        "question": "question no. {number}",
        "unnumbered": "a question",
        "of": "of {date}",
        "by": "by {asker}",
        "title": "on “{title}”",
        "minister": "The responsible minister",
        "member": "A member",
        "abstained": "Nothing in these {records} records ({period}) answers that. These come closest.",
        "abstained_one": "The one record ({period}) does not answer that. It comes closest.",
        "nothing": "There is nothing to search: no record matches these filters.",
        "undated": "undated",
        "only_asked": "Asked, with no answer in the record: {text}",
        "model_failed": "Without the language model, in quotations: {reason}.",
        "model_stopped": "The language model did not finish: {reason}. What is here was checked.",
        "model_silent": "In quotations: the language model wrote nothing usable.",
        "model_dropped": "In quotations: the records carry none of the {count} statements of the language model.",
        "model_dropped_one": "In quotations: the records do not carry the one statement of the language model.",
        "left_out": "{count} statements of the model were left out: the records do not carry them.",
        "left_out_one": "1 statement of the model was left out: the records do not carry it.",
        "translation": "Machine translation",
        "written_by": "Written by {model}; each statement was checked against its quotations.",
    },
    "fr": {
        "answered": "{who} a répondu {what} :",
        "asked": "{who} a demandé dans {what} (pas de réponse dans le document) :",
        "to": "à {what}",
        "question": "la question n° {number}",
        "unnumbered": "une question",
        "of": "du {date}",
        "by": "de {asker}",
        "title": "sur « {title} »",
        "minister": "Le ministre compétent",
        "member": "Un membre du parlement",
        "abstained": "Rien dans ces {records} documents ({period}) n’y répond. Voici ce qui s’en approche le plus.",
        "abstained_one": "Le seul document ({period}) n’y répond pas. Voici ce qui s’en approche le plus.",
        "nothing": "Il n’y a rien à chercher : aucun document ne correspond à ces filtres.",
        "undated": "sans date",
        "only_asked": "Demandé, sans réponse dans le document : {text}",
        "model_failed": "Sans modèle de langue, en citations : {reason}.",
        "model_stopped": "Le modèle de langue n’a pas terminé : {reason}. Ce qui figure ici a été vérifié.",
        "model_silent": "En citations : le modèle de langue n’a rien écrit d’utilisable.",
        "model_dropped": "En citations : les documents n’appuient aucune des {count} affirmations du modèle de langue.",
        "model_dropped_one": "En citations : les documents n’appuient pas la seule affirmation du modèle de langue.",
        "left_out": "{count} affirmations du modèle ont été écartées : les documents ne les appuient pas.",
        "left_out_one": "1 affirmation du modèle a été écartée : les documents ne l’appuient pas.",
        "translation": "Traduction automatique",
        "written_by": "Rédigé par {model} ; chaque affirmation a été vérifiée d’après ses citations.",
    },
    "de": {
        "answered": "{who} antwortete {what}:",
        "asked": "{who} fragte in {what} (keine Antwort im Dokument):",
        "to": "auf {what}",
        "question": "Frage Nr. {number}",
        "unnumbered": "eine Frage",
        "of": "vom {date}",
        "by": "von {asker}",
        "title": "zu „{title}“",
        "minister": "Das zuständige Ressort",
        "member": "Ein Mitglied des Parlaments",
        "abstained": "Nichts in diesen {records} Dokumenten ({period}) beantwortet das. Am nächsten kommen diese.",
        "abstained_one": "Das eine Dokument ({period}) beantwortet das nicht. Am nächsten kommt dieses.",
        "nothing": "Es gibt nichts zu durchsuchen: kein Dokument entspricht diesen Filtern.",
        "undated": "ohne Datum",
        "only_asked": "Gefragt, ohne Antwort im Dokument: {text}",
        "model_failed": "Ohne Sprachmodell, in Zitaten: {reason}.",
        "model_stopped": "Das Sprachmodell wurde nicht fertig: {reason}. Was hier steht, ist geprüft.",
        "model_silent": "In Zitaten: Das Sprachmodell schrieb nichts Brauchbares.",
        "model_dropped": "In Zitaten: Die Dokumente tragen keine der {count} Aussagen des Sprachmodells.",
        "model_dropped_one": "In Zitaten: Die Dokumente tragen die eine Aussage des Sprachmodells nicht.",
        "left_out": "{count} Aussagen des Modells wurden weggelassen: Die Dokumente tragen sie nicht.",
        "left_out_one": "1 Aussage des Modells wurde weggelassen: Die Dokumente tragen sie nicht.",
        "translation": "Maschinelle Übersetzung",
        "written_by": "Geschrieben von {model}; jede Aussage wurde an ihren Zitaten geprüft.",
    },
}


def say(language: str | None, key: str, **values: object) -> str:
    """A phrase in a language; English where the language is not one of ours."""
    return PHRASES.get(language or "", PHRASES["en"])[key].format(**values)


def months(language: str) -> list[str]:
    """The names of the months, January first."""
    return _MONTHS[language].split()


def long_date(day: date, language: str | None) -> str:
    """`19 februari 2021`, `19 February 2021`, `19. Februar 2021`."""
    code = language if language in _MONTHS else "en"
    stop = "." if code == "de" else ""
    return f"{day.day}{stop} {months(code or 'en')[day.month - 1]} {day.year}"
