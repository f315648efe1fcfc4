"""Ranking quality, computed by ir-measures. Records with the same question count once, with their best grade."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from eval.topics import Topic
from rag.library.library import Library
from rag.library.rows import family_key
from rag.search.hits import Hit

_GAIN = {0: 0, 1: 1, 2: 3}
"""2^grade - 1, the gain of nDCG (Burges et al. 2005)."""


class Families:
    """Ids, external or ours, to the family of the record, so that a repeated question counts once."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.of = cache(self._of)

    def _of(self, external_id: str) -> str:
        record = self._library.catalogue.record(external_id)
        return family_key(record) if record else external_id

    def ranked(self, hits: Iterable[Hit]) -> list[str]:
        """Families in the order of the hits; a hit counts as itself and then its members."""
        ids = [(hit.external_id or hit.record, *(m.external_id or m.record for m in hit.family)) for hit in hits]
        return list(dict.fromkeys(self.of(one) for own in ids for one in own))

    def graded(self, topic: Topic) -> dict[str, int]:
        """The best grade of each family."""
        best: dict[str, int] = {}
        for external_id, grade in topic.qrels.items():
            family = self.of(external_id)
            best[family] = max(grade, best.get(family, 0))
        return best


def measure(rankings: Mapping[str, Sequence[str]], grades: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, float]]:
    """nDCG@10, recall@10 and @50, reciprocal rank @10 and success@1 by topic id, of rankings and grades by topic id."""
    import ir_measures
    from ir_measures import RR, R, Success, nDCG

    qrels = [
        ir_measures.Qrel(topic, document, _GAIN[grade]) for topic, own in grades.items() for document, grade in own.items()
    ]
    run = [
        ir_measures.ScoredDoc(topic, document, float(-rank))
        for topic, ranked in rankings.items()
        for rank, document in enumerate(ranked)
    ]
    found: dict[str, dict[str, float]] = {topic: {} for topic in grades}
    for value in ir_measures.iter_calc([nDCG @ 10, R @ 10, R @ 50, RR @ 10, Success @ 1], qrels, run):
        found[value.query_id][str(value.measure)] = value.value
    return found
