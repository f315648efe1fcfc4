"""What may be the number of a sub-question, with the strength of the evidence; `rag.numbering.sequences` decides."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

Label = tuple[int, str]
"""Number and letter: (2, ""), (2, "a"); number 0 for a letter whose number is the one before it."""

STRONG, PLAIN, RUN_ON, WEAK = 3.0, 2.0, 1.0, 0.5
"""Evidence by what stands before a number: a line start; the end of a sentence; a digit, bracket or quotation
mark directly before; a word or a comma."""

_JOIN = (
    r"\s?(?:,(?:\s?(?:en|et|und|and)\b)?|&|\+|/|-|–|\b(?:en met|en|tot en met|tot|t\.?e\.?m\.?|t/m|et|und|and|bis|to)\b|à)\s?"
)
_RANGE = re.compile(r"-|–|tot|t\.?e\.?m|t/m|à|bis|to\b")
_NUMBERS = rf"\d{{1,2}}(?:(?:\s?[.)])?{_JOIN}\d{{1,2}}(?!\d)){{0,30}}"
_LETTERS = rf"[a-z](?:(?:\s?[.)])?{_JOIN}[a-z](?![a-z])){{0,26}}"
_WORD = r"(?:(?i:antwoord(?:en)?\s+op\s+)?(?i:(?:deel)?vra(?:ag|gen)|(?:sub)?questions?|fragen?|ad)\s+)"
_MARKER = re.compile(
    rf"(?<![\w])(?P<word>{_WORD})(?P<numbers0>{_NUMBERS})\s?(?P<close0>\.\)|[.):])"
    rf"|(?<![\d/-])(?<!\d[.,])(?P<numbers>{_NUMBERS})\s?(?P<close>\.\)|[.):°])"
    rf"|(?<![^\W\d_])\(?(?P<letters>{_LETTERS})\s?(?P<letter_close>[.)])"
)
_RUN_ON = re.compile(r"(?<=\d\.)(?P<numbers>\d{1,2})(?P<close>[.)])(?=\s?[^\W\d_])")
_COMBINED = re.compile(
    rf"(?<![\w,])(?<!\d\.)(?P<number>\d{{1,2}})(?:\.(?P<dotted>[a-z])(?=[\s.)])|\s?(?P<plain>{_LETTERS}|[a-z]\)?{_JOIN}[a-z])(?=[.)]))[.)]?"
)
_REFERENCE = re.compile(
    r"(?:\b(?:artikel(?:en)?|nummers?|punt(?:en)?|bijlagen?|tabel(?:len)?|kolom|deel|titel|boek|hoofdstuk|fase|categorie|"
    r"klasse|type|niveau|lid|leden|vra(?:ag|gen)|zie|traject|aanbeveling|actie|maatregel|spoor|top|kwartaal|graad|stuk|zone|"
    r"articles?|section|annexe?|page|tome|Nummer|Absatz|Drucksache|question|(?:art|nrs?|blz|pp?|cfr|abs|nos?)\.?)|§|€)\s*$",
    re.IGNORECASE,
)
_MONTH = re.compile(
    r"\s(?:jan(?:uari|uary|uar|vier)?|feb(?:ruari|ruary|ruar)?|février|maart|mrt|march|märz|mars|apr(?:il)?|avril|mei|mai|may|juni?|"
    r"june|juin|juli?|july|juillet|aug(?:ustus|ust)?|août|sept?(?:ember|embre)?|o[kc]t(?:ober|obre)?|nov(?:ember|embre)?|"
    r"de[cz](?:ember)?|déc(?:embre)?)\b",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d{9}")
"""A longer number than any that is said: the identifier of a table that stands in its place."""
_CLOSED = "\"”’»')]"


@dataclass(frozen=True)
class Marker:
    """A possible number: its span, the labels it names, its style (`.` or `)`) and the strength of the evidence."""

    start: int
    end: int
    labels: tuple[Label, ...]
    style: str
    strength: float


def name(label: Label) -> str:
    """(2, "a") is `2.a`, (2, "") is `2`, (0, "a") is `a`."""
    number, letter = label
    return ".".join(filter(None, [str(number) if number else "", letter]))


def find_markers(text: str, start: int, end: int) -> list[Marker]:
    """Everything in `text[start:end]` that may be the number of an item, in order; some overlap."""
    found = [
        marker
        for pattern in (_MARKER, _RUN_ON, _COMBINED)
        for match in _overlapping(pattern, text, start, end)
        if (marker := _marker(match, start, end)) is not None
    ]
    return sorted(found, key=lambda m: (m.start, -m.end))


def _overlapping(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Matches, looking again inside each, since `nr. 4.2. Foo` may hide a number in what was taken for another."""
    position = start
    while match := pattern.search(text, position, end):
        yield match
        position = match.start() + 1


def _marker(match: re.Match[str], start: int, end: int) -> Marker | None:
    """The marker that a match is, or None where its surroundings speak against it."""
    groups = match.groupdict()
    text = match.string
    labels: tuple[Label, ...]
    if groups.get("number"):
        labels = tuple((int(groups["number"]), letter) for letter in _expand_letters(groups["dotted"] or groups["plain"]))
        close = "."
    elif groups.get("letters"):
        labels = tuple((0, letter) for letter in _expand_letters(groups["letters"]))
        close = groups["letter_close"]
    else:
        numbers = groups["numbers"] or groups.get("numbers0") or ""
        labels = tuple((n, "") for n in numbers_in(numbers))
        close = groups["close"] or groups.get("close0") or "."
    if not labels or labels[0] == (0, ""):
        return None
    strength = _strength(text[max(start, match.start() - 40) : match.start()], text, match.start(), start)
    if groups.get("word"):
        strength = strength if strength >= PLAIN else 0
    elif groups.get("letters"):
        strength = _letter_strength(text, match, strength, close, start)
    elif (close == ":" and strength < STRONG) or (close.endswith(")") and _in_brackets(text, match.start(), start)):
        strength = 0
    if groups.get("number") and strength < PLAIN:
        strength = 0
    strength = _with_what_follows(text[match.end() : min(end, match.end() + 12)], strength, close)
    if strength <= 0:
        return None
    return Marker(match.start(), match.end(), labels, ")" if close == ")" else ".", strength)


def _strength(before: str, text: str, at: int, start: int) -> float:
    """The evidence in what stands before a number."""
    bare = before.rstrip(" ")
    if not before.strip() and at - len(before) <= start:
        return STRONG
    if bare.endswith("\n"):
        return STRONG
    if _REFERENCE.search(before):
        return 0
    spaced = bare != before
    core = bare.rstrip(_CLOSED)
    if core.endswith(("?", "!", ";", ":", "…")):
        return PLAIN
    if core.endswith("."):
        if spaced:
            return PLAIN
        return RUN_ON if core[-2:-1].isdigit() else PLAIN
    if core != bare:
        return RUN_ON
    return WEAK if not bare.endswith("-") and (spaced or bare.endswith(",") or bare[-1:].islower()) else 0


def _letter_strength(text: str, match: re.Match[str], strength: float, close: str, start: int) -> float:
    """Letters are found in names, abbreviations and plurals as well, so they need more."""
    at = match.start()
    before = text[max(start, at - 8) : at]
    if re.search(r"(?:^|[^\d])\d{1,2}\s?[.)]{1,2}\s?$", before):
        return STRONG
    if close == ".":
        after = text[match.end() : match.end() + 2]
        if re.search(r"\b\w\.\s?$", before) or not re.match(r"\s[^\W\d_]", after):
            return 0
        return strength if strength >= RUN_ON else 0
    if _in_brackets(text, at, start):
        return 0
    if re.search(r"\d$", before):
        return RUN_ON
    return strength if strength > WEAK or before.rstrip().endswith(",") else 0


def _in_brackets(text: str, at: int, start: int) -> bool:
    """Whether a bracket opened shortly before is still open; `a)` closes none."""
    depth = 0
    for i in range(at - 1, max(start, at - 80) - 1, -1):
        if text[i] == ")" and not re.search(r"(?:^|[\s.?!:;])\w{1,2}$", text[max(start, i - 3) : i]):
            depth += 1
        elif text[i] == "(":
            if not depth:
                return True
            depth -= 1
    return False


def _with_what_follows(after: str, strength: float, close: str) -> float:
    """The evidence once the text behind the number is seen too."""
    if not after.strip():
        return 0
    if after[0].isspace():
        following = after.lstrip()[0]
        if strength < RUN_ON and not (following.isupper() or following in "\"'‘’“„«("):
            return 0
        return 0 if strength < STRONG and _MONTH.match(after) else strength
    if after[0].isdigit():
        return strength if (close == ")" or _FIGURE.match(after)) and strength >= PLAIN else 0
    if after[0].isalpha():
        return strength if after[0].isupper() or strength >= PLAIN else 0
    return strength if after[0] in "\"'‘’“„«([" else 0


def numbers_in(expression: str) -> list[int]:
    """`2, 3 en 4` gives 2, 3, 4; `1-3` gives 1, 2, 3; nothing where they do not rise."""
    values = [(int(m[0]), m.start(), m.end()) for m in re.finditer(r"\d+", expression)]
    numbers = [value for value, _, _ in values[:1]]
    for (low, _, left), (high, right, _) in pairwise(values):
        if high <= low:
            return []
        numbers.extend(range(low + 1, high + 1) if _RANGE.search(expression[left:right]) else [high])
    return numbers


def _expand_letters(expression: str) -> list[str]:
    """`a, b en c` gives a, b, c; `a tot d` gives a, b, c, d; nothing where they do not rise."""
    values = [(m[0], m.start(), m.end()) for m in re.finditer(r"(?<![a-z])[a-z](?![a-z])", expression)]
    letters = [values[0][0]] if values else []
    for (low, _, left), (high, right, _) in pairwise(values):
        if high <= low:
            return []
        codes = range(ord(low) + 1, ord(high) + 1) if _RANGE.search(expression[left:right]) else [ord(high)]
        letters.extend(map(chr, codes))
    return letters
