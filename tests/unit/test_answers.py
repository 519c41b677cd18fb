"""Messages are made of reviewed texts, with buttons that lead somewhere."""

from collections.abc import Iterator
from datetime import date

import pytest

from bot.dialogue.events import LOCAL, event_of_keuze
from content import answers
from content.berichten import Bericht, Keuze
from content.catalogue import load_catalogue
from content.talk import Stand

CATALOGUE = load_catalogue()


def every_message() -> Iterator[Bericht]:
    for gemeente in CATALOGUE.gemeenten:
        yield answers.menu(CATALOGUE, gemeente=gemeente)
        for topic in CATALOGUE.onderwerpen:
            for vorm in ("kort", "meer", "makkelijker"):
                yield answers.topic_answer(CATALOGUE, topic, gemeente=gemeente, vorm=vorm)
        for topic in CATALOGUE.crisis:
            yield answers.crisis_answer(CATALOGUE, topic, gemeente=gemeente, open_question=True)
        for intent in CATALOGUE.gesprek:
            yield answers.gesprek_answer(CATALOGUE, intent, gemeente=gemeente)
    for thema in CATALOGUE.themas:
        yield answers.theme(CATALOGUE, thema)


MESSAGES = list(every_message())


def keuzes(bericht: Bericht) -> list[str]:
    return [keuze.keuze for keuze in bericht.keuzes]


def test_no_message_shows_a_placeholder_or_half_a_phone_number() -> None:
    for bericht in MESSAGES:
        assert "{" not in bericht.tekst, bericht.tekst
        assert bericht.tekst.count("⟦") == bericht.tekst.count("⟧") == bericht.tekst.count("|")
        assert "None" not in bericht.tekst


def test_every_button_fits_telegram_and_leads_somewhere() -> None:
    for keuze in {keuze for bericht in MESSAGES for keuze in bericht.keuzes}:
        assert keuze.label.strip()
        assert len(keuze.keuze.encode()) <= 64, keuze
        assert keuze.keuze in LOCAL or event_of_keuze(keuze.keuze, Stand()), keuze


def test_every_message_has_a_next_step_and_no_button_twice() -> None:
    for bericht in MESSAGES:
        assert bericht.keuzes, bericht.tekst
        assert len(set(keuzes(bericht))) == len(bericht.keuzes), bericht


def test_a_topic_button_names_a_topic_that_exists() -> None:
    for keuze in {keuze for bericht in MESSAGES for keuze in bericht.keuzes}:
        kind, _, topic = keuze.keuze.partition(":")
        if kind in ("onderwerp", "meer", "makkelijker"):
            assert topic in CATALOGUE.onderwerpen


@pytest.mark.parametrize("topic", sorted(CATALOGUE.onderwerpen))
def test_an_answer_tells_when_it_was_checked_and_the_longer_one_where_it_comes_from(topic: str) -> None:
    antwoord = CATALOGUE.onderwerpen[topic]
    short = answers.topic_answer(CATALOGUE, topic, gemeente="leiden")
    longer = answers.topic_answer(CATALOGUE, topic, gemeente="leiden", vorm="meer")
    assert answers.written_date(antwoord.gecontroleerd_op) in short.tekst
    assert antwoord.bronnen[0].titel in longer.tekst
    assert (short.soort, short.onderwerp) == ("antwoord", topic)


def test_a_shape_that_is_shown_is_not_offered_again() -> None:
    assert "meer:schaamte" in keuzes(answers.topic_answer(CATALOGUE, "schaamte", gemeente="leiden"))
    longer = keuzes(answers.topic_answer(CATALOGUE, "schaamte", gemeente="leiden", vorm="meer"))
    assert "meer:schaamte" not in longer
    assert "makkelijker:schaamte" in longer


def test_a_phone_number_in_the_text_is_not_told_twice() -> None:
    for bericht in MESSAGES:
        numbers = [part.split("⟧")[0] for part in bericht.tekst.split("⟦")[1:]]
        listed = [
            line for line in bericht.tekst.splitlines() if line.startswith("- ") and "⟦" in line and ": ⟦" in line
        ]
        for line in listed:
            number = line.split("⟦")[1].split("⟧")[0]
            assert numbers.count(number) == 1, bericht.tekst


@pytest.mark.parametrize("topic", sorted(CATALOGUE.crisis))
def test_danger_is_answered_with_a_number_that_can_be_dialled(topic: str) -> None:
    bericht = answers.crisis_answer(CATALOGUE, topic, gemeente="leiden")
    assert bericht.soort == "crisis"
    assert "⟦" in bericht.tekst
    assert "verder" not in keuzes(bericht)
    assert keuzes(answers.crisis_answer(CATALOGUE, topic, gemeente="leiden", open_question=True))[0] == "verder"


def test_the_menu_always_has_the_check_a_person_and_help_now() -> None:
    assert keuzes(answers.menu(CATALOGUE, gemeente="leiden"))[-3:] == ["check", "mens", "hulp"]


def test_candidates_are_at_most_three_that_exist_with_a_way_out() -> None:
    nearest = ["schaamte", "bestaat_niet", "privacy", "voedselbank", "huurachterstand"]
    assert keuzes(answers.candidates(CATALOGUE, nearest)) == [
        "onderwerp:schaamte",
        "onderwerp:privacy",
        "onderwerp:voedselbank",
        "menu",
        "mens",
    ]


def test_what_was_not_understood_gets_the_honest_answer() -> None:
    assert answers.gesprek_answer(CATALOGUE, "bestaat_niet", gemeente="leiden").tekst == CATALOGUE.text(
        "algemeen.weet_niet_antwoord"
    )


@pytest.mark.parametrize(("intent", "key"), sorted(answers.NOTHING_OPEN.items()))
def test_a_control_word_without_an_open_question_is_not_called_unknown(intent: str, key: str) -> None:
    known = CATALOGUE.gesprek.get(intent)
    said = answers.gesprek_answer(CATALOGUE, intent, gemeente="leiden").tekst
    assert said == (known.antwoord if known and known.antwoord else CATALOGUE.text(key))


def test_a_date_is_written_as_people_write_it() -> None:
    assert answers.written_date(date(2026, 3, 1)) == "1 maart 2026"


def test_a_message_survives_the_way_through_rasa() -> None:
    bericht = Bericht("vraag", "Kies", (Keuze("Ja", "antwoord:ja"),), "schaamte")
    assert Bericht.from_dict(bericht.as_dict()) == bericht
