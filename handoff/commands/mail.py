"""`python -m handoff mail`: try the mail server before anybody depends on it."""

import typer

from content.catalogue import load_catalogue
from handoff.desk import HandoffSettings, open_desk
from handoff.outbox import NotToldError

app = typer.Typer(help="De mail aan het wijkteam.", no_args_is_help=True)


@app.callback()
def main() -> None:
    """Keep `test` a command of its own."""


@app.command("test")
def send_test(adres: str) -> None:
    """Stuur een proefmail. Er staat niets over een inwoner in."""
    catalogue = load_catalogue()
    desk = open_desk(HandoffSettings(), catalogue)
    try:
        sent = desk.outbox.send_test(adres)
    except NotToldError as error:
        typer.echo(
            catalogue.teksten.get(f"console.waarom_{error.code}", catalogue.text("console.waarom_anders")), err=True
        )
        raise typer.Exit(1) from error
    finally:
        desk.close()
    if not sent:
        typer.echo("Er is geen mailserver ingesteld: HANDOFF_SMTP_HOST is leeg.", err=True)
        raise typer.Exit(1)
    typer.echo("De mailserver heeft de proefmail aangenomen.")
