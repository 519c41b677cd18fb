"""Signing in with a password and then a code, and signing out."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from handoff.console.context import Console, ConsoleParts, Fields, address_of, before_token
from handoff.console.deep_links import from_another_site, handoff_in, once_more
from handoff.console.rendering import base, go_to

CLEAR = '"cache", "storage"'
open_router = APIRouter()
router = APIRouter()


@open_router.get("/inloggen")
def show_login(request: Request, console: ConsoleParts) -> Response:
    """Show the first step; who is signed in already goes to the overview."""
    token = console.cookies.session(request)
    if token and console.accounts.session(token, touch=False):
        return go_to(request, "/")
    return login_page(request, console)


def login_page(
    request: Request, console: Console, status: int = 200, fout: str = "", gebruikersnaam: str = ""
) -> Response:
    """Return the first step: with a password, through the gemeente, or the choice between them."""
    return console.pages.show(
        request,
        "inloggen.html",
        status=status,
        fout=fout,
        gebruikersnaam=gebruikersnaam,
        plaatselijk=console.settings.local_accounts,
        gemeenten=[provider.naam for provider in console.settings.oidc or ()],
    )


@open_router.post("/inloggen")
def check_password(request: Request, console: ConsoleParts, form: Fields) -> Response:
    """Check the password; the browser gets a fresh cookie for the second step."""
    gebruikersnaam, wachtwoord = form.get("gebruikersnaam", "").strip(), form.get("wachtwoord", "")
    account = console.accounts.check_password(gebruikersnaam, wachtwoord, address_of(request))
    if account is None:
        return _refused(request, console, gebruikersnaam)
    response = go_to(request, "/inloggen/code")
    token = console.cookies.start_before(request, response)
    console.pending.start(token, account.id, gebruikersnaam=account.gebruikersnaam)
    return response


def _refused(request: Request, console: Console, gebruikersnaam: str) -> Response:
    seconds = console.accounts.wait_seconds(gebruikersnaam, address_of(request))
    words = console.pages.wording
    fout = words.text("fout_wachten", seconden=str(seconds)) if seconds else words.text("fout_inloggen")
    response = login_page(request, console, 429 if seconds else 422, fout, gebruikersnaam)
    if seconds:
        response.headers["Retry-After"] = str(seconds)
    return response


@open_router.get("/inloggen/code")
def show_code(request: Request, console: ConsoleParts) -> Response:
    """Show the second step, for who passed the first."""
    if console.pending.get(console.cookies.before(request) or "") is None:
        return go_to(request, "/inloggen")
    return console.pages.show(request, "inloggen_code.html")


@open_router.post("/inloggen/code")
def check_code(request: Request, console: ConsoleParts, form: Fields) -> Response:
    """Check the code of the app, or a recovery code, and start a session with a cookie of its own."""
    before = before_token(request, console)
    pending, words = console.pending.get(before), console.pages.wording
    if pending is None or pending.totp_uri:
        fout = words.text("fout_stap_verlopen")
        return login_page(request, console, 422, fout)
    if not console.accounts.check_totp(pending.account_id, "".join(form.get("code", "").split())):
        return _wrong_code(request, console, before, pending.gebruikersnaam)
    console.pending.finish(before)
    response = go_to(request, "/")
    console.cookies.start_session(
        request, response, console.accounts.start_session(pending.account_id, address_of(request))
    )
    return response


def _wrong_code(request: Request, console: Console, before: str, gebruikersnaam: str) -> Response:
    words = console.pages.wording
    if not console.pending.failed(before):
        fout = words.text("fout_code_te_vaak")
        return login_page(request, console, 429, fout, gebruikersnaam)
    return console.pages.show(request, "inloggen_code.html", status=422, fout=words.text("fout_code"))


@router.post("/uitloggen")
def sign_out(request: Request, console: ConsoleParts) -> Response:
    """End the session here and on the server, and let the browser forget every page."""
    console.accounts.end_session(console.cookies.session(request) or "")
    response = go_to(request, "/inloggen?melding=uitgelogd")
    console.cookies.end(request, response)
    response.headers["Clear-Site-Data"] = CLEAR
    return response


def signed_out(request: Request, console: Console) -> Response:
    """Answer someone who isn't signed in: pages lead to signing in, forms and streams are refused."""
    ended = "?melding=verlopen" if console.cookies.session(request) else ""
    if from_another_site(request):
        return once_more(request, console)
    if request.method in ("GET", "HEAD") and "HX-Request" not in request.headers:
        response = go_to(request, f"/inloggen{ended}")
        if handoff_in(request):
            console.cookies.keep_wanted(request, response, handoff_in(request))
        return response
    fout = console.pages.wording.text("melding_verlopen")
    response = console.pages.show(request, "fout.html", None, 401, fout=fout, verwijzing="")
    response.headers["HX-Redirect"] = f"{base(request)}/inloggen{ended}"
    return response
