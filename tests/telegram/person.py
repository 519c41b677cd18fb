"""Somebody with a telephone on which Telegram runs."""

import asyncio
import re
import time
from collections.abc import Callable
from typing import Any

from tests.telegram.fake_bot_api import FakeBotApi, Json

COMMAND = re.compile(r"^/\w+")


class Person:
    """Sends what people send, and reads what comes back."""

    def __init__(self, api: FakeBotApi, number: int = 600_000_001) -> None:
        self._api = api
        self.id = number
        self._read = 0
        self._albums = 0

    @property
    def messages(self) -> list[Json]:
        """Return everything that the bot sent to this chat."""
        return [message for message in self._api.sent if message["chat"]["id"] == self.id]

    async def hears(self, count: int = 1, within: float = 8.0) -> str:
        """Wait until so many new messages came, and return them as one text."""
        await until(lambda: len(self.messages) >= self._read + count, within, f"{count} messages for {self.id}")
        new = self.messages[self._read :]
        self._read = len(self.messages)
        return "\n".join(message["text"] for message in new)

    async def hears_nothing_more(self, during: float = 0.25) -> None:
        """Check that nothing new comes for a while."""
        await asyncio.sleep(during)
        assert self.messages[self._read :] == []

    @property
    def buttons(self) -> dict[str, str]:
        """Return the buttons under the last message, label → data."""
        markup = self.messages[-1].get("reply_markup") or {"inline_keyboard": []}
        return {button["text"]: button["callback_data"] for row in markup["inline_keyboard"] for button in row}

    def starts(self, payload: str = "") -> int:
        """Press the start button, perhaps of a link with something behind it."""
        return self.types(f"/start {payload}".strip())

    def types(self, text: str, update_id: int | None = None) -> int:
        """Type a message."""
        return self._says({"text": text, **_entities(text)}, update_id=update_id)

    async def presses(self, label: str) -> None:
        """Press a button under one of the messages, the newest that has it, as soon as it is there."""
        await until(lambda: self._button(label), 5, f"the button '{label}'")
        message, data = self._button(label) or ({}, "")
        shown = {key: value for key, value in message.items() if key != "html"}
        query = {"id": self._api.new_query(), "from": self._me(), "chat_instance": "1", "message": shown, "data": data}
        self._api.push("callback_query", query)

    def sends_voice(self) -> int:
        """Send a spoken message."""
        return self._says({"voice": {**_file("v"), "duration": 3}})

    def sends_sticker(self) -> int:
        """Send a sticker."""
        kind = {"type": "regular", "width": 10, "height": 10, "is_animated": False, "is_video": False}
        return self._says({"sticker": {**_file("s"), **kind}})

    def sends_location(self) -> int:
        """Send where he is."""
        return self._says({"location": {"longitude": 4.49, "latitude": 52.16}})

    def sends_photo(self, caption: str = "", album: str = "") -> int:
        """Send a photo, perhaps with words under it or as part of an album."""
        content: Json = {"photo": [{**_file("p"), "width": 10, "height": 10}]}
        content |= {"caption": caption} if caption else {}
        content |= {"media_group_id": album} if album else {}
        return self._says(content)

    def sends_album(self, count: int) -> None:
        """Send several photos at once."""
        self._albums += 1
        for _ in range(count):
            self.sends_photo(album=f"album{self._albums}")

    def edits(self, text: str) -> int:
        """Change an earlier message."""
        return self._api.push("edited_message", {**self._message({"text": text}), "edit_date": int(time.time())})

    def says_in_group(self, text: str, group: int = -100) -> int:
        """Type in a group that the bot is in."""
        chat = {"id": group, "type": "group", "title": "Proef"}
        return self._api.push("message", {**self._message({"text": text, **_entities(text)}), "chat": chat})

    def blocks(self) -> None:
        """Block the bot."""
        self._api.blocked.add(self.id)

    def _button(self, label: str) -> tuple[Json, str] | None:
        for message in reversed(self.messages):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if button["text"] == label:
                        return message, button["callback_data"]
        return None

    def _says(self, content: Json, update_id: int | None = None) -> int:
        return self._api.push("message", self._message(content), update_id)

    def _message(self, content: Json) -> Json:
        chat = {"id": self.id, "type": "private", "first_name": "Proef"}
        head = {"message_id": self._api.next_message_id(), "date": int(time.time()), "chat": chat, "from": self._me()}
        return {**head, **content}

    def _me(self) -> Json:
        return {"id": self.id, "is_bot": False, "first_name": "Proefpersoon", "username": "proefpersoon"}


async def until(ready: Callable[[], Any], within: float, what: str) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + within
    while not ready():
        assert time.monotonic() < deadline, f"waited in vain for {what}"
        await asyncio.sleep(0.01)


def _entities(text: str) -> Json:
    command = COMMAND.match(text)
    return {"entities": [{"type": "bot_command", "offset": 0, "length": command.end()}]} if command else {}


def _file(name: str) -> Json:
    return {"file_id": name, "file_unique_id": name}
