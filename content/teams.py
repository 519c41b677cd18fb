"""The wijkteams of a gemeente: who looks first, and when they work."""

from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from content.model import Bestand, Id, Postcode, Tekst
from content.social_map import Dag, Klok

MAILADRES = r"^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
Mailadres = Annotated[str, StringConstraints(pattern=MAILADRES, max_length=80)]


class Werktijd(Bestand):
    """On which days of the week a team works, from when till when."""

    dagen: tuple[Dag, ...] = Field(min_length=1)
    opent: Klok
    sluit: Klok

    @model_validator(mode="after")
    def _in_order(self) -> "Werktijd":
        if self.sluit <= self.opent:
            raise ValueError("'sluit' moet later zijn dan 'opent'")
        return self


class Team(Bestand):
    """
    A wijkteam and the postcodes (four digits) for which it looks first.

    Attributes:
        werktijden: When it works, if that differs from the other teams of the gemeente.
        dicht_op: Days on which it doesn't work. Public holidays needn't be named.
        open_op: Public holidays on which it does work.
        meldadres: Where the team reads mail that a question waits; inwoners never see it.
    """

    id: Id
    naam: Tekst
    postcodes: tuple[Postcode, ...] = ()
    werktijden: tuple[Werktijd, ...] = ()
    dicht_op: tuple[date, ...] = ()
    open_op: tuple[date, ...] = ()
    meldadres: Mailadres | None = None
