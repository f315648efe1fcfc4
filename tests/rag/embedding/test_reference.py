from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.embedding import reference
from rag.embedding.reference import TorchModel

TEXTS = [f"{text} {n}" for n in range(2) for text in ("Ja.", "", "De wachtlijsten zijn met 12 % gedaald. " * 5, "Quand ?")]


def test_order_is_restored_and_batches_do_not_change_the_vectors(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = TorchModel("the embedded model", folder)
    one_by_one = np.concatenate([model.encode([text], "document") for text in TEXTS])
    monkeypatch.setattr(reference, "_BATCH_CHARACTERS", 400)
    together = model.encode(TEXTS, "document")
    assert np.sum(together * one_by_one, axis=1) == pytest.approx(1, abs=1e-5)


@given(lengths=st.lists(st.integers(0, 40_000), max_size=200))
def test_batches_hold_each_text_once_and_stay_under_the_budget(lengths: list[int]) -> None:
    batches = list(reference._batches(["x" * length for length in lengths]))
    assert sorted(n for batch in batches for n in batch) == list(range(len(lengths)))
    for batch in batches:
        longest = max(lengths[n] for n in batch)
        assert len(batch) == 1 or (longest * len(batch) <= 16_000 and len(batch) <= 64)
