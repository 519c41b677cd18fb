"""`python -m handoff account`: the code for the first account, and the list for the access review."""

import csv
import sys

import typer

from content.catalogue import load_catalogue
from handoff.accounts import Person, harmless
from handoff.desk import HandoffSettings, open_desk

HEAD = ("gemeente", "naam", "inlognaam", "rollen", "teams", "stand", "inloggen", "laatst_ingelogd", "account_sinds")
app = typer.Typer(help="Het eerste account, en de lijst voor de controle van wie erin mag.")


@app.callback(invoke_without_command=True)
def first_code(context: typer.Context) -> None:
    """Toon een eenmalige code voor het eerste account."""
    if context.invoked_subcommand is not None:
        return
    settings = HandoffSettings()
    desk = open_desk(settings, load_catalogue())
    code = desk.accounts.setup_code()
    desk.close()
    if code is None:
        typer.echo("Er is al een account. Met een code kan er geen tweede bij.")
        raise typer.Exit(1)
    typer.echo(f"Eenmalige code: {code}")
    typer.echo(f"Ga naar /console/ en maak het eerste account. De code werkt {settings.first_account_hours} uur.")


@app.command()
def review() -> None:
    """Toon wie er een account heeft, met welke rollen en teams, en wanneer die voor het laatst inlogde (CSV)."""
    desk = open_desk(HandoffSettings(), load_catalogue())
    people = desk.accounts.admin.review_all()
    desk.close()
    writer = csv.writer(sys.stdout, delimiter=";", lineterminator="\n")
    writer.writerow(HEAD)
    writer.writerows([harmless(cell) for cell in _row(person)] for person in people)


def _row(person: Person) -> tuple[str, ...]:
    account = person.account
    return (
        account.gemeente,
        account.naam,
        account.gebruikersnaam,
        " ".join(sorted(account.rollen)),
        "alle" if person.alle_teams else " ".join(sorted(account.teams)),
        person.stand,
        "gemeente" if person.external else "wachtwoord en app",
        f"{person.signed_in_at:%Y-%m-%d}" if person.signed_in_at else "nooit",
        f"{person.made_at:%Y-%m-%d}",
    )
