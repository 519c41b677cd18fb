"""What somebody does with a one-time code of an admin: start, couple another app, choose another password."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from handoff.accounts import WeakPasswordError, WrongAccessCodeError, WrongPasswordError
from handoff.console.context import Console, ConsoleParts, Fields
from handoff.console.first_account import go_on_with_app
from handoff.console.rendering import go_to

WHY_NOT: dict[type[Exception], str] = {
    WrongAccessCodeError: "fout_toegangscode",
    WrongPasswordError: "fout_bewijs",
    WeakPasswordError: "fout_wachtwoord_zwak",
}
REFUSED = tuple(WHY_NOT)
router = APIRouter()


@router.get("/uitnodiging")
def show_invitation(request: Request, console: ConsoleParts) -> Response:
    """Show the form for who was invited."""
    return _form(request, console, "uitnodiging.html")


@router.post("/uitnodiging")
def accept(request: Request, console: ConsoleParts, form: Fields) -> Response:
    """Choose a password, and go on to the authenticator app."""
    wachtwoord = form.get("wachtwoord", "")
    if wachtwoord != form.get("wachtwoord_nogmaals", ""):
        return _form(request, console, "uitnodiging.html", "fout_wachtwoord_anders")
    try:
        made = console.accounts.accept_invitation(form.get("code", ""), wachtwoord)
    except REFUSED as error:
        return _form(request, console, "uitnodiging.html", WHY_NOT[type(error)])
    return go_on_with_app(request, console, made)


@router.get("/nieuwe-app")
def show_new_app(request: Request, console: ConsoleParts) -> Response:
    """Show the form for who lost the phone."""
    return _form(request, console, "nieuwe_app.html")


@router.post("/nieuwe-app")
def couple_app(request: Request, console: ConsoleParts, form: Fields) -> Response:
    """Check the code and the password, and go on to the authenticator app."""
    try:
        made = console.accounts.couple_app(form.get("code", ""), form.get("wachtwoord", ""))
    except REFUSED as error:
        return _form(request, console, "nieuwe_app.html", WHY_NOT[type(error)])
    return go_on_with_app(request, console, made)


@router.get("/nieuw-wachtwoord")
def show_new_password(request: Request, console: ConsoleParts) -> Response:
    """Show the form for who forgot the password."""
    return _form(request, console, "nieuw_wachtwoord.html")


@router.post("/nieuw-wachtwoord")
def choose_password(request: Request, console: ConsoleParts, form: Fields) -> Response:
    """Check the code and the app, and keep the new password; signing in comes after."""
    wachtwoord = form.get("wachtwoord", "")
    if wachtwoord != form.get("wachtwoord_nogmaals", ""):
        return _form(request, console, "nieuw_wachtwoord.html", "fout_wachtwoord_anders")
    totp = "".join(form.get("totp", "").split())
    try:
        console.accounts.choose_password(form.get("code", ""), totp, wachtwoord)
    except REFUSED as error:
        return _form(request, console, "nieuw_wachtwoord.html", WHY_NOT[type(error)])
    return go_to(request, "/inloggen?melding=wachtwoord_gekozen")


def _form(request: Request, console: Console, template: str, wrong: str = "") -> Response:
    fout = console.pages.wording.text(wrong) if wrong else ""
    return console.pages.show(request, template, status=422 if wrong else 200, fout=fout)
