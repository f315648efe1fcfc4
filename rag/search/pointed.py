"""A question that points to others by their day: `..., zie schriftelijke vraag 26 feb 2024`."""

import re
from functools import cache

from rag.language import LANGUAGES
from rag.search.periods import Period, one_day, when

_SEE = {"nl": r"zie(?:\s+ook)?", "en": r"see(?:\s+also)?", "fr": r"voir(?:\s+aussi)?", "de": r"siehe(?:\s+auch)?"}
_KIND = {
    "nl": r"(?:(?:schriftelijke|mondelinge|parlementaire)\s+)?vra(?:ag|gen)",
    "en": r"(?:(?:written|oral|parliamentary)\s+)?questions?",
    "fr": r"questions?(?:\s+(?:écrite|orale|parlementaire)s?)?",
    "de": r"(?:(?:schriftliche|mündliche|kleine|parlamentarische)[nr]?\s+)?(?:an)?fragen?",
}
_OF = {"nl": r"van|d\.d\.", "en": r"of|on|from|dated", "fr": r"du|en\s+date\s+du", "de": r"vom"}
_THE = {"nl": r"de|het", "en": r"the", "fr": r"la|les|l['’]", "de": r"die|der|den"}


def pointed(question: str, language: str) -> Period | None:
    """The day of the questions that a question points to, and where it says so; null where it does not."""
    if language not in LANGUAGES:
        return None
    for match in _pattern(language).finditer(question):
        if day := one_day(match["when"], language):
            return Period(match.start(), match.end(), day, day)
    return None


@cache
def _pattern(language: str) -> re.Pattern[str]:
    return re.compile(
        rf"[\s,;(]*(?:\b(?:{_SEE[language]})\s+)?(?:\b(?:{_THE[language]})\s*)?\b(?:{_KIND[language]})\s*,?\s+"
        rf"(?:(?:{_OF[language]})\s+)?(?P<when>{when(language)})\)?",
        re.IGNORECASE,
    )
