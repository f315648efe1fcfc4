"""The page's words: every language says the same things, with the same gaps to fill."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from ui.texts import DUTCH, ENGLISH, FRENCH, PAGES, Texts


def words(texts: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if is_dataclass(texts):
        for each in fields(texts):
            yield from words(getattr(texts, each.name), f"{path}.{each.name}")
    elif isinstance(texts, tuple):
        for n, each in enumerate(texts):
            yield from words(each, f"{path}.{n}")
    else:
        assert isinstance(texts, str), path
        yield path, texts


@pytest.mark.parametrize("texts", [DUTCH, FRENCH], ids=lambda texts: texts.language)
def test_every_language_fills_in_the_same(texts: Texts) -> None:
    english, own = dict(words(ENGLISH)), dict(words(texts))
    assert own.keys() == english.keys()
    for path, said in own.items():
        assert said.strip(), path
        assert set(re.findall(r"\{\w*\}", said)) == set(re.findall(r"\{\w*\}", english[path])), path


@pytest.mark.parametrize("texts", [DUTCH, FRENCH], ids=lambda texts: texts.language)
def test_little_is_left_in_english(texts: Texts) -> None:
    english = dict(words(ENGLISH))
    codes = re.compile(r"\.(message_buttons|draft_verdicts)\.\d+\.0")
    same = {path: re.sub(r"\{\w*\}", "", said) for path, said in words(texts) if said == english[path]}
    same = {path: said for path, said in same.items() if not codes.fullmatch(path)}
    assert [path for path, said in same.items() if len(re.findall(r"\w{4,}", said)) > 1] == []


def test_numbers_are_written_as_each_language_writes_them() -> None:
    assert [texts.records(3811).replace("\u202f", " ") for texts in PAGES.values()] == [
        "3,811 records",
        "3.811 documenten",
        "3 811 documents",
    ]
