"""Keys: one data key per handoff, wrapped by a key that only lives in a file outside the database."""

import base64
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
KEY_BYTES = 32


class KeyFileError(Exception):
    """The key file can be read by others, or isn't a key file: fix it before the app may start."""


class DecryptError(Exception):
    """A value can't be decrypted: wrong key, changed bytes, or bytes that belong to another row."""


@dataclass(frozen=True)
class Place:
    """Where an encrypted value lives. It is bound to that place, so that swapped values don't decrypt."""

    table: str
    column: str
    row: str

    def bind(self, key_id: str) -> bytes:
        """Return the additional data that AES-GCM checks."""
        return f"{self.table}|{self.column}|{self.row}|{key_id}".encode()


@dataclass(frozen=True, repr=False)
class DataKey:
    """The key of one handoff, or one wrapping key: when it is destroyed, its values are gone for good."""

    id: str
    key: bytes

    def encrypt(self, place: Place, tekst: str) -> bytes:
        """Return nonce and ciphertext; the nonce is 96 fresh random bits."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + AESGCM(self.key).encrypt(nonce, tekst.encode(), place.bind(self.id))

    def decrypt(self, place: Place, value: bytes) -> str:
        """
        Return the text.

        Raises:
            DecryptError: If the key is wrong, or the value was changed or moved.
        """
        try:
            plain = AESGCM(self.key).decrypt(value[:NONCE_BYTES], value[NONCE_BYTES:], place.bind(self.id))
        except (InvalidTag, ValueError) as error:
            raise DecryptError(f"{place.table}.{place.column} can't be decrypted") from error
        return plain.decode()


@dataclass(frozen=True)
class WrappedKey:
    """A data key as it is stored: encrypted with the wrapping key `key_id`."""

    key_id: str
    value: bytes


class KeyRing:
    """The wrapping keys (the first one is in use) and the key of the lookup hashes."""

    def __init__(self, keys: dict[str, bytes], lookup: bytes) -> None:
        """Take the wrapping keys, the one in use first."""
        self._keys = {key_id: DataKey(key_id, key) for key_id, key in keys.items()}
        self._active = next(iter(self._keys.values()))
        self._lookup = lookup

    @classmethod
    def load_or_create(cls, path: Path) -> "KeyRing":
        """
        Read the key file, or make it with mode 0400.

        Raises:
            KeyFileError: If others than its owner may read the file, or it isn't a key file.
        """
        if not path.exists():
            _create(path)
        if path.stat().st_mode & 0o077:
            raise KeyFileError(f"others may read {path}: run chmod 400 on it")
        try:
            data = json.loads(path.read_text("ascii"))
            keys = {key_id: _key(value) for key_id, value in data["keys"].items()}
            return cls(keys, _key(data["lookup"]))
        except (ValueError, KeyError, AttributeError, TypeError, StopIteration) as error:
            raise KeyFileError(f"{path} isn't a key file: put back the right one, never make a new one") from error

    def new_data_key(self, handoff_id: str) -> tuple[DataKey, WrappedKey]:
        """Make the key of a new handoff, plain for use and wrapped for the database."""
        key = secrets.token_bytes(KEY_BYTES)
        wrapped = self._active.encrypt(_key_place(handoff_id), key.hex())
        return DataKey(handoff_id, key), WrappedKey(self._active.id, wrapped)

    def unwrap(self, handoff_id: str, wrapped: WrappedKey) -> DataKey:
        """Return the data key. Raises DecryptError if it was wrapped for another handoff or by an unknown key."""
        key = self._wrapping(wrapped.key_id).decrypt(_key_place(handoff_id), wrapped.value)
        return DataKey(handoff_id, bytes.fromhex(key))

    def encrypt(self, place: Place, tekst: str) -> tuple[str, bytes]:
        """Encrypt a value that belongs to no handoff; returns the key id to store beside it."""
        return self._active.id, self._active.encrypt(place, tekst)

    def decrypt(self, place: Place, key_id: str, value: bytes) -> str:
        """Return what `encrypt` stored."""
        return self._wrapping(key_id).decrypt(place, value)

    def lookup_hash(self, purpose: str, value: str) -> str:
        """Return a keyed hash to find `value` by: without the key file nobody can test a guess against it."""
        return hmac.digest(self._lookup, f"{purpose}|{value}".encode(), "sha256").hex()

    def _wrapping(self, key_id: str) -> DataKey:
        if key_id not in self._keys:
            raise DecryptError("the key file doesn't hold the key that this was encrypted with")
        return self._keys[key_id]


def _key_place(handoff_id: str) -> Place:
    return Place("data_key", "wrapped", handoff_id)


def _key(value: str) -> bytes:
    key = base64.b64decode(value, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    return key


def _fresh() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _create(path: Path) -> None:
    """Write the file beside its place and link it there, so that no process ever reads half a key file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    content = json.dumps({"keys": {f"k{secrets.token_hex(4)}": _fresh()}, "lookup": _fresh()})
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    with os.fdopen(descriptor, "w") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        return  # another process was first: its keys hold
    finally:
        draft.unlink()
