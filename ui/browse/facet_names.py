"""How the page writes the values that records are counted and filtered by."""

from typing import get_args

from rag.answer.reference import kind_named, parliament_named
from rag.vocabulary import Kind
from ui.texts import Texts


def facet_name(field: str, value: str, texts: Texts) -> str:
    """A value as people read it: codes by their names, a value in double quotes (`rag.library.filters.whole`) without them,
    everything else as it stands."""
    if field == "parliament":
        return parliament_named(value, texts.language)
    if field in code_names(texts):
        return code_names(texts)[field].get(value, value)
    return value[1:-1] if len(value) > 2 and value[0] == value[-1] == '"' else value


def code_names(texts: Texts) -> dict[str, dict[str, str]]:
    """The codes of records with their names, for each field whose values are codes of a closed set."""
    return {
        "kind": {kind: kind_named(kind, texts.language) for kind in get_args(Kind)},
        "status": dict(texts.draft_statuses),
        "language": dict(texts.languages),
    }
