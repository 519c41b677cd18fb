"""Who may sign in, and how often that failed."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from handoff.tables.base import Base


class Account(Base):
    """A wijkteamlid who can sign in."""

    __tablename__ = "account"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    naam: Mapped[str] = mapped_column(String(100))
    gebruikersnaam: Mapped[str] = mapped_column(String(100), unique=True)
    gemeente: Mapped[str] = mapped_column(String(60))
    alle_teams: Mapped[bool] = mapped_column(default=False)
    password_hash: Mapped[str] = mapped_column(String(200))
    totp_key_id: Mapped[str] = mapped_column(String(20))
    totp_secret: Mapped[bytes] = mapped_column(LargeBinary)
    totp_last_step: Mapped[int] = mapped_column(default=0)
    confirmed: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    signed_in_at: Mapped[datetime | None]
    disabled_at: Mapped[datetime | None]


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
