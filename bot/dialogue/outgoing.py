"""The last touch before a message leaves: the inwoner's own values take the place of their placeholders."""

import re
from dataclasses import replace

from bot.conversations import Conversation
from content.berichten import Bericht

PLACEHOLDER = re.compile(r"\[([a-z_]+)\]")


def fill_in(conversation: Conversation, berichten: tuple[Bericht, ...]) -> tuple[Bericht, ...]:
    """
    Fill in what the inwoner gave for the wijkteam, and remember the preview as it was shown.

    In one pass, so that a value that looks like a placeholder stays what was typed.
    """
    filled = tuple(_filled(conversation, bericht) for bericht in berichten)
    previews = [bericht.tekst for bericht in filled if bericht.soort == "overdracht"]
    if previews and conversation.stand.stroom == "contact":
        conversation.preview = previews[-1]
        conversation.previews.update(previews)
    return filled


def _filled(conversation: Conversation, bericht: Bericht) -> Bericht:
    if bericht.soort != "overdracht":
        return bericht
    values = conversation.waarden
    text = PLACEHOLDER.sub(lambda match: values.get(match.group(1), match.group()), bericht.tekst)
    return replace(bericht, tekst=text)
