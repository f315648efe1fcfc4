"""`python -m eval.ablation`: what each step of a search is worth: nDCG@10 with all of them, and without each.

A step is taken out by putting something simpler in its place, for as long as it takes to ask all topics again. Prints a
table in Markdown, each row with the change against everything on and its 95 % interval (bootstrap over topics).
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from statistics import fmean
from typing import Any

import numpy as np

from eval.collection import collection, dekamer
from eval.markdown import table
from eval.metrics import Families, measure
from eval.statistics import change
from eval.topics import LANGUAGES, Topic, load_topics
from rag.embedding import late
from rag.library.library import Library
from rag.search import query, ranking
from rag.search import rerank as again
from rag.search.fusion import WORDS_WEIGHT
from rag.search.search import search, warm_up

_DEPTH = 50
_RANKS = 60

Step = tuple[str, Callable[[], AbstractContextManager[None]], Mapping[str, Any]]
"""What is different, how it is brought about, and with which arguments is searched."""


def main() -> None:
    """Ask all answerable topics once for each step, and print."""
    folder = dekamer() or sys.exit("eval.ablation: no dekamer-2017 collection; name its parent folder in HEMICYCLE_DATA")
    topics = [topic for topic in load_topics(folder / "topics.jsonl") if topic.kind == "answerable"]
    library = collection(folder)
    warm_up(library)
    families = Families(library)
    everything: dict[str, dict[str, float]] = {}
    rows = list[list[str]]()
    for name, out, how in _steps():
        with out():
            found = {language: quality(library, families, topics, language, how) for language in LANGUAGES}
        everything = everything or found
        cells = [cell(found[language], everything[language], first=not rows) for language in LANGUAGES]
        rows.append([name, *cells])
        print(rows[-1], file=sys.stderr)
    print(table(["nDCG@10", *LANGUAGES], rows))


def _steps() -> Iterator[Step]:
    yield "everything", _as_it_is, {}
    yield "one look: no late interaction", _as_it_is, {"rerank": False}
    yield "meaning alone", _as_it_is, {"mode": "dense"}
    yield "meaning alone, one look", _as_it_is, {"mode": "dense", "rerank": False}
    yield "words alone", _as_it_is, {"mode": "words", "rerank": False}
    yield "queries not centred", lambda: instead(late, "centre", _unit), {}
    yield "countries not named as the records do", lambda: instead(ranking, "as_written", lambda text, *_: text), {}
    yield "no lexicon", lambda: instead(query, "lexicon", lambda *_: {}), {}
    yield "no compounds", lambda: instead(query, "compounds", lambda *_, **__: ()), {}
    yield "no other places", lambda: instead(query, "places_in", lambda *_, **__: {}), {}
    yield "words weigh .3 in every language", lambda: instead(ranking, "FOREIGN_WORDS_WEIGHT", WORDS_WEIGHT), {}
    yield "ranks fused in place of scores (RRF)", lambda: instead(ranking, "fuse", _reciprocal_ranks), {}
    yield "thirty looked at again, not fifty", lambda: instead(again, "RERANKED", 30), {}
    yield "four passages of each, not eight", lambda: instead(again, "PASSAGES", 4), {}
    yield "late interaction weighs 1, not 2", lambda: instead(again, "WEIGHT", 1.0), {}
    yield "late interaction weighs 4, not 2", lambda: instead(again, "WEIGHT", 4.0), {}


@contextmanager
def _as_it_is() -> Iterator[None]:
    yield


@contextmanager
def instead(module: Any, name: str, other: Any) -> Iterator[None]:
    """Another value of a module's name for a while."""
    before = getattr(module, name)
    setattr(module, name, other)
    try:
        yield
    finally:
        setattr(module, name, before)


def _unit(vectors: np.ndarray, *_: Any) -> np.ndarray:
    lengths: np.ndarray = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / lengths)


def _reciprocal_ranks(meaning: Mapping[int, float], words: Mapping[int, float], **_: Any) -> dict[int, float]:
    """Reciprocal rank fusion (Cormack, Clarke and Buettcher 2009)."""
    found: dict[int, float] = {}
    for scores in (meaning, words):
        for rank, key in enumerate(sorted(scores, key=lambda key: -scores[key]), start=1):
            found[key] = found.get(key, 0.0) + 1 / (_RANKS + rank)
    return found


def quality(
    library: Library, families: Families, topics: list[Topic], language: str, how: Mapping[str, Any]
) -> dict[str, float]:
    """nDCG@10 by topic."""
    ranked = {topic.topic: families.ranked(search(library, topic.query(language), k=_DEPTH, **how).hits) for topic in topics}
    found = measure(ranked, {topic.topic: families.graded(topic) for topic in topics})
    return {topic: values["nDCG@10"] for topic, values in found.items()}


def cell(found: Mapping[str, float], everything: Mapping[str, float], *, first: bool) -> str:
    mean = f"{fmean(found.values()):.3f}"
    if first or not (moved := change(found, everything)):
        return mean
    return f"{mean} ({moved.mean.mean:+.3f} [{moved.mean.low:+.3f}, {moved.mean.high:+.3f}])"


if __name__ == "__main__":
    main()
