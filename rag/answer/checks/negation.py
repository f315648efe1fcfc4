"""Whether a text says that something is so, or that it is not.

Of 5,384 sentences that the Belgian Chamber published in Dutch and French (dekamer-2020) 3 % deny in one and affirm in the
other, so that the two may be in different languages.
"""

from collections.abc import Iterable
from typing import Literal

from rag.answer.wording import whole_words

Polarity = Literal["yes", "no", "open"]
"""`open` where words such as refuse or without may say no in their own way."""

_NO = {
    "nl": r"niet|geen|geenszins|nooit|niemand|niets|nergens|evenmin|noch|neen?",
    "en": r"not|\w+n['’]t|cannot|no|none|never|nobody|nothing|nowhere|neither|nor",
    "fr": r"ne|pas|jamais|aucune?s?|rien|nullement|ni|non",
    "de": r"nicht|nichts|kein(?:e|en|em|er|es)?|nie|niemals|niemand(?:en|em)?|nirgends|weder|keineswegs|keinesfalls|nein",
}
_ONLY = {
    "nl": r"niet\s+(?:alleen|enkel|slechts|zozeer)",
    "en": r"not\s+(?:only|just|merely)|no\.\s?\d|no\s+doubt|nos?\.(?=\s?\d)",
    "fr": r"non\s+seulement|pas\s+seulement|n['’](?:est|a|ont|sont)\s+pas\s+seulement|ne\s+\w+\s+que",
    "de": r"nicht\s+(?:nur|allein|bloß)",
}
"""Where these stand nothing is denied."""

_OPEN = {
    "nl": r"weiger\w*|ontbre\w+|gebrek\w*|zonder|ontken\w*|verwerp\w*|verworpen|afgewezen|wijst?|uitgesloten|uitsluit\w*"
    r"|sluit|tenzij|on(?:mogelijk|voldoende|bekend|duidelijk)\w*|nauwelijks|amper|stopgezet|nihil|nul",
    "en": r"refus\w+|lack\w*|without|den(?:y|ies|ied)|reject\w*|exclud\w+|rul(?:e|es|ed|ing)|unless|hardly|fail\w*|absen\w+"
    r"|im(?:possible)|un(?:able|known|clear|available)|insufficient|zero|nil|stopp?\w*",
    "fr": r"refus\w+|manqu\w+|sans|ni(?:e|é|er|ent)|rejet\w*|exclu\w*|sauf|guère|impossible|insuffisant\w*|inconnu\w*"
    r"|absen\w+|zéro|néant|personne|plus",
    "de": r"verweiger\w*|lehn\w*|abgelehnt|fehl\w*|ohne|verneint?\w*|ausgeschlossen|schließt|außer|kaum"
    r"|un(?:möglich|bekannt|klar|zureichend)\w*|null",
}


def polarity(text: str, language: str | None) -> Polarity:
    """What a text says in one of our languages; `open` in another one."""
    if language not in _NO:
        return "open"
    text = whole_words(_ONLY[language]).sub(" ", text)
    if whole_words(_NO[language]).search(text):
        return "no"
    return "open" if whole_words(_OPEN[language]).search(text) else "yes"


def contradicted(statement: Polarity, quoted: Iterable[Polarity]) -> bool:
    """Whether a statement denies what none of the sentences behind it denies, or affirms where all of them deny."""
    said = set(quoted)
    return (statement == "no" and said == {"yes"}) or (statement == "yes" and said == {"no"})
