"""Tables of questions and answers, read with a mapping: one record a row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from itertools import zip_longest
from pathlib import Path
from typing import Any

from ingest.draft import Draft
from ingest.files import SourceFile
from ingest.ids import record_id
from ingest.mapping import Mapping, Texts, check_columns, choose_mapping, load_mapping, several, shown_name
from ingest.markup import plain_text
from ingest.offices import government_member
from ingest.readers.rows import Row, RowProblem, columns, rows, short, table_format
from ingest.status import record_status, with_status
from ingest.text import clean
from rag.errors import ReadError
from rag.numbering.items import Item, align, split_items
from rag.records import Part, Person, Record, Source
from rag.vocabulary import PartRole, Status

__all__ = ["RowProblem", "TableReader"]

_LANGUAGES = {
    "dutch": "nl",
    "nederlands": "nl",
    "french": "fr",
    "frans": "fr",
    "français": "fr",
    "english": "en",
    "german": "de",
}
_LANGUAGE_CODE = re.compile(r"[a-z]{2}(?=$|[-_])")


class TableReader:
    """Reads CSV, JSON Lines, JSON and Parquet with a mapping: a shipped name, a TOML file, or a Mapping itself. Without one
    each file gets the mapping beside it, or the shipped one that fits."""

    name = "table"

    def __init__(self, mapping: Mapping | str | Path | None = None) -> None:
        """Raises InputError where the mapping does not exist or breaks the contract."""
        self._mapping = mapping if isinstance(mapping, Mapping | None) else load_mapping(mapping)

    def accepts(self, file: SourceFile) -> bool:
        """Whether the content is a table."""
        return table_format(file) is not None

    def read(self, file: SourceFile) -> Iterator[Record | RowProblem]:
        """A record a row, or what is wrong with that row; a bad row does not stop the others.

        Raises ReadError where no mapping fits, a column of it is missing, or the whole file cannot be read.
        """
        kind = table_format(file) or "csv"
        there = cache(partial(columns, file, kind))
        mapping = self._mapping or choose_mapping(file, there)
        check_columns(mapping, there(mapping.records), file.path)
        source = Source(path=file.path, sha256=file.sha256)
        for row in rows(file, kind, mapping.records):
            if isinstance(row, RowProblem):
                yield row
                continue
            try:
                yield from _records(row, mapping, source)
            except (ReadError, ValueError) as error:
                yield RowProblem(row.line, " ".join(str(error).removeprefix(f"{file.path}: ").split()))


def _records(row: Row, mapping: Mapping, source: Source) -> Iterator[Record]:
    """The record of a row; a mapping's reader may find several in a cell. Raises ValueError naming the column at fault."""
    facts = _facts(row, mapping, source)
    if mapping.reader:
        yield from (_completed(record, facts) for record in _read_form(row, mapping, source))
        return
    draft = _Draft()
    language = facts["language"]
    draft.add_language(row, mapping.columns, mapping)
    if mapping.other_language:
        draft.add_language(row, mapping.other_language, mapping, language=mapping.other_language.language)
    if not any(part.role != "title" for part in draft.parts):
        raise ValueError("no question, answer or text in this row")
    minister = facts["addressees"][0].name if len(facts["addressees"]) == 1 else None
    parts = [part.model_copy(update={"speaker": minister}) if part.role == "answer" else part for part in draft.parts]
    status: Status | None = None
    if mapping.columns.answer:
        status = record_status(draft.text, [part for part in parts if part.translation_of is None], language)
    facts |= {"title": draft.title, "language": language, "text": draft.text, "parts": tuple(parts), "status": status}
    yield Record(id=_id(facts, draft.text), **facts)


def _read_form(row: Row, mapping: Mapping, source: Source) -> list[Record]:
    """The records that the mapping's reader finds in the text of a row."""
    text, where = _joined(row, mapping.columns.text), source.model_dump()
    if mapping.reader == "flemish":
        from ingest.readers import flemish

        return flemish.read_text(text, piece=True, **where)
    from ingest.readers import kleine_anfrage

    return kleine_anfrage.read_text(text, parliament=mapping.parliament, **where)


def _facts(row: Row, mapping: Mapping, source: Source) -> dict[str, Any]:
    """What a row says about its record, besides the text."""
    names = mapping.columns
    ministers, offices = list(_ministers(row, names.minister)), _lines(row, names.department)
    askers, parties = _people(row, names.asker), _lines(row, names.party)
    if len(askers) > 1 and len(parties) == 1:
        parties = parties * len(askers)
    spoken = (_line(row, names.language) or "").lower()
    code = _LANGUAGE_CODE.match(spoken)
    return {
        "external_id": _line(row, names.id),
        "parliament": mapping.parliament,
        "kind": mapping.kind,
        "number": _line(row, names.number),
        "title": _line(row, names.title),
        "asked_on": _date(row, names.asked_on, mapping.date_format),
        "answered_on": _date(row, names.answered_on, mapping.date_format),
        "askers": tuple(Person(name=name, party=party) for name, party in zip_longest(askers, parties)),
        "addressees": tuple(
            Person(name=person.name if person else None, role=office or (person.role if person else None))
            for person, office in zip_longest(ministers, offices)
        ),
        "language": code[0] if code else _LANGUAGES.get(spoken, mapping.language),
        "themes": tuple(dict.fromkeys(theme for cell in _lines(row, names.themes) for theme in several(cell))),
        "url": _line(row, names.url),
        "licence": mapping.licence,
        "source": source,
    }


def _id(facts: dict[str, Any], text: str) -> str:
    return record_id(
        facts["parliament"],
        facts["kind"],
        asked_on=facts["asked_on"],
        number=facts["number"],
        addressee=next((p.name or p.role for p in facts["addressees"]), None),
        external_id=facts["external_id"],
        text=text,
    )


def _completed(record: Record, facts: dict[str, Any]) -> Record:
    """A record that another reader made, with what the row knows and the text does not say."""
    missing = {key: value for key, value in facts.items() if key in ("external_id", "licence") or not getattr(record, key)}
    told = {key: getattr(record, key) for key in facts} | missing
    if not (record.number and record.asked_on):
        missing["id"] = _id(told, record.text)
    return record.model_copy(update=missing)


@dataclass
class _Draft(Draft):
    """A row's record under construction: the pieces of each language one after the other."""

    title: str | None = None

    def add_language(self, row: Row, names: Texts, mapping: Mapping, *, language: str | None = None) -> None:
        """Add title, question, text and answer of one language; of a second one with `language` and `translation_of`."""
        cells = {
            key: [clean(plain_text(cell), join_lines=False).text for cell in _cells(row, getattr(names, key))]
            for key in Texts.model_fields
        }
        title = " ".join(" ".join(cells["title"]).split())
        if mapping.title_key and not title:
            first = "\n\n".join(cells[mapping.title_key])
            head, blank, rest = first.partition("\n\n")
            if blank:
                title, cells[mapping.title_key] = " ".join(head.split()), [rest]
        first_part = len(self.parts)
        if title:
            self.add(title, [Part(role="title", start=0, end=len(title))])
            self.title = self.title or title
        asked = _numbered(cells["question"])
        replied = _numbered(cells["answer"], known=[label for item in asked for label in item.labels] if asked else None)
        questions = [item for item in asked if item.labels] or asked
        aligned = align(questions, replied)
        self.add(
            "\n\n".join(cells["question"]),
            [_part(item, "question" if item in questions else "context") for item in asked],
        )
        text = "\n\n".join(cells["text"])
        self.add(text, [Part(role="text", start=0, end=len(text))])
        self.add(
            "\n\n".join(cells["answer"]),
            [
                _part(item, "answer", answers=labels, confidence=confidence)
                for item, (labels, confidence) in zip(replied, aligned, strict=True)
            ],
        )
        if names.answer:
            self.parts[first_part:] = with_status(self.text, self.parts[first_part:], language or mapping.language)
        if language:
            self.parts[first_part:] = [
                part.model_copy(update={"language": language, "translation_of": self._original(part, first_part)})
                for part in self.parts[first_part:]
            ]

    def _original(self, part: Part, end: int) -> int | None:
        """The first part before `end` that has the same role and labels."""
        return next((n for n, p in enumerate(self.parts[:end]) if (p.role, p.labels) == (part.role, part.labels)), None)


def _numbered(cells: Sequence[str], known: list[str] | None = None) -> list[Item]:
    """The items of a question or, with `known`, of an answer. A list without numbers of its own is numbered by its order."""
    text = "\n\n".join(cells)
    items = (
        split_items(text, 0, len(text)) if known is None else split_items(text, 0, len(text), allow_gaps=True, known=known)
    )
    if len(cells) > 1 and not any(item.labels for item in items):
        starts = [sum(len(cell) + 2 for cell in cells[:n]) for n in range(len(cells))]
        return [Item((str(n),), at, at + len(cell)) for n, (at, cell) in enumerate(zip(starts, cells, strict=True), start=1)]
    return items


def _part(item: Item, role: PartRole, **more: Any) -> Part:
    return Part(role=role, labels=item.labels, start=item.start, end=item.end, **more)


def _cells(row: Row, names: Sequence[str]) -> list[str]:
    """The values of columns, in order: a list in a cell is several."""
    return [value for name in names for value in row.cells.get(name, ())]


def _joined(row: Row, names: Sequence[str]) -> str:
    return "\n\n".join(_cells(row, names))


def _lines(row: Row, names: Sequence[str]) -> list[str]:
    """The values of a column, each clean and on one line; of several columns one value, joined with spaces."""
    values = [" ".join(clean(plain_text(cell)).text.split()) for cell in _cells(row, names)]
    return [value for value in ([" ".join(values)] if len(names) > 1 else values) if value]


def _line(row: Row, names: Sequence[str]) -> str | None:
    return " ".join(_lines(row, names)) or None


def _people(row: Row, names: Sequence[str]) -> list[str]:
    return [shown_name(name) for line in _lines(row, names) for name in line.split(";") if name.strip()]


def _ministers(row: Row, names: Sequence[str]) -> Iterator[Person]:
    """Those of a column of ministers, whose cells may say their office with the name (`Eva Lind - Ministre du Climat`)."""
    for cell in (cell for line in _lines(row, names) for cell in line.split(";") if cell.strip()):
        member = government_member(cell)
        yield Person(name=shown_name(member.name or "" if member else cell), role=member.role if member else None)


def _date(row: Row, names: Sequence[str], form: str | None) -> date | None:
    """A date: of ISO 8601 (a time behind it is left out), or of the mapping's form. Raises ValueError naming the column."""
    value = _line(row, names)
    if value is None:
        return None
    try:
        return datetime.strptime(value, form).date() if form else date.fromisoformat(value[:10])
    except ValueError:
        expected = f"of the form {form!r}" if form else "of the form 2017-12-31: give date_format in the mapping"
        raise ValueError(f"column {names[0]!r}: {short(value)} is no date {expected}") from None
