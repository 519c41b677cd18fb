"""
The two Python environments, made from the locks.

An environment counts as finished only when its stamp, written last, names the hash of its lock. An
installation that was cut off has no stamp and is made again from nothing.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from children import Child, run_all

ROOT = Path(__file__).resolve().parent.parent
STAMP = "rondkomen.json"
PROBE = "import sys; print('.'.join(map(str, sys.version_info[:3])))"


class SetupError(Exception):
    """Stops the start; the message tells the operator what to do next."""


@dataclass(frozen=True)
class Environment:
    """
    One virtual environment: its folder, the locks it must satisfy and the Pythons it runs on.

    The last lock holds everything of the ones before it; that one is installed.
    """

    name: str
    folder: str
    locks: tuple[str, ...]
    oldest: tuple[int, int]
    newest: tuple[int, int] | None = None

    @property
    def home(self) -> Path:
        """Return the folder of this environment."""
        return ROOT / self.folder

    @property
    def python(self) -> Path:
        """Return the interpreter inside this environment."""
        return self.home / "bin" / "python"

    @property
    def stamp(self) -> Path:
        """Return the file that says the installation was finished."""
        return self.home / STAMP

    def accepts(self, version: tuple[int, ...]) -> bool:
        """Tell whether this environment can be made with this version of Python."""
        return self.oldest <= version[:2] and (self.newest is None or version[:2] <= self.newest)


APP = Environment("app", ".venv", ("app.lock",), (3, 11))
DEV = Environment("app", ".venv", ("app.lock", "dev.lock"), (3, 11))
RASA = Environment("rasa", ".venv-rasa", ("rasa.lock",), (3, 10), (3, 11))


def lock_hash(name: str) -> str:
    """Return the SHA-256 of one lock file."""
    return hashlib.sha256((ROOT / "locks" / name).read_bytes()).hexdigest()


def read_stamp(environment: Environment) -> dict[str, str]:
    """Return what was installed last, or nothing when that was never finished."""
    try:
        found = json.loads(environment.stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def write_stamp(environment: Environment) -> None:
    """Write, in one step, that this environment satisfies its locks."""
    new = environment.stamp.with_suffix(".new")
    new.write_text(json.dumps({name: lock_hash(name) for name in environment.locks}), encoding="utf-8")
    new.replace(environment.stamp)


def is_finished(environment: Environment) -> bool:
    """Tell whether this environment is whole, up to date and able to run."""
    stamp = read_stamp(environment)
    return all(stamp.get(name) == lock_hash(name) for name in environment.locks) and bool(
        version_of(str(environment.python))
    )


def version_of(python: str) -> tuple[int, ...]:
    """Return the version of an interpreter, empty when it can't run."""
    try:
        done = subprocess.run([python, "-c", PROBE], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return tuple(int(part) for part in done.stdout.strip().split(".")) if done.returncode == 0 else ()


def find_python(environment: Environment) -> str:
    """
    Return an interpreter that this environment can be made with.

    Raises:
        SetupError: If this machine has none.
    """
    names = [sys.executable, "python3.11", "python3.10", "python3.12", "python3.13", "python3.14"]
    for name in names:
        path = shutil.which(name)
        if path and environment.accepts(version_of(path)):
            return path
    wanted = f"{environment.oldest[0]}.{environment.oldest[1]}"
    if environment.newest:
        wanted += f" of {environment.newest[0]}.{environment.newest[1]}"
    else:
        wanted += " of nieuwer"
    raise SetupError(
        f"Python {wanted} is nodig voor de omgeving '{environment.folder}', en staat niet op deze computer.\n"
        "  Debian 12 heeft Python 3.11: sudo apt install python3 python3-venv\n"
        "  Andere systemen: installeer Python 3.11 naast uw eigen Python. Start daarna opnieuw: make up"
    )


@contextlib.contextmanager
def only_one_installer() -> Iterator[None]:
    """Let a second make command wait until the first has finished installing."""
    handle = os.open(ROOT / "locks", os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("  Een ander make-commando installeert al; ik wacht tot het klaar is.", flush=True)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def prepare(*environments: Environment) -> list[str]:
    """
    Make every environment that isn't finished, at the same time, and return their names.

    Raises:
        SetupError: If one could not be made; what was half made is made again next time.
    """
    with only_one_installer():
        wanted = [keep_development(environment) for environment in environments]
        todo = [environment for environment in wanted if not is_finished(environment)]
        if not todo:
            return []
        pythons = {environment.folder: find_python(environment) for environment in todo}
        for environment in todo:
            make_empty(environment, pythons[environment.folder])
        uv = install_uv(todo[0])
        failed = run_all([sync(uv, environment) for environment in todo])
        for environment in todo:
            if not any(child.name == environment.name for child in failed):
                write_stamp(environment)
        if failed:
            raise SetupError(explain("\n".join(line for child in failed for line in child.tail)))
        return [environment.folder for environment in todo]


def keep_development(environment: Environment) -> Environment:
    """Return the development version if that is what was installed, so `up` never undoes `test`."""
    return DEV if environment is APP and "dev.lock" in read_stamp(environment) else environment


def make_empty(environment: Environment, python: str) -> None:
    """
    Start from a usable environment: the one that was finished before, or else an empty one.

    Raises:
        SetupError: If Debian's python3-venv is missing or the folder can't be written.
    """
    usable = bool(read_stamp(environment)) and environment.accepts(version_of(str(environment.python)))
    environment.stamp.unlink(missing_ok=True)
    if usable:
        return
    print(f"  {environment.folder}: nieuwe omgeving met {python}", flush=True)
    made = Child(environment.name, [python, "-m", "venv", "--clear", str(environment.home)])
    if run_all([made]):
        raise SetupError(explain("\n".join(made.tail)))


def install_uv(environment: Environment) -> str:
    """
    Put the locked uv in an environment and return its path.

    Raises:
        SetupError: If it can't be had.
    """
    pip = [str(environment.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    install = Child("uv", [*pip, "--retries", "2", "--require-hashes", "-r", str(ROOT / "locks" / "uv.lock")])
    if run_all([install]):
        raise SetupError(explain("\n".join(install.tail)))
    return str(environment.home / "bin" / "uv")


def sync(uv: str, environment: Environment) -> Child:
    """Describe the process that makes an environment equal to its lock."""
    lock = ROOT / "locks" / environment.locks[-1]
    argv = [uv, "pip", "sync", "--require-hashes", "--python", str(environment.python), str(lock)]
    return Child(environment.name, argv)


NEXT_STEPS = (
    (
        r"ensurepip is not|No module named .?(venv|ensurepip)|No module named pip",
        "Python kan hier geen omgeving maken. Installeer wat ontbreekt:\n  sudo apt install python3-venv",
    ),
    (r"No space left", "De schijf is vol. Maak ongeveer 5 GB vrij en start opnieuw."),
    (
        r"(?i)hash(es)? mismatch|do not match the hashes",
        "Een pakket is niet hetzelfde als in de lock. Dat mag nooit: installeer niet verder,\n"
        "  kijk of een tussenliggende server pakketten verandert en meld het aan de beheerder.",
    ),
    (
        r"(?i)name resolution|dns error|connect|timed? ?out|network|unreachable|certificate|proxy|fetch",
        "De pakketten zijn niet te bereiken. Is er internet?\n"
        "  Achter een proxy: zet HTTPS_PROXY. Met een eigen certificaat: zet SSL_CERT_FILE en PIP_CERT.\n"
        "  Start daarna opnieuw: wat al binnen is, wordt niet nog eens gehaald.",
    ),
    (r"(?i)permission denied", "Deze map is niet van u. Geef uzelf schrijfrecht of haal de code opnieuw op."),
)


def explain(output: str) -> str:
    """Return, for what an installer said, what went wrong and the next step."""
    for pattern, message in NEXT_STEPS:
        if re.search(pattern, output):
            return message
    return "Het installeren is niet gelukt; de reden staat hierboven. Start daarna opnieuw."


if __name__ == "__main__":
    try:
        prepare(DEV, RASA)
    except SetupError as error:
        sys.exit(f"\n{error}")
