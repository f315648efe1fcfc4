"""Whether sub-questions were asked before: by whom, when, and with which answer, quoted where it stands."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rag.drafts.asked_before import check
from rag.drafts.parse import parse
from rag.library.library import Library
from rag.records import Person, Record

MEMBER, MINISTER = Person(name="An Maes", party="Groen"), Person(name="Karel De Brandt", role="Minister van Mobiliteit")


def _record(name: str, title: str, asked: list[str], replied: list[str], **fields: Any) -> Record:
    """A record whose numbered answers are aligned with its numbered questions."""
    text, parts = title, [{"role": "title", "start": 0, "end": len(title)}]
    for role, words in (("question", asked), ("answer", replied)):
        for n, piece in enumerate(words, start=1):
            text += f"\n\n{n}. "
            start = len(text) - 3
            text += piece
            aligned = {"answers": (str(n),), "confidence": 1.0} if role == "answer" else {"status": "answered"}
            parts.append({"role": role, "labels": (str(n),), "start": start, "end": len(text), **aligned})
    facts = {"parliament": "be-vl", "kind": "written-question", "language": "nl", "asked_on": date(2021, 2, 19)}
    facts |= {"askers": (MEMBER,), "addressees": (MINISTER,), "status": "answered"}
    return Record.model_validate({"id": f"be-vl.q.{name}", "title": title, "text": text, "parts": parts, **facts, **fields})


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, encoder: Any, with_passages: Callable[..., Any]):
    library = Library(tmp_path_factory.mktemp("drafts") / "library", create=True, encoder=encoder)
    records = [
        _record(
            "1",
            "Fietspaden langs gewestwegen",
            ["Hoeveel kilometer fietspad werd er aangelegd in 2019?", "Wat kostte de aanleg per provincie?"],
            ["Er werd 41 kilometer aangelegd.", "De aanleg kostte negen miljoen euro."],
            number="204",
        ),
        *(
            _record(str(n), f"{title} in het onderwijs", [f"Hoeveel {title} waren er?"], [f"Er waren {n} {title}."])
            for n, title in enumerate(["leraren", "leerlingen", "directeurs", "busbegeleiders", "turnzalen"], start=2)
        ),
    ]
    with library.writing():
        library.add(with_passages(*records))
        library.embed()
        library.index.publish()
    yield library
    library.close()


DRAFT = """Fietspaden langs gewestwegen

1. Wat kostte de aanleg per provincie?
2. Hoeveel vliegtuigen landden er op de maan?
"""


def test_each_sub_question_finds_itself_with_its_subject_and_its_own_answer(asked: Library) -> None:
    checked = check(asked, parse(DRAFT))
    assert (checked.title, checked.records) == ("Fietspaden langs gewestwegen", 6)
    first, second = checked.rows
    assert (first.label, first.verdict) == ("1", "asked before")
    earlier = first.earlier[0]
    assert (earlier.number, earlier.asked_on, earlier.askers, earlier.status) == (
        "204",
        date(2021, 2, 19),
        (MEMBER,),
        "answered",
    )
    assert earlier.question.quote == "2. Wat kostte de aanleg per provincie?"
    assert earlier.aligned
    assert [cited.quote for cited in earlier.answers] == ["2. De aanleg kostte negen miljoen euro."]
    assert second.verdict != "asked before"
    record = asked.catalogue.record(earlier.record)
    assert record
    for cited in (earlier.question, *earlier.answers):
        assert cited.quote == record.text[cited.start : cited.end]
    for row in checked.rows:
        assert row.text == DRAFT[row.start : row.end]


def test_another_year_is_the_same_question_and_another_subject_is_not(asked: Library) -> None:
    same = "Fietspaden langs gewestwegen\n\n1. Hoeveel kilometer fietspad werd er aangelegd in 2024?\n2. Waarom?"
    assert check(asked, parse(same)).rows[0].verdict == "asked before"
    other = "Vliegtuigen op de maan\n\n1. Wat kostte de aanleg per provincie?\n2. Waarom?"
    assert check(asked, parse(other)).rows[0].verdict != "asked before"


def test_what_is_excluded_was_not_asked_before(asked: Library) -> None:
    checked = check(asked, parse(DRAFT), exclude=["be-vl.q.1"])
    assert checked.rows[0].verdict != "asked before"


def test_by_words_alone_and_in_an_empty_library(library: Library, with_passages: Callable[..., Any]) -> None:
    assert [row.verdict for row in check(library, parse(DRAFT)).rows] == ["not found", "not found"]
    with library.writing():
        library.add(
            with_passages(_record("1", "Fietspaden langs gewestwegen", ["Wat kostte de aanleg per provincie?"], ["Negen."]))
        )
    assert check(library, parse(DRAFT)).rows[0].verdict == "asked before"


def test_markup_in_a_draft_is_text(asked: Library) -> None:
    text = "<script>alert(1)</script>\n\n1. [bold]Hoeveel[/bold] <b>wegen</b>?\n2. ![x](http://example.com)?"
    rows = check(asked, parse(text)).rows
    assert [row.text for row in rows] == ["1. [bold]Hoeveel[/bold] <b>wegen</b>?", "2. ![x](http://example.com)?"]
