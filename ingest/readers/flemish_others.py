"""The sentence in which a Flemish written question names all ministers to whom it was put, each with its own number."""

import re
from datetime import date

from rag.records import Reference

_NUMBERED = r"\((?:vraag\s+)?(?:nr\.?\s*)?\d+\)"
ALSO_ASKED = re.compile(
    r"(?:Deze|Dezelfde|Een gelijkaardige)\s+(?:schriftelijke\s+)?vra(?:ag|gen)\s+(?:werd|wordt|is|werden)\s+"
    r"(?:ook\s+|eveneens\s+|tevens\s+)?(?:gesteld|gericht)\s+aan\s+"
    rf"(?:[^()\n]*?{_NUMBERED}(?:\s*(?:,|en|,\s*en)\s+[^()\n,]*?{_NUMBERED})*\.?|[^\n]*)"
)
_NAME = r"(?:[^\W\d_a-zß-öø-ÿ][\w'’.-]*|['’][ts]|van|de|den|der|ter|ten)"
_ASKED = re.compile(rf"(?P<person>[^\W\d_a-zß-öø-ÿ][\w'’.-]*(?:\s+{_NAME})+)\s*\((?:vraag\s+)?(?:nr\.?\s*)?(?P<number>\d+)\)")


def also_asked(text: str, start: int, end: int, on: date | None) -> list[Reference]:
    """The same question to each minister whom a stretch of text names: the number that it has there, of the same day."""
    return [
        Reference(start=found.start("person"), end=found.end(), number=found["number"], on=on, person=found["person"])
        for found in _ASKED.finditer(text, start, end)
    ]
