"""Counters that lead to nobody."""

import sqlalchemy as sa
from alembic import op

revision = "pre_0006"
down_revision = "pre_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "counter",
        sa.Column("maand", sa.String(7), nullable=False),
        sa.Column("gemeente", sa.String(60), nullable=False),
        sa.Column("team", sa.String(60), nullable=False),
        sa.Column("wat", sa.String(30), nullable=False),
        sa.Column("soort", sa.String(60), nullable=False),
        sa.Column("vak", sa.Integer, nullable=False),
        sa.Column("aantal", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("maand", "gemeente", "team", "wat", "soort", "vak"),
        sqlite_with_rowid=False,
    )
