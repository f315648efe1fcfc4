"""The figures of an evaluation for people: means with 95 % intervals, bars, what changed since another run, the worst."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from eval.markdown import table
from eval.processes import percentile
from eval.quality import RANKINGS, Row, by_measure
from eval.statistics import Change, Mean, change, mean
from eval.topics import LANGUAGES, Topic

_RANKED = ("nDCG@10", "R@10", "R@50", "RR@10", "Success@1", "span@1", "span@10", "span RR@10", "near-duplicates")
_QUOTING = (
    "word for word",
    "relevant record in five",
    "span in five",
    "relevant of five",
    "citation precision",
    "citation recall",
    "quotations on a span",
)
_ANSWERS = ("answer", "written answer")
_STEPS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(RANKINGS, _RANKED),
    **dict.fromkeys(("sentence alone", "sentence, literally", "filter given"), ("nDCG@10",)),
    "answer": _QUOTING,
    "written answer": (*_QUOTING, "by the model"),
    "refusal": ("absent refused", "present refused"),
}
_BAR = 40
_WORST = 10

Figures = Mapping[tuple[str, str, str], Mapping[str, float]]


def report(rows: Sequence[Row], topics: Sequence[Topic], title: str, against: Sequence[Row] | None = None) -> str:
    """Everything as Markdown. `against` are the rows of an earlier run."""
    figures = by_measure(rows)
    blocks = [f"# {title}", _legend(topics), _table(figures), "## nDCG@10", f"```\n{_bars(figures)}\n```"]
    if against is not None:
        blocks += ["## Since the other run", _changes(figures, by_measure(against))]
    blocks += ["## Worst of both words and meaning", _worst(rows, topics)]
    return "\n\n".join(blocks) + "\n"


def _legend(topics: Sequence[Topic]) -> str:
    kinds = [topic.kind for topic in topics]
    return (
        f"{kinds.count('answerable')} answerable needs, {kinds.count('unanswerable')} unanswerable,"
        f" {kinds.count('filtered')} with a filter. Means over needs, with the 95 % interval of a bootstrap over them."
        " `span` measures count a hit where its question or answer overlaps the gold span. `absent refused` (the recall of"
        " refusal) counts the unanswerable, and the answerable without the records that answer them; precision is their share"
        " of all that is refused."
    )


def _table(figures: Figures) -> str:
    rows = [
        [step, name, *(_mean(mean(list(figures[step, name, language].values()))) for language in LANGUAGES)]
        for step, names in _STEPS.items()
        for name in names
        if all((step, name, language) in figures for language in LANGUAGES)
    ]
    precisions = [_precision(figures, language) for language in LANGUAGES]
    if all(precision is not None for precision in precisions):
        rows.append(["refusal", "precision", *(_short(precision or 0.0) for precision in precisions)])
    for step, name in product(_ANSWERS, ("citations", "quoted characters", "dropped")):
        found = [list(figures.get((step, name, language), {}).values()) for language in LANGUAGES]
        if all(found):
            rows.append([step, name, *(f"{mean(values).mean:.1f}" for values in found)])
    for step in (*RANKINGS, *_ANSWERS):
        found = [list(figures.get((step, "ms", language), {}).values()) for language in LANGUAGES]
        if all(found):
            rows.append([step, "ms, p50 / p95", *(f"{percentile(ms, 0.5):.0f} / {percentile(ms, 0.95):.0f}" for ms in found)])
    return table(["step", "measure", *LANGUAGES], rows)


def _precision(figures: Figures, language: str) -> float | None:
    """The share of what is absent among all that is refused; null where nothing is."""
    absent, present = (
        sum(figures.get(("refusal", name, language), {}).values()) for name in ("absent refused", "present refused")
    )
    return absent / (absent + present) if absent + present else None


def _bars(figures: Figures) -> str:
    """One bar for each mode and language; the dots reach to the upper end of the interval."""
    lines = []
    for step in (*RANKINGS, "sentence alone", "filter given"):
        for language in LANGUAGES:
            if values := figures.get((step, "nDCG@10", language)):
                found = mean(list(values.values()))
                bar = "█" * round(found.mean * _BAR) + "·" * round((found.high - found.mean) * _BAR)
                lines.append(f"{step:16} {language} {bar:<{_BAR}} {_short(found.mean)}")
    return "\n".join(lines)


def _changes(figures: Figures, before: Figures) -> str:
    found = {
        key: difference
        for key in figures
        if key[1] in _STEPS.get(key[0], ()) and (difference := change(figures[key], before.get(key, {})))
    }
    rows = [[*key, *_difference(difference)] for key, difference in found.items() if difference.better or difference.worse]
    return table(["step", "measure", "language", "change", "better", "worse"], rows) if rows else "Nothing changed."


def _difference(found: Change) -> Iterator[str]:
    certain = " *" if found.mean.low > 0 or found.mean.high < 0 else ""
    yield f"{found.mean.mean:+.3f} [{found.mean.low:+.3f}, {found.mean.high:+.3f}]{certain}"
    yield str(found.better)
    yield str(found.worse)


def _worst(rows: Sequence[Row], topics: Sequence[Topic]) -> str:
    queries = {topic.topic: topic for topic in topics}
    ranked = sorted((row for row in rows if row.step == "hybrid"), key=lambda row: row.values["nDCG@10"])
    lines = [
        f"- {row.topic} {row.language}, nDCG@10 {_short(row.values['nDCG@10'])}: {queries[row.topic].query(row.language)}\n"
        + "\n".join(f"  - found: {title}" for title in row.found)
        for row in ranked[:_WORST]
    ]
    return "\n".join(lines)


def _mean(found: Mean) -> str:
    return f"{_short(found.mean)} [{_short(found.low)}, {_short(found.high)}]"


def _short(value: float) -> str:
    return f"{value:.3f}".removeprefix("0")
