"""Compounds, by the words that the records use: `mensenrechten` is in `mensenrechtencentrum`, which is a `centrum`.

Whether a word is made of others is looked up in the library's own words when it is asked for, so that the order in which
records arrive changes nothing. After Koehn and Knight, Empirical Methods for Compound Splitting (EACL 2003): of all ways to
take a word apart the one whose parts are commonest (geometric mean), if they are commoner than the whole.
"""

from collections.abc import Iterator

from rag.library.analysis import stem
from rag.library.index import Likeness, Vocabulary, rarity

LINKS = {"nl": ("", "s", "e", "en", "n"), "de": ("", "s", "es", "e", "en", "n", "er")}
"""What may stand between the parts of a compound, in the languages that write them in one word."""

_SHORTEST = 4
"""Letters of a part at least: shorter ones are found in every word."""

_KNOWN = 3
"""Passages that have a part as a word of its own, at least."""

_COMMON = 0.05
"""A part in more than this share of the passages says nothing (`onder`, `voor`)."""

_LONGER = 50
"""Longer words that are looked at for each word of a query, the commonest first."""

_PART = 0.5
"""What is found by a part weighs so much of what the word itself would."""


def compounds(word: str, language: str, vocabulary: Vocabulary) -> Iterator[Likeness]:
    """What a folded word of a query is part of, and what it is made of, in the records of a language that has compounds."""
    if len(word) < _SHORTEST:
        return
    total = vocabulary.size()
    own = vocabulary.counts([stem(word, language)])[0]
    if own > _COMMON * total:
        return
    for term, count in _longer(word, language, vocabulary):
        # A rare compound would score more than the word that was asked for.
        yield Likeness((term,), _PART * min(1.0, rarity(own, total) / rarity(count, total)))
    if parts := _parts(word, own, language, vocabulary, total):
        yield Likeness(parts, _PART, apart=True)


def _longer(word: str, language: str, vocabulary: Vocabulary) -> list[tuple[str, int]]:
    """The terms that begin with a word and go on with another, with the number of passages that have them."""
    own = stem(word, language)
    if len(own) < _SHORTEST:
        return []
    openings = {opening + link for opening in (word, own) for link in LINKS[language]}
    terms = [term for term in vocabulary.starting(own, _LONGER) if len(term) >= len(own) + _SHORTEST]
    rests = {term: [term[len(each) :] for each in openings if term.startswith(each)] for term in terms}
    words = sorted({rest for its in rests.values() for rest in its if len(rest) >= _SHORTEST})
    known = {rest for rest, count in zip(words, vocabulary.counts(words), strict=True) if count >= _KNOWN}
    compounds = [term for term in terms if known.intersection(rests[term])]
    return list(zip(compounds, vocabulary.counts(compounds), strict=True))


def _parts(word: str, own: int, language: str, vocabulary: Vocabulary, total: int) -> tuple[str, str] | None:
    """The two terms that a word is made of."""
    splits = [
        (stem(word[: cut - len(link)], language), stem(word[cut:], language))
        for cut in range(_SHORTEST, len(word) - _SHORTEST + 1)
        for link in LINKS[language]
        if word[:cut].endswith(link) and cut - len(link) >= _SHORTEST
    ]
    terms = sorted({part for split in splits for part in split})
    counts = dict(zip(terms, vocabulary.counts(terms), strict=True))
    fitting = [split for split in splits if all(_KNOWN <= counts[part] <= _COMMON * total for part in split)]
    best = max(fitting, key=lambda split: (counts[split[0]] * counts[split[1]], split), default=None)
    return best if best and counts[best[0]] * counts[best[1]] > own * own else None
