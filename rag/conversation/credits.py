"""Who asked, who answered, and when: said from the records that were cited, with no search. What they do not name is said not
to be named."""

from collections.abc import Collection, Sequence
from typing import Literal

from rag.answer.answer import Citation, Statement
from rag.answer.phrases import long_date
from rag.answer.write import citation as cite
from rag.conversation.reading import Reading
from rag.conversation.wording import marks
from rag.library.library import Library
from rag.library.numbered import identified
from rag.records import ANSWERING_ROLES, Record, Span
from rag.search.asking_wording import wording

Wanted = Literal["asked", "answered", "when", "party"]

_SAID = {
    "nl": {
        "asked": "{who} vroeg dit in {what}:",
        "nobody asked": "Het document noemt niet wie dit vroeg: {what}:",
        "answered": "{who} antwoordde op {what}:",
        "nobody answered": "Het document noemt niet wie antwoordde op {what}:",
        "when": "{what} werd gesteld op {asked}{and_answered}:",
        "undated": "{what} heeft in het document geen datum:",
        "and answered": " en beantwoord op {day}",
        "party": "{who} ({party}) vroeg dit in {what}:",
        "no party": "Het document noemt geen partij van {who}: {what}:",
        "number": "vraag nr. {number}",
        "a question": "een vraag",
        "of": "van {day}",
        "to": "aan {whom}",
        "title": "over “{title}”",
    },
    "en": {
        "asked": "{who} asked this in {what}:",
        "nobody asked": "The record does not name who asked {what}:",
        "answered": "{who} answered {what}:",
        "nobody answered": "The record does not name who answered {what}:",
        "when": "{what} was asked on {asked}{and_answered}:",
        "undated": "{what} has no date in the record:",
        "and answered": " and answered on {day}",
        "party": "{who} ({party}) asked this in {what}:",
        "no party": "The record names no party of {who}: {what}:",
        "number": "question no. {number}",
        "a question": "a question",
        "of": "of {day}",
        "to": "to {whom}",
        "title": "on “{title}”",
    },
    "fr": {
        "asked": "{who} l’a demandé dans {what} :",
        "nobody asked": "Le document ne nomme pas l’auteur de {what} :",
        "answered": "{who} a répondu à {what} :",
        "nobody answered": "Le document ne nomme pas qui a répondu à {what} :",
        "when": "{what} a été posée le {asked}{and_answered} :",
        "undated": "{what} n’a pas de date dans le document :",
        "and answered": " et a reçu une réponse le {day}",
        "party": "{who} ({party}) l’a demandé dans {what} :",
        "no party": "Le document ne nomme aucun parti de {who} : {what} :",
        "number": "la question n° {number}",
        "a question": "une question",
        "of": "du {day}",
        "to": "à {whom}",
        "title": "sur « {title} »",
    },
    "de": {
        "asked": "{who} fragte das in {what}:",
        "nobody asked": "Das Dokument nennt nicht, von wem diese Frage ist: {what}:",
        "answered": "{who} antwortete auf {what}:",
        "nobody answered": "Das Dokument nennt nicht, wer geantwortet hat: {what}:",
        "when": "{what} wurde am {asked} gestellt{and_answered}:",
        "undated": "{what} hat im Dokument kein Datum:",
        "and answered": " und am {day} beantwortet",
        "party": "{who} ({party}) fragte das in {what}:",
        "no party": "Das Dokument nennt keine Partei von {who}: {what}:",
        "number": "Frage Nr. {number}",
        "a question": "eine Frage",
        "of": "vom {day}",
        "to": "an {whom}",
        "title": "zu „{title}“",
    },
}


def credited(library: Library, reading: Reading, cited: Sequence[Citation]) -> tuple[Statement, ...]:
    """One statement for each record cited last, where a question asks for no more than who or when; else none."""
    wanted = _wanted(reading)
    if wanted is None:
        return ()
    records = (library.catalogue.record(each) for each in dict.fromkeys(citation.record for citation in cited))
    return tuple(
        found for record in records if record and (found := _credit(library, record, wanted, cited, reading.language))
    )


def _wanted(reading: Reading) -> Wanted | None:
    """What of the records a question asks for; null where it asks for more than they say of themselves."""
    searched = reading.content or reading.people or reading.period or reading.relative or reading.others or reading.more
    if searched or reading.only or reading.newer or reading.older:
        return None
    language, question = reading.language, reading.question

    def has(kind: str) -> bool:
        return bool(marks(kind, language).search(question))

    answers = wording("answered", language).search(question)
    if has("party"):
        return "party"
    if has("when"):
        return "when"
    if has("minister") or (has("who") and answers):
        return "answered"
    return "asked" if has("who") and wording("asked", language).search(question) else None


def _credit(library: Library, record: Record, wanted: Wanted, cited: Sequence[Citation], language: str) -> Statement | None:
    """What a record says of who or when, with the words asked or answered that it goes with; null
    where it has none of those."""
    own = [citation for citation in cited if citation.record == record.id]
    if wanted == "answered":
        shown = next((citation for citation in own if citation.role in ANSWERING_ROLES), None)
        shown = shown or _first(library, record, ANSWERING_ROLES, language)
    else:
        shown = _first(library, record, {"question"}, language) or _first(library, record, {"context"}, language)
    if shown is None:
        return None
    said = _SAID[language]
    asker = ", ".join(p.name for p in record.askers if p.name)
    party = ", ".join(dict.fromkeys(p.party for p in record.askers if p.party))
    whom = ", ".join(dict.fromkeys(p.name or p.role or "" for p in record.addressees))
    pieces = [
        said["number"].format(number=record.number) if record.number else said["a question"],
        said["of"].format(day=long_date(record.asked_on, language)) if record.asked_on and wanted != "when" else "",
        said["to"].format(whom=whom) if whom and wanted != "answered" else "",
        said["title"].format(title=record.title) if record.title else "",
    ]
    what = " ".join(filter(None, pieces))
    head = said["undated"].format(what=what)
    if wanted == "asked":
        head = said["asked" if asker else "nobody asked"].format(who=asker, what=what)
    elif wanted == "answered":
        who = shown.speaker or shown.function
        head = said["answered" if who else "nobody answered"].format(who=who, what=what)
    elif wanted == "party":
        head = said["party" if party else "no party"].format(who=asker or "?", party=party, what=what)
    elif record.asked_on:
        day = record.answered_on
        answered = said["and answered"].format(day=long_date(day, language)) if day else ""
        head = said["when"].format(what=what, asked=long_date(record.asked_on, language), and_answered=answered)
    head = head[0].upper() + head[1:]
    kind: Literal["answered", "asked"] = "answered" if shown.role in ANSWERING_ROLES else "asked"
    return Statement(kind=kind, text=f"{head} “{shown.quote}”", citations=(shown,))


def _first(library: Library, record: Record, roles: Collection[str], language: str) -> Citation | None:
    """The first passage of a record in a part of one of these roles."""
    with library.catalogue.engine.connect() as connection:
        seqs = identified(connection, record.id)
    for row in library.catalogue.passage_rows(of=seqs):
        if row.role in roles:
            return cite(record, row, Span(start=row.start, end=row.end), library.badge, language=language)
    return None
