"""The form of the debates of Dáil Éireann: headings, questions, turns and proceedings, told apart by their print."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.printed import Document
from ingest.readers.dail_names import QUESTION, Speaker, speaker_of

_MOVED = "put|proposed|agreed|declared|adjourned|reported|suspended|resumed|withdrawn|moved|carried|lost|negatived|passed"
_PROCEEDINGS = re.compile(
    rf"(?:Question|Amendments?|Motion|Bill|Section|Title|Debate|Progress|Sitting)\b[^.:]{{0,80}}\b(?:{_MOVED})\b"
    r"|The (?:Dáil|Committee) (?:divided|adjourned|went)|Cuireadh|Tellers:|Written Answers follow"
    r"|\([A-Z][^()]{2,60}\)\.?\Z"
)
_ELSEWHERE = re.compile(
    r"Questions?\s+Nos?\.[^\[\]]{1,200}?\b(?:answered\s+(?:with|orally)|withdrawn|lapsed|disallowed|postponed|resubmitted)\b"
)
_CONTENTS = re.compile(r"…|\.{4}|(?:\. ){3}")


@dataclass(frozen=True, slots=True)
class Heading:
    """A paragraph in bold."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Question:
    """The opening words of a question, which end where its own words begin."""

    start: int
    end: int
    match: re.Match[str]


@dataclass(frozen=True, slots=True)
class Turn:
    """The name in bold before a colon, behind which somebody speaks."""

    start: int
    end: int
    speaker: Speaker


@dataclass(frozen=True, slots=True)
class Proceedings:
    """A line that nobody speaks; `elsewhere` where it says what became of a question."""

    start: int
    end: int
    elsewhere: bool


Mark = Heading | Question | Turn | Proceedings


def marks(document: Document, bold: Sequence[tuple[int, int]]) -> Iterator[Mark]:
    """What the lines of a document begin, in order. `bold` are spans of its clean text, in order."""
    starts, lines = [start for start, _ in bold], document.lines
    n = 0
    while n < len(lines):
        line = lines[n]
        if found := QUESTION.match(document.text, line.start):
            yield Question(line.start, found.end(), found)
            n = max(document.line_at(found.end()), n) + 1
            continue
        behind, reached = _bold_run(document, bold, starts, n)
        if mark := _in_bold(document, line.start, reached, behind) if reached else None:
            yield mark
            n = behind
            continue
        printed = document.line_text(n)
        elsewhere = _ELSEWHERE.match(document.text, line.start) is not None
        if line.after_blank and (elsewhere or _PROCEEDINGS.match(printed)) and not _CONTENTS.search(printed):
            yield Proceedings(line.start, line.end, elsewhere)
        n += 1


def _bold_run(document: Document, bold: Sequence[tuple[int, int]], starts: Sequence[int], n: int) -> tuple[int, int]:
    """The index of the line behind the bold words with which line n begins, and where these end; 0 where it does not."""
    reached, lines = 0, document.lines
    for i in range(n, len(lines)):
        line = lines[i]
        at = bisect_right(starts, line.start) - 1
        if at < 0 or bold[at][1] <= line.start or (i > n and line.after_blank):
            return i, reached
        reached = min(bold[at][1], line.end)
        if reached < line.end:
            return i + 1, reached
    return len(lines), reached


def _in_bold(document: Document, start: int, end: int, behind: int) -> Mark | None:
    """What bold words at the start of a line are: a speaker before a colon, a heading where they fill their lines."""
    if document.text[end : end + 1] == ":":
        end += 1
    words = document.text[start:end]
    if words.endswith(":") and (speaker := speaker_of(words)):
        return Turn(start, end, speaker)
    whole = behind == len(document.lines) or end <= document.lines[behind - 1].end == end
    return Heading(start, end) if whole and any(map(str.isalpha, words)) else None


def in_clean(spans: Sequence[tuple[int, int]], document: Document) -> list[tuple[int, int]]:
    """Spans of the raw text as spans of the clean one."""
    return [(bisect_left(document.origins, start), bisect_left(document.origins, end)) for start, end in spans]
