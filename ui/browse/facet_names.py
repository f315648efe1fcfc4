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
    if names := code_names(field, texts):
        return names.get(value, value)
    return value[1:-1] if len(value) > 2 and value[0] == value[-1] == '"' else value


def code_names(field: str, texts: Texts) -> dict[str, str]:
    """The codes of a field with their names; none where its values are no codes of a closed set."""
    match field:
        case "kind":
            return {kind: kind_named(kind, texts.language) for kind in get_args(Kind)}
        case "status":
            return dict(texts.draft_statuses)
        case "language":
            return dict(texts.languages)
    return {}
