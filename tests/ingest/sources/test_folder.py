"""Files, folders and zips as sources: everything readable comes once, everything else comes with its reason."""

import io
import json
import os
import struct
import zipfile
from pathlib import Path

import pytest

from ingest.files import SourceFile
from ingest.sources import archive
from ingest.sources.folder import source_files
from ingest.sources.selection import SourceProblem
from rag.errors import InputError

QUESTION = "SCHRIFTELIJKE VRAAG nr. 147 van PIET DE WIJZE datum: 26 februari 2024"
TOPIC = json.dumps({"topic": "D01", "kind": "answerable", "nl": "Wat deed de NMBS?", "filters": {}, "qrels": {"184501": 2}})


def write(path: Path, content: str | bytes = QUESTION) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def zipped(members: dict[str, str | bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in members.items():
            written.writestr(name, content)
    return out.getvalue()


def write_zip(path: Path, members: dict[str, str | bytes]) -> Path:
    return write(path, zipped(members))


def read(*paths: Path, **limits: int) -> tuple[list[str], list[SourceProblem]]:
    """The paths of the files that came, and the problems."""
    found = list(source_files(paths, **limits))
    return (
        [source.path for source in found if isinstance(source, SourceFile)],
        [problem for problem in found if isinstance(problem, SourceProblem)],
    )


def only_problem(*paths: Path, **limits: int) -> SourceProblem:
    files, problems = read(*paths, **limits)
    assert files == []
    (problem,) = problems
    return problem


def test_a_folder_comes_in_the_order_of_names_with_what_lies_deeper(tmp_path):
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", "c.PDF"):
        write(tmp_path / name)
    files, problems = read(tmp_path)
    assert files == [str(tmp_path / name) for name in ("a/b/c.txt", "a/z.txt", "b.txt", "c.PDF")]
    assert problems == []


def test_a_file_comes_with_its_bytes_and_only_once(tmp_path):
    path = write(tmp_path / "vraag.txt")
    (source,) = source_files([path, tmp_path, path])
    assert isinstance(source, SourceFile)
    assert source.data == QUESTION.encode()


def test_hidden_files_and_mappings_are_no_sources(tmp_path):
    for name in (".DS_Store", ".git/config", "questions.map.toml"):
        write(tmp_path / name)
    assert read(tmp_path) == ([], [])


@pytest.mark.parametrize(
    "name", ["README.md", "readme", "README_data.txt", "LICENSE", "LICENCE-data.md", "test.qrels", "qrels-2024.tsv"]
)
def test_descriptions_and_judgements_are_skipped_with_a_reason(tmp_path, name):
    problem = only_problem(write(tmp_path / name))
    assert (problem.path, problem.status) == (str(tmp_path / name), "skipped")
    assert problem.reason


@pytest.mark.parametrize("name", ["readmissions.csv", "licences.csv", "notices.jsonl"])
def test_a_name_that_only_begins_so_is_read(tmp_path, name):
    files, _ = read(write(tmp_path / name))
    assert len(files) == 1


def test_topics_are_known_by_their_content(tmp_path):
    unjudged = json.dumps({"topic": "D02", "need_nl": "Wat deed de NMBS?"})
    for topics in (TOPIC + "\n" + TOPIC, unjudged):
        problem = only_problem(write(tmp_path / "anything.jsonl", topics))
        assert problem.status == "skipped"
        assert "hemicycle eval" in problem.reason


def test_a_record_that_mentions_qrels_is_read(tmp_path):
    row = json.dumps({"id": 1, "question": 'Wat is "qrels": een maat?'})
    assert len(read(write(tmp_path / "questions.jsonl", row))[0]) == 1


@pytest.mark.parametrize("content", [b"", b" \r\n\t", b"\xef\xbb\xbf\n", b"\x00" * 2000])
def test_an_empty_file_fails_with_a_reason(tmp_path, content):
    assert only_problem(write(tmp_path / "leeg.txt", content)) == SourceProblem(
        str(tmp_path / "leeg.txt"), "failed", "the file is empty"
    )


def test_a_missing_path_stops_everything_before_the_first_file_is_read(tmp_path):
    write(tmp_path / "vraag.txt")
    with pytest.raises(InputError, match="nergens' does not exist"):
        source_files([tmp_path, tmp_path / "nergens"])


def test_what_is_neither_file_nor_folder_is_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError, match="neither a file nor a folder"):
        source_files([tmp_path / "pipe"])
    assert only_problem(tmp_path).reason == "not an ordinary file"


def test_a_broken_link_is_one_failed_row_and_the_rest_goes_on(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "weg.txt")
    write(tmp_path / "b.txt")
    files, problems = read(tmp_path)
    assert files == [str(tmp_path / "b.txt")]
    assert problems == [
        SourceProblem(str(tmp_path / "a.txt"), "failed", "the file cannot be read: No such file or directory")
    ]


def test_a_link_to_a_folder_is_not_followed(tmp_path):
    (tmp_path / "lus").symlink_to(tmp_path, target_is_directory=True)
    assert only_problem(tmp_path).status == "skipped"


def test_a_file_over_the_limit_names_both_sizes(tmp_path):
    problem = only_problem(write(tmp_path / "groot.txt", b"x" * (3 << 20)), largest=2 << 20)
    assert problem.reason == "3.0 MiB; at most 2.0 MiB a file: split it"


def test_a_zip_is_read_in_place_with_the_path_inside_shown(tmp_path):
    path = write_zip(
        tmp_path / "archief.zip",
        {"jaar/2024/b.txt": QUESTION, "a.txt": QUESTION, "jaar/README.md": "x", "__MACOSX/._a.txt": "x", "t.map.toml": "x"},
    )
    files, problems = read(path)
    assert files == [f"{path}/a.txt", f"{path}/jaar/2024/b.txt"]
    assert [problem.path for problem in problems] == [f"{path}/jaar/README.md"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["archief.zip"]


def test_a_zip_is_known_by_its_content_and_a_word_file_is_no_archive(tmp_path):
    write_zip(tmp_path / "archief.dat", {"a.txt": QUESTION})
    write_zip(tmp_path / "brief.docx", {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"})
    assert read(tmp_path)[0] == [str(tmp_path / "archief.dat/a.txt"), str(tmp_path / "brief.docx")]


def test_a_path_inside_that_climbs_out_is_shown_harmlessly(tmp_path):
    path = write_zip(tmp_path / "archief.zip", {"../../etc/passwd.txt": QUESTION})
    assert read(path)[0] == [f"{path}/etc/passwd.txt"]


def test_a_zip_bomb_is_refused_as_a_whole(tmp_path):
    problem = only_problem(write_zip(tmp_path / "bom.zip", {"a.txt": b"\x20" * (20 << 20)}))
    assert problem.status == "failed"
    assert "zip bomb" in problem.reason


def test_an_archive_of_too_many_files_or_bytes_is_refused(tmp_path, monkeypatch):
    path = write_zip(tmp_path / "veel.zip", {f"{n}.txt": QUESTION for n in range(5)})
    monkeypatch.setattr(archive, "MOST_MEMBERS", 4)
    assert only_problem(path).reason == "the archive holds 5 files; at most 4: split it"
    monkeypatch.setattr(archive, "MOST_MEMBERS", 5)
    monkeypatch.setattr(archive, "LARGEST_ARCHIVE", 100)
    assert "unpacks to" in only_problem(path).reason


def test_a_member_over_the_limit_fails_alone(tmp_path):
    path = write_zip(tmp_path / "archief.zip", {"a.txt": os.urandom(5000), "b.txt": QUESTION})
    files, problems = read(path, largest=4000)
    assert files == [f"{path}/b.txt"]
    assert [problem.path for problem in problems] == [f"{path}/a.txt"]


def test_a_table_of_contents_that_lies_unpacks_no_more_than_it_declares(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("a.txt", b"x" * 100_000)
    data = inner.getvalue().replace(struct.pack("<I", 100_000), struct.pack("<I", 10))
    problem = only_problem(write(tmp_path / "leugen.zip", data))
    assert problem.path.endswith("leugen.zip/a.txt")
    assert problem.status == "failed"


def test_an_archive_inside_an_archive_is_read_in_place(tmp_path):
    inner = zipped({"b/c.txt": QUESTION, "README": "x"})
    word = zipped({"[Content_Types].xml": "<Types/>"})
    path = write_zip(tmp_path / "buiten.zip", {"a.zip": inner, "naamloos": inner, "brief.docx": word, "z.txt": QUESTION})
    files, problems = read(path)
    assert files == [f"{path}/{name}" for name in ("a.zip/b/c.txt", "brief.docx", "naamloos/b/c.txt", "z.txt")]
    assert [problem.path for problem in problems] == [f"{path}/a.zip/README", f"{path}/naamloos/README"]


def test_archives_inside_one_another_have_an_end(tmp_path):
    nested = QUESTION.encode()
    for _ in range(3):
        nested = zipped({"a": nested, "b.txt": QUESTION})
    assert len(read(write(tmp_path / "drie.zip", nested))[0]) == 4
    files, [problem] = read(write(tmp_path / "vier.zip", zipped({"a": nested, "b.txt": QUESTION})))
    assert (files[-1], len(files)) == (str(tmp_path / "vier.zip/b.txt"), 3)
    assert problem == SourceProblem(
        f"{tmp_path}/vier.zip/a/a/a", "failed", "more than 3 archives inside one another: unpack the outer ones first"
    )


def test_the_limits_of_an_archive_hold_for_all_that_is_inside_it(tmp_path, monkeypatch):
    inner = zipped({f"{n}.txt": QUESTION for n in range(5)})
    path = write_zip(tmp_path / "veel.zip", {f"{n}.zip": inner for n in range(3)})
    assert len(read(path)[0]) == 15
    monkeypatch.setattr(archive, "MOST_MEMBERS", 14)
    files, problems = read(path)
    assert (len(files), [problem.reason for problem in problems]) == (10, ["the archive holds 5 files; at most 1: split it"])
    monkeypatch.setattr(archive, "LARGEST_ARCHIVE", 3 * len(inner) + 5 * len(QUESTION))
    files, problems = read(path)
    assert (len(files), ["unpacks to" in problem.reason for problem in problems]) == (5, [True, True])


def test_a_bomb_inside_an_archive_fails_alone(tmp_path):
    bomb = zipped({"a.txt": b"\x20" * (20 << 20)})
    files, problems = read(write_zip(tmp_path / "buiten.zip", {"bom.zip": bomb, "z.txt": QUESTION}))
    assert len(files) == 1
    assert ["zip bomb" in problem.reason for problem in problems] == [True]


@pytest.mark.parametrize("cut", [5, 60, 140])
def test_a_damaged_archive_gives_one_failed_row(tmp_path, cut):
    whole = write_zip(tmp_path / "heel.zip", {"a.txt": QUESTION}).read_bytes()
    (tmp_path / "heel.zip").unlink()
    problem = only_problem(write(tmp_path / "stuk.zip", whole[:cut]))
    assert problem.status == "failed"
    assert "\n" not in problem.reason


def test_a_member_with_damaged_bytes_fails_alone(tmp_path):
    path = tmp_path / "archief.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as written:
        written.writestr("a.txt", QUESTION)
        written.writestr("b.txt", "goed")
    path.write_bytes(path.read_bytes().replace(b"PIET", b"piet"))
    files, problems = read(path)
    assert files == [f"{path}/b.txt"]
    assert problems[0].path == f"{path}/a.txt"


def test_an_empty_archive_fails(tmp_path):
    assert only_problem(write_zip(tmp_path / "leeg.zip", {})).reason == "the archive is empty"


def test_files_are_read_one_by_one(tmp_path, monkeypatch):
    for name in ("a.txt", "b.txt"):
        write(tmp_path / name)
    sources = source_files([tmp_path])
    first = next(sources)
    write(tmp_path / "b.txt", "later geschreven")
    second = next(sources)
    assert isinstance(first, SourceFile)
    assert isinstance(second, SourceFile)
    assert second.data == b"later geschreven"
