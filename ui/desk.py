"""What the page works on: the open libraries, questions to them, and files added to them. Knows nothing of browsers."""

import os
import shutil
import threading
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from ingest.report import Report
from ingest.run import ingest
from rag.answer.answer import Answer
from rag.answer.assistant import answer
from rag.answer.llm import chosen
from rag.briefing.briefing import Briefing
from rag.briefing.make import brief
from rag.conversation.reply import replies, resolve
from rag.conversation.turns import Resolved, Turn
from rag.drafts.asked_before import Checked, check
from rag.drafts.parse import parse
from rag.errors import HemicycleError, InputError, LibraryError
from rag.library.filters import Filters
from rag.library.library import Library
from rag.progress import Progress
from rag.vocabulary import BriefingLanguage, Length
from ui.ask.choices import Choices
from ui.shelf import Shelf
from ui.texts import Texts
from ui.turns import Turns

MOST_SUBQUESTIONS = 60
"""Sub-questions of a draft that the page checks: some ten seconds."""


@dataclass(frozen=True, slots=True)
class Added:
    """What became of files that were uploaded into the library of this name."""

    report: Report
    folder: Path
    name: str


class Desk:
    """The libraries that the page shows, and what can be done with them; `shared` where it is open to several people.

    A method that takes the name of a library does with none what suits who asks for none: the user's own library, or the
    sample as long as that holds no record.
    """

    def __init__(self, *folders: Path, shared: bool = False) -> None:
        """Raises LibraryError where the first library cannot be opened, InputError where the settings name no model."""
        self.model, self.shared = chosen(), shared
        self.shelf = Shelf(folders)
        self._adding = threading.Lock()
        self.turns = Turns()
        self.stopping = threading.Event()

    def library(self, name: str | None = None) -> Library:
        """Raises LibraryError where it cannot be opened."""
        return self.shelf.library(name)

    def address_name(self, name: str | None) -> str | None:
        """The name of a library as an address has it: none where it is the one shown to whoever asks for none."""
        return None if self.shelf.library(name) is self.shelf.library() else name

    def resolve(self, turns: Sequence[Turn], question: str, choices: Choices, name: str | None = None) -> Resolved | None:
        """The question as it goes on from a conversation; null where it stands alone."""
        return resolve(self.library(name), turns, question, choices.language, given=choices.filters, model=self.model)

    def ask(
        self,
        question: str,
        choices: Choices,
        ignoring: Collection[str] = (),
        resolved: Resolved | None = None,
        name: str | None = None,
    ) -> tuple[Iterator[Answer], Library]:
        """An answer as it grows, and the library that gives it; `ignoring` names conditions that are not meant, of the
        question's own or taken over from the conversation."""
        library = self.library(name)
        given = replies(
            library,
            question,
            resolved,
            self.model,
            filters=choices.filters,
            language=choices.language,
            ignoring=ignoring,
            sort=choices.sort,
        )
        return given, library

    def brief(
        self, topic: str, filters: Filters, length: Length, language: BriefingLanguage, name: str | None = None
    ) -> Briefing:
        """A briefing on a topic from the library of a name. Raises InputError where the topic is empty."""
        with self.turns.briefings:
            return brief(self.library(name), topic, filters=filters, length=length, language=language, model=self.model)

    def check(self, text: str, choices: Choices, name: str | None = None) -> tuple[Checked, int, Library]:
        """Whether the sub-questions of a pasted draft were asked before, how many were left out, and the library asked."""
        library = self.library(name)
        draft = parse(text)
        few = replace(draft, items=draft.items[:MOST_SUBQUESTIONS])
        checked = check(library, few, filters=choices.filters, language=choices.language)
        return checked, len(draft.items) - len(few.items), library

    def add(
        self,
        uploads: Sequence[Path],
        *,
        into: str | None = None,
        mapping: str | None = None,
        progress: Progress,
        texts: Texts,
    ) -> Added:
        """Ingest uploaded files into the library of a name, made where it is new. The report names the files as they were
        uploaded.

        Raises HemicycleError where nothing can be added, or where the program is being stopped.
        """

        def watched(phase: str, done: int, of: int | None, note: str) -> None:
            if self.stopping.is_set():
                raise LibraryError(texts.stopped)
            progress(phase, done, of, named(note))

        def named(text: str) -> str:
            return text.replace(f"{staged}{os.sep}", "")

        with self._adding:
            library = self.shelf.to_write(into)
            staged = library.folder / "uploads"
            with _named(uploads, staged) as files:
                report = ingest(library, files, mapping=mapping, progress=watched)
        shown = [
            file.model_copy(update={"path": named(file.path), "reason": file.reason and named(file.reason)})
            for file in report.files
        ]
        return Added(
            report=report.model_copy(update={"files": tuple(shown)}), folder=library.folder, name=self.shelf.name_of(library)
        )

    def warm_up(self) -> HemicycleError | None:
        """Load the encoder and the indexes, so that the first question does not wait. Returns what is wrong, if anything."""
        try:
            library = self.library()
            library.encoder.encode_queries([library.folder.name])
            if library.counts().records:
                answer(library, library.folder.name)
        except HemicycleError as error:
            return error
        return None

    def examples(self, texts: Texts, name: str | None = None, most: int = 4) -> list[str]:
        """Questions to start with: the sample's own, else about the commonest themes or the latest titles."""
        from ingest.sample.content import load_examples

        library = self.library(name)
        if library.badge:
            return [example.question for example in load_examples()[:most]]
        records = library.catalogue.listing(Filters(), limit=200)
        themes = [theme for theme, _ in Counter(theme for record in records for theme in record.themes).most_common(most)]
        titles = [record.title for record in records if record.title and len(record.title) <= 120]
        topics = list(dict.fromkeys([*themes, *titles] if len(themes) < most else themes))[:most]
        return [texts.example_theme.format(topic=topic) for topic in topics]


@contextmanager
def _named(uploads: Sequence[Path], folder: Path) -> Iterator[list[Path]]:
    """The uploaded files under their own names in one lasting place, while they are read.

    The ledger knows a source by its path: a file that is uploaded again, changed, must replace what it gave before. Its
    bytes are kept among the originals, so that the copy here can go.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    try:
        named = []
        for upload in uploads:
            target, n = folder / upload.name, 2
            while target.exists():
                target, n = folder / f"{upload.stem} ({n}){upload.suffix}", n + 1
            try:
                shutil.copyfile(upload, target)
            except FileNotFoundError:
                raise InputError(f"{upload.name} has waited too long and is gone: choose the files again") from None
            named.append(target)
        yield named
    finally:
        shutil.rmtree(folder, ignore_errors=True)
