"""The daily look at every link, against a real website that does everything websites do."""

import functools
import json
import socket
import ssl
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import httpx
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from typer.testing import CliRunner

from content.__main__ import cli
from content.catalogue import CONTENT
from content.links import command
from content.links.addresses import Place, addresses
from content.links.exceptions import Uitzondering, read_exceptions
from content.links.polite import Manners
from content.links.report import MEANINGS, as_json, meaning, report
from content.links.round import Ronde, go_round
from content.links.visit import Bezoek, Soort, _failed
from content.source import ContentError
from tests.harness import odd_website as odd
from tests.harness.odd_website import Visits, odd_website
from tests.harness.serving import free_port

HURRY = Manners(pause=0, at_once=8, patience=0.6)
Site = tuple[str, Visits]


@pytest.fixture
def site() -> Iterator[Site]:
    with odd_website() as opened:
        yield opened


def written(folder: Path, *rows: str, exceptions: str = "") -> Path:
    """Write content with these addresses, one a line, and return its root."""
    root = folder / "content"
    (root / "faq").mkdir(parents=True)
    lines = "".join(f'  - {{titel: Bron, adres: "{row}"}}\n' for row in rows)
    (root / "faq" / "proef.yml").write_text(f"bronnen:\n{lines}", encoding="utf-8")
    if exceptions:
        (root / "links.yml").write_text(exceptions, encoding="utf-8")
    return root


def visited(folder: Path, *rows: str, manners: Manners = HURRY) -> Ronde:
    return go_round(written(folder, *rows), manners=manners)


# One page


@pytest.mark.parametrize(
    ("path", "soort"),
    [
        ("/pagina", "goed"),
        ("/alleen-get", "goed"),
        ("/weg-op-head", "goed"),
        ("/stil-op-head", "goed"),
        ("/even-anders", "goed"),
        ("/via-even-anders", "goed"),
        ("/even-kapot", "goed"),
        ("/reus", "goed"),
        ("/verhuisd", "verhuisd"),
        ("/verhuisd-voor-goed", "verhuisd"),
        ("/oud/pagina", "voorpagina"),
        ("/weg", "weg"),
        ("/opgeheven", "weg"),
        ("/weigert", "weigert"),
        ("/te-druk", "weigert"),
        ("/verboden/pagina", "robots"),
        ("/kapot", "storing"),
        ("/kring", "kringetje"),
        ("/traag", "traag"),
        ("/druppel", "traag"),
        ("/breekt", "onbereikbaar"),
    ],
)
def test_what_can_be_wrong_with_a_page_is_told_apart(tmp_path: Path, site: Site, path: str, soort: Soort) -> None:
    (bezoek,) = visited(tmp_path, site[0] + path).bezoeken
    assert (bezoek.soort, bezoek.adres) == (soort, site[0] + path)


def test_a_website_that_is_not_there_cannot_be_reached(tmp_path: Path) -> None:
    (bezoek,) = visited(tmp_path, f"http://127.0.0.1:{free_port()}/").bezoeken
    assert bezoek.soort == "onbereikbaar"


@pytest.mark.parametrize("address", ["https://", "http://[::1", "https://a..b/"])
def test_what_is_no_address_is_told_without_a_visit(tmp_path: Path, address: str) -> None:
    ronde = visited(tmp_path, address)
    assert all(one.soort in ("ongeldig", "bestaat_niet") for one in ronde.bezoeken)


@pytest.mark.parametrize(("code", "soort"), [(socket.EAI_NONAME, "bestaat_niet"), (socket.EAI_AGAIN, "onbereikbaar")])
def test_a_name_that_nobody_has_is_not_a_name_server_that_is_down(code: int, soort: Soort) -> None:
    error = httpx.ConnectError("")
    error.__cause__ = socket.gaierror(code, "")
    assert _failed("https://voorbeeld.nl", error).soort == soort


def test_a_page_of_two_hundred_megabytes_is_not_fetched(tmp_path: Path, site: Site) -> None:
    visited(tmp_path, f"{site[0]}/reus")
    assert ("GET", "/reus") in site[1].asked
    assert site[1].sent < 20_000_000


def test_the_new_address_of_a_page_is_told(tmp_path: Path, site: Site) -> None:
    (bezoek,) = visited(tmp_path, f"{site[0]}/verhuisd").bezoeken
    assert meaning(bezoek) == f"deze pagina is verhuisd. Neem het nieuwe adres over: {site[0]}/nieuw"


def test_the_address_of_a_whole_website_may_send_on(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(odd.SENT_ON, "/", (301, "/nl/start"))
    assert visited(tmp_path, f"{site[0]}/").bezoeken[0].soort == "goed"


def certificate(folder: Path, *, days: int) -> ssl.SSLContext:
    """Return a context with a certificate that its own website signed, valid for so many days (or long past)."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    begins = datetime.now(UTC) - timedelta(days=30)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=30 + days))
        .sign(key, hashes.SHA256())
    )
    path = folder / "certificaat.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + signed.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return context


def test_a_certificate_that_nobody_vouches_for_is_told(tmp_path: Path) -> None:
    with odd_website(context=certificate(tmp_path, days=30)) as (address, _):
        (bezoek,) = visited(tmp_path, f"{address}/pagina").bezoeken
    assert bezoek.soort == "certificaat"
    assert "niemand staat voor het certificaat in" in meaning(bezoek)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("certificate has expired", "het certificaat is verlopen"),
        ("Hostname mismatch, certificate is not valid for", "van een andere website"),
        ("tlsv1 alert protocol version", "de verbinding lukt niet"),
    ],
)
def test_what_is_wrong_with_a_certificate_is_told_in_dutch(words: str, told: str) -> None:
    assert told in meaning(Bezoek("https://voorbeeld.nl", "certificaat", words))


# Manners


def test_one_website_is_asked_one_thing_at_a_time_with_a_pause(tmp_path: Path, site: Site) -> None:
    rows = [f"{site[0]}/pagina-{number}" for number in range(5)]
    visited(tmp_path, *rows, f"{site[0]}/verhuisd", manners=Manners(pause=0.1, at_once=8, patience=2))
    times = site[1].times
    assert site[1].most_inside == 1
    assert min(later - earlier for earlier, later in pairwise(times)) >= 0.09


def test_a_slow_website_does_not_hold_up_the_others(tmp_path: Path, site: Site) -> None:
    with odd_website() as (other, visits):
        visited(tmp_path, f"{site[0]}/traag", f"{other}/pagina", manners=Manners(pause=0, at_once=2, patience=1))
        slow = next(at for at, (_, path) in zip(site[1].times, site[1].asked, strict=True) if path == "/traag")
        assert max(visits.times) < slow + 0.9


def test_of_a_website_that_is_silent_not_every_page_is_visited_in_vain(tmp_path: Path, site: Site) -> None:
    rows = [f"{site[0]}/traag?{number}" for number in range(6)]
    assert [one.soort for one in visited(tmp_path, *rows).bezoeken] == ["traag"] * 6
    assert len({path for _, path in site[1].asked if "traag" in path}) == 2


def test_a_website_with_one_slow_page_is_not_silent(tmp_path: Path, site: Site) -> None:
    rows = [f"{site[0]}/{page}" for page in ("a", "traag?1", "b", "traag?2", "c")]
    assert {one.adres.rpartition("/")[2]: one.soort for one in visited(tmp_path, *rows).bezoeken} == {
        **{"a": "goed", "b": "goed", "c": "goed"},
        **{"traag?1": "traag", "traag?2": "traag"},
    }


def test_no_more_websites_than_agreed_are_visited_at_once(tmp_path: Path) -> None:
    with odd_website() as (one, _), odd_website() as (two, _):
        before = time.monotonic()
        visited(tmp_path, f"{one}/traag", f"{two}/traag", manners=Manners(pause=0, at_once=1, patience=0.5))
    assert time.monotonic() - before >= 4 * 0.5  # each is slow twice, one after the other


def test_the_visitor_says_who_it_is(tmp_path: Path, site: Site) -> None:
    visited(tmp_path, f"{site[0]}/pagina")
    assert {agent.split("/")[0] for agent in site[1].agents} == {"Rondkomen-linkcontrole"}


def test_a_website_is_asked_once_whether_robots_may_come(tmp_path: Path, site: Site) -> None:
    visited(tmp_path, f"{site[0]}/een", f"{site[0]}/twee", f"{site[0]}/verboden/drie")
    assert [one for one in site[1].asked if "robots" in one[1]] == [("GET", "/robots.txt")]
    assert not [one for one in site[1].asked if "verboden" in one[1]]


@pytest.mark.parametrize("robots", [b"\xff\xfe\x00", b"User-agent: anderen\nDisallow: /\n", b"x" * 500_000])
def test_an_odd_list_for_robots_forbids_nothing(tmp_path: Path, robots: bytes) -> None:
    with odd_website(robots=robots) as (address, _):
        assert visited(tmp_path, f"{address}/verboden").bezoeken[0].soort == "goed"


# Which addresses


def test_every_address_of_the_content_is_found_with_its_line(tmp_path: Path) -> None:
    root = tmp_path / "content"
    (root / "faq").mkdir(parents=True)
    (root / "voorbeelden").mkdir()
    (root / "voorbeelden" / "huur.yml").write_text("zin: ik zag het op huur.nl\n", encoding="utf-8")
    (root / "kapot.yml").write_text("a: [\n", encoding="utf-8")
    (root / "faq" / "huur.yml").write_text(
        'bronnen:\n  - {titel: "Pagina van bron.nl", adres: "https://bron.nl/a?b=(c)&d=1"}\nkort: |\n  Bel nu.\n\n'
        "  Kijk op werk.nl/zoeken, of op https://www.uwv.nl. Mail naam@voorbeeld.nl.\nweb: politie.nl\n"
        "controleer: [kijk op digid.nl]\n",
        encoding="utf-8",
    )
    name = "content/faq/huur.yml"
    assert addresses(root) == {
        "https://bron.nl/a?b=(c": [Place(name, 2)],
        "https://politie.nl": [Place(name, 7)],
        "https://werk.nl/zoeken": [Place(name, 6)],
        "https://www.uwv.nl": [Place(name, 6)],
    }


def test_the_sources_numbers_and_websites_of_the_project_are_among_them() -> None:
    found = addresses(CONTENT)
    assert len(found) > 400
    assert all(address.startswith(("http://", "https://")) for address in found)
    assert all((CONTENT.parent / place.bestand).is_file() for places in found.values() for place in places)
    files = {place.bestand.split("/")[1] for places in found.values() for place in places}
    assert {"faq", "crisis", "regelingen", "gemeenten", "telefoon.yml", "bedragen.yml", "talen.yml"} <= files


# The list of exceptions


def test_a_page_on_the_list_is_left_to_a_person(tmp_path: Path, site: Site) -> None:
    row = f'- {{adres: "{site[0]}/weg", reden: "wil geen robots", gecontroleerd_op: 2026-11-25}}\n'
    root = written(tmp_path, f"{site[0]}/weg", f"{site[0]}/weg/verder", f"{site[0]}/wegen", exceptions=row)
    ronde = go_round(root, on=date(2026, 11, 26), manners=HURRY)
    assert [one.adres for one in ronde.bezoeken] == [f"{site[0]}/wegen"]
    assert (len(ronde.by_hand), ronde.look_again) == (2, [])
    assert "2 adressen kijkt een mens na." in report(ronde)


def test_after_half_a_year_a_person_is_asked_to_look_again(tmp_path: Path) -> None:
    row = '- {adres: "https://voorbeeld.nl", reden: "wil geen robots", gecontroleerd_op: 2026-11-25}\n'
    root = written(tmp_path, exceptions=row)
    assert go_round(root, on=date(2027, 5, 30)).look_again == []
    assert "- https://voorbeeld.nl: het laatst op 2026-11-25" in report(go_round(root, on=date(2027, 5, 31)))


def test_the_list_of_the_project_is_read_and_may_be_empty(tmp_path: Path) -> None:
    assert isinstance(read_exceptions(CONTENT), list)
    assert read_exceptions(written(tmp_path, exceptions="# nog niets\n")) == []


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("adres: x\n", 1, "moet een lijst zijn"),
        ("- https://voorbeeld.nl\n", 1, "moet regels hebben"),
        ("- {adres: x, reden: y}\n", 1, "'gecontroleerd_op' ontbreekt"),
        ("- {adres: x, reden: y, gecontroleerd_op: 2026-11-25}\n- {adress: x}\n", 2, "Bedoelt u 'adres'?"),
    ],
)
def test_a_mistake_in_the_list_is_told_at_its_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    with pytest.raises(ContentError) as caught:
        read_exceptions(written(tmp_path, exceptions=text))
    assert [fout for fout in caught.value.fouten if fout.regel == line and words in fout.melding]


@pytest.mark.parametrize(
    ("row", "address", "holds"),
    [
        ("https://a.nl", "https://a.nl", True),
        ("https://a.nl", "https://a.nl/b", True),
        ("https://a.nl/", "https://a.nl", True),
        ("https://a.nl/b", "https://a.nl/b?c", True),
        ("https://a.nl/b", "https://a.nl/bc", False),
        ("https://a.nl", "https://a.nl.voorbeeld.nl", False),
        ("https://a.nl/b", "https://a.nl", False),
    ],
)
def test_a_row_holds_for_what_begins_with_it_part_by_part(row: str, address: str, holds: bool) -> None:
    one = Uitzondering(adres=row, reden="proef", gecontroleerd_op=date(2026, 11, 25))
    assert one.holds_for(address) == holds


# The report and the command


def a_round(*bezoeken: Bezoek) -> Ronde:
    return Ronde({one.adres: [Place("content/faq/huur.yml", 3)] for one in bezoeken}, bezoeken, [], [])


@pytest.mark.parametrize("soort", MEANINGS)
def test_only_a_link_that_is_surely_broken_is_a_reason_to_fail(soort: Soort) -> None:
    ronde = a_round(Bezoek("https://a.nl/b", soort, "x"), Bezoek("https://goed.nl", "goed"))
    assert ronde.exit_code == (1 if soort in ("weg", "bestaat_niet", "ongeldig") else 0)


def test_without_internet_no_link_is_called_broken() -> None:
    ronde = a_round(*(Bezoek(f"https://{name}.nl", "bestaat_niet") for name in "abcd"))
    assert ronde.exit_code == 2
    assert report(ronde) == "Er is geen verbinding met internet. Er is niets nagekeken."
    assert as_json(ronde)["internet"] is False


def test_one_website_that_is_gone_is_not_the_internet() -> None:
    assert a_round(*(Bezoek(f"https://a.nl/{page}", "bestaat_niet") for page in "abcdefg")).exit_code == 1


def test_the_report_says_first_what_is_broken_with_file_and_line(tmp_path: Path, site: Site) -> None:
    ronde = visited(tmp_path, f"{site[0]}/weg", f"{site[0]}/weigert", f"{site[0]}/goed", f"{site[0]}/weg")
    assert report(ronde) == (
        f"Stuk. Herstel deze:\n- content/faq/proef.yml, regel 2: {site[0]}/weg\n  deze pagina is weg (404). Zoek de "
        "nieuwe pagina, of een andere bron. Het adres staat ook in: content/faq/proef.yml, regel 5.\n\n"
        f"Niet zeker. Kijk zelf:\n- content/faq/proef.yml, regel 3: {site[0]}/weigert\n  deze website laat ons niet "
        "binnen (403). Kijk zelf, en zet het adres daarna in content/links.yml.\n\n"
        "3 adressen bezocht: 1 in orde, 1 stuk, 1 om naar te kijken."
    )


def run(root: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str]:
    monkeypatch.setattr(command, "go_round", functools.partial(go_round, root))
    result = CliRunner().invoke(cli, ["links", "--pauze", "0", *arguments])
    return result.exit_code, result.stdout


def test_the_command_fails_only_when_a_link_is_broken(
    tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = written(tmp_path, f"{site[0]}/goed", f"{site[0]}/weigert")
    assert run(root, monkeypatch)[0] == 0
    (root / "faq" / "nog.yml").write_text(f"web: {site[0]}/opgeheven\n", encoding="utf-8")
    code, text = run(root, monkeypatch)
    assert code == 1
    assert "content/faq/nog.yml, regel 1" in text


def test_the_command_gives_json_for_other_programs(tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    code, text = run(written(tmp_path, f"{site[0]}/weg"), monkeypatch, "--json")
    (one,) = json.loads(text)["bezoeken"]
    assert (code, one["soort"], one["stuk"]) == (1, "weg", True)
    assert one["plekken"] == [{"bestand": "content/faq/proef.yml", "regel": 2}]


def test_the_command_tells_of_a_mistake_in_the_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, text = run(written(tmp_path, exceptions="a: b\n"), monkeypatch)
    assert code == 1
    assert text.startswith("content/links.yml, regel 1: ")
