"""Which records are on a topic: all of them, where an answer needs the few that answer it best."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rag.answer.abstain import CHANCE, RECORDS, SURE, WORDS_ENOUGH, Evidence, confidence, weigh
from rag.errors import InputError
from rag.library.filters import Filters
from rag.library.library import Library
from rag.search.rerank import RERANKED
from rag.search.search import Findings, find

MOST = 120
"""Records, each with its family, that are taken to be on a topic at most: a briefing on more would be none."""

_LAST = 12
"""Records at the end of what a search gives that tell whether more of the kind would have followed."""

_LOOKED_AT = 150
"""Records of which the words are compared with the topic's."""

_SHARE, _FOREIGN_SHARE, _STRONGEST = 0.65, 0.7, 3
"""A record is on the topic that matches it better than chance by this share of what the strongest do on average; by more of
it where no record is in the topic's language, since all match less well then, and chance counts for more.
`python -m eval.briefing` prints what other shares find of what has a theme."""

_ENOUGH, _FIRST = 0.4, 5
"""A broad topic has no record that stands out: it is in the library if its first records match it so well on average."""


@dataclass(frozen=True, slots=True)
class OnTopic:
    """What was found on a topic: the records `about` it, best first (none where the library has none), those that come
    `closest` without being about it, and how sure (0 to 1) it is that there are any."""

    topic: str
    language: str
    findings: Findings
    about: Sequence[Evidence]
    closest: Sequence[Evidence]
    confidence: float

    @property
    def cut(self) -> bool:
        """Whether there may be more: the search gave as many as it may, and the last of them are on the topic as well."""
        found = self.findings.found
        last = {each.record.id for each in found[-_LAST:]}
        return len(found) >= MOST and any(item.found.record.id in last for item in self.about)


def on_topic(library: Library, topic: str, *, filters: Filters, language: str, exclude: Iterable[str] = ()) -> OnTopic:
    """Find the records on a topic in a language; conditions that it names (who, when) filter as well.

    Raises InputError where it is empty.
    """
    if not topic.strip():
        raise InputError("the topic is empty; name one, e.g. prisons")
    findings = find(library, topic, k=MOST, filters=filters, exclude=exclude, language=language, reranking=_LOOKED_AT)
    weighed = weigh(library, findings)
    evidence = [item for item in weighed if item.named is not False]
    matches = [item.found.match or 0.0 for item in evidence]
    best = sorted(matches, reverse=True)
    sure = _confidence(findings, evidence)
    if findings.meaning is None:
        kept = [item.coverage >= WORDS_ENOUGH for item in evidence]
    else:
        share = _FOREIGN_SHARE if findings.words.foreign else _SHARE
        least = CHANCE + share * (_mean(best[:_STRONGEST]) - CHANCE)
        there = sure >= SURE or _mean(best[:_FIRST]) >= _ENOUGH
        kept = [there and match >= least for match in matches]
    about = [item for item, stays in zip(evidence, kept, strict=True) if stays]
    on = {item.found.record.id for item in about}
    closest = [item for item in weighed if item.found.record.id not in on]
    return OnTopic(topic, language, findings, about, closest, sure)


def _confidence(findings: Findings, evidence: Sequence[Evidence]) -> float:
    """How likely the records are to answer, were the topic a question: of as many records as a question looks at."""
    few = replace(findings, matches=findings.matches[:RERANKED], found=findings.found[:RECORDS])
    return confidence(few, evidence[:RECORDS])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
