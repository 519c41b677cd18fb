"""`python -m content check | screen`, voor redacteuren: meldingen in het Nederlands."""

import json
from pathlib import Path

import typer

from content.check import check_content
from content.screening.cli import screen as screen_file

cli = typer.Typer(help="De teksten en regels van Rondkomen.", no_args_is_help=True)


@cli.command()
def check(als_json: bool = typer.Option(False, "--json", help="Geef de fouten als JSON.")) -> None:
    """Kijk alle bestanden na. Zonder fouten mag alles getoond worden."""
    fouten = check_content()
    if als_json:
        rows = [{"bestand": fout.bestand, "regel": fout.regel, "melding": fout.melding} for fout in fouten]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    elif fouten:
        print(*fouten, sep="\n")
        print(f"\n{len(fouten)} fout(en). De bot toont pas iets nieuws als dit hersteld is.")
    else:
        print("Alles in orde.")
    raise typer.Exit(1 if fouten else 0)


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
