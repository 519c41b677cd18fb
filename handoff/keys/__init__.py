"""Keys: one data key per handoff, wrapped by a key that only lives in a file outside the databases."""

from handoff.keys.key_file import KeyFileError, KeyInUseError
from handoff.keys.ring import KeyRing
from handoff.keys.store import KeyStore
from handoff.keys.values import DataKey, DecryptError, Place, WrappedKey

__all__ = [
    "DataKey",
    "DecryptError",
    "KeyFileError",
    "KeyInUseError",
    "KeyRing",
    "KeyStore",
    "Place",
    "WrappedKey",
]
