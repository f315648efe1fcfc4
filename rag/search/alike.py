"""Whether two records ask nearly the same: a question put to several ministers, or asked again with another year in it."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from rag.records import Record
from rag.search.asking_wording import TITLE

ALIKE = 0.8
"""The least share of words that two questions have in common to be nearly the same one.

Read by hand, all pairs of different texts that `nearly_same` takes for one question at .8: 54 in dekamer-2017 and 41 in
dekamer-2020 without a wrong one, 298 in uk-questions with two (Virginia and West Virginia; letters of other numbers). The
share of words alone would take 274 pairs of dekamer-2017, four fifths of them wrong: one template about eleven public
prosecutors, another about twenty paintings. From .6 to .8 there are eleven pairs more, half of which ask for something else;
at .9 a quarter of the right ones would be lost.
"""

_LENGTH = 0.5
"""Of two questions so different in length, the shorter to the longer, no words need to be compared: the names of those who
were asked can make up a third of a short one."""

_LEAST = 8
"""Different words that each of two questions must have: of fewer no share tells much."""

_QUESTION = frozenset({"context", "question"})

_WORD = re.compile(r"[^\W\d_]{3,}")
"""Numbers and years change when a question is asked again; one or two letters are mostly an enumeration."""

_TITLE = re.compile("|".join(TITLE.values()), re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """What a record asks, and of whom, ready to be compared with others; of a record in two languages, in the first one."""

    record: Record

    @cached_property
    def text(self) -> str:
        """The question with what introduces it."""
        parts = (p for p in self.record.parts if p.role in _QUESTION and p.translation_of is None)
        return " ".join(map(self.record.quote, parts))

    @cached_property
    def words(self) -> Counter[str]:
        """How often each word stands in the question."""
        return Counter(_WORD.findall(self.text.casefold()))

    @cached_property
    def asked(self) -> frozenset[str]:
        """The words of those who were asked, and of their functions."""
        return frozenset(_folded(f"{person.name or ''} {person.role or ''}" for person in self.record.addressees))

    @cached_property
    def occasion(self) -> tuple[object, ...]:
        """When, by whom and under which title it was asked."""
        return self.record.asked_on, self.record.askers, _folded([self.record.title or ""])


def nearly_same(one: Question, other: Question) -> bool:
    """Whether most of the words of two questions are the same (ALIKE), and what differs does not change what is asked.

    Names and functions of those who were asked, numbers and years differ in any case. Other words may be added to one of
    the two: a sub-question more. Where each has words that the other lacks, one may ask about Ghent what the other asks
    about Liège, and no share of common words tells: such a pair is the same question only to several ministers, each with a
    piece of its own: on one day, by one member, under one title. Nobody asks one minister the same twice on one day, so that
    there a number is what is asked about (recommendation 5, recommendation 8).
    """
    shorter, longer = sorted((len(one.text), len(other.text)))
    if not shorter or shorter < _LENGTH * longer or one.record.language != other.record.language:
        return False
    elsewhere = one.asked != other.asked
    if one.asked and not elsewhere and one.record.asked_on and one.record.asked_on == other.record.asked_on:
        return False
    fewer = min(len(one.words), len(other.words))
    if fewer < _LEAST or len(one.words.keys() & other.words.keys()) < ALIKE * fewer:
        return False
    asked = one.asked | other.asked
    own, theirs = (_count(words, asked) for words in (one.words - other.words, other.words - one.words))
    common = (one.words & other.words).total()
    if common < ALIKE * (common + own + theirs):
        return False
    return not own or not theirs or bool(elsewhere and one.record.asked_on and one.occasion == other.occasion)


def _count(words: Counter[str], asked: frozenset[str]) -> int:
    """How many of these words are about more than who was asked."""
    return sum(n for word, n in words.items() if word not in asked and not _TITLE.fullmatch(word))


def _folded(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(_WORD.findall(" ".join(texts).casefold()))
