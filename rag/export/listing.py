"""What reports that are lists have in common: how they are headed, and how they say where they come from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version

from rag.answer.phrases import long_date
from rag.export.document import Block, Cell, Note, Report, Run
from rag.export.shared import one_line
from rag.export.wording import conditions, say
from rag.library.filters import AppliedFilter
from rag.records import Record
from rag.vocabulary import BriefingLanguage


@dataclass(frozen=True, slots=True)
class Made:
    """How a list was made: the language of its own words, the day, the mark of the library, the filters in force, and the
    command that makes it again."""

    language: BriefingLanguage
    on: date
    mark: str | None
    filters: tuple[AppliedFilter, ...]
    command: str

    def say(self, key: str, **values: object) -> str:
        return say(self.language, key, **values)

    def day(self, day: date | None) -> str:
        return long_date(day, self.language) if day else self.say("undated")


def listing_report(
    made: Made,
    title: str,
    *,
    facts: Sequence[str],
    blocks: Sequence[Block],
    notes: Sequence[Note] = (),
    foot: Sequence[str] = (),
) -> Report:
    """A report that is a list; its filters and how to make it again are added."""
    narrowed = [made.say("narrowed", filters=conditions(made.language, made.filters))] if made.filters else []
    marked = [made.say("mark", mark=made.mark)] if made.mark else []
    again = made.say("again", version=version("hemicycle"), command=made.command)
    return Report(
        title=title,
        kind=made.say("kind_list"),
        language=made.language,
        made_on=made.on,
        mark=made.mark,
        facts=(made.say("made", date=made.day(made.on)), *facts, *narrowed),
        blocks=tuple(blocks),
        notes_title=made.say("notes"),
        notes=tuple(notes),
        foot_title=made.say("foot"),
        foot=(*marked, *foot, again),
        page_label=made.say("page", page="{page}", pages="{pages}"),
    )


def cell(text: str, *, link: str | None = None, language: str | None = None) -> Cell:
    return Cell(runs=(Run(text=text, link=link, language=language),))


def numbered(record: Record) -> str:
    """The number of a record, else what its source calls it."""
    return record.number or record.external_id or ""


def titled(record: Record, language: str) -> str:
    return one_line(record.title or "") or say(language, "untitled")


def asked_by(record: Record) -> str:
    return "; ".join(each.name for each in record.put_by if each.name)


def put_to(record: Record) -> str:
    return "; ".join(each.name or each.role or "" for each in record.put_to)
