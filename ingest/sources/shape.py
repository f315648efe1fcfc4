"""Answers of services, checked against the form that they are documented to have."""

import hashlib
import json
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from rag.errors import SourceError

_Model = TypeVar("_Model", bound=BaseModel)


def shaped(model: type[_Model], data: Any, address: str) -> _Model:
    """The answer at an address as a model. Raises SourceError, naming the field, where it has another form."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(step) for step in first["loc"]) or "the whole"
        raise changed(address, field, first["msg"].lower()) from None


def changed(address: str, field: str, what: str) -> SourceError:
    """An answer that no longer has the documented form."""
    reason = f"no longer in the form that is known here ({field}: {what}); nothing of it was read: look for a newer Hemicycle"
    return SourceError(address, reason)


def stamp(*said: Any) -> str:
    """What a service says of a document, in few characters."""
    text = json.dumps(said, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
