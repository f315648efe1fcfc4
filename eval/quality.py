"""How well records are found, how honestly questions are refused and how well answers quote, topic by topic.

Every figure is kept for each topic, so that means, their uncertainty and comparisons with another run come from the same
numbers (`eval.statistics`).
"""

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean
from typing import Any, Literal

from eval.metrics import Families, measure
from eval.topics import LANGUAGES, Topic
from rag.answer.abstain import RECORDS, SURE, confidence, weigh
from rag.answer.answer import Citation
from rag.answer.llm import LanguageModel
from rag.answer.written import answer
from rag.library.library import Library
from rag.progress import Progress, quiet
from rag.records import Frozen
from rag.search.asked import CONDITIONS
from rag.search.hits import Hit, Mode, SearchResult
from rag.search.search import find, search, warm_up

_DEPTH = 50
_FIRST = 10
_CITATIONS = 5
_SHARED = 20
_ALIKE = 0.8

Step = Literal[
    "words",
    "dense, one look",
    "dense",
    "hybrid, one look",
    "hybrid",
    "refusal",
    "answer",
    "written answer",
    "sentence alone",
    "sentence, literally",
    "filter given",
]

RANKINGS: Mapping[Step, tuple[Mode, bool]] = {
    "words": ("words", False),
    "dense, one look": ("dense", False),
    "dense": ("dense", True),
    "hybrid, one look": ("hybrid", False),
    "hybrid": ("hybrid", True),
}
"""Steps of ranking: by what, and whether the first records are looked at again."""


class Row(Frozen):
    """What one topic got in one language at one step: `values` by measure, `found` the first records (title, or id)."""

    step: Step
    language: str
    topic: str
    values: Mapping[str, float]
    found: tuple[str, ...] = ()


def evaluate(
    library: Library, topics: Sequence[Topic], progress: Progress = quiet, model: LanguageModel | None = None
) -> list[Row]:
    """Everything about every topic, in each of its languages; answers written by a model too, where there is one."""
    warm_up(library)
    run = _Run(library, model)
    rows = list[Row]()
    for done, topic in enumerate(topics):
        progress("evaluating", done, len(topics), topic.topic)
        for language in LANGUAGES:
            rows += run.rows(topic, language)
    progress("evaluating", len(topics), len(topics), "")
    return rows


class _Run:
    def __init__(self, library: Library, model: LanguageModel | None = None) -> None:
        self.library, self.families, self.model = library, Families(library), model

    def rows(self, topic: Topic, language: str) -> Iterable[Row]:
        query = topic.query(language)
        if topic.kind == "filtered":
            bare, given = topic.bare(language), topic.given
            yield self._found("sentence alone", topic, language, search(self.library, query, k=_DEPTH))
            literally = search(self.library, query, k=_DEPTH, ignoring=CONDITIONS)
            yield self._found("sentence, literally", topic, language, literally)
            yield self._found("filter given", topic, language, search(self.library, bare, k=_DEPTH, filters=given))
            return
        if topic.kind == "answerable":
            for step, (mode, again) in RANKINGS.items():
                yield self._found(step, topic, language, search(self.library, query, k=_DEPTH, mode=mode, rerank=again))
            yield self._answered(topic, language)
            if self.model:
                yield self._answered(topic, language, self.model)
        yield self._refused(topic, language)

    def _found(self, step: Step, topic: Topic, language: str, result: SearchResult) -> Row:
        hits = result.hits
        [values] = measure({topic.topic: self.families.ranked(hits)}, {topic.topic: self.families.graded(topic)}).values()
        more = {"near-duplicates": _repeats(hits[:_FIRST]), "ms": result.took_ms}
        if topic.spans:
            spans = [span for own in topic.spans.values() for span in own]
            holding = (hit.rank for hit in hits[:_FIRST] if _shows(hit, spans))
            first = next(holding, None)
            more |= {
                "span@1": float(first == 1),
                "span@10": float(first is not None),
                "span RR@10": 1 / first if first else 0.0,
            }
        titles = tuple(hit.title or hit.record for hit in hits[:3])
        return Row(step=step, language=language, topic=topic.topic, values=values | more, found=titles)

    def _refused(self, topic: Topic, language: str) -> Row:
        """Whether the need is refused: `present` where the records answer it, `absent` where they do not, or would not
        without those that do."""

        def refused(exclude: Sequence[str] = ()) -> float:
            findings = find(self.library, topic.query(language), k=RECORDS, exclude=exclude)
            return float(confidence(findings, weigh(self.library, findings)) < SURE)

        values = {"absent refused": refused(topic.relevant)}
        if topic.kind == "answerable":
            values["present refused"] = refused()
        return Row(step="refusal", language=language, topic=topic.topic, values=values)

    def _answered(self, topic: Topic, language: str, model: LanguageModel | None = None) -> Row:
        """How an answer quotes, after ALCE (Gao et al. 2023, arXiv 2305.14627), with graded records and gold spans in the
        place of its entailment model: precision is the share of citations of relevant records, recall the share of the gold
        spans that a citation overlaps. An answer that is refused has neither precision nor length."""
        result = answer(self.library, topic.query(language), model)
        cited = [citation for statement in result.statements for citation in statement.citations]
        first = cited[:_CITATIONS]
        gold = [(record, span) for record, spans in topic.spans.items() for span in spans]

        def overlaps(citation: Citation, record: str, span: str) -> bool:
            return record in (citation.record, citation.external_id) and _overlaps(citation.quote, span)

        def relevant(citation: Citation) -> bool:
            return not {citation.record, citation.external_id}.isdisjoint(topic.relevant)

        values = {"relevant record in five": float(any(map(relevant, first))), "ms": result.took_ms}
        if cited:
            values |= {
                "word for word": float(all(self._is_copied(c.record, c.start, c.end, c.quote) for c in cited)),
                "relevant of five": fmean(map(relevant, first)),
                "citation precision": fmean(map(relevant, cited)),
                "citations": float(len(cited)),
                "quoted characters": float(sum(len(c.quote) for c in cited)),
            }
        if gold:
            values["span in five"] = float(any(overlaps(c, *one) for c in first for one in gold))
            values["citation recall"] = fmean(any(overlaps(c, *one) for c in cited) for one in gold)
            if cited:
                values["quotations on a span"] = fmean(any(overlaps(c, *one) for one in gold) for c in cited)
        if model:
            values |= {"dropped": float(result.dropped), "by the model": float(result.written_by == model.name)}
        step: Step = "written answer" if model else "answer"
        return Row(step=step, language=language, topic=topic.topic, values=values)

    def _is_copied(self, record: str, start: int, end: int, quote: str) -> bool:
        held = self.library.catalogue.record(record)
        return held is not None and held.text[start:end] == quote


def _shows(hit: Hit, spans: Sequence[str]) -> bool:
    """Whether the question or the answer that a hit shows overlaps a gold span: relevance of the pair, not of the record."""
    texts = [piece.text for piece in (hit, hit.counterpart) if piece]
    return any(_overlaps(text, span) for text in texts for span in spans)


def _repeats(hits: Sequence[Hit]) -> float:
    """The share of hits whose passage has most of its words (Jaccard) in common with one before it."""
    words = [set(hit.text.lower().split()) for hit in hits]
    double = sum(any(len(own & other) >= _ALIKE * len(own | other) for other in words[:n]) for n, own in enumerate(words))
    return double / max(1, len(hits))


def _overlaps(text: str, span: str) -> bool:
    """Whether a text and a gold span share so many characters in a row."""
    words, span = " ".join(text.split()), " ".join(span.split())
    return any(span[i : i + _SHARED] in words for i in range(max(1, len(span) - _SHARED + 1)))


def by_measure(rows: Iterable[Row]) -> dict[tuple[str, str, str], dict[str, float]]:
    """Values by topic, for each (step, measure, language)."""
    found: dict[tuple[str, str, str], dict[str, float]] = {}
    for row in rows:
        for name, value in row.values.items():
            found.setdefault((row.step, name, row.language), {})[row.topic] = value
    return found


def as_json(rows: Sequence[Row], **more: Any) -> dict[str, Any]:
    """What `hemicycle eval --json` prints, and `--against` reads."""
    return {**more, "rows": [row.model_dump(mode="json") for row in rows]}
