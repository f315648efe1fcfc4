import random
from pathlib import Path

from eval.fuzz.__main__ import main
from eval.fuzz.bombs import bombs
from eval.fuzz.judge import judged
from eval.fuzz.mutate import mutated
from tests.conftest import SAMPLE


def test_a_case_can_be_had_again() -> None:
    data = (SAMPLE / "text").joinpath(sorted(p.name for p in (SAMPLE / "text").iterdir())[0]).read_bytes()
    made = [mutated(data, random.Random("7:1"), b"other") for _ in range(2)]
    assert made[0] == made[1] != data


def test_a_file_is_read_or_refused_in_one_line() -> None:
    files = sorted((SAMPLE / "pdf").iterdir())
    assert judged(files[0].name, files[0].read_bytes()).kind == "read"
    verdict = judged("nothing.pdf", b"%PDF-1.4 nothing")
    assert (verdict.kind, verdict.records) == ("refused", 0)
    assert "damaged" in verdict.said


def test_a_bomb_that_is_read_and_a_reader_that_fails_are_faults() -> None:
    file = sorted((SAMPLE / "pdf").iterdir())[0]
    assert judged(file.name, file.read_bytes(), bomb=True).kind == "fault"
    assert judged("no/such/folder.txt", b"").said.startswith("Traceback")


def test_bombs_are_refused() -> None:
    made = bombs(megabytes=12)
    assert {name: judged(name, data, bomb=True).kind for name, data in made.items()} == dict.fromkeys(made, "refused")


def test_a_short_run_finds_nothing(data_folder: Path) -> None:
    assert main(["--cases", "40", "--seed", "3", "--only", "flemish", "--only", "parlamint"]) == 0
