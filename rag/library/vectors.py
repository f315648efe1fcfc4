"""The vector index: generations of a Chroma collection, never written after they were published.

A process killed while Chroma flushes an index leaves a store that cannot be opened, and a writing process loses vectors
silently beside another (measured, chromadb 1.5.9). So a generation is built in a folder of its own, closed, and published
by its number in library.db. Beside it lies the same content as a plain matrix, for exact scores.
"""

import json
import math
import os
import shutil
import struct
import threading
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from rag.errors import LibraryError

_COLLECTION = "passages"
_BATCH = 5_000
_ROWS_AT_A_TIME = 65_536

_BYTES = 4_500
"""What a passage takes on disk here, at 384 dimensions."""

GATHERED = 5
"""To take more than one in so many rows out of the matrix costs more than to multiply all of it."""

_PROBES, _SAME = 50, 0.99

_SUMS = "sums.json"
"""The checksums of the files that Chroma loads without a look at what they hold: garbage in them ends the whole process
(chromadb 1.5.9). They are read at 2 GB a second, and Chroma reads them anyway."""

_BREADTH, _LEAST_BREADTH = 5.0, 400
"""How far a search looks around (HNSW's ef) for each square root of the size. Of the 200 passages nearest to a query 0.99 are
found then among 100,000, of which many are alike; with 400, Chroma's 100 four times over, 0.91. It costs some milliseconds,
and much less than to put the same effort into building."""


class Generation:
    """One published generation, opened for reading.

    `keys` (n,) int64 ascending are passage keys, `records` (n,) int64 the keys of their records, `matrix` (n, d) float32
    unit vectors, memory-mapped.
    """

    def __init__(self, folder: Path) -> None:
        """Raises LibraryError where the folder is not whole."""
        try:
            self.keys = np.load(folder / "keys.npy")
            self.records = np.load(folder / "records.npy")
            # Of float32, though stored as float16: numpy takes ten times as long to convert as to multiply.
            self.matrix = np.asarray(np.load(folder / "matrix.npy", mmap_mode="r"))
        except (OSError, ValueError, EOFError) as error:
            raise _damaged(folder, error) from error
        self._folder = folder
        self._opened: tuple[Any, Any] | None = None
        self._opening = threading.Lock()

    def nearest(self, vector: np.ndarray, k: int) -> list[tuple[int, float]]:
        """The `k` passages nearest to a unit vector (d,): (key, cosine), best first. Approximate (HNSW).

        Raises LibraryError where Chroma's part of the folder is not whole.
        """
        return self._nearest(vector[None, :], k)[0]

    def check(self) -> None:
        """Look for some passages by their own vectors. Raises LibraryError where Chroma's part is damaged or finds them not:
        it opens without a word after files were cut short."""
        rows = np.unique(np.linspace(0, len(self.keys) - 1, _PROBES).astype(np.int64))
        best = [found[0][1] if found else 0.0 for found in self._nearest(self.matrix[rows], 1)]
        if lost := sum(score < _SAME for score in best):
            raise _damaged(self._folder, f"{lost} of {len(rows)} passages are not found by their own vector")

    def _nearest(self, vectors: np.ndarray, k: int) -> list[list[tuple[int, float]]]:
        collection = self._collection()
        try:
            found = collection.query(
                query_embeddings=np.asarray(vectors, dtype=np.float32), n_results=k, include=["distances"]
            )
        except Exception as error:
            raise _damaged(self._folder, error) from error
        return [
            [(int(key), 1.0 - float(distance)) for key, distance in zip(keys, distances, strict=True)]
            for keys, distances in zip(found["ids"], found["distances"] or [], strict=True)
        ]

    def scores(self, vector: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Exact cosines (len(rows),) float32 of a unit vector with these rows of the matrix."""
        if len(rows) > len(self.keys) // GATHERED:
            chosen: np.ndarray = (self.matrix @ vector)[rows]
            return chosen
        out = np.empty(len(rows), dtype=np.float32)
        for start in range(0, len(rows), _ROWS_AT_A_TIME):
            block = rows[start : start + _ROWS_AT_A_TIME]
            out[start : start + len(block)] = self.matrix[block] @ vector
        return out

    def _collection(self) -> Any:
        """Chroma's collection, opened when it is first asked for: to import Chroma alone takes longer than to search a
        small library by exact scores."""
        with self._opening:
            if not self._opened:
                try:
                    _check_sums(self._folder)
                    client = _client(self._folder)
                    self._opened = client, client.get_collection(_COLLECTION, embedding_function=None)
                except Exception as error:  # Chroma raises its own, Rust's and SQLite's errors here
                    raise _damaged(self._folder, error) from error
            return self._opened[1]

    def close(self) -> None:
        with self._opening:
            if self._opened:
                self._opened[0].close()
            self._opened = None


def _damaged(folder: Path, error: object) -> LibraryError:
    return LibraryError(f"the vector index in {folder} is damaged ({error}); hemicycle rebuild makes it anew")


def build(folder: Path, keys: np.ndarray, records: np.ndarray, blocks: Iterable[np.ndarray]) -> None:
    """Write a generation into a new folder and close it. Shapes as in `Generation`; its matrix comes in `blocks` of rows.

    Raises LibraryError where the disk refuses; the folder is debris then.
    """
    try:
        folder.mkdir(parents=True)
        client = _client(folder)
        try:
            _fill(client, folder / "matrix.npy", keys, blocks)
        finally:
            client.close()
        _blank_unused(folder)
        (folder / _SUMS).write_text(json.dumps(_sums(folder)), encoding="utf-8")
        np.save(folder / "keys.npy", keys)
        np.save(folder / "records.npy", records)
    except Exception as error:  # Chroma raises its own, Rust's and SQLite's errors here
        # Of a full disk Chroma says only that it could not apply its log.
        full = shutil.disk_usage(folder.parent).free < _BYTES * len(keys)
        said = "the disk is full" if full else error
        raise LibraryError(
            f"cannot write the vector index in {folder} ({said}); what was complete stays: make room, then run the same"
            " command again"
        ) from error


def _fill(client: Any, matrix: Path, keys: np.ndarray, blocks: Iterable[np.ndarray]) -> None:
    """Put the vectors into a new collection and into a file of their own."""
    # Chroma flushes after this many vectors: once, when the last is in, so that a reader has no log to replay.
    collection = client.create_collection(
        _COLLECTION,
        embedding_function=None,
        configuration={
            "hnsw": {
                "space": "cosine",
                "sync_threshold": max(2, len(keys)),
                "ef_search": max(_LEAST_BREADTH, round(_BREADTH * math.sqrt(len(keys)))),
            }
        },
    )
    done = 0
    # Written, not memory-mapped: a full disk is an error to a write, and the end of the process to a memory map.
    with matrix.open("wb") as file:
        for block in blocks:
            if not done:
                shape = (len(keys), block.shape[1])
                np.lib.format.write_array_header_1_0(file, {"descr": "<f4", "fortran_order": False, "shape": shape})
            rows = np.ascontiguousarray(block, dtype="<f4")
            file.write(rows.data)
            for start in range(0, len(rows), _BATCH):
                some = rows[start : start + _BATCH]
                collection.add(ids=[str(key) for key in keys[done + start : done + start + len(some)]], embeddings=some)
            done += len(rows)


def _blank_unused(folder: Path) -> None:
    """Write zeros over the places of vectors that were never added: Chroma saves what happened to stand in its memory there,
    be it the text of a record that has just been forgotten.

    Header (hnswlib's `saveIndex`, after Chroma's version): i32 version, u64 offset, places, vectors, bytes of each, ...
    """
    for header in folder.glob("*/header.bin"):
        _, _, places, count, size = struct.unpack("<i4Q", header.read_bytes()[:36])
        with header.with_name("data_level0.bin").open("r+b") as data:
            unused = min(data.seek(0, os.SEEK_END), places * size) - count * size
            if unused > 0:
                data.seek(count * size)
                data.write(bytes(unused))


def _check_sums(folder: Path) -> None:
    """Raises ValueError or OSError where a file is not as it was written, as far as that is known of a generation."""
    written = json.loads((folder / _SUMS).read_bytes()) if (folder / _SUMS).exists() else {}
    there = _sums(folder)
    if wrong := [name for name, known in written.items() if there.get(name) != known]:
        raise ValueError(f"{wrong[0]} is not as it was written")


def _sums(folder: Path) -> dict[str, int]:
    """The CRC-32 of each file in the folders of Chroma's segments. Its database is not among them: it is written when it is
    opened, and looks after itself."""
    return {path.relative_to(folder).as_posix(): _crc32(path) for path in sorted(folder.glob("*/*"))}


def _crc32(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            value = zlib.crc32(block, value)
    return value


def remove_others(parent: Path, keep: set[int | None]) -> None:
    """Remove, unopened, every other generation: older ones and the debris of killed builds."""
    for folder in parent.glob("*"):
        if folder.name not in {str(number) for number in keep}:
            shutil.rmtree(folder, ignore_errors=True)


def unpublished(parent: Path, published: str | None) -> list[Path]:
    """What builds that broke off have left: everything that is not the published generation or an older one."""
    return [path for path in parent.glob("*") if not path.name.isdigit() or int(path.name) > int(published or 0)]


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
