"""What the doctor checks of a library's truth: the database, its passages and vectors, source files, and the folder."""

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import Connection, select, text

from rag.library import ledger
from rag.library.catalogue import Catalogue
from rag.library.database import writable
from rag.library.debris import debris
from rag.library.findings import Finding, problem, shortened, warning, well
from rag.library.forget import ERASING
from rag.library.lock import holder, locked
from rag.library.originals import Originals
from rag.library.schema import SCHEMA_VERSION, passages, records
from rag.records import Record

RESTORE = "restore a backup: hemicycle restore FILE --overwrite"

_RECORDS = 500
_HASHED = 200_000_000


def database(catalogue: Catalogue, *, full: bool) -> Iterator[Finding]:
    """SQLite's own check (with `full` the thorough one), references between tables, and the version."""
    check = "integrity_check" if full else "quick_check"
    with catalogue.engine.connect() as connection:
        found = [" ".join(str(line).split()) for line in connection.execute(text(f"PRAGMA {check}(10)")).scalars()]
        astray = connection.execute(text("PRAGMA foreign_key_check")).all()
    if found != ["ok"]:
        yield problem("database", f"damaged: {shortened(found)}", RESTORE)
    elif astray:
        yield problem("database", f"{len(astray)} rows refer to rows that are not there", RESTORE)
    else:
        yield well("database", f"{check} found nothing")
    yield well("schema", f"version {catalogue.meta('schema')} of {SCHEMA_VERSION}")


def texts(catalogue: Catalogue, *, full: bool) -> Iterator[Finding]:
    """Every passage is the stretch of its record's text, and of one part, that it says it is."""
    with catalogue.engine.connect() as connection:
        every = connection.execute(select(records.c.seq).order_by(records.c.seq)).scalars().all()
        seqs = list(every) if full else sample(every, _RECORDS)
        wrong = [
            name for start in range(0, len(seqs), _RECORDS) for name in _wrong(connection, seqs[start : start + _RECORDS])
        ]
    if wrong:
        yield problem("passages", f"{len(wrong)} records do not agree with their passages: {shortened(wrong)}", RESTORE)
    else:
        yield well("passages", f"those of {len(seqs)} records{_of(seqs, every)} are where they say they are")


def sample(keys: Sequence[int], most: int) -> list[int]:
    """At most so many of the keys, evenly spread."""
    return [keys[int(n)] for n in np.linspace(0, len(keys) - 1, most)] if len(keys) > most else list(keys)


def _of(some: Sequence[int], every: Sequence[int]) -> str:
    return f" (a sample of {len(every)})" if len(some) < len(every) else ""


def _wrong(connection: Connection, seqs: Sequence[int]) -> Iterator[str]:
    """The ids of records whose document cannot be read or does not fit their passages."""
    rows: dict[int, list[Any]] = {seq: [] for seq in seqs}
    for row in connection.execute(select(passages).where(passages.c.record.in_(seqs)).order_by(passages.c.n)):
        rows[row.record].append(row)
    known = select(records.c.seq, records.c.id, records.c.document).where(records.c.seq.in_(seqs))
    for seq, identity, document in connection.execute(known):
        try:
            record = Record.model_validate_json(document)
        except ValueError:
            yield identity
            continue
        numbers = [row.n for row in rows[seq]]
        if record.id != identity or numbers != list(range(len(numbers))) or not all(_fits(row, record) for row in rows[seq]):
            yield identity


def _fits(row: Any, record: Record) -> bool:
    """Whether a passage lies inside its part, with the role of that part, and is embedded under the hash of its text."""
    if not 0 <= row.part < len(record.parts):
        return False
    part = record.parts[row.part]
    return (
        part.start <= row.first < row.last <= part.end
        and part.role == row.role
        and record.text[row.first : row.last] in row.embedded
        and hashlib.sha256(row.embedded.encode()).hexdigest() == row.embedded_sha
    )


def embedded(catalogue: Catalogue) -> Iterator[Finding]:
    """Whether every passage has its vector, and whether nothing that takes several steps was left half-done."""
    counts = catalogue.counts()
    if counts.embedded < counts.passages:
        left = counts.passages - counts.embedded
        yield warning("embedded", f"{left} of {counts.passages} passages have no vector yet", "hemicycle ingest PATH goes on")
    else:
        yield well("embedded", f"all {counts.passages} passages")
    if catalogue.meta("next_encoder"):
        yield warning("embedding anew", "begun with another encoder", "hemicycle rebuild --embed goes on where it was")
    if names := catalogue.meta(ERASING):
        yield problem("forgetting", f"interrupted: {names}", "hemicycle forget the same again, which completes it")


def source_files(catalogue: Catalogue, *, writing: bool) -> Iterator[Finding]:
    """Files that could not be read, or not to their end."""
    with catalogue.engine.connect() as connection:
        failed, reading = (ledger.with_status(connection, status) for status in ("failed", "reading"))
        total = ledger.count(connection)
    stopped = [] if writing else reading
    if stopped:
        yield warning("sources", f"interrupted while they were read: {shortened(stopped)}", "ingest them again")
    if failed:
        advice = "hemicycle ingest says why of each; mend the file or its mapping"
        yield warning("sources", f"{len(failed)} of {total} files could not be read: {shortened(failed)}", advice)
    if not stopped and not failed:
        yield well("sources", f"{total} files")


def originals(catalogue: Catalogue, kept: Originals, *, full: bool) -> Iterator[Finding]:
    """Every original is there; and has its content, as far as they are read: all with `full`, else 200 MB of them."""
    with catalogue.engine.connect() as connection:
        wanted = sorted(ledger.originals(connection))
    there = kept.kept()
    damaged, read, size = list[str](), 0, 0
    for sha256 in sorted(there):
        size += kept.path(sha256).stat().st_size
        if full or size <= _HASHED or not read:
            read += 1
            damaged += [] if kept.intact(sha256) else [sha256]
    missing = [sha256 for sha256 in wanted if sha256 not in there]
    for what, shas in (("missing", missing), ("damaged", damaged)):
        if shas:
            advice = "ingest --remember the file keeps it again" + (
                f", once you remove it from {kept.folder}" if damaged else ""
            )
            yield problem("originals", f"{len(shas)} {what}: {shortened(shas)}", advice)
    if not missing and not damaged:
        yield well("originals", f"{len(there)} are there, {read} read through")


def disk(folder: Path) -> Iterator[Finding]:
    """Whether there is room for what writes a library anew, and whether it can be written at all."""
    size = sum(path.stat().st_blocks * 512 for path in folder.rglob("*") if path.is_file())
    free = shutil.disk_usage(folder).free
    detail = f"{free / 1e9:.1f} GB free, the library takes {size / 1e9:.1f} GB"
    if not writable(folder):
        yield warning("disk", f"{detail}; it can only be read", "fine for searching; to ingest, allow writing in it")
    elif free < size + 100_000_000:
        yield warning("disk", detail, "make room: rebuild, forget and restore take about as much again as the library")
    else:
        yield well("disk", detail)


def lock(folder: Path, *, writing: bool) -> Iterator[Finding]:
    """Who writes, or was killed while writing."""
    who = holder(folder)
    if writing:
        yield well("lock", f"being written by {who or 'another process'}")
    elif who:
        yield warning("lock", f"{who} was killed while writing", "the next ingest goes on where it was")
    else:
        yield well("lock", "nobody is writing")


def leftovers(folder: Path, published: str | None) -> Iterator[Finding]:
    """What killed processes have left, in a folder where nobody writes."""
    if left := [str(path.relative_to(folder)) for path in debris(folder, published)]:
        yield warning("debris", f"left by killed processes: {shortened(left)}", "hemicycle rebuild removes it")
    else:
        yield well("debris", "none")


def is_written(folder: Path) -> bool:
    """Whether somebody writes in the folder now: then what the checks count may be on its way."""
    return writable(folder) and locked(folder)
