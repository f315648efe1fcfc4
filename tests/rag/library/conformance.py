"""What every `Index` must do, whatever engine stands behind it. A test module subclasses `Conformance` for each one.

A subclass gives the fixture `opened`: it opens an index over the catalogue of a folder, and opens it again when called again.
"""

import random
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rag.library.catalogue import Catalogue
from rag.library.index import Concept, Index, Likeness, Likenesses, Scored, Selection
from rag.records import Record

from .reference import ReferenceIndex

DIMENSION = 24
WORDS = ["trein", "bus", "school", "water", "energie", "minister", "vraag", "antwoord", "brug", "fiets", "haven", "bos"]

Opened = Callable[[Catalogue], Index]


def unit(matrix: np.ndarray) -> np.ndarray:
    return (matrix / np.linalg.norm(matrix, axis=-1, keepdims=True)).astype(np.float32)


def queries(count: int = 4) -> np.ndarray:
    return unit(np.random.default_rng(5).normal(size=(count, DIMENSION)))


def word(*names: str) -> Concept:
    return tuple((name,) for name in names)


CONCEPTS: list[list[Concept]] = [
    [word("trein")],
    [word("bus"), word("school"), word("water")],
    [word("energie", "brug"), (("minister", "vrag"), ("haven",))],
    [word("afwezig")],
    [],
]


LIKE: Likenesses = {
    word("trein"): [Likeness(("bus",), 0.5), Likeness(("minister", "vrag"), 0.25)],
    word("school"): [Likeness(("water", "haven"), 0.5, apart=True)],
    word("afwezig"): [Likeness(("afwezig", "trein"), 1.0, apart=True), Likeness(("brug",), 0.1)],
}


class Writer:
    """A catalogue and an index over it, written as a library writes them."""

    def __init__(self, folder: Path, opened: Opened) -> None:
        self.folder, self._opened = folder, opened
        self.catalogue = Catalogue(folder / "library.db", create=True)
        self.index = opened(self.catalogue)
        self.index.mend()

    def add(self, items: Iterable[Any]) -> None:
        with self.catalogue.writing() as connection:
            written = self.catalogue.put(items, connection)
        self.index.delete(written.replaced)
        self.index.update()

    def remove(self, ids: Sequence[str]) -> None:
        with self.catalogue.writing() as connection:
            gone = self.catalogue.remove(ids, connection)
        self.index.delete(gone)

    def embed(self, *, but: int = 0, seed: int = 0) -> None:
        """Give all but the last `but` of the waiting passages a vector, in clusters as real ones are."""
        waiting = self.catalogue.unembedded()
        waiting = waiting[: len(waiting) - but]
        chance, centres = np.random.default_rng(seed), np.random.default_rng(99).normal(size=(6, DIMENSION))
        spread = 0.5 * chance.normal(size=(len(waiting), DIMENSION))
        self.catalogue.put_vectors([sha for sha, *_ in waiting], unit(centres[chance.integers(0, 6, len(waiting))] + spread))
        self.index.update()

    def reopen(self) -> None:
        self.index.close()
        self.catalogue.close()
        self.catalogue = Catalogue(self.folder / "library.db")
        self.index = self._opened(self.catalogue)

    def records(self) -> list[int]:
        return sorted({row.record for row in self.catalogue.passage_rows()})

    def close(self) -> None:
        self.index.close()
        self.catalogue.close()


def assert_same(found: Scored, expected: Scored) -> None:
    """The same passages with the same scores, but for the order of scores that are equal to three digits."""
    np.testing.assert_allclose([score for _, score in found], [score for _, score in expected], atol=2e-3)
    least = expected[-1][1] + 4e-3 if expected else 0
    assert {key for key, score in found if score > least} <= {key for key, _ in expected}
    assert len(dict(found)) == len(found)


def assert_finds_what_there_is(writer: Writer) -> None:
    """As an exact search does: every number of hits, every selection, by meaning and by words."""
    reference, records = ReferenceIndex(writer.catalogue), writer.records()
    index, chance = writer.index, random.Random(1)
    selections = [records[::3], records[-3:], records[:1], [], [10**9], chance.sample(records, len(records) // 2)]
    for allowed in (None, *map(Selection, selections)):
        for k in (1, 7, 10_000):
            for query in queries():
                assert_same(index.nearest(query, k, allowed), reference.nearest(query, k, allowed))
            for concepts in CONCEPTS:
                found, expected = index.search(concepts, k, allowed), reference.search(concepts, k, allowed)
                assert len(found) == len(expected)
                assert k < len(records) or {key for key, _ in found} == {key for key, _ in expected}
                assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    keys = [row.seq for row in writer.catalogue.passage_rows()]
    for query in queries():
        assert index.similarities(query, [*keys, 10**9]) == pytest.approx(reference.similarities(query, keys), abs=1e-3)
    for concept in (concept for concepts in CONCEPTS for concept in concepts):
        assert index.frequency(concept) == reference.frequency(concept)
    assert (index.size(), index.embedded()) == (reference.size(), reference.embedded())


@pytest.fixture
def writer(tmp_path: Path, opened: Opened) -> Iterator[Writer]:
    made = Writer(tmp_path / "library", opened)
    yield made
    made.close()


@pytest.fixture
def items(make_record: Callable[..., Record], with_passages: Callable[..., Any]) -> Callable[..., Any]:
    """Records of a question and an answer in words by chance: `items(0, 10)` for the first ten."""

    def make(first: int, count: int, **fields: Any) -> Any:
        chance = random.Random(f"{first} {fields}")

        def words() -> str:
            return " ".join(chance.choices(WORDS, k=chance.randint(4, 12)))

        return with_passages(
            *(
                make_record(str(n), "Titel", f"{words()} {n}?", f"{words()} {n}.", **fields)
                for n in range(first, first + count)
            )
        )

    return make


class Conformance:
    """The tests. `opened` is the subclass's fixture."""

    def test_an_empty_index_finds_nothing(self, writer: Writer):
        assert_finds_what_there_is(writer)
        writer.index.publish()
        assert writer.index.nearest(queries()[0], 5) == []
        assert writer.index.search([word("trein")], 5) == []
        assert (writer.index.size(), writer.index.embedded()) == (0, 0)

    def test_what_is_added_is_found_at_every_stage(self, writer: Writer, items: Any):
        """Before and after publishing, with more since, some without a vector, some replaced, some removed."""
        writer.add(items(0, 30))
        assert_finds_what_there_is(writer)
        writer.embed()
        assert_finds_what_there_is(writer)
        writer.index.publish()
        assert_finds_what_there_is(writer)
        writer.add(items(30, 8))
        writer.embed(but=5, seed=1)
        assert_finds_what_there_is(writer)
        writer.add(items(3, 4, number="7"))
        writer.remove([f"be-vl.written-question.{n}" for n in range(10, 15)])
        assert_finds_what_there_is(writer)
        writer.embed(seed=2)
        writer.reopen()
        assert_finds_what_there_is(writer)
        writer.index.publish(force=True)
        assert_finds_what_there_is(writer)

    def test_nearly_everything_removed_hides_nothing_that_is_left(self, writer: Writer, items: Any):
        writer.add(items(0, 60))
        writer.embed()
        writer.index.publish()
        writer.remove([f"be-vl.written-question.{n}" for n in range(55)])
        assert_finds_what_there_is(writer)

    def test_word_scores_are_bm25_and_do_not_depend_on_the_selection(self, writer: Writer, items: Any):
        writer.add(items(0, 25))
        reference = ReferenceIndex(writer.catalogue)
        for concepts in CONCEPTS:
            everything = dict(writer.index.search(concepts, 1000))
            assert everything == pytest.approx(dict(reference.search(concepts, 1000)), rel=1e-4)
            for records in (writer.records()[::2], writer.records()[:3]):
                assert writer.index.search(concepts, 1000, Selection(records)) == [
                    pair for pair in writer.index.search(concepts, 1000) if pair[0] in self._passages_of(writer, records)
                ]

    def test_what_is_like_a_concept_scores_by_its_weight(self, writer: Writer, items: Any):
        writer.add(items(0, 25))
        reference = ReferenceIndex(writer.catalogue)
        for concepts in CONCEPTS:
            found = dict(writer.index.search(concepts, 1000, None, LIKE))
            assert found == pytest.approx(dict(reference.search(concepts, 1000, None, LIKE)), rel=1e-4)
            assert found.keys() >= dict(writer.index.search(concepts, 1000)).keys()
        assert writer.index.search([word("afwezig")], 1000, None, LIKE)

    def test_the_vocabulary_counts_the_passages_of_a_term(self, writer: Writer, items: Any):
        writer.add(items(0, 25))
        writer.remove([f"be-vl.written-question.{n}" for n in range(10, 15)])
        writer.index.publish()
        vocabulary, expected = writer.index.vocabulary(), ReferenceIndex(writer.catalogue).vocabulary()
        terms = ["trein", "bus", "titel", "afwezig", ""]
        assert (vocabulary.size(), vocabulary.counts(terms)) == (expected.size(), expected.counts(terms))
        for beginning in ("b", "bru", "afw"):
            for most in (1, 50):
                assert vocabulary.starting(beginning, most) == expected.starting(beginning, most)

    def test_word_scores_are_published_without_what_is_gone(self, writer: Writer, items: Any):
        """So that they are the same whatever was there before, and however often a writer was killed."""
        writer.add(items(0, 25))
        writer.add(items(3, 9, number="7"))
        writer.remove([f"be-vl.written-question.{n}" for n in range(10, 15)])
        writer.index.publish()
        reference = ReferenceIndex(writer.catalogue)
        for concepts in CONCEPTS:
            assert dict(writer.index.search(concepts, 1000)) == pytest.approx(
                dict(reference.search(concepts, 1000)), rel=1e-4
            )

    def test_rebuilding_changes_nothing_that_is_found(self, writer: Writer, items: Any):
        """At every stage, in every reader, and when there is nothing left."""
        writer.index.rebuild()
        assert_finds_what_there_is(writer)
        writer.add(items(0, 20))
        writer.index.rebuild()
        writer.embed(but=3)
        writer.index.publish()
        reader = self._reader(writer)
        assert_finds_what_there_is(reader)
        writer.remove([f"be-vl.written-question.{n}" for n in range(5, 9)])
        writer.add(items(0, 2, number="7"))
        told: list[tuple[str, int, int | None]] = []
        writer.index.rebuild(lambda phase, done, of, _note: told.append((phase, done, of)))
        assert all(of == 32 for _, _, of in told)
        assert_finds_what_there_is(writer)
        assert_finds_what_there_is(reader)
        writer.remove([f"be-vl.written-question.{n}" for n in range(20)])
        writer.index.rebuild()
        assert_finds_what_there_is(writer)
        assert_finds_what_there_is(reader)
        reader.close()

    @staticmethod
    def _reader(writer: Writer) -> Writer:
        """Somebody else who has the same index open."""
        return Writer(writer.folder, writer._opened)

    @staticmethod
    def _passages_of(writer: Writer, records: Sequence[int]) -> set[int]:
        return {row.seq for row in writer.catalogue.passage_rows(of=records)}

    def test_a_replaced_record_is_found_by_its_new_words_alone(self, writer: Writer, make_record: Any, with_passages: Any):
        writer.add(with_passages(make_record("1", asked="trein naar zee", replied=None)))
        writer.add(with_passages(make_record("1", asked="bus naar zee", replied=None)))
        assert writer.index.search([word("trein")], 5) == []
        assert [key for key, _ in writer.index.search([word("bus")], 5)] == [
            row.seq for row in writer.catalogue.passage_rows()
        ]

    def test_equals_come_in_the_order_of_their_keys(self, writer: Writer, make_record: Any, with_passages: Any):
        writer.add(with_passages(*(make_record(str(n), asked="trein", replied=None) for n in range(40))))
        waiting = writer.catalogue.unembedded()
        assert len(waiting) == 1
        writer.catalogue.put_vectors([waiting[0][0]], queries(1))
        keys = [row.seq for row in writer.catalogue.passage_rows()]
        for publish in (False, True):
            if publish:
                writer.index.publish(force=True)
            assert [key for key, _ in writer.index.nearest(queries(1)[0], 100)] == keys
            assert [key for key, _ in writer.index.search([word("trein")], 100)] == keys
            assert writer.index.nearest(queries(1)[0], 7) == writer.index.nearest(queries(1)[0], 7)

    def test_what_a_killed_writer_left_out_is_found_after_mending(self, writer: Writer, items: Any):
        """Committed to the catalogue, never told to the index: additions and a removal."""
        writer.add(items(0, 6))
        with writer.catalogue.writing() as connection:
            writer.catalogue.put(items(6, 3), connection)
            writer.catalogue.remove(["be-vl.written-question.1"], connection)
        writer.reopen()
        writer.index.mend()
        writer.index.update()
        assert_finds_what_there_is(writer)

    def test_another_process_is_seen_without_opening_again(self, writer: Writer, items: Any):
        writer.add(items(0, 5))
        writer.embed()
        writer.index.publish()
        assert_finds_what_there_is(writer)
        subprocess.run([sys.executable, "-c", _OTHER, str(writer.folder)], check=True, timeout=120)
        assert_finds_what_there_is(writer)
        assert writer.index.search([word("olifant")], 5)
        assert writer.index.size() == 11


_OTHER = """
import sys
from pathlib import Path
import numpy as np
from ingest.passages import passages
from rag.library.library import Library
from rag.records import Record
text = "olifant"
parts = [{"role": "text", "start": 0, "end": len(text)}]
record = Record(id="x.new", parliament="x", kind="document", text=text, parts=parts)
library = Library(Path(sys.argv[1]))
with library.writing():
    library.add([(record, passages(record))])
    library.catalogue.put_vectors([library.catalogue.unembedded()[0][0]], np.eye(1, 24))
    library.index.publish(force=True)
library.close()
"""
