"""Makes the files of the sample collection from `questions.toml`: `python -m ingest.sample.make`.

Needs reportlab, which only the development install brings. The same content gives the same bytes.
"""

from io import BytesIO
from pathlib import Path
from typing import Any

from ingest.sample.content import PDF_FOLDER, TEXT_FOLDER, Sample, SampleRecord, load_sample
from ingest.sample.layout import Line, set_record, written_date

SIZE = 11.0
LEADING = 14.5
MARGIN = 78.0
TOP = 770.0
FOOT = 48.0
FONTS = {False: "Helvetica", True: "Helvetica-Bold"}
BADGE = "voorbeeld, fictief"


def make_files(sample: Sample) -> dict[Path, bytes]:
    """Every file of the collection with its content."""
    files: dict[Path, bytes] = {}
    for record in sample.records:
        pages = set_record(record, sample, {bold: _measure(font) for bold, font in FONTS.items()})
        files[PDF_FOLDER / f"{record.stem}.pdf"] = render_pdf(pages, record, sample)
        files[TEXT_FOLDER / f"{record.stem}.txt"] = render_text(pages, record).encode()
    return files


def render_text(pages: list[list[Line]], record: SampleRecord) -> str:
    """The text as it is taken from the PDF, without the feet of the pages."""
    lines: list[str] = []
    for page in pages:
        if lines and page[0].bold and record.page_break:
            lines += ["", "", ""]
        lines += [line.text for line in page]
    return "\n".join(lines).rstrip("\n") + "\n"


def render_pdf(pages: list[list[Line]], record: SampleRecord, sample: Sample) -> bytes:
    """The PDF. Not compressed: deflate differs between builds of zlib, and the bytes must not."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    target = BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1, pageCompression=0)
    canvas.setTitle(f"Schriftelijke vraag nr. {record.number} van {written_date(record.date)} ({BADGE})")
    canvas.setAuthor(sample.parliament)
    canvas.setSubject(record.title)
    for number, page in enumerate(pages, start=1):
        _draw_lines(canvas, page)
        _draw_foot(canvas, sample.parliament, f"{number} / {len(pages)}", width=A4[0])
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _draw_lines(canvas: Any, page: list[Line]) -> None:
    """`canvas` is a reportlab Canvas, a library without types."""
    drawn = canvas.beginText()
    bold: bool | None = None
    for n, line in enumerate(page):
        for at, piece in line.pieces:
            if line.bold is not bold:
                bold = line.bold
                drawn.setFont(FONTS[bold], SIZE)
            drawn.setTextOrigin(MARGIN + at, TOP - n * LEADING)
            drawn.textOut(piece)
    canvas.drawText(drawn)


def _draw_foot(canvas: Any, parliament: str, page: str, *, width: float) -> None:
    canvas.setLineWidth(0.5)
    canvas.line(MARGIN, FOOT + 14, width - MARGIN, FOOT + 14)
    canvas.setFont(FONTS[False], 8)
    canvas.drawString(MARGIN, FOOT, parliament)
    canvas.drawRightString(width - MARGIN, FOOT, page)
    half = canvas.stringWidth(BADGE, FONTS[False], 8) / 2 + 6
    canvas.roundRect(width / 2 - half, FOOT - 4, 2 * half, 13, 4)
    canvas.drawCentredString(width / 2, FOOT, BADGE)


def _measure(font: str) -> Any:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    return lambda text: stringWidth(text.rstrip(" "), font, SIZE)


def main() -> None:
    """Writes the files and removes those of records that are gone."""
    files = make_files(load_sample())
    for folder in (PDF_FOLDER, TEXT_FOLDER):
        folder.mkdir(parents=True, exist_ok=True)
        for stale in set(folder.iterdir()) - files.keys():
            stale.unlink()
    for path, content in files.items():
        path.write_bytes(content)
    print(f"{len(files)} files")


if __name__ == "__main__":
    main()
