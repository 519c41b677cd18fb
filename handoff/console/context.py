"""What every page of the console needs, put together once and found again on each request."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from content.catalogue import Catalogue
from handoff.accounts import Account, Accounts
from handoff.console.access import NotAllowedError, address_in_table, right_of
from handoff.console.journeys import Journeys
from handoff.console.pending import PendingSignIns
from handoff.console.rendering import Pages
from handoff.console.security import ForgedFormError, check_form
from handoff.console.sessions import Cookies
from handoff.console.stream import Changes
from handoff.outbox import Outbox
from handoff.queue import Queue
from handoff.settings import HandoffSettings

BACKGROUND = "X-Achtergrond"
OPEN_WITHOUT_LOCAL = frozenset({"GET /inloggen", "GET /gemeente/naar/{nummer}", "GET /gemeente/terug"})


@dataclass(frozen=True)
class Console:
    """The parts behind the pages."""

    queue: Queue
    accounts: Accounts
    catalogue: Catalogue
    settings: HandoffSettings
    cookies: Cookies
    pages: Pages
    pending: PendingSignIns
    journeys: Journeys
    changes: Changes
    outbox: Outbox


class SignedOutError(Exception):
    """Nobody is signed in here, or the session ended."""


def console_of(request: Request) -> Console:
    """Return the parts behind the pages."""
    console: Console = request.app.state.console
    return console


ConsoleParts = Annotated[Console, Depends(console_of)]


def account_of(request: Request, console: ConsoleParts) -> Account:
    """
    Return who is signed in; a page that refreshes itself does not keep the session alive.

    Raises:
        SignedOutError: If nobody is.
    """
    token = console.cookies.session(request)
    account = console.accounts.session(token, touch=BACKGROUND not in request.headers) if token else None
    if account is None:
        raise SignedOutError
    return account


Wijkteamlid = Annotated[Account, Depends(account_of)]


async def signed_in(request: Request, console: ConsoleParts, account: Wijkteamlid) -> None:
    """
    Let only wijkteamleden through whose role gives the right to this address, with forms of their own session.

    Raises:
        NotAllowedError: If no role gives it; the try is in the audit log.
    """
    await check_form(request, console.cookies.session(request))
    if not account.may(right_of(request)):
        await run_in_threadpool(console.accounts.refused, account.id, address_in_table(request))
        raise NotAllowedError


def address_of(request: Request) -> str:
    """Return where a request comes from: used to slow down guessing, never stored or logged."""
    return request.client.host if request.client else ""


async def not_signed_in(request: Request, console: ConsoleParts) -> None:
    """
    Let everyone through, with forms that this browser got from us.

    Where only the gemeente signs people in, there is no password to give, to choose or to reset.
    """
    if not console.settings.local_accounts and address_in_table(request) not in OPEN_WITHOUT_LOCAL:
        raise HTTPException(404)
    await check_form(request, console.cookies.before(request))


async def fields(request: Request) -> dict[str, str]:
    """Return the text fields of a form that `check_form` has read."""
    form = await request.form()
    return {key: value for key, value in form.items() if isinstance(value, str)}


Fields = Annotated[dict[str, str], Depends(fields)]


def before_token(request: Request, console: Console) -> str:
    """
    Return the cookie of a browser that is signing in.

    Raises:
        ForgedFormError: If it has none.
    """
    token = console.cookies.before(request)
    if token is None:
        raise ForgedFormError
    return token
