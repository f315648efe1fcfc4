"""The fixed parts of a Flemish written question: its head, the head of its answer, and the blocks that name ministers.

The form, as the Flemish Parliament prints it, one field a line; copies that were flattened have it all on one line:

    SCHRIFTELIJKE VRAAG        JAN JAMBON                               ANTWOORD
    nr. 204                    MINISTER-PRESIDENT VAN DE VLAAMSE        op vraag nr. 204 van 19 februari 2021
    van JORIS NACHTERGAELE     REGERING, VLAAMS MINISTER VAN ...        van JORIS NACHTERGAELE
    datum: 19 februari 2021
"""

import re
from dataclasses import dataclass
from datetime import date

from ingest.people import DUTCH_DATE, display_name, display_role, dutch_date
from ingest.printed import Document
from rag.records import Person

_CAPITAL = r"[A-ZÀ-ÖØ-Þ]"
_NAME_WORD = rf"(?:['’][TS]|(?:{_CAPITAL}\.)+|{_CAPITAL}(?:{_CAPITAL}|['’.-](?={_CAPITAL}))+)(?![a-zß-öø-ÿ])"
_CAPITAL_NAME = re.compile(rf"{_NAME_WORD}(?:\s+{_NAME_WORD})*")
_BETWEEN_NAMES = re.compile(r"\s*(?:,|&|\ben\b|\bEN\b)\s*")

_QUESTION_HEAD = re.compile(r"SCHRIFTELIJKE\s+VRAAG(?![A-ZÀ-Þ])|(?m:^)Schriftelijke\s+vraag(?=\s+nr)")
_ANSWER_HEAD = re.compile(
    r"(?:GECO[ÖO]RDINEERD\s+)?\bANTWOORD\b|(?m:^)(?:Geco[öo]rdineerd\s+a|A)ntwoord(?=\s+op\s+(?:\w+\s+){0,2}vra(?:ag|gen)\s+nrs?\b)"
)
_NUMBER = re.compile(r"\s*nrs?\b\.?\s*:?\s*(?P<number>\d+(?:[-/]\d+)*)")
_DATE_FIELD = re.compile(rf"\s*datum\s*:?\s*(?P<date>{DUTCH_DATE.pattern})", re.IGNORECASE)
_BY = re.compile(r"\s*(?:van|VAN)\s+(?=\S)")
_ON_QUESTION = re.compile(r"\s+op\s+(?:de\s+)?(?:schriftelijke\s+)?vra(?:ag|gen)\b")
_FURTHER = re.compile(
    r"\s*(?:,|en\b|&)\s*(?:nrs?\b\.?\s*)?(?P<number>\d+(?:[-/]\d+)*)(?!\s*(?:jan|feb|m(?:aa)?rt|mei|ju|aug|sep|okt))"
)
_OF_DATE = re.compile(rf"\s*van\s+(?P<date>{DUTCH_DATE.pattern})", re.IGNORECASE)

_OFFICE = re.compile(
    r"(?:\b(?:VICE-?)?(?:EERSTE\s+)?MINISTER(?:S|-PRESIDENT)?|\bSTAATSSECRETARIS|\bVOORZITTER)\b", re.IGNORECASE
)
_ADJECTIVE = re.compile(r"(?:VLAAMS|BRUSSELS|WAALS|FEDERAAL|BELGISCH|EERSTE|TOEGEVOEGD)E?", re.IGNORECASE)


_LONGEST_LINE = 200
"""A longer line was not printed so: the text is flattened."""


@dataclass(frozen=True)
class Head:
    """The head of a question or an answer: its span and what it says. `numbers` has more than one where one answer serves
    several questions."""

    start: int
    end: int
    numbers: tuple[str, ...]
    on: date | None
    askers: tuple[Person, ...]


def question_heads(document: Document) -> list[Head]:
    """The heads of all questions. Words in small letters are one only with number and name, since a text may say them."""
    heads: list[Head] = []
    for match in _QUESTION_HEAD.finditer(document.text):
        head = _question_head(document, match)
        said_something = head.numbers or head.askers or head.on
        if (said_something or not heads) if match[0].isupper() else (head.numbers and head.askers):
            heads.append(head)
    return heads


def _question_head(document: Document, match: re.Match[str]) -> Head:
    """The fields behind `SCHRIFTELIJKE VRAAG`, in any order, each at most once."""
    position = match.end()
    number: str | None = None
    on: date | None = None
    askers: tuple[Person, ...] = ()
    while True:
        if number is None and (found := _NUMBER.match(document.text, position)):
            number, position = found["number"], found.end()
        elif on is None and (found := _DATE_FIELD.match(document.text, position)):
            on, position = dutch_date(found["date"]), found.end()
        elif not askers and (found := _BY.match(document.text, position)):
            askers, end = _names(document, found.end())
            if not askers:
                break
            position = end
        else:
            break
    return Head(match.start(), position, (number,) if number else (), on, askers)


def answer_head(document: Document, start: int, end: int) -> Head | None:
    """The first head of an answer in a stretch of text: `ANTWOORD op vraag nr. 204 van 19 februari 2021 van ...`, alone or
    coordinated (`op vraag nrs. 142 van 26 februari 2024, 256 van ...`), or `ANTWOORD` on a line of its own."""
    for match in _ANSWER_HEAD.finditer(document.text, start, end):
        head = _answer_head(document, match, end)
        line = document.lines[document.line_at(match.start())]
        if match[0].isupper() and (head.end > match.end() or (line.start, line.end) == match.span()):
            return head
        last = document.lines[document.line_at(head.end - 1)]
        if not match[0].isupper() and (head.on or head.askers) and head.end == last.end:
            return head
    return None


def _answer_head(document: Document, match: re.Match[str], end: int) -> Head:
    """The fields behind `ANTWOORD`."""
    position = match.end()
    numbers: list[str] = []
    on: date | None = None
    askers: tuple[Person, ...] = ()
    if found := _ON_QUESTION.match(document.text, position, end):
        position = found.end()
        found = _NUMBER.match(document.text, position, end)
        while found:
            numbers.append(found["number"])
            position = found.end()
            if dated := _OF_DATE.match(document.text, position, end):
                on, position = on or dutch_date(dated["date"]), dated.end()
            found = _FURTHER.match(document.text, position, end)
        if found := _BY.match(document.text, position, end):
            askers, stop = _names(document, found.end())
            position = stop if askers else position
    return Head(match.start(), position, tuple(numbers), on, askers)


def _names(document: Document, start: int) -> tuple[tuple[Person, ...], int]:
    """The names from an offset to the end of the line, to `datum:`, or as far as capitals go, and where they end."""
    n = document.line_at(start)
    stop = document.lines[n].end
    rest = document.text[start:stop]
    field = re.search(r"\s+(?:datum\s*:?\s*\d|nr\.?\s*\d)", rest)
    if field:
        rest = rest[: field.start()]
    elif not _is_list_of_names(rest):
        rest = rest[: _capitals(rest)]
        office = _OFFICE.search(rest)
        if office:  # `van AN MAES HILDE CREVITS MINISTER`: where one name ends is not to be seen
            return (), start
    names = [name for name in _BETWEEN_NAMES.split(rest.strip(" ,;")) if name]
    return tuple(Person(name=display_name(name)) for name in names), start + len(rest.rstrip())


def _is_list_of_names(text: str) -> bool:
    """Whether a whole line is names: few words, no sentence, no office."""
    words = text.split()
    return (
        0 < len(words) <= 14
        and not re.search(r"[.?!:;](?:\s|$)|\d", text)
        and not _OFFICE.search(text)
        and all(
            word[0].isupper() or word in {"en", "van", "de", "den", "der", "ter", "ten", "&"} or word[0] in "'’"
            for word in words
        )
    )


def _capitals(text: str) -> int:
    """How far names in capitals, joined by commas or `en`, go from the start."""
    match = _CAPITAL_NAME.match(text)
    end = match.end() if match else 0
    while match:
        between = _BETWEEN_NAMES.match(text, end)
        match = _CAPITAL_NAME.match(text, between.end()) if between and between[0].strip() else None
        end = match.end() if match else end
    return end


def ministers_after(document: Document, start: int, end: int) -> tuple[tuple[Person, ...], int]:
    """The ministers whom a block right behind an offset names, and where the block ends."""
    n = document.line_at(start)
    if start < document.lines[n].end:
        n = n if not document.text[document.lines[n].start : start].strip() else -1
    else:
        n += 1
    if n < 0:
        return _flat_block(document.text, start, end)
    people, after = _block(document, n, end)
    return (people, document.lines[after - 1].end) if people else _flat_block(document.text, start, end)


def ministers_before(document: Document, start: int, at: int) -> tuple[tuple[Person, ...], int]:
    """The ministers whom a block right before an offset names, and where the block starts."""
    last = document.line_at(at)
    if not document.text[document.lines[last].start : at].strip():
        found: tuple[tuple[Person, ...], int] = ((), at)
        for first in range(last - 1, max(last - 30, -1), -1):
            if document.lines[first].start < start or not _is_block_line(document, first):
                break
            people, after = _block(document, first, at)
            if people and after == last:
                found = people, document.lines[first].start
        if found[0] or last == 0 or len(document.line_text(last - 1)) < _LONGEST_LINE:
            return found
    return _flat_block_before(document.text, start, at)


def _is_block_line(document: Document, n: int) -> bool:
    text = document.line_text(n)
    return text.isupper() or bool(_OFFICE.search(text)) or _is_list_of_names(text)


def _block(document: Document, n: int, end: int) -> tuple[tuple[Person, ...], int]:
    """Pairs of a name's line and the lines of its functions, from line n on, and the index of the line behind them."""
    lines, people = document.lines, []

    def inside(i: int) -> bool:
        return i < len(lines) and lines[i].end <= end

    while inside(n) and inside(n + 1) and _names_somebody(document, n):
        capitals = document.line_text(n).isupper()
        after = n + 2
        while (
            inside(after)
            and not lines[after].after_blank
            and (document.line_text(after).isupper() or not capitals)
            and not (inside(after + 1) and _names_somebody(document, after))
        ):
            after += 1
        role = document.text[lines[n + 1].start : lines[after - 1].end]
        people.append(Person(name=display_name(document.line_text(n)), role=display_role(role)))
        n = after
    return tuple(people), n


def _names_somebody(document: Document, n: int) -> bool:
    """Whether line n is a name and the next line starts that person's functions."""
    name, role = document.line_text(n), document.line_text(n + 1)
    if n and re.search(r"(?:,|\b(?:EN|VAN|DE))$", document.line_text(n - 1)) and not document.lines[n].after_blank:
        return False
    office = _OFFICE.search(role)
    return (
        office is not None
        and len(role[: office.start()].split()) <= 2
        and 2 <= len(name.split()) <= 7
        and "," not in name
        and _is_list_of_names(name)
        and name.isupper() <= role.isupper()
    )


def _flat_block(text: str, start: int, end: int) -> tuple[tuple[Person, ...], int]:
    """A name and functions in capitals right behind an offset of a flattened text."""
    run = _capital_run(text[start:end])
    stop = start + len(run.rstrip())
    person = _person(run, text)
    return ((person,), stop) if person else ((), start)


def _flat_block_before(text: str, start: int, at: int) -> tuple[tuple[Person, ...], int]:
    """A name and functions in capitals right before an offset of a flattened text."""
    words = list(re.finditer(r"\S+", text[start:at]))
    first = len(words)
    while first and not re.search(r"[a-zß-öø-ÿ?!]|\d|\.$", words[first - 1][0]):
        first -= 1
    if first == len(words):
        return (), at
    opened = start + words[first].start()
    person = _person(text[opened:at], text)
    return ((person,), opened) if person else ((), at)


def _capital_run(text: str) -> str:
    """The words in capitals at the start of a text. A single capital is not one: it starts a sentence (`U vraagt`)."""
    end = 0
    for word in re.finditer(r"\S+", text):
        if re.search(r"[a-zß-öø-ÿ\d?!]", word[0]) or not re.search(rf"{_CAPITAL}{{2}}|^['’]T$|^&$", word[0]):
            break
        end = word.end()
    return text[:end]


def _person(run: str, text: str) -> Person | None:
    """The name and the functions in a run of capitals of a text."""
    office = _OFFICE.search(run)
    if office is None:
        return None
    words = list(re.finditer(r"\S+", run[: office.start()]))
    cut = office.start()
    if len(words) > 2 and _is_adjective(words[-1][0], text):
        cut = words.pop().start()
    name = run[:cut].strip()
    return Person(name=display_name(name), role=display_role(run[cut:])) if 2 <= len(words) <= 7 else None


def _is_adjective(word: str, text: str) -> bool:
    """Whether a word before an office belongs to it: `VLAAMS MINISTER`. Of an unknown region the text says `Polderlandse` or
    `van Polderland`; a surname in -s has neither."""
    if _ADJECTIVE.fullmatch(word):
        return True
    forms = rf"\b(?:{re.escape(word)}e|van\s+{re.escape(word[:-1])})\b"
    return word.endswith("S") and re.search(forms, text, re.IGNORECASE) is not None
