"""What the bot may ask about a chat: pass on, look, come back with three words, go on after a restart."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, TypeVar

from content.catalogue import Catalogue
from handoff.availability import opening
from handoff.away import available
from handoff.codes import WrongCodes, code_for, code_hash
from handoff.keys import KeyRing
from handoff.queue import OPEN_STATUSES, ChatNow, Queue, RelayMessage, TakenUp
from handoff.queue.facade import utc_now
from privacy.log import get_logger

Presence = Literal["wacht", "leest", "dicht", "gesloten", "ingetrokken", "verlopen", "elders"]
ENDED: dict[str, Presence] = {"closed": "gesloten", "withdrawn": "ingetrokken", "expired": "verlopen"}
STILL_THERE = timedelta(minutes=30)
Found = TypeVar("Found")


@dataclass(frozen=True)
class ChatView:
    """
    A chat as the inwoner may see it.

    Attributes:
        presence: `wacht`: nobody has it. `leest`: somebody does. `dicht`: somebody does, but works at other times.
            `gesloten`, `ingetrokken`, `verlopen`: it ended. `elders`: this conversation doesn't have it (any more).
        holder: Tells one wijkteamlid from another; never shown.
        bereikbaar: When the team works, in words.
    """

    presence: Presence
    holder: str | None = None
    bereikbaar: str = ""
    berichten: tuple[RelayMessage, ...] = ()


class Chats:
    """The chats of inwoners. Everything waits for a database: call it in a thread."""

    def __init__(
        self, queue: Queue, catalogue: Catalogue, keys: KeyRing, clock: Callable[[], datetime] = utc_now
    ) -> None:
        """Keep the queue; nobody guessed a code yet."""
        self._queue = queue
        self._catalogue = catalogue
        self._keys = keys
        self._clock = clock
        self.wrong_codes = WrongCodes(clock)

    def name_of(self, kanaal: str, address: str) -> str:
        """Return the name of the conversation at an address of a channel: the same after a restart, told by nobody."""
        return self._keys.lookup_hash(f"name_{kanaal}", address)

    def token_of(self, conversation: str) -> str:
        """Return the token of a conversation: it can be checked after a restart, and needn't be kept anywhere."""
        return self._keys.lookup_hash("token", conversation)

    def look(self, conversation: str, after: int) -> ChatView:
        """Return how a chat stands, with what the wijkteam wrote after a message."""
        with available():
            found = self._queue.chat(conversation, after)
        if found is None:
            return ChatView("elders")
        if found.status in ENDED:
            return ChatView(ENDED[found.status], berichten=found.berichten)
        works, told = opening(self._catalogue, found.gemeente, found.team, self._clock())
        return ChatView(self._presence(found, works), found.holder, told, found.berichten)

    def code_of(self, conversation: str) -> str | None:
        """Return the three words of the open chat of a conversation, None when there is none."""
        with available():
            row = self._queue.of_conversation(conversation)
        is_open = row is not None and row.hoe == "chat" and row.status in OPEN_STATUSES
        return code_for(self._keys, row.id) if row is not None and is_open else None

    def come_back(
        self, code: str, conversation: str, kanaal: str, *, address: str = "", source: str = ""
    ) -> tuple[RelayMessage, ...] | None:
        """
        Let a chat go on in this conversation, and return the last part of it.

        None when the words are wrong, or of something else than an open chat, or when too many wrong ones came in:
        nothing tells which. Raises DeskUnavailableError.
        """
        places = self._queue.places
        return self.with_code(code, source, lambda found: places.come_back(found, conversation, kanaal, address))

    def with_code(self, code: str, source: str, act: Callable[[str], Found]) -> Found | None:
        """Do something with the hash of a code, unless too many wrong ones came in; what gives nothing was wrong."""
        if self.wrong_codes.too_many(source):
            get_logger().warning("codes_refused")
            return None
        with available():
            done = act(code_hash(self._keys, code))
            if done is None or done is False:
                self.wrong_codes.add(source)
                self._queue.places.code_refused()
        return done

    def take_up(self, conversation: str, address: str = "") -> TakenUp | None:
        """Go on with a chat whose conversation was forgotten; None when there is none."""
        with available():
            return self._queue.places.take_up(conversation, address)

    def settle(self, conversation: str, address: str) -> None:
        """Remember, encrypted and as long as the chat lasts, where a channel brings messages."""
        with available():
            self._queue.places.settle(conversation, address)

    def brings(self, conversation: str, volgnummer: int) -> None:
        """Note that a channel is about to bring a message."""
        with available():
            self._queue.places.brings(conversation, volgnummer)

    def brought(self, conversation: str, volgnummer: int) -> None:
        """Note that a channel brought a message."""
        with available():
            self._queue.places.brought(conversation, volgnummer)

    def unreachable(self, conversation: str) -> None:
        """Note that a channel can't bring anything there any more, so that the wijkteam sees it."""
        with available():
            self._queue.places.unreachable(conversation)

    def left(self, conversation: str) -> None:
        """Note that the inwoner didn't look for so long that the conversation was forgotten."""
        with available():
            self._queue.places.left(conversation)

    def addresses(self) -> list[str]:
        """Return where open chats are to be brought."""
        with available():
            return self._queue.places.addresses()

    def _presence(self, found: ChatNow, works: bool) -> Presence:
        """Somebody who picked it up or wrote just now is there, whatever the hours say."""
        if found.holder is None:
            return "wacht"
        just_now = found.active_at is not None and self._clock() - found.active_at < STILL_THERE
        return "leest" if works or just_now else "dicht"
