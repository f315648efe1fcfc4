"""Written questions of the Tweede Kamer with their answers, as the Aanhangsel van de Handelingen prints them."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.files import SourceFile
from ingest.footnotes import note_parts
from ingest.ids import record_id
from ingest.parts import pages_of, trimmed
from ingest.pdf import PdfText, read_pdf
from ingest.printed import Document
from ingest.readers.kamervragen_heads import QUESTION, Head, question_head
from ingest.status import record_status, with_status
from ingest.text import clean
from rag.errors import ReadError
from rag.numbering.items import Item, align
from rag.numbering.markers import numbers_in
from rag.records import Part, Record, Source
from rag.vocabulary import PartRole

_FOOT = re.compile(r"ah-tk-\d|ISSN\b|.*\bTweede Kamer, vergaderjaar .*\bAanhangsel\b")
"""What every page carries at its foot."""

_BLOCK = re.compile(
    r"(?:(?P<asked>Vra(?:ag|gen))|(?P<answered>Antwoord(?:en)?|Mededeling)(?:\s+op\s+(?:de\s+)?vra(?:ag|gen))?)"
    r"(?P<numbers>(?:[\s,]+(?:(?:en|tot|met|t/m|[–-])\s+)*\d{1,3})*)\s*[.:]?|(?P<note>Toelichting\s*:?)"
)
"""A line that opens a block: `Vraag 3, 4, 5 en 6`, `Antwoord 2`, `Mededeling`."""


class KamervragenReader:
    """Reads the Tweede Kamer's form: a head with number, people and dates, then `Vraag 1`, `Antwoord 1` and so on."""

    name = "kamervragen"

    def accepts(self, file: SourceFile) -> bool:
        """Whether the first page holds the head of a question."""
        try:
            raw = read_pdf(file.data, file.path, first=1).text if file.is_pdf else file.decoded()
        except (ReadError, UnicodeError):
            return False
        return QUESTION.search(clean(raw).text) is not None

    def read(self, file: SourceFile) -> Iterator[Record]:
        """The record of a file. Raises ReadError where there is no text or no such question in it."""
        if file.is_pdf:
            pdf = read_pdf(file.data, file.path, drop=_FOOT, alone=_BLOCK, footnotes=True)
        else:
            pdf = PdfText(file.decoded(), ())
        cleaned = clean(pdf.text)
        document = Document(pdf.text, cleaned)
        head = question_head(cleaned.text)
        if head is None:
            raise ReadError(
                f"{file.path}: no 'Vragen van het lid ... (ingezonden ...)' in it; name another format with --format"
            )
        pages = [bisect_left(cleaned.origins, start) for start in pdf.page_starts]
        yield _record(document, head, pdf.notes, pages, Source(path=file.path, sha256=file.sha256))


def _record(
    document: Document, head: Head, printed_notes: Sequence[tuple[int, str, int]], pages: Sequence[int], source: Source
) -> Record:
    text = document.text
    end, notes, noted = note_parts(text, document.origins, printed_notes)
    asked = with_status(text, _blocks(document, head, end), "nl")
    status = record_status(text, asked, "nl")
    parts = [Part(role="title", start=head.title[0], end=head.title[1]), *asked, *notes]
    external_id = f"ah-tk-{head.session}-{head.number}" if head.session and head.number else None
    return Record(
        id=record_id(
            "tweede-kamer",
            "written-question",
            asked_on=head.asked_on,
            number=head.number,
            addressee=next((person.name or person.role for person in head.addressees), None),
            external_id=external_id,
            text=text,
        ),
        external_id=external_id,
        parliament="tweede-kamer",
        kind="written-question",
        number=head.number,
        title=" ".join(text[slice(*head.title)].split()),
        asked_on=head.asked_on,
        answered_on=head.answered_on if status != "postponed" else None,
        askers=head.askers,
        addressees=head.addressees,
        language="nl",
        url=f"https://zoek.officielebekendmakingen.nl/{external_id}.html" if external_id else None,
        source=source,
        text=text,
        parts=tuple(parts),
        pages=(*pages_of(pages, 0, end), *noted),
        status=status,
    )


def _blocks(document: Document, head: Head, end: int) -> list[Part]:
    """The questions and answers behind the head, aligned by their numbers."""
    text = document.text
    heads = [
        (line.start, line.end, match)
        for line in document.lines
        if head.end <= line.start < end and (match := _BLOCK.fullmatch(text[line.start : line.end]))
    ]
    parts = trimmed(text, head.end, heads[0][0] if heads else end, "context")
    speaker = " en ".join(person.name for person in head.repliers if person.name) or None
    for (_, start, match), (stop, _, _) in pairwise([*heads, (end, end, None)]):
        if match is None:
            continue
        role: PartRole = "question" if match["asked"] else "answer" if match["answered"] else "note"
        labels = tuple(map(str, numbers_in(match["numbers"] or "")))
        parts += trimmed(text, start, stop, role, labels=labels, speaker=speaker if role == "answer" else None)
    return _aligned(parts)


def _aligned(parts: Sequence[Part]) -> list[Part]:
    questions = [Item(part.labels, part.start, part.end) for part in parts if part.role == "question"]
    answers = [part for part in parts if part.role == "answer"]
    served = iter(align(questions, [Item(part.labels, part.start, part.end) for part in answers]))
    return [
        part.model_copy(update=dict(zip(("answers", "confidence"), next(served), strict=True)))
        if part.role == "answer"
        else part
        for part in parts
    ]
