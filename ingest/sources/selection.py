"""Which files are worth reading, and the reason for each that is not."""

import re
from dataclasses import dataclass
from typing import Literal

from ingest.files import SourceFile

MIB = 1 << 20
LARGEST_FILE = 256 * MIB
"""Bytes of one file: a whole year of a parliament's proceedings stays well below."""

_COMPANIONS = {
    "a README describes data and is none": re.compile(r"readme(?![a-z])", re.IGNORECASE),
    "a licence is for people": re.compile(
        r"(?:licen[cs]e|copying|notice)(?:[-_][\w.-]+)?(?:\.(?:md|txt|rst|html))?\Z", re.IGNORECASE
    ),
    "relevance judgements (qrels) are for `hemicycle eval`": re.compile(r".*qrels", re.IGNORECASE),
}
"""Why files of certain names are left out."""

_TOPIC_KEYS = (rb'"qrels"\s*:', rb'"topic"\s*:[^\n]{0,20000}?"(?:spans|need(?:_\w+)?)"\s*:')
_TOPICS = re.compile(rb"\s*\[?\s*\{[^\n]{0,20000}?(?:" + b"|".join(_TOPIC_KEYS) + b")")


@dataclass(frozen=True)
class SourceProblem:
    """A path that gives no source file, and why: `skipped` on purpose, or `failed`."""

    path: str
    status: Literal["skipped", "failed"]
    reason: str


def checked(shown: str, data: bytes, largest: int) -> SourceFile | SourceProblem:
    """The bytes as a source file, unless they are none worth reading."""
    if len(data) > largest:
        return SourceProblem(shown, "failed", too_large(len(data), largest))
    if not data.strip(b"\x00\t\n\r \xef\xbb\xbf"):
        return SourceProblem(shown, "failed", "the file is empty")
    if _TOPICS.match(data, 0, 50_000):
        return SourceProblem(shown, "skipped", "topics with relevance judgements (`qrels`) are for `hemicycle eval`")
    return SourceFile(shown, data)


def unwanted_name(name: str) -> str | None:
    """Why a file of this name is left out, or None."""
    return next((reason for reason, names in _COMPANIONS.items() if names.match(name)), None)


def too_large(size: int, largest: int) -> str:
    return f"{size / MIB:,.1f} MiB; at most {largest / MIB:,.1f} MiB a file: split it"


def words(error: Exception) -> str:
    """What an error says, without its number and path."""
    said = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    return said[:200]  # a damaged archive is quoted in its error
