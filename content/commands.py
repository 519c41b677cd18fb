"""The commands `new` and `coverage` of `python -m content`, for editors: they speak Dutch."""

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from content.catalogue import CONTENT
from content.coverage import as_text, coverage
from content.new_files import new_answer, new_examples, new_row
from content.new_gemeente import new_gemeente
from content.source import ContentError

new = typer.Typer(help="Maak iets nieuws.", no_args_is_help=True)


@new.command("gemeente")
def make_gemeente(naam: Annotated[str, typer.Argument(help="Zoals: Heiloo, of 'Bergen (NH)'.")]) -> None:
    """Maak de map van een gemeente, met naam, CBS-code en postcodes, en uitleg wat u nog invult."""
    _tell(lambda: new_gemeente(naam, CONTENT))


@new.command("antwoord")
def make_answer(onderwerp: Annotated[str, typer.Argument(help="Een id uit content/onderwerpen.yml.")]) -> None:
    """Maak het bestand van een antwoord, met uitleg wat u invult."""
    _tell(lambda: new_answer(onderwerp, CONTENT))


@new.command("voorbeelden")
def make_examples(onderwerp: Annotated[str, typer.Argument(help="Een id uit content/onderwerpen.yml.")]) -> None:
    """Maak de bestanden met zinnen van inwoners: om van te leren, en om mee te meten."""
    _tell(lambda: new_examples(onderwerp, CONTENT))


@new.command("bedrag")
def make_amount(naam: Annotated[str, typer.Argument(help="Zoals: zorgtoeslag_hoogste_alleen.")]) -> None:
    """Zet een nieuw bedrag onderaan content/bedragen.yml, met uitleg wat u invult."""
    _tell(lambda: new_row("bedrag", naam, CONTENT))


@new.command("telefoon")
def make_phone(naam: Annotated[str, typer.Argument(help="Zoals: geldfit.")]) -> None:
    """Zet een nieuw telefoonnummer onderaan content/telefoon.yml, met uitleg wat u invult."""
    _tell(lambda: new_row("telefoon", naam, CONTENT))


def _tell(make: Callable[[], list[Path]]) -> None:
    try:
        files = make()
    except ContentError as error:
        typer.echo(error)
        raise typer.Exit(1) from error
    typer.echo("Gemaakt:")
    for path in files:
        typer.echo(f"- {path}")
    typer.echo("Vul de bestanden aan. Kijk ze daarna na met: python -m content check")


def show_coverage(
    als_json: Annotated[bool, typer.Option("--json", help="Geef alles als JSON.")] = False,
) -> None:
    """Toon per gemeente en per onderwerp wat er is, wat nog niet is nagekeken en wat binnenkort verloopt."""
    try:
        found = coverage()
    except ContentError as error:
        typer.echo(error)
        raise typer.Exit(1) from error
    typer.echo(json.dumps(asdict(found), ensure_ascii=False, indent=1, default=str) if als_json else as_text(found))
