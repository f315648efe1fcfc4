"""Claims are read out of whatever a model writes around them, as soon as they are whole."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.answer.claims import Broken, Claim, claims

ONE = '{"statement": "Een {zin} met \\"haken\\".", "sources": [{"passage": 1, "words": "a } b"}]}'
TWO = '{"statement": "Nog een.", "sources": [{"passage": 2, "words": "c"}, {"passage": 3, "words": "d"}]}'


def texts(text: str, size: int = 1) -> list[str]:
    found = claims(text[n : n + size] for n in range(0, len(text), size))
    return [claim.statement if isinstance(claim, Claim) else "broken" for claim in found]


BOTH = ['Een {zin} met "haken".', "Nog een."]


@pytest.mark.parametrize(
    "text",
    [
        f"{ONE}\n{TWO}\n",
        f"{ONE}{TWO}",
        f"```json\n{ONE}\n{TWO}\n```",
        f"Sure, here {{you}} are:\n[{ONE},\n {TWO}]\nDone.",
        f'{{"statements": [{ONE}, {TWO}]}}',
        f"<think>perhaps {TWO}?</think>\n{ONE}\n{TWO}",
        f"{json.dumps(json.loads(ONE), indent=2)}\n{json.dumps(json.loads(TWO), indent=1)}",
    ],
)
@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_claims_are_found_in_any_wrapping(text: str, size: int) -> None:
    assert texts(text, size) == BOTH


@pytest.mark.parametrize("cut", range(1, len(ONE)))
def test_half_a_claim_spoils_no_other(cut: int) -> None:
    found = texts(f"{ONE[:cut]}\n{TWO}")
    assert found[-1] == "Nog een."
    assert "broken" in found or cut < len('{"statement"')


def test_a_claim_is_there_before_the_next_begins() -> None:
    def pieces():  # type: ignore[no-untyped-def]
        yield ONE
        raise AssertionError("asked for more")

    assert isinstance(next(claims(pieces())), Claim)


@pytest.mark.parametrize(
    "text",
    [
        '{"statement": "x"}',
        '{"statement": "x", "sources": []}',
        '{"statement": 5, "sources": [{"passage": 1, "words": "a"}]}',
        '{"statement": "x", "sources": [{"passage": "two", "words": "a"}]}',
        '{"statement": "x", "sources": ["a"]}',
        '{"statement": "x", ',
        "{" * 5_000 + '"statement"',
    ],
)
def test_what_is_no_claim_is_broken(text: str) -> None:
    assert set(texts(text, 50)) == {"broken"}


@pytest.mark.parametrize("text", ["", "I do not know.", "{}", '<think>{"statement": 1', "[]", "null"])
def test_nothing_gives_nothing(text: str) -> None:
    assert texts(text) == []


@given(st.text(alphabet='{}[]",:\\ \nstatement<think>/x', max_size=200), st.integers(1, 20))
def test_nothing_makes_it_stumble(noise: str, size: int) -> None:
    found = list(claims([f"{noise}\n{ONE}\n"[n : n + size] for n in range(0, len(noise) + len(ONE) + 2, size)]))
    assert all(isinstance(one, Claim | Broken) for one in found)


def test_a_model_that_never_claims_is_left() -> None:
    heard = 0

    def endless():  # type: ignore[no-untyped-def]
        nonlocal heard
        while True:
            heard += 1
            yield "la " * 100

    assert list(claims(endless())) == []
    assert heard < 200
