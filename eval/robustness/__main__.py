"""`python -m eval.robustness [NAME...]`: how well known records are found in collections that nothing was tuned on.

Of dekamer-2020-nl-fr the Dutch texts alone are in the library, and the beginnings of the French ones are asked. Of the
others titles are asked, and sentences of answers. Prints a Markdown table: the share of needs whose record, or one of its
family, is the first hit or among ten. The table of French and Dutch words (`rag.search.lexicon`) is learned from these very
texts, so that `hybrid` is helped there as it is nowhere else, and `dense` is not. The ways to search are those of
`hemicycle eval`.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from eval.collection import collections, up_to_date
from eval.markdown import table
from eval.processes import percentile
from eval.quality import Step
from eval.robustness.measure import DEFAULT, DEPTH, Asker, Found
from eval.robustness.needs import Need, also_holding, beginnings, needs, sample, telling_sentences, titles, unmarked
from eval.statistics import change, mean
from rag.library.filters import Filters
from rag.library.library import Library
from rag.progress import Progress, quiet
from rag.settings import cache_folder

DUTCH = Path(__file__).with_name("dekamer-2020-nl.toml")
TRANSLATED = "dekamer-2020-nl-fr"
COLLECTIONS = {
    TRANSLATED: "dekamer-2020-nl-fr/questions.jsonl",
    "uk-questions": "uk-questions/questions.jsonl",
    "kamervragen-pdf": "kamervragen-pdf",
    "niedersachsen": "niedersachsen/documents.json",
}
"""What is measured, and where it lies in the folder of collections."""

ASKED = 300
"""Needs of one kind that are asked, a fixed sample where there are more."""

_HEAD = ("collection", "need", "needs", "way", "success@1", f"success@{DEPTH}", "default's @1 less this", "ms, p50 / p95")
_NOW_AND_THEN = 100


def needs_of(name: str, path: Path, library: Library, most: int) -> Iterator[tuple[str, list[Need]]]:
    """The kinds of needs of a collection, a sample of `most` of each."""
    if name == TRANSLATED:
        own = sample(needs(beginnings(path, id_column="doc_id", column="text_fr")), most)
        yield "beginning in French", own
        yield "the same without quotation marks", unmarked(own)
        return
    records = library.catalogue.listing(Filters())
    yield "title", sample(needs(titles(records)), most)
    texts = {record.external_id or record.id: record.text for record in records}
    yield "sentence of an answer", also_holding(sample(needs(telling_sentences(records)), most), texts)


def rows(name: str, kind: str, found: Mapping[Step, Sequence[Found]]) -> Iterator[list[str]]:
    """A line of the table for each way to search; how much better than it the default is, need by need."""
    default = _first(found[DEFAULT])
    for way, own in found.items():
        first = _first(own)
        ten = [float(each.rank is not None) for each in own]
        took = [each.ms for each in own]
        more = change(default, first) if way != DEFAULT else None
        yield [
            *(name, kind, str(len(own)), way),
            *(f"{share.mean:.3f} [{share.low:.3f}, {share.high:.3f}]" for share in (mean(list(first.values())), mean(ten))),
            f"{more.mean.mean:+.3f} [{more.mean.low:+.3f}, {more.mean.high:+.3f}]" if more else "",
            f"{percentile(took, 0.5):.0f} / {percentile(took, 0.95):.0f}",
        ]


def _first(found: Sequence[Found]) -> dict[str, float]:
    """Whether the first hit was right, by the number of the need."""
    return {str(n): float(each.rank == 1) for n, each in enumerate(found)}


def library_of(name: str, path: Path, progress: Progress = quiet) -> Library:
    """The library of a collection in the user's cache, brought up to date."""
    place = cache_folder() / "eval" / f"robustness-{name}"
    return up_to_date(place, path, mapping=str(DUTCH) if name == TRANSLATED else None, progress=progress)


def main() -> None:
    """Ask every kind of need of each collection named, or of all that are there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", choices=[*COLLECTIONS, []], metavar="NAME", help=", ".join(COLLECTIONS))
    parser.add_argument("--most", type=int, default=ASKED, help="needs of one kind at most (default: %(default)s)")
    chosen = parser.parse_args()
    there = [name for name in chosen.names or COLLECTIONS if (collections() / COLLECTIONS[name]).exists()]
    if not there:
        sys.exit("eval.robustness: none of the collections is there; name their parent folder in HEMICYCLE_DATA")
    lines = list[list[str]]()
    for name in there:
        path = collections() / COLLECTIONS[name]
        library = library_of(name, path, shown)
        asker = Asker(library)
        for kind, own in needs_of(name, path, library, chosen.most):
            lines += rows(name, kind, asker.ask(own, shown))
        library.close()
    print(table(_HEAD, lines))


def shown(phase: str, done: int, of: int | None, note: str) -> None:
    """Progress on the error stream, now and then."""
    if done % _NOW_AND_THEN == 0 or done == of:
        print(f"{phase} {done}{f' of {of}' if of else ''} {note}".rstrip(), file=sys.stderr)


if __name__ == "__main__":
    main()
