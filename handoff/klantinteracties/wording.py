"""The fixed texts at the peer, from content/teksten/klantinteracties.yml. They hold nothing of any inwoner."""

from dataclasses import dataclass

from content.catalogue import Catalogue

LONGEST = 200
LONGEST_DESCRIPTION = 40


class TextTooLongError(Exception):
    """A text is longer than its field at the peer; the message names it."""


@dataclass(frozen=True)
class Texts:
    """
    One text for each field.

    Attributes:
        lid: The name of a wijkteamlid; {kenmerk} tells one from another.
    """

    contact_onderwerp: str
    afgerond_onderwerp: str
    taak_handeling: str
    adres_omschrijving: str
    lid: str


def texts_of(catalogue: Catalogue) -> Texts:
    """
    Return the texts.

    Raises:
        TextTooLongError: If one doesn't fit: that must show at the start, and not at the first handoff.
    """
    return Texts(
        contact_onderwerp=_fitting(catalogue, "contact_onderwerp"),
        afgerond_onderwerp=_fitting(catalogue, "afgerond_onderwerp"),
        taak_handeling=_fitting(catalogue, "taak_handeling"),
        adres_omschrijving=_fitting(catalogue, "adres_omschrijving", LONGEST_DESCRIPTION),
        lid=_fitting(catalogue, "lid"),
    )


def _fitting(catalogue: Catalogue, name: str, longest: int = LONGEST) -> str:
    text = catalogue.teksten[f"klantinteracties.{name}"].strip()
    if not 0 < len(text) <= longest:
        raise TextTooLongError(f"klantinteracties.{name} must have 1 to {longest} characters")
    return text
