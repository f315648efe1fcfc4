"""A library: what is committed is found, by every reader, whatever was interrupted, deleted or damaged before."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rag.embedding.encoder import Encoder
from rag.errors import EncoderError, LibraryError
from rag.library import ledger, vectors, view
from rag.library.index import Selection
from rag.library.library import Library
from rag.library.words import WordIndex, drop
from rag.records import Record

Make = Callable[..., Library]
Records = Callable[..., Record]
Items = Callable[..., list[Any]]

DIMENSION = 32


def unit(matrix: np.ndarray) -> np.ndarray:
    return (matrix / np.linalg.norm(matrix, axis=-1, keepdims=True)).astype(np.float32)


def fill(library: Library, items: list[Any], *, seed: int = 0, but: int = 0) -> None:
    """Add records and give all but the last `but` of the waiting passages random vectors in clusters."""
    library.add(items)
    waiting = library.catalogue.unembedded()
    waiting = waiting[: len(waiting) - but]
    chance = np.random.default_rng(seed)
    centres = np.random.default_rng(99).normal(size=(8, DIMENSION))
    vectors = unit(centres[chance.integers(0, 8, len(waiting))] + 0.4 * chance.normal(size=(len(waiting), DIMENSION)))
    library.catalogue.put_vectors([sha for sha, *_ in waiting], vectors)


def exact(library: Library, query: np.ndarray, k: int, allowed: set[int] | None = None) -> list[tuple[int, float]]:
    """The nearest passages by the truth alone: library.db."""
    owner = {row.seq: row.record for row in library.catalogue.passage_rows()}
    found = [
        (int(key), float(score))
        for block in library.catalogue.stored_vectors()
        for key, score in zip(block.keys, block.matrix.astype(np.float32) @ query, strict=True)
        if allowed is None or owner[int(key)] in allowed
    ]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:k]


def assert_same(found: list[tuple[int, float]], expected: list[tuple[int, float]]) -> None:
    """The same passages, but for the order of scores that are equal to three digits."""
    np.testing.assert_allclose([score for _, score in found], [score for _, score in expected], atol=2e-3)
    least = expected[-1][1] + 4e-3 if expected else 0
    assert {key for key, score in found if score > least} <= {key for key, _ in expected}
    assert len(dict(found)) == len(expected)


def questions(make_record: Records, first: int, count: int, **fields: Any) -> list[Record]:
    return [make_record(str(n), f"Titel {n}", f"Vraag {n}?", f"Antwoord {n}.", **fields) for n in range(first, first + count)]


def queries(count: int = 5) -> np.ndarray:
    return unit(np.random.default_rng(5).normal(size=(count, DIMENSION)))


def test_nearest_is_exact_at_every_stage_of_a_librarys_life(
    library: Library, make_record: Records, with_passages: Items, monkeypatch: pytest.MonkeyPatch
):
    """Unpublished, published, with a tail, with replaced and removed records, published anew."""
    monkeypatch.setattr(view, "TAIL", 40)

    def check(stage: str) -> None:
        records = sorted({row.record for row in library.catalogue.passage_rows()})
        for query in queries():
            for k in (1, 10, 1000):
                for allowed in (None, set(records[::3]), set(records[-5:]), {records[0]}, set()):
                    found = library.index.nearest(query, k, None if allowed is None else Selection(allowed))
                    assert_same(found, exact(library, query, k, allowed))
        assert library.catalogue.integrity() == "ok", stage

    fill(library, with_passages(*questions(make_record, 0, 60)))
    check("unpublished")
    library.index.publish()
    assert (library.index.view().number, len(library.index.view().tail.keys)) == (1, 0)
    check("published")
    fill(library, with_passages(*questions(make_record, 60, 10)), seed=1)
    library.index.publish()
    assert (library.index.view().number, len(library.index.view().tail.keys)) == (1, 20)
    check("with a tail")
    fill(library, with_passages(*questions(make_record, 0, 4, number="7")), seed=2)
    with library.catalogue.writing() as connection:
        library.catalogue.remove([f"be-vl.written-question.{n}" for n in range(10, 15)], connection)
    assert len(library.index.view().gone) == 18
    check("with replaced and removed records")
    library.index.publish()
    assert (library.index.view().number, len(library.index.view().tail.keys), len(library.index.view().gone)) == (2, 0, 0)
    check("published anew")
    assert {folder.name for folder in (library.folder / "chroma").iterdir()} == {"1", "2"}


def test_what_is_gone_hides_nothing_that_is_there(
    library: Library, make_record: Records, with_passages: Items, monkeypatch: pytest.MonkeyPatch
):
    """Nearly all of a generation replaced: the few that are left must still be found, and no ghosts."""
    fill(library, with_passages(*questions(make_record, 0, 150)))
    library.index.publish()
    with library.catalogue.writing() as connection:
        library.catalogue.remove([f"be-vl.written-question.{n}" for n in range(145)], connection)
    for dear in (view._DEAR, 0):
        monkeypatch.setattr(view, "_DEAR", dear)
        monkeypatch.setattr(view, "EXACT", 0)
        for query in queries():
            assert_same(library.index.nearest(query, 10), exact(library, query, 10))


def test_equal_vectors_are_all_found(library: Library, make_record: Records, with_passages: Items):
    library.add(with_passages(*questions(make_record, 0, 400)))
    waiting = library.catalogue.unembedded()
    library.catalogue.put_vectors([sha for sha, *_ in waiting], np.repeat(queries(1), len(waiting), axis=0))
    library.index.publish()
    assert len(library.index.nearest(queries(1)[0], 200)) == 200


def test_a_generation_stops_at_the_first_passage_without_a_vector(
    library: Library, make_record: Records, with_passages: Items
):
    """Later passages may get their vectors first; what the generation lacks must stay in the tail."""
    fill(library, with_passages(*questions(make_record, 0, 20)), but=4)
    library.index.publish()
    assert len(library.index.view().generation.keys) == 36  # type: ignore[union-attr]
    fill(library, [], seed=3, but=0)
    for query in queries():
        assert_same(library.index.nearest(query, 40), exact(library, query, 40))
    library.index.publish(force=True)
    assert len(library.index.view().generation.keys) == 40  # type: ignore[union-attr]


def test_a_gap_in_the_middle_keeps_what_follows_it_in_the_tail(library: Library, make_record: Records, with_passages: Items):
    library.add(with_passages(*questions(make_record, 0, 10)))
    waiting = library.catalogue.unembedded()
    vectors = unit(np.random.default_rng(0).normal(size=(len(waiting), DIMENSION)))
    with_gap = [n for n in range(len(waiting)) if n != 6]
    library.catalogue.put_vectors([waiting[n][0] for n in with_gap], vectors[with_gap])
    library.index.publish()
    assert len(library.index.view().generation.keys) == 6  # type: ignore[union-attr]
    assert_same(library.index.nearest(queries(1)[0], 20), exact(library, queries(1)[0], 20))
    library.catalogue.put_vectors([waiting[6][0]], vectors[[6]])
    assert_same(library.index.nearest(queries(1)[0], 20), exact(library, queries(1)[0], 20))


def test_similarities_are_exact_for_what_has_a_vector(library: Library, make_record: Records, with_passages: Items):
    fill(library, with_passages(*questions(make_record, 0, 10)))
    library.index.publish()
    fill(library, with_passages(*questions(make_record, 10, 5)), seed=1, but=2)
    keys = [row.seq for row in library.catalogue.passage_rows()]
    found = library.index.similarities(queries(1)[0], [*keys, 10_000])
    assert found == pytest.approx(dict(exact(library, queries(1)[0], 1000)), abs=1e-3)
    assert len(found) == 28


def test_a_damaged_generation_is_said_and_the_next_publication_mends_it(
    library: Library, make_library: Make, make_record: Records, with_passages: Items
):
    fill(library, with_passages(*questions(make_record, 0, 10)))
    library.index.publish()
    (library.folder / "chroma" / "1" / "matrix.npy").write_bytes(b"x")
    reader = make_library()
    with pytest.raises(LibraryError, match="hemicycle rebuild makes it anew"):
        reader.index.nearest(queries(1)[0], 5)
    writer = make_library()
    writer.index.publish()
    assert_same(reader.index.nearest(queries(1)[0], 5), exact(reader, queries(1)[0], 5))


def test_a_deleted_vector_index_is_made_anew(
    library: Library, make_library: Make, make_record: Records, with_passages: Items
):
    fill(library, with_passages(*questions(make_record, 0, 10)))
    library.index.publish()
    expected = library.index.nearest(queries(1)[0], 5)
    library.close()
    drop(library.folder / "chroma")
    again = make_library()
    again.index.publish()
    assert_same(again.index.nearest(queries(1)[0], 5), expected)


def words_of(library: Library) -> dict[int, float]:
    return dict(library.index.search([(("vrag",), ("vraag",)), (("antwoord",),), (("titel",),)], 1000))


@pytest.mark.parametrize("damage", ["deleted", "meta.json", ".term", "emptied", "stale", "behind"])
def test_the_next_writer_mends_the_full_text_index(
    make_library: Make, make_record: Records, with_passages: Items, damage: str
):
    made = make_library()
    with made.writing():
        made.add(with_passages(*questions(make_record, 0, 5)))
    expected = words_of(made)
    assert len(expected) == 10
    folder = made.folder / "words"
    if damage in ("deleted", "emptied"):
        drop(folder)
    if damage == "emptied":
        WordIndex(folder, create=True)
    if damage == "stale":  # a process killed between committing a removal and taking it out of the index
        made.index.words().add([(9_999, 9_999, ["vraag"])])
    if damage == "behind":  # and one killed before it noted how far the index is
        made.catalogue.set_meta("words_through", "3")
    if damage in ("meta.json", ".term"):
        next(file for file in folder.iterdir() if file.name.endswith(damage)).write_bytes(b"garbage")
    made.close()
    again = make_library()
    with again.writing():
        pass
    assert words_of(again) == pytest.approx(expected)
    assert again.index.size() == 10


def test_a_reader_does_not_make_an_empty_index_in_the_place_of_a_lost_one(
    library: Library, make_library: Make, make_record: Records, with_passages: Items
):
    library.add(with_passages(make_record("1")))
    drop(library.folder / "words")
    reader = make_library()
    with pytest.raises(LibraryError, match="hemicycle rebuild makes it anew"):
        words_of(reader)
    assert not (library.folder / "words").exists()


def test_an_empty_library_can_be_searched(library: Library):
    assert words_of(library) == {}
    assert library.index.nearest(queries(1)[0], 5) == []
    assert not library.index.embedded()
    assert library.languages() == ()


def test_replaced_records_leave_the_full_text_index(library: Library, make_record: Records, with_passages: Items):
    library.add(with_passages(make_record("1", asked="Vraag over treinen?", replied="Antwoord over bussen.")))
    library.add(with_passages(make_record("1", asked="Vraag over boten?", replied=None)))
    assert library.index.size() == 1
    assert set(words_of(library)) == {row.seq for row in library.catalogue.passage_rows()}


HOLD = """
import sys
from pathlib import Path
from rag.library.library import Library
from rag.library.words import WordIndex, drop
with Library(Path(sys.argv[1])).writing():
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_is_refused_with_the_name_of_the_first_and_readers_are_not(
    library: Library, make_library: Make, make_record: Records, with_passages: Items
):
    library.add(with_passages(*questions(make_record, 0, 1)))
    first = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(library.folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert first.stdout is not None
        assert first.stdout.readline() == "held\n"
        with pytest.raises(LibraryError, match=f"is being written by process {first.pid}"), library.writing():
            pass
        assert len(words_of(make_library())) == 2
    finally:
        first.kill()
        first.communicate()
    with library.writing():  # a killed writer holds nothing
        library.add(with_passages(make_record("2")))


def test_two_writers_in_one_process_are_two_writers(library: Library, make_library: Make):
    with library.writing(), pytest.raises(LibraryError, match="being written"), make_library().writing():
        pass


def test_a_failing_writer_lets_go(library: Library):
    with pytest.raises(RuntimeError), library.writing():
        raise RuntimeError
    with library.writing():
        pass


WRITE = """
import sys
from datetime import date
from pathlib import Path
import numpy as np
from ingest.passages import passages
from rag.library.library import Library
from rag.library.words import WordIndex, drop
from rag.records import Record
text = "Vraag over olifanten?"
record = Record(id="be-vl.written-question.new", parliament="be-vl", kind="written-question", language="fr", text=text,
    asked_on=date(2022, 1, 1), parts=[{"role": "question", "start": 0, "end": len(text)}])
library = Library(Path(sys.argv[1]))
with library.writing():
    library.add([(record, passages(record))])
    vector = np.zeros((1, 32)); vector[0, 0] = 1
    library.catalogue.put_vectors([library.catalogue.unembedded()[0][0]], vector)
    library.index.publish(force="publish" in sys.argv)
library.close()
"""


@pytest.mark.parametrize("publish", [[], ["publish"]])
def test_a_reader_sees_what_another_process_commits_without_opening_again(
    library: Library, make_library: Make, make_record: Records, with_passages: Items, publish: list[str]
):
    fill(library, with_passages(*questions(make_record, 0, 5)))
    library.index.publish()
    reader = make_library()
    query = unit(np.eye(DIMENSION)[0])
    assert (len(words_of(reader)), len(reader.index.nearest(query, 100)), reader.languages()) == (10, 10, ("nl",))
    subprocess.run([sys.executable, "-c", WRITE, str(library.folder), *publish], check=True, timeout=120)
    assert (len(words_of(reader)), len(reader.index.nearest(query, 100)), reader.languages()) == (11, 11, ("fr", "nl"))
    key, score = reader.index.nearest(query, 1)[0]
    assert score == pytest.approx(1, abs=1e-3)
    [row] = reader.catalogue.passage_rows(seqs=[key])
    assert reader.catalogue.records_by_seq([row.record])[row.record].id == "be-vl.written-question.new"


def test_debris_of_a_killed_build_does_not_matter(library: Library, make_record: Records, with_passages: Items):
    debris = library.folder / "chroma" / "1"
    debris.mkdir(parents=True)
    (debris / "chroma.sqlite3").write_bytes(b"half-made")
    library.catalogue.set_meta("generation_built", "1")
    fill(library, with_passages(*questions(make_record, 0, 5)))
    assert_same(library.index.nearest(queries(1)[0], 5), exact(library, queries(1)[0], 5))
    library.index.publish()
    assert library.index.view().number == 2
    assert not debris.exists()


def test_builds_that_a_full_disk_broke_off_do_not_fill_it_further(
    library: Library, make_record: Records, with_passages: Items, monkeypatch: pytest.MonkeyPatch
):
    fill(library, with_passages(*questions(make_record, 0, 5)))
    there = list[list[str]]()

    def full(folder: Path, *_: object) -> None:
        there.append([path.name for path in folder.parent.glob("*")])
        folder.mkdir(parents=True)
        raise LibraryError("No space left on device")

    monkeypatch.setattr(vectors, "build", full)
    for _ in range(3):
        with pytest.raises(LibraryError):
            library.index.publish()
    assert there == [[], [], []]


class OtherEncoder(Encoder):
    """Another model, as far as a library can tell."""

    @property
    def fingerprint(self) -> str:
        return "another"


def test_another_encoder_is_refused_with_the_way_out(
    library: Library, make_library: Make, make_record: Records, with_passages: Items
):
    library.add(with_passages(make_record("1")))
    library.embed()
    other = make_library(encoder=OtherEncoder("some/model"))
    with pytest.raises(EncoderError, match=r"multilingual-e5-small.*some/model.*HEMICYCLE_ENCODER.*rebuild --embed"):
        _ = other.encoder
    other.add(with_passages(make_record("2", asked="Anders?", replied=None)))
    with pytest.raises(EncoderError):
        other.embed()
    assert library.counts().embedded == 2


def test_a_library_without_vectors_takes_any_encoder(make_library: Make):
    assert make_library(encoder=OtherEncoder("some/model")).encoder.fingerprint == "another"


def entry(path: str, *records: str, sha256: str = "0" * 64) -> ledger.Entry:
    return ledger.Entry(path, sha256, f"{sha256}:way", "added", None, records)


def test_originals_are_kept_by_their_hash_once(library: Library):
    library.finish_source(entry("a.txt", sha256="a" * 64), b"first")
    library.finish_source(entry("b.txt", sha256="a" * 64), b"first")
    library.finish_source(entry("c.txt", sha256="c" * 64), b"third")
    kept = {file.name: file.read_bytes() for file in (library.folder / "originals").iterdir()}
    assert kept == {"a" * 64: b"first", "c" * 64: b"third"}


def test_records_that_no_source_gives_any_more_go_and_shared_ones_stay(
    library: Library, make_record: Records, with_passages: Items
):
    records = questions(make_record, 0, 3)
    library.add(with_passages(*records))
    own, shared, other = (record.id for record in records)
    library.finish_source(entry("a.jsonl", own, shared), b"")
    library.finish_source(entry("b.jsonl", shared, other), b"")
    library.finish_source(entry("a.jsonl"), b"")
    assert [library.catalogue.record(each) is not None for each in (own, shared, other)] == [False, True, True]
    assert library.index.size() == 4
    with library.catalogue.engine.connect() as connection:
        assert [(e.path, e.records) for e in ledger.listing(connection)] == [
            ("b.jsonl", tuple(sorted([shared, other]))),
            ("a.jsonl", ()),
        ]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(LibraryError, match="choose another with --library"):
        Library(tmp_path / "file" / "library", create=True)
