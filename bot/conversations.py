"""The conversations of this moment: in memory only, each with a time to live. What a resident typed isn't in it."""

import asyncio
import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.messages import Sent
from content.berichten import Bericht
from content.talk import Stand

KEPT_MESSAGES = 200


class ConversationNotFoundError(LookupError):
    """There is no such conversation (any more)."""


class WrongTokenError(PermissionError):
    """The token isn't this conversation's token."""


class TooManyConversationsError(Exception):
    """The store is full of conversations that are still alive."""


@dataclass
class ToldOfChat:
    """
    What the inwoner knows of the chat, so that nothing is said twice.

    Attributes:
        presence: Who reads along (handoff.desk.ChatView); empty when nothing was said of it yet.
        holder: Tells one wijkteamlid from another.
        confirmed: For which presences it was said that a message arrived.
        hinted: It was said how to ask the computer something.
    """

    presence: str = ""
    holder: str | None = None
    confirmed: set[str] = field(default_factory=set)
    hinted: bool = False

    @property
    def may_reopen(self) -> bool:
        """Tell whether it ended in a way that a coordinator may undo."""
        return self.presence == "gesloten"


@dataclass
class Conversation:
    """
    One talk.

    Attributes:
        waarden: What the inwoner gave for the wijkteam (step → value). It stands beside the talk, never in Rasa.
        begun_in: The gemeente of the website or bot; the one in the stand may have been told since.
        answered: The channel's message id → the numbers of the messages that answered it.
        rasa_behind: The talk went on without Rasa; it must hear the state before its next event.
        missed: How often in a row a text wasn't understood.
        half: A part of a number or an address, until the rest of it comes.
        for_other: The inwoner said that it is asked for somebody else.
        preview: The lines for the wijkteam as they were shown last, with the inwoner's values in them.
        adres: Where the channel brings messages, when it has an address for that (Telegram).
        with_wijkteam: The inwoner chose to be reached in this very talk, and the wijkteam hasn't ended it.
        relay_seen: The last message of the wijkteam that was passed on.
        in_doubt: The message of the wijkteam that perhaps arrived before everything stopped.
        chat: What the inwoner was told of the chat with the wijkteam.
        code_returns: The three words that are expected are to come back with, not to withdraw.
        counted: What was counted of this talk (bot.dialogue.counting), so that nothing is counted twice.
    """

    id: str
    token_hash: bytes
    kanaal: str
    stand: Stand
    seen: float
    waarden: dict[str, str] = field(default_factory=dict)
    berichten: list[Sent] = field(default_factory=list)
    answered: dict[str, tuple[int, ...]] = field(default_factory=dict)
    last: tuple[Bericht, ...] = ()
    rasa_behind: bool = True
    missed: int = 0
    expects_code: bool = False
    code_returns: bool = False
    expects_gemeente: bool = False
    half: str = ""
    for_other: bool = False
    preview: str = ""
    previews: set[str] = field(default_factory=set)
    with_wijkteam: bool = False
    relay_seen: int = 0
    in_doubt: int | None = None
    chat: ToldOfChat = field(default_factory=ToldOfChat)
    adres: str = ""
    counted: set[tuple[str, str]] = field(default_factory=set)
    count: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    begun_in: str = field(init=False)

    def __post_init__(self) -> None:
        """Remember where the talk began, for when everything else is erased."""
        self.begun_in = self.stand.gemeente

    def send(self, berichten: tuple[Bericht, ...]) -> list[Sent]:
        """Number messages and keep them, so that a channel can fetch them again after a lost connection."""
        sent = [Sent(self.count + offset, bericht) for offset, bericht in enumerate(berichten, start=1)]
        self.count += len(sent)
        self.berichten = (self.berichten + sent)[-KEPT_MESSAGES:]
        if sent:
            self.changed.set()
        return sent

    def after(self, number: int) -> list[Sent]:
        """Return the messages after a number."""
        return [sent for sent in self.berichten if sent.id > number]

    def keep_only_promised(self) -> None:
        """Forget values whose placeholder isn't in the prepared handoff (any more): struck back, stopped, or sent."""
        self.half = ""
        promised = {step for step, value in self.stand.contact.items() if value == f"[{step}]"}
        self.waarden = {step: value for step, value in self.waarden.items() if step in promised}
        if self.stand.stroom != "contact":
            self._forget_previews()

    def _forget_previews(self) -> None:
        """Forget the messages that hold the values too: sent or stopped, they aren't fetched again."""
        self.berichten = [sent for sent in self.berichten if sent.bericht.tekst not in self.previews]
        self.last = tuple(bericht for bericht in self.last if bericht.tekst not in self.previews)
        self.preview = ""
        self.previews.clear()

    def clear(self) -> None:
        """Forget everything that was said and given."""
        self.waarden.clear()
        self.berichten.clear()
        self.answered.clear()
        self.last = ()
        self.stand = Stand(gemeente=self.begun_in)
        self.preview = self.half = ""
        self.for_other = False
        self.previews.clear()
        self.counted.clear()
        self.missed, self.rasa_behind = 0, True
        self.expects_code = self.expects_gemeente = self.with_wijkteam = self.code_returns = False
        self.relay_seen, self.in_doubt, self.chat = 0, None, ToldOfChat()


class Conversations:
    """
    Holds conversations by id until nothing was heard for the time to live.

    A talk that waits for the wijkteam lives longer: the inwoner asked to be answered in it.
    """

    def __init__(
        self,
        *,
        ttl_seconds: float,
        chat_ttl_seconds: float | None = None,
        limit: int = 10_000,
        token_of: Callable[[str], str] = lambda _name: secrets.token_urlsafe(32),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._ttl = ttl_seconds
        self._chat_ttl = chat_ttl_seconds or ttl_seconds
        self._limit = limit
        self._token_of = token_of
        self._clock = clock
        self._items: dict[str, Conversation] = {}
        self._left: list[str] = []

    def begin(self, *, gemeente: str, kanaal: str, conversation_id: str | None = None) -> tuple[Conversation, str]:
        """
        Begin a conversation and return it with its token, which isn't kept in the clear.

        Raises:
            TooManyConversationsError: If as many as may be are alive.
        """
        if len(self._items) >= self._limit:
            self.sweep()
        if len(self._items) >= self._limit:
            raise TooManyConversationsError
        name = conversation_id or secrets.token_hex(16)
        token = self._token_of(name)
        conversation = Conversation(name, _hash(token), kanaal, Stand(gemeente=gemeente), self._clock())
        self._items[name] = conversation
        return conversation, token

    def get(self, conversation_id: str, token: str | None = None) -> Conversation:
        """
        Return a live conversation.

        Args:
            token: The bearer token; None only for channels that vouch for the conversation themselves.

        Raises:
            ConversationNotFoundError: If it is unknown or too old.
            WrongTokenError: If it is somebody else's.
        """
        conversation = self._items.get(conversation_id)
        if conversation is None or self._expired(conversation):
            self._items.pop(conversation_id, None)
            raise ConversationNotFoundError
        if token is not None and not hmac.compare_digest(conversation.token_hash, _hash(token)):
            raise WrongTokenError
        conversation.seen = self._clock()
        return conversation

    def find(self, conversation_id: str) -> Conversation | None:
        """Return a live conversation of a channel that vouches for it, or None."""
        try:
            return self.get(conversation_id)
        except ConversationNotFoundError:
            return None

    def peek(self, conversation_id: str) -> Conversation | None:
        """Return a live conversation without counting it as used, or None."""
        conversation = self._items.get(conversation_id)
        return None if conversation is None or self._expired(conversation) else conversation

    def forget(self, conversation_id: str) -> None:
        """Forget a conversation at once."""
        conversation = self._items.pop(conversation_id, None)
        if conversation:
            conversation.clear()
            conversation.changed.set()

    def sweep(self) -> list[str]:
        """Forget the conversations that outlived their time, and return their ids."""
        gone = [name for name, conversation in self._items.items() if self._expired(conversation)]
        self._left += [name for name in gone if self._items[name].with_wijkteam]
        for name in gone:
            self.forget(name)
        return gone

    def left(self) -> list[str]:
        """Return, once, the conversations that were swept while they waited for the wijkteam."""
        found, self._left = self._left, []
        return found

    def ids(self) -> list[str]:
        """Return the ids of the conversations that are held."""
        return list(self._items)

    def _expired(self, conversation: Conversation) -> bool:
        return self._clock() - conversation.seen > (self._chat_ttl if conversation.with_wijkteam else self._ttl)


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
