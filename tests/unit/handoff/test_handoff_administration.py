"""An admin and the accounts of their gemeente: inviting, changing, switching off, one-time codes."""

from collections.abc import Callable
from itertools import permutations

import pytest
from handoff_world import MORS, NOORD, World
from pyotp.totp import TOTP

from handoff.accounts import (
    Account,
    AccountNotFoundError,
    Accounts,
    Duty,
    NameTakenError,
    NewAccount,
    OwnAccountError,
    WeakPasswordError,
    WrongAccessCodeError,
    WrongPasswordError,
    WrongPlaceError,
)
from handoff.limits import TooManyError

PASSWORD = "zeven groene fietsen"
OTHER = "acht blauwe tegels in mei"
AGENT = Duty(frozenset({"agent"}), frozenset({MORS}))


@pytest.fixture
def world(any_world: World) -> World:
    """Run every test here on both stores."""
    return any_world


@pytest.fixture
def offices(world: World) -> Accounts:
    """Give the accounts of two gemeenten on one database."""
    teams = {"leiden": frozenset({MORS, NOORD}), "zaanstad": frozenset({"zaanstad_noord"})}
    return Accounts(world.engine, world.keys, teams, world.settings, world.clock)


@pytest.fixture
def admin(world: World, offices: Accounts) -> Account:
    """Give an admin who signed in."""
    return in_use(world, offices, "Anna", frozenset({"admin", "coordinator"}))


def in_use(world: World, accounts: Accounts, naam: str, rollen: frozenset, gemeente: str = "leiden") -> Account:
    made = accounts.create(naam, naam.lower(), PASSWORD, gemeente, rollen)
    assert accounts.confirm_totp(made.id, app_of(world, made)())
    world.clock.turn(seconds=30)
    account = accounts.session(accounts.start_session(made.id))
    assert account is not None
    return account


def app_of(world: World, account: NewAccount) -> Callable[[], str]:
    secret = account.totp_uri.partition("secret=")[2].partition("&")[0]
    return lambda: TOTP(secret).at(world.clock())


def invited(world: World, accounts: Accounts, admin: Account) -> tuple[str, NewAccount]:
    """Return somebody who came in by invitation."""
    account_id, code = accounts.admin.invite(admin, "Bas", "bas", AGENT)
    made = accounts.accept_invitation(code, PASSWORD)
    assert accounts.confirm_totp(made.id, app_of(world, made)())
    world.clock.turn(seconds=30)
    return account_id, made


def test_an_invited_colleague_chooses_a_password_and_gets_the_roles_and_teams(
    world: World, offices: Accounts, admin: Account
) -> None:
    account_id, code = offices.admin.invite(admin, " Bas ", "Bas", AGENT)
    assert offices.admin.person(admin, account_id).stand == "uitgenodigd"
    assert code.encode() not in world.bytes_on_disk()
    assert offices.check_password("bas", "") is None
    made = offices.accept_invitation(code.lower().replace("-", " "), PASSWORD)
    assert offices.check_password("bas", PASSWORD) is None  # the app isn't confirmed yet
    assert offices.confirm_totp(made.id, app_of(world, made)())
    account = offices.check_password("bas", PASSWORD)
    assert account is not None
    assert (account.naam, account.rollen, account.teams) == ("Bas", {"agent"}, {MORS})
    assert offices.admin.person(admin, account_id).stand == "actief"


def test_an_invitation_works_once_and_expires(world: World, offices: Accounts, admin: Account) -> None:
    _, code = offices.admin.invite(admin, "Bas", "bas", AGENT)
    offices.accept_invitation(code, PASSWORD)
    with pytest.raises(WrongAccessCodeError):
        offices.accept_invitation(code, PASSWORD)
    _, late = offices.admin.invite(admin, "Cas", "cas", AGENT)
    world.clock.turn(hours=world.settings.invitation_hours)
    with pytest.raises(WrongAccessCodeError):
        offices.accept_invitation(late, PASSWORD)


def test_a_weak_password_leaves_the_invitation_usable(offices: Accounts, admin: Account) -> None:
    _, code = offices.admin.invite(admin, "Bas", "bas", AGENT)
    for weak in (
        "welkom123456",
        "Wachtwoord2026",
        "qwertyuiop123",
        "111111111111",
        "rondkomen2026",
        "bas loopt weg vandaag",
    ):
        with pytest.raises(WeakPasswordError):
            offices.accept_invitation(code, weak)
    assert offices.accept_invitation(code, PASSWORD).id


@pytest.mark.parametrize("duty", [Duty(frozenset(), None), Duty(frozenset({"agent"}), frozenset({"zaanstad_noord"}))])
def test_an_account_needs_a_role_and_only_teams_of_its_own_gemeente(
    offices: Accounts, admin: Account, duty: Duty
) -> None:
    with pytest.raises(WrongPlaceError):
        offices.admin.invite(admin, "Bas", "bas", duty)
    account_id, _ = offices.admin.invite(admin, "Bas", "bas", AGENT)
    with pytest.raises(WrongPlaceError):
        offices.admin.change(admin, account_id, duty)


def test_a_name_is_given_out_once(offices: Accounts, admin: Account) -> None:
    offices.admin.invite(admin, "Bas", "bas", AGENT)
    with pytest.raises(NameTakenError):
        offices.admin.invite(admin, "Bas", "BAS ", AGENT)


def test_other_roles_or_teams_end_the_sessions_and_the_same_ones_do_not(
    world: World, offices: Accounts, admin: Account
) -> None:
    account_id, _ = invited(world, offices, admin)
    token = offices.start_session(account_id)
    offices.admin.change(admin, account_id, AGENT)
    assert offices.session(token) is not None
    offices.admin.change(admin, account_id, Duty(frozenset({"analyst"}), frozenset({MORS})))
    assert offices.session(token) is None
    token = offices.start_session(account_id)
    offices.admin.change(admin, account_id, Duty(frozenset({"analyst"}), None))
    assert offices.session(token) is None
    found = offices.session(offices.start_session(account_id))
    assert found is not None
    assert (found.rollen, found.teams) == ({"analyst"}, {MORS, NOORD})
    assert found.teams_for("see_queue") == frozenset()


def test_a_disabled_account_is_out_at_once_and_can_come_back(world: World, offices: Accounts, admin: Account) -> None:
    account_id, made = invited(world, offices, admin)
    token = offices.start_session(account_id)
    offices.admin.disable(admin, account_id)
    assert offices.session(token) is None
    assert offices.check_password("bas", PASSWORD) is None
    assert offices.session(offices.start_session(account_id)) is None  # halfway through signing in
    offices.admin.enable(admin, account_id)
    assert offices.check_password("bas", PASSWORD) is not None
    assert offices.check_totp(account_id, app_of(world, made)())


def test_a_code_of_a_disabled_account_does_not_work(offices: Accounts, admin: Account) -> None:
    account_id, code = offices.admin.invite(admin, "Bas", "bas", AGENT)
    offices.admin.disable(admin, account_id)
    with pytest.raises(WrongAccessCodeError):
        offices.accept_invitation(code, PASSWORD)
    with pytest.raises(WrongPlaceError):
        offices.admin.new_code(admin, account_id, "uitnodiging")


def test_all_sessions_end_at_once(world: World, offices: Accounts, admin: Account) -> None:
    account_id, _ = invited(world, offices, admin)
    tokens = [offices.start_session(account_id) for _ in range(3)]
    offices.admin.end_sessions(admin, account_id)
    assert [offices.session(token) for token in tokens] == [None] * 3


def test_a_lost_phone_needs_the_code_and_the_password(world: World, offices: Accounts, admin: Account) -> None:
    account_id, old = invited(world, offices, admin)
    token = offices.start_session(account_id)
    code = offices.admin.new_code(admin, account_id, "app")
    assert offices.session(token) is None
    assert offices.check_password("bas", PASSWORD) is None
    assert not offices.check_totp(account_id, old.herstelcodes[0])
    with pytest.raises(WrongPasswordError):
        offices.couple_app(code, OTHER)
    with pytest.raises(WrongAccessCodeError):
        offices.accept_invitation(code, OTHER)
    made = offices.couple_app(code, PASSWORD)
    assert not offices.confirm_totp(account_id, app_of(world, old)())
    assert offices.confirm_totp(account_id, app_of(world, made)())
    assert offices.check_password("bas", PASSWORD) is not None


def test_a_forgotten_password_needs_the_code_and_the_app(world: World, offices: Accounts, admin: Account) -> None:
    account_id, made = invited(world, offices, admin)
    code = offices.admin.new_code(admin, account_id, "wachtwoord")
    assert offices.check_password("bas", PASSWORD) is None
    with pytest.raises(WrongPasswordError):
        offices.choose_password(code, "000000", OTHER)
    with pytest.raises(WeakPasswordError):
        offices.choose_password(code, app_of(world, made)(), "kort")
    offices.choose_password(code, app_of(world, made)(), OTHER)
    assert offices.check_password("bas", OTHER) is not None


@pytest.mark.parametrize("steps", list(permutations(("uitnodiging", "app", "wachtwoord"))))
def test_no_row_of_codes_lets_an_admin_walk_into_a_colleagues_account(
    world: World, offices: Accounts, admin: Account, steps: tuple[str, ...]
) -> None:
    account_id, _ = invited(world, offices, admin)
    for soort in steps:
        try:
            code = offices.admin.new_code(admin, account_id, soort)
        except WrongPlaceError:
            continue
        with pytest.raises(WrongAccessCodeError):
            offices.accept_invitation(code, OTHER)
        with pytest.raises((WrongAccessCodeError, WrongPasswordError)):
            offices.couple_app(code, OTHER)
        with pytest.raises((WrongAccessCodeError, WrongPasswordError)):
            offices.choose_password(code, "000000", OTHER)


def test_nobody_changes_or_disables_themselves(offices: Accounts, admin: Account) -> None:
    steps = (
        lambda: offices.admin.change(admin, admin.id, AGENT),
        lambda: offices.admin.disable(admin, admin.id),
        lambda: offices.admin.enable(admin, admin.id),
        lambda: offices.admin.end_sessions(admin, admin.id),
        lambda: offices.admin.new_code(admin, admin.id, "app"),
    )
    for step in steps:
        with pytest.raises(OwnAccountError):
            step()


def test_an_account_of_another_gemeente_does_not_exist(world: World, offices: Accounts, admin: Account) -> None:
    far = in_use(world, offices, "Cas", frozenset({"agent"}), "zaanstad")
    steps = (
        lambda: offices.admin.person(admin, far.id),
        lambda: offices.admin.change(admin, far.id, AGENT),
        lambda: offices.admin.disable(admin, far.id),
        lambda: offices.admin.enable(admin, far.id),
        lambda: offices.admin.end_sessions(admin, far.id),
        lambda: offices.admin.new_code(admin, far.id, "app"),
        lambda: offices.admin.person(admin, "bestaat-niet"),
    )
    for step in steps:
        with pytest.raises(AccountNotFoundError):
            step()
    assert {one.account.naam for one in offices.admin.people(admin)} == {"Anna"}
    assert [one.account.naam for one in offices.admin.review(admin)] == ["Anna"]


def test_an_admin_who_was_switched_off_or_is_none_any_more_changes_nothing(
    world: World, offices: Accounts, admin: Account
) -> None:
    other = in_use(world, offices, "Cas", frozenset({"admin"}))
    victim, _ = invited(world, offices, admin)
    offices.admin.disable(other, admin.id)
    with pytest.raises(AccountNotFoundError):
        offices.admin.disable(admin, other.id)
    offices.admin.enable(other, admin.id)
    offices.admin.change(other, admin.id, Duty(frozenset({"coordinator"}), None))
    with pytest.raises(AccountNotFoundError):
        offices.admin.change(admin, victim, Duty(frozenset({"admin"}), None))


def test_the_audit_log_says_who_did_what_to_whom(world: World, offices: Accounts, admin: Account) -> None:
    account_id, _ = invited(world, offices, admin)
    offices.admin.change(admin, account_id, Duty(frozenset({"coordinator"}), None))
    offices.admin.disable(admin, account_id)
    offices.admin.review(admin)
    with world.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT action, account_id, object_id, result FROM event ORDER BY id").all()
    log = [tuple(line) for line in found]
    for line in (
        ("account_made", admin.id, account_id, "ok"),
        ("role_given", admin.id, account_id, "agent"),
        ("teams_set", admin.id, account_id, "ok"),
        ("access_code_made", admin.id, account_id, "uitnodiging"),
        ("access_code_used", account_id, None, "uitnodiging"),
        ("role_taken", admin.id, account_id, "agent"),
        ("role_given", admin.id, account_id, "coordinator"),
        ("account_disabled", admin.id, account_id, "ok"),
        ("accounts_exported", admin.id, None, "2"),
    ):
        assert line in log, line
    assert not any("bas" in str(line).lower() for line in log)


def test_codes_and_exports_run_out_for_the_day(world: World, offices: Accounts, admin: Account) -> None:
    for number in range(world.settings.invitations_per_day):
        offices.admin.invite(admin, "Bas", f"bas{number}", AGENT)
    with pytest.raises(TooManyError):
        offices.admin.invite(admin, "Bas", "te-veel", AGENT)
    assert "te-veel" not in [one.account.gebruikersnaam for one in offices.admin.people(admin)]
    for _ in range(world.settings.exports_per_day):
        offices.admin.review(admin)
    with pytest.raises(TooManyError):
        offices.admin.review(admin)
    world.clock.turn(days=1)
    assert offices.admin.review(admin)
    assert offices.admin.invite(admin, "Bas", "weer-wel", AGENT)


def test_a_team_that_left_the_content_gives_nothing(world: World, offices: Accounts, admin: Account) -> None:
    account_id, _ = invited(world, offices, admin)
    fewer = Accounts(world.engine, world.keys, {"leiden": frozenset({NOORD})}, world.settings, world.clock)
    found = fewer.session(fewer.start_session(account_id))
    assert found is not None
    assert found.teams == frozenset()


def test_revealing_runs_out_for_the_hour_and_per_account(world: World) -> None:
    anna, bas = world.colleague("Anna"), world.colleague("Bas")
    mine, other = world.held(anna, "een"), world.held(bas, "twee")
    for _ in range(world.settings.reveals_per_hour):
        world.queue.reveal(mine.id, "telefoon", anna)
    with pytest.raises(TooManyError):
        world.queue.reveal(mine.id, "telefoon", anna)
    assert world.queue.reveal(other.id, "telefoon", bas)
    world.clock.turn(hours=1)
    assert world.queue.reveal(mine.id, "telefoon", anna)
