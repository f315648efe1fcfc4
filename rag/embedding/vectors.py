"""What a runtime of an encoder is: something that turns texts into unit vectors."""

from collections.abc import Callable, Sequence
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

Kind = Literal["query", "document"]

Progress = Callable[[int], None]
"""Told how many texts are done."""


def silent(done: int) -> None:
    """Tells nobody."""


class Runtime(Protocol):
    """A loaded model. Safe to share between threads."""

    @property
    def dimension(self) -> int:
        """Length of the vectors."""
        ...

    def encode(self, texts: Sequence[str], kind: Kind, progress: Progress = silent) -> Vectors:
        """Unit vectors (n, dimension), with the model's prompt for that kind of text in front."""
        ...
