"""Small words that say how a sentence stands to others: closed classes of Dutch, English, French and German."""

import re
from functools import cache

_LEANING = {
    "nl": r"hij|zij|ze|deze|dit|dat|die|daar\w*|hier\w*|dergelijke|zulke|bovendien|ook|echter|wel|toch|dus|bijgevolg"
    r"|vervolgens|vandaar|zo(?:doende)?|evenmin|evenwel|laatstgenoemde|beide|hun|haar|zijn",
    "en": r"he|she|they|it|this|that|these|those|such|here|there(?:fore|by|of)?|moreover|furthermore|also|however|thus|hence"
    r"|consequently|as a result|nor|neither|both|the latter|his|her|their|its|instead|similarly",
    "fr": r"il|elle|ils|elles|ce|cet|cette|ces|cela|ceci|celui-ci|celle-ci|ceux-ci|celles-ci|c['’]est|en outre|de plus"
    r"|par ailleurs|aussi|toutefois|cependant|néanmoins|donc|ainsi|par conséquent|dès lors|ces derniers?|cette dernière"
    r"|leurs?|son|sa|ses",
    "de": r"er|sie|es|diese[rsmn]?|dies|das|jene[rsmn]?|solche[rsmn]?|da(?:her|durch|mit|zu|gegen|von|nach)|dort|hier\w*"
    r"|zudem|außerdem|ferner|auch|jedoch|allerdings|also|somit|folglich|deshalb|deswegen|beide|letztere[rsmn]?|ihre?|seine?",
}
"""Words at the head of a sentence that cannot be understood without the one before: anaphora and connectives."""

_OWN_NUMBER = re.compile(r"(?:\(?(?:\d{1,3}|[a-z])[.)°]\)?\s+)+")

_NUMBERED = r"\W*(?:\(?(?:\d{1,3}|[a-z])[.)°]\)?\s*)*\W*"


@cache
def whole_words(words: str) -> re.Pattern[str]:
    """A pattern that finds these words, alternatives of a regular expression, whole and in any case."""
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


@cache
def _leaning(language: str) -> re.Pattern[str]:
    return re.compile(rf"{_NUMBERED}(?:{_LEANING[language]})(?!\w)", re.IGNORECASE)


def behind_number(sentence: str) -> int:
    """Where the words of a sentence begin, behind the number of what it answers: 3 in `2. Ja.`, 0 where there is none."""
    found = _OWN_NUMBER.match(sentence)
    return found.end() if found else 0


def leans_back(sentence: str, language: str | None) -> bool:
    """Whether a sentence opens with a word that stands for something said before it; an unknown language never does."""
    code = (language or "")[:2].lower()
    return code in _LEANING and bool(_leaning(code).match(sentence))


_POINTING = {
    "nl": r"deze|dit|dergelijke|zulke|hier\w+|daar\w+|andere|laatste|voornoemde|bovenstaande|onderstaande|volgende",
    "en": r"this|these|those|such|other|latter|above|below|following|former",
    "fr": r"ce|cet|cette|ces|autres?|derni(?:er|ère)s?|ci-\w+|suivante?s?|tel(?:le)?s?",
    "de": r"diese[rsmn]?|solche[rsmn]?|hier\w+|da(?:bei|für|durch|mit|zu)|andere[rsn]?|letzte[rsn]?|folgende[rsn]?",
}
"""Words near the head of a sentence that point to something outside it."""

_NEAR = 8
"""Words at the head of a sentence that are looked at for that."""


def points_back(sentence: str, language: str | None) -> bool:
    """Whether a sentence cannot stand alone: it leans back, or points in its first words to what stands elsewhere."""
    code = (language or "")[:2].lower()
    head = " ".join(sentence.split()[:_NEAR])
    return leans_back(sentence, language) or (code in _POINTING and bool(whole_words(_POINTING[code]).search(head)))
