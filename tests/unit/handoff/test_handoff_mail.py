"""Mail to who must hear of it: fixed words, over verified TLS, to one server, and never lost when that one fails."""

import random
import socket
import threading
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest
from handoff_world import MORS, World
from outbox_world import CONSOLE, TEAM_ADDRESS, Post, mail_settings, new_post, open_post, with_team_address
from pydantic import ValidationError
from structlog.testing import capture_logs

from content.catalogue import Catalogue
from handoff.outbox.occasions import OCCASIONS
from handoff.outbox.records import NotToldError, TryAgainError
from handoff.outbox.smtp import Mailer
from handoff.queue.telling import NOTICES
from handoff.settings import HandoffSettings
from tests.harness.mail_server import Certificates, MailServer

FORBIDDEN = ("MERK", "2332", "0600000000", "31600000000", "huur", "schuld", "geld", "Rondkomen")


@pytest.fixture
def post(world: World, catalogue: Catalogue, tmp_path: Path) -> Iterator[Post]:
    with open_post(world, catalogue, tmp_path) as found:
        yield found


def a_mail() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@gemeente.example", "b@gemeente.example", "Test"
    message.set_content("Test")
    return message


def test_a_new_question_is_mailed_to_the_address_of_the_team(post: Post) -> None:
    row = post.world.waiting()
    post.tell()
    (mail,) = post.server.mails
    assert (mail["To"], mail["From"]) == (TEAM_ADDRESS, "meldingen@gemeente.example")
    assert mail["Subject"] == f"Wijkteam: nieuwe vraag {row.referentie}"
    assert mail.get_content_type() == "text/plain"
    assert f"{CONSOLE}/overdracht/{row.id}" in mail.get_content()
    assert mail["Auto-Submitted"] == "auto-generated"


def test_no_mail_tells_anything_about_the_inwoner_or_that_it_is_about_money(post: Post) -> None:
    anna = post.person("Anna", email="anna@gemeente.example")
    post.person("Coen", "coordinator", "coen@gemeente.example")
    row = post.world.held(anna)
    post.world.queue.release(row.id, anna, row.version)
    post.world.queue.claim(row.id, anna, post.world.teams)
    for _ in range(40):
        post.world.clock.turn(days=1)
        post.worker.look_at_the_clock()
        post.tell()
    post.world.queue.withdraw_conversation("gesprek-1")
    post.tell()
    assert {told.partition(" ")[0] for told in post.told()} >= {
        "withdrawn", "digest", "escalation_law_50", "escalation_law_80", "escalation_law_100",
    }  # fmt: skip
    for mail in post.server.mails:
        seen = f"{mail['Subject']} {mail.get_content()}".replace(CONSOLE, "").replace(row.id, "")
        assert [word for word in FORBIDDEN if word.lower() in seen.lower()] == []
        assert "Wijkteam" in mail["Subject"]
        assert "{" not in seen


def test_every_occasion_has_its_words_and_every_notice_its_occasion(catalogue: Catalogue) -> None:
    for code in (*OCCASIONS, "digest"):
        for part in (f"mail_{code}_onderwerp", f"mail_{code}_tekst", f"over_{code}"):
            assert catalogue.teksten[f"console.{part}"]
    assert {code for code in OCCASIONS if not code.startswith("escalation")} == set(NOTICES)


def test_without_a_team_address_the_colleagues_of_the_team_hear_it(post: Post, catalogue: Catalogue) -> None:
    post.person("Anna", email="anna@gemeente.example")
    post.person("Bram")
    post.person("Admin", "admin", "admin@gemeente.example")
    without = new_post(post.world, with_team_address(catalogue, None), post.settings, post.server)
    post.world.waiting()
    without.tell()
    # an agent role is added to every colleague of the test, so the admin works in the team too
    assert sorted(mail["To"] for mail in post.server.mails) == ["admin@gemeente.example", "anna@gemeente.example"]


def test_a_team_without_any_address_is_put_before_the_beheerder(post: Post, catalogue: Catalogue) -> None:
    without = new_post(post.world, with_team_address(catalogue, None), post.settings, post.server)
    post.world.waiting()
    with capture_logs() as logs:
        without.tell()
    assert [letter.error for letter in without.outbox.dead_letters(frozenset({MORS}))] == ["nobody_to_tell"]
    assert logs[0]["event"] == "outbox_given_up"


def test_what_a_colleague_picked_up_already_is_not_mailed_any_more(post: Post) -> None:
    post.world.held(post.person("Anna"))
    post.tell()
    assert post.server.mails == []


def test_an_hour_without_a_server_loses_nothing_and_is_seen(world: World, catalogue: Catalogue, tmp_path: Path) -> None:
    certificates = Certificates(tmp_path)
    server = MailServer(certificates)
    post = new_post(world, with_team_address(catalogue), mail_settings(server, certificates.ca_file), server)
    rows = [world.waiting(f"gesprek-{number}") for number in range(5)]
    with capture_logs() as logs:
        for _ in range(60):
            post.tell()
            world.clock.turn(minutes=1)
    assert {(log["event"], log["error"]) for log in logs} == {("outbox_try_again", "server_unreachable")}
    health = post.outbox.health()
    assert (health.failing, health.dead, health.error) == (5, 0, "server_unreachable")
    with server.listening():
        world.clock.turn(hours=1)
        post.tell()
    told = sorted(mail["Subject"].split()[-1] for mail in server.mails)
    assert told == sorted(row.referentie for row in rows)
    assert post.outbox.health().failing == 0


@pytest.mark.parametrize(
    ("rcpt", "data", "error", "given_up"),
    [
        ("450 later", "", "server_busy", False),
        ("550 nobody here: team.mors", "", "address_refused", True),
        ("", "452 no room", "server_busy", False),
        ("", "554 no", "mail_refused", True),
        ("", "530 sign in first", "login_refused", False),
        ("421 closing", "", "server_busy", False),
    ],
)
def test_what_the_server_says_decides_between_later_and_never(
    post: Post, rcpt: str, data: str, error: str, given_up: bool
) -> None:
    post.server.rcpt_answer, post.server.data_answer = rcpt, data
    post.world.waiting()
    with capture_logs() as logs:
        post.tell()
    (row,) = post.rows("mail")
    assert (row.last_error, row.dead_at is not None) == (error, given_up)
    assert "team.mors" not in repr(logs)
    post.server.rcpt_answer = post.server.data_answer = ""
    post.world.clock.turn(hours=2)
    post.tell()
    assert len(post.server.mails) == (0 if given_up else 1)


def test_a_connection_that_breaks_after_the_mail_brings_the_same_mail_again(post: Post) -> None:
    post.world.waiting()
    post.server.cut = True
    post.tell()
    (row,) = post.rows("mail")
    assert row.last_error == "connection_lost"
    post.server.cut = False
    post.world.clock.turn(minutes=1)
    post.tell()
    first, second = post.server.mails
    assert first["Message-ID"] == second["Message-ID"] == f"<{row.id}@gemeente.example>"
    assert (first["Date"], first.get_content()) == (second["Date"], second.get_content())


def test_a_server_that_hangs_up_at_the_door_is_tried_again(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        def hang_up() -> None:
            connection, _ = listening.accept()
            connection.sendall(b"220 ready\r\n")
            connection.close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        server = MailServer(None)
        server.port = port
        with pytest.raises(TryAgainError) as refused:
            Mailer(mail_settings(server, Certificates(tmp_path).ca_file)).send(a_mail())
        thread.join()
    assert refused.value.code == "server_unreachable"


def test_tls_that_we_do_not_trust_is_refused_before_anything_is_said(tmp_path: Path) -> None:
    stranger, ours = tmp_path / "stranger", tmp_path / "ours"
    stranger.mkdir()
    ours.mkdir()
    server = MailServer(Certificates(stranger))
    with server.listening(), pytest.raises(TryAgainError) as refused:
        Mailer(mail_settings(server, Certificates(ours).ca_file)).send(a_mail())
    assert refused.value.code == "tls_refused"
    assert server.mails == []


def test_a_certificate_for_another_name_is_refused(tmp_path: Path) -> None:
    certificates = Certificates(tmp_path, "mail.example")
    server = MailServer(certificates)
    with server.listening(), pytest.raises(TryAgainError) as refused:
        Mailer(mail_settings(server, certificates.ca_file)).send(a_mail())
    assert refused.value.code == "tls_refused"


def test_a_server_without_starttls_gets_neither_password_nor_mail(tmp_path: Path) -> None:
    server = MailServer(None)
    with server.listening(), pytest.raises(TryAgainError) as refused:
        Mailer(mail_settings(server, Certificates(tmp_path).ca_file)).send(a_mail())
    assert refused.value.code == "tls_refused"
    assert server.mails == []


def test_a_wrong_password_is_about_our_settings_and_loses_nothing(tmp_path: Path) -> None:
    certificates = Certificates(tmp_path)
    server = MailServer(certificates)
    with server.listening(), pytest.raises(TryAgainError) as refused:
        Mailer(mail_settings(server, certificates.ca_file, smtp_password="fout")).send(a_mail())
    assert refused.value.code == "login_refused"


def test_a_mail_server_on_this_computer_may_do_without_tls(tmp_path: Path) -> None:
    server = MailServer(None)
    settings = mail_settings(server, Certificates(tmp_path).ca_file, smtp_security="none", smtp_username="")
    with server.listening():
        Mailer(settings).send(a_mail())
    assert len(server.mails) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"smtp_host": "https://mail.example"},
        {"smtp_host": "mail.example:25"},
        {"smtp_host": "mail.example/x"},
        {"smtp_host": "a@mail.example"},
        {"smtp_host": "mail.example", "smtp_security": "none"},
        {"smtp_host": "10.0.0.5", "smtp_security": "none"},
        {"smtp_from": ""},
        {"smtp_from": "a@b.example\nBcc: c@d.example"},
        {"smtp_from": "Naam <a@b.example>"},
        {"console_url": ""},
        {"console_url": "javascript:alert(1)"},
    ],
)
def test_settings_that_would_send_mail_astray_stop_the_start(changes: dict[str, str], tmp_path: Path) -> None:
    server = MailServer(None)
    with pytest.raises(ValidationError) as refused:
        mail_settings(server, tmp_path, **changes)
    assert "geheim" not in str(refused.value)


def test_without_settings_there_is_no_mail_server() -> None:
    assert HandoffSettings(_env_file=None).smtp_host == ""


def test_an_account_that_was_switched_off_gets_no_mail_any_more(post: Post) -> None:
    anna = post.person("Anna", email="anna@gemeente.example")
    row = post.world.held(anna)
    post.tell()
    post.world.queue.withdraw_conversation("gesprek-1")
    post.worker.tell_one()  # the notice became a mail to Anna
    with post.world.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE account SET disabled_at = '2026-11-23 09:00:00'")
    post.tell()
    assert post.server.mails == []
    assert [letter.error for letter in post.outbox.dead_letters(frozenset({row.team}))] == ["no_address"]


def test_the_address_of_an_account_stands_nowhere_in_plain(post: Post) -> None:
    anna = post.person("Anna", email="anna.merk@gemeente.example")
    post.world.queue.claim(post.world.waiting().id, anna, post.world.teams)
    assert b"anna.merk" not in post.world.bytes_on_disk()


def test_a_question_is_queued_as_mail_and_sent_within_seconds(post: Post) -> None:
    queued = []
    post.worker.start()
    try:
        for number in range(12):
            row, began = post.world.waiting(f"gesprek-{number}"), time.monotonic()
            while not any(found.handoff_id == row.id for found in post.rows("mail")):
                time.sleep(0.01)
            queued.append(time.monotonic() - began)
            time.sleep(random.random())  # so that the looks of the worker come at another moment each time
        post.server.wait_for(12, seconds=20)
    finally:
        post.worker.stop()
    assert max(queued) < 10, queued


def test_a_lease_that_runs_out_is_told_to_holder_coordinator_and_team(post: Post) -> None:
    anna = post.person("Anna", email="anna@gemeente.example")
    post.person("Coen", "coordinator", "coen@gemeente.example")
    post.world.held(anna)
    for _ in range(24 * 4):
        post.world.queue.care.tend()
        post.tell()
        post.world.clock.turn(hours=1)
    assert [told for told in post.told() if told.startswith("lease")] == [
        "lease_warned account", "lease_escalated account", "lease_ended team",
    ]  # fmt: skip
    lying = [mail["To"] for mail in post.server.mails if "stil" in mail["Subject"]]
    assert lying == ["anna@gemeente.example", "coen@gemeente.example"]


def test_a_mail_server_that_never_answers_holds_up_no_other_kind(
    world: World, catalogue: Catalogue, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        server = MailServer(None)
        server.port = silent.getsockname()[1]
        settings = mail_settings(server, Certificates(tmp_path).ca_file)
        post = new_post(world, with_team_address(catalogue), settings, server)
        world.waiting()
        post.tell_notices()
        post.worker.start()
        try:
            time.sleep(1.2)  # the thread of the mail waits for a greeting now
            row, began = world.waiting("gesprek-2"), time.monotonic()
            while not any(found.handoff_id == row.id for found in post.rows("mail")):
                assert time.monotonic() - began < 5
                time.sleep(0.02)
        finally:
            post.worker.stop()


def test_a_test_mail_shows_that_the_server_takes_mail_and_tells_nothing(post: Post, world: World) -> None:
    assert post.outbox.send_test("beheer@gemeente.example") is True
    (mail,) = post.server.mails
    assert (mail["To"], mail["Subject"]) == ("beheer@gemeente.example", "Wijkteam: proefmail")
    post.server.rcpt_answer = "550 no"
    with pytest.raises(NotToldError, match="address_refused"):
        post.outbox.send_test("niemand@gemeente.example")
    silent = new_post(world, post.catalogue, HandoffSettings(_env_file=None), post.server)
    assert silent.outbox.send_test("beheer@gemeente.example") is False
