"""`python -m eval.run`: how well the records of a collection are found, and how honestly questions are refused.

Reads the collection and its topics from the folder of collections, ingests it into a library in the user's cache (once),
and prints a table; with `--json FILE` also what each topic got.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import fmean

from eval.collection import collection, dekamer
from eval.metrics import Families, measure
from eval.topics import LANGUAGES, Topic, load_topics
from rag.answer.abstain import RECORDS, SURE, confidence, weigh
from rag.answer.assistant import answer
from rag.library.library import Library
from rag.search.asked import CONDITIONS
from rag.search.hits import Mode, SearchResult
from rag.search.search import find, search

MODES: tuple[Mode, ...] = ("words", "dense", "hybrid")


def rankings(library: Library, topics: Sequence[Topic]) -> dict[str, dict[str, float]]:
    """Mean measures over answerable topics, for each mode and language."""
    families = Families(library)
    grades = {topic.topic: families.graded(topic) for topic in topics}
    means = {}
    for mode in MODES:
        for language in LANGUAGES:
            runs = {
                topic.topic: families.ranked(search(library, topic.query(language), k=50, mode=mode).hits) for topic in topics
            }
            by_topic = measure(runs, grades)
            names = next(iter(by_topic.values()))
            means[f"{mode} {language}"] = {name: fmean(values[name] for values in by_topic.values()) for name in names}
    return means


def filtered(library: Library, topics: Sequence[Topic], language: str) -> dict[str, float]:
    """nDCG@10 of needs with a filter: by their sentence alone, with nothing of it understood, and with the filter given."""
    families = Families(library)
    grades = {topic.topic: families.graded(topic) for topic in topics}

    def mean(find: Callable[[Topic], SearchResult]) -> float:
        by_topic = measure({topic.topic: families.ranked(find(topic).hits) for topic in topics}, grades)
        return fmean(values["nDCG@10"] for values in by_topic.values())

    return {
        "sentence alone": mean(lambda topic: search(library, topic.query(language))),
        "sentence, literally": mean(lambda topic: search(library, topic.query(language), ignoring=CONDITIONS)),
        "filter given": mean(lambda topic: search(library, topic.bare(language), filters=topic.given)),
    }


def refusals(library: Library, topics: Sequence[Topic], language: str) -> dict[str, float]:
    """Share of the absent needs refused (unanswerable, and answerable without their records), and of the answerable."""

    def sure(topic: Topic, *, emptied: bool = False) -> bool:
        findings = find(library, topic.query(language), k=RECORDS, exclude=topic.relevant if emptied else ())
        return confidence(weigh(library, findings)) >= SURE

    present = [topic for topic in topics if topic.kind == "answerable"]
    absent = [not sure(topic) for topic in topics if topic.kind == "unanswerable"]
    emptied = [not sure(topic, emptied=True) for topic in present]
    return {
        "refused of what is absent": fmean([*absent, *emptied]),
        "wrongly refused": fmean(not sure(topic) for topic in present),
    }


def answers(library: Library, topics: Sequence[Topic], language: str) -> dict[str, float]:
    """Over answerable topics: word for word quotations, gold records and gold spans among the first five citations."""
    exact, gold, overlap, took = list[bool](), list[bool](), list[bool](), list[float]()
    for topic in topics:
        result = answer(library, topic.query(language))
        first = [citation for statement in result.statements for citation in statement.citations][:5]
        took.append(result.took_ms)
        for citation in first:
            record = library.catalogue.record(citation.record)
            exact.append(record is not None and record.text[citation.start : citation.end] == citation.quote)
        gold.append(any(citation.external_id in topic.relevant for citation in first))
        spans = [(external, " ".join(span.split())) for external, own in topic.spans.items() for span in own]
        overlap.append(any(_overlaps(c.external_id, c.quote, spans) for c in first))
    return {
        "quotations word for word": fmean(exact or [True]),
        "gold record in five citations": fmean(gold),
        "gold span overlapped": fmean(overlap),
        "ms, median": sorted(took)[len(took) // 2],
    }


def _overlaps(external_id: str | None, quote: str, spans: Sequence[tuple[str, str]]) -> bool:
    """Whether a quotation and a gold span of its record share at least 20 characters in a row."""
    words = " ".join(quote.split())
    for record, span in spans:
        pieces = (span[i : i + 20] for i in range(max(1, len(span) - 19)))
        if record == external_id and any(piece in words for piece in pieces):
            return True
    return False


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--json", type=Path, help="write the figures here as well")
    options = parser.parse_args()
    folder = dekamer() or sys.exit("eval: no dekamer-2017 collection; name its parent folder in HEMICYCLE_DATA")
    library = collection(folder)
    topics = load_topics(folder / "topics.jsonl")
    answerable = [topic for topic in topics if topic.kind == "answerable"]
    started = time.perf_counter()
    figures: dict[str, dict[str, float]] = rankings(library, answerable)
    for language in LANGUAGES:
        figures[f"filtered {language}"] = filtered(library, [t for t in topics if t.kind == "filtered"], language)
        figures[f"refusal {language}"] = refusals(library, topics, language)
        figures[f"answers {language}"] = answers(library, answerable, language)
    for name, values in figures.items():
        print(f"{name:12} " + "  ".join(f"{measure} {value:.3f}" for measure, value in values.items()))
    print(f"{time.perf_counter() - started:.0f} s")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
