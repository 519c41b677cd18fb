"""Conversations live in memory, each for its time, and nobody else gets in."""

import pytest

from bot.conversations import (
    KEPT_MESSAGES,
    Conversation,
    ConversationNotFoundError,
    Conversations,
    TooManyConversationsError,
    WrongTokenError,
)
from bot.dialogue.outgoing import fill_in
from content.berichten import Bericht
from content.talk import Stand


class Clock:
    """A clock that a test puts forward."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(clock: Clock) -> Conversations:
    return Conversations(ttl_seconds=60, limit=3, clock=clock)


def begin(store: Conversations) -> tuple[Conversation, str]:
    return store.begin(gemeente="leiden", kanaal="widget")


def fill(conversation: Conversation) -> None:
    conversation.waarden["telefoon"] = "0600000000"
    conversation.stand = Stand(
        gemeente="leiden", stroom="contact", contact={"telefoon": "[telefoon]"}, onderwerp="schaamte"
    )
    conversation.preview = "Telefoon: 0600000000"
    conversation.last = (Bericht("melding", "0600000000"),)
    conversation.missed, conversation.expects_code = 2, True
    conversation.with_wijkteam, conversation.rasa_behind = True, False
    sent = conversation.send((Bericht("melding", "0600000000"),))
    conversation.answered["m1"] = (sent[0].id,)


def test_a_conversation_lives_as_long_as_it_is_used(store: Conversations, clock: Clock) -> None:
    conversation, token = begin(store)
    for _ in range(3):
        clock.now += 59
        assert store.get(conversation.id, token) is conversation
    clock.now += 61
    with pytest.raises(ConversationNotFoundError):
        store.get(conversation.id, token)
    assert store.ids() == []


def test_looking_without_touching_does_not_make_it_live_longer(store: Conversations, clock: Clock) -> None:
    conversation, _ = begin(store)
    clock.now += 59
    assert store.peek(conversation.id) is conversation
    clock.now += 2
    assert store.peek(conversation.id) is None
    assert store.find(conversation.id) is None


def test_the_token_of_another_does_not_open_it(store: Conversations) -> None:
    one, token = begin(store)
    _, other = begin(store)
    for wrong in (other, "", token[:-1], token + "x", token.swapcase()):
        with pytest.raises(WrongTokenError):
            store.get(one.id, wrong)
    assert store.get(one.id, token) is one


def test_the_token_is_long_differs_and_is_not_kept(store: Conversations) -> None:
    one, token = begin(store)
    other, second = begin(store)
    assert token != second
    assert len(token) >= 43
    assert token not in repr(vars(one))
    assert one.id != other.id


def test_a_full_store_refuses_until_one_has_had_its_time(store: Conversations, clock: Clock) -> None:
    old, _ = begin(store)
    clock.now += 40
    for _ in range(2):
        begin(store)
    with pytest.raises(TooManyConversationsError):
        begin(store)
    clock.now += 21
    begin(store)
    assert old.id not in store.ids()


def test_sweeping_forgets_the_old_ones_and_tells_which(store: Conversations, clock: Clock) -> None:
    old, _ = begin(store)
    fill(old)
    clock.now += 61
    young, _ = begin(store)
    assert store.sweep() == [old.id]
    assert store.ids() == [young.id]
    assert "0600000000" not in repr(vars(old))


def test_clearing_leaves_the_gemeente_where_the_talk_began_and_not_the_one_that_was_told(store: Conversations) -> None:
    conversation, _ = begin(store)
    conversation.stand = Stand(gemeente="nijmegen", onderwerp="schaamte")
    conversation.expects_gemeente = True
    conversation.clear()
    assert conversation.stand == Stand(gemeente="leiden")
    assert conversation.expects_gemeente is False


def test_clearing_leaves_nothing_but_the_gemeente(store: Conversations) -> None:
    conversation, _ = begin(store)
    fill(conversation)
    number = conversation.count
    conversation.clear()
    assert "0600000000" not in repr(vars(conversation))
    assert conversation.stand == Stand(gemeente="leiden")
    assert (conversation.missed, conversation.expects_code, conversation.with_wijkteam) == (0, False, False)
    assert conversation.rasa_behind
    assert conversation.send((Bericht("melding", "x"),))[0].id == number + 1


def test_forgetting_wakes_who_waits(store: Conversations) -> None:
    conversation, _ = begin(store)
    store.forget(conversation.id)
    assert conversation.changed.is_set()
    store.forget("bestaat niet")


def test_messages_are_numbered_and_found_again(store: Conversations) -> None:
    conversation, _ = begin(store)
    conversation.send((Bericht("melding", "een"), Bericht("melding", "twee")))
    conversation.send(())
    conversation.send((Bericht("melding", "drie"),))
    assert [(sent.id, sent.bericht.tekst) for sent in conversation.after(1)] == [(2, "twee"), (3, "drie")]
    assert conversation.after(3) == []


def test_only_the_newest_messages_are_kept(store: Conversations) -> None:
    conversation, _ = begin(store)
    for _ in range(KEPT_MESSAGES + 5):
        conversation.send((Bericht("melding", "x"),))
    assert len(conversation.berichten) == KEPT_MESSAGES
    assert conversation.after(0)[-1].id == KEPT_MESSAGES + 5


def test_a_channel_may_name_its_conversation(store: Conversations) -> None:
    named, _ = store.begin(gemeente="leiden", kanaal="telegram", conversation_id="een-hmac")
    assert store.find("een-hmac") is named


def test_a_preview_with_a_phone_number_is_forgotten_when_the_handoff_stops() -> None:
    conversation, _ = Conversations(ttl_seconds=60).begin(gemeente="leiden", kanaal="widget")
    conversation.stand = Stand(gemeente="leiden", stroom="contact", contact={"telefoon": "[telefoon]"})
    conversation.waarden = {"telefoon": "0600000000"}
    shown = fill_in(conversation, (Bericht("overdracht", "Telefoon: [telefoon]"),))
    conversation.send(shown)
    conversation.last = shown
    conversation.keep_only_promised()
    assert "0600000000" in repr(conversation), "while it is being prepared it may be fetched again"
    conversation.stand = Stand(gemeente="leiden")
    conversation.keep_only_promised()
    assert "0600000000" not in repr(conversation)
