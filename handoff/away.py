"""The database may be away: then it is one error for the bot. Each line it writes says that it came from there."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import SQLAlchemyError

from handoff.audit import coming_from


class DeskUnavailableError(Exception):
    """The database doesn't answer: nothing was stored, the inwoner may try again."""


@contextmanager
def available() -> Iterator[None]:
    """
    Ask the database something for the bot.

    Raises:
        DeskUnavailableError: If it doesn't answer.
    """
    try:
        with coming_from("bot"):
            yield
    except SQLAlchemyError as error:
        raise DeskUnavailableError(type(error).__name__) from error
