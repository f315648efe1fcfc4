"""How an answer reaches the terminal: at once, or statement by statement as a language model writes it."""

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from ui.commands.output import note, say
from ui.commands.search import also, heading, note_understood

if TYPE_CHECKING:
    from rag.answer.answer import Answer, Statement
    from rag.answer.llm import LanguageModel
    from rag.search.order import Sort


def announce(model: "LanguageModel", *, conversation: bool = False) -> None:
    """Say that questions leave this machine, before the first one does; in a conversation earlier turns go with them."""
    if model.place:
        from rag.conversation.rewrite import TURNS

        earlier = f" (with one that goes on, up to {TURNS} earlier ones and the beginnings of their answers)"
        note(
            f"hemicycle: questions{earlier if conversation else ''}, and the passages of records found for them, go to"
            f" {model.place} ({model.name}), which is not on this machine"
        )


def show(growing: "Iterable[Answer]", badge: str | None, sort: "Sort", *, understood: bool = True) -> "Answer":
    """Print an answer and give it, with what was `understood` as a filter. On a terminal the statements of a model come as
    soon as each is checked."""
    from rag.answer.answer import QUOTATION

    live = _live() and sort == "relevance"
    shown, answer = 0, None
    for answer in growing:
        if live and answer.written_by != QUOTATION:
            if not shown:
                _head(answer, badge, understood=understood)
            _statements(answer.statements[shown:], answer.language)
            shown = len(answer.statements)
    assert answer is not None  # There is always one.
    if not shown:
        _head(answer, badge, understood=understood)
        if answer.note and answer.written_by == QUOTATION:
            say(answer.note)
            say()
        if answer.summary:
            say(answer.summary)
            say()
        _statements(answer.statements, answer.language)
    _close(answer, translations=bool(shown))
    if answer.abstained:
        for hit in answer.closest:
            say(heading(hit, badge))
    return answer


def _live() -> bool:
    return sys.stdout.isatty()


def _head(answer: "Answer", badge: str | None, *, understood: bool) -> None:
    if understood:
        note_understood(answer.filters)
    if badge:
        note(f"[{badge}]")


def _statements(statements: "Sequence[Statement]", language: str | None) -> None:
    from ui.sections import sections

    for section in sections(statements, language):
        for title, line in ((section.parliament, "="), (section.heading, "-")):
            if title:
                say(title)
                say(line * len(title))
        for statement in section.statements:
            _statement(statement, language)


def _statement(statement: "Statement", language: str | None) -> None:
    from rag.answer.phrases import say as phrase
    from ui.sections import with_asked

    say(statement.text)
    for citation, asked in with_asked(statement.citations):
        page = f", p. {citation.page}{' (OCR)' if citation.ocr else ''}" if citation.page else ""
        say(f"    [{citation.record}{page}]")
        if asked and statement.kind == "answered":
            say(f"    {phrase(language, 'on_asked', asked=asked)}")
        if statement.kind == "written":
            say(f"    “{citation.quote}”")
        if citation.translation:
            say(f"    {phrase(language, 'translation')}: {citation.translation}")
    for reference in dict.fromkeys(citation.reference for citation in statement.citations):
        say(f"    {reference}")
    if family := statement.citations[0].family:
        say(f"    {also(family)}")
    say()


def _close(answer: "Answer", *, translations: bool) -> None:
    """What comes behind the statements: translations that were made after them, what was left out, who wrote it."""
    from rag.answer.answer import QUOTATION
    from rag.answer.phrases import say as phrase

    language = answer.language
    if translations:
        made = {c.quote: c for s in answer.statements for c in s.citations if c.translation}
        for citation in made.values():
            say(f"{phrase(language, 'translation')} [{citation.record}]: {citation.translation}")
        if made:
            say()
    if answer.written_by == QUOTATION:
        return
    if answer.note:
        say(answer.note)
    if answer.dropped:
        say(phrase(language, "left_out_one" if answer.dropped == 1 else "left_out", count=answer.dropped))
    note(phrase(language, "written_by", model=answer.written_by))
