"""What is mutated: real files, each cut down to pieces that are read in a moment, and documents made for the occasion."""

import io
import json
import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from eval.collection import collections
from ingest.files import SourceFile
from ingest.sample.content import PDF_FOLDER
from ingest.text import clean
from rag.errors import InputError, ReadError

LARGEST = 60_000
"""Bytes of a seed, about: what is larger is cut down to some of its records, elements or pages."""

_PIECES = 4
"""Cut down differently so many times."""

_OTHER = frozenset(["topics.jsonl", "README.md"])


@dataclass(frozen=True, slots=True)
class Seed:
    """A file to be mutated; `kind` is the collection that it is of."""

    kind: str
    name: str
    data: bytes


def seeds(chance: random.Random, only: Collection[str] = ()) -> list[Seed]:
    """Pieces of every real file and of some of the sample collection, PDFs also as their text; of some kinds `only`. Raises
    InputError where there is none."""
    folder = collections()
    files = [(path.relative_to(folder).parts[0], path) for path in sorted(folder.rglob("*")) if path.is_file()]
    files += [("sample", path) for path in sorted(PDF_FOLDER.iterdir())[:5]]
    found = [
        seed
        for kind, path in files
        if path.name not in _OTHER and (not only or kind in only)
        for seed in _pieces(kind, path, chance)
    ]
    if not only or "made" in only:
        found += _made(found)
    if not found:
        there = ", ".join(sorted({kind for kind, _ in files}))
        raise InputError(f"nothing to mutate of {', '.join(only)} in {folder}; there is: {there}")
    return found


def _pieces(kind: str, path: Path, chance: random.Random) -> Iterator[Seed]:
    data = path.read_bytes()
    for _ in range(_PIECES if len(data) > LARGEST else 1):
        piece = _smaller(path, data, chance)
        yield Seed(kind, path.name, piece)
        if piece.startswith(b"%PDF-"):
            yield Seed(kind, f"{path.stem}.txt", _text(piece).encode())


def _smaller(path: Path, data: bytes, chance: random.Random) -> bytes:
    if len(data) <= LARGEST:
        return data
    if path.suffix == ".pdf":
        return _some_pages(data, chance)
    if path.suffix == ".jsonl":
        return b"\n".join(chance.sample(data.splitlines(), 12))
    if path.suffix == ".json":
        return json.dumps(_some_items(json.loads(data), chance)).encode()
    return _some_elements(path, data, chance)


def _some_pages(data: bytes, chance: random.Random) -> bytes:
    import pypdfium2

    whole, some, written = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new(), io.BytesIO()
    first = chance.randrange(max(len(whole) - 3, 1))
    some.import_pages(whole, list(range(len(whole)))[first : first + 3])
    some.save(written)
    return written.getvalue()


def _some_items(value: object, chance: random.Random) -> object:
    """A tree of JSON with some items of each of its longest lists."""
    if isinstance(value, list):
        return chance.sample(value, min(len(value), 6))
    if isinstance(value, dict):
        return {key: _some_items(item, chance) for key, item in value.items()}
    return value


def _some_elements(path: Path, data: bytes, chance: random.Random) -> bytes:
    """XML or HTML without most of the children of the element that has the most text below its children."""
    from lxml import etree

    html = path.suffix in (".html", ".htm")
    source = SourceFile(path.name, data).decoded()
    body = source.partition("?>")[2] if source.lstrip("\ufeff").startswith("<?xml") else source
    parser = etree.HTMLParser() if html else etree.XMLParser(resolve_entities="internal")
    root = etree.fromstring(body, parser)
    while (size := len(etree.tostring(root, encoding="unicode"))) > LARGEST:
        widest = max(root.iter(), key=len)
        if len(widest) < 2:
            break
        first = chance.randrange(len(widest))
        for child in list(widest)[first : first + max(1, len(widest) * (size - LARGEST) // size)]:
            widest.remove(child)
    told: bytes = etree.tostring(root, encoding="utf-8", method="html" if html else "xml")
    return told


def _text(pdf: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def _made(found: list[Seed]) -> Iterator[Seed]:
    """A Word document, a page of HTML, notes in Markdown, zips: kinds of which no real file is at hand."""
    import zipfile

    import docx

    try:
        text = next(clean(SourceFile(s.name, s.data).decoded()).text for s in found if s.name.endswith(".txt"))
    except (StopIteration, ReadError):
        return
    lines = text.splitlines()[:60]
    document, written = docx.Document(), io.BytesIO()
    document.add_heading(lines[0], 1)
    for line in lines[1:]:
        document.add_paragraph(line)
    table = document.add_table(2, 2)
    table.cell(0, 0).text = lines[-1]
    document.save(written)
    yield Seed("made", "note.docx", written.getvalue())
    yield Seed("made", "page.html", f"<html><body><h1>{lines[0]}</h1><p>{'</p><p>'.join(lines)}</p></body></html>".encode())
    yield Seed("made", "notes.md", f"# {lines[0]}\n\n## Part\n\n{text[:8000]}".encode())
    for seed in found[:: max(len(found) // 6, 1)]:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(seed.name, seed.data)
            archive.writestr(f"more/{seed.name}", seed.data[: len(seed.data) // 2])
        yield Seed("made", "records.zip", packed.getvalue())
