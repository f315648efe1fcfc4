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
    },
}


def say(language: str | None, key: str, **values: object) -> str:
    """A phrase in a language; English where the language is not one of ours."""
    return PHRASES.get(language or "", PHRASES["en"])[key].format(**values)


def long_date(day: date, language: str | None) -> str:
    """`19 februari 2021`, `19 February 2021`, `19. Februar 2021`."""
    code = language if language in _MONTHS else "en"
    stop = "." if code == "de" else ""
    return f"{day.day}{stop} {_MONTHS[code or 'en'].split()[day.month - 1]} {day.year}"
