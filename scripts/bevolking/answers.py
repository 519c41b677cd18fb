"""Which option of a question a household would choose, and whether that option says what is true of it."""

from collections.abc import Mapping, Sequence
from datetime import date

from content.screening import read_answer
from content.screening.asking.options import Antwoordoptie, children_by_age
from content.screening.asking.questions import Vraag
from content.screening.model import Question
from content.screening.rules.system import default
from scripts.bevolking.households import Household
from scripts.bevolking.truth import as_asked, inputs_of

OF_PARTNER = {"leeftijd_partner", "partner_werkt"}
GUESSED = {
    *("inkomen_soort", "inkomen_bedrag", "hoge_schatting", "jaren_laag_inkomen"),
    *children_by_age([]),  # the options between two ages are enumerated at their ends
}


def option_for(one: Household, question: Question, on: date, *, typed: bool) -> str | None:
    """
    Return the answer of a household; None when no option is true for it.

    Args:
        typed: Type a number where it counts more exactly than a button.
    """
    vraag = default().vragenlijst.vraag(question.id)
    offered = [optie for optie in vraag.opties if optie.id in {shown.id for shown in question.opties}]
    value = one.chat.get(question.id)
    if isinstance(value, list):
        text = " en ".join(str(age) for age in value)
        return (read_answer(question, text, on, {}) if typed else None) or _by_ages(offered, value)
    if isinstance(value, int):
        exact = read_answer(question, str(value), on, {}) if typed and vraag.stap else None
        return exact or _by_amount(vraag, offered, value)
    return value if value in {optie.id for optie in offered} else _by_facts(one, vraag, offered)


def _by_amount(vraag: Vraag, offered: Sequence[Antwoordoptie], value: float) -> str | None:
    starts = [(start, optie.id) for optie in offered if (start := optie.start(vraag.getal or "")) is not None]
    return max((row for row in starts if row[0] <= value), default=(0, None))[1]


def _by_ages(offered: Sequence[Antwoordoptie], ages: Sequence[int]) -> str | None:
    """Return the first option with such ages, else the last: that is the one for children who differ."""
    counts = {name: float(count) for name, count in children_by_age(ages).items() if isinstance(count, float)}
    fitting = [optie.id for optie in offered if all(_within(optie, name, count) for name, count in counts.items())]
    return fitting[0] if fitting else offered[-1].id if offered else None


def _by_facts(one: Household, vraag: Vraag, offered: Sequence[Antwoordoptie]) -> str | None:
    """Return the last option of which all is true, when the one that they think of isn't there."""
    known, names = inputs_of(as_asked(one.facts)), vraag.names() - GUESSED
    fitting = [
        optie.id for optie in offered if all(_within(optie, name, value) for name in names for value in known[name])
    ]
    return fitting[-1] if fitting and names else None


def _within(optie: Antwoordoptie, name: str, value: float) -> bool:
    ends = [point[name] for point in optie.points()]
    return min(ends) <= value <= max(ends)


def said_too_much(one: Household, answers: Mapping[str, str]) -> list[str]:
    """Return the questions of which the answer isn't true of a household, apart from what it only says roughly."""
    known = inputs_of(as_asked(one.facts))
    lijst = default().vragenlijst
    applying = [vraag for vraag in lijst.vragen if all(answers.get(key) in ok for key, ok in vraag.alleen_als.items())]
    last = {name: vraag.id for vraag in applying for name in vraag.names()}
    beside = GUESSED if one.facts["partner"] else GUESSED | OF_PARTNER
    found = []
    for question_id, answer in answers.items():
        optie = lijst.vraag(question_id).option(answer)
        names = {name for name, vraag in last.items() if vraag == question_id} - beside
        if optie and not all(_within(optie, name, value) for name in names for value in known[name]):
            found.append(question_id)
    return found
