"""A talk on Telegram, as a person has it."""

from tests.telegram.conftest import Play, Scene
from tests.telegram.person import Person, until


async def test_starting_gives_the_welcome_and_says_what_telegram_knows(scene: Scene) -> None:
    scene.person.starts("leiden")
    said = await scene.person.hears(2)
    assert "Ik ben een computer, geen mens." in said
    assert scene.bot.catalogue.text("algemeen.telegram_privacy") in said
    assert "Praat met een mens" in {button for message in scene.person.messages for button in _labels(message)}


async def test_a_link_chooses_the_gemeente_and_an_unknown_one_gets_the_national_texts(scene: Scene) -> None:
    for payload, gemeente in (("leiden", "leiden"), ("atlantis", "landelijk"), ("", "leiden")):
        scene.person.starts(payload)
        await scene.person.hears(2)
        (name,) = scene.bot.conversations.ids()
        conversation = scene.bot.conversations.peek(name)
        assert conversation
        assert conversation.stand.gemeente == gemeente


async def test_a_question_is_answered_by_its_buttons(scene: Scene) -> None:
    scene.person.starts()
    await scene.person.hears(2)
    await scene.person.presses(scene.bot.catalogue.themas[scene.bot.catalogue.register["schaamte"].thema])
    await scene.person.hears()
    await scene.person.presses(scene.bot.catalogue.titel("schaamte"))
    said = await scene.person.hears()
    assert "Vertel het vandaag aan een mens die u vertrouwt." in said
    assert "⟦" not in said
    assert len(scene.api.answered) == 2


async def test_every_button_fits_and_every_press_is_answered(scene: Scene) -> None:
    scene.person.starts()
    await scene.person.hears(2)
    for label in ("Waar heb ik recht op?", "Weet ik niet", "Overslaan", "Terug"):
        await scene.person.presses(label)
        await scene.person.hears()
        assert all(len(data.encode()) <= 64 for data in scene.person.buttons.values())
    await until(lambda: len(scene.api.answered) == 4, 3, "the answers to the buttons")


async def outcome_of_a_check(scene: Scene) -> str:
    """Leave three questions open, and return the HTML of the outcome."""
    scene.person.starts("leiden")
    await scene.person.hears(2)
    await scene.person.presses("Waar heb ik recht op?")
    for _ in range(3):
        await scene.person.hears()
        await scene.person.presses("Weet ik niet")
    await scene.person.hears()
    before = len(scene.api.sent)
    await scene.person.presses("Laat de uitkomst zien")
    await until(lambda: any("Ik beslis niets" in one["text"] for one in scene.api.sent[before:]), 8, "the outcome")
    return "\n".join(message["html"] for message in scene.api.sent[before:])


async def test_the_outcome_links_to_its_page_when_the_bot_knows_where_that_is(play: Play) -> None:
    async with play(public_url="https://rondkomen.voorbeeld.nl") as scene:
        said = await outcome_of_a_check(scene)
        assert '<a href="https://rondkomen.voorbeeld.nl/uitkomst#gemeente=leiden&amp;' in said
        assert scene.api.previews[-1] == {"is_disabled": True}


async def test_without_an_address_the_outcome_names_no_page(scene: Scene) -> None:
    said = await outcome_of_a_check(scene)
    assert "Ik beslis niets" in said
    for part in ("/uitkomst", "<a", "⟦", "die link"):
        assert part not in said


async def test_danger_is_answered_first_with_the_number(scene: Scene) -> None:
    scene.person.types("ik wil niet meer leven")
    assert "113" in await scene.person.hears()


async def test_danger_in_the_words_under_a_photo_is_answered(scene: Scene) -> None:
    scene.person.sends_photo(caption="ik wil niet meer leven")
    assert "113" in await scene.person.hears()


async def test_every_command_has_its_effect(scene: Scene) -> None:
    for command, key in (("/stop", "niets_te_stoppen"), ("/menu", "menu"), ("/wis", "wis_klaar")):
        scene.person.types(command)
        assert scene.bot.catalogue.text(f"algemeen.{key}") in await scene.person.hears()


async def test_what_is_not_text_is_answered_kindly(scene: Scene) -> None:
    for send in (scene.person.sends_voice, scene.person.sends_sticker, scene.person.sends_location):
        send()
        assert await scene.person.hears() == scene.bot.catalogue.text("algemeen.telegram_geen_tekst")


async def test_an_album_is_answered_once_and_the_next_one_again(scene: Scene) -> None:
    for _ in range(2):
        scene.person.sends_album(3)
        assert await scene.person.hears() == scene.bot.catalogue.text("algemeen.telegram_geen_tekst")
        await scene.person.hears_nothing_more()


async def test_an_edited_message_is_ignored(scene: Scene) -> None:
    scene.person.edits("schaamte")
    await scene.person.hears_nothing_more()


async def test_in_a_group_only_a_command_is_answered_and_nothing_personal(scene: Scene) -> None:
    scene.person.says_in_group("ik heb schulden")
    scene.person.says_in_group("/start")
    await until(lambda: len(scene.api.sent) == 1, 5, "the answer in the group")
    await scene.person.hears_nothing_more()
    assert scene.api.sent[0]["text"] == scene.bot.catalogue.text("algemeen.telegram_groep")
    assert scene.bot.conversations.ids() == []


async def test_a_repeated_update_is_answered_once(scene: Scene) -> None:
    number = scene.person.types("hallo")
    await scene.person.hears()
    scene.person.types("hallo", update_id=number)
    scene.person.starts()
    assert "computer" in await scene.person.hears(2)
    await scene.person.hears_nothing_more()


async def test_a_repeated_start_does_not_begin_twice(scene: Scene) -> None:
    scene.api.repeat_old = True
    scene.person.starts()
    await scene.person.hears(2)
    await scene.person.hears_nothing_more()
    assert scene.api.calls.count("getUpdates") > 2


async def test_messages_that_come_at_once_are_answered_in_their_order(scene: Scene) -> None:
    commands = ["/menu", "/stop", "/wis", "/menu", "/hulp", "/stop"] * 2
    for command in commands:
        scene.person.types(command)
    await scene.person.hears(len(commands))
    keys = {"/menu": "menu", "/stop": "niets_te_stoppen", "/wis": "wis_klaar"}
    for message, command in zip(scene.person.messages, commands, strict=True):
        if command in keys:
            assert message["text"] == scene.bot.catalogue.text(f"algemeen.{keys[command]}")


async def test_two_people_have_two_talks(scene: Scene) -> None:
    other = Person(scene.api, 600_000_002)
    scene.person.starts()
    other.starts()
    await scene.person.hears(2)
    await other.hears(2)
    await scene.person.presses("Waar heb ik recht op?")
    await scene.person.hears(2)
    other.types("stop")
    assert await other.hears() == scene.bot.catalogue.text("algemeen.niets_te_stoppen")


async def test_starting_again_forgets_the_talk_before(scene: Scene) -> None:
    scene.person.starts()
    await scene.person.hears(2)
    await scene.person.presses("Waar heb ik recht op?")
    await scene.person.hears(2)
    scene.person.starts()
    await scene.person.hears(2)
    scene.person.types("stop")
    assert await scene.person.hears() == scene.bot.catalogue.text("algemeen.niets_te_stoppen")


async def test_a_long_answer_comes_in_pieces_with_its_buttons_under_the_last(scene: Scene) -> None:
    scene.person.starts()
    await scene.person.hears(2)
    (name,) = scene.bot.conversations.ids()
    conversation = scene.bot.conversations.peek(name)
    assert conversation
    await scene.person.presses("Praat met een mens")
    await scene.person.hears()
    scene.person.types("<b> & ~~x~~ " * 120)
    await scene.person.hears()
    assert conversation.waarden["eigen_woorden"].startswith("<b> & ~~x~~")
    for step in ("Via dit gesprek", "Overslaan", "Overslaan"):
        await scene.person.presses(step)
        await scene.person.hears()
    assert "<b> & " in scene.person.messages[-1]["text"]
    assert "Ja, stuur dit" in scene.person.buttons


async def test_what_the_wijkteam_writes_reaches_the_chat(scene: Scene) -> None:
    scene.person.starts("leiden")
    await scene.person.hears(2)
    for label in ("Praat met een mens", "Overslaan", "Via dit gesprek", "Overslaan", "Overslaan", "Ja, stuur dit"):
        await scene.person.presses(label)
        said = await scene.person.hears()
    assert "Het is verstuurd." in said
    desk = scene.bot.desk
    account = desk.accounts.create("Proeflid", "proeflid", "een lange zin om mee te testen", "leiden")
    (waiting,) = desk.queue.waiting(frozenset({"wijkteam_leiden"}))
    desk.queue.claim(waiting.id, account.id, frozenset({"wijkteam_leiden"}))
    desk.queue.send_to_inwoner(waiting.id, account.id, "Dag, fijn dat u schrijft <3")
    assert await scene.person.hears() == "Wijkteam: Dag, fijn dat u schrijft <3"
    scene.person.types("dank u wel")
    assert scene.bot.catalogue.text("algemeen.mens_bericht_verzonden") in await scene.person.hears()
    assert [message.tekst for message in desk.queue.messages(waiting.id, account.id)][-1] == "dank u wel"


def _labels(message: dict[str, object]) -> list[str]:
    markup = message.get("reply_markup") or {"inline_keyboard": []}
    return [button["text"] for row in markup["inline_keyboard"] for button in row]  # type: ignore[index]
