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


class Gemeente(Bestand):
    """One folder of `content/gemeenten/`, read together."""

    id: Id
    naam: Tekst
    cbs: str | None = None
    telefoon: Gemeentenummer
    website: str | None = None
    bronnen: tuple[Bron, ...] = ()
    teams: tuple[Team, ...] = Field(min_length=1)
    terugval: Id
    regelingen: tuple[dict[str, Any], ...] = ()

    def team_for(self, postcode: str | None) -> Team:
        """Return the team for a postcode (its first four digits count); the fallback team when none has it."""
        pc4 = (postcode or "")[:4]
        for team in self.teams:
            if pc4 and pc4 in team.postcodes:
                return team
        return next(team for team in self.teams if team.id == self.terugval)


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
    main, teams = documents["gemeente.yml"], documents["teams.yml"]
    regelingen = documents["regelingen.yml"].data if "regelingen.yml" in documents else []
    if isinstance(regelingen, dict):
        regelingen = regelingen.get("regelingen", [])
    joined = Document(
        main.name, {**main.data, **teams.data, "regelingen": regelingen or []}, {**teams.lines, **main.lines}
    )
    gemeente = validated(Gemeente, joined)
    if gemeente.terugval not in {team.id for team in gemeente.teams}:
        raise ContentError([teams.fout(("terugval",), f"'{gemeente.terugval}' staat niet bij 'teams'")])
    return gemeente
