"""The indexes of one machine: full text by tantivy (`words/`), vectors by Chroma (`chroma/N/`) with an exact tail."""

import shutil
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from rag.errors import LibraryError
from rag.library import vectors
from rag.library.analysis import terms
from rag.library.catalogue import Catalogue
from rag.library.database import writable
from rag.library.disk import linked
from rag.library.index import Concept, Likenesses, Scored, Selection, Vocabulary
from rag.library.view import View, refreshed
from rag.library.words import WordIndex, drop
from rag.progress import Progress, quiet
from rag.records import Record

_INDEX_AT_A_TIME = 500
_NOTHING = "-1"


class LocalIndex:
    """The `Index` of a library in one folder, beside its catalogue. Safe to share between threads."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        self._folder, self._catalogue = folder, catalogue
        self._links: TemporaryDirectory[str] | None = None
        self._lock = threading.Lock()
        self._view: View | None = None
        self._words: WordIndex | None = None

    def close(self) -> None:
        with self._lock:
            if self._view and self._view.generation:
                self._view.generation.close()
            self._view = self._words = None
            if self._links:
                self._links.cleanup()
                self._links = None

    def _part(self, name: str) -> Path:
        """Where a part of the index is opened: in its place, or where that can only be read, in a folder of links to it."""
        if writable(self._folder):
            return self._folder / name
        self._links = self._links or TemporaryDirectory(prefix="hemicycle.")
        if not (part := Path(self._links.name) / name).exists():
            linked(self._folder / name, part)
        return part

    def mend(self) -> None:
        """Start the full-text index anew where it is missing, damaged, or lacks or still holds what a killed process or a
        restored copy of the catalogue left behind."""
        through = int(self._catalogue.meta("words_through") or _NOTHING)
        try:
            whole = self.size() == self._catalogue.passages_through(through)
        except LibraryError:
            whole = False
        if not whole:
            self._empty_words()

    def _empty_words(self) -> None:
        drop(self._folder / "words")
        with self._lock:
            self._words = WordIndex(self._folder / "words", create=True)
        self._catalogue.set_meta("words_through", _NOTHING)

    def update(self) -> None:
        """Bring the full-text index up to the catalogue; vectors are read from there."""
        for batch in self._batches(after=int(self._catalogue.meta("words_through") or _NOTHING)):
            self.words().add(batch)
            self._catalogue.set_meta("words_through", str(batch[-1][0]))

    def _batches(self, *, after: int) -> Iterator[list[tuple[int, int, list[str]]]]:
        """The passages after a key as the full-text index takes them."""
        while rows := self._catalogue.passage_rows(after=after, limit=_INDEX_AT_A_TIME):
            texts = self._catalogue.records_by_seq(sorted({row.record for row in rows}))
            yield [(row.seq, row.record, passage_terms(texts[row.record], row.start, row.end)) for row in rows]
            after = rows[-1].seq

    def delete(self, records: Sequence[int]) -> None:
        if records:
            self.words().remove(records)

    def publish(self, *, force: bool = False) -> None:
        """Build and publish a new generation of the vector index where one is due, or where the published one is damaged.

        The full-text index is written anew where passages are gone from it, or its scores would tell of them.
        """
        if self.words().dead():
            self._words_anew()
        try:
            view: View | None = self.view()
            self.check()
        except LibraryError:
            view = None
        if view and not force and not view.outgrown:
            return
        # A reader may still hold the generation before this one.
        vectors.remove_others(self._folder / "chroma", keep={self._publish(), view.number if view else None})

    def rebuild(self, progress: Progress = quiet) -> None:
        total = self._catalogue.counts().passages
        try:
            self.size()
        except LibraryError:
            self._empty_words()
        self._words_anew(progress)
        progress("indexing vectors", 0, total, "")
        vectors.remove_others(self._folder / "chroma", keep={self._publish()})
        progress("indexing vectors", total, total, "")

    def _words_anew(self, progress: Progress = quiet) -> None:
        """Write the full-text index anew, in one commit: readers find what there was until then."""
        total = self._catalogue.counts().passages
        through = int(_NOTHING)

        def everything() -> Iterator[tuple[int, int, list[str]]]:
            nonlocal through
            done = 0
            for batch in self._batches(after=through):
                yield from batch
                through, done = batch[-1][0], done + len(batch)
                progress("indexing words", done, total, "")

        self.words().add(everything(), anew=True)
        self._catalogue.set_meta("words_through", str(through))

    def _publish(self) -> int | None:
        """Build a generation and publish it; returns its number, null where no passage has a vector."""
        for broken_off in vectors.unpublished(self._folder / "chroma", self._catalogue.meta("generation")):
            shutil.rmtree(broken_off, ignore_errors=True)  # or each try on a full disk would leave less room to the next
        gap = self._catalogue.first_unembedded()
        keys, records = self._catalogue.owners()
        size = len(keys) if gap is None else int(np.searchsorted(keys, gap))
        if not size:
            self._catalogue.set_meta("generation", None)
            return None
        number = int(self._catalogue.meta("generation_built") or 0) + 1
        self._catalogue.set_meta("generation_built", str(number))
        blocks = (block.matrix for block in self._catalogue.stored_vectors(before=gap))
        vectors.build(self._folder / "chroma" / str(number), keys[:size], records[:size], blocks)
        self._catalogue.set_meta("generation", str(number))
        self._catalogue.set_meta("generation_encoder", self._catalogue.meta("encoder"))
        return number

    def check(self) -> None:
        if generation := self.view().generation:
            generation.check()

    def nearest(self, vector: np.ndarray, k: int, allowed: Selection | None = None) -> Scored:
        return self.view().nearest(vector, k, allowed)

    def similarities(self, vector: np.ndarray, keys: Sequence[int]) -> dict[int, float]:
        return self.view().similarities(vector, keys)

    def embedded(self) -> int:
        return self.view().size

    def search(
        self, concepts: Sequence[Concept], k: int, allowed: Selection | None = None, like: Likenesses | None = None
    ) -> Scored:
        return self.words().search(concepts, k, allowed, like)

    def frequency(self, concept: Concept) -> int:
        return self.words().frequency(concept)

    def vocabulary(self) -> Vocabulary:
        return self.words().vocabulary()

    def size(self) -> int:
        return self.words().size()

    def view(self) -> View:
        """The vectors as they are now: refreshed when the catalogue has moved on, whichever process moved it."""
        revision = self._catalogue.meta("revision")
        with self._lock:
            if self._view is None or self._view.revision != revision:
                self._view = refreshed(self._part("chroma"), self._catalogue, self._view)
            return self._view

    def words(self) -> WordIndex:
        """The full-text index. Raises LibraryError where it is missing or damaged; `mend` makes it anew."""
        with self._lock:
            if self._words is None:
                empty = self._catalogue.meta("words_through") in (None, _NOTHING)
                self._words = WordIndex(self._part("words"), create=empty)
            return self._words


def passage_terms(record: Record, start: int, end: int) -> list[str]:
    """The title stands before every passage, for the words as for the encoder."""
    title = record.title or ""
    return terms(f"{title} {record.text[start:end]}", record.language)


def detach(catalogue: Catalogue, replaced: Catalogue | None) -> None:
    """Let a catalogue that is to take the place of another know of no index, and readers of the other see that it came."""
    for key in ("generation", "words_through"):
        catalogue.set_meta(key, None)
    for key in ("generation_built", "revision"):
        known = [int(each.meta(key) or 0) for each in (catalogue, replaced) if each]
        catalogue.set_meta(key, str(max(known) + 1))
