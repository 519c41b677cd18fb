"""The inwoner's own values take the place of their placeholders, once."""

from bot.conversations import Conversation, Conversations
from bot.dialogue.outgoing import fill_in
from content.berichten import Bericht
from content.talk import Stand


def conversation(**waarden: str) -> Conversation:
    made, _ = Conversations(ttl_seconds=60).begin(gemeente="leiden", kanaal="widget")
    made.waarden |= waarden
    made.stand = Stand(gemeente="leiden", stroom="contact")
    return made


def test_the_preview_shows_the_values_and_is_remembered_as_shown() -> None:
    talk = conversation(telefoon="0600000000", naam="Voorbeeld")
    (shown,) = fill_in(talk, (Bericht("overdracht", "Telefoon: [telefoon], naam: [naam], [email]"),))
    assert shown.tekst == "Telefoon: 0600000000, naam: Voorbeeld, [email]"
    assert talk.preview == shown.tekst


def test_a_value_that_looks_like_a_placeholder_stays_what_was_typed() -> None:
    talk = conversation(eigen_woorden="[telefoon] en [naam]", telefoon="0600000000", naam="[eigen_woorden]")
    (shown,) = fill_in(talk, (Bericht("overdracht", "[eigen_woorden] / [naam]"),))
    assert shown.tekst == "[telefoon] en [naam] / [eigen_woorden]"


def test_only_the_preview_gets_values() -> None:
    talk = conversation(telefoon="0600000000")
    berichten = (Bericht("antwoord", "[telefoon]"), Bericht("mens", "[telefoon]"))
    assert fill_in(talk, berichten) == berichten
    assert talk.preview == ""


def test_after_sending_no_preview_is_remembered() -> None:
    talk = conversation(telefoon="0600000000")
    talk.stand = Stand(gemeente="leiden")
    fill_in(talk, (Bericht("overdracht", "Het is verstuurd."),))
    assert talk.preview == ""


def test_of_several_previews_the_last_one_counts() -> None:
    talk = conversation()
    fill_in(talk, (Bericht("overdracht", "een"), Bericht("overdracht", "twee")))
    assert talk.preview == "twee"
