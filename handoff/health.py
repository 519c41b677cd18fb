"""Whether the handoff is well, for who watches over the server: counts, never who or which."""

import threading
from dataclasses import asdict, dataclass


class Misses:
    """How often something could not be stored since the last time that it could."""

    def __init__(self) -> None:
        """Start at none."""
        self._lock = threading.Lock()
        self._count = 0

    def add(self) -> None:
        """Count one that failed."""
        with self._lock:
            self._count += 1

    def forget(self) -> None:
        """Begin again: it worked."""
        with self._lock:
            self._count = 0

    @property
    def count(self) -> int:
        """Return how many failed."""
        return self._count


@dataclass(frozen=True)
class Health:
    """
    What a person must look at.

    Attributes:
        zoek: Handoffs that could get lost, and what stayed behind of ended ones: the gauge of the reconciler.
        niet_opgeslagen: Questions of inwoners that could not be stored since one could; each was told so.
        meldingen_mislukt: Notices that failed and are tried again.
        meldingen_opgegeven: Notices that are tried no more until somebody says so.
    """

    zoek: int
    niet_opgeslagen: int
    meldingen_mislukt: int
    meldingen_opgegeven: int

    @property
    def is_well(self) -> bool:
        """Tell whether nobody has to do anything. A notice that is tried again is no reason to wake somebody."""
        return not (self.zoek or self.niet_opgeslagen or self.meldingen_opgegeven)

    def shown(self) -> dict[str, int | str]:
        """Return it for a page or a metric."""
        return {"status": "ok" if self.is_well else "kijken", **asdict(self)}
