"""What programs may have done with the libraries on a shelf, whichever way they come in."""

from rag.answer.answer import Answer
from rag.answer.llm import NO_MODEL, LanguageModel
from rag.briefing.briefing import Briefing
from rag.briefing.make import brief
from rag.errors import InputError, NotFoundError
from rag.library.library import Library
from rag.records import Frozen, Record
from rag.search.hits import SearchResult
from ui.contract import answered, found, record_named
from ui.programs.requests import AskRequest, BriefRequest, RecordRequest, SearchRequest
from ui.shelf import Shelf
from ui.turns import ANSWERS_AT_A_TIME, BRIEFINGS_AT_A_TIME, Turns, Workers, in_turn

_WAITING, _WAITING_FOR_BRIEFINGS = 40, 8
"""Programs that may wait; further ones are refused."""

UNEXPECTED = "an unexpected error; whoever runs this server sees it on the terminal"


class LibraryListed(Frozen):
    """A library that can be asked; `default` is the one shown to whoever names none."""

    name: str
    default: bool


class Libraries(Frozen):
    """The libraries that there are."""

    libraries: tuple[LibraryListed, ...]


class Served:
    """Requests of programs, worked on in turn with everybody else's. Every method raises HemicycleError where a request
    cannot be met, and is for `workers`, but for `brief`: that is for `briefing_workers`, so that nothing waits behind it."""

    def __init__(self, shelf: Shelf, turns: Turns, model: LanguageModel | None) -> None:
        self._shelf, self._turns, self._model = shelf, turns, model
        self.workers = Workers(ANSWERS_AT_A_TIME, _WAITING)
        self.briefing_workers = Workers(BRIEFINGS_AT_A_TIME, _WAITING_FOR_BRIEFINGS)

    def libraries(self) -> Libraries:
        default = self._shelf.name_of(self._shelf.library())
        return Libraries(libraries=tuple(LibraryListed(name=name, default=name == default) for name in self._shelf.names()))

    def search(self, request: SearchRequest) -> SearchResult:
        library = self._library(request.library)
        with self._turns.answers:
            return found(
                library,
                request.query,
                filters=request.filters,
                k=request.k,
                mode=request.mode,
                sort=request.sort,
                query_language=request.query_language,
                literal=request.literal,
                rerank=request.rerank,
            )

    def ask(self, request: AskRequest) -> Answer:
        """The whole answer; a language model writes it where the request says so, and then alone."""
        growing = answered(
            self._library(request.library),
            request.question,
            self._meant(llm=request.llm),
            filters=request.filters,
            sort=request.sort,
            query_language=request.query_language,
            literal=request.literal,
        )
        *_, whole = in_turn(self._turns.answers, growing)
        return whole

    def record(self, request: RecordRequest) -> Record:
        return record_named(self._library(request.library), request.id)

    def brief(self, request: BriefRequest) -> Briefing:
        library, model = self._library(request.library), self._meant(llm=request.llm)
        with self._turns.briefings:
            return brief(
                library,
                request.topic,
                filters=request.filters,
                length=request.length,
                language=request.language_of_words,
                model=model,
            )

    def _meant(self, *, llm: bool) -> LanguageModel | None:
        """The model that is to write. Raises InputError where there is none."""
        if llm and self._model is None:
            raise InputError(f"llm: {NO_MODEL}")
        return self._model if llm else None

    def _library(self, name: str | None) -> Library:
        if name is not None and name not in (known := self._shelf.names()):
            raise NotFoundError(f"no library {name!r}; there are {', '.join(known)}")
        return self._shelf.library(name)
