"""Whole sentences of a text, as offsets into it.

sentencex proposes the boundaries (Wikimedia, one rule set per language). Parliamentary text needs repairs, each measured on
real questions: paragraphs run together without a space (`verwerkt.Het doel`, `kunnen?2. Zou`), `a)` that hides the sentences
behind it because its bracket seems to be open, initials (`de heer A. Peeters`), abbreviations of civil servants (`jl.`,
`mln.`, `art.`), and item numbers, which belong to the sentence that they number.
"""

import re
from typing import NamedTuple

_UPPER = "A-ZÀ-ÖØ-Þ"
_LOWER = "a-zß-öø-ÿ"
_OPENING = "\"'“„«‘("
_CLOSING = "\"'”“»’)"

_NEVER_END = """
art artt blz nr nrs nrn hfst fig bijv bv vb cf ca resp vgl zgn zg viz vs tz
dhr mevr mw mej dr drs prof ir ing mr mrs ms hr hrn mme mlle mm burg gen kol kapt lt luit
abs ziff bzw ggf evtl sog z hon rt rev gov col capt st ste gebr chr jos ph th
"""
_BEFORE_NUMBER = (
    "no nos n p pp al par vol num s c min max tel jan feb febr apr jun jul aug sep sept okt oct nov dec déc févr janv"
)
_MAY_END = "jl ll mln mio mld mrd mia enz etc usw e.d e.a e.v e.m a.u.b s.v.p p.m a.m n.v.t o.i.d n.a u u.a jr sr ltd inc"

NEVER_END = frozenset(_NEVER_END.split())
"""Abbreviations (without their full stop) that stand before the word they belong to, so never at the end of a sentence."""

BEFORE_NUMBER = frozenset(_BEFORE_NUMBER.split())
"""Words and abbreviations that end no sentence where a digit follows, and may end one where it does not."""

MAY_END = frozenset(_MAY_END.split())
"""Abbreviations that end a sentence if a capital follows."""

_DOTTED = re.compile(rf"(?:[{_UPPER}{_LOWER}]{{1,3}}\.-?)+[{_UPPER}{_LOWER}]{{1,3}}")
_INITIAL = re.compile(rf"[{_UPPER}]|(?:[{_UPPER}][a-z]?\.-?)+[{_UPPER}][a-z]?")
_LAST_WORD = re.compile(r"([^\s/,;:\"'“„«‘(\[]*)\.$")
_CURRENCY = re.compile(r"(?:EUR|Euro|USD|GBP|BEF|CHF)\b")
_DOMAIN = re.compile(r"(?:Be|Com|Org|Eu|Nl|Fr|Uk|Html?|Pdf)\b")
_ADDRESS = re.compile(
    r"(?:www\.|://|@)\S*[^\s)](?<!\.be)(?<!\.eu)(?<!\.nl)(?<!\.fr)(?<!\.org)(?<!\.com)(?<!\.net)(?<!\.int)\.$", re.IGNORECASE
)
_SPLIT_NUMBER, _GROUP_AHEAD = re.compile(r"(?<![\d.,])\d{1,3}\.$"), re.compile(r"\d{3}[.,]\d")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_LIST_LINE = re.compile(rf"\n[^\S\n]*(?=[-–—•▪*]\s|\(?(?:[a-z]|\d{{1,2}})[.)](?:\s|[{_UPPER}]))")

_NUMBER = r"(?:\d{1,3}(?:\.?[a-z]|(?:\.\d{1,2})+)?|[a-zA-Z]|[ivx]{1,5}|[IVX]{1,5})"
_ITEM_NUMBER = re.compile(
    rf"[-–—•▪*]+|(?:[-–—•▪*]\s*)?(?:(?:ad|vraag|vragen|antwoord|question|frage)\s*)?\(?{_NUMBER}"
    rf"(?:[.)]?\s*(?:[-–,/]|en|et|und|and|tot|t\.?e\.?m\.?)\s*{_NUMBER})*\s?[.)°:]+(?:\s*\(?{_NUMBER}[.)])*",
    re.IGNORECASE,
)
_ITEM_AHEAD = re.compile(rf"\(?(?:[a-z]|\d{{1,2}})\)|\d{{1,2}}\.(?:\s|[{_UPPER}]|[a-z]\))")
_ITEM_LABEL = re.compile(r"(?:^|(?<=[\s.?!:;,]))(?:[a-z]|\d{1,2})\)")
_RUN_ON = re.compile(
    rf"(?<=[{_LOWER}{_UPPER}\d{_CLOSING}%€])[.?!…]+[{_CLOSING}]*"
    rf"(?=[{_OPENING}]*[{_UPPER}](?:[{_LOWER}\s'’]|[{_UPPER}]{{2}})|\(?[a-z]\)\s?[{_UPPER}{_LOWER}])"
)
_RUN_ON_NUMBER = re.compile(
    rf"(?:(?<=[{_LOWER}{_UPPER}{_CLOSING}%€])\.|[?!])[{_CLOSING}]*(?=\d{{1,3}}[.)](?!\d)|\d{{1,4}}\s|\d{{9}})"
)
_AFTER_ABBREVIATION = re.compile(
    rf"(?<![\w.])(?:{'|'.join(re.escape(word) for word in sorted(MAY_END, key=len, reverse=True))})\.\s+(?=[{_UPPER}])"
)


class Sentence(NamedTuple):
    """The span of one sentence: `text[start:end]`, without white space at its ends."""

    start: int
    end: int


def sentences(text: str, start: int, end: int, language: str | None) -> list[Sentence]:
    """The sentences of `text[start:end]`: disjoint, in order, covering all of it but white space.

    `language` is a code such as `nl` or `fr-BE`; unknown or None takes the rules for English. Offsets count code points.
    """
    segment = text[start:end]
    found: list[Sentence] = []
    opened = len(segment) - len(segment.lstrip())
    for closed, reopened in _candidates(segment, language):
        if closed > opened and not _belongs_together(segment, opened, closed, reopened):
            found.append(Sentence(start + opened, start + closed))
            opened = reopened
    last = len(segment.rstrip())
    if last > opened:
        found.append(Sentence(start + opened, start + last))
    return found


def _candidates(text: str, language: str | None) -> list[tuple[int, int]]:
    """Possible boundaries: where the sentence before ends and the one behind starts, in order."""
    from sentencex import get_sentence_boundaries

    marks = {boundary["end_index"] for boundary in get_sentence_boundaries((language or "en")[:2].lower(), _masked(text))}
    for pattern in (_RUN_ON, _RUN_ON_NUMBER, _AFTER_ABBREVIATION, _BLANK_LINE, _LIST_LINE):
        marks.update(match.end() for match in pattern.finditer(text))
    pairs = set()
    for mark in marks:
        closed = mark
        while closed and text[closed - 1].isspace():
            closed -= 1
        while mark < len(text) and text[mark].isspace():
            mark += 1
        if closed and mark < len(text):
            pairs.add((closed, mark))
    return sorted(pairs)


def _masked(text: str) -> str:
    """The text as sentencex should see it, of the same length.

    The bracket of a label `a)` becomes a full stop, since it would look for where that bracket opened; line ends become
    spaces, since lines that look like a list make it stop looking inside them.
    """
    pieces, reached = [], 0
    for match in _ITEM_LABEL.finditer(text):
        before = text[max(0, match.start() - 200) : match.start()]
        if before.rfind("(") <= before.rfind(")"):
            pieces += [text[reached : match.end() - 1], "."]
            reached = match.end()
    pieces.append(text[reached:])
    return re.sub(r"[\r\n]", " ", "".join(pieces))


def _belongs_together(text: str, start: int, closed: int, reopened: int) -> bool:
    """Whether the sentence that starts at `start` goes on after a candidate boundary."""
    if closed - start <= 40 and _ITEM_NUMBER.fullmatch(text[start:closed]):
        return True
    gap, ahead = text[closed:reopened], text[reopened : reopened + 12]
    if _BLANK_LINE.search(gap):
        return False
    before = text[max(start, closed - 40) : closed].rstrip(_CLOSING)
    if not before.endswith((".", "?", "!", "…")):
        return "\n" not in gap
    if ahead[0] in ")]}»”,;:%" or (ahead[0].islower() and not _ITEM_AHEAD.match(ahead)):
        return True
    if not gap and (ahead[0] in "-/" or _DOMAIN.match(ahead) or _ADDRESS.search(before)):
        return True
    if _SPLIT_NUMBER.search(before) and _GROUP_AHEAD.match(ahead):
        return True
    return before.endswith(".") and _is_abbreviation(before, ahead)


def _is_abbreviation(before: str, ahead: str) -> bool:
    """Whether the full stop at the end of `before` marks a shortened word and no end."""
    match = _LAST_WORD.search(before)
    word = match[1] if match else ""
    folded = word.lower()
    if folded in MAY_END:
        return not ahead.lstrip(_OPENING)[:1].isupper() or bool(_CURRENCY.match(ahead))
    if folded in BEFORE_NUMBER:
        return ahead[0].isdigit()
    return folded in NEVER_END or bool(_INITIAL.fullmatch(word) or _DOTTED.fullmatch(word))
