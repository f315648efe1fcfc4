"""What a model claims, read from its text as it comes: JSON objects, whatever stands around them."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

_LARGEST = 6_000
"""Characters that one claim may have; what is longer is none."""

_IDLE = 15_000
"""Characters without a claim after which no more are expected; thoughts may be long."""

_THOUGHT = re.compile(r"<(think|thinking)>.*?</\1>", re.DOTALL)
_THINKING = re.compile(r"<think(?:ing)?>")
_TAG = len("</thinking>")
_NEXT = re.compile(r'\n\s*(?=\{\s*"statement"\s*:)')


class Words(BaseModel):
    """Words of a passage, by its number."""

    model_config = ConfigDict(frozen=True)

    passage: int
    words: str


class Claim(BaseModel):
    """A statement with the words that it is said to rest on; not checked."""

    model_config = ConfigDict(frozen=True)

    statement: str
    sources: tuple[Words, ...] = Field(min_length=1, max_length=12)


@dataclass(frozen=True, slots=True)
class Broken:
    """An object that is no claim, or not whole."""

    text: str


def claims(pieces: Iterable[str]) -> Iterator[Claim | Broken]:
    """The claims in a streamed text, each as soon as its last bracket is there.

    Prose, code fences, lists around the objects and thoughts in `<think>` are passed over. An object that another one
    interrupts at the beginning of a line is broken, and so is one that the text ends in. A model that goes on and on without
    a claim is not listened to any longer.
    """
    text, idle = "", 0
    for piece in pieces:
        found, text = _read(text + piece)
        yield from found
        idle = 0 if found else idle + len(piece)
        if idle > _IDLE:
            break
    found, _ = _read(text, ended=True)
    yield from found


def _read(text: str, *, ended: bool = False) -> tuple[list[Claim | Broken], str]:
    """What is whole in a text, and the rest of it that may still become something."""
    found: list[Claim | Broken] = []
    text = _THOUGHT.sub("", text)
    thought = _THINKING.search(text)
    text, thinking = (text[: thought.start()], text[thought.start() :]) if thought else (text, "")
    while (start := text.find("{")) >= 0:
        end = _end(text, start)
        if cut := _NEXT.search(text, start + 1, len(text) if end is None else end):
            found += _broken(text[start : cut.start()])
            text = text[cut.end() :]
        elif end is not None:
            found += _claimed(text[start:end])
            text = text[end:]
        elif ended or len(text) - start > _LARGEST:
            return [*found, *_broken(text[start:])], thinking
        else:
            return found, text[start:] + thinking
    # The beginning of `<think>` may be all that is there of it.
    return found, text[-_TAG:] + thinking


def _end(text: str, start: int) -> int | None:
    """Where the object that starts there ends; null where it does not end yet."""
    depth, inside, escaped = 0, False, False
    for at in range(start, len(text)):
        character = text[at]
        if inside:
            if escaped:
                escaped = False
            elif character == "\\":
                escaped = True
            elif character == '"':
                inside = False
        elif character == '"':
            inside = True
        elif character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                return at + 1
    return None


def _claimed(text: str) -> list[Claim | Broken]:
    """The claims in one object: itself, or those of its list (`{"statements": [...]}`)."""
    try:
        data: Any = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return _broken(text)
    listed = data.get("statements") if isinstance(data, dict) else None
    found: list[Claim | Broken] = []
    for each in listed if isinstance(listed, list) else [data]:
        try:
            found.append(Claim.model_validate(each))
        except ValidationError:
            found += _broken(text)
    return found


def _broken(text: str) -> list[Claim | Broken]:
    """Something that was meant as a claim; other brackets are prose."""
    return [Broken(text)] if '"statement"' in text else []
