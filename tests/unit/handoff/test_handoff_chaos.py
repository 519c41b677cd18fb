"""Everything around it fails: nothing gets lost, nothing is half done, and it goes on by itself."""

import sqlite3
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from handoff_world import LINES, World, new_world
from outbox_world import Post, mail_settings, new_post, open_post, with_team_address
from sqlalchemy import create_engine, func, select, text
from sqlalchemy.engine import make_url

from content.catalogue import Catalogue
from handoff import database, tables
from handoff.audit import verify
from handoff.database import reading
from handoff.desk import Desk, DeskUnavailableError, open_desk
from handoff.outbox.rows import LONGEST_WAIT
from tests.harness.console_office import Office
from tests.harness.mail_server import Certificates, MailServer
from tests.harness.postgresql import Server, own_server
from tests.harness.small_disk import SmallDisk, small_disk


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with own_server(tmp_path_factory.mktemp("own_postgresql")) as found:
        yield found


def desk_of(world: World, catalogue: Catalogue) -> Desk:
    """Open the door of the bot on the same database, with somebody in the team."""
    settings = world.settings.model_copy(update={"database_url": world.url, "key_file": world.folder / "test.key"})
    desk = open_desk(settings, catalogue)
    for naam in ("Anna", "Bas"):
        world.colleague(naam)
    return desk


def new_database(server: Server, on: Path | None = None) -> str:
    """Make a database, on a disk of its own when one is given."""
    name = f"chaos_{uuid.uuid4().hex}"
    engine = create_engine(server.address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        if on is not None:
            connection.execute(text(f"CREATE TABLESPACE {name} LOCATION '{on}'"))
        connection.execute(text(f"CREATE DATABASE {name} {f'TABLESPACE {name}' if on else ''}"))
    engine.dispose()
    return make_url(server.address).set(database=name).render_as_string(hide_password=False)


def assert_nothing_is_lost(desk: Desk, sent: set[str], unheard: int = 0) -> None:
    """
    Every question that was said to be sent is there once and whole, and nothing is half there.

    Args:
        unheard: How many may be stored of which that answer was lost on the way.
    """
    assert {name for name in sent if desk.status(name) == "wacht"} == sent
    of_handoff = select(func.count()).select_from(tables.HandoffLine).group_by(tables.HandoffLine.handoff_id)
    with reading(desk.engine) as session:
        stored = session.scalar(select(func.count()).select_from(tables.Handoff)) or 0
        lines = list(session.scalars(of_handoff))
        notices = session.scalar(select(func.count()).where(tables.Outbox.code == "created"))
        created = session.scalar(select(func.count()).where(tables.Event.action == "created"))
    assert lines == [len(LINES)] * stored
    assert len(sent) <= stored == notices == created <= len(sent) + unheard
    assert desk.queue.care.findings(desk.accounts.members_by_team()) == []
    assert verify(desk.engine, desk.keys).first_wrong is None


def wait_until(true: Callable[[], bool], seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, "it took too long"
        time.sleep(0.02)


# The mail server is away for an hour


def tell_for(post: Post, minutes: int) -> None:
    """Let time pass, and tell what is due each minute."""
    for _ in range(minutes):
        post.world.clock.turn(minutes=1)
        post.worker.look_at_the_clock()
        post.tell()


def test_mail_that_is_down_for_an_hour_loses_no_notice_and_sends_each_once(
    any_world: World, catalogue: Catalogue, tmp_path: Path
) -> None:
    certificates = Certificates(tmp_path)
    server = MailServer(certificates)  # it doesn't listen yet
    settings = mail_settings(server, certificates.ca_file)
    post = new_post(any_world, with_team_address(catalogue), settings, server)
    any_world.colleague("Anna")
    for number in range(6):
        any_world.waiting(f"gesprek-{number}")
    tell_for(post, 60)
    health = post.outbox.health()
    assert (health.dead, health.failing) == (0, 6)
    assert health.since is not None
    assert any_world.clock() - health.since >= timedelta(minutes=59)
    tries = {row.attempts for row in post.rows("mail")}
    assert min(tries) >= 5
    assert max(tries) <= 16  # less and less often, not sixty times
    with server.listening():
        tell_for(post, 61)
    assert len(server.mails) == len(set(server.ids())) == 6
    assert (post.outbox.health().failing, post.outbox.health().dead) == (0, 0)
    assert all(row.done_at for row in post.rows())
    assert any_world.queue.care.findings(any_world.accounts.members_by_team()) == []


# PostgreSQL is restarted


def test_a_restart_of_postgresql_is_one_clear_error_and_then_goes_by_itself(
    server: Server, tmp_path: Path, catalogue: Catalogue
) -> None:
    world = new_world(tmp_path, new_database(server))
    desk = desk_of(world, catalogue)
    sent, failed = set[str](), list[str]()
    with asking_all_the_time(world, desk, sent, failed):
        wait_until(lambda: len(sent) >= 10)
        server.stop()
        wait_until(lambda: len(failed) >= 2)
        with pytest.raises(DeskUnavailableError):
            desk.health()
        before = len(sent)
        server.start()
        wait_until(lambda: len(sent) >= before + 10)
    assert desk.health().niet_opgeslagen == 0
    assert_nothing_is_lost(desk, sent, unheard=len(failed))
    desk.close()
    world.engine.dispose()


@contextmanager
def asking_all_the_time(world: World, desk: Desk, sent: set[str], failed: list[str]) -> Iterator[None]:
    """Let two ask without end, and note what they were told."""
    stop = threading.Event()

    def ask(who: int) -> None:
        while not stop.wait(0.005):
            name = f"gesprek-{who}-{len(sent)}-{len(failed)}"
            try:
                desk.submit(world.draft(name))
                sent.add(name)
            except DeskUnavailableError:
                failed.append(name)

    with ThreadPoolExecutor(2) as pool:
        working = [pool.submit(ask, who) for who in range(2)]
        try:
            yield
        finally:
            stop.set()
    for one in working:
        one.result()


def test_a_colleague_sees_that_storing_does_not_work_and_goes_on_after_a_restart(
    server: Server, tmp_path: Path
) -> None:
    office = Office(tmp_path, database_url=new_database(server))
    browser = office.browser(office.colleague("Anna"))
    row = office.ask()
    token = browser.token()
    server.stop()
    answer = browser.client.post(f"/console/overdracht/{row.id}/oppakken", data={"token": token})
    assert (answer.status_code, "niets half opgeslagen" in answer.text) == (503, True)
    server.start()
    answer = browser.client.post(f"/console/overdracht/{row.id}/oppakken", data={"token": token})
    assert answer.status_code == 303
    assert office.queue.get(row.id).status == "claimed"
    office.close()


def test_a_connection_that_lay_idle_over_a_restart_is_replaced_without_an_error(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "ASK_AFTER", 0.0)
    world = new_world(tmp_path, new_database(server))
    anna, row = world.colleague("Anna"), world.waiting()
    server.stop()
    server.start()
    assert world.queue.claim(row.id, anna, world.teams).status == "claimed"
    world.engine.dispose()


# SQLite's file is locked


def test_a_file_that_another_program_keeps_locked_is_one_clear_error(
    world: World, tmp_path: Path, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    short = tuple("busy_timeout=100" if one.startswith("busy_timeout") else one for one in database.PRAGMAS)
    monkeypatch.setattr(database, "PRAGMAS", short)
    if world.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL has no file that another program locks")
    desk = desk_of(world, catalogue)
    desk.submit(world.draft("gesprek-1"))
    with locked(tmp_path / "test.db"):
        with pytest.raises(DeskUnavailableError):
            desk.submit(world.draft("gesprek-2"))
        assert desk.status("gesprek-2") == "geen"  # who only reads goes on
        assert desk.health().niet_opgeslagen == 1
    desk.submit(world.draft("gesprek-2"))
    assert desk.health().is_well
    assert_nothing_is_lost(desk, {"gesprek-1", "gesprek-2"})
    desk.close()


@contextmanager
def locked(path: Path) -> Iterator[None]:
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield
    other.execute("ROLLBACK")
    other.close()


# The disk is full


def full_sqlite(stack: ExitStack, tmp_path: Path, _request: pytest.FixtureRequest) -> tuple[SmallDisk, str]:
    disk = stack.enter_context(small_disk(tmp_path / "klein", 8))
    return disk, f"sqlite:///{disk.folder}/test.db"


def full_postgresql(stack: ExitStack, tmp_path: Path, request: pytest.FixtureRequest) -> tuple[SmallDisk, str]:
    """Put only this database on the small disk, so that the server itself goes on."""
    server: Server = request.getfixturevalue("server")
    disk = stack.enter_context(small_disk(tmp_path / "klein", 40, server.owner))
    for folder in (tmp_path, *list(tmp_path.parents)[:2]):
        folder.chmod(0o755)
    return disk, new_database(server, disk.folder)


@pytest.mark.parametrize("store", [full_sqlite, full_postgresql])
def test_a_full_disk_refuses_clearly_stores_nothing_by_half_and_goes_on_with_room(
    store: object, tmp_path: Path, catalogue: Catalogue, request: pytest.FixtureRequest
) -> None:
    with ExitStack() as stack:
        disk, url = store(stack, tmp_path, request)  # type: ignore[operator]
        world = new_world(tmp_path, url)
        desk = desk_of(world, catalogue)
        desk.submit(world.draft("gesprek-vooraf"))
        disk.fill()
        sent = {"gesprek-vooraf"}
        with pytest.raises(DeskUnavailableError):
            for number in range(2_000):
                desk.submit(world.draft(f"gesprek-{number}"))
                sent.add(f"gesprek-{number}")
        health = desk.health()
        assert (health.niet_opgeslagen, health.is_well, health.shown()["status"]) == (1, False, "kijken")
        assert_nothing_is_lost(desk, sent)
        disk.free()
        desk.submit(world.draft("gesprek-daarna"))
        assert desk.health().is_well
        assert_nothing_is_lost(desk, sent | {"gesprek-daarna"})
        desk.close()
        world.engine.dispose()


# The clock jumps


def once_each(post: Post) -> None:
    mails = Counter((mail["To"], mail["Subject"]) for mail in post.server.mails)
    assert set(mails.values()) <= {1}
    assert len(post.server.ids()) == len(set(post.server.ids()))
    told = Counter((row.kind, row.code, row.handoff_id, row.target) for row in post.rows())
    assert set(told.values()) <= {1}


@pytest.mark.parametrize("jumps", [(24, -1, 1), (-1, 24, -24), (24, -24, 48)])
def test_a_clock_that_jumps_tells_and_tends_nothing_twice_and_loses_nothing(
    any_world: World, catalogue: Catalogue, tmp_path: Path, jumps: tuple[float, ...]
) -> None:
    with open_post(any_world, catalogue, tmp_path) as post:
        anna = post.person("Anna", "agent", "anna@gemeente.example")
        held, waiting = any_world.held(anna, "gesprek-1"), any_world.waiting("gesprek-2")
        for hours in jumps:
            any_world.clock.turn(hours=hours)
            for _ in range(2):
                any_world.queue.care.tend()
                post.worker.look_at_the_clock()
                post.tell()
            once_each(post)
        any_world.clock.turn(hours=2)
        post.tell()
        assert all(row.done_at for row in post.rows())
        steps = Counter(any_world.events())
        assert all(steps[action, "ok"] <= 1 for action in ("lease_warned", "lease_escalated"))
        assert steps["lease_ended", "inactive"] <= 1
        assert {any_world.queue.get(one.id).status for one in (held, waiting)} <= {"waiting", "claimed"}
        assert any_world.queue.care.findings(any_world.accounts.members_by_team()) == []
        assert verify(any_world.engine, any_world.keys).first_wrong is None


def test_what_was_written_while_the_clock_was_a_day_ahead_is_told_now_and_not_tomorrow(
    any_world: World, catalogue: Catalogue, tmp_path: Path
) -> None:
    with open_post(any_world, catalogue, tmp_path) as post:
        any_world.clock.turn(days=1)
        any_world.waiting()
        any_world.clock.turn(days=-1)
        assert timedelta(days=1) > LONGEST_WAIT
        post.tell()
        assert len(post.server.mails) == 1
