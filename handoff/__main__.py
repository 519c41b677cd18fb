"""`python -m handoff`: what whoever runs the server does with it."""

import signal

import typer

from content.catalogue import load_catalogue
from handoff.audit import coming_from
from handoff.commands import account, audit, backup, consent, export, keys, mail
from handoff.desk import HandoffSettings, open_desk
from privacy.log import configure_logging

app = typer.Typer(help="Het deel voor het wijkteam.", no_args_is_help=True, add_completion=False)


app.add_typer(account.app, name="account")
app.add_typer(audit.app, name="audit")
app.add_typer(backup.app, name="backup")
app.add_typer(consent.app, name="consent")
app.add_typer(keys.app, name="keys")
app.add_typer(mail.app, name="mail")
app.command()(export.export)


@app.callback()
def main(context: typer.Context) -> None:
    """Read nothing yet: each command opens the database itself."""
    configure_logging()
    context.with_resource(coming_from("cli"))


@app.command()
def migrate() -> None:
    """Werk de tabellen bij; nodig als de app zelf geen eigenaar van de database is."""
    open_desk(HandoffSettings(), load_catalogue()).close()


@app.command()
def purge() -> None:
    """Wis wat niet langer bewaard mag worden."""
    desk = open_desk(HandoffSettings(), load_catalogue())
    count = desk.purge()
    desk.close()
    print(f"Gewist: {count}")


@app.command()
def tend() -> None:
    """Waarschuw wie een vraag laat liggen, en geef die op tijd terug aan het team; de app doet dit zelf ook."""
    desk = open_desk(HandoffSettings(), load_catalogue())
    done = desk.tend()
    desk.close()
    for action, count in sorted(done.items()):
        print(f"{action}: {count}")
    print(f"Stappen gezet: {done.total()}")


@app.command()
def reconcile() -> None:
    """Zoek vragen die zoek kunnen raken, en herstel ze; 1: er is iets over waar een mens naar moet kijken."""
    desk = open_desk(HandoffSettings(), load_catalogue())
    found, left = desk.reconcile()
    desk.close()
    for finding in left:
        print(f"{finding.kind}: nummer {finding.referentie}, {finding.team}")
    print(f"Gevonden: {len(found)}, over: {len(left)}")
    raise typer.Exit(1 if left else 0)


@app.command()
def work() -> None:
    """Verstuur meldingen, tot dit programma stopt; de app doet het zelf ook, behalve met HANDOFF_WORK_IN_APP=false."""
    desk = open_desk(HandoffSettings(), load_catalogue())
    worker = desk.outbox.worker()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: worker.ask_to_stop())
    worker.run()
    desk.close()


if __name__ == "__main__":
    app()
