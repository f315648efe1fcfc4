"""Footnotes stand apart from the text, and their marks leave no digits in it."""

import io
from collections.abc import Sequence

from reportlab.pdfgen.canvas import Canvas

from ingest.pdf import read_pdf
from ingest.text import clean

Piece = tuple[str, float, float]
"""Text, its size, and how far it is raised (points)."""


def text(words: str) -> Piece:
    return words, 10, 0


def mark(number: str) -> Piece:
    return number, 6.5, 3.5


def small(words: str) -> Piece:
    return words, 8, 0


def pdf(pages: Sequence[Sequence[tuple[float, Sequence[Piece]]]]) -> bytes:
    """A PDF of pages of (height above the lower edge, the pieces of a line)."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(595, 842), invariant=1)
    for lines in pages:
        for height, pieces in lines:
            line = canvas.beginText(70, height)
            for words, size, rise in pieces:
                line.setFont("Helvetica", size)
                line.setRise(rise)
                line.textOut(words)
            canvas.drawText(line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


PAGES = [
    [
        (700, [text("In de brief van 14 juli 2023"), mark("1"), text(" staat dat het bij de berg")]),
        (688, [text("om tien ha en"), mark("2"), text(" om 15 km"), mark("9"), text(", want zo is")]),
        (140, [mark("1"), small(" Brief aan de Kamer, nr. 5, over dit")]),
        (130, [small("onderwerp.")]),
        (120, [mark("2"), small(" 10 hectare is een park.")]),
    ],
    [
        (700, [text("het gemeten door de dienst"), mark("3"), text(".")]),
        (140, [small("Zie ook aldaar.")]),
        (130, [mark("3"), small(" De dienst zelf.")]),
    ],
]


def test_footnotes_go_behind_the_text_and_their_marks_out_of_it() -> None:
    read = read_pdf(pdf(PAGES), "a", footnotes=True)
    assert clean(read.text[: read.notes[0][0]]).text == (
        "In de brief van 14 juli 2023 staat dat het bij de berg om tien ha en om 15 km9, want zo is het gemeten door "
        "de dienst."
    )


def test_each_footnote_is_a_paragraph_with_its_number_and_page() -> None:
    read = read_pdf(pdf(PAGES), "a", footnotes=True)
    starts = [start for start, _, _ in read.notes]
    pieces = [clean(read.text[start:end]).text for start, end in zip(starts, [*starts[1:], len(read.text)], strict=True)]
    assert [(number, page) for _, number, page in read.notes] == [("1", 1), ("2", 1), ("3", 2)]
    assert pieces == [
        "1 Brief aan de Kamer, nr. 5, over dit onderwerp.",
        "2 10 hectare is een park. Zie ook aldaar.",
        "3 De dienst zelf.",
    ]


def test_small_type_without_a_raised_number_is_text() -> None:
    pages = [[(700, [text("Een gewone regel van de tekst.")]), (140, [small("Kleine letters, geen voetnoot.")])]]
    read = read_pdf(pdf(pages), "a", footnotes=True)
    assert (read.text, read.notes) == ("Een gewone regel van de tekst.\n\nKleine letters, geen voetnoot.", ())


def test_footnotes_stay_in_place_unless_asked_for() -> None:
    read = read_pdf(pdf(PAGES), "a")
    assert "20231" in read.text
    assert read.notes == ()
