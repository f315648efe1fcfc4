import sqlite3
from pathlib import Path

import numpy as np

from rag.embedding.cache import VectorCache, forget

SHAS = [f"{n:064x}" for n in range(1_200)]
SIGNS = [bytes([n % 256]) * (n % 3) for n in range(len(SHAS))]
MATRIX = np.random.default_rng(0).standard_normal((len(SHAS), 8)).astype(np.float32)


def test_what_was_put_is_found_by_any_library(tmp_path: Path) -> None:
    VectorCache("a" * 64, cache=tmp_path).put(SHAS, MATRIX, SIGNS)
    found = VectorCache("a" * 64, cache=tmp_path).get([*SHAS, "unknown"])
    assert found.keys() == set(SHAS)
    assert all(np.allclose(found[sha][0], row, atol=3e-3) for sha, row in zip(SHAS, MATRIX, strict=True))
    assert [found[sha][1] for sha in SHAS] == SIGNS


def test_encoders_do_not_share(tmp_path: Path) -> None:
    VectorCache("a" * 64, cache=tmp_path).put(SHAS[:1], MATRIX[:1], SIGNS[:1])
    assert VectorCache("b" * 64, cache=tmp_path).get(SHAS[:1]) == {}


def test_what_is_forgotten_is_gone_for_every_encoder(tmp_path: Path) -> None:
    caches = [VectorCache(letter * 64, cache=tmp_path) for letter in "ab"]
    for cache in caches:
        cache.put(SHAS, MATRIX, SIGNS)
    forget(SHAS[1:], cache=tmp_path)
    assert [list(cache.get(SHAS)) for cache in caches] == [SHAS[:1], SHAS[:1]]


def test_a_damaged_cache_counts_as_empty_and_is_made_anew(tmp_path: Path) -> None:
    cache = VectorCache("a" * 64, cache=tmp_path)
    cache.put(SHAS, MATRIX, SIGNS)
    cache.path.write_bytes(b"no database" * 1_000)
    assert cache.get(SHAS[:1]) == {}
    cache.put(SHAS[:1], MATRIX[:1], SIGNS[:1])
    assert list(cache.get(SHAS)) == SHAS[:1]


def test_a_cache_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "embeddings").write_text("a file in the folder's place")
    cache = VectorCache("a" * 64, cache=tmp_path)
    cache.put(SHAS, MATRIX, SIGNS)
    assert cache.get(SHAS) == {}


def test_a_busy_cache_is_left_alone(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    cache = VectorCache("a" * 64, cache=tmp_path)
    cache.put(SHAS[:1], MATRIX[:1], SIGNS[:1])
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path, timeout: connect(path, timeout=0.01))
    with connect(cache.path) as other:
        other.execute("BEGIN IMMEDIATE")
        cache.put(SHAS[1:], MATRIX[1:], SIGNS[1:])
    other.close()
    assert list(cache.get(SHAS)) == SHAS[:1]
