"""Questions stand beside their answers and translations beside their originals; no part is lost or shown twice."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rag.records import Record
from ui.record.record_rows import Row, rows


def record(*parts: dict[str, Any]) -> Record:
    """A record of parts of one letter each."""
    spans = [{"start": n, "end": n + 1, **part} for n, part in enumerate(parts)]
    return Record.model_validate(
        {"id": "a", "parliament": "a", "kind": "written-question", "text": "x" * len(parts), "parts": spans}
    )


def asked(*labels: str, **more: Any) -> dict[str, Any]:
    return {"role": "question", "labels": labels, **more}


def answered(*labels: str, confidence: float | None = 1.0, **more: Any) -> dict[str, Any]:
    return {"role": "answer", "answers": labels, "confidence": confidence if labels else None, **more}


def test_an_answer_stands_beside_what_it_answers_in_the_order_of_the_text() -> None:
    shown = rows(
        record({"role": "title"}, {"role": "context"}, asked("1"), asked("2"), asked("3"), answered(), answered("2", "3"))
    )
    assert list(shown) == [Row((1,)), Row((2,)), Row((3, 4), (6,), 1.0), Row((5,))]


def test_several_answers_to_one_question_are_one_pair_as_sure_as_the_least_sure() -> None:
    shown = rows(record(asked("1"), asked("2"), answered("1"), answered("1", confidence=0.7), answered("2")))
    assert list(shown) == [Row((0,), (2, 3), 0.7), Row((1,), (4,), 1.0)]


def test_the_only_question_stands_beside_its_answer_without_labels() -> None:
    assert list(rows(record(asked(), answered()))) == [Row((0,), (1,))]
    assert list(rows(record(asked(), {"role": "speech"}))) == [Row((0,)), Row((1,))]


def test_a_translation_stands_beside_its_original() -> None:
    shown = rows(record({"role": "title"}, asked("1"), {"role": "title", "translation_of": 0}, asked("1", translation_of=1)))
    assert list(shown) == [Row((0,), (2,)), Row((1,), (3,))]
    shown = rows(record(asked("1"), answered("1"), asked("1", translation_of=0), answered("1", translation_of=1)))
    assert list(shown) == [Row((0,), (2,)), Row((1,), (3,))]


@given(
    st.lists(
        st.tuples(st.sampled_from(["question", "answer", "context", "note"]), st.sets(st.sampled_from("123"), max_size=2)),
        max_size=8,
    )
)
def test_every_part_is_shown_once(parts: list[tuple[str, set[str]]]) -> None:
    made = [{"role": role, "labels" if role == "question" else "answers": tuple(labels)} for role, labels in parts]
    shown = [n for row in rows(record(*made)) for n in (*row.left, *row.right)]
    assert sorted(shown) == list(range(len(parts)))
