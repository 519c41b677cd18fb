"""What keeps a handoff moving: terms and the lease, an offer to somebody else, and words that aren't sent yet."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from handoff.tables.base import Base


class Terms:
    """
    Columns of a handoff.

    Attributes:
        pick_up_by: What the team promised itself. The term of the law is `due_at`.
        lease_step: How many of the three steps of the lease were taken, the last one at `lease_step_at`.
        lapsed_holder: Who had it when the lease ended, as long as nobody else picked it up.
    """

    pick_up_by: Mapped[datetime | None]
    lease_from: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
    lease_step: Mapped[int] = mapped_column(default=0)
    lease_step_at: Mapped[datetime | None]
    lapsed_holder: Mapped[str | None] = mapped_column(String(36))


class Transfer(Base):
    """An offer to a colleague or another team. It is gone when it is answered; the audit log tells how it went."""

    __tablename__ = "transfer"

    handoff_id: Mapped[str] = mapped_column(ForeignKey("handoff.id", ondelete="CASCADE"), primary_key=True)
    from_account: Mapped[str] = mapped_column(ForeignKey("account.id"))
    to_account: Mapped[str | None] = mapped_column(ForeignKey("account.id"), index=True)
    to_team: Mapped[str] = mapped_column(String(60), index=True)
    reden: Mapped[str] = mapped_column(String(30))
    offered_at: Mapped[datetime]


class UnsentText(Base):
    """A half-written note or message of one wijkteamlid, encrypted with the key of the handoff."""

    __tablename__ = "unsent_text"

    handoff_id: Mapped[str] = mapped_column(ForeignKey("handoff.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    soort: Mapped[str] = mapped_column(String(10), primary_key=True)
    saved_at: Mapped[datetime]
    ciphertext: Mapped[bytes] = mapped_column(LargeBinary)
