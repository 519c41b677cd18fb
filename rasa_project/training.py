"""Trains Rasa when something it learns from has changed, and never leaves half a model."""

import fcntl
import hashlib
import json
import shutil
import subprocess
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from content.catalogue import Catalogue
from rasa_project.export import GENERATED, export
from rasa_project.settings import PROJECT, ROOT, RasaSettings, rasa_environment

CONFIG = PROJECT / "config.yml"
DOMAIN = PROJECT / "domain.yml"
RULES = PROJECT / "data" / "rules"
COMPONENTS = PROJECT / "components"
KEPT_LINES = 25


class TrainingError(Exception):
    """Rasa could not train; the message holds its exit code and its last lines."""


@dataclass(frozen=True)
class Fingerprint:
    """What a model was made from. `components` apart: Rasa's own cache doesn't see changes in their modules."""

    everything: str
    components: str

    @classmethod
    def now(cls) -> "Fingerprint":
        """Take it from the files as they are."""
        components = sorted(COMPONENTS.glob("*.py"))
        learned_from = [*sorted(GENERATED.iterdir()), CONFIG, DOMAIN, *sorted(RULES.glob("**/*.yml"))]
        lock = ROOT / "locks" / "rasa.lock"
        return cls(_hash([*learned_from, *components, *([lock] if lock.exists() else [])]), _hash(components))

    @classmethod
    def read(cls, path: Path) -> "Fingerprint | None":
        """Read the one beside a model; without one, the model doesn't count."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            return cls(data["everything"], data["components"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, path: Path) -> None:
        """Write it beside a model."""
        half = path.with_suffix(".half")
        half.write_text(json.dumps({"everything": self.everything, "components": self.components}), encoding="utf-8")
        half.replace(path)


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

    Raises:
        TrainingError: If Rasa fails. The model that was there stays.
    """
    settings.models.mkdir(parents=True, exist_ok=True)
    with _only_one(settings.models / ".lock"):
        export(catalogue)
        wanted, stamp = Fingerprint.now(), settings.model.with_name("rondkomen.json")
        present = Fingerprint.read(stamp) if settings.model.exists() else None
        if present == wanted and not force:
            say("The model is up to date.")
            return False
        started = time.monotonic()
        same_components = present is not None and present.components == wanted.components
        made = _run_rasa(settings, say, from_nothing=force or not same_components)
        stamp.unlink(missing_ok=True)
        made.replace(settings.model)
        wanted.write(stamp)
        shutil.rmtree(made.parent)
        say(f"Trained in {time.monotonic() - started:.0f} s.")
        return True


@contextmanager
def _only_one(lock: Path) -> Iterator[None]:
    """Let a second training wait for the first; it then finds the work done."""
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _run_rasa(settings: RasaSettings, say: Callable[[str], None], *, from_nothing: bool) -> Path:
    folder = settings.models / "half"
    shutil.rmtree(folder, ignore_errors=True)
    data = [str(GENERATED / "nlu.yml"), str(RULES)]
    argv = [
        *(str(settings.python), "-W", "ignore", "-m", "rasa", "train", "--config", str(CONFIG)),
        *("--domain", str(DOMAIN), "--data", *data, "--out", str(folder), "--fixed-model-name", "rondkomen"),
        "--skip-validation",  # our own checks are stricter, and it takes as long as the training
        *(["--force"] if from_nothing else []),
    ]
    environment = {**rasa_environment(settings), "LOG_LEVEL": "INFO"}  # training data is ours: it may be told
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
