"""Exchanges: each turn of an oral question is with the reply that follows it; other records are one."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from rag.exchanges import exchanges
from rag.records import Record
from tests.debates import DEBATE, ORAL


def record(kind: str, roles: list[str]) -> Record:
    parts: list[dict[str, Any]] = [{"role": role, "start": n, "end": n + 1} for n, role in enumerate(roles)]
    return Record.model_validate({"id": "a", "parliament": "a", "kind": kind, "text": "x" * len(roles), "parts": parts})


def test_a_question_after_a_reply_opens_another_exchange() -> None:
    assert list(exchanges(ORAL)) == [0, 0, 0, 1, 1, 2, 2]
    roles = ["title", "question", "question", "note", "answer", "answer", "speech", "question", "note", "answer", "question"]
    assert list(exchanges(record("oral-question", roles))) == [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 2]


_roles = st.lists(st.sampled_from(["title", "question", "answer", "speech", "note"]), max_size=12)


@given(_roles)
def test_no_question_of_an_exchange_follows_its_first_reply(roles: list[str]) -> None:
    found = list(exchanges(record("oral-question", roles)))
    assert len(found) == len(roles)
    assert found == sorted(found)
    for each in set(found):
        own = [role for role, n in zip(roles, found, strict=True) if n == each]
        replies = [n for n, role in enumerate(own) if role == "answer"]
        asked = [n for n, role in enumerate(own) if role == "question"]
        assert not replies or not asked or max(asked) < min(replies)


@given(_roles)
def test_other_records_are_one_exchange(roles: list[str]) -> None:
    assert set(exchanges(record("written-question", roles))) <= {0}
    assert set(exchanges(DEBATE)) == {0}
