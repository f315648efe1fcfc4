"""The examples of a document: its fenced blocks, by language, so that tests run what readers copy."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

DOCS = Path(__file__).parents[2] / "docs"

_BLOCK = re.compile(r"(?:`(\S+)`:\n\n)?^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A fenced block: its language, what stands in it, and the name of the file that the line above says it is."""

    language: str
    text: str
    name: str = ""


def blocks(document: str) -> list[Block]:
    """The blocks with a language in a document of `docs/`, in order."""
    text = (DOCS / document).read_text(encoding="utf-8")
    return [Block(match[2], match[3], match[1] or "") for match in _BLOCK.finditer(text)]


def examples(document: str, language: str) -> list[str]:
    """The blocks of one language."""
    return [block.text for block in blocks(document) if block.language == language]


def with_outcome(document: str) -> Iterator[tuple[Block, str]]:
    """Each block with the `text` that stands right after it, which is what comes out; empty where none does."""
    told = blocks(document)
    for block, following in zip(told, [*told[1:], Block("", "")], strict=True):
        if block.language != "text":
            yield block, following.text if following.language == "text" else ""
