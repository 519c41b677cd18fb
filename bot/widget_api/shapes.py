"""The JSON of the API."""

from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bot.messages import Sent
from content.screening.talk.overview import Groep

ShortText = Annotated[str, StringConstraints(min_length=1, max_length=64)]
Gemeente = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,40}$")]
VraagId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,40}$")]
OptieId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]{1,80}$")]  # twenty ages of children fit


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class NieuwGesprek(_Shape):
    """Begin a conversation."""

    gemeente: Gemeente = "landelijk"
    kanaal: Annotated[str, StringConstraints(pattern=r"^[a-z]{1,20}$")] = "widget"


class NieuwBericht(_Shape):
    """A message of the inwoner: typed text or a chosen button."""

    id: ShortText = Field(description="Chosen by the client; sending the same id again is safe.")
    tekst: str | None = Field(default=None, max_length=20_000)
    keuze: ShortText | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.tekst is None) == (self.keuze is None):
            raise ValueError("tekst or keuze, one of the two")
        return self


class KeuzeUit(_Shape):
    """A button."""

    label: str
    keuze: str


class BerichtUit(_Shape):
    """
    A message to the inwoner. `⟦shown|dialled⟧` in the text marks a phone number.

    `volgnummer` is that of a message in the chat with the wijkteam. After a restart of the server it can come again
    under another id; the same number is the same message.
    """

    id: int
    soort: str
    tekst: str
    keuzes: list[KeuzeUit]
    onderwerp: str | None
    volgnummer: int | None


class Berichten(_Shape):
    """Messages, oldest first."""

    berichten: list[BerichtUit]


class Gesprek(Berichten):
    """A conversation that was begun. The token is shown once."""

    id: str
    token: str


class GegevenAntwoorden(_Shape):
    """The answers to the regelingencheck, question by question. Unknown ones are passed over."""

    gemeente: Gemeente = "landelijk"
    antwoorden: dict[VraagId, OptieId] = Field(max_length=20)


class Detail(_Shape):
    """One thing to know about a regeling."""

    kop: str
    tekst: str


class RegelingUit(_Shape):
    """What the check thinks of one regeling. No decision is made. `bedrag` is a range in words."""

    regeling: str
    naam: str
    bedrag: str | None
    reden: str
    details: list[Detail]
    bron: str


class GroepUit(_Shape):
    """The regelingen with the same outcome, the most money first."""

    groep: Groep
    kop: str
    regelingen: list[RegelingUit]


class AntwoordUit(_Shape):
    """An answer in words."""

    vraag: str
    antwoord: str


class UitkomstUit(_Shape):
    """
    The outcome on a day. Phone numbers in texts are marked as in a message.

    `slot` is said beneath it, with what was taken for granted. `overgeslagen` counts what was no answer, or is none
    any more since the questions changed.
    """

    datum: date
    groepen: list[GroepUit]
    slot: str
    antwoorden: list[AntwoordUit]
    overgeslagen: int


class Probleem(_Shape):
    """What went wrong (RFC 9457). `detail` is a sentence for the inwoner."""

    type: str
    title: str
    status: int
    detail: str


def out(sent: Sent) -> dict[str, Any]:
    """Return a sent message as JSON."""
    return {"id": sent.id, **sent.bericht.as_dict()}
