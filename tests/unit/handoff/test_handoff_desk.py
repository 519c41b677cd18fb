"""The door: send once, withdraw with three words, hear honestly what to expect."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import structlog
from handoff_world import CHAT_LINES, LINES, MORS, World
from typer.testing import CliRunner

from content.catalogue import Catalogue
from handoff import __main__ as command_line
from handoff.codes import MAX_WRONG, code_for, code_hash, words
from handoff.desk import Desk, DeskUnavailableError, HandoffSettings, Line, NoConsentError, open_desk
from handoff.routing import TeamTwiceError, route, teams_by_gemeente


@pytest.fixture
def desk(tmp_path: Path, catalogue: Catalogue) -> Iterator[Desk]:
    settings = HandoffSettings(database_url=f"sqlite:///{tmp_path}/desk.db", key_file=tmp_path / "desk.key")
    opened = open_desk(settings, catalogue)
    yield opened
    opened.close()


def test_a_handoff_goes_to_the_team_of_the_postcode(desk: Desk, world: World) -> None:
    receipt = desk.submit(world.draft())
    waiting = desk.queue.waiting(frozenset({MORS}))
    assert [row.referentie for row in waiting] == [receipt.referentie]
    assert receipt.team == "Wijkteam Mors"
    assert desk.status("gesprek-1") == "wacht"


def test_sending_again_gives_the_same_receipt_with_the_same_code(desk: Desk, world: World) -> None:
    assert desk.submit(world.draft()) == desk.submit(world.draft())


def test_without_consent_nothing_is_sent(desk: Desk, world: World) -> None:
    draft = world.draft()
    with pytest.raises(NoConsentError):
        desk.submit(replace(draft, consent=replace(draft.consent, getoond="")))
    assert desk.status("gesprek-1") == "geen"


def test_the_three_words_withdraw_whatever_their_capitals_and_commas_and_only_once(desk: Desk, world: World) -> None:
    code = desk.submit(world.draft()).code
    assert len(code.split()) == 3
    assert not desk.withdraw("appel appel appel")
    assert desk.withdraw(code.upper().replace(" ", ", "))
    assert not desk.withdraw(code)
    assert desk.status("gesprek-1") == "ingetrokken"


def test_withdrawing_works_while_a_wijkteamlid_has_it(desk: Desk, world: World) -> None:
    account = desk.accounts.create("Anna", "anna", "zeven groene fietsen", "leiden")
    desk.submit(world.draft())
    row = desk.queue.waiting(frozenset({MORS}))[0]
    desk.queue.claim(row.id, account.id, frozenset({MORS}))
    assert desk.status("gesprek-1") == "opgepakt"
    assert desk.withdraw_conversation("gesprek-1")
    assert not desk.withdraw_conversation("gesprek-1")
    assert desk.queue.get(row.id).status == "withdrawn"


def test_after_too_many_wrong_codes_even_the_right_one_waits(desk: Desk, world: World) -> None:
    code = desk.submit(world.draft()).code
    for _ in range(MAX_WRONG):
        assert not desk.withdraw("appel appel appel")
    assert not desk.withdraw(code)
    assert desk.status("gesprek-1") == "wacht"


def test_the_code_is_not_stored(desk: Desk, world: World, tmp_path: Path) -> None:
    code = desk.submit(world.draft()).code
    stored = b"".join(path.read_bytes() for path in tmp_path.glob("desk.db*"))
    assert code.encode() not in stored
    assert code_hash(desk.keys, code).encode() in stored


def test_a_topic_that_was_struck_out_is_not_kept_as_a_label_either(desk: Desk, world: World) -> None:
    desk.submit(world.draft(lines=tuple(line for line in LINES if line.veld != "onderwerp")))
    assert desk.queue.waiting(frozenset({MORS}))[0].onderwerp is None


@pytest.mark.parametrize(
    ("onderwerp", "weeks", "days"),
    [("huurachterstand", True, False), ("huisuitzetting", False, True), ("zorgtoeslag", False, False)],
)
def test_a_term_is_named_only_where_the_law_gives_one_and_with_its_source(
    desk: Desk, world: World, onderwerp: str, weeks: bool, days: bool
) -> None:
    expected = desk.submit(world.draft(onderwerp=onderwerp)).verwacht
    assert "Wij weten niet precies wanneer" in expected
    assert ("vier weken" in expected, "drie werkdagen" in expected) == (weeks, days)
    assert ("artikel 4" in expected) == (weeks or days)


def test_a_chat_goes_through_the_desk_in_both_directions(desk: Desk, world: World) -> None:
    account = desk.accounts.create("Anna", "anna", "zeven groene fietsen", "leiden")
    desk.submit(world.draft(lines=(*CHAT_LINES, Line("postcode", "Postcode", "2332"))))
    row = desk.queue.waiting(frozenset({MORS}))[0]
    assert desk.relay_from_inwoner("gesprek-1", "hallo")
    desk.queue.claim(row.id, account.id, frozenset({MORS}))
    desk.queue.send_to_inwoner(row.id, account.id, "dag")
    assert [message.tekst for message in desk.relay_since("gesprek-1", 0)] == ["dag"]
    desk.forget_conversation("gesprek-1")
    assert desk.status("gesprek-1") == "geen"
    assert desk.queue.get(row.id).status == "withdrawn"


def test_a_database_that_is_gone_is_one_clear_error(desk: Desk, world: World) -> None:
    with desk.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE handoff RENAME TO weg")
    with pytest.raises(DeskUnavailableError):
        desk.submit(world.draft())
    with pytest.raises(DeskUnavailableError):
        desk.status("gesprek-1")


@pytest.mark.parametrize(
    ("gemeente", "postcode", "expected"),
    [
        ("leiden", "2332", ("leiden", "wijkteam_mors")),
        ("leiden", "2332AB", ("leiden", "wijkteam_mors")),
        ("leiden", None, ("leiden", "wijkteam_leiden")),
        ("leiden", "9999", ("leiden", "wijkteam_leiden")),
        ("landelijk", "2332", ("leiden", "wijkteam_mors")),
        ("landelijk", "9999", ("landelijk", "wijkteam_landelijk")),
        ("landelijk", "6537", ("nijmegen", "wijkteam_nijmegen")),
        ("landelijk", "1851", ("landelijk", "wijkteam_landelijk")),
        ("heiloo", "1851", ("landelijk", "wijkteam_landelijk")),
        ("heiloo", "2332", ("leiden", "wijkteam_mors")),
        ("zaanstad", None, ("zaanstad", "wijkteam_zaanstad")),
        ("onbekend", None, ("landelijk", "wijkteam_landelijk")),
    ],
)
def test_there_is_always_a_team(
    catalogue: Catalogue, gemeente: str, postcode: str | None, expected: tuple[str, str]
) -> None:
    found = route(catalogue, gemeente, postcode)
    assert (found.gemeente, found.team) == expected


def test_a_postcode_that_no_team_has_goes_to_the_gemeente_in_which_it_lies(catalogue: Catalogue) -> None:
    without = catalogue.gemeenten["nijmegen"].teams[0].model_copy(update={"postcodes": ()})
    nijmegen = catalogue.gemeenten["nijmegen"].model_copy(update={"teams": (without,)})
    changed = replace(catalogue, gemeenten={**catalogue.gemeenten, "nijmegen": nijmegen})
    assert route(changed, "landelijk", "6537").team == "wijkteam_nijmegen"
    assert route(changed, "landelijk", "6574").team == "wijkteam_landelijk", "it lies in two"


def test_every_team_is_seen_by_an_account_of_some_gemeente(catalogue: Catalogue) -> None:
    seen = teams_by_gemeente(catalogue)
    assert "wijkteam_landelijk" in seen["leiden"]
    for gemeente in catalogue.gemeenten.values():
        assert {team.id for team in gemeente.teams} <= seen[gemeente.id]


def test_two_gemeenten_with_the_same_team_are_refused(catalogue: Catalogue) -> None:
    double = {**catalogue.gemeenten, "ander": catalogue.gemeenten["leiden"]}
    with pytest.raises(TeamTwiceError):
        teams_by_gemeente(replace(catalogue, gemeenten=double))


def test_the_words_are_many_short_and_never_one_slip_apart() -> None:
    found = words()
    assert len(found) >= 2_300  # docs/adr/0018 reckons with these
    assert len(set(found)) == len(found)
    assert all(word.isascii() and word.islower() and 3 <= len(word) <= 10 for word in found)
    slips: dict[str, str] = {}
    for word in found:
        for place in range(len(word)):
            slip = f"{word[:place]}_{word[place + 1 :]}"
            assert slips.setdefault(slip, word) == word
            assert f"{word[:place]}{word[place + 1 :]}" not in found  # nor one letter forgotten


def test_codes_differ_between_handoffs_and_between_key_files(desk: Desk, world: World) -> None:
    assert len({code_for(desk.keys, f"overdracht-{number}") for number in range(1000)}) > 990
    assert code_for(desk.keys, "overdracht-1") != code_for(world.keys, "overdracht-1")


@pytest.fixture
def own_logging() -> Iterator[None]:
    """Undo what the command line sets up: its standard error is gone after the test."""
    yield
    structlog.reset_defaults()


@pytest.mark.usefixtures("own_logging")
def test_the_command_gives_a_code_until_there_is_an_account(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HANDOFF_DATABASE_URL", f"sqlite:///{tmp_path}/cli.db")
    monkeypatch.setenv("HANDOFF_KEY_FILE", str(tmp_path / "cli.key"))
    run = CliRunner()
    shown = run.invoke(command_line.app, ["account"])
    assert shown.exit_code == 0
    assert "Eenmalige code: " in shown.output
    assert run.invoke(command_line.app, ["purge"]).output.strip() == "Gewist: 0"
