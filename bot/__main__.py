"""`python -m bot serve | talk`."""

import asyncio

import typer
import uvicorn

from bot.app import build_app, build_bot
from bot.settings import BotSettings
from bot.terminal import talk as talk_in_terminal
from content.source import ContentError
from handoff.desk import HandoffSettings
from privacy.log import configure_logging

STOP_SECONDS = 3  # open streams would hold up the end
cli = typer.Typer(help="The chatbot.", no_args_is_help=True)


@cli.command()
def serve() -> None:
    """Serve the API, the widget, the console and Rasa's actions; Telegram too when BOT_TELEGRAM_TOKEN is set."""
    settings = BotSettings()
    try:
        app = build_app(settings, HandoffSettings())
    except ContentError as error:
        raise typer.Exit(_tell(error)) from error
    uvicorn.run(
        app,
        host=settings.host,
        port=settings.port,
        log_level="warning",
        access_log=False,
        timeout_graceful_shutdown=STOP_SECONDS,
    )


@cli.command()
def talk(gemeente: str = typer.Option("leiden", help="The gemeente whose texts are used.")) -> None:
    """Talk with the whole bot in the terminal (Rasa must run, or it is button mode)."""
    configure_logging("ERROR")
    settings = BotSettings()
    try:
        bot = build_bot(settings, HandoffSettings())
    except ContentError as error:
        raise typer.Exit(_tell(error)) from error
    asyncio.run(talk_in_terminal(bot.dialogue, bot.conversations, gemeente, settings.public_url))


def _tell(error: ContentError) -> int:
    for fout in error.fouten:
        typer.echo(str(fout), err=True)
    return 1


if __name__ == "__main__":
    cli()
