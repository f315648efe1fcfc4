"""What killed processes leave in the folder of a library: found by the doctor, swept by a rebuild."""

import shutil
from pathlib import Path

from rag.library.originals import Originals
from rag.library.restore import STAGING
from rag.library.vectors import unpublished

_LEFT = (f"{STAGING}*", "uploads")


def debris(folder: Path, published: str | None) -> list[Path]:
    """Half-written originals and restorations, uploads, and generations newer than the published one, of a library in
    which nobody writes."""
    left = [path for pattern in _LEFT for path in folder.glob(pattern)]
    return sorted([*left, *Originals(folder / "originals").debris(), *unpublished(folder / "chroma", published)])


def sweep(folder: Path, published: str | None) -> None:
    """Remove it, unopened: a generation that was never completed can be a file of terabytes, or crash who reads it."""
    for path in debris(folder, published):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
