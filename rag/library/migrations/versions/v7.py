"""Version 7: how far each service has been fetched, the addresses that it named, other names of records. Pages may be
scans (`Page.ocr`), which is in no column: a stored record that says nothing of it has none."""

import sqlalchemy as sa
from alembic import op

revision = "7"
down_revision = "6"


def upgrade() -> None:
    op.create_table(
        "fetch_cursors",
        sa.Column("source", sa.String, primary_key=True),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("through", sa.DateTime, nullable=False),
    )
    op.create_table(
        "fetched",
        sa.Column("address", sa.Text, primary_key=True),
        sa.Column("source", sa.String, nullable=False, index=True),
        sa.Column("stamp", sa.String, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("modified", sa.Text),
        sa.Column("problem", sa.Text),
    )
    op.create_table(
        "aliases",
        sa.Column("record", sa.Integer, sa.ForeignKey("records.seq", ondelete="CASCADE"), nullable=False, index=True),
        sa.Column("name", sa.String, nullable=False, index=True),
    )
