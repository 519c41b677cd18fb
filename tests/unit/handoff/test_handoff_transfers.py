"""Passing on: never to nobody, and with the sender until somebody says yes."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from handoff_world import MORS, NOORD, World

from handoff.queue import (
    AlreadyClaimedError,
    HandoffNotFoundError,
    NotHolderError,
    OfferGoneError,
    Receiver,
    Row,
    StaleVersionError,
    TransferRefusedError,
)

NORTH = frozenset({NOORD})


def offered(world: World, anna: str, to: Receiver) -> Row:
    """Let Anna pick something up and offer it."""
    row = world.held(anna)
    members = {MORS: frozenset({anna, to.account_id or "-"}), NOORD: frozenset({anna, "iemand"})}
    return world.queue.passing.offer(row.id, anna, to, "andere_buurt", row.version, members)


def actions(world: World, handoff_id: str) -> list[tuple[str, str]]:
    return [one for one in world.events(handoff_id) if one[0].startswith(("transfer_", "team_"))]


def test_a_colleague_takes_over_and_the_sender_had_it_until_then(any_world: World) -> None:
    world = any_world
    anna, bas = world.colleague("Anna"), world.colleague("Bas")
    row = offered(world, anna, Receiver(MORS, bas))
    assert world.queue.mine(anna)[0].id == row.id
    world.queue.save_note(row.id, anna, "MERK-NOTITIE", row.version)
    world.clock.turn(hours=1)
    taken = world.queue.passing.accept(row.id, bas, world.teams)
    assert (taken.claimed_by, taken.team, taken.lease_until) == ("Bas", MORS, world.clock() + timedelta(days=2))
    assert world.queue.note(row.id, bas) == "MERK-NOTITIE"
    assert actions(world, row.id) == [("transfer_offered", "andere_buurt"), ("transfer_accepted", "andere_buurt")]
    with pytest.raises(NotHolderError):
        world.queue.lines(row.id, anna)
    with pytest.raises(NotHolderError):
        world.queue.attempt(row.id, anna, "gebeld")


def test_another_team_takes_over_and_it_moves_with_them(any_world: World) -> None:
    world = any_world
    anna, noor = world.colleague("Anna"), world.colleague("Noor")
    row = offered(world, anna, Receiver(NOORD))
    assert [(one.id, offer.van, offer.naar) for one, offer in world.queue.passing.offered_to(noor, NORTH)] == [
        (row.id, "Anna", None)
    ]
    assert world.queue.passing.concerned(row.id) == {MORS, NOORD}
    taken = world.queue.passing.accept(row.id, noor, NORTH)
    assert (taken.team, taken.claimed_by, taken.created_at) == (NOORD, "Noor", row.created_at)
    assert ("team_changed", NOORD) in actions(world, row.id)
    assert world.queue.passing.concerned(row.id) == {NOORD}
    assert world.queue.passing.offered_to(noor, NORTH) == []


def test_before_accepting_the_receiver_reads_nothing(world: World) -> None:
    anna, noor = world.colleague("Anna"), world.colleague("Noor")
    row = offered(world, anna, Receiver(NOORD))
    for look in (world.queue.lines, world.queue.note, world.queue.messages):
        with pytest.raises(NotHolderError):
            look(row.id, noor)


def test_a_refusal_leaves_it_with_the_sender_and_can_be_offered_again(world: World) -> None:
    anna, bas = world.colleague("Anna"), world.colleague("Bas")
    row = offered(world, anna, Receiver(MORS, bas))
    world.queue.passing.refuse(row.id, bas, world.teams)
    assert world.queue.mine(anna)[0].id == row.id
    assert world.queue.passing.offered_by(anna) == {}
    with pytest.raises(OfferGoneError):
        world.queue.passing.accept(row.id, bas, world.teams)
    assert actions(world, row.id)[-1] == ("transfer_refused", "ok")
    members = {MORS: frozenset({anna, bas})}
    world.queue.passing.offer(row.id, anna, Receiver(MORS, bas), "te_druk", row.version, members)
    assert world.queue.passing.offered_by(anna)[row.id].naar == "Bas"


def test_a_new_offer_replaces_the_one_before(world: World) -> None:
    anna, bas, cor = (world.colleague(naam) for naam in ("Anna", "Bas", "Cor"))
    row = offered(world, anna, Receiver(MORS, bas))
    members = {MORS: frozenset({anna, bas, cor})}
    world.queue.passing.offer(row.id, anna, Receiver(MORS, cor), "bekende", row.version, members)
    with pytest.raises(OfferGoneError):
        world.queue.passing.accept(row.id, bas, world.teams)
    assert world.queue.passing.accept(row.id, cor, world.teams).claimed_by == "Cor"


def test_taking_it_back_and_giving_back_end_the_offer(world: World) -> None:
    anna, bas = world.colleague("Anna"), world.colleague("Bas")
    row = offered(world, anna, Receiver(MORS, bas))
    world.queue.passing.cancel(row.id, anna)
    with pytest.raises(OfferGoneError):
        world.queue.passing.accept(row.id, bas, world.teams)
    members = {MORS: frozenset({anna, bas})}
    row = world.queue.passing.offer(row.id, anna, Receiver(MORS, bas), "te_druk", row.version, members)
    world.queue.release(row.id, anna, row.version)
    with pytest.raises(OfferGoneError):
        world.queue.passing.accept(row.id, bas, world.teams)
    assert world.queue.claim(row.id, bas, world.teams).claimed_by == "Bas"


@pytest.mark.parametrize(
    ("to", "reden", "members", "code"),
    [
        (Receiver(NOORD), "zomaar", {NOORD: {"noor"}}, "reden"),
        (Receiver("bestaat_niet"), "te_druk", {"bestaat_niet": {"x"}}, "team"),
        (Receiver(MORS), "te_druk", {MORS: {"bas"}}, "team"),
        (Receiver(NOORD), "te_druk", {}, "niemand"),
        (Receiver(NOORD), "te_druk", {NOORD: {"anna"}}, "niemand"),
        (Receiver(MORS, "anna"), "te_druk", {MORS: {"anna"}}, "collega"),
        (Receiver(MORS, "bas"), "te_druk", {MORS: {"anna"}}, "collega"),
        (Receiver(NOORD, "noor"), "te_druk", {NOORD: {"noor"}}, "collega"),
    ],
)
def test_it_is_never_offered_to_nobody_or_to_a_team_that_is_not_there(
    world: World, to: Receiver, reden: str, members: dict, code: str
) -> None:
    ids = {"anna": world.colleague("Anna"), "bas": world.colleague("Bas"), "noor": world.colleague("Noor"), "x": "x"}
    row = world.held(ids["anna"])
    real = {team: frozenset(ids[one] for one in names) for team, names in members.items()}
    receiver = Receiver(to.team, ids.get(to.account_id or "", to.account_id))
    with pytest.raises(TransferRefusedError) as refused:
        world.queue.passing.offer(row.id, ids["anna"], receiver, reden, row.version, real)
    assert refused.value.code == code
    assert actions(world, row.id) == []


def test_only_the_holder_offers_and_from_a_fresh_page(world: World) -> None:
    anna, bas = world.colleague("Anna"), world.colleague("Bas")
    row, members = world.held(anna), {MORS: frozenset({anna, bas})}
    with pytest.raises(NotHolderError):
        world.queue.passing.offer(row.id, bas, Receiver(MORS, anna), "te_druk", row.version, members)
    with pytest.raises(StaleVersionError):
        world.queue.passing.offer(row.id, anna, Receiver(MORS, bas), "te_druk", row.version - 1, members)


def test_who_was_not_asked_can_not_accept_or_tell_that_it_is_there(world: World) -> None:
    anna, bas, cor = (world.colleague(naam) for naam in ("Anna", "Bas", "Cor"))
    row = offered(world, anna, Receiver(MORS, bas))
    for account, teams in ((cor, NORTH), (bas, frozenset()), (cor, frozenset())):
        with pytest.raises(HandoffNotFoundError):
            world.queue.passing.accept(row.id, account, teams)
    with pytest.raises(OfferGoneError):  # of the team, but it wasn't offered to Cor
        world.queue.passing.accept(row.id, cor, world.teams)
    with pytest.raises(OfferGoneError):  # nobody accepts their own offer
        world.queue.passing.accept(row.id, anna, world.teams)
    assert world.queue.mine(anna)[0].id == row.id


def test_withdrawing_ends_the_offer_too(world: World) -> None:
    anna, bas = world.colleague("Anna"), world.colleague("Bas")
    offered(world, anna, Receiver(MORS, bas))
    assert world.queue.withdraw_conversation("gesprek-1")
    assert world.queue.passing.offered_to(bas, world.teams) == []


@pytest.mark.parametrize("number", range(5))
def test_accepting_while_the_lease_ends_gives_one_holder_or_the_team(any_world: World, number: int) -> None:
    world = any_world
    anna, bas = world.colleague("Anna"), world.colleague("Bas")
    row = offered(world, anna, Receiver(MORS, bas))
    for _ in range(2):
        world.clock.turn(days=1)
        world.queue.care.tend()
    world.clock.turn(days=1)
    start = Barrier(2)

    def accept() -> bool:
        start.wait()
        try:
            world.queue.passing.accept(row.id, bas, world.teams)
        except OfferGoneError:
            return False
        return True

    def tend() -> bool:
        start.wait()
        return world.queue.care.tend()["lease_ended"] == 1

    with ThreadPoolExecutor(2) as pool:
        accepted, ended = (one.result() for one in (pool.submit(accept), pool.submit(tend)))
    assert accepted != ended
    now = world.queue.get(row.id)
    assert (now.status, now.claimed_by) == (("claimed", "Bas") if accepted else ("waiting", None))
    assert world.queue.passing.offered_to(bas, world.teams) == []
    assert ("transfer_lapsed" in [action for action, _ in world.events(row.id)]) == ended


@pytest.mark.parametrize("number", range(5))
def test_a_whole_team_that_accepts_at_once_gives_one_holder(any_world: World, number: int) -> None:
    world = any_world
    anna, others = world.colleague("Anna"), [world.colleague(f"Noor{number}") for number in range(4)]
    row = offered(world, anna, Receiver(NOORD))
    start = Barrier(len(others))

    def accept(account: str) -> bool:
        start.wait()
        try:
            world.queue.passing.accept(row.id, account, NORTH)
        except OfferGoneError:
            return False
        return True

    with ThreadPoolExecutor(len(others)) as pool:
        won = list(pool.map(accept, others))
    assert won.count(True) == 1
    assert world.queue.mine(others[won.index(True)])[0].id == row.id
    assert [action for action, _ in actions(world, row.id)].count("transfer_accepted") == 1


def test_a_colleague_can_pick_it_up_when_the_lease_of_the_sender_ended(world: World) -> None:
    anna, bas = world.colleague("Anna"), world.colleague("Bas")
    row = offered(world, anna, Receiver(MORS, bas))
    for _ in range(3):
        world.clock.turn(days=1)
        world.queue.care.tend()
    with pytest.raises(OfferGoneError):
        world.queue.passing.accept(row.id, bas, world.teams)
    assert world.queue.claim(row.id, bas, world.teams).claimed_by == "Bas"
    with pytest.raises(AlreadyClaimedError):
        world.queue.claim(row.id, anna, world.teams)
