"""The check as a talk."""

from datetime import date

import pytest

from content.catalogue import Catalogue, load_catalogue
from content.screening.model import Bedrag
from content.screening.rules.system import load
from content.screening.talk import flow
from content.screening.talk.more_work import less_with_more_work
from content.screening.talk.overview import money
from content.screening.talk.steering import tell_more
from content.screening.talk.telling import result

ON = date(2026, 11, 22)
AGED = {"leeftijd": "rond_40"}
LIKELY = ("alleen", "van_27_tot_aow", "bijstand", "tot_1500", "van_475_tot_715", "nee", "drie_jaar_of_langer")


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
    assert bericht.tekst.startswith("Vraag 1 van ongeveer ")
    question = flow.open_question({}, "leiden", ON)
    assert question is not None
    assert question.uitleg in bericht.tekst


def test_not_knowing_and_skipping_are_always_buttons_and_back_comes_with_the_second(catalogue: Catalogue) -> None:
    for answers, back in (({}, False), ({"inkomen": "bijstand"}, True)):
        bericht = flow.ask(catalogue, answers, "leiden", ON)
        assert bericht is not None
        keuzes = [keuze.keuze for keuze in bericht.keuzes]
        assert {"weet_niet", "overslaan"} <= set(keuzes)
        assert ("terug" in keuzes) is back


def test_an_answer_is_an_option_or_typed_and_nonsense_changes_nothing(catalogue: Catalogue) -> None:
    assert flow.give(catalogue, AGED, "bijstand", "leiden", ON) == AGED | {"inkomen": "bijstand"}
    assert flow.give(catalogue, AGED, "ongeveer 1200 per maand", "leiden", ON) == AGED | {"inkomen": "rond_1200"}
    assert flow.give(catalogue, AGED, "weet_niet", "leiden", ON) == AGED | {"inkomen": "weet_niet"}
    assert flow.give(catalogue, AGED, "de kat slaapt", "leiden", ON) == AGED


def test_the_minimum_wage_is_that_of_the_age_that_was_told(catalogue: Catalogue) -> None:
    of_age = {
        age: flow.give(catalogue, {"leeftijd": age}, "minimumloon 24 uur", "leiden", ON)["inkomen"]
        for age in ("rond_18", "rond_40")
    }
    assert of_age["rond_18"] != of_age["rond_40"]


def test_a_difficult_word_is_explained_and_the_question_stays_open(catalogue: Catalogue) -> None:
    asked = flow.give(catalogue, AGED, "begrip", "leiden", ON)
    bericht = flow.ask(catalogue, asked, "leiden", ON)
    assert bericht is not None
    assert "Voor toeslagen telt uw toetsingsinkomen." in bericht.tekst
    assert flow.give(catalogue, asked, "bijstand", "leiden", ON) == AGED | {"inkomen": "bijstand"}


def test_who_stops_keeps_what_is_known_so_far(catalogue: Catalogue) -> None:
    three = dict(list(finished(catalogue).items())[:3])
    bericht = flow.ask(catalogue, three, "leiden", ON)
    assert bericht is not None
    assert "antwoord:uitkomst" in [keuze.keuze for keuze in bericht.keuzes]
    stopped = flow.give(catalogue, three, "uitkomst", "leiden", ON)
    assert flow.ask(catalogue, stopped, "leiden", ON) is None
    assert "Zorgtoeslag" in "".join(bericht.tekst for bericht in result(catalogue, stopped, "leiden", ON))


def test_any_answer_can_be_changed_and_is_asked_at_once(catalogue: Catalogue) -> None:
    answers = finished(catalogue)
    choosing = flow.give(catalogue, answers, "wijzig", "leiden", ON)
    bericht = flow.ask(catalogue, choosing, "leiden", ON)
    assert bericht is not None
    assert "antwoord:wijzig_inkomen" in [keuze.keuze for keuze in bericht.keuzes]
    assert any("bijstand" in keuze.label for keuze in bericht.keuzes)
    again = flow.give(catalogue, choosing, "wijzig_inkomen", "leiden", ON)
    question = flow.open_question(again, "leiden", ON)
    assert question is not None
    assert question.id == "inkomen"
    changed = flow.give(catalogue, again, "van_1400_tot_1600", "leiden", ON)
    assert changed == {
        **{key: value for key, value in answers.items() if key != "inkomen"},
        "inkomen": "van_1400_tot_1600",
    }


def test_what_became_likely_is_told_at_once(catalogue: Catalogue) -> None:
    answers: dict[str, str] = {}
    told = []
    while (bericht := flow.ask(catalogue, answers, "leiden", ON)) is not None:
        told.append("Tot nu toe krijgt u waarschijnlijk" in bericht.tekst)
        options = [keuze.keuze.removeprefix("antwoord:") for keuze in bericht.keuzes]
        answers = flow.give(catalogue, answers, next(o for o in options if o in LIKELY), "leiden", ON)
    assert any(told[:4])  # the first useful result comes after at most three answers


def test_back_takes_away_the_last_answer_and_asks_it_again(catalogue: Catalogue) -> None:
    first = flow.give(catalogue, {}, "bijstand", "leiden", ON)
    second = flow.give(catalogue, first, "weet_niet", "leiden", ON)
    assert flow.give(catalogue, second, "terug", "leiden", ON) == first
    assert flow.give(catalogue, {}, "terug", "leiden", ON) == {}


def test_after_three_answers_everybody_has_heard_of_something(catalogue: Catalogue) -> None:
    answers = {"inkomen": "van_2000_tot_2600", "leeftijd": "rond_45", "vermogen": "tot_1500"}
    bericht = flow.ask(catalogue, answers, "leiden", ON)
    assert bericht is not None
    assert bericht.tekst.startswith("Tot nu toe kan dit misschien:")
    assert "hoogstens ongeveer € " in bericht.tekst


def test_the_result_groups_what_is_likely_with_amount_reason_and_source(catalogue: Catalogue) -> None:
    likely, *_, closing = result(catalogue, finished(catalogue), "leiden", ON)
    assert likely.tekst.startswith("Dit kunt u waarschijnlijk nu aanvragen:")
    assert "- Zorgtoeslag, ongeveer € 129 per maand. " in likely.tekst
    assert "Bron: " in likely.tekst
    assert "Gecontroleerd op " in likely.tekst
    assert "{" not in likely.tekst
    assert closing.tekst.startswith("Ik beslis niets.")
    assert "/uitkomst#gemeente=leiden" in closing.tekst
    assert {"mens", "menu", "terug", "uitkomst:zorgtoeslag"} <= {keuze.keuze for keuze in closing.keuzes}


def test_more_of_one_regeling_tells_how_and_how_not_to_pay_back(catalogue: Catalogue) -> None:
    (bericht,) = result(catalogue, tell_more(finished(catalogue), "zorgtoeslag"), "leiden", ON)
    assert bericht.tekst.startswith("Zorgtoeslag, ongeveer € 129 per maand.")
    for heading in ("Wat doet u nu?", "Bang om terug te betalen?", "Bron: "):
        assert heading in bericht.tekst
    assert "uitkomst:alles" in [keuze.keuze for keuze in bericht.keuzes]


def test_what_somebody_has_already_is_not_told_as_something_to_apply_for(catalogue: Catalogue) -> None:
    texts = [bericht.tekst for bericht in result(catalogue, finished(catalogue), "leiden", ON)]
    assert "Bijstand" not in texts[0]
    assert any(text.startswith("Dit heeft u al: Bijstand") for text in texts)


def test_a_no_has_a_reason_and_a_next_step(catalogue: Catalogue) -> None:
    rich = {
        "woonsituatie": "alleen",
        "leeftijd": "van_27_tot_aow",
        "bron": "werk",
        "inkomen": "vanaf_4500",
        "vermogen": "vanaf_146000",
    }
    rich |= {"woning": "koophuis"}
    texts = [bericht.tekst for bericht in result(catalogue, rich, "nijmegen", ON)]
    no = next(text for text in texts if text.startswith("Dit krijgt u waarschijnlijk niet:"))
    lines = [line for line in no.split("\n") if line.startswith("- ")]
    assert any(line.startswith("- Zorgtoeslag") for line in lines)
    assert all(line.count(". ") >= 1 for line in lines)  # the reason, and the step after it


def test_earning_more_is_told_in_euros_of_toeslag(catalogue: Catalogue) -> None:
    # One person, rent 640: huurtoeslag goes down by 27 % of the yearly income, zorgtoeslag not yet at this income.
    answers = {"woonsituatie": "alleen", "leeftijd": "van_27_tot_aow", "bron": "werk", "inkomen": "rond_1900"}
    answers |= {"vermogen": "tot_1500", "woning": "rond_640", "medebewoners": "nee"}
    closing = result(catalogue, answers, "leiden", ON)[-1].tekst
    assert "Verdient u € 100 per maand meer? Dan krijgt u ongeveer € " in closing


def test_earning_more_also_costs_kinderopvangtoeslag() -> None:
    # With this income the other toeslagen are gone; only the one for care still goes down.
    family = {"woonsituatie": "alleen_kinderen", "leeftijd": "van_27_tot_aow", "bron": "werk", "inkomen": "vanaf_4500"}
    family |= {"vermogen": "tot_1500", "woning": "koophuis", "kinderen_aantal": "een", "kinderen_leeftijd": "een_0_3"}
    care = {"opvang": "dagopvang", "opvang_uren": "van_100_tot_150", "traject": "ja"}
    assert less_with_more_work({**family, "opvang": "nee"}, "leiden", ON) == (0, 0)
    least, most = less_with_more_work({**family, **care}, "leiden", ON) or (0, 0)
    assert most > least >= 0


def test_without_figures_nothing_is_asked_or_calculated(catalogue: Catalogue) -> None:
    later = date(2028, 1, 1)
    assert flow.ask(catalogue, {}, "leiden", later) is None
    assert flow.give(catalogue, {}, "bijstand", "leiden", later) == {}
    (bericht,) = result(catalogue, {}, "leiden", later)
    assert "Daarom reken ik niets uit." in bericht.tekst
    assert "mens" in [keuze.keuze for keuze in bericht.keuzes]


def test_a_regeling_without_figures_is_named_and_the_others_go_on(catalogue: Catalogue) -> None:
    closing = result(catalogue, {"inkomen": "bijstand"}, "leiden", date(2027, 1, 15))[-1].tekst
    assert "Hiervoor heb ik nog geen bedragen voor deze datum: " in closing
    assert "Zorgtoeslag" in closing


def test_every_step_can_be_filled_in_for_every_gemeente(catalogue: Catalogue) -> None:
    for regeling in load().regelingen.values():
        steps = [regeling.hoe, regeling.anders, *regeling.hoe_in.values()]
        steps += [
            text for text in (regeling.nodig, regeling.tot_wanneer, regeling.terugbetalen, regeling.gevolgen) if text
        ]
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
    assert money(catalogue, bedrag) == tekst
