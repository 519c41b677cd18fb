"""Trains Rasa when something it learns from has changed, and never leaves half a model."""

import fcntl
import hashlib
import shutil
import subprocess
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from content.catalogue import Catalogue
from content.examples import load_examples
from rasa_project.export import GENERATED, export
from rasa_project.settings import PROJECT, ROOT, RasaSettings, all_cores, rasa_environment

CONFIG = PROJECT / "config.yml"
DOMAIN = PROJECT / "domain.yml"
RULES = PROJECT / "data" / "rules"
COMPONENTS = PROJECT / "components"
KEPT_LINES = 25


class TrainingError(Exception):
    """Rasa could not train; the message holds its exit code and its last lines."""


def fingerprint() -> str:
    """Return what a model would be made from now, as one hash."""
    learned_from = [*sorted(GENERATED.iterdir()), CONFIG, DOMAIN, *sorted(RULES.glob("**/*.yml"))]
    lock = ROOT / "locks" / "rasa.lock"
    return _hash([*learned_from, *sorted(COMPONENTS.glob("*.py")), *([lock] if lock.exists() else [])])


def _hash(files: list[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def train(catalogue: Catalogue, settings: RasaSettings, say: Callable[[str], None], *, force: bool = False) -> bool:
    """
    Export the content and train, unless the model was made from exactly this; tell whether it trained.

    Args:
        force: Train although nothing has changed, and from nothing instead of from where the last training ended.

    Raises:
        TrainingError: If Rasa fails. The model that was there stays.
    """
    settings.models.mkdir(parents=True, exist_ok=True)
    with _only_one(settings.models / ".lock"):
        export(catalogue, load_examples())
        wanted, stamp = fingerprint(), settings.model.with_name("rondkomen.sha256")
        if settings.model.exists() and _written(stamp) == wanted and not force:
            say("The model is up to date.")
            return False
        if force:
            _forget_last_weights(settings)
        started = time.monotonic()
        made = _run_rasa(settings, say)
        stamp.unlink(missing_ok=True)
        made.replace(settings.model)
        stamp.write_text(wanted + "\n", encoding="utf-8")
        shutil.rmtree(made.parent)
        say(f"Trained in {time.monotonic() - started:.0f} s.")
        return True


def _forget_last_weights(settings: RasaSettings) -> None:
    for file in settings.cache.glob("last_*.npz"):
        file.unlink(missing_ok=True)


def _written(stamp: Path) -> str | None:
    """Return what the model was made from; a model without a stamp doesn't count."""
    try:
        return stamp.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        return None


@contextmanager
def _only_one(lock: Path) -> Iterator[None]:
    """Let a second training wait for the first; it then finds the work done."""
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _run_rasa(settings: RasaSettings, say: Callable[[str], None]) -> Path:
    folder = settings.models / "half"
    shutil.rmtree(folder, ignore_errors=True)
    data = [str(GENERATED / "nlu.yml"), str(RULES)]
    argv = [
        *(str(settings.python), "-W", "ignore", "-m", "rasa", "train", "--config", str(CONFIG)),
        *("--domain", str(DOMAIN), "--data", *data, "--out", str(folder), "--fixed-model-name", "rondkomen"),
        "--skip-validation",  # our own checks are stricter, and it takes as long as the training
        "--force",  # Rasa's own cache doesn't see what our component reads by itself
    ]
    # training data is ours: it may be told
    environment = {**rasa_environment(settings), **all_cores(), "LOG_LEVEL": "INFO"}
    lines, code = _follow(argv, environment, say)
    made = folder / "rondkomen.tar.gz"
    if code or not made.exists():
        raise TrainingError(f"Rasa stopped with code {code} and made no model. Its last lines:\n" + "\n".join(lines))
    return made


def _follow(argv: list[str], environment: dict[str, str], say: Callable[[str], None]) -> tuple[list[str], int]:
    """Run a command to its end, telling its progress, and return its last lines and its exit code."""
    last: deque[str] = deque(maxlen=KEPT_LINES)
    try:
        process = subprocess.Popen(  # noqa: S603 - our own command
            argv, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
    except OSError as error:
        raise TrainingError(f"{argv[0]} can't be started ({error.strerror}). First run: make up") from error
    with process:
        for line in process.stdout or ():
            last.append(line.rstrip())
            if " INFO " in line:
                say("  " + line.rstrip().split(" - ", 1)[-1])
    return [line for line in last if line], process.returncode
