"""Puts the console together."""

from fastapi import Depends, FastAPI
from fastapi.middleware.gzip import GZipMiddleware

from content.catalogue import Catalogue
from handoff.accounts import Accounts
from handoff.console import (
    actions,
    care,
    detail,
    events,
    figures,
    first_account,
    help,
    insight,
    lead,
    logbook,
    login,
    notices,
    overview,
    own_account,
    people,
    search,
    teams,
    through_gemeente,
    transfer,
    with_code,
)
from handoff.console.context import Console, not_signed_in, signed_in
from handoff.console.errors import CatchAll, add_error_pages
from handoff.console.journeys import Journeys
from handoff.console.origin import FromConsole
from handoff.console.pending import PendingSignIns
from handoff.console.rendering import Pages
from handoff.console.security import SecurityHeaders
from handoff.console.sessions import Cookies
from handoff.console.static_files import read_static, static_router
from handoff.console.stream import Changes
from handoff.console.wording import Wording
from handoff.outbox import Outbox
from handoff.queue import Queue
from handoff.settings import HandoffSettings

COMPRESSED_FROM = 1000  # bytes; a stream of changes is never compressed
FOR_WIJKTEAMLEDEN = (
    *(overview, detail, transfer, care, actions, events, help, teams, people, own_account, figures, notices),
    *(insight, logbook, lead, search),
)


def build_console(
    queue: Queue, accounts: Accounts, catalogue: Catalogue, settings: HandoffSettings, outbox: Outbox
) -> FastAPI:
    """
    Return the console as an app to be mounted.

    A page is for wijkteamleden unless it is put in the list of those that aren't.
    """
    app = FastAPI(title="Rondkomen console", openapi_url=None, docs_url=None, redoc_url=None)
    cookies, files = Cookies(settings.secure_cookies), read_static()
    app.state.console = Console(
        queue=queue,
        accounts=accounts,
        catalogue=catalogue,
        settings=settings,
        cookies=cookies,
        pages=Pages(Wording(catalogue), files, cookies, hours=queue.care.hours),
        pending=PendingSignIns(),
        journeys=Journeys(),
        changes=Changes(queue),
        outbox=outbox,
    )
    for router in (login.open_router, first_account.router, with_code.router, through_gemeente.router):
        app.include_router(router, dependencies=[Depends(not_signed_in)])
    for router in (login.router, *(module.router for module in FOR_WIJKTEAMLEDEN)):
        app.include_router(router, dependencies=[Depends(signed_in)])
    app.include_router(static_router(files))
    add_error_pages(app)
    app.add_middleware(CatchAll)
    app.add_middleware(SecurityHeaders, secure=settings.secure_cookies)
    # What compression gives away of a page is no use to anybody: a form token without its cookie opens nothing.
    app.add_middleware(GZipMiddleware, minimum_size=COMPRESSED_FROM)
    app.add_middleware(FromConsole)
    return app
