"""The routes of `/v1`. They hold no state and know no rules: conversations and dialogue do."""

import asyncio
import hmac
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, cast

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from fastapi.sse import EventSourceResponse, ServerSentEvent

from bot.conversations import Conversation, ConversationNotFoundError, Conversations, WrongTokenError
from bot.dialogue import Dialogue
from bot.messages import Incoming
from bot.widget_api.limits import RateLimits, address_of
from bot.widget_api.outcome import outcome
from bot.widget_api.shapes import Berichten, GegevenAntwoorden, Gesprek, NieuwBericht, NieuwGesprek, UitkomstUit, out
from content.catalogue import Catalogue

POLL_SECONDS = 1.0
router = APIRouter()


@dataclass(frozen=True)
class Context:
    """What the routes work with."""

    dialogue: Dialogue
    conversations: Conversations
    catalogue: Catalogue
    limits: RateLimits


def _context(request: Request) -> Context:
    return cast(Context, request.app.state.context)


In = Annotated[Context, Depends(_context)]


bearer = HTTPBearer(auto_error=False, description="The token that came with the conversation.")
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(bearer)]


async def _conversation(context: In, gesprek_id: str, credentials: Credentials) -> Conversation:
    token = credentials.credentials if credentials else ""
    if context.conversations.peek(gesprek_id) is None:
        await _revive(context, gesprek_id, token)
    if not token:
        raise WrongTokenError
    return context.conversations.get(gesprek_id, token)


async def _revive(context: Context, gesprek_id: str, token: str) -> None:
    """Go on with a chat with the wijkteam that was forgotten here, for who has its token."""
    fits = hmac.compare_digest(context.dialogue.token_of(gesprek_id).encode(), token.encode())
    if not fits or await context.dialogue.revive(context.conversations, gesprek_id, "widget") is None:
        raise ConversationNotFoundError


Current = Annotated[Conversation, Depends(_conversation)]
After = Annotated[int, Query(ge=0, description="The number of the last message that the client has.")]
Page = Annotated[Literal["widget", "uitkomst"], Query(description="Whose texts.")]


@router.post("/gesprekken", status_code=201, response_model=Gesprek)
async def begin(body: NieuwGesprek, context: In, request: Request, response: Response) -> dict[str, Any]:
    """Begin a conversation. A gemeente without a folder of its own gets the national texts."""
    await context.limits.check("begin", address_of(request))
    gemeente = context.catalogue.gemeente_id(body.gemeente)
    conversation, token = context.conversations.begin(gemeente=gemeente, kanaal=body.kanaal)
    response.headers["Location"] = f"/v1/gesprekken/{conversation.id}"
    berichten = [out(sent) for sent in context.dialogue.welcome(conversation)]
    return {"id": conversation.id, "token": token, "berichten": berichten}


@router.post("/gesprekken/{gesprek_id}/berichten", response_model=Berichten)
async def send(body: NieuwBericht, conversation: Current, context: In, request: Request) -> dict[str, Any]:
    """Send a message and get its answer. The same id again gets the same answer again."""
    await context.limits.check("address", address_of(request))
    await context.limits.check("message", conversation.id)
    incoming = Incoming(body.id, body.tekst, body.keuze, source=address_of(request))
    sent = await context.dialogue.handle(conversation, incoming)
    return {"berichten": [out(one) for one in sent]}


@router.get("/gesprekken/{gesprek_id}/berichten", response_model=Berichten)
async def messages(conversation: Current, context: In, na: After = 0) -> dict[str, Any]:
    """Return the messages after a number, for who lost the connection."""
    await context.dialogue.collect(conversation)
    return {"berichten": [out(sent) for sent in conversation.after(na)]}


@router.get("/gesprekken/{gesprek_id}/stroom", response_class=EventSourceResponse)
async def stream(conversation: Current, context: In, na: After = 0) -> AsyncIterator[ServerSentEvent]:
    """Stream messages as they come, until the conversation ends."""
    while context.conversations.peek(conversation.id) is conversation:
        await context.dialogue.collect(conversation)
        conversation.changed.clear()
        for sent in conversation.after(na):
            na = sent.id
            yield ServerSentEvent(data=out(sent), event="bericht", id=str(sent.id))
        try:
            await asyncio.wait_for(conversation.changed.wait(), POLL_SECONDS)
        except TimeoutError:
            continue


@router.delete("/gesprekken/{gesprek_id}", status_code=204)
async def erase(conversation: Current, context: In) -> None:
    """Erase a conversation: here, at Rasa, and its thread to the wijkteam."""
    await context.dialogue.forget(conversation)
    context.conversations.forget(conversation.id)


@router.post("/uitkomst", response_model=UitkomstUit)
async def reckon(body: GegevenAntwoorden, context: In, request: Request) -> dict[str, Any]:
    """Work out the outcome of the regelingencheck from the answers alone. Nothing of it is kept or logged."""
    await context.limits.check("outcome", address_of(request))
    gemeente = context.catalogue.gemeente_id(body.gemeente)
    return outcome(context.catalogue, body.antwoorden, gemeente, context.catalogue.today())


@router.get("/teksten")
async def texts(context: In, van: Page = "widget") -> dict[str, str]:
    """Return the fixed texts of the widget, or of the page with the outcome."""
    prefix = f"{van}."
    found = context.catalogue.teksten.items()
    return {key.removeprefix(prefix): text for key, text in found if key.startswith(prefix)}
