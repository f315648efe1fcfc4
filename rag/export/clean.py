"""A report as writers take it: no character in it steers a display, every link leads to the web, every language is a code."""

import re
from typing import Any, TypeVar

from rag.display import plain, web_address
from rag.export.document import Report
from rag.records import Frozen

_Model = TypeVar("_Model", bound=Frozen)
_CODE = re.compile(r"[a-z]{2,3}")


def clean(report: Report) -> Report:
    """The same report; what is no web address is no link, and what is no code of a language (as `nl`) is none."""
    return _model(report)


def _model(model: _Model) -> _Model:
    return model.model_copy(update={name: _field(name, value) for name, value in model})


def _field(name: str, value: Any) -> Any:
    if name == "link":
        return value if value and plain(value) == value and web_address(value) and not re.search(r"\s", value) else None
    if name == "language":
        return value if value and _CODE.fullmatch(value) else None
    return _value(value)


def _value(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, tuple):
        return tuple(_value(each) for each in value)
    return _model(value) if isinstance(value, Frozen) else value
