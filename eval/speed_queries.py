"""How fast and how well records are found in a large library, with and without filters, beside plain Chroma with `where` and
exact search with numpy. Each is a process of its own, so that its memory counts."""

import json
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from eval.exact import ExactSearch
from eval.processes import peak_mib, run, timed
from eval.speed_filters import Filtered, filters_of
from rag.embedding.centring import generic_queries
from rag.library.filters import Filters
from rag.library.library import Library
from rag.progress import Progress
from rag.records import Frozen
from rag.search.ranking import CANDIDATES, meaning_of
from rag.search.search import search, warm_up

HITS = 10
_QUERIES = 60


def queries_of(own: Sequence[str]) -> list[str]:
    """Sixty different queries: those of a collection, else generic ones in every language."""
    generic = [query for queries in zip(*generic_queries().values(), strict=True) for query in queries]
    return list(dict.fromkeys([*own, *generic]))[:_QUERIES]


class Job(Frozen):
    """What a measuring process is told."""

    library: str
    queries: tuple[str, ...]
    filters: tuple[Filtered, ...]


def measure(library: Library, queries: Sequence[str], progress: Progress) -> dict[str, Any]:
    """Milliseconds a query by filter, for ours and the baselines; recall of the nearest passages against exact search; and
    the most memory that each process held."""
    job = Job(library=str(library.folder), queries=tuple(queries), filters=tuple(filters_of(library)))
    figures: dict[str, Any] = {"passages": library.index.size(), "queries": len(queries)}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "job.json"
        file.write_text(job.model_dump_json())
        for name, module in (("ours", "eval.speed_queries"), ("baselines", "eval.speed_baselines")):
            progress(f"measuring queries: {name}", 0, None, "")
            figures[name] = json.loads(run([sys.executable, "-m", module, str(file)]).out.splitlines()[-1])
    return figures


def measure_ours(job: Job) -> dict[str, Any]:
    library = Library(Path(job.library))
    warm_up(library)
    chosen = {each.name: Filters.model_validate(each.filters) for each in job.filters}
    took = {name: timed(partial(search, library, k=HITS, filters=filters), job.queries) for name, filters in chosen.items()}
    peak = peak_mib()  # before exact search takes its own
    exact = ExactSearch(library)
    vectors = [meaning.vector for query in job.queries if (meaning := meaning_of(library, query, None))]
    recall = {name: _recall(library, exact, filters, vectors) for name, filters in chosen.items()}
    return {"ms": took, "peak_mib": peak, "recall": recall}


def _recall(library: Library, exact: ExactSearch, filters: Filters, vectors: Sequence[np.ndarray]) -> dict[str, float]:
    """The share of the nearest passages that are found, and how many queries found fewer than there are."""
    allowed = library.catalogue.matching(filters)
    mask = exact.mask(allowed)
    shares: dict[int, list[float]] = {HITS: [], CANDIDATES: []}
    fewer = 0
    for vector in vectors:
        for k, so_far in shares.items():
            found = {key for key, _ in library.index.nearest(vector, k, allowed)}
            best = exact.nearest(vector, k, mask)
            so_far.append(len(found & best) / max(1, len(best)))
            fewer += len(found) < len(best)
    return {"passages allowed": int(mask.sum()), "fewer": fewer, **{f"@{k}": float(np.mean(of)) for k, of in shares.items()}}


def main(measured: Callable[[Job], dict[str, Any]]) -> None:
    """Do the job named on the command line; the figures are the last line printed."""
    print(json.dumps(measured(Job.model_validate_json(Path(sys.argv[1]).read_text()))))


if __name__ == "__main__":
    main(measure_ours)
