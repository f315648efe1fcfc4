"""What a runtime of an encoder is: something that turns texts into unit vectors, and into the states of their words."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Encoding

Vectors = NDArray[np.float32]

Kind = Literal["query", "document"]

Progress = Callable[[int], None]
"""Told how many texts are done."""


class States(NamedTuple):
    """A text as a model sees it, in its place among others: `vector` (d,) float32 of unit length is the whole of it.

    `states` (m, d) float32 are those of the tokens that hold a letter or a digit (the prompt's and the marks at the ends
    have no part in it), and `words` (m,) int64 tells which word of the text each token belongs to, in ascending order. A
    model of which this cannot be had gives none (m = 0).
    """

    vector: Vectors
    states: Vectors
    words: NDArray[np.int64]


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

    def states(self, texts: Sequence[str], kind: Kind) -> Iterator[States]:
        """The same with the states of the words, text by text."""
        ...


def words_of(encoding: "Encoding", text: str, prompt: int) -> tuple[list[int], NDArray[np.int64]]:
    """Which tokens of a text hold a letter or a digit, and the word of each; the first `prompt` characters do not count."""
    kept, words = list[int](), list[int]()
    for n, ((start, end), word) in enumerate(zip(encoding.offsets, encoding.word_ids, strict=True)):
        if word is not None and end > prompt and any(map(str.isalnum, text[start:end])):
            kept.append(n)
            words.append(word)
    return kept, np.array(words, np.int64)
