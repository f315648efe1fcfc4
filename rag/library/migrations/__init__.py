"""How `library.db` comes from one schema version to the next: one file a version in `versions/`, run by alembic.

The number in the table `meta` says which version a database has; a new database is made at the newest one (`schema.py`).
"""

from pathlib import Path

from sqlalchemy import Connection


def upgrade(connection: Connection, version: int) -> None:
    """Run every migration above a version, in order, inside the caller's transaction."""
    # Here and not above: alembic takes a third of a second to import, and few openings need it.
    from alembic.operations import Operations
    from alembic.runtime.migration import MigrationContext
    from alembic.script import ScriptDirectory

    steps = [step for step in ScriptDirectory(str(Path(__file__).parent)).walk_revisions() if int(step.revision) > version]
    with Operations.context(MigrationContext.configure(connection)):
        for step in reversed(steps):
            step.module.upgrade()
