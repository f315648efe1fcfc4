"""A question that asks several things: `How many asked for asylum in 2016, and what is done against cyber attacks?`"""

import re
from functools import cache

from rag.answer.wording import whole_words

_ASKING = {
    "nl": r"wat|wie|wiens|welke?|wanneer|waar(?:om|mee|door|voor|over|van|aan|in|uit|toe)?|hoe(?:veel|zo|lang|vaak)?",
    "en": r"what|who(?:m|se)?|which|when|where|why|how",
    "fr": r"quel(?:le)?s?|quand|où|pourquoi|comment|combien|dans\s+quelle\s+mesure|qu['’]\s*\w+",
    "de": r"was|wer|wem|wen|wessen|welche[rsmn]?|wann|warum|weshalb|wie(?:viele?|so|weit)?"
    r"|wo(?:mit|für|durch|rüber|von|hin|her)?",
}
"""Interrogatives that open a question; in French without those that open clauses as well (`que`, `qui`)."""

_AND = {"nl": r"en|of", "en": r"and|or", "fr": r"et|ou", "de": r"und|oder"}

_MOST = 4
"""Parts at most; what asks more is a text, and is searched for as one."""

_FEWEST = 3
"""Words of a part at least: `and how many?` says nothing alone."""

_POINTING = {
    "nl": r"hij|zij|ze|hen|hun|hem|haar|deze|dit|dat|die|er|er(?:van|voor|over|aan|uit|bij|mee)|daar\w*|hier\w*",
    "en": r"he|she|they|them|him|her|it|its|their|this|that|these|those|there",
    "fr": r"il|elle|ils|elles|ce|cela|ceci|ça|leurs?|lui|eux|en|y",
    "de": r"er|sie|es|ihn|ihm|ihnen|ihre?[rmns]?|diese[rsmn]?|das|da(?:von|für|gegen|zu|mit|bei)",
}
"""Words that stand for something named before."""

_ALONE = 2
"""With at most so many words of more than three letters, the interrogative apart, a part leaves its subject to the rest."""


def clauses(question: str, language: str | None) -> list[str]:
    """The parts of a question that each ask something, in order; none where it asks one thing.

    It is divided behind question marks, and before a conjunction with an interrogative (`en hoeveel`, `and what`).
    """
    code = (language or "")[:2]
    found = [part for piece in _between(code).split(question) if (part := piece.strip(" \t\n,;?"))] if code in _ASKING else []
    return found if 1 < len(found) <= _MOST and all(len(part.split()) >= _FEWEST for part in found) else []


def leans_on_the_rest(clause: str, language: str | None) -> bool:
    """Whether a part cannot be understood alone: `how many of them are children`, `wat kost dat`, `how many are late`."""
    code = (language or "")[:2]
    if code not in _ASKING:
        return False
    rest = whole_words(_ASKING[code]).sub(" ", clause)
    return (
        bool(whole_words(_POINTING[code]).search(rest)) or sum(len(word) > 3 for word in re.findall(r"\w+", rest)) <= _ALONE
    )


@cache
def _between(code: str) -> re.Pattern[str]:
    return re.compile(
        rf"\?+[\s,;]*(?:(?:{_AND[code]})\s+)?|[\s,;]+(?:{_AND[code]})\s+(?=(?:{_ASKING[code]})(?!\w))", re.IGNORECASE
    )
