"""A real website on loopback that does everything websites do to visitors, and remembers who came when."""

import re
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

ROBOTS = b"User-agent: *\nDisallow: /verboden\n"
SENT_ON = {
    "/verhuisd": (301, "/nieuw"),
    "/verhuisd-voor-goed": (308, "/verhuisd"),
    "/even-anders": (302, "/nieuw"),
    "/via-even-anders": (301, "/even-anders"),
    "/oud/pagina": (301, "/"),
    "/kring": (302, "/kring"),
}
STATUSES = {"/weg": 404, "/opgeheven": 410, "/weigert": 403, "/te-druk": 429, "/kapot": 500}


@dataclass
class Visits:
    """What the website saw."""

    asked: list[tuple[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    inside: int = 0
    most_inside: int = 0
    sent: int = 0


class _Page(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    visits: Visits
    lock: threading.Lock

    def do_HEAD(self) -> None:
        self._come_in()

    def do_GET(self) -> None:
        self._come_in()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def _come_in(self) -> None:
        with self.lock:
            self.visits.asked.append((self.command, self.path))
            self.visits.times.append(time.monotonic())
            self.visits.agents.add(self.headers["User-Agent"])
            self.visits.inside += 1
            self.visits.most_inside = max(self.visits.most_inside, self.visits.inside)
        try:
            self._behave()
        except (BrokenPipeError, ConnectionResetError, ssl.SSLError):
            self.close_connection = True
        finally:
            with self.lock:
                self.visits.inside -= 1

    def _behave(self) -> None:
        self.path = self.path.partition("?")[0]
        odd = getattr(self, f"_{re.sub('[-.]', '_', self.path.strip('/'))}", None)
        if odd:
            odd()
        elif self.path in SENT_ON:
            status, place = SENT_ON[self.path]
            self._say(status, place=place)
        else:
            self._say(STATUSES.get(self.path, 200), b"Hallo")

    def _say(self, status: int, text: bytes = b"", place: str = "") -> None:
        self.send_response(status)
        if place:
            self.send_header("Location", place)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(text)

    def _hang_up(self) -> None:
        self.close_connection = True

    def _alleen_get(self) -> None:
        self._say(200 if self.command == "GET" else 405)

    def _weg_op_head(self) -> None:
        self._say(200 if self.command == "GET" else 404)

    def _stil_op_head(self) -> None:
        self._say(200) if self.command == "GET" else self._hang_up()

    _breekt = _hang_up

    def _traag(self) -> None:
        time.sleep(1.5)
        self._hang_up()

    def _druppel(self) -> None:
        """Begin to answer, letter by letter, and never come to the point."""
        for letter in b"HTTP/1.1 200 OK\r\nX-Geduld: " + b"a" * 60:
            self.wfile.write(bytes([letter]))
            time.sleep(0.05)
        self._hang_up()

    def _even_kapot(self) -> None:
        self._say(503 if len([one for one in self.visits.asked if one[1] == self.path]) <= 2 else 200)

    def _reus(self) -> None:
        """Send a page that is far too large, to whoever asks for it."""
        self.close_connection = True
        if self.command == "HEAD":
            return self._say(405)
        self.send_response(200)
        self.end_headers()
        for _ in range(20_000):
            self.wfile.write(b"x" * 10_000)
            self.visits.sent += 10_000
        return None


@contextmanager
def odd_website(*, robots: bytes = ROBOTS, context: ssl.SSLContext | None = None) -> Iterator[tuple[str, Visits]]:
    """Open the website, and give its address and what it sees."""
    visits = Visits()
    page = type("Page", (_Page,), {"visits": visits, "lock": threading.Lock()})
    page._robots_txt = lambda self: self._say(200, robots)
    server = ThreadingHTTPServer(("127.0.0.1", 0), page)
    server.daemon_threads = True
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"{'https' if context else 'http'}://127.0.0.1:{server.server_port}", visits
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
