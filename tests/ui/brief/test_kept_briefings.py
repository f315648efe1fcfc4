"""Briefings stay with who made them, and the oldest go."""

from pathlib import Path

import pytest

from rag.briefing.briefing import Briefing
from rag.briefing.make import brief
from rag.library.library import Library
from ui.brief.briefing_routes import file_name
from ui.brief.kept_briefings import MOST, KeptBriefings


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Briefing:
    folder: Path = tmp_path_factory.mktemp("empty")
    library = Library(folder / "library", create=True)
    made = brief(library, "scholen", language="nl")
    library.close()
    return made


def test_a_briefing_is_there_for_its_visitor_alone(nothing: Briefing) -> None:
    kept = KeptBriefings()
    name = kept.keep("an", nothing, None)
    made = kept.made("an", name)
    assert made is not None
    assert made.briefing is nothing
    assert kept.made("bo", name) is None
    assert kept.made("an", name + "x") is None


def test_the_oldest_goes_first(nothing: Briefing) -> None:
    kept = KeptBriefings()
    names = [kept.keep("an", nothing, None) for _ in range(MOST + 2)]
    assert [kept.made("an", name) is None for name in names[:3]] == [True, True, False]


@pytest.mark.parametrize(
    ("topic", "name"),
    [
        ("Nachttreinen & co.", "nachttreinen-co"),
        ("élections à Liège", "elections-a-liege"),
        ("L’Œuvre d’ÉTÉ", "l-oeuvre-d-ete"),
        ('../../"x"\r\n', "x"),
        ("Вопрос", "briefing"),
        ("a" * 300, "a" * 60),
    ],
)
def test_a_file_has_a_name_that_every_system_takes(topic: str, name: str) -> None:
    assert file_name(topic) == name
