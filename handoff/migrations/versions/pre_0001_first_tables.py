"""The first tables: accounts, handoffs, what the inwoner sent (encrypted), and the audit log."""

import sqlalchemy as sa
from alembic import op

revision = "pre_0001"
down_revision = None
branch_labels = None
depends_on = None

IS_OPEN = sa.text("status IN ('waiting', 'claimed', 'contacting')")
IS_WAITING = sa.text("status = 'waiting'")


def upgrade() -> None:
    _accounts()
    _signing_in()
    _handoffs()
    _sent_by_inwoner()
    _audit()


def _text(name: str, length: int, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=nullable)


def _moment(name: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _secret(name: str, nullable: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=nullable)


def _of(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([f"{table}_id"], [f"{table}.id"], ondelete="CASCADE")


def _accounts() -> None:
    op.create_table(
        "account",
        _text("id", 36),
        _text("naam", 100),
        _text("gebruikersnaam", 100),
        _text("rol", 20),
        _text("gemeente", 60),
        _text("password_hash", 200),
        _text("totp_key_id", 20),
        _secret("totp_secret"),
        sa.Column("totp_last_step", sa.Integer, nullable=False),
        sa.Column("confirmed", sa.Boolean, nullable=False),
        _moment("created_at"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("gebruikersnaam"),
    )


def _signing_in() -> None:
    code_key = sa.PrimaryKeyConstraint("code_hash")
    op.create_table("recovery_code", _text("code_hash", 64), _text("account_id", 36), _of("account"), code_key)
    op.create_index("ix_recovery_code_account_id", "recovery_code", ["account_id"])
    op.create_table(
        "session",
        _text("token_hash", 64),
        _text("account_id", 36),
        _moment("seen_at"),
        _moment("ends_at"),
        _of("account"),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index("ix_session_account_id", "session", ["account_id"])
    op.create_table("setup", _text("code_hash", 64), _moment("expires_at"), sa.PrimaryKeyConstraint("code_hash"))
    op.create_table(
        "delay",
        _text("name_hash", 64),
        sa.Column("failures", sa.Integer, nullable=False),
        _moment("next_try_at"),
        sa.PrimaryKeyConstraint("name_hash"),
    )


def _handoffs() -> None:
    op.create_table(
        "handoff",
        _text("id", 36),
        _text("referentie", 10),
        _text("conversation_hash", 64, nullable=True),
        _text("code_hash", 64, nullable=True),
        _text("gemeente", 60),
        _text("team", 60),
        _text("onderwerp", 60, nullable=True),
        _text("kanaal", 20),
        _text("hoe", 20),
        _text("status", 20),
        sa.Column("version", sa.Integer, nullable=False),
        _moment("created_at"),
        _moment("due_at"),
        sa.Column("claimed_by", sa.String(36), sa.ForeignKey("account.id")),
        _moment("claimed_at", nullable=True),
        _moment("closed_at", nullable=True),
        _text("uitkomst", 30, nullable=True),
        _text("consent_version", 60),
        _moment("consent_at"),
        _text("consent_shown_hash", 64),
        _secret("note", nullable=True),
        sa.Column("read_until", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("referentie"),
        sa.UniqueConstraint("code_hash"),
    )
    op.create_index("ix_handoff_claimed_by", "handoff", ["claimed_by"])
    op.create_index("ix_handoff_conversation_hash", "handoff", ["conversation_hash"])
    _partial("one_open_per_conversation", ["conversation_hash"], IS_OPEN, unique=True)
    _partial("waiting_per_team", ["team", "created_at"], IS_WAITING, unique=False)


def _partial(name: str, columns: list[str], where: sa.TextClause, unique: bool) -> None:
    op.create_index(name, "handoff", columns, unique=unique, sqlite_where=where, postgresql_where=where)


def _sent_by_inwoner() -> None:
    key = sa.PrimaryKeyConstraint("handoff_id")
    op.create_table("data_key", _text("handoff_id", 36), _text("key_id", 20), _secret("wrapped"), _of("handoff"), key)
    op.create_table(
        "handoff_line",
        _text("id", 36),
        _text("handoff_id", 36),
        sa.Column("plaats", sa.Integer, nullable=False),
        _text("veld", 30),
        _text("label", 100),
        _secret("ciphertext"),
        _of("handoff"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("handoff_id", "veld"),
    )
    op.create_table(
        "relay_message",
        sa.Column("volgnummer", sa.Integer, primary_key=True, autoincrement=True),
        _text("id", 36),
        _text("handoff_id", 36),
        _text("van", 10),
        _moment("op"),
        _secret("ciphertext"),
        _of("handoff"),
        sa.UniqueConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_relay_message_handoff_id", "relay_message", ["handoff_id"])


def _audit() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        _moment("at"),
        _text("action", 30),
        _text("handoff_id", 36, nullable=True),
        _text("account_id", 36, nullable=True),
        _text("result", 60),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_event_handoff_id", "event", ["handoff_id"])
    refuse = _refuse_sqlite if op.get_bind().dialect.name == "sqlite" else _refuse_postgresql
    refuse()


def _refuse_sqlite() -> None:
    """The database itself refuses to change or delete a line of the audit log."""
    for change in ("UPDATE", "DELETE"):
        op.execute(
            f"CREATE TRIGGER event_no_{change.lower()} BEFORE {change} ON event "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        )


def _refuse_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION event_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON event "
        "FOR EACH ROW EXECUTE FUNCTION event_is_append_only()"
    )
