"""`python -m rasa_project train | serve | parse | evaluate | tune`."""

import json
from pathlib import Path

import typer

from content.catalogue import load_catalogue
from content.source import ContentError
from rasa_project.server import serve as serve_rasa
from rasa_project.settings import RasaSettings
from rasa_project.training import TrainingError
from rasa_project.training import train as train_rasa

cli = typer.Typer(help="Understanding: train, serve and measure Rasa.", no_args_is_help=True)


@cli.command()
def train(force: bool = typer.Option(False, help="Train although nothing has changed.")) -> None:
    """Make the training data from content and train, if something has changed."""
    try:
        train_rasa(load_catalogue(), RasaSettings(), typer.echo, force=force)
    except (TrainingError, ContentError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


@cli.command()
def serve() -> None:
    """Serve the trained model on loopback."""
    serve_rasa(RasaSettings())


if __name__ == "__main__":
    cli()
