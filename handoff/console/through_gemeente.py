"""Signing in through the gemeente: to its provider and back."""

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from handoff.accounts import Duty, WrongPlaceError
from handoff.console.context import Console, ConsoleParts, address_of
from handoff.console.login import login_page
from handoff.oidc import Identity, NoGroupError, NoSecondFactorError, OidcError, begin, finish
from handoff.provider import Provider
from privacy.log import get_logger

BACK = "/gemeente/terug"
WHY_NOT: dict[type[Exception], str] = {
    NoSecondFactorError: "fout_gemeente_tweede_factor",
    NoGroupError: "fout_gemeente_groep",
}
router = APIRouter()


@router.get("/gemeente/naar/{nummer}")
def go_to_gemeente(request: Request, console: ConsoleParts, nummer: Annotated[int, Path(ge=0, le=99)]) -> Response:
    """Send the browser to one of the providers in the settings."""
    provider = _provider(console, nummer)
    try:
        journey = begin(provider, _back(console))
    except OidcError as error:
        return _refused(request, console, error)
    response = RedirectResponse(journey.address, status_code=303)
    console.journeys.start(console.cookies.start_journey(request, response), journey)
    return response


@router.get(BACK)
def come_back(request: Request, console: ConsoleParts) -> Response:
    """
    Check what the provider says, and start a session.

    The answer is a page of our own: a redirect from another site wouldn't bring the new cookie along.
    """
    journey = console.journeys.take(console.cookies.journey(request) or "")
    try:
        if journey is None:
            raise OidcError("no_journey")
        account_id = _account(console, finish(journey, _back(console), dict(request.query_params)))
    except OidcError as error:
        return _refused(request, console, error)
    response = console.pages.show(request, "gemeente_terug.html")
    console.cookies.end_journey(request, response)
    console.cookies.start_session(request, response, console.accounts.start_session(account_id, address_of(request)))
    return response


def _account(console: Console, found: Identity) -> str:
    duty = Duty(found.rollen, found.teams)
    try:
        account_id = console.accounts.sign_in_outside(found.issuer, found.subject, found.naam, found.gemeente, duty)
    except WrongPlaceError as error:
        raise NoGroupError("wrong_teams") from error
    if account_id is None:
        raise NoGroupError("disabled")
    return account_id


def _provider(console: Console, nummer: int) -> Provider:
    providers = console.settings.oidc or ()
    if nummer >= len(providers):
        raise HTTPException(404)
    return providers[nummer]


def _back(console: Console) -> str:
    return f"{console.settings.console_url.rstrip('/')}{BACK}"


def _refused(request: Request, console: Console, error: OidcError) -> Response:
    get_logger().warning("sign_in_outside_refused", error=str(error))
    fout = console.pages.wording.text(WHY_NOT.get(type(error), "fout_gemeente_inloggen"))
    return login_page(request, console, 403, fout)
