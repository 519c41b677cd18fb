"""What stands at the peer of the export."""

import sqlalchemy as sa
from alembic import op

revision = "pre_0007"
down_revision = "pre_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what is remembered of a handoff, team or account at the peer, and its objects there."""
    op.create_table(
        "klantinteracties",
        sa.Column("owner", sa.String(100), primary_key=True),
        sa.Column("referentie", sa.String(10), nullable=False),
        sa.Column("closings", sa.Integer, nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True)),
        sa.Column("leased_by", sa.String(36)),
        sa.Column("leased_until", sa.DateTime(timezone=True)),
    )
    owner = sa.ForeignKey("klantinteracties.owner", ondelete="CASCADE")
    op.create_table(
        "klantinteracties_object",
        sa.Column("owner", sa.String(100), owner, primary_key=True),
        sa.Column("soort", sa.String(30), primary_key=True),
        sa.Column("uuid", sa.String(36), nullable=False),
    )
