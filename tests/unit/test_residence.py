"""In which gemeente somebody lives: read from what is typed, asked for, remembered as long as the talk lasts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from content.catalogue import CONTENT
from content.postcodes import read_postcodes
from content.residence import answered, mentioned, told
from tests.harness.hearing import hearing_rasa
from tests.harness.talking import Bot, catalogue, whole_bot

KNOWN = read_postcodes(CONTENT)
ASKED = "In welke gemeente woont u?"
DANGER = "ik woon in Nijmegen en ik wil niet meer leven"


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    """Give a bot that can't reach Rasa: the gemeente needs none."""
    with whole_bot(tmp_path) as built:
        yield built


@pytest.mark.parametrize(
    ("tekst", "gemeenten"),
    [
        ("2332", ("leiden",)),
        ("2332 AB.", ("leiden",)),
        ("mijn postcode is 2332ab", ("leiden",)),
        ("ik woon in 2332", ("leiden",)),
        ("Nijmegen!", ("nijmegen",)),
        ("Ik woon in Nijmegen", ("nijmegen",)),
        ("ik woon nu in de gemeente Zaanstad", ("zaanstad",)),
        ("ik woon in Zaandam", ("zaanstad",)),
        ("gemeente Buren", ("buren", "ameland")),
    ],
)
def test_a_text_that_says_nothing_else_tells_the_gemeente(tekst: str, gemeenten: tuple[str, ...]) -> None:
    assert told(KNOWN, tekst) == gemeenten
    assert answered(KNOWN, tekst) == gemeenten


@pytest.mark.parametrize(
    "tekst",
    [
        *("buren", "loon", "best", "zaandam", "1500", "ik woon in een huis", "ik woon in Nederland", ""),
        *("ik kom uit Syrië", "ik woon alleen", "ik woon in Nijmegen en ik kan de huur niet betalen"),
    ],
)
def test_an_ordinary_word_a_number_or_a_question_is_no_gemeente_when_nobody_asked(tekst: str) -> None:
    assert told(KNOWN, tekst) == ()


@pytest.mark.parametrize(
    ("tekst", "gemeente"),
    [
        ("ik woon in Nijmegen en ik kan de huur niet betalen", "nijmegen"),
        ("Hallo, ik woon in de gemeente Alphen aan den Rijn met mijn kinderen", "alphen_aan_den_rijn"),
        ("wij wonen in Zaandam. wat kunnen we doen?", "zaanstad"),
        ("ik woon in een huis in Leiden", None),
        ("mijn zoon woont in Nijmegen", None),
        ("ik woon in Bergen en heb schulden", None),
        ("ik woon in winkel en heb schulden", None),
        ("ik heb schulden", None),
    ],
)
def test_a_question_can_tell_the_one_gemeente_in_which_somebody_lives(tekst: str, gemeente: str | None) -> None:
    assert mentioned(KNOWN, tekst) == gemeente


@pytest.mark.parametrize(("tekst", "gemeenten"), [("in zaandam", ("zaanstad",)), ("buren", ("buren", "ameland"))])
def test_an_answer_to_the_question_may_be_shorter(tekst: str, gemeenten: tuple[str, ...]) -> None:
    assert answered(KNOWN, tekst) == gemeenten


def test_a_story_with_a_number_in_it_is_no_answer() -> None:
    assert answered(KNOWN, "ik heb 2332 euro schuld en ik weet niet meer wat ik moet doen") == ()


async def test_without_a_gemeente_there_is_a_button_and_with_one_there_is_not(bot: Bot) -> None:
    assert "Mijn gemeente" in bot.talker("landelijk").buttons
    assert "Mijn gemeente" not in bot.talker("leiden").buttons
    assert "Mijn gemeente" not in bot.talker("heiloo").buttons


async def test_the_chosen_gemeente_changes_the_answers(bot: Bot) -> None:
    talker = bot.talker("landelijk")
    assert "14 en het netnummer" in await talker.sends("onderwerp:huurachterstand")
    await talker.sends("menu")
    assert (await talker.chooses("Mijn gemeente")).startswith(ASKED)
    assert "u woont in Nijmegen" in await talker.types("nijmegen")
    assert "14 024" in await talker.chooses(f"Terug naar: {catalogue().titel('huurachterstand')}")


async def test_a_postcode_of_several_gemeenten_is_asked_and_one_button_is_enough(bot: Bot) -> None:
    talker = bot.talker("landelijk")
    assert "meer dan één gemeente" in await talker.types("2324")
    assert talker.buttons[:2] == ["Amersfoort", "Leiden"]
    await talker.chooses("Amersfoort")
    assert talker.conversation.stand.gemeente == "amersfoort"
    assert "gemeente Amersfoort" in await talker.sends("buurt:voedselbank")


async def test_the_postcode_itself_is_kept_nowhere(bot: Bot) -> None:
    talker = bot.talker("landelijk")
    await talker.types("6537 QX")
    assert talker.conversation.stand.gemeente == "nijmegen"
    assert "6537" not in repr(talker.conversation)


async def test_a_gemeente_without_a_folder_keeps_the_national_texts_under_its_own_name(bot: Bot) -> None:
    talker = bot.talker("landelijk")
    said = await talker.types("ik woon in Heiloo")
    assert "u woont in gemeente Heiloo" in said
    assert "Wat er bij u kan, weet gemeente Heiloo: 14 en het netnummer" in said
    assert "gemeente Heiloo" in await talker.sends("onderwerp:inloop")


async def test_a_misspelled_answer_is_offered_as_a_button(bot: Bot) -> None:
    talker = bot.talker("landelijk")
    await talker.types("mijn gemeente")
    await talker.types("nijmgen")
    assert talker.conversation.stand.gemeente == "landelijk", "nothing is guessed"
    await talker.chooses("Nijmegen")
    assert talker.conversation.stand.gemeente == "nijmegen"


async def test_an_answer_that_is_no_place_is_asked_again_and_may_be_skipped(bot: Bot) -> None:
    talker = bot.talker("landelijk")
    await talker.types("mijn gemeente")
    assert "Die plaats of postcode ken ik niet" in await talker.types("blabla")
    await talker.types("mijn gemeente")
    await talker.chooses("Overslaan")
    assert "Die plaats" not in await talker.types("blabla")
    assert talker.conversation.stand.gemeente == "landelijk"


async def test_danger_comes_before_the_gemeente_also_when_it_was_asked(bot: Bot) -> None:
    talker = bot.talker("landelijk")
    await talker.types("mijn gemeente")
    await talker.types(DANGER)
    assert talker.heard[0].bericht.soort == "crisis"


async def test_danger_that_only_the_model_sees_is_not_taken_for_a_place(tmp_path: Path) -> None:
    soft = "niemand zou mij missen"
    with hearing_rasa() as (rasa, url), whole_bot(tmp_path, rasa_url=url) as built:
        rasa.understands(soft, "crisis_suicide", beslissing="crisis")
        talker = built.talker("landelijk")
        await talker.types("mijn gemeente")
        await talker.types(soft)
        await built.rasa.close()
    assert talker.heard[0].bericht.soort == "crisis"


async def test_a_question_with_the_gemeente_in_it_is_answered_with_that_gemeente(bot: Bot) -> None:
    talker = bot.talker("landelijk")
    await talker.types("ik woon in Nijmegen en ik kan de huur niet betalen")
    assert talker.conversation.stand.gemeente == "nijmegen"
    assert "14 024" in await talker.sends("onderwerp:huurachterstand")


async def test_a_website_of_a_gemeente_is_not_left_for_what_a_question_tells_in_passing(bot: Bot) -> None:
    talker = bot.talker("leiden")
    await talker.types("ik woon in Nijmegen en ik kan de huur niet betalen")
    assert talker.conversation.stand.gemeente == "leiden"
    await talker.types("ik woon in Nijmegen")
    assert talker.conversation.stand.gemeente == "nijmegen", "said by itself, it is meant"


async def test_erasing_forgets_the_gemeente_that_was_told(bot: Bot) -> None:
    talker = bot.talker("landelijk")
    await talker.types("ik woon in Nijmegen")
    await talker.types("wis")
    assert talker.conversation.stand.gemeente == "landelijk"


async def test_a_number_during_the_check_is_an_answer_and_not_a_postcode(bot: Bot) -> None:
    talker = bot.talker("landelijk")
    await talker.sends("check")
    await talker.types("2332")
    assert talker.conversation.stand.gemeente == "landelijk"
    await talker.types("ik woon in Leiden")
    assert talker.conversation.stand.gemeente == "leiden"
    assert talker.buttons[0] == "Verder waar ik was"


async def test_while_a_handoff_is_prepared_its_gemeente_stays_as_it_was_shown(bot: Bot) -> None:
    talker = bot.talker("leiden")
    await talker.sends("mens")
    for send in (talker.types("mijn gemeente"), talker.sends("gemeente:nijmegen")):
        assert "Maak die eerst af" in await send
    await talker.sends("verder")
    await talker.types("ik woon in Nijmegen")
    assert talker.conversation.stand.gemeente == "leiden"
    assert talker.conversation.waarden["eigen_woorden"] == "ik woon in Nijmegen"


@pytest.mark.parametrize("keuze", ["gemeente:atlantis", "gemeente:landelijk", "gemeente:"])
async def test_a_button_of_no_gemeente_asks_it(bot: Bot, keuze: str) -> None:
    talker = bot.talker("leiden")
    assert (await talker.sends(keuze)).startswith(ASKED)
    assert talker.conversation.stand.gemeente == "leiden"
