"""The examples of a document: its fenced blocks, by language, so that tests run what readers copy."""

import re
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples(document: str, language: str) -> list[str]:
    """The blocks of a language in a document of `docs/`, in order."""
    text = (DOCS / document).read_text(encoding="utf-8")
    return [match[2] for match in _BLOCK.finditer(text) if match[1] == language]
