"""Days as editors type them behind an option, such as `--op 2027-01-01`."""

from datetime import date

import typer


def day_of(value: str | None) -> date | None:
    """
    Read a day.

    Raises:
        typer.BadParameter: In Dutch, if it isn't one.
    """
    try:
        return date.fromisoformat(value) if value else None
    except ValueError as error:
        raise typer.BadParameter(f"schrijf een bestaande dag als 2027-01-31. U schreef: {value}") from error
