"""What an account may do and for which teams, and how somebody gets in for the first time or again."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from handoff.tables.base import Base


class AccountRole(Base):
    """One role of an account; without a row it may do nothing."""

    __tablename__ = "account_role"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    rol: Mapped[str] = mapped_column(String(20), primary_key=True)


class AccountTeam(Base):
    """One team whose handoffs an account may see; `Account.alle_teams` stands for all of its gemeente."""

    __tablename__ = "account_team"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    team: Mapped[str] = mapped_column(String(60), primary_key=True)


class AccessCode(Base):
    """A one-time code that an admin hands over; only its keyed hash. A new one replaces the one before."""

    __tablename__ = "access_code"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    soort: Mapped[str] = mapped_column(String(20))
    expires_at: Mapped[datetime]


class KnownAddress(Base):
    """Where an account signed in from before, as a keyed hash: others' wrong guesses don't keep it out there."""

    __tablename__ = "known_address"

    address_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    seen_at: Mapped[datetime]


class ExternalIdentity(Base):
    """Who signs in through the gemeente: `issuer` and `subject` together, never an e-mail address."""

    __tablename__ = "external_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject_hash"),)

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    issuer: Mapped[str] = mapped_column(String(200))
    subject_hash: Mapped[str] = mapped_column(String(64))
