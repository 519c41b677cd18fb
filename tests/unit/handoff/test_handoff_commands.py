"""The commands for who runs the server say in one sentence how it is, and end with 1 when something is wrong."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog
from handoff_world import World
from sqlalchemy import text
from typer.testing import CliRunner, Result

from handoff.__main__ import app


@pytest.fixture
def here(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """Let the commands find the same databases and key file; afterwards logging is as it was."""
    monkeypatch.setenv("HANDOFF_DATABASE_URL", world.url)
    monkeypatch.setenv("HANDOFF_KEY_FILE", str(world.folder / "test.key"))
    world.waiting()
    yield world
    structlog.reset_defaults()


def run(*words: str) -> Result:
    return CliRunner().invoke(app, words)


def test_a_log_that_is_right_is_said_to_be(here: World) -> None:
    result = run("audit", "verify")
    assert (result.exit_code, result.output) == (0, "Het logboek klopt: 1 regels.\n")


def test_a_line_that_was_changed_is_named_and_the_command_fails(here: World) -> None:
    with here.engine.execution_options(immediate=True).begin() as connection:
        if here.engine.dialect.name == "sqlite":
            connection.execute(text("DROP TRIGGER event_no_update"))
        else:
            connection.execute(text("ALTER TABLE event DISABLE TRIGGER ALL"))
        connection.execute(text("UPDATE event SET action = 'closed'"))
    result = run("audit", "verify")
    assert result.exit_code == 1
    assert "Regel 1 is veranderd of verplaatst" in result.output


def test_the_ends_that_are_kept_elsewhere_can_be_read_back(here: World, tmp_path: Path) -> None:
    kept = tmp_path / "head.json"
    kept.write_text(run("audit", "head").output)
    assert ("audit_head", "ok") in here.events()
    assert run("audit", "verify", "--head", str(kept)).exit_code == 0
    kept.write_text(kept.read_text().replace('"0": [', '"0": [1'))
    result = run("audit", "verify", "--head", str(kept))
    assert result.exit_code == 2
    assert "is veranderd" in result.output


def test_keys_are_rotated_listed_and_dropped(here: World) -> None:
    old = here.keys.active_id
    assert "Opnieuw versleuteld: 1." in run("keys", "rotate").output
    new = here.keys.active_id
    assert run("keys", "list").output == f"{new}\t1\n{old}\t0\n"
    for key_id in (old, new, "onbekend"):
        result = run("keys", "drop", key_id)
        assert result.exit_code == 1
        assert f"{key_id} kan niet weg" in result.output
    assert ("key_made", new) in here.events()


def test_a_key_that_nothing_needs_any_more_is_dropped(here: World, monkeypatch: pytest.MonkeyPatch) -> None:
    old = here.keys.active_id
    here.keys.rotate(datetime.now(UTC) - timedelta(hours=1))
    result = run("keys", "drop", old)
    assert (result.exit_code, result.output) == (0, f"Weg: {old}\n")
    assert here.keys.ids == (here.keys.active_id,)
    assert here.queue.waiting(here.teams)
    assert ("key_dropped", old) in here.events()


def test_what_the_command_line_does_says_so_in_the_log(here: World) -> None:
    run("keys", "rotate")
    with here.engine.connect() as connection:
        assert connection.scalar(text("SELECT origin FROM event WHERE action = 'key_made'")) == "cli"
