"""`python -m eval.recipes`: what is embedded of a passage, and how long passages are, each tried on the same records.

For each recipe a library of its own is made, of all records that any topic knows and a fixed part of the others, so that the
figures compare with each other and with nothing else. Prints nDCG@10 of the whole search as a table in Markdown.
"""

import json
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from eval.ablation import cell, instead, quality
from eval.collection import dekamer
from eval.markdown import table
from eval.metrics import Families
from eval.topics import LANGUAGES, load_topics
from ingest import passages
from ingest.run import ingest
from rag.library.library import Library
from rag.records import Part, Record
from rag.search.search import warm_up

_EVERY = 8
"""One in so many of the records that no topic knows is taken."""

Changes = Mapping[str, Any]
"""Names of `ingest.passages` with the value that they have instead."""


def _no_lines(*_of: object) -> list[str]:
    return []


def _nothing(*_of: object) -> str:
    return ""


def _themed(record: Record, part: Part) -> str:
    return "; ".join(filter(None, [_TITLE(record, part), *record.themes]))


_TITLE = passages._title

RECIPES: Mapping[str, Changes] = {
    "as it is: 900 characters; title, speaker, sub-question, words": {},
    "the words alone": {"lines_before": _no_lines},
    "no title": {"_title": _nothing},
    "themes behind the title": {"_title": _themed},
    "no sub-question before its answer": {"_asked": _nothing},
    "sub-questions up to 400 characters": {"_SUB_QUESTIONS": 400},
    "450 characters": {"TARGET": 450, "SHORT": 125},
    "1,800 characters": {"TARGET": 1800, "LONGEST": 2200},
}


def main() -> None:
    """Make the libraries one after the other, ask all answerable topics of each, and print."""
    folder = dekamer() or sys.exit("eval.recipes: no dekamer-2017 collection; name its parent folder in HEMICYCLE_DATA")
    topics = [topic for topic in load_topics(folder / "topics.jsonl") if topic.kind == "answerable"]
    known = {record for topic in topics for record in topic.qrels}
    rows, first = list[list[str]](), dict[str, dict[str, float]]()
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "questions.jsonl"
        source.write_text("".join(_chosen(folder / "questions.jsonl", known)), encoding="utf-8")
        for n, (name, changes) in enumerate(RECIPES.items()):
            with ExitStack() as stack:
                for each, value in changes.items():
                    stack.enter_context(instead(passages, each, value))
                library = Library(Path(scratch) / str(n), create=True)
                ingest(library, [source], mapping="dekamer-2017")
            warm_up(library)
            families = Families(library)
            found = {language: quality(library, families, topics, language, {}) for language in LANGUAGES}
            first = first or found
            counts = library.counts()
            cells = [cell(found[language], first[language], first=not rows) for language in LANGUAGES]
            rows.append([name, f"{counts.passages:,}", *cells])
            print(rows[-1], file=sys.stderr)
    print(table(["embedded", "passages", *LANGUAGES], rows))


def _chosen(file: Path, known: set[str]) -> Iterator[str]:
    """The lines of the records that topics know, and of some others."""
    with file.open(encoding="utf-8") as lines:
        for n, line in enumerate(lines):
            if str(json.loads(line)["doc_id"]) in known or n % _EVERY == 0:
                yield line


if __name__ == "__main__":
    main()
