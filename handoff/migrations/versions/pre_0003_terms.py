"""Leases, transfers and terms."""

import sqlalchemy as sa
from alembic import op

revision = "pre_0003"
down_revision = "pre_0002"
branch_labels = None
depends_on = None

MOMENTS = ("pick_up_by", "lease_from", "lease_until", "lease_step_at")


def upgrade() -> None:
    _terms()
    _transfers()
    _unsent_texts()


def _terms() -> None:
    """Add plain columns: the batch mode would make the table anew, and SQLite would delete what refers to it."""
    for name in MOMENTS:
        op.add_column("handoff", sa.Column(name, sa.DateTime(timezone=True)))
    op.add_column("handoff", sa.Column("lease_step", sa.Integer, nullable=False, server_default="0"))
    op.add_column("handoff", sa.Column("lapsed_holder", sa.String(36)))
    op.execute("UPDATE handoff SET pick_up_by = due_at")


def _handoff_key() -> sa.Column[str]:
    return sa.Column("handoff_id", sa.String(36), sa.ForeignKey("handoff.id", ondelete="CASCADE"), primary_key=True)


def _transfers() -> None:
    op.create_table(
        "transfer",
        _handoff_key(),
        sa.Column("from_account", sa.String(36), sa.ForeignKey("account.id"), nullable=False),
        sa.Column("to_account", sa.String(36), sa.ForeignKey("account.id"), index=True),
        sa.Column("to_team", sa.String(60), nullable=False, index=True),
        sa.Column("reden", sa.String(30), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
    )


def _unsent_texts() -> None:
    account = sa.ForeignKey("account.id", ondelete="CASCADE")
    op.create_table(
        "unsent_text",
        _handoff_key(),
        sa.Column("account_id", sa.String(36), account, primary_key=True),
        sa.Column("soort", sa.String(10), primary_key=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ciphertext", sa.LargeBinary, nullable=False),
    )
