"""What an inwoner meets who writes in another language, is in danger, has two problems, or one without an answer."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from content import answers
from content.talk import Stand
from tests.harness.hearing import HearingRasa, hearing_rasa
from tests.harness.talking import Bot, Talker, catalogue, whole_bot, without_answer

TURKISH = "Kiramı ödeyemiyorum, bana yardım eder misiniz?"
FRISIAN = "Ik kin myn rekken fan it gas net betelje"
BULGARIAN = "Загубих работата си и не мога да платя наема"
DANGER = "I want to kill myself because of all these debts"
SOFT_DANGER = "Nobody would miss me if I were gone tomorrow"
TWO = "ik kan niet meer inloggen en morgen moet ik mijn huis uit"


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Bot]:
    """Give a bot that can't reach Rasa."""
    with whole_bot(tmp_path) as built:
        yield built


@pytest.fixture(scope="module")
def served_rasa() -> Iterator[tuple[HearingRasa, str]]:
    with hearing_rasa() as served:
        yield served


@pytest.fixture
def rasa(served_rasa: tuple[HearingRasa, str]) -> HearingRasa:
    for kept in (served_rasa[0].known, served_rasa[0].heard, served_rasa[0].answered):
        kept.clear()
    return served_rasa[0]


@pytest.fixture
async def bot(tmp_path: Path, rasa: HearingRasa, served_rasa: tuple[HearingRasa, str]) -> AsyncIterator[Bot]:
    """Give a bot with a Rasa that understands what the test says and answers every event itself."""
    with whole_bot(tmp_path, rasa_url=served_rasa[1]) as built:
        yield built
        await built.rasa.close()
    assert rasa.answered == rasa.heard, "Rasa failed, and the bot answered without it"


def foreign(taal: str, gemeente: str = "leiden") -> str:
    return answers.foreign_answer(catalogue(), taal, gemeente=gemeente).tekst


def danger_line(taal: str) -> str:
    return catalogue().fill(catalogue().talen[taal].gevaar, {})


# Another language


@pytest.mark.parametrize(("tekst", "taal"), [(TURKISH, "turks"), (FRISIAN, "fries")])
async def test_another_language_gets_its_own_sentences_without_rasa(alone: Bot, tekst: str, taal: str) -> None:
    talker = alone.talker()
    assert await talker.types(tekst) == foreign(taal)
    assert talker.buttons == [catalogue().talen[taal].knop, "Naar het begin"]
    assert "wijkteam" in await talker.chooses(catalogue().talen[taal].knop)


@pytest.mark.parametrize("beslissing", ["antwoord", "bedoelt_u"])
async def test_another_language_gets_its_own_sentences_with_rasa(bot: Bot, rasa: HearingRasa, beslissing: str) -> None:
    rasa.understands(TURKISH, "andere_taal", "huurachterstand", beslissing=beslissing)
    talker = bot.talker()
    assert await talker.types(TURKISH) == foreign("turks")
    assert talker.buttons == [catalogue().talen["turks"].knop, "Naar het begin"]
    assert rasa.heard[-1] == '/andere_taal{"taal": "turks"}', "never what was typed"


async def test_a_greeting_is_enough_when_the_model_says_that_it_is_another_language(
    bot: Bot, alone: Bot, rasa: HearingRasa
) -> None:
    rasa.understands("merhaba", "andere_taal")
    assert await bot.talker().types("merhaba") == foreign("turks")
    assert await alone.talker().types("merhaba") == catalogue().text("algemeen.knoppen_stand")


async def test_another_language_is_answered_when_the_model_does_not_understand_it(bot: Bot, rasa: HearingRasa) -> None:
    talker = bot.talker()
    assert await talker.types(TURKISH) == foreign("turks")
    assert await talker.types(TURKISH) == foreign("turks"), "the second time as well"


async def test_what_the_model_understands_as_dutch_is_dutch(bot: Bot, rasa: HearingRasa) -> None:
    """A sentence of somebody who speaks Dutch as a second language, with words of the first in it."""
    rasa.understands(TURKISH, "huurachterstand")
    talker = bot.talker()
    await talker.types(TURKISH)
    assert talker.heard[0].bericht.onderwerp == "huurachterstand"


async def test_a_language_without_sentences_of_its_own_is_answered_in_dutch_and_english(
    bot: Bot, rasa: HearingRasa
) -> None:
    rasa.understands(BULGARIAN, "andere_taal")
    said = await bot.talker().types(BULGARIAN)
    assert said == answers.gesprek_answer(catalogue(), "andere_taal", gemeente="leiden").tekst
    assert "I only understand Dutch" in said


async def test_where_no_number_is_known_the_other_language_says_how_to_find_it(alone: Bot) -> None:
    said = await alone.talker("landelijk").types(TURKISH)
    assert said == foreign("turks", "landelijk")
    assert catalogue().talen["turks"].landelijk in said


async def test_another_language_leaves_the_open_question_open(alone: Bot) -> None:
    talker = alone.talker()
    await talker.sends("check")
    question = talker.heard[-1].bericht
    assert await talker.types(TURKISH) == foreign("turks")
    await talker.chooses("Verder waar ik was")
    assert talker.heard[-1].bericht == question


async def test_own_words_for_the_wijkteam_may_be_in_another_language(alone: Bot) -> None:
    """They are for a person, who can find an interpreter."""
    talker = alone.talker()
    await talker.sends("mens")
    await talker.types(TURKISH)
    assert talker.conversation.waarden["eigen_woorden"] == TURKISH


async def test_another_language_after_something_odd_is_no_second_time_that_nothing_is_understood(
    bot: Bot, rasa: HearingRasa
) -> None:
    talker = bot.talker()
    first = await talker.types("blabla")
    await talker.types(TURKISH)
    assert await talker.types("blabla") == first
    assert await talker.types("blabla") != first


# Danger in another language


async def test_danger_in_english_is_answered_with_the_english_line_first_also_without_rasa(
    alone: Bot, bot: Bot, rasa: HearingRasa
) -> None:
    dutch = answers.crisis_answer(catalogue(), "crisis_suicide", gemeente="leiden")
    for some in (alone, bot):
        talker = some.talker()
        assert await talker.types(DANGER) == f"{danger_line('engels')}\n\n{dutch.tekst}"
        assert talker.heard[0].bericht.soort == "crisis"
        assert "112" in talker.heard[0].bericht.tekst.splitlines()[0]


async def test_danger_that_only_the_model_sees_gets_the_english_line_too(bot: Bot, rasa: HearingRasa) -> None:
    rasa.understands(SOFT_DANGER, "crisis_suicide", beslissing="crisis")
    talker = bot.talker()
    said = await talker.types(SOFT_DANGER)
    assert said.startswith(danger_line("engels"))
    assert "113" in said
    assert talker.heard[0].bericht.onderwerp == "crisis_suicide"


async def test_two_words_in_danger_are_enough_to_tell_the_language(alone: Bot) -> None:
    assert (await alone.talker().types("chcę umrzeć")).startswith(danger_line("pools"))


async def test_danger_in_dutch_is_answered_in_dutch_alone(alone: Bot) -> None:
    dutch = answers.crisis_answer(catalogue(), "crisis_suicide", gemeente="leiden")
    assert await alone.talker().types("ik wil niet meer leven") == dutch.tekst


async def test_danger_in_another_language_leaves_the_open_question_open(alone: Bot) -> None:
    talker = alone.talker()
    await talker.sends("check")
    question = talker.heard[-1].bericht
    assert (await talker.types(DANGER)).startswith(danger_line("engels"))
    await talker.chooses("Verder waar ik was")
    assert talker.heard[-1].bericht == question


# Two problems


async def test_two_problems_are_both_offered_the_urgent_one_first(bot: Bot, rasa: HearingRasa) -> None:
    """Although the other is what the sentence is about most."""
    rasa.understands(
        TWO, "digid", "huisuitzetting", "dakloos", beslissing="bedoelt_u", twee=("huisuitzetting", "digid")
    )
    talker = bot.talker()
    assert await talker.types(TWO) == catalogue().text("algemeen.twee_vragen")
    titles = [catalogue().titel(topic) for topic in ("huisuitzetting", "digid")]
    assert talker.buttons == [*titles, "Naar het begin", "Praat met een mens"]
    await talker.chooses(titles[0])
    assert talker.heard[0].bericht.onderwerp == "huisuitzetting"
    await talker.sends("onderwerp:digid")
    assert talker.heard[0].bericht.onderwerp == "digid", "the other comes after it"


async def test_in_doubt_the_nearest_topics_are_offered_in_other_words(bot: Bot, rasa: HearingRasa) -> None:
    rasa.understands(TWO, "digid", "huisuitzetting", "dakloos", beslissing="bedoelt_u")
    talker = bot.talker()
    assert await talker.types(TWO) == catalogue().text("algemeen.bedoelt_u")
    assert talker.buttons[:3] == [catalogue().titel(topic) for topic in ("digid", "huisuitzetting", "dakloos")]


async def test_two_problems_leave_the_open_question_open(bot: Bot, rasa: HearingRasa) -> None:
    rasa.understands(TWO, "digid", "huisuitzetting", beslissing="bedoelt_u", twee=("huisuitzetting", "digid"))
    talker = bot.talker()
    talker.conversation.stand = Stand(gemeente="leiden", stroom="check")
    assert await talker.types(TWO) == catalogue().text("algemeen.twee_vragen")
    assert talker.buttons[0] == "Verder waar ik was"


# A topic without an answer


@pytest.fixture
def unanswered(tmp_path: Path) -> Iterator[Bot]:
    """Give a bot without Rasa that has no answer about DigiD yet."""
    with whole_bot(tmp_path, known=without_answer("digid")) as built:
        yield built


async def says(folder: Path, topic: str, tekst: str) -> Talker:
    """Type a sentence about a topic that has no answer, to a bot that understands it."""
    known = without_answer(topic)
    with hearing_rasa(known) as (rasa, url), whole_bot(folder, rasa_url=url, known=known) as built:
        rasa.understands(tekst, topic)
        talker = built.talker()
        await talker.types(tekst)
        await built.rasa.close()
    assert rasa.answered == rasa.heard, "Rasa failed, and the bot answered without it"
    return talker


async def test_a_topic_without_an_answer_gets_the_honest_text_with_a_person(tmp_path: Path) -> None:
    talker = await says(tmp_path, "digid", "mijn code werkt niet meer")
    said = talker.heard[0].bericht.tekst
    assert said == answers.no_answer_yet(catalogue(), "digid", gemeente="leiden").tekst
    assert catalogue().titel("digid") in said
    assert talker.buttons[0] == "Praat met een mens"


async def test_a_topic_without_an_answer_is_the_same_from_a_button_and_without_rasa(unanswered: Bot) -> None:
    talker = unanswered.talker()
    said = await talker.sends("onderwerp:digid")
    assert said == answers.no_answer_yet(catalogue(), "digid", gemeente="leiden").tekst
    assert await talker.sends("makkelijker:digid") == said


async def test_the_wijkteam_hears_about_which_topic_without_an_answer_it_was(unanswered: Bot) -> None:
    talker = unanswered.talker()
    await talker.sends("onderwerp:digid")
    await talker.chooses("Praat met een mens")
    for label in ("Overslaan", "Via dit gesprek"):
        await talker.chooses(label)
    assert catalogue().titel("digid") in await talker.chooses("Overslaan")
    await talker.chooses("Ja, stuur dit")
    (row,) = unanswered.desk.queue.waiting(frozenset({"wijkteam_leiden"}))
    assert row.onderwerp == "digid"


async def test_urgent_things_without_an_answer_are_told_to_be_urgent(tmp_path: Path) -> None:
    talker = await says(tmp_path, "energie_afsluiting", "de stroom is eraf")
    said = talker.heard[0].bericht.tekst
    assert "Bel vandaag" in said
    assert "14 071" in said
