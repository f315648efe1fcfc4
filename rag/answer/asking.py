"""Questions about asking: `Who asked about the flooded cells?` is answered by what was asked, not by what was answered."""

from collections.abc import Sequence

from rag.answer.wording import whole_words
from rag.library.filters import AppliedFilter

_WHO = {
    "nl": r"wie|iemand|\w*lid|\w*leden|volksvertegenwoordigers?|fracties?|partij(?:en)?|senator(?:en)?",
    "en": r"who|anyone|anybody|someone|somebody|members?|mps?|deput(?:y|ies)|part(?:y|ies)|senators?|lords?",
    "fr": r"qui|quelqu['’]un|membres?|députée?s?|parlementaires?|élue?s?|groupes?|partis?|sénat(?:eur|rice)s?",
    "de": r"wer|jemand|mitglied(?:er|s)?|abgeordneter?n?|fraktion(?:en)?|partei(?:en)?|senator(?:en)?",
}
_ASK = {
    "nl": r"vroeg(?:en)?|vraagt|gevraagd|ondervroeg(?:en)?|stel\w+\s+(?:\w+\s+){0,2}vra(?:ag|gen)|(?:vragen|vraag)\s+stel\w*"
    r"|gesteld|wil(?:de|den)?\s+(?:\w+\s+)?weten|kaart(?:te|ten)?|aangekaart|aankaart(?:te|ten)?|informeerden?"
    r"|interpelleerden?",
    "en": r"ask(?:s|ed|ing)?|questioned|rais(?:e|es|ed)|want(?:s|ed)?\s+to\s+know|enquir\w+|inquir\w+|tabled"
    r"|brought\s+up",
    "fr": r"demand(?:é|e|a|ent|èrent)e?s?|interrog\w+|questionn\w+|pos(?:é|e|a|ent)e?s?|soulev\w+|évoqu\w+"
    r"|vou(?:lu|lait)\s+savoir",
    "de": r"fragt(?:e|en)?|gefragt|frag(?:e|en)|woll(?:te|ten)\s+(?:\w+\s+)?wissen|ansprach(?:en)?|angesprochen"
    r"|thematisiert\w*",
}


def about_asking(question: str, language: str | None, applied: Sequence[AppliedFilter]) -> bool:
    """Whether a question wants to know who asked something, or what somebody asked: it speaks of somebody and, behind
    that, of asking, or names who asked as a condition."""
    if any(each.origin == "understood" and each.field in ("asker", "party") for each in applied):
        return True
    code = (language or "")[:2]
    who = whole_words(_WHO[code]).search(question) if code in _WHO else None
    return bool(who and whole_words(_ASK[code]).search(question, who.end()))
