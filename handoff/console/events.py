"""The address that open pages listen to."""

from collections.abc import AsyncIterator

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from handoff.accounts import Account
from handoff.console.context import Console, ConsoleParts, Wijkteamlid
from handoff.console.security import ForgedFormError, from_this_site
from handoff.console.stream import TooManyStreamsError, View, stream

router = APIRouter()


@router.get("/gebeurtenissen")
async def events(
    request: Request, console: ConsoleParts, account: Wijkteamlid, overdracht: str = "", na: str = ""
) -> Response:
    """Follow changes after event `na`: of one handoff, or of all handoffs of the teams."""
    if not from_this_site(request):
        raise ForgedFormError
    shown = request.headers.get("last-event-id", na)
    view = View(overdracht or None, int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 19 else None)
    found = _stream(request, console, account, view)
    try:
        first = await anext(found)
    except TooManyStreamsError:
        text = console.pages.wording.text("fout_te_veel_vensters")
        return Response(text, status_code=429, media_type="text/plain")
    return StreamingResponse(_all(first, found), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


def _stream(request: Request, console: Console, account: Account, view: View) -> AsyncIterator[bytes]:
    token = console.cookies.session(request) or ""
    return stream(console.changes, account, lambda: console.accounts.session(token, touch=False), view)


async def _all(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for one in rest:
        yield one
