"""German Kleine Anfragen with the government's answer, as the printed paper's text has them, page by page.

The form: askers and ministry; the title; again the askers with the day on which the question came in, and the ministry with
that of its answer; preliminary remarks of both sides; then each question with its answer right below it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from ingest.ids import record_id
from ingest.parts import trimmed
from ingest.printed import Document
from ingest.status import record_status, with_status
from ingest.text import clean
from rag.errors import ReadError
from rag.records import Part, Person, Record, Source

_PAGE_HEAD = re.compile(r"(?m)^[^\n]{0,100}\bDrucksache\s+(?P<number>\d+/\d+)[ \t]*\n\s*\d{1,3}[ \t]*(?:\n|\Z)")
_DAY = r"(\d{1,2}\.\s?\d{1,2}\.\s?\d{4})"
_ASKED = re.compile(
    rf"Anfrage de[rs] Abgeordneten\s+(?P<askers>(?:(?!Abgeordneten).)+?),\s+eingegangen\s+am\s+{_DAY}", re.DOTALL
)
_ANSWERED = re.compile(rf"Antwort de[rs]\s+(?P<office>\S[^\n]*?)\s+namens der\s+Landesregierung(?:\s+vom\s+{_DAY})?")
_PARTY = re.compile(r"\s*(?P<names>[^()]+?)\s*\((?P<party>[^()]+)\)")
_REMARK = re.compile(r"Vorbemerkung(?:en)? de[rs] (?P<government>(?:Landes|Bundes|Staats)regierung|Senats)?[^.?!]{0,60}\Z")
_SENTENCE_END = re.compile(
    r"(?:[?!]|(?<!\b\d)(?<!\b\d\d)(?<!\b[aBduoz])(?<!\b(?:ca|Nr))(?<!\b(?:bzw|ggf|Abs|Art|vgl|etc))\.)[“”\"')\]]*\Z"
)
"""The end of a sentence, and not of an ordinal (`der 19.`) or an abbreviation (`z. B.`, `bzw.`)."""

_GOES_ON = re.compile(r"(?:Bitte|Falls|Wenn (?:ja|nein|nicht)|Sofern|Gegebenenfalls|Und)\b")
_LETTER = re.compile(r"[a-z](?=\))")
_HANDED_OUT = re.compile(r"\(Verteilt am [^()]*\)\s*\Z")
_LONGEST_QUESTION = 20
"""Lines."""


def read_text(raw: str, *, path: str, sha256: str, parliament: str) -> list[Record]:
    """The record of a printed paper. One that is no Kleine Anfrage with its answer is a document of one text part.

    Raises ReadError where there is no text.
    """
    pages = list(_PAGE_HEAD.finditer(raw))
    raw, notes = _without_footnotes(raw, pages)
    document = Document(raw, clean(raw))
    text, number = document.text, pages[0]["number"] if pages else None
    if not text:
        raise ReadError(f"{path}: the text is empty")
    source = Source(path=path, sha256=sha256)
    asked, answered = _ASKED.search(text), None
    if asked:
        answered = next((found for found in _ANSWERED.finditer(text, asked.end()) if found[2]), None)
    if not asked or not answered:
        text, footnotes = _with_notes(text, notes)
        parts = [Part(role="text", start=0, end=len(document.text)), *footnotes]
        return [_other_paper(text, parts, parliament, number, source)]

    parts = [*_title(text, asked), *with_status(text, _Body(document, answered.end()).parts(), "de")]
    text, footnotes = _with_notes(text, notes)
    parts += footnotes
    office = _nominative(answered["office"])
    asked_on = _day(asked[2])
    return [
        Record(
            id=record_id(
                parliament,
                "written-question",
                asked_on=asked_on,
                number=number,
                addressee=office,
                external_id=None,
                text=text,
            ),
            parliament=parliament,
            kind="written-question",
            number=number,
            title=next((text[part.start : part.end] for part in parts if part.role == "title"), None),
            asked_on=asked_on,
            answered_on=_day(answered[2]),
            askers=tuple(_people(asked["askers"])),
            addressees=(Person(role=office),),
            language="de",
            source=source,
            text=text,
            parts=tuple(parts),
            status=record_status(text, parts, "de"),
        )
    ]


def _with_notes(text: str, notes: Sequence[str]) -> tuple[str, list[Part]]:
    """The text with its footnotes behind it, and their parts."""
    parts = list[Part]()
    for note in notes:
        parts.append(Part(role="note", start=len(text) + 2, end=len(text) + 2 + len(note)))
        text += f"\n\n{note}"
    return text, parts


def _other_paper(text: str, parts: Sequence[Part], parliament: str, number: str | None, source: Source) -> Record:
    return Record(
        id=record_id(parliament, "document", asked_on=None, number=None, addressee=None, external_id=number, text=text),
        parliament=parliament,
        kind="document",
        number=number,
        language="de",
        source=source,
        text=text,
        parts=tuple(parts),
    )


def _without_footnotes(raw: str, pages: list[re.Match[str]]) -> tuple[str, list[str]]:
    """The text without the heads of its pages and the footnotes at their feet, and the footnotes, each clean.

    A page ends inside a paragraph or not; its lines are the next one's neighbours, as those on one page are.
    """
    starts = [0, *(page.end() for page in pages)]
    ends = [*(page.start() for page in pages), len(raw)]
    bodies, notes = list[str](), list[str]()
    for start, end in zip(starts, ends, strict=True):
        page = raw[start:end]
        first = next((m for m in re.finditer(r"\n[ \t]*\n(\d{1,2})[ \t]+\S", page) if int(m[1]) == len(notes) + 1), None)
        if first:
            for piece in re.split(r"\n(?=\d{1,2}[ \t]+\S)", page[first.start() :].strip("\n \t")):
                number = re.match(r"\d+", piece)
                if number and int(number[0]) == len(notes) + 1:
                    notes.append(clean(piece).text)
                elif notes:
                    notes[-1] = clean(f"{notes[-1]}\n{piece}").text
            page = page[: first.start()]
        bodies.append(page.strip())
    return "\n".join(bodies), notes


def _title(text: str, asked: re.Match[str]) -> list[Part]:
    """What stands between the first naming of the government and the second of the askers."""
    first = _ANSWERED.search(text, 0, asked.start())
    return trimmed(text, first.end(), asked.start(), "title") if first else []


def _people(printed: str) -> Iterator[Person]:
    """`Ida Bock, Jan Roth und Eva Lind (CDU)`: everybody before a party is of it."""
    for group in _PARTY.finditer(printed):
        for name in re.split(r"\s*,\s*|\s+(?:und|sowie)\s+", re.sub(r"\A(?:,|und|sowie)\s+", "", group["names"])):
            yield Person(name=name, party=group["party"])


def _nominative(office: str) -> str:
    """`Niedersächsischen Kultusministeriums` is the genitive of `Niedersächsisches Kultusministerium`."""
    neuter = "inisterium" in office
    office = re.sub(r"(?i)(ministerium)s\b", r"\1", " ".join(office.split()))
    return re.sub(r"\A([A-ZÄÖÜ]\w+)en(?=\s)", r"\1es" if neuter else r"\1e", office)


def _day(printed: str) -> date:
    return datetime.strptime(re.sub(r"\s", "", printed), "%d.%m.%Y").date()


@dataclass
class _Body:
    """What follows the head of a paper: remarks, questions and answers, told apart by its printed lines."""

    document: Document
    start: int
    _parts: list[Part] = field(default_factory=list)
    _waiting: list[str] = field(default_factory=list)
    """Labels of questions that have no answer yet: a common answer stands below the last of them."""

    def parts(self) -> list[Part]:
        """The parts in order, each answer with the questions above it."""
        lines = self.document.lines
        opened, answers = self.start, False
        n = next((n for n, line in enumerate(lines) if line.start >= self.start), len(lines))
        expected = 1
        while n < len(lines):
            behind = self._question_end(n, expected)
            if behind:
                self._close(opened, lines[n].start, answers)
                self._parts += trimmed(
                    self.document.text, lines[n].start, lines[behind - 1].end, "question", labels=(str(expected),)
                )
                self._waiting.append(str(expected))
                opened, answers, expected, n = lines[behind - 1].end, True, expected + 1, behind
                continue
            if remark := _REMARK.match(self.document.line_text(n)):
                self._close(opened, lines[n].start, answers)
                opened, answers = lines[n].start, remark["government"] is not None
            n += 1
        handed_out = _HANDED_OUT.search(self.document.text, opened)
        self._close(opened, handed_out.start() if handed_out else len(self.document.text), answers)
        return self._parts + (
            trimmed(self.document.text, handed_out.start(), len(self.document.text), "note") if handed_out else []
        )

    def _close(self, start: int, end: int, answers: bool) -> None:
        if not answers:
            self._parts += trimmed(self.document.text, start, end, "context")
            return
        labels = tuple(self._waiting)
        confidence = None if not labels else 1.0 if len(labels) == 1 else 0.9
        added = trimmed(self.document.text, start, end, "answer", labels=labels, answers=labels, confidence=confidence)
        self._parts += added
        if added:
            self._waiting.clear()

    def _question_end(self, n: int, number: int) -> int | None:
        """The index of the line behind question `number`, if it starts at line n: it asks, and ends with a line's end."""
        if not re.match(rf"{number}\.\s?\S", self.document.line_text(n)):
            return None
        asks, letters = False, set[str]()
        lines = self.document.lines
        for i in range(n, min(n + _LONGEST_QUESTION, len(lines))):
            line = self.document.line_text(i)
            if i > n and lines[i].after_blank:
                return i if asks else None
            asks = asks or "?" in line or "itte " in line
            letters.update(_LETTER.findall(line[:2]))
            following = self.document.line_text(i + 1) if i + 1 < len(lines) else ""
            letter = _LETTER.match(following)  # where it was there before, the answer has come to it
            if _SENTENCE_END.search(line) and not _GOES_ON.match(following) and (not letter or letter[0] in letters):
                return i + 1 if asks else None
        return None
