"""Version 4: what the records of each source hold."""

import sqlalchemy as sa
from alembic import op

revision = "4"
down_revision = "3"


def upgrade() -> None:
    op.create_table(
        "source_contents",
        sa.Column("source", sa.Integer, sa.ForeignKey("sources.seq", ondelete="CASCADE"), primary_key=True),
        sa.Column("format", sa.String),
        sa.Column("counts", sa.JSON, nullable=False),
    )
