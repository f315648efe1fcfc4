"""`hemicycle fetch` and `hemicycle watch` as their users run them."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.ingest.services import Service, chamber, document, reply, serving

Hemicycle = Callable[..., Any]
INGEST = {"files", "records", "passages", "embedded", "took_s", "embedding_s", "repeats", "unanswered", "formats"}


@pytest.fixture
def three(monkeypatch: pytest.MonkeyPatch, sample_pdfs: Sequence[Path]) -> Any:
    """A service with three documents, which the settings name."""
    with serving() as service:
        documents = [document(n, f"2024-03-0{n}T10:00:00Z") for n in (1, 2, 3)]
        chamber(service, documents, {one["Id"]: path.read_bytes() for one, path in zip(documents, sample_pdfs, strict=False)})
        for name, value in environment(service).items():
            monkeypatch.setenv(name, value)
        yield service


def environment(service: Service) -> dict[str, str]:
    quick = {"PAUSE": "0", "BACKOFF": "0.01", "TRIES": "2", "TWEEDE_KAMER_URL": service.url}
    return {f"HEMICYCLE_SOURCE_{name}": value for name, value in quick.items()}


def test_without_a_source_they_are_listed_and_nobody_is_asked(hemicycle: Hemicycle, three: Service):
    told = hemicycle("fetch", "--json")
    assert [set(row) for row in json.loads(told.out)] == [{"source", "what", "address"}] * 3
    assert [row["source"] for row in json.loads(told.out)] == ["flemish", "tweede-kamer", "uk"]
    assert three.url in hemicycle("fetch").out
    assert three.asked == []


def test_a_fetch_reports_as_an_ingest_and_says_how_far_it_came(hemicycle: Hemicycle, three: Service, tmp_path: Path):
    folder = tmp_path / "library"
    told = hemicycle("fetch", "tweede-kamer", "--from", "2024-03-01", "--library", folder, "--json")
    report = json.loads(told.out)
    assert (told.code, len(told.out.splitlines())) == (0, 1)
    assert set(report) == INGEST | {"source", "known", "first", "through"}
    assert [file["status"] for file in report["files"]] == ["added"] * 3
    assert report["embedded"] > 0
    again = hemicycle("fetch", "tweede-kamer", "--from", "2024-03-01", "--library", folder)
    assert again.code == 0
    assert "0 records in 0 passages" in again.out
    assert "tweede-kamer, from 2024-03-01 on: is in as it was on 20" in again.out
    assert "; 3 named by it were in already" in again.out
    found = json.loads(hemicycle("list", "--library", folder, "--json").out)
    assert len(found) == 3


def test_what_failed_is_a_row_and_the_exit_code_says_so(hemicycle: Hemicycle, three: Service, tmp_path: Path):
    arguments = ("fetch", "tweede-kamer", "--from", "2024-03-01", "--no-embed", "--library", tmp_path / "library")
    three.faults = [("/Document", reply("", status=500))] * 2
    told = hemicycle(*arguments)
    assert told.code == 1
    assert told.out.splitlines()[0].startswith(f"failed: {three.url}/Document?")
    assert told.out.splitlines()[0].endswith(": answers 500; tried 2 times")
    assert hemicycle(*arguments).code == 0


def test_a_dry_run_names_the_addresses(hemicycle: Hemicycle, three: Service, tmp_path: Path):
    told = hemicycle("fetch", "tweede-kamer", "--from", "2024-03-01", "--dry-run", "--library", tmp_path / "library")
    assert len(told.out.splitlines()) == 4
    assert told.out.splitlines()[-1] == "3 documents would be asked for, from 2024-03-01 on"
    assert three.asked_for("/resource") == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("congress",), "no source is called 'congress': give one of flemish, tweede-kamer, uk"),
        (("uk", "--from", "yesterday"), "--from"),
        (("uk", "--from", "2024-03-02", "--to", "2024-03-01"), "there is no day"),
    ],
)
def test_wrong_use_is_one_line(hemicycle: Hemicycle, three: Service, arguments: tuple[str, ...], said: str):
    told = hemicycle("fetch", *arguments)
    assert (told.code, told.out, len(told.err.splitlines())) == (2, "", 1)
    assert said in told.err
    assert three.asked == []


def test_a_wrong_setting_is_one_line(hemicycle: Hemicycle, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HEMICYCLE_SOURCE_UK_URL", "example.org")
    told = hemicycle("fetch", "uk")
    assert (told.code, told.err.splitlines()) == (
        2,
        ["hemicycle: 'example.org' is no address of a service: give one such as https://example.org/api"],
    )


def process(tmp_path: Path, *arguments: object, **more: str) -> subprocess.Popen[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("HEMICYCLE_")}
    return subprocess.Popen(
        [str(Path(sys.executable).with_name("hemicycle")), *map(str, arguments)],
        env=kept | {"XDG_DATA_HOME": str(tmp_path / "data"), "PYTHONPATH": os.pathsep.join(sys.path)} | more,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Whoever started the tests may have set Ctrl-C to be ignored, as a shell does for what it starts in the background.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_fetch_that_is_ended_loses_nothing_and_goes_on(
    hemicycle: Hemicycle, three: Service, tmp_path: Path, how: signal.Signals
):
    arguments = ("fetch", "tweede-kamer", "--from", "2024-03-01", "--no-embed", "--library", tmp_path / "library")
    three.faults = [("0003\\)/resource", lambda to: time.sleep(30))]
    running = process(tmp_path, *arguments, **environment(three))
    until = time.monotonic() + 60
    while len(three.asked_for("/resource")) < 3 and time.monotonic() < until:
        time.sleep(0.05)
    running.send_signal(how)
    _, said = running.communicate(timeout=30)
    if how == signal.SIGINT:
        assert running.returncode == 130
        assert said.splitlines()[-1] == "hemicycle: stopped; what was committed stays, run the same command to go on"
    told = hemicycle(*arguments, "--json")
    report = json.loads(told.out)
    assert [file["status"] for file in report["files"]] == ["added"]
    assert (report["known"], len(three.asked_for("/resource"))) == (2, 4)
    assert hemicycle("doctor", "--library", tmp_path / "library").code == 0


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_watch_prints_a_report_a_line_and_ends_well(tmp_path: Path, sample_texts: Sequence[Path], how: signal.Signals):
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "a.txt").write_bytes(sample_texts[0].read_bytes())
    running = process(tmp_path, "watch", tmp_path / "inbox", "--no-embed", "--library", tmp_path / "library", "--json")
    assert running.stdout is not None
    report = json.loads(running.stdout.readline())
    assert set(report) == INGEST | {"removed"}
    assert [file["status"] for file in report["files"]] == ["added"]
    running.send_signal(how)
    out, said = running.communicate(timeout=30)
    assert (running.returncode, out) == (0, "")
    assert said.splitlines()[-1] == "stopped; what was committed stays"


def test_what_cannot_be_watched_is_one_line(hemicycle: Hemicycle, tmp_path: Path):
    told = hemicycle("watch", tmp_path / "nowhere")
    assert (told.code, told.out, len(told.err.splitlines())) == (2, "", 1)
    assert "is no folder" in told.err
