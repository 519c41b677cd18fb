"""An office with a real database and the real console, for tests that pick up invented questions."""

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pyotp
import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient

from content.catalogue import Catalogue, load_catalogue
from handoff.accounts import Accounts, NewAccount
from handoff.console.app import build_console
from handoff.database import engine_for, migrate
from handoff.draft import Consent, Draft, Line
from handoff.keys import KeyRing
from handoff.outbox import Outbox
from handoff.queue import Queue, Row
from handoff.rights import Rol
from handoff.settings import HandoffSettings
from handoff.teams import team_rules

WACHTWOORD = "een lange zin om mee te testen"
TEAM = "wijkteam_mors"
BELLEN = (
    Line("eigen_woorden", "In eigen woorden", "Ik loop twee maanden achter met de huur."),
    Line("telefoon", "Telefoonnummer", "0600000000"),
    Line("naam", "Naam", "Voorbeeldnaam"),
    Line("wanneer", "Wanneer bellen", "In de ochtend"),
)
CHATTEN = (Line("eigen_woorden", "In eigen woorden", "Ik durf niet te bellen."),)
TOKEN = re.compile(r'name="token" value="([0-9a-f]{64})"')


@cache
def whole_catalogue() -> Catalogue:
    """Load the content once for all tests."""
    return load_catalogue()


@dataclass(frozen=True)
class Colleague:
    """An account that can sign in."""

    id: str
    naam: str
    gebruikersnaam: str
    totp_uri: str
    herstelcodes: tuple[str, ...]

    def totp(self, steps_ahead: int = 0) -> str:
        """Return the code that the app shows now, or so many steps later."""
        secret = parse_qs(urlsplit(self.totp_uri).query)["secret"][0]
        return pyotp.TOTP(secret).at(datetime.now(UTC) + timedelta(seconds=30 * steps_ahead))


class Clock:
    """A clock that tests can put forward."""

    def __init__(self) -> None:
        """Start at the real time."""
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        """Return the time."""
        return datetime.now(UTC) + self.ahead


class Office:
    """The queue, the accounts and the console on one database."""

    def __init__(self, folder: Path, *, secure_cookies: bool = False, **settings: object) -> None:
        """Make the database and the key file in `folder`; `settings` are those that differ from the default."""
        own = {"database_url": f"sqlite:///{folder / 'console.db'}", "key_file": folder / "console.key"}
        self.settings = HandoffSettings(**{**own, "secure_cookies": secure_cookies, **settings})
        self.clock = Clock()
        self.engine = engine_for(self.settings.database_url)
        migrate(self.engine)
        keys = KeyRing.load_or_create(self.settings.key_file)
        catalogue = whole_catalogue()
        teams = {one.id: frozenset(team.id for team in one.teams) for one in catalogue.gemeenten.values()}
        self.queue = Queue(self.engine, keys, self.settings, self.clock, team_rules(catalogue))
        self.accounts = Accounts(self.engine, keys, teams, self.settings, self.clock)
        self.outbox = Outbox(self.engine, keys, self.settings, catalogue, self.clock)
        self.console = build_console(self.queue, self.accounts, catalogue, self.settings, self.outbox)
        self.app = FastAPI()
        self.app.mount("/console", self.console)
        self._asked = 0

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def colleague(
        self,
        naam: str,
        gemeente: str = "leiden",
        rollen: tuple[Rol, ...] = ("agent",),
        teams: frozenset[str] | None = None,
    ) -> Colleague:
        """Make an account that is confirmed with the code of one step ago; for all teams unless some are named."""
        gebruikersnaam = naam.lower()
        made: NewAccount = self.accounts.create(naam, gebruikersnaam, WACHTWOORD, gemeente, frozenset(rollen), teams)
        new = Colleague(made.id, naam, gebruikersnaam, made.totp_uri, made.herstelcodes)
        assert self.accounts.confirm_totp(made.id, new.totp(-1))
        return new

    def ask(
        self,
        lines: tuple[Line, ...] = BELLEN,
        *,
        onderwerp: str = "huurachterstand",
        team: str = TEAM,
        haast: str | None = None,
    ) -> Row:
        """Put a question of an inwoner in the queue."""
        self._asked += 1
        consent = Consent("overdracht-1", "Dit ziet het wijkteam.", self.clock())
        draft = Draft(self.conversation, "leiden", "widget", onderwerp, lines, consent, haast)
        return self.queue.create(draft, team, f"code {self._asked}")

    @property
    def conversation(self) -> str:
        """Return the conversation of the last question."""
        return f"gesprek-{self._asked}"

    def browser(self, colleague: Colleague | None = None) -> "Browser":
        """Open a browser, signed in as this colleague."""
        return Browser(self, colleague)

    @contextmanager
    def served(self) -> Iterator[str]:
        """Serve the office over HTTP and give its address."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        config = uvicorn.Config(self.app, port=port, log_level="error", timeout_graceful_shutdown=1)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.should_exit = True
            thread.join(10)


class Browser:
    """A browser without scripts: it keeps cookies, fills in forms and sends their token."""

    def __init__(self, office: Office, colleague: Colleague | None) -> None:
        """Open it, with a session when a colleague is given."""
        scheme = "https" if office.settings.secure_cookies else "http"
        self.client = TestClient(
            office.app,
            base_url=f"{scheme}://testserver",
            headers={"Sec-Fetch-Site": "same-origin"},
            follow_redirects=False,
            raise_server_exceptions=True,
        )
        if colleague is not None:
            token = office.accounts.start_session(colleague.id)
            self.client.cookies.set("rondkomen_sessie", token, path="/console")

    def get(self, path: str, **headers: str) -> httpx.Response:
        """Open a page of the console."""
        return self.client.get(f"/console{path}", headers=headers)

    def post(self, path: str, on: str = "/", **fields: str) -> httpx.Response:
        """Send a form that stands on the page `on`."""
        return self.client.post(f"/console{path}", data={"token": self.token(on)} | fields)

    def token(self, on: str = "/") -> str:
        """Return the token of the forms on a page."""
        found = TOKEN.search(self.get(on).text)
        assert found, f"no form on {on}"
        return found[1]

    def follow(self, response: httpx.Response) -> httpx.Response:
        """Go where an answer leads."""
        assert response.status_code == 303, response.text
        return self.client.get(response.headers["location"])
