"""Embedding goes on behind reading: it can stop anywhere, computes nothing twice, and takes what was computed before."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rag.embedding import cache as cache_module
from rag.embedding.encoder import Encoder
from rag.embedding.vectors import Kind, States
from rag.library import embed as embed_module
from rag.library.library import Library
from rag.records import Record

Records = Callable[..., Record]
Items = Callable[..., list[Any]]
Watched = list[str]


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch, encoder: Encoder, tmp_path: Path) -> Watched:
    """The texts that the encoder is given, in portions of three; with a cache of the test's own."""
    monkeypatch.setattr(embed_module, "_AT_A_TIME", 3)
    monkeypatch.setattr(cache_module, "cache_folder", lambda: tmp_path)
    seen: Watched = []
    states = encoder.states

    def watched(texts: list[str], kind: Kind) -> Iterator[States]:
        seen.extend(texts)
        return states(texts, kind)

    monkeypatch.setattr(encoder, "states", watched)
    return seen


class LostMachineError(Exception):
    """Stands for Ctrl-C or a lost machine."""


def test_embedding_goes_on_where_it_was_interrupted_and_computes_nothing_twice(
    library: Library, make_record: Records, with_passages: Items, embedded: Watched
) -> None:
    library.add(with_passages(*(make_record(str(n), f"Trein {n}", f"Waarom {n}?", f"Daarom {n}.") for n in range(4))))

    def stop(done: int, of: int) -> None:
        assert of == 8
        if done >= 6:
            raise LostMachineError

    with pytest.raises(LostMachineError):
        library.embed(stop)
    assert library.counts().embedded == 6
    assert library.embed() == 2
    assert library.embed() == 0
    assert library.counts().embedded == library.counts().passages == 8
    assert sorted(embedded) == sorted(set(embedded))
    assert len(embedded) == 8


def test_equal_texts_are_computed_once_wherever_they_stand(
    library: Library, make_record: Records, with_passages: Items, embedded: Watched
) -> None:
    library.add(with_passages(*(make_record(str(n), "Trein", "Waarom?", f"Daarom {n // 5}.") for n in range(15))))
    assert library.embed() == len(embedded) == 4
    assert library.counts().embedded == library.counts().passages == 30


def test_what_one_library_embedded_no_other_computes_again(
    make_library: Callable[..., Library], make_record: Records, with_passages: Items, embedded: Watched
) -> None:
    items = with_passages(make_record("1"), make_record("2", "Trein", "Waarom?", "Daarom."))
    matrices = []
    for name in ("one", "two"):
        library = make_library(name)
        library.add(items)
        assert library.embed() == 4
        matrices += [block.matrix for block in library.catalogue.stored_vectors()]
    assert len(embedded) == 4
    assert np.array_equal(*matrices)


def test_stored_vectors_are_those_of_the_encoder(
    library: Library, make_record: Records, with_passages: Items, encoder: Encoder, embedded: Watched
) -> None:
    library.add(with_passages(make_record("1"), make_record("2", "Trein", "Waarom?", "Daarom.")))
    texts = [waiting.text for waiting in library.catalogue.unembedded()]
    library.embed()
    [stored] = library.catalogue.stored_vectors()
    np.testing.assert_allclose(stored.matrix.astype(np.float32), encoder.encode_passages(texts), atol=2e-3)
