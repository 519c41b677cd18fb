"""The real widget, that opens with the text which an editor wants to see and goes on from there."""

import base64
import binascii
from typing import Any

from fastapi import FastAPI, Request

from bot.app import Bot
from bot.conversations import Conversation
from bot.messages import Incoming, Sent
from bot.preview.shown import FORMS
from bot.widget_api import Context, RateLimits, build_api, build_pages
from bot.widget_api.shapes import Gesprek, NieuwGesprek, out
from content import answers
from content.berichten import Bericht
from content.catalogue import PLACEHOLDER, Catalogue

OFTEN = "100000/minute"  # nobody but an editor asks here
ASKED = "vraag"


def asked(question: str) -> str:
    """Return the name under which the widget opens with a question that was typed."""
    return f"{ASKED}:{base64.urlsafe_b64encode(question.encode()).decode()}"


def build_widget(bot: Bot) -> FastAPI:
    """Return the widget, to be mounted at a path that ends with what it should open with."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    limits = RateLimits(None, begin=OFTEN, message=OFTEN, address=OFTEN)

    @app.post("/v1/gesprekken", status_code=201, response_model=Gesprek)
    async def begin(body: NieuwGesprek, request: Request) -> dict[str, Any]:
        gemeente = bot.catalogue.gemeente(body.gemeente).id
        conversation, token = bot.conversations.begin(gemeente=gemeente, kanaal="proef")
        sent = await _open(bot, conversation, str(request.path_params["what"]))
        return {"id": conversation.id, "token": token, "berichten": [out(one) for one in sent]}

    app.mount("/v1", build_api(Context(bot.dialogue, bot.conversations, bot.catalogue, limits)))
    build_pages(app)
    return app


async def _open(bot: Bot, conversation: Conversation, what: str) -> list[Sent]:
    kind, _, name = what.partition(":")
    if kind == ASKED:
        return await bot.dialogue.handle(conversation, Incoming("vraag", tekst=_question(name)))
    if kind in FORMS:
        return await bot.dialogue.handle(conversation, Incoming("keuze", keuze=what))
    bericht = _message(bot.catalogue, kind, name, conversation.stand.gemeente)
    return conversation.send((bericht,)) if bericht else bot.dialogue.welcome(conversation)


def _question(name: str) -> str:
    try:
        return base64.urlsafe_b64decode(name).decode()
    except (binascii.Error, ValueError):
        return ""


def _message(catalogue: Catalogue, kind: str, name: str, gemeente: str) -> Bericht | None:
    if kind == "gevaar" and name in catalogue.crisis:
        return answers.crisis_answer(catalogue, name, gemeente=gemeente)
    if kind == "gesprek" and name in catalogue.gesprek:
        return answers.gesprek_answer(catalogue, name, gemeente=gemeente)
    if kind == "taal" and name in catalogue.talen:
        return answers.foreign_answer(catalogue, name, gemeente=gemeente)
    if kind == "vast" and name in catalogue.teksten:
        template = catalogue.teksten[name]
        gaps = {one: f"‹{one}›" for one in PLACEHOLDER.findall(template) if ":" not in one}
        return Bericht("melding", catalogue.fill(template, {**gaps, **catalogue.gemeente_values(gemeente)}))
    return None
