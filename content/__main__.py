"""`python -m content check | screen`, voor redacteuren: meldingen in het Nederlands."""

import json
from dataclasses import asdict
from pathlib import Path

import typer

from content.check import check_content
from content.check_examples import check_examples
from content.screening.cli import screen as screen_file
from content.source import Fout

cli = typer.Typer(help="De teksten en regels van Rondkomen.", no_args_is_help=True)


@cli.command()
def check(als_json: bool = typer.Option(False, "--json", help="Geef de fouten als JSON.")) -> None:
    """Kijk alle bestanden na. Bij een fout start de bot niet; wat verlopen is, toont hij niet."""
    gevonden = sorted({*check_content(), *check_examples()})
    fouten = [fout for fout in gevonden if not fout.verlopen]
    if als_json:
        print(json.dumps([asdict(fout) for fout in gevonden], ensure_ascii=False, indent=1))
    else:
        _toon([fout for fout in gevonden if fout.verlopen], fouten)
    raise typer.Exit(1 if fouten else 0)


def _toon(verlopen: list[Fout], fouten: list[Fout]) -> None:
    if verlopen:
        print("Verlopen, wordt niet meer getoond:", *verlopen, "", sep="\n")
    if fouten:
        print(*fouten, sep="\n")
        print(f"\n{len(fouten)} fout(en). De bot start pas weer als dit hersteld is.")
    else:
        print("Alles in orde." if not verlopen else "Verder is alles in orde.")


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
