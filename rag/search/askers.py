"""Who a question says has asked or answered: people and parties of the library's own records, by their names."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from rag.library.filters import fold
from rag.library.library import Library
from rag.search.asking_wording import wording
from rag.search.names import WORD

_LONGEST = 6
"""Words of a name at most."""

_SHORT = 3
"""A party of so few letters is meant only where they are written as the party writes them: `mr` is many things."""

_STEM = 5
"""A longer word of a party's name also stands for the party with an ending: `groenen`, `écologistes`."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who asked, as named behind the subject; `start` is where that begins in the question."""

    start: int
    conditions: Mapping[str, str]


def author_behind(library: Library, question: str, about: re.Match[str], language: str) -> Author | None:
    """The member or party that the end of a question names as the one who asks; `about` is where its subject begins.

    Nothing else may stand between `by` and the end. Dutch and German `of` says it too (`vragen over asiel van Groen`), but
    where the subject has an article it belongs to what is named (`vragen over het congres van Groen`); French subjects have
    articles in any case, and there a party is taken to ask.
    """
    for match in wording("by", language).finditer(question, about.end()):
        of = wording("of", language).fullmatch(match[0])
        if of and language != "fr" and wording("article", language).search(question, about.start(), match.start()):
            continue
        words = WORD.findall(question[match.end() :])
        while words and wording("article", language).fullmatch(words[0]) and not words[0][0].isupper():
            del words[0]
        if found := _whole(library, words, language, person=not of or language != "fr"):
            return Author(match.start(), found)
    return None


def _whole(library: Library, words: Sequence[str], language: str, *, person: bool) -> dict[str, str]:
    """The party or, with `person`, the member that all of these words together name."""
    folded = [fold(word).strip() for word in words]
    # One word without a capital is a word: `van groen` is of green.
    if len(words) > 1 or any(word[0].isupper() for word in words):
        party = _party(words, folded, _parties(library))
        if party and (party.split() == folded or len(words) == 1):
            return {"party": party}
    members = (fold(who.name).split() for who in library.people() if who.capacity == "asker")
    if person and 0 < len(words) <= _LONGEST and _is_name(words, language, opening=False):
        return {"asker": " ".join(words)} if any(set(folded) <= set(name) for name in members) else {}
    return {}


def _parties(library: Library) -> set[str]:
    return {person.party for person in library.people() if person.capacity == "asker"} - {""}


def people_named(library: Library, frame: Sequence[str], language: str, *, asks: bool) -> dict[str, str]:
    """The member or minister, and the party of who asked, that words before the subject name."""
    people = library.people()
    found: dict[str, str] = {}
    names = [(person.capacity, frozenset(person.name.split())) for person in people if person.name]
    folded = [fold(word).strip() for word in frame]
    for start in range(len(frame)):
        for end in range(min(len(frame), start + _LONGEST), start, -1):
            wanted = set(folded[start:end])
            if not _is_name(frame[start:end], language, opening=start == 0):
                continue
            having = {capacity for capacity, name in names if wanted <= name}
            if having:
                capacity = ("asker" if asks else "addressee") if len(having) > 1 else having.pop()
                found.setdefault("asker" if capacity == "asker" else "minister", " ".join(frame[start:end]))
                break
    if asks and "asker" not in found and (party := _party(frame, folded, _parties(library))):
        found["party"] = party
    return found


def party_speaking(library: Library, frame: Sequence[str]) -> str | None:
    """The party that words before the subject name with a capital; in debates parties speak, elsewhere they only ask."""
    if "debate" not in library.kinds():
        return None
    party = _party(frame, [fold(word).strip() for word in frame], _parties(library))
    starts = tuple(name[:_STEM] for name in (party or "").split())
    return party if any(word[0].isupper() and fold(word).strip().startswith(starts) for word in frame) else None


def _is_name(words: Sequence[str], language: str, *, opening: bool) -> bool:
    """Whether words may be a name: one of them has a capital that does not open the question, and is no particle."""
    particle = wording("particle", language)
    return any(
        word[0].isupper() and len(word) > 2 and not particle.fullmatch(word) and not (opening and n == 0)
        for n, word in enumerate(words)
    )


def _party(frame: Sequence[str], folded: Sequence[str], parties: Collection[str]) -> str | None:
    """The party that words name, by its name or by a longer word of its name with an ending."""
    for party in sorted(parties, key=len, reverse=True):
        names = party.split()
        for start in range(len(frame) - len(names) + 1):
            if list(folded[start : start + len(names)]) != names:
                continue
            if len(party) > _SHORT or "".join(frame[start : start + len(names)]).isupper():
                return party
    for party in sorted(parties):
        if any(len(name) >= _STEM and word.startswith(name) for name in party.split() for word in folded):
            return party
    return None
