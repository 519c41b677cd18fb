"""The accounts of the gemeente: who there is, what they may, inviting and switching off. For admins only."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from starlette.responses import Response

from handoff.accounts import Account, Duty, NameTakenError, OwnAccountError, Person, Soort, WrongPlaceError
from handoff.console.context import Console, ConsoleParts, Fields, Wijkteamlid
from handoff.console.rendering import see
from handoff.limits import TooManyError
from handoff.rights import ROLLEN, known_rollen

LONGEST_NAME = 100
CODES: dict[str, Soort] = {"uitnodiging": "uitnodiging", "app": "app", "wachtwoord": "wachtwoord"}
router = APIRouter(prefix="/accounts")


@router.get("")
def show_people(request: Request, console: ConsoleParts, account: Wijkteamlid) -> Response:
    """Show everybody of the gemeente."""
    people = console.accounts.admin.people(account)
    return console.pages.show(request, "accounts.html", account, mensen=people, namen=team_names(console, account))


@router.get("/nieuw")
def show_invite(request: Request, console: ConsoleParts, account: Wijkteamlid) -> Response:
    """Show the form to invite a colleague."""
    return _invite_form(request, console, account, {"rol_agent": "ja"})


@router.post("/nieuw")
def invite(request: Request, console: ConsoleParts, account: Wijkteamlid, form: Fields) -> Response:
    """Make the account and show the one-time code, in this answer only."""
    naam, gebruikersnaam = (form.get(key, "").strip()[:LONGEST_NAME] for key in ("naam", "gebruikersnaam"))
    if not naam or not gebruikersnaam:
        return _invite_form(request, console, account, form, "fout_leeg")
    try:
        account_id, code = console.accounts.admin.invite(account, naam, gebruikersnaam, _duty(form))
    except NameTakenError:
        return _invite_form(request, console, account, form, "fout_naam_bezet")
    except WrongPlaceError:
        return _invite_form(request, console, account, form, "fout_rollen")
    return _person(request, console, account, account_id, code=code, soort="uitnodiging")


@router.get("/{account_id}")
def show_person(request: Request, console: ConsoleParts, account: Wijkteamlid, account_id: str) -> Response:
    """Show one account, and what can be done with it."""
    return _person(request, console, account, account_id)


@router.post("/{account_id}/rollen")
def change(
    request: Request, console: ConsoleParts, account: Wijkteamlid, account_id: str, form: Fields
) -> Response:  # fmt: skip
    """Give somebody other roles or teams; they sign in again."""
    person = console.accounts.admin.person(account, account_id)
    try:
        console.accounts.admin.change(account, account_id, _duty(form))
    except WrongPlaceError:
        wrong = "fout_via_gemeente" if person.external else "fout_rollen"
        return _person(request, console, account, account_id, wrong)
    except OwnAccountError:
        return _person(request, console, account, account_id, "fout_eigen_account")
    return see(request, f"/accounts/{account_id}?melding=rollen")


@router.post("/{account_id}/uitzetten")
def disable(request: Request, console: ConsoleParts, account: Wijkteamlid, account_id: str) -> Response:
    """Switch an account off."""
    return _do(request, console, account, account_id, console.accounts.admin.disable, "uitgezet")


@router.post("/{account_id}/aanzetten")
def enable(request: Request, console: ConsoleParts, account: Wijkteamlid, account_id: str) -> Response:
    """Switch an account on again."""
    return _do(request, console, account, account_id, console.accounts.admin.enable, "aangezet")


@router.post("/{account_id}/sessies")
def end_sessions(request: Request, console: ConsoleParts, account: Wijkteamlid, account_id: str) -> Response:
    """Sign somebody out everywhere."""
    return _do(request, console, account, account_id, console.accounts.admin.end_sessions, "sessies")


@router.post("/{account_id}/code")
def new_code(request: Request, console: ConsoleParts, account: Wijkteamlid, account_id: str, form: Fields) -> Response:
    """Make a one-time code and show it, in this answer only."""
    soort = CODES.get(form.get("soort", ""))
    try:
        if soort is None:
            raise WrongPlaceError
        code = console.accounts.admin.new_code(account, account_id, soort)
    except (WrongPlaceError, OwnAccountError, TooManyError) as error:
        return _person(request, console, account, account_id, WHY_NO_CODE[type(error)])
    return _person(request, console, account, account_id, code=code, soort=soort)


WHY_NO_CODE: dict[type[Exception], str] = {
    WrongPlaceError: "fout_code_kan_niet",
    OwnAccountError: "fout_eigen_account",
    TooManyError: "fout_te_vaak",
}


def team_names(console: Console, account: Account) -> dict[str, str]:
    """Return the teams that the colleagues of this admin can be in, by id, in the order of their names."""
    possible = console.accounts.admin.teams(account)
    teams = [team for one in console.catalogue.gemeenten.values() for team in one.teams if team.id in possible]
    return {team.id: team.naam for team in sorted(teams, key=lambda team: team.naam)}


def _duty(form: dict[str, str]) -> Duty:
    rollen = known_rollen(rol for rol in ROLLEN if form.get(f"rol_{rol}") == "ja")
    teams = frozenset(key.removeprefix("team_") for key, value in form.items() if key.startswith("team_") and value)
    return Duty(rollen, None if form.get("alle_teams") == "ja" else teams)


def _invite_form(
    request: Request, console: Console, account: Account, form: dict[str, str], wrong: str = ""
) -> Response:
    return console.pages.show(
        request,
        "account_nieuw.html",
        account,
        422 if wrong else 200,
        fout=console.pages.wording.text(wrong) if wrong else "",
        waarden=form,
        rollen=ROLLEN,
        namen=team_names(console, account),
    )


def _do(
    request: Request,
    console: Console,
    account: Account,
    account_id: str,
    act: Callable[[Account, str], object],
    melding: str,
) -> Response:
    """Do something with an account of somebody else, and say so on its page."""
    try:
        act(account, account_id)
    except OwnAccountError:
        return _person(request, console, account, account_id, "fout_eigen_account")
    return see(request, f"/accounts/{account_id}?melding={melding}")


def _person(
    request: Request,
    console: Console,
    account: Account,
    account_id: str,
    wrong: str = "",
    *,
    code: str = "",
    soort: str = "",
) -> Response:
    person = console.accounts.admin.person(account, account_id)
    return console.pages.show(
        request,
        "account_van.html",
        account,
        422 if wrong else 200,
        fout=console.pages.wording.text(wrong) if wrong else "",
        mens=person,
        waarden=_as_form(person),
        zelf=account_id == account.id,
        code=code,
        soort=soort,
        rollen=ROLLEN,
        namen=team_names(console, account),
    )


def _as_form(person: Person) -> dict[str, str]:
    chosen = {f"rol_{rol}": "ja" for rol in person.account.rollen}
    if person.alle_teams:
        return chosen | {"alle_teams": "ja"}
    return chosen | {f"team_{team}": "ja" for team in person.account.teams}
