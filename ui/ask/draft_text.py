"""A checked draft as a chat message: a table with a row for each sub-question, and the numbers of its sources."""

from rag.answer.answer import Answer, Citation, Searched, Statement
from rag.answer.phrases import long_date
from rag.drafts.asked_before import Checked, Earlier, Row
from ui.ask.citations import Source, anchor, sources
from ui.shown import markdown
from ui.texts import Texts

_QUOTED = 240
"""Characters of a question or an answer in a cell of the table; the source shows the rest."""


def draft_answer(checked: Checked, question: str, language: str | None) -> Answer:
    """What a checked draft cites, as an answer whose sources the page can number and show."""
    statements = [
        Statement(kind="asked", heading=row.label or None, text=earlier.question.quote, citations=_cited(earlier))
        for row in checked.rows
        for earlier in row.earlier
    ]
    return Answer(
        question=question,
        language=language,
        filters=checked.filters,
        abstained=False,
        statements=tuple(statements),
        searched=Searched(records=checked.records, first=None, last=None),
        closest=(),
        written_by="quotation",
        dropped=0,
        note=None,
        took_ms=0.0,
    )


def draft_markdown(checked: Checked, answer: Answer, turn: int, texts: Texts, *, left_out: int = 0) -> str:
    """The message: what it was compared with, then the table."""
    cited = sources(answer)
    head = " | ".join(texts.draft_columns)
    rows = [f"| {' | '.join(_cells(row, cited, turn, checked.records, texts))} |" for row in checked.rows]
    blocks = [
        markdown(texts.draft_checked.format(records=texts.records(checked.records))),
        "\n".join([f"| {head} |", "|" + " --- |" * len(texts.draft_columns), *rows]),
    ]
    if left_out:
        blocks.append(f"*{markdown(texts.draft_left_out.format(count=left_out))}*")
    return "\n\n".join(blocks)


def _cited(earlier: Earlier) -> tuple[Citation, ...]:
    return (earlier.question, *earlier.answers)


def _cells(row: Row, cited: tuple[Source, ...], turn: int, records: int, texts: Texts) -> tuple[str, str, str]:
    if not row.earlier:
        return _short(row.text), markdown(texts.draft_not_found.format(records=texts.records(records))), ""
    verdict = dict(texts.draft_verdicts)[row.verdict]
    asked = [
        f"**{markdown(verdict)}**",
        *(f"{_facts(each, texts)} {_link(each.question, cited, turn)}" for each in row.earlier),
    ]
    replies = [_reply(each, cited, turn, texts) for each in row.earlier]
    return _short(row.text), "<br>".join(asked), "<br>".join(replies)


def _facts(earlier: Earlier, texts: Texts) -> str:
    facts = [
        earlier.title,
        texts.number.format(number=earlier.number) if earlier.number else None,
        long_date(earlier.asked_on, texts.language) if earlier.asked_on else None,
        ", ".join(person.name for person in earlier.askers if person.name),
        ", ".join(person.name or person.role or "" for person in earlier.addressees),
        dict(texts.draft_statuses).get(earlier.status or ""),
    ]
    return markdown(" · ".join(" ".join(fact.split()) for fact in facts if fact))


def _reply(earlier: Earlier, cited: tuple[Source, ...], turn: int, texts: Texts) -> str:
    if not earlier.answers:
        return markdown(texts.draft_unanswered)
    whole = "" if earlier.aligned else f"*{markdown(texts.draft_whole)}* "
    return whole + " ".join(f"“{_short(each.quote)}” {_link(each, cited, turn)}" for each in earlier.answers)


def _short(text: str) -> str:
    """The beginning of a text as one line of Markdown."""
    text = " ".join(text.split())
    return markdown(text if len(text) <= _QUOTED else text[:_QUOTED].rsplit(" ", 1)[0] + " …")


def _link(citation: Citation, cited: tuple[Source, ...], turn: int) -> str:
    number = next(s.number for s in cited if (s.record, s.passage) == (citation.record, citation.passage))
    return f"[{number}](#{anchor(turn, number)})"
