"""What an Akoma Ntoso document says about itself, and whom its references name."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ingest.files import SourceFile
from ingest.ids import slug
from ingest.labels import folded_words, is_chair, person_name, readable_id, split_label
from ingest.markup import line_text, local_name
from ingest.offices import is_office
from ingest.sitting import Sitting, Speaker
from rag.records import Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_CLERK = re.compile(r"\b(?:pro)?secretari[oa]\b|\bclerk\b|\brapporteur\b|\brelator[ae]?\b", re.IGNORECASE)
_LABEL_END = re.compile(r"\.\s*[-–—]+\s*|:\s*")
_LABEL = re.compile(r"\s*(?P<label>[^\n]{2,80}?)\.\s*[-–—]+\s*")


class Meta:
    """The `meta` of a document: identification (FRBR), classification, references (TLCPerson, TLCRole ...), notes."""

    def __init__(self, document: "_Element") -> None:
        self._document = document
        self._meta = next((one for one in document if local_name(one) == "meta"), None)
        self._references: dict[str, tuple[str, str]] = {}
        self._notes: dict[str, str] = {}
        for element in () if self._meta is None else self._meta.iter():
            identifier = element.get("eId") or element.get("id")
            if identifier and local_name(element).startswith("TLC"):
                self._references[identifier] = (local_name(element), element.get("showAs") or "")
            elif identifier and local_name(element) == "note":
                self._notes[identifier] = line_text(element)

    @property
    def work(self) -> str:
        """The address of the work with its language, which stays the same for later editions."""
        uri = self._value("FRBRWork", "FRBRuri") or self._value("FRBRWork", "FRBRthis")
        return "/".join(filter(None, [uri.rstrip("/"), self._language() or ""]))

    def sitting(self, file: SourceFile) -> Sitting:
        country = slug(self._value("FRBRWork", "FRBRcountry"))
        author = self._value("FRBRWork", "FRBRauthor", "href")
        kind, shown = self._references.get(author.lstrip("#"), ("", ""))
        house = slug(shown) if kind == "TLCOrganization" else ""
        keywords = (one for one in self._named("keyword") if one.get("showAs"))
        return Sitting(
            parliament="-".join(filter(None, [country, house if 0 < len(house) <= 30 else "parliament"])),
            language=self._language(),
            on=self._day(),
            source=Source(path=file.path, sha256=file.sha256),
            themes=tuple(dict.fromkeys(" ".join((one.get("showAs") or "").split()) for one in keywords)),
        )

    def note(self, reference: str) -> str:
        """The text of a note to which `noteRef` points, empty where there is none."""
        return self._notes.get(reference.lstrip("#"), "")

    def role(self, reference: str | None) -> str | None:
        """What a reference to a role is shown as, None where it is to something else or to nothing."""
        kind, shown = self._references.get((reference or "").lstrip("#"), ("", ""))
        return " ".join(shown.split()) if kind in ("TLCRole", "TLCOrganization") and shown and "/" not in shown else None

    def said(self, element: "_Element", text: str) -> tuple[Speaker, str]:
        """Who speaks, and the words without the name before them, which stands in a `from`, or in the words themselves
        (`El señor ULLOA.- Señor Presidente`) where it is the name that `by` refers to."""
        label = next((one for one in element if local_name(one) == "from"), None)
        if label is not None:
            printed, begun = split_from(label)
            return self._speaker(element, printed, label), "\n\n".join(filter(None, [begun, text]))
        by = (element.get("by") or "").lstrip("#")
        found = _LABEL.match(text)
        if found and folded_words(found["label"]) & folded_words(f"{by} {self._references.get(by, ('', ''))[1]}"):
            return self._speaker(element, found["label"], ()), text[found.end() :]
        return self._speaker(element, "", ()), text

    def _speaker(self, element: "_Element", printed: str, label: "Iterable[_Element]") -> Speaker:
        """Who speaks: as `by` and `as` refer to, and as the label prints it where they do not say, or refer to a stand-in for
        several people (a name that shares no word with the label)."""
        outside, inside = split_label(printed)
        within = {local_name(one): line_text(one) for one in label}
        by = (element.get("by") or "").lstrip("#")
        kind, shown = self._references.get(by, ("", ""))
        shown = shown if kind == "TLCPerson" else ""
        official = is_office(outside) or is_chair(outside)
        references = (element.get("as"), element.get("refersTo"), by)
        told = next((role for reference in references if (role := self.role(reference))), None)
        role = told or within.get("role") or (inside if _is_function(inside) else outside if official else None)
        if shown and (official or not printed or folded_words(shown) & folded_words(printed)):
            name = person_name(shown)
        elif printed and not official:
            name = person_name(split_label(within.get("person") or outside)[0])
        else:
            name = None if role else readable_id(by)
        speaker = Speaker(name, role)
        if is_chair(role) or is_chair(within.get("role")) or is_chair(inside) or is_chair(outside):
            return replace(speaker, standing="chair")
        return replace(speaker, standing="government") if is_office(role) else speaker

    def _named(self, name: str) -> list["_Element"]:
        return [] if self._meta is None else [one for one in self._meta.iter() if local_name(one) == name]

    def _value(self, level: str, name: str, attribute: str = "value") -> str:
        for found in self._named(level):
            for element in found:
                if local_name(element) == name and element.get(attribute):
                    return str(element.get(attribute))
        return ""

    def _language(self) -> str | None:
        """Two letters; Akoma Ntoso gives three (`eng`) or two."""
        code = self._value("FRBRExpression", "FRBRlanguage", "language").lower()
        if len(code) == 3:
            import pycountry  # here and not above: it loads its tables

            found = pycountry.languages.get(alpha_3=code) or pycountry.languages.get(bibliographic=code)
            return str(getattr(found, "alpha_2", code))
        return code[:2] or None

    def _day(self) -> date | None:
        """The day on the title page, of the session or of the document; else that of the work."""
        pages = [one for one in self._document if local_name(one) in ("coverPage", "preface")]
        for wanted in ("docDate", "session"):
            for element in (one for page in pages for one in page.iter() if local_name(one) == wanted):
                dates = (_date(one.get("date")) for one in element.iter())
                if day := next((found for found in dates if found), None):
                    return day
        return _date(self._value("FRBRWork", "FRBRdate", "date"))


def split_from(label: "_Element") -> tuple[str, str]:
    """The name that a `from` prints, and words of the speech that stand in it behind the sign that ends the name."""
    text = line_text(label)
    end = _LABEL_END.search(text)
    return (text, "") if end is None else (text[: end.start()], text[end.end() :])


def _is_function(inside: str | None) -> bool:
    """Whether brackets in a label hold a function, and not a constituency, a party or a remark (`de pie`)."""
    return is_office(inside) or is_chair(inside) or (inside is not None and _CLERK.search(inside) is not None)


def _date(written: str | None) -> date | None:
    try:
        return date.fromisoformat((written or "")[:10])
    except ValueError:
        return None
