"""`python -m content preview` starts this: an entry of its own, since the running bot never measures texts."""

import typer

from bot.preview.server import serve_preview
from bot.settings import BotSettings


def preview(port: int | None = typer.Option(None, help="In plaats van de poort uit de instellingen.")) -> None:
    """Toon redacteuren elke tekst in de echte chat, alleen op deze computer."""
    settings = BotSettings()
    serve_preview(settings, port or settings.preview_port, typer.echo)


if __name__ == "__main__":
    typer.run(preview)
