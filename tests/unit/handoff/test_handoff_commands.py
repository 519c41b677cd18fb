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


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """Give a place for copies, and another place for the copy of the keys."""
    copies, keys = tmp_path / "kopie", tmp_path / "sleutels"
    copies.mkdir()
    keys.mkdir()
    return copies, keys


def test_a_copy_is_made_and_put_back(
    here: World, folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    if here.engine.dialect.name != "sqlite":
        pytest.skip("makes a second database of SQLite")
    copies, keys = folders
    made = run("backup", "make", str(copies), "--keys", str(keys))
    assert made.exit_code == 0, made.output
    assert "keys.backup: 1 sleutels" in made.output
    (copy,) = copies.iterdir()
    monkeypatch.setenv("HANDOFF_DATABASE_URL", f"sqlite:///{tmp_path}/terug.db")
    back = run("backup", "restore", str(copy), "--keys", str(keys / "keys.backup"))
    assert back.exit_code == 0, back.output
    assert "handoff\t1\n" in back.output
    assert "Sleutels teruggezet: 1" in back.output
    assert "Het logboek klopt: 2 regels." in back.output  # the question, and that it was put back
    again = run("backup", "restore", str(copy), "--keys", str(keys / "keys.backup"))
    assert (again.exit_code, "niet leeg" in again.output) == (1, True)


def test_copies_and_keys_never_go_to_one_folder(here: World, folders: tuple[Path, Path]) -> None:
    copies, _ = folders
    result = run("backup", "make", str(copies), "--keys", str(copies / ".." / copies.name))
    assert (result.exit_code, "andere map" in result.output) == (2, True)
    assert list(copies.iterdir()) == []


def test_the_copy_of_the_keys_can_be_renewed_alone(here: World, folders: tuple[Path, Path]) -> None:
    _, keys = folders
    for _ in range(2):
        assert "1 sleutels" in run("backup", "keys", str(keys)).output
    assert [path.name for path in keys.iterdir()] == ["keys.backup"]


def test_without_the_key_file_nothing_is_put_back_and_no_new_one_is_made(
    here: World, folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copies, keys = folders
    run("backup", "make", str(copies), "--keys", str(keys))
    (copy,) = copies.iterdir()
    monkeypatch.setenv("HANDOFF_KEY_FILE", str(tmp_path / "nergens.key"))
    result = run("backup", "restore", str(copy), "--keys", str(keys / "keys.backup"))
    assert (result.exit_code, "sleutelbestand terug" in result.output) == (1, True)
    assert not (tmp_path / "nergens.key").exists()


def test_a_copy_that_was_changed_is_refused_in_one_sentence(
    here: World, folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copies, keys = folders
    run("backup", "make", str(copies), "--keys", str(keys))
    (copy,) = copies.iterdir()
    copy.write_bytes(copy.read_bytes()[:-1])
    monkeypatch.setenv("HANDOFF_DATABASE_URL", f"sqlite:///{tmp_path}/terug.db")
    result = run("backup", "restore", str(copy), "--keys", str(keys / "keys.backup"))
    assert (result.exit_code, "veranderd of niet heel" in result.output) == (1, True)
    assert "Traceback" not in result.output


def test_the_first_account_gets_its_code(here: World) -> None:
    assert "Eenmalige code: " in run("account").output
    here.colleague("Anna")
    result = run("account")
    assert (result.exit_code, "Er is al een account" in result.output) == (1, True)


def test_the_access_review_names_everybody_without_a_secret_and_is_logged(here: World) -> None:
    here.colleague("=1+1")
    here.accounts.create("Bram", "bram", "een lange zin om mee te testen", "leiden", frozenset({"admin"}), frozenset())
    result = run("account", "review")
    head, *rows = [line.split(";") for line in result.output.splitlines()]
    assert head[:4] == ["gemeente", "naam", "inlognaam", "rollen"]
    assert [row[1:7] for row in rows] == [
        ["'=1+1", "'=1+1", "agent", "alle", "actief", "wachtwoord en app"],
        ["Bram", "bram", "admin", "", "uitgenodigd", "wachtwoord en app"],
    ]
    assert rows[1][7] == "nooit"
    with here.engine.connect() as connection:
        secrets = connection.execute(text("SELECT password_hash, totp_secret FROM account")).all()
        logged = connection.execute(text("SELECT result, origin FROM event WHERE action = 'accounts_exported'")).all()
    assert not [one for row in secrets for one in row if len(one) > 1 and str(one) in result.output]
    assert [tuple(line) for line in logged] == [("2", "cli")]


def test_what_the_command_line_does_says_so_in_the_log(here: World) -> None:
    run("keys", "rotate")
    with here.engine.connect() as connection:
        assert connection.scalar(text("SELECT origin FROM event WHERE action = 'key_made'")) == "cli"
