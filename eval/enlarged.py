"""A library of any size to measure on: real records repeated, with noise on their vectors and dates over twenty years.

It is written through the library's own code; only the encoder is spared.
"""

import random
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count, groupby
from pathlib import Path

import numpy as np

from rag.library.library import Library
from rag.library.rows import embedded_sha
from rag.progress import Progress, quiet
from rag.records import Passage, Record
from rag.settings import cache_folder

SIZES = {"10k": 10_000, "100k": 100_000, "1M": 1_000_000}

_NOISE = 0.25
"""Length of the noise on a vector of length 1: its cosine with the original's is 0.97."""

_FIRST, _DAYS = date(1998, 1, 1), 20 * 365
_RECORDS_AT_A_TIME = 1_000


def enlarged(source: Library, folder: Path, size: int, *, progress: Progress = quiet) -> Library:
    """The library of `size` passages in `folder`, made from an embedded one where it is not there or not finished."""
    made_of = f"{size} {source.catalogue.meta('encoder')}"
    if (folder / "library.db").exists():
        library = Library(folder)
        if library.catalogue.meta("enlarged") == made_of:
            return library
        library.close()
    shutil.rmtree(folder, ignore_errors=True)
    library = Library(folder, create=True)
    with library.writing():
        for key in ("encoder", "encoder_name"):
            if value := source.catalogue.meta(key):
                library.catalogue.set_meta(key, value)
        _write(library, source, size, progress)
        progress("building the vector index", 0, None, "")
        library.index.publish()
        library.catalogue.set_meta("enlarged", made_of)
    return library


def folder_of(size: str) -> Path:
    """Where the library of a size (one of SIZES) lies, in the user's cache."""
    return cache_folder() / "bench" / size


def _write(library: Library, source: Library, size: int, progress: Progress) -> None:
    written, batch, chance = 0, list[_Item](), np.random.default_rng(0)
    for item in _repeats(source):
        batch.append(item)
        written += len(item[1])
        if len(batch) == _RECORDS_AT_A_TIME or written >= size:
            library.add((record, its_passages) for record, its_passages, *_ in batch)
            vectors = {
                embedded_sha(passage): (vector, words)
                for _, own, rows, signs in batch
                for passage, vector, words in zip(own, rows, signs, strict=True)
            }
            matrix, signs = zip(*vectors.values(), strict=True)
            library.catalogue.put_vectors(list(vectors), _noisy(np.stack(matrix), chance), signs=signs)
            progress("writing passages", written, size, "")
            batch = []
        if written >= size:
            return


_Item = tuple[Record, list[Passage], np.ndarray, list[bytes]]
"""A record, its passages, their vectors (n, d), and the signs of their words."""


def _repeats(source: Library) -> Iterator[_Item]:
    """The records of a library again and again, each time with another id, title and date."""
    originals = list(_originals(source))
    chance = random.Random(0)
    for turn in count():
        for record, its_passages, vectors, signs in originals:
            again = record.model_copy(
                update={
                    "id": f"{record.id}.{turn}",
                    "external_id": f"{record.external_id}.{turn}",
                    "title": f"{record.title} ({turn})",
                    "asked_on": _FIRST + timedelta(days=chance.randrange(_DAYS)),
                }
            )
            moved = [
                passage.model_copy(
                    update={
                        "id": f"{again.id}/{passage.n}",
                        "record": again.id,
                        "embedded": f"{again.id} {passage.n} {passage.embedded}",
                    }
                )
                for passage in its_passages
            ]
            yield again, moved, vectors, signs


def _originals(source: Library) -> Iterator[_Item]:
    """Every record whose passages are all embedded."""
    blocks = list(source.catalogue.stored_vectors())
    matrix = np.concatenate([block.matrix for block in blocks])
    place = {key: n for n, key in enumerate(np.concatenate([block.keys for block in blocks]).tolist())}
    rows = groupby(source.catalogue.passage_rows(), key=lambda row: row.record)
    for seq, own in ((seq, list(own)) for seq, own in rows):
        if all(row.seq in place for row in own):
            record = source.catalogue.records_by_seq([seq])[seq]
            its_passages = [
                Passage(
                    id=f"{record.id}/{row.n}",
                    record=record.id,
                    n=row.n,
                    part=row.part,
                    start=row.start,
                    end=row.end,
                    embedded=record.text[row.start : row.end],
                )
                for row in own
            ]
            signs = source.catalogue.signs([row.seq for row in own])
            yield record, its_passages, matrix[[place[row.seq] for row in own]], [signs[row.seq] for row in own]


def _noisy(vectors: np.ndarray, chance: np.random.Generator) -> np.ndarray:
    """Unit vectors (n, d) moved a little, each into a direction of its own."""
    moved = vectors.astype(np.float32)
    moved += chance.normal(0, _NOISE / np.sqrt(moved.shape[1]), moved.shape)
    moved /= np.linalg.norm(moved, axis=1, keepdims=True)
    return moved
