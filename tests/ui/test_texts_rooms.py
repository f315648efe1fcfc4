"""The words of each room are complete in three languages: what is filled in is the same, and nothing stayed English."""

import re
from dataclasses import asdict
from typing import Any

import pytest

from ui.texts import browse, filters, plots


def braces(value: Any) -> list[str]:
    return sorted(re.findall(r"{(\w+)}", str(value)))


@pytest.mark.parametrize("room", [browse, filters, plots])
def test_every_language_says_the_same(room: Any) -> None:
    english = asdict(room.ENGLISH)
    for other in (room.DUTCH, room.FRENCH):
        for name, said in asdict(other).items():
            assert said, name
            assert braces(said) == braces(english[name]), name
            if isinstance(said, tuple):
                assert len(said) == len(english[name]), name
            elif len(said) > 25:
                assert said != english[name], name
