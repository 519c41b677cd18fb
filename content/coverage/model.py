"""The shape of what is measured; as JSON it has the same names."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Deel:
    """How much of one part there is, how much of it an inwoner can see, and what nobody checked yet (ids)."""

    aantal: int
    te_zien: int
    na_te_kijken: tuple[str, ...]


@dataclass(frozen=True)
class Afloop:
    """Something that expires soon, or expired already."""

    bestand: str
    id: str
    verloopt_op: date


@dataclass(frozen=True)
class Gemeentedekking:
    """
    What the folder of a gemeente holds.

    Attributes:
        nummer: `nagekeken`, `niet nagekeken` or `ontbreekt`.
    """

    id: str
    naam: str
    nummer: str
    teams: int
    postcodes_zonder_team: tuple[str, ...]
    regelingen: Deel
    plekken: Deel
    antwoorden: Deel
    loopt_af: tuple[Afloop, ...]


@dataclass(frozen=True)
class Onderwerpdekking:
    """
    What there is for one topic.

    Attributes:
        plekken: At how many places or organisations that can be shown it is, in each gemeente.
    """

    id: str
    soort: str
    antwoord: bool
    makkelijker: bool
    varianten: int
    voorbeelden: int
    proefvragen: int
    bronnen: int
    officiele_bron: bool
    gecontroleerd_op: date | None
    verloopt_op: date | None
    plekken: dict[str, int]
    controleer: tuple[str, ...]


@dataclass(frozen=True)
class Punt:
    """Something that people must do before residents use the bot."""

    bestand: str
    punt: str


@dataclass(frozen=True)
class Dekking:
    """Everything together. `loopt_af` is about what holds for every gemeente."""

    gemeten_op: date
    gemeenten: tuple[Gemeentedekking, ...]
    onderwerpen: tuple[Onderwerpdekking, ...]
    loopt_af: tuple[Afloop, ...]
    voor_livegang: tuple[Punt, ...]
