"""Words that a statement sets in quotation marks, and addresses that it gives: these stand in its sources as they are."""

import re

_QUOTED = re.compile(r"“([^”]+)”|„([^“”]+)[“”]|«([^»]+)»|\"([^\"]+)\"|‘([^’]{4,})’(?!\w)|(?<!\w)'([^']{4,})'(?!\w)")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+|\b[\w-]+\.(?:com|org|net|info|eu|be|nl|fr|de|uk|io)\b(?:/\S*)?")
_APART = re.compile(r"[\W_]+")


def unquoted(statement: str, sources: list[str]) -> list[str]:
    """What a statement quotes or links to that none of its sources says word for word."""
    said = [f" {_bare(source)} " for source in sources]
    quotes = [next(filter(None, match.groups())) for match in _QUOTED.finditer(statement)]
    addresses = [match[0].rstrip(".,;:)") for match in _ADDRESS.finditer(statement)]
    return [text for text in quotes + addresses if not any(f" {_bare(text)} " in source for source in said)]


def _bare(text: str) -> str:
    return _APART.sub(" ", text).strip().casefold()
