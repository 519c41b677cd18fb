"""`python -m handoff backup`: make the copies that are kept elsewhere, and put them back."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from content.catalogue import load_catalogue
from handoff import backup
from handoff.audit import verify
from handoff.commands.audit import sentence
from handoff.database import engine_for, migrate
from handoff.desk import HandoffSettings, open_desk
from handoff.keys import KeyRing, KeyStore

app = typer.Typer(help="Een kopie van alles, en terugzetten.", no_args_is_help=True)
Folder = Annotated[Path, typer.Argument(exists=True, file_okay=False, writable=True)]
KeyFolder = Annotated[Path, typer.Option("--keys", help="Map voor de kopie van de sleutels: een andere plek.")]
KeyCopy = Annotated[Path, typer.Option("--keys", exists=True, dir_okay=False, help="De kopie van de sleutels.")]
Days = Annotated[int, typer.Option("--keep-days", min=1, help="Oudere kopieën in FOLDER worden weggehaald.")]


@app.command("make")
def make(folder: Folder, keys: KeyFolder, keep_days: Days = 30) -> None:
    """Maak een versleutelde kopie in FOLDER, en een van de sleutels op een andere plek (die vervangt de vorige)."""
    if not keys.is_dir() or keys.samefile(folder):
        typer.echo("De sleutels horen in een andere map, die er al is: samen zijn de kopieën te lezen.", err=True)
        raise typer.Exit(2)
    settings, now = HandoffSettings(), datetime.now(UTC)
    desk = open_desk(settings, load_catalogue())
    made = backup.make(desk.engine, desk.keys, folder, now)
    made_keys = backup.make_keys(KeyStore.beside(desk.engine, settings.key_store_url), desk.keys, keys)
    desk.close()
    removed = backup.remove_old(folder, now, keep_days)
    typer.echo(f"{made.path}: {made.counts.total()} rijen")
    typer.echo(f"{made_keys.path}: {made_keys.counts.total()} sleutels")
    typer.echo(f"Oude kopieën weggehaald: {removed}")


@app.command("keys")
def make_keys(folder: Folder) -> None:
    """Vervang alleen de kopie van de sleutels; hoe vaker, hoe korter een gewiste vraag nog leesbaar kan zijn."""
    settings = HandoffSettings()
    desk = open_desk(settings, load_catalogue())
    made = backup.make_keys(KeyStore.beside(desk.engine, settings.key_store_url), desk.keys, folder)
    desk.close()
    typer.echo(f"{made.path}: {made.counts.total()} sleutels")


@app.command("restore")
def restore(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)], keys: KeyCopy) -> None:
    """Zet een kopie terug in een lege database, en controleer het logboek. Zet eerst het sleutelbestand terug."""
    settings = HandoffSettings()
    if not settings.key_file.exists():
        _stop(f"Zet eerst het sleutelbestand terug: {settings.key_file}. Zonder is niets te lezen.")
    ring, engine = KeyRing.load_or_create(settings.key_file), engine_for(settings.database_url)
    migrate(engine)
    try:
        restored = backup.restore(engine, ring, file, datetime.now(UTC))
        count = backup.restore_keys(KeyStore.beside(engine, settings.key_store_url), ring, keys)
        verdict = verify(engine, ring)
    except backup.NotEmptyError:
        _stop("De database is niet leeg. Terugzetten kan alleen in een lege database.")
    except backup.OtherVersionError as error:
        _stop(f"Deze kopie is van een andere versie ({error.revision}). Gebruik die versie, en werk daarna bij.")
    except backup.SealError:
        _stop("De kopie is veranderd of niet heel, of hoort bij een ander sleutelbestand. Er is niets teruggezet.")
    finally:
        engine.dispose()
    for name, rows in sorted(restored.counts.items()):
        typer.echo(f"{name}\t{rows}")
    typer.echo(f"Kopie van {restored.made_at:%Y-%m-%d %H:%M} UTC. Teruggezet: {restored.counts.total()} rijen.")
    typer.echo(f"Sleutels teruggezet: {count}")
    if verdict.first_wrong is not None:
        _stop(sentence(verdict.first_wrong))
    typer.echo(f"Het logboek klopt: {verdict.right} regels.")


def _stop(why: str) -> NoReturn:
    typer.echo(why, err=True)
    raise typer.Exit(1)
