"""Roles and teams of accounts, the codes to get in with, and who signs in through the gemeente."""

import sqlalchemy as sa
from alembic import op

revision = "pre_0005"
down_revision = "pre_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _rights()
    _getting_in()
    _account_columns()
    _keep_what_accounts_could()
    op.create_index("ix_event_account_id_at", "event", ["account_id", "at"])


def _account_key() -> sa.Column[str]:
    return sa.Column("account_id", sa.String(36), sa.ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)


def _rights() -> None:
    op.create_table("account_role", _account_key(), sa.Column("rol", sa.String(20), primary_key=True))
    op.create_table("account_team", _account_key(), sa.Column("team", sa.String(60), primary_key=True))


def _getting_in() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "access_code",
        _account_key(),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("soort", sa.String(20), nullable=False),
        sa.Column("expires_at", moment, nullable=False),
        sa.UniqueConstraint("code_hash"),
    )
    op.create_table(
        "known_address",
        sa.Column("address_hash", sa.String(64), primary_key=True),
        sa.Column("seen_at", moment, nullable=False),
    )
    op.create_table(
        "external_identity",
        _account_key(),
        sa.Column("issuer", sa.String(200), nullable=False),
        sa.Column("subject_hash", sa.String(64), nullable=False),
        sa.UniqueConstraint("issuer", "subject_hash"),
    )


def _account_columns() -> None:
    moment = sa.DateTime(timezone=True)
    op.add_column("account", sa.Column("alle_teams", sa.Boolean, nullable=False, server_default=sa.false()))
    op.add_column("account", sa.Column("signed_in_at", moment))
    op.add_column("account", sa.Column("disabled_at", moment))


def _keep_what_accounts_could() -> None:
    """Until now every account saw all teams of its gemeente, and an admin picked up handoffs too."""
    op.execute("UPDATE account SET alle_teams = TRUE")
    op.execute("INSERT INTO account_role (account_id, rol) SELECT id, rol FROM account")
    op.execute("INSERT INTO account_role (account_id, rol) SELECT id, 'coordinator' FROM account WHERE rol = 'admin'")
    # Plain SQL: the batch mode of Alembic would make the table anew, and SQLite would delete what refers to it.
    op.execute("ALTER TABLE account DROP COLUMN rol")
