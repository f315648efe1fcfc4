"""OpenDocument texts: headings, lists, tables and notes as a reader sees them."""

import io
import zipfile

import pytest

from ingest.files import SourceFile
from ingest.odt import read_odt
from ingest.paper import Paper
from rag.errors import ReadError

SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "meta")
)


def packed(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:body>{body}</office:body></office:document-content>",
        )
    return out.getvalue()


def read(text: str) -> Paper:
    return read_odt(SourceFile("nota.odt", packed(f"<office:text>{text}</office:text>")))


def test_headings_begin_sections() -> None:
    paper = read(
        "<text:h>Eerst</text:h><text:p>Een <text:span>alinea</text:span>.</text:p><text:h>Dan</text:h><text:p>Nog.</text:p>"
    )
    assert paper.sections == ["Eerst\n\nEen alinea.", "Dan\n\nNog."]
    assert paper.title == "Eerst"


def test_lists_tables_and_notes() -> None:
    items = "".join(f"<text:list-item><text:p>{text}</text:p></text:list-item>" for text in ("Een", "Twee"))
    cells = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in "ab")
    rows = f"<table:table-row>{cells}</table:table-row>" * 2
    body = "<text:note-body><text:p>Noot.</text:p></text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"
    said = f"<text:p>Zie{note} hier<text:line-break/>en daar</text:p>"
    paper = read(f"<text:list>{items}</text:list><table:table>{rows}</table:table>{said}")
    assert paper.sections == ["- Een\n\n- Twee\n\na | b\na | b\n\nZie hier\nen daar"]
    assert paper.notes == [("1", "Noot.")]


def test_deleted_text_is_no_text() -> None:
    assert read("<text:tracked-changes><text:p>weg</text:p></text:tracked-changes><text:p>daar</text:p>").sections == ["daar"]


def test_a_table_of_figures_is_no_text_document() -> None:
    with pytest.raises(ReadError, match=r"nota\.odt: no text document in it"):
        read_odt(SourceFile("nota.odt", packed("<office:spreadsheet/>")))
