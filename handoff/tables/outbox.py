"""What still has to be told to somebody, and where that somebody reads mail."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column

from handoff.tables.base import Base

IS_PENDING = text("done_at IS NULL AND dead_at IS NULL")


class Outbox(Base):
    """
    One thing to tell: ids and codes only, never content. It is written together with the change that it tells of.

    No foreign key to the handoff: that something ended must be told too, and may be told after it was purged.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("outbox_pending", "next_at", sqlite_where=IS_PENDING, postgresql_where=IS_PENDING),
        Index("outbox_dead", "dead_at", sqlite_where=text("dead_at IS NOT NULL"),
              postgresql_where=text("dead_at IS NOT NULL")),
    )  # fmt: skip

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    kind: Mapped[str] = mapped_column(String(30))
    handoff_id: Mapped[str | None] = mapped_column(String(36), index=True)
    code: Mapped[str] = mapped_column(String(60))
    target: Mapped[str] = mapped_column(String(100), default="")
    once: Mapped[str | None] = mapped_column(String(120), unique=True)
    created_at: Mapped[datetime]
    next_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    leased_by: Mapped[str | None] = mapped_column(String(36))
    leased_until: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(String(60))
    done_at: Mapped[datetime | None]
    dead_at: Mapped[datetime | None]


class AccountEmail(Base):
    """Where an account wants to be told that something waits, encrypted; no row: not by mail."""

    __tablename__ = "account_email"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    key_id: Mapped[str] = mapped_column(String(20))
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary)
