"""A chart as a picture: the counts of each series beside each other, for print in black and white as in colour."""

import io
import re
import threading
from functools import cache
from typing import TYPE_CHECKING, Any

from rag.export.document import Chart

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_WIDTH, _HEIGHT = 6.3, 2.5
"""Inches: the width of the text of an A4 page."""

_THICKEST = 0.26
"""Inches of a column."""

_INK, _QUIET, _LINE = "#1b1d20", "#5b6169", "#d5d8dc"
# One accent, then greys that a printer keeps apart; where they run out, with strokes.
_FILLS = ("#1f3a5f", "#9aa5b1", "#d9dde2", "#5f6b78")
_STROKES = ("", "////", "....")
_LABELS = 9
"""Labels under the columns, at most: more would touch each other."""

_STEPS = (1, 2, 3, 4, 6, 12, 24, 60, 120)
"""Labels from one that is shown to the next: even parts of a year, or whole years."""

_drawing = threading.Lock()  # the library's style is one for the whole process

_STYLE: Any = {
    "font.family": ["DejaVu Sans"],
    "font.size": 8,
    "svg.fonttype": "path",
    "svg.hashsalt": "hemicycle",
    "text.parse_math": False,  # a dollar sign is one
    "text.usetex": False,
    "axes.unicode_minus": True,
    "hatch.linewidth": 0.5,
}


def svg(chart: Chart) -> str:
    """The picture as SVG, the element alone. It has no text: words are drawn, so that it looks the same everywhere."""
    drawn = _saved(chart, format="svg", metadata={"Date": None, "Creator": None}).decode()
    found = re.search(r"<svg\b.*</svg>", drawn, re.DOTALL)
    if not found:
        raise AssertionError("a picture without its element")
    # Comments repeat the words, metadata names the program; the style is for the element it stands in, not for a page.
    bare = re.sub(r"<!--.*?-->|<metadata>.*?</metadata>", "", found[0], flags=re.DOTALL)
    return re.sub(r'<style type="text/css">.*?</style>', "", bare, flags=re.DOTALL).replace(
        "<svg ", '<svg stroke-linejoin="round" stroke-linecap="butt" ', 1
    )


def png(chart: Chart) -> bytes:
    """The picture as PNG, 200 dots an inch."""
    return _saved(chart, format="png", dpi=200, facecolor="white", metadata={"Software": None})


def _saved(chart: Chart, **how: Any) -> bytes:
    from matplotlib import rc_context

    content = io.BytesIO()
    with _drawing, rc_context(_STYLE):
        _figure(chart).savefig(content, **how)
    return content.getvalue()


def _figure(chart: Chart) -> "Figure":
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    figure = Figure(figsize=(_WIDTH, _HEIGHT), layout="constrained", facecolor="none")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot(facecolor="none")
    several = max(len(chart.series), 1)
    # Thin also where there are few of them.
    width = min((0.62 if several == 1 else 0.78) / several, _THICKEST / _WIDTH * (len(chart.labels) + 0.4))
    handles = list[Any]()
    for n, series in enumerate(chart.series):
        places = [place + (n - (several - 1) / 2) * width for place in range(len(chart.labels))]
        handles.append(
            axes.bar(
                places,
                series.counts,
                width * 0.92,
                color=_FILLS[n % len(_FILLS)],
                edgecolor=_QUIET,
                linewidth=0.3,
                hatch=_STROKES[n // len(_FILLS) % len(_STROKES)],
                zorder=2,
            )
        )
    step = next((each for each in _STEPS if each * _LABELS >= len(chart.labels)), len(chart.labels))
    shown = range(_first(chart.labels, step), len(chart.labels), step)
    axes.set_xticks(list(shown), [_drawable(chart.labels[n]) for n in shown])
    axes.set_xlim(-0.7, max(len(chart.labels), 1) - 0.3)
    axes.set_ylim(0, max((count for series in chart.series for count in series.counts), default=0) * 1.06 or 1)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
    axes.grid(axis="y", color=_LINE, linewidth=0.6, zorder=0)
    axes.tick_params(length=0, colors=_QUIET, labelsize=7.5)
    axes.tick_params(axis="x", length=2.5, color=_QUIET)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set(color=_QUIET, linewidth=0.6)
    if len(chart.series) > 1:
        # Names come in after the legend is made: one that begins with an underscore would be left out.
        legend = figure.legend(
            handles,
            ["-"] * several,
            loc="outside upper left",
            ncols=min(several, 4),
            frameon=False,
            handlelength=1.1,
            fontsize=8,
        )
        for text, series in zip(legend.get_texts(), chart.series, strict=True):
            text.set_text(_drawable(series.name))
            text.set_color(_INK)
    return figure


def _first(labels: tuple[str, ...], step: int) -> int:
    """The label to begin with: where each is a month and a year is whole steps, one from which Januaries are met."""
    january = next((n for n, label in enumerate(labels) if label.endswith("-01")), 0)
    return january % step


def _drawable(text: str) -> str:
    """A text in one line, short, with a box for each character that the font lacks."""
    line = " ".join(text.split())
    known = _characters()
    return "".join(c if ord(c) in known else "□" for c in (line if len(line) <= 40 else f"{line[:39]}…"))


@cache
def _characters() -> frozenset[int]:
    from matplotlib.font_manager import findfont
    from matplotlib.ft2font import FT2Font

    return frozenset(FT2Font(findfont("DejaVu Sans")).get_charmap())
