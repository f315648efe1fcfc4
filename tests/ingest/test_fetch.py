"""Fetching: each document once, nothing lost whatever the service does, and how far it came is never said too far."""

import json
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from ingest.fetch import Fetch, FetchReport, connected
from ingest.sources import source_named
from rag.errors import InputError
from rag.library import fetched, ledger
from rag.library.fetched import Cursor
from rag.library.filters import Filters
from rag.library.forget import choose, forget
from rag.library.library import Library
from rag.records import Record
from rag.settings import Settings

from .services import (
    Service,
    chamber,
    document,
    flemish,
    flemish_question,
    reply,
    westminster,
    westminster_question,
)

NOW = datetime(2024, 3, 20, 12)
FIRST = date(2024, 3, 1)


@pytest.fixture
def pdfs(sample_pdfs: Sequence[Path]) -> list[bytes]:
    return [path.read_bytes() for path in sample_pdfs]


@pytest.fixture
def go(library: Library, settings: Callable[..., Settings]) -> Callable[..., FetchReport]:
    """Fetches: `go("uk", first=date(2024, 3, 1))`, without embedding."""

    def run(name: str, *, limit: int | None = None, tries: int = 2, into: Library = library, **given: Any) -> FetchReport:
        source = source_named(name)
        with connected(source, settings(source_tries=tries)) as web:
            return Fetch(into, source, web, **{"now": NOW, **given}).run(limit=limit, embed=False)

    return run


def cursor(library: Library, source: str) -> Cursor | None:
    with library.catalogue.engine.connect() as connection:
        return fetched.cursor(connection, source)


def statuses(report: FetchReport) -> list[str]:
    return [file.status for file in report.files]


def resources(service: Service) -> list[str]:
    """The numbers of the documents that were asked for."""
    return [address.split("-")[-1].split(")")[0].lstrip("0") for address in service.asked_for("/resource")]


@pytest.fixture
def three(service: Service, pdfs: list[bytes]) -> list[dict[str, Any]]:
    """A chamber with three documents, two a page."""
    documents = [document(n, f"2024-03-0{n}T10:00:00.1234567Z") for n in (1, 2, 3)]
    chamber(service, documents, {one["Id"]: pdf for one, pdf in zip(documents, pdfs, strict=False)})
    return documents


def test_what_is_new_is_read_under_its_address_and_kept(
    go: Callable[..., FetchReport],
    library: Library,
    service: Service,
    three: list[dict[str, Any]],
    pdfs: list[bytes],
):
    report = go("tweede-kamer", first=FIRST)
    assert (statuses(report), report.failed, report.records, report.known) == (["added"] * 3, False, 3, 0)
    address = f"{service.url}/Document({three[0]['Id']})/resource"
    assert report.files[0].path == address
    (record,) = [record for record in library.catalogue.listing(Filters()) if record.id in report.files[0].records]
    assert (record.url, record.source and record.source.path) == (address, address)
    with library.catalogue.engine.connect() as connection:
        entry = ledger.entry(connection, address)
    assert entry
    assert library.originals.path(entry.sha256 or "").read_bytes() == pdfs[0]
    assert cursor(library, "tweede-kamer") == Cursor(FIRST, NOW) == Cursor(report.first, report.through)


def test_nothing_is_asked_for_twice_until_it_changes(
    go: Callable[..., FetchReport],
    service: Service,
    three: list[dict[str, Any]],
    library: Library,
):
    go("tweede-kamer", first=FIRST)
    again = go("tweede-kamer", first=FIRST)
    assert (again.files, again.known, resources(service)) == ((), 3, ["1", "2", "3"])
    three[0] |= {"ApiGewijzigdOp": "2024-03-21T09:00:00Z", "GewijzigdOp": "2024-03-21T08:00:00Z"}
    later = go("tweede-kamer", now=datetime(2024, 3, 22))
    assert (statuses(later), resources(service)[3:]) == (["unchanged"], ["1"])
    assert "ApiGewijzigdOp ge 2024-03-19T12:00:00.000000Z and Datum ge 2024-02-29T22:00:00Z" in service.asked[-2]
    assert cursor(library, "tweede-kamer") == Cursor(FIRST, datetime(2024, 3, 22))


def test_a_document_that_still_holds_is_not_sent_again(
    go: Callable[..., FetchReport],
    service: Service,
    library: Library,
    pdfs: list[bytes],
):
    documents = [document(1, "2024-03-05T10:00:00Z")]
    chamber(service, documents, {})
    listed = service.answer

    def answer(path: str, query: dict[str, str]) -> Any:
        if not path.endswith("/resource"):
            return listed(path, query)
        known = service.headers[-1].get("if-none-match") == '"a"'
        return reply(b"", status=304) if known else reply(pdfs[0], ETag='"a"')

    service.answer = answer
    go("tweede-kamer", first=FIRST)
    documents[0]["ContentLength"] = 7
    assert statuses(go("tweede-kamer", first=FIRST)) == ["unchanged"]
    assert service.headers[-1]["if-none-match"] == '"a"'
    # Without the original there is nothing that could still hold.
    (path,) = library.originals.folder.iterdir()
    path.unlink()
    documents[0]["ContentLength"] = 8
    go("tweede-kamer", first=FIRST)
    assert "if-none-match" not in service.headers[-1]


def test_a_document_that_fails_is_a_row_and_is_asked_for_again(
    go: Callable[..., FetchReport],
    service: Service,
    three: list[dict[str, Any]],
    library: Library,
):
    html = reply("<!DOCTYPE html><title>Busy</title>", Content_Type="text/html")
    service.faults = [("0002\\)/resource", html)]
    report = go("tweede-kamer", first=FIRST)
    assert (statuses(report), report.failed) == (["added", "failed", "added"], True)
    assert report.files[1].reason == "no PDF came, but a web page (of an error?)"
    assert cursor(library, "tweede-kamer") == Cursor(FIRST, NOW)
    again = go("tweede-kamer", now=datetime(2024, 5, 1))
    assert (statuses(again), resources(service)) == (["added"], ["1", "2", "3", "2"])
    assert go("tweede-kamer", now=datetime(2024, 5, 1)).files == ()


def test_a_page_that_fails_does_not_move_the_cursor_past_it(
    go: Callable[..., FetchReport],
    service: Service,
    three: list[dict[str, Any]],
    library: Library,
):
    service.faults = [("ApiGewijzigdOp ge 2024-03-02T10", reply("", status=500))] * 2
    report = go("tweede-kamer", first=FIRST)
    assert statuses(report) == ["added", "added", "failed"]
    assert report.files[-1].reason == "answers 500; tried 2 times"
    assert cursor(library, "tweede-kamer") == Cursor(FIRST, datetime(2024, 3, 2, 10, 0, 0, 123456))
    go("tweede-kamer")
    assert resources(service) == ["1", "2", "3"]
    assert cursor(library, "tweede-kamer") == Cursor(FIRST, NOW)


def test_a_run_that_is_ended_in_the_middle_goes_on_where_it_was(
    go: Callable[..., FetchReport],
    service: Service,
    three: list[dict[str, Any]],
    library: Library,
):
    def stop(phase: str, done: int, of: int | None, note: str) -> None:
        if phase == "fetching" and done == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        go("tweede-kamer", first=FIRST, progress=stop)
    assert library.catalogue.size() == 2
    assert cursor(library, "tweede-kamer") == Cursor(FIRST, datetime(2024, 3, 2, 10, 0, 0, 123456))
    assert statuses(go("tweede-kamer")) == ["added"]
    assert resources(service) == ["1", "2", "3"]


def test_a_document_that_moves_to_the_end_of_the_list_meanwhile_hides_no_other(
    go: Callable[..., FetchReport],
    service: Service,
    three: list[dict[str, Any]],
):
    """Counting places, the third would now be the second and be skipped."""

    def change(phase: str, done: int, of: int | None, note: str) -> None:
        if phase == "fetching" and done == 2:
            three[0]["ApiGewijzigdOp"] = "2024-03-19T10:00:00Z"

    go("tweede-kamer", first=FIRST, progress=change)
    assert resources(service) == ["1", "2", "3"]


def test_documents_that_all_changed_at_one_moment_are_all_found(
    go: Callable[..., FetchReport],
    service: Service,
    pdfs: list[bytes],
):
    documents = [document(n, "2024-03-05T10:00:00Z") for n in range(1, 6)]
    chamber(service, documents, {one["Id"]: pdf for one, pdf in zip(documents, pdfs, strict=False)})
    assert statuses(go("tweede-kamer", first=FIRST)) == ["added"] * 5


def test_what_is_no_pdf_or_withdrawn_is_said_and_not_asked_for(
    go: Callable[..., FetchReport],
    service: Service,
    three: list[dict[str, Any]],
):
    three[1] |= {"ContentType": "application/msword"}
    three[2] |= {"Verwijderd": True}
    report = go("tweede-kamer", first=FIRST)
    assert [(file.status, file.reason) for file in report.files[1:]] == [
        ("skipped", "no PDF but application/msword, which is not read")
    ]
    three[0] |= {"Verwijderd": True}
    report = go("tweede-kamer", first=FIRST)
    (row,) = report.files
    assert (row.status, row.reason) == (
        "skipped",
        "withdrawn by its source; what it gave stays until hemicycle forget takes it out",
    )
    assert go("tweede-kamer", first=FIRST).files == ()
    assert resources(service) == ["1"]


def test_what_failed_and_was_withdrawn_since_is_not_asked_for_for_ever(
    go: Callable[..., FetchReport],
    service: Service,
    three: list[dict[str, Any]],
):
    service.faults = [("0002\\)/resource", reply("gone", status=404))]
    assert statuses(go("tweede-kamer", first=FIRST)) == ["added", "failed", "added"]
    three[1] |= {"Verwijderd": True, "ApiGewijzigdOp": "2024-03-09T10:00:00.1234567Z"}
    later = go("tweede-kamer", first=FIRST)
    assert (statuses(later), later.failed) == (["skipped"], False)
    assert go("tweede-kamer", first=FIRST).files == ()
    assert resources(service) == ["1", "2", "3"]


def test_what_was_forgotten_is_not_asked_for_again(
    go: Callable[..., FetchReport],
    service: Service,
    three: list[dict[str, Any]],
    library: Library,
):
    report = go("tweede-kamer", first=FIRST)
    forget(library, choose(library, [report.files[0].path]))
    three[0]["ContentLength"] = 5
    again = go("tweede-kamer", first=FIRST)
    assert (statuses(again), resources(service)) == (["skipped"], ["1", "2", "3"])
    assert library.catalogue.size() == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"Id": 5}, "value.0.Id"),
        ({"ApiGewijzigdOp": "yesterday"}, "value.0.ApiGewijzigdOp"),
        ({"Verwijderd": None}, "value.0.Verwijderd"),
    ],
)
def test_an_answer_of_another_form_names_the_field(
    go: Callable[..., FetchReport],
    service: Service,
    library: Library,
    change: dict[str, Any],
    field: str,
):
    service.answer = lambda path, query: reply({"value": [document(1, "2024-03-05T10:00:00Z", **change)]})
    (row,) = go("tweede-kamer", first=FIRST).files
    assert row.path.startswith(f"{service.url}/Document?$filter=Soort%20eq%20")
    assert (row.reason or "").startswith(f"no longer in the form that is known here ({field}: ")
    assert (row.reason or "").endswith("nothing of it was read: look for a newer Hemicycle")
    assert cursor(library, "tweede-kamer") is None


@pytest.mark.parametrize("answer", [{"results": []}, [], "text", 5, None, {"value": {}}, {"value": [[]]}])
def test_any_other_json_is_an_answer_of_another_form(go: Callable[..., FetchReport], service: Service, answer: Any):
    service.answer = lambda path, query: reply(json.dumps(answer))
    (row,) = go("tweede-kamer", first=FIRST).files
    assert "no longer in the form that is known here" in (row.reason or "")


def test_a_list_that_never_ends_is_left(go: Callable[..., FetchReport], service: Service):
    one = document(1, "2024-03-05T10:00:00Z", ContentType="text/plain")
    service.answer = lambda path, query: reply({"value": [one], "@odata.nextLink": f"{service.url}/Document?more"})
    report = go("tweede-kamer", first=FIRST)
    assert statuses(report) == ["skipped", "failed"]
    assert "@odata.nextLink: leads on, with no document that was not listed before" in (report.files[-1].reason or "")


def test_a_service_that_is_down_is_left_alone(go: Callable[..., FetchReport], service: Service, library: Library):
    documents = [document(n, f"2024-03-05T10:00:0{n}Z") for n in range(9)]
    chamber(service, documents, {}, a_page=20)
    service.faults = [("/resource", reply("", status=503))] * 100
    report = go("tweede-kamer", first=FIRST)
    assert statuses(report) == ["failed"] * 6
    assert report.files[-1].path == service.url
    assert report.files[-1].reason == "documents do not come any more: the others were not asked for; try again later"
    assert len(resources(service)) == 10
    assert cursor(library, "tweede-kamer") is None


def test_documents_that_never_come_do_not_keep_the_others_from_coming(
    go: Callable[..., FetchReport], service: Service, library: Library, pdfs: list[bytes]
):
    documents = [document(n, f"2024-03-05T10:00:0{n}Z") for n in range(9)]
    chamber(service, documents, {one["Id"]: pdf for one, pdf in zip(documents[6:], pdfs, strict=False)}, a_page=20)
    service.faults = [(f"000{n}\\)/resource", reply("", status=404)) for n in range(6)] * 3
    assert statuses(go("tweede-kamer", first=FIRST)) == ["failed"] * 6
    again = go("tweede-kamer", first=FIRST)
    assert statuses(again)[:4] == ["failed", "added", "added", "added"]
    assert cursor(library, "tweede-kamer") == Cursor(FIRST, NOW)


def test_a_service_that_wants_to_be_left_alone_is(
    go: Callable[..., FetchReport], service: Service, three: list[dict[str, Any]]
):
    service.faults = [("/resource", reply("", status=429, Retry_After="3600"))]
    report = go("tweede-kamer", first=FIRST)
    assert statuses(report) == ["failed", "failed"]
    assert report.files[0].reason == "answers 429 and wants to be left alone for 3600 s; try again then"
    assert resources(service) == ["1"]


def test_a_limit_leaves_the_rest_for_the_next_time(
    go: Callable[..., FetchReport],
    service: Service,
    three: list[dict[str, Any]],
    library: Library,
):
    assert statuses(go("tweede-kamer", first=FIRST, limit=1)) == ["added"]
    assert cursor(library, "tweede-kamer") is None
    assert statuses(go("tweede-kamer", first=FIRST, limit=2)) == ["added", "added"]
    assert resources(service) == ["1", "2", "3"]


def test_what_would_be_asked_for_can_be_seen_before(
    library: Library,
    service: Service,
    settings: Callable[..., Settings],
    three: list[dict[str, Any]],
):
    source = source_named("tweede-kamer")
    with connected(source, settings()) as web:
        wanted = [found.address for found in Fetch(library, source, web, first=FIRST, now=NOW).wanted()]
    assert wanted == [f"{service.url}/Document({one['Id']})/resource" for one in three]
    assert (resources(service), library.catalogue.size(), cursor(library, "tweede-kamer")) == ([], 0, None)


def test_days_that_leave_a_gap_or_end_do_not_move_the_cursor(
    go: Callable[..., FetchReport],
    service: Service,
    three: list[dict[str, Any]],
    library: Library,
):
    go("tweede-kamer", first=FIRST, last=date(2024, 3, 10))
    assert cursor(library, "tweede-kamer") is None
    assert "and Datum lt 2024-03-10T22:00:00Z" in service.asked[0]
    go("tweede-kamer", first=FIRST)
    go("tweede-kamer", first=date(2024, 4, 1), now=datetime(2024, 4, 9))
    assert cursor(library, "tweede-kamer") == Cursor(FIRST, NOW)
    go("tweede-kamer", first=date(2023, 4, 1), now=datetime(2024, 4, 9))
    assert cursor(library, "tweede-kamer") == Cursor(date(2023, 4, 1), datetime(2024, 4, 9))


def test_the_first_run_looks_back_a_week(go: Callable[..., FetchReport], three: list[dict[str, Any]]):
    assert go("tweede-kamer").first == date(2024, 3, 13)


def test_days_of_which_there_is_none_are_refused(go: Callable[..., FetchReport], service: Service):
    with pytest.raises(InputError, match="from 2024-03-05 to 2024-03-04 there is no day"):
        go("tweede-kamer", first=date(2024, 3, 5), last=date(2024, 3, 4))
    with pytest.raises(InputError, match="from 2030-01-01 to 2024-03-20 there is no day"):
        go("tweede-kamer", first=date(2030, 1, 1))
    assert service.asked == []


def test_the_flemish_years_of_the_days_are_listed_page_after_page(
    go: Callable[..., FetchReport],
    service: Service,
    pdfs: list[bytes],
    library: Library,
):
    old = [flemish_question(service, n, "2023-10-02") for n in range(1000, 1150)]
    new = [flemish_question(service, n, "2024-03-04") for n in range(3)]
    flemish(service, [*old, *new], {str(n): pdfs[n] for n in range(3)})
    report = go("flemish", first=FIRST)
    assert statuses(report) == ["added"] * 3
    assert [address.split("?")[-1] for address in service.asked_for("/api/search/")] == [
        "page=1&max=100&sort=date",
        "page=2&max=100&sort=date",
    ]
    assert cursor(library, "flemish") == Cursor(FIRST, NOW)
    (record,) = [record for record in library.catalogue.listing(Filters()) if record.id in report.files[0].records]
    assert record.url == f"{service.url}/pfile?id=0"


def test_a_flemish_question_that_is_answered_later_is_asked_for_again(
    go: Callable[..., FetchReport],
    service: Service,
    pdfs: list[bytes],
):
    questions = [flemish_question(service, 1, "2024-03-04", themadatum="2024-03-04")]
    bodies = {"1": pdfs[0]}
    flemish(service, questions, bodies)
    go("flemish", first=FIRST)
    bodies["1"] = pdfs[1]
    assert go("flemish").files == ()
    questions[0] |= {"statusdatumSchvBeantwoord": "2024-06-10"}
    assert statuses(go("flemish", now=datetime(2024, 6, 12))) == ["updated"]


def test_a_flemish_year_with_too_many_results_is_asked_for_in_parts(
    go: Callable[..., FetchReport],
    service: Service,
    pdfs: list[bytes],
):
    days = ["2023-11-05", "2024-01-09", "2024-03-04", "2024-03-05"]
    flemish(
        service,
        [flemish_question(service, n, day) for n, day in enumerate(days)],
        dict(zip("0123", pdfs, strict=False)),
        most=2,
    )
    assert statuses(go("flemish", first=date(2023, 9, 30))) == ["added"] * 4
    assert len(service.asked_for("daterange:")) > 2
    flemish(service, [flemish_question(service, n, "2024-03-04") for n in range(4)], {}, most=2)
    report = go("flemish", first=FIRST)
    assert "10000 results for one day" in (report.files[-1].reason or "")


def test_a_flemish_answer_without_documents_or_days_is_of_another_form(go: Callable[..., FetchReport], service: Service):
    question = flemish_question(service, 1, "2024-03-04")
    flemish(service, [{name: value for name, value in question.items() if name != "document"}], {})
    (row,) = go("flemish", first=FIRST).files
    assert "(result.metatags.metatag: none has the name 'document')" in (row.reason or "")
    flemish(service, [{**question, "themadatum": "4 maart"}], {})
    (row,) = go("flemish", first=FIRST).files
    assert "(result.metatags.metatag themadatum: '4 maart' is no day)" in (row.reason or "")


def test_a_document_that_lies_elsewhere_is_not_asked_for(go: Callable[..., FetchReport], service: Service):
    question = flemish_question(service, 1, "2024-03-04", document="https://example.org/pfile?id=1")
    flemish(service, [question], {})
    (row,) = go("flemish", first=FIRST).files
    assert (row.status, row.reason) == ("failed", "lies elsewhere than 127.0.0.1 and was not asked for")


def details(service: Service) -> list[str]:
    """The questions that were asked for by themselves."""
    return [address.rsplit("/", 1)[1] for address in service.asked_for(r"questions/\d")]


def test_uk_questions_come_when_they_are_tabled_and_when_they_are_answered(
    go: Callable[..., FetchReport],
    service: Service,
    library: Library,
):
    questions = [westminster_question(1, "2024-03-04"), westminster_question(2, "2024-02-01", "2024-03-05")]
    westminster(service, questions)
    go("uk", first=FIRST)
    assert details(service) == ["1?expandMember=true", "2?expandMember=true"]
    assert cursor(library, "uk") == Cursor(FIRST, NOW)
    weeks = service.asked_for("tabledWhenFrom")
    assert [address.split("?")[1].split("&expand")[0] for address in weeks] == [
        f"tabledWhenFrom={start}&tabledWhenTo={end}" for start, end in WEEKS
    ]
    questions[0] |= {"dateAnswered": "2024-06-03T00:00:00", "answerText": "<p>Ten.</p>"}
    go("uk", now=datetime(2024, 6, 5))
    assert details(service)[2:] == ["1?expandMember=true"]
    questions[1] |= {"dateAnswerCorrected": "2024-06-06T00:00:00", "answerText": "<p>Eleven.</p>"}
    go("uk", now=datetime(2024, 6, 7))
    assert details(service)[3:] == ["2?expandMember=true"]


WEEKS = [("2024-03-01", "2024-03-07"), ("2024-03-08", "2024-03-14"), ("2024-03-15", "2024-03-20")]


def test_uk_lists_are_read_to_their_end(go: Callable[..., FetchReport], service: Service):
    westminster(service, [westminster_question(n, "2024-03-04") for n in range(1, 231)])
    report = go("uk", first=date(2024, 3, 4), last=date(2024, 3, 4), limit=1)
    assert len(report.files) == 1
    go("uk", first=date(2024, 3, 4), last=date(2024, 3, 4))
    assert len(set(details(service))) == 230
    assert [address.rsplit("=", 1)[1] for address in service.asked_for("tabledWhenFrom")[-3:]] == ["0", "100", "200"]


def test_a_uk_list_that_ends_before_its_count_is_of_another_form(go: Callable[..., FetchReport], service: Service):
    service.answer = lambda path, query: reply({"totalResults": 5, "results": []})
    (row,) = go("uk", first=FIRST).files
    assert "(results: empty, though totalResults is 5)" in (row.reason or "")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<html><body>Sorry</body></html>", "no JSON came, or not all of it, but a web page (of an error?)"),
        ('{"value": {"id": 1, "uin"', "no JSON came, or not all of it"),
        ('{"value": {"id": 1}}', "no longer in the form that is known here (value.uin: field required)"),
        ("[]", "no longer in the form that is known here (the whole: "),
        ("", "the file is empty"),
    ],
)
def test_a_uk_question_that_is_none_is_a_row(go: Callable[..., FetchReport], service: Service, body: str, said: str):
    westminster(service, [westminster_question(1, "2024-03-04")])
    service.faults = [(r"questions/1\?", reply(body))]
    (row,) = go("uk", first=FIRST).files
    assert (row.status, (row.reason or "")[: len(said)]) == ("failed", said)


def test_a_uk_question_becomes_a_record(go: Callable[..., FetchReport], service: Service, library: Library):
    westminster(service, [westminster_question(1, "2024-03-04", "2024-03-06")])
    report = go("uk", first=FIRST)
    assert statuses(report) == ["added"]
    (record,) = library.catalogue.listing(Filters())
    assert isinstance(record, Record)
    assert [part.role for part in record.parts if part.role in ("question", "answer")] == ["question", "answer"]
