"""Questions that go on from a conversation, resolved by rules: `and what did he say a year later?`, `only Crevits`.

What a question leaves out is taken from the last question and the records cited last: subject, person, period. All of it is
named in the result, to be shown and to be left out one by one. A question that says all of itself is none of these.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from rag.answer.answer import Citation
from rag.answer.grounds import ground
from rag.conversation.credits import credited
from rag.conversation.reading import Reading, read
from rag.conversation.turns import EXCLUDE, SUBJECT, Resolved, Turn
from rag.language import LANGUAGES, detect
from rag.library.filters import AppliedFilter, Filters, together
from rag.library.library import Library
from rag.search.asked import CONDITIONS, asked
from rag.search.asking_wording import wording
from rag.search.names import WORD, names_in
from rag.search.order import Sort
from rag.search.search import NO_FILTERS

_SHORT = 4
"""Of a question with so few words the detector is not sure: every language is tried."""

_PERIOD = ("from", "to")
_ASKERS, _ANSWERERS = ("asker", "party"), ("minister", "department", "without")


def follow_up(
    library: Library,
    turns: Sequence[Turn],
    question: str,
    language: str | None = None,
    *,
    given: Filters = NO_FILTERS,
) -> Resolved | None:
    """The question as it goes on from these turns; null where it stands alone.

    `language` is that of the question, detected where it is null; `given` are filters set beside it, which go before what the
    conversation has.
    """
    if not turns or not question.strip():
        return None
    for spoken in _languages(question, turns[-1], language):
        reading = read(library, question, spoken)
        if reading.points_back:
            resolved = _resolved(library, turns, reading, given)
            return resolved if resolved.conditions or resolved.direct else None
    return None


def _languages(question: str, last: Turn, language: str | None) -> list[str]:
    """The languages that a question may be in, the likeliest first."""
    if language:
        return [language] if language in LANGUAGES else []
    short = len(WORD.findall(question)) <= _SHORT
    before = [last.answer.language] if last.answer.language in LANGUAGES else []
    found = [*before, detect(question)] if short else [detect(question), *before]
    return [each for each in dict.fromkeys([*found, *(LANGUAGES if short else ())]) if each]


def _resolved(library: Library, turns: Sequence[Turn], reading: Reading, given: Filters) -> Resolved:
    last = turns[-1]
    cited = _cited(turns)
    subject, words = _topic(library, last, reading)
    carried = {name: value for name, value in last.filters.values().items() if name not in together(given.values())}
    own: dict[str, Any] = dict(reading.people)
    if own.keys() & set(_ASKERS):
        carried = _less(carried, _ASKERS)
    if own.keys() & set(_ANSWERERS):
        carried = _less(carried, _ANSWERERS)
    if reading.person and not reading.several:
        carried |= _person_meant(reading, carried, own, cited)
    if reading.others:
        own["without"] = (*carried.get("without", ()), *_ministers(cited))
        carried = _less(carried, _ANSWERERS)
    others = _less({**carried, **own}, _PERIOD)

    def answers(period: dict[str, date]) -> bool:
        return _answers(library, ", ".join(filter(None, (subject, words))), {**others, **period}, reading.language)

    period, sort = _period(reading, _dates(cited, carried), answers)
    if period:
        carried = _less(carried, _PERIOD)
        own |= period
    shown = (*last.exclude, *(citation.record for citation in cited)) if reading.more else ()
    exclude = tuple(dict.fromkeys(shown))
    own = {name: value for name, value in own.items() if name not in together(given.values()) and value}
    filters = Filters.model_validate({**carried, **own})
    return Resolved(
        asked=reading.question,
        language=reading.language,
        subject=subject,
        words=words,
        filters=filters,
        exclude=exclude,
        conditions=_conditions(subject, filters, own, exclude),
        sort=sort,
        direct=credited(library, reading, cited),
    )


def _conditions(subject: str, filters: Filters, own: dict[str, Any], exclude: tuple[str, ...]) -> tuple[AppliedFilter, ...]:
    """Everything that holds, as it is shown: what it is about, the filters, what is left out."""
    shown = [AppliedFilter(field=SUBJECT, value=subject, origin="carried")] if subject else []
    for each in filters.applied():
        shown.append(each.model_copy(update={"origin": "understood" if each.field in own else "carried"}))
    if exclude:
        shown.append(AppliedFilter(field=EXCLUDE, value=str(len(exclude)), origin="understood"))
    return tuple(shown)


def _cited(turns: Sequence[Turn]) -> list[Citation]:
    """The citations of the last turn that found any, in their order."""
    answers = (turn.answer for turn in reversed(turns) if turn.answer.statements and not turn.direct)
    last = next(answers, None)
    return [citation for statement in last.statements for citation in statement.citations] if last else []


def subject_of(library: Library, question: str, language: str | None) -> str:
    """What a question is about: the words behind `about` where it speaks of saying, else all of it."""
    subject = asked(library, question, language).subject
    if subject == question and language in LANGUAGES:
        act = wording("act", language).search(question)
        about = wording("about", language).search(question, act.end()) if act else None
        subject = question[about.end() :] if about else question
    return subject.strip(" \n\t?!.,;:") or question


def _topic(library: Library, last: Turn, reading: Reading) -> tuple[str, str]:
    """What is carried over of the subject, and the new words.

    A subject of its own takes the place of the last one. So does a country that of another country.
    """
    if reading.about is not None:
        return "", reading.between(reading.about)
    subject = subject_of(library, last.question, last.answer.language)
    words = reading.between(0)
    if (reading.opens or reading.only) and (swapped := _swapped(subject, words, last, reading)):
        return "", swapped
    return subject, words


def _swapped(subject: str, words: str, last: Turn, reading: Reading) -> str | None:
    """The subject with the country that it names replaced by the one that the new words are."""
    new, old = names_in(words, reading.language), names_in(subject, last.answer.language)
    places = list(WORD.finditer(subject))
    if len(new) != 1 or len(old) != 1:
        return None
    (code, (first, end)), (former, (start, stop)) = next(iter(new.items())), next(iter(old.items()))
    if code == former or (first, end) != (0, len(WORD.findall(words))) or stop > len(places):
        return None
    return subject[: places[start].start()] + words + subject[places[stop - 1].end() :]


def _person_meant(
    reading: Reading, carried: dict[str, Any], own: dict[str, Any], cited: Sequence[Citation]
) -> dict[str, str]:
    """The filter for the person that a pronoun means: the one in force, else who the first record cited names."""
    fields = _ASKERS if reading.asks else _ANSWERERS
    if any(field in carried or field in own for field in fields):
        return {}
    for citation in cited:
        if reading.asks:
            if citation.asker and ", " not in citation.asker:
                return {"asker": citation.asker}
        elif citation.government:
            if citation.speaker:
                return {"minister": citation.speaker}
            return {"department": citation.function} if citation.function else {}
        elif citation.role == "speech" and citation.speaker:
            return {"asker": citation.speaker}
    return {}


def _ministers(cited: Sequence[Citation]) -> tuple[str, ...]:
    """Who answered in these citations, each once."""
    named = (citation.speaker or citation.function for citation in cited if citation.government)
    return tuple(dict.fromkeys(name for name in named if name))


def _answers(library: Library, question: str, conditions: dict[str, Any], language: str) -> bool:
    """Whether any record under these conditions answers a question."""
    filters = Filters.model_validate(conditions)
    if not question or not library.catalogue.listing(filters, limit=1):
        return False
    return bool(ground(library, question, filters=filters, language=language, ignoring=CONDITIONS).about)


def _period(
    reading: Reading, dates: Sequence[date], answers: Callable[[dict[str, date]], bool]
) -> tuple[dict[str, date], Sort | None]:
    """The period that a question names, by its dates or by those of the records cited, and an order that goes with it.

    How far later is counted from the first of the records cited behind which there is an answer; where there is none behind
    any of them, all that is later is meant. What is open begins behind the last of them, or behind the first one.
    """
    if reading.period:
        return _days(reading.period), None
    if not dates:
        return {}, None
    if reading.newer:
        return {"from": max(dates)}, "newest"
    if reading.older:
        return {"to": min(dates)}, "newest"
    if not reading.relative:
        return {}, None
    relative = reading.relative
    if relative.days is None and relative.whole is None:
        period, wider = _days(relative.window(dates)), _days(relative.widened(dates))
        return wider if wider != period and not answers(period) and answers(wider) else period, None
    for day in dict.fromkeys(dates):
        period = _days(relative.window([day]))
        if period and answers(period):
            return period, None
    return _days(relative.widened(dates)), None


def _dates(cited: Sequence[Citation], carried: dict[str, Any]) -> list[date]:
    """The dates of the records cited, in their order; those of the person who is meant, where one of them is."""
    who = carried.get("minister") or carried.get("department") or carried.get("asker")
    named = [citation for citation in cited if who in (citation.speaker, citation.function, citation.asker)]
    return [citation.asked_on for citation in named or cited if citation.asked_on]


def _days(window: tuple[date | None, date | None] | None) -> dict[str, date]:
    return {name: day for name, day in zip(_PERIOD, window, strict=True) if day} if window else {}


def _less(values: dict[str, Any], fields: Sequence[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in fields}
