"""A watched folder: what is there, then what arrives or changes, whole, and nothing that is taken out of it."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from ingest.watch import WatchReport, watch
from rag.errors import InputError
from rag.library.library import Library
from rag.library.lock import writer_lock

MAP = 'parliament = "be-test"\nkind = "written-question"\nlanguage = "nl"\n[columns]\nid = "id"\nquestion = "q"\n'


class Watched:
    """A folder that is watched in a thread of its own: `wait(n)` gives the first n batches."""

    def __init__(self, library: Library, folder: Path) -> None:
        self.told: list[str] = []
        self._reports: list[WatchReport] = []
        self._library, self._folder = library, folder
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        for report in watch(self._library, self._folder, embed=False, settled=0.4, told=self.told.append, stopped=self._end):
            self._reports.append(report)

    def wait(self, n: int) -> list[WatchReport]:
        until = time.monotonic() + 20
        while len(self._reports) < n and time.monotonic() < until:
            time.sleep(0.02)
        assert len(self._reports) == n
        return self._reports

    def quiet(self, seconds: float = 1.2) -> None:
        """Nothing more comes for a while."""
        before = len(self._reports)
        time.sleep(seconds)
        assert self._reports[before:] == []

    def end(self) -> None:
        self._end.set()
        self._thread.join(timeout=20)
        assert not self._thread.is_alive()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture
def watched(library: Library, inbox: Path) -> Iterator[Callable[[], Watched]]:
    """Begins to watch the folder."""
    begun: list[Watched] = []

    def begin() -> Watched:
        begun.append(Watched(library, inbox))
        return begun[-1]

    yield begin
    for one in begun:
        one.end()


def statuses(report: WatchReport) -> dict[str, str]:
    return {Path(file.path).name: file.status for file in report.files}


def test_what_is_there_is_read_and_then_what_arrives_and_changes(
    watched: Callable[[], Watched], inbox: Path, sample_texts: Sequence[Path], library: Library
):
    texts = [path.read_text(encoding="utf-8") for path in sample_texts]
    (inbox / "deep" / "er").mkdir(parents=True)
    (inbox / "deep" / "er" / "a.txt").write_text(texts[0], encoding="utf-8")
    one = watched()
    assert statuses(one.wait(1)[0]) == {"a.txt": "added"}
    (inbox / "b.txt").write_text(texts[1], encoding="utf-8")
    (inbox / "c.txt").write_text(texts[2], encoding="utf-8")
    assert statuses(one.wait(2)[1]) == {"b.txt": "added", "c.txt": "added"}
    (inbox / "b.txt").write_text(texts[3], encoding="utf-8")
    assert statuses(one.wait(3)[2]) == {"b.txt": "updated"}
    assert library.catalogue.size() == 3


def test_a_file_is_read_once_when_it_is_written(watched: Callable[[], Watched], inbox: Path, sample_texts: Sequence[Path]):
    text = sample_texts[0].read_bytes()
    one = watched()
    with (inbox / "slow.txt").open("wb") as file:
        for start in range(0, len(text), len(text) // 6):
            file.write(text[start : start + len(text) // 6])
            file.flush()
            time.sleep(0.15)
    assert statuses(one.wait(1)[0]) == {"slow.txt": "added"}
    one.quiet()


def test_a_folder_that_is_moved_in_is_read_whole(
    watched: Callable[[], Watched], inbox: Path, tmp_path: Path, sample_texts: Sequence[Path]
):
    one = watched()
    (tmp_path / "made").mkdir()
    for n, path in enumerate(sample_texts[:2]):
        (tmp_path / "made" / f"{n}.txt").write_bytes(path.read_bytes())
    time.sleep(0.6)  # watched by now
    (tmp_path / "made").rename(inbox / "made")
    assert statuses(one.wait(1)[0]) == {"0.txt": "added", "1.txt": "added"}


def test_what_is_removed_is_said_and_its_records_stay(
    watched: Callable[[], Watched], inbox: Path, sample_texts: Sequence[Path], library: Library
):
    (inbox / "in").mkdir()
    for n, name in enumerate(("a.txt", "in/b.txt")):
        (inbox / name).write_bytes(sample_texts[n].read_bytes())
    one = watched()
    one.wait(1)
    (inbox / "a.txt").unlink()
    assert one.wait(2)[1].removed == (str(inbox / "a.txt"),)
    (inbox / "in" / "b.txt").unlink()
    (inbox / "in").rmdir()
    assert one.wait(3)[2].removed == (str(inbox / "in" / "b.txt"),)
    assert (one.wait(3)[2].files, library.catalogue.size()) == ((), 2)


def test_a_file_that_is_replaced_in_one_step_is_not_removed(
    watched: Callable[[], Watched], inbox: Path, tmp_path: Path, sample_texts: Sequence[Path]
):
    (inbox / "a.txt").write_bytes(sample_texts[0].read_bytes())
    one = watched()
    one.wait(1)
    (tmp_path / "new").write_bytes(sample_texts[1].read_bytes())
    (tmp_path / "new").replace(inbox / "a.txt")
    second = one.wait(2)[1]
    assert (statuses(second), second.removed) == ({"a.txt": "updated"}, ())


def test_hidden_and_unfinished_files_are_left_alone(
    watched: Callable[[], Watched], inbox: Path, sample_texts: Sequence[Path]
):
    one = watched()
    time.sleep(0.6)
    (inbox / ".git").mkdir()
    for name in (".hidden.txt", "a.txt.part", "b.crdownload", "c.tmp", "d.txt~", ".git/e.txt"):
        (inbox / name).write_bytes(sample_texts[0].read_bytes())
    one.quiet()
    (inbox / "a.txt.part").rename(inbox / "a.txt")
    assert statuses(one.wait(1)[0]) == {"a.txt": "added"}


def test_a_mapping_that_changes_has_its_table_read_again(watched: Callable[[], Watched], inbox: Path):
    (inbox / "t.jsonl").write_text('{"id": "Q1", "q": "Hoeveel?"}\n')
    (inbox / "t.map.toml").write_text(MAP)
    one = watched()
    assert statuses(one.wait(1)[0]) == {"t.jsonl": "added"}
    (inbox / "t.map.toml").write_text(MAP.replace("be-test", "be-other"))
    assert statuses(one.wait(2)[1]) == {"t.jsonl": "updated"}


def test_another_writer_is_waited_for(
    watched: Callable[[], Watched], inbox: Path, sample_texts: Sequence[Path], library: Library
):
    with writer_lock(library.folder):
        one = watched()
        (inbox / "a.txt").write_bytes(sample_texts[0].read_bytes())
        one.quiet(1.5)
        assert [line.split(" is being written by ")[0] for line in one.told] == [f"waiting: {library.folder}"]
    assert statuses(one.wait(1)[0]) == {"a.txt": "added"}


def test_a_file_that_cannot_be_read_stops_nothing(watched: Callable[[], Watched], inbox: Path, sample_texts: Sequence[Path]):
    (inbox / "bad.pdf").write_bytes(b"%PDF-1.4 no")
    (inbox / "good.txt").write_bytes(sample_texts[0].read_bytes())
    one = watched()
    assert statuses(one.wait(1)[0]) == {"bad.pdf": "failed", "good.txt": "added"}
    one.quiet()


def test_a_folder_that_is_none_is_refused(library: Library, tmp_path: Path):
    with pytest.raises(InputError, match="is no folder"):
        watch(library, tmp_path / "nowhere")
