"""Who is switched off, or gets another role, is out everywhere within five seconds: open streams too."""

import time
from collections.abc import Callable, Iterator

import httpx
import pytest

from handoff.accounts import Account, Accounts, Duty
from tests.harness.console_office import Colleague, Office

SECONDS = 5
Step = Callable[[Accounts, Account, str], object]
STEPS: dict[str, Step] = {
    "disabled": lambda accounts, admin, who: accounts.admin.disable(admin, who),
    "another role": lambda accounts, admin, who: accounts.admin.change(
        admin, who, Duty(frozenset({"coordinator"}), None)
    ),
    "another team": lambda accounts, admin, who: accounts.admin.change(
        admin, who, Duty(frozenset({"agent"}), frozenset())
    ),
    "signed out everywhere": lambda accounts, admin, who: accounts.admin.end_sessions(admin, who),
    "another phone": lambda accounts, admin, who: accounts.admin.new_code(admin, who, "app"),
}


@pytest.fixture
def admin(office: Office) -> Account:
    """Give an admin who signed in."""
    made = office.colleague("Beheer", rollen=("admin",))
    account = office.accounts.session(office.accounts.start_session(made.id))
    assert account is not None
    return account


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    """Serve the office over real HTTP."""
    with office.served() as found:
        yield f"{found}/console"


@pytest.mark.parametrize("step", STEPS)
def test_the_next_page_and_an_open_stream_end(
    office: Office, anna: Colleague, admin: Account, address: str, step: str
) -> None:
    cookie = {"Cookie": f"rondkomen_sessie={office.accounts.start_session(anna.id)}"}
    with httpx.stream("GET", f"{address}/gebeurtenissen", headers=cookie, timeout=SECONDS) as response:
        lines = response.iter_lines()
        assert next(lines) == "event: verandering"
        STEPS[step](office.accounts, admin, anna.id)
        began = time.monotonic()
        assert httpx.get(f"{address}/hulp", headers=cookie).headers["location"].startswith("/console/inloggen")
        assert "event: afgemeld" in list(lines)
        assert time.monotonic() - began < SECONDS
