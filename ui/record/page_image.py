"""A page of a PDF as a picture, with words of it marked the way a pen marks them: they stay legible."""

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ingest.pdf import opened_pdf
from ingest.pdf_places import Rectangle, places
from rag.errors import ReadError
from rag.records import Record, Span

if TYPE_CHECKING:
    from PIL.Image import Image

DRAWING = 1
"""Raised when the same page comes out as another picture, so that no browser keeps the old one."""

_DPI = 110
_LARGEST = 2_400
"""Pixels of a picture's longer side at most: some PDFs say that their pages are as large as a house."""

_PEN, _LINE = (255, 226, 120), (214, 150, 0)
"""The colour that a mark gives to white paper, and that of the line under it, which is seen without colours as well."""


def page_png(data: bytes, record: Record, number: int, spans: Sequence[Span]) -> bytes:
    """The page `number` (from 1) as PNG, with the words of spans marked where their place is sure.

    Raises ReadError where the PDF cannot be opened, or lacks the page.
    """
    found = places(data, record, spans) if spans else []
    rectangles = [box for own in found for place in own if place.page == number for box in place.rectangles]
    with opened_pdf(data, record.id) as document:
        if not 1 <= number <= len(document):
            raise ReadError(f"{record.id}: the original has {len(document)} pages, and no page {number}")
        page = document[number - 1]
        try:
            scale = min(_DPI / 72, _LARGEST / max(page.get_size()))
            picture: Image = page.render(scale=scale).to_pil().convert("RGB")
        finally:
            page.close()
    out = io.BytesIO()
    _marked(picture, rectangles).save(out, "PNG")
    return out.getvalue()


def _marked(picture: "Image", rectangles: Iterable[Rectangle]) -> "Image":
    from PIL import Image, ImageChops, ImageDraw

    pen = Image.new("RGB", picture.size, "white")
    drawing = ImageDraw.Draw(pen)
    width, height = picture.size
    edges = [
        (box.left * width - 1, box.top * height - 1, box.right * width + 1, box.bottom * height + 2) for box in rectangles
    ]
    for edge in edges:
        drawing.rectangle(edge, fill=_PEN)
    for left, _, right, bottom in edges:
        drawing.line((left, bottom, right, bottom), fill=_LINE, width=2)
    return ImageChops.multiply(picture, pen)
