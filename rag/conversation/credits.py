"""Who asked, who answered, and when: said from the records that were cited, with no search. What they do not name is said not
to be named."""

from collections.abc import Callable, Sequence
from typing import Literal

from rag.answer.answer import Citation, Statement, StatementKind
from rag.answer.phrases import long_date
from rag.answer.write import citation as cite
from rag.conversation.reading import Reading
from rag.conversation.wording import marks
from rag.library.library import Library
from rag.library.numbered import identified
from rag.records import Part, Record, Span
from rag.search.asking_wording import wording
from rag.vocabulary import PartRole

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
        "said": "{who} zei dit in {what}:",
        "nobody said": "Het document noemt niet wie dit zei in {what}:",
        "held": "{what} werd gehouden op {asked}:",
        "party said": "{who} ({party}) zei dit in {what}:",
        "debate": "het debat",
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
        "said": "{who} said this in {what}:",
        "nobody said": "The record does not name who said this in {what}:",
        "held": "{what} was held on {asked}:",
        "party said": "{who} ({party}) said this in {what}:",
        "debate": "the debate",
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
        "said": "{who} l’a dit dans {what} :",
        "nobody said": "Le document ne nomme pas qui l’a dit dans {what} :",
        "held": "{what} a eu lieu le {asked} :",
        "party said": "{who} ({party}) l’a dit dans {what} :",
        "debate": "le débat",
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
        "said": "{who} sagte das in {what}:",
        "nobody said": "Das Dokument nennt nicht, wer das sagte, in {what}:",
        "held": "{what} fand am {asked} statt:",
        "party said": "{who} ({party}) sagte das in {what}:",
        "debate": "der Debatte",
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
    if record.kind == "debate":
        return _spoken(record, wanted, own, language)
    if wanted == "answered":
        shown = next((citation for citation in own if citation.government), None)
        shown = shown or _first(library, record, record.by_government, language)
    else:
        shown = _first(library, record, _is("question"), language) or _first(library, record, _is("context"), language)
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
    return _stated("answered" if shown.government else "asked", head, shown)


def _spoken(record: Record, wanted: Wanted, own: Sequence[Citation], language: str) -> Statement | None:
    """What a debate says of who speaks in what was quoted from it, or when; nobody asked in it."""
    shown = next((citation for citation in own if citation.role == "speech"), None)
    if shown is None or wanted == "asked":
        return None
    said = _SAID[language]
    day = long_date(record.asked_on, language) if record.asked_on else ""
    dated = said["of"].format(day=day) if day and wanted != "when" else ""
    title = said["title"].format(title=record.title) if record.title else ""
    what = " ".join(filter(None, (said["debate"], dated, title)))
    people = (*record.askers, *record.addressees)
    party = next((person.party for person in people if person.name == shown.speaker and person.party), None)
    if wanted == "when":
        head = said["held" if day else "undated"].format(what=what, asked=day)
    elif wanted == "party" and party:
        head = said["party said"].format(who=shown.speaker, party=party, what=what)
    elif wanted == "party":
        head = said["no party"].format(who=shown.speaker or "?", what=what)
    else:
        who = f"{shown.speaker} ({shown.function})" if shown.speaker and shown.function else shown.speaker
        head = said["said" if who else "nobody said"].format(who=who, what=what)
    return _stated("answered" if shown.government else "spoken", head, shown)


def _stated(kind: StatementKind, head: str, shown: Citation) -> Statement:
    return Statement(kind=kind, text=f"{head[0].upper()}{head[1:]} “{shown.quote}”", citations=(shown,))


def _is(role: PartRole) -> Callable[[Part], bool]:
    return lambda part: part.role == role


def _first(library: Library, record: Record, fits: Callable[[Part], bool], language: str) -> Citation | None:
    """The first passage of a record in a part that fits."""
    with library.catalogue.engine.connect() as connection:
        seqs = identified(connection, record.id)
    for row in library.catalogue.passage_rows(of=seqs):
        if fits(record.parts[row.part]):
            return cite(record, row, Span(start=row.start, end=row.end), library.badge, language=language)
    return None
