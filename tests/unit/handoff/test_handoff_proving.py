"""Consent can be proven without showing it, as long as there are lines; and a hash stays after."""

from dataclasses import replace

import pytest
from handoff_world import LINES, MORS, World
from sqlalchemy import text

from handoff.draft import Consent
from handoff.queue import HandoffNotFoundError, Row
from handoff.queue.terms import due_at

SHOWN = "Dit stuurt u:\n" + "\n".join(f"- {line.label}: {line.waarde}" for line in LINES)


def agreed(world: World, shown: str = SHOWN, **changes: object) -> Row:
    draft = world.draft(consent=Consent("overdracht-test", shown, world.clock()), **changes)
    return world.queue.create(draft, MORS, "code")


def test_version_language_channel_moment_and_scope_are_kept_and_fit_what_was_shown(any_world: World) -> None:
    row = agreed(any_world)
    proof = any_world.queue.prove(row.referentie)
    assert (proof.tekst_versie, proof.taal, proof.kanaal, proof.op) == (
        "overdracht-test", "nl", "website", any_world.clock(),
    )  # fmt: skip
    assert proof.omvang == ("onderwerp", "eigen_woorden", "telefoon", "naam", "postcode")
    assert proof.klopt is True
    assert any_world.events(row.id)[-1] == ("consent_checked", "ok")


def test_a_line_that_was_not_shown_is_found(world: World) -> None:
    row = agreed(world, SHOWN.replace("MERK-VERHAAL", "iets anders"))
    assert world.queue.prove(row.referentie).klopt is False


@pytest.mark.parametrize("column", ["consent_shown_hash = 'x'", "consent_scope = 'telefoon'"])
def test_a_proof_that_was_altered_is_found(world: World, column: str) -> None:
    row = agreed(world)
    with world.engine.begin() as connection:
        connection.execute(text(f"UPDATE handoff SET {column}"))
    assert world.queue.prove(row.referentie).klopt is False


def test_what_was_shown_is_not_readable_on_the_disk_and_goes_with_the_lines(world: World) -> None:
    row = agreed(world)
    assert b"MERK" not in world.bytes_on_disk()
    world.queue.withdraw_conversation("gesprek-1")
    proof = world.queue.prove(row.referentie)
    assert (proof.klopt, proof.tekst_versie) == (None, "overdracht-test")
    with world.engine.connect() as connection:
        stored = connection.execute(text("SELECT consent_shown, haast, consent_shown_hash FROM handoff")).one()
    assert (stored[0], stored[1], len(stored[2])) == (None, None, 64)


def test_an_unknown_number_has_no_proof(world: World) -> None:
    with pytest.raises(HandoffNotFoundError):
        world.queue.prove("00000000")


def test_urgency_moves_when_the_team_picks_up_and_never_the_term_of_the_law(world: World) -> None:
    rows = {
        (topic, haast): world.queue.create(
            replace(world.draft(f"{topic}-{haast}", onderwerp=topic), haast=haast), MORS, f"{topic}-{haast}"
        )
        for topic in ("huurachterstand", "huisuitzetting")
        for haast in ("vandaag", "week", None, "later")
    }
    for (topic, haast), row in rows.items():
        assert (row.due_at, row.haast) == (due_at(topic, world.clock()), haast)
    ordinary = [rows["huurachterstand", haast].pick_up_by for haast in ("vandaag", "week", None, "later")]
    assert ordinary[0] < ordinary[1] == ordinary[2] < ordinary[3]
    threat = {rows["huisuitzetting", haast].pick_up_by for haast in ("vandaag", "week", None, "later")}
    assert threat == {ordinary[0]}, "nobody can put off what threatens"
