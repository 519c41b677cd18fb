"""Being told: the own address and the sound, and what could not be told to somebody."""

from datetime import UTC, datetime, timedelta

from fastapi import APIRouter, Request
from starlette.responses import Response

from handoff.accounts import Account, WrongEmailError
from handoff.console.context import Console, ConsoleParts, Fields, Wijkteamlid
from handoff.console.rendering import see

A_WHILE = timedelta(minutes=10)  # a mail server may be busy for a moment; after that people must look for themselves
router = APIRouter(prefix="/meldingen")


@router.get("")
def show_notices(request: Request, console: ConsoleParts, account: Wijkteamlid) -> Response:
    """Show how this account is told, and what went wrong for who may mend it."""
    return _page(request, console, account)


@router.post("/adres")
def keep_address(request: Request, console: ConsoleParts, account: Wijkteamlid, form: Fields) -> Response:
    """Keep the own address, or forget it when the field is empty."""
    typed = form.get("adres", "").strip()
    try:
        console.accounts.own.keep_email(account.id, typed)
    except WrongEmailError:
        return _page(request, console, account, fout="fout_meldadres", adres=typed)
    return see(request, f"/meldingen?melding={'meldadres' if typed else 'meldadres_weg'}")


@router.post("/geluid")
def switch_sound(request: Request, console: ConsoleParts, form: Fields) -> Response:
    """Switch the sound of this browser on or off; it is off at first."""
    response = see(request, "/meldingen?melding=geluid")
    console.cookies.keep_sound(request, response, on=form.get("aan") == "ja")
    return response


@router.post("/seintje")
def switch_notice(request: Request, console: ConsoleParts, form: Fields) -> Response:
    """Switch the notices of this browser on or off; they are off at first, and say nothing of a question."""
    response = see(request, "/meldingen?melding=seintje")
    console.cookies.keep_notices(request, response, on=form.get("aan") == "ja")
    return response


@router.post("/opnieuw")
def try_again(request: Request, console: ConsoleParts, account: Wijkteamlid, form: Fields) -> Response:
    """Put what was given up back to be told."""
    teams = account.teams_for("mend_notices")
    if not console.outbox.try_again(form.get("id", ""), account.id, teams):
        return _page(request, console, account, fout="fout_melding_weg")
    return see(request, "/meldingen?melding=opnieuw")


def troubles(console: Console, account: Account) -> list[str]:
    """Return what is wrong with telling, in words: for everybody when mail stalls, for some when it was given up."""
    words, health, found = console.pages.wording, console.outbox.health(), []
    if health.since is not None and datetime.now(UTC) - health.since > A_WHILE:
        waarom = words.one_of("waarom", health.error, fallback=words.text("waarom_anders"))
        found.append(words.text("mail_gaat_mis", aantal=str(health.failing), waarom=waarom))
    export = console.outbox.export_health()
    if export.since is not None and datetime.now(UTC) - export.since > A_WHILE and account.may("mend_notices"):
        waarom = words.one_of("waarom", export.error, fallback=words.text("waarom_anders"))
        found.append(words.text("export_gaat_mis", aantal=str(export.failing), waarom=waarom))
    given_up = len(_dead(console, account))
    if given_up:
        found.append(words.text("mail_opgegeven", aantal=str(given_up)))
    return found


def _dead(console: Console, account: Account) -> list[object]:
    if not account.may("mend_notices"):
        return []
    return list(console.outbox.dead_letters(account.teams_for("mend_notices")))


def _page(request: Request, console: Console, account: Account, fout: str = "", adres: str | None = None) -> Response:
    return console.pages.show(
        request,
        "meldingen.html",
        account,
        422 if fout else 200,
        fout=console.pages.wording.text(fout) if fout else "",
        adres=console.accounts.own.email(account.id) if adres is None else adres,
        mail_aan=console.outbox.mails,
        storingen=troubles(console, account),
        opgegeven=_dead(console, account),
    )
