"""Questions that point to other questions by their day."""

from datetime import date

import pytest

from rag.search.pointed import pointed

DAY = date(2024, 2, 26)


@pytest.mark.parametrize(
    ("question", "language", "rest"),
    [
        ("Hoeveel bossen, zie schriftelijke vraag 26 feb 2024", "nl", "Hoeveel bossen"),
        ("Hoeveel bossen (zie ook vraag van 26 februari 2024)?", "nl", "Hoeveel bossen?"),
        ("how many woods, see written question Feb 26, 2024", "en", "how many woods"),
        ("how many woods, see the question of 26 February 2024", "en", "how many woods"),
        ("combien de bois (voir la question écrite du 26 février 2024) ?", "fr", "combien de bois ?"),
        ("Wie viele Wälder, siehe schriftliche Anfrage vom 26. Februar 2024", "de", "Wie viele Wälder"),
    ],
)
def test_a_day_behind_a_question_is_that_question_s(question: str, language: str, rest: str) -> None:
    found = pointed(question, language)
    assert found is not None
    assert (found.first, found.last) == (DAY, DAY)
    assert question[: found.start] + question[found.end :] == rest


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wie stelde in 2024 vragen over bossen?", "nl"),
        ("vraag nr. 204 van 19 februari 2021", "nl"),
        ("questions of 2024 about woods", "en"),
        ("what happened on 26 February 2024?", "en"),
        ("vraag van 26 februari 2024", "pl"),
    ],
)
def test_a_longer_period_a_number_and_any_other_day_point_to_nothing(question: str, language: str) -> None:
    assert pointed(question, language) is None
