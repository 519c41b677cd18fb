"""`python -m handoff audit`: check the audit log, and keep its ends elsewhere."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

import typer

from content.catalogue import load_catalogue
from handoff.audit import Finding, Head, HeadFileError, export, read_export, verify
from handoff.database import writing
from handoff.desk import Desk, HandoffSettings, open_desk

app = typer.Typer(help="Het logboek van wie wat deed.", no_args_is_help=True)
WRONG: Mapping[str, str] = MappingProxyType(
    {
        "changed": "Regel {id} is veranderd of verplaatst (keten {keten}, nummer {nummer}).",
        "inserted": "Regel {id} is ertussen gezet: die is niet door dit programma geschreven.",
        "deleted": "Na regel {id} is een regel weggehaald (keten {keten}, nummer {nummer}).",
        "cut_off": "Na regel {id} is het einde van keten {keten} afgeknipt, vanaf nummer {nummer}.",
        "head": "Het einde van keten {keten} klopt niet met de laatste regel, regel {id}.",
    }
)
HeadFile = Annotated[Path | None, typer.Option("--head", help="Bestand dat `audit head` eerder maakte.")]


@app.command("verify")
def verify_log(head: HeadFile = None) -> None:
    """Controleer elke regel. Met --head blijkt ook of de laatste regels zijn afgeknipt."""
    desk = open_desk(HandoffSettings(), load_catalogue())
    try:
        verdict = verify(desk.engine, desk.keys, _kept(desk, head))
    finally:
        desk.close()
    if verdict.first_wrong is not None:
        typer.echo(sentence(verdict.first_wrong), err=True)
        raise typer.Exit(1)
    typer.echo(f"Het logboek klopt: {verdict.right} regels.")


@app.command("head")
def show_head() -> None:
    """Toon de einden van de ketens, om elders te bewaren."""
    desk = open_desk(HandoffSettings(), load_catalogue())
    with writing(desk.engine) as session:
        shown = export(session, desk.keys, datetime.now(UTC))
    desk.close()
    typer.echo(shown)


def sentence(finding: Finding) -> str:
    """Say what is wrong with the log."""
    return WRONG[finding.wrong].format(id=finding.event_id, keten=finding.lane, nummer=finding.number)


def _kept(desk: Desk, path: Path | None) -> Mapping[int, Head] | None:
    if path is None:
        return None
    try:
        return read_export(path.read_text("utf-8"), desk.keys)
    except HeadFileError as error:
        typer.echo(f"{path} is veranderd, of hoort bij een ander sleutelbestand.", err=True)
        raise typer.Exit(2) from error
