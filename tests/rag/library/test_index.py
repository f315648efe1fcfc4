"""The indexes there are do what an index must: the one of a single machine, and the reference that tests compare with."""

from collections.abc import Iterable

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from rag.library import view
from rag.library.index import Selection
from rag.library.local import LocalIndex

from .conformance import Conformance, Opened, items, writer
from .reference import ReferenceIndex

__all__ = ["items", "writer"]

KEYS = st.sets(st.integers(0, 60))


class TestReference(Conformance):
    @pytest.fixture
    def opened(self) -> Opened:
        return ReferenceIndex


class TestLocal(Conformance):
    @pytest.fixture
    def opened(self) -> Opened:
        return lambda catalogue: LocalIndex(catalogue.path.parent, catalogue)


class TestLocalAskingTheVectorIndex(TestLocal):
    """With so few passages exact scores would answer every filter: here the vector index is asked first."""

    @pytest.fixture(autouse=True)
    def _index_first(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(view, "_DEAR", 0)
        monkeypatch.setattr(view, "EXACT", 0)
        monkeypatch.setattr(view, "TAIL", 4)


@given(KEYS, st.lists(st.integers(0, 70)))
def test_a_selection_holds_its_records_and_no_others(chosen: set[int], asked: list[int]):
    selection = Selection(chosen)
    assert selection.holds(np.array(asked, dtype=np.int64)).tolist() == [key in chosen for key in asked]
    assert [key in selection for key in asked] == [key in chosen for key in asked]
    assert selection.records.tolist() == sorted(chosen)
    assert len(selection) == len(chosen)


@pytest.mark.parametrize("records", [[3, 1, 3], (n for n in (3, 1)), np.array([1, 3])])
def test_a_selection_is_made_of_keys_in_any_order(records: Iterable[int]):
    assert Selection(records).records.tolist() == [1, 3]
