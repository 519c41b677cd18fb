"""`python -m handoff export` says how the export stands and asks for more of it; what sends is the worker."""

from collections.abc import Iterator

import pytest
import structlog
from export_world import Office, open_office
from handoff_world import World
from sqlalchemy import text
from typer.testing import CliRunner, Result

from content.catalogue import Catalogue
from handoff.__main__ import app
from handoff.database import migrate
from handoff.outbox import Outbox
from handoff.queue.telling import EXPORT
from tests.harness.open_klant import TOKEN


@pytest.fixture
def office(world: World, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """Let the commands find the same database and peer; one question came in before the export was switched on."""
    monkeypatch.setenv("HANDOFF_DATABASE_URL", world.url)
    monkeypatch.setenv("HANDOFF_KEY_FILE", str(world.folder / "test.key"))
    world.waiting("van-voor-die-tijd")
    with open_office(world, catalogue) as found:
        monkeypatch.setenv("HANDOFF_KLANTINTERACTIES_URL", found.there.url)
        monkeypatch.setenv("HANDOFF_KLANTINTERACTIES_TOKEN", TOKEN)
        yield found


def run(*words: str) -> Result:
    result = CliRunner().invoke(app, ["export", *words])
    structlog.reset_defaults()  # what is logged after this must not go to the output of the command
    return result


def later(office: Office) -> None:
    """The commands write at the time of the machine, which is ahead of the test's or behind it."""
    office.world.clock.turn(days=3650)
    office.tell_all()


def test_without_an_address_it_says_that_the_export_is_off(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDOFF_KLANTINTERACTIES_URL", "")
    result = run()
    assert result.exit_code == 1
    assert "De koppeling staat uit" in result.output


def test_what_was_open_before_is_sent_when_somebody_asks(office: Office) -> None:
    office.tell_all()
    assert office.there.asked == []
    assert run("--status").output == "Daar: 0\nWacht: 0, waarvan eerder mislukt: 0\nOpgegeven: 0\n"
    assert run().output.startswith("Klaargezet: 1\nDaar: 0\nWacht: 1,")
    assert run().output.startswith("Klaargezet: 0\n")  # it waits already
    later(office)
    assert len(office.there.things["internetaken"]) == 1
    assert run("--status").output.startswith("Daar: 1\nWacht: 0,")


def test_everything_there_can_be_erased_before_the_export_is_switched_off(office: Office) -> None:
    office.world.waiting("gesprek-2")
    run()
    later(office)
    assert run("--erase").output.startswith("Klaargezet om daar te wissen: 2\n")
    later(office)
    assert office.counts() == {"actoren": 1}
    assert run("--status").output.startswith("Daar: 0\n")


def test_what_was_given_up_is_counted_and_put_back(office: Office) -> None:
    office.there.trouble = lambda method, path: "refuse_405"
    run()
    later(office)
    assert "Opgegeven: 1\n" in run("--status").output
    office.there.trouble = lambda method, path: ""
    assert run("--retry").output.startswith("Opnieuw geprobeerd: 1\n")
    later(office)
    assert len(office.there.things["internetaken"]) == 1


def test_an_export_that_stalls_says_nothing_about_mail(office: Office, catalogue: Catalogue) -> None:
    office.there.trouble = lambda method, path: "refuse_500"
    office.world.waiting("gesprek-2")
    office.tell()
    outbox = Outbox(office.world.engine, office.world.keys, office.world.settings, catalogue, office.world.clock)
    assert (outbox.health().failing, outbox.export_health().failing) == (0, 1)
    assert outbox.export_health().error == "export_broken"


def test_a_worker_without_a_token_leaves_the_rows_for_one_that_has_it(office: Office, catalogue: Catalogue) -> None:
    office.world.waiting("gesprek-2")
    outbox = Outbox(office.world.engine, office.world.keys, office.world.settings, catalogue, office.world.clock)
    worker = outbox.worker()
    while worker.tell_one():
        pass
    assert [row.attempts for row in office.pending()] == [0]
    assert {row.kind for row in office.pending()} == {EXPORT}


def test_the_tables_come_by_migration_on_both_stores(any_world: World) -> None:
    migrate(any_world.engine)
    with any_world.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM klantinteracties")).scalar() == 0
