"""What reaches the terminal steers nothing, and is otherwise as the record has it."""

import pytest

from ui.commands.output import readable


@pytest.mark.parametrize("text", ["« oui »", "« oui\u00a0»\u202f: 1\u202f000\u00a0€", "één\tregel\n"])
def test_spaces_of_french_typography_and_lines_stay(text: str) -> None:
    assert readable(text) == text


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\x9b", "\u2028", "\u202e", "\u2066", "\ufeff"])
def test_what_steers_a_terminal_is_a_question_mark(character: str) -> None:
    assert readable(f"a{character}b") == readable(f"a{character}b", kept="") == "a?b"


def test_one_line_has_no_second_one() -> None:
    assert readable("a\nb\tc\u00a0d", kept="") == "a?b?c\u00a0d"
