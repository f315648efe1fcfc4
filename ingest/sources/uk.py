"""Written questions of the UK Parliament, from its API (https://questions-statements-api.parliament.uk).

Lists clip texts at 255 characters, so every question is asked for by itself. A week at a time is listed three times: what was
tabled, what was answered and what was corrected in it. So a question comes when it is tabled, and again when it is answered.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from pydantic import BaseModel, ConfigDict

from ingest.sources.base import Asking, Found, Page, Window
from ingest.sources.shape import changed, shaped, stamp

_QUESTIONS = "/api/writtenquestions/questions"
_A_PAGE = 100
_DAYS = 7
_EVENTS = ("tabled", "answered", "corrected")


class _Question(BaseModel):
    model_config = ConfigDict(extra="allow")

    id: int
    uin: str
    dateTabled: datetime  # noqa: N815 (the service's name)
    questionText: str  # noqa: N815


class Item(BaseModel):
    """One question, by itself as in a list."""

    value: _Question


class _Questions(BaseModel):
    totalResults: int  # noqa: N815
    results: list[Item]


class UkSource:
    """Lists weeks, the oldest first."""

    name = "uk"
    what = "UK Parliament, both Houses: written questions with their answers (JSON)"
    base = "https://questions-statements-api.parliament.uk"
    hosts = ()
    form = Item
    overlap = timedelta(days=7)

    def pages(self, web: Asking, window: Window) -> Iterator[Page]:
        start, last = window.since.date(), window.last or window.now.date()
        while start <= last:
            end = min(start + timedelta(days=_DAYS - 1), last)
            for event in _EVENTS:
                for found in self._listed(web, event, start, end):
                    yield Page(found)
            start = end + timedelta(days=1)
            yield Page((), min(datetime.combine(start, time()), window.now))

    def _listed(self, web: Asking, event: str, start: date, end: date) -> Iterator[tuple[Found, ...]]:
        skip, total = 0, 1
        while skip < total:
            days = {f"{event}WhenFrom": start, f"{event}WhenTo": end}
            address = f"{web.base}{_QUESTIONS}?{urlencode({**days, 'expandMember': 'false', 'take': _A_PAGE, 'skip': skip})}"
            listed = shaped(_Questions, web.json(address), address)
            total = listed.totalResults
            if not listed.results and skip < total:
                raise changed(address, "results", f"empty, though totalResults is {total}")
            yield tuple(_found(web, item.value) for item in listed.results)
            skip += len(listed.results)


def _found(web: Asking, question: _Question) -> Found:
    return Found(f"{web.base}{_QUESTIONS}/{question.id}?expandMember=true", stamp(question.model_dump(mode="json")))
