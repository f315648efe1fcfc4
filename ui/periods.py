"""Dates as people type them into the page's filter, and as the page writes them."""

import calendar
import re
from collections.abc import Sequence
from datetime import date

from rag.answer.phrases import long_date
from rag.conversation.turns import EXCLUDE, SUBJECT
from rag.errors import InputError
from rag.library.filters import AppliedFilter, Filters
from ui.browse.facet_names import facet_name
from ui.texts import Texts

_NAMED = ("asker", "party", "minister", "department", "without", "parliament", EXCLUDE)
_OF_RECORDS = ("theme", "status", "kind", "language")
"""The conditions that are shown beside the period."""

_YEAR_FIRST = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?")
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")


def typed_date(value: str | None, texts: Texts, *, last: bool = False) -> date | None:
    """`2021-02-19`, `19/02/2021`, or a month or year, of which the first day counts, with `last` the last one.

    Null where nothing was typed. Raises InputError in the page's words.
    """
    text = (value or "").strip()
    if not text:
        return None
    try:
        if match := _YEAR_FIRST.fullmatch(text):
            year, month = int(match[1]), int(match[2] or (12 if last else 1))
            day = int(match[3]) if match[3] else calendar.monthrange(year, month)[1] if last else 1
            return date(year, month, day)
        if match := _DAY_FIRST.fullmatch(text):
            return date(int(match[3]), int(match[2]), int(match[1]))
    except (ValueError, calendar.IllegalMonthError):
        pass
    raise InputError(texts.bad_date.format(value=text))


def typed_filters(first: str | None, last: str | None, texts: Texts) -> Filters:
    """The filter that two typed dates mean. Raises InputError in the page's words."""
    start, end = typed_date(first, texts), typed_date(last, texts, last=True)
    if start and end and start > end:
        raise InputError(texts.dates_reversed.format(first=start, last=end))
    return Filters.model_validate({"from": start, "to": end})


def filter_line(filters: Sequence[AppliedFilter], texts: Texts) -> str | None:
    """`Only questions asked on or after 1 January 2021, answered by Jan Jambon`; null where nothing restricts."""
    named = [label for label, _ in filter_labels(filters, texts)]
    return texts.filter_active.format(conditions=", ".join(named)) if named else None


def filter_labels(filters: Sequence[AppliedFilter], texts: Texts) -> list[tuple[str, str]]:
    """Each condition as people read it, with the field that it is of; a period is one, under `from` or `to`. What a question
    is about comes first."""
    values = {applied.field: applied.value for applied in filters}
    first, last = (
        long_date(date.fromisoformat(values[key]), texts.language) if key in values else None for key in ("from", "to")
    )
    span = texts.span_both if first and last else texts.span_from if first else texts.span_to
    period = [(texts.period_named.format(span=span.format(first=first, last=last)), "from" if first else "to")]

    def named(*fields: str) -> list[tuple[str, str]]:
        said = {field: getattr(texts.filters if field in _OF_RECORDS else texts, field) for field in fields}
        return [
            (said[field].format(value=facet_name(field, value, texts)), field)
            for field, value in values.items()
            if field in said
        ]

    if EXCLUDE in values:
        values[EXCLUDE] = texts.records(int(values[EXCLUDE]))
    return [*named(SUBJECT), *(period if first or last else []), *named(*_NAMED, *_OF_RECORDS)]


def searching_line(conditions: Sequence[AppliedFilter], texts: Texts) -> str:
    """`Searching: Belarus · answered by Jan Jambon`: all that a question that goes on from a conversation is taken for."""
    return texts.searching_for.format(conditions=" · ".join(label for label, _ in filter_labels(conditions, texts)))


def period(first: date | None, last: date | None, texts: Texts) -> str | None:
    """`19 February 2021 to 3 May 2023`, one date where both are the same, null where there is none."""
    days = [long_date(day, texts.language) for day in (first, last) if day]
    if len(set(days)) == 2:
        return texts.period.format(first=days[0], last=days[1])
    return days[0] if days else None
