"""Guessing is slowed down per name and per address, and keeps nobody out."""

import pytest
from handoff_world import World
from pyotp.totp import TOTP

from handoff.accounts.places import place_of
from handoff.accounts.signing_in import FREE_PER_ADDRESS, FREE_PER_NAME

PASSWORD = "zeven groene fietsen"
WRONG = "een verkeerd wachtwoord"
OFFICE, GUESSER = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def world(any_world: World) -> World:
    """Run every test here on both stores."""
    return any_world


@pytest.fixture
def anna(world: World) -> str:
    """Give an account that signed in from the office before."""
    made = world.accounts.create("Anna", "anna", PASSWORD, "leiden")
    secret = made.totp_uri.partition("secret=")[2].partition("&")[0]
    assert world.accounts.confirm_totp(made.id, TOTP(secret).at(world.clock()))
    world.accounts.start_session(made.id, OFFICE)
    return made.id


def checked(world: World) -> int:
    return sum(action == "password" for action, _ in world.events())


def test_one_address_that_tries_many_names_is_slowed_down(world: World, anna: str) -> None:
    for number in range(100):
        assert world.accounts.check_password(f"naam{number}", WRONG, GUESSER) is None
    assert checked(world) <= FREE_PER_ADDRESS + 1
    assert world.accounts.wait_seconds("nog-een-naam", GUESSER) > 0
    assert world.accounts.wait_seconds("nog-een-naam", OFFICE) == 0


def test_wrong_guesses_elsewhere_do_not_keep_a_colleague_out(world: World, anna: str) -> None:
    for number in range(60):
        world.accounts.check_password("anna", WRONG, f"198.51.100.{number}")
    assert world.accounts.wait_seconds("anna", "198.51.100.250") > 0
    assert world.accounts.wait_seconds("anna", OFFICE) == 0
    assert world.accounts.check_password("anna", PASSWORD, OFFICE) is not None


def test_a_thousand_addresses_do_not_get_more_guesses_at_one_name(world: World, anna: str) -> None:
    before = checked(world)
    for number in range(1000):
        world.accounts.check_password("anna", WRONG, f"203.0.{number // 250}.{number % 250}")
    assert checked(world) - before <= FREE_PER_NAME + 1


def test_a_colleague_at_a_new_address_gets_in_when_the_delay_is_over(world: World, anna: str) -> None:
    for number in range(60):
        world.accounts.check_password("anna", WRONG, f"198.51.100.{number}")
    assert world.accounts.check_password("anna", PASSWORD, "192.0.2.99") is None
    world.clock.turn(seconds=60)
    assert world.accounts.check_password("anna", PASSWORD, "192.0.2.99") is not None


def test_right_answers_of_an_office_never_add_up(world: World, anna: str) -> None:
    for _ in range(2 * FREE_PER_ADDRESS):
        assert world.accounts.check_password("anna", PASSWORD, OFFICE) is not None


def test_the_own_account_does_not_clear_the_guesses_of_an_address(world: World, anna: str) -> None:
    for number in range(FREE_PER_ADDRESS - 1):
        world.accounts.check_password(f"naam{number}", WRONG, GUESSER)
    assert world.accounts.check_password("anna", PASSWORD, GUESSER) is not None
    world.accounts.check_password("nog-een", WRONG, GUESSER)
    assert world.accounts.wait_seconds("en-nog-een", GUESSER) > 0


def test_an_address_is_not_readable_on_the_disk_and_is_forgotten_after_a_month(world: World, anna: str) -> None:
    world.accounts.check_password("anna", WRONG, GUESSER)
    stored = world.bytes_on_disk()
    assert OFFICE.encode() not in stored
    assert GUESSER.encode() not in stored
    world.clock.turn(days=31)
    world.accounts.purge(world.clock())
    with world.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM known_address").scalar() == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2:bbbb::2", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("testclient", "testclient", True),
    ],
)
def test_addresses_of_one_household_count_as_one(one: str, other: str, same: bool) -> None:
    assert (place_of(one) == place_of(other)) is same


def test_a_clock_that_was_a_day_ahead_keeps_nobody_out_and_a_code_still_works_once(world: World) -> None:
    made = world.accounts.create("Bas", "bas", PASSWORD, "leiden")
    totp = TOTP(made.totp_uri.partition("secret=")[2].partition("&")[0])
    world.clock.turn(days=1)
    assert world.accounts.confirm_totp(made.id, totp.at(world.clock()))
    world.clock.turn(days=-1)
    code = totp.at(world.clock())
    assert world.accounts.check_totp(made.id, code)
    assert not world.accounts.check_totp(made.id, code)
