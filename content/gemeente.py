"""A gemeente: its name, its number, and which team looks first at which postcode."""

from datetime import date
from pathlib import Path
from typing import Any

from pydantic import Field

from content.model import Bestand, Bron, Id, Team, Tekst
from content.source import ContentError, Document, Fout
from content.validation import validated


class Gemeentenummer(Bestand):
    """The general number. `nummer` is missing where only a rule can be told ("14 en het netnummer")."""

    nummer: str | None = None
    weergave: Tekst
    bronnen: tuple[Bron, ...] = Field(min_length=1)
    gecontroleerd_op: date | None = None
    gecontroleerd_door: str | None = None


class _Main(Bestand):
    """`gemeente.yml`."""

    id: Id
    naam: Tekst
    cbs: str | None = None
    telefoon: Gemeentenummer
    website: str | None = None
    bronnen: tuple[Bron, ...] = ()


class _Teams(Bestand):
    """`teams.yml`."""

    teams: tuple[Team, ...] = Field(min_length=1)
    terugval: Id


class _Regelingen(Bestand):
    """`regelingen.yml`, of which the regelingencheck knows the rest."""

    regelingen: tuple[dict[str, Any], ...] = ()


class Gemeente(_Main, _Teams, _Regelingen):
    """One folder of `content/gemeenten/`, read together."""

    def team_for(self, postcode: str | None) -> Team:
        """Return the team for a postcode (its first four digits count); the fallback team when none has it."""
        pc4 = (postcode or "")[:4]
        for team in self.teams:
            if pc4 and pc4 in team.postcodes:
                return team
        return next(team for team in self.teams if team.id == self.terugval)


FILES: dict[str, type[Bestand]] = {"gemeente.yml": _Main, "teams.yml": _Teams, "regelingen.yml": _Regelingen}


def read_gemeente(folder: Path, documents: dict[str, Document]) -> Gemeente:
    """
    Join the files of one gemeente folder.

    Args:
        documents: The parsed files of the folder by name, such as "gemeente.yml".

    Raises:
        ContentError: If a file is missing or a value is wrong.
    """
    missing = [name for name in ("gemeente.yml", "teams.yml") if name not in documents]
    if missing:
        raise ContentError(
            [Fout(f"content/gemeenten/{folder.name}/{name}", 0, "dit bestand ontbreekt") for name in missing]
        )
    fouten: list[Fout] = []
    parts: dict[str, Any] = {}
    for name, model in FILES.items():
        try:
            parts |= dict(validated(model, documents[name])) if name in documents else {}
        except ContentError as error:
            fouten += error.fouten
    if fouten:
        raise ContentError(fouten)
    gemeente = Gemeente(**parts)
    if gemeente.id != folder.name:
        raise ContentError(
            [documents["gemeente.yml"].fout(("id",), f"'id' moet de naam van de map zijn: {folder.name}")]
        )
    if gemeente.terugval not in {team.id for team in gemeente.teams}:
        raise ContentError(
            [documents["teams.yml"].fout(("terugval",), f"'{gemeente.terugval}' staat niet bij 'teams'")]
        )
    return gemeente
