"""The vector index: generations of a Chroma collection, never written after they were published.

A process killed while Chroma flushes an index leaves a store that cannot be opened, and a writing process loses vectors
silently beside another (measured, chromadb 1.5.9). So a generation is built in a folder of its own, closed, and published
by its number in library.db. Beside it lies the same content as a plain matrix, for exact scores.
"""

import math
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from rag.errors import LibraryError

_COLLECTION = "passages"
_BATCH = 5_000
_ROWS_AT_A_TIME = 65_536

GATHERED = 5
"""To take more than one in so many rows out of the matrix costs more than to multiply all of it."""

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
            self._client = _client(folder)
            self._collection = self._client.get_collection(_COLLECTION, embedding_function=None)
        except Exception as error:  # Chroma raises its own, Rust's and SQLite's errors here
            raise LibraryError(
                f"the vector index in {folder} cannot be opened ({error}); hemicycle rebuild makes it anew"
            ) from error

    def nearest(self, vector: np.ndarray, k: int) -> list[tuple[int, float]]:
        """The `k` passages nearest to a unit vector (d,): (key, cosine), best first. Approximate (HNSW)."""
        found = self._collection.query(
            query_embeddings=np.asarray(vector, dtype=np.float32)[None, :], n_results=k, include=["distances"]
        )
        distances = (found["distances"] or [[]])[0]
        return [(int(key), 1.0 - float(distance)) for key, distance in zip(found["ids"][0], distances, strict=True)]

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

    def close(self) -> None:
        self._client.close()


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
        np.save(folder / "keys.npy", keys)
        np.save(folder / "records.npy", records)
    except Exception as error:  # Chroma raises its own, Rust's and SQLite's errors here
        raise LibraryError(
            f"cannot write the vector index in {folder} ({error}); what was complete stays: make room, then run the same"
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


def remove_others(parent: Path, keep: set[int | None]) -> None:
    """Remove, unopened, every other generation: older ones and the debris of killed builds."""
    for folder in parent.glob("*"):
        if folder.name not in {str(number) for number in keep}:
            shutil.rmtree(folder, ignore_errors=True)


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
