"""What an inwoner agreed to send, before it is a handoff: lines, consent and the receipt."""

from dataclasses import dataclass
from datetime import datetime

CONTACT_FIELDS = frozenset({"telefoon", "email", "naam"})


@dataclass(frozen=True)
class Line:
    """One line that the wijkteam will read, exactly as the inwoner saw it."""

    veld: str
    label: str
    waarde: str


@dataclass(frozen=True)
class Consent:
    """
    The proof of consent: which text in which language, what was shown, on which channel and when it was agreed to.

    Attributes:
        getoond: The whole preview as the inwoner saw it.
    """

    tekst_versie: str
    getoond: str
    op: datetime
    taal: str = "nl"


@dataclass(frozen=True)
class Draft:
    """A handoff that the inwoner agreed to, not stored yet; `haast`: how soon help is needed, as one of its lines."""

    conversation: str
    gemeente: str
    kanaal: str
    onderwerp: str | None
    lines: tuple[Line, ...]
    consent: Consent
    haast: str | None = None

    @property
    def scope(self) -> str:
        """Return what the consent covers: the fields that may be read, without their values."""
        return ",".join(line.veld for line in self.lines)

    @property
    def hoe(self) -> str:
        """Return how the inwoner wants to be reached: telefoon, email or chat."""
        given = {line.veld for line in self.lines}
        return next((way for way in ("telefoon", "email") if way in given), "chat")


@dataclass(frozen=True)
class Receipt:
    """What the inwoner keeps: a reference, the code to withdraw, and when to expect contact."""

    referentie: str
    code: str
    team: str
    verwacht: str
