"""The queue as one object, for the desk and the console."""

from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy import Engine

from handoff.draft import Draft
from handoff.keys import KeyRing
from handoff.queue.records import Entry, RelayMessage, Row, ShownLine
from handoff.settings import HandoffSettings


def utc_now() -> datetime:
    """Return the time that is written on events."""
    return datetime.now(UTC)


class Queue:
    """Every step of a handoff; each method is one transaction together with its audit event."""

    def __init__(
        self,
        engine: Engine,
        keys: KeyRing,
        settings: HandoffSettings | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Keep the engine, the keys and the clock; nothing is opened yet."""

    def create(self, draft: Draft, team: str, code_hash: str, *, handoff_id: str | None = None) -> Row:
        """Store a handoff; the same open conversation gets the first one back."""
        raise NotImplementedError

    def waiting(self, teams: frozenset[str]) -> list[Row]:
        """Return what waits for these teams, oldest first."""
        raise NotImplementedError

    def mine(self, account_id: str) -> list[Row]:
        """Return what this account picked up and has not finished."""
        raise NotImplementedError

    def closed(self, teams: frozenset[str], limit: int = 50) -> list[Row]:
        """Return what was finished last."""
        raise NotImplementedError

    def get(self, handoff_id: str) -> Row:
        """Return one handoff, in any status."""
        raise NotImplementedError

    def history(self, handoff_id: str) -> list[Entry]:
        """Return what was done with one handoff, oldest first."""
        raise NotImplementedError

    def claim(self, handoff_id: str, account_id: str, teams: frozenset[str]) -> Row:
        """Pick up a waiting handoff; exactly one account gets it."""
        raise NotImplementedError

    def lines(self, handoff_id: str, account_id: str) -> list[ShownLine]:
        """Return the lines for the holder, with contact fields hidden until revealed."""
        raise NotImplementedError

    def reveal(self, handoff_id: str, veld: str, account_id: str) -> str:
        """Show one hidden field to the holder; every time is logged."""
        raise NotImplementedError

    def note(self, handoff_id: str, account_id: str) -> str:
        """Return the note of the holder, empty when there is none."""
        raise NotImplementedError

    def save_note(self, handoff_id: str, account_id: str, tekst: str, version: int) -> Row:
        """Save the note; a page that is too old is refused."""
        raise NotImplementedError

    def attempt(self, handoff_id: str, account_id: str, soort: str) -> Row:
        """Note that the inwoner was called, mailed or spoken to (one of ATTEMPTS)."""
        raise NotImplementedError

    def release(self, handoff_id: str, account_id: str, version: int) -> Row:
        """Give the handoff back to the team."""
        raise NotImplementedError

    def close(self, handoff_id: str, account_id: str, uitkomst: str, version: int) -> Row:
        """Finish the handoff (one of UITKOMSTEN); what the inwoner sent is destroyed at once."""
        raise NotImplementedError

    def send_to_inwoner(self, handoff_id: str, account_id: str, tekst: str) -> RelayMessage:
        """Send a chat message to the inwoner."""
        raise NotImplementedError

    def messages(self, handoff_id: str, account_id: str) -> list[RelayMessage]:
        """Return the chat for the holder, oldest first."""
        raise NotImplementedError

    def events_since(self, event_id: int) -> list[tuple[int, str, str]]:
        """Return (id, handoff id, action) of each change after `event_id`; reading is not a change."""
        raise NotImplementedError
