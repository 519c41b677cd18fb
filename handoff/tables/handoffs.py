"""
The handoffs. What tells who an inwoner is sits in LargeBinary columns only, encrypted.

The keys are not here, but in a database of their own: `handoff.keys.store`.
"""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from handoff.tables.base import Base
from handoff.tables.terms import Terms

IS_OPEN = text("status IN ('waiting', 'claimed', 'contacting')")


class Handoff(Terms, Base):
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
    consent_shown: Mapped[bytes | None] = mapped_column(LargeBinary)
    consent_language: Mapped[str | None] = mapped_column(String(10))
    consent_scope: Mapped[str | None] = mapped_column(String(200))
    haast: Mapped[str | None] = mapped_column(String(10))
    note: Mapped[bytes | None] = mapped_column(LargeBinary)
    read_until: Mapped[int] = mapped_column(default=0)


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
    """
    One chat message. `volgnummer` is never used twice, so a channel that asks "since" misses nothing.

    `once` is a keyed hash of what the sender calls the message: sent again, it is the same one.
    """

    __tablename__ = "relay_message"
    __table_args__ = (Index("relay_message_once", "handoff_id", "once", unique=True), {"sqlite_autoincrement": True})

    volgnummer: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    handoff_id: Mapped[str] = mapped_column(ForeignKey("handoff.id", ondelete="CASCADE"), index=True)
    van: Mapped[str] = mapped_column(String(10))
    op: Mapped[datetime]
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary)
    once: Mapped[str | None] = mapped_column(String(64))
