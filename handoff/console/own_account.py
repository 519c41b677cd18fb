"""The own account: another password, another app, other recovery codes."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from handoff.accounts import Account, WeakPasswordError, WrongPasswordError
from handoff.console.authenticator import app_page, secret_of
from handoff.console.context import Console, ConsoleParts, Fields, Wijkteamlid
from handoff.console.rendering import see

router = APIRouter(prefix="/account")


@router.get("")
def show_own_account(request: Request, console: ConsoleParts, account: Wijkteamlid) -> Response:
    """Show the own account."""
    return _page(request, console, account)


@router.post("/wachtwoord")
def change_password(request: Request, console: ConsoleParts, account: Wijkteamlid, form: Fields) -> Response:
    """Change the password; other devices are signed out."""
    new = form.get("wachtwoord", "")
    if new != form.get("wachtwoord_nogmaals", ""):
        return _page(request, console, account, "fout_wachtwoord_anders")
    try:
        console.accounts.own.change_password(account.id, form.get("oud", ""), new, _token(request, console))
    except WrongPasswordError:
        return _page(request, console, account, "fout_wachtwoord_oud")
    except WeakPasswordError:
        return _page(request, console, account, "fout_wachtwoord_zwak")
    return see(request, "/account?melding=wachtwoord")


@router.post("/app")
def begin_app(request: Request, console: ConsoleParts, account: Wijkteamlid, form: Fields) -> Response:
    """Show the code for another app, after the password."""
    try:
        uri = console.accounts.own.begin_app(account.id, form.get("wachtwoord", ""))
    except WrongPasswordError:
        return _page(request, console, account, "fout_wachtwoord_oud")
    console.pending.start(_token(request, console), account.id, totp_uri=uri)
    return app_page(request, console, uri, "/account/app/controleren", account)


@router.post("/app/controleren")
def couple_app(request: Request, console: ConsoleParts, account: Wijkteamlid, form: Fields) -> Response:
    """Change to the other app once it shows the right code."""
    token = _token(request, console)
    pending = console.pending.get(token)
    if pending is None or pending.account_id != account.id:
        return _page(request, console, account, "fout_stap_verlopen")
    if not console.accounts.own.couple_app(account.id, secret_of(pending.totp_uri), form.get("code", ""), token):
        fout = console.pages.wording.text("fout_code")
        return app_page(request, console, pending.totp_uri, "/account/app/controleren", account, fout)
    console.pending.finish(token)
    return see(request, "/account?melding=app")


@router.post("/herstelcodes")
def new_recovery_codes(request: Request, console: ConsoleParts, account: Wijkteamlid, form: Fields) -> Response:
    """Show new recovery codes, in this answer only; the old ones stop working."""
    try:
        codes = console.accounts.own.new_recovery_codes(account.id, form.get("wachtwoord", ""))
    except WrongPasswordError:
        return _page(request, console, account, "fout_wachtwoord_oud")
    return console.pages.show(request, "herstelcodes.html", account, herstelcodes=codes)


def _token(request: Request, console: Console) -> str:
    return console.cookies.session(request) or ""


def _page(request: Request, console: Console, account: Account, wrong: str = "") -> Response:
    names = {team.id: team.naam for one in console.catalogue.gemeenten.values() for team in one.teams}
    return console.pages.show(
        request,
        "account.html",
        account,
        422 if wrong else 200,
        fout=console.pages.wording.text(wrong) if wrong else "",
        teams=sorted(names.get(team, team) for team in account.teams),
        plaatselijk=console.accounts.own.has_password(account.id),
    )
