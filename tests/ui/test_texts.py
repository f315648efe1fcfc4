"""The page's words: every language says the same things, with the same gaps to fill."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

import ui
from rag.library.filters import Filters
from ui.texts import DUTCH, ENGLISH, FRENCH, PAGES, Texts

UI = Path(ui.__file__ or "").parent


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


def test_no_words_are_there_that_nobody_says() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in UI.rglob("*.py"))
    # Some are looked up by the name of a field of a filter.
    named = {"from", "to", "subject", "exclude", "without", *(name for name in Filters.model_fields)}
    unsaid = [
        path
        for path in {re.sub(r"(\.\d+)+$", "", path) for path, _ in words(ENGLISH)}
        if not re.search(rf"\.{path.rsplit('.', 1)[-1]}\b", code) and path.rsplit(".", 1)[-1] not in named
    ]
    assert unsaid == []
