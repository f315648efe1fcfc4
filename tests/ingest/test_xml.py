import pytest

from ingest.files import SourceFile
from ingest.xml import root_name, root_of
from rag.errors import ReadError


def _file(text: str | bytes) -> SourceFile:
    return SourceFile("report.xml", text if isinstance(text, bytes) else text.encode())


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("<report/>", "report"),
        ('\ufeff<?xml version="1.0"?>\n<!-- a <b> --><tei:TEI xmlns:tei="x"/>', "TEI"),
        ('<!DOCTYPE paper [<!ENTITY pound "&#163;">]><paper/>', "paper"),
        ("plain words < here", None),
        (b"\x00\x01", None),
        ("<!-- only a comment -->", None),
    ],
)
def test_the_root_element_is_named_without_parsing(content: str | bytes, name: str | None) -> None:
    assert root_name(_file(content)) == name


def test_entities_that_the_file_declares_are_resolved_in_the_declared_encoding() -> None:
    content = '<?xml version="1.0" encoding="ISO-8859-1"?><!DOCTYPE p [<!ENTITY pound "&#163;">]><p>caf\xe9 &pound;5</p>'
    assert root_of(_file(content.encode("latin-1"))).text == "café £5"


def test_an_id_that_stands_twice_does_not_make_a_file_unreadable() -> None:
    assert len(root_of(_file('<p><a xml:id="x"/><b xml:id="x"/></p>'))) == 2


_LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    "content",
    [
        f'<!DOCTYPE l [<!ENTITY a "lol">{_LAUGHS}]><l>&j;</l>',
        f'<!DOCTYPE l [<!ENTITY a "{"x" * 100_000}">]><l>{"&a;" * 50_000}</l>',
        "<a>" * 5_000,
        '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>',
        "<l>cut o",
        f"<l><{'x' * 5_000}></l>",
    ],
    ids=[
        "entities inside entities",
        "a long entity many times",
        "nesting",
        "an entity from a file",
        "cut off",
        "an endless name",
    ],
)
def test_what_would_fill_the_memory_or_read_a_file_is_refused_in_one_line(content: str) -> None:
    with pytest.raises(ReadError, match=r"^report\.xml: not well-formed XML") as refused:
        root_of(_file(content))
    assert "\n" not in str(refused.value)
    assert len(str(refused.value)) < 400
