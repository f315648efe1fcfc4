"""What the doctor asks of a library's index and encoder: the counts, and whether passages find themselves."""

from collections.abc import Iterator, Sequence

import numpy as np
from sqlalchemy import select

from rag.library.checks import sample
from rag.library.findings import Finding, problem, well
from rag.library.index import Selection
from rag.library.library import Library
from rag.library.local import passage_terms
from rag.library.schema import passages, vectors

REBUILD = "hemicycle rebuild makes it anew"
"""What to do about an index."""

_PROBES, _PROBES_FULL = 50, 2_000
_DEEP = 20
_TERMS = 12
_SAME = 0.99
_COMPUTED, _AGREES = 4, 0.95
"""The encoder embeds so many passages again; other runtimes round otherwise, other models are far off."""


def words(library: Library, *, full: bool) -> Iterator[Finding]:
    """The full-text index holds every passage, and passages are found by their own words."""
    size, passages_there = library.index.size(), library.counts().passages
    if size != passages_there:
        yield problem("words", f"the full-text index holds {size} passages of {passages_there}", REBUILD)
        return
    keys = sample(library.catalogue.owners()[0].tolist(), _PROBES_FULL if full else _PROBES)
    rows = library.catalogue.passage_rows(seqs=keys)
    texts = library.catalogue.records_by_seq(sorted({row.record for row in rows}))
    lost = 0
    for row in rows:
        terms = passage_terms(texts[row.record], row.start, row.end)[:_TERMS]
        found = library.index.search([((term,),) for term in dict.fromkeys(terms)], size, Selection([row.record]))
        lost += bool(terms) and row.seq not in {key for key, _ in found}
    if lost:
        yield problem("words", f"{lost} of {len(rows)} passages are not found by their own words", REBUILD)
    else:
        yield well("words", f"{size} passages; {len(rows)} tried, each found by its own words")


def meanings(library: Library, *, full: bool) -> Iterator[Finding]:
    """The vector index holds every passage that has a vector, as it is stored, and passages find themselves."""
    library.index.check()
    keys = library.catalogue.owners()[0].tolist()
    probes = _stored(library, sample(keys, _PROBES_FULL if full else _PROBES))
    if not probes:
        yield well("vectors", "none yet")
        return
    stored = library.counts().embedded
    held = library.index.embedded()
    if held != stored:
        yield problem("vectors", f"the vector index holds {held} vectors of {stored}", REBUILD)
        return
    owner = {row.seq: row.record for row in library.catalogue.passage_rows(seqs=list(probes))}
    lost = 0
    for key, vector in probes.items():
        near = library.index.nearest(vector, 1)
        own = library.index.nearest(vector, _DEEP, Selection([owner[key]]))
        exact = library.index.similarities(vector, [key]).get(key, 0.0)
        lost += not (near and near[0][1] >= _SAME and exact >= _SAME and max((s for _, s in own), default=0.0) >= _SAME)
    if lost:
        yield problem("vectors", f"{lost} of {len(probes)} passages are not found by their own vector", REBUILD)
    else:
        yield well("vectors", f"{held} vectors; {len(probes)} tried, each finds itself")


def encoder(library: Library) -> Iterator[Finding]:
    """The encoder is the one that the library remembers, and computes what is stored."""
    chosen = library.encoder
    keys = sample(library.catalogue.owners()[0].tolist(), _COMPUTED)
    probes = _stored(library, keys)
    detail = f"{chosen.name}, {chosen.runtime} ({chosen.runtime_reason}), fingerprint {chosen.fingerprint[:12]}"
    if probes:
        with library.catalogue.engine.connect() as connection:
            query = select(passages.c.seq, passages.c.embedded).where(passages.c.seq.in_(list(probes)))
            texts = {row.seq: row.embedded for row in connection.execute(query)}
        matrix = chosen.encode_passages([texts[key] for key in probes])
        least = min(float(row @ probes[key]) for key, row in zip(probes, matrix, strict=True))
        if least < _AGREES:
            yield problem(
                "encoder",
                f"{detail} computes other vectors than are stored (cosine {least:.2f})",
                "hemicycle rebuild --embed",
            )
            return
    yield well("encoder", detail)


def _stored(library: Library, keys: Sequence[int]) -> dict[int, np.ndarray]:
    """The stored vectors (d,) float32 of these passages, for those that have one."""
    query = select(passages.c.seq, vectors.c.vector).join(vectors, vectors.c.embedded_sha == passages.c.embedded_sha)
    with library.catalogue.engine.connect() as connection:
        rows = connection.execute(query.where(passages.c.seq.in_(keys))).all()
    return {row.seq: np.frombuffer(row.vector, dtype="<f2").astype(np.float32) for row in rows}
