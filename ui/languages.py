"""Which language the page speaks to a browser: the one that was chosen before, else the one that the browser asks for."""

import re

from babel import negotiate_locale
from starlette.requests import Request

from ui.texts import ENGLISH, PAGES

COOKIE = "hemicycle-language"
"""Set by the page's script when a language is chosen."""


def language_for(request: Request) -> str:
    """The language of the page for who sends a request."""
    return wanted_language(request.cookies.get(COOKIE), request.headers.get("accept-language"))


def wanted_language(chosen: str | None, accepted: str | None) -> str:
    """A language of the page. `accepted` is the header `Accept-Language` (RFC 9110, 12.5.4)."""
    if chosen in PAGES:
        return chosen
    asked = list[tuple[float, str]]()
    for each in (accepted or "").split(","):
        code, _, weight = each.partition(";")
        found = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)\s*", weight)
        asked.append((-float(found[1]) if found else -1.0, code.strip()))
    preferred = [code for _, code in sorted(asked, key=lambda one: one[0])]
    return negotiate_locale(preferred, list(PAGES), sep="-") or ENGLISH.language
