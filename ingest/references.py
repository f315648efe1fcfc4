"""What a record says of other records: earlier questions, letters, resolutions, meetings, files of a parliament.

Only what the text itself says is kept; which record is meant is looked up when it is shown (`rag.library.references`).
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from rag.dates import DATE, date_of
from rag.numbering.markers import numbers_in
from rag.question_numbers import BARE, BY_NAME, NO, OF, QUESTION
from rag.records import Part, Record, Reference
from rag.vocabulary import ReferenceKind

_SEVERAL = re.compile(r"(?:\s*(?:,|en|et|und|and|tot|t/m|à|bis|to|-|–)\s*\d{1,2}\b)+")
_EARLIER_DATE = re.compile(
    rf"\b(?:antwoord|réponse|answer|reply|Antwort)\b[^.;]{{0,30}}?{OF}{DATE}\s+(?:op|à|aan|to|auf)\b[^.;]{{0,40}}$",
    re.IGNORECASE,
)
_APPENDIX = re.compile(
    r"\bAanhangsel\b[^.;]{0,30}?\bvergaderjaar\s+(?P<from>\d{4})\s?[–-]\s?(?P<to>\d{4})\s*,?\s*(?:nr\.?\s*)?(?P<number>\d{1,5})\b",
    re.IGNORECASE,
)
_DOSSIER = re.compile(
    r"(?:\b(?:Kamerstuk(?:ken)?|Kamerdossier|dossier)(?:\s+I{1,2})?\s+|\bvergaderjaar\s+\d{4}\s?[–-]\s?\d{4}\s*,\s*|(?<=\())"
    r"(?P<number>\d{2}\s\d{3}(?:\s(?:[IVX]+|[A-Z])\b)?(?:-[IVX\d]+)?(?:,?\s*nr\.?\s*\d+)?)"
    r"|\b(?P<number2>(?:DOC\s+\d{2}|stuk|Drucksache|Drs\.|Stuk)\s+\d+(?:/\d+|\s*\(\d{4}-\d{4}\))(?:\s*[-–,]?\s*nr\.?\s*\d+)?)",
)
_LETTER = re.compile(rf"\b(?:\w*brief|\w*brieven|lettre|courrier|letter|Schreiben){OF}{DATE}", re.IGNORECASE)
_RESOLUTION = re.compile(
    rf"\b(?:\w*resolutie|résolution|resolution|Entschließung|motie|motion)"
    rf"(?=\D{{0,20}}\d)(?:{NO}?\s*(?P<number>\d+(?:/\d+)?(?:\s?\(\d{{4}}\))?))?(?:{OF}{DATE})?",
    re.IGNORECASE,
)
_MOVED = re.compile(
    rf"\b(?:motie|motion)[\s-]+(?:(?:van|de|of|du)\s+)?(?:(?:het\s+lid|de\s+leden)\s+)(?P<person>{BY_NAME}(?:\s+(?:en|c\.s\.)(?:\s+{BY_NAME})?)?)",
    re.IGNORECASE,
)
_MEETING = re.compile(
    rf"\b(?P<word>(?:commissie\w*|plenaire\s+vergadering|plenaire\s+zitting|vragenuur\w*|commission|séance\s+plénière|committee|"
    rf"(?:written\s+(?:ministerial\s+)?|oral\s+)statement|debate|debat|Sitzung|Ausschuss)(?:\s+(?:voor|over|de|des?|für|on|inzake)\s+"
    rf"[^.;()]{{2,60}}?)?){OF}{DATE}|\b(?P<number>CRI[VN]\s*\d{{2}}\s*(?:COM|PLEN|CRABV)?\s*\d+)",
    re.IGNORECASE,
)


def with_references(record: Record) -> Record:
    """The record with what its parts say of other records, besides what its reader knows already.

    Not searched: the title, which names the record itself, and what lies outside all parts, such as the head of an answer.
    """
    labels = {label for part in record.parts if part.role == "question" for label in part.labels}
    found = list(record.references)
    for part in record.parts:
        if part.role != "title":
            found += _in_part(record.text, part, labels, _day_of(record, part), found)
    return record.model_copy(update={"references": tuple(sorted(found, key=lambda reference: reference.start))})


def _day_of(record: Record, part: Part) -> date | None:
    """The day on which a part was written."""
    later = record.answered_on if part.role in {"answer", "note"} else None
    return later or record.asked_on


def _in_part(text: str, part: Part, labels: set[str], on: date | None, known: Sequence[Reference]) -> list[Reference]:
    """The references of a part; of two that overlap the first of the more telling kind, and what is known already first."""
    kept: list[Reference] = []
    for reference in (*_documents(text, part, on), *_questions(text, part, labels, on)):
        if all(reference.end <= other.start or reference.start >= other.end for other in (*known, *kept)):
            kept.append(reference)
    return kept


def _documents(text: str, part: Part, on: date | None) -> Iterator[Reference]:
    """References to what is no question of its own number."""
    for match in _APPENDIX.finditer(text, part.start, part.end):
        yield Reference(
            start=match.start(),
            end=match.end(),
            number=match["number"],
            external_id=f"ah-tk-{match['from']}{match['to']}-{match['number']}",
        )
    kinds: tuple[tuple[ReferenceKind, re.Pattern[str]], ...] = (
        ("dossier", _DOSSIER),
        ("resolution", _RESOLUTION),
        ("resolution", _MOVED),
        ("meeting", _MEETING),
        ("letter", _LETTER),
    )
    for kind, pattern in kinds:
        for match in pattern.finditer(text, part.start, part.end):
            said = match.groupdict()
            number = said.get("number") or said.get("number2")
            if not (number or said.get("day") or said.get("day2") or said.get("person")):
                continue
            yield Reference(
                start=match.start(),
                end=match.end(),
                kind=kind,
                number=" ".join(number.split()) if number else None,
                on=date_of(match, on) if "day" in said else None,
                person=said.get("person"),
            )


def _questions(text: str, part: Part, labels: set[str], on: date | None) -> Iterator[Reference]:
    """References to questions: `schriftelijke vraag nr. 392 van 25 augustus jl.`, `vraag 3`."""
    for match in QUESTION.finditer(text, part.start, part.end):
        if not (match["written"] or match["written2"] or match["no"] or match["day"] or match["day2"] or match["person"]):
            if match["number"] in labels and (len(match["number"]) < 3):
                several = _SEVERAL.match(text, match.end(), part.end)
                numbers = numbers_in(text[match.start("number") : several.end() if several else match.end()])
                yield Reference(
                    start=match.start(),
                    end=several.end() if several else match.end(),
                    kind="sub-question",
                    labels=tuple(map(str, numbers)),
                )
                continue
            if not BARE.fullmatch(match["number"]):
                continue  # `vraag 3` of some other list, `de vraag 2016`
        said = date_of(match, on)
        if said is None and (before := _EARLIER_DATE.search(text, max(part.start, match.start() - 120), match.start())):
            said = date_of(before, on)
        yield Reference(
            start=match.start(),
            end=match.end(),
            number=match["number"],
            on=said,
            person=match["person"] or match["person2"],
        )
