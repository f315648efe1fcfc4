"""What the page keeps: every visitor has their own, and nothing is lost or shown to another."""

import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.errors import LibraryError
from rag.library import database
from ui.kept import Kept, as_jsonl


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Kept]:
    opened = Kept(tmp_path / "folder" / "kept.db")
    yield opened
    opened.close()


def keep(
    kept: Kept,
    visitor: str,
    id: str,  # noqa: A002
    title: str,
    words: str = "",
    revision: int = 0,
) -> tuple[str, int]:
    return kept.keep(visitor, id, revision, library="own", title=title, words=words or title, document={"said": title})


def test_a_conversation_is_one_visitor_s_alone(kept: Kept) -> None:
    keep(kept, "an", "1", "Treinen")
    assert kept.conversation("an", "1") == (1, {"said": "Treinen"})
    assert kept.conversation("bert", "1") is None
    assert kept.conversations("bert") == []
    for change in (kept.delete, lambda visitor, id: kept.rename(visitor, id, "Gestolen")):  # noqa: A006
        change("bert", "1")
    assert [each.name for each in kept.conversations("an")] == ["Treinen"]


def test_the_newest_stands_first_and_a_name_stays(kept: Kept) -> None:
    keep(kept, "an", "1", "Treinen")
    keep(kept, "an", "2", "Bussen")
    kept.rename("an", "1", "Mijn treinen")
    keep(kept, "an", "1", "Trams", "alles over trams", revision=1)
    assert [(each.id, each.name) for each in kept.conversations("an")] == [("1", "Mijn treinen"), ("2", "Bussen")]
    assert kept.conversation("an", "1") == (2, {"said": "Trams"})


def test_all_words_are_looked_for_in_names_questions_and_answers(kept: Kept) -> None:
    keep(kept, "an", "1", "Treinen", "Hoeveel treinen?\nDE TREIN VAN 8 UUR")
    keep(kept, "an", "2", "Bussen", "100 % van de bussen")
    kept.rename("an", "2", "Élan van woon-werk")
    assert [each.id for each in kept.conversations("an", "uur hoeveel")] == ["1"]
    assert [each.id for each in kept.conversations("an", "WOON élan")] == ["2"]
    assert kept.conversations("an", "woord " * 2_000) == []
    assert [each.id for each in kept.conversations("an", "100 %")] == ["2"]
    assert kept.conversations("an", "uur bussen") == []


def test_two_pages_that_go_on_from_one_conversation_lose_nothing_of_either(kept: Kept) -> None:
    keep(kept, "an", "1", "Treinen")
    assert keep(kept, "an", "1", "Treinen en trams", revision=1) == ("1", 2)
    id, revision = keep(kept, "an", "1", "Treinen en bussen", revision=1)  # noqa: A001
    assert id != "1"
    assert keep(kept, "an", id, "Treinen en bussen, dan boten", revision=revision) == (id, 2)
    assert {each.name for each in kept.conversations("an")} == {"Treinen en trams", "Treinen en bussen, dan boten"}


def test_a_deleted_conversation_that_goes_on_is_there_again(kept: Kept) -> None:
    keep(kept, "an", "1", "Treinen")
    kept.delete("an", "1")
    keep(kept, "an", "1", "Treinen en trams", revision=1)
    assert [each.name for each in kept.conversations("an")] == ["Treinen en trams"]


def test_the_same_id_is_another_conversation_of_another_visitor(kept: Kept) -> None:
    keep(kept, "an", "1", "Treinen")
    keep(kept, "bert", "1", "Bussen")
    assert [each.name for each in kept.conversations("an")] == ["Treinen"]


def test_nothing_is_kept_of_nobody(kept: Kept) -> None:
    keep(kept, "", "1", "Treinen")
    kept.judge("", "1", 0, {"verdict": "bad"})
    kept.save_search("", library="own", name="Treinen", document={}, seen=1)
    assert (kept.conversations(""), kept.judged(""), kept.searches("", "own")) == ([], [], [])


def test_what_quotes_a_forgotten_record_goes_with_it(kept: Kept, tmp_path: Path) -> None:
    secret = "be.written-question.1"
    for id, record in (("1", secret), ("2", "be.written-question.12")):  # noqa: A001
        kept.keep("an", id, 0, library="own", title=id, words="GEHEIM" + id, document={"quotes": [{"record": record}]})
        kept.judge("bert", id, 0, {"verdict": "bad", "answer": [{"record": record}]})
    assert kept.forget([]) == (0, True)
    assert kept.forget([secret, "be.written-question.3"]) == (2, True)
    assert [each.id for each in kept.conversations("an")] == ["2"]
    assert len(kept.judged("bert")) == 1
    # Also while the page that keeps them is open.
    assert not any(b"GEHEIM1" in file.read_bytes() for file in (tmp_path / "folder").iterdir())


def test_a_reader_in_the_way_of_forgetting_is_said_and_the_next_time_completes_it(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_WAIT", 0.2)
    keep(kept, "an", "1", "GEHEIM1")
    kept.keep("an", "2", 0, library="own", title="", words="GEHEIM2", document=[{"record": "be.written-question.1"}])
    reader = sqlite3.connect(tmp_path / "folder" / "kept.db", isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT count(*) FROM conversations").fetchone() == (2,)
    opened = Kept(tmp_path / "folder" / "kept.db")
    assert opened.forget(["be.written-question.1"]) == (1, False)
    reader.close()
    assert opened.forget(["be.written-question.1"]) == (0, True)
    assert not any(b"GEHEIM2" in file.read_bytes() for file in (tmp_path / "folder").iterdir())
    opened.close()


def test_a_deletion_can_be_taken_back_until_the_next_start(kept: Kept, tmp_path: Path) -> None:
    keep(kept, "an", "1", "Treinen")
    kept.delete("an", "1")
    assert kept.conversations("an") == []
    assert kept.conversation("an", "1") is None
    kept.restore("an", "1")
    assert [each.id for each in kept.conversations("an")] == ["1"]
    kept.delete("an", "1")
    again = Kept(tmp_path / "folder" / "kept.db")
    again.restore("an", "1")
    assert again.conversations("an") == []
    again.close()


def test_feedback_is_what_was_said_last_and_comes_as_lines(kept: Kept) -> None:
    kept.judge("an", "1", 0, {"verdict": "bad"})
    kept.judge("an", "1", 0, {"verdict": "good"})
    kept.judge("an", "1", 1, {"verdict": "bad"})
    kept.judge("an", "1", 1, None)
    assert [line["verdict"] for line in kept.judged("an")] == ["good"]
    assert kept.judged("bert") == []
    assert as_jsonl(kept.judged("an")).count("\n") == 1


def test_a_search_of_the_same_name_gives_way_and_remembers_what_was_seen(kept: Kept) -> None:
    kept.save_search("an", library="own", name="Treinen", document={"words": "trein"}, seen=3)
    id = kept.save_search("an", library="own", name="Treinen", document={"words": "treinen"}, seen=5)  # noqa: A001
    kept.save_search("an", library="sample", name="Treinen", document={}, seen=1)
    kept.seen("bert", [id], 9)
    (one,) = kept.searches("an", "own")
    assert (one.document, one.seen) == ({"words": "treinen"}, 5)
    kept.seen("an", [id], 9)
    assert kept.searches("an", "own")[0].seen == 9
    kept.forget_search("bert", id)
    assert kept.searches("an", "own")
    kept.forget_search("an", id)
    assert kept.searches("an", "own") == []


def test_only_its_owner_reads_the_file(kept: Kept, tmp_path: Path) -> None:
    keep(kept, "an", "1", "Treinen")
    for file in (tmp_path / "folder").iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file


def test_what_cannot_be_opened_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("geen databank", encoding="utf-8")
    with pytest.raises(LibraryError, match=r"text\.db cannot be opened"):
        Kept(tmp_path / "text.db")
    newer = sqlite3.connect(tmp_path / "newer.db")
    newer.execute("PRAGMA user_version = 99")
    newer.close()
    with pytest.raises(LibraryError, match="newer version"):
        Kept(tmp_path / "newer.db")


def test_a_full_disk_is_one_line(small_disk) -> None:  # type: ignore[no-untyped-def]
    kept = Kept(small_disk(400) / "kept.db")
    with pytest.raises(LibraryError, match=r"kept\.db cannot be written"):
        keep(kept, "an", "1", "Treinen", "woord " * 200_000)
    keep(kept, "an", "2", "Bussen")
    assert [each.id for each in kept.conversations("an")] == ["2"]
    kept.close()
