"""A source file in memory, whatever it came from (folder, zip), and how its bytes become text."""

import hashlib
import re
from dataclasses import dataclass, field
from functools import cached_property

from rag.errors import ReadError

_XML_DECLARED = re.compile(rb"""\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)""")
_HTML_DECLARED = re.compile(rb"""\s*<[^\x00]*?<meta[^>]*?charset\s*=\s*["']?\s*([A-Za-z0-9._-]+)""", re.IGNORECASE)
_WINDOWS = frozenset(["iso-8859-1", "iso8859-1", "latin-1", "latin1", "us-ascii", "ascii", "windows-1252"])
"""Declarations that mean Windows-1252, as browsers take them (WHATWG Encoding Standard), for its quotation marks."""
_BINARY_SIGNATURES = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
    b"\x1f\x8b",
)


@dataclass(frozen=True)
class SourceFile:
    """One file to be read: `path` as shown to the user, `data` its bytes."""

    path: str
    data: bytes = field(repr=False)

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()

    @property
    def name(self) -> str:
        return self.path.replace("\\", "/").rsplit("/", 1)[-1]

    @property
    def is_pdf(self) -> bool:
        return b"%PDF-" in self.data[:1024]

    def decoded(self) -> str:
        """The bytes as text: byte-order mark, then the encoding that XML or HTML declares, then UTF-8, then cp1252.

        What HTML declares counts only where the bytes are no UTF-8, since templates declare what was never written. Raises
        ReadError where the bytes are not text.
        """
        data = self.data
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            try:
                return data.decode("utf-16")
            except UnicodeDecodeError:
                raise ReadError(f"{self.path}: starts like UTF-16 text and is not; is it cut off or a binary file?") from None
        if self.is_pdf or data.startswith(_BINARY_SIGNATURES) or b"\x00" in data:
            raise ReadError(f"{self.path}: these bytes are not text; is it another kind of file under a wrong name?")
        marked = ["utf-8-sig"] if data.startswith(b"\xef\xbb\xbf") else []
        in_xml, in_html = (_declared(pattern, data) for pattern in (_XML_DECLARED, _HTML_DECLARED))
        for encoding in (*marked, *in_xml, "utf-8", *in_html):
            try:
                return data.decode(encoding)
            except (UnicodeError, LookupError):
                continue
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            raise ReadError(
                f"{self.path}: neither UTF-8 nor Windows-1252 text; is it a binary file under a wrong name?"
            ) from None


def _declared(pattern: re.Pattern[bytes], data: bytes) -> list[str]:
    """The encodings to try for a declaration: what it means, then what it says."""
    found = pattern.match(data[:2048])
    name = found[1].decode("ascii").lower() if found else ""
    return [*(["cp1252"] if name in _WINDOWS else []), *([name] if name else [])]
