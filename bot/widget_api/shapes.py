"""The JSON of the API."""

from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bot.messages import Sent

ShortText = Annotated[str, StringConstraints(min_length=1, max_length=64)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)


class NieuwGesprek(_Shape):
    """Begin a conversation."""

    gemeente: Annotated[str, StringConstraints(pattern=r"^[a-z0-9_-]{1,40}$")] = "landelijk"
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
    """A message to the inwoner. `⟦shown|dialled⟧` in the text marks a phone number."""

    id: int
    soort: str
    tekst: str
    keuzes: list[KeuzeUit]
    onderwerp: str | None


class Berichten(_Shape):
    """Messages, oldest first."""

    berichten: list[BerichtUit]


class Gesprek(Berichten):
    """A conversation that was begun. The token is shown once."""

    id: str
    token: str


class Probleem(_Shape):
    """What went wrong (RFC 9457). `detail` is a sentence for the inwoner."""

    type: str
    title: str
    status: int
    detail: str


def out(sent: Sent) -> dict[str, Any]:
    """Return a sent message as JSON."""
    return {"id": sent.id, **sent.bericht.as_dict()}
