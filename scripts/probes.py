"""Questions to the network of this computer: is a port free, is a server well."""

from __future__ import annotations

import socket
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping

from environments import SetupError


def is_free(port: int) -> bool:
    """Tell whether nobody listens on this port of this computer."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def answers(address: str) -> bool:
    """Tell whether a server at this address answers that it is well."""
    try:
        with urllib.request.urlopen(address, timeout=2) as reply:  # noqa: S310 - our own http addresses
            return bool(reply.status < 400)
    except (urllib.error.URLError, OSError, ValueError):
        return False


def understands(address: str, token: str | None) -> bool:
    """Tell whether Rasa has its model: it answers earlier, but understands nothing then."""
    query = "?" + urllib.parse.urlencode({"token": token}) if token else ""
    request = urllib.request.Request(  # noqa: S310 - our own http address
        f"{address}/model/parse{query}", data=b'{"text": "/menu"}', headers={"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=5) as reply:  # noqa: S310
            return b'"intent"' in reply.read()
    except (urllib.error.URLError, OSError, ValueError):
        return False


def require_free_ports(env: Mapping[str, str]) -> None:
    """
    Refuse to start when a port is taken, before anything runs.

    Raises:
        SetupError: If one is; it names the port, how to find its holder and how to choose another.
    """
    for name, use in (("BOT_PORT", "de chatbot"), ("RASA_PORT", "Rasa")):
        port = int(env[name])
        if is_free(port):
            continue
        if name == "BOT_PORT" and answers(f"http://127.0.0.1:{port}/gezond"):
            raise SetupError(f"Rondkomen draait al op http://127.0.0.1:{port}/. Stop het eerst met Ctrl-C.")
        raise SetupError(
            f"Poort {port} is bezet, en {use} heeft die nodig.\n"
            f"  Wie houdt de poort bezet?  ss -ltnp 'sport = :{port}'\n"
            f"  Een andere poort kiezen:   {name}={port + 100} make up   (of zet {name} in .env)"
        )
