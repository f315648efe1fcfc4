"""Records as data: what is read back is what is in the library."""

import json
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyarrow import parquet
from pydantic_core import PydanticSerializationError

from rag.errors import InputError
from rag.export.data import DATA, export_records
from rag.library.filters import Filters
from rag.library.library import Library
from rag.library.references import linked
from rag.records import Record
from rag.vocabulary import Kind, PartRole, Status

EVERYTHING = Filters()

_text = st.text(max_size=40)
_maybe = st.none() | _text
_days = st.none() | st.dates()
_labels = st.lists(_text, max_size=3)
_people = st.lists(st.fixed_dictionaries({"name": _maybe, "role": _maybe, "party": _maybe}), max_size=3)
_spans = st.just({"start": 0, "end": 0})


def _parts(text: str) -> st.SearchStrategy[list[dict[str, Any]]]:
    borders = st.lists(st.integers(0, len(text)), max_size=6).map(sorted)
    facts = st.fixed_dictionaries(
        {
            "role": st.sampled_from(get_args(PartRole)),
            "labels": _labels,
            "speaker": _maybe,
            "confidence": st.none() | st.floats(0, 1),
            "evidence": st.none() | _spans,
            "translation_of": st.none() | st.integers(0, 9),
        }
    )
    return st.tuples(borders, st.lists(facts, min_size=3, max_size=3)).map(
        lambda drawn: [
            {"start": start, "end": end, **own}
            for start, end, own in zip(drawn[0][::2], drawn[0][1::2], drawn[1], strict=False)
        ]
    )


_records = st.text().flatmap(
    lambda text: st.builds(
        Record,
        id=st.from_regex(r"[a-z0-9.-]+", fullmatch=True),
        external_id=_maybe,
        parliament=_text,
        kind=st.sampled_from(get_args(Kind)),
        title=_maybe,
        asked_on=_days,
        answered_on=_days,
        askers=_people,
        themes=_labels,
        source=st.none() | st.fixed_dictionaries({"path": _text, "sha256": _text}),
        text=st.just(text),
        parts=_parts(text),
        pages=st.lists(st.just({"start": 0, "end": len(text), "page": 1}), max_size=2),
        references=st.lists(st.fixed_dictionaries({"start": st.just(0), "end": st.just(0), "on": _days}), max_size=2),
        status=st.none() | st.sampled_from(get_args(Status)),
    )
)


def read(kind: str, content: bytes) -> list[Record]:
    """What a file holds, read by other means than it was written."""
    if kind == "jsonl":
        return [Record.model_validate_json(line) for line in content.decode().splitlines()]
    return [Record.model_validate(row) for row in parquet.read_table(BytesIO(content)).to_pylist()]


@pytest.mark.parametrize("kind", DATA)
@settings(max_examples=60, deadline=None)
@given(records=st.lists(_records, max_size=4))
def test_what_is_read_back_is_what_was_written(kind: str, records: list[Record]) -> None:
    stream = BytesIO()
    DATA[kind](stream, records)
    assert read(kind, stream.getvalue()) == records


@pytest.mark.parametrize("kind", DATA)
def test_control_characters_and_other_line_ends_stay_inside_their_record(
    kind: str, make_record: Callable[..., Record]
) -> None:
    hostile = make_record("1", "a\x00b\x1b[31m\x85c\u2028d\u2029e\u202ef", "😀\r\n\t\x7f\ufeff\ufffe")
    stream = BytesIO()
    DATA[kind](stream, [hostile, hostile])
    assert read(kind, stream.getvalue()) == [hostile, hostile]


def test_half_a_character_gets_into_no_library(
    library: Library, make_record: Callable[..., Record], with_passages: Callable[..., Any]
) -> None:
    """No file in UTF-8 can hold it; an ingest takes it out (tests/ingest/test_text.py)."""
    with pytest.raises(PydanticSerializationError, match="surrogates not allowed"):
        library.add(with_passages(make_record("1", "\ud800")))


def test_parquet_comes_in_groups_of_rows_that_hold_everything(make_record: Callable[..., Record]) -> None:
    records = [make_record(str(n)) for n in range(1_001)] + [
        make_record(f"long-{n}", asked="x" * 5_000_000) for n in range(3)
    ]
    stream = BytesIO()
    DATA["parquet"](stream, records)
    file = parquet.ParquetFile(stream)
    assert [file.metadata.row_group(n).num_rows for n in range(file.num_row_groups)] == [1000, 3, 1]
    assert file.read(["id"]).column("id").to_pylist() == [record.id for record in records]


@pytest.mark.parametrize("kind", DATA)
def test_a_library_in_a_file_is_its_records_with_what_they_refer_to(collection: Library, tmp_path: Path, kind: str) -> None:
    done = export_records(collection, tmp_path / f"all.{kind.upper()}", filters=EVERYTHING)
    exported = read(kind, Path(done.file).read_bytes())
    with collection.catalogue.engine.connect() as connection:
        shown = [linked(connection, record) for record in collection.catalogue.listing(EVERYTHING)]
    assert exported == sorted(shown, key=lambda record: record.id)
    assert done.records == len(exported) == 42
    assert any(record.referred_by for record in exported)


@pytest.mark.parametrize("kind", DATA)
def test_the_same_records_are_the_same_bytes(collection: Library, tmp_path: Path, kind: str) -> None:
    one, other = tmp_path / f"one.{kind}", tmp_path / f"other.{kind}"
    for file in (one, other):
        export_records(collection, file, filters=EVERYTHING)
    assert one.read_bytes() == other.read_bytes()


def test_only_what_the_filters_allow(collection: Library, tmp_path: Path) -> None:
    file = tmp_path / "later.parquet"
    export_records(collection, file, filters=Filters.model_validate({"from": date(2024, 1, 1), "minister": "oosterlinck"}))
    frame = pandas.read_parquet(file)
    assert len(frame)
    assert all(day.year >= 2024 for day in frame.asked_on)
    assert all("Oosterlinck" in people[0]["name"] for people in frame.addressees)


@pytest.mark.parametrize("kind", DATA)
def test_no_records_are_a_file_without_any(library: Library, tmp_path: Path, kind: str) -> None:
    done = export_records(library, tmp_path / f"none.{kind}", filters=EVERYTHING)
    assert (done.records, read(kind, Path(done.file).read_bytes())) == (0, [])


def test_records_are_those_of_one_moment(
    library: Library, make_record: Callable[..., Record], with_passages: Callable[..., Any], tmp_path: Path
) -> None:
    library.add(with_passages(make_record("1"), make_record("2")))

    def meanwhile(*_: object) -> None:
        library.add(with_passages(make_record("1", asked="Anders?"), make_record("3")))

    done = export_records(library, tmp_path / "all.jsonl", filters=EVERYTHING, progress=meanwhile)
    exported = [json.loads(line) for line in Path(done.file).read_text().splitlines()]
    assert [record["id"][-1] for record in exported] == ["1", "2"]
    assert "Hoeveel?" in exported[0]["text"]
    assert library.counts().records == 3


def test_what_fails_on_the_way_leaves_what_was_there(collection: Library, tmp_path: Path) -> None:
    file = tmp_path / "all.jsonl"
    file.write_text("old")

    def stopped(_phase: str, done: int, *_: object) -> None:
        if done == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export_records(collection, file, filters=EVERYTHING, progress=stopped)
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("all.jsonl", "old")]


def test_what_cannot_be_written_is_said_in_a_line(collection: Library, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"a file ends in \.jsonl, \.parquet"):
        export_records(collection, tmp_path / "all.csv", filters=EVERYTHING)
    with pytest.raises(InputError, match="No such file"):
        export_records(collection, tmp_path / "nowhere" / "all.jsonl", filters=EVERYTHING)


def test_a_full_disk_is_said_in_a_line_and_leaves_nothing(collection: Library, small_disk: Callable[[int], Path]) -> None:
    disk = small_disk(16)
    with pytest.raises(InputError, match="No space left"):
        export_records(collection, disk / "all.jsonl", filters=EVERYTHING)
    assert not list(disk.iterdir())
