"""A library examined: everything that can be checked, and for each thing what to do."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from rag.embedding.encoder import Encoder
from rag.errors import HemicycleError
from rag.library import checks, probes
from rag.library.findings import Finding, problem, warning
from rag.library.library import Library


def examine(folder: Path, *, full: bool = False, encoder: Encoder | None = None) -> Iterator[Finding]:
    """Check a library in whatever state it is. What is too much for a moment is checked on a sample, with `full` all of it.

    Nothing is changed. While somebody writes, what the index lacks may be on its way: then it is no problem.
    """
    writing = checks.is_written(folder)
    try:
        library = Library(folder, encoder=encoder)
    except HemicycleError as error:
        yield problem("database", str(error), checks.RESTORE)
        yield from checks.disk(folder)
        yield from checks.lock(folder, writing=writing)
        return
    with closing(library):
        catalogue = library.catalogue
        steps: dict[str, tuple[Callable[[], Iterator[Finding]], str]] = {
            "database": (lambda: checks.database(catalogue, full=full), checks.RESTORE),
            "passages": (lambda: checks.texts(catalogue, full=full), checks.RESTORE),
            "embedded": (lambda: checks.embedded(catalogue), checks.RESTORE),
            "words": (lambda: probes.words(library, full=full), probes.REBUILD),
            "vectors": (lambda: probes.meanings(library, full=full), probes.REBUILD),
            "encoder": (lambda: probes.encoder(library), "set HEMICYCLE_ENCODER, or hemicycle rebuild --embed"),
            "sources": (lambda: checks.source_files(catalogue, writing=writing), checks.RESTORE),
            "originals": (lambda: checks.originals(catalogue, library.originals, full=full), checks.RESTORE),
            "disk": (lambda: checks.disk(folder), "see whether the disk is sound"),
            "lock": (lambda: checks.lock(folder, writing=writing), "see whether the disk is sound"),
        }
        if not writing:
            steps["debris"] = (lambda: checks.leftovers(folder, catalogue.meta("generation")), probes.REBUILD)
        for name, (step, advice) in steps.items():
            try:
                for finding in step():
                    yield _on_its_way(finding) if writing and name in ("words", "vectors") else finding
            except (HemicycleError, SQLAlchemyError, OSError, ValueError) as error:
                yield problem(name, str(error).splitlines()[0].removesuffix(f"; {advice}"), advice)


def _on_its_way(finding: Finding) -> Finding:
    if finding.status != "problem":
        return finding
    return warning(finding.check, finding.detail, "it is being written now; look again when that is done")
