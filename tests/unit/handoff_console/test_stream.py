"""The stream of changes, over real HTTP."""

import json
import time
from collections.abc import Iterator
from datetime import timedelta

import httpx
import pytest

from handoff.console.stream import STREAMS_PER_ACCOUNT
from handoff.database import writing
from handoff.tables import Event
from tests.harness.console_office import Colleague, Office


@pytest.fixture
def address(office: Office) -> Iterator[str]:
    with office.served() as found:
        yield f"{found}/console/gebeurtenissen"


def session_of(office: Office, colleague: Colleague) -> dict[str, str]:
    return {"Cookie": f"rondkomen_sessie={office.accounts.start_session(colleague.id)}"}


def events(response: httpx.Response) -> Iterator[dict[str, str]]:
    """Give each event as a mapping; comments that keep the line open are left out."""
    found: dict[str, str] = {}
    for line in response.iter_lines():
        if line.startswith(":"):
            continue
        if line:
            name, _, value = line.partition(": ")
            found[name.rstrip(":")] = value
        elif found:
            yield found
            found = {}


def test_a_new_question_is_told_within_two_seconds_with_nothing_but_ids(
    office: Office, anna: Colleague, address: str
) -> None:
    with httpx.stream("GET", address, headers=session_of(office, anna), timeout=5) as response:
        told = events(response)
        assert next(told) == {"event": "verandering", "data": ""}
        began = time.monotonic()
        row = office.ask()
        event = next(told)
        assert time.monotonic() - began < 2
        assert set(event) == {"id", "event", "data"}
        assert event["data"] == row.id
        assert "0600000000" not in json.dumps(event)
        assert response.headers["content-type"].startswith("text/event-stream")
        assert response.headers["cache-control"] == "no-store"


def test_a_page_about_one_question_hears_only_that_one(office: Office, anna: Colleague, address: str) -> None:
    row = office.ask()
    url = f"{address}?overdracht={row.id}"
    with httpx.stream("GET", url, headers=session_of(office, anna), timeout=5) as response:
        told = events(response)
        next(told)
        office.ask()
        office.queue.withdraw_conversation("gesprek-1")
        assert next(told)["data"] == row.id


def test_a_line_that_appears_after_one_with_a_higher_number_is_told_too(
    office: Office, anna: Colleague, address: str
) -> None:
    """As on PostgreSQL, where who draws a number first may be the last to commit."""
    early, late = office.ask(), office.ask()
    last = office.queue.last_event()
    with httpx.stream("GET", address, headers=session_of(office, anna), timeout=5) as response:
        told = events(response)
        next(told)
        for number, row in ((last + 9, late), (last + 3, early)):
            with writing(office.engine) as session:
                session.add(Event(id=number, at=office.clock(), action="claimed", handoff_id=row.id, result="ok"))
            event = next(told)
            assert (event["id"], event["data"]) == (str(number), row.id)


def test_another_team_hears_nothing(office: Office, anna: Colleague, address: str) -> None:
    stranger = office.colleague("Cor", gemeente="landelijk")
    with httpx.stream("GET", address, headers=session_of(office, stranger), timeout=1.5) as response:
        told = events(response)
        next(told)
        office.ask()
        with pytest.raises(httpx.ReadTimeout):
            for _ in range(10):
                next(told)
                pytest.fail("an event of another team")


def test_the_stream_ends_soon_after_signing_out(office: Office, anna: Colleague, address: str) -> None:
    token = office.accounts.start_session(anna.id)
    cookie = {"Cookie": f"rondkomen_sessie={token}"}
    with httpx.stream("GET", address, headers=cookie, timeout=6) as response:
        told = events(response)
        next(told)
        office.accounts.end_session(token)
        began = time.monotonic()
        assert next(told)["event"] == "afgemeld"
        assert list(told) == []
        assert time.monotonic() - began < 5


def test_following_does_not_keep_a_session_alive(office: Office, anna: Colleague, address: str) -> None:
    with httpx.stream("GET", address, headers=session_of(office, anna), timeout=6) as response:
        told = events(response)
        next(told)
        office.clock.ahead = timedelta(minutes=31)
        assert next(told)["event"] == "afgemeld"


def test_one_account_has_only_so_many_streams(office: Office, anna: Colleague, address: str) -> None:
    headers, client = session_of(office, anna), httpx.Client(timeout=5)
    opened = [client.send(client.build_request("GET", address, headers=headers), stream=True) for _ in range(8)]
    assert len(opened) == STREAMS_PER_ACCOUNT
    refused = client.get(address, headers=headers)
    assert refused.status_code == 429
    for response in opened:
        response.close()
    client.close()


def test_the_stream_is_closed_to_who_is_not_signed_in(address: str) -> None:
    assert httpx.get(address).status_code == 303


def test_what_changed_while_the_page_was_loading_is_told_at_once(office: Office, anna: Colleague, address: str) -> None:
    shown = office.queue.last_event()
    row = office.ask()
    for url, told_at_once in (
        (f"{address}?na={shown}", True),
        (f"{address}?na={shown}&overdracht={row.id}", True),
        (f"{address}?na={shown}&overdracht=een-andere", False),
        (f"{address}?na={office.queue.last_event()}", False),
    ):
        with httpx.stream("GET", url, headers=session_of(office, anna), timeout=5) as response:
            first = next(response.iter_lines())
            assert (first == "event: verandering") is told_at_once, url


def test_a_page_that_comes_back_hears_what_it_missed(office: Office, anna: Colleague, address: str) -> None:
    shown = office.queue.last_event()
    headers = session_of(office, anna) | {"Last-Event-ID": str(shown)}
    office.ask()
    url = f"{address}?na={office.queue.last_event()}"
    with httpx.stream("GET", url, headers=headers, timeout=5) as response:
        assert next(events(response))["event"] == "verandering"
