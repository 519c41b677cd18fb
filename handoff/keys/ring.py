"""The keys in memory. A process that runs while the keys are rotated takes the new ones over by itself."""

import hmac
import secrets
from datetime import datetime
from pathlib import Path
from threading import Lock

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from handoff.keys import key_file
from handoff.keys.key_file import KeyFile
from handoff.keys.values import KEY_BYTES, DataKey, DecryptError, Place, WrappedKey

Stamp = tuple[int, int]


class KeyRing:
    """The wrapping keys (the first one is in use), the key of the lookup hashes and the key of the audit log."""

    def __init__(self, path: Path, found: KeyFile) -> None:
        """Take the keys that were in the file; `load_or_create` is the way in."""
        self._path = path
        self._lock = Lock()
        self._stamp: Stamp | None = None  # look once more at the file before the first use
        self._take(found)

    @classmethod
    def load_or_create(cls, path: Path) -> "KeyRing":
        """
        Read the key file, or make it with mode 0400.

        Raises:
            KeyFileError: If others than its owner may read the file, or it isn't a key file.
        """
        return cls(path, key_file.load_or_create(path))

    @property
    def active_id(self) -> str:
        """Return the id of the wrapping key that new values get, also when another process just made it."""
        return self._active().id

    @property
    def ids(self) -> tuple[str, ...]:
        """Return the ids of all wrapping keys, the one in use first."""
        self._active()
        return tuple(self._keys)

    def new_data_key(self, handoff_id: str) -> tuple[DataKey, WrappedKey]:
        """Make the key of a new handoff, plain for use and wrapped for the key store."""
        key = DataKey(handoff_id, secrets.token_bytes(KEY_BYTES))
        return key, self.wrap(key)

    def wrap(self, key: DataKey) -> WrappedKey:
        """Wrap a data key with the wrapping key that is in use."""
        active = self._active()
        return WrappedKey(active.id, active.encrypt(_key_place(key.id), key.key.hex()))

    def unwrap(self, handoff_id: str, wrapped: WrappedKey) -> DataKey:
        """Return the data key. Raises DecryptError if it was wrapped for another handoff or by an unknown key."""
        key = self._wrapping(wrapped.key_id).decrypt(_key_place(handoff_id), wrapped.value)
        return DataKey(handoff_id, bytes.fromhex(key))

    def encrypt(self, place: Place, tekst: str) -> tuple[str, bytes]:
        """Encrypt a value that belongs to no handoff; returns the key id to store beside it."""
        active = self._active()
        return active.id, active.encrypt(place, tekst)

    def decrypt(self, place: Place, key_id: str, value: bytes) -> str:
        """Return what `encrypt` stored."""
        return self._wrapping(key_id).decrypt(place, value)

    def lookup_hash(self, purpose: str, value: str) -> str:
        """Return a keyed hash to find `value` by: without the key file nobody can test a guess against it."""
        return hmac.digest(self._lookup, f"{purpose}|{value}".encode(), "sha256").hex()

    def audit_mac(self, message: bytes) -> bytes:
        """Return the proof that a line of the audit log is ours."""
        return hmac.digest(self._audit, message, "sha256")

    def key_for(self, purpose: str) -> bytes:
        """
        Return a key for files of one kind, such as backups.

        It is derived from the key of the lookup hashes, which is never rotated: the copy of last night opens after a
        rotation too.
        """
        return HKDF(hashes.SHA256(), KEY_BYTES, salt=None, info=f"rondkomen {purpose}".encode()).derive(self._lookup)

    def rotate(self, now: datetime) -> str:
        """Put a new wrapping key in use, and return its id. What the old ones wrapped stays readable."""
        with key_file.locked(self._path):
            key_file.write(self._path, key_file.load(self._path).rotated(now))
        return self.active_id

    def drop(self, key_id: str, now: datetime) -> None:
        """
        Remove an old wrapping key from the file; what it still wraps is lost, so look for that first.

        Raises:
            KeyInUseError: If it is in use, not in the file, or replaced only just now.
        """
        with key_file.locked(self._path):
            key_file.write(self._path, key_file.load(self._path).without(key_id, now))
        self._active()

    def _active(self) -> DataKey:
        """Look at the file before each use: that takes microseconds, and no value gets a key that was replaced."""
        if self._stamp != _stamp(self._path):
            self._read()
        return self._keys[self._active_id]

    def _wrapping(self, key_id: str) -> DataKey:
        if key_id not in self._keys:
            self._active()
        found = self._keys.get(key_id)
        if found is None:
            raise DecryptError("the key file doesn't hold the key that this was encrypted with")
        return found

    def _read(self) -> None:
        with self._lock:
            stamp = _stamp(self._path)
            if stamp is not None:  # a file that is gone changes nothing until the next start
                self._take(key_file.load(self._path))
            self._stamp = stamp

    def _take(self, found: KeyFile) -> None:
        self._keys = {key_id: DataKey(key_id, key) for key_id, key in found.wrapping.items()}
        self._active_id = found.active
        self._lookup, self._audit = found.lookup, found.audit


def _stamp(path: Path) -> Stamp | None:
    """Return what changes when the file is replaced."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


def _key_place(handoff_id: str) -> Place:
    return Place("data_key", "wrapped", handoff_id)
