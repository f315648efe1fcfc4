"""The source files of a library under their sha256, so that a citation opens even when the source has moved."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

_SHA256 = re.compile(r"[0-9a-f]{64}")
_PART = ".part"


class Originals:
    """The folder that holds them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, sha256: str) -> Path:
        """Where an original lies, or would lie."""
        return self.folder / sha256

    def kept(self) -> set[str]:
        """The sha256 of every original that is there."""
        return {path.name for path in self._files() if _SHA256.fullmatch(path.name)}

    def debris(self) -> list[Path]:
        """What a writer that was killed left half-written."""
        return [path for path in self._files() if path.name.endswith(_PART)]

    def keep(self, sha256: str, data: bytes) -> None:
        """Write an original, whole or not at all."""
        if not self.path(sha256).exists():
            self.folder.mkdir(exist_ok=True)
            part = self.folder / f"{sha256}{_PART}"
            part.write_bytes(data)
            part.replace(self.path(sha256))

    def drop(self, shas: Iterable[str]) -> None:
        for sha256 in shas:
            self.path(sha256).unlink(missing_ok=True)

    def intact(self, sha256: str) -> bool:
        """Whether an original is there and has the content that it is named after."""
        try:
            with self.path(sha256).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except FileNotFoundError:
            return False

    def _files(self) -> Iterable[Path]:
        return self.folder.iterdir() if self.folder.is_dir() else ()
