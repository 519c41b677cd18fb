"""Without Rasa the same steps are taken: the whole check and the whole handoff, with real content and a real desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.dialogue.button_mode import ButtonMode
from bot.messages import Event
from content import answers
from content.berichten import Bericht
from content.talk import Stand
from tests.harness.talking import Bot, catalogue, flows, whole_bot

FREE = Stand(gemeente="leiden")
LONGEST_CHECK = 12


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    with whole_bot(tmp_path) as built:
        yield built


@pytest.fixture(scope="module")
def buttons() -> ButtonMode:
    return ButtonMode(catalogue(), flows())


@pytest.mark.parametrize(
    ("event", "soort"),
    [
        (Event("menu"), "vraag"),
        (Event("thema", {"thema": "basis"}), "vraag"),
        (Event("bedoelt_u", {"kandidaten": "schaamte,privacy"}), "vraag"),
        (Event("faq", {"onderwerp": "schaamte", "vorm": "kort"}), "antwoord"),
        (Event("bedoelt_u", {"kandidaten": "huisuitzetting,digid", "vorm": "twee"}), "vraag"),
        (Event("faq", {"onderwerp": "digid", "vorm": "kort"}), "antwoord"),
        (Event("andere_taal", {"taal": "turks"}), "antwoord"),
        (Event("andere_taal"), "antwoord"),
        (Event("faq", {}), None),
        (Event("stoppen"), "melding"),
        (Event("crisis_suicide"), "crisis"),
        (Event("start_check"), "vraag"),
        (Event("start_contact"), "vraag"),
        (Event("antwoord", {"antwoord": "x"}), "melding"),
        (Event("verder"), "melding"),
        (Event("terug"), None),
        (Event("weet_niet"), None),
        (Event("bestaat_niet"), None),
    ],
)
def test_every_event_is_answered_without_rasa(buttons: ButtonMode, event: Event, soort: str | None) -> None:
    outcome = buttons.step(FREE, event)
    assert outcome.berichten
    assert all(bericht.tekst.strip() for bericht in outcome.berichten)
    if soort:
        assert outcome.berichten[-1].soort == soort


def test_what_was_chosen_reaches_the_answer_without_rasa(buttons: ButtonMode) -> None:
    """The same choices that Rasa's actions get: which topics, that there are two, which language."""
    (two,) = buttons.step(FREE, Event("bedoelt_u", {"kandidaten": "huisuitzetting,digid", "vorm": "twee"})).berichten
    assert two.tekst == catalogue().text("algemeen.twee_vragen")
    assert [keuze.keuze for keuze in two.keuzes[:2]] == ["onderwerp:huisuitzetting", "onderwerp:digid"]
    (turkish,) = buttons.step(FREE, Event("andere_taal", {"taal": "turks"})).berichten
    assert turkish.keuzes[0].label == catalogue().talen["turks"].knop
    (unknown,) = buttons.step(FREE, Event("andere_taal", {"taal": "klingon"})).berichten
    assert unknown == answers.gesprek_answer(catalogue(), "andere_taal", gemeente="leiden")


def test_an_answer_that_does_not_fit_asks_the_same_again(buttons: ButtonMode) -> None:
    begun = buttons.step(FREE, Event("start_check"))
    again = buttons.step(begun.stand, Event("antwoord", {"antwoord": "onzin zonder betekenis"}))
    assert again.stand == begun.stand
    assert again.berichten == begun.berichten[-1:]
    assert buttons.step(begun.stand, Event("verder")).berichten == begun.berichten[-1:]


@pytest.mark.parametrize("choose", [0, -1, None])
def test_the_check_ends_in_outcomes_whatever_is_chosen(buttons: ButtonMode, choose: int | None) -> None:
    """The first option, the last option, or "I don't know" every time."""
    outcome = buttons.step(FREE, Event("start_check"))
    asked = 0
    while outcome.stand.stroom == "check":
        asked += 1
        assert asked <= LONGEST_CHECK
        options = [keuze.keuze for keuze in outcome.berichten[-1].keuzes if keuze.keuze.startswith("antwoord:")]
        value = "weet_niet" if choose is None else options[choose].removeprefix("antwoord:")
        outcome = buttons.step(outcome.stand, Event("antwoord", {"antwoord": value}))
    assert {bericht.soort for bericht in outcome.berichten} == {"uitkomst"}
    assert outcome.berichten[-1].keuzes


def test_any_answer_can_be_changed_after_the_outcome(buttons: ButtonMode) -> None:
    outcome = buttons.step(FREE, Event("start_check"))
    first = outcome.berichten[-1]
    while outcome.stand.stroom == "check":
        outcome = buttons.step(outcome.stand, Event("antwoord", {"antwoord": "weet_niet"}))
    listed = buttons.step(outcome.stand, Event("start_check", {"vorm": "terug"}))
    assert listed.stand.stroom == "check"
    asked = listed.berichten[-1].keuzes[0].keuze.removeprefix("antwoord:")
    again = buttons.step(listed.stand, Event("antwoord", {"antwoord": asked}))
    assert again.berichten[-1].tekst.split(". ", 1)[1] == first.tekst.split(". ", 1)[1]


async def test_the_whole_handoff_is_asked_shown_sent_and_forgotten(bot: Bot) -> None:
    talker = bot.talker()
    await talker.sends("onderwerp:schaamte")
    await talker.chooses("Praat met een mens")
    await talker.types("Ik durf de post niet te openen.")
    await talker.chooses("Bellen")
    assert "geen telefoonnummer" in await talker.types("06 123")
    await talker.types("06 0000 0000")
    await talker.types("Proefnaam")
    await talker.chooses("Ochtend")
    preview = await talker.types("2332")
    for value in ("Ik durf de post niet te openen.", "+31600000000", "Proefnaam", "in de ochtend", "2332", "Mors"):
        assert value in preview
    await talker.chooses("Iets wijzigen of weglaten")
    await talker.chooses("Naam")
    kept = await talker.chooses("Laat weg: Naam")
    assert "Proefnaam" not in kept
    said = await talker.chooses("Ja, stuur dit")
    assert "Het is verstuurd." in said
    assert talker.conversation.waarden == {}
    (row,) = bot.desk.queue.waiting(frozenset({"wijkteam_mors"}))
    assert (row.gemeente, row.hoe, row.onderwerp) == ("leiden", "telefoon", "schaamte")
    assert bot.desk.status(talker.conversation.id) == "wacht"


async def test_who_said_to_ask_for_another_is_asked_for_their_own_contact_data(bot: Bot) -> None:
    talker = bot.talker()
    await talker.types("ik vraag dit voor mijn buurvrouw")
    assert "Noem geen naam" in await talker.sends("mens")
    await talker.sends("overslaan")
    assert "eigen nummer, niet dat van die ander" in await talker.chooses("Bellen")
    assert "Hoe mag het team u zelf noemen" in await talker.types("0600000000")


async def test_a_line_that_was_not_shown_as_it_is_now_is_not_sent(bot: Bot) -> None:
    """Words in danger are kept and the preview isn't shown anew: then an old "yes" sends nothing."""
    talker = bot.talker()
    for step in ("mens", "ik slaap slecht", "via dit gesprek", "deze week", "2332", "wijzig", "in eigen woorden"):
        await talker.types(step)
    assert "113" in await talker.types("ik slaap slecht, ik wil niet meer leven")
    assert "Er is niets verstuurd" in await talker.sends("antwoord:akkoord")
    assert bot.desk.status(talker.conversation.id) == "geen"
    assert "niet meer leven" in await talker.chooses("Verder waar ik was")
    assert "Het is verstuurd" in await talker.chooses("Ja, stuur dit")


async def test_a_database_that_is_gone_makes_no_promise_and_no_error(bot: Bot) -> None:
    with bot.desk.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE session RENAME TO weg")
    talker = bot.talker()
    for step in ("mens", "overslaan", "antwoord:chat", "overslaan"):
        await talker.sends(step)
    assert "ingelogd" not in await talker.sends("overslaan")
    assert talker.heard[-1].bericht.soort == "overdracht"


async def test_what_was_given_stays_out_of_the_state(bot: Bot) -> None:
    talker = bot.talker()
    await talker.sends("mens")
    await talker.types("Mijn geheime verhaal")
    await talker.chooses("Bellen")
    await talker.types("0600000000")
    assert talker.conversation.stand.contact == {
        "eigen_woorden": "[eigen_woorden]",
        "hoe": "telefoon",
        "telefoon": "[telefoon]",
    }
    assert talker.conversation.waarden["telefoon"] == "+31600000000"
    assert "Er is niets verstuurd" in await talker.types("stop")
    assert talker.conversation.waarden == {}
    assert bot.desk.status(talker.conversation.id) == "geen"


async def test_the_wijkteam_hears_the_same_once_when_the_button_is_pressed_twice(bot: Bot) -> None:
    talker = bot.talker()
    await talker.sends("mens")
    for label in ("Overslaan", "Via dit gesprek", "Overslaan", "Overslaan"):
        await talker.chooses(label)
    await talker.chooses("Ja, stuur dit")
    await talker.sends("antwoord:akkoord")
    assert len(bot.desk.queue.waiting(frozenset({"wijkteam_leiden"}))) == 1


async def test_three_words_withdraw_what_was_sent(bot: Bot) -> None:
    talker = bot.talker()
    await talker.sends("mens")
    for label in ("Overslaan", "Via dit gesprek", "Overslaan", "Overslaan"):
        await talker.chooses(label)
    said = await talker.chooses("Ja, stuur dit")
    code = next(line for line in said.splitlines() if "drie woorden op:" in line).split(": ")[1]
    stranger = bot.talker()
    assert bot.catalogue.text("algemeen.intrekken_vraag") in await stranger.types("intrekken")
    assert "ken ik niet" in await stranger.types("appel peer banaan")
    assert bot.catalogue.text("algemeen.intrekken_klaar") in await stranger.types(f"Intrekken {code.upper()}")
    assert bot.desk.status(talker.conversation.id) == "ingetrokken"


async def test_danger_comes_before_the_open_question_and_leaves_it_open(bot: Bot) -> None:
    talker = bot.talker()
    await talker.sends("check")
    question = talker.heard[-1].bericht
    assert "113" in await talker.types("ik wil niet meer leven")
    assert talker.heard[-1].bericht.soort == "crisis"
    await talker.chooses("Verder waar ik was")
    assert talker.heard[-1].bericht == question


async def test_typed_text_without_rasa_gets_the_menu_or_the_question_again(bot: Bot) -> None:
    talker = bot.talker()
    said = await talker.types("mijn verhuurder is boos op mij")
    assert said == bot.catalogue.text("algemeen.knoppen_stand")
    await talker.sends("check")
    assert await talker.types("zeg dat eens anders") == bot.catalogue.text("algemeen.antwoord_onduidelijk")
    assert "Verder waar ik was" in talker.buttons


@pytest.mark.parametrize(("tekst", "key"), [("   ", "leeg"), ("!!! :)", "alleen_tekens"), ("a " * 1_500, "te_lang")])
async def test_what_cannot_be_read_is_told_kindly(bot: Bot, tekst: str, key: str) -> None:
    assert await bot.talker().types(tekst) == bot.catalogue.text(f"algemeen.{key}")


async def test_wiping_forgets_everything_at_once(bot: Bot) -> None:
    talker = bot.talker()
    await talker.sends("mens")
    await talker.types("Mijn geheime verhaal")
    assert await talker.types("wis") == bot.catalogue.text("algemeen.wis_klaar")
    assert "geheime" not in repr(vars(talker.conversation))
    assert talker.conversation.stand == FREE


async def test_repeating_says_the_last_answer_again(bot: Bot) -> None:
    talker = bot.talker()
    said = await talker.sends("onderwerp:schaamte")
    assert await talker.types("nog een keer") == said


def test_a_conversation_shows_only_messages(buttons: ButtonMode) -> None:
    assert all(isinstance(one, Bericht) for one in buttons.step(FREE, Event("menu")).berichten)
