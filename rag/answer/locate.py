"""Where the words stand that a model says it rests on: found by code, and widened to whole sentences of the record."""

import unicodedata

from rag.library.catalogue import PassageRow
from rag.records import Record, Span
from rag.sentences import sentences

LEAST = 8
"""Letters and digits that a model's words have at least, unless they are a whole sentence: `the` stands everywhere."""

LONGEST = 900
"""Characters of a passage's sentences that are quoted at most for words of a model, unless one sentence alone is longer."""

_ELLIPSES = ("[...]", "[…]", "(...)", "(…)", "...", "…")


def locate(record: Record, row: PassageRow, words: str) -> Span | None:
    """The sentences of a passage that hold these words; null where they do not stand there.

    White space, punctuation, case, accents and ellipses at the ends may differ; letters and digits may not, nor their
    order. What is found is a span of the record's text, never the model's words.
    """
    part = record.parts[row.part]
    spans = [Span(start=s, end=e) for s, e in sentences(record.text, row.start, row.end, record.language_of(part))]
    wanted = _bare(words)[0]
    if not wanted:
        return None
    bare, places = _bare(record.text[row.start : row.end])
    at = _found(bare, wanted)
    if at is None:
        return None
    start, end = row.start + places[at], row.start + places[at + len(wanted) - 1] + 1
    touched = [span for span in spans if span.start < end and span.end > start]
    if not touched:
        return None
    whole = Span(start=touched[0].start, end=touched[-1].end)
    if len(wanted) < LEAST and wanted != _bare(record.quote(whole))[0]:
        return None
    return whole if len(touched) == 1 or whole.end - whole.start <= LONGEST else None


def _found(text: str, wanted: str) -> int | None:
    """Where it stands, at the beginning of a word and up to the end of one; null where it does not."""
    padded = f" {text} "
    at = padded.find(f" {wanted} ")
    return at if at >= 0 else None


def _bare(text: str) -> tuple[str, list[int]]:
    """The words of a text in small letters between single spaces, and for each character the place that it comes from."""
    for mark in _ELLIPSES:
        text = text.replace(mark, " " * len(mark))
    characters, places = list[str](), list[int]()
    for place, character in enumerate(text):
        for folded in unicodedata.normalize("NFKD", character.casefold()):
            if folded.isalnum():
                characters.append(folded)
                places.append(place)
            elif unicodedata.combining(folded):
                continue
            elif characters and characters[-1] != " " and not _invisible(folded):
                characters.append(" ")
                places.append(place)
    while characters and characters[-1] == " ":
        characters.pop()
        places.pop()
    return "".join(characters), places


def _invisible(character: str) -> bool:
    """Whether a character is none to a reader: a soft hyphen, a zero-width space."""
    return unicodedata.category(character) in ("Cf", "Cc") and not character.isspace()
