"""Which language the page speaks to a browser: the one that was chosen before, else the one that the browser asks for."""

from ui.texts import ENGLISH, PAGES

COOKIE = "hemicycle-language"
"""Set by the page's script when a language is chosen."""


def wanted_language(chosen: str | None, accepted: str | None) -> str:
    """A language of the page. `accepted` is the header `Accept-Language` (RFC 9110, 12.5.4)."""
    if chosen in PAGES:
        return chosen
    ranked = sorted(map(_ranked, (accepted or "").split(",")), reverse=True)
    return next((code for weight, code in ranked if weight > 0 and code in PAGES), ENGLISH.language)


def _ranked(part: str) -> tuple[float, str]:
    """A language range with its weight; `nl-BE` counts as Dutch."""
    code, _, parameter = part.partition(";")
    try:
        weight = float(parameter.strip().removeprefix("q=") or 1)
    except ValueError:
        weight = 0.0
    return weight, code.strip().split("-")[0].lower()
