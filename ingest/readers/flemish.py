"""Written questions of the Flemish Parliament, from PDF or text, one or several in a file."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ingest.files import SourceFile
from ingest.ids import record_id, slug
from ingest.parts import pages_of, shifted, trimmed
from ingest.pdf import read_pdf
from ingest.printed import Document
from ingest.readers.flemish_heads import (
    Head,
    answer_head,
    ministers_after,
    ministers_before,
    question_heads,
)
from ingest.readers.flemish_others import ALSO_ASKED, also_asked
from ingest.readers.flemish_title import title_part
from ingest.status import record_status, with_status
from ingest.text import clean
from rag.errors import ReadError
from rag.numbering.items import Item, align, split_items
from rag.records import Part, Person, Record, Source

_FORM_LINE = re.compile(r"(?:SCHRIFTELIJKE\s+VRAAG|ANTWOORD|GECO|nrs?\b\.?\s*\d|op vraag|van\s|datum)", re.IGNORECASE)
"""Lines of the form itself, which a bundle of questions repeats page after page: never running heads."""

_LETTERHEAD = re.compile(
    r"(?P<name>(?:HET\s+)?(?:[A-ZÀ-Þ-]+\s+PARLEMENT|PARLEMENT\s+VAN\s+[A-ZÀ-Þ][A-ZÀ-Þ\s-]*?|(?:Vlaams|[A-Z]\w+)\s+Parlement|"
    r"Parlement\s+van\s+[A-Z][\w\s-]*?))(?:\s*\([^()\n]*\))?\s*\Z"
)
_ATTACHMENTS = re.compile(r"(?:^|(?<=\n))(?:BIJLAGEN?\b|Bijlagen?\s*(?::|\n|\Z))|(?<=[.?!] )BIJLAGEN?\b(?!\s+[a-z])")
_ENDED = re.compile(r"(?:[?!:)\]”’\"']|(?<!\b\d)(?<!\b\d\d)\.)\s*\Z")
"""The end of a sentence, and not of the number of the next item."""


class FlemishReader:
    """Reads the Flemish Parliament's form: a head, the minister, a title, context, numbered sub-questions, and the answer."""

    name = "flemish"

    def accepts(self, file: SourceFile) -> bool:
        """Whether the first pages hold the head of a question or of an answer."""
        try:
            raw = read_pdf(file.data, file.path, first=3).text if file.is_pdf else file.decoded()
        except (ReadError, UnicodeError):
            return False
        return _is_form(raw)

    def read(self, file: SourceFile) -> Iterator[Record]:
        """The records of a file. Raises ReadError where there is no text or no written question in it."""
        if file.is_pdf:
            pdf = read_pdf(file.data, file.path, keep=_FORM_LINE)
            yield from read_text(pdf.text, path=file.path, sha256=file.sha256, page_starts=pdf.page_starts)
        else:
            yield from read_text(file.decoded(), path=file.path, sha256=file.sha256)


def read_text(
    raw: str, *, path: str, sha256: str, page_starts: Sequence[int] | None = None, piece: bool = False
) -> list[Record]:
    """The written questions in a text; `page_starts` are offsets in `raw`. A `piece` may be cut out of a question anywhere.

    Raises ReadError where the text is empty or, unless it is a piece, holds neither the head of a question nor that of an
    answer.
    """
    cleaned = clean(raw)
    if not cleaned.text:
        raise ReadError(f"{path}: the file is empty; save the question again from its source")
    document = Document(raw, cleaned)
    heads = question_heads(document)
    if not heads and not piece and answer_head(document, 0, len(cleaned.text)) is None:
        raise ReadError(
            f"{path}: no written question in it, neither 'SCHRIFTELIJKE VRAAG' nor 'ANTWOORD op vraag nr.'; "
            "name another format with --format"
        )
    pages = [bisect_left(cleaned.origins, start) for start in page_starts or ()]
    source = Source(path=path, sha256=sha256)
    return [_record(document, start, end, head, pages, source) for start, end, head in _segments(document, heads)]


def _is_form(raw: str) -> bool:
    cleaned = clean(raw)
    document = Document(raw, cleaned)
    if question_heads(document):
        return True
    head = answer_head(document, 0, len(cleaned.text))
    return head is not None and bool(head.numbers)


def _segments(document: Document, heads: Sequence[Head]) -> Iterator[tuple[int, int, Head | None]]:
    """The span of each question, from its letterhead on, with its head; a question before the first head has none."""
    starts: list[tuple[int, Head | None]] = []
    for found in heads:
        floor = starts[-1][0] if starts else 0
        letterhead = _LETTERHEAD.search(document.text, max(floor, found.start - 120), found.start)
        starts.append((letterhead.start() if letterhead else found.start, found))
    first = starts[0][0] if starts else len(document.text)
    if not starts or answer_head(document, 0, first):
        starts.insert(0, (0, None))
    starts[0] = (0, starts[0][1])
    ends = [start for start, _ in starts[1:]] + [len(document.text)]
    for (start, head), end in zip(starts, ends, strict=True):
        length = len(document.text[start:end].rstrip())
        yield start, start + length, head


def _record(document: Document, start: int, end: int, head: Head | None, pages: Sequence[int], source: Source) -> Record:
    """One question with its answer, from its span of the document."""
    text = document.text
    answer = answer_head(document, head.end if head else start, end)
    asked_end, repliers = end, ()  # type: int, tuple[Person, ...]
    if answer or not head:
        repliers, asked_end = ministers_before(document, head.end if head else start, answer.start if answer else end)
    addressees: tuple[Person, ...] = ()
    body = start
    if head:
        addressees, body = ministers_after(document, head.end, asked_end)
    people = addressees + tuple(p for p in repliers if p.name not in {a.name for a in addressees})

    flat = body > start and "\n" not in text[start:body].strip() and document.line_at(body) == document.line_at(start)
    title = title_part(text, body, asked_end, sure=head is not None, flat=flat)
    cut_off = head is None and title is None  # nobody can say how many questions stood before
    asked = _asked_parts(text, title.end if title else body, asked_end, cut_off)
    if not (head or answer or repliers or _asks(text, asked)):
        asked = trimmed(text, start, end, "text")  # whose words these are the piece does not say
    questions = [Item(part.labels, part.start, part.end) for part in asked if part.role == "question"]
    replied = _answer_parts(text, answer.end, end, questions, _speaker(repliers, addressees)) if answer else []
    if cut_off:
        replied = [p if p.answers else p.model_copy(update={"confidence": None}) for p in replied]
    broken_off = answer is None and not _ENDED.search(text, start, end)  # an answer may have stood behind
    parts = ([title] if title else []) + (asked if broken_off else with_status(text, asked + replied, "nl"))

    told = [h for h in (head, answer) if h]
    asked_on = next((h.on for h in told if h.on), None)
    others = [other for part in asked if part.role == "note" for other in also_asked(text, part.start, part.end, asked_on)]
    own_numbers = (other.number for other in others if other.person in {person.name for person in people})
    number = next((h.numbers[0] for h in told if h.numbers), next(own_numbers, None))
    parliament = _parliament(text[max(start, head.start - 200) : head.start] if head else "")
    own = text[start:end]
    return Record(
        id=record_id(
            parliament,
            "written-question",
            asked_on=asked_on,
            number=number,
            addressee=next((p.name or p.role for p in people), None),
            external_id=None,
            text=own,
        ),
        parliament=parliament,
        kind="written-question",
        number=number,
        title=text[title.start : title.end] if title else None,
        asked_on=asked_on,
        askers=next((h.askers for h in told if h.askers), ()),
        addressees=people,
        language="nl",
        source=source,
        text=own,
        parts=tuple(shifted(part, -start) for part in parts),
        pages=tuple(pages_of(pages, start, end)),
        references=tuple(o.model_copy(update={"start": o.start - start, "end": o.end - start}) for o in others),
        status=None if broken_off or not questions else record_status(text, parts, "nl"),
    )


def _parliament(before: str) -> str:
    """The parliament that a letterhead names, the Flemish Parliament where there is none."""
    match = _LETTERHEAD.search(before)
    name = slug(match["name"]) if match else ""
    return "flemish-parliament" if name in {"", "vlaams-parlement", "het-vlaams-parlement"} else name


def _asked_parts(text: str, start: int, end: int, cut_off: bool) -> list[Part]:
    """Context, sub-questions, and the sentence that names the other ministers asked."""
    note = ALSO_ASKED.search(text, start, end)
    parts = _context_and_questions(text, start, note.start() if note else end, cut_off)
    if note:
        parts.extend(trimmed(text, note.start(), note.end(), "note"))
        parts.extend(trimmed(text, note.end(), end, "context"))
    return parts


def _asks(text: str, parts: Sequence[Part]) -> bool:
    """Whether a piece without head asks: it names the ministers asked, or all its numbered items but the last, which may be
    cut off, hold a question mark."""
    numbered = [part for part in parts if part.labels]
    return any(part.role == "note" for part in parts) or (
        len(numbered) > 1 and all("?" in text[part.start : part.end] for part in numbered[:-1])
    )


def _context_and_questions(text: str, start: int, end: int, cut_off: bool) -> list[Part]:
    items = split_items(text, start, end, allow_gaps=cut_off)
    if any(item.labels for item in items):
        return [
            Part(role="question" if item.labels else "context", labels=item.labels, start=item.start, end=item.end)
            for item in items
        ]
    paragraphs = [(m.start(), m.end()) for m in re.compile(r"\S(?:[^\n]|\n(?!\n))*").finditer(text, start, end)]
    asking = next((n for n, span in enumerate(paragraphs) if text[slice(*span)].rstrip(" ”’\"')").endswith("?")), None)
    first = paragraphs[asking][0] if asking is not None else start
    return trimmed(text, start, first, "context") + trimmed(text, first, end, "question")


def _answer_parts(text: str, start: int, end: int, questions: Sequence[Item], speaker: str | None) -> list[Part]:
    """The answer's items, each with the sub-questions that it answers."""
    attached = _ATTACHMENTS.search(text, start, end)
    stop = attached.start() if attached else end
    known = [label for item in questions for label in item.labels] if questions else None
    items = split_items(text, start, stop, allow_gaps=True, known=known)
    parts = [
        Part(
            role="answer",
            start=item.start,
            end=item.end,
            labels=item.labels,
            speaker=speaker,
            answers=labels,
            confidence=confidence,
        )
        for item, (labels, confidence) in zip(items, align(questions, items), strict=True)
    ]
    return parts + (trimmed(text, attached.start(), end, "note") if attached else [])


def _speaker(repliers: Sequence[Person], addressees: Sequence[Person]) -> str | None:
    """Who answers: the block above the answer, else the minister who was asked, where it is one."""
    people = repliers or (addressees if len(addressees) == 1 else ())
    return " en ".join(p.name for p in people if p.name) or None
