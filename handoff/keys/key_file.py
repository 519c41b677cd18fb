"""The key file: the wrapping keys (the one in use first), the key of the lookup hashes, the key of the audit log."""

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Self

from handoff.keys.values import KEY_BYTES

KEEP_AFTER_ROTATION = timedelta(minutes=10)  # far longer than any transaction that began with the old key


class KeyFileError(Exception):
    """The key file can be read by others, or isn't a key file: fix it before the app may start."""


class KeyInUseError(Exception):
    """A key that may not be dropped: it is in use, was so a moment ago, or isn't there."""


@dataclass(frozen=True, repr=False)
class KeyFile:
    """What is in the key file."""

    wrapping: dict[str, bytes]
    lookup: bytes
    audit: bytes
    retired: dict[str, datetime]

    @classmethod
    def fresh(cls) -> Self:
        """Return new keys, for a new installation."""
        return cls({_new_id(): _random()}, _random(), _random(), {})

    @property
    def active(self) -> str:
        """Return the id of the wrapping key that new values get."""
        return next(iter(self.wrapping))

    def rotated(self, now: datetime) -> "KeyFile":
        """Return the same keys with a new wrapping key in front."""
        wrapping = {_new_id(): _random()} | self.wrapping
        return replace(self, wrapping=wrapping, retired=self.retired | {self.active: now})

    def without(self, key_id: str, now: datetime) -> "KeyFile":
        """
        Return the same keys without an old wrapping key.

        Raises:
            KeyInUseError: If it is in use, not in the file, or replaced only just now.
        """
        if key_id not in self.wrapping or key_id == self.active:
            raise KeyInUseError(key_id)
        retired_at = self.retired.get(key_id)
        if retired_at is not None and now < retired_at + KEEP_AFTER_ROTATION:
            raise KeyInUseError(key_id)
        wrapping = {one: key for one, key in self.wrapping.items() if one != key_id}
        return replace(self, wrapping=wrapping, retired={one: at for one, at in self.retired.items() if one != key_id})


def load_or_create(path: Path) -> KeyFile:
    """
    Read the key file, or make it with mode 0400; one from before the audit log was a chain gets its key.

    Raises:
        KeyFileError: If others than its owner may read the file, or it isn't a key file.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with locked(path):
            if not path.exists():
                write(path, KeyFile.fresh())
    if "audit" not in _stored(path):
        with locked(path):
            found = _stored(path)
            if "audit" not in found:
                write(path, _parsed(path, found | {"audit": _shown(_random())}))
    return load(path)


def load(path: Path) -> KeyFile:
    """Read a key file that is complete. Raises KeyFileError."""
    return _parsed(path, _stored(path))


def write(path: Path, keys: KeyFile) -> None:
    """Replace the file as a whole, so that no process ever reads half a key file; hold `locked` around it."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(json.dumps(_stored_form(keys)))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
        _sync_folder(path)
    finally:
        draft.unlink(missing_ok=True)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one process at a time change the key file; the lock is on its folder, because the file is replaced."""
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _stored(path: Path) -> dict[str, Any]:
    if path.stat().st_mode & 0o077:
        raise KeyFileError(f"others may read {path}: run chmod 400 on it")
    try:
        found = json.loads(path.read_text("ascii"))
    except ValueError as error:
        raise _not_a_key_file(path) from error
    if not isinstance(found, dict):
        raise _not_a_key_file(path)
    return found


def _parsed(path: Path, found: dict[str, Any]) -> KeyFile:
    try:
        wrapping = {key_id: _key(value) for key_id, value in found["keys"].items()}
        retired = {key_id: datetime.fromisoformat(at) for key_id, at in found.get("retired", {}).items()}
        if not wrapping:
            raise ValueError("no wrapping key")
        return KeyFile(wrapping, _key(found["lookup"]), _key(found["audit"]), retired)
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise _not_a_key_file(path) from error


def _not_a_key_file(path: Path) -> KeyFileError:
    return KeyFileError(f"{path} isn't a key file: put back the right one, never make a new one")


def _stored_form(keys: KeyFile) -> dict[str, Any]:
    return {
        "keys": {key_id: _shown(key) for key_id, key in keys.wrapping.items()},
        "lookup": _shown(keys.lookup),
        "audit": _shown(keys.audit),
        "retired": {key_id: at.isoformat() for key_id, at in keys.retired.items()},
    }


def _key(value: str) -> bytes:
    key = base64.b64decode(value, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    return key


def _shown(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _random() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def _new_id() -> str:
    return f"k{secrets.token_hex(4)}"


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
