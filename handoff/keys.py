"""Keys of the handoff."""

from pathlib import Path


class KeyRing:
    """The keys that wrap the data key of each handoff."""

    @classmethod
    def load_or_create(cls, path: Path) -> "KeyRing":
        """Read the key file, or make it with mode 0400."""
        raise NotImplementedError
