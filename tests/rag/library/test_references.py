"""References are resolved when they are shown: whatever came first, to one record or to none."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from rag.library.library import Library
from rag.library.numbered import identified
from rag.library.references import all_referring, linked
from rag.records import Record, Reference

Records = Callable[..., Record]
Items = Callable[..., list[Any]]

MAY = date(2020, 5, 3)


def show(library: Library, wanted: str) -> Record:
    record = library.catalogue.record(wanted)
    assert record is not None
    with library.catalogue.engine.connect() as connection:
        return linked(connection, record)


def targets(library: Library, wanted: str) -> list[str | None]:
    return [reference.record for reference in show(library, wanted).references]


def referring(make_record: Records, *references: Reference, **fields: Any) -> Record:
    return make_record("new", asked="Wat werd uit vraag nr. 12?", references=references, **fields)


def asked(make_record: Records, name: str, person: Any, **fields: Any) -> Record:
    return make_record(name, asked="Hoe vaart de pont?", number="12", asked_on=MAY, askers=(person("An De Vos"),), **fields)


def test_a_reference_finds_its_record_also_when_that_comes_later(
    library: Library, make_record: Records, with_passages: Items, person: Any
):
    mention = Reference(start=15, end=24, number="12", on=MAY)
    library.add(with_passages(referring(make_record, mention)))
    assert targets(library, "be-vl.written-question.new") == [None]
    library.add(with_passages(asked(make_record, "old", person)))
    assert targets(library, "be-vl.written-question.new") == ["be-vl.written-question.old"]
    assert show(library, "be-vl.written-question.old").referred_by == ("be-vl.written-question.new",)
    assert show(library, "be-vl.written-question.new").referred_by == ()


def test_among_several_candidates_none_is_meant_unless_a_person_is_named(
    library: Library, make_record: Records, with_passages: Items, person: Any
):
    other = make_record("other", number="12", asked_on=MAY, askers=(person("Jan Peeters"),))
    library.add(with_passages(asked(make_record, "old", person), other))
    mentions = [
        Reference(start=0, end=3, number="12", on=MAY),
        Reference(start=4, end=8, number="12", on=MAY, person="A. De Vos"),
        Reference(start=9, end=12, number="12", person="Peeters"),
        Reference(start=13, end=14, number="12"),
    ]
    library.add(with_passages(referring(make_record, *mentions)))
    assert targets(library, "be-vl.written-question.new") == [
        None,
        "be-vl.written-question.old",
        "be-vl.written-question.other",
        None,
    ]
    assert show(library, "be-vl.written-question.old").referred_by == ("be-vl.written-question.new",)


def test_the_number_alone_and_other_parliaments_do_not_count(
    library: Library, make_record: Records, with_passages: Items, person: Any
):
    library.add(with_passages(asked(make_record, "old", person, parliament="elsewhere")))
    library.add(
        with_passages(
            referring(make_record, Reference(start=0, end=3, number="12", on=MAY), Reference(start=4, end=8, number="12"))
        )
    )
    assert targets(library, "be-vl.written-question.new") == [None, None]
    assert show(library, "be-vl.written-question.old").referred_by == ()


def test_an_identifier_of_the_source_and_the_day_of_the_answer_are_enough(
    library: Library, make_record: Records, with_passages: Items, person: Any
):
    library.add(with_passages(asked(make_record, "old", person, external_id="ah-1", answered_on=date(2020, 6, 1))))
    mentions = [
        Reference(start=0, end=3, number="9", external_id="ah-1"),
        Reference(start=4, end=8, number="12", on=date(2020, 6, 1)),
        Reference(start=9, end=12, kind="letter", on=MAY),
        Reference(start=13, end=14, kind="dossier", number="12"),
    ]
    library.add(with_passages(referring(make_record, *mentions)))
    assert targets(library, "be-vl.written-question.new") == ["be-vl.written-question.old"] * 2 + [None, None]


def test_a_record_that_is_gone_refers_to_nothing(library: Library, make_record: Records, with_passages: Items, person: Any):
    library.add(
        with_passages(
            asked(make_record, "old", person), referring(make_record, Reference(start=0, end=3, number="12", on=MAY))
        )
    )
    with library.catalogue.writing() as connection:
        library.catalogue.remove(["be-vl.written-question.new"], connection)
    assert show(library, "be-vl.written-question.old").referred_by == ()


def test_show_prints_references_both_ways(
    hemicycle: Any, library: Library, make_record: Records, with_passages: Items, person: Any
):
    text = "Wat werd uit vraag nr. 12?"
    mention = Reference(start=text.index("vraag"), end=len(text) - 1, number="12", on=MAY)
    lost = Reference(start=0, end=3, number="13", on=MAY)
    library.add(with_passages(asked(make_record, "old", person), referring(make_record, lost, mention)))
    new = hemicycle("show", "be-vl.written-question.new", "--library", library.folder).out
    assert "“vraag nr. 12”: be-vl.written-question.old" in new
    assert "“Wat”: question, not in this library (13, 2020-05-03)" in new
    old = hemicycle("show", "be-vl.written-question.old", "--library", library.folder)
    assert "is referred to by\n  be-vl.written-question.new" in old.out
    shown = json.loads(hemicycle("show", "be-vl.written-question.old", "--library", library.folder, "--json").out)
    assert shown["referred_by"] == ["be-vl.written-question.new"]


def test_a_record_is_found_and_meant_by_each_of_its_names(
    library: Library, make_record: Records, with_passages: Items, person: Any
):
    several = make_record(
        "old", number="12, 14", external_id="x-1", aliases=("x-2", "15"), asked_on=MAY, askers=(person("An De Vos"),)
    )
    mentions = [
        *(Reference(start=n, end=n + 1, number=number, on=MAY) for n, number in enumerate(("12", "14", "15"))),
        Reference(start=4, end=8, external_id="x-2"),
        Reference(start=9, end=10, number="13", on=MAY),
    ]
    later = referring(make_record, *mentions)
    library.add(with_passages(several, later))
    assert targets(library, later.id) == [*[several.id] * 4, None]
    assert show(library, several.id).referred_by == (later.id,)
    with library.catalogue.engine.connect() as connection:
        assert all_referring(connection) == {several.id: [later.id]}
        found = {name: identified(connection, name) for name in ("12, 14", "12", "14", "15", "x-1", "x-2", several.id, "13")}
    assert [name for name, keys in found.items() if len(keys) != 1] == ["13"]


def test_names_that_a_record_no_longer_has_find_nothing(library: Library, make_record: Records, with_passages: Items):
    library.add(with_passages(make_record("old", number="12, 14")))
    library.add(with_passages(make_record("old", number="12, 15")))
    with library.catalogue.engine.connect() as connection:
        assert [len(identified(connection, number)) for number in ("12", "14", "15")] == [1, 0, 1]
