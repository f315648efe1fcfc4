"""Numbers written as words, in Dutch, English, French and German: `drieëntwintig`, `two hundred`, `quatre-vingt-dix`."""

import re
from collections.abc import Iterator
from functools import cache

_UNITS = {
    "nl": "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
    "achttien negentien",
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen",
    "fr": "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize",
    "de": "ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn "
    "achtzehn neunzehn",
}
_TENS = {
    "nl": "twintig dertig veertig vijftig zestig zeventig tachtig negentig",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
    "fr": "vingt trente quarante cinquante soixante",
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
}
_ALSO = {
    "nl": {"één": 1},
    "en": {},
    "fr": {"une": 1, "vingts": 20, "septante": 70, "huitante": 80, "nonante": 90},
    "de": {"eins": 1, "eine": 1, "dreissig": 30},
}
_AND = {"nl": ("en", "ën"), "en": ("and",), "fr": ("et",), "de": ("und",)}
_HUNDRED = {"nl": ("honderd",), "en": ("hundred",), "fr": ("cent", "cents"), "de": ("hundert",)}

SCALES = {
    "nl": {"duizend": 3, "miljoen": 6, "mln": 6, "mio": 6, "miljard": 9, "mld": 9, "biljoen": 12},
    "en": {"thousand": 3, "million": 6, "millions": 6, "mn": 6, "bn": 9, "billion": 9, "billions": 9, "trillion": 12},
    "fr": {"mille": 3, "million": 6, "millions": 6, "mio": 6, "milliard": 9, "milliards": 9, "mia": 9, "billion": 12},
    "de": {"tausend": 3, "million": 6, "millionen": 6, "mio": 6, "milliarde": 9, "milliarden": 9, "mrd": 9, "billion": 12},
}
"""Words that multiply the number before them, as powers of ten."""

_WORD = re.compile(r"[^\W\d_]+")
_BETWEEN = re.compile(r"[\s‐‑-]+")

_Token = int | str
"""A number below a hundred, `and`, `hundred`, or `scale:6`."""


def spelt_out(text: str, language: str) -> Iterator[tuple[int, int, int]]:
    """The numbers written as words: start, end, value. A lone one is not among them: it is the article as well."""
    words = list(_WORD.finditer(text))
    n = 0
    while n < len(words):
        reached, tokens = n, list[_Token]()
        while reached < len(words) and (found := _tokens(words[reached][0].lower(), language)):
            joined = reached == n or _BETWEEN.fullmatch(text, words[reached - 1].end(), words[reached].start())
            if not joined or _value([*tokens, *found]) is None:
                break
            tokens += found
            reached += 1
        while tokens and tokens[-1] == "and":
            tokens.pop()
            reached -= 1
        value = _value(tokens)
        if reached > n and value is not None and value > 1:
            yield words[n].start(), words[reached - 1].end(), value
        n = max(n + 1, reached)


@cache
def _vocabulary(language: str) -> dict[str, _Token]:
    known: dict[str, _Token] = {word: value for value, word in enumerate(_UNITS[language].split(), start=1)}
    known |= {word: 10 * ten for ten, word in enumerate(_TENS[language].split(), start=2)}
    known |= _ALSO[language]
    known |= dict.fromkeys(_AND[language], "and") | dict.fromkeys(_HUNDRED[language], "hundred")
    return known | {word: f"scale:{power}" for word, power in SCALES[language].items()}


@cache
def _tokens(word: str, language: str) -> tuple[_Token, ...]:
    """What a word is made of, where it is a number (or `and`) from its beginning to its end; else nothing."""
    known = _vocabulary(language)
    if word in known:
        return (known[word],)
    if language in ("en", "fr"):
        return ()
    for piece in sorted(known, key=len, reverse=True):
        rest = word[len(piece) :]
        if word.startswith(piece) and (others := _tokens(rest, language)) and (known[piece] != "and"):
            return (known[piece], *others)
    for glue in _AND[language]:
        if word.startswith(glue) and (others := _tokens(word[len(glue) :], language)) and isinstance(others[0], int):
            return ("and", *others)
    return ()


def _value(tokens: list[_Token]) -> int | None:
    """The value of tokens that make up one number; None where they do not."""
    total, current, last = 0, 0, ""
    for token in tokens:
        if token == "and":
            if not current and not total:
                return None
        elif token == "hundred":
            if current >= 100 or (last == "number" and current == 1 and total):
                return None
            current = max(current, 1) * 100
        elif isinstance(token, str):
            scale = 10 ** int(token.removeprefix("scale:"))
            if total and total < scale * 10:
                return None
            total, current = total + max(current, 1) * scale, 0
        elif current == 4 and token == 20:
            current = 80
        elif _fits(current, token):
            current += token
        else:
            return None
        last = "number" if isinstance(token, int) else str(token)
    return total + current if tokens and any(token != "and" for token in tokens) else None


def _fits(current: int, number: int) -> bool:
    """Whether a number below a hundred can follow what is there: after tens units (in Dutch and German before them), after
    sixty and eighty (quatre-vingt-dix) also ten to nineteen, after hundreds all."""
    rest = current % 100
    if rest == 0:
        return True
    if rest < 10:
        return number >= 20
    # Ten is followed by seven, eight and nine in French alone, where that is a number: dix-sept.
    return rest % 10 == 0 and number < (20 if rest in (60, 80) else 10)
