"""The collections beside the checkout; the one that quality is measured on, and its library in the user's cache."""

import os
import sys
from pathlib import Path

from rag.library.library import Library
from rag.settings import cache_folder


def collections() -> Path:
    """The folder of real collections: HEMICYCLE_DATA, else `../shared/data` beside the checkout."""
    named = os.environ.get("HEMICYCLE_DATA")
    return Path(named) if named else Path(__file__).resolve().parents[2] / "shared" / "data"


def dekamer() -> Path | None:
    """The folder of the dekamer-2017 collection, where it is there."""
    folder = collections() / "dekamer-2017"
    return folder if (folder / "topics.jsonl").is_file() else None


def collection(folder: Path) -> Library:
    """The library of the dekamer-2017 collection; ingested, with a line on the time that took, where it is not there."""
    from ingest.run import ingest

    library = Library(cache_folder() / "eval" / "dekamer-2017", create=True)
    report = ingest(library, [folder / "questions.jsonl"], mapping="dekamer-2017", progress=_progress)
    print(
        f"ingest: {report.records} records read now, {library.counts().passages} passages, {report.embedded} texts embedded,"
        f" {report.took_s:.0f} s, of which {report.embedding_s:.0f} s embedding"
    )
    return library


def _progress(phase: str, done: int, of: int | None, note: str) -> None:
    if of and done % 2_560 < 256:
        print(f"  {phase} {done} of {of}", file=sys.stderr, flush=True)
