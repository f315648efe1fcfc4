"""Sets a sample record on pages of lines, in the shape of a published written question."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from ingest.sample.content import Answer, Sample, SampleRecord
from ingest.sample.wrapping import Measure, wrap

WIDTH = 439.3
"""Width of the text in points: A4 less the margins."""
LINES_PER_PAGE = 47
INDENT = 20.0
ROOM_FOR_ANSWER = 14
"""Lines that the head of an answer and its first paragraph need at the foot of a page."""

MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces of text, each with its distance from the left margin in points. No pieces: a blank line."""

    pieces: tuple[tuple[float, str], ...] = ()
    bold: bool = False

    @property
    def text(self) -> str:
        return " ".join(piece for _, piece in self.pieces)


BLANK = Line()


@dataclass(slots=True)
class Pages:
    """Fills pages with paragraphs. The first line of a paragraph never stands alone at the foot of a page."""

    measures: Mapping[bool, Measure]
    pages: list[list[Line]] = field(default_factory=lambda: [[]])

    @property
    def room(self) -> int:
        """Lines left on the page."""
        return LINES_PER_PAGE - len(self.pages[-1])

    def add(self, text: str, *, marks: tuple[tuple[float, str], ...] = (), indent: float = 0.0, bold: bool = False) -> None:
        """A paragraph; a line feed in the text starts a new line. `marks` are numbers printed before the first line.
        Heads (bold, or in capitals) are not hyphenated."""
        hyphenate = not bold and not text.isupper()
        width, measure = WIDTH - indent, self.measures[bold]
        rows = [row for part in text.split("\n") for row in wrap(part, width, measure, hyphenate=hyphenate)]
        if self.room < min(2, len(rows)):
            self.break_page()
        for n, row in enumerate(rows):
            if self.room <= 0:
                self.break_page()
            self.pages[-1].append(Line((*(marks if n == 0 else ()), (indent, row)), bold))

    def space(self, lines: int = 1) -> None:
        """Blank lines. They may run over the foot of a page, where nothing shows them, so that the text keeps them."""
        self.pages[-1].extend([BLANK] * lines)

    def break_page(self) -> None:
        self.pages.append([])


def set_record(record: SampleRecord, sample: Sample, measures: Mapping[bool, Measure]) -> list[list[Line]]:
    """The pages of a record. `measures` tells the width of a text in points, for regular (False) and bold (True) type."""
    pages = Pages(measures)
    asker = sample.members[record.asker].name.upper()
    pages.add(sample.letterhead, bold=True)
    pages.space(2)
    pages.add("SCHRIFTELIJKE VRAAG", bold=True)
    pages.add(f"nr. {record.number}")
    pages.add(f"van {asker}", bold=True)
    pages.add(f"datum: {written_date(record.date)}")
    pages.space(2)
    _add_minister(pages, record, sample)
    pages.space()
    pages.add(record.title, bold=True)
    pages.space()
    for paragraph in record.context:
        pages.add(paragraph)
        pages.space()
    for question in record.questions:
        number, _, letter = question.label.partition(".")
        mark = (INDENT, f"{letter})") if letter else (0.0, f"{number}.")
        pages.add(question.text, marks=(mark,), indent=2 * INDENT if letter else INDENT)
        pages.space()
    if record.closing:
        pages.add(record.closing)
        pages.space()
    if record.page_break or pages.room < ROOM_FOR_ANSWER:
        pages.break_page()
    else:
        pages.space(2)
    _add_minister(pages, record, sample)
    pages.space()
    pages.add("ANTWOORD", bold=True)
    pages.add(f"op vraag nr. {record.number} van {written_date(record.date)}")
    pages.add(f"van {asker}", bold=True)
    pages.space()
    reached = ""
    for answer in record.answers:
        marks = tuple(_marks(answer, reached))
        _add_answer(pages, answer, marks)
        reached = answer.labels[-1].partition(".")[0] if answer.labels else reached
    return [page for page in pages.pages if any(line.pieces for line in page)]


def written_date(day: date) -> str:
    """`26 februari 2024`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _add_minister(pages: Pages, record: SampleRecord, sample: Sample) -> None:
    minister = sample.ministers[record.minister]
    pages.add(minister.name.upper(), bold=True)
    pages.add(minister.functions_on(record.date))


def _add_answer(pages: Pages, answer: Answer, marks: tuple[tuple[float, str], ...]) -> None:
    indent = max((at + max(INDENT, pages.measures[False](mark) + 5) for at, mark in marks), default=0.0)
    for n, paragraph in enumerate(answer.text):
        pages.add(paragraph, marks=marks if n == 0 else (), indent=indent)
        pages.space()


def _marks(answer: Answer, reached: str) -> Iterator[tuple[float, str]]:
    """What is printed before an answer: `2.`, `2 en 3.`, `b)`; a letter has its number before it once."""
    if answer.printed:
        yield 0.0, answer.printed
    elif len(answer.labels) > 1:
        yield 0.0, f"{', '.join(answer.labels[:-1])} en {answer.labels[-1]}."
    elif answer.labels:
        number, _, letter = answer.labels[0].partition(".")
        if number != reached or not letter:
            yield 0.0, f"{number}."
        if letter:
            yield INDENT, f"{letter})"
