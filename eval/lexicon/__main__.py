"""`python -m eval.lexicon`: the tables of translated words that ship with the package, made anew.

Learned from dekamer-2020-nl-fr (CC0), the same questions in Dutch and in French, and a sitting of the Canadian House of
Commons in English and in French: a fact for each pair of index terms, and nothing of the texts.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from eval.collection import collections
from eval.lexicon.sentence_pairs import pairs
from eval.lexicon.translation import translations
from rag.library.analysis import terms
from rag.search.lexicon import table_of
from rag.sentences import sentences


def main() -> None:
    """Learn the tables and write them to their places in the package."""
    folder = collections()
    _write("nl", "fr", _questions(folder / "dekamer-2020-nl-fr" / "questions.jsonl"))
    _write("en", "fr", _sitting(*(folder / "canada" / f"42-1-2-{language}.xml" for language in ("en", "fr"))))


def _write(one: str, other: str, texts: Iterable[tuple[str, str]]) -> None:
    pieces = (
        (_words(piece, one), _words(its, other))
        for text, same in texts
        for piece, its in pairs(_sentences(text, one), _sentences(same, other))
    )
    lines = [f"{term}\t{its}\t{there:.2f}\t{back:.2f}\n" for term, its, there, back in sorted(translations(pieces))]
    path = table_of(one, other)
    path.write_text("".join(lines), encoding="utf-8")
    print(f"{path.name}: {len(lines)} pairs, {path.stat().st_size // 1000} kB")


def _questions(path: Path) -> Iterator[tuple[str, str]]:
    with path.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield row["text_nl"] or "", row["text_fr"] or ""


def _sitting(one: Path, other: Path) -> Iterator[tuple[str, str]]:
    """The paragraphs of a debate; those of both languages have the same identifiers."""
    ours, theirs = _paragraphs(one), _paragraphs(other)
    for key in sorted(ours.keys() & theirs.keys()):
        yield ours[key], theirs[key]


def _paragraphs(path: Path) -> dict[str, str]:
    from lxml import etree

    tree = etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    return {each.get("id"): " ".join("".join(each.itertext()).split()) for each in tree.iter("ParaText")}


def _sentences(text: str, language: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in sentences(text, 0, len(text), language)]


def _words(text: str, language: str) -> list[str]:
    """The terms of a text but for numbers, which are the same in every language."""
    return [term for term in terms(text, language) if not term.isdigit()]


if __name__ == "__main__":
    main()
