"""Version 3: one index for all that a filter asks of the records themselves."""

from alembic import op

revision = "3"
down_revision = "2"


def upgrade() -> None:
    op.drop_index("ix_records_asked_on", table_name="records")
    op.drop_index("ix_records_parliament", table_name="records")
    op.create_index("records_filters", "records", ["asked_on", "language", "kind", "status", "parliament"])
