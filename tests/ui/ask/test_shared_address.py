"""Addresses to share: what they say is what is read back, and nonsense in them harms nothing."""

from datetime import date
from urllib.parse import parse_qsl

from hypothesis import given
from hypothesis import strategies as st

from rag.answer.answer import Answer, Searched
from rag.library.filters import Filters
from ui.ask.shared_address import question_query, read_address, record_query

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60).filter(str.strip)
names = st.from_regex(r"[a-zé0-9][\w &=?#+%]{0,30}", fullmatch=True)


def answer(question: str, filters: Filters) -> Answer:
    return Answer(
        question=question,
        language=None,
        filters=filters.applied(),
        abstained=True,
        statements=(),
        searched=Searched(records=0, first=None, last=None),
        closest=(),
        written_by="quotation",
        dropped=0,
        note=None,
        took_ms=0.0,
    )


def read(query: str):  # type: ignore[no-untyped-def]
    return read_address(dict(parse_qsl(query.removeprefix("?"))))


@given(
    question=words,
    library=st.none() | words,
    filters=st.fixed_dictionaries(
        {},
        optional={
            "from": st.dates(),
            "to": st.dates(),
            "minister": names,
            "theme": names,
            "status": st.sampled_from(["answered", "referred"]),
            "language": st.sampled_from(["nl", "fr"]),
        },
    ),
)
def test_a_question_comes_back_with_its_filters(question: str, library: str | None, filters: dict[str, object]) -> None:
    wanted = Filters.model_validate(filters)
    found = read(question_query(answer(question, wanted), library, language="fr", sort="newest"))
    assert found.question == question.strip()
    assert found.library == library
    assert found.filters == wanted
    assert (found.language, found.sort, found.record) == ("fr", "newest", None)


def test_a_question_too_long_for_an_address_has_none() -> None:
    assert question_query(answer("a" * 2_001, Filters()), None) == ""


def test_a_record_comes_back() -> None:
    assert (read(record_query("a.b.1", "own")).record, read(record_query("a.b.1", None)).library) == ("a.b.1", None)


@given(st.dictionaries(st.sampled_from(["q", "from", "to", "kind", "status", "minister", "sort", "record", "x"]), st.text()))
def test_nonsense_in_an_address_is_left_out(parameters: dict[str, str]) -> None:
    read_address(parameters)


def test_of_a_bad_filter_the_others_stay() -> None:
    found = read_address({"q": "treinen", "from": "gisteren", "to": "2020-01-31", "kind": "lied"})
    assert found.filters == Filters.model_validate({"to": date(2020, 1, 31)})
