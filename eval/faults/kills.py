"""Processes killed (`kill -9`) while they ingest, at random moments, and while they build an index, at chosen ones."""

import contextlib
import os
import random
import shutil
import subprocess
import time
from collections import Counter
from pathlib import Path
from typing import Literal

from eval.faults.commands import FaultError, finish, kill
from eval.faults.evidence import Committed, committed, phase
from eval.faults.stage import Outcome, Stage, wait_until
from eval.processes import hemicycle
from rag.library.lock import holder

_KILLS_A_LIBRARY = 4
"""How often a library is to be disturbed, on average, before its ingest comes to its end."""

_ENOUGH = 5
"""With so many faults nothing more is to be learnt."""

_KEPT = "nothing committed lost, nothing double, no crash, rankings equal"

_LOOK_EVERY_S = 0.03

_CHANGES = 40
"""At which change of an index a command is killed, at the latest; halved where it comes to its end before."""

Aim = tuple[Literal["ingest", "rebuild"], Literal["words", "chroma"]]
"""The command that is killed, and the folder in whose files it has just written."""

AIMS: tuple[Aim, ...] = (("ingest", "words"), ("ingest", "chroma"), ("rebuild", "chroma"), ("rebuild", "words"))


def random_kills(stage: Stage, count: int, chance: random.Random) -> Outcome:
    """Kill ingests at moments evenly spread over the time that they take.

    Each goes on where the one before was killed, until one comes to its end; then the next library begins.
    """
    outcome, phases, libraries = Outcome("kill -9 of an ingest, at random moments", _KEPT), Counter[str](), 0
    while outcome.times < count and len(outcome.faults) < _ENOUGH:
        folder, cache = stage.new_library(), stage.commands.new_cache()
        libraries += 1
        try:
            while outcome.times < count:
                process = stage.commands.start(stage.ingesting(folder), cache=cache)
                seen = _watch(process, folder, chance.uniform(0, 2 * stage.seconds / _KILLS_A_LIBRARY))
                if not kill(process):
                    finish(process)
                    break
                outcome.times += 1
                doing = phase(folder, stage.files)
                phases[doing] += 1
                stage.tell(f"kill {outcome.times} of {count}, while {doing}, {len(seen.records)} records committed")
                stage.check_after_kill(folder, seen)
            stage.commands.run(stage.ingesting(folder), cache=cache)
            stage.check_complete(folder)
        except FaultError as fault:
            outcome.faults.append(f"kill {outcome.times}: {fault}")
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(cache, ignore_errors=True)
    spread = ", ".join(f"{number} {doing}" for doing, number in phases.most_common())
    outcome.figures = f"while {spread}; {libraries} libraries"
    return outcome


def _watch(process: "subprocess.Popen[str]", folder: Path, seconds: float) -> Committed:
    """Let a process write for so many seconds, or to its end; returns what was last seen committed."""
    wait_until(lambda: process.poll() is not None or f"process {process.pid} " in (holder(folder) or ""))
    end = time.monotonic() + seconds
    seen = committed(folder)
    while time.monotonic() < end and process.poll() is None:
        time.sleep(_LOOK_EVERY_S)
        seen = committed(folder)
    return seen


def index_kills(stage: Stage, count: int, chance: random.Random) -> Outcome:
    """Kill commands just after a file of an index has changed: of the full-text index, or of a new generation of vectors."""
    outcome, hit = Outcome("kill -9 aimed at index builds", _KEPT), Counter[str]()
    folder: Path | None = None
    most = _CHANGES
    while outcome.times < count and len(outcome.faults) < _ENOUGH:
        name, part = AIMS[outcome.times * len(AIMS) // count]
        try:
            begun = folder is not None
            if folder is None:
                folder, most = stage.new_library(), _CHANGES
            if name == "rebuild" and not (begun and hit[f"{part}/ by rebuild"]):
                stage.commands.run(stage.ingesting(folder))
            command = stage.ingesting(folder) if name == "ingest" else hemicycle("rebuild", "--library", folder)
            process = stage.commands.start(command)
            change = chance.randint(1, most)
            seen = _watch_changes(process, folder, part, change)
            if not kill(process):
                finish(process)
                stage.check_complete(folder)
                folder, most = folder if name == "rebuild" else None, max(1, most // 2)
                continue
            outcome.times += 1
            hit[f"{part}/ by {name}"] += 1
            stage.tell(f"kill {outcome.times} of {count}, {name} at change {change} of {part}/")
            search = stage.check_after_kill(folder, seen)
            if name == "rebuild":
                stage.check_found(search)
            if outcome.times == count:
                stage.commands.run(stage.ingesting(folder))
                stage.check_complete(folder)
        except FaultError as fault:
            outcome.faults.append(f"kill {outcome.times} ({name}, {part}/): {fault}")
            folder = None
    outcome.figures = ", ".join(f"{number} at {where}" for where, number in hit.items())
    return outcome


def _watch_changes(process: "subprocess.Popen[str]", folder: Path, part: str, count: int) -> Committed:
    """Wait until the files of an index have changed so many times; returns what was last seen committed."""
    before, seen = _files(folder / part), committed(folder)
    while count and process.poll() is None:
        time.sleep(0.001)
        if (now := _files(folder / part)) != before:
            before, count = now, count - 1
            seen = committed(folder) if count else seen
    return seen


def _files(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and time of change of every file below a folder."""
    found = dict[str, tuple[int, int]]()
    for base, _, names in os.walk(folder):  # unlike rglob it does not mind that folders go while it walks
        for name in names:
            path = os.path.join(base, name)
            with contextlib.suppress(FileNotFoundError):
                status = os.stat(path)
                found[path] = status.st_size, status.st_mtime_ns
    return found
