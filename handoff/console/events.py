"""The address that open pages listen to."""

from collections.abc import AsyncIterator

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from handoff.accounts import Account
from handoff.console.context import Console, ConsoleParts, Wijkteamlid
from handoff.console.security import ForgedFormError, from_this_site
from handoff.console.stream import TooManyStreamsError, stream

router = APIRouter()


@router.get("/gebeurtenissen")
async def events(
    request: Request, console: ConsoleParts, account: Wijkteamlid, overdracht: str | None = None
) -> Response:
    """Follow changes: of one handoff, or of all handoffs of the teams."""
    if not from_this_site(request):
        raise ForgedFormError
    found = _stream(request, console, account, overdracht)
    try:
        first = await anext(found)
    except TooManyStreamsError:
        text = console.pages.wording.text("fout_te_veel_vensters")
        return Response(text, status_code=429, media_type="text/plain")
    return StreamingResponse(_all(first, found), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"})


def _stream(request: Request, console: Console, account: Account, only: str | None) -> AsyncIterator[bytes]:
    token = console.cookies.session(request) or ""
    return stream(console.changes, account, lambda: console.accounts.session(token, touch=False), only)


async def _all(first: bytes, rest: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    yield first
    async for one in rest:
        yield one
