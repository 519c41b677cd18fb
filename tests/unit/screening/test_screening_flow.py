"""The check as a talk."""

from datetime import date

import pytest

from content.catalogue import Catalogue, load_catalogue
from content.screening import flow
from content.screening.model import Bedrag
from content.screening.system import load

ON = date(2026, 11, 22)
LIKELY = ("bijstand", "van_21_tot_aow", "tot_1500", "alleen", "ja", "drie_jaar_of_langer")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def finished(catalogue: Catalogue) -> dict[str, str]:
    answers: dict[str, str] = {}
    while (bericht := flow.ask(catalogue, answers, "leiden", ON)) is not None:
        options = [keuze.keuze.removeprefix("antwoord:") for keuze in bericht.keuzes]
        answers = flow.give(catalogue, answers, next(o for o in options if o in LIKELY), "leiden", ON)
    return answers


def test_a_question_says_where_you_are_and_why_it_is_asked(catalogue: Catalogue) -> None:
    bericht = flow.ask(catalogue, {}, "leiden", ON)
    assert bericht is not None
    assert bericht.soort == "vraag"
    assert bericht.tekst.startswith("Vraag 1 van ongeveer 6. ")
    assert "Tel toeslagen en kinderbijslag niet mee." in bericht.tekst


def test_not_knowing_and_skipping_are_always_buttons_and_back_comes_with_the_second(catalogue: Catalogue) -> None:
    for answers, back in (({}, False), ({"inkomen": "bijstand"}, True)):
        bericht = flow.ask(catalogue, answers, "leiden", ON)
        assert bericht is not None
        keuzes = [keuze.keuze for keuze in bericht.keuzes]
        assert {"weet_niet", "overslaan"} <= set(keuzes)
        assert ("terug" in keuzes) is back


def test_an_answer_is_an_option_or_typed_and_nonsense_changes_nothing(catalogue: Catalogue) -> None:
    assert flow.give(catalogue, {}, "bijstand", "leiden", ON) == {"inkomen": "bijstand"}
    assert flow.give(catalogue, {}, "ongeveer 1200 per maand", "leiden", ON) == {"inkomen": "tot_1400"}
    assert flow.give(catalogue, {}, "weet_niet", "leiden", ON) == {"inkomen": "weet_niet"}
    assert flow.give(catalogue, {}, "de kat slaapt", "leiden", ON) == {}


def test_back_takes_away_the_last_answer_and_asks_it_again(catalogue: Catalogue) -> None:
    first = flow.give(catalogue, {}, "bijstand", "leiden", ON)
    second = flow.give(catalogue, first, "weet_niet", "leiden", ON)
    assert flow.give(catalogue, second, "terug", "leiden", ON) == first
    assert flow.give(catalogue, {}, "terug", "leiden", ON) == {}


def test_the_result_groups_what_is_likely_with_amount_reason_step_and_source(catalogue: Catalogue) -> None:
    answers = finished(catalogue)
    likely, closing = flow.result(catalogue, answers, "leiden", ON)
    assert likely.tekst.startswith("U heeft waarschijnlijk recht op:")
    assert "Zorgtoeslag, ongeveer € 129 per maand. " in likely.tekst
    assert "Bel ⟦14 071|14071⟧" in likely.tekst
    assert "Bron: Staatscourant 2025, 40022: zorgtoeslag 2026. Gecontroleerd op 21-11-2026." in likely.tekst
    assert "{" not in likely.tekst
    assert closing.tekst.startswith("Ik beslis niets.")
    assert [keuze.keuze for keuze in closing.keuzes] == ["mens", "menu", "terug"]


def test_a_no_has_a_reason_and_a_next_step(catalogue: Catalogue) -> None:
    no, _ = flow.result(catalogue, {"leeftijd": "onder_18"}, "nijmegen", ON)
    assert no.tekst.startswith("U heeft waarschijnlijk geen recht op:")
    assert "U bent jonger dan 18 jaar." in no.tekst
    assert "Dan kunt u zelf zorgtoeslag aanvragen op toeslagen.nl." in no.tekst


def test_without_figures_nothing_is_asked_or_calculated(catalogue: Catalogue) -> None:
    later = date(2027, 1, 1)
    assert flow.ask(catalogue, {}, "leiden", later) is None
    assert flow.give(catalogue, {}, "bijstand", "leiden", later) == {}
    (bericht,) = flow.result(catalogue, {}, "leiden", later)
    assert "Daarom reken ik niets uit." in bericht.tekst
    assert "mens" in [keuze.keuze for keuze in bericht.keuzes]


def test_every_step_can_be_filled_in_for_every_gemeente(catalogue: Catalogue) -> None:
    for regeling in load().regelingen.values():
        steps = [regeling.hoe, regeling.anders, *regeling.hoe_in.values()]
        steps += [condition.stap for condition in regeling.conditions().values() if condition.stap]
        for gemeente in catalogue.gemeenten:
            for step in steps:
                assert "{" not in catalogue.fill(step, catalogue.gemeente_values(gemeente))


@pytest.mark.parametrize(
    ("bedrag", "tekst"),
    [
        (Bedrag(100, 129, "maand"), "ongeveer € 100 tot € 129 per maand"),
        (Bedrag(129, 129, "maand"), "ongeveer € 129 per maand"),
        (Bedrag(0, 1550, "jaar"), "hoogstens ongeveer € 1.550 per jaar"),
    ],
)
def test_an_amount_is_told_as_a_range(catalogue: Catalogue, bedrag: Bedrag, tekst: str) -> None:
    assert flow.money(catalogue, bedrag) == tekst
