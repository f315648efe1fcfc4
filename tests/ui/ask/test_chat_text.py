"""A statement as a chat message: what stands between its quotations stays where it was."""

from collections.abc import Callable
from datetime import date
from typing import Any

from rag.answer.write import citation, differing
from rag.library.catalogue import PassageRow
from rag.records import Record, Span
from ui.ask.chat_text import statement_markdown
from ui.ask.citations import Source


def test_the_day_of_each_of_two_differing_answers_stands_before_it(make_record: Callable[..., Record]) -> None:
    days, quotes, cited = (date(2019, 1, 2), date(2021, 3, 4)), ("We betalen niet.", "We betalen wel."), list[Any]()
    for n, (day, quote) in enumerate(zip(days, quotes, strict=True)):
        record = make_record(str(n), "Steun", "Betaalt u?", quote, asked_on=day)
        part = record.parts[-1]
        row = PassageRow(seq=n, record=n, n=1, part=len(record.parts) - 1, role="answer", start=part.start, end=part.end)
        cited.append(citation(record, row, Span(start=part.start, end=part.end), None, language="en"))
    numbered = tuple(Source(n, c.record, c.passage, (c,)) for n, c in enumerate(cited, start=1))
    shown = statement_markdown(differing(cited, "en"), numbered, 1, "en")
    order = [shown.index(words) for words in ("2 January 2019", quotes[0], "4 March 2021", quotes[1])]
    assert order == sorted(order)
