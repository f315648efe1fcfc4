"""Mappings: small TOML files that say what the columns of a table are. The contract stands in docs and in `Mapping`."""

import re
import tomllib
from collections.abc import Callable, Collection, Iterable
from collections.abc import Mapping as MappingType
from datetime import datetime
from functools import cache
from importlib import resources
from itertools import accumulate, takewhile
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from ingest.files import SourceFile
from ingest.people import display_name
from rag.errors import InputError, ReadError
from rag.vocabulary import Kind

Names = Annotated[
    tuple[Annotated[str, Field(min_length=1)], ...],
    BeforeValidator(lambda value: [value] if isinstance(value, str) else value),
]
"""One column of theirs, or several that are joined."""

TEXT_COLUMNS = ("question", "answer", "text")
SUFFIX = ".map.toml"


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Texts(_Strict):
    """The columns that hold text, in one language."""

    title: Names = ()
    question: Names = ()
    answer: Names = ()
    text: Names = ()


class Columns(Texts):
    """Ours = theirs. Columns of nested JSON objects are named with dots (`answer.date`)."""

    id: Names = ()
    asked_on: Names = ()
    answered_on: Names = ()
    asker: Names = ()
    party: Names = ()
    department: Names = ()
    minister: Names = ()
    number: Names = ()
    themes: Names = ()
    language: Names = ()
    url: Names = ()


class OtherLanguage(Texts):
    """The same record in a second language."""

    language: str = Field(min_length=2)


class Mapping(_Strict):
    """What a table is: whose it is (constants), where its records stand, and what its columns are called.

    `title_from` is one of the text columns, under our name or theirs: the text before its first blank line is the title.
    With `reader`, the form in the text says what it is (parliament, number, date, people); columns fill what it leaves out.
    """

    parliament: str = Field(pattern=r"[A-Za-z0-9]")
    kind: Kind = "written-question"
    language: str | None = Field(default=None, min_length=2)
    licence: str | None = None
    title_from: str | None = None
    records: str | None = None
    reader: Literal["flemish", "kleine-anfrage"] | None = None
    date_format: str | None = None
    columns: Columns
    other_language: OtherLanguage | None = None

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if not any(getattr(self.columns, key) for key in TEXT_COLUMNS):
            raise ValueError("[columns] needs at least one of question, answer and text")
        if self.title_from is not None and self.title_key is None:
            there = [name for key in TEXT_COLUMNS for name in getattr(self.columns, key)]
            raise ValueError(
                f"title_from = {self.title_from!r} is no text column of [columns]; there are: {', '.join(there)}"
            )
        if self.reader and not self.columns.text:
            raise ValueError(f"reader = {self.reader!r} needs the column that it reads: text = '...' in [columns]")
        if self.date_format is not None:
            try:
                datetime.strptime(datetime(2017, 12, 31).strftime(self.date_format), self.date_format)
            except ValueError as error:
                raise ValueError(f"date_format = {self.date_format!r} does not work: {error}") from None
        return self

    @property
    def title_key(self) -> str | None:
        """Our name of the text column that the title is taken from."""
        for key in TEXT_COLUMNS:
            if (
                self.title_from is not None
                and getattr(self.columns, key)
                and self.title_from in (key, *getattr(self.columns, key))
            ):
                return key
        return None

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The columns that this mapping names: our key, their name."""
        blocks: list[Texts] = [self.columns, *([self.other_language] if self.other_language else [])]
        return [
            (key, name)
            for block in blocks
            for key in type(block).model_fields
            if key != "language" or block is self.columns
            for name in getattr(block, key)
        ]

    @property
    def names(self) -> set[str]:
        """Their names of the columns that this mapping reads."""
        return {name for _, name in self.pairs}


def load_mapping(name_or_path: str | Path) -> Mapping:
    """A shipped mapping by its name, or one from a TOML file.

    Raises InputError, in one line, where there is none of that name, or where the file is unreadable or breaks the contract.
    """
    path = Path(name_or_path)
    shipped = shipped_mappings()
    if path.suffix != ".toml" and not path.is_file():
        if str(name_or_path) in shipped:
            return shipped[str(name_or_path)]
        raise InputError(f"no mapping is called {str(name_or_path)!r}: give a .toml file or one of {', '.join(shipped)}")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise InputError(f"mapping {str(path)!r} cannot be read: {reason}") from None
    return _parsed(text, str(path))


@cache
def shipped_mappings() -> MappingType[str, Mapping]:
    """The mappings that come with the package, by name."""
    files = sorted(
        (f for f in resources.files("ingest.mappings").iterdir() if f.name.endswith(".toml")), key=lambda f: f.name
    )
    return {file.name.removesuffix(".toml"): _parsed(file.read_text(encoding="utf-8"), file.name) for file in files}


def choose_mapping(file: SourceFile, columns: Callable[[str | None], Collection[str]]) -> Mapping:
    """The mapping of a table that none was given for: `NAME.map.toml` beside it, else the one that ships and fits.

    `columns` gives those of the records at a mapping's `records`, and raises ReadError where there are none. Of two that fit,
    one that reads all columns of the other and more is the better one. Raises ReadError where the file beside it breaks the
    contract, and where not exactly one shipped mapping fits.
    """
    path = Path(file.path)
    beside = path.with_suffix(SUFFIX)
    if beside.is_file():
        try:
            return load_mapping(beside)
        except InputError as error:
            raise ReadError(f"{file.path}: {error}") from None
    fitting = {name: mapping for name, mapping in shipped_mappings().items() if _fits(mapping, columns)}
    best = [name for name, mapping in fitting.items() if not any(mapping.names < other.names for other in fitting.values())]
    if len(best) == 1:
        return fitting[best[0]]
    if best:
        raise ReadError(f"{file.path}: the mappings {' and '.join(best)} both fit its columns: choose one with --map")
    way_out = f"give one with --map, or write {path.stem}{SUFFIX} beside it"
    raise ReadError(f"{file.path}: no mapping fits its columns ({_listed(columns(None))}): {way_out}")


def _fits(mapping: Mapping, columns: Callable[[str | None], Collection[str]]) -> bool:
    try:
        return mapping.names <= set(columns(mapping.records))
    except ReadError:
        return False


def check_columns(mapping: Mapping, columns: Collection[str], shown: str) -> None:
    """Raises ReadError, naming each column and listing what is there, where a table lacks a column of its mapping."""
    if missing := [f"{name!r} (for {key})" for key, name in mapping.pairs if name not in columns]:
        names = ", ".join(missing)
        raise ReadError(f"{shown}: the mapping names columns that are not there: {names}; there are: {_listed(columns)}")


def several(cell: str) -> list[str]:
    """The items of a cell that lists them: at semicolons, or where there is none at commas."""
    return [item for piece in cell.split(";" if ";" in cell else ",") if (item := " ".join(piece.split()))]


_GIVEN_NAMES = re.compile(r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*(?:\s[^\W\d_a-zß-öø-ÿ][\w.'’-]*){0,3}")


def shown_name(cell: str) -> str:
    """A name as it is shown: `Peeters-Lemmens, Carine` is `Carine Peeters-Lemmens`, capitals become small letters.

    What stands behind the comma is turned to the front only where it can be given names: `Jan Jambon, minister` stays.
    """
    family, comma, given = (piece.strip() for piece in cell.partition(","))
    if comma and family and _GIVEN_NAMES.fullmatch(given):
        return f"{display_name(given)} {display_name(family)}"
    return display_name(cell)


def _parsed(text: str, shown: str) -> Mapping:
    try:
        return Mapping.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"mapping {shown!r} is not valid TOML: {error}") from None
    except ValidationError as error:
        raise InputError(f"mapping {shown!r}: {'; '.join(map(_in_words, error.errors()))}") from None


def _in_words(error: object) -> str:
    """One line for one error of pydantic: the key, what is wrong, and the keys that there are."""
    assert isinstance(error, dict)
    where = [str(step) for step in error["loc"] if not isinstance(step, int)]
    key = ".".join(where)
    if error["type"] == "extra_forbidden":
        models: dict[str, type[_Strict]] = {"columns": Columns, "other_language": OtherLanguage}
        model = models[where[0]] if len(where) > 1 else Mapping
        table = f" in [{where[0]}]" if len(where) > 1 else ""
        return f"unknown key {where[-1]!r}{table}; known are: {', '.join(model.model_fields)}"
    if error["type"] == "missing":
        return f"[{key}] is missing" if key in ("columns",) else f"{key} is missing"
    message = str(error["msg"]).removeprefix("Value error, ")
    return f"{key} = {error['input']!r}: {message}" if key else message


def _listed(columns: Iterable[str], longest: int = 600) -> str:
    names = [name if len(name) <= 60 else f"{name[:59]}…" for name in columns]
    shown = len(list(takewhile(lambda length: length <= longest, accumulate(len(name) + 2 for name in names))))
    return ", ".join(names[:shown]) + (f" and {len(names) - shown} more" if shown < len(names) else "")
