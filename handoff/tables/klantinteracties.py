"""What stands at the peer of the export: uuids only, so that nothing is made twice and everything can be erased."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from handoff.tables.base import Base


class Exported(Base):
    """
    A handoff, team or account that stands at the peer. Who holds the lease may change something there.

    No foreign key to the handoff: what stands there must be erased also after the handoff was purged here.

    Attributes:
        owner: `handoff:<id>`, `team:<id>` or `account:<id>`.
        referentie: The number of the handoff, to find it back there.
        closings: How many times it was finished, the last time at `closed_at`.
    """

    __tablename__ = "klantinteracties"

    owner: Mapped[str] = mapped_column(String(100), primary_key=True)
    referentie: Mapped[str] = mapped_column(String(10), default="")
    closings: Mapped[int] = mapped_column(default=0)
    closed_at: Mapped[datetime | None]
    leased_by: Mapped[str | None] = mapped_column(String(36))
    leased_until: Mapped[datetime | None]


class ExportedObject(Base):
    """One object at the peer; without a uuid it may be there: it was sent and no answer came."""

    __tablename__ = "klantinteracties_object"

    owner: Mapped[str] = mapped_column(ForeignKey("klantinteracties.owner", ondelete="CASCADE"), primary_key=True)
    soort: Mapped[str] = mapped_column(String(30), primary_key=True)
    uuid: Mapped[str] = mapped_column(String(36), default="")
