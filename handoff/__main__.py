"""`python -m handoff`: make the first account, and remove what may not be kept."""

import typer

from content.catalogue import load_catalogue
from handoff.desk import HandoffSettings, open_desk
from privacy.log import configure_logging

app = typer.Typer(help="Het deel voor het wijkteam.", no_args_is_help=True, add_completion=False)


@app.callback()
def main() -> None:
    """Read nothing yet: each command opens the database itself."""
    configure_logging()


@app.command()
def account() -> None:
    """Toon een eenmalige code voor het eerste account."""
    settings = HandoffSettings()
    desk = open_desk(settings, load_catalogue())
    code = desk.accounts.setup_code()
    desk.close()
    if code is None:
        print("Er is al een account. Met een code kan er geen tweede bij.")
        raise typer.Exit(1)
    print(f"Eenmalige code: {code}")
    print(f"Ga naar /console/ en maak het eerste account. De code werkt {settings.first_account_hours} uur.")


@app.command()
def purge() -> None:
    """Wis wat niet langer bewaard mag worden."""
    desk = open_desk(HandoffSettings(), load_catalogue())
    count = desk.purge()
    desk.close()
    print(f"Gewist: {count}")


if __name__ == "__main__":
    app()
