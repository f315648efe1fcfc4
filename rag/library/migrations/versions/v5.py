"""Version 5: the questions that each record names. Records of before name none until they are read again."""

import sqlalchemy as sa
from alembic import op

revision = "5"
down_revision = "4"


def upgrade() -> None:
    op.create_table(
        "record_references",
        sa.Column("record", sa.Integer, sa.ForeignKey("records.seq", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("number", sa.String, index=True),
        sa.Column("external_id", sa.String, index=True),
    )
