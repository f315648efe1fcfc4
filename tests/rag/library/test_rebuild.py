"""Made anew from the catalogue: whatever state the index is in, and with another encoder."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rag.embedding import cache
from rag.embedding.centring import means_of
from rag.embedding.encoder import Encoder
from rag.embedding.vectors import States
from rag.errors import EncoderError, LibraryError
from rag.library import embed as module
from rag.library.library import Library
from rag.library.lock import writer_lock
from rag.library.rebuild import embed_if_by_another, rebuild
from rag.library.schema import next_vectors
from rag.records import Record

Make = Callable[..., Library]

CONCEPTS = [(("wissel",),), (("bus",),)]


@pytest.fixture
def filled(library: Library, make_record: Callable[..., Record], with_passages: Callable[..., Any]) -> Library:
    """Three records, embedded and published."""
    library.add(
        with_passages(
            make_record("1", "Trein", "Waarom heeft de trein vertraging?", "Door een defecte wissel."),
            make_record("2", "Bus", "Hoeveel bussen rijden er?", "Er rijden tachtig bussen."),
            make_record("3", "Brug", "Wanneer gaat de brug open?", "De brug gaat in mei open."),
        )
    )
    library.embed()
    library.index.publish()
    return library


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Vectors of made-up encoders stay out of the user's cache."""
    monkeypatch.setattr(cache, "cache_folder", lambda: tmp_path)


def found(library: Library) -> tuple[Any, ...]:
    """What a search by words and by meaning gives."""
    vector = library.encoder.encode_queries(["Wanneer gaat de brug open?"])[0]
    near = [(key, round(score, 2)) for key, score in library.index.nearest(vector, 4)]
    return library.index.search(CONCEPTS, 10), near, library.index.size()


def each_file(folder: Path, change: Callable[[Path], Any]) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            change(path)


DAMAGE: dict[str, Callable[[Path], Any]] = {
    "garbage": lambda folder: each_file(folder, lambda path: path.write_bytes(b"garbage" * 50)),
    "cut off": lambda folder: each_file(folder, lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])),
    "emptied": lambda folder: each_file(folder, lambda path: path.write_bytes(b"")),
    "all but one file gone": lambda folder: each_file(folder, lambda path: path.name != "meta.json" and path.unlink()),
    "gone": shutil.rmtree,
}


@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("part", ["words", "chroma", "both"])
def test_any_damage_is_mended(filled: Library, make_library: Make, damage: str, part: str):
    expected = found(filled)
    filled.close()
    for name in ("words", "chroma") if part == "both" else (part,):
        DAMAGE[damage](filled.folder / name)
    writer = make_library()
    done = rebuild(writer)
    assert (done.passages, done.with_vectors, done.embedded) == (6, 6, 0)
    assert found(writer) == expected
    assert found(make_library()) == expected
    assert [folder.name for folder in (writer.folder / "chroma").iterdir()] == [writer.catalogue.meta("generation")]


def test_a_reader_keeps_finding_while_it_is_rebuilt(filled: Library, make_library: Make):
    reader = make_library()
    expected, seen = found(reader), []
    rebuild(filled, progress=lambda *_: seen.append(found(reader)))
    assert seen == [expected] * len(seen)
    assert len(seen) >= 3
    assert found(reader) == expected


def test_there_is_one_writer(filled: Library):
    with writer_lock(filled.folder), pytest.raises(LibraryError, match="being written"):
        rebuild(filled)


class OtherEncoder(Encoder):
    """The embedded model turned round: other vectors, another name, of another length."""

    fingerprint = "other"

    def __init__(self, encoder: Encoder) -> None:
        super().__init__("other/model")
        self._real = encoder
        self.seen: list[str] = []

    @property
    def dimension(self) -> int:
        return self._real.dimension // 2

    def states(self, texts: Any, kind: Any) -> Any:
        self.seen += texts
        for one in self._real.states(texts, kind):
            yield States(_turned(one.vector[None])[0], _turned(one.states), one.words)

    def encode_queries(self, queries: Any) -> Any:
        return _turned(self._real.encode_queries(queries))


def _turned(vectors: np.ndarray) -> np.ndarray:
    half = vectors[:, ::2]
    turned: np.ndarray = half / np.linalg.norm(half, axis=1, keepdims=True)
    return turned


def test_another_encoder_takes_over_when_all_its_vectors_are_there(
    filled: Library, make_library: Make, encoder: Encoder, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(module, "_AT_A_TIME", 4)
    reader, other = make_library(), OtherEncoder(encoder)
    means_of(other)  # its generic queries are no passages
    other.seen.clear()
    expected = found(reader)
    new = make_library(encoder=other)
    with pytest.raises(EncoderError, match="rebuild --embed"):
        found(new)

    class LostMachineError(Exception):
        pass

    def stop(phase: str, done: int, _of: int | None, _note: str) -> None:
        assert found(reader) == expected
        if (phase, done) == ("embedding", 4):
            raise LostMachineError

    with pytest.raises(LostMachineError):
        rebuild(new, embed=True, progress=stop)
    assert found(reader) == expected
    assert rebuild(new, embed=True).embedded == 2  # it went on where it was
    assert sorted(other.seen) == sorted(set(other.seen))
    assert len(other.seen) == 6
    _, near, size = found(new)
    assert (len(near), size) == (4, 6)
    assert new.index.similarities(other.encode_queries(["brug"])[0], [1]).keys() == {1}
    with pytest.raises(EncoderError, match=r"'other/model'.*rebuild --embed"):
        found(reader)
    rebuild(reader, embed=True)
    assert found(reader) == expected


def test_what_was_begun_for_a_third_encoder_is_not_mixed_in(filled: Library, make_library: Make, encoder: Encoder):
    filled.catalogue.expect_vectors("third")
    [text, *_] = filled.catalogue.unembedded(next_vectors)
    filled.catalogue.put_vectors([text.sha], np.ones((1, 5)), next_vectors)
    new = make_library(encoder=OtherEncoder(encoder))
    assert rebuild(new, embed=True).embedded == 6
    assert {block.matrix.shape for block in new.catalogue.stored_vectors()} == {(6, encoder.dimension // 2)}


def test_a_library_of_another_encoder_is_embedded_anew_once(filled: Library, make_library: Make, encoder: Encoder) -> None:
    embed_if_by_another(filled)
    filled.catalogue.set_meta("encoder", "of an earlier version")
    with pytest.raises(EncoderError, match=r"another version.*hemicycle rebuild --embed"):
        _ = filled.encoder
    embed_if_by_another(filled)
    assert filled.encoder is encoder
    assert filled.counts().embedded == filled.counts().passages
