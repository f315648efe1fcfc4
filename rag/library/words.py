"""The full-text index (tantivy): one document a passage, its terms prepared by `analysis`. Derived from the catalogue."""

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from rag.errors import LibraryError
from rag.library.index import Concept, Likeness, Likenesses, Phrase, Scored, Selection, Vocabulary

_WRITER_BYTES = 64_000_000

_FEW = 2_000
"""Records that are asked for by name at once; the time that takes grows with them."""

_DEEPER = (4, 16)
"""How many times as many passages are looked at for enough allowed ones."""


class WordIndex:
    """Passages by their words, ranked by BM25."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        """Open the index in `folder`; with `create` an empty one is made where none is.

        Raises LibraryError where the folder does not hold a readable index.
        """
        import tantivy

        self._tantivy = tantivy
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("passage", indexed=True, fast=True)
        builder.add_unsigned_field("record", indexed=True, fast=True)
        builder.add_text_field("words", tokenizer_name="whitespace", index_option="position")
        self._schema = builder.build()
        self._folder = folder
        with self._whole():
            if create:
                folder.mkdir(parents=True, exist_ok=True)
                self._index = tantivy.Index(self._schema, path=str(folder))
            else:
                self._index = tantivy.Index.open(str(folder))
                if self._index.schema != self._schema:
                    raise ValueError("it was written by another version")
            self._index.config_reader(reload_policy="Manual")

    def add(self, passages: Iterable[tuple[int, int, Sequence[str]]], *, anew: bool = False) -> None:
        """Index (passage key, record key, terms), in one commit; a passage that is there already is replaced.

        With `anew` everything that is there is: readers find it until the commit, and no file holds it afterwards.
        """
        with self._writer() as writer:
            if anew:
                writer.delete_all_documents()
            for passage, record, terms in passages:
                if not anew:
                    writer.delete_documents_by_query(self._holding("passage", passage))
                document = self._tantivy.Document()
                document.add_unsigned("passage", passage)
                document.add_unsigned("record", record)
                document.add_text("words", " ".join(terms))
                writer.add_document(document)

    def remove(self, records: Iterable[int]) -> None:
        """Drop every passage of these records."""
        with self._writer() as writer:
            for record in records:
                writer.delete_documents_by_query(self._holding("record", record))

    @contextmanager
    def _writer(self) -> Iterator[Any]:
        """What is written is committed at the end. Raises LibraryError where the disk refuses."""
        try:
            writer = self._index.writer(heap_size=_WRITER_BYTES, num_threads=1)
            yield writer
            writer.commit()
            writer.wait_merging_threads()
        except ValueError as error:
            if type(error) is not ValueError:  # tantivy raises that alone; what is derived from it comes from the passages
                raise
            raise LibraryError(
                f"cannot write the full-text index in {self._folder} ({error}); what was complete stays: make room, then run"
                " the same command again"
            ) from error

    def search(
        self, concepts: Sequence[Concept], k: int, allowed: Selection | None = None, like: Likenesses | None = None
    ) -> Scored:
        """The best `k` passages that hold any of the concepts, or what is like one, with their BM25 scores.

        Raises LibraryError where the index is damaged.
        """
        if not concepts or (allowed is not None and not len(allowed)):
            return []
        wanted = [self._query(concept, (like or {}).get(concept, ())) for concept in concepts]
        query = self._tantivy.Query.boolean_query([(self._tantivy.Occur.Should, each) for each in wanted])
        with self._whole():
            searcher = self._searcher()
            if not searcher.num_docs:
                return []
            if allowed is None:
                return self._found(searcher, query, k)
            # To ask for many records by name takes longer than to leave out the others of what is found.
            for deep in (k * times for times in _DEEPER if len(allowed) > _FEW):
                found = self._found(searcher, query, deep, allowed)
                if len(found) >= k:
                    return found[:k]
            return self._found(searcher, self._within(query, allowed), k)

    def _found(self, searcher: Any, query: Any, k: int, allowed: Selection | None = None) -> Scored:
        """The best `k` of a query, less what is not allowed."""
        hits = searcher.search(query, k, count=False).hits
        if not hits:
            return []
        addresses = [address for _, address in hits]
        keys = np.array(searcher.fast_field_values("passage", addresses), dtype=np.int64)
        scores = np.array([score for score, _ in hits])
        if allowed is not None:
            there = allowed.holds(np.array(searcher.fast_field_values("record", addresses), dtype=np.int64))
            keys, scores = keys[there], scores[there]
        order = np.lexsort((keys, -scores))
        return list(zip(keys[order].tolist(), scores[order].tolist(), strict=True))

    def _within(self, query: Any, allowed: Selection) -> Any:
        """A query for these records alone; the scores stay what they are."""
        records = self._tantivy.Query.term_set_query(self._schema, "record", allowed.records.tolist())
        inside = self._tantivy.Query.const_score_query(records, 0.0)
        return self._tantivy.Query.boolean_query([(self._tantivy.Occur.Must, query), (self._tantivy.Occur.Must, inside)])

    def frequency(self, concept: Concept) -> int:
        """In how many passages a concept stands."""
        with self._whole():
            found: Any = self._searcher().search(self._query(concept), 1, count=True)
        return int(found.count)

    def vocabulary(self) -> Vocabulary:
        """The terms of all passages, those among them that are `dead`."""
        with self._whole():
            return _Terms(self._searcher(), self._whole)

    def size(self) -> int:
        """How many passages are indexed."""
        with self._whole():
            return int(self._searcher().num_docs)

    def dead(self) -> int:
        """How many passages are gone, and count in the statistics of BM25 until their segment is written anew."""
        with self._whole():
            segments = json.loads((self._folder / "meta.json").read_bytes())["segments"]
        return sum(segment["deletes"]["num_deleted_docs"] for segment in segments if segment["deletes"])

    def _searcher(self) -> Any:
        """A searcher over what is committed by now, whichever process committed it."""
        self._index.reload()
        return self._index.searcher()

    @contextmanager
    def _whole(self) -> Iterator[None]:
        """Raises LibraryError for what tantivy raises over files that are missing or damaged."""
        try:
            yield
        except BaseException as error:
            # Over a damaged segment tantivy panics, and a panic of Rust is no Exception.
            if not isinstance(error, ValueError | OSError) and type(error).__name__ != "PanicException":
                raise
            raise LibraryError(
                f"the full-text index in {self._folder} cannot be read ({error}); hemicycle rebuild makes it anew"
            ) from error

    def _holding(self, field: str, key: int) -> Any:
        """The documents with a key. Deleting by term does not do: it takes every number for a signed one and matches none."""
        return self._tantivy.Query.term_query(self._schema, field, key)

    def _query(self, concept: Concept, like: Sequence[Likeness] = ()) -> Any:
        queries = [*map(self._phrase, concept), *map(self._like, like)]
        return queries[0] if len(queries) == 1 else self._tantivy.Query.disjunction_max_query(queries)

    def _like(self, likeness: Likeness) -> Any:
        query = self._apart(likeness.terms) if likeness.apart else self._phrase(likeness.terms)
        return self._tantivy.Query.boost_query(query, likeness.weight)

    def _apart(self, terms: Phrase) -> Any:
        return self._tantivy.Query.boolean_query([(self._tantivy.Occur.Must, self._phrase((term,))) for term in terms])

    def _phrase(self, phrase: Phrase) -> Any:
        if len(phrase) == 1:
            return self._tantivy.Query.term_query(self._schema, "words", phrase[0], "freq")
        return self._tantivy.Query.phrase_query(self._schema, "words", list(phrase))


class _Terms:
    """The terms that one searcher sees: to look for a newer one takes longer than to look a term up."""

    def __init__(self, searcher: Any, whole: Callable[[], AbstractContextManager[None]]) -> None:
        self._searcher, self._whole = searcher, whole

    def size(self) -> int:
        return int(self._searcher.num_docs)

    def counts(self, terms: Sequence[str]) -> list[int]:
        with self._whole():
            return [int(self._searcher.doc_freq("words", term)) for term in terms]

    def starting(self, beginning: str, most: int) -> list[str]:
        with self._whole():
            return [term for term, _ in self._searcher.terms_with_prefix("words", beginning, limit=most)]


def drop(folder: Path) -> None:
    """Throw the index away; it is derived and can be made again."""
    shutil.rmtree(folder, ignore_errors=True)
