"""Where one speaker says one thing and, on a later day, what sounds like its opposite."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from rag.answer.checks.closeness import closeness
from rag.answer.checks.negation import contradicted, polarity
from rag.answer.quote import Quoted
from rag.answer.write import spoken_by
from rag.library.library import Library

ALIKE = 0.5
"""The least cosine of two sentences that may be on one thing. Of 185 pairs of parallel sentences three quarters are so alike,
and hardly one pair from different records (`rag.answer.checks.closeness`)."""


def changed(library: Library, quoted: Sequence[Quoted]) -> Iterator[tuple[Quoted, Quoted]]:
    """Pairs of quoted records, the earlier first, of one speaker, or one office that names none, whose best sentences are
    alike, of which one denies and the other affirms. They may differ: only a reader can tell."""
    named = [(speaker, one) for one in quoted if (speaker := _speaker(one)) and one.record.asked_on]
    named.sort(key=lambda pair: (pair[0], pair[1].record.asked_on, pair[1].record.id))
    for _, group in groupby(named, key=lambda pair: pair[0]):
        for (_, earlier), (_, later) in pairwise(group):
            if earlier.record.asked_on != later.record.asked_on and _opposed(library, earlier, later):
                yield earlier, later


def _speaker(one: Quoted) -> str | None:
    """Who says the best sentence, where a government does and the record tells."""
    part = one.record.parts[one.best[0].part]
    speaker, function = spoken_by(one.record, part)
    return (speaker or function) if one.record.by_government(part) else None


def _opposed(library: Library, earlier: Quoted, later: Quoted) -> bool:
    first, second = _best(earlier), _best(later)
    if not contradicted(polarity(*first), [polarity(*second)]):
        return False
    return any(score >= ALIKE for score in closeness(library, first, [second]))


def _best(one: Quoted) -> tuple[str, str | None]:
    row, span = one.best
    return one.record.quote(span), one.record.language_of(one.record.parts[row.part])
