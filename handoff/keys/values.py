"""Encrypted values: each one opens with its own key, in its own place only."""

import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

NONCE_BYTES = 12
KEY_BYTES = 32


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
