"""The pages for editors: plain HTML, made on the server."""

import asyncio
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any, cast
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import HTMLResponse
from fastapi.sse import EventSourceResponse, ServerSentEvent
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.preview.finding import find
from bot.preview.shown import groups, shown
from bot.preview.state import State
from bot.preview.widget import asked
from content.amounts import AMOUNT
from content.answers import written_date
from content.catalogue import LANDELIJK, Catalogue
from content.model import Bedrag

TEMPLATES = Path(__file__).resolve().parent / "templates"
LOOK_SECONDS = 0.3
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}
ENVIRONMENT = Environment(
    loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
ENVIRONMENT.filters["datum"] = written_date
router = APIRouter()


def _state(request: Request) -> State:
    return cast(State, request.app.state.preview)


Now = Annotated[State, Depends(_state)]
Text = Annotated[str, Query(max_length=200)]
Question = Annotated[str, Query(max_length=2000)]


@router.get("/")
async def text(state: Now, tekst: Text = "", gemeente: Text = "") -> HTMLResponse:
    """Show one text in the widget, with all its forms and what is known about it."""
    catalogue = state.bot.catalogue
    chosen = tekst or next((item.what for group in groups(catalogue) for item in group.items), "")
    place = gemeente if gemeente in catalogue.gemeenten else _first(catalogue)
    item = shown(catalogue, chosen, place)
    read = await asyncio.to_thread(state.readability.of, item.forms, _topic(chosen)) if item else []
    return _page(
        state,
        "tekst.html",
        item=item,
        what=chosen,
        gemeente=place,
        read=read,
        current=next((one for one in read if one.form.what == chosen), read[0] if read else None),
        grenzen=state.readability.rules.grenzen,
        here=[fout for fout in state.fouten if item and fout.bestand == f"{state.root.name}/{item.file}"],
        bedragen=_amounts(catalogue, [one.form.tekst for one in read]),
        today=date.today(),
    )


@router.get("/vinden")
async def finding(state: Now, vraag: Question = "", gemeente: Text = "") -> HTMLResponse:
    """Show which answer a question gets, and why."""
    place = gemeente if gemeente in state.bot.catalogue.gemeenten else _first(state.bot.catalogue)
    found = await find(state.bot, vraag.strip()) if vraag.strip() else None
    widget = _widget(asked(vraag), place)
    return _page(state, "vinden.html", found=found, vraag=vraag, gemeente=place, rasa=state.rasa.state, widget=widget)


@router.get("/fouten")
async def mistakes(state: Now) -> HTMLResponse:
    """Show every mistake in the files as they are now."""
    return _page(state, "fouten.html", gemeente=_first(state.bot.catalogue))


@router.get("/signalen", response_class=EventSourceResponse)
async def signals(state: Now) -> AsyncIterator[ServerSentEvent]:
    """Tell which version there is now, and each next one."""
    told = ""
    while True:
        if told != state.version:
            told = state.version
            yield ServerSentEvent(data=told, event="versie")
        await asyncio.sleep(LOOK_SECONDS)


def _page(state: State, template: str, **values: Any) -> HTMLResponse:  # noqa: ANN401 - what the template asks for
    catalogue = state.bot.catalogue
    shared = {
        "version": state.version,
        "fouten": state.fouten,
        "restart": state.restart,
        "groups": groups(catalogue),
        "gemeenten": sorted(catalogue.gemeenten.values(), key=lambda one: (one.id == LANDELIJK, one.naam)),
        "widget_of": _widget,
        "catalogue": catalogue,
    }
    return HTMLResponse(ENVIRONMENT.get_template(template).render(shared | values), headers=HEADERS)


def _widget(what: str, gemeente: str) -> str:
    return f"/kijk/{quote(what, safe=':')}/chat?gemeente={quote(gemeente)}"


def _topic(what: str) -> str:
    return what.split(":")[1] if ":" in what else ""


def _first(catalogue: Catalogue) -> str:
    """Return the gemeente that a page begins with."""
    return next((one for one in sorted(catalogue.gemeenten) if one != LANDELIJK), LANDELIJK)


def _amounts(catalogue: Catalogue, texts: list[str]) -> list[Bedrag]:
    named = dict.fromkeys(name for text in texts for name in AMOUNT.findall(text))
    return [catalogue.bedragen[name] for name in named if name in catalogue.bedragen]
