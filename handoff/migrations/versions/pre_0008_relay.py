"""Where an inwoner reads the chat, and what makes a message that is sent twice one message."""

import sqlalchemy as sa
from alembic import op

revision = "pre_0008"
down_revision = "pre_0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the place of a chat, and the name of a message; older chats get a place when they need one."""
    op.create_table(
        "chat_place",
        sa.Column("handoff_id", sa.String(36), nullable=False),
        sa.Column("begun", sa.Integer, nullable=False),
        sa.Column("address", sa.LargeBinary, nullable=True),
        sa.Column("told_until", sa.Integer, nullable=False),
        sa.Column("telling", sa.Integer, nullable=True),
        sa.ForeignKeyConstraint(["handoff_id"], ["handoff.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("handoff_id"),
    )
    op.add_column("relay_message", sa.Column("once", sa.String(64), nullable=True))
    # An index and not a constraint: SQLite can't add a constraint to a table that is there.
    op.create_index("relay_message_once", "relay_message", ["handoff_id", "once"], unique=True)
