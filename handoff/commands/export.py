"""`python -m handoff export`: ask for the peer of the export to be brought in line, and show how that goes."""

from typing import Annotated

import typer

from content.catalogue import load_catalogue
from handoff.desk import HandoffSettings, open_desk
from handoff.klantinteracties import Export

Status = Annotated[bool, typer.Option("--status", help="Alleen tonen, niets klaarzetten.")]
Retry = Annotated[bool, typer.Option("--retry", help="Probeer opnieuw wat is opgegeven.")]
Erase = Annotated[bool, typer.Option("--erase", help="Wis alles daar. Doe dit voordat u de koppeling uitzet.")]


def export(status: Status = False, retry: Retry = False, erase: Erase = False) -> None:
    """Zet open vragen klaar voor Open Klant, en toon hoe het gaat. Het versturen doet `work`, of de app."""
    desk = open_desk(HandoffSettings(), load_catalogue())
    try:
        if not desk.export.is_on:
            typer.echo("De koppeling staat uit: HANDOFF_KLANTINTERACTIES_URL is leeg.", err=True)
            raise typer.Exit(1)
        if retry:
            typer.echo(f"Opnieuw geprobeerd: {desk.export.try_again()}")
        elif erase:
            typer.echo(f"Klaargezet om daar te wissen: {desk.export.erase()}")
        elif not status:
            typer.echo(f"Klaargezet: {desk.export.bring_in_line()}")
        _show(desk.export)
    finally:
        desk.close()


def _show(export: Export) -> None:
    counts = export.counts()
    typer.echo(f"Daar: {counts.there}")
    typer.echo(f"Wacht: {counts.waiting}, waarvan eerder mislukt: {counts.failing}")
    typer.echo(f"Opgegeven: {counts.dead}")
    if counts.dead:
        typer.echo("Wat is opgegeven staat in de console bij Meldingen, met de reden. Daarna: export --retry.")
