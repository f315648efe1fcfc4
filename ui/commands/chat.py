"""`hemicycle chat`: a conversation on the terminal, in which a question may go on from the one before."""

import sys
from collections.abc import Iterator
from contextlib import suppress
from io import TextIOWrapper
from typing import TYPE_CHECKING

import typer

from rag.errors import HemicycleError
from ui.commands.answers import announce, show
from ui.commands.ask import LlmOption, model_meant
from ui.commands.options import JsonOption, LibraryOption, detecting, filtered, open_to_read
from ui.commands.output import complain, note, plain, print_json, say
from ui.commands.search import QueryLanguageOption, SortOption, note_unembedded

if TYPE_CHECKING:
    from rag.answer.answer import Answer
    from rag.answer.llm import LanguageModel
    from rag.conversation.turns import Resolved, Turn
    from rag.library.filters import Filters
    from rag.library.library import Library
    from rag.search.order import Sort

PROMPT = "hemicycle> "

HELP = """Ask in your own words; a question may go on from the one before: and what did he say a year later?
  /new       begin a new conversation
  /filters   show what the last question was taken for
  /drop N    ask the last question again without its Nth condition
  /help      show this
  /quit      leave (so does Ctrl-D); Ctrl-C stops an answer"""


@detecting
@filtered
def chat(
    sort: SortOption = "relevance",
    query_language: QueryLanguageOption = None,
    llm: LlmOption = None,
    library: LibraryOption = None,
    as_json: JsonOption = False,
    *,
    filters: "Filters",
) -> None:
    """Ask one question after another; each may go on from the last (and what did he say a year later?, only Crevits).

    What a question takes over is shown, and /drop leaves it out. With questions on standard input it answers each line, and
    ends with 1 if one could not be answered. With --json only answers go to standard output.

    Example: hemicycle chat --from 2020-01-01
    """
    from rag.search.search import warm_up

    model = model_meant(llm)
    opened = open_to_read(library)
    warm_up(opened)
    if model:
        announce(model, conversation=True)
    note_unembedded(opened)
    talk = _Talk(opened, model, filters, query_language, sort, as_json)
    interactive, failed = sys.stdin.isatty(), False
    if interactive:
        talk.tell(HELP)
    for line in _typed() if interactive else _piped():
        try:
            if not talk.hear(line.strip()):
                break
        except HemicycleError as error:
            complain(error)
            failed = True
        except KeyboardInterrupt:
            note("stopped")
    if failed and not interactive:
        raise typer.Exit(1)


class _Talk:
    """A conversation with one library; `filters` hold throughout."""

    def __init__(
        self,
        library: "Library",
        model: "LanguageModel | None",
        filters: "Filters",
        language: str | None,
        sort: "Sort",
        as_json: bool,
    ) -> None:
        self.library, self.model, self.filters = library, model, filters
        self.language, self.sort, self.as_json = language, sort, as_json
        self.tell = note if as_json else say
        self.turns: list[Turn] = []
        self.question = ""
        self.resolved: Resolved | None = None
        self.answer: Answer | None = None
        self.ignoring: frozenset[str] = frozenset()

    def hear(self, line: str) -> bool:
        """Do what a line says. False where it ends the conversation."""
        from rag.conversation.reply import resolve

        command, _, argument = line.partition(" ")
        if command in ("/quit", "/exit"):
            return False
        if command == "/new":
            self.turns, self.question, self.resolved, self.answer = [], "", None, None
            note("A new conversation.")
        elif command == "/filters":
            self.tell("\n".join(self._numbered()) or "Nothing restricts the search.")
        elif command == "/drop":
            self._drop(argument.strip())
        elif command.startswith("/"):
            self.tell(HELP)
        elif line:
            resolved = resolve(self.library, self.turns, line, self.language, given=self.filters, model=self.model)
            self._ask(line, resolved, frozenset())
        return True

    def _ask(self, question: str, resolved: "Resolved | None", ignoring: frozenset[str], *, again: bool = False) -> None:
        """Answer, and only then take the turn in: `again` in place of the last one."""
        from rag.conversation.reply import replies
        from rag.conversation.turns import turn_of

        meant = resolved.meant(ignoring) if resolved else None
        growing = replies(
            self.library,
            question,
            resolved,
            self.model,
            filters=self.filters,
            language=self.language,
            ignoring=ignoring,
            sort=self.sort,
        )
        if not self.as_json and meant and not meant.direct and meant.conditions:
            say(self._searching(meant))
        if self.as_json:
            *_, answer = growing
        else:
            answer = show(growing, self.library.badge, self.sort, understood=False)
        self.turns = [*(self.turns[:-1] if again else self.turns), turn_of(answer, meant)]
        self.question, self.resolved, self.ignoring, self.answer = question, resolved, ignoring, answer
        if self.as_json:
            conditions = list(meant.conditions) if meant else list(answer.filters)
            print_json({"asked": question, "conditions": plain(conditions), "answer": plain(answer)})
        elif not meant and (own := [label for label, _ in self._conditions()]):
            note(f"only {', '.join(own)}: understood from your words; /drop N asks without")

    def _searching(self, meant: "Resolved") -> str:
        from ui.periods import searching_line
        from ui.texts import ENGLISH

        line = searching_line(meant.shown, ENGLISH)
        return f"{line[0].lower()}{line[1:]}  [/filters, /drop N]\n"

    def _conditions(self) -> list[tuple[str, str]]:
        """What the last question was taken for, as it is shown, with its fields; what was given at the start stays."""
        from ui.periods import filter_labels
        from ui.texts import ENGLISH

        if self.resolved:
            return filter_labels(self.resolved.conditions, ENGLISH)
        found = tuple(each for each in (self.answer.filters if self.answer else ()) if each.origin != "given")
        return filter_labels(found, ENGLISH)

    def _numbered(self) -> Iterator[str]:
        for number, (label, field) in enumerate(self._conditions(), start=1):
            yield f"{number:>3}. {label}{'  (left out)' if field in self.ignoring else ''}"

    def _drop(self, wanted: str) -> None:
        """Ask again without one more condition."""
        known = self._conditions()
        if not (wanted.isdecimal() and 0 < int(wanted) <= len(known)):
            self.tell(
                f"There is no condition {wanted!r}; /filters numbers them." if known else "There is nothing to leave out."
            )
            return
        from rag.library.filters import together

        field = known[int(wanted) - 1][1]
        self._ask(self.question, self.resolved, self.ignoring | together({field}), again=True)


def _piped() -> Iterator[str]:
    """The lines of standard input; a byte that is no UTF-8 stands as a mark for that."""
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")
    yield from sys.stdin


def _typed() -> Iterator[str]:
    """What is typed, line by line, until the end of it. Where stdout is no terminal the prompt is on stderr."""
    with suppress(ImportError):
        import readline  # noqa: F401 (gives `input` its history and editing)
    while True:
        try:
            if sys.stdout.isatty():
                yield input(PROMPT)
            else:
                print(PROMPT, end="", file=sys.stderr, flush=True)
                yield input()
        except EOFError:
            note("")
            return
        except KeyboardInterrupt:
            note("")


def register(app: typer.Typer) -> None:
    app.command()(chat)
