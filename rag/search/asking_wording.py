"""How questions speak of asking and answering in Dutch, English, French and German: patterns of words, not of subjects."""

import re
from functools import cache

ASKED = {
    "nl": r"vroeg(?:en)?|vraagt|vra(?:ag|gen)|gevraagd|stel(?:t|de|den)|gesteld|ondervroeg(?:en)?",
    "en": r"ask(?:s|ed|ing)?|questions?|questioned|tabled",
    "fr": r"demand(?:e|é|a|ent|aient|ait|èrent)e?s?|questions?|interrog\w+|pos(?:é|a|ait|ent)e?s?",
    "de": r"frag(?:t|te|ten|en|e)|gefragt|anfragen?",
}
ANSWERED = {
    "nl": r"(?:be|ge)?antwoord\w*|zei(?:den)?|zeg(?:t|gen)|gezegd|verklaar(?:t|de|den|d)|reageer(?:t|de|den|d)",
    "en": r"answer(?:s|ed|ing)?|sa(?:y|ys|id)|repl(?:y|ies|ied)|respond(?:s|ed)?|stated|told",
    "fr": r"répon(?:d\w*|ses?)|dit|déclaré?e?s?|affirmé?e?s?",
    "de": r"(?:be)?antwort\w*|geantwortet|sag(?:t|te|ten|en)|gesagt|erklär\w+",
}
ABOUT = {
    "nl": r"over|omtrent|betreffende|inzake|aangaande|rond|in\s+verband\s+met|met\s+betrekking\s+tot",
    "en": r"about|on|regarding|concerning|with\s+regard\s+to",
    "fr": r"sur|concernant|à\s+propos\s+d[eu]s?|au\s+sujet\s+d[eu]s?|quant\s+à|en\s+matière\s+d[e']",
    "de": r"über|zu[mr]?|betreffend|bezüglich|hinsichtlich",
}
BY = {
    "nl": r"(?:gesteld\s+)?door|vanwege",
    "en": r"(?:(?:asked|tabled|put)\s+)?(?:by|from)",
    "fr": r"(?:posée?s?\s+)?par|de\s+la\s+part\s+d[eu]?",
    "de": r"gestellt\s+(?:von|durch)|durch|seitens",
}
"""Words before who asks, behind the subject: `questions about asylum by Groen`."""

BY_OR_OF = {"nl": r"van", "fr": r"de|du|d", "de": r"von|der"}
"""Words there that say as well whose the subject is: `vragen over asiel van Groen`, `vragen over het congres van Groen`."""

ARTICLE = {"nl": r"de|het|een", "en": r"the|an?", "fr": r"la|le|les|l|un|une|des", "de": r"der|die|das|de[mns]|ein\w*|zu[mr]"}

TITLE = {
    "nl": r"\w*minister(?:s|president)?|staatssecretaris(?:sen)?",
    "en": r"ministers?|secretar(?:y|ies)",
    "fr": r"ministres?|secrétaires?",
    "de": r"\w*minister(?:in|innen|s|präsident|präsidentin)?|staatssekretär(?:in)?",
}
TITLE_ALONE = r"ministers?|minist(?:erin|erinnen|res?)|secretar(?:y|ies)|secrétaires?|staats\w+"
"""A title that says nothing of the portfolio, as `Finanzminister` does."""

OF = {
    "nl": r"van|voor|de|het|bevoegd|belast|met",
    "en": r"of|for|the|in|charge|responsible",
    "fr": r"de|la|le|les|l|d|du|des|à|au|aux|chargée?",
    "de": r"für|der|die|das|des|von",
}
"""Words between a title and its portfolio, or inside it."""

STOP = {
    "nl": r"in|op|aan|bij|tot|sinds|vanaf|na|wat|wie|welke|hoe|waarom|wanneer|en|of|heeft|hebben|had|kreeg|kregen|is|was|werd"
    r"|gaf|die|dat|deze|er|ooit|onze|ons",
    "en": r"on|at|to|since|from|before|after|and|or|what|who|which|how|why|when|has|have|had|did|do|does|get|got|gets|give"
    r"|gave|is|was|that|this|our|ever|receive|received|with",
    "fr": r"en|dans|depuis|avant|après|et|ou|que|qu|qui|quoi|quels?|quelles?|comment|pourquoi|quand|a|ont|avait|est|était|t"
    r"|ils?|elles?|ce|cette|notre|reçue?s?|donnée?s?",
    "de": r"in|im|am|an|seit|vor|nach|und|oder|was|wer|wen|welche|wie|warum|wann|hat|haben|hatte|ist|war|wurde|gab|unser|je",
}
"""Words that no portfolio holds, so that it ends there, with words of asking and answering."""

PARTICLES = {
    "nl": r"van|de|den|der|het|ter|ten|te|wat|wie|welke|hoe|heeft|hebben",
    "en": r"the|of|what|who|which|how|did|does|has|have",
    "fr": r"le|la|les|du|des|de|que|qui|quel\w*|comment|est",
    "de": r"von|der|die|das|den|dem|zu|was|wer|welche\w*|wie|hat|haben",
}
"""Words of names that are no name by themselves, and words that open a question."""


@cache
def wording(kind: str, language: str) -> re.Pattern[str]:
    """The pattern of a kind of words in a language: whole words, in small or capital letters."""
    of = BY_OR_OF.get(language)
    wordings = {
        "act": f"{ASKED[language]}|{ANSWERED[language]}",
        "asked": ASKED[language],
        "answered": ANSWERED[language],
        "about": ABOUT[language],
        "particle": PARTICLES[language],
        "by": f"{BY[language]}|{of}" if of else BY[language],
        "of": of or _NEVER,
        "article": ARTICLE[language],
    }
    return re.compile(rf"(?<![^\W_])(?:{wordings[kind]})(?![^\W_])", re.IGNORECASE)


_NEVER = r"(?!)"
