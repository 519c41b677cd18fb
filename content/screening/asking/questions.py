"""The questions as an editor writes them, and the facts that each answer stands for."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from content.model import Bestand, Id, Tekst
from content.screening.asking.options import AGES, TYPED, Antwoordoptie, Waarde, as_number, typed_option
from content.screening.model import WEET_NIET


class Vraag(Bestand):
    """One question of `content/regelingen/vragen.yml`."""

    id: Id
    tekst: Tekst
    uitleg: Tekst
    onbekend: Tekst
    rond_de_grens: Tekst
    begrip: Tekst | None = None
    getal: Id | None = None
    per: Literal["maand"] | None = None
    stap: float | None = Field(default=None, gt=0)
    hoogstens: float | None = None
    eenheid: Literal["euro", "uur", "jaar", "kind"] = "euro"
    leeftijden: Literal["ja"] | None = None
    kenmerken: dict[Id, tuple[Tekst, ...]] = Field(default_factory=dict)
    alleen_als: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    niet_als: dict[Id, tuple[Id, ...]] = Field(default_factory=dict)
    opties: tuple[Antwoordoptie, ...] = Field(min_length=2)

    def names(self) -> set[str]:
        """Return the facts that this question settles."""
        return set(self.opties[0].gegevens)

    def option(self, option_id: str) -> Antwoordoptie | None:
        """Return an option by its id."""
        listed = next((optie for optie in self.opties if optie.id == option_id), None)
        return listed or typed_option(self, option_id)


class Aanname(Bestand):
    """A fact that is never asked: what the check takes for granted, and how it says so."""

    gegeven: Id
    waarde: Waarde
    zin: Tekst | None = None

    @property
    def number(self) -> float:
        """Return the value as OpenFisca takes it."""
        return as_number(self.waarde)


class Zin(Bestand):
    """What the check takes for granted after some answers, as it says so with the outcome."""

    zin: Tekst
    alleen_als: dict[Id, tuple[Id, ...]]


class OpenLaten(Bestand):
    """The words that leave a question open."""

    weet_niet: tuple[Tekst, ...]
    overslaan: tuple[Tekst, ...]
    zin_weet_niet: Tekst
    zin_overslaan: Tekst

    def label_of(self, answer: str) -> str:
        """Return what it says when a question was left open."""
        return self.zin_weet_niet if answer == WEET_NIET else self.zin_overslaan


class BijUitkomst(Bestand):
    """The sentences that the check itself puts with an outcome."""

    hangt_af: Tekst
    niet_nagekeken: Tekst


class Vragenlijst(Bestand):
    """The whole of `content/regelingen/vragen.yml`."""

    vragen: tuple[Vraag, ...] = Field(min_length=1)
    eerst: tuple[Id, ...] = ()
    open_laten: OpenLaten
    bij_uitkomst: BijUitkomst
    aannames: tuple[Aanname, ...] = ()
    zinnen: tuple[Zin, ...] = ()

    def vraag(self, question_id: str) -> Vraag:
        """Return a question by its id."""
        return next(vraag for vraag in self.vragen if vraag.id == question_id)

    def ids(self) -> set[str]:
        """Return the ids of all questions."""
        return {vraag.id for vraag in self.vragen}

    def requires(self, item: Vraag | Antwoordoptie) -> dict[str, tuple[str, ...]]:
        """Return after which answers a question is asked, or an option given: question id -> option ids."""
        found = dict(item.alleen_als)
        for vraag, ruled_out in item.niet_als.items():
            allowed = found.get(vraag, tuple(optie.id for optie in self.vraag(vraag).opties))
            found[vraag] = tuple(optie for optie in allowed if optie not in ruled_out)
        return found

    def allows(self, item: Vraag | Antwoordoptie, answers: Mapping[str, str]) -> bool:
        """Tell whether no answer rules a question or an option out; what wasn't answered rules nothing out."""
        told = {key: self.base_id(key, answer) for key, answer in answers.items()}
        return all(told.get(vraag) is None or told[vraag] in allowed for vraag, allowed in self.requires(item).items())

    def base_id(self, question_id: str, answer: str) -> str | None:
        """Return the listed option that an answer belongs to, also when it was typed; None when it was left open."""
        optie = self.vraag(question_id).option(answer)
        return optie.basis or optie.id if optie else None

    def values_of(self, fact: str, answers: Mapping[str, str]) -> list[float]:
        """Return what the answers say of a fact: one value, or the ends of a band; nothing when it wasn't told."""
        options = (self.vraag(key).option(answer) for key, answer in answers.items())
        return [point[fact] for optie in options if optie for point in optie.points() if fact in point]

    def told(self, answers: Mapping[str, str]) -> list[tuple[str, str, str]]:
        """Return for each answer the question's id, its text, and the answer in words."""
        return [(key, self.vraag(key).tekst, self.in_words(key, answer)) for key, answer in answers.items()]

    def in_words(self, question_id: str, answer: str) -> str:
        """Return an answer as the inwoner said it: the label of the option, or the number that was typed."""
        vraag = self.vraag(question_id)
        listed = next((optie.label for optie in vraag.opties if optie.id == answer), None)
        if listed:
            return listed
        if match := TYPED.fullmatch(answer):
            euros = vraag.eenheid == "euro"
            return f"€ {int(match.group(1)):,}".replace(",", ".") if euros else match.group(1)
        if match := AGES.fullmatch(answer):
            return match.group(1).replace("_", ", ")
        return self.open_laten.label_of(answer)

    def is_told(self, question_id: str, answer: str | None) -> bool:
        """Tell whether a question was answered, and not left open."""
        return answer is not None and self.vraag(question_id).option(answer) is not None

    def taken_for_granted(self, answers: Mapping[str, str]) -> list[str]:
        """Return what was taken for granted with these answers, as sentences."""
        always = [aanname.zin for aanname in self.aannames if aanname.zin]
        told = {key: self.base_id(key, answer) for key, answer in answers.items()}
        fitting = [
            one.zin
            for one in self.zinnen
            if all(told.get(vraag) in options for vraag, options in one.alleen_als.items())
        ]
        return [*always, *fitting]

    def assumed(self) -> dict[str, float]:
        """Return the facts that are taken for granted."""
        return {aanname.gegeven: aanname.number for aanname in self.aannames}
