"""Breaking lines loses nothing and keeps to the width."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.sample.wrapping import load_hyphenation, wrap

WORDS = ["Wit-Russische", "onderwijs-", "en", "leerlingenvervoer", "(leerlingenvervoer).", "2021-2022", "a", "de", "minister"]


def width_of(text: str) -> float:
    return float(len(text.rstrip(" ")))


@given(st.lists(st.sampled_from(WORDS), min_size=1), st.integers(min_value=21, max_value=60))
def test_lines_keep_to_the_width_and_give_the_text_back(words: list[str], width: int) -> None:
    text = " ".join(words)
    lines = wrap(text, width, width_of)
    assert all(width_of(line) <= width for line in lines)
    assert "".join(lines).replace("-", "") == text.replace("-", "")


def test_a_hyphen_of_the_word_is_kept_and_none_is_added_beside_it() -> None:
    assert wrap("de Wit-Russische", 9, width_of) == ["de Wit-", "Russische"]


def test_a_listed_word_breaks_where_the_list_allows_it() -> None:
    assert wrap("in het (leerlingenvervoer).", 20, width_of) == ["in het (leerlingen-", "vervoer)."]
    assert wrap("in het (leerlingenvervoer).", 20, width_of, hyphenate=False) == ["in het ", "(leerlingenvervoer)."]


def test_a_suspended_hyphen_keeps_its_space() -> None:
    assert wrap("onderwijs- en welzijnsbeleid", 12, width_of) == ["onderwijs- ", "en ", "welzijnsbeleid"]


def test_the_list_holds_words_in_small_letters() -> None:
    assert all(word == word.lower() and "-" not in word for word in load_hyphenation())
