"""A list of records as rows of a sheet."""

from collections.abc import Sequence
from datetime import date

from rag.export.listing import asked_by, numbered, put_to, titled
from rag.export.sheets import Address, Sheet, Value
from rag.export.wording import PHRASES, say
from rag.records import Record
from rag.vocabulary import BriefingLanguage


def records_sheet(
    records: Sequence[Record], language: BriefingLanguage, made_on: date, *, days: Sequence[int] | None = None
) -> Sheet:
    """The records, a row each; `days` are those that their answers took or that they have waited, one for each record."""
    keys = ("asked", "answered", "status", "no", "subject", "asker", "party", "to", "themes", "parliament", "language")
    titles = [say(language, key) for key in (*keys, "licence", "address", "record", *(["days"] if days is not None else []))]
    rows = [_row(record, language) for record in records]
    if days is not None:
        rows = [(*row, taken) for row, taken in zip(rows, days, strict=True)]
    return Sheet(
        title=say(language, "times_list" if days is not None else "list"),
        made_on=made_on,
        columns=tuple(titles),
        rows=tuple(rows),
    )


def _row(record: Record, language: BriefingLanguage) -> tuple[Value, ...]:
    return (
        record.asked_on,
        record.answered_on,
        PHRASES[language].get(f"status_{record.status}", ""),
        numbered(record),
        titled(record, language),
        asked_by(record),
        "; ".join(dict.fromkeys(each.party for each in record.put_by if each.party)),
        put_to(record),
        "; ".join(record.themes),
        record.parliament,
        record.language,
        record.licence,
        Address(text=record.url, url=record.url) if record.url else None,
        record.id,
    )
