"""Counts as bars: an HTML list in which each bar is a button that filters by its value."""

from rag.library.facets import Counted, Facet
from rag.library.filters import Filters
from ui.browse.clicks import button
from ui.browse.facet_names import facet_name
from ui.browse.filter_fields import filter_value
from ui.shown import escape
from ui.texts import Texts

SHOWN, FOLDED = 8, 40
"""Bars that are seen at once, and further ones in a fold; the filter's own list has the rest."""

YEARS_SHOWN = 30


def facet_bars(facet: Facet, counted: Counted, filters: Filters, texts: Texts) -> str:
    """The bars of one facet under its name; nothing where no record has a value. A bar that is chosen says so."""
    if not counted.values:
        return ""
    shown = YEARS_SHOWN if facet == "year" else SHOWN
    # The latest years stand first: there the eye begins.
    values = counted.values[::-1] if facet == "year" else counted.values
    largest = max(count for _, count in values)
    rows = [_bar(facet, value, count, largest, filters, texts) for value, count in values[: shown + FOLDED]]
    items = f"<ul>{''.join(rows[:shown])}</ul>"
    left = len(values) + counted.rarer - len(rows)
    note = f'<p class="label">{escape(texts.browse.rarer.format(count=texts.count(left)))}</p>' if left else ""
    if folded := rows[shown:]:
        title = texts.browse.more_values.format(count=texts.count(len(folded)))
        items += f"<details><summary>{escape(title)}</summary><ul>{''.join(folded)}</ul>{note}</details>"
    return f'<section class="facet"><h2>{escape(texts.filters.label(facet))}</h2>{items}</section>'


def toggled(filters: Filters, facet: str, value: str) -> Filters:
    """The filter once a bar is clicked: its value alone for this facet, or none where it was chosen already.

    Raises ValueError (a ValidationError is one) or KeyError for what no bar says.
    """
    given, chosen = filters.values(), _meant(facet, value)
    if is_chosen(filters, facet, value):
        return Filters.model_validate({field: own for field, own in given.items() if field not in chosen})
    return Filters.model_validate(given | chosen)


def is_chosen(filters: Filters, facet: str, value: str) -> bool:
    shown = filters.model_dump(mode="json", by_alias=True)
    return all(shown[field] == wanted for field, wanted in _meant(facet, value).items())


def _meant(facet: str, value: str) -> dict[str, str]:
    """A bar as conditions: those of a year are its first and its last day."""
    return {"from": f"{int(value):04}-01-01", "to": f"{int(value):04}-12-31"} if facet == "year" else {facet: value}


def _bar(facet: Facet, value: str, count: int, largest: int, filters: Filters, texts: Texts) -> str:
    wanted = filter_value(facet, value)
    chosen = "true" if is_chosen(filters, facet, wanted) else "false"
    name = f'<span class="name">{escape(facet_name(facet, value, texts))}</span>'
    label = f'{name}<span class="count">{escape(texts.count(count))}</span>'
    extra = f' aria-pressed="{chosen}" style="--share: {100 * count / largest:.1f}%"'
    return f"<li>{button(label, 'filter', classes='bar', extra=extra, facet=facet, value=wanted)}</li>"
