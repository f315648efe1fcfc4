"""What is fast without any thought: sentence-transformers and Chroma with `where`, sentence-transformers and numpy."""

import shutil
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from eval.exact import ExactSearch
from eval.processes import peak_mib, timed
from eval.speed_filters import facts
from eval.speed_queries import HITS, Job, main
from rag.embedding.reference import TorchModel
from rag.embedding.weights import NAME, embedded_folder
from rag.library.filters import Filters
from rag.library.library import Library

_BATCH = 5_000

_MOST = 200_000
"""Passages in plain Chroma: a million with their metadata take it hours to take in."""


def measure_baselines(job: Job) -> dict[str, Any]:
    library = Library(Path(job.library))
    model = TorchModel(NAME, embedded_folder()).model
    collection = _collection(library) if library.index.size() <= _MOST else None

    def encode(query: str) -> np.ndarray:
        vector: np.ndarray = model.encode_query(query)
        return vector

    def by_chroma(where: dict[str, Any] | None, vector: np.ndarray) -> set[int]:
        assert collection
        found = collection.query(query_embeddings=[vector], n_results=HITS, where=where, include=["distances"])
        return {int(key) for key in found["ids"][0]}

    def chroma(where: dict[str, Any] | None, query: str) -> set[int]:
        return by_chroma(where, encode(query))

    def numpy(mask: np.ndarray, query: str) -> set[int]:
        return exact.nearest(encode(query), HITS, mask)

    chroma_ms = {each.name: timed(partial(chroma, each.where), job.queries) for each in job.filters if collection}
    peak = peak_mib() if collection else None
    exact, vectors = ExactSearch(library), [encode(query) for query in job.queries]
    exact_ms, recall = {}, {}
    for each in job.filters:
        mask = exact.mask(library.catalogue.matching(Filters.model_validate(each.filters)))
        exact_ms[each.name] = timed(partial(numpy, mask), job.queries)
        if not collection:
            continue
        best = [exact.nearest(vector, HITS, mask) for vector in vectors]
        found = [by_chroma(each.where, vector) for vector in vectors]
        recall[each.name] = float(np.mean([len(a & b) / max(1, len(a)) for a, b in zip(best, found, strict=True)]))
    return {"chroma_ms": chroma_ms, "chroma_peak_mib": peak, "chroma_recall": recall, "exact_ms": exact_ms}


def _collection(library: Library) -> Any:
    """All passages in one Chroma collection with their metadata, as its documentation shows it; made once."""
    import chromadb
    from chromadb.config import Settings

    folder = library.folder / "plain-chroma"
    done = folder / "done"
    if not done.exists():
        shutil.rmtree(folder, ignore_errors=True)
    client = chromadb.PersistentClient(str(folder), settings=Settings(anonymized_telemetry=False))
    collection = client.get_or_create_collection("passages", embedding_function=None, metadata={"hnsw:space": "cosine"})
    if not done.exists():
        for block in library.catalogue.stored_vectors():
            records = library.catalogue.records_by_seq(np.unique(block.records).tolist())
            known = {seq: facts(record) for seq, record in records.items()}
            for start in range(0, len(block.keys), _BATCH):
                rows = slice(start, start + _BATCH)
                collection.add(
                    ids=[str(key) for key in block.keys[rows]],
                    embeddings=block.matrix[rows].astype(np.float32),
                    metadatas=[known[int(seq)] for seq in block.records[rows]],
                )
        done.touch()
    return collection


if __name__ == "__main__":
    main(measure_baselines)
