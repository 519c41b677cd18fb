"""The commands `screen` and `cijfers` of `python -m content`, for editors and wijkteamleden: they speak Dutch."""

import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from content.catalogue import load_catalogue
from content.days import day_of
from content.screening.explaining.coming import as_text, coming_days, missing_soon
from content.screening.explaining.report import as_lines, explained
from content.screening.explaining.screened import as_json, described, judged
from content.screening.household.table import facts_table
from content.screening.rules.system import default
from content.source import ContentError


def show_screen(
    bestand: Annotated[Path, typer.Argument(help="Een YAML-bestand met huishoudens.")],
    als_json: Annotated[bool, typer.Option("--json", help="Geef de uitkomsten als JSON.")] = False,
    uitleg: Annotated[bool, typer.Option("--uitleg", help="Leg elke uitkomst stap voor stap uit.")] = False,
) -> None:
    """Reken regelingen uit voor de huishoudens in een YAML-bestand."""
    try:
        screening, households = default(), described(bestand)
        if als_json:
            rows = [as_json(judged(screening, one)) for one in households]
            typer.echo(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
            return
        catalogue = load_catalogue()
        for one in households:
            lines = explained(catalogue, screening, one) if uitleg else as_lines(catalogue, screening, one)
            typer.echo("\n".join(lines))
    except ContentError as error:
        typer.echo(error, err=als_json)
        raise typer.Exit(1) from error


def show_figures(
    op: Annotated[str | None, typer.Option(help="In plaats van 1 januari en 1 juli, zoals 2027-01-01.")] = None,
) -> None:
    """Toon welke cijfers op een komende dag ontbreken. Mist er binnen een maand iets, dan is dat een fout."""
    today, on = date.today(), day_of(op)
    try:
        screening, catalogue = default(), load_catalogue()
    except ContentError as error:
        typer.echo(error)
        raise typer.Exit(1) from error
    typer.echo(as_text(screening, catalogue, [on] if on else coming_days(today), today))
    raise typer.Exit(1 if missing_soon(screening, today) else 0)


def show_facts() -> None:
    """Toon de gegevens die een voorwaarde van een regeling mag gebruiken."""
    typer.echo(facts_table())
