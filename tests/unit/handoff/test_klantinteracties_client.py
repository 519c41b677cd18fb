"""The connection goes to one checked address, keeps its token to itself, and reads every answer for what it means."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network
from pathlib import Path

import httpx
import pytest
import uvicorn
from pydantic import SecretStr, ValidationError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from content.catalogue import Catalogue
from handoff.klantinteracties import exporter_for
from handoff.klantinteracties.client import Client
from handoff.klantinteracties.connection import is_allowed
from handoff.klantinteracties.faults import LostAnswerError, RefusedError
from handoff.klantinteracties.settings import ExportSettings
from handoff.klantinteracties.wording import LONGEST, TextTooLongError, texts_of
from handoff.outbox.records import GiveUpError, NotToldError, TryAgainError
from handoff.settings import HandoffSettings
from tests.harness.mail_server import Certificates
from tests.harness.open_klant import TOKEN, OpenKlant
from tests.harness.serving import served

ACTOR = {"naam": "Mors", "soortActor": "organisatorische_eenheid"}


@pytest.mark.parametrize(
    ("address", "host", "networks", "allowed"),
    [
        ("127.0.0.1", "127.0.0.1", (), True),
        ("127.0.0.1", "localhost", (), True),
        ("::1", "localhost", (), True),
        ("10.0.0.5", "localhost", (), False),
        ("127.0.0.1", "openklant.voorbeeld.nl", (), False),
        ("10.0.0.5", "openklant.voorbeeld.nl", (), False),
        ("172.16.0.9", "openklant.voorbeeld.nl", (), False),
        ("192.168.1.1", "openklant.voorbeeld.nl", (), False),
        ("169.254.169.254", "openklant.voorbeeld.nl", (), False),
        ("100.64.0.1", "openklant.voorbeeld.nl", (), False),
        ("0.0.0.0", "openklant.voorbeeld.nl", (), False),
        ("224.0.0.1", "openklant.voorbeeld.nl", (), False),
        ("fd00::1", "openklant.voorbeeld.nl", (), False),
        ("fe80::1", "openklant.voorbeeld.nl", (), False),
        ("::ffff:10.0.0.5", "openklant.voorbeeld.nl", (), False),
        ("8.8.8.8", "openklant.voorbeeld.nl", (), True),
        ("10.0.0.5", "openklant.voorbeeld.nl", ("10.0.0.0/24",), True),
        ("::ffff:10.0.0.5", "openklant.voorbeeld.nl", ("10.0.0.0/24",), True),
        ("10.0.1.5", "openklant.voorbeeld.nl", ("10.0.0.0/24",), False),
        ("fd00::1", "openklant.voorbeeld.nl", ("10.0.0.0/24", "fd00::/8"), True),
    ],
)
def test_only_public_or_listed_addresses_are_connected_to(
    address: str, host: str, networks: tuple[str, ...], allowed: bool
) -> None:
    assert is_allowed(ip_address(address), host, [ip_network(one) for one in networks]) is allowed


def test_a_name_that_leads_inside_is_never_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    client = Client(f"https://openklant.voorbeeld.nl:{port}/api", SecretStr(TOKEN))
    with pytest.raises(TryAgainError, match="export_address"):
        client.get("actoren", "x")
    listener.settimeout(0.2)
    with pytest.raises(TimeoutError):
        listener.accept()
    listener.close()
    client.close()


@contextmanager
def answering(answer: Response) -> Iterator[tuple[Client, list[Request]]]:
    """Give a client whose peer always says this, and what it heard."""
    heard: list[Request] = []

    async def handle(request: Request) -> Response:
        heard.append(request)
        return answer

    app = Starlette(routes=[Route("/{rest:path}", handle, methods=["GET", "POST"])])
    with served(app) as address:
        client = Client(f"{address}/api", SecretStr(TOKEN))
        yield client, heard
        client.close()


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        (400, RefusedError, "export_refused"),
        (401, TryAgainError, "export_login"),
        (403, TryAgainError, "export_login"),
        (404, GiveUpError, "export_refused"),
        (405, GiveUpError, "export_refused"),
        (408, LostAnswerError, "export_lost"),
        (429, TryAgainError, "export_busy"),
        (500, TryAgainError, "export_broken"),
        (502, LostAnswerError, "export_lost"),
        (503, TryAgainError, "export_busy"),
        (504, LostAnswerError, "export_lost"),
        (302, TryAgainError, "export_broken"),
        (307, TryAgainError, "export_broken"),
    ],
)
def test_each_answer_means_what_to_do_next(status: int, kind: type[NotToldError], code: str) -> None:
    with answering(JSONResponse({"status": status}, status)) as (client, _), pytest.raises(NotToldError) as caught:
        client.create("actoren", ACTOR)
    assert type(caught.value) is kind
    assert caught.value.code == code


def test_an_answer_that_can_not_be_read_is_a_lost_one() -> None:
    with answering(Response("<html>", 201)) as (client, _), pytest.raises(LostAnswerError):
        client.create("actoren", ACTOR)


def test_a_redirect_is_not_followed() -> None:
    with answering(RedirectResponse("/klantinteracties/api/v1/klantcontacten", 307)) as (client, heard):
        with pytest.raises(TryAgainError):
            client.create("actoren", ACTOR)
        assert len(heard) == 1


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("30", 30),
        ("0", 0),
        ("999999999999999999999", 0),
        ("86400", 3600),
        ("morgen", 0),
        ("", 0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
    ],
)
def test_the_wait_that_the_peer_asks_for_is_read_and_never_too_long(said: str, seconds: int) -> None:
    answer = JSONResponse({}, 429, headers={"Retry-After": said})
    with answering(answer) as (client, _), pytest.raises(TryAgainError) as caught:
        client.get("actoren", "x")
    assert caught.value.wait == timedelta(seconds=seconds)


def test_a_wait_until_a_moment_is_read_too() -> None:
    moment = datetime.now(UTC) + timedelta(minutes=5)
    answer = JSONResponse({}, 503, headers={"Retry-After": moment.strftime("%a, %d %b %Y %H:%M:%S GMT")})
    with answering(answer) as (client, _), pytest.raises(TryAgainError) as caught:
        client.get("actoren", "x")
    assert timedelta(minutes=4) < caught.value.wait <= timedelta(minutes=5)


def test_a_peer_that_is_away_is_tried_again_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    client = Client(f"http://127.0.0.1:{port}/api", SecretStr(TOKEN))
    with pytest.raises(TryAgainError, match="export_unreachable") as caught:
        client.create("actoren", ACTOR)
    assert caught.value.wait == timedelta()  # it was never sent
    client.close()


@contextmanager
def over_tls(folder: Path, name: str) -> Iterator[tuple[int, Path]]:
    """Give a port that speaks TLS with a certificate for this name."""
    certificates = Certificates(folder, name)
    app = Starlette(routes=[Route("/api/actoren/{uuid}", lambda _: JSONResponse({"uuid": "x"}))])
    config = uvicorn.Config(app, host="127.0.0.1", port=0, log_level="critical")
    config.load()
    config.ssl = certificates.server
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        threading.Event().wait(0.01)
    try:
        yield server.servers[0].sockets[0].getsockname()[1], certificates.ca_file
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.mark.parametrize(("name", "trusted"), [("localhost", True), ("iemand-anders.voorbeeld.nl", False)])
def test_the_certificate_must_be_of_the_name_that_was_asked_for(tmp_path: Path, name: str, trusted: bool) -> None:
    with over_tls(tmp_path, name) as (port, ca_file):
        client = Client(f"https://localhost:{port}/api", SecretStr(TOKEN), ca_file=ca_file)
        if trusted:
            assert client.get("actoren", "x") == {"uuid": "x"}
        else:
            with pytest.raises(TryAgainError, match="export_tls"):
                client.get("actoren", "x")
        client.close()


def test_a_certificate_of_an_unknown_authority_is_not_trusted(tmp_path: Path) -> None:
    with over_tls(tmp_path, "localhost") as (port, _):
        client = Client(f"https://localhost:{port}/api", SecretStr(TOKEN))
        with pytest.raises(TryAgainError, match="export_tls"):
            client.get("actoren", "x")
        client.close()
    assert ssl.create_default_context().check_hostname


def test_the_token_goes_along_and_shows_nowhere(capsys: pytest.CaptureFixture[str]) -> None:
    with answering(JSONResponse({"uuid": "x"}, 201)) as (client, heard):
        client.create("actoren", ACTOR)
        assert heard[0].headers["authorization"] == f"Token {TOKEN}"
        assert heard[0].headers["host"].startswith("127.0.0.1:")
        assert TOKEN not in f"{client!r} {vars(client)}"
    out, err = capsys.readouterr()
    assert TOKEN not in out + err


def test_a_wrong_token_is_tried_again_since_it_is_about_our_settings() -> None:
    with OpenKlant().listening() as there:
        client = Client(there.url, SecretStr("verkeerd"), timeout=httpx.Timeout(5))
        with pytest.raises(TryAgainError, match="export_login"):
            client.find("actoren")
        client.close()


@pytest.mark.parametrize(
    "address",
    [
        "http://openklant.voorbeeld.nl/klantinteracties/api/v1",
        "ftp://openklant.voorbeeld.nl",
        "openklant.voorbeeld.nl",
        "https://iemand:geheim@openklant.voorbeeld.nl/api",
        "https://openklant.voorbeeld.nl/api?token=geheim",
        "https://openklant.voorbeeld.nl/api#stuk",
        "https://",
    ],
)
def test_an_address_in_the_open_or_with_more_in_it_is_refused_at_the_start(address: str) -> None:
    with pytest.raises(ValidationError) as caught:
        HandoffSettings(klantinteracties_url=address)
    assert "geheim" not in str(caught.value)


def test_a_right_address_loses_its_last_slash() -> None:
    settings = HandoffSettings(klantinteracties_url="https://openklant.voorbeeld.nl/klantinteracties/api/v1/")
    assert settings.klantinteracties_url == "https://openklant.voorbeeld.nl/klantinteracties/api/v1"
    assert HandoffSettings(klantinteracties_url="http://127.0.0.1:8080/api").klantinteracties_url


def test_the_token_comes_from_a_file_or_a_setting_and_not_from_both(tmp_path: Path) -> None:
    path = tmp_path / "token"
    path.write_text(f"{TOKEN}\n")
    secret = ExportSettings(token_file=path).secret()
    assert secret is not None
    assert secret.get_secret_value() == TOKEN
    assert ExportSettings(token=SecretStr("")).secret() is None
    with pytest.raises(ValidationError):
        ExportSettings(token_file=path, token=SecretStr(TOKEN))
    path.write_text("geheim met spaties")
    with pytest.raises(ValueError, match="letters and digits") as caught:
        ExportSettings(token_file=path).secret()
    assert "geheim" not in str(caught.value)


def test_without_an_address_or_without_a_token_nothing_is_made(
    catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "https://openklant.voorbeeld.nl/klantinteracties/api/v1"
    assert exporter_for(HandoffSettings(klantinteracties_url=""), catalogue) is None
    assert exporter_for(HandoffSettings(klantinteracties_url=address), catalogue) is None
    monkeypatch.setenv("HANDOFF_KLANTINTERACTIES_TOKEN", TOKEN)
    monkeypatch.setenv("HANDOFF_KLANTINTERACTIES_NETWORKS", '["10.0.0.0/24"]')
    monkeypatch.setenv("HANDOFF_KLANTINTERACTIES_TEAMS", '{"wijkteam_mors": "groep-12"}')
    exporter = exporter_for(HandoffSettings(klantinteracties_url=address), catalogue)
    assert exporter is not None
    assert exporter.peer.settings.teams == {"wijkteam_mors": "groep-12"}
    assert exporter.names["wijkteam_mors"]
    exporter.peer.client.close()


def test_every_fixed_text_fits_and_one_that_does_not_stops_the_start(catalogue: Catalogue) -> None:
    texts = texts_of(catalogue)
    assert all(0 < len(text) <= LONGEST for text in vars(texts).values())
    assert "{kenmerk}" in texts.lid
    for name, length in (("taak_handeling", 201), ("contact_onderwerp", 0), ("adres_omschrijving", 41)):
        changed = {**catalogue.teksten, f"klantinteracties.{name}": "x" * length}
        with pytest.raises(TextTooLongError, match=name):
            texts_of(catalogue.__class__(**{**vars(catalogue), "teksten": changed}))
