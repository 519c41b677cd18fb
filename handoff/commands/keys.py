"""`python -m handoff keys`: a new key for what is stored, and the old one away."""

from collections import Counter
from datetime import UTC, datetime

import typer

from content.catalogue import load_catalogue
from handoff.audit import Line, note
from handoff.database import writing
from handoff.desk import Desk, HandoffSettings, open_desk
from handoff.keys import KeyInUseError

WHY_NOT = "onbekend, in gebruik, of korter dan tien minuten geleden vervangen"
app = typer.Typer(help="De sleutels van wat versleuteld is.", no_args_is_help=True)


@app.command("list")
def show_keys() -> None:
    """Toon de sleutels, en hoeveel er met elk versleuteld is. De eerste is in gebruik."""
    desk = open_desk(HandoffSettings(), load_catalogue())
    used = in_use(desk)
    for key_id in desk.keys.ids:
        typer.echo(f"{key_id}\t{used[key_id]}")
    desk.close()


@app.command()
def rotate() -> None:
    """Maak een nieuwe sleutel en versleutel alles ermee, terwijl de rest doorwerkt."""
    desk = open_desk(HandoffSettings(), load_catalogue())
    key_id = desk.keys.rotate(datetime.now(UTC))
    log(desk, "key_made", key_id)
    count = rewrap(desk)
    desk.close()
    typer.echo(f"Nieuwe sleutel: {key_id}. Opnieuw versleuteld: {count}.")


@app.command()
def drop(key_id: str) -> None:
    """Haal een oude sleutel weg, als niets hem meer nodig heeft."""
    desk = open_desk(HandoffSettings(), load_catalogue())
    try:
        rewrap(desk)
        if in_use(desk)[key_id]:
            raise KeyInUseError(key_id)
        desk.keys.drop(key_id, datetime.now(UTC))
        log(desk, "key_dropped", key_id)
    except KeyInUseError as error:
        typer.echo(
            f"{key_id} kan niet weg: onbekend, in gebruik, of korter dan tien minuten geleden vervangen.", err=True
        )
        raise typer.Exit(1) from error
    finally:
        desk.close()
    typer.echo(f"Weg: {key_id}")


def rewrap(desk: Desk) -> int:
    """Encrypt everything with the key in use."""
    return desk.queue.rewrap_keys() + desk.accounts.rewrap_keys()


def log(desk: Desk, action: str, key_id: str) -> None:
    """Write in the audit log what was done with a key."""
    with writing(desk.engine) as session:
        note(session, desk.keys, Line(datetime.now(UTC), action, result=key_id))


def in_use(desk: Desk) -> Counter[str]:
    """Return how much each key encrypts."""
    return Counter(desk.queue.keys_in_use()) + Counter(desk.accounts.keys_in_use())
