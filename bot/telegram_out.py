"""What goes out to Telegram: in order per chat, kept until Telegram has it, and known when nobody can be reached."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from telegram import InlineKeyboardMarkup, LinkPreviewOptions
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.messages import Sent
from bot.telegram_text import keyboard, pieces
from privacy.log import get_logger

log = get_logger()
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)  # Telegram would fetch the page, and show it larger than the answer
SEND_AGAIN_AFTER = (0.5, 2.0)
TRY_AGAIN_SECONDS = (5.0, 15.0, 60.0, 300.0)
MOST_WAITING = 200
Mark = Callable[[int], Awaitable[None]]


@dataclass(frozen=True)
class Part:
    """
    One message on Telegram.

    Attributes:
        begins: The message of the wijkteam that this is the first part of.
        ends: The message of the wijkteam that has arrived with this part.
    """

    text: str
    buttons: InlineKeyboardMarkup | None = None
    begins: int | None = None
    ends: int | None = None


@dataclass
class Outgoing:
    """
    The messages of one chat that Telegram doesn't have yet.

    Attributes:
        brings, brought: Called before and after a message of the wijkteam, so that a restart knows where it was.
    """

    chat: int
    bot: ExtBot[None]
    brings: Mark
    brought: Mark
    public_url: str | None = None
    _parts: deque[Part] = field(default_factory=deque)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    _failed: int = 0
    _not_before: float = 0.0

    @property
    def is_due(self) -> bool:
        """Tell whether something waits and may be tried again."""
        return bool(self._parts) and time.monotonic() >= self._not_before

    @property
    def is_empty(self) -> bool:
        """Tell whether Telegram has everything."""
        return not self._parts

    async def send(self, sent: list[Sent]) -> None:
        """
        Put messages behind what waits, and send all of it.

        Raises:
            Forbidden: If the person blocked the bot.
            TelegramError: If Telegram will never take a message; the ones behind it go on later.
        """
        for one in _joined(sent):
            self._parts.extend(_parts_of(one, self.public_url))
        while len(self._parts) > MOST_WAITING:
            self._parts.popleft()
            log.error("telegram_message_given_up")
        await self.flush()

    async def flush(self) -> None:
        """Send what waits, in order. What Telegram can't take now stays in front for later."""
        async with self._lock:
            while self._parts:
                part = self._parts[0]
                try:
                    await self._bring(part)
                except Forbidden:
                    self._parts.clear()
                    raise
                except (NetworkError, RetryAfter) as error:
                    if isinstance(error, BadRequest):
                        self._parts.popleft()
                        raise
                    self._later(error)
                    return
                self._parts.popleft()
                self._failed = 0

    async def _bring(self, part: Part) -> None:
        if part.begins is not None:
            await self.brings(part.begins)
        await post(self.bot, self.chat, part.text, part.buttons)
        if part.ends is not None:
            await self.brought(part.ends)

    def _later(self, error: TelegramError) -> None:
        pause = TRY_AGAIN_SECONDS[min(self._failed, len(TRY_AGAIN_SECONDS) - 1)]
        self._failed += 1
        self._not_before = time.monotonic() + pause
        log.warning("telegram_message_waits", error=type(error).__name__)


async def post(bot: ExtBot[None], chat: int, text: str, buttons: InlineKeyboardMarkup | None = None) -> None:
    """Send one message; when Telegram stumbles, once more, since silence is the worst answer."""
    for pause in (*SEND_AGAIN_AFTER, None):
        try:
            await bot.send_message(chat, text, parse_mode="HTML", reply_markup=buttons, link_preview_options=NO_PREVIEW)
            return
        except NetworkError as error:
            if pause is None or isinstance(error, BadRequest):
                raise
            await asyncio.sleep(pause)


def _joined(sent: list[Sent]) -> list[Sent]:
    """Make one message of what was said before: twenty at once would fill the telephone."""
    if not any(one.bericht.soort == "inwoner" for one in sent):
        return sent
    tekst = "\n\n".join(one.bericht.tekst for one in sent)
    return [Sent(sent[-1].id, replace(sent[-1].bericht, tekst=tekst, volgnummer=None))]


def _parts_of(sent: Sent, public_url: str | None) -> list[Part]:
    """Cut a message to Telegram's length; its buttons come under the last part."""
    bericht, texts = sent.bericht, pieces(sent.bericht.tekst, public_url)
    last = len(texts) - 1
    return [
        Part(
            text,
            keyboard(bericht.keuzes) if place == last else None,
            begins=bericht.volgnummer if place == 0 else None,
            ends=bericht.volgnummer if place == last else None,
        )
        for place, text in enumerate(texts)
    ]
