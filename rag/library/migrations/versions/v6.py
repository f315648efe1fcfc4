"""Version 6: the signs of each text's words. Vectors of before have none until they are made anew."""

import sqlalchemy as sa
from alembic import op

revision = "6"
down_revision = "5"


def upgrade() -> None:
    for table in ("vectors", "next_vectors"):
        op.add_column(table, sa.Column("signs", sa.LargeBinary, nullable=False, server_default=""))
