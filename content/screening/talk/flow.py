"""The regelingencheck as a talk: pure functions of the answers, used by Rasa's actions and by the button mode."""

from collections.abc import Mapping
from datetime import date

from content.berichten import Bericht, Keuze
from content.catalogue import Catalogue
from content.screening import likely, next_question, possible_amounts, question_again, read_answer
from content.screening.model import OVERSLAAN, WEET_NIET, MissingFiguresError, Question, Uitkomst
from content.screening.rules.system import default
from content.screening.talk.overview import amount_in_words, name_and_amount
from content.screening.talk.steering import (
    BEGRIP,
    CHANGE,
    KLAAR,
    OPNIEUW,
    WIJZIG,
    back_to_outcome,
    change_answers,
    given,
)

TERUG = "terug"
UITKOMST = "uitkomst"
FIRST_RESULT = 3  # after so many answers everybody has heard of something
MOST_POSSIBLE = 3
OPEN = (WEET_NIET, OVERSLAAN)
NARROW = 0.5  # the least part of the highest amount that the lowest must be, to be told before the end


def open_question(answers: Mapping[str, str], gemeente: str, on: date) -> Question | None:
    """Return the question that is open: the one that must be changed, or the next one; None when all is told."""
    told = given(answers)
    if KLAAR in answers:
        return None
    if OPNIEUW in answers:
        return question_again(answers[OPNIEUW], told)
    try:
        return next_question(told, gemeente=gemeente, on=on)
    except MissingFiguresError:
        return None


def ask(catalogue: Catalogue, answers: Mapping[str, str], gemeente: str, on: date) -> Bericht | None:
    """Return the open question with its buttons; None when there is nothing left to ask."""
    if WIJZIG in answers:
        return _which_answer(catalogue, answers)
    question = open_question(answers, gemeente, on)
    if question is None:
        return None
    text = catalogue.text(
        "check.vraag",
        nummer=str(question.nummer),
        van=str(question.van),
        tekst=question.tekst,
        uitleg=question.uitleg,
    )
    parts = [_news(catalogue, answers, gemeente, on), _meaning(answers, question), text]
    return Bericht("vraag", "\n\n".join(part for part in parts if part), _buttons(catalogue, question, answers))


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
        value: An option id, `weet_niet`, `overslaan`, free text, `terug` to take back the last answer, `begrip` to be
            told what the question means, `uitkomst` to stop here, or `wijzig` to change an answer. What isn't
            understood changes nothing, so the same question is asked again.
    """
    if value == TERUG:
        return _step_back(answers)
    if value == UITKOMST:
        return back_to_outcome(answers)
    if value == WIJZIG:
        return change_answers(answers)
    if value.startswith(CHANGE):
        return _ask_again(answers, value.removeprefix(CHANGE))
    question = None if WIJZIG in answers else open_question(answers, gemeente, on)
    return _answered(answers, question, value, on) if question else dict(answers)


def _step_back(answers: Mapping[str, str]) -> dict[str, str]:
    """Return the answers without the last; only away from the list of answers when that is shown."""
    told = given(answers)
    return told if WIJZIG in answers else dict(list(told.items())[:-1])


def _ask_again(answers: Mapping[str, str], question_id: str) -> dict[str, str]:
    """Return the answers with the wish to answer one question anew."""
    told = given(answers)
    if question_id not in told:
        return dict(answers)
    return {**{key: answer for key, answer in told.items() if key != question_id}, OPNIEUW: question_id}


def _answered(answers: Mapping[str, str], question: Question, value: str, on: date) -> dict[str, str]:
    if value == BEGRIP:
        return {**answers, BEGRIP: question.id}
    allowed = {optie.id for optie in question.opties} | set(OPEN)
    chosen = value if value in allowed else read_answer(question, value, on, answers)
    return {**given(answers), question.id: chosen} if chosen else dict(answers)


def _news(catalogue: Catalogue, answers: Mapping[str, str], gemeente: str, on: date) -> str:
    """Return which regelingen became likely by the last answer; after three answers at least what is possible."""
    told = given(answers)
    if not told or BEGRIP in answers or OPNIEUW in answers:
        return ""
    before = dict(list(told.items())[:-1])
    known = {one.regeling for one in likely(before, gemeente=gemeente, on=on)}
    found = [one for one in likely(told, gemeente=gemeente, on=on) if not one.heeft_al]
    fresh = [one for one in found if one.regeling not in known]
    if fresh:
        names = [amount_in_words(catalogue, one) if _is_narrow(one) else one.naam for one in fresh]
        return catalogue.text("check.tot_nu_toe", regelingen="\n".join(f"- {name}" for name in names))
    if not found and len(told) == FIRST_RESULT:
        return _possible(catalogue, told, gemeente, on)
    return ""


def _possible(catalogue: Catalogue, told: Mapping[str, str], gemeente: str, on: date) -> str:
    """Return what is possible and how much at most, when nothing is likely yet."""
    most = possible_amounts(told, gemeente=gemeente, on=on)[:MOST_POSSIBLE]
    names = "\n".join(f"- {name_and_amount(catalogue, naam, bedrag)}" for naam, bedrag in most)
    return catalogue.text("check.misschien_tot_nu_toe", regelingen=names) if most else ""


def _is_narrow(uitkomst: Uitkomst) -> bool:
    """Tell whether an amount says something already, or may still be anything."""
    return uitkomst.bedrag is not None and uitkomst.bedrag.min >= NARROW * uitkomst.bedrag.max


def _meaning(answers: Mapping[str, str], question: Question) -> str:
    return question.begrip or "" if answers.get(BEGRIP) == question.id else ""


def _buttons(catalogue: Catalogue, question: Question, answers: Mapping[str, str]) -> tuple[Keuze, ...]:
    told = given(answers)
    buttons = [Keuze(optie.label, f"antwoord:{optie.id}") for optie in question.opties]
    buttons.append(Keuze(catalogue.text("algemeen.knop_weet_niet"), WEET_NIET))
    buttons.append(Keuze(catalogue.text("algemeen.knop_overslaan"), OVERSLAAN))
    if question.begrip and answers.get(BEGRIP) != question.id:
        buttons.append(Keuze(catalogue.text("check.knop_begrip"), f"antwoord:{BEGRIP}"))
    if told:
        buttons.append(Keuze(catalogue.text("algemeen.knop_terug"), TERUG))
        buttons.append(Keuze(catalogue.text("check.knop_uitkomst"), f"antwoord:{UITKOMST}"))
    return tuple(buttons)


def _which_answer(catalogue: Catalogue, answers: Mapping[str, str]) -> Bericht:
    """Return the answers so far as buttons, to choose the one that must be changed."""
    told = default().clean(answers)
    buttons = [
        Keuze(catalogue.text("check.knop_antwoord", vraag=vraag, antwoord=label), f"antwoord:{CHANGE}{key}")
        for key, vraag, label in default().vragenlijst.told(told)
    ]
    back = Keuze(catalogue.text("check.knop_uitkomst"), f"antwoord:{UITKOMST}")
    return Bericht("vraag", catalogue.text("check.wijzig"), (*buttons, back))
