"""The quality of each step as a picture: nDCG@10 by query language, with 95 % intervals."""

from collections.abc import Sequence
from pathlib import Path

from eval.quality import RANKINGS, Row, by_measure
from eval.statistics import mean
from eval.topics import LANGUAGES

_STEPS = (*RANKINGS, "sentence alone", "filter given")
_COLOURS = ("#1b4965", "#c8553d", "#8a8d3f")
_HEIGHT = 0.26


def plot(rows: Sequence[Row], title: str, path: Path) -> None:
    """Draw the picture into a file (.png, .svg or .pdf, by its name). Raises ValueError for another kind of file."""
    from matplotlib.figure import Figure

    figures = by_measure(rows)
    drawn = [step for step in _STEPS if (step, "nDCG@10", LANGUAGES[0]) in figures]
    figure = Figure(figsize=(8, 1.2 + 0.55 * len(drawn)), layout="constrained")
    axes = figure.add_subplot()
    for n, (language, colour) in enumerate(zip(LANGUAGES, _COLOURS, strict=True)):
        found = [mean(list(figures[step, "nDCG@10", language].values())) for step in drawn]
        places = [place + (n - 1) * _HEIGHT for place in range(len(drawn))]
        reach = [[one.mean - one.low for one in found], [one.high - one.mean for one in found]]
        means = [one.mean for one in found]
        axes.barh(places, means, _HEIGHT, xerr=reach, color=colour, label=language, error_kw={"ecolor": "#555"})
    axes.set_yticks(range(len(drawn)), drawn)
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    axes.set_xlabel("nDCG@10, mean over needs with the 95 % interval")
    axes.set_title(title, loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(title="query in", frameon=False, loc="upper left", bbox_to_anchor=(1, 1))
    figure.savefig(path, dpi=150)
