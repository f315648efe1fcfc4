"""A library whose files were deleted, cut off or overwritten, are of a newer version, or cannot be written."""

import json
import random
import re
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Literal

from eval.faults import disk
from eval.faults.commands import Done, FaultError, kill
from eval.faults.evidence import committed
from eval.faults.stage import Outcome, Stage, wait_until
from eval.processes import hemicycle
from rag.library.database import DATABASE

Damage = Literal["deleted", "truncated", "garbage"]

_NEWER = 1_000
_SEGMENT = re.compile("^[0-9a-f]{32}")


def damaged(stage: Stage, part: Literal["chroma", "words"], chance: random.Random) -> Outcome:
    """Damage the folder of an index, then each of its files alone; search, examine, and make the index anew."""
    outcome = Outcome(
        f"{part}/ deleted, truncated, garbage",
        "a search finds the same or says what to do; after hemicycle rebuild or the next ingest rankings equal",
    )
    refused = noticed = 0
    for damage, names in _damages(stage.reference / part):
        folder = stage.new_library()
        shutil.copytree(stage.reference, folder)
        rebuilding = hemicycle("rebuild", "--library", folder)
        for mending in (stage.ingesting(folder), rebuilding) if len(names) > 1 else (rebuilding,):
            try:
                _damage(folder / part, names, damage, chance)
                outcome.times += 1
                refused += _search(stage, folder).code == 2
                ends = (0, 1) if len(names) == 1 else (1,)
                noticed += stage.commands.run(hemicycle("doctor", "--json", "--library", folder), ends=ends).code
                stage.commands.run(mending)
                if len(names) > 1:
                    stage.check_ranking(folder)
                else:
                    stage.check_found(_search(stage, folder))
            except FaultError as fault:
                outcome.faults.append(f"{names[0] if len(names) == 1 else 'all files'} {damage}: {fault}")
                break
        shutil.rmtree(folder)
    outcome.figures = f"{refused} searches said what to do, the doctor noticed {noticed}"
    return outcome


def _damages(folder: Path) -> Iterator[tuple[Damage, list[str]]]:
    """All files at once, then one of each kind alone: those of a segment of tantivy are named after it."""
    files = _files(folder)
    kinds: tuple[Damage, ...] = ("deleted", "truncated", "garbage")
    for damage in kinds:
        yield damage, files
    for name in {_SEGMENT.sub("", Path(name).name): name for name in files}.values():
        for damage in kinds[1:]:
            yield damage, [name]


def _files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.stat().st_size)


def _damage(folder: Path, names: Sequence[str], damage: Damage, chance: random.Random) -> None:
    """Damage one file, or (their names may have changed since) all files of an index."""
    for name in names if len(names) == 1 else _files(folder):
        path = folder / name
        content = path.read_bytes()
        if damage == "deleted":
            path.unlink()
        else:
            path.write_bytes(content[: len(content) // 2] if damage == "truncated" else chance.randbytes(len(content)))


def _search(stage: Stage, folder: Path) -> Done:
    """Search a damaged library. Raises FaultError where it neither finds the same nor says what to do."""
    done = stage.commands.run(stage.searching(folder), ends=(0, 2))
    if done.code == 0:
        stage.check_found(done)
    elif "hemicycle rebuild" not in done.err:
        raise FaultError(f"it is not said what to do: {done.err}")
    return done


def newer_version(stage: Stage) -> Outcome:
    """Open a library that a newer version has written."""
    outcome, folder = (
        Outcome("library.db of a newer version", "every command says so and changes nothing"),
        stage.new_library(),
    )
    shutil.copytree(stage.reference, folder)
    with closing(sqlite3.connect(folder / DATABASE)) as database, database:
        database.execute("UPDATE meta SET value = ? WHERE key = 'schema'", (str(_NEWER),))
    content = (folder / DATABASE).read_bytes()
    commands = [
        stage.searching(folder),
        stage.ingesting(folder),
        *(hemicycle(name, "--library", folder) for name in ("status", "rebuild")),
    ]
    try:
        for done in stage.commands.run_all(*commands, ends=(2,)):
            outcome.times += 1
            if "newer Hemicycle" not in done.err:
                raise FaultError(f"{done.command} does not say so: {done.err}")
        if (folder / DATABASE).read_bytes() != content:
            raise FaultError("library.db was changed")
    except FaultError as fault:
        outcome.faults.append(str(fault))
    return outcome


def read_only(stage: Stage) -> Outcome:
    """Search and ingest where nobody can write, in a whole library and in one whose writer was killed."""
    outcome, killed = (
        Outcome("a read-only folder", "searches find the same; an ingest says so, exit code 2"),
        stage.new_library(),
    )
    try:
        seen = stage.root / "seen-whole"
        disk.mount_read_only(stage.reference, seen)
        stage.check_ranking(seen)
        stage.commands.run(hemicycle("doctor", "--json", "--library", seen))
        _refused(stage, seen)
        outcome.times += 1
        process = stage.commands.start(stage.ingesting(killed), cache=stage.commands.new_cache())
        wait_until(lambda: bool(committed(killed).vectors))
        kill(process)
        there, seen = committed(killed), stage.root / "seen-killed"
        disk.mount_read_only(killed, seen)
        outcome.times += 1
        found = json.loads(stage.commands.run(stage.searching(seen)).out)["hits"]
        if (
            not found
            or len(there.records)
            != json.loads(stage.commands.run(hemicycle("status", "--json", "--library", seen)).out)["records"]
        ):
            raise FaultError("not everything is found that was committed before the writer was killed")
        _refused(stage, seen)
    except FaultError as fault:
        outcome.faults.append(str(fault))
    return outcome


def _refused(stage: Stage, folder: Path) -> None:
    done = stage.commands.run(stage.ingesting(folder), ends=(2,))
    if "cannot write" not in done.err:
        raise FaultError(f"it is not said that the folder cannot be written: {done.err}")
