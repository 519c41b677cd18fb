"""`python -m handoff consent`: prove to what an inwoner agreed."""

import typer

from content.catalogue import load_catalogue
from handoff.desk import HandoffSettings, open_desk
from handoff.queue import HandoffNotFoundError, Proof
from handoff.queue.working_time import DUTCH_TIME

app = typer.Typer(help="De toestemming van een inwoner.", no_args_is_help=True)
VERDICT = {
    True: "Klopt: elke regel stond in het voorbeeld dat de inwoner zag.",
    False: "Klopt niet: wat er staat, is niet wat de inwoner zag.",
    None: "De regels zijn gewist. Alleen de vingerafdruk van het voorbeeld is er nog.",
}


@app.callback()
def main() -> None:
    """Keep `toon` a command of its own."""


@app.command("toon")
def show(nummer: str) -> None:
    """Toon waar toestemming voor is gegeven en controleer het; wat de inwoner schreef, komt niet in beeld."""
    desk = open_desk(HandoffSettings(), load_catalogue())
    try:
        proof = desk.queue.prove(nummer)
    except HandoffNotFoundError as error:
        typer.echo("Er is geen vraag met dit nummer.", err=True)
        raise typer.Exit(2) from error
    finally:
        desk.close()
    typer.echo(_told(proof))
    raise typer.Exit(1 if proof.klopt is False else 0)


def _told(proof: Proof) -> str:
    moment = proof.op.astimezone(DUTCH_TIME).strftime("%d-%m-%Y %H:%M")
    facts = (
        ("Nummer", proof.referentie),
        ("Tekst", proof.tekst_versie),
        ("Taal", proof.taal or "onbekend"),
        ("Kanaal", proof.kanaal),
        ("Akkoord op", moment),
        ("Regels", ", ".join(proof.omvang) or "onbekend"),
    )
    return "\n".join((*(f"{name}: {value}" for name, value in facts), VERDICT[proof.klopt]))
