"""Search: verbatim text, question and answer together, families, filters that hide nothing, the same order each time."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from ingest.passages import passages
from rag.errors import InputError
from rag.language import LANGUAGES
from rag.library.filters import Filters
from rag.library.library import Library
from rag.records import Part, Record
from rag.search import ranking as module
from rag.search.excerpts import counterpart, excerpt
from rag.search.hits import Excerpt, Hit
from rag.search.search import search, warm_up

QUERIES = [
    "what did the government say about Belarus?",
    "Wit-Rusland",
    "leerlingenvervoer ritduur",
    "combien d'élèves voyagent plus de nonante minutes?",
    "Künstliche Intelligenz in der Verwaltung",
    "artificiële intelligentie",
    "90 minuten",
    "xyzzy plugh",
    "minister",
    "🚂",
    "a" * 3000,
    "'\"(){}[]:*?~^\\ AND OR NOT",
]

Records = Callable[..., Record]
Items = Callable[..., list[Any]]


def record_of(library: Library, hit: Hit) -> Record:
    record = library.catalogue.record(hit.record)
    assert record is not None
    return record


@pytest.mark.parametrize("query", QUERIES)
def test_every_text_is_word_for_word_in_its_record(sample: Library, query: str):
    result = search(sample, query, k=50)
    assert result.hits
    for hit in result.hits:
        record = record_of(sample, hit)
        excerpts: list[Hit | Excerpt] = [hit, *([hit.counterpart] if hit.counterpart else [])]
        for shown in excerpts:
            assert shown.text == record.text[shown.start : shown.end]
            assert shown.text.strip()
            part = record.part_at(shown.start)
            assert part is not None
            assert part.end >= shown.end
            assert (shown.part.role, shown.part.labels, shown.part.speaker) == (part.role, part.labels, part.speaker)
            n = int(shown.passage.removeprefix(f"{record.id}/"))
            assert (passages(record)[n].start, passages(record)[n].end) == (shown.start, shown.end)
            assert shown.page == record.page_of(shown.start)
            assert shown.page is not None


@pytest.mark.parametrize("query", QUERIES)
def test_ranks_count_scores_fall_and_no_record_comes_twice(sample: Library, query: str):
    hits = search(sample, query, k=50).hits
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert all(before.score >= after.score for before, after in pairwise(hits))
    shown = [record for hit in hits for record in (hit.record, *(member.record for member in hit.family))]
    assert len(shown) == len(set(shown)) == 6


@pytest.mark.parametrize("query", QUERIES[:6])
def test_question_and_answer_come_back_together_and_aligned(sample: Library, query: str):
    for hit in search(sample, query, k=50).hits:
        record, other = record_of(sample, hit), hit.counterpart
        assert other is not None
        part, theirs = record.part_at(hit.start), record.part_at(other.start)
        assert part is not None
        assert theirs is not None
        if record.by_government(part):
            assert theirs.role == "question"
            assert not part.answers or set(theirs.labels) & set(part.answers)
        else:
            answered = {label for each in record.parts for label in each.answers}
            assert record.by_government(theirs)
            assert not answered & set(part.labels) or set(part.labels) & set(theirs.answers)


def test_one_question_to_several_ministers_is_one_hit(sample: Library):
    hits = search(sample, "artificiële intelligentie bij de administratie", k=10).hits
    first = hits[0]
    assert len(first.family) == 2
    for member in first.family:
        record = sample.catalogue.record(member.record)
        assert record is not None
        assert (member.number, member.addressees, member.external_id) == (record.number, record.addressees, None)
        assert record.title == first.title
    assert len({first.addressees[0].name, *(member.addressees[0].name for member in first.family)}) == 3


def test_a_family_has_no_members_that_a_filter_or_exclusion_takes_out(sample: Library):
    first = search(sample, "artificiële intelligentie", k=1).hits[0]
    out = first.family[0].record
    for again in (
        search(sample, "artificiële intelligentie", k=1, exclude=[out]).hits[0],
        search(sample, "artificiële intelligentie", k=1, exclude=[out, first.record]).hits[0],
    ):
        assert out not in [again.record, *(member.record for member in again.family)]
    minister = first.addressees[0].name
    alone = search(sample, "artificiële intelligentie", k=1, filters=Filters(minister=minister)).hits[0]
    assert (alone.record, alone.family) == (first.record, ())


@pytest.mark.parametrize("k", [1, 2, 3])
def test_k_counts_hits(sample: Library, k: int):
    many = search(sample, "Wit-Rusland", k=50).hits
    assert search(sample, "Wit-Rusland", k=k).hits == many[:k]


@pytest.mark.parametrize("mode", ["hybrid", "dense", "words"])
def test_the_same_query_gives_the_same_hits(sample: Library, mode: Any):
    assert (
        search(sample, "sancties tegen Wit-Rusland", mode=mode).hits
        == search(sample, "sancties tegen Wit-Rusland", mode=mode).hits
    )


def test_modes_look_where_they_say(sample: Library):
    assert len(search(sample, "xyzzy plugh", mode="dense", k=50).hits) == 4
    assert search(sample, "xyzzy plugh", mode="words").hits == ()
    assert search(sample, "?!", mode="words").hits == ()
    [hit] = [hit for hit in search(sample, "leerlingenvervoer", mode="words", k=50).hits if hit.number == "22"]
    assert "leerlingenvervoer" in (hit.text + (hit.title or "")).lower()


def test_a_filter_gives_every_record_that_it_allows(sample: Library):
    for filters in (Filters(minister="oosterlinck"), Filters.model_validate({"from": "2021-01-01"}), Filters(theme="x")):
        wanted = {record.id for record in sample.catalogue.listing(filters)}
        hits = search(sample, "buitenaardse wezens", k=50, filters=filters).hits
        assert {record for hit in hits for record in (hit.record, *(m.record for m in hit.family))} == wanted


def test_hits_can_be_put_in_the_order_of_their_dates(sample: Library):
    best = search(sample, "Wit-Rusland", k=3)
    for sort, falls in (("newest", True), ("oldest", False)):
        hits = search(sample, "Wit-Rusland", k=3, sort=sort).hits  # type: ignore[arg-type]
        assert [hit.rank for hit in hits] == [1, 2, 3]
        assert {hit.record for hit in hits} == {hit.record for hit in best.hits}
        days = [hit.asked_on for hit in hits if hit.asked_on]
        assert len(days) == 3
        assert days == sorted(days, reverse=falls)


def test_a_long_record_does_not_hide_the_others(library: Library, make_record: Records, monkeypatch: pytest.MonkeyPatch):
    """One debate can fill a whole ranking with its passages."""
    monkeypatch.setattr(module, "CANDIDATES", 10)
    text = "\n".join(f"De trein had vertraging nummer {n}." for n in range(60))
    starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
    long = Record(
        id="be-vl.debate.1",
        parliament="be-vl",
        kind="debate",
        text=text,
        language="nl",
        parts=tuple(Part(role="speech", start=a, end=b - 1) for a, b in pairwise([*starts, len(text) + 1])),
    )
    others = [make_record(str(n), asked=f"Hoe lang duurt rit {n}?", replied=None) for n in range(3)]
    library.add([(record, passages(record)) for record in (long, *others)])
    library.embed()
    for mode in ("dense", "hybrid"):
        assert len(search(library, "vertraging van de trein", k=4, mode=mode).hits) == 4  # type: ignore[arg-type]
    assert len(search(library, "rit", k=3, filters=Filters(kind="written-question")).hits) == 3


def test_excluded_records_count_as_absent(library: Library, make_record: Records, with_passages: Items):
    library.add(
        with_passages(
            make_record("1", "Trein", "Trein?", None, external_id="X1"),
            make_record("2", "Trein", "Treinen?", None, external_id="X2"),
            make_record("3", "Trein", "De trein?", None),
        )
    )

    def found(*exclude: str) -> set[str]:
        return {hit.record[-1] for hit in search(library, "trein", exclude=exclude).hits}

    assert found() == {"1", "2", "3"}
    assert found("X1") == {"2", "3"}
    assert found("be-vl.written-question.2", "X1", "unknown") == {"3"}
    assert found("be-vl.written-question.3") == {"1", "2"}


@pytest.mark.parametrize("query", ["", "  ", "\n\t"])
def test_an_empty_query_is_refused(sample: Library, query: str):
    with pytest.raises(InputError, match="query is empty"):
        search(sample, query)


@pytest.mark.parametrize("k", [0, -1])
def test_less_than_one_hit_is_refused(sample: Library, k: int):
    with pytest.raises(InputError, match="at least one"):
        search(sample, "trein", k=k)


def test_a_library_without_vectors_is_searched_by_words(library: Library, make_record: Records, with_passages: Items):
    library.add(with_passages(make_record("1", "Trein", "Waarom vertraging?"), make_record("2", "Bus", "Hoeveel haltes?")))
    for mode in ("hybrid", "words"):
        assert [hit.title for hit in search(library, "trein", mode=mode).hits] == ["Trein"]  # type: ignore[arg-type]
    assert search(library, "trein", mode="dense").hits == ()


def test_what_is_not_embedded_yet_is_found_by_words(library: Library, make_record: Records, with_passages: Items):
    library.add(with_passages(make_record("1", "Bus", "Hoeveel haltes?", None)))
    library.embed()
    library.index.publish()
    library.add(with_passages(make_record("2", "Trein", "Waarom vertraging?", None)))
    assert {hit.title for hit in search(library, "vertraging van de trein").hits} == {"Bus", "Trein"}
    only = Filters.model_validate({"asker": "niemand"})
    assert search(library, "trein", filters=only).hits == ()


def test_what_is_not_embedded_yet_is_not_last_among_many(library: Library, make_record: Records, with_passages: Items):
    """The one record that holds the words of the query, among twenty embedded ones that do not."""
    subjects = ["bus", "tram", "fiets", "haven", "brug", "kanaal", "school", "bos", "museum", "zwembad"]
    library.add(
        with_passages(
            *(
                make_record(str(n), f"{subjects[n % 10]} {n}", f"Hoeveel kost {subjects[n % 10]} {n}?", None)
                for n in range(20)
            )
        )
    )
    library.embed()
    library.add(with_passages(make_record("new", "Trein", "Waarom heeft de trein vertraging?", None)))
    assert library.index.embedded() == library.index.size() - 1
    assert "Trein" in [hit.title for hit in search(library, "vertraging van de trein", k=5).hits]


def test_an_empty_library_has_no_hits(library: Library):
    assert search(library, "trein").hits == ()


def test_the_language_of_the_query_is_told_and_can_be_given(sample: Library):
    assert search(sample, "wat zei de regering over de scholen in dit land?").language == "nl"
    assert search(sample, "wat zei de regering?", language="fr").language == "fr"
    assert set(LANGUAGES) >= {search(sample, query).language for query in QUERIES[:5]}


def test_what_is_loaded_once_is_loaded_before_the_clock_starts(sample: Library):
    warm_up(sample)
    assert 0 < search(sample, "trein").took_ms < 5_000


def parts(*pieces: tuple[str, tuple[str, ...], tuple[str, ...], str | None]) -> Record:
    """A record of parts (role, labels, answers, language), each of one sentence."""
    text, made = "", []
    for role, labels, answers, language in pieces:
        words = f"Dit is zin {len(made)}."
        text += "\n\n" if text else ""
        span = {"start": len(text), "end": len(text) + len(words)}
        made.append({"role": role, "labels": labels, "answers": answers, "language": language, **span})
        text += words
    return Record.model_validate(
        {"id": "x.y.1", "parliament": "x", "kind": "written-question", "text": text, "parts": made, "language": "nl"}
    )


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        (0, 3),  # question 1: answer 1
        (1, 4),  # the sentence before 2.a and 2.b: the answer to one of them
        (2, 4),  # question 2.a: answer 2.a, close as another may be
        (3, 0),
        (4, 2),
        (5, 6),  # French beside French
        (6, 5),
    ],
)
def test_the_counterpart_is_aligned(library: Library, shown: int, expected: int):
    record = parts(
        ("question", ("1",), (), "nl"),
        ("question", ("2",), (), "nl"),
        ("question", ("2.a",), (), "nl"),
        ("answer", ("1",), ("1",), "nl"),
        ("answer", ("2.a",), ("2.a",), "nl"),
        ("question", ("1",), (), "fr"),
        ("answer", ("1",), ("1",), "fr"),
    )
    library.add([(record, passages(record))])
    rows = library.catalogue.passage_rows()
    # The wrong ones are closer to the query, and still not the counterpart.
    scored = [(row, 0.1 if row.part == expected else 0.9) for row in rows]
    other = counterpart(record, rows[shown], scored)
    assert other is not None
    assert other.part == expected
    assert excerpt(record, other).text == record.quote(record.parts[expected])


def test_a_question_without_any_answer_has_no_counterpart(library: Library):
    record = parts(("question", ("1",), (), "nl"), ("context", (), (), "nl"))
    library.add([(record, passages(record))])
    rows = library.catalogue.passage_rows()
    assert counterpart(record, rows[0], [(row, 0.5) for row in rows]) is None
