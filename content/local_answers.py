"""What a gemeente says instead of the national text: `content/gemeenten/<gemeente>/faq/<onderwerp>.yml`."""

from pydantic import Field

from content.model import Antwoord, Bron, Id, Nagekeken, Tekst

LOCAL_TEXTS = ("kort", "zorg", "meer", "makkelijker")
LOCAL_FIELDS = (*LOCAL_TEXTS, "telefoon", "vervolg")


class LokaalAntwoord(Nagekeken):
    """
    The parts of one answer that are different in a gemeente. What is left out comes from the national answer.

    Attributes:
        controleer: What people must check, beside what the national answer asks.
    """

    id: Id
    eigenaar: Tekst
    bronnen: tuple[Bron, ...] = Field(min_length=1)
    kort: Tekst | None = None
    zorg: Tekst | None = None
    meer: Tekst | None = None
    makkelijker: Tekst | None = None
    telefoon: tuple[Id, ...] | None = None
    vervolg: tuple[Id, ...] | None = None
    controleer: tuple[Tekst, ...] = ()

    def over(self, national: Antwoord) -> Antwoord:
        """Return the national answer with these parts in it; it holds as long as both do."""
        own = {name: value for name in LOCAL_FIELDS if (value := getattr(self, name)) is not None}
        checked = min(self.gecontroleerd_op or national.gecontroleerd_op, national.gecontroleerd_op)
        expires = min(self.verloopt_op or national.verloopt_op, national.verloopt_op)
        dates = {"gecontroleerd_op": checked, "verloopt_op": expires}
        return national.model_copy(update={**own, **dates, "bronnen": (*self.bronnen, *national.bronnen)})
