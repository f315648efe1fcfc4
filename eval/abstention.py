"""`python -m eval.abstention`: fit the score that says whether the records answer, and cross-validate it.

Prints fitted weights, and for several thresholds the share of absent needs refused and of answerable needs wrongly refused:
by weights fitted without the topic that is judged, and by those that `rag/answer/abstain.py` carries.
"""

import sys
from collections.abc import Sequence

import numpy as np

from eval.collection import collection, dekamer
from eval.topics import LANGUAGES, Topic, load_topics
from rag.answer.abstain import RECORDS, about, covers_more, stands_out, sure_of, weigh
from rag.library.library import Library
from rag.search.search import find

_FOLDS = 10


def cases(library: Library, topics: Sequence[Topic]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """How far the best record stands out and how much more the first one covers (n, 2), whether the records answer (n,), and
    the topic of each case (n,)."""
    rows, answerable, names = list[list[float]](), list[bool](), list[str]()
    for topic in topics:
        emptied = [topic.relevant] if topic.kind == "answerable" else []
        for language in LANGUAGES:
            for excluded in ([], *emptied):
                findings = find(library, topic.query(language), k=RECORDS, exclude=excluded)
                evidence = weigh(library, findings)
                candidates = about(evidence)
                rows.append([stands_out(findings, evidence, candidates), covers_more(evidence, candidates or evidence)])
                answerable.append(topic.kind == "answerable" and not excluded)
                names.append(topic.topic)
    return np.array(rows), np.array(answerable), np.array(names)


def main() -> None:
    """Fit, cross-validate, print."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score
    from sklearn.model_selection import GroupKFold, cross_val_predict

    folder = dekamer() or sys.exit("eval.abstention: no dekamer-2017 collection; name its parent folder in HEMICYCLE_DATA")
    topics = [topic for topic in load_topics(folder / "topics.jsonl") if topic.kind != "filtered"]
    rows, answerable, names = cases(collection(folder), topics)
    model = LogisticRegression(C=1e4, class_weight="balanced")
    sure = cross_val_predict(model, rows, answerable, groups=names, cv=GroupKFold(_FOLDS), method="predict_proba")[:, 1]
    fitted = model.fit(rows, answerable)
    weights = [*fitted.coef_[0], *fitted.intercept_]
    print("weights: stands out {:.1f}, covers more {:.1f}, bias {:.1f}".format(*weights))
    print(f"area under the curve, cross-validated: {roc_auc_score(answerable, sure):.3f}")
    shipped = np.array([sure_of(*row) for row in rows])
    for name, scores in (("fitted, cross-validated", sure), ("as shipped", shipped)):
        print(name)
        for threshold in np.arange(0.2, 0.73, 0.04):
            refused = scores < threshold
            absent, wrongly = refused[~answerable].mean(), refused[answerable].mean()
            print(f"{threshold:.2f}: absent refused {absent:.2f}, wrongly refused {wrongly:.2f}")


if __name__ == "__main__":
    main()
