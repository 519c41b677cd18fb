"""`python -m content check`, `links`, `new` and the other commands, for editors: they speak Dutch."""

import json
import os
import sys
from pathlib import Path

import typer

from content.check import check_content, check_hints
from content.check_examples import check_examples
from content.checks.report import Uitslag
from content.commands import new, show_coverage
from content.days import day_of
from content.links.command import show_links
from content.plain_dutch.gate import check_plain_dutch, read_all
from content.plain_dutch.report import table
from content.plain_dutch.rules import load_rules
from content.screening.cli import screen as screen_file

cli = typer.Typer(help="De teksten en regels van Rondkomen.", no_args_is_help=True)
cli.add_typer(new, name="new")
cli.command("coverage")(show_coverage)
cli.command("links")(show_links)


@cli.command()
def check(
    op: str | None = typer.Option(None, help="Toon wat op deze dag verlopen is, zoals 2027-01-01."),
    als_json: bool = typer.Option(False, "--json", help="Geef alles als JSON."),
) -> None:
    """Kijk alle bestanden na. Bij een fout start de bot niet; wat verlopen is, toont hij niet."""
    on = day_of(op)
    found = sorted({*check_content(on=on), *check_examples(), *check_plain_dutch()})
    expired, mistakes = ([fout for fout in found if fout.verlopen is past] for past in (True, False))
    uitslag = Uitslag(mistakes, expired, check_hints(on=on), on)
    print(json.dumps(uitslag.as_json(), ensure_ascii=False, indent=1) if als_json else uitslag.as_text())
    raise typer.Exit(uitslag.exit_code)


@cli.command()
def leesbaarheid() -> None:
    """Toon hoe makkelijk elk bestand leest, het moeilijkste eerst."""
    rules = load_rules()
    print(*table(list(read_all(rules)), rules), sep="\n")


@cli.command()
def preview(
    poort: int | None = typer.Option(None, help="In plaats van 8010, of de poort uit de instellingen."),
) -> None:
    """Bekijk en verander teksten in uw browser, zoals een inwoner ze ziet. Alleen op deze computer."""
    # the pages need the widget, and content knows nothing of it: this process becomes the other
    port = ["--port", str(poort)] if poort else []
    os.execv(sys.executable, [sys.executable, "-m", "bot.preview", *port])  # noqa: S606 - our own command


@cli.command()
def screen(bestand: Path, als_json: bool = typer.Option(False, "--json", help="Geef de uitkomsten als JSON.")) -> None:
    """Reken regelingen uit voor de situaties in een YAML-bestand."""
    rows = screen_file(bestand)
    if als_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1, default=str))
        return
    for row in rows:
        print(row["id"])
        for naam, one in row["uitkomsten"].items():
            bedrag = one["bedrag"]
            amount = f", € {bedrag['min']:.0f} tot € {bedrag['max']:.0f} per {bedrag['per']}" if bedrag else ""
            print(f"  {naam}: {one['uitkomst']}{amount}. {one['reden']}")


if __name__ == "__main__":
    cli()
