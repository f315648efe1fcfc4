"""`python -m eval.briefing`: do briefings on the themes of dekamer-2017 rest on the records that have these themes?

The clerks of the Chamber gave each record its themes. A topic is the name of a theme as they wrote it; what is right is every
record that has it. They did not give it to all that are on it, and give it to some that are not: figures compare rules.
Then every need of the topics beside the collection is put as a topic: how many of its records are in the briefing, and how
many of those that nothing answers get none.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

from eval.collection import collection, dekamer
from eval.markdown import table
from eval.topics import LANGUAGES, load_topics
from rag.answer.abstain import CHANCE, Evidence
from rag.briefing.topic import OnTopic, on_topic
from rag.library.filters import Filters, whole
from rag.library.library import Library
from rag.search.search import NO_FILTERS

_FEWEST, _MOST = 12, 120
"""Records of a theme that makes a topic: one of fewer is a single matter, one of more is half the collection."""

_THEMES = 80

_SHARES = (0.5, 0.65, 0.8)


class Judged(NamedTuple):
    """A topic: the ids that have the theme, and what was found."""

    right: frozenset[str]
    found: OnTopic


def judged(library: Library) -> list[Judged]:
    """Every theme of a middling size, put as a topic."""
    counted = [name for name, n in library.facets.counted("theme", NO_FILTERS).values if _FEWEST <= n <= _MOST]
    step = max(1, len(counted) // _THEMES)
    topics = []
    for name in counted[::step]:
        right = frozenset(record.id for record in library.catalogue.listing(Filters(theme=whole(name))))
        topics.append(Judged(right, on_topic(library, name.lower(), filters=NO_FILTERS, language="nl")))
    return topics


def _ids(topic: OnTopic, least: float) -> set[str]:
    return _families(item for item in (*topic.about, *topic.closest) if (item.found.match or 0.0) >= least)


def _families(items: Iterable[Evidence]) -> set[str]:
    return {one for item in items for one in (item.found.record.id, *(each.record for each in item.found.hit.family))}


def _row(name: str, topics: Sequence[Judged], ids: Callable[[OnTopic], set[str]]) -> list[str]:
    found = [(one.right, ids(one.found)) for one in topics]
    precision = np.mean([len(right & got) / len(got) for right, got in found if got])
    recall = np.mean([len(right & got) / len(right) for right, got in found])
    return [name, f"{precision:.2f}", f"{recall:.2f}", f"{np.median([len(got) for _, got in found]):.0f}"]


def _by_share(share: float) -> Callable[[OnTopic], set[str]]:
    def ids(topic: OnTopic) -> set[str]:
        matches = sorted((item.found.match or 0.0 for item in (*topic.about, *topic.closest)), reverse=True)
        return _ids(topic, CHANCE + share * (float(np.mean(matches[:3])) - CHANCE)) if matches else set()

    return ids


def _as_answered(topic: OnTopic) -> set[str]:
    """What an answer to the topic as a question would rest on at most: the baseline."""
    matches = [item.found.match or 0.0 for item in (*topic.about, *topic.closest)]
    first = sorted(matches, reverse=True)[:20]
    return _ids(topic, max(first[-1], first[0] - 0.05)) if first else set()


def _needs(library: Library, folder: Path) -> list[list[str]]:
    """By language: what of the relevant records is in the briefing, and what is refused."""
    rows = []
    for language in LANGUAGES:
        recall, counts, none, rightly = [], [], [], []
        for need in load_topics(folder / "topics.jsonl"):
            found = on_topic(library, need.query(language), filters=NO_FILTERS, language=language).about
            if need.kind == "answerable":
                records = {item.found.record.external_id for item in found}
                records |= {member.external_id for item in found for member in item.found.hit.family}
                recall.append(len(records & set(need.relevant)) / len(need.relevant))
                counts.append(len(records))
                none.append(not found)
            elif need.kind == "unanswerable":
                rightly.append(not found)
        figures = (np.mean(recall), np.median(counts), np.mean(none), np.mean(rightly))
        rows.append([language, *(f"{figure:.2f}" for figure in figures)])
    return rows


def main() -> int:
    folder = dekamer()
    if not folder:
        print("no dekamer-2017 in HEMICYCLE_DATA", file=sys.stderr)
        return 2
    library = collection(folder)
    topics = judged(library)
    rows = [_row("as an answer chooses", topics, _as_answered)]
    rows += [_row(f"share {share}", topics, _by_share(share)) for share in _SHARES]
    rows.append(_row("as briefed", topics, lambda one: _families(one.about)))
    print(table(["Records on a topic", "precision", "recall", "records (median)"], rows))
    print()
    head = ["Needs as topics", "recall", "records (median)", "refused wrongly", "refused rightly"]
    print(table(head, _needs(library, folder)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
