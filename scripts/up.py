"""
Start the whole of Rondkomen on this computer: install, check, train, serve.

Only the standard library: a fresh Debian with python3, python3-venv and make is enough.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

if sys.version_info < (3, 8):  # noqa: UP036 - whoever has an older Python must learn it from this line
    sys.exit("Python 3.11 of nieuwer is nodig. Op Debian 12: sudo apt install python3 python3-venv")

import environments
from children import Child, run_all, stop_all
from environments import APP, RASA, ROOT, SetupError

VAR = ROOT / "var"
APP_PATIENCE = 60.0
RASA_PATIENCE = 120.0
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 60.0
SETTLED = 120.0
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def say(text: str) -> None:
    """Show one line to the operator at once, also when the output goes to a file."""
    print(text, flush=True)


def settings(env_file: Path, given: Mapping[str, str]) -> dict[str, str]:
    """
    Return the environment for our processes: what is given, then .env, then the defaults.

    The addresses follow from the ports, so that choosing another port is one setting.
    """
    found = {**read_env_file(env_file), **given}
    found.setdefault("BOT_PORT", "8000")
    found.setdefault("RASA_PORT", "5005")
    for name in ("BOT_PORT", "RASA_PORT"):
        if not (found[name].isascii() and found[name].isdigit() and 0 < int(found[name]) < 65536):
            raise SetupError(f"{name} moet een getal van 1 tot 65535 zijn, zoals 8100. Er staat: {found[name]}")
    found.setdefault("BOT_RASA_URL", f"http://127.0.0.1:{found['RASA_PORT']}")
    found.setdefault("ACTIONS_URL", f"http://127.0.0.1:{found['BOT_PORT']}/actions/webhook")
    if "RASA_TOKEN" in found:
        found.setdefault("BOT_RASA_TOKEN", found["RASA_TOKEN"])
    return found


def read_env_file(path: Path) -> dict[str, str]:
    """Return the NAME=value lines of a file; none when there is no such file."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        name, sign, value = line.strip().partition("=")
        if sign and not name.startswith("#") and value.strip():
            found[name.strip()] = value.strip().strip("'\"")
    return found


def make_var(folder: Path) -> None:
    """Make the folder for database, keys and logs, for this account only."""
    folder.mkdir(mode=0o700, exist_ok=True)
    folder.chmod(0o700)
    (folder / "log").mkdir(mode=0o700, exist_ok=True)


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


def run_step(name: str, argv: list[str], env: Mapping[str, str], failed: str) -> None:
    """
    Run one command to its end, with its output in view.

    Raises:
        SetupError: With the text for a failure, if the command fails.
    """
    if run_all([Child(name, [str(APP.python), "-m", *argv], env=env)]):
        raise SetupError(failed)


class Stack:
    """The two servers: the app must live; Rasa may fall and is raised again."""

    def __init__(self, env: Mapping[str, str], log: Path) -> None:
        python = str(APP.python)
        self.app = Child("app", [python, "-m", "bot", "serve"], env=env, log=log / "app.log")
        self.rasa = Child("rasa", [python, "-m", "rasa_project", "serve"], env=env, log=log / "rasa.log")
        self.pause = FIRST_PAUSE
        self.raise_at: float | None = None
        self.started_at = 0.0

    def start(self) -> None:
        """Start both; the app doesn't wait for Rasa."""
        self.app.start()
        self._start_rasa()

    def _start_rasa(self) -> None:
        self.rasa.start()
        self.started_at = time.monotonic()
        self.raise_at = None

    def stop(self) -> None:
        """Stop both, with everything they started."""
        stop_all([self.app, self.rasa])

    def look_after(self, now: float) -> None:
        """
        Look once whether both still run.

        Raises:
            SetupError: If the app has ended.
        """
        if not self.app.running:
            last = "\n".join(f"  app | {line}" for line in self.app.tail)
            raise SetupError(f"{last}\nDe app is gestopt (code {self.app.code}). Alles gaat nu uit.")
        if self.raise_at is not None:
            if now >= self.raise_at:
                say("Rasa wordt opnieuw gestart.")
                self._start_rasa()
        elif not self.rasa.running:
            self._plan_rasa(now)

    def _plan_rasa(self, now: float) -> None:
        """Plan Rasa's next start, later each time it falls soon after its start."""
        stop_all([self.rasa])
        if now - self.started_at > SETTLED:
            self.pause = FIRST_PAUSE
        say(
            f"Rasa is gestopt (code {self.rasa.code}); zie {self.rasa.log}.\nDe chatbot gaat door met knoppen. "
            f"Nieuwe poging over {self.pause:.0f} seconden."
        )
        self.raise_at = now + self.pause
        self.pause = min(self.pause * 2, LONGEST_PAUSE)

    def wait_for(self, ready: Callable[[], bool], patience: float) -> bool:
        """Look after both until something is ready; False when it takes too long."""
        deadline = time.monotonic() + patience
        while time.monotonic() < deadline:
            self.look_after(time.monotonic())
            if ready():
                return True
            time.sleep(0.2)
        return False


def stop_on_signals() -> None:
    """Let Ctrl-C, a polite kill and a closed terminal all end in the same tidying up."""

    def stop(_number: int, _frame: object) -> None:
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)  # a second Ctrl-C must not cut the tidying up short
        raise KeyboardInterrupt

    for number in STOP_SIGNALS:
        signal.signal(number, stop)


def prepare(env: Mapping[str, str]) -> None:
    """Do everything that comes before serving: environments, content, model."""
    say("1/4 Omgevingen: Python-pakketten volgens locks/ (de eerste keer ongeveer 600 MB)")
    made = environments.prepare(APP, RASA)
    say(f"  klaar: {', '.join(made)}" if made else "  alles staat er al")
    say("2/4 Inhoud: antwoorden en regelingen controleren")
    run_step("inhoud", ["content", "check"], env, "De inhoud heeft een fout, zie hierboven. Er is niets gestart.")
    say("3/4 Taalmodel: trainen als de inhoud is veranderd")
    run_step("rasa", ["rasa_project", "train"], env, "Het trainen is niet gelukt; de reden staat hierboven.")


def serve(env: Mapping[str, str]) -> None:
    """Start both servers, show the addresses and stay until somebody stops us."""
    say("4/4 Starten: de chatbot en Rasa")
    home = f"http://127.0.0.1:{env['BOT_PORT']}"
    stack = Stack(env, VAR / "log")
    try:
        stack.start()
        if not stack.wait_for(lambda: answers(f"{home}/gezond"), APP_PATIENCE):
            raise SetupError(f"De app geeft geen antwoord op {home}/gezond; zie {stack.app.log}")
        if not stack.wait_for(lambda: understands(env["BOT_RASA_URL"], env.get("BOT_RASA_TOKEN")), RASA_PATIENCE):
            say(f"Rasa is nog niet klaar; zie {stack.rasa.log}. De chatbot werkt tot dan met knoppen.")
        show_addresses(home)
        run_all([Child("account", [str(APP.python), "-m", "handoff", "account"], env=env)])
        say("\nStoppen: Ctrl-C")
        stack.wait_for(lambda: False, float("inf"))
    except KeyboardInterrupt:
        say("\nRondkomen stopt.")
    finally:
        stack.stop()


def show_addresses(home: str) -> None:
    """Tell where everything is."""
    say(
        f"\nRondkomen draait.\n"
        f"  Voorbeeldpagina met de chatknop   {home}/\n"
        f"  De chat op een hele pagina        {home}/chat\n"
        f"  Console van het wijkteam          {home}/console/\n"
        f"  Praten in de terminal             make talk"
    )


def main() -> int:
    """Run all steps; return the exit code."""
    started = time.monotonic()
    stop_on_signals()
    os.chdir(ROOT)
    try:
        env = settings(ROOT / ".env", os.environ)
        require_free_ports(env)
        make_var(VAR)
        prepare(env)
        say(f"  voorbereid in {time.monotonic() - started:.0f} seconden")
        serve(env)
    except SetupError as error:
        say(f"\n{error}")
        return 1
    except KeyboardInterrupt:
        say("\nAfgebroken. Wat nog niet klaar was, gaat de volgende keer opnieuw.")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
