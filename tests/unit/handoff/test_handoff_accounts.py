"""Accounts: the first one, passwords, codes that work once, and sessions that end."""

import time
from collections.abc import Callable

import pytest
from handoff_world import MORS, NOORD, World
from pyotp.totp import TOTP

from handoff.accounts import NameTakenError, NewAccount, WeakPasswordError, WrongSetupCodeError

PASSWORD = "zeven groene fietsen"


def app_of(world: World, account: NewAccount) -> Callable[[], str]:
    """Return the authenticator app of an account."""
    secret = account.totp_uri.partition("secret=")[2].partition("&")[0]
    return lambda: TOTP(secret).at(world.clock())


def first_account(world: World) -> tuple[NewAccount, Callable[[], str]]:
    code = world.accounts.setup_code()
    assert code
    account = world.accounts.create_first(code, "Anna", "anna@voorbeeld.nl", PASSWORD, "leiden")
    app = app_of(world, account)
    assert world.accounts.confirm_totp(account.id, app())
    world.clock.turn(seconds=30)
    return account, app


def test_a_fresh_installation_has_no_account_to_sign_in_with(world: World) -> None:
    assert world.accounts.check_password("admin", "admin") is None


def test_the_first_account_sees_all_teams_of_its_gemeente(world: World) -> None:
    first_account(world)
    account = world.accounts.check_password(" Anna@Voorbeeld.nl ", PASSWORD)
    assert account is not None
    assert account.rollen == {"admin", "coordinator"}
    assert (account.gemeente, account.teams) == ("leiden", {MORS, NOORD})


def test_an_account_of_an_unknown_gemeente_sees_nothing(world: World) -> None:
    first_account(world)
    other = world.accounts.create("Bas", "bas", PASSWORD, "nergenshuizen")
    assert world.accounts.confirm_totp(other.id, app_of(world, other)())
    account = world.accounts.check_password("bas", PASSWORD)
    assert account is not None
    assert account.teams == frozenset()


def test_the_setup_code_works_once(world: World) -> None:
    code = world.accounts.setup_code() or ""
    world.accounts.create_first(code, "Anna", "anna", PASSWORD, "leiden")
    with pytest.raises(WrongSetupCodeError):
        world.accounts.create_first(code, "Bas", "bas", PASSWORD, "leiden")


def test_a_new_setup_code_replaces_the_old_one_and_case_and_dashes_do_not_count(world: World) -> None:
    old, new = world.accounts.setup_code() or "", world.accounts.setup_code() or ""
    with pytest.raises(WrongSetupCodeError):
        world.accounts.create_first(old, "Anna", "anna", PASSWORD, "leiden")
    assert world.accounts.create_first(new.lower().replace("-", " "), "Anna", "anna", PASSWORD, "leiden").id


def test_the_setup_code_expires_and_is_not_readable_on_the_disk(world: World) -> None:
    code = world.accounts.setup_code() or ""
    assert code.encode() not in world.bytes_on_disk()
    world.clock.turn(hours=world.settings.first_account_hours)
    with pytest.raises(WrongSetupCodeError):
        world.accounts.create_first(code, "Anna", "anna", PASSWORD, "leiden")


def test_there_is_no_setup_code_once_an_account_is_in_use(world: World) -> None:
    first_account(world)
    assert world.accounts.setup_code() is None


def test_who_never_confirmed_the_app_can_not_sign_in_and_may_start_over(world: World) -> None:
    world.accounts.create_first(world.accounts.setup_code() or "", "Anna", "anna", PASSWORD, "leiden")
    assert world.accounts.check_password("anna", PASSWORD) is None
    again = world.accounts.setup_code()
    assert again
    assert world.accounts.create_first(again, "Anna", "anna", PASSWORD, "leiden").id


@pytest.mark.parametrize("wachtwoord", ["elf tekens!", "x" * 129, "ik ben ANNA vandaag"])
def test_a_weak_password_is_refused_and_the_setup_code_stays_usable(world: World, wachtwoord: str) -> None:
    code = world.accounts.setup_code() or ""
    with pytest.raises(WeakPasswordError):
        world.accounts.create_first(code, "Anna", "anna", wachtwoord, "leiden")
    assert world.accounts.create_first(code, "Anna", "anna", PASSWORD, "leiden").id


def test_two_accounts_can_not_share_a_name(world: World) -> None:
    first_account(world)
    with pytest.raises(NameTakenError):
        world.accounts.create("Anna", "ANNA@voorbeeld.nl", PASSWORD, "leiden")


def test_passwords_and_secrets_are_not_readable_on_the_disk(world: World) -> None:
    account, _ = first_account(world)
    stored = world.bytes_on_disk()
    secret = account.totp_uri.partition("secret=")[2].partition("&")[0]
    for hidden in (PASSWORD, secret, *account.herstelcodes):
        assert hidden.encode() not in stored
    assert b"$argon2id$v=19$m=65536,t=3,p=4$" in stored


def test_a_totp_code_works_once(world: World) -> None:
    account, app = first_account(world)
    assert world.accounts.check_totp(account.id, app())
    assert not world.accounts.check_totp(account.id, app())


def test_the_code_that_confirmed_the_app_does_not_sign_in(world: World) -> None:
    account = world.accounts.create_first(world.accounts.setup_code() or "", "Anna", "anna", PASSWORD, "leiden")
    app = app_of(world, account)
    assert not world.accounts.check_totp(account.id, app())  # not switched on yet
    assert world.accounts.confirm_totp(account.id, app())
    assert not world.accounts.check_totp(account.id, app())
    assert not world.accounts.confirm_totp(account.id, app())


def test_a_clock_may_be_one_step_off_and_no_more(world: World) -> None:
    account, app = first_account(world)
    world.clock.turn(minutes=5)
    code = app()
    world.clock.turn(seconds=60)
    assert not world.accounts.check_totp(account.id, code)
    code = app()
    world.clock.turn(seconds=30)
    assert world.accounts.check_totp(account.id, f"{code[:3]} {code[3:]}")


def test_a_recovery_code_works_once_and_only_for_its_account(world: World) -> None:
    account, _ = first_account(world)
    other = world.accounts.create("Bas", "bas", PASSWORD, "leiden")
    assert world.accounts.confirm_totp(other.id, app_of(world, other)())
    code = account.herstelcodes[0]
    assert not world.accounts.check_totp(other.id, code)
    assert world.accounts.check_totp(account.id, code.lower().replace("-", ""))
    assert not world.accounts.check_totp(account.id, code)


def test_guessing_a_hundred_times_checks_less_than_twenty_and_locks_nobody_out(world: World) -> None:
    first_account(world)
    for _ in range(100):
        assert world.accounts.check_password("anna@voorbeeld.nl", "een verkeerd wachtwoord") is None
    checked = [result for action, result in world.events() if action == "password"]
    assert 5 <= len(checked) < 20
    assert world.accounts.check_password("anna@voorbeeld.nl", PASSWORD) is None  # the delay runs
    world.clock.turn(seconds=world.accounts.wait_seconds("anna@voorbeeld.nl"))
    assert world.accounts.check_password("anna@voorbeeld.nl", PASSWORD) is not None
    assert world.accounts.wait_seconds("anna@voorbeeld.nl") == 0


def test_guessing_totp_codes_is_slowed_down(world: World) -> None:
    account, app = first_account(world)
    for _ in range(10):
        assert not world.accounts.check_totp(account.id, "000000")
    assert not world.accounts.check_totp(account.id, app())
    world.clock.turn(seconds=60)
    assert world.accounts.check_totp(account.id, app())


def test_an_unknown_name_takes_as_long_and_is_delayed_just_the_same(world: World) -> None:
    first_account(world)

    def seconds(naam: str) -> float:
        start = time.perf_counter()
        assert world.accounts.check_password(naam, "een verkeerd wachtwoord") is None
        return time.perf_counter() - start

    known, unknown = (min(seconds(naam) for _ in range(4)) for naam in ("anna@voorbeeld.nl", "niemand"))
    assert unknown > known / 3
    for _ in range(10):
        world.accounts.check_password("niemand", "een verkeerd wachtwoord")
    assert world.accounts.wait_seconds("niemand") > 0


def test_a_session_ends_when_idle_and_after_its_longest_time(world: World) -> None:
    account, _ = first_account(world)
    token = world.accounts.start_session(account.id)
    assert token.encode() not in world.bytes_on_disk()
    for _ in range(17):
        world.clock.turn(minutes=29)
        found = world.accounts.session(token)
        assert found is not None
        assert found.id == account.id
    world.clock.turn(minutes=30)
    assert world.accounts.session(token) is None
    token = world.accounts.start_session(account.id)
    for _ in range(18):
        world.clock.turn(minutes=29)
        world.accounts.session(token)
    world.clock.turn(minutes=18)
    assert world.accounts.session(token) is None


def test_following_events_does_not_keep_a_session_alive(world: World) -> None:
    account, _ = first_account(world)
    token = world.accounts.start_session(account.id)
    for _ in range(3):
        world.clock.turn(minutes=9)
        assert world.accounts.session(token, touch=False) is not None
    world.clock.turn(minutes=9)
    assert world.accounts.session(token, touch=False) is None


def test_a_session_can_be_ended_and_an_unknown_token_is_nobody(world: World) -> None:
    account, _ = first_account(world)
    token = world.accounts.start_session(account.id)
    world.accounts.end_session(token)
    world.accounts.end_session(token)
    assert world.accounts.session(token) is None
    assert world.accounts.session("") is None


def test_purge_forgets_old_sessions_and_old_failures(world: World) -> None:
    account, _ = first_account(world)
    world.accounts.start_session(account.id)
    world.accounts.check_password("niemand", "een verkeerd wachtwoord")
    world.clock.turn(days=2)
    world.accounts.purge(world.clock())
    with world.engine.connect() as connection:
        counts = [connection.exec_driver_sql(f"SELECT count(*) FROM {name}").scalar() for name in ("session", "delay")]
    assert counts == [0, 0]
