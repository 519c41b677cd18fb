"""`python -m rasa_project train | serve | parse | evaluate | tune | vectors | doubts`."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import typer

from content.catalogue import load_catalogue
from content.crisis import CrisisLexicon
from content.examples import load_examples
from content.source import ContentError
from rasa_project.confusion import drawn
from rasa_project.evaluation import (
    Listener,
    Prediction,
    Sentence,
    SentencesError,
    measure,
    proefvragen,
    read_sentences,
)
from rasa_project.export import GENERATED, export
from rasa_project.report import told
from rasa_project.server import is_ready, own_server
from rasa_project.server import serve as serve_rasa
from rasa_project.settings import ROOT, RasaSettings, all_cores, rasa_environment
from rasa_project.training import TrainingError
from rasa_project.training import train as train_rasa
from rasa_project.tuning import choose

cli = typer.Typer(help="Understanding: train, serve and measure Rasa.", no_args_is_help=True)


@cli.command()
def train(force: bool = typer.Option(False, help="Train from nothing, although nothing has changed.")) -> None:
    """Make the training data from content and train, if something has changed."""
    try:
        train_rasa(load_catalogue(), RasaSettings(), typer.echo, force=force)
    except (TrainingError, ContentError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


@cli.command()
def serve(port: int | None = typer.Option(None, help="Instead of the port in the settings.")) -> None:
    """Serve the trained model on loopback."""
    settings = RasaSettings()
    if not settings.model.exists():
        typer.echo("There is no model yet. First run: python -m rasa_project train", err=True)
        raise typer.Exit(1)
    serve_rasa(settings.model_copy(update={"port": port or settings.port}))


@cli.command()
def parse(text: str) -> None:
    """Tell what the model makes of one sentence."""
    with _rasa() as url:
        answer = httpx.post(f"{url}/model/parse", json={"text": text}, timeout=30).raise_for_status().json()
    kept = {key: answer.get(key) for key in ("intent", "topic", "beslissing", "twee", "gevaar", "ranking")}
    kept["woordenlijst"] = CrisisLexicon.load().find(text)
    typer.echo(json.dumps(kept, ensure_ascii=False, indent=1))


@cli.command()
def evaluate(
    file: Path | None = typer.Argument(None, help="A YAML list of {text, topic, ok, kenmerk}."),
    as_json: bool = typer.Option(False, "--json", help="Print everything as JSON."),
    own: bool = typer.Option(False, "--proefvragen", help="Use the content's own test questions."),
    picture: Path | None = typer.Option(None, help="Draw which topics are taken for which, as SVG."),
) -> None:
    """Measure what a resident would meet, on sentences that the model wasn't trained on."""
    catalogue = load_catalogue()
    try:
        sentences = read_sentences(file) if file and not own else proefvragen(load_examples())
    except (SentencesError, OSError) as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error
    report = measure(sentences, _heard(sentences), catalogue)
    if picture:
        picture.write_text(drawn(report, catalogue), encoding="utf-8")
    typer.echo(json.dumps(report.as_dict(), ensure_ascii=False, indent=1) if as_json else told(report))


@cli.command()
def tune() -> None:
    """Choose the thresholds on the proefvragen and print them for config.yml."""
    sentences = proefvragen(load_examples())
    pairs = list(zip(sentences, _heard(sentences), strict=True))
    typer.echo(json.dumps(choose(pairs, load_catalogue().topics("crisis")), indent=1))


@cli.command()
def vectors() -> None:
    """Renew the vectors of the example sentences that come with the project, so that others train in seconds."""
    _in_rasas_environment("vectors")


@cli.command()
def doubts() -> None:
    """List example sentences that are nearer in meaning to another topic than to their own."""
    _in_rasas_environment("doubts")


def _in_rasas_environment(module: str) -> None:
    """Run a module of the components, which needs Rasa's packages, on the sentences of today."""
    settings = RasaSettings()
    export(load_catalogue(), load_examples())
    argv = [str(settings.python), "-W", "ignore", "-m", f"rasa_project.components.{module}"]
    environment = {**rasa_environment(settings), **all_cores()}
    subprocess.run(  # noqa: S603 - our own command
        [*argv, str(GENERATED), str(settings.cache)], cwd=ROOT, env=environment, check=True
    )


def _heard(sentences: list[Sentence]) -> list[Prediction]:
    """Let a server of our own hear every sentence."""
    with own_server(RasaSettings()) as url:
        listener = Listener(url, CrisisLexicon.load())
        predictions = [listener.hear(sentence) for sentence in sentences]
        listener.close()
    return predictions


@contextmanager
def _rasa() -> Iterator[str]:
    """Give the running server, or one of our own."""
    settings = RasaSettings()
    if is_ready(settings.url):
        yield settings.url
    else:
        with own_server(settings) as url:
            yield url


if __name__ == "__main__":
    cli()
