"""The library of the sample collection: made once, a library of its own, marked in every citation."""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from importlib.resources import as_file, files

from ingest.run import ingest
from rag.library.library import Library
from rag.progress import Progress, quiet
from rag.settings import sample_library

BADGE = "sample, fictional"


def open_sample(show: Callable[[], AbstractContextManager[Progress]] = lambda: nullcontext(quiet)) -> Library:
    """The sample library, made (or made up to date with the package) where that is needed; `show` shows the making."""
    library = Library(sample_library(), create=True)
    with as_file(files("ingest.sample") / "files" / "pdf") as folder:
        stamp = hashlib.sha256(b"".join(file.read_bytes() for file in sorted(folder.iterdir()))).hexdigest()
        if library.catalogue.meta("sample") != stamp:
            library.catalogue.set_meta("badge", BADGE)
            with show() as progress:
                ingest(library, [folder], progress=progress)
            library.catalogue.set_meta("sample", stamp)
    return library
