"""Signing in through the gemeente, against a real provider on this computer that also attacks."""

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from pydantic import ValidationError

from handoff.accounts import Account
from handoff.provider import Provider
from handoff.settings import HandoffSettings
from tests.harness.console_office import TEAM, WACHTWOORD, Browser, Office
from tests.harness.oidc_provider import CLIENT_ID, CLIENT_SECRET, OidcProvider

CONSOLE = "http://localhost/console"
NOT_IN = "Inloggen via de gemeente lukte niet"
NO_MFA = "niet dat u een tweede stap deed"
NO_GROUP = "U heeft hier geen toegang"
SESSION = "rondkomen_sessie"


@pytest.fixture
def provider() -> Iterator[OidcProvider]:
    """Serve a provider."""
    with OidcProvider().served() as found:
        yield found


def settings_for(provider: OidcProvider, **changes: object) -> dict[str, object]:
    return {
        "naam": "gemeente Leiden",
        "gemeente": "leiden",
        "issuer": provider.issuer,
        "client_id": CLIENT_ID,
        "client_secret": CLIENT_SECRET,
        "groepen": {
            "team-mors": {"rollen": ["agent"], "teams": [TEAM]},
            "coordinatoren": {"rollen": ["coordinator"]},
        },
    } | changes


def office_with(folder: Path, provider: OidcProvider, *, local: bool = True, **changes: object) -> Office:
    return Office(
        folder,
        oidc=(Provider(**settings_for(provider, **changes)),),
        console_url=CONSOLE,
        local_accounts=local,
    )


@pytest.fixture
def office(tmp_path: Path, provider: OidcProvider) -> Iterator[Office]:
    """Give an office whose colleagues may also come in through the gemeente."""
    found = office_with(tmp_path, provider)
    yield found
    found.close()


def leave(browser: Browser) -> str:
    """Go to the provider, and return the address that it sends the browser back to."""
    away = browser.get("/gemeente/naar/0")
    assert away.status_code == 303, away.text
    return httpx.get(away.headers["location"], follow_redirects=False).headers["location"]


def come_back(browser: Browser, address: str) -> httpx.Response:
    here = address.removeprefix(CONSOLE.removesuffix("/console"))
    return browser.client.get(here, headers={"Sec-Fetch-Site": "cross-site"})


def sign_in(office: Office) -> tuple[Browser, httpx.Response]:
    browser = office.browser()
    return browser, come_back(browser, leave(browser))


def account_in(office: Office, browser: Browser) -> Account:
    account = office.accounts.session(browser.client.cookies[SESSION])
    assert account is not None
    return account


def must_be_out(browser: Browser, response: httpx.Response, sentence: str = NOT_IN) -> None:
    assert response.status_code == 403
    assert sentence in response.text
    assert SESSION not in browser.client.cookies
    assert browser.get("/").status_code == 303


def test_a_colleague_comes_in_with_the_roles_and_teams_of_the_group(office: Office, provider: OidcProvider) -> None:
    office.ask()
    browser, response = sign_in(office)
    assert response.status_code == 200
    assert 'http-equiv="refresh"' in response.text
    account = account_in(office, browser)
    assert (account.naam, account.rollen, account.teams) == ("Anna", {"agent"}, {TEAM})
    assert "Er wacht 1 inwoner." in browser.get("/").text
    page = browser.get("/account").text
    assert "U logt in via uw gemeente" in page
    assert 'type="password"' not in page
    asked = provider.asked[0]
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert min(len(asked[name]) for name in ("state", "nonce", "code_challenge")) >= 43
    assert asked["redirect_uri"] == f"{CONSOLE}/gemeente/terug"


def test_the_cookie_of_the_journey_is_lax_and_gone_after_it_and_the_session_is_strict(office: Office) -> None:
    browser = office.browser()
    away = browser.get("/gemeente/naar/0").headers["set-cookie"]
    assert "samesite=lax" in away.lower()
    assert "httponly" in away.lower()
    set_cookies = come_back(browser, leave(browser)).headers.get_list("set-cookie")
    session = next(one for one in set_cookies if one.startswith(SESSION))
    assert "samesite=strict" in session.lower()
    assert "rondkomen_onderweg" not in browser.client.cookies


ATTACKS: dict[str, dict[str, object]] = {
    "wrong nonce": {"lies": {"nonce": "van-een-ander"}},
    "no nonce": {"lies": {"nonce": None}},
    "wrong issuer": {"lies": {"iss": "https://elders.voorbeeld.nl"}},
    "no issuer": {"lies": {"iss": None}},
    "for another client": {"lies": {"aud": "een-ander"}},
    "for two, without saying for whom": {"lies": {"aud": [CLIENT_ID, "een-ander"]}},
    "asked for by another client": {"lies": {"azp": "een-ander"}},
    "too old": {"lies": {"exp": 1, "iat": 0}},
    "without an end": {"lies": {"exp": None}},
    "from the future": {"lies": {"iat": 4102444800}},
    "without a subject": {"lies": {"sub": None}},
    "empty subject": {"lies": {"sub": ""}},
    "number as subject": {"lies": {"sub": 1}},
    "second factor that is no list": {"lies": {"amr": "mfa"}},
    "not signed": {"signing": "none"},
    "signed with the public key as a secret": {"signing": "secret"},
    "signed with another key": {"signing": "other_key"},
    "discovery of another issuer": {"metadata": {"issuer": "https://elders.voorbeeld.nl"}},
    "token address in the open": {"metadata": {"token_endpoint": "http://elders.voorbeeld.nl/token"}},
    "no keys": {"metadata": {"jwks_uri": None}},
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_answer_that_is_not_exactly_right_lets_nobody_in(
    office: Office, provider: OidcProvider, attack: str
) -> None:
    browser = office.browser()
    address = leave(browser)
    for name, value in ATTACKS[attack].items():
        setattr(provider, name, value)
    must_be_out(browser, come_back(browser, address))


def test_each_attack_would_have_come_in_if_it_were_none(office: Office) -> None:
    browser, response = sign_in(office)
    assert response.status_code == 200
    assert SESSION in browser.client.cookies


@pytest.mark.parametrize("claims", [{"amr": None}, {"amr": ["pwd"]}, {"amr": [], "acr": "1"}])
def test_without_a_second_factor_nobody_comes_in(
    office: Office, provider: OidcProvider, claims: dict[str, object]
) -> None:
    provider.lies = claims
    browser, response = sign_in(office)
    must_be_out(browser, response, NO_MFA)


def test_a_gemeente_can_say_it_with_acr_instead(tmp_path: Path, provider: OidcProvider) -> None:
    office = office_with(tmp_path, provider, mfa_acr=["hoog"])
    provider.lies = {"amr": None, "acr": "hoog"}
    assert sign_in(office)[1].status_code == 200
    office.close()


@pytest.mark.parametrize("groups", [None, [], ["onbekend"], "onbekend", [1, {}], {"team-mors": True}])
def test_who_is_in_no_known_group_is_refused(office: Office, provider: OidcProvider, groups: object) -> None:
    provider.lies = {"groups": groups}
    browser, response = sign_in(office)
    must_be_out(browser, response, NO_GROUP)


def test_a_code_works_once(office: Office, provider: OidcProvider) -> None:
    first = office.browser()
    address = leave(first)
    assert come_back(first, address).status_code == 200
    first.client.cookies.delete(SESSION)
    must_be_out(first, come_back(first, address))


def test_a_code_that_was_stolen_does_not_work_in_another_browser(office: Office) -> None:
    victim, thief = office.browser(), office.browser()
    address = leave(victim)
    must_be_out(thief, come_back(thief, address))
    code = parse_qs(urlsplit(address).query)["code"][0]
    own = leave(thief)
    state = parse_qs(urlsplit(own).query)["state"][0]
    must_be_out(thief, come_back(thief, f"/console/gemeente/terug?code={code}&state={state}"))


@pytest.mark.parametrize("change", ["state=iets", "iss=https://elders.voorbeeld.nl", "code=", "error=access_denied"])
def test_an_answer_in_the_address_that_was_changed_is_refused(office: Office, change: str) -> None:
    browser = office.browser()
    address = urlsplit(leave(browser))
    query = {name: values[0] for name, values in parse_qs(address.query).items()}
    name, _, value = change.partition("=")
    must_be_out(browser, come_back(browser, f"{address.path}?{httpx.QueryParams(query | {name: value})}"))


def test_a_provider_that_does_not_answer_is_said_in_one_sentence(office: Office, provider: OidcProvider) -> None:
    provider.metadata = {"authorization_endpoint": None}
    response = office.browser().get("/gemeente/naar/0")
    assert response.status_code == 403
    assert NOT_IN in response.text


def test_only_a_provider_in_the_settings_is_asked(office: Office) -> None:
    for number in ("1", "99"):
        assert office.browser().get(f"/gemeente/naar/{number}").status_code == 404
    assert office.browser().get("/gemeente/naar/https:%2F%2Felders.voorbeeld.nl").status_code in (404, 422)


def test_the_same_person_is_the_same_account_and_other_groups_end_the_sessions(
    office: Office, provider: OidcProvider
) -> None:
    browser, _ = sign_in(office)
    first = account_in(office, browser)
    again, _ = sign_in(office)
    assert account_in(office, again).id == first.id
    assert browser.get("/").status_code == 200
    provider.person |= {"groups": ["coordinatoren"], "name": "Anna de Vries"}
    third, _ = sign_in(office)
    account = account_in(office, third)
    assert (account.id, account.naam, account.rollen) == (first.id, "Anna de Vries", {"coordinator"})
    assert len(account.teams) > 1
    assert browser.get("/").status_code == 303


def test_the_same_subject_at_another_provider_is_somebody_else(tmp_path: Path, provider: OidcProvider) -> None:
    with OidcProvider().served() as second:
        both = tuple(Provider(**settings_for(one)) for one in (provider, second))
        office = Office(tmp_path, oidc=both, console_url=CONSOLE)
        ids = set()
        for number in (0, 1):
            browser = office.browser()
            away = browser.get(f"/gemeente/naar/{number}").headers["location"]
            come_back(browser, httpx.get(away, follow_redirects=False).headers["location"])
            ids.add(account_in(office, browser).id)
        assert len(ids) == 2
        office.close()


def test_an_admin_switches_off_but_does_not_change_whom_the_gemeente_signs_in(
    office: Office, provider: OidcProvider
) -> None:
    browser, _ = sign_in(office)
    account = account_in(office, browser)
    admin = office.browser(office.colleague("Beheer", rollen=("admin",)))
    page = admin.get(f"/accounts/{account.id}").text
    assert "Dit account logt in via de gemeente" in page
    assert 'id="bewaren"' not in page
    refused = admin.post(f"/accounts/{account.id}/rollen", on="/account", rol_admin="ja")
    assert "Dit account logt in via de gemeente" in refused.text
    admin.post(f"/accounts/{account.id}/uitzetten", on="/account")
    assert browser.get("/").status_code == 303
    again, response = sign_in(office)
    must_be_out(again, response, NO_GROUP)


def test_an_outside_account_has_no_password_to_guess(office: Office) -> None:
    browser, _ = sign_in(office)
    account = account_in(office, browser)
    for wachtwoord in ("", WACHTWOORD):
        assert office.accounts.check_password(account.gebruikersnaam, wachtwoord) is None


def test_nothing_of_the_subject_or_the_secret_is_on_the_disk(
    office: Office, provider: OidcProvider, tmp_path: Path
) -> None:
    provider.person["sub"] = "onderwerp-van-de-proef"
    sign_in(office)
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("console.db*"))
    assert b"onderwerp-van-de-proef" not in stored
    assert CLIENT_SECRET.encode() not in stored


def test_without_local_accounts_only_the_gemeente_signs_people_in(tmp_path: Path, provider: OidcProvider) -> None:
    office = office_with(tmp_path, provider, local=False)
    anna = office.colleague("Anna")
    assert office.browser(anna).get("/").status_code == 303  # a session of before doesn't hold either
    browser = office.browser()
    page = browser.get("/inloggen").text
    assert 'type="password"' not in page
    assert "Inloggen via gemeente Leiden" in page
    for path in ("/begin", "/begin/app", "/inloggen/code", "/uitnodiging", "/nieuwe-app", "/nieuw-wachtwoord"):
        assert browser.get(path).status_code == 404, path
    assert browser.client.post("/console/inloggen", data={"gebruikersnaam": "anna"}).status_code == 404
    assert sign_in(office)[1].status_code == 200
    office.close()


@pytest.mark.parametrize(
    "changes",
    [
        {"local_accounts": False},
        {"oidc": [{"issuer": "http://elders.voorbeeld.nl"}], "console_url": "https://voorbeeld.nl/console"},
        {"oidc": [{}]},
        {"oidc": [{}, {}], "console_url": "https://voorbeeld.nl/console"},
        {"oidc": [{"groepen": {}}], "console_url": "https://voorbeeld.nl/console"},
        {"oidc": [{"groepen": {"x": {"rollen": ["root"]}}}], "console_url": "https://voorbeeld.nl/console"},
    ],
)
def test_settings_that_can_not_be_right_stop_the_start_and_show_no_secret(changes: dict[str, object]) -> None:
    base = settings_for(OidcProvider(issuer="https://login.voorbeeld.nl"))
    if "oidc" in changes:
        changes = changes | {"oidc": [base | one for one in changes["oidc"]]}
    with pytest.raises(ValidationError) as error:
        HandoffSettings(_env_file=None, **changes)
    assert CLIENT_SECRET not in str(error.value)


def test_the_settings_are_read_from_one_line_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    line = Provider(**settings_for(OidcProvider(issuer="https://login.voorbeeld.nl"))).model_dump(mode="json")
    monkeypatch.setenv("HANDOFF_OIDC", json.dumps([line | {"client_secret": CLIENT_SECRET}]))
    monkeypatch.setenv("HANDOFF_CONSOLE_URL", "https://voorbeeld.nl/console")
    (found,) = HandoffSettings(_env_file=None).oidc or ()
    assert found.groepen["team-mors"].teams == {TEAM}
    assert CLIENT_SECRET not in repr(found)
