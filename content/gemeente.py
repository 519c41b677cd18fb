"""A gemeente: its name, its number, its teams and sociale kaart, and what it answers in its own words."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from content.canned_replies import Standaardberichten
from content.local_answers import LokaalAntwoord
from content.model import Bestand, Bron, Id, Tekst
from content.social_map import SocialeKaart
from content.source import ContentError, Document, Fout
from content.teams import Team, Werktijd
from content.validation import validated

ANSWERS = "faq/"
SCHEMES = "regelingen/"  # read by the regelingencheck, not here


class Gemeentenummer(Bestand):
    """The general number. `nummer` is missing where only a rule can be told ("14 en het netnummer")."""

    nummer: Annotated[str, StringConstraints(pattern=r"^[0-9]{3,11}$")] | None = None
    weergave: Tekst
    bronnen: tuple[Bron, ...] = Field(min_length=1)
    gecontroleerd_op: date | None = None
    gecontroleerd_door: Tekst | None = None

    @property
    def is_known(self) -> bool:
        """Tell whether there is a number that somebody named checked."""
        return bool(self.nummer and self.gecontroleerd_op and self.gecontroleerd_door)


class _Main(Bestand):
    """`gemeente.yml`."""

    id: Id
    naam: Tekst
    cbs: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")] | None = None
    telefoon: Gemeentenummer
    website: str | None = None
    bronnen: tuple[Bron, ...] = ()


class _Teams(Bestand):
    """`teams.yml`."""

    teams: tuple[Team, ...] = Field(min_length=1)
    terugval: Id
    werktijden: tuple[Werktijd, ...] = ()
    dicht_op: tuple[date, ...] = ()
    open_op: tuple[date, ...] = ()


class Gemeente(_Main, _Teams, SocialeKaart, Standaardberichten):
    """One folder of `content/gemeenten/`, read together."""

    antwoorden: Mapping[str, LokaalAntwoord] = Field(default_factory=dict)

    def team_for(self, postcode: str | None) -> Team:
        """Return the team for a postcode (its first four digits count); the fallback team when none has it."""
        pc4 = (postcode or "")[:4]
        for team in self.teams:
            if pc4 and pc4 in team.postcodes:
                return team
        return next(team for team in self.teams if team.id == self.terugval)


FILES: dict[str, type[Bestand]] = {
    "gemeente.yml": _Main,
    "teams.yml": _Teams,
    "sociale_kaart.yml": SocialeKaart,
    "standaardberichten.yml": Standaardberichten,
}
REQUIRED = ("gemeente.yml", "teams.yml")


def read_gemeente(folder: Path, documents: Mapping[str, Document]) -> Gemeente:
    """
    Join the files of one gemeente folder.

    Args:
        documents: The parsed files of the folder by name, such as "gemeente.yml" or "faq/schaamte.yml".

    Raises:
        ContentError: If a file is missing or a value is wrong.
    """
    missing = [name for name in REQUIRED if name not in documents]
    if missing:
        raise ContentError(
            [Fout(f"content/gemeenten/{folder.name}/{name}", 0, "dit bestand ontbreekt") for name in missing]
        )
    fouten: list[Fout] = []
    parts: dict[str, Any] = {}
    answers: dict[str, LokaalAntwoord] = {}
    for name, document in documents.items():
        try:
            if name.startswith(ANSWERS):
                answers[Path(name).stem] = validated(LokaalAntwoord, document)
            else:
                parts |= dict(validated(_model_of(name, document), document))
        except ContentError as error:
            fouten += error.fouten
    if fouten:
        raise ContentError(fouten)
    gemeente = Gemeente(**parts, antwoorden=answers)
    wrong = _inconsistent(folder, documents, gemeente)
    if wrong:
        raise ContentError([wrong])
    return gemeente


def _model_of(name: str, document: Document) -> type[Bestand]:
    if name not in FILES:
        folders = f"of zet het in de map {ANSWERS} of {SCHEMES}"
        raise ContentError([Fout(document.name, 0, f"dit bestand ken ik niet; kies uit {', '.join(FILES)}, {folders}")])
    return FILES[name]


def _inconsistent(folder: Path, documents: Mapping[str, Document], gemeente: Gemeente) -> Fout | None:
    if gemeente.id != folder.name:
        return documents["gemeente.yml"].fout(("id",), f"'id' moet de naam van de map zijn: {folder.name}")
    if gemeente.terugval not in {team.id for team in gemeente.teams}:
        return documents["teams.yml"].fout(("terugval",), f"'{gemeente.terugval}' staat niet bij 'teams'")
    return None
