"""What consent was given for, and how soon help is needed."""

import sqlalchemy as sa
from alembic import op

revision = "pre_0009"
down_revision = "pre_0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add plain columns; handoffs from before keep the proof that they had: version, moment and hash."""
    op.add_column("handoff", sa.Column("consent_shown", sa.LargeBinary))
    op.add_column("handoff", sa.Column("consent_language", sa.String(10)))
    op.add_column("handoff", sa.Column("consent_scope", sa.String(200)))
    op.add_column("handoff", sa.Column("haast", sa.String(10)))
