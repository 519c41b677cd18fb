"""How often something happened: a month, a gemeente and a team, never a handoff or a person."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from handoff.tables.base import Base


class Counter(Base):
    """
    A part of one count of one month.

    A count is the sum of its rows: `vak` is drawn at random, so that writers seldom wait for each other. Nothing in it
    is finer than the month. SQLite keeps it without row numbers, which would tell what came first.
    """

    __tablename__ = "counter"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy reads it from the class

    maand: Mapped[str] = mapped_column(String(7), primary_key=True)
    gemeente: Mapped[str] = mapped_column(String(60), primary_key=True)
    team: Mapped[str] = mapped_column(String(60), primary_key=True)
    wat: Mapped[str] = mapped_column(String(30), primary_key=True)
    soort: Mapped[str] = mapped_column(String(60), primary_key=True)
    vak: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    aantal: Mapped[int]
