"""Every role at every address, for its own team and for others: what isn't declared is refused."""

import re
from itertools import product

import httpx
import pytest

from handoff.console.access import MENU, ROUTES, menu_for
from handoff.console.security import form_token
from handoff.rights import ROLLEN, Rol, may
from tests.harness.console_office import TEAM, Colleague, Office
from tests.harness.console_routes import OPEN, UNKNOWN, address, parameters, routes_of

NOT_OF_THIS_ROLE = "hoort niet bij uw rol"
OTHER_TEAM = "wijkteam_leiden_noord"
NO_ID = {"soort"}
FOR_EVER = ("GET", "/gebeurtenissen")
EVERYBODY = {"agent", "coordinator", "admin", "auditor", "analyst"}
# What the table must come down to, said once more and by hand: who opens what begins so; the longest beginning holds.
OPENED_BY: dict[str, set[str]] = {
    "/overdracht/{handoff_id}": {"agent", "coordinator"},
    "/overdracht/{handoff_id}/heropenen": {"coordinator"},
    "/overdracht/{handoff_id}/inzien": {"coordinator"},
    "/overdracht/{handoff_id}/overdragen": {"coordinator"},
    "/team": {"coordinator"},
    "/teams": {"admin"},
    "/zoeken": {"agent", "coordinator"},
    "/controle": {"coordinator"},
    "/logboek": {"auditor"},
    "/gebeurtenissen": {"agent", "coordinator"},
    "/cijfers": {"coordinator", "analyst"},
    "/accounts": {"admin"},
    "/meldingen": {"agent", "coordinator", "admin"},
    "/meldingen/adres": {"agent", "coordinator"},
    "/meldingen/geluid": {"agent", "coordinator"},
    "/meldingen/seintje": {"agent", "coordinator"},
    "/meldingen/opnieuw": {"coordinator", "admin"},
    "/hulp": EVERYBODY,
    "/uitloggen": EVERYBODY,
    "/account": EVERYBODY,
}


def opens(rol: Rol, path: str) -> bool:
    """Tell whether this role should open this address."""
    if path == "/":
        return True
    beginning = max((known for known in OPENED_BY if path.startswith(known)), key=len)
    return rol in OPENED_BY[beginning]


def behind_the_door() -> list[tuple[str, str]]:
    """Give every route for who is signed in, from an application that is made for this."""
    from handoff.console.app import FOR_WIJKTEAMLEDEN, login  # noqa: PLC0415 - only to name the tests

    found = routes_of([route for module in (login, *FOR_WIJKTEAMLEDEN) for route in module.router.routes])
    return [one for one in found if one[1] not in OPEN]


ADDRESSES = behind_the_door()


def asked(office: Office, colleague: Colleague, method: str, path: str, **ids: str) -> httpx.Response:
    """Ask for one address in a fresh session, with a form that is in order."""
    browser = office.browser(colleague)
    token = form_token(next(iter(browser.client.cookies.values())))
    return browser.client.request(method, address(path, **ids), data={"token": token} if method == "POST" else None)


@pytest.fixture
def people(office: Office) -> dict[tuple[str, str], Colleague]:
    """Give a colleague of every role in each kind of team; nobody types a password for it."""
    places = {"eigen": frozenset({TEAM}), "ander": frozenset({OTHER_TEAM}), "geen": frozenset()}
    return {
        (rol, place): office.colleague(f"{rol}-{place}", rollen=(rol,), teams=teams)
        for rol, (place, teams) in product(ROLLEN, places.items())
    }


def test_the_application_has_no_other_addresses_than_these(office: Office) -> None:
    found = [one for one in routes_of(office.console.routes) if one[1] not in OPEN]
    assert sorted(found) == sorted(ADDRESSES)


def test_every_address_is_in_the_table_and_nothing_else_is() -> None:
    assert {f"{method} {path}" for method, path in ADDRESSES} == set(ROUTES)


def test_an_address_that_is_not_in_the_table_is_refused_to_all_roles_together(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = office.colleague("Alles", rollen=ROLLEN)
    monkeypatch.setattr("handoff.console.access.ROUTES", {})
    for method, path in ADDRESSES:
        response = asked(office, everything, method, path)
        assert response.status_code == 403, path
        assert NOT_OF_THIS_ROLE in response.text


def test_the_whole_matrix_of_role_team_and_address(office: Office, people: dict[tuple[str, str], Colleague]) -> None:
    far = office.colleague("ver", gemeente="zaanstad")
    refused = 0
    for ((rol, place), colleague), (method, path) in product(people.items(), ADDRESSES):
        assert may({rol}, ROUTES[f"{method} {path}"]) is opens(rol, path), f"{rol} {method} {path}"
        if opens(rol, path) and (method, path) == FOR_EVER:
            continue
        row = office.ask() if "handoff_id" in parameters(path) else None
        response = asked(office, colleague, method, path, handoff_id=row.id if row else UNKNOWN, account_id=far.id)
        where = f"{rol} of {place} team: {method} {path}"
        if not opens(rol, path):
            refused += 1
            assert response.status_code == 403, where
            assert NOT_OF_THIS_ROLE in response.text, where
        elif row and place != "eigen":
            assert response.status_code == 404, where
            assert row.referentie not in response.text, where
        else:
            assert NOT_OF_THIS_ROLE not in response.text, where
            assert response.status_code < 500, where
            if row and method == "GET":
                assert response.status_code == 200, where
    assert refused > len(ADDRESSES)


def test_an_id_of_somebody_else_looks_just_like_one_that_does_not_exist(office: Office) -> None:
    everything = office.colleague("Alles", rollen=ROLLEN, teams=frozenset({TEAM}))
    hidden = {
        "handoff_id": office.ask(team=OTHER_TEAM).id,
        "account_id": office.colleague("ver", gemeente="zaanstad").id,
    }
    tried = 0
    for method, path in ADDRESSES:
        names = parameters(path) - NO_ID
        assert names <= set(hidden), f"no test for the ids of {path}"
        if not names:
            continue
        tried += 1
        there, nowhere = (asked(office, everything, method, path, **ids) for ids in (hidden, {}))
        assert (there.status_code, without_tokens(there)) == (404, without_tokens(nowhere)), path
        assert nowhere.status_code == 404, path
    assert tried >= 14


def without_tokens(response: httpx.Response) -> str:
    return re.sub(r'value="[0-9a-f]{64}"', "", response.text)


def test_the_stream_tells_nothing_of_another_team(office: Office) -> None:
    row = office.ask(team=OTHER_TEAM)
    mine = office.colleague("Anna", teams=frozenset({TEAM}))
    account = office.accounts.session(office.accounts.start_session(mine.id))
    assert account is not None
    assert not office.console.state.console.changes.missed(0, account.teams_for("see_queue"), row.id)


@pytest.mark.parametrize("rol", ROLLEN)
def test_the_menu_shows_what_a_role_opens_and_every_entry_works(office: Office, rol: Rol) -> None:
    colleague = office.colleague("Iemand", rollen=(rol,))
    page = office.browser(colleague).get("/hulp").text
    shown = set(re.findall(r'id="naar-([\w-]+)"', page))
    account = office.accounts.session(office.accounts.start_session(colleague.id))
    assert account is not None
    assert shown == {link.id for link in menu_for(account)} == {link.id for link in MENU if may({rol}, link.right)}
    for link in menu_for(account):
        assert ROUTES[f"GET {link.path}"] in (link.right, "own_account")
        assert office.browser(colleague).get(link.path).status_code == 200


@pytest.mark.parametrize("rol", ROLLEN)
def test_everybody_starts_at_a_page_of_their_own(office: Office, rol: Rol) -> None:
    browser = office.browser(office.colleague("Iemand", rollen=(rol,)))
    response = browser.get("/")
    page = response if response.status_code == 200 else browser.follow(response)
    assert page.status_code == 200
    assert ("Vragen van inwoners" in page.text) is (rol in ("agent", "coordinator"))


def test_a_refusal_is_in_the_audit_log_with_the_address_and_without_an_id(office: Office) -> None:
    row, admin = office.ask(), office.colleague("Beheer", rollen=("admin",))
    asked(office, admin, "POST", "/overdracht/{handoff_id}/toon", handoff_id=row.id)
    with office.engine.connect() as connection:
        found = connection.exec_driver_sql(
            "SELECT account_id, result FROM event WHERE action = 'refused'"
        ).all()  # fmt: skip
    assert [tuple(one) for one in found] == [(admin.id, "POST /overdracht/{handoff_id}/toon")]
