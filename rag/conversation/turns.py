"""What a conversation is made of: turns that keep their answers, and a question resolved from them."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from rag.answer.answer import Answer, Statement
from rag.library.filters import AppliedFilter, Filters, together
from rag.search.order import Sort
from rag.search.search import NO_FILTERS

SUBJECT, EXCLUDE = "subject", "exclude"
"""What a question can take over besides filters: what it is about, and that records cited before are left out."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question as it was searched, and its answer, which nothing later changes.

    `filters` are the conditions that came from the words of this turn or of those before it, not those given beside the
    question; `exclude` are the records that counted as absent. `direct`: it only told who asked what was
    cited before, or when.
    """

    question: str
    answer: Answer
    filters: Filters = NO_FILTERS
    exclude: tuple[str, ...] = ()
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question that goes on from a conversation.

    `asked` is the question as typed; `subject` what it is about, taken from the conversation (empty where it brings its own)
    and `words` what it adds to that. `conditions` are all that hold, those that were taken over with the origin `carried`.
    `direct` is its answer where the records cited last say it themselves (who asked, when).
    """

    asked: str
    language: str
    subject: str = ""
    words: str = ""
    filters: Filters = NO_FILTERS
    exclude: tuple[str, ...] = ()
    conditions: tuple[AppliedFilter, ...] = ()
    sort: Sort | None = None
    direct: tuple[Statement, ...] = ()

    @property
    def question(self) -> str:
        """What is searched for."""
        return ", ".join(filter(None, (self.subject, self.words))) or self.asked

    @property
    def shown(self) -> tuple[AppliedFilter, ...]:
        """All that is searched for, as it is shown: the conditions, and with the subject the new words."""
        if not self.words:
            return self.conditions
        others = tuple(each for each in self.conditions if each.field != SUBJECT)
        return (AppliedFilter(field=SUBJECT, value=self.question, origin="carried"), *others)

    def meant(self, ignoring: Collection[str]) -> "Resolved":
        """Without the conditions of these fields; the days of a period are one."""
        gone = together(ignoring)
        kept = tuple(each for each in self.conditions if each.field not in gone)
        left = {name: value for name, value in self.filters.values().items() if name not in gone}
        return replace(
            self,
            subject="" if SUBJECT in gone else self.subject,
            exclude=() if EXCLUDE in gone else self.exclude,
            filters=Filters.model_validate(left),
            conditions=kept,
        )


def turn_of(answer: Answer, resolved: Resolved | None = None) -> Turn:
    """The turn that an answer makes."""
    if resolved:
        return Turn(resolved.question, answer, resolved.filters, resolved.exclude, bool(resolved.direct))
    own = {each.field: each.value for each in answer.filters if each.origin != "given"}
    return Turn(answer.question, answer, Filters.model_validate(own))
