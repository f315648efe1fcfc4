"""Options that several commands share: the library, `--json`, and the filters."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from rag.errors import InputError, LibraryError
from rag.language import load_beside
from rag.vocabulary import FILTERS, Kind, Status
from ui.commands.progress import shown_progress

if TYPE_CHECKING:
    from rag.library.filters import Filters
    from rag.library.library import Library

LibraryOption = Annotated[
    Path | None,
    typer.Option(
        "--library", help="Folder of the library; else HEMICYCLE_LIBRARY, else your own, else the sample.", show_default=False
    ),
]
LibrariesOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--library",
        help="Folder of a library to show, repeatable; else HEMICYCLE_LIBRARY, else your own, else the sample.",
        show_default=False,
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON on stdout and nothing else there.")]


def open_to_read(folder: Path | None) -> "Library":
    """The library that a reading command means: the one named, else the user's if it holds records, else the sample."""
    from rag.library.library import Library
    from rag.settings import Settings

    chosen = folder or Settings().library
    if chosen:
        return Library(chosen)
    if (Settings().user_library / "library.db").exists():
        own = Library(Settings().user_library)
        if own.counts().records:
            return own
        own.close()
    from ingest.sample.library import open_sample

    return open_sample(lambda: shown_progress("Making the fictional sample library, once; it takes a minute."))


def libraries_meant(folders: Sequence[Path] | None) -> Sequence[Path]:
    """The libraries that a serving command means: those named, else that of the settings; none for the user's own."""
    from rag.settings import Settings

    named = Settings().library
    return folders or ([named] if named else [])


def library_folder(folder: Path | None) -> Path:
    """The folder of the library that is named, else the user's if there is one, else the sample's, in whatever state.

    Raises LibraryError where there is no such folder.
    """
    from rag.settings import Settings, sample_library

    chosen = folder or Settings().library or Settings().user_library
    if not chosen.is_dir() and not (folder or Settings().library):
        chosen = sample_library()
    if not chosen.is_dir():
        raise LibraryError(f"no library at {chosen}; make one with: hemicycle ingest PATH --library {chosen}")
    return chosen


def open_to_write(folder: Path | None) -> "Library":
    """The library that an ingest means: the one named or the user's own, made where it does not exist.

    Raises LibraryError for the sample library: fictional records never mix with real ones.
    """
    from rag.library.library import Library
    from rag.settings import Settings

    library = Library(folder or Settings().user_library, create=True)
    if library.badge:
        raise LibraryError(f"{library.folder} holds records marked {library.badge!r}; give another folder with --library")
    return library


def filters_from(values: Mapping[str, Any]) -> "Filters":
    """Filters from options or from a batch line, under the names of the command line.

    Raises InputError naming the filter and the value that cannot be used.
    """
    from pydantic import ValidationError

    from rag.library.filters import Filters

    try:
        return Filters.model_validate({name: value for name, value in values.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0])
        known = sorted(field.alias or key for key, field in Filters.model_fields.items())
        if first["type"] == "extra_forbidden":
            raise InputError(f"no filter {name!r}; there are {', '.join(known)}") from None
        wanted = {"from": "a date such as 2021-02-19", "to": "a date such as 2021-02-19"}.get(name)
        wanted = wanted or {"kind": ", ".join(get_args(Kind)), "status": ", ".join(get_args(Status))}.get(name, "a text")
        raise InputError(f"--{name} {values[name]!r}: give {wanted}") from None


def _filter_options(
    first: Annotated[str | None, typer.Option("--from", metavar="DATE", help=FILTERS["from"])] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help=FILTERS["to"])] = None,
    asker: Annotated[str | None, typer.Option(help=FILTERS["asker"])] = None,
    party: Annotated[str | None, typer.Option(help=FILTERS["party"])] = None,
    minister: Annotated[str | None, typer.Option(help=FILTERS["minister"])] = None,
    department: Annotated[str | None, typer.Option(help=FILTERS["department"])] = None,
    parliament: Annotated[str | None, typer.Option(help=FILTERS["parliament"])] = None,
    kind: Annotated[str | None, typer.Option(help=FILTERS["kind"])] = None,
    language: Annotated[str | None, typer.Option(help=FILTERS["language"])] = None,
    theme: Annotated[str | None, typer.Option(help=FILTERS["theme"])] = None,
    status: Annotated[str | None, typer.Option(help=FILTERS["status"])] = None,
    without: Annotated[list[str] | None, typer.Option(help=FILTERS["without"])] = None,
) -> None:
    """The options that `filtered` adds to a command."""


def detecting(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the detector of languages, unpacked while everything else that it needs is imported."""

    @wraps(command)
    def wrapper(**values: Any) -> Any:
        load_beside()
        return command(**values)

    return wrapper


def filtered(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the filter options; it receives them as one `filters: Filters`."""
    own = inspect.signature(command)
    added = inspect.signature(_filter_options).parameters

    @wraps(command)
    def wrapper(**values: Any) -> Any:
        chosen = {name: values.pop(name) for name in added}
        chosen["from"], chosen["to"] = chosen.pop("first"), chosen.pop("last")
        chosen["without"] = chosen["without"] or None
        return command(**values, filters=filters_from(chosen))

    kept = [parameter for name, parameter in own.parameters.items() if name != "filters"]
    parameters = [parameter.replace(kind=parameter.KEYWORD_ONLY) for parameter in [*kept, *added.values()]]
    wrapper.__signature__ = own.replace(parameters=parameters)  # type: ignore[attr-defined]
    wrapper.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return wrapper
