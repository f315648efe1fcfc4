"""What happens beside a writer: its disk fills, another wants to write, somebody reads, its sources change."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from eval.faults import disk
from eval.faults.commands import FaultError, finish, kill
from eval.faults.corpus import write_table
from eval.faults.evidence import check_whole, committed
from eval.faults.stage import Outcome, Stage, wait_until
from eval.processes import hemicycle

_STEPS = 6
"""In so many steps a disk gets room for the library."""

_ROUNDS = 3
_A_MOMENT_MS = 2_000


def disk_full(stage: Stage) -> Outcome:
    """Ingest on a disk that is full, make a little room, and again, until it is enough."""
    outcome = Outcome(
        "disk full during an ingest", "exit code 2 and one line each time, nothing lost; with room the same command goes on"
    )
    small, step = stage.root / "small", stage.size // _STEPS
    room = 8 * stage.size
    disk.mount(small, megabytes=room / 1_000_000)
    folder, ballast = small / "library", small / "ballast"
    try:
        _fill(ballast, shutil.disk_usage(small).free - step)
        while True:
            before = committed(folder)
            done = stage.commands.run(stage.ingesting(folder), ends=(0, 2))
            before.check_kept(committed(folder))
            if done.code == 0:
                break
            outcome.times += 1
            if not any(word in done.err for word in ("No space left", "disk is full")):
                raise FaultError(f"it is not said that the disk is full: {done.err}")
            there = committed(folder).records
            stage.tell(f"full, {len(there)} records committed")
            if there:
                check_whole(folder)
                stage.commands.run(stage.searching(folder))
            if ballast.stat().st_size < step:
                raise FaultError("the library does not fit on an empty disk of eight times its size")
            os.truncate(ballast, ballast.stat().st_size - step)
        stage.check_complete(folder)
    except FaultError as fault:
        outcome.faults.append(str(fault))
    disk.unmount(small)
    return outcome


def _fill(path: Path, size: int) -> None:
    with path.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, size)


def two_writers(stage: Stage) -> Outcome:
    """Commands that write while another does; and ingests that begin at the same moment to make one library."""
    outcome = Outcome(
        "two writers at once", "the second is told who writes, with which command and since when; nothing is disturbed"
    )
    folder = stage.new_library()
    first = stage.commands.start(stage.ingesting(folder), cache=stage.commands.new_cache())
    try:
        wait_until(lambda: bool(committed(folder).records))
        record = min(committed(folder).records)
        with _stopped(first):
            refused = stage.commands.run_all(
                stage.ingesting(folder),
                hemicycle("rebuild", "--library", folder),
                hemicycle("forget", record, "--yes", "--library", folder),
                ends=(2,),
            )
        finish(first)
        for done in refused:
            outcome.times += 1
            if f"process {first.pid} (hemicycle ingest) since" not in done.err:
                raise FaultError(f"{done.command} does not name who writes: {done.err}")
        stage.check_complete(folder)
        for _ in range(_ROUNDS):
            stage.tell("two at the same moment")
            outcome.times += 1
            folder = stage.new_library()
            both = [stage.ingesting(folder), stage.ingesting(folder)]
            if all(done.code for done in stage.commands.run_all(*both, ends=(0, 2))):
                raise FaultError("of two ingests that begin at the same moment none writes")
            stage.check_complete(folder)
    except FaultError as fault:
        outcome.faults.append(str(fault))
    finally:
        kill(first)
    return outcome


@contextmanager
def _stopped(process: "subprocess.Popen[str]") -> Iterator[None]:
    """Hold a process where it is. Raises FaultError where it has come to its end before."""
    process.send_signal(signal.SIGSTOP)
    try:
        if process.poll() is not None:
            raise FaultError("an ingest came to its end before anything could be done beside it: take more records")
        yield
    finally:
        process.send_signal(signal.SIGCONT)


def reader(stage: Stage) -> Outcome:
    """Search again and again in one process, through one open library, while another process ingests."""
    outcome = Outcome("a reader during writing", "what is committed is found without opening again")
    folder, more = stage.new_library(), stage.root / "more" / "more.jsonl"
    shutil.copytree(stage.reference, folder)
    more.parent.mkdir()
    write_table(more, len(committed(folder).records), named="w")
    before = len(committed(folder).records)
    reading = stage.commands.start([sys.executable, "-m", "eval.faults.reading", str(folder)])
    assert reading.stdin
    assert reading.stdout
    try:
        reading.stdout.readline()
        writer = stage.commands.start(hemicycle("ingest", more, "--library", folder), cache=stage.commands.new_cache())
        finish(writer)
        reading.stdin.write("written\n")
        reading.stdin.flush()
        out, _ = reading.communicate(timeout=60)
        looks = [json.loads(line) for line in out.splitlines()]
        during = [look for look in looks if not look["written"]]
        outcome.times = len(during)
        slowest = max(look["ms"] for look in during)
        grown = [look for look in during if look["records"] > before and look["embedded"] < 2 * looks[-1]["embedded"]]
        if reading.returncode:
            raise FaultError(f"the reader ended with {reading.returncode}")
        if not grown or looks[-1]["records"] != len(committed(folder).records):
            raise FaultError("the reader does not see what was committed while it was open")
        if looks[-1]["hits"] <= looks[0]["hits"]:
            raise FaultError("the reader does not find the new records")
        if slowest > _A_MOMENT_MS:
            raise FaultError(f"a search waited {slowest:.0f} ms")
        sizes = len({(look["records"], look["embedded"]) for look in during})
        outcome.figures = (
            f"{sizes} states seen; a search took {median(look['ms'] for look in during):.0f} ms (median),"
            f" {slowest:.0f} ms at most"
        )
    except FaultError as fault:
        outcome.faults.append(str(fault))
    finally:
        reading.kill()
        reading.wait()
    return outcome


def changing_sources(stage: Stage) -> Outcome:
    """Take a file away, and change a table and a zip, while they are ingested; then bring everything back."""
    outcome = Outcome(
        "a source changes or disappears during an ingest",
        "what cannot be read is a row of the report, exit code 1; ingested again when it is back, all is there",
    )
    for change in (_folder_changes, _zip_changes):
        outcome.times += 1
        try:
            change(stage)
        except FaultError as fault:
            outcome.faults.append(str(fault))
    return outcome


def _folder_changes(stage: Stage) -> None:
    folder, table = stage.new_library(), stage.corpus / "zittingen.jsonl"
    last, rows = max((stage.corpus / "text").iterdir()), table.read_bytes()
    away = stage.root / last.name
    process = stage.commands.start([*stage.ingesting(folder), "--json"])
    # A folder is listed when its turn comes: what is taken away before was never there.
    wait_until(lambda: any(Path(path).parent == last.parent for path in committed(folder).sources))
    with _stopped(process):
        shutil.move(last, away)
        table.write_bytes(rows[: rows.index(b"\n") + 1] + b'{"id": "v1", "answer')
    files = {file["path"]: file for file in json.loads(finish(process, ends=(1,)).out)["files"]}
    shutil.move(away, last)
    table.write_bytes(rows)
    if (said := files.get(str(last), {}).get("status")) != "failed":
        raise FaultError(f"{last.name} was taken away, and is reported as {said}")
    if len(files[str(table)]["records"]) != 1 or "1 rows could not be read" not in files[str(table)]["reason"]:
        raise FaultError(f"a table cut off after its first row is reported as {files[str(table)]}")
    stage.commands.run(stage.ingesting(folder))
    stage.check_complete(folder)


def _zip_changes(stage: Stage) -> None:
    folder, archive = stage.new_library(), stage.root / "all.zip"
    shutil.make_archive(str(archive.with_suffix("")), "zip", stage.corpus / "text")
    content = archive.read_bytes()
    process = stage.commands.start(hemicycle("ingest", archive, "--library", folder))
    wait_until(lambda: bool(committed(folder).records))
    with _stopped(process):
        archive.write_bytes(bytes(len(content)))
    finish(process, ends=(1,))
    check_whole(folder)
    archive.write_bytes(content)
    stage.commands.run(hemicycle("ingest", archive, "--library", folder))
    there, wanted = committed(folder).records, len(list((stage.corpus / "text").iterdir()))
    if len(there) != wanted:
        raise FaultError(
            f"a zip that was damaged while it was read and is whole again gives {len(there)} of {wanted} records"
        )
    check_whole(folder)
