"""`python -m content check`, `links`, `new` and the other commands, for editors: they speak Dutch."""

import json
import os
import sys

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
from content.screening.explaining.commands import show_facts, show_figures, show_screen

cli = typer.Typer(help="De teksten en regels van Rondkomen.", no_args_is_help=True)
cli.add_typer(new, name="new")
cli.command("coverage")(show_coverage)
cli.command("links")(show_links)
cli.command("screen")(show_screen)
cli.command("cijfers")(show_figures)
cli.command("gegevens")(show_facts)


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


if __name__ == "__main__":
    cli()
