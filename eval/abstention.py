"""`python -m eval.abstention`: fit the score that says whether the records answer, and cross-validate it.

Prints fitted weights, and for several thresholds the share of absent needs refused and of answerable needs wrongly refused,
in the whole collection and in small parts of it: by weights fitted without the topic that is judged, and by those that
`rag/answer/abstain.py` carries.
"""

import random
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from eval.collection import collection, dekamer
from eval.topics import LANGUAGES, Topic, load_topics
from rag.answer.abstain import RECORDS, Signals, about, signals, sure_of, weigh
from rag.library.filters import Filters
from rag.library.library import Library
from rag.records import Record
from rag.search.search import find

_FOLDS = 10

_SIZES = (15, 40, 150, 600)
"""Records of the parts: some drawn from all, some from those of the same themes and offices as the relevant ones."""

_KEPT = 3
"""Relevant records in a part, at most."""


class Case(NamedTuple):
    """A need put to so many records (0: all of the collection), which answer it or do not; without `signals` where none of
    them can be about it."""

    topic: str
    size: int
    answerable: bool
    signals: Signals | None


def cases(library: Library, topics: Sequence[Topic]) -> Iterator[Case]:
    """Every topic, with its relevant records and without them, in the whole collection and in parts of it."""
    records = library.catalogue.listing(Filters())
    drawn = random.Random(3)
    for n, topic in enumerate(topics):
        kinds = (True, False) if topic.kind == "answerable" else (False,)
        for present in kinds:
            for language in LANGUAGES:
                yield _case(library, topic, language, 0, present, () if present else topic.relevant)
        for size in _SIZES:
            for pool in _pools(records, topic, drawn):
                part = {_name(record) for record in drawn.sample(pool, min(size, len(pool)))}
                for present in kinds:
                    own = drawn.sample(topic.relevant, min(len(topic.relevant), _KEPT)) if present else []
                    gone = [name for record in records if (name := _name(record)) not in part and name not in own]
                    yield _case(library, topic, LANGUAGES[(n + size) % len(LANGUAGES)], size, present, gone)


def _case(library: Library, topic: Topic, language: str, size: int, present: bool, gone: Iterable[str]) -> Case:
    findings = find(library, topic.query(language), k=RECORDS, exclude=gone)
    evidence = weigh(library, findings)
    candidates = about(evidence)
    return Case(topic.topic, size, present, signals(findings, evidence, candidates) if candidates else None)


def _pools(records: Sequence[Record], topic: Topic, drawn: random.Random) -> Iterator[list[Record]]:
    """Records to draw a part from: all that are not relevant, and those near to what is."""
    others = [record for record in records if _name(record) not in topic.relevant]
    near = [record for record in records if _name(record) in topic.relevant] or [drawn.choice(others)]
    themes = {theme for record in near for theme in record.themes}
    offices = {person.role for record in near for person in record.addressees}
    yield others
    yield [r for r in others if themes.intersection(r.themes) or offices & {person.role for person in r.addressees}]


def _name(record: Record) -> str:
    return record.external_id or record.id


def main() -> None:
    """Fit, cross-validate, print."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import GroupKFold

    folder = dekamer() or sys.exit("eval.abstention: no dekamer-2017 collection; name its parent folder in HEMICYCLE_DATA")
    topics = [topic for topic in load_topics(folder / "topics.jsonl") if topic.kind != "filtered"]
    found = list(cases(collection(folder), topics))
    rows = np.array([case.signals or (0.0,) * len(Signals._fields) for case in found])
    judged = np.array([case.signals is not None for case in found])
    answerable = np.array([case.answerable for case in found])
    whole = np.array([case.size == 0 for case in found])
    # The whole collection and its parts count alike.
    weights = np.where(whole, 0.5 / whole.sum(), 0.5 / (~whole).sum()) * len(found)
    model = LogisticRegression(C=1e3, class_weight="balanced", max_iter=2000)
    sure = np.zeros(len(found))
    for train, test in GroupKFold(_FOLDS).split(rows, groups=[case.topic for case in found]):
        train = train[judged[train]]
        model.fit(rows[train], answerable[train], sample_weight=weights[train])
        sure[test] = model.predict_proba(rows[test])[:, 1] * judged[test]
    fitted = model.fit(rows[judged], answerable[judged], sample_weight=weights[judged])
    named = zip((*Signals._fields, "bias"), (*fitted.coef_[0], *fitted.intercept_), strict=True)
    print("weights:", ", ".join(f"{name} {weight:.1f}" for name, weight in named))
    shipped = np.array([sure_of(case.signals) if case.signals else 0.0 for case in found])
    for size in (0, *_SIZES):
        some = np.array([case.size == size for case in found])
        area = roc_auc_score(answerable[some], sure[some])
        print(f"\n{f'{size} records' if size else 'whole collection'}: area under the curve, cross-validated, {area:.3f}")
        for name, scores in (("cross-validated", sure), ("as shipped", shipped)):
            shares = []
            for threshold in np.arange(0.22, 0.47, 0.04):
                absent, wrongly = ((scores[some & own] < threshold).mean() for own in (~answerable, answerable))
                shares.append(f"{threshold:.2f}: {absent:.2f}/{wrongly:.2f}")
            print(f"absent/wrongly refused, {name}: {', '.join(shares)}")


if __name__ == "__main__":
    main()
