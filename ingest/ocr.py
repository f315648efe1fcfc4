"""Scanned pages of a PDF read by Tesseract, a program of its own, as printed lines with their places."""

import io
import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import TYPE_CHECKING

from ingest.pdf_lines import Line
from rag.errors import ReadError

if TYPE_CHECKING:
    import pypdfium2

LANGUAGES = {"nld": "tesseract-ocr-nld", "fra": "tesseract-ocr-fra", "eng": "tesseract-ocr-eng", "deu": "tesseract-ocr-deu"}
"""The languages that are read, with the Debian package of each."""

SECONDS_A_PAGE = 50.0
_DOTS_PER_INCH = 300
_MOST_PIXELS = 30_000_000
"""A page of A3 at 300 dots per inch has half of that; a larger one is read at fewer dots."""
_FEW_LETTERS = 50
_LARGE = 0.3
"""A page with no more letters than a stamp or a head, and pictures on this share of it, is a scan."""
_SURE = 60
"""Mean confidence (0 to 100) of the words in a line below which there is no text but a picture."""
_BELOW = frozenset("gjpqyçşţ,;()[]{}|Q/")
"""Letters that reach below the baseline, by about a fifth of a line's height."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A row of Tesseract's table: pixels from the left upper corner."""

    line: tuple[int, ...]
    left: int
    top: int
    width: int
    height: int
    sure: float
    text: str


def is_scan(document: "pypdfium2.PdfDocument", n: int, lines: Sequence[Line]) -> bool:
    """Whether a page shows text that its text layer does not have, going by its letters and the pictures on it."""
    import pypdfium2.raw as pdfium

    letters = sum(character.isalnum() for line in lines for character in line.text)
    if letters >= _FEW_LETTERS:
        return False
    page = document[n]
    try:
        if not letters:
            return next(iter(page.get_objects(max_depth=2)), None) is not None
        left, bottom, right, top = page.get_cropbox()
        shown = 0.0
        for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            x1, y1, x2, y2 = picture.get_bounds()
            shown += max(min(x2, right) - max(x1, left), 0) * max(min(y2, top) - max(y1, bottom), 0)
        return bool(shown >= _LARGE * (right - left) * (top - bottom))
    finally:
        page.close()


def scanned_lines(document: "pypdfium2.PdfDocument", n: int, path: str) -> list[Line]:
    """The printed lines of a scanned page in Tesseract's reading order, none where it finds no text it is sure of.

    Raises ReadError where Tesseract or one of the languages is not installed, fails, or takes too long.
    """
    try:
        program = _tesseract()
    except ReadError as error:
        raise ReadError(f"{path}: {error}") from None
    page = document[n]
    try:
        width, height = page.get_size()
        scale = min(_DOTS_PER_INCH / 72, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
        picture = page.render(scale=scale, grayscale=True).to_pil()
    finally:
        page.close()
    data = io.BytesIO()
    picture.save(data, "PNG", compress_level=1)
    words = _recognised(program, data.getvalue(), dots=max(round(scale * 72), 70), what=f"{path}: page {n + 1}")
    return _lines(words, scale=scale, height=height)


def _recognised(program: str, png: bytes, *, dots: int, what: str) -> list[_Word]:
    command = [program, "stdin", "stdout", "-l", "+".join(LANGUAGES), "--dpi", str(dots), "--psm", "3", "tsv"]
    # Its threads wait for each other by spinning, which on a busy machine takes ten times as long as one of them.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(command, input=png, capture_output=True, timeout=SECONDS_A_PAGE, check=False, env=environment)
    except subprocess.TimeoutExpired:
        raise ReadError(f"{what} took Tesseract longer than {SECONDS_A_PAGE:.0f} s: split it, or run OCR first") from None
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[-200:]
        raise ReadError(f"{what} could not be read by Tesseract ({said or f'exit code {done.returncode}'})")
    words = list[_Word]()
    for row in done.stdout.decode("utf-8", "replace").splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == "5" and cells[11].strip():
            page, block, paragraph, line, _, left, top, width, height = map(int, cells[1:10])
            words.append(_Word((page, block, paragraph, line), left, top, width, height, float(cells[10]), cells[11].strip()))
    return words


@cache
def _tesseract() -> str:
    """The program, once it is known to have all languages. Raises ReadError where it has not."""
    program = shutil.which("tesseract")
    if program is None:
        packages = " ".join(["tesseract-ocr", *LANGUAGES.values()])
        raise ReadError(
            f"it has scanned pages, whose text Tesseract reads, which is not installed (Debian: apt-get install {packages})"
        )
    listed = subprocess.run([program, "--list-langs"], capture_output=True, timeout=SECONDS_A_PAGE, check=False)
    missing = LANGUAGES.keys() - set(listed.stdout.decode("utf-8", "replace").split())
    if missing:
        packages = " ".join(LANGUAGES[code] for code in sorted(missing))
        raise ReadError(
            f"it has scanned pages, whose text Tesseract reads, which lacks languages (Debian: apt-get install {packages})"
        )
    return program


def _lines(words: Sequence[_Word], *, scale: float, height: float) -> list[Line]:
    """The lines of the words, in points from the page's left lower corner; all have about the same height but headings."""
    by_line: dict[tuple[int, ...], list[_Word]] = {}
    for word in words:
        by_line.setdefault(word.line, []).append(word)
    sure = [line for line in by_line.values() if sum(word.sure for word in line) >= _SURE * len(line)]
    usual = median([_extent(line)[1] - _extent(line)[0] for line in sure]) if sure else 1
    return [_line(line, usual, scale=scale, height=height) for line in sure]


def _extent(line: Sequence[_Word]) -> tuple[int, int]:
    return min(word.top for word in line), max(word.top + word.height for word in line)


def _line(line: Sequence[_Word], usual: float, *, scale: float, height: float) -> Line:
    top, bottom = _extent(line)
    tall = bottom - top if bottom - top > 1.5 * usual else usual
    text = " ".join(word.text for word in line)
    baseline = height - (bottom - (0.2 * tall if _BELOW.intersection(text) else 0)) / scale
    return Line(
        text,
        baseline,
        max(tall / scale, 1.0),
        line[0].left / scale,
        max(word.left + word.width for word in line) / scale,
        line[0].width / scale,
        baseline / height if height else 0.5,
    )
