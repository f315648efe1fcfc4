"""In which order what was found is shown: the best first, or by date."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Literal, TypeVar

Sort = Literal["relevance", "newest", "oldest"]

T = TypeVar("T")


def in_order(found: Sequence[T], sort: Sort, day: Callable[[T], date | None]) -> list[T]:
    """What was found, best first, in the order asked for; of one day the better one first, without a date last."""
    if sort == "relevance":
        return list(found)
    dated = sorted(found, key=lambda one: day(one) or date.min, reverse=sort == "newest")
    return sorted(dated, key=lambda one: day(one) is None)
