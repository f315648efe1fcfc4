"""A language model that writes what a test makes of the passages that it is shown."""

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from eval.bad_model import claim, offered_passages
from rag.answer.llm import MOST_TOKENS, Message

Passage = dict[str, Any]


class Scripted:
    """A model that writes what a function makes of the passages; translations are what another makes of a text."""

    name, place = "scripted", None

    def __init__(self, write: Callable[[list[Passage]], str | Iterator[str]], translate: Callable[[str], str] = str) -> None:
        self._write, self._translate = write, translate
        self.prompts: list[Sequence[Message]] = []

    def stream(self, messages: Sequence[Message], *, most: int = MOST_TOKENS) -> Iterator[str]:
        self.prompts.append(messages)
        passages = offered_passages(messages)
        if not passages:
            yield self._translate(json.loads(messages[-1]["content"].rsplit("as JSON: ", 1)[1]))
            return
        written = self._write(passages)
        yield from [written] if isinstance(written, str) else written


def sentence(passage: Passage) -> str:
    """The longest sentence of a passage."""
    return max(passage["text"].replace("\n", ". ").split(". "), key=len).rstrip(".:;") + ""


def honest(passages: list[Passage]) -> str:
    return "\n".join(claim(sentence(p), (p["passage"], sentence(p))) for p in passages[:3])
