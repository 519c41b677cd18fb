"""Messages are made of reviewed texts, with buttons that lead somewhere."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from bot.dialogue.events import event_of_keuze, is_local
from content import answers
from content.berichten import Bericht, Keuze
from content.catalogue import load_catalogue
from content.nearby import nearby
from content.talk import Stand

CATALOGUE = load_catalogue()
WITHOUT = ("digid", "energie_afsluiting", "schaamte")  # any topic can be without an answer


def answers_of(gemeente: str) -> Iterator[Bericht]:
    for topic, antwoord in CATALOGUE.onderwerpen.items():
        yield nearby(CATALOGUE, topic, gemeente=gemeente)
        for vorm, variant in product(("kort", "meer", "makkelijker"), ("", *(one.id for one in antwoord.varianten))):
            yield answers.topic_answer(CATALOGUE, topic, gemeente=gemeente, vorm=vorm, variant=variant)
    for topic in WITHOUT:
        yield answers.no_answer_yet(CATALOGUE, topic, gemeente=gemeente)
    for intent in CATALOGUE.gesprek:
        yield answers.gesprek_answer(CATALOGUE, intent, gemeente=gemeente)
    for taal in CATALOGUE.talen:
        yield answers.foreign_answer(CATALOGUE, taal, gemeente=gemeente)
    for topic, taal in product(CATALOGUE.crisis, ("", *CATALOGUE.talen)):
        yield answers.crisis_answer(CATALOGUE, topic, gemeente=gemeente, open_question=True, taal=taal)


def choices() -> Iterator[Bericht]:
    yield from (answers.menu(CATALOGUE, gemeente=gemeente) for gemeente in CATALOGUE.gemeenten)
    yield from (answers.theme(CATALOGUE, thema) for thema in CATALOGUE.themas)
    yield from (answers.candidates(CATALOGUE, [topic]) for topic in CATALOGUE.topics("vraag"))
    yield answers.candidates(CATALOGUE, ["crisis_suicide", "digid"])
    yield answers.candidates(CATALOGUE, ["huisuitzetting", "digid"], both=True)


def every_message() -> Iterator[Bericht]:
    for gemeente in (*CATALOGUE.gemeenten, "heiloo"):
        yield from answers_of(gemeente)
    yield from choices()


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
        assert is_local(keuze.keuze) or event_of_keuze(keuze.keuze, Stand()), keuze


def test_every_message_has_a_next_step_and_no_button_twice() -> None:
    for bericht in MESSAGES:
        assert bericht.keuzes, bericht.tekst
        assert len(set(keuzes(bericht))) == len(bericht.keuzes), bericht


def test_a_topic_button_names_a_topic_that_exists() -> None:
    for keuze in {keuze for bericht in MESSAGES for keuze in bericht.keuzes}:
        kind, _, place = keuze.keuze.partition(":")
        topic, _, variant = place.partition(":")
        if kind in ("meer", "makkelijker", "buurt"):
            assert topic in CATALOGUE.onderwerpen
        if kind == "onderwerp":
            assert topic in CATALOGUE.topics("vraag")
        if kind == "thema":
            assert topic in CATALOGUE.themas
        elif variant:
            assert variant in {one.id for one in CATALOGUE.onderwerpen[topic].varianten}


def test_a_menu_or_an_answer_offers_only_topics_that_have_an_answer() -> None:
    offered = [answers.theme(CATALOGUE, thema) for thema in CATALOGUE.themas]
    offered += [answers.topic_answer(CATALOGUE, topic, gemeente="leiden") for topic in CATALOGUE.onderwerpen]
    chosen = [keuze for bericht in offered for keuze in keuzes(bericht) if keuze.startswith("onderwerp:")]
    assert {keuze.split(":")[1] for keuze in chosen} <= set(CATALOGUE.onderwerpen)


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


@pytest.mark.parametrize("taal", sorted(CATALOGUE.talen))
def test_danger_in_another_language_is_answered_in_it_first_and_then_in_full(taal: str) -> None:
    bericht = answers.crisis_answer(CATALOGUE, "crisis_suicide", gemeente="leiden", taal=taal)
    dutch = answers.crisis_answer(CATALOGUE, "crisis_suicide", gemeente="leiden")
    own = CATALOGUE.fill(CATALOGUE.talen[taal].gevaar, {})
    assert bericht.tekst == f"{own}\n\n{dutch.tekst}"
    assert "⟦112|112⟧" in own
    assert (bericht.soort, bericht.keuzes, bericht.onderwerp) == (dutch.soort, dutch.keuzes, dutch.onderwerp)


def test_danger_in_a_language_that_is_not_ours_is_answered_in_dutch() -> None:
    dutch = answers.crisis_answer(CATALOGUE, "crisis_suicide", gemeente="leiden")
    assert answers.crisis_answer(CATALOGUE, "crisis_suicide", gemeente="leiden", taal="klingon") == dutch


@pytest.mark.parametrize("taal", sorted(CATALOGUE.talen))
def test_another_language_gets_its_own_sentences_and_a_person_first(taal: str) -> None:
    known = CATALOGUE.talen[taal]
    bericht = answers.foreign_answer(CATALOGUE, taal, gemeente="leiden")
    number = CATALOGUE.gemeente_values("leiden")["gemeente_telefoon"]
    assert bericht.tekst.startswith(known.antwoord[:20])
    assert number in bericht.tekst
    assert bericht.tekst.endswith("\n\n" + CATALOGUE.fill(known.gevaar, {}))
    assert bericht.keuzes[0] == Keuze(known.knop, "mens")
    assert keuzes(bericht) == ["mens", "menu"]
    assert bericht.soort == "antwoord"


@pytest.mark.parametrize("taal", sorted(CATALOGUE.talen))
def test_where_no_number_is_known_another_language_says_how_to_find_it(taal: str) -> None:
    """Else the Dutch way of saying it would stand in a Turkish sentence."""
    assert CATALOGUE.gemeente("landelijk").telefoon.nummer is None
    text = answers.foreign_answer(CATALOGUE, taal, gemeente="landelijk").tekst
    assert CATALOGUE.talen[taal].landelijk in text
    assert CATALOGUE.gemeente("landelijk").telefoon.weergave not in text


@pytest.mark.parametrize("topic", WITHOUT)
def test_a_topic_without_an_answer_is_named_and_a_person_is_offered_first(topic: str) -> None:
    bericht = answers.no_answer_yet(CATALOGUE, topic, gemeente="leiden")
    assert CATALOGUE.titel(topic) in bericht.tekst
    assert CATALOGUE.gemeente_values("leiden")["gemeente_telefoon"] in bericht.tekst
    assert (bericht.soort, bericht.onderwerp) == ("antwoord", topic)
    assert keuzes(bericht)[0] == "mens"
    assert keuzes(bericht)[-1] == "menu"


def test_a_topic_without_an_answer_leads_to_what_is_near() -> None:
    thema = CATALOGUE.register["energie_afsluiting"].thema
    near = answers.no_answer_yet(CATALOGUE, "energie_afsluiting", gemeente="leiden").keuzes[1]
    assert near == Keuze(CATALOGUE.themas[thema], f"thema:{thema}")


def test_a_theme_without_answers_is_not_offered_as_near() -> None:
    empty = replace(CATALOGUE, onderwerpen={})
    assert keuzes(answers.no_answer_yet(empty, "digid", gemeente="leiden")) == ["mens", "menu"]


def test_what_cannot_wait_is_told_so_also_without_an_answer() -> None:
    urgent = answers.no_answer_yet(CATALOGUE, "energie_afsluiting", gemeente="leiden").tekst
    calm = answers.no_answer_yet(CATALOGUE, "digid", gemeente="leiden").tekst
    assert "spoed" in urgent
    assert "vandaag" in urgent
    assert "spoed" not in calm


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


def test_a_candidate_may_be_a_topic_without_an_answer_but_never_danger_or_talk() -> None:
    found = keuzes(answers.candidates(CATALOGUE, ["digid", "begroeting", "schaamte", "crisis_kind"]))
    assert found == ["onderwerp:digid", "onderwerp:schaamte", "menu", "mens"]


@pytest.mark.parametrize("near", [["crisis_suicide", "schaamte"], ["schaamte", "paniek_stress"]])
def test_help_now_goes_first_when_danger_is_near(near: list[str]) -> None:
    assert keuzes(answers.candidates(CATALOGUE, near)) == ["hulp", "onderwerp:schaamte", "menu", "mens"]


def test_two_problems_are_both_offered_in_their_order_with_another_question() -> None:
    two = answers.candidates(CATALOGUE, ["huisuitzetting", "digid"], both=True)
    assert keuzes(two)[:2] == ["onderwerp:huisuitzetting", "onderwerp:digid"]
    assert two.tekst == CATALOGUE.text("algemeen.twee_vragen")
    assert answers.candidates(CATALOGUE, ["huisuitzetting", "digid"]).tekst == CATALOGUE.text("algemeen.bedoelt_u")


def test_what_was_not_understood_gets_the_honest_answer() -> None:
    assert answers.gesprek_answer(CATALOGUE, "bestaat_niet", gemeente="leiden").tekst == CATALOGUE.text(
        "algemeen.weet_niet_antwoord"
    )


@pytest.mark.parametrize(("intent", "key"), sorted(answers.NOTHING_OPEN.items()))
def test_a_control_word_without_an_open_question_is_not_called_unknown(intent: str, key: str) -> None:
    known = CATALOGUE.gesprek.get(intent)
    said = answers.gesprek_answer(CATALOGUE, intent, gemeente="leiden").tekst
    assert said == (known.antwoord if known else CATALOGUE.text(key))


def test_a_date_is_written_as_people_write_it() -> None:
    assert answers.written_date(date(2026, 3, 1)) == "1 maart 2026"


def test_a_message_survives_the_way_through_rasa() -> None:
    bericht = Bericht("vraag", "Kies", (Keuze("Ja", "antwoord:ja"),), "schaamte")
    assert Bericht.from_dict(bericht.as_dict()) == bericht


def test_while_the_situation_is_asked_no_other_topic_is_offered() -> None:
    """Fewer buttons: first which situation it is, then what is related."""
    answer = CATALOGUE.onderwerpen["huurachterstand"]
    related = {f"onderwerp:{topic}" for topic in answer.vervolg if topic not in answers.STEP_OF_TOPIC}
    asked = answers.topic_answer(CATALOGUE, answer.id, gemeente="leiden")
    chosen = answers.topic_answer(CATALOGUE, answer.id, gemeente="leiden", variant=answer.varianten[0].id)
    assert answer.situatie is not None
    assert asked.tekst.endswith(answer.situatie)
    assert not related & set(keuzes(asked))
    assert related <= set(keuzes(chosen))


def test_every_topic_can_be_reached_with_buttons_alone() -> None:
    """Also when sentences aren't understood: page after page of its theme."""
    reached: set[str] = set()
    for thema in CATALOGUE.themas:
        asked: str | None = f"thema:{thema}"
        while asked:
            name, _, page = asked.removeprefix("thema:").partition(":")
            found = keuzes(answers.theme(CATALOGUE, name, int(page or 1)))
            reached |= {one.removeprefix("onderwerp:") for one in found if one.startswith("onderwerp:")}
            asked = next((one for one in found if one.startswith("thema:")), None)
    assert reached == CATALOGUE.topics("vraag")


def test_an_answer_names_a_few_sources_and_tells_how_many_more_there_are() -> None:
    many = max(CATALOGUE.onderwerpen.values(), key=lambda answer: len(answer.bronnen))
    longer = answers.topic_answer(CATALOGUE, many.id, gemeente="leiden", vorm="meer").tekst
    assert many.bronnen[0].titel in longer
    assert f"en nog {len({bron.titel for bron in many.bronnen}) - answers.MOST_SOURCES}" in longer
    assert many.bronnen[-1].titel not in longer
