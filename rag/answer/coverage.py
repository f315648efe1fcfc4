"""How much of a question's words a text holds."""

from collections.abc import Mapping

from rag.library.analysis import terms
from rag.library.index import Concept, Likenesses, Phrase


def mentions(text: str, language: str | None, concept: Concept) -> bool:
    """Whether a text holds any phrase of a concept."""
    words = f" {' '.join(terms(text, language))} "
    return any(f" {' '.join(phrase)} " in words for phrase in concept)


def covered(text: str, language: str | None, weights: Mapping[Concept, float], like: Likenesses | None = None) -> float:
    """The share (0 to 1) of the query's weight whose concepts stand in a text; what is like one counts for what it weighs."""
    words = terms(text, language)
    joined, every = f" {' '.join(words)} ", frozenset(words)

    def stands(phrase: Phrase) -> bool:
        return f" {' '.join(phrase)} " in joined

    def share(concept: Concept) -> float:
        if any(map(stands, concept)):
            return 1.0
        others = (like or {}).get(concept, ())
        return max((o.weight for o in others if (every.issuperset(o.terms) if o.apart else stands(o.terms))), default=0.0)

    total = sum(weights.values())
    return sum(weight * share(concept) for concept, weight in weights.items()) / total if total else 0.0
