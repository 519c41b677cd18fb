"""
After a question ends, nothing that its inwoner or the wijkteam wrote is left anywhere, in any copy either.

A real server, a real mail server and both databases. The search looks at every file with its log, at what the server
printed, at the mail, at what an open page was told, and at a copy from before, put back with the key file beside it.
"""

import re
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import product
from pathlib import Path

import httpx
import pytest
from sqlalchemy import LargeBinary, create_engine, inspect, select, text

from content.catalogue import load_catalogue
from handoff import tables
from handoff.backup import sealed
from handoff.desk import Consent, Desk, Draft, HandoffSettings, Line, Receipt, open_desk
from handoff.keys import DataKey, DecryptError, KeyRing, KeyStore, Place
from tests.harness.inwoner import Inwoner
from tests.harness.mail_server import PASSWORD, USERNAME, Certificates, MailServer
from tests.harness.personal import files_below, hits, spellings
from tests.harness.postgresql import empty_database, running
from tests.harness.stack import ROOT, Stack
from tests.harness.wijkteamlid import Wijkteamlid

pytestmark = [pytest.mark.stack, pytest.mark.timeout(240)]
TELEFOON, EMAIL, NAAM = "+31600000000", "merkadres@voorbeeld.nl", "Merknaam Voorbeeldig"
VERHAAL, GETYPT = "merkverhaal over de stofzuigertermijnen", "merkgetypt in het gesprek"
VRAAG, ANTWOORD = "merkvraag van het wijkteam", "merkantwoord van de inwoner"
NOTITIE, HALF = "merknotitie na het bellen", "merkhalf nog niet verstuurd"
WORDS = (TELEFOON, EMAIL, NAAM, VERHAAL, GETYPT, VRAAG, ANTWOORD, NOTITIE, HALF)
MEMBER = "anna.wijkteam@gemeente.example"


@dataclass
class Municipality:
    """Everything that one municipality has: a server, a mail server, and folders for copies."""

    stack: Stack
    mail: MailServer
    desk: Desk
    copies: Path
    keys: Path
    database_files: Path
    told: bytearray = field(default_factory=bytearray)

    def command(self, *words: str, **environment: str) -> str:
        """Run `python -m handoff` as whoever runs the server."""
        done = subprocess.run(
            [str(ROOT / ".venv/bin/python"), "-m", "handoff", *words], cwd=ROOT, text=True, capture_output=True,
            env={**self.stack.environment(), **environment}, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr + done.stdout
        return done.stdout

    def everything(self) -> dict[str, bytes]:
        """Return all that was written anywhere, apart from the copies."""
        mails = {f"mail {number}": mail.as_bytes() for number, mail in enumerate(self.mail.mails)}
        rows = "\n".join(self.rows("outbox") + self.rows("event"))
        told = {"mail itself": b"\n".join(mails.values()), "rows": rows.encode(), "open page": bytes(self.told)}
        return files_below(self.stack.folder, self.database_files) | mails | told

    def rows(self, table: str) -> list[str]:
        """Return the rows of a table as text."""
        with self.desk.engine.connect() as connection:
            return [str(tuple(row)) for row in connection.execute(text(f"SELECT * FROM {table}"))]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Municipality]:
    root = tmp_path_factory.mktemp(f"plek-{request.param}")
    folders = {name: root / name for name in ("stack", "kopie", "sleutels", "mail", "database")}
    for folder in folders.values():
        folder.mkdir()
    certificates = Certificates(folders["mail"])
    mail = MailServer(certificates)
    settings = {
        "HANDOFF_CONSOLE_URL": "https://wijkteam.voorbeeld.nl/console",
        "HANDOFF_SMTP_HOST": "localhost",
        "HANDOFF_SMTP_PORT": str(mail.port),
        "HANDOFF_SMTP_USERNAME": USERNAME,
        "HANDOFF_SMTP_PASSWORD": PASSWORD,
        "HANDOFF_SMTP_FROM": "meldingen@gemeente.example",
        "HANDOFF_SMTP_CA_FILE": str(certificates.ca_file),
    }
    with mail.listening():
        if request.param == "sqlite":
            yield from running_place(Stack(folders["stack"], settings), mail, folders)
            return
        with running(folders["database"]) as address:
            settings["HANDOFF_DATABASE_URL"] = empty_database(address)
            settings["HANDOFF_KEY_STORE_URL"] = f"sqlite:///{folders['stack']}/keys.db"
            yield from running_place(Stack(folders["stack"], settings), mail, folders)


def running_place(stack: Stack, mail: MailServer, folders: dict[str, Path]) -> Iterator[Municipality]:
    stack.start_app()
    environment = stack.environment()
    settings = HandoffSettings(
        database_url=environment["HANDOFF_DATABASE_URL"],
        key_file=Path(environment["HANDOFF_KEY_FILE"]),
        key_store_url=environment.get("HANDOFF_KEY_STORE_URL", ""),
    )
    desk = open_desk(settings, load_catalogue())
    yield Municipality(stack, mail, desk, folders["kopie"], folders["sleutels"], folders["database"])
    desk.close()
    stack.stop()


def sent(place: Municipality, conversation: str, *contact: Line) -> Receipt:
    """Send a question as the dialogue does after consent."""
    lines = (Line("eigen_woorden", "In eigen woorden", VERHAAL), *contact)
    consent = Consent("overdracht-1", f"Dit ziet het wijkteam: {VERHAAL}", datetime.now(UTC))
    return place.desk.submit(Draft(conversation, "leiden", "widget", "huurachterstand", lines, consent))


def listen(place: Municipality, member: Wijkteamlid) -> threading.Thread:
    """Follow the changes as an open page does, and keep every byte that it is told."""

    def follow() -> None:
        cookies = dict(member.http.cookies)
        try:
            with httpx.stream("GET", f"{place.stack.url}/console/gebeurtenissen", cookies=cookies, timeout=60) as page:
                for part in page.iter_raw():
                    place.told.extend(part)
        except httpx.HTTPError:
            return

    thread = threading.Thread(target=follow, daemon=True)
    thread.start()
    return thread


def worked_on(place: Municipality, member: Wijkteamlid) -> None:
    """Leave every kind of text at the question that came in last."""
    member.pakt_op()
    member.schrijft_op({"tekst": NOTITIE})
    where = f"/console/overdracht/{member.handoff}"
    token = member.token()
    for soort, tekst in (("bericht", HALF), ("notitie", HALF)):
        answer = member.http.post(f"{where}/concept", data={"token": token, "soort": soort, "tekst": tekst})
        assert answer.status_code == 204


def chatted(place: Municipality, member: Wijkteamlid, conversation: str) -> None:
    """Write to each other, the wijkteam first."""
    member.schrijft({"tekst": VRAAG})
    assert place.desk.relay_from_inwoner(conversation, ANTWOORD)


@dataclass
class Before:
    """What was stored before the questions ended: the ciphertexts and the wrapped keys, byte for byte."""

    ciphertexts: list[bytes]
    wrapped: list[bytes]


@pytest.fixture(scope="module")
def erased(place: Municipality) -> Before:
    """Live through it: three questions come in, are worked on, are copied, and end each in another way."""
    talked_and_wiped(place)
    member = Wijkteamlid.of(place.stack)
    member.http.post(
        f"{place.stack.url}/console/meldingen/adres", data={"token": member.token(), "adres": MEMBER}
    ).raise_for_status()
    following = listen(place, member)
    chat = sent(place, "gesprek-a")
    place.mail.wait_for(1)  # what was picked up already is not mailed any more
    worked_on(place, member)
    chatted(place, member, "gesprek-a")
    chat_id = member.handoff
    call = sent(place, "gesprek-b", Line("telefoon", "Telefoon", TELEFOON), Line("naam", "Naam", NAAM))
    place.mail.wait_for(2)
    worked_on(place, member)
    member.toont({"veld": "telefoon", "bevat": ["31600000000"]})
    sent(place, "gesprek-c", Line("email", "E-mail", EMAIL), Line("naam", "Naam", NAAM))
    place.mail.wait_for(3)
    found = Before(ciphertexts(place), [bytes.fromhex(row[2]) for row in key_store(place).rows()])
    place.command("backup", "make", str(place.copies), "--keys", str(place.keys))
    (place.keys / "keys.backup").rename(place.keys / "van-voor-het-wissen")
    assert place.desk.withdraw(call.code)  # the inwoner, with three words
    member.handoff = chat_id
    member.sluit_af({"uitkomst": "opgelost"})  # the wijkteam
    assert place.desk.queue.withdraw_conversation("gesprek-c")  # the inwoner, in the conversation
    assert chat.code != call.code
    place.command("backup", "keys", str(place.keys))
    if place.desk.engine.dialect.name == "postgresql":
        with place.desk.engine.connect() as connection:
            connection.execute(text("CHECKPOINT"))
    assert following.is_alive()
    return found


def talked_and_wiped(place: Municipality) -> None:
    """Type things in a conversation that is never sent, halfway the questions for the wijkteam too."""
    person = Inwoner(place.stack.url)
    for tekst in (GETYPT, f"bel {NAAM} op {TELEFOON} of mail {EMAIL}"):
        person.types(tekst)
    person.keuze("mens")
    person.types(VERHAAL)
    assert person.erases() == 204


def key_store(place: Municipality) -> KeyStore:
    return KeyStore.beside(place.desk.engine, place.stack.environment().get("HANDOFF_KEY_STORE_URL", ""))


def ciphertexts(place: Municipality) -> list[bytes]:
    """Return every encrypted value of a question, as it is stored."""
    columns = (tables.HandoffLine.ciphertext, tables.RelayMessage.ciphertext, tables.UnsentText.ciphertext)
    with place.desk.engine.connect() as connection:
        found = [value for column in columns for value in connection.scalars(select(column))]
        notes = connection.scalars(select(tables.Handoff.note).where(tables.Handoff.note.is_not(None)))
        return found + list(notes)


def test_the_search_finds_each_word_however_it_is_written(tmp_path: Path) -> None:
    """The negative control: a search that finds nothing anywhere proves nothing."""
    for word in WORDS:
        for one in spellings(word):
            (tmp_path / "iets").write_bytes(b"ervoor " + one + b" erna")
            assert hits([word], files_below(tmp_path)), (word, one)


def test_no_word_is_left_in_files_logs_mail_outbox_and_open_pages(place: Municipality, erased: Before) -> None:
    everything = place.everything()
    assert len(everything) > 6
    assert any(path.endswith("app.log") for path in everything)
    assert len(place.mail.mails) >= 3
    assert b"event: verandering" in place.told
    assert len(place.rows("outbox")) >= 3
    assert hits(WORDS, everything) == []


def test_no_key_is_left_and_on_sqlite_no_ciphertext_either(place: Municipality, erased: Before) -> None:
    assert len(erased.wrapped) == 3
    assert len(erased.ciphertexts) >= 3 + 3 + 2 + 2
    everything = place.everything()
    assert [
        one for one in erased.wrapped for found in everything.values() if one[:24] in found or one[-24:] in found
    ] == []
    if place.desk.engine.dialect.name == "sqlite":
        assert [one for one in erased.ciphertexts for found in everything.values() if one[:24] in found] == []


def restored(place: Municipality, keys: str, tmp_path: Path) -> tuple[str, str]:
    """Put the copy from before back in an empty database, with these keys; return the addresses of both."""
    (copy,) = place.copies.iterdir()
    store = f"sqlite:///{tmp_path}/keys.db"
    url = f"sqlite:///{tmp_path}/terug.db"
    if place.desk.engine.dialect.name == "postgresql":
        url = empty_database(place.stack.environment()["HANDOFF_DATABASE_URL"])
    there = {"HANDOFF_DATABASE_URL": url, "HANDOFF_KEY_STORE_URL": store}
    told = place.command("backup", "restore", str(copy), "--keys", str(place.keys / keys), **there)
    assert "handoff\t3\n" in told
    assert "Het logboek klopt" in told
    assert "Het logboek klopt" in place.command("audit", "verify", **there)
    return url, store


def readable(place: Municipality, url: str, store_url: str) -> str:
    """Open everything that the key file and this key store open, as a thief of all three would."""
    keys = KeyRing.load_or_create(Path(place.stack.environment()["HANDOFF_KEY_FILE"]))
    engine = create_engine(url)
    store = KeyStore(store_url)
    data_keys = [keys.unwrap(one, wrapped) for one, *_ in store.rows() if (wrapped := store.get(one))]
    opened = []
    with engine.connect() as connection:
        for table in tables.Base.metadata.sorted_tables:
            columns = [column.name for column in table.columns if isinstance(column.type, LargeBinary)]
            for row in connection.execute(select(table)).mappings() if columns else ():
                ids = [value for value in row.values() if isinstance(value, str)]
                for name in columns:
                    bound_to = {name, row.get("soort", name)}
                    opened += [_open(key, table.name, bound_to, ids, row[name]) for key in data_keys]
        found = inspect(engine).get_table_names()
    assert "handoff_line" in found
    store.close()
    engine.dispose()
    return "\n".join(filter(None, opened))


def _open(key: DataKey, table: str, columns: set[str], ids: list[str], value: bytes | None) -> str:
    """Try a key on a value in every place that it could be bound to."""
    found = []
    for column, one in product(columns, [*ids, *(f"{first}|{second}" for first, second in product(ids, ids))]):
        with suppress(DecryptError):
            found.append(key.decrypt(Place(table, column, one), value or b""))
    return "\n".join(found)


def test_a_copy_from_before_stays_unreadable_with_everything_that_is_left(
    place: Municipality, erased: Before, tmp_path: Path
) -> None:
    url, store = restored(place, "keys.backup", tmp_path)
    (copy,) = place.copies.iterdir()
    key = KeyRing.load_or_create(Path(place.stack.environment()["HANDOFF_KEY_FILE"])).key_for("backup")
    unsealed = {"unsealed": "\n".join(sealed.read(copy, key)).encode()}
    everywhere = files_below(tmp_path, place.copies, place.keys, place.database_files)
    assert hits(WORDS, everywhere | unsealed) == []
    assert readable(place, url, store) == ""


def test_with_the_keys_of_before_it_would_have_been_readable(
    place: Municipality, erased: Before, tmp_path: Path
) -> None:
    """The negative control, and the reason why one copy of the keys is kept and no older one."""
    url, store = restored(place, "van-voor-het-wissen", tmp_path)
    found = readable(place, url, store)
    assert [word for word in WORDS if word not in found and word != GETYPT] == []


def test_what_strings_prints_of_the_database_is_nothing_of_theirs(place: Municipality, erased: Before) -> None:
    """The same as a person with the file would try first; `strings` keeps runs of printable bytes."""
    for path, content in files_below(place.stack.folder, place.database_files).items():
        printable = re.findall(rb"[\x20-\x7e]{6,}", content)
        assert hits(WORDS, {path: b"\n".join(printable)}) == []
    if place.desk.engine.dialect.name == "sqlite":
        with sqlite3.connect(place.stack.database) as connection:
            assert hits(WORDS, {"dump": "\n".join(connection.iterdump()).encode()}) == []
