"""What still has to be told to somebody, and where that somebody reads mail."""

import sqlalchemy as sa
from alembic import op

revision = "pre_0004"
down_revision = "pre_0003"
branch_labels = None
depends_on = None

IS_PENDING = sa.text("done_at IS NULL AND dead_at IS NULL")
IS_DEAD = sa.text("dead_at IS NOT NULL")


def upgrade() -> None:
    """Add the outbox and the addresses of accounts."""
    op.create_table(
        "outbox",
        _text("id", 36),
        _text("kind", 30),
        _text("handoff_id", 36, nullable=True),
        _text("code", 60),
        _text("target", 100),
        _text("once", 120, nullable=True),
        _moment("created_at"),
        _moment("next_at"),
        sa.Column("attempts", sa.Integer, nullable=False),
        _text("leased_by", 36, nullable=True),
        _moment("leased_until", nullable=True),
        _text("last_error", 60, nullable=True),
        _moment("done_at", nullable=True),
        _moment("dead_at", nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("once"),
    )
    op.create_index("ix_outbox_handoff_id", "outbox", ["handoff_id"])
    op.create_index("outbox_pending", "outbox", ["next_at"], sqlite_where=IS_PENDING, postgresql_where=IS_PENDING)
    op.create_index("outbox_dead", "outbox", ["dead_at"], sqlite_where=IS_DEAD, postgresql_where=IS_DEAD)
    op.create_table(
        "account_email",
        _text("account_id", 36),
        _text("key_id", 20),
        sa.Column("ciphertext", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id"),
    )


def _text(name: str, length: int, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _moment(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
