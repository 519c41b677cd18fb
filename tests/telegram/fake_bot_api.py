"""Telegram's Bot API as far as the bot speaks it, over real HTTP, and as strict about what it accepts."""

import asyncio
import html
import itertools
import json
import re
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

TOKEN = "123456:TEST-token-of-nobody"
BOT = {"id": 123456, "is_bot": True, "first_name": "Rondkomen", "username": "rondkomen_proef_bot"}
TAG = re.compile(r'<(/?)(\w+)(?:(?<=<a) href="[^"<>]*")?>')
ALLOWED_TAGS = {"s", "b", "i", "u", "a", "code", "pre"}
Json = dict[str, Any]


class RefusedError(Exception):
    """An error as Telegram gives it."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.body: Json = {"ok": False, "error_code": code, "description": description}
        if parameters:
            self.body["parameters"] = parameters


@dataclass
class FakeBotApi:
    """
    One bot and its chats.

    Attributes:
        calls: The methods that were called, in order.
        sent: Every message that was accepted, in order.
        previews: What was said with each of them about showing a page that it links to.
        failures: Method → errors to give before it works again.
        repeat_old: Give every update again and again, as after a lost confirmation.
        closing: Let nobody wait for updates any more.
    """

    token: str = TOKEN
    calls: list[str] = field(default_factory=list)
    sent: list[Json] = field(default_factory=list)
    previews: list[Json] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    blocked: set[int] = field(default_factory=set)
    failures: dict[str, list[RefusedError]] = field(default_factory=dict)
    updates: list[Json] = field(default_factory=list)
    repeat_old: bool = False
    closing: bool = False

    def __post_init__(self) -> None:
        self._message_ids = itertools.count(1)
        self._update_ids = itertools.count(1_000)
        self._query_ids: set[str] = set()
        self.confirmed = 0
        self.app = Starlette(routes=[Route("/bot{token}/{method}", self._call, methods=["GET", "POST"])])

    def fail(
        self, method: str, code: int, description: str = "Internal Server Error", times: int = 1, **more: int
    ) -> None:
        """Let a method fail so many times."""
        self.failures.setdefault(method, []).extend(RefusedError(code, description, **more) for _ in range(times))

    def push(self, kind: str, content: Json, update_id: int | None = None) -> int:
        """Put an update in the queue, and return its number."""
        number = next(self._update_ids) if update_id is None else update_id
        self.updates.append({"update_id": number, kind: content})
        return number

    def new_query(self) -> str:
        """Return the number of a button that was pressed."""
        query = f"q{len(self._query_ids) + 1}"
        self._query_ids.add(query)
        return query

    def next_message_id(self) -> int:
        """Return a number for a message."""
        return next(self._message_ids)

    async def _call(self, request: Request) -> JSONResponse:
        method = request.path_params["method"]
        if request.path_params["token"] != self.token:
            return JSONResponse(RefusedError(401, "Unauthorized").body, 401)
        self.calls.append(method)
        body = parse_qs((await request.body()).decode(), keep_blank_values=True)
        given = {key: values[0] for key, values in body.items()}
        try:
            if self.failures.get(method):
                raise self.failures[method].pop(0)
            handler = getattr(self, f"_{method}", None)
            if handler is None:
                raise RefusedError(404, "Not Found: method not found")
            return JSONResponse({"ok": True, "result": await handler(given)})
        except RefusedError as error:
            return JSONResponse(error.body, error.body["error_code"])

    async def _getMe(self, _given: Json) -> Json:  # noqa: N802 - Telegram's name
        rights = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
        return {**BOT, **rights}

    async def _deleteWebhook(self, given: Json) -> bool:  # noqa: N802
        if given.get("drop_pending_updates") == "true":
            self.updates.clear()
        return True

    async def _getUpdates(self, given: Json) -> list[Json]:  # noqa: N802
        offset, until = int(given.get("offset", 0)), time.monotonic() + float(given.get("timeout", 0))
        kinds = set(json.loads(given.get("allowed_updates", "[]")))
        self.confirmed = max(self.confirmed, offset)
        if not self.repeat_old:
            self.updates = [update for update in self.updates if update["update_id"] >= offset]
        while True:
            waiting = [update for update in self.updates if not kinds or kinds & set(update)]
            if waiting or self.closing or time.monotonic() >= until:
                return waiting[: int(given.get("limit", 100))]
            await asyncio.sleep(0.005)

    async def _sendMessage(self, given: Json) -> Json:  # noqa: N802
        chat = int(given["chat_id"])
        if chat in self.blocked:
            raise RefusedError(403, "Forbidden: bot was blocked by the user")
        text = _visible(given.get("text", ""), given.get("parse_mode"))
        markup = _markup(given.get("reply_markup"))
        message = {
            "message_id": self.next_message_id(),
            "date": int(time.time()),
            "chat": {"id": chat, "type": "private" if chat > 0 else "group", "title": "Proef"},
            "from": BOT,
            "text": text,
            **({"reply_markup": markup} if markup else {}),
        }
        self.sent.append({**message, "html": given.get("text", "")})
        self.previews.append(json.loads(given.get("link_preview_options", "{}")))
        return message

    async def _answerCallbackQuery(self, given: Json) -> bool:  # noqa: N802
        query = given["callback_query_id"]
        if query not in self._query_ids:
            raise RefusedError(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self._query_ids.discard(query)
        self.answered.append(query)
        return True

    async def _editMessageReplyMarkup(self, given: Json) -> Json:  # noqa: N802
        number, markup = int(given["message_id"]), _markup(given.get("reply_markup"))
        message = next((one for one in self.sent if one["message_id"] == number), None)
        if message is None:
            raise RefusedError(400, "Bad Request: message to edit not found")
        if message.get("reply_markup") == markup:
            raise RefusedError(400, "Bad Request: message is not modified")
        message["reply_markup"] = markup
        return message


def _visible(text: str, parse_mode: str | None) -> str:
    """Return what a person sees, or refuse as Telegram does."""
    if parse_mode == "HTML":
        open_tags: list[str] = []
        for closing, name in TAG.findall(text):
            fits = name in ALLOWED_TAGS and (not closing or (open_tags and open_tags[-1] == name))
            if not fits:
                raise RefusedError(400, f"Bad Request: can't parse entities: unsupported tag {name}")
            open_tags = open_tags[:-1] if closing else [*open_tags, name]
        bare = TAG.sub("", text)
        if open_tags or "<" in bare or re.search(r"&(?!amp;|lt;|gt;|quot;|#)", bare):
            raise RefusedError(400, "Bad Request: can't parse entities")
        text = html.unescape(bare)
    if not text.strip():
        raise RefusedError(400, "Bad Request: message text is empty")
    if len(text.encode("utf-16-le")) // 2 > 4096:
        raise RefusedError(400, "Bad Request: message is too long")
    return text.strip()


def _markup(given: str | None) -> Json | None:
    markup: Json | None = json.loads(given) if given else None
    for row in markup["inline_keyboard"] if markup else []:
        for button in row:
            if not button["text"] or not 1 <= len(button["callback_data"].encode()) <= 64:
                raise RefusedError(400, "Bad Request: BUTTON_DATA_INVALID")
    return markup
