"""The collections beside the checkout, and libraries of them in the user's cache to measure on."""

import hashlib
import os
from pathlib import Path

from ingest.run import ingest
from ingest.sample.library import open_sample
from rag.errors import InputError
from rag.library.library import Library
from rag.library.rebuild import embed_if_by_another
from rag.progress import Progress, quiet
from rag.settings import cache_folder

SAMPLE_TOPICS = Path(__file__).parent / "sample_topics.jsonl"


def collections() -> Path:
    """The folder of real collections: HEMICYCLE_DATA, else `../shared/data` beside the checkout."""
    named = os.environ.get("HEMICYCLE_DATA")
    return Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"


def dekamer() -> Path | None:
    """The folder of the dekamer-2017 collection, where it is there."""
    folder = collections() / "dekamer-2017"
    return folder if (folder / "topics.jsonl").is_file() else None


def chosen(
    topics: Path | None, *, mapping: str | None = None, library: Path | None = None, progress: Progress = quiet
) -> tuple[Path, str, Library]:
    """The file of topics, the name of what they are asked of, and its library: the one named, else one of the files beside
    the topics. Without topics those of dekamer-2017, or of the sample collection where that is not at hand.

    Raises InputError where there is no such file, HemicycleError where its collection cannot be read.
    """
    if topics and not topics.is_file():
        raise InputError(f"{topics}: no such file of topics")
    folder = dekamer()
    file = topics or (folder and folder / "topics.jsonl")
    if not file:
        return SAMPLE_TOPICS, "The fictional sample collection (no dekamer-2017 in HEMICYCLE_DATA)", open_sample()
    if library:
        return file, str(library), Library(library)
    return file, file.resolve().parent.name, collection(file.parent, mapping=mapping, progress=progress)


def library_folder(folder: Path) -> Path:
    """Where the library of a collection lies, in the user's cache."""
    folder = folder.resolve()
    return cache_folder() / "eval" / f"{folder.name}-{hashlib.sha256(str(folder).encode()).hexdigest()[:8]}"


def collection(folder: Path, *, mapping: str | None = None, progress: Progress = quiet) -> Library:
    """The library of the files in a folder, brought up to date. Raises HemicycleError where none of them gives a record."""
    library = up_to_date(library_folder(folder), folder, mapping=mapping, progress=progress)
    if not library.counts().records:
        raise InputError(f"{folder}: no records beside the topics; name their library with --library, or their --map")
    return library


def up_to_date(place: Path, source: Path, *, mapping: str | None = None, progress: Progress = quiet) -> Library:
    """The library in one folder, made or brought up to date from the files of another by the encoder of the settings."""
    library = Library(place, create=True)
    embed_if_by_another(library, progress)
    ingest(library, [source], mapping=mapping, progress=progress)
    return library
