"""Real workers that are killed in the middle of their work: nothing is lost, and a second mail has the same id."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from handoff_world import World
from outbox_world import CONSOLE, with_address
from sqlalchemy import func, select

from handoff import tables
from handoff.database import reading
from tests.harness.mail_server import PASSWORD, USERNAME, Certificates, MailServer

ROOT = Path(__file__).resolve().parents[3]
QUESTIONS = 40
WORKERS = 4


def environment(world: World, server: MailServer, ca_file: Path) -> dict[str, str]:
    settings = {
        "DATABASE_URL": world.url,
        "KEY_FILE": str(world.folder / "test.key"),
        "CONSOLE_URL": CONSOLE,
        "OUTBOX_LEASE_SECONDS": "2",
        "SMTP_HOST": "localhost",
        "SMTP_PORT": str(server.port),
        "SMTP_USERNAME": USERNAME,
        "SMTP_PASSWORD": PASSWORD,
        "SMTP_FROM": "meldingen@gemeente.example",
        "SMTP_CA_FILE": str(ca_file),
    }
    return {**os.environ, **{f"HANDOFF_{name}": value for name, value in settings.items()}}


@contextmanager
def workers(env: dict[str, str], count: int) -> Iterator[list[subprocess.Popen[bytes]]]:
    command = [sys.executable, "-m", "handoff", "work"]
    started = [subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL) for _ in range(count)]
    try:
        yield started
    finally:
        for process in started:
            process.kill()
            process.wait()


def mails(world: World, *which: object) -> int:
    outbox = tables.Outbox
    with reading(world.engine) as session:
        return session.scalar(select(func.count()).where(outbox.kind == "mail", *which)) or 0


@pytest.mark.timeout(300)
def test_kill_9_in_the_middle_loses_nothing(any_world: World, tmp_path: Path) -> None:
    any_world.clock.now = datetime.now(UTC)
    certificates = Certificates(tmp_path)
    server = MailServer(certificates)
    server.slow = 0.1
    with_address(any_world, any_world.colleague("Anna"), "anna@gemeente.example")
    for number in range(QUESTIONS):
        any_world.waiting(f"gesprek-{number}")
    env = environment(any_world, server, certificates.ca_file)
    with server.listening(), workers(env, WORKERS) as started:
        for number, process in enumerate(started[:-1], 1):
            server.wait_for(8 * number, seconds=60)
            assert process.poll() is None
            process.kill()
        server.wait_for(QUESTIONS, seconds=60)
        until = time.monotonic() + 20
        while mails(any_world, tables.Outbox.done_at.is_(None)) and time.monotonic() < until:
            time.sleep(0.1)
        started[-1].terminate()
        assert started[-1].wait(15) == 0
    assert mails(any_world) == mails(any_world, tables.Outbox.done_at.is_not(None)) == QUESTIONS
    # Somebody was killed with a mail in hand: it was taken again, and came under the same id if it came twice.
    assert mails(any_world, tables.Outbox.attempts > 1) >= 1
    subjects = {(mail["Message-ID"], mail["Subject"]) for mail in server.mails}
    assert len(subjects) == len({subject for _, subject in subjects}) == QUESTIONS
