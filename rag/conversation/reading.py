"""How a question that may go on from a conversation is read: which of its words point back, and which bring something new."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from rag.conversation.relative import Relative, relative_in
from rag.conversation.whom import Whom, whom
from rag.conversation.wording import demonstratives, folded_marks, functional, marks, person_pronouns, several
from rag.library.filters import fold
from rag.library.library import Library
from rag.search.asking_wording import wording
from rag.search.names import WORD
from rag.search.periods import Period, periods

_YEAR = re.compile(r"(?<![\d-])(?:19|20)\d\d(?![\d-])")

_VERB_SECOND = frozenset({"nl", "de"})
"""Languages whose main clauses have the verb in the second place, before a pronoun."""

MOST_ADDED = 3
"""More new words than these, and a question that opens with `and` stands alone."""

_MOST_LATER = 2
"""The same for one that names a period by an earlier date."""


_MOST_ONLY = 6
"""Words of a question that opens with `only` and names no person, party or period."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A question in a language, taken apart.

    `content` are the spans of the words to look for; `about` is where a subject of its own begins, null where it names none.
    `person` is a pronoun of somebody named before it, `thing` whether something else is pointed at. The rest tells what it
    opens with and what it names: `period` by its dates, `relative` by an earlier one, `people` by name.
    """

    question: str
    language: str
    content: tuple[tuple[int, int], ...]
    about: int | None
    person: str | None
    thing: bool
    opens: bool
    only: bool
    others: bool
    more: bool
    newer: bool
    older: bool
    asks: bool
    period: tuple[date | None, date | None] | None
    relative: Relative | None
    people: Mapping[str, str]
    wordy: bool

    @property
    def several(self) -> bool:
        """Whether the pronoun means more than one person."""
        return bool(self.person) and self.person in several(self.language)

    @property
    def points_back(self) -> bool:
        """Whether the question cannot be understood without the one before: it leaves nothing to look for, or says so."""
        new = len(self.content)
        if not new:
            return self.wordy
        if self.opens and (new <= MOST_ADDED or self.about is not None):
            return True
        if self.only and new <= MOST_ADDED and len(WORD.findall(self.question)) <= _MOST_ONLY:
            return True
        if self.relative and not self.period and new <= _MOST_LATER:
            return True
        return bool(self.person) or self.thing

    def between(self, first: int) -> str:
        """The words of the question from the first to the last one to look for that stand behind an offset."""
        inside = [span for span in self.content if span[0] >= first]
        return self.question[inside[0][0] : inside[-1][1]] if inside else ""


def read(library: Library, question: str, language: str) -> Reading:
    """Take a question apart as one of a language."""
    question = unicodedata.normalize("NFC", question)
    only, opens, over = (marks(kind, language).match(question) for kind in ("only", "and", "about"))
    relative = relative_in(question, language)
    named = _periods(question, language, bare=bool(only or opens or over), relative=relative)
    when = [(each.start, each.end) for each in named]
    when += [(relative.start, relative.end)] if relative else []
    rest = _blanked(question, when)
    others, more, newer, older = (
        marks(kind, language).search(rest) for kind in ("other ministers", "more", "newer", "older")
    )
    pointing = list(marks("pointing", language).finditer(question))
    taken = [match.span() for match in (only, opens, over, others, newer, older) if match]
    taken += [match.span() for match in pointing]
    taken += [match.span() for kind in ("who", "when", "party", "minister") for match in marks(kind, language).finditer(rest)]
    taken += when
    words = list(WORD.finditer(question))
    free = [word for word in words if not any(start <= word.start() < end for start, end in taken)]
    acts = wording("act", language)
    asks = bool(wording("asked", language).search(question))
    fragment = bool(only or opens or over)
    people = whom(library, [word[0] for word in free], language, asks=asks, fragment=fragment)
    plain = _plain(free, people, language)
    content = tuple(word.span() for word in plain if not acts.fullmatch(word[0]))
    about = _about(question, content, language, opens=bool(over), said=bool(acts.search(question)) or bool(opens))
    return Reading(
        question=question,
        language=language,
        content=content,
        about=about,
        person=_person(question, words, content, language) or _pointed_person(question, pointing, content, language),
        thing=_thing(words, content, pointing, language),
        opens=bool(opens or over),
        only=bool(only),
        others=bool(others),
        more=bool(more) and not (content or others or newer or older),
        newer=bool(newer) and not content,
        older=bool(older) and not content,
        asks=asks,
        period=_days(named),
        relative=relative,
        people=people.conditions,
        wordy=bool(words),
    )


def _blanked(question: str, spans: Sequence[tuple[int, int]]) -> str:
    """The question with blanks in the place of spans, so that every other word stands where it stood."""
    for start, end in spans:
        question = question[:start] + " " * (end - start) + question[end:]
    return question


def _periods(question: str, language: str, *, bare: bool, relative: Relative | None) -> list[Period]:
    """The periods of a question that say when, not what: none inside its subject (`the elections of May 2017`)."""
    found = [each for each in periods(question, language) if not (relative and relative.start <= each.start < relative.end)]
    kept = [each for each in found if each.open or not _belongs(question[: each.start], question[each.start :], language)]
    if bare and not found:
        for match in _YEAR.finditer(question):
            year = int(match[0])
            kept.append(Period(match.start(), match.end(), date(year, 1, 1), date(year, 12, 31)))
    return kept


def _belongs(before: str, named: str, language: str) -> bool:
    """Whether a period belongs to the word before it."""
    of = re.match(r"(?:of|van|de|du|d['’]|vom|von)\b", named, re.IGNORECASE)
    last = fold(before).split()[-1:]
    return bool(of and last and last[0] not in functional(language))


def _days(named: Sequence[Period]) -> tuple[date | None, date | None] | None:
    first = max((each.first for each in named if each.first), default=None)
    last = min((each.last for each in named if each.last), default=None)
    return (first, last) if (first or last) and not (first and last and first > last) else None


def _plain(free: Sequence[re.Match[str]], people: Whom, language: str) -> list[re.Match[str]]:
    """The words that are neither those of grammar nor names of people who ask and answer."""
    speaker, thing = folded_marks("speaker", language), folded_marks("thing", language)
    plain = []
    for n, word in enumerate(free):
        folded = fold(word[0]).strip()
        known = folded in functional(language) or folded in person_pronouns(language) or not folded
        if n in people.positions or known or speaker.fullmatch(folded) or thing.fullmatch(folded):
            continue
        if len(folded) > 1:
            plain.append(word)
    return plain


def _about(question: str, content: Sequence[tuple[int, int]], language: str, *, opens: bool, said: bool) -> int | None:
    """Where the question names a subject of its own: behind `what about`, or behind `about` where it speaks of saying.

    What has a definite article is more likely a side of the subject that is spoken of: `and about the costs`. French
    subjects have articles in any case.
    """
    if opens and content:
        return content[0][0]
    match = wording("about", language).search(question)
    if not match or not said:
        return None
    inside = [start for start, _ in content if start >= match.end()]
    if not inside or any(start < match.start() for start, _ in content):
        return None
    between = question[match.end() : inside[0]]
    definite = language != "fr" and re.search(r"\b(?:the|de|het|der|die|das|den|dem)\b", between, re.IGNORECASE)
    return None if definite and not question[inside[0]].isupper() else inside[0]


def _person(question: str, words: Sequence[re.Match[str]], content: Sequence[tuple[int, int]], language: str) -> str | None:
    """A pronoun of a person with nobody before it in the question who could be meant."""
    nothing = [match.span() for match in marks("expletive", language).finditer(question)]
    speaker = folded_marks("speaker", language)
    starts = {start for start, _ in content}
    for n, word in enumerate(words):
        folded = fold(word[0]).strip()
        verb = language in _VERB_SECOND and n == 1 and word[0].islower() and folded not in person_pronouns(language)
        if verb:
            continue  # `wat beloofden ze?`
        if word.start() in starts or speaker.fullmatch(folded):
            return None
        formal = language == "de" and word[0] == "Sie"
        empty = any(start <= word.start() < end for start, end in nothing)
        if folded in person_pronouns(language) and not formal and not empty:
            return folded
    return None


def _pointed_person(
    question: str, pointing: Sequence[re.Match[str]], content: Sequence[tuple[int, int]], language: str
) -> str | None:
    """`that minister`, where nothing before it could be meant."""
    for match in pointing:
        folded = fold(match[0]).split()
        if folded_marks("speaker", language).fullmatch(folded[-1]) and not any(s < match.start() for s, _ in content):
            return folded[-1]
    return None


def _thing(
    words: Sequence[re.Match[str]],
    content: Sequence[tuple[int, int]],
    pointing: Sequence[re.Match[str]],
    language: str,
) -> bool:
    """Whether the question points at something that it does not name: `that question`, `daarover`, `how much was that?`."""
    first = content[0][0] if content else None

    def unbound(start: int) -> bool:
        return first is None or start < first

    if any(unbound(match.start()) for match in pointing):
        return len(content) <= MOST_ADDED
    folded = [fold(word[0]).strip() for word in words]
    for n, word in enumerate(words):
        if not unbound(word.start()):
            return False
        if folded_marks("thing", language).fullmatch(folded[n]):
            return len(content) <= MOST_ADDED
        if folded[n] in demonstratives(language) and {"het", "it", "es"} & set(folded[:n]):
            return False  # `is it true that trains are late` points at nothing
        if folded[n] in demonstratives(language) and len(content) <= 1:
            return folded[n] != "it" or n == len(words) - 1 or folded[n - 1] in {"about", "on", "of", "for", "with"}
    return False
