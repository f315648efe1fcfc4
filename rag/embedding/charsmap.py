"""Builds the character normalisation of the XLM-R tokenizer in the form that `tokenizers` reads ("precompiled").

SentencePiece normalises with a trie of character sequences (NFKC with its own rules for blanks and controls). The packed
model keeps the one-character rows only. The rows of several characters are compositions (`e` and U+0301 give `é`); they
are derived here as SentencePiece's `Builder::BuildNFKCMap` does. `tokenizers` looks up a whole grapheme only where it is
shorter than six bytes, so longer sequences need no row.

Format: u32 bytes of the trie, the trie (a darts-clone double array of u32 units), the replacements, each ended by NUL.
"""

import itertools
import struct
import unicodedata
from collections import defaultdict
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

_LONGEST = 5  # bytes of UTF-8 in a sequence
_COMPOSED = range(0x80, 0x3000)  # holds every character that decomposes into so few bytes; Unicode keeps these stable
_HAS_LEAF = 1 << 8
_IS_VALUE = 1 << 31
_BLOCK = 256


def precompile(char_map: Mapping[str, str]) -> bytes:
    """The precompiled map of `char_map` (one character to its replacement) and of the compositions that go with it."""
    rows = {**char_map, **compositions(char_map)}
    replacements = sorted(set(rows.values()))
    starts = itertools.accumulate((len(text.encode()) + 1 for text in replacements), initial=0)
    offset = dict(zip(replacements, starts, strict=False))
    trie = _double_array({key.encode(): offset[text] for key, text in rows.items()})
    return struct.pack("<I", trie.nbytes) + trie.tobytes() + "".join(f"{text}\0" for text in replacements).encode()


def compositions(char_map: Mapping[str, str]) -> dict[str, str]:
    """Sequences of two or more characters, at most five bytes long, and the composed character that replaces each.

    A sequence is a row only where the shorter rows do not give the same result already.
    """
    variants = defaultdict(list)
    for char, text in char_map.items():
        if len(text) == 1:
            variants[text].append(char)
    candidates = {}
    for char in map(chr, _COMPOSED):
        parts = unicodedata.normalize("NFKD", char)
        if len(parts) < 2 or len(parts.encode()) > _LONGEST:
            continue
        composed = unicodedata.normalize("NFKC", char)
        for choice in itertools.product(*([part, *variants[part]] for part in parts)):
            sequence = "".join(choice)
            if len(sequence.encode()) <= _LONGEST and unicodedata.normalize("NFKC", sequence) == composed:
                candidates[sequence] = composed
    rows: dict[str, str] = {}
    for length in range(2, _LONGEST + 1):
        shorter = {**char_map, **rows}
        rows |= {
            sequence: composed
            for sequence, composed in candidates.items()
            if len(sequence) == length and _replace(sequence, shorter) != composed
        }
    return rows


def _replace(text: str, rows: Mapping[str, str]) -> str:
    """`text` with the longest row that fits applied at each place."""
    out, at = "", 0
    while at < len(text):
        size = next((n for n in range(len(text) - at, 0, -1) if text[at : at + n] in rows), 0)
        out += rows[text[at : at + size]] if size else text[at]
        at += size or 1
    return out


class _Node:
    """A node of the plain trie: the next nodes by byte, and the value of a key that ends here."""

    __slots__ = ("children", "value")

    def __init__(self) -> None:
        self.children: dict[int, _Node] = {}
        self.value: int | None = None


def _double_array(keys: Mapping[bytes, int]) -> NDArray[np.uint32]:
    """The keys as darts-clone units.

    A node at `place` has its base at `place ^ offset`; the child by byte `b` lies at `base ^ b` and carries `b` as label,
    the value of a key that ends at the node lies at `base` itself.
    """
    root = _Node()
    for key, value in keys.items():
        node = root
        for byte in key:
            node = node.children.setdefault(byte, _Node())
        node.value = value
    array = _Places()
    waiting = [(0, 0, root)]
    while waiting:
        place, label, node = waiting.pop()
        base = array.claim([*node.children, *([0] if node.value is not None else [])])
        array.units[place] = (place ^ base) << 10 | label | (_HAS_LEAF if node.value is not None else 0)
        if node.value is not None:
            array.units[base] = _IS_VALUE | node.value
        waiting += [(base ^ byte, byte, child) for byte, child in node.children.items()]
    return np.array(array.units, dtype="<u4")


class _Places:
    """The units of a double array under construction, in blocks of 256 so that `base ^ byte` stays inside."""

    def __init__(self) -> None:
        self.units = [0] * _BLOCK
        self._free = np.ones((1, _BLOCK), bool)
        self._free[0, 0] = False  # the root
        self._unused = np.ones((1, _BLOCK), bool)  # bases: one node each, or a byte of one would be read as the other's

    def claim(self, labels: list[int]) -> int:
        """Take the first base whose places for these labels are all free."""
        bases = np.arange(_BLOCK)
        fits = self._unused & self._free[:, bases[:, None] ^ np.array(labels)].all(axis=2)
        block, low = divmod(int(fits.argmax()), _BLOCK)
        if not fits[block, low]:
            block, low = len(self._free), 0
            self._free = np.vstack([self._free, np.ones((1, _BLOCK), bool)])
            self._unused = np.vstack([self._unused, np.ones((1, _BLOCK), bool)])
            self.units += [0] * _BLOCK
        self._unused[block, low] = False
        self._free[block, [low ^ label for label in labels]] = False
        return block * _BLOCK + low
