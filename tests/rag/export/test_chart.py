"""Charts as pictures."""

import io

from lxml import etree
from PIL import Image

from rag.export.chart import png, svg
from rag.export.document import Chart, Report, Series


def _chart(report: Report) -> Chart:
    return next(block for block in report.blocks if isinstance(block, Chart))


def _bars(picture: str) -> dict[str, int]:
    """How many shapes are filled in each colour."""
    found = dict[str, int]()
    for path in etree.fromstring(picture).iter("{*}path"):
        style = dict(each.split(":") for each in path.get("style", "").replace(" ", "").split(";") if each)
        if colour := style.get("fill"):
            found[colour] = found.get(colour, 0) + 1
    return found


def test_there_is_one_column_for_each_count_in_the_colour_of_its_series(report: Report) -> None:
    found = _bars(svg(_chart(report)))
    # Thirty months, and one more in the legend.
    assert [found[colour] for colour in ("#1f3a5f", "#9aa5b1", "#d9dde2")] == [31, 31, 31]


def test_the_picture_is_the_same_each_time_and_holds_no_words(report: Report) -> None:
    chart = _chart(report)
    assert svg(chart) == svg(chart)
    assert png(chart) == png(chart)
    assert "answered" not in svg(chart)
    assert "<script" not in svg(chart)


def test_the_bitmap_is_sharp_enough_for_print(report: Report) -> None:
    with Image.open(io.BytesIO(png(_chart(report)))) as picture:
        assert picture.width == 1260
        assert round(picture.info["dpi"][0]) == 200


def test_names_with_dollars_underscores_or_foreign_letters_are_drawn() -> None:
    names = ("$x^2", "_privé", "日本", "a" * 200)
    chart = Chart(
        labels=("2020", "2021"),
        series=tuple(Series(name=name, counts=(n, 1)) for n, name in enumerate(names)),
        caption="",
        alternative="",
    )
    assert etree.fromstring(svg(chart)).tag.endswith("svg")


def test_nothing_to_count_is_an_empty_chart() -> None:
    assert "<svg" in svg(Chart(labels=(), series=(), caption="", alternative=""))
    assert "<svg" in svg(Chart(labels=("2020",), series=(Series(name="a", counts=(0,)),), caption="", alternative=""))
