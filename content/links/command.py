"""The command `python -m content links`."""

import json
from typing import Annotated

import typer

from content.days import day_of
from content.links.polite import Manners
from content.links.report import as_json, report
from content.links.round import go_round
from content.source import ContentError

PAUSE = Manners().pause


def show_links(
    op: Annotated[str | None, typer.Option(help="Voor welke dag u kijkt of een mens weer aan de beurt is.")] = None,
    pauze: Annotated[float, typer.Option(min=0, help="Seconden tussen twee vragen aan dezelfde website.")] = PAUSE,
    als_json: Annotated[bool, typer.Option("--json", help="Geef alles als JSON.")] = False,
) -> None:
    """Kijk of elk webadres in de inhoud er nog is. Duurt een paar minuten. Uitkomst 1 als een link zeker stuk is."""
    on = day_of(op)
    try:
        ronde = go_round(on=on, manners=Manners(pause=pauze))
    except ContentError as error:
        typer.echo(error)
        raise typer.Exit(1) from error
    typer.echo(json.dumps(as_json(ronde), ensure_ascii=False, indent=1) if als_json else report(ronde))
    raise typer.Exit(ronde.exit_code)
