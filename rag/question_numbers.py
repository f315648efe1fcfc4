"""How a question is called by its number: `schriftelijke vraag nr. 392 van 25 augustus 2020`, `question n° 204`."""

import re

from rag.dates import DATE

NO = r"(?:\s*(?:met\s+)?(?:nrs?\b\.?|nummers?|n[°ºo]s?\b\.?|n°|no\.|number|UIN|Nr\.))"
OF = r"(?:\s*,?\s*\(?(?:van|du|of|on|dated|vom|d\.d\.|op)\s+)"
_TITLE = (
    r"(?:(?:het\s+lid|volksvertegenwoordiger|collega|de\s+heer|mevrouw|dhr\.|mevr\.|M\.|Mme|monsieur|madame|mr|mrs|ms|"
    r"the\s+hon\.?\s+Member|Frau|Herrn?|(?:der|des)\s+Abgeordneten)\s+)"
)
_WORD = r"(?:(?:van|de|den|der|ter|het)\s+){0,3}[A-ZÀ-Þ](?:[\w'’.-]*\w|\.(?=\s))"
BY_NAME = rf"(?-i:{_WORD}(?:\s+{_WORD}){{0,4}})"
_BY = (
    rf"(?:\s*,?\s*(?:(?:gesteld|ingediend|gericht|posée|adressée|tabled|asked)\s+)?(?:van|door|aan|de|par|à|by|der|des|from)\s+"
    rf"(?:{_TITLE}|(?=(?-i:[A-ZÀ-Þ][\w'’-]+\s+(?:(?:van|de|den|der)\s+)*[A-ZÀ-Þ]))){BY_NAME})"
)
_PERSON, _PERSON2 = (_BY.replace(BY_NAME, f"(?P<{name}>{BY_NAME})") for name in ("person", "person2"))
NUMBER = r"(?P<number>(?:HL)?\d{1,6}(?!\d|[.,]\d|\s?%))"

QUESTION = re.compile(
    r"\b(?P<word>(?:(?P<written>schriftelijke|mondelinge|parlementaire|eerdere|written|parliamentary|oral)\s+)*"
    r"(?:vraag|vragen|questions?|PQ|UIN|(?:Kleinen?\s+)?Anfrage|Fragen?))(?P<written2>\s+(?:écrite|orale|parlementaire))?"
    rf"(?P<no>{NO})?\s*{NUMBER}{_PERSON}?(?:{OF}{DATE}{_PERSON2}?)?",
    re.IGNORECASE,
)
BARE = re.compile(r"(?!(?:19|20)\d\d$)\d{3,}")
"""A number that says by itself that a question has it: no year, and no item of a list."""

NUMBERED = re.compile(rf"{NO}?\s*{NUMBER}{_PERSON}?(?:{OF}{DATE}{_PERSON2}?)?", re.IGNORECASE)
"""The same without a word for what is numbered, as somebody types it who looks for it: `nr. 392 van 25 augustus 2020`."""
