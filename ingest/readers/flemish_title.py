"""The title of a Flemish written question: its own paragraph as printed, or what stands before the first sentence of a text
that was flattened onto one line."""

import re

from ingest.readers.flemish_others import ALSO_ASKED
from rag.numbering.items import split_items
from rag.records import Part

_LONGEST = 300
_PARAGRAPH = re.compile(r"\s*(?P<title>\S[^\n]*)\n\n(?=\s*\S)")
_FLAT_END = re.compile(r"[.?!:](?=\s)|[.?!:]$|\(|\b\d{1,2}[.)]\s")
_OPENER = re.compile(
    r"Aan|Aangezien|Afgelopen|Al|Alle|Als|Begin|Bij|Binnen|Bovendien|Conform|Daarnaast|Dankzij|Dat|De|"
    r"Deze|Die|Dit|Door|Dus|Een|Eerder|Eind|Elk|Elke|Er|Gelet|Gezien|Graag|Heeft|Het|Hierbij|Hoe|"
    r"Hoeveel|Hoewel|Iedere|Ik|In|Is|Kan|Kunnen|Krachtens|Langs|Met|Meer|Midden|Momenteel|Na|Naar|"
    r"Naast|Net|Nu|Om|Omdat|Onder|Ondanks|Onlangs|Onze|Ook|Op|Over|Overeenkomstig|Per|Recent|Recente|"
    r"Reeds|Sedert|Sinds|Steeds|Tal|Te|Ten|Tijdens|Tot|Tussen|Uit|Van|Vanaf|Vandaag|Vanuit|Veel|Via|"
    r"Volgens|Voor|Vorig|Vorige|Waar|Wanneer|Waarom|Was|Wat|We|Welke|Wij|Wordt|Zal|Zijn|Zo|Zoals|"
    r"Zowel|Zullen|Wie|Twee|Drie|Vier|Vijf|Zes|Enkele|Sommige|Niet"
)
"""Words that open a sentence and, with a capital inside a title, hardly ever stand anywhere else."""


def title_part(text: str, start: int, end: int, *, sure: bool, flat: bool) -> Part | None:
    """The title at the start of a question, None where none can be told from the text.

    `sure` says that the head of a question stands before it: without one it must not look like a sentence either. A `flat`
    text has no paragraphs left: there the title ends where the first sentence opens.
    """
    if flat:
        return _flat_title(text, start, end) if sure else None
    paragraph = _PARAGRAPH.match(text, start, end)
    if paragraph is None or len(paragraph["title"]) > _LONGEST or paragraph["title"].endswith(":"):
        return None
    if not sure and paragraph["title"].endswith((".", "?", "!")):
        return None
    span = paragraph.span("title")
    if split_items(text, *span)[0].labels or ALSO_ASKED.match(paragraph["title"]):
        return None
    return Part(role="title", start=span[0], end=span[1])


def _flat_title(text: str, start: int, end: int) -> Part | None:
    """What stands before the first sentence of a flattened text.

    A sentence opens with a word of `_OPENER` and goes on in small letters. Where another such word follows and only names
    stand between them (`Tarieven De Lijn Het aantal`), the first belongs to a name.
    """
    stop = min(end, start + _LONGEST)
    ended = _FLAT_END.search(text, start, stop)
    words = list(re.finditer(r"\S+", text[start : ended.start() if ended else stop]))
    opening = None
    for n, word in enumerate(words):
        if not _OPENER.fullmatch(word[0]) or not _may_end(words[n - 1][0] if n else ""):
            continue
        between = words[opening + 1 : n] if opening is not None else []
        if opening is None or (between and all(other[0][0].isupper() for other in between)):
            opening = n
    if opening is None or not any(word[0][0].islower() for word in words[opening + 1 : opening + 8]):
        return None
    first = start + words[0].start()
    return Part(role="title", start=first, end=start + words[opening - 1].end())


def _may_end(word: str) -> bool:
    """Whether a title may end in a word: in none that goes on, as `bij De Lijn` does, and in no dash or comma."""
    return not (word in "-–—" or word.endswith((",", ":")) or word in {"en", "of"} or _OPENER.fullmatch(word.capitalize()))
