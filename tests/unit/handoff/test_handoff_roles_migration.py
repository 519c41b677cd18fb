"""Accounts of before there were roles can do what they could."""

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from handoff_world import MORS, NOORD, Clock
from sqlalchemy import Engine, text

from handoff.accounts import Account, Accounts
from handoff.database import engine_for, migrate
from handoff.keys import KeyRing
from handoff.settings import HandoffSettings
from tests.harness.postgresql import empty_database

BEFORE = "pre_0004"
ACCOUNT = text(
    "INSERT INTO account (id, naam, gebruikersnaam, rol, gemeente, password_hash, totp_key_id, totp_secret,"
    " totp_last_step, confirmed, created_at) VALUES (:id, :id, :id, :rol, 'leiden', '-', '-', :geheim, 0, TRUE, :op)"
)
SESSION = text("INSERT INTO session (token_hash, account_id, seen_at, ends_at) VALUES (:id, :id, :op, :op)")


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """Give a database as it was before roles, with an admin and an agent who are signed in."""
    on_sqlite = request.param == "sqlite"
    url = f"sqlite:///{tmp_path}/test.db" if on_sqlite else empty_database(request.getfixturevalue("postgresql"))
    found = engine_for(url)
    config = Config()
    config.set_main_option("script_location", "handoff:migrations")
    with found.execution_options(immediate=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, BEFORE)
        for rol in ("admin", "agent"):
            values = {"id": rol, "rol": rol, "geheim": b"-", "op": Clock()()}
            connection.execute(ACCOUNT, values)
            connection.execute(SESSION, {"id": rol, "op": values["op"]})
    return found


def test_an_admin_becomes_coordinator_too_and_everybody_keeps_all_teams(engine: Engine, tmp_path: Path) -> None:
    migrate(engine)
    keys = KeyRing.load_or_create(tmp_path / "test.key")
    accounts = Accounts(engine, keys, {"leiden": frozenset({MORS, NOORD})}, HandoffSettings(), Clock())
    found: dict[str, Account] = {}
    for name in ("admin", "agent"):
        account = accounts.session(accounts.start_session(name))
        assert account is not None
        found[name] = account
    assert found["admin"].rollen == {"admin", "coordinator"}
    assert found["agent"].rollen == {"agent"}
    assert found["admin"].teams == found["agent"].teams == {MORS, NOORD}
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM session")).scalar() == 4  # nobody was thrown out
    engine.dispose()
