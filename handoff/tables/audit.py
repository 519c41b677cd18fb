"""The audit log: chains of lines that each prove the one before."""

from datetime import datetime

from sqlalchemy import Index, Integer, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from handoff.tables.base import Base


class Event(Base):
    """
    The audit log, append-only. No foreign keys: it outlives the handoffs and accounts that it names by id.

    `account_id` did `action` on `handoff_id` or on `object_id` (another account), coming in by `origin`. The line is
    number `number` of chain `lane`, and `mac` proves it together with all lines of that chain before it.
    """

    __tablename__ = "event"
    __table_args__ = (
        Index("event_place_in_chain", "lane", "number", unique=True),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(30))
    handoff_id: Mapped[str | None] = mapped_column(String(36), index=True)
    account_id: Mapped[str | None] = mapped_column(String(36))
    object_id: Mapped[str | None] = mapped_column(String(36))
    origin: Mapped[str] = mapped_column(String(10), default="", server_default="")
    result: Mapped[str] = mapped_column(String(60))
    lane: Mapped[int | None]
    number: Mapped[int | None]
    mac: Mapped[bytes | None] = mapped_column(LargeBinary)


class EventHead(Base):
    """Where each chain of the audit log stands; its row is what writers of that chain wait for."""

    __tablename__ = "event_head"

    lane: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    event_id: Mapped[int]
    mac: Mapped[bytes] = mapped_column(LargeBinary)
