"""Nobody gets lost: each kind is found when it is there, only then, and mended when it can be."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from handoff_world import MORS, NOORD, World
from sqlalchemy import text

from handoff.queue import DataGoneError, HandoffNotFoundError, Receiver, Row
from handoff.queue.reconciling import KINDS, NAMED

Break = Callable[[World, Row, str], None]


def sql(world: World, statement: str, **values: object) -> None:
    with world.engine.begin() as connection:
        assert connection.execute(text(statement), values).rowcount > 0


def members(world: World) -> dict[str, frozenset[str]]:
    return dict(world.accounts.members_by_team())


def lose_key(world: World, row: Row, _account: str) -> None:
    world.key_store.destroy([row.id])


def lose_lines(world: World, row: Row, _account: str) -> None:
    sql(world, "DELETE FROM handoff_line WHERE handoff_id = :id", id=row.id)


def wait_too_long(world: World, _row: Row, _account: str) -> None:
    world.clock.turn(days=world.settings.retention_days_open + 1)
    world.queue.care.tend()


def rename_team(world: World, row: Row, _account: str) -> None:
    sql(world, "UPDATE handoff SET team = 'wijkteam_weg' WHERE id = :id", id=row.id)


def disable(world: World, _row: Row, account: str) -> None:
    now = world.clock().replace(tzinfo=None)
    sql(world, "UPDATE account SET disabled_at = :now WHERE id = :id", now=now, id=account)


def lose_lease(world: World, row: Row, _account: str) -> None:
    sql(world, "UPDATE handoff SET lease_from = NULL, lease_until = NULL WHERE id = :id", id=row.id)


def misplace_offer(world: World, row: Row, account: str) -> None:
    everybody = members(world)
    world.queue.passing.offer(row.id, account, Receiver(NOORD), "te_druk", row.version, everybody)
    sql(world, "UPDATE transfer SET to_team = 'wijkteam_weg' WHERE handoff_id = :id", id=row.id)


def end_in_the_middle(world: World, row: Row, _account: str) -> None:
    sql(world, "UPDATE handoff SET status = 'closed', closed_at = created_at WHERE id = :id", id=row.id)


def keep_draft_without_key(world: World, row: Row, account: str) -> None:
    world.queue.keep_unsent(row.id, account, "notitie", "half")
    world.key_store.destroy([row.id])


BREAKS: dict[str, Break] = {
    "no_key": lose_key,
    "no_lines": lose_lines,
    "past_limit": wait_too_long,
    "unseen_team": rename_team,
    "holder_gone": disable,
    "no_lease": lose_lease,
    "offer_astray": misplace_offer,
    "orphan_key": end_in_the_middle,
    "orphan_text": end_in_the_middle,
    "orphan_draft": keep_draft_without_key,
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_found_and_mended_or_named(world: World, kind: str) -> None:
    anna = world.colleague("Anna")
    world.colleague("Bas")
    row, other = world.held(anna), world.waiting("gesprek-2")
    assert world.queue.care.findings(members(world)) == []
    BREAKS[kind](world, row, anna)
    found = [one for one in world.queue.care.findings(members(world)) if one.kind == kind]
    assert row.id in {one.handoff_id for one in found}
    assert kind == "past_limit" or other.id not in {one.handoff_id for one in found}
    world.queue.care.mend(members(world))
    left = {one.kind for one in world.queue.care.findings(members(world))}
    assert (kind in left) == (kind in NAMED)
    again = world.events()
    world.queue.care.mend(members(world))
    assert world.events() == again


def test_a_healthy_queue_has_no_findings_whatever_happens_in_it(any_world: World) -> None:
    world = any_world
    anna, bas = world.colleague("Anna"), world.colleague("Bas")
    rows = [world.held(anna, f"gesprek-{number}") for number in range(5)]
    world.queue.close(rows[0].id, anna, "opgelost", rows[0].version)
    world.queue.withdraw_conversation("gesprek-1")
    world.queue.release(rows[2].id, anna, rows[2].version)
    world.queue.passing.offer(rows[3].id, anna, Receiver(MORS, bas), "te_druk", rows[3].version, members(world))
    world.queue.keep_unsent(rows[4].id, anna, "notitie", "half")
    for _ in range(4):
        assert world.queue.care.findings(members(world)) == []
        world.clock.turn(days=1)
        world.queue.care.tend()
    assert world.queue.care.mend(members(world)) == []


def test_a_renamed_team_loses_nothing_to_the_team_that_looks_otherwise(world: World) -> None:
    world.colleague("Bas")
    row = world.waiting()
    rename_team(world, row, "")
    world.queue.care.mend(members(world))
    assert [one.id for one in world.queue.waiting(frozenset({NOORD}))] == [row.id]
    assert ("team_changed", NOORD) in world.events(row.id)


def test_without_anybody_in_the_fallback_it_stays_named(world: World) -> None:
    row = world.waiting()
    found = world.queue.care.mend({})
    assert [(one.kind, one.referentie) for one in found] == [("unseen_team", row.referentie)]
    assert world.queue.care.findings({}) == found


def test_who_was_disabled_does_not_go_on_with_it(world: World) -> None:
    anna = world.colleague("Anna")
    world.colleague("Bas")
    row = world.held(anna)
    disable(world, row, anna)
    world.queue.care.mend(members(world))
    back = world.queue.get(row.id)
    assert (back.status, back.lapsed_id) == ("waiting", None)
    assert ("holder_gone", "account") in world.events(row.id)


def test_an_account_that_lost_its_team_gives_back_what_it_had(world: World) -> None:
    anna = world.colleague("Anna")
    world.colleague("Bas")
    row = world.held(anna)
    sql(world, "UPDATE account SET alle_teams = FALSE WHERE id = :id", id=anna)
    assert [one.kind for one in world.queue.care.mend(members(world))] == ["holder_gone"]
    assert world.queue.get(row.id).status == "waiting"


def test_opening_again_works_while_the_data_is_there_and_says_so_when_it_is_not(any_world: World) -> None:
    world, anna = any_world, any_world.colleague("Anna")
    row = world.held(anna)
    world.clock.turn(days=1)
    sql(world, "UPDATE handoff SET status = 'closed', closed_at = created_at WHERE id = :id", id=row.id)
    assert world.queue.care.can_reopen(row.id)
    with pytest.raises(HandoffNotFoundError):
        world.queue.care.reopen(row.id, anna, frozenset({NOORD}))
    again = world.queue.care.reopen(row.id, anna, world.teams)
    assert (again.status, again.closed_at, again.pick_up_by) == ("waiting", None, world.clock() + timedelta(days=1))
    assert ("reopened", "ok") in world.events(row.id)
    held = world.queue.claim(row.id, anna, world.teams)
    world.queue.close(row.id, anna, "opgelost", held.version)
    assert not world.queue.care.can_reopen(row.id)
    with pytest.raises(DataGoneError):
        world.queue.care.reopen(row.id, anna, world.teams)


def test_what_an_inwoner_withdrew_or_asked_again_is_never_opened(world: World) -> None:
    anna = world.colleague("Anna")
    row = world.held(anna)
    sql(world, "UPDATE handoff SET status = 'withdrawn', code_hash = NULL WHERE id = :id", id=row.id)
    assert not world.queue.care.can_reopen(row.id)
    sql(world, "UPDATE handoff SET status = 'closed' WHERE id = :id", id=row.id)
    assert world.queue.care.can_reopen(row.id)
    world.waiting()
    with pytest.raises(DataGoneError):
        world.queue.care.reopen(row.id, anna, world.teams)
