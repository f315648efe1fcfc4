"""The index of a library made anew from its catalogue, and the vectors too where another encoder is to make them."""

from rag.library.debris import sweep
from rag.library.disk import writes
from rag.library.library import Library
from rag.library.lock import writer_lock
from rag.progress import Progress, quiet
from rag.records import Frozen


class Rebuilt(Frozen):
    """What was made anew: passages in the index, how many of them can be found by meaning, and texts embedded for it."""

    passages: int
    with_vectors: int
    embedded: int


def rebuild(library: Library, *, embed: bool = False, progress: Progress = quiet) -> Rebuilt:
    """Make the index of a library anew, in whatever state it is; with `embed` first the vector of every passage, by the
    encoder of the settings, which is from then on the library's. What killed processes have left in the folder goes.

    Others may read meanwhile, and find what there was until it is replaced. Raises LibraryError where another writes or
    the disk refuses, EncoderError where the encoder cannot be used.
    """
    with writer_lock(library.folder), writes(library.folder):
        embedded = library.embed_anew(lambda done, of: progress("embedding", done, of, "")) if embed else 0
        library.index.rebuild(progress)
        sweep(library.folder, library.catalogue.meta("generation"))
    counts = library.counts()
    return Rebuilt(passages=counts.passages, with_vectors=counts.embedded, embedded=embedded)


def embed_if_by_another(library: Library, progress: Progress = quiet) -> None:
    """Embed a library anew where that was done by another encoder than the settings name, or by another version of it.

    For libraries that this program makes for itself. Raises as `rebuild`.
    """
    if library.catalogue.meta("encoder") not in (None, library.chosen_encoder.fingerprint):
        rebuild(library, embed=True, progress=progress)
