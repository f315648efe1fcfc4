"""Every phrase exists in every language, with the same places to fill."""

import string
from datetime import date

import pytest

from rag.answer.phrases import PHRASES, long_date, say


@pytest.mark.parametrize("language", PHRASES)
def test_each_language_has_the_same_phrases_and_fields(language: str) -> None:
    def fields(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    assert {key: fields(text) for key, text in PHRASES[language].items()} == {
        key: fields(text) for key, text in PHRASES["en"].items()
    }


def test_an_unknown_language_is_answered_in_english() -> None:
    assert say("pl", "minister") == say("en", "minister")


@pytest.mark.parametrize(
    ("language", "written"),
    [("nl", "19 februari 2021"), ("en", "19 February 2021"), ("fr", "19 février 2021"), ("de", "19. Februar 2021")],
)
def test_dates_are_written_out(language: str, written: str) -> None:
    assert long_date(date(2021, 2, 19), language) == written
