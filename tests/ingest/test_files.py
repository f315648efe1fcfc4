"""Bytes become text as they say they do, else as UTF-8, else as Windows-1252."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.files import SourceFile
from ingest.text import clean
from rag.errors import ReadError

QUOTED = "Ze zei: “één”, dat is ’t."


def decoded(data: bytes) -> str:
    return SourceFile("vraag.txt", data).decoded()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_an_undeclared_text(encoding: str) -> None:
    assert decoded(QUOTED.encode(encoding)) == QUOTED


@pytest.mark.parametrize("declared", ["windows-1252", "ISO-8859-1", "us-ascii"])
def test_what_xml_declares_with_the_quotation_marks_of_windows(declared: str) -> None:
    text = f'<?xml version="1.0" encoding="{declared}"?><p>{QUOTED}</p>'
    assert decoded(text.encode("cp1252")) == text


@pytest.mark.parametrize("declared", ["ISO-8859-2", "utf-8", "nonsense", "idna", "rot13"])
def test_what_xml_declares_where_it_holds(declared: str) -> None:
    text = f"<?xml version='1.0' encoding='{declared}'?><p>Łódź</p>"
    assert decoded(text.encode("iso-8859-2" if declared == "ISO-8859-2" else "utf-8")) == text


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_html_that_declares_windows_and_is_utf_8(encoding: str) -> None:
    text = f'<html><head><META http-equiv="Content-Type" content="text/html; charset=windows-1252"></head>{QUOTED}'
    assert decoded(text.encode(encoding)) == text


def test_a_text_that_speaks_of_a_charset_declares_none() -> None:
    text = f"Gebruik charset=iso-8859-2 of encoding='utf-16'. {QUOTED}"
    assert decoded(text.encode()) == text


@pytest.mark.parametrize("data", [b"\x81\x8d", b"a\x00b", b"\xff\xfea"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"^vraag\.txt: [^\n]+$"):
        decoded(data)


@given(st.text(st.characters(codec="cp1252", exclude_characters="\r\x00"), min_size=1))
def test_clean_text_does_not_depend_on_the_encoding(text: str) -> None:
    """But for what happens to be UTF-8, every Windows text is read as such; a mark or UTF-8 itself changes nothing."""
    expected = clean(text).text
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert clean(decoded(text.encode(encoding))).text == expected
    data = text.encode("cp1252")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
            assert clean(decoded(data)).text == expected
