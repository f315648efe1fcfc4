"""The headings of reports of the Belgian Chamber: an item's number, its two languages, and the questions that it names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from ingest.offices import is_office
from ingest.readers.chamber_blocks import Block
from rag.language import detect
from rag.records import Person

_ITEM = re.compile(r"(?P<number>\d{1,3})\s+(?=\D)")
_DASH = re.compile(r"[-–—]\s*")
_NUMBER = re.compile(r"\(\s*(?:(?:nrs?\.?|n[°º]s?\.?)\s*(?P<old>P?\d{1,5})|(?P<new>\d{8}[A-Z]))\s*\)[\s.]*\Z", re.IGNORECASE)
_ABOUT = re.compile(r"\s(?:over|sur)\s+(?=[\"“„«])")
_ABOUT_UNQUOTED = re.compile(r"\s(?:over|sur)\s+")
_KIND = re.compile(
    r"(?:(?:toegevoegde|mondelinge|dringende)\s+)*(?:vraag|vragen|interpellaties?)\s+van\s+"
    r"|(?:questions?|interpellations?)\s+(?:(?:orale|urgente|jointe)s?\s+)*(?:de\s+|d['’])",
    re.IGNORECASE,
)
_TO = re.compile(r"\s(?:aan|à|au|aux)\s+")
_COURTESY = re.compile(r"(?:de heer|mevrouw|dhr\.|mevr\.|M\.|MM\.|Mme|Mmes|monsieur|madame)\s+", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:(?:de|la|le|les)\s+|l['’])", re.IGNORECASE)
_NAMED = re.compile(r"(?P<name>[^(),]+?)\s*\((?P<role>[^()]*)\)")
_LONGEST_LINE = 2_000
"""Characters; what is longer names no question."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a heading names it: `Vraag van Ida Bock aan Jan Roth (Werk) over "Loon" (56000001C)`."""

    number: str
    topic: str
    asker: str | None
    addressees: tuple[Person, ...]


@dataclass
class Heading:
    """The heading of an item: its lines in each language, the one that is printed first in front."""

    level: int
    number: str | None = None
    lines: dict[str, list[str]] = field(default_factory=dict)

    @cached_property
    def asked(self) -> dict[str, list[Asked]]:
        """The questions that the heading names, in each language; empty where it names none."""
        found = {language: [each for line in lines if (each := _asked(line))] for language, lines in self.lines.items()}
        return {language: questions for language, questions in found.items() if questions}

    @property
    def titles(self) -> dict[str, list[str]]:
        """The title in each language: the lines as printed, or what the questions are about, each once."""
        topics = {language: [question.topic for question in questions] for language, questions in self.asked.items()}
        return {language: list(dict.fromkeys(lines)) for language, lines in (topics or self.lines).items()}


def headings(run: Iterable[Block]) -> list[Heading]:
    """The headings that stand one behind the other: each in Dutch and in French, of several lines where questions or bills
    are joined. The class says the language, else the words do; a number that comes again begins the other language."""
    made: list[Heading] = []
    for block in run:
        line = " ".join(block.text.split())
        item = _ITEM.match(line)
        number, line = (item["number"], line[item.end() :]) if item else (None, line)
        language = block.language or detect(line[:_LONGEST_LINE], among=("nl", "fr"))
        opened = made[-1] if made and made[-1].level == block.level else None
        spoken = list(opened.lines)[-1] if opened else None
        if opened and item and opened.number == number and len(opened.lines) == 1:
            opened.lines["fr" if spoken == "nl" else "nl"] = [line]
        elif opened and spoken and not item and (dashed := _DASH.match(line)):
            opened.lines[spoken].append(line[dashed.end() :])
        elif opened and not item and language not in opened.lines:
            opened.lines[language] = [line]
        elif opened and spoken and not item and opened.number:
            opened.lines[spoken].append(line)
        else:
            made.append(Heading(block.level, number, {language: [line]}))
    return made


def _asked(line: str) -> Asked | None:
    """The question of one line of a heading, None where it has no question's number."""
    match = _NUMBER.search(line) if len(line) <= _LONGEST_LINE else None
    if not match:
        return None
    words = line[: match.start()].rstrip()
    about = _ABOUT.search(words) or _ABOUT_UNQUOTED.search(words)
    who, topic = (words[: about.start()], words[about.end() :]) if about else ("", words)
    if about and topic[:1] in '"“„«':
        topic = topic[1:].removesuffix(topic[-1] if topic[-1] in '"”»“' else "")
    who = who[kind.end() :] if (kind := _KIND.match(who)) else who
    to = _TO.search(who)
    asker, asked = (who[: to.start()], who[to.end() :]) if to else (who, "")
    name = _COURTESY.sub("", asker.strip(), count=1)
    number = match["new"] or match["old"]
    return Asked(number.upper(), " ".join(topic.split()), name or None, tuple(_people(asked.strip(" ,"))))


def _people(printed: str) -> list[Person]:
    """`Ida Bock (Werk) en Jan Roth (Justitie)`, or in older reports the functions alone: `de minister van Justitie`."""
    named = [
        Person(
            name=_COURTESY.sub("", re.sub(r"\A(?:en|et)\s+", "", match["name"].strip()), count=1), role=match["role"].strip()
        )
        for match in _NAMED.finditer(printed)
    ]
    if named or not printed:
        return named
    role = printed[article.end() :] if (article := _ARTICLE.match(printed)) else printed
    return [Person(role=role) if is_office(role) else Person(name=printed)]
