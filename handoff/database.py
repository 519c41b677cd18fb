"""The database of the handoff: SQLite in one file, or PostgreSQL."""

from sqlalchemy import Engine


def engine_for(url: str) -> Engine:
    """Return an engine with the rules that each store needs."""
    raise NotImplementedError


def migrate(engine: Engine) -> None:
    """Bring the tables up to date."""
    raise NotImplementedError
