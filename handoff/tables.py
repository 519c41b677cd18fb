"""The tables. What tells who an inwoner is sits in LargeBinary columns only, encrypted."""

from datetime import UTC, datetime

from sqlalchemy import (
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

IS_OPEN = text("status IN ('waiting', 'claimed', 'contacting')")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no time zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Store the moment in UTC, and refuse one without a time zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        """Return the moment with its time zone."""
        return value if value is None or value.tzinfo else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """All tables of the handoff."""

    type_annotation_map = {datetime: UtcDateTime}  # noqa: RUF012 - SQLAlchemy reads it from the class


class Account(Base):
    """A wijkteamlid who can sign in."""

    __tablename__ = "account"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    naam: Mapped[str] = mapped_column(String(100))
    gebruikersnaam: Mapped[str] = mapped_column(String(100), unique=True)
    rol: Mapped[str] = mapped_column(String(20))
    gemeente: Mapped[str] = mapped_column(String(60))
    password_hash: Mapped[str] = mapped_column(String(200))
    totp_key_id: Mapped[str] = mapped_column(String(20))
    totp_secret: Mapped[bytes] = mapped_column(LargeBinary)
    totp_last_step: Mapped[int] = mapped_column(default=0)
    confirmed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class RecoveryCode(Base):
    """A code for when the phone with the authenticator app is lost; only its keyed hash, deleted when used."""

    __tablename__ = "recovery_code"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)


class Session(Base):
    """A signed-in browser; only the hash of its token."""

    __tablename__ = "session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    seen_at: Mapped[datetime]
    ends_at: Mapped[datetime]


class Setup(Base):
    """The one-time code for the first account; only its hash, deleted when used."""

    __tablename__ = "setup"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[datetime]


class Delay(Base):
    """How often signing in failed for a name, known or not; the name only as a keyed hash."""

    __tablename__ = "delay"

    name_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int]
    next_try_at: Mapped[datetime]


class Handoff(Base):
    """One handoff: where it is and how it goes on, never who it is about."""

    __tablename__ = "handoff"
    __table_args__ = (
        Index("one_open_per_conversation", "conversation_hash", unique=True,
              sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
        Index("waiting_per_team", "team", "created_at",
              sqlite_where=text("status = 'waiting'"), postgresql_where=text("status = 'waiting'")),
    )  # fmt: skip

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    referentie: Mapped[str] = mapped_column(String(10), unique=True)
    conversation_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    gemeente: Mapped[str] = mapped_column(String(60))
    team: Mapped[str] = mapped_column(String(60))
    onderwerp: Mapped[str | None] = mapped_column(String(60))
    kanaal: Mapped[str] = mapped_column(String(20))
    hoe: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    claimed_by: Mapped[str | None] = mapped_column(ForeignKey("account.id"), index=True)
    claimed_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    uitkomst: Mapped[str | None] = mapped_column(String(30))
    consent_version: Mapped[str] = mapped_column(String(60))
    consent_at: Mapped[datetime]
    consent_shown_hash: Mapped[str] = mapped_column(String(64))
    note: Mapped[bytes | None] = mapped_column(LargeBinary)
    read_until: Mapped[int] = mapped_column(default=0)


class DataKey(Base):
    """The wrapped key of one handoff. Deleting this row makes all its values unreadable."""

    __tablename__ = "data_key"

    handoff_id: Mapped[str] = mapped_column(ForeignKey("handoff.id", ondelete="CASCADE"), primary_key=True)
    key_id: Mapped[str] = mapped_column(String(20))
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)


class HandoffLine(Base):
    """One line that the inwoner agreed to send."""

    __tablename__ = "handoff_line"
    __table_args__ = (UniqueConstraint("handoff_id", "veld"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    handoff_id: Mapped[str] = mapped_column(ForeignKey("handoff.id", ondelete="CASCADE"))
    plaats: Mapped[int]
    veld: Mapped[str] = mapped_column(String(30))
    label: Mapped[str] = mapped_column(String(100))
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary)


class RelayMessage(Base):
    """One chat message. `volgnummer` is never used twice, so a channel that asks "since" misses nothing."""

    __tablename__ = "relay_message"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it from the class

    volgnummer: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    handoff_id: Mapped[str] = mapped_column(ForeignKey("handoff.id", ondelete="CASCADE"), index=True)
    van: Mapped[str] = mapped_column(String(10))
    op: Mapped[datetime]
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary)


class Event(Base):
    """The audit log, append-only. No foreign keys: it outlives the handoffs and accounts that it names by id."""

    __tablename__ = "event"
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012 - SQLAlchemy reads it from the class

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(30))
    handoff_id: Mapped[str | None] = mapped_column(String(36), index=True)
    account_id: Mapped[str | None] = mapped_column(String(36))
    result: Mapped[str] = mapped_column(String(60))
