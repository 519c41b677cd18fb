"""The table of rights says what was agreed, and nothing for whom it doesn't know."""

import pytest

from handoff.rights import RIGHTS, ROLLEN, Rol, known_rollen, may

AGREED = {
    "agent": {"see_queue", "handle", "get_told", "own_account"},
    "coordinator": {
        "see_queue",
        "handle",
        "lead",
        "reveal_with_reason",
        "read_figures",
        "get_told",
        "mend_notices",
        "own_account",
    },
    "admin": {"manage_accounts", "get_told", "mend_notices", "own_account"},
    "auditor": {"read_audit", "own_account"},
    "analyst": {"read_figures", "own_account"},
}


@pytest.mark.parametrize("rol", ROLLEN)
def test_every_role_may_do_what_was_agreed_and_nothing_else(rol: Rol) -> None:
    assert {right for right in RIGHTS if may({rol}, right)} == AGREED[rol]


def test_who_has_no_role_may_nothing() -> None:
    assert not any(may((), right) for right in RIGHTS)


@pytest.mark.parametrize("right", [None, "", "see_everything", "SEE_QUEUE"])
def test_a_right_that_nobody_declared_is_given_to_nobody(right: str | None) -> None:
    assert not may(ROLLEN, right)


def test_a_role_that_does_not_exist_gives_nothing() -> None:
    assert known_rollen(["agent", "Agent", "root", ""]) == {"agent"}
