"""Words broken at a line end: whether the hyphen belongs to the word, to the line or to a suspended compound."""

import re

COORDINATING = frozenset(
    [
        "en",
        "of",
        "tot",
        "als",
        "noch",
        "maar",
        "alsook",
        "evenals",
        "respectievelijk",
        "resp",
        "und",
        "oder",
        "bzw",
        "et",
        "ou",
        "and",
        "or",
        "&",
    ]
)
"""Words after which a suspended compound goes on, in Dutch, German, French and English (`gelijkekansen- en
diversiteitsbeleid`)."""

_DUTCH_CLASHES = frozenset(["aa", "ae", "ai", "au", "ee", "ei", "eu", "ie", "ii", "ij", "oe", "oi", "oo", "ou", "ui", "uu"])
"""Vowels that Dutch compounds keep apart with a hyphen (`zee-egel`), since together they would read as one sound:
Leidraad of the official word list, rule on klinkerbotsing. No syllable ends between them in a single word."""

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_FIRST_WORD = re.compile(r"[\w&]+")


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text, case folded, with their inner hyphens."""
    return frozenset(word.casefold() for word in _WORD.findall(text))


def join_broken_word(before: str, after: str, words: frozenset[str]) -> str:
    """What stands at the seam of a line that ends in a hyphen and the next line, which starts with a letter or digit:
    `"- "` (suspended), `"-"` (the word's own hyphen), `""` (the line's), or for a dash between words `"- "`.

    In order: a coordinating word follows: suspended. The next piece starts with a capital or a digit, or the piece before
    holds a digit or a sign of an address, is all capitals or one letter: the word's own, unless both are capitals and the
    text shows the word welded. The text shows the hyphenated form: the word's own; the welded form: the line's. A vowel
    clash at the seam: the word's own. Else the line's.
    """
    piece = before[-1:].strip() and before.rsplit(maxsplit=1)[-1][:-1]
    if not piece or not piece[-1].isalnum():
        return "- "
    following = _FIRST_WORD.match(after)
    next_word = following[0] if following else ""
    if next_word.casefold() in COORDINATING and next_word.islower():
        return "- "
    bare = piece.lstrip("(['\"‘’“„«")
    hyphenated, welded = f"{bare}-{next_word}".casefold(), f"{bare}{next_word}".casefold()
    capitals = bare.isupper()
    if next_word.isupper() and capitals and len(bare) > 1 and welded in words and hyphenated not in words:
        return ""
    if not next_word[:1].islower() or capitals or len(bare) == 1 or re.search(r"[\d/:@_.]", bare):
        return "-"
    if hyphenated in words:
        return "-"
    if welded in words:
        return ""
    return "-" if (bare[-1] + next_word[0]).casefold() in _DUTCH_CLASHES else ""
