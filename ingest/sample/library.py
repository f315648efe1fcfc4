"""The library of the sample collection: made once, a library of its own, marked in every citation."""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from importlib.resources import as_file, files

from filelock import FileLock

from ingest.run import ingest
from rag.library.library import Library
from rag.library.rebuild import embed_if_by_another
from rag.progress import Progress, quiet
from rag.settings import sample_library

BADGE = "sample, fictional"


def open_sample(show: Callable[[], AbstractContextManager[Progress]] = lambda: nullcontext(quiet)) -> Library:
    """The sample library, made (or made up to date with the package) where that is needed; `show` shows the making."""
    library = Library(sample_library(), create=True)
    with as_file(files("ingest.sample") / "files" / "pdf") as folder:
        files_of = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(folder.iterdir()))).hexdigest()
        stamp = f"{files_of} {library.chosen_encoder.fingerprint}"
        if library.catalogue.meta("sample") != stamp:
            # Of two first starts at once the second waits, and finds the library made.
            with show() as progress, FileLock(library.folder / "making.lock"):
                if library.catalogue.meta("sample") != stamp:
                    library.catalogue.set_meta("badge", BADGE)
                    embed_if_by_another(library, progress)
                    ingest(library, [folder], progress=progress)
                    library.catalogue.set_meta("sample", stamp)
    return library
