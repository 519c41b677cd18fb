"""Every address of the console writes exactly the lines that it should, whatever else it does."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from sqlalchemy import text

from handoff.audit import coming_from
from handoff.queue import Row
from tests.harness.console_office import BELLEN, CHATTEN, TEAM, WACHTWOORD, Browser, Colleague, Office
from tests.harness.console_routes import routes_of

ALL = ("agent", "coordinator", "admin", "auditor", "analyst")
SECRET = re.compile(r'id="geheim">([A-Z2-7 ]+)<')
CODE = re.compile(r'id="code">([A-Z0-9-]{23})<')
NEW = "acht blauwe tegels in mei"
BAS = {"naam": "Bas", "gebruikersnaam": "bas", "rol_agent": "ja", f"team_{TEAM}": "ja"}


@dataclass
class Scene:
    """An office in which Anna may do everything, and what the audit log says since a moment."""

    office: Office
    anna: Colleague
    bram: Colleague
    browser: Browser
    since: int = 0

    def __post_init__(self) -> None:
        self.token = self.browser.token("/account")

    def held(self, by: Colleague | None = None, lines: tuple = CHATTEN) -> Row:
        row = self.office.ask(lines)
        return self.office.queue.claim(row.id, (by or self.anna).id, frozenset({row.team}))

    def get(self, path: str) -> None:
        self.begin()
        assert self.browser.get(path).status_code < 400, path

    def post(self, path: str, **fields: str) -> None:
        self.begin()
        answer = self.browser.client.post(f"/console{path}", data={"token": self.token} | fields)
        assert answer.status_code < 400, answer.text

    def begin(self) -> None:
        """Count lines from here on."""
        self.since = self.office.queue.last_event()

    def lines(self) -> list[str]:
        query = text("SELECT action, origin FROM event WHERE id > :since ORDER BY id")
        with self.office.engine.connect() as connection:
            found = connection.execute(query, {"since": self.since}).all()
        assert {origin for _, origin in found} <= {"console"}
        return [action for action, _ in found]


@pytest.fixture
def scene(office: Office) -> Iterator[Scene]:
    anna, bram = office.colleague("Anna", rollen=ALL), office.colleague("Bram")
    yield Scene(office, anna, bram, office.browser(anna))


def visitor(scene: Scene, path: str, **fields: str) -> None:
    """Send a form as somebody who isn't signed in."""
    browser = scene.office.browser()
    token = browser.token(path)
    scene.begin()
    assert browser.client.post(f"/console{path}", data={"token": token} | fields).status_code < 400


def sign_in(scene: Scene) -> None:
    browser = scene.office.browser()
    browser.post("/inloggen", on="/inloggen", gebruikersnaam="bram", wachtwoord=WACHTWOORD)
    token = browser.token("/inloggen/code")
    scene.begin()
    answer = browser.client.post("/console/inloggen/code", data={"token": token, "code": scene.bram.totp()})
    assert answer.status_code == 303


def code_for_bram(scene: Scene, soort: str) -> str:
    answer = scene.browser.post(f"/accounts/{scene.bram.id}/code", on="/account", soort=soort)
    return CODE.search(answer.text)[1]


def invitation(scene: Scene) -> str:
    return CODE.search(scene.browser.post("/accounts/nieuw", on="/account", **BAS).text)[1]


def new_password(scene: Scene) -> None:
    code = code_for_bram(scene, "wachtwoord")
    fields = {"code": code, "totp": scene.bram.totp(), "wachtwoord": NEW, "wachtwoord_nogmaals": NEW}
    visitor(scene, "/nieuw-wachtwoord", **fields)


def accept(scene: Scene) -> None:
    visitor(scene, "/uitnodiging", code=invitation(scene), wachtwoord=NEW, wachtwoord_nogmaals=NEW)


def begin_with_app(scene: Scene) -> None:
    browser = scene.office.browser()
    fields = {"code": invitation(scene), "wachtwoord": NEW, "wachtwoord_nogmaals": NEW}
    page = browser.follow(browser.post("/uitnodiging", on="/uitnodiging", **fields)).text
    code = pyotp.TOTP(SECRET.search(page)[1].replace(" ", "")).now()
    token = browser.token("/begin/app")
    scene.begin()
    assert browser.client.post("/console/begin/app", data={"token": token, "code": code}).status_code == 200


def couple_own_app(scene: Scene) -> None:
    page = scene.browser.post("/account/app", on="/account", wachtwoord=WACHTWOORD).text
    scene.post("/account/app/controleren", code=pyotp.TOTP(SECRET.search(page)[1].replace(" ", "")).now())


def offered(scene: Scene, to: Colleague, by: Colleague) -> Row:
    row = scene.held(by)
    browser = scene.office.browser(by)
    path = f"/overdracht/{row.id}"
    browser.post(f"{path}/doorgeven", on=path, naar=f"collega:{to.id}", reden="te_druk", versie=str(row.version))
    return row


def first_account(scene: Scene) -> None:
    with scene.office.engine.execution_options(immediate=True).begin() as connection:
        connection.execute(text("UPDATE account SET confirmed = false"))
    code = scene.office.accounts.setup_code()
    fields = {"naam": "Eva", "gebruikersnaam": "eva", "gemeente": "leiden", "code": code or ""}
    visitor(scene, "/begin", **fields, wachtwoord=NEW, wachtwoord_nogmaals=NEW)


def dead_letter(scene: Scene) -> None:
    row = scene.office.ask()
    with scene.office.engine.execution_options(immediate=True).begin() as connection:
        dead = text("UPDATE outbox SET dead_at = :now WHERE handoff_id = :id")
        connection.execute(dead, {"now": datetime.now(UTC), "id": row.id})
        item = connection.scalar(text("SELECT id FROM outbox WHERE handoff_id = :id"), {"id": row.id})
    scene.post("/meldingen/opnieuw", id=str(item))


def on(path: str, **fields: str) -> Callable[[Scene], None]:
    """Send a form about a handoff that Anna holds."""

    def step(scene: Scene) -> None:
        row = scene.held()
        scene.post(f"/overdracht/{row.id}{path}", versie=str(row.version), **fields)

    return step


def person(path: str, **fields: str) -> Callable[[Scene], None]:
    """Send a form about Bram's account."""
    return lambda scene: scene.post(f"/accounts/{scene.bram.id}{path}", **fields)


def enable(scene: Scene) -> None:
    scene.browser.post(f"/accounts/{scene.bram.id}/uitzetten", on="/account")
    person("/aanzetten")(scene)


def export_figures(scene: Scene) -> None:
    scene.office.clock.ahead = timedelta(days=-62)  # a month that is over
    asked = scene.office.ask()
    scene.office.clock.ahead = timedelta()
    scene.post("/cijfers.csv", jaar=str(asked.created_at.year))


def look_with_reason(scene: Scene) -> None:
    row = scene.held(scene.bram, BELLEN)
    scene.post(f"/overdracht/{row.id}/inzien", veld="telefoon", reden="spoed")


def reopen(scene: Scene) -> None:
    """Finishing destroys what was sent, so there is nothing to open again: nothing changes, and no line is written."""
    row = scene.held()
    scene.office.queue.close(row.id, scene.anna.id, "opgelost", row.version)
    scene.begin()
    answer = scene.browser.client.post(f"/console/overdracht/{row.id}/heropenen", data={"token": scene.token})
    assert answer.status_code == 410


def take_back(scene: Scene) -> None:
    scene.post(f"/overdracht/{offered(scene, scene.bram, scene.anna).id}/doorgeven/intrekken")


def answer_offer(answer: str) -> Callable[[Scene], None]:
    return lambda scene: scene.post(f"/overdracht/{offered(scene, scene.anna, scene.bram).id}/aanbod/{answer}")


def reassign(scene: Scene) -> Row:
    """Offer what Bram holds to Anna, who leads the team."""
    row = scene.held(scene.bram)
    fields = {"naar": f"collega:{scene.anna.id}", "reden": "collega_afwezig", "versie": str(row.version)}
    scene.post(f"/overdracht/{row.id}/overdragen", **fields)
    return row


def search(scene: Scene) -> None:
    scene.post("/zoeken", nummer=scene.office.ask().referentie)


def offer(scene: Scene) -> None:
    on("/doorgeven", naar=f"collega:{scene.bram.id}", reden="te_druk")(scene)


# What each address does that is worth a line. One step is one line; an account that is made with roles, or an app that
# is coupled and signed in with, is more than one step.
STEPS: dict[str, tuple[Callable[[Scene], None], list[str]]] = {
    "GET /overdracht/{handoff_id}": (lambda scene: scene.get(f"/overdracht/{scene.held().id}"), ["read"]),
    "POST /overdracht/{handoff_id}/oppakken": (
        lambda scene: scene.post(f"/overdracht/{scene.office.ask().id}/oppakken"),
        ["claimed"],
    ),
    "POST /overdracht/{handoff_id}/toon": (on("/toon", veld="eigen_woorden"), ["revealed"]),
    "POST /overdracht/{handoff_id}/poging": (on("/poging", soort="gebeld"), ["attempt"]),
    "POST /overdracht/{handoff_id}/notitie": (on("/notitie", tekst="Gebeld."), ["note_saved"]),
    "POST /overdracht/{handoff_id}/bericht": (on("/bericht", tekst="Hallo."), ["message_out"]),
    "POST /overdracht/{handoff_id}/teruggeven": (on("/teruggeven"), ["released"]),
    "POST /overdracht/{handoff_id}/afronden": (on("/afronden", uitkomst="opgelost", gewist="ja"), ["closed"]),
    "POST /overdracht/{handoff_id}/doorgeven": (offer, ["transfer_offered"]),
    "POST /overdracht/{handoff_id}/doorgeven/intrekken": (take_back, ["transfer_cancelled"]),
    "POST /overdracht/{handoff_id}/aanbod/aannemen": (answer_offer("aannemen"), ["transfer_accepted"]),
    "POST /overdracht/{handoff_id}/aanbod/weigeren": (answer_offer("weigeren"), ["transfer_refused"]),
    "POST /overdracht/{handoff_id}/overdragen": (reassign, ["transfer_offered"]),
    "POST /overdracht/{handoff_id}/overdragen/intrekken": (
        lambda scene: scene.post(f"/overdracht/{reassign(scene).id}/overdragen/intrekken"),
        ["transfer_cancelled"],
    ),
    "POST /zoeken": (search, ["searched"]),
    "POST /overdracht/{handoff_id}/heropenen": (reopen, []),
    "POST /overdracht/{handoff_id}/inzien": (look_with_reason, ["revealed_with_reason"]),
    "GET /logboek": (lambda scene: scene.get("/logboek"), ["log_read"]),
    "POST /inloggen": (
        lambda scene: visitor(scene, "/inloggen", gebruikersnaam="bram", wachtwoord=WACHTWOORD),
        ["password"],
    ),
    "POST /inloggen/code": (sign_in, ["signed_in"]),
    "POST /uitloggen": (lambda scene: scene.post("/uitloggen"), ["signed_out"]),
    "POST /begin": (first_account, ["account_made", "role_given", "role_given", "teams_set"]),
    "POST /begin/app": (begin_with_app, ["totp_confirmed", "signed_in"]),
    "POST /uitnodiging": (accept, ["access_code_used"]),
    "POST /nieuwe-app": (
        lambda scene: visitor(scene, "/nieuwe-app", code=code_for_bram(scene, "app"), wachtwoord=WACHTWOORD),
        ["access_code_used"],
    ),
    "POST /nieuw-wachtwoord": (new_password, ["access_code_used"]),
    "POST /account/wachtwoord": (
        lambda scene: scene.post("/account/wachtwoord", oud=WACHTWOORD, wachtwoord=NEW, wachtwoord_nogmaals=NEW),
        ["password_changed"],
    ),
    "POST /account/app/controleren": (couple_own_app, ["app_changed"]),
    "POST /account/herstelcodes": (
        lambda scene: scene.post("/account/herstelcodes", wachtwoord=WACHTWOORD),
        ["recovery_codes_made"],
    ),
    "POST /accounts/nieuw": (
        lambda scene: scene.post("/accounts/nieuw", **BAS),
        ["account_made", "role_given", "teams_set", "access_code_made"],
    ),
    "POST /accounts/{account_id}/rollen": (
        person("/rollen", rol_agent="ja", rol_coordinator="ja", alle_teams="ja"),
        ["role_given"],
    ),
    "POST /accounts/{account_id}/uitzetten": (person("/uitzetten"), ["account_disabled"]),
    "POST /accounts/{account_id}/aanzetten": (enable, ["account_enabled"]),
    "POST /accounts/{account_id}/sessies": (person("/sessies"), ["sessions_ended"]),
    "POST /accounts/{account_id}/code": (person("/code", soort="app"), ["access_code_made"]),
    "POST /accounts/toegang.csv": (lambda scene: scene.post("/accounts/toegang.csv"), ["accounts_exported"]),
    "POST /cijfers.csv": (export_figures, ["figures_exported"]),
    "POST /meldingen/adres": (lambda scene: scene.post("/meldingen/adres", adres="anna@voorbeeld.nl"), ["email_kept"]),
    "POST /meldingen/opnieuw": (dead_letter, ["told_again"]),
}
# What shows nothing of an inwoner, and changes nothing that others rely on.
WITHOUT = {
    "GET /",
    "GET /account",
    "GET /accounts",
    "GET /accounts/nieuw",
    "GET /accounts/{account_id}",
    "GET /begin",
    "GET /begin/app",
    "GET /cijfers",
    "GET /controle",
    "GET /gebeurtenissen",
    "GET /hulp",
    "GET /inloggen",
    "GET /inloggen/code",
    "GET /meldingen",
    "GET /nieuw-wachtwoord",
    "GET /nieuwe-app",
    "GET /static/{name:path}",
    "GET /team",
    "GET /teams",
    "GET /uitnodiging",
    "POST /account/app",  # nothing changes until the code of the new app is right
    "POST /hulp/sneltoetsen",
    "POST /meldingen/geluid",
    "POST /meldingen/seintje",
    "POST /overdracht/{handoff_id}/concept",  # each few seconds while somebody types: only the typist sees it
}


# Signing in through the provider of the gemeente: its own tests have a provider.
WITH_PROVIDER = {"GET /gemeente/naar/{nummer}", "GET /gemeente/terug"}


def test_of_each_address_is_said_what_it_writes_in_the_audit_log(office: Office) -> None:
    found = {f"{method} {path}" for method, path in routes_of(office.console.routes)}
    assert found - WITH_PROVIDER == set(STEPS) | WITHOUT
    assert not set(STEPS) & WITHOUT


@pytest.mark.parametrize("route", sorted(STEPS))
def test_each_step_writes_its_own_line_and_nothing_more(scene: Scene, route: str) -> None:
    step, expected = STEPS[route]
    step(scene)
    assert scene.lines() == expected


def test_a_page_that_is_only_looked_at_writes_no_line(scene: Scene) -> None:
    for route in sorted(WITHOUT - {"GET /gebeurtenissen", "GET /static/{name:path}"}):
        method, path = route.split(" ", 1)
        if method == "GET":
            scene.begin()
            assert scene.browser.get(path.replace("{account_id}", scene.bram.id)).status_code < 400
            assert scene.lines() == [], route


@pytest.mark.parametrize("path", ["/toon", "/poging", "/notitie", "/bericht", "/teruggeven", "/afronden", "/doorgeven"])
def test_who_does_not_hold_it_is_refused_in_one_line(scene: Scene, path: str) -> None:
    row = scene.held(scene.bram)
    scene.begin()
    fields = {"soort": "gebeld", "tekst": "x", "veld": "eigen_woorden", "uitkomst": "opgelost", "gewist": "ja"}
    fields |= {"versie": str(row.version), "naar": f"collega:{scene.bram.id}", "reden": "te_druk"}
    answer = scene.browser.client.post(f"/console/overdracht/{row.id}{path}", data={"token": scene.token} | fields)
    assert answer.status_code == 403
    assert scene.lines() == ["refused"]


def test_who_is_of_another_team_is_refused_in_one_line_and_hears_nothing(scene: Scene) -> None:
    row = scene.office.ask(team="wijkteam_leiden_noord")
    noor = scene.office.browser(scene.office.colleague("Mo", teams=frozenset({TEAM})))
    scene.begin()
    assert noor.get(f"/overdracht/{row.id}").status_code == 404
    assert scene.lines() == ["refused"]
    scene.begin()
    assert noor.get("/overdracht/0600000000-anna@voorbeeld.nl").status_code == 404
    assert scene.lines() == []  # what somebody types in the address bar is never written down


def test_whose_role_does_not_open_a_page_is_refused_in_one_line(scene: Scene) -> None:
    bram = scene.office.browser(scene.bram)
    scene.begin()
    assert bram.get("/accounts").status_code == 403
    assert scene.lines() == ["refused"]


def test_looking_back_at_what_was_finished_is_logged(scene: Scene) -> None:
    scene.begin()
    with coming_from("console"):
        assert scene.office.queue.closed(frozenset({TEAM}), scene.anna.id) == []
    assert scene.lines() == ["closed_listed"]
