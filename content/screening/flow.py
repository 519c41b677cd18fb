"""The regelingencheck as a talk: pure functions of the answers, used by Rasa's actions and by the button mode."""

from collections.abc import Mapping
from datetime import date

from content.berichten import Bericht, Keuze
from content.catalogue import Catalogue
from content.screening import next_question, outcomes, read_answer
from content.screening.model import OVERSLAAN, WEET_NIET, Bedrag, MissingFiguresError, Question, Uitkomst
from content.screening.system import default

TERUG = "terug"
GROUPS = ("ja", "misschien", "nee")


def ask(catalogue: Catalogue, answers: Mapping[str, str], gemeente: str, on: date) -> Bericht | None:
    """Return the open question with its buttons; None when there is nothing left to ask."""
    question = _open_question(answers, gemeente, on)
    if question is None:
        return None
    text = catalogue.text(
        "check.vraag",
        nummer=str(question.nummer),
        van=str(question.van),
        tekst=question.tekst,
        uitleg=question.uitleg,
    )
    return Bericht("vraag", text, _question_buttons(catalogue, question, can_go_back=bool(answers)))


def give(
    catalogue: Catalogue,  # noqa: ARG001 - every flow has the same shape
    answers: Mapping[str, str],
    value: str,
    gemeente: str,
    on: date,
) -> dict[str, str]:
    """
    Return the answers with one more.

    Args:
        value: An option id, `weet_niet`, `overslaan`, free text, or `terug` to take back the last answer. What isn't
            understood changes nothing, so the same question is asked again.
    """
    if value == TERUG:
        return dict(list(answers.items())[:-1])
    question = _open_question(answers, gemeente, on)
    if question is None:
        return dict(answers)
    allowed = {optie.id for optie in question.opties} | {WEET_NIET, OVERSLAAN}
    chosen = value if value in allowed else read_answer(question, value)
    return {**answers, question.id: chosen} if chosen else dict(answers)


def result(catalogue: Catalogue, answers: Mapping[str, str], gemeente: str, on: date) -> list[Bericht]:
    """Return the outcomes, a message for each group; the last one has the buttons."""
    buttons = _result_buttons(catalogue, can_go_back=bool(answers))
    try:
        found = outcomes(answers, gemeente=gemeente, on=on)
    except MissingFiguresError:
        text = catalogue.text("check.geen_cijfers", **catalogue.gemeente_values(gemeente))
        return [Bericht("uitkomst", text, buttons)]
    found.sort(key=lambda uitkomst: uitkomst.bedrag is None)
    groups = {group: [uitkomst for uitkomst in found if uitkomst.uitkomst == group] for group in GROUPS}
    texts = [_group(catalogue, group, members, gemeente) for group, members in groups.items() if members]
    return [
        *(Bericht("uitkomst", text) for text in texts),
        Bericht("uitkomst", _closing(catalogue), buttons),
    ]


def _open_question(answers: Mapping[str, str], gemeente: str, on: date) -> Question | None:
    try:
        return next_question(answers, gemeente=gemeente, on=on)
    except MissingFiguresError:
        return None


def _question_buttons(catalogue: Catalogue, question: Question, *, can_go_back: bool) -> tuple[Keuze, ...]:
    buttons = [Keuze(optie.label, f"antwoord:{optie.id}") for optie in question.opties]
    buttons.append(Keuze(catalogue.text("algemeen.knop_weet_niet"), WEET_NIET))
    buttons.append(Keuze(catalogue.text("algemeen.knop_overslaan"), OVERSLAAN))
    if can_go_back:
        buttons.append(Keuze(catalogue.text("algemeen.knop_terug"), TERUG))
    return tuple(buttons)


def _result_buttons(catalogue: Catalogue, *, can_go_back: bool) -> tuple[Keuze, ...]:
    buttons = [
        Keuze(catalogue.text("algemeen.knop_mens"), "mens"),
        Keuze(catalogue.text("algemeen.knop_menu"), "menu"),
    ]
    if can_go_back:
        buttons.append(Keuze(catalogue.text("check.knop_wijzigen"), TERUG))
    return tuple(buttons)


def _group(catalogue: Catalogue, group: str, found: list[Uitkomst], gemeente: str) -> str:
    parts = [catalogue.text(f"check.kop_{group}")]
    for uitkomst in found:
        parts += _regeling(catalogue, uitkomst, gemeente)
    return "\n\n".join(parts)


def _regeling(catalogue: Catalogue, uitkomst: Uitkomst, gemeente: str) -> list[str]:
    words = {"naam": uitkomst.naam, "reden": uitkomst.reden}
    if uitkomst.bedrag is None:
        head = catalogue.text("check.regeling", **words)
    else:
        head = catalogue.text("check.regeling_bedrag", bedrag=money(catalogue, uitkomst.bedrag), **words)
    step = catalogue.fill(uitkomst.hoe, catalogue.gemeente_values(gemeente))
    bron = uitkomst.bron[0]
    source = catalogue.text("check.bron", bron=bron.titel, datum=_day(bron.gecontroleerd_op))
    return [head, step, source]


def money(catalogue: Catalogue, bedrag: Bedrag) -> str:
    """Return an amount in words: "ongeveer € 100 tot € 129 per maand"."""
    low, high = (catalogue.text("check.euro", bedrag=_whole(value)) for value in (bedrag.min, bedrag.max))
    key = "precies" if bedrag.min == bedrag.max else "hoogstens" if bedrag.min == 0 else "van_tot"
    words = {"laagst": low, "hoogst": high, "per": catalogue.text(f"check.per_{bedrag.per}")}
    return catalogue.text(f"check.bedrag_{key}", **words)


def _whole(value: float) -> str:
    return f"{value:,.0f}".replace(",", ".")


def _day(day: date) -> str:
    return f"{day.day}-{day.month}-{day.year}"


def _closing(catalogue: Catalogue) -> str:
    assumed = [aanname.zin for aanname in default().vragenlijst.aannames if aanname.zin]
    if not assumed:
        return catalogue.text("check.slot")
    return catalogue.text("check.slot_aannames", aannames=" en ".join(assumed))
