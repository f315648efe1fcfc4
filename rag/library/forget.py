"""Taking a record or a source file out of a library, so that no file of it holds their words any more."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from rag.embedding import cache
from rag.errors import InputError
from rag.library import erase, ledger
from rag.library.database import scrub, set_meta
from rag.library.disk import writes
from rag.library.library import Library
from rag.library.lock import writer_lock
from rag.progress import Progress, quiet
from rag.records import Frozen

ERASING = "erasing"
"""What the catalogue remembers in `meta` until everything is gone: the names of what is being forgotten."""

_NEAR = 3


class Chosen(Frozen):
    """What is to be forgotten: ids of records, paths of source files, and what else goes with them or stays.

    `with_sources` are the records that nothing but these source files gives, `kept` those that other files give as well.
    `originals` counts the source files whose bytes are dropped although other records came from them.
    """

    records: tuple[str, ...]
    sources: tuple[str, ...]
    with_sources: tuple[str, ...]
    kept: tuple[str, ...]
    originals: int


class Forgotten(Frozen):
    """What was forgotten: `records` ids and `sources` paths. `complete` is false where another program that reads the
    library keeps its old pages on the disk."""

    records: tuple[str, ...]
    sources: tuple[str, ...]
    originals: int
    complete: bool


def choose(library: Library, names: Sequence[str]) -> Chosen:
    """The records and source files that names stand for: ids, external ids, paths, or file names.

    What was forgotten before can be named by its id or path again. Raises InputError where a name stands for nothing,
    with what comes near, or for several.
    """
    found = dict.fromkeys(_found(library, name) for name in names)
    records = [name for kind, name in found if kind == "record"]
    sources = [name for kind, name in found if kind == "source"]
    with library.catalogue.engine.connect() as connection:
        given = [each for path in sources if (known := ledger.entry(connection, path)) for each in known.records]
        alone = ledger.orphans(connection, given, *sources)
        shared = ledger.sources_of(connection, [*records, *alone])
    return Chosen(
        records=tuple(records),
        sources=tuple(sources),
        with_sources=tuple(alone),
        kept=tuple(sorted(set(given) - set(alone))),
        originals=sum(len(entry.records) > 1 for entry in shared if entry.path not in sources),
    )


def forget(library: Library, chosen: Chosen, progress: Progress = quiet) -> Forgotten:
    """Take records and source files out, with their passages, vectors (those in the cache of vectors too), and originals.

    The words are in no file of the library afterwards: the index is made anew and the database rewritten. Interrupted, it
    is completed by being asked again. Raises LibraryError where another writes or the disk refuses.
    """
    ids = [*chosen.records, *chosen.with_sources]
    with writer_lock(library.folder), writes(library.folder):
        with library.catalogue.writing() as connection:
            set_meta(connection, ERASING, ", ".join([*chosen.records, *chosen.sources]))
            texts = erase.embedded_texts(connection, ids)
            library.catalogue.remove(ids, connection)
            texts |= erase.drop_unused_vectors(connection)
            cache.forget(sorted(texts - erase.still_needed(connection, texts)))
            ledger.forget(connection, chosen.records, chosen.sources)
        dropped = _drop_originals(library)
        library.index.rebuild(progress)
        complete = scrub(library.catalogue.engine)
        if complete:
            library.catalogue.set_meta(ERASING, None)
    return Forgotten(records=tuple(ids), sources=chosen.sources, originals=dropped, complete=complete)


def _found(library: Library, name: str) -> tuple[Literal["record", "source"], str]:
    """The id of the record or the path of the source file that a name stands for."""
    bare = re.sub(r"/\d+$", "", name)  # a passage's id stands for its record
    ids = library.catalogue.ids_named(bare)
    with library.catalogue.engine.connect() as connection:
        ids = ids or sorted(ledger.among_forgotten(connection, [bare]))
        paths = ledger.paths_ending(connection, name) or ledger.paths_ending(connection, str(Path(name).absolute()))
    if len(ids or paths) > 1:
        raise InputError(f"{name!r} stands for several: {', '.join((ids or paths)[:_NEAR])}, ...; give one of them in full")
    if ids:
        return "record", ids[0]
    if paths:
        return "source", paths[0]
    raise InputError(f"no record or source file {name!r} in {library.folder}{_near(library, name)}")


def _near(library: Library, name: str) -> str:
    """What a mistyped name may have meant, to be said behind what is wrong."""
    with library.catalogue.engine.connect() as connection:
        paths = ledger.paths(connection)
        known = erase.names(connection)
    known = [*known, *paths, *(path.replace("\\", "/").rsplit("/", 1)[-1] for path in paths)]
    near = get_close_matches(name, known, n=_NEAR) or [each for each in known if name in each][:_NEAR]
    return f"; near it: {', '.join(dict.fromkeys(near))}" if near else "; hemicycle list prints the ids"


def _drop_originals(library: Library) -> int:
    """Drop the originals that hold what was forgotten; returns how many.

    An original stays where the ledger names it and nothing of that file was forgotten. An older revision of a file stays
    where a record still cites it, unless something of that file was forgotten: it may hold that as well.
    """
    kept = library.originals.kept()
    with library.catalogue.engine.connect() as connection:
        wanted = ledger.originals(connection)
        ids, buried = ledger.touched_by_forgetting(connection)
        if kept - wanted:
            wanted |= {
                source.sha256
                for record, source in erase.cited_sources(connection)
                if record not in ids and source.path not in buried
            }
    gone = kept - wanted
    library.originals.drop(gone)
    return len(gone)
