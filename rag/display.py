"""Text of records as it may be shown: nothing in it steers a display, and Markdown makes nothing of it."""

import re
from urllib.parse import urlsplit

# Controls and the marks that turn the direction of writing: they could hide words or disguise one as another. With them what
# no XML may hold.
_STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

# What Markdown (with GitHub's extensions) could take for its own, wherever it stands in a line.
_MARKDOWN = re.compile(r"[\\`*_\[\]<>~|$&]|!(?=\[)")
_LINE_START = re.compile(r"^(\s*)([#+=:-]|\d{1,9}(?=[.)]))", re.MULTILINE)
_ADDRESS = re.compile(r"\b(https?|ftp)://|\bwww\.|(?<=\w)@(?=\w)", re.IGNORECASE)


def plain(text: str) -> str:
    """The same text with as many characters; those that steer the display become `?`."""
    return _STEERING.sub("?", text)


def web_address(url: str | None) -> str | None:
    """The address if a browser may be sent there: http or https with a host, nothing else."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def markdown(text: str) -> str:
    """Text that Markdown shows as it stands: no emphasis, link, picture, heading, list, HTML or address made of it."""
    escaped = _MARKDOWN.sub(_escaped, plain(text))
    escaped = _LINE_START.sub(_started, escaped)
    return _ADDRESS.sub(_unlinked, escaped)


def _escaped(match: re.Match[str]) -> str:
    return {"<": "&lt;", ">": "&gt;", "&": "&amp;", "$": "&#36;"}.get(match[0], "\\" + match[0])


def _started(match: re.Match[str]) -> str:
    # A number that opens a line would start a list: the backslash goes before its point.
    return f"{match[1]}{match[2]}\\" if match[2].isdigit() else f"{match[1]}\\{match[2]}"


def _unlinked(match: re.Match[str]) -> str:
    return match[0].replace(":", "&#58;").replace("www.", "www&#46;").replace("WWW.", "WWW&#46;").replace("@", "&#64;")
