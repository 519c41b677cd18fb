"""The pages of an admin: who there is, inviting, changing, switching off, and the list for the review."""

import csv
import io
import re

import pyotp
import pytest

from tests.harness.console_office import TEAM, WACHTWOORD, Browser, Colleague, Office

CODE = re.compile(r'id="code">([A-Z0-9-]{23})<')
SECRET = re.compile(r'id="geheim">([A-Z2-7 ]+)<')
NIEUW = {"naam": "Bas", "gebruikersnaam": "bas", "rol_agent": "ja", f"team_{TEAM}": "ja"}


@pytest.fixture
def admin(office: Office) -> Browser:
    """Give a browser in which an admin is signed in."""
    return office.browser(office.colleague("Beheer", rollen=("admin",)))


def post(browser: Browser, path: str, **fields: str):
    return browser.post(path, on="/account", **fields)


def code_on(page: str) -> str:
    found = CODE.search(page)
    assert found, page
    return found[1]


def invite(browser: Browser, **changes: str) -> str:
    response = post(browser, "/accounts/nieuw", **(NIEUW | changes))
    assert response.status_code == 200, response.text
    return code_on(response.text)


def couple(browser: Browser, page: str) -> str:
    """Give the code of the app on this page, and return the page after that."""
    found = SECRET.search(page)
    assert found
    done = browser.post("/begin/app", on="/begin/app", code=pyotp.TOTP(found[1].replace(" ", "")).now())
    assert done.status_code == 200
    return done.text


def test_an_invited_colleague_comes_in_with_the_code_and_sees_the_questions_of_the_team(
    office: Office, admin: Browser
) -> None:
    code = invite(admin)
    office.ask()
    new = office.browser()
    accepted = new.post(
        "/uitnodiging", on="/uitnodiging", code=code, wachtwoord=WACHTWOORD, wachtwoord_nogmaals=WACHTWOORD
    )
    page = couple(new, new.follow(accepted).text)
    assert len(re.findall(r"<li><code", page)) == 8
    assert "Er wacht 1 inwoner." in new.get("/").text
    again = office.browser().post(
        "/uitnodiging", on="/uitnodiging", code=code, wachtwoord=WACHTWOORD, wachtwoord_nogmaals=WACHTWOORD
    )
    assert "al gebruikt of is verlopen" in again.text


def test_the_code_is_shown_once(office: Office, admin: Browser) -> None:
    code = invite(admin)
    page = admin.get("/accounts").text
    path = next(iter(re.findall(r'href="/console(/accounts/[0-9a-f-]{36})">Openen<span class="verborgen">, Bas', page)))
    assert code not in page + admin.get(path).text
    assert "Uitgenodigd" in admin.get(path).text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"naam": " "}, "Vul alle velden in"),
        ({"gebruikersnaam": "Beheer"}, "Deze inlognaam bestaat al"),
        ({"rol_agent": ""}, "Kies minstens één rol"),
        ({"rol_agent": "", "rol_root": "ja"}, "Kies minstens één rol"),
        ({"team_wijkteam_van_een_ander": "ja"}, "Kies minstens één rol"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_chosen_stays(admin: Browser, change: dict[str, str], sentence: str) -> None:
    response = post(admin, "/accounts/nieuw", **(NIEUW | change))
    assert response.status_code == 422
    assert sentence in response.text
    assert re.search(rf'name="team_{TEAM}" value="ja" checked', response.text)
    assert not CODE.search(response.text)


def test_roles_and_teams_are_changed(office: Office, admin: Browser, anna: Colleague) -> None:
    response = post(admin, f"/accounts/{anna.id}/rollen", rol_analyst="ja", rol_auditor="ja")
    page = admin.follow(response).text
    assert "De rollen en teams zijn bewaard." in page
    assert "Onderzoeker, Controleur" in page
    assert "Geen team" in page
    account = office.accounts.session(office.accounts.start_session(anna.id))
    assert account is not None
    assert (account.rollen, account.teams) == ({"analyst", "auditor"}, frozenset())


def test_an_account_is_switched_off_and_on(office: Office, admin: Browser, anna: Colleague) -> None:
    hers = office.browser(anna)
    assert "Uitgezet" in admin.follow(post(admin, f"/accounts/{anna.id}/uitzetten")).text
    assert hers.get("/").headers["location"] == "/console/inloggen?melding=verlopen"
    assert office.accounts.check_password("anna", WACHTWOORD) is None
    assert "Dit account staat weer aan" in admin.follow(post(admin, f"/accounts/{anna.id}/aanzetten")).text
    assert office.accounts.check_password("anna", WACHTWOORD) is not None


def test_somebody_is_signed_out_everywhere(office: Office, admin: Browser, anna: Colleague) -> None:
    hers = office.browser(anna)
    assert "overal uitgelogd" in admin.follow(post(admin, f"/accounts/{anna.id}/sessies")).text
    assert hers.get("/").status_code == 303


def test_a_lost_phone_is_replaced_with_the_code_and_the_own_password(
    office: Office, admin: Browser, anna: Colleague
) -> None:
    code = code_on(post(admin, f"/accounts/{anna.id}/code", soort="app").text)
    hers = office.browser()
    wrong = hers.post("/nieuwe-app", on="/nieuwe-app", code=code, wachtwoord="iets heel anders dan dat")
    assert "Uw wachtwoord of de code uit uw app klopt niet" in wrong.text
    right = hers.post("/nieuwe-app", on="/nieuwe-app", code=code, wachtwoord=WACHTWOORD)
    couple(hers, hers.follow(right).text)
    assert hers.get("/").status_code == 200


def test_a_forgotten_password_is_replaced_with_the_code_and_the_own_app(
    office: Office, admin: Browser, anna: Colleague
) -> None:
    code, new = code_on(post(admin, f"/accounts/{anna.id}/code", soort="wachtwoord").text), "acht blauwe tegels in mei"
    hers = office.browser()
    form = {"code": code, "wachtwoord": new, "wachtwoord_nogmaals": new}
    assert hers.post("/nieuw-wachtwoord", on="/nieuw-wachtwoord", totp="000000", **form).status_code == 422
    different = form | {"totp": anna.totp(), "wachtwoord_nogmaals": "iets anders"}
    assert "niet gelijk" in hers.post("/nieuw-wachtwoord", on="/nieuw-wachtwoord", **different).text
    done = hers.post("/nieuw-wachtwoord", on="/nieuw-wachtwoord", totp=anna.totp(), **form)
    assert "Uw nieuwe wachtwoord werkt" in hers.follow(done).text
    assert office.accounts.check_password("anna", new) is not None
    assert office.accounts.check_password("anna", WACHTWOORD) is None


def test_a_code_for_nothing_known_is_refused(admin: Browser, anna: Colleague) -> None:
    for soort in ("", "uitnodiging", "alles"):
        response = post(admin, f"/accounts/{anna.id}/code", soort=soort)
        assert "past nu niet bij dit account" in response.text, soort


def test_an_admin_does_not_change_the_own_account(office: Office, admin: Browser) -> None:
    own = office.accounts.check_password("beheer", WACHTWOORD)
    assert own is not None
    page = admin.get(f"/accounts/{own.id}").text
    assert "Dit bent u zelf" in page
    for step in ("rollen", "uitzetten", "aanzetten", "sessies", "code"):
        response = post(admin, f"/accounts/{own.id}/{step}", rol_agent="ja", soort="app")
        assert "verandert u niet zelf" in response.text, step


def test_the_teams_page_names_who_sees_what_and_warns_for_a_team_without_anybody(
    office: Office, admin: Browser, anna: Colleague
) -> None:
    office.colleague("Dirk", teams=frozenset({TEAM}))
    office.colleague("Eva", rollen=("analyst",))
    page = admin.get("/teams").text
    assert page.count("Anna") > page.count("Dirk") == 1
    assert "Eva" not in page
    assert "Niemand ziet de vragen" not in page
    post(admin, f"/accounts/{anna.id}/uitzetten")
    assert "Niemand ziet de vragen" in admin.get("/teams").text


def test_the_list_for_the_review_holds_everybody_and_no_formula(office: Office, admin: Browser) -> None:
    office.colleague("=1+1", teams=frozenset({TEAM}))
    office.colleague("ver", gemeente="zaanstad")
    response = post(admin, "/accounts/toegang.csv")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in response.headers["content-disposition"]
    head, *rows = csv.reader(io.StringIO(response.text.removeprefix("\ufeff")), delimiter=";")
    assert head == ["Naam", "Inlognaam", "Rollen", "Teams", "Stand", "Laatst ingelogd", "Account sinds"]
    assert [row[0] for row in rows] == ["'=1+1", "Beheer"]
    assert rows[1][2:5] == ["Beheerder", "Alle teams", "Actief"]
    assert rows[0][3] != "Alle teams"
    assert rows[0][5] == "Nog nooit"
    assert re.fullmatch(r"\d\d-\d\d-\d{4} \d\d:\d\d", rows[1][5])


def test_too_many_lists_on_one_day_are_refused(office: Office, admin: Browser) -> None:
    for _ in range(office.settings.exports_per_day):
        assert post(admin, "/accounts/toegang.csv").status_code == 200
    assert post(admin, "/accounts/toegang.csv").status_code == 429


def test_a_page_of_accounts_holds_no_handoff(office: Office, admin: Browser, anna: Colleague) -> None:
    row = office.ask()
    office.queue.claim(row.id, anna.id, frozenset({row.team}))
    for path in ("/accounts", f"/accounts/{anna.id}", "/teams", "/accounts/nieuw"):
        page = admin.get(path).text
        assert row.referentie not in page
        assert row.id not in page
        assert "Huurachterstand" not in page
