"""What the tab of plots draws: data for the pictures, and HTML around them. Knows nothing of browsers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from rag.answer.phrases import long_date
from rag.answer.reference import parliament_named
from rag.library.answer_times import AnswerTimes, Times, answer_times
from rag.library.filters import Filters
from rag.library.library import Library
from rag.library.terms import TERMS, term_of
from rag.library.timeline import Timeline, timeline
from rag.library.values import Several
from ui.browse.number_table import notes, number_table
from ui.lines import hint_html
from ui.shown import escape
from ui.texts import Texts

MOST_BARS = 15
"""Ministers, themes and so on that have a bar; the table has more."""

MOST_ROWS = 100

MOST_COLUMNS = 10
"""Columns of a distribution before the one for all beyond."""

_WIDTHS = (5, 10, 20, 30, 60, 90, 180, 365)
"""Days that a column may stand for: all columns of one picture the same."""

Point = tuple[date, str, int]
"""A point of a line by the month: its first day, the line that it belongs to, and how many it stands for."""

FORMATS = {"month": "%Y-%m", "year": "%Y"}
"""How a month or a year is written, the same in every language."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """The pictures: points of the timeline where that is by the month; years and everything else are HTML."""

    summary: str
    timeline: tuple[Point, ...]
    timeline_head: str
    timeline_foot: str
    values: str
    spread: str
    times: str


def drawn(library: Library, filters: Filters, by: Several, term: int | None, texts: Texts) -> Drawn:
    """What the records that filters leave look like; `term` are the days after which an answer is late, where chosen."""
    own = texts.plots
    there = library.catalogue.counts(filters).records
    if not there:
        return Drawn(hint_html(own.nothing), (), "", "", "", "", "")
    over = timeline(library.catalogue, filters)
    took = answer_times(library.catalogue, by, filters, term=term)
    return Drawn(
        summary=notes([own.drawn.format(records=texts.records(there))]),
        timeline=_timeline_points(over, texts) if over.unit == "month" and len(over.points) > 1 else (),
        timeline_head=_head(own.timeline_months if over.unit == "month" else own.timeline_years),
        timeline_foot=_timeline_foot(over, texts),
        values=_values(library, filters, by, texts),
        spread=_spread(library, filters, took, term, texts),
        times=_times(took, by, texts) if len(took.all.days) or len(took.all.waiting) else "",
    )


def _head(title: str) -> str:
    return f'<h2 class="plot-title">{escape(title)}</h2>'


def _timeline_points(over: Timeline, texts: Texts) -> tuple[Point, ...]:
    """The lines of questions and of answers; a line of nothing is left out."""
    lines = [(texts.plots.questions, [(when, asked) for when, asked, _ in over.points])]
    lines += [(texts.plots.answers, [(when, answered) for when, _, answered in over.points])]
    return tuple((when, name, count) for name, line in lines if any(n for _, n in line) for when, count in line)


def _timeline_foot(over: Timeline, texts: Texts) -> str:
    own = texts.plots
    lines = [
        own.undated.format(records=texts.records(over.undated)) if over.undated else "",
        own.undated_answers.format(records=texts.records(over.undated_answers)) if over.undated_answers else "",
    ]
    columns = [own.month if over.unit == "month" else own.year, own.questions, own.answers]
    rows = [
        (when.strftime(FORMATS[over.unit]), [texts.count(asked), texts.count(answered)])
        for when, asked, answered in over.points
    ]
    years = _years(over, texts) if over.unit == "year" else ""
    return years + notes(lines) + (number_table(columns, rows, texts) if rows else "")


def _years(over: Timeline, texts: Texts) -> str:
    """A bar for each year, as long as its questions; the answers beside them, where any has a day."""
    largest = max(asked for _, asked, _ in over.points) or 1
    dated = any(answered for _, _, answered in over.points)

    def bar(when: date, asked: int, answered: int) -> str:
        said = f"{texts.plots.answers}: {texts.count(answered)}"
        extra = f'<span class="in-time">{escape(said)}</span>' if dated else ""
        return _bar(when.strftime(FORMATS["year"]), asked / largest, texts.count(asked), extra)

    return f'<ul class="plot-bars times">{"".join(bar(*point) for point in over.points)}</ul>'


def _values(library: Library, filters: Filters, by: Several, texts: Texts) -> str:
    """How many records each minister, theme and so on has."""
    own = texts.plots
    counted = library.facets.counted(by, filters)
    if not counted.values:
        return ""
    label = texts.filters.label(by)
    largest = counted.values[0].records
    rows = [_bar(value, count / largest, texts.count(count)) for value, count in counted.values[:MOST_BARS]]
    left = len(counted.values) + counted.rarer - len(rows)
    table = [(value, [texts.count(count)]) for value, count in counted.values[:MOST_ROWS]]
    return (
        _head(own.values.format(by=label))
        + f'<ul class="plot-bars">{"".join(rows)}</ul>'
        + notes([own.rarer.format(count=texts.count(left)) if left else ""])
        + number_table([label, own.questions], table, texts)
    )


def _bar(name: str, share: float, said: str, extra: str = "") -> str:
    return (
        f'<li><div class="bar" style="--share: {100 * share:.1f}%"><span class="name">{escape(name)}</span>'
        f'<span class="count">{escape(said)}{extra}</span></div></li>'
    )


def _spread_bins(times: Times, texts: Texts) -> list[tuple[str, int]]:
    """How many answers took so many days, in columns of one width; nearly all answers lie before the column of the rest."""
    own = texts.plots
    nearly_all = float(np.percentile(times.days, 98))
    width = next((width for width in _WIDTHS if nearly_all < MOST_COLUMNS * width), _WIDTHS[-1])
    columns = np.minimum(times.days // width, MOST_COLUMNS)
    counts = np.bincount(columns).tolist()
    names = [own.spread_days.format(first=n * width, last=(n + 1) * width - 1) for n in range(MOST_COLUMNS)]
    names.append(own.over.format(last=MOST_COLUMNS * width - 1))
    return list(zip(names, counts, strict=False))


def _spread(library: Library, filters: Filters, took: AnswerTimes, term: int | None, texts: Texts) -> str:
    """How many answers took how long; why there is no picture where there is none."""
    own = texts.plots
    if not len(took.all.days):
        left = own.no_times_left_out.format(records=texts.records(took.undated)) if took.undated else ""
        return _head(own.spread) + notes([own.no_times, left])
    bins = _spread_bins(took.all, texts)
    largest = max(count for _, count in bins)
    bars = "".join(_bar(name, count / largest, texts.count(count)) for name, count in bins)
    lines = [
        own.left_out.format(records=texts.records(took.undated)) if took.undated else "",
        own.reversed.format(records=texts.records(took.reversed)) if took.reversed else "",
        _terms(library, filters, term, texts),
    ]
    table = number_table([own.days, own.answers], [(name, [texts.count(count)]) for name, count in bins], texts)
    return _head(own.spread) + f'<ul class="plot-bars">{bars}</ul>' + notes(lines) + table


def _terms(library: Library, filters: Filters, term: int | None, texts: Texts) -> str:
    """After how many days an answer counts as late, for each parliament drawn."""
    own = texts.plots
    if term is not None:
        return own.late_chosen.format(days=texts.count(term))
    said = []
    parliaments = (
        [filters.parliament] if filters.parliament else [v for v, _ in library.facets.counted("parliament", filters).values]
    )
    for parliament in parliaments:
        holds = term_of(parliament)
        wording = own.term_else if parliament not in TERMS else own.term_working if holds.working else own.term_days
        said.append(wording.format(days=holds.days, parliament=parliament_named(parliament, texts.language)))
    return own.late_own.format(terms="; ".join(said))


def _times(took: AnswerTimes, by: Several, texts: Texts) -> str:
    """How long each minister, theme and so on took, the share that came late marked in words and colour."""
    own = texts.plots
    label = texts.filters.label(by)
    each = [(name, times) for name, times in took.each if len(times.days)][:MOST_BARS]
    largest = max((times.median or 0 for _, times in each), default=0) or 1
    bars = "".join(
        _bar(
            name,
            (times.median or 0) / largest,
            own.times_bar.format(days=texts.count(times.median or 0)),
            _late(times, texts),
        )
        for name, times in each
    )
    rows = [(own.all, took.all), *took.each[:MOST_ROWS]]
    table = number_table([label, *own.times_columns], [(name, _cells(times, texts)) for name, times in rows], texts)
    until = own.until.format(date=long_date(took.until, texts.language)) if took.until and len(took.all.waiting) else ""
    left = sum(1 for _, times in took.each if len(times.days)) - len(each)
    lines = [own.rarer.format(count=texts.count(left)) if left else "", until]
    return _head(own.times.format(by=label)) + f'<ul class="plot-bars times">{bars}</ul>' + notes(lines) + table


def _late(times: Times, texts: Texts) -> str:
    said = texts.plots.times_late.format(late=texts.count(times.late), count=texts.count(len(times.days)))
    classes = "late" if times.late else "in-time"
    return f'<span class="{classes}">{escape(said)}</span>'


def _cells(times: Times, texts: Texts) -> Sequence[str]:
    def said(value: float | None) -> str:
        return "–" if value is None else texts.count(value)

    longest, waited = (int(days[-1]) if len(days) else None for days in (times.days, times.waiting))
    return [
        said(len(times.days)),
        said(times.median),
        said(times.ninetieth),
        said(longest),
        said(times.late),
        said(len(times.waiting)),
        said(waited),
        said(times.overdue),
    ]
