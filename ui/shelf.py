"""The libraries that the page can show: the user's own, others beside it, the fictional sample."""

import threading
from collections.abc import Sequence
from pathlib import Path

from ingest.ids import slug
from rag.errors import InputError
from rag.library.library import Library
from rag.library.pages import newest
from rag.settings import Settings, named_libraries
from ui.commands.options import open_to_read, open_to_write
from ui.texts import Texts

SAMPLE, OWN = "sample", "own"


class Shelf:
    """Libraries by short names, opened once each and sharing one encoder.

    With no folders given they are the user's own (`own`), those made on the page, and the sample; else the given ones, the
    first of which is shown to whoever asks for none, and the sample.
    """

    def __init__(self, folders: Sequence[Path] = ()) -> None:
        """Raises LibraryError where the first of the libraries cannot be opened."""
        self._given = dict(zip(_named(folders), folders, strict=True))
        self._opened: dict[str, Library] = {}
        self._lock, self._locks = threading.Lock(), dict[str, threading.Lock]()
        first = open_to_read(folders[0] if folders else None)
        self._opened[SAMPLE if first.badge and not folders else self._own()] = first

    def names(self) -> list[str]:
        """What there is to choose from, the sample last."""
        if self._given:
            own = [*self._given]
        else:
            made = sorted(f.name for f in named_libraries().glob("*/") if (f / "library.db").exists())
            own = [*([OWN] if self._folder(OWN).joinpath("library.db").exists() else []), *made]
        return [*own, SAMPLE]

    def library(self, name: str | None = None) -> Library:
        """The library of a name; of none, or of one that is not there, the first that holds records, else the sample.

        Raises LibraryError where it cannot be opened.
        """
        if name in self.names():
            return self._open(name)
        own = self._own()
        if self._given or (self._folder(own) / "library.db").exists():
            library = self._open(own)
            if self._given or newest(library.catalogue):
                return library
        return self._open(SAMPLE)

    def name_of(self, library: Library) -> str:
        """The name of an open library."""
        return next(name for name, known in self._opened.items() if known is library)

    def to_write(self, name: str | None) -> Library:
        """The library that files are to be added to, made where there is none: one of these names, a new name, or for none
        the user's own. Raises InputError or LibraryError where nothing may be added to it."""
        name = name or self._own()
        if name != SAMPLE and name not in self.names():
            name = slug(name)
        if name == SAMPLE or not name:
            raise InputError("the sample collection takes no records: give a library a name of its own")
        if name not in self._opened:
            open_to_write(self._folder(name)).close()
        library = self._open(name)
        if library.badge:
            raise InputError(f"{library.folder} holds records marked {library.badge!r}; choose another library")
        return library

    def _own(self) -> str:
        return next(iter(self._given), OWN)

    def _folder(self, name: str) -> Path:
        if name in self._given:
            return self._given[name]
        return Settings().user_library if name == OWN else named_libraries() / name

    def _open(self, name: str) -> Library:
        """The library of a name, opened by whoever asks first; to make the sample takes a minute, and the others go on."""
        with self._lock:
            own = self._locks.setdefault(name, threading.Lock())
        with own:
            if name not in self._opened:
                if name == SAMPLE:
                    from ingest.sample.library import open_sample

                    self._opened[name] = open_sample()
                else:
                    shared = next(iter(self._opened.values())).chosen_encoder
                    self._opened[name] = Library(self._folder(name), encoder=shared)
            return self._opened[name]


def library_named(name: str, texts: Texts) -> str:
    """What the page calls a library."""
    return {OWN: texts.library_own, SAMPLE: texts.library_sample}.get(name, name)


def _named(folders: Sequence[Path]) -> list[str]:
    """A name for each folder: its own, with a number behind it where two have the same."""
    names = list[str]()
    for folder in folders:
        name, n = slug(folder.resolve().name) or "library", 2
        while name in (*names, SAMPLE):
            name, n = f"{slug(folder.resolve().name)}-{n}", n + 1
        names.append(name)
    return names
