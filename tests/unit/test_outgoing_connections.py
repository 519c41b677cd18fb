"""
Everything that the running bot connects to: by which module, to an address from which setting, and to nothing else.

A server can be made to ask things inside its own network for somebody outside (SSRF). So no address is ever taken from
what came in, and none of the connections follows a server that sends it on.
"""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from pydantic import SecretStr, ValidationError
from telegram.error import TelegramError

from bot.rasa_client import RasaClient, RasaUnavailableError
from bot.settings import BotSettings
from bot.telegram_bot import TelegramBot
from content.catalogue import load_catalogue
from handoff import oidc
from handoff.oidc import OidcError
from handoff.provider import Provider, is_safe
from handoff.settings import HandoffSettings
from tests.harness.oidc_provider import CLIENT_ID, CLIENT_SECRET, OidcProvider

# Module → the setting that holds its address. "nobody": it holds names or types of the library, and opens nothing.
OPENS = {
    "bot/rasa_client.py": "BOT_RASA_URL",
    "bot/telegram_bot.py": "BOT_TELEGRAM_BASE_URL",
    "bot/telegram_order.py": "nobody",
    "bot/telegram_out.py": "nobody",
    "bot/telegram_polling.py": "nobody",
    "bot/telegram_text.py": "nobody",
    "bot/widget_api/limits.py": "BOT_REDIS_URL",
    "handoff/klantinteracties/client.py": "HANDOFF_KLANTINTERACTIES_URL",
    "handoff/klantinteracties/connection.py": "HANDOFF_KLANTINTERACTIES_NETWORKS",
    "handoff/oidc/client.py": "HANDOFF_OIDC",
    "handoff/outbox/smtp.py": "HANDOFF_SMTP_HOST",
}
# These run on the computer of an editor or a developer, or are started beside the app, and never in it.
NOT_IN_THE_APP = (
    "bot/preview/",
    "content/links/",
    "rasa_project/__main__.py",
    "rasa_project/evaluation.py",
    "rasa_project/server.py",
)
LIBRARIES = re.compile(
    r"^\s*(?:from|import) (?:aiohttp|authlib|ftplib|http\.client|httpx|limits\.aio|redis|requests|smtplib|socket|"
    r"telegram|urllib\.request|urllib3|websockets?)\b",
    re.M,
)
PACKAGES = ("bot", "content", "handoff", "privacy", "rasa_project")


def test_every_module_that_can_connect_is_known_with_its_setting() -> None:
    found = {
        str(path)
        for package in PACKAGES
        for path in sorted(Path(package).rglob("*.py"))
        if LIBRARIES.search(path.read_text("utf-8")) and not str(path).startswith(NOT_IN_THE_APP)
    }
    assert found == set(OPENS)
    example = Path(".env.example").read_text("utf-8")
    assert [setting for setting in OPENS.values() if setting != "nobody" and f"# {setting}=" not in example] == []


def test_the_search_finds_who_can_connect() -> None:
    for line in (
        "import httpx",
        "from smtplib import SMTP",
        "    import urllib.request",
        "from redis.asyncio import x",
    ):
        assert LIBRARIES.search(line), line


def test_nothing_says_that_it_follows_or_does_not_verify() -> None:
    """`True` would follow a server that sends on; `verify=False` and the like would trust anybody."""
    wrong = re.compile(r"follow_redirects=True|verify=False|CERT_NONE|check_hostname\s*=\s*False|_create_unverified")
    assert wrong.search("follow_redirects=True")
    for package in PACKAGES:
        for path in Path(package).rglob("*.py"):
            if not str(path).startswith("content/links/"):  # visits sources, which move, from an editor's computer
                assert not wrong.search(path.read_text("utf-8")), path


class Inside:
    """Something in the own network that nobody outside should reach, and a server that sends everybody there."""

    def __init__(self) -> None:
        self.reached: list[str] = []
        self.asked: list[str] = []
        self.address = self.sending_on = ""


@pytest.fixture
def inside() -> Iterator[Inside]:
    """Serve both."""
    found = Inside()

    def reached(handler: BaseHTTPRequestHandler) -> None:
        found.reached.append(handler.path)
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(b"{}")

    def send_on(handler: BaseHTTPRequestHandler) -> None:
        found.asked.append(handler.path)
        handler.send_response(307)
        handler.send_header("Location", f"{found.address}/geheim")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    with answering(reached) as found.address, answering(send_on) as found.sending_on:
        yield found


@contextmanager
def answering(answer: object) -> Iterator[str]:
    """Serve an answer to everything."""
    methods = {f"do_{name}": answer for name in ("GET", "POST", "PUT")}
    handler = type("Handler", (BaseHTTPRequestHandler,), {**methods, "log_message": lambda *_: None})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


async def test_a_rasa_that_sends_on_is_not_followed(inside: Inside) -> None:
    client = RasaClient(inside.sending_on, timeout=2, pause=0)
    with pytest.raises(RasaUnavailableError):
        await client.understand("hallo")
    with pytest.raises(RasaUnavailableError):
        await client.forget("gesprek")
    await client.close()
    assert (len(inside.asked), inside.reached) == (2, [])


async def test_a_telegram_that_sends_on_is_not_followed(inside: Inside) -> None:
    settings = BotSettings(telegram_token=SecretStr("1:x"), telegram_base_url=f"{inside.sending_on}/bot")
    channel = TelegramBot.create(settings, None, None, load_catalogue())  # type: ignore[arg-type]
    assert channel is not None
    async with channel._app.bot.request:
        with pytest.raises(TelegramError):
            await channel._app.bot.get_me()
    assert (bool(inside.asked), inside.reached) == (True, [])


@pytest.mark.parametrize("which", ["discovery", "token_endpoint", "jwks_uri"])
def test_a_provider_that_sends_on_is_not_followed(inside: Inside, which: str) -> None:
    if which == "discovery":
        with pytest.raises(OidcError):
            oidc.begin(provider_at(inside.sending_on), "https://voorbeeld.nl/terug")
    else:
        with OidcProvider().served() as served:
            served.metadata = {which: f"{inside.sending_on}/x"}
            provider = provider_at(served.issuer, hosts={inside.sending_on.removeprefix("http://")})
            journey = oidc.begin(provider, "https://voorbeeld.nl/terug")
            back = httpx.get(journey.address, follow_redirects=False).headers["location"]
            with pytest.raises(OidcError):
                oidc.finish(journey, "https://voorbeeld.nl/terug", dict(parse_qsl(urlsplit(back).query)))
    assert (bool(inside.asked), inside.reached) == (True, [])


@pytest.mark.parametrize("which", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
def test_a_provider_that_names_another_host_is_not_asked_there(inside: Inside, which: str) -> None:
    with OidcProvider().served() as served:
        served.metadata = {which: f"{inside.address}/x"}
        with pytest.raises(OidcError, match="unsafe_address"):
            oidc.begin(provider_at(served.issuer), "https://voorbeeld.nl/terug")
    assert inside.reached == []


def provider_at(issuer: str, **changes: object) -> Provider:
    client = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET}
    groups = {"team": {"rollen": ["agent"]}}
    return Provider(naam="x", gemeente="leiden", issuer=issuer, groepen=groups, **client, **changes)


UNSAFE = (
    "http://login.voorbeeld.nl",
    "http://169.254.169.254/latest/meta-data",
    "http://10.0.0.1",
    "http://[::1]",
    "http://127.0.0.1.voorbeeld.nl",
    "http://localhost@voorbeeld.nl",
    "https://iemand:wachtwoord@voorbeeld.nl",
    "file:///etc/passwd",
    "gopher://127.0.0.1",
    "//voorbeeld.nl",
    "https//voorbeeld.nl",
    "http://[",
    "",
)


@pytest.mark.parametrize("address", UNSAFE)
def test_an_address_that_is_not_encrypted_or_is_no_address_is_refused(address: str) -> None:
    assert not is_safe(address)
    with pytest.raises(ValidationError):
        provider_at(address)


@pytest.mark.parametrize("address", [one for one in UNSAFE if not one.startswith("https://")])
def test_telegram_is_only_spoken_to_encrypted(address: str) -> None:
    with pytest.raises(ValidationError):
        BotSettings(telegram_base_url=address)


@pytest.mark.parametrize("host", ["http://mail.voorbeeld.nl", "mail.voorbeeld.nl:25", "a b", "mail/x", "-x", "x\nQUIT"])
def test_a_mail_server_is_a_name_and_nothing_more(host: str) -> None:
    with pytest.raises(ValidationError):
        HandoffSettings(smtp_host=host, smtp_from="a@voorbeeld.nl", console_url="https://voorbeeld.nl/console")
