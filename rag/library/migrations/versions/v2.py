"""Version 2: tombstones of forgotten records, and the vectors of another encoder while they are being made."""

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "forgotten",
        sa.Column("record", sa.String, primary_key=True),
        sa.Column("at", sa.DateTime, nullable=False),
    )
    op.create_table(
        "next_vectors",
        sa.Column("embedded_sha", sa.String, primary_key=True),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )
