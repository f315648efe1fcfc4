"""A library on disk: the catalogue (the truth) and two indexes derived from it, behind one object."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from rag.embedding.encoder import Encoder
from rag.errors import EncoderError, LibraryError
from rag.library import ledger, vectors
from rag.library.analysis import terms
from rag.library.catalogue import Catalogue, Counts
from rag.library.view import TAIL, View
from rag.library.words import WordIndex, drop
from rag.records import Passage, Record

_EMBED_AT_A_TIME = 256
_INDEX_AT_A_TIME = 500
_NOTHING = "-1"

Progress = Callable[[int, int], None]
"""Called with (done, of)."""


class Library:
    """Records with their passages, searchable by words and by meaning.

    One process writes at a time (`writing`); any number read, without waiting, and see what is committed.
    """

    def __init__(self, folder: Path, *, create: bool = False, encoder: Encoder | None = None) -> None:
        """Open the library in `folder`, or make it with `create`. Raises LibraryError where that cannot be."""
        self.folder = folder
        try:
            self.catalogue = Catalogue(folder / "library.db", create=create)
        except OSError as error:
            raise LibraryError(
                f"cannot make a library in {folder}: {error.strerror}; choose another with --library"
            ) from error
        self._encoder = encoder
        self._lock = threading.Lock()
        self._view: View | None = None
        self._words: WordIndex | None = None

    def close(self) -> None:
        with self._lock:
            if self._view and self._view.generation:
                self._view.generation.close()
            self._view = None
        self.catalogue.close()

    @property
    def badge(self) -> str | None:
        """The mark that goes with every citation of this library: `sample, fictional`, or null."""
        return self.catalogue.meta("badge")

    @cached_property
    def encoder(self) -> Encoder:
        """The encoder that this library was built with.

        Raises EncoderError where the library remembers another one.
        """
        encoder = self._encoder or Encoder.load()
        known, name = self.catalogue.meta("encoder"), self.catalogue.meta("encoder_name")
        if known not in (None, encoder.fingerprint):
            raise EncoderError(
                f"{self.folder} was embedded with {name!r} and not with {encoder.name!r}: set HEMICYCLE_ENCODER to {name!r},"
                " or ingest the sources into a new library (--library)"
            )
        return encoder

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer. Raises LibraryError, naming the holder, where another process is."""
        lock = FileLock(self.folder / "lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            holder = _read(self.folder / "lock.holder") or "another process"
            raise LibraryError(f"{self.folder} is being written by {holder}; try again when it is done") from None
        except OSError as error:
            raise LibraryError(f"cannot write to {self.folder}: {error.strerror}") from error
        try:
            (self.folder / "lock.holder").write_text(f"process {os.getpid()}")
            self._mend_words()
            self.index_words()
            yield
        finally:
            (self.folder / "lock.holder").unlink(missing_ok=True)
            lock.release()

    def add(self, items: Iterable[tuple[Record, Sequence[Passage]]]) -> list[str]:
        """Commit records with their passages, all of them or none, and index their words.

        Returns the ids of the records that are new or changed.
        """
        with self.catalogue.writing() as connection:
            written = self.catalogue.put(items, connection)
        self._unindex(written.replaced)
        self.index_words()
        return written.ids

    def finish_source(self, entry: ledger.Entry, original: bytes) -> None:
        """Write the ledger entry of a source file whose records are all in, and keep its bytes.

        Records that an earlier revision of the file gave, and no file gives any more, go.
        """
        self._keep_original(entry.sha256, original)
        with self.catalogue.writing() as connection:
            before = ledger.entry(connection, entry.path)
            gone = set(before.records if before else ()) - set(entry.records)
            removed = self.catalogue.remove(ledger.orphans(connection, sorted(gone), entry.path), connection)
            ledger.write(connection, entry)
        self._unindex(removed)

    def _unindex(self, records: Sequence[int]) -> None:
        if records:
            self.words.remove(records)

    def _keep_original(self, sha256: str | None, data: bytes) -> None:
        folder = self.folder / "originals"
        folder.mkdir(exist_ok=True)
        if sha256 and not (folder / sha256).exists():
            part = folder / f"{sha256}.part"
            part.write_bytes(data)
            part.replace(folder / sha256)

    @property
    def words(self) -> WordIndex:
        """The full-text index. Raises LibraryError where it is missing or damaged; the next writer makes it anew."""
        with self._lock:
            if self._words is None:
                empty = self.catalogue.meta("words_through") in (None, _NOTHING)
                self._words = WordIndex(self.folder / "words", create=empty)
            return self._words

    def _mend_words(self) -> None:
        """Start the full-text index anew where it is missing, damaged, or lacks or still holds what a killed process or a
        restored copy of the catalogue left behind."""
        through = int(self.catalogue.meta("words_through") or _NOTHING)
        try:
            whole = self.words.size() == len(self.catalogue.passage_keys(through=through))
        except LibraryError:
            whole = False
        if not whole:
            drop(self.folder / "words")
            with self._lock:
                self._words = WordIndex(self.folder / "words", create=True)
            self.catalogue.set_meta("words_through", _NOTHING)

    def index_words(self) -> None:
        """Bring the full-text index up to the catalogue: whatever a killed process left unindexed is indexed now."""
        through = int(self.catalogue.meta("words_through") or _NOTHING)
        while rows := self.catalogue.passage_rows(after=through, limit=_INDEX_AT_A_TIME):
            texts = self.catalogue.records_by_seq(sorted({row.record for row in rows}))
            self.words.add((row.seq, row.record, _passage_terms(texts[row.record], row.start, row.end)) for row in rows)
            through = rows[-1].seq
            self.catalogue.set_meta("words_through", str(through))

    def embed(self, progress: Progress | None = None) -> int:
        """Embed every passage that has no vector yet, committing as it goes; returns how many texts were embedded."""
        waiting = self.catalogue.unembedded()
        if not waiting:
            return 0
        encoder = self.encoder
        self.catalogue.set_meta("encoder", encoder.fingerprint)
        self.catalogue.set_meta("encoder_name", encoder.name)
        # Texts of like length together waste no padding; the order within one commit is of no consequence.
        for start in range(0, len(waiting), _EMBED_AT_A_TIME):
            chunk = waiting[start : start + _EMBED_AT_A_TIME]
            self.catalogue.put_vectors([sha for sha, _ in chunk], encoder.encode_passages([text for _, text in chunk]))
            if progress:
                progress(start + len(chunk), len(waiting))
        return len(waiting)

    def publish(self, *, force: bool = False) -> None:
        """Build and publish a new generation of the vector index where one is due, or where the published one is damaged."""
        try:
            view: View | None = self.view()
        except LibraryError:
            view = None
        if view and not force and view.number is not None and len(view.keys) + len(view.gone) <= TAIL:
            return
        first_gap = self.catalogue.first_unembedded()
        keys, matrix = self.catalogue.stored_vectors(before=first_gap)
        if not len(keys):
            return
        number = int(self.catalogue.meta("generation_built") or 0) + 1
        self.catalogue.set_meta("generation_built", str(number))
        vectors.build(self.folder / "chroma" / str(number), keys, self._records_of(keys), matrix)
        self.catalogue.set_meta("generation", str(number))
        # A reader may still hold the generation before this one.
        vectors.remove_others(self.folder / "chroma", keep={number, view.number if view else None})

    def _records_of(self, keys: np.ndarray) -> np.ndarray:
        after = int(keys[0]) - 1 if len(keys) else 0
        owners = {row.seq: row.record for row in self.catalogue.passage_rows(after=after)} if len(keys) else {}
        return np.fromiter((owners[int(key)] for key in keys), dtype=np.int64, count=len(keys))

    def view(self) -> View:
        """The library as it is now: refreshed when the catalogue has moved on, whichever process moved it."""
        revision = self.catalogue.meta("revision")
        with self._lock:
            if self._view is None or self._view.revision != revision:
                self._view = self._refreshed(self._view, revision)
            return self._view

    def _refreshed(self, old: View | None, revision: str | None) -> View:
        published = self.catalogue.meta("generation")
        number = int(published) if published else None
        if old and old.generation and old.number == number:
            generation: vectors.Generation | None = old.generation
        else:
            generation = vectors.Generation(self.folder / "chroma" / str(number)) if number is not None else None
        last = int(generation.keys[-1]) if generation else -1
        gone = np.setdiff1d(generation.keys, self.catalogue.passage_keys(through=last)) if generation else ()
        keys, matrix = self.catalogue.stored_vectors(after=last)
        return View(
            revision,
            number,
            generation,
            frozenset(int(key) for key in gone),
            keys,
            self._records_of(keys),
            matrix.astype(np.float32),
            self.catalogue.distinct("language"),
            self.catalogue.distinct("parliament"),
        )

    def nearest(self, vector: np.ndarray, k: int, allowed: set[int] | None = None) -> list[tuple[int, float]]:
        """The `k` passages nearest to a vector, as `View.nearest` says."""
        return self.view().nearest(vector, k, allowed)

    def similarities(self, vector: np.ndarray, keys: Sequence[int]) -> dict[int, float]:
        """Exact cosines of a vector with these passages, as `View.similarities` says."""
        return self.view().similarities(vector, keys)

    def languages(self) -> tuple[str, ...]:
        """The languages of the records."""
        return self.view().languages

    def parliaments(self) -> tuple[str, ...]:
        """The parliaments of the records."""
        return self.view().parliaments

    def has_vectors(self) -> bool:
        view = self.view()
        return bool(view.generation or len(view.keys))

    def counts(self) -> Counts:
        return self.catalogue.counts()

    def failed_sources(self) -> int:
        with self.catalogue.engine.connect() as connection:
            return ledger.failed(connection)


def _passage_terms(record: Record, start: int, end: int) -> list[str]:
    """The title stands before every passage, for the words as for the encoder."""
    title = record.title or ""
    return terms(f"{title} {record.text[start:end]}", record.language)


def _read(path: Path) -> str | None:
    try:
        return path.read_text()
    except OSError:
        return None
