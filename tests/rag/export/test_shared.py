"""What writers share: the widths of columns, short titles."""

from hypothesis import given
from hypothesis import strategies as st

from rag.export.document import Cell, Column, Run, Table
from rag.export.shared import one_line, widths


def _table(shares: list[float], words: list[str]) -> Table:
    row = tuple(Cell(runs=(Run(text=word),)) for word in words)
    return Table(columns=tuple(Column(title="", share=share) for share in shares), rows=(row,))


@given(st.lists(st.tuples(st.floats(0, 9), st.text("ab ", max_size=40)), min_size=1, max_size=7))
def test_widths_are_parts_of_one_and_none_is_negative(columns: list[tuple[float, str]]) -> None:
    table = _table([share or 0.1 for share, _ in columns], [word for _, word in columns])
    found = widths(table)
    assert abs(sum(found) - 1) < 1e-6
    assert min(found) > 0


def test_shares_hold_where_every_word_fits_and_a_long_word_takes_from_the_others() -> None:
    assert widths(_table([3, 1], ["a", "b"])) == [0.75, 0.25]
    wide, narrow = widths(_table([99, 1], ["kort", "doorverwezen"]))
    assert 0.1 < narrow < 0.2
    assert wide > 0.8


def test_a_long_title_is_cut_after_a_word() -> None:
    assert one_line("Een  titel\nvan woorden, lang", 24) == "Een titel van woorden …"
    assert one_line("Kort", 24) == "Kort"
