"""Written questions of the Flemish Parliament, from its open data (https://ws.vlpar.be/e/opendata/api).

The parliamentary years (`zittingsjaren`) are listed, and each year's questions found by the search engine behind the
parliament's site, a hundred at a time. What these answers hold is known from the R package flempar, which reads them.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from urllib.parse import quote

from pydantic import BaseModel, Field

from ingest.sources.base import Asking, Found, Page, Window
from ingest.sources.shape import changed, shaped, stamp
from rag.errors import SourceError

_A_PAGE = 100
_MOST = 10_000
"""Results that the search engine gives in all, however many it counts."""

_LATER = timedelta(days=365)

_DAYS = ("publicatiedatum", "themadatum", "statusdatumSchvBeantwoord")
"""The days of a question: when it was published, asked, answered."""


class _Year(BaseModel):
    name: str = Field(alias="naam")
    start: datetime = Field(alias="start-zittingsjaar")
    end: datetime | None = Field(default=None, alias="eind-zittingsjaar")


class _YearItem(BaseModel):
    year: _Year = Field(alias="zittingsjaar")


class _Years(BaseModel):
    items: list[_YearItem]


class _Tag(BaseModel):
    name: str
    value: str | int | float | bool | None = None


class _Tags(BaseModel):
    metatag: list[_Tag]


class _Result(BaseModel):
    metatags: _Tags

    @property
    def tags(self) -> dict[str, str]:
        return {tag.name: str(tag.value) for tag in self.metatags.metatag if tag.value not in (None, "")}


class _Results(BaseModel):
    count: int
    result: list[_Result] | None = None


class FlemishSource:
    """Lists the years of a window, oldest first, and all questions of each: a question of last year may be answered today."""

    name = "flemish"
    what = "Flemish Parliament: written questions with their answers (PDF)"
    base = "https://ws.vlpar.be"
    hosts = ("vlpar.be", "vlaamsparlement.be")
    form = None
    overlap = timedelta(days=180)

    def pages(self, web: Asking, window: Window) -> Iterator[Page]:
        listing = f"{web.base}/e/opendata/zj/alle"
        today = window.now.date()
        first, last = window.since.date(), window.last or today
        listed = shaped(_Years, web.json(listing), listing)
        years = sorted((item.year for item in listed.items), key=lambda year: year.start.date())
        if not years:
            raise changed(listing, "items", "no parliamentary year is there")
        for year in years:
            if year.start.date() <= last and _end(year, last) >= first:
                yield from self._year(web, year, first, last, today)
                over = _end(year, today) < today
                yield Page((), datetime.combine(_end(year, today), time()) if over else window.now)

    def _year(self, web: Asking, year: _Year, first: date, last: date, today: date) -> Iterator[Page]:
        question = f"inmeta:zittingsjaar={year.name}"
        results = self._page(web, question, 1)
        if results.count < _MOST:
            yield from self._all(web, question, results, first, last)
        else:
            # What is asked at the end of a year may be published in the next.
            yield from self._days(web, year.start.date(), min(_end(year, today) + _LATER, today), first, last)

    def _days(self, web: Asking, start: date, end: date, first: date, last: date) -> Iterator[Page]:
        """What was published from one day to another, in as many parts as it takes for the search engine to give it all."""
        question = f"inmeta:publicatiedatum:daterange:{start}..{end}"
        results = self._page(web, question, 1)
        if results.count < _MOST:
            yield from self._all(web, question, results, first, last)
        elif start < end:
            middle = start + (end - start) // 2
            yield from self._days(web, start, middle, first, last)
            yield from self._days(web, middle + timedelta(days=1), end, first, last)
        else:
            reason = f"{results.count} results for one day, and no more than {_MOST} are given"
            raise SourceError(_address(web, question, 1), reason)

    def _all(self, web: Asking, question: str, results: _Results, first: date, last: date) -> Iterator[Page]:
        """All pages of what a question finds, of which the first is there."""
        pages = -(-results.count // _A_PAGE)
        for n in range(1, pages + 1):
            if n > 1:
                results = self._page(web, question, n)
            address = _address(web, question, n)
            if not results.result:
                raise changed(address, "result", f"empty on page {n} of {pages}")
            yield Page(tuple(_found(results.result, address, first, last)))

    def _page(self, web: Asking, question: str, n: int) -> _Results:
        address = _address(web, question, n)
        return shaped(_Results, web.json(address), address)


def _address(web: Asking, question: str, n: int) -> str:
    asked = quote(f"{question}&requiredfields=aggregaattype:Schriftelijke vraag", safe=":=&.")
    return f"{web.base}/api/search/query/{asked}?page={n}&max={_A_PAGE}&sort=date"


def _found(results: Sequence[_Result], address: str, first: date, last: date) -> Iterator[Found]:
    """The documents of a page whose days say that they are wanted, or that have no day. A question that is not published yet
    has none."""
    if not any("document" in result.tags for result in results):
        raise changed(address, "result.metatags.metatag", "none has the name 'document'")
    for result in results:
        tags = result.tags
        days = [_tag_day(tags[name], name, address) for name in _DAYS if name in tags]
        if "document" in tags and (not days or any(first <= day <= last for day in days)):
            yield Found(tags["document"], stamp(*sorted(tags.items())))


def _tag_day(value: str, name: str, address: str) -> date:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        raise changed(address, f"result.metatags.metatag {name}", f"{value[:40]!r} is no day") from None


def _end(year: _Year, still: date) -> date:
    """The last day of a year; `still`, where it has not ended."""
    return year.end.date() if year.end else max(still, year.start.date())
