"""Sentences in which those who answer say that they will do or send something: an observation on the wording, no more."""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from rag.commitments.deadlines import Deadline, deadline
from rag.commitments.wording import patterns
from rag.records import Part, Record, Span
from rag.sentences import sentences

_LONGEST = 700
"""Characters of a sentence at most: what is longer is a list or a table."""

_CLAUSE = re.compile(r"[,;:–—]|\s-\s|\b(?:maar|doch|mais|but|aber|sondern)\b", re.IGNORECASE)
"""Where a clause ends. A negation behind it negates something else."""

_OPENING, _CLOSING = '"“„«', '"”“»'


Kind = Literal["promised", "announced"]
"""Whether those who answer say that they will do it, or that it will be done by a time."""


class Promise(NamedTuple):
    """A sentence that promises something, with the part that it stands in, and by when."""

    part: Part
    span: Span
    kind: Kind
    deadline: Deadline | None


def promises(record: Record) -> Iterator[Promise]:
    """The sentences of a record that promise something, in the order of the text."""
    on = record.answered_on or record.asked_on
    for part in record.parts:
        if not record.by_government(part) or part.translation_of is not None:
            continue
        language = (record.language_of(part) or "")[:2]
        known = patterns(language)
        if not known or not any(p.search(record.text, part.start, part.end) for p in (known.promise, known.announced)):
            continue
        for start, end in sentences(record.text, part.start, part.end, language):
            words = record.text[start:end]
            if kind := promising(words, language):
                by = deadline(words, language, on)
                if kind == "promised" or (by and by.last):
                    yield Promise(part, Span(start=start, end=end), kind, by and by.moved(start))


def promising(sentence: str, language: str) -> Kind | None:
    """Whether a sentence promises something: not a question, not under a condition, not of what was said before, not as a
    quotation, and not by its negation. What is only announced does so with a time alone, which is not looked for here."""
    known = patterns(language)
    if not known or len(sentence) > _LONGEST or sentence.rstrip(" \"”»')").endswith("?"):
        return None
    if known.sentence.search(sentence):
        return None
    if any(_stands(sentence, match, language) for match in known.promise.finditer(sentence)):
        return "promised"
    stands = any(_stands(sentence, match, language) for match in known.announced.finditer(sentence))
    return "announced" if stands else None


def _stands(sentence: str, match: re.Match[str], language: str) -> bool:
    """Whether one promise in a sentence stands: not inside quotation marks, and with nothing against it in its clause."""
    known = patterns(language)
    assert known
    before, behind = sentence[: match.start()], sentence[match.end() :]
    opened = max((before.rfind(mark) for mark in _OPENING), default=-1)
    if opened >= 0 and any(mark in behind for mark in _CLOSING) and not any(m in before[opened + 1 :] for m in _CLOSING):
        return False
    borders = [border.end() for border in _CLAUSE.finditer(before)]
    end = next((border.start() for border in _CLAUSE.finditer(behind)), len(behind))
    clause = before[borders[-1] if borders else 0 :] + match[0] + behind[:end]
    # What is to be done may stand behind a clause put in between: `I will, as agreed, send the list`.
    return bool(known.despite.search(sentence)) or not known.clause.search(clause)
