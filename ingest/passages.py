"""A record's passages: the spans that are searched and cited, and the text by which each is embedded."""

import re
from collections.abc import Iterator, Sequence

from rag.exchanges import exchanges
from rag.records import Part, Passage, Record
from rag.sentences import Sentence, sentences

TARGET = 900
"""Characters that a passage aims at: about 200 tokens, at the 4.5 characters per token that XLM-R's pieces give in Dutch."""

LONGEST = 1800
"""No passage is longer: with what goes in front it still fits into an encoder's 512 tokens."""

SHORT = 250
"""A remainder shorter than this joins the passage before it: a sentence or two alone say too little to be found."""

_SUB_QUESTIONS = 200
_CLAUSE_ENDS = (re.compile(r"\n+"), re.compile(r"[;:]\s*"), re.compile(r",\s"), re.compile(r"\s[–—-]\s?"), re.compile(r"\s+"))


def passages(record: Record) -> list[Passage]:
    """The passages of a record, in order; `n` and the ids count from 0.

    Each lies inside one part and holds whole sentences; together they cover every part but white space. Titles and notes
    give none, unless the record has nothing else: a title stands in front of every passage's embedded text anyway.
    """
    filled = [index for index, part in enumerate(record.parts) if record.quote(part).strip()]
    chosen = [index for index in filled if record.parts[index].role not in ("title", "note")] or filled
    spans = [(index, span) for index in chosen for span in cut(record.text, record.parts[index], _language(record, index))]
    exchange = exchanges(record)
    before = {index: lines_before(record, index, exchange) for index in {index for index, _ in spans}}
    return [
        Passage(
            id=f"{record.id}/{n}",
            record=record.id,
            n=n,
            part=index,
            start=span.start,
            end=span.end,
            embedded="\n".join([*before[index], record.text[span.start : span.end]]),
        )
        for n, (index, span) in enumerate(spans)
    ]


def lines_before(record: Record, index: int, exchange: Sequence[int]) -> list[str]:
    """What the encoder sees in front of the words of a part's passages, one a line:

    1. the title, in the part's own language where the record has it;
    2. for an answer or a speech, who speaks, where that is known;
    3. for an answer, the sub-questions that it answers; where they are longer than 200 characters, their sentences that end
       in a question mark, shortened at a word. A question without numbers is what any answer aligned with it answers, of
       an oral question's turns those of the same `exchange`.

    An answer's own words often leave out what was asked (`Neen.`, `2. 14 dossiers.`): lines 1 and 3 let it be found. A change
    here changes stored vectors: raise RECIPE in `rag/embedding/fingerprint.py`.
    """
    part = record.parts[index]
    lines = [] if part.role == "title" else [_title(record, part)]
    if part.role in ("answer", "speech"):
        lines.append(part.speaker)
    if part.role == "answer":
        lines.append(_asked(record, index, exchange))
    return [line for line in lines if line]


def shortened(text: str, longest: int) -> str:
    """The text on one line, cut at a word to at most `longest` characters, an ellipsis included where something is gone."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    kept = line[: longest - 1]
    if " " in kept and line[longest - 1] != " ":
        kept = kept[: kept.rindex(" ")]
    return kept.rstrip(" ,;:") + "…"


def cut(text: str, part: Part, language: str | None) -> Iterator[Sentence]:
    """The spans of a part's passages: whole sentences up to TARGET characters, in order, a short remainder joined."""
    spans: list[Sentence] = []
    for sentence in sentences(text, part.start, part.end, language):
        for piece in _pieces(text, sentence):
            opened = spans[-1].start if spans else piece.start
            room = TARGET if spans and spans[-1].end - opened >= SHORT else LONGEST
            if spans and piece.end - opened <= room:
                spans[-1] = Sentence(opened, piece.end)
            else:
                spans.append(piece)
    if len(spans) > 1 and spans[-1].end - spans[-1].start < SHORT and spans[-1].end - spans[-2].start <= LONGEST:
        spans[-2:] = [Sentence(spans[-2].start, spans[-1].end)]
    return iter(spans)


def _pieces(text: str, sentence: Sentence) -> Iterator[Sentence]:
    """A sentence, or where it is longer than LONGEST, pieces of about TARGET cut at a line, clause or word."""
    start, end = sentence
    while sentence.end - sentence.start > LONGEST and end - start > TARGET:
        closed = _clause_end(text, start + TARGET // 2, start + TARGET)
        yield Sentence(start, start + len(text[start:closed].rstrip()))
        while text[closed].isspace():
            closed += 1
        start = closed
    yield Sentence(start, end)


def _clause_end(text: str, first: int, last: int) -> int:
    """The last good place to cut between two offsets; `last` itself where there is none."""
    for pattern in _CLAUSE_ENDS:
        found = [match.end() for match in pattern.finditer(text, first, last)]
        if found:
            return found[-1]
    return last


def _language(record: Record, index: int) -> str | None:
    return record.language_of(record.parts[index])


def _title(record: Record, part: Part) -> str | None:
    """The title in the language of a part, else the record's."""
    language = record.language_of(part)
    own = (p for p in record.parts if p.role == "title" and record.language_of(p) == language)
    title = next(own, None)
    return " ".join((record.quote(title) if title else record.title or "").split()) or None


def _asked(record: Record, index: int, exchange: Sequence[int]) -> str:
    """The sub-questions that a part answers, in the order of the record and in the part's own language."""
    part = record.parts[index]
    language = record.language_of(part)
    own = (p for n, p in enumerate(record.parts) if p.role == "question" and exchange[n] == exchange[index])
    questions = [p for p in own if record.language_of(p) == language]
    if part.confidence is not None and not part.answers:
        questions = [question for question in questions if not question.labels]
    else:
        answers = set(part.answers)
        questions = [question for question in questions if not answers.isdisjoint(question.labels)]
    asked = " ".join(record.quote(question) for question in questions)
    if len(asked) > _SUB_QUESTIONS:
        asked = _asking(record, questions, language) or asked
    return shortened(asked, _SUB_QUESTIONS)


def _asking(record: Record, questions: Sequence[Part], language: str | None) -> str:
    """The first sentences of questions that end in a question mark, a little more of them than there is room for."""
    found = ""
    for question in questions:
        for start, end in sentences(record.text, question.start, question.end, language):
            if record.text[start:end].endswith("?"):
                found += f" {record.text[start:end]}"
        if len(" ".join(found.split())) > _SUB_QUESTIONS:
            break
    return found.strip()
