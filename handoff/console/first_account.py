"""Making the first account: with the one-time code, an authenticator app and recovery codes."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from content.catalogue import LANDELIJK
from handoff.accounts import NameTakenError, NewAccount, WeakPasswordError, WrongSetupCodeError
from handoff.console.authenticator import app_page
from handoff.console.context import Console, ConsoleParts, Fields, address_of, before_token
from handoff.console.pending import Pending
from handoff.console.rendering import go_to

FIELDS = ("code", "naam", "gebruikersnaam", "wachtwoord", "gemeente")
KEPT = ("naam", "gebruikersnaam", "gemeente")
WHY_NOT = {
    WrongSetupCodeError: "fout_eenmalige_code",
    WeakPasswordError: "fout_wachtwoord_zwak",
    NameTakenError: "fout_naam_bezet",
}
router = APIRouter()


@router.get("/begin")
def show_begin(request: Request, console: ConsoleParts) -> Response:
    """Show the form for the first account; it looks the same when there is one already."""
    return _form(request, console, {})


@router.post("/begin")
def make_first_account(request: Request, console: ConsoleParts, form: Fields) -> Response:
    """Make the account, and go on to the authenticator app."""
    values = {name: form.get(name, "").strip() for name in FIELDS} | {"wachtwoord": form.get("wachtwoord", "")}
    wrong = _mistake(console, values, form.get("wachtwoord_nogmaals", ""))
    if wrong:
        return _form(request, console, values, wrong)
    try:
        made = console.accounts.create_first(*(values[name] for name in FIELDS))
    except tuple(WHY_NOT) as error:
        return _form(request, console, values, WHY_NOT[type(error)])
    return go_on_with_app(request, console, made)


def _mistake(console: Console, values: dict[str, str], again: str) -> str:
    if not all(values.values()):
        return "fout_leeg"
    if values["gemeente"] not in _gemeenten(console):
        return "fout_gemeente"
    return "fout_wachtwoord_anders" if values["wachtwoord"] != again else ""


def _gemeenten(console: Console) -> dict[str, str]:
    return {one.id: one.naam for one in console.catalogue.gemeenten.values() if one.id != LANDELIJK}


def _form(request: Request, console: Console, values: dict[str, str], wrong: str = "") -> Response:
    kept = {name: values.get(name, "") for name in KEPT}
    fout = console.pages.wording.text(wrong) if wrong else ""
    return console.pages.show(
        request,
        "begin.html",
        status=422 if wrong else 200,
        fout=fout,
        gemeenten=_gemeenten(console),
        waarden=kept,
    )


def go_on_with_app(request: Request, console: Console, made: NewAccount) -> Response:
    """Send the browser to the page where a new account couples its app."""
    response = go_to(request, "/begin/app")
    token = console.cookies.start_before(request, response)
    console.pending.start(token, made.id, totp_uri=made.totp_uri, herstelcodes=made.herstelcodes)
    return response


@router.get("/begin/app")
def show_app(request: Request, console: ConsoleParts) -> Response:
    """Show the QR code and the secret for the authenticator app."""
    pending = _new_account(request, console)
    return _app(request, console, pending) if pending else go_to(request, "/begin")


@router.post("/begin/app")
def confirm_app(request: Request, console: ConsoleParts, form: Fields) -> Response:
    """Check a code of the app and sign in; the recovery codes are in this answer and nowhere after."""
    token = before_token(request, console)
    pending = _new_account(request, console)
    if pending is None:
        return _form(request, console, {}, "fout_stap_verlopen")
    if not console.accounts.confirm_totp(pending.account_id, "".join(form.get("code", "").split())):
        return _app(request, console, pending, console.pages.wording.text("fout_code"))
    console.pending.finish(token)
    response = console.pages.show(request, "herstelcodes.html", herstelcodes=pending.herstelcodes)
    console.cookies.start_session(
        request, response, console.accounts.start_session(pending.account_id, address_of(request))
    )
    return response


def _new_account(request: Request, console: Console) -> Pending | None:
    pending = console.pending.get(console.cookies.before(request) or "")
    return pending if pending and pending.totp_uri else None


def _app(request: Request, console: Console, pending: Pending, fout: str = "") -> Response:
    return app_page(request, console, pending.totp_uri, "/begin/app", fout=fout)
