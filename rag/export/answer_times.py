"""Answer times as a report: how long each minister takes, and the answers that came late or are overdue."""

from collections.abc import Iterator, Sequence
from typing import Literal

from rag.answer.reference import parliament_named
from rag.export.document import Block, Column, Heading, Paragraph, Report, Run, Table
from rag.export.listing import Made, cell, listing_report, numbered, put_to, titled
from rag.export.wording import counted
from rag.library.answer_times import AnswerTimes, Late, Times
from rag.library.terms import TERMS, term_of


def answer_times_report(
    made: Made,
    by: Literal["minister", "department"],
    took: AnswerTimes,
    late: Sequence[Late],
    *,
    found: int,
    parliaments: Sequence[str],
    term: int | None = None,
) -> Report:
    """A report of the times by minister (by office where no names are known), and of some late ones, of `found` in all;
    `parliaments` are those whose terms hold where no `term` was chosen."""
    return listing_report(
        made,
        made.say("times"),
        facts=[_terms(made, parliaments, term)],
        blocks=tuple(_blocks(made, by, took, late, found)),
        foot=tuple(_left_out(made, took)),
    )


def _blocks(made: Made, by: str, took: AnswerTimes, late: Sequence[Late], found: int) -> Iterator[Block]:
    everything, lead = took.all, list[str]()
    if len(everything.days):
        lead.append(made.say("times_late", late=everything.late, count=len(everything.days)))
    if len(everything.waiting):
        lead.append(made.say("times_overdue", overdue=everything.overdue, count=len(everything.waiting)))
    yield Paragraph(runs=(Run(text=" ".join(lead) if found else made.say("times_none")),), kind="lead")
    if took.each:
        yield Heading(text=made.say(f"by_{by}"))
        keys = {by: 4.0, "answers": 1.2, "median": 1.2, "ninetieth": 1.3, "late": 1.0, "overdue": 1.3}
        yield Table(
            columns=tuple(Column(title=made.say(key), share=share, numbers=key != by) for key, share in keys.items()),
            rows=tuple(
                (cell(name), *(cell(text) for text in _figures(times)))
                for name, times in ((made.say("all"), everything), *took.each)
            ),
        )
    if late:
        yield Heading(text=made.say("times_list"))
        said = made.say("times_shown", shown=len(late), found=found) if len(late) < found else made.say("times_order")
        yield Paragraph(runs=(Run(text=said),), kind="hint")
        shares = {"asked": 1.3, "answered": 1.4, "no": 0.9, "subject": 3.6, "to": 3.3, "days": 0.8}
        yield Table(
            columns=tuple(Column(title=made.say(key), share=share, numbers=key == "days") for key, share in shares.items()),
            rows=tuple(
                (
                    cell(one.record.asked_on.isoformat() if one.record.asked_on else ""),
                    cell(made.say("open") if one.open or not one.record.answered_on else one.record.answered_on.isoformat()),
                    cell(numbered(one.record)),
                    cell(titled(one.record, made.language), link=one.record.url, language=one.record.language),
                    cell(put_to(one.record)),
                    cell(str(one.days)),
                )
                for one in late
            ),
        )


def _figures(times: Times) -> tuple[str, ...]:
    middle, most = (f"{value:.0f}" if value is not None else "–" for value in (times.median, times.ninetieth))
    return str(len(times.days)), middle, most, str(times.late), str(times.overdue)


def _terms(made: Made, parliaments: Sequence[str], term: int | None) -> str:
    """After how many days an answer counts as late."""
    if term is not None:
        return made.say("late_chosen", days=term)
    said = []
    for parliament in parliaments:
        holds = term_of(parliament)
        key = "term_else" if parliament not in TERMS else "term_working" if holds.working else "term_days"
        said.append(made.say(key, days=holds.days, parliament=parliament_named(parliament, made.language)))
    return made.say("late_own", terms="; ".join(said)) if said else made.say("late_chosen", days=term_of("").days)


def _left_out(made: Made, took: AnswerTimes) -> Iterator[str]:
    if took.until and len(took.all.waiting):
        yield made.say("times_until", date=made.day(took.until))
    if took.undated:
        yield counted(made.language, "times_undated", took.undated)
    if took.reversed:
        yield counted(made.language, "times_reversed", took.reversed)
