"""The queue as one object, for the desk and the console."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from sqlalchemy import Engine

from handoff import audit
from handoff.counters import Figures
from handoff.draft import Draft
from handoff.keys import KeyRing
from handoff.queue import (
    claiming,
    closing,
    creating,
    figures,
    listing,
    opening,
    proving,
    relay,
    retention,
    searching,
    sweeping,
    unsent,
)
from handoff.queue.insight import Insight
from handoff.queue.leading import Leading
from handoff.queue.passing import Care, Passing
from handoff.queue.places import Places
from handoff.queue.records import ChatNow, Entry, RelayMessage, Row, ShownLine
from handoff.queue.store import Store
from handoff.queue.team_rules import TeamRule
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
        teams: Mapping[str, TeamRule] | None = None,
    ) -> None:
        """Keep the engine, the keys and the clock; `teams` gives the rules of each team (handoff.teams)."""
        self._store = Store(engine, keys, settings or HandoffSettings(), clock, teams or {})
        self.passing = Passing(self._store)
        self.care = Care(self._store)
        self.insight = Insight(self._store)
        self.places = Places(self._store)
        self.leading = Leading(self._store)

    def create(self, draft: Draft, team: str, code_hash: str, *, handoff_id: str | None = None) -> Row:
        """Store a handoff; the same open conversation gets the first one back."""
        return creating.create(self._store, draft, team, code_hash, handoff_id)

    def waiting(self, teams: frozenset[str]) -> list[Row]:
        """Return what waits for these teams, oldest first."""
        return listing.waiting(self._store, teams)

    def mine(self, account_id: str) -> list[Row]:
        """Return what this account picked up and has not finished."""
        return listing.mine(self._store, account_id)

    def closed(self, teams: frozenset[str], account_id: str, limit: int = 50) -> list[Row]:
        """Return what was finished or withdrawn last; that this account looked is logged."""
        return listing.closed(self._store, teams, account_id, limit)

    def get(self, handoff_id: str) -> Row:
        """Return one handoff, in any status."""
        return listing.get(self._store, handoff_id)

    def of_team(self, handoff_id: str, account_id: str, teams: frozenset[str]) -> Row:
        """Return a handoff of these teams; asking for one of another team is refused and logged."""
        return listing.of_team(self._store, handoff_id, account_id, teams)

    def find(self, referentie: str, account_id: str, teams: frozenset[str]) -> str | None:
        """Return the id of a handoff of these teams by its reference number; that this account searched is logged."""
        return searching.find(self._store, referentie, account_id, teams)

    def history(self, handoff_id: str) -> list[Entry]:
        """Return what was done with one handoff, oldest first."""
        return listing.history(self._store, handoff_id)

    def claim(self, handoff_id: str, account_id: str, teams: frozenset[str]) -> Row:
        """Pick up a waiting handoff; exactly one account gets it."""
        return claiming.claim(self._store, handoff_id, account_id, teams)

    def lines(self, handoff_id: str, account_id: str, *, already_logged: bool = False) -> list[ShownLine]:
        """Return the lines for the holder, with contact fields hidden until revealed."""
        return opening.lines(self._store, handoff_id, account_id, already_logged=already_logged)

    def reveal(self, handoff_id: str, veld: str, account_id: str) -> str:
        """Show one hidden field to the holder; every time is logged."""
        return opening.reveal(self._store, handoff_id, veld, account_id)

    def note(self, handoff_id: str, account_id: str) -> str:
        """Return the note of the holder, empty when there is none."""
        return opening.note(self._store, handoff_id, account_id)

    def save_note(self, handoff_id: str, account_id: str, tekst: str, version: int) -> Row:
        """Save the note; a page that is too old is refused."""
        return opening.save_note(self._store, handoff_id, account_id, tekst, version)

    def keep_unsent(self, handoff_id: str, account_id: str, soort: str, tekst: str) -> None:
        """Keep a half-written note or message (one of CONCEPTEN) for who types it."""
        unsent.keep(self._store, handoff_id, account_id, soort, tekst)

    def unsent(self, handoff_id: str, account_id: str) -> Mapping[str, str]:
        """Return what this account typed and didn't save or send, by kind."""
        return unsent.unsent(self._store, handoff_id, account_id)

    def attempt(self, handoff_id: str, account_id: str, soort: str) -> Row:
        """Note that the inwoner was called, mailed or spoken to (one of ATTEMPTS)."""
        return claiming.attempt(self._store, handoff_id, account_id, soort)

    def release(self, handoff_id: str, account_id: str, version: int) -> Row:
        """Give the handoff back to the team."""
        return claiming.release(self._store, handoff_id, account_id, version)

    def close(self, handoff_id: str, account_id: str, uitkomst: str, version: int) -> Row:
        """Finish the handoff (one of UITKOMSTEN); what the inwoner sent is destroyed at once."""
        return closing.close(self._store, handoff_id, account_id, uitkomst, version)

    def withdraw(self, code_hash: str) -> bool:
        """Withdraw by the hash of the code (handoff.codes); False when no open handoff has it."""
        return closing.withdraw(self._store, code_hash) is not None

    def withdraw_conversation(self, conversation: str) -> bool:
        """Withdraw the open handoff of a conversation; False when there is none."""
        return closing.withdraw_conversation(self._store, conversation) is not None

    def forget(self, conversation: str) -> None:
        """Cut the link between a conversation and its handoffs; a chat can't go on, so it is withdrawn."""
        row = relay.current(self._store, conversation)
        if row is not None and row.hoe == "chat":
            closing.withdraw_conversation(self._store, conversation)
        closing.forget(self._store, conversation)

    def of_conversation(self, conversation: str) -> Row | None:
        """Return the newest handoff of a conversation."""
        return relay.current(self._store, conversation)

    def send_to_inwoner(self, handoff_id: str, account_id: str, tekst: str, once: str = "") -> RelayMessage:
        """Send a chat message to the inwoner; the same words under the same name are sent once."""
        return relay.send_to_inwoner(self._store, handoff_id, account_id, tekst, once)

    def from_inwoner(self, conversation: str, tekst: str, once: str = "") -> bool:
        """Take a chat message of the inwoner for an open chat; one that comes again is the same message."""
        return relay.from_inwoner(self._store, conversation, tekst, once)

    def chat(self, conversation: str, after: int) -> ChatNow | None:
        """Return how the chat of a conversation stands, with what the wijkteam wrote after message `after`."""
        return relay.now(self._store, conversation, after)

    def messages(self, handoff_id: str, account_id: str, *, already_logged: bool = False) -> list[RelayMessage]:
        """Return the chat for the holder, oldest first."""
        return relay.messages(self._store, handoff_id, account_id, already_logged=already_logged)

    def messages_since(self, conversation: str, after: int) -> list[RelayMessage]:
        """Return what the wijkteam wrote to this conversation after message `after`."""
        return relay.since(self._store, conversation, after)

    def prove(self, referentie: str) -> proving.Proof:
        """Return the proof of consent of a handoff, and whether its lines are what was shown."""
        return proving.prove(self._store, referentie)

    def events_since(self, event_id: int) -> list[tuple[int, str, str]]:
        """Return (id, handoff id, action) of each change after `event_id`; reading is not a change."""
        return listing.events_since(self._store, event_id)

    def last_event(self) -> int:
        """Return the number of the last event, to start following from."""
        return listing.last_event(self._store)

    def figure_years(self, gemeente: str) -> list[int]:
        """Return the years of which there are figures, the newest first."""
        return figures.years(self._store, gemeente)

    def figures(self, gemeente: str, year: int, least: int) -> Figures:
        """Return the figures of a year; counts below `least`, and what would tell them, are hidden."""
        return figures.read(self._store, gemeente, year, least)

    def export_figures(self, gemeente: str, year: int, account_id: str) -> Figures:
        """Return the figures of a year to leave the team, and log it. Raises TooManyError."""
        return figures.export(self._store, gemeente, year, account_id)

    def take_over(self) -> None:
        """Bring in order what an earlier version or a sudden stop left: keys, and lines that are in no chain."""
        store = self._store
        store.key_store.adopt(store.engine)
        audit.chain_old_lines(store.engine, store.keys)
        sweeping.sweep(store)

    def rewrap_keys(self) -> int:
        """Wrap every data key with the wrapping key in use, while others write; returns how many."""
        return self._store.key_store.rewrap(self._store.keys)

    def keys_in_use(self) -> Mapping[str, int]:
        """Return how many data keys each wrapping key wraps."""
        return self._store.key_store.used()

    def purge(self, now: datetime) -> int:
        """Remove what may not be kept any longer; returns how many handoffs."""
        return retention.purge(self._store, now)
