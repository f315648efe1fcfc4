"""XML from outside, read safely: nothing is fetched, and no entity can grow beyond what the file itself could hold."""

import re
from typing import TYPE_CHECKING, Any

from ingest.files import SourceFile
from rag.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_ROOT = re.compile(r"<(?![?!])(?:[\w.-]+:)?(?P<name>[A-Za-z_][\w.-]*)")
_ROOT_WITHIN = 64 << 10
"""Characters within which the root element starts, behind comments and a document type with its entities."""

_LONGEST_REASON = 200


def root_name(file: SourceFile) -> str | None:
    """The local name of the root element, null where the content is no XML. Never raises."""
    try:
        text = file.decoded()[:_ROOT_WITHIN].lstrip("\ufeff \t\r\n")
    except ReadError:
        return None
    if not text.startswith("<"):
        return None
    text = re.sub(r"<!--.*?-->|<!ENTITY[^>]*>", "", text, flags=re.DOTALL)
    found = _ROOT.search(text)
    return found["name"] if found else None


def root_of(file: SourceFile) -> "_Element":
    """The root element, without comments and processing instructions, entities that the file declares itself resolved.

    Raises ReadError where the file is not well-formed, nested too deeply, or expands like an XML bomb.
    """
    from lxml import etree  # here and not above: most sources are no XML

    options: dict[str, Any] = {"no_network": True, "load_dtd": False, "huge_tree": False, "resolve_entities": "internal"}
    options["collect_ids"] = False  # or the parser refuses a file in which an xml:id stands twice
    parser = etree.XMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, **options)
    text = _DECLARATION.sub("", file.decoded().lstrip("\ufeff"))  # its bytes are decoded already
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        said = " ".join(str(error.msg or error).split())[:_LONGEST_REASON]  # it names elements, of any length
        raise ReadError(f"{file.path}: not well-formed XML ({said}): is it cut off or damaged? Get it again") from None
