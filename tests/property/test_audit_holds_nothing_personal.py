"""Whatever an inwoner or a wijkteamlid types, no word of it is in the audit log."""

import contextlib
from collections.abc import Iterator
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from handoff.draft import Line
from handoff.queue import QueueError
from tests.harness.console_office import TEAM, Office

MARK = "MERK"
words = st.text(min_size=1, max_size=40).map(lambda typed: f"{MARK}{typed}{MARK}")
fields = st.sampled_from(("eigen_woorden", "naam", "telefoon", "email", "postcode", "wanneer"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    new = Office(tmp_path_factory.mktemp("office"))
    yield new
    new.close()


@pytest.fixture(scope="module")
def account_id(office: Office) -> str:
    """Give a wijkteamlid whose name and password are marked too, and who mistyped both once."""
    made = office.accounts.create(f"{MARK} Naam", f"{MARK}naam", f"{MARK} een lange zin", "leiden")
    office.accounts.check_password(f"{MARK}naam", f"{MARK} een andere zin")
    office.accounts.check_password(f"{MARK}anders", f"{MARK} een lange zin")
    return made.id


def told(office: Office) -> str:
    """Give everything that is in the audit log as one text."""
    with office.engine.connect() as connection:
        return "\n".join(str(tuple(line)) for line in connection.execute(text("SELECT * FROM event")))


@settings(max_examples=12, deadline=None)
@given(values=st.dictionaries(fields, words, min_size=1), typed=words)
def test_nothing_that_was_typed_is_in_the_audit_log(
    office: Office, account_id: str, values: dict[str, str], typed: str
) -> None:
    office.clock.ahead += timedelta(hours=2)  # nobody may have very many fields shown within an hour
    lines = tuple(Line(veld, veld, waarde) for veld, waarde in values.items())
    row = office.ask(lines)
    office.queue.from_inwoner(office.conversation, typed)
    row = office.queue.claim(row.id, account_id, frozenset({TEAM}))
    office.queue.lines(row.id, account_id)
    row = office.queue.save_note(row.id, account_id, typed, row.version)
    for veld in (*values, typed):
        with contextlib.suppress(QueueError):
            office.queue.reveal(row.id, veld, account_id)
    with contextlib.suppress(QueueError):
        office.queue.of_team(typed, account_id, frozenset())
    with contextlib.suppress(QueueError):
        office.queue.send_to_inwoner(row.id, account_id, typed)
    office.queue.withdraw(typed)
    office.queue.close(row.id, account_id, "opgelost", row.version)
    found = told(office)
    assert MARK not in found
    assert row.id in found


def test_the_search_would_find_a_word_in_the_log(office: Office) -> None:
    """The negative control: without it, the property above might prove nothing."""
    office.accounts.refused(f"{MARK}", "GET /")
    assert MARK in told(office)
