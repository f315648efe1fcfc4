"""A library on disk: the catalogue (the truth) and the index derived from it, behind one object."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from rag.embedding.encoder import Encoder
from rag.errors import EncoderError, LibraryError
from rag.library import ledger
from rag.library.catalogue import Catalogue, Column, Counts, Someone
from rag.library.database import DATABASE
from rag.library.disk import writes
from rag.library.embed import Progress, embed, embed_anew
from rag.library.facets import Facets
from rag.library.index import Index
from rag.library.local import LocalIndex
from rag.library.lock import writer_lock
from rag.library.originals import Originals
from rag.records import Passage, Record


class Library:
    """Records with their passages, searchable by words and by meaning.

    One process writes at a time (`writing`); any number read, without waiting, and see what is committed.
    """

    def __init__(self, folder: Path | str, *, create: bool = False, encoder: Encoder | None = None) -> None:
        """Open the library in `folder`, or make it with `create`. Raises LibraryError where that cannot be."""
        self.folder = folder = Path(folder)
        try:
            self.catalogue = Catalogue(folder / DATABASE, create=create)
        except OSError as error:
            raise LibraryError(
                f"cannot make a library in {folder}: {error.strerror}; choose another with --library"
            ) from error
        self._encoder = encoder
        self.index: Index = LocalIndex(folder, self.catalogue)
        self.originals = Originals(folder / "originals")
        self.facets = Facets(self.catalogue)
        self._distinct: tuple[str | None, dict[str, tuple[Any, ...]]] = (None, {})
        if self.catalogue.upgraded:
            # An older version made the index, perhaps in another format. Whoever writes meanwhile mends it as well.
            with suppress(LibraryError), self.writing():
                pass

    def close(self) -> None:
        self.index.close()
        self.catalogue.close()

    @property
    def badge(self) -> str | None:
        """The mark that goes with every citation of this library: `sample, fictional`, or null."""
        return self.catalogue.meta("badge")

    @cached_property
    def chosen_encoder(self) -> Encoder:
        """The encoder that the settings name, whatever the library was embedded with."""
        return self._encoder or Encoder.load()

    @property
    def encoder(self) -> Encoder:
        """The encoder that this library was embedded with, looked at each time: another process may embed it anew.

        Raises EncoderError where the library remembers another one.
        """
        encoder = self.chosen_encoder
        known, name = self.catalogue.meta("encoder"), self.catalogue.meta("encoder_name")
        if known not in (None, encoder.fingerprint):
            if name == encoder.name:
                was, way_back = f"by another version of this program or of {name!r}", ""
            else:
                was, way_back = f"with {name!r} and not with {encoder.name!r}", f"set HEMICYCLE_ENCODER to {name!r}, or "
            raise EncoderError(f"{self.folder} was embedded {was}: {way_back}embed it anew: hemicycle rebuild --embed")
        return encoder

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer. Raises LockedError, naming the holder, where another process is, LibraryError where the disk
        refuses."""
        with writer_lock(self.folder), writes(self.folder):
            self.index.mend()
            self.index.update()
            yield

    def add(self, items: Iterable[tuple[Record, Sequence[Passage]]], *, source: tuple[str, str] | None = None) -> list[str]:
        """Commit records with their passages, all of them or none, and index them.

        `source` is the path and sha256 of the file that gives them: the ledger names it from the first record on.
        Returns the ids of the records that are new or changed.
        """
        items = list(items)
        with self.catalogue.writing() as connection:
            written = self.catalogue.put(items, connection)
            if source:
                ledger.reading(connection, *source, [record.id for record, _ in items])
        self.index.delete(written.replaced)
        self.index.update()
        return written.ids

    def finish_source(self, entry: ledger.Entry, original: bytes) -> None:
        """Write the ledger entry of a source file whose records are all in, and keep its bytes.

        Bytes that hold a forgotten record are not kept. Records that an earlier revision of the file gave, and no file gives
        any more, go.
        """
        if entry.sha256 and not entry.forgotten:
            self.originals.keep(entry.sha256, original)
        with self.catalogue.writing() as connection:
            before = ledger.entry(connection, entry.path)
            gone = set(before.records if before else ()) - set(entry.records)
            removed = self.catalogue.remove(ledger.orphans(connection, sorted(gone), entry.path), connection)
            ledger.write(connection, entry)
        self.index.delete(removed)

    def embed(self, progress: Progress | None = None) -> int:
        """Embed every text that has no vector yet, committing as it goes; returns how many there were."""
        return embed(self.catalogue, self.encoder, progress)

    def embed_anew(self, progress: Progress | None = None) -> int:
        """Embed every text with the chosen encoder, which is the library's when all are done; returns how many were left."""
        return embed_anew(self.catalogue, self.chosen_encoder, progress)

    def languages(self) -> tuple[str, ...]:
        """The languages of the records."""
        return self._known("language")

    def parliaments(self) -> tuple[str, ...]:
        """The parliaments of the records."""
        return self._known("parliament")

    def kinds(self) -> tuple[str, ...]:
        """The kinds of the records."""
        return self._known("kind")

    def people(self) -> tuple[Someone, ...]:
        """The different people of the records: who asked, and who was asked."""
        return self._known("people")

    def _known(self, what: Column | Literal["people"]) -> tuple[Any, ...]:
        """The different values of a column, read again only when the catalogue has moved on."""
        revision = self.catalogue.meta("revision")
        known, values = self._distinct
        if known != revision:
            values = {}
        if what not in values:
            values = values | {what: self.catalogue.people() if what == "people" else self.catalogue.distinct(what)}
        self._distinct = (revision, values)
        return values[what]

    def counts(self) -> Counts:
        return self.catalogue.counts()

    def failed_sources(self) -> int:
        with self.catalogue.engine.connect() as connection:
            return ledger.failed(connection)
