"""What the bot says in one turn: a message with its buttons, the same on every channel."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

Soort = Literal["antwoord", "vraag", "crisis", "uitkomst", "overdracht", "melding", "mens", "inwoner"]


@dataclass(frozen=True)
class Keuze:
    """A button: what it says and what comes back when it is chosen (at most 64 bytes, Telegram's limit)."""

    label: str
    keuze: str


@dataclass(frozen=True)
class Bericht:
    """
    One message to the inwoner.

    Attributes:
        onderwerp: The topic that it answers, if it answers one.
        volgnummer: Which message of a chat with the wijkteam it is: the same number again is the same message.
    """

    soort: Soort
    tekst: str
    keuzes: tuple[Keuze, ...] = ()
    onderwerp: str | None = None
    volgnummer: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the message as plain JSON, the shape that Rasa carries from action to bot."""
        return {**asdict(self), "keuzes": [asdict(keuze) for keuze in self.keuzes]}

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Bericht":
        """Read back what `as_dict` wrote."""
        keuzes = tuple(Keuze(**keuze) for keuze in data.get("keuzes", []))
        return cls(data["soort"], data["tekst"], keuzes, data.get("onderwerp"))
