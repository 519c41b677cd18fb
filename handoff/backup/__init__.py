"""A copy of everything to keep elsewhere, and the way back; the keys of the handoffs are a copy of their own."""

from handoff.backup.making import BACKUPS, KEYS, Made, make, make_keys, remove_old
from handoff.backup.restoring import NotEmptyError, OtherVersionError, Restored, restore, restore_keys
from handoff.backup.sealed import SealError

__all__ = [
    "BACKUPS",
    "KEYS",
    "Made",
    "NotEmptyError",
    "OtherVersionError",
    "Restored",
    "SealError",
    "make",
    "make_keys",
    "remove_old",
    "restore",
    "restore_keys",
]
